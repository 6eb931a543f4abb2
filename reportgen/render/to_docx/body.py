"""The body: the tree walked once, in reading order.

Comes in: a document, and its sheets one by one. Goes out: the XML between the start of ``w:body`` and its ``sectPr``.
A page break becomes a property of the paragraph after it, never a paragraph of its own; where a sheet begins it says
nothing new. A blank half line follows each table that something follows on its page: it is the space below the table,
and it parts two tables, which Word would otherwise make one.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, assert_never

from reportgen.document.text import Inline, List, ListItem, Paragraph, Run
from reportgen.document.theme import NOTE_ROLE, Theme
from reportgen.document.tree import Block, Contents, Document, Figure, Heading, PageBreak, Section, Table, entries, walk
from reportgen.render.to_docx.contents import Entry, contents_xml
from reportgen.render.to_docx.heights import is_short
from reportgen.render.to_docx.links import Links
from reportgen.render.to_docx.looks import CAPTION, GAP, HAIRLINE
from reportgen.render.to_docx.markup import UnwritableText, inline, paragraph
from reportgen.render.to_docx.sheets import Sheet
from reportgen.render.to_docx.styles import StyleSheet
from reportgen.render.to_docx.table import table_xml, unwritable
from reportgen.units import mm_to_twip

if TYPE_CHECKING:
    from reportgen.render.to_docx.figure import FigureWriter


def links_of(document: Document) -> Links:
    """Return an empty collection of links that knows the headings of a document."""
    listed = {heading.id for contents in _contents(document) for heading in entries(document, contents)}
    return Links((heading.id for heading in _headings(document)), listed)


def _headings(document: Document) -> Iterator[Heading]:
    return (block for block in walk(document.blocks) if isinstance(block, Heading))


def _contents(document: Document) -> Iterator[Contents]:
    return (block for block in walk(document.blocks) if isinstance(block, Contents))


def _unlisted(document: Document) -> frozenset[str]:
    """Return the headings that Word would take up into a table of contents by their level, and that are not in it."""
    return frozenset(
        heading.id
        for contents in _contents(document)
        for heading in _headings(document)
        if contents.first <= heading.level <= contents.last and heading not in entries(document, contents)
    )


class BodyWriter:
    """Writes the blocks of one document, in order."""

    def __init__(self, document: Document, styles: StyleSheet, links: Links) -> None:
        self._document, self._styles, self._links = document, styles, links
        self._theme: Theme = document.theme
        self._unlisted = _unlisted(document)
        self._parts: list[str] = []
        self._page_break = False
        self._after_table = self._noted = False
        self._open_paragraph = False
        self._begun = True
        self._cover = False

    @cached_property
    def _figures(self) -> "FigureWriter":
        from reportgen.render.to_docx.figure import FigureWriter  # most papers have none

        return FigureWriter(self._styles, self._links)

    def write(self, sheet: Sheet, *, closes_section: bool) -> list[str]:
        """Return a sheet as a list of elements.

        The last one is a paragraph, as Word asks; for ``closes_section`` it is one that can carry a ``sectPr``. A page
        break that nothing follows is dropped.

        Raises:
            RenderError: I21, a character that XML cannot hold; I23, a link to a heading that is not there.
        """
        self._theme = replace(self._document.theme, page=sheet.page)
        self._parts, self._page_break, self._after_table, self._open_paragraph = [], False, False, False
        self._begun = sheet.first  # a section begins a page by itself
        self._cover = sheet.cover
        self._blocks(sheet.blocks)
        if self._after_table or not self._parts or (closes_section and not self._open_paragraph):
            self._page_break = self._after_table = False
            self._paragraph(HAIRLINE if self._parts else self._styles.body(None), "")
        return self._parts

    def _blocks(self, blocks: tuple[Block, ...]) -> None:
        for block, following in zip_longest(blocks, blocks[1:]):
            self._block(block, following)

    def _block(self, block: Block, following: Block | None) -> None:
        match block:
            case Section():
                self._blocks(block.blocks)
            case Contents():
                self._contents(block)
            case PageBreak():
                self._page_break = self._begun or bool(self._parts)
            case Heading():
                runs = self._links.bookmarked(block.id, self._inline(block.content, block))
                self._paragraph(self._heading_style(block), runs)
            case Paragraph():
                style = self._styles.body(block.role, block.text, cover=self._cover)
                announces = isinstance(following, Table | Figure) and is_short(block.text, self._theme)
                self._paragraph(style, self._inline(block.content, block), keep_next=announces)
            case List():
                for item in block.items:
                    style = self._styles.item(item.mark, closes=item is block.items[-1])
                    self._paragraph(style, self._inline(item.content, item))
            case Table():
                self._table(block, noted=isinstance(following, Paragraph) and following.role == NOTE_ROLE)
            case Figure():
                self._figure(block)
            case _:
                assert_never(block)

    def _inline(self, content: tuple[Inline, ...], leaf: Heading | Paragraph | ListItem) -> str:
        try:
            return inline(content, self._links)
        except UnwritableText as error:
            raise unwritable(error, str(leaf.origin)) from None

    def _heading_style(self, heading: Heading) -> str:
        listed = heading.id not in self._unlisted
        return self._styles.special_heading(heading.level, cover=self._cover, listed=listed)

    def _contents(self, contents: Contents) -> None:
        """Write a table of contents; its styles are all in the file, for Word lists by level what is added later."""
        self._part_from_table()
        styles = [self._styles.contents(level, contents.first) for level in range(contents.first, contents.last + 1)]
        listed = [
            Entry(
                styles[heading.level - contents.first],
                self._links.contents_bookmark(heading.id),
                self._inline(_plain(heading.content), heading),
            )
            for heading in entries(self._document, contents)
        ]
        width = mm_to_twip(self._theme.page.text_width_mm)
        self._parts.append(contents_xml(contents, listed, styles[0], width, page_break_before=self._page_break))
        self._page_break = self._after_table = self._open_paragraph = False

    def _figure(self, figure: Figure) -> None:
        self._part_from_table()
        try:
            self._parts.append(self._figures.write(figure, self._theme, page_break_before=self._page_break))
        except UnwritableText as error:
            raise unwritable(error, str(figure.origin)) from None
        self._page_break = self._after_table = self._open_paragraph = False

    def _part_from_table(self) -> None:
        if self._after_table and not self._page_break:
            self._parts.append(paragraph(GAP, "", keep_next=self._noted))

    def _paragraph(self, style: str, runs: str, *, keep_next: bool = False) -> None:
        self._part_from_table()
        self._parts.append(paragraph(style, runs, keep_next=keep_next, page_break_before=self._page_break))
        self._page_break = self._after_table = False
        self._open_paragraph = True

    def _table(self, table: Table, *, noted: bool) -> None:
        if table.caption is not None:
            self._paragraph(CAPTION, self._inline(table.caption.content, table.caption))
        elif self._page_break:
            self._paragraph(HAIRLINE, "")
        elif self._after_table:
            self._parts.append(paragraph(GAP, ""))
        self._parts.append(table_xml(table, self._theme, self._styles, self._links, noted=noted))
        self._after_table, self._noted = True, noted


def _plain(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return words without looks and links, for a line that is a link itself."""
    return tuple(Run(part.text) if isinstance(part, Run) else part for part in content)
