"""A value of the model as templates hold it: to be printed, compared and tested, and nothing else.

Comes in: its text, and its number in the ledger. Goes out: to the template. Whoever turns it into a bare string is
reported, because the text would lose its provenance.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import total_ordering
from typing import Final

from reportgen.compose.ledger import Ledger
from reportgen.compose.record import Record
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.value import Nothing, Statement

DATUM_NAMES: Final = ("nothing", "lines", "statements")
"""What may stand behind the dot of a value."""

Refuse = Callable[["Datum", str], None]
"""Called with the datum and the operation that would have made a bare string of it."""
Unknown = Callable[["Datum", str, Sequence[str]], None]
"""Called with an answer, the text it was compared with, and the choices that it could have been."""


@dataclass(slots=True)
class Books:
    """What every ``Datum`` of a run shares: the ledger, whom to tell of a refused operation, and the usual mark."""

    ledger: Ledger
    refuse: Refuse
    bullet: str = "・"
    unknown: Unknown = lambda _datum, _text, _choices: None


@dataclass(frozen=True, slots=True)
class Choices:
    """What an answer to a choice may be compared with: the values of its scale, and the words for nothing."""

    values: tuple[str, ...]
    comparable: frozenset[str]


@total_ordering
class Datum:
    """A printed text of the model. True if something was written; equal to a string of the same text."""

    __slots__ = ("books", "choices", "marked", "nothing", "number", "text")

    def __init__(
        self, text: str, number: int, books: Books, nothing: Nothing | None = None, marked: tuple[Statement, ...] = ()
    ) -> None:
        self.text, self.number, self.books, self.nothing, self.marked = text, number, books, nothing, marked
        self.choices: Choices | None = None

    @property
    def name(self) -> str:
        """What templates call it."""
        return self.books.ledger.data[self.number].name

    @property
    def lines(self) -> tuple["Datum", ...]:
        """The lines of the text, each to be printed on its own; printing all of them prints the value."""
        return self._parts(self.text.split("\n"))

    @property
    def statements(self) -> tuple[Record, ...]:
        """The statements with their marks, each text to be printed on its own; the lines of any other text."""
        bullet = self.books.bullet
        marked = self.marked or tuple(Statement(text=line, mark=bullet) for line in self.text.split("\n"))
        parts = self._parts([statement.text for statement in marked])
        return tuple(
            Record("statement", {"text": part, "mark": statement.mark, "judged_label": _year(statement.judged)})
            for part, statement in zip(parts, marked, strict=True)
        )

    def _parts(self, texts: Sequence[str]) -> tuple["Datum", ...]:
        part = self.books.ledger.part
        return tuple(Datum(text, part(self.number, text, n), self.books, self.nothing) for n, text in enumerate(texts))

    def again(self) -> "Datum":
        """Return the same text, to be printed a second time."""
        same = Datum(self.text, self.books.ledger.repeat(self.number), self.books, self.nothing, self.marked)
        same.choices = self.choices
        return same

    def bare(self, operation: str) -> str:
        """Report an operation that would lose the provenance; return the bare text so that the run goes on."""
        self.books.refuse(self, operation)
        return self.text

    def __bool__(self) -> bool:
        return self.nothing is None and self.text != ""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Datum):
            return self.text == other.text
        if not isinstance(other, str):
            return NotImplemented
        if self.choices is not None and other not in self.choices.comparable:
            self.books.unknown(self, other, self.choices.values)
        return self.text == other

    def __lt__(self, other: object) -> bool:
        if isinstance(other, Datum):
            return self.text < other.text
        return self.text < other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __contains__(self, part: object) -> bool:
        return (part.text if isinstance(part, Datum) else str(part)) in self.text

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __str__(self) -> str:
        return self.bare("~・%")

    def __html__(self) -> str:
        return self.bare("~・%")

    def __format__(self, specification: str) -> str:
        return self.bare("format")

    def __add__(self, other: object) -> str:
        return self.bare("+")

    __radd__ = __add__

    def __mod__(self, other: object) -> str:
        return self.bare("~・%")

    __rmod__ = __mod__

    def __mul__(self, other: object) -> str:
        return self.bare("*")

    __rmul__ = __mul__

    def __getitem__(self, key: object) -> str:
        return self.bare("[ ]")


def _year(year: int | None) -> str:
    return "" if year is None else fiscal_year_label(year)
