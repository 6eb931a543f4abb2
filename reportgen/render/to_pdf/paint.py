"""Pages → the PDF: everything that ``flow`` has placed is painted, in reading order, with its tags.

Comes in: the document, its pages, and the typesetter that set them. Goes out: the bytes of the file. It moves nothing
and breaks no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, assert_never

from reportgen.document.text import ListItem, Paragraph
from reportgen.document.tree import Document, Heading
from reportgen.render.to_pdf.canvas import Destination, TaggedCanvas
from reportgen.render.to_pdf.flow import Container, Page, PlacedFigure, PlacedTable, PlacedText
from reportgen.render.to_pdf.furniture import paint_furniture
from reportgen.render.to_pdf.paint_figure import paint_figure
from reportgen.render.to_pdf.paint_table import TableTags, paint_table
from reportgen.render.to_pdf.pen import Column, Pen
from reportgen.render.to_pdf.structure import Element
from reportgen.render.to_pdf.typeset import Typesetter
from reportgen.units import mm_to_pt

_HEADING_TAGS: Final[tuple[Literal["H1", "H2", "H3", "H4", "H5", "H6"], ...]] = ("H1", "H2", "H3", "H4", "H5", "H6")


def paint(document: Document, pages: Sequence[Page], typesetter: Typesetter) -> bytes:
    """Return the file."""
    canvas = TaggedCanvas(document.metadata)
    painter = _Painter(document, Pen(canvas, typesetter, _targets(document, pages)))
    for number, page in enumerate(pages, 1):
        painter.page(page, number, len(pages))
    painter.finish()
    return canvas.save()


def _targets(document: Document, pages: Iterable[Page]) -> dict[str, Destination]:
    """Return where each heading begins."""
    text_top = mm_to_pt(document.theme.page.height_mm) - mm_to_pt(document.theme.page.top_mm)
    return {
        placed.leaf.id: Destination(index, text_top - placed.top_pt)
        for index, page in enumerate(pages)
        for placed in page
        if isinstance(placed, PlacedText) and isinstance(placed.leaf, Heading) and placed.begins
    }


@dataclass(slots=True)
class _Painter:
    """What outlasts a page: the elements made so far."""

    document: Document
    pen: Pen
    containers: dict[Container, Element] = field(default_factory=dict)
    tables: dict[Container, TableTags] = field(default_factory=dict)
    open: tuple[PlacedText, Element] | None = None

    def page(self, page: Page, number: int, total: int) -> None:
        sheet = self.document.theme.page
        canvas = self.pen.canvas
        canvas.start_page(mm_to_pt(sheet.width_mm), mm_to_pt(sheet.height_mm))
        text_top = mm_to_pt(sheet.height_mm) - mm_to_pt(sheet.top_mm)
        for placed in page:
            match placed:
                case PlacedTable():
                    self._table(placed, text_top - placed.top_pt)
                case PlacedFigure():
                    left = mm_to_pt(sheet.left_mm) + placed.left_pt
                    paint_figure(self.pen, placed, self._container(placed.container), left, text_top - placed.top_pt)
                case PlacedText():
                    self._text(placed, text_top - placed.top_pt)
                case _:
                    assert_never(placed)
        paint_furniture(self.pen, self.document, number, total)
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
        theme = self.document.theme
        paint_table(self.pen, placed, tags, theme.table, mm_to_pt(theme.page.left_mm), top_pt)

    def _text(self, placed: PlacedText, top_pt: float) -> None:
        page, style = self.document.theme.page, placed.style
        width = mm_to_pt(page.text_width_mm)
        column = Column(mm_to_pt(page.left_mm), width, top_pt, style.size_pt, style.leading_pt, style.align)
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
