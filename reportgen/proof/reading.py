"""What a reader finds in a file: a neutral sequence of words and tables, the same for every format.

Comes in: from ``expected`` (the tree) and from the readers of the three formats. Goes out: to ``compare``. Rows and
columns are 0-based. ``None`` means that a format has no place for a fact (Word has no scope); ``compare`` passes over
it. An empty paragraph between blocks, and contents without entries, say nothing and are left out; a cell that holds one
empty paragraph is empty. Leaves and cells are tuples: they come by the ten thousand, and two long rows of them are
compared at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple
from urllib.parse import unquote

Kind = Literal["heading", "paragraph", "item"]


class Leaf(NamedTuple):
    """A heading (with its level), a paragraph, or a list item (with its mark); a line break is a newline in ``text``.

    ``links`` are pairs of text and address. An address is compared without percent signs; one inside the document is
    ``#`` and the text of the heading that it leads to, for every format names headings in its own way.
    """

    kind: Kind
    text: str
    level: int = 0
    mark: str = ""
    links: tuple[tuple[str, str], ...] = ()


class ReadCell(NamedTuple):
    """A cell in its place.

    ``header`` tells header cells from data cells; ``scope`` is theirs, and empty where none is given. ``headers`` are
    the positions (row, column) of the cells that describe this one, in the order in which they are announced.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    leaves: tuple[Leaf, ...]
    header: bool | None = None
    scope: str | None = None
    headers: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table. ``cells`` in reading order; ``caption`` is what is seen, ``label`` and ``summary`` what is announced."""

    column_count: int
    row_count: int
    header_rows: int
    cells: tuple[ReadCell, ...]
    caption: str | None = None
    label: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A flow chart: the words for those who do not see it, the text of its steps, and the caption that is seen."""

    alternative: str
    steps: tuple[str, ...]
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class ReadContents:
    """A table of contents: level and text of each heading that it lists. Page numbers are each format's own matter."""

    entries: tuple[tuple[int, str], ...]


Part = Leaf | ReadTable | ReadFigure | ReadContents


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the file itself that a reader stumbles over, such as a mark that two elements claim."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found, in reading order, and what was wrong on the way.

    ``group_scopes`` is false where a format has one word for ``col`` and ``colgroup``, and one for ``row`` and
    ``rowgroup``.
    """

    language: str
    title: str
    parts: tuple[Part, ...]
    faults: tuple[Fault, ...] = ()
    group_scopes: bool = True


class Unreadable(Exception):
    """A file that cannot be read to its end; ``where`` is as near as the reader came."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.fault = Fault(where, what)


def with_links(pieces: Sequence[tuple[str, str | None]]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the text of a leaf and its links, from pieces of text with their addresses.

    Neighbouring pieces of one address are one link.
    """
    match pieces:
        case ((text, None),):
            return text, ()
    texts: list[str] = []
    links: list[tuple[str, str]] = []
    for address, group in groupby(pieces, key=lambda piece: _comparable(piece[1])):
        text = "".join(words for words, _ in group)
        texts.append(text)
        if address is not None:
            links.append((text, address))
    return "".join(texts), tuple(links)


def _comparable(address: str | None) -> str | None:
    return address if address is None or address.startswith("#") else unquote(address)


def cell_leaves(leaves: list[Leaf]) -> tuple[Leaf, ...]:
    """Return the leaves of a cell; a lone empty paragraph is none."""
    if len(leaves) == 1 and leaves[0] == _BLANK:
        return ()
    return tuple(leaves)


def says_something(part: Part) -> bool:
    """Tell whether a block counts; an empty paragraph between blocks and contents without entries do not."""
    return part not in (_BLANK, _NO_CONTENTS)


_BLANK = Leaf("paragraph", "")
_NO_CONTENTS = ReadContents(())
