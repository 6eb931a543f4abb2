"""What stands where: the pages that ``flow`` fills and ``paint`` draws.

Comes in: nothing; these are nouns. Heights run downwards from the top of the text area, in points. Nothing here
decides a place or draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reportgen.document.text import ListItem, Paragraph
from reportgen.document.theme import Page, TextStyle
from reportgen.document.tree import Figure, Heading, Table
from reportgen.render.to_pdf.contents import SetEntry
from reportgen.render.to_pdf.pagination import Portion
from reportgen.render.to_pdf.table import SetTable
from reportgen.render.to_pdf.typeset import SetLine, single_line

if TYPE_CHECKING:
    from reportgen.document.drawing import Drawing


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """A structure that holds leaves: a section, a list, the table of a caption, a figure with its caption (``Div``).

    ``None`` is the document.
    """

    kind: Literal["Sect", "L", "Table", "Div", "TOC"]
    parent: Container | None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Lines of a leaf outside of table cells. ``begins`` tells whether its first line is among them."""

    leaf: Heading | Paragraph | ListItem
    container: Container | None
    lines: tuple[SetLine, ...]
    style: TextStyle
    mark_em: float
    top_pt: float
    begins: bool

    @property
    def height_pt(self) -> float:
        """The height of its lines."""
        return len(self.lines) * self.style.leading_pt

    @property
    def mark(self) -> SetLine | None:
        """The mark of a list item, where it begins."""
        if not self.begins or not isinstance(self.leaf, ListItem):
            return None
        return single_line(self.leaf.mark, self.mark_em, strong=self.style.strong)


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A portion of a table. ``begins`` is false on a page that continues it, where the header is a repetition."""

    table: SetTable
    container: Container
    portion: Portion
    top_pt: float
    begins: bool

    @property
    def height_pt(self) -> float:
        """The height of the portion."""
        return self.portion.height_pt


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A drawing; it stands in the middle of the text width."""

    figure: Figure
    drawing: Drawing
    container: Container | None
    left_pt: float
    top_pt: float

    @property
    def height_pt(self) -> float:
        """The height of the drawing."""
        return self.drawing.height_pt


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry of a table of contents; the number of the page that it leads to is known only when all have a place."""

    entry: SetEntry
    container: Container
    top_pt: float

    @property
    def height_pt(self) -> float:
        """The height of its lines."""
        return self.entry.height_pt


Placed = PlacedText | PlacedTable | PlacedFigure | PlacedEntry


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page: its sheet, and what stands on it in reading order. One of the cover has no furniture and no number."""

    sheet: Page
    cover: bool = False
    placed: list[Placed] = field(default_factory=list)


def page_numbers(pages: Sequence[PlacedPage]) -> list[int | None]:
    """Return the number of each page, counted from 1; those of the cover have none and are not counted."""
    numbers: list[int | None] = []
    count = 0
    for page in pages:
        count += not page.cover
        numbers.append(None if page.cover else count)
    return numbers
