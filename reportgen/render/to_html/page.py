"""The whole page: head, page header, main part.

The frame stands in ``page.html``, the look in ``style.css``; both are read with the package.
"""

from dataclasses import replace
from functools import cache
from importlib.resources import files
from string import Template
from typing import assert_never

from reportgen.document.text import List, Paragraph
from reportgen.document.theme import Theme
from reportgen.document.tree import (
    Block,
    Contents,
    Document,
    Figure,
    Heading,
    Metadata,
    PageBreak,
    PageHeader,
    Section,
    Table,
    walk,
)
from reportgen.errors import RenderError
from reportgen.render.to_html.contents import contents_html
from reportgen.render.to_html.look import theme_css
from reportgen.render.to_html.sheets import sheet_class, sheets, sheets_css
from reportgen.render.to_html.table import table_html
from reportgen.render.to_html.text import attribute, escaped, unwritable
from reportgen.render.to_html.words import heading_html, list_html, paragraph_html
from reportgen.units import pt_to_mm


def render_html(document: Document) -> bytes:
    """Return the HTML file, UTF-8, lines ended by a line feed.

    Raises:
        RenderError: a character that HTML cannot carry, or a link that is no address; with the template's line.
    """
    page = Template(_beside("page.html")).substitute(
        language=escaped(document.metadata.language),
        title=escaped(document.metadata.title),
        meta=_meta(document.metadata),
        style=theme_css(document.theme) + _beside("style.css") + sheets_css(document),
        page_header=_page_header(document.page_header),
        body=_Body(document).of(document.blocks, document.theme),
    )
    if unwritable(page):
        _refuse(document)
    return page.encode("utf-8")


@cache
def _beside(name: str) -> str:
    return files("reportgen.render.to_html").joinpath(name).read_text(encoding="utf-8")


def _meta(metadata: Metadata) -> str:
    """Return the properties of the file. A draft asks search engines to leave it alone."""
    named = {
        "description": metadata.subject,
        "author": metadata.author,
        "keywords": ", ".join(metadata.keywords),
        "dcterms.issued": metadata.issued.isoformat() if metadata.issued else "",
        "robots": "noindex" if metadata.draft else "",
    }
    return "".join(
        f"<meta{attribute('name', name)}{attribute('content', value)}>\n" for name, value in named.items() if value
    )


def _page_header(header: PageHeader) -> str:
    lines = {"left": header.left, "center": header.center, "right": header.right, "box": header.box}
    shown = "".join(f'<p class="{name}">{escaped(text)}</p>\n' for name, text in lines.items() if text)
    return f'<header class="page-header">\n{shown}</header>\n' if shown else ""


class _Body:
    """The blocks of one document."""

    def __init__(self, document: Document) -> None:
        self._document, self._sheets = document, sheets(document)

    def of(self, blocks: tuple[Block, ...], theme: Theme) -> str:
        return "".join([self._block(block, theme) for block in blocks])

    def _block(self, block: Block, theme: Theme) -> str:
        match block:
            case Heading():
                return f"{heading_html(block)}\n"
            case Paragraph():
                return f"{paragraph_html(block, str(block.origin))}\n"
            case List():
                return f"{list_html(block, str(block.origin))}\n"
            case Table():
                return table_html(block, pt_to_mm(theme.table.cell.size_pt))
            case Figure():
                from reportgen.render.to_html.figure import figure_html  # most papers have none

                return f"{figure_html(block, theme)}\n"
            case Contents():
                return contents_html(self._document, block)
            case PageBreak():
                return '<div class="page-break"></div>\n'
            case Section():
                return self._section(block, theme)
            case _:
                assert_never(block)

    def _section(self, section: Section, theme: Theme) -> str:
        name = sheet_class(section, self._sheets)
        inside = replace(theme, page=section.page) if section.page else theme
        opening = attribute("class", name) if name else ""
        return f"<section{opening}>\n{self.of(section.blocks, inside)}</section>\n"


def _refuse(document: Document) -> None:
    """Raise for the first text that holds a character HTML cannot carry."""
    for block in walk(document.blocks):
        match block:
            case Heading() | Paragraph():
                _check(block.text, str(block.origin))
            case List():
                for item in block.items:
                    _check(item.mark + item.text, str(item.origin))
            case Table():
                _check_table(block)
            case Figure():
                caption = block.caption.text if block.caption else ""
                _check("".join((block.alternative, *block.drawing.texts, caption)), str(block.origin))
            case Contents() | PageBreak() | Section():
                pass
            case _:
                assert_never(block)
    metadata, header = document.metadata, document.page_header
    _check("".join((metadata.title, metadata.subject, metadata.author, *metadata.keywords)), "metadata")
    _check("".join((header.left, header.center, header.right, header.box)), "page-header")


def _check_table(table: Table) -> None:
    _check(table.label + table.summary + (table.caption.text if table.caption else ""), str(table.origin))
    for row in range(table.grid.row_count):
        for slot in table.grid.starting(row):
            where = f"{slot.cell.origin} {table.id} {row + 1}:{slot.column + 1}"
            for leaf in slot.cell.leaves:
                _check(leaf.text, where)


def _check(text: str, where: str) -> None:
    if character := unwritable(text):
        raise RenderError("I31", where, character=character)
