"""Leaves of the document, their words written with the white space of HTML outside of data and verbatim inside.

Comes in: elements that hold words. Goes out: inline content, paragraphs of a cell (one a line of text), lists.

White space of the template collapses to one space and vanishes at the ends of a leaf and around a break (CSS Text
Module Level 3, 4.1.1 and 4.1.2). White space that holds a line break vanishes between two wide characters as well, so
that a Japanese sentence may be written on several lines (4.1.3 Segment Break Transformation Rules).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

from reportgen.compose.composition import Composition
from reportgen.compose.ledger import Data
from reportgen.compose.markup import SPACE, Element
from reportgen.document.text import Break, Inline, List, ListItem, Paragraph, Run, inline_text

_SPACE: Final = re.compile(f"([{SPACE}]+)")

Child = Element | Data | str
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """What the marks around a word say of it."""

    strong: bool = False
    emphasis: bool = False
    href: str | None = None

    def inside(self, element: Element) -> "_Look":
        return _Look(
            self.strong or element.name == "strong",
            self.emphasis or element.name == "em",
            element.attributes.get("href", self.href),
        )


_NO_LOOK = _Look()


def paragraphs_of(children: Sequence[Child], element: Element, composition: Composition) -> tuple[Paragraph, ...]:
    """Return the paragraphs that words in a cell make: one for each line of text, and always at least one."""
    role = element.attributes.get("role") if element.name == "p" else None
    origin = element.origin
    return tuple([Paragraph(line, origin, role) for line in _lines(children, element, composition)])


def list_of(element: Element, composition: Composition) -> List | None:
    """Return a list, numbered if it is an ``ol``; ``None`` if it has no items."""
    usual = element.attributes.get("data-mark", "・")
    items = tuple(
        ListItem(
            leaf(item, composition),
            f"{number}." if element.name == "ol" else item.attributes.get("data-mark", usual),
            item.origin,
        )
        for number, item in enumerate(element.elements(), 1)
    )
    return List(items, element.origin) if items else None


def _lines(children: Sequence[Child], element: Element, composition: Composition) -> tuple[Line, ...]:
    """Return the lines of a leaf: a newline in a text begins one; ``<br>`` is a break inside a line.

    Every text is noted in the ledger as printed. Always at least one line, which may be empty.
    """
    first = children[0] if len(children) == 1 else None
    if isinstance(first, Data):
        composition.ledger.printed(first, element.origin)
        return tuple([(_run(line, first, _NO_LOOK),) if line else () for line in first.text.split("\n")])
    writer = _Writer()
    for data in _write(writer, children, _NO_LOOK, lambda aside: _note(aside, composition)):
        composition.ledger.printed(data, element.origin)
    return writer.lines()


def _note(aside: Element, composition: Composition) -> str:
    """Return the mark of a note; none for one of which the report leaves nothing. Notes K72 for an empty one."""
    content = leaf(aside, composition)
    if inline_text(content).strip():
        return composition.notes.mark(content, aside.origin)
    if not aside.holds_data() and not aside.broken:
        composition.faults.add("K72", aside.origin, name="aside")
    return ""


def leaf(element: Element, composition: Composition) -> Line:
    """Return the content of a leaf; a newline in a text is a break."""
    first, *rest = _lines(element.children, element, composition)
    content = list(first)
    for line in rest:
        content += (Break(), *line)
    return tuple(content)


def words(element: Element) -> str:
    """Return the text of an element that is no leaf of the document: page header, hidden caption. Without notes."""
    writer = _Writer()
    for _ in _write(writer, element.children, _NO_LOOK, lambda _aside: ""):
        pass
    lines = ("".join(part.text if isinstance(part, Run) else " " for part in line) for line in writer.lines())
    return " ".join(lines)


def _write(writer: "_Writer", children: Iterable[Child], look: _Look, note: Callable[[Element], str]) -> Iterable[Data]:
    """Write children in order, a note as the mark that ``note`` gives it; yield the data among them."""
    for child in children:
        if isinstance(child, Data):
            writer.data(child, look)
            yield child
        elif isinstance(child, str):
            writer.words(child, look)
        elif child.name == "br":
            writer.line_break()
        elif child.name == "aside":
            writer.mark(note(child), look)
        else:
            yield from _write(writer, child.children, look.inside(child), note)


class _Writer:
    """Collects runs; white space waits until something follows it."""

    def __init__(self) -> None:
        self._lines: list[list[Inline]] = [[]]
        self._waiting = ""
        self._look = _NO_LOOK
        self._last = ""

    def lines(self) -> tuple[Line, ...]:
        return tuple(tuple(line) for line in self._lines)

    def words(self, text: str, look: _Look) -> None:
        for number, part in enumerate(_SPACE.split(text)):
            if number % 2:
                self._waiting += part
                self._look = look
            elif part:
                self._flush(part[0])
                self._add(part, None, look)

    def data(self, data: Data, look: _Look) -> None:
        if not data.text:
            return
        for number, line in enumerate(data.text.split("\n")):
            if number:
                self._lines.append([])
                self._waiting = self._last = ""
            if line:
                self._flush(line[0])
                self._add(line, data, look)

    def mark(self, mark: str, look: _Look) -> None:
        """Write the mark of a note: close to the word before it, and as if it were not there for what follows."""
        if mark:
            before, self._waiting = self._last, ""
            self._add(mark, None, look)
            self._last = before or self._last

    def line_break(self) -> None:
        self._lines[-1].append(Break())
        self._waiting = self._last = ""

    def _flush(self, following: str) -> None:
        """Write the space that waits, if it stands between two texts and is not a line break inside Japanese."""
        if self._waiting and self._last:
            joined = "\n" in self._waiting and _is_wide(self._last) and _is_wide(following)
            if not joined:
                self._add(" ", None, self._look)
        self._waiting = ""

    def _add(self, text: str, data: Data | None, look: _Look) -> None:
        line = self._lines[-1]
        last = line[-1] if line else None
        bare = data is None or data.source is None
        if bare and isinstance(last, Run) and last.source is None and _look_of(last) == look:
            line.pop()
            text = last.text + text
        line.append(_run(text, data, look))
        self._last = text[-1]


def _run(text: str, data: Data | None, look: _Look) -> Run:
    if data is None:
        return Run(text, None, look.strong, look.emphasis, look.href)
    return Run(text, data.source, look.strong, look.emphasis, look.href, data.part, data.again)


def _look_of(run: Run) -> _Look:
    return _Look(run.strong, run.emphasis, run.href)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
