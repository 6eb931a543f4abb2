"""The body: the tree walked once, in reading order.

Comes in: the blocks of a document. Goes out: the XML of everything between the start of ``w:body`` and its ``sectPr``.
A page break becomes a property of the paragraph after it, never a paragraph of its own. A blank half line follows each
table that something follows on its page: it is the space below the table, and it parts two tables, which Word would
otherwise make one.
"""

from itertools import zip_longest
from typing import assert_never

from reportgen.document.text import Inline, List, ListItem, Paragraph
from reportgen.document.theme import Theme
from reportgen.document.tree import Block, Contents, Document, Figure, Heading, PageBreak, Section, Table, walk
from reportgen.render.to_docx.figure import FigureWriter
from reportgen.render.to_docx.heights import is_short
from reportgen.render.to_docx.links import Links
from reportgen.render.to_docx.looks import CAPTION, GAP, HAIRLINE
from reportgen.render.to_docx.markup import UnwritableText, inline, paragraph
from reportgen.render.to_docx.styles import StyleSheet
from reportgen.render.to_docx.table import table_xml, unwritable


def links_of(document: Document) -> Links:
    """Return an empty collection of links that knows the headings of a document."""
    return Links(block.id for block in walk(document.blocks) if isinstance(block, Heading))


class BodyWriter:
    """Writes the blocks of one document, in order."""

    def __init__(self, theme: Theme, styles: StyleSheet, links: Links) -> None:
        self._theme, self._styles, self._links = theme, styles, links
        self._figures = FigureWriter(theme, styles, links)
        self._parts: list[str] = []
        self._page_break = False
        self._after_table = False

    def write(self, blocks: tuple[Block, ...]) -> str:
        """Return the body. It ends with a paragraph, as Word asks; a page break that nothing follows is dropped.

        Raises:
            RenderError: I21, a character that XML cannot hold; I23, a link to a heading that is not there.
        """
        self._blocks(blocks)
        if self._after_table or not self._parts:
            self._page_break = self._after_table = False
            self._paragraph(HAIRLINE if self._parts else self._styles.body(None), "")
        return "".join(self._parts)

    def _blocks(self, blocks: tuple[Block, ...]) -> None:
        for block, following in zip_longest(blocks, blocks[1:]):
            self._block(block, following)

    def _block(self, block: Block, following: Block | None) -> None:
        match block:
            case Section():
                self._blocks(block.blocks)
            case Contents():
                raise NotImplementedError
            case PageBreak():
                self._page_break = True
            case Heading():
                runs = self._links.bookmarked(block.id, self._inline(block.content, block))
                self._paragraph(self._styles.heading(block.level), runs)
            case Paragraph():
                style = self._styles.body(block.role, block.text)
                announces = isinstance(following, Table | Figure) and is_short(block.text, self._theme)
                self._paragraph(style, self._inline(block.content, block), keep_next=announces)
            case List():
                for item in block.items:
                    style = self._styles.item(item.mark, closes=item is block.items[-1])
                    self._paragraph(style, self._inline(item.content, item))
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case _:
                assert_never(block)

    def _inline(self, content: tuple[Inline, ...], leaf: Heading | Paragraph | ListItem) -> str:
        try:
            return inline(content, self._links)
        except UnwritableText as error:
            raise unwritable(error, str(leaf.origin)) from None

    def _figure(self, figure: Figure) -> None:
        self._part_from_table()
        try:
            self._parts.append(self._figures.write(figure, page_break_before=self._page_break))
        except UnwritableText as error:
            raise unwritable(error, str(figure.origin)) from None
        self._page_break = self._after_table = False

    def _part_from_table(self) -> None:
        if self._after_table and not self._page_break:
            self._parts.append(paragraph(GAP, ""))

    def _paragraph(self, style: str, runs: str, *, keep_next: bool = False) -> None:
        self._part_from_table()
        self._parts.append(paragraph(style, runs, keep_next=keep_next, page_break_before=self._page_break))
        self._page_break = self._after_table = False

    def _table(self, table: Table) -> None:
        if table.caption is not None:
            self._paragraph(CAPTION, self._inline(table.caption.content, table.caption))
        elif self._page_break:
            self._paragraph(HAIRLINE, "")
        elif self._after_table:
            self._parts.append(paragraph(GAP, ""))
        self._parts.append(table_xml(table, self._theme, self._styles, self._links))
        self._after_table = True
