"""Every text that a template may print, and the marks that stand for it in the rendered markup.

Comes in: values of the model and plain strings. Goes out: short marks made of noncharacters and a number. The texts
themselves never enter the markup, so no text can break it, and no filter that works on markup can change a text.
The ledger also keeps the books: which value was printed, and which was printed twice.
"""

import re
from typing import Final, NamedTuple

from reportgen.document.text import Origin

STAMP_OPEN: Final = "\ufdd0"
STAMP_CLOSE: Final = "\ufdd1"
MARK_OPEN: Final = "\ufdd2"
MARK_CLOSE: Final = "\ufdd3"
# Unicode keeps U+FDD0–U+FDEF free of characters for the inner use of programs (The Unicode Standard, 23.7).
RESERVED: Final = re.compile("[\ufdd0-\ufdef]")


class Data(NamedTuple):  # a report of ten thousand rows makes a hundred thousand of them; tuples are the cheapest
    """A text as it is printed, verbatim.

    ``source`` is the id of the model value; ``None`` for a plain string. ``name`` is what templates call it
    (``entry.status``). ``owner`` is the number of the value that is counted as printed, ``None`` if nothing is
    counted; ``part`` tells the lines of a value that is printed line by line.
    """

    text: str
    source: str | None = None
    name: str = ""
    owner: int | None = None
    part: int | None = None

    @property
    def again(self) -> bool:
        """Whether this is a text of the model that is printed once more."""
        return self.source is not None and self.owner is None


class Ledger:
    """The numbered texts of one run, and what became of them."""

    def __init__(self) -> None:
        self.data: list[Data] = []
        self.twice: list[tuple[Data, Origin]] = []
        self._plain: dict[str, str] = {}
        self._printed: set[tuple[int, int | None]] = set()
        self._parts: dict[int, set[int]] = {}

    def value(self, text: str, source: str, name: str) -> int:
        """Enter a model value; return its number."""
        number = len(self.data)
        self.data.append(Data(text, source, name, number))
        return number

    def extra(self, text: str, source: str, name: str) -> int:
        """Enter a model value that may be printed any number of times, or never; return its number."""
        self.data.append(Data(text, source, name))
        return len(self.data) - 1

    def absent(self, name: str) -> int:
        """Enter an empty text that no value stands for; return its number."""
        self.data.append(Data("", None, name))
        return len(self.data) - 1

    def part(self, owner: int, text: str, line: int) -> int:
        """Enter one line of a value; return its number."""
        whole = self.data[owner]
        self.data.append(Data(text, whole.source, whole.name, whole.owner, line))
        if whole.owner is not None and text:
            self._parts.setdefault(whole.owner, set()).add(line)
        return len(self.data) - 1

    def repeat(self, number: int) -> int:
        """Enter a text once more, to be printed without being counted; return its number."""
        whole = self.data[number]
        self.data.append(Data(whole.text, whole.source, whole.name))
        return len(self.data) - 1

    def plain(self, text: str) -> str:
        """Enter a string that is no model value; return its mark."""
        mark = self._plain.get(text)
        if mark is None:
            mark = self._plain[text] = mark_of(len(self.data))
            self.data.append(Data(text))
        return mark

    def printed(self, data: Data, origin: Origin) -> None:
        """Note that a text stands in the document."""
        if data.owner is None:
            return
        key = data.owner, data.part
        if key in self._printed:
            self.twice.append((data, origin))
        self._printed.add(key)

    def unprinted(self) -> tuple[Data, ...]:
        """Return the values that stand nowhere in the document, or only some lines of them, in the report's order."""
        seen = self._printed
        missing = (data for number, data in enumerate(self.data) if data.owner == number and (number, None) not in seen)
        return tuple(data for data in missing if not self._printed_in_parts(data.owner))

    def _printed_in_parts(self, owner: int | None) -> bool:
        parts = self._parts.get(owner or 0)
        return owner in self._parts and parts is not None and all((owner, part) in self._printed for part in parts)


def mark_of(number: int) -> str:
    """Return the mark that stands for a numbered text."""
    return f"{MARK_OPEN}{number}{MARK_CLOSE}"
