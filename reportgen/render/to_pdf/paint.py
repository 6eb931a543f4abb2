"""Pages → the PDF: everything that ``flow`` has placed is painted, in reading order, with its tags.

Comes in: the document, its pages, and the typesetter that set them. Goes out: the bytes of the file. It moves nothing
and breaks no line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, assert_never

from reportgen.document.text import ListItem, Paragraph
from reportgen.document.theme import Page, TextStyle
from reportgen.document.tree import Document, Heading
from reportgen.render.to_pdf.canvas import Destination, TaggedCanvas
from reportgen.render.to_pdf.furniture import entry_number_text, paint_furniture
from reportgen.render.to_pdf.paint_contents import ContentsTags, paint_entry
from reportgen.render.to_pdf.paint_table import TableTags, paint_table
from reportgen.render.to_pdf.pen import Column, Pen
from reportgen.render.to_pdf.placed import (
    Container,
    PlacedEntry,
    PlacedFigure,
    PlacedPage,
    PlacedTable,
    PlacedText,
    page_numbers,
)
from reportgen.render.to_pdf.structure import Element
from reportgen.render.to_pdf.typeset import Typesetter
from reportgen.units import mm_to_pt

_HEADING_TAGS: Final[tuple[Literal["H1", "H2", "H3", "H4", "H5", "H6"], ...]] = ("H1", "H2", "H3", "H4", "H5", "H6")


def paint(document: Document, pages: Sequence[PlacedPage], typesetter: Typesetter) -> bytes:
    """Return the file."""
    canvas = TaggedCanvas(document.metadata)
    targets = _targets(pages)
    painter = _Painter(document, Pen(canvas, typesetter, targets), _number_texts(pages, targets))
    numbers = page_numbers(pages)
    total = sum(number is not None for number in numbers)
    for page, number in zip(pages, numbers, strict=True):
        painter.page(page, number, total)
    painter.finish()
    return canvas.save()


def _targets(pages: Sequence[PlacedPage]) -> dict[str, Destination]:
    """Return where each heading begins."""
    return {
        placed.leaf.id: Destination(index, _text_top_pt(page.sheet) - placed.top_pt)
        for index, page in enumerate(pages)
        for placed in page.placed
        if isinstance(placed, PlacedText) and isinstance(placed.leaf, Heading) and placed.begins
    }


def _number_texts(pages: Sequence[PlacedPage], targets: Mapping[str, Destination]) -> dict[str, str]:
    """Return, by heading, the number of its page as a table of contents prints it."""
    numbers = page_numbers(pages)
    texts = {}
    for name, target in targets.items():
        number = numbers[target.page]
        texts[name] = "" if number is None else entry_number_text(pages[target.page].sheet.number, number)
    return texts


def _text_top_pt(sheet: Page) -> float:
    """Return the height of the text area's upper edge above the foot of the sheet."""
    return mm_to_pt(sheet.height_mm) - mm_to_pt(sheet.top_mm)


@dataclass(slots=True)
class _Painter:
    """The sheet being painted, and what outlasts a page: the elements made so far."""

    document: Document
    pen: Pen
    numbers: Mapping[str, str]
    sheet: Page = field(init=False)
    containers: dict[Container, Element] = field(default_factory=dict)
    tables: dict[Container, TableTags] = field(default_factory=dict)
    contents: dict[Container, ContentsTags] = field(default_factory=dict)
    open: tuple[PlacedText, Element] | None = None

    def page(self, page: PlacedPage, number: int | None, total: int) -> None:
        """Paint a page; one without a number has no furniture either."""
        canvas, sheet = self.pen.canvas, page.sheet
        self.sheet = sheet
        canvas.start_page(mm_to_pt(sheet.width_mm), mm_to_pt(sheet.height_mm), counted=number is not None)
        for placed in page.placed:
            top = _text_top_pt(sheet) - placed.top_pt
            match placed:
                case PlacedTable():
                    self._table(placed, top)
                case PlacedFigure():
                    from reportgen.render.to_pdf.paint_figure import paint_figure  # most papers have none

                    left = mm_to_pt(sheet.left_mm) + placed.left_pt
                    paint_figure(self.pen, placed, self._container(placed.container), left, top)
                case PlacedText():
                    self._text(placed, top)
                case PlacedEntry():
                    self._entry(placed, top)
                case _:
                    assert_never(placed)
        if number is not None:
            paint_furniture(self.pen, self.document, sheet, number, total)
        canvas.end_page()

    def finish(self) -> None:
        """Make the rows of tables in which no cell starts and that nothing has reached."""
        for tags in self.tables.values():
            tags.rows_up_to(len(tags.table.rows.covers) - 1)

    def _container(self, container: Container | None) -> Element:
        """Return the element of a container, made when the first thing in it is painted."""
        if container is None:
            return self.pen.canvas.document
        found = self.containers.get(container)
        if found is None:
            parent = self._container(container.parent)
            if container.table is None:
                found = parent.add(container.kind)
            else:
                table = container.table
                found = parent.add("Table", title=table.label or None, summary=table.summary or None)
            self.containers[container] = found
        return found

    def _table(self, placed: PlacedTable, top_pt: float) -> None:
        tags = self.tables.get(placed.container)
        if tags is None:
            tags = self.tables[placed.container] = TableTags(placed.table, self._container(placed.container))
        paint_table(self.pen, placed, tags, self.document.theme.table, mm_to_pt(self.sheet.left_mm), top_pt)

    def _entry(self, placed: PlacedEntry, top_pt: float) -> None:
        tags = self.contents.get(placed.container)
        if tags is None:
            tags = self.contents[placed.container] = ContentsTags(self._container(placed.container))
        column = self._column(placed.entry.style, top_pt)
        paint_entry(self.pen, placed.entry, tags, self.numbers.get(placed.entry.heading.id, ""), column)

    def _column(self, style: TextStyle, top_pt: float) -> Column:
        width = mm_to_pt(self.sheet.text_width_mm)
        return Column(mm_to_pt(self.sheet.left_mm), width, top_pt, style.size_pt, style.leading_pt, style.align)

    def _text(self, placed: PlacedText, top_pt: float) -> None:
        column = self._column(placed.style, top_pt)
        element = self._leaf(placed)
        if isinstance(placed.leaf, ListItem):
            self.pen.item(element, placed.mark, placed.mark_em, placed.lines, column)
        else:
            self.pen.leaf(element, placed.lines, column)
        if isinstance(placed.leaf, Heading) and placed.begins:
            title = placed.leaf.text.replace("\n", "\u3000")
            self.pen.canvas.bookmark(title, placed.leaf.level, top_pt)

    def _leaf(self, placed: PlacedText) -> Element:
        """Return the element of a leaf; a leaf that goes on on another page keeps the one it has."""
        if not placed.begins and self.open is not None:
            return self.open[1]
        parent = self._container(placed.container)
        match placed.leaf:
            case Heading():
                element = parent.add(_HEADING_TAGS[placed.leaf.level - 1])
            case ListItem():
                element = parent.add("LI")
            case Paragraph():
                caption = placed.container is not None and placed.container.kind in ("Table", "Div")
                element = parent.add("Caption" if caption else "P")
            case _:
                assert_never(placed.leaf)
        self.open = (placed, element)
        return element
