"""Sections: paper, margins, and which header and footer each sheet shows.

Comes in: the document, its sheets one by one, and a way to add a part. Goes out: the ``sectPr`` of each. Sheets that
show the same share one part. Source: ECMA-376 part 1, 17.6 and 17.10.
"""

from collections.abc import Callable
from typing import Final, Literal

from reportgen.document.theme import Page
from reportgen.document.tree import Document, PageHeader
from reportgen.render.to_docx.furniture import footer_line, header_lines, tab_stops
from reportgen.render.to_docx.looks import FOOTER, HEADER
from reportgen.render.to_docx.markup import DECLARATION, NAMESPACES, paragraph
from reportgen.render.to_docx.sheets import Sheet
from reportgen.units import Mm, Twip, mm_to_twip, pt_to_mm

Kind = Literal["header", "footer"]
AddPart = Callable[[Kind, str], str]
"""Adds a header or footer part and returns the id of the relationship to it."""

_NEAREST_TO_EDGE_MM: Final = 5.0
"""Most printers leave this much of a sheet blank."""
_ABOVE_TEXT_MM: Final = 3.0
"""Between the line at the head of a page and the text below it."""
_ROOTS: Final[dict[Kind, tuple[str, str]]] = {"header": ("hdr", HEADER), "footer": ("ftr", FOOTER)}


class Sections:
    """The sections of one document, asked for in order."""

    def __init__(self, document: Document, sheets: tuple[Sheet, ...], add: AddPart) -> None:
        self._document, self._add = document, add
        self._has_cover = any(sheet.cover for sheet in sheets)
        self._ids: dict[tuple[Kind, str], str] = {}
        self._shown: dict[Kind, str] = {}

    @property
    def count_to_end(self) -> bool:
        """Whether a footer shows the number of the last page, whose place must then be marked."""
        return any("PAGEREF" in xml for _, xml in self._ids)

    def section(self, sheet: Sheet) -> str:
        """Return the ``sectPr`` of the next sheet.

        Raises:
            RenderError: I21, a character in the page header that XML cannot hold.
        """
        header = self._reference("header", self._header(sheet))
        footer = self._reference("footer", self._footer(sheet))
        return "".join(
            (
                f"<w:sectPr>{header}{footer}",
                "" if sheet.first else '<w:type w:val="nextPage"/>',
                self._paper(sheet.page),
                '<w:pgNumType w:start="1"/>' if sheet.restarts else "",
                '<w:cols w:space="425"/>',
                '<w:vAlign w:val="center"/>' if sheet.cover else "",
                "</w:sectPr>",
            )
        )

    def _header(self, sheet: Sheet) -> str:
        width, usual = sheet.page.text_width_mm, self._document.theme.page.text_width_mm
        tabs = "" if width == usual else tab_stops(*_stops(width), replaced=_stops(usual))
        return header_lines(PageHeader() if sheet.cover else self._document.page_header, tabs)

    def _footer(self, sheet: Sheet) -> str:
        return footer_line("none" if sheet.cover else sheet.page.number, cover=self._has_cover)

    def _reference(self, kind: Kind, lines: str) -> str:
        """Return the reference to a part of these lines.

        A section that names none shows that of the section before it, so blank is a part too, unless nothing was shown
        so far (17.10.5).
        """
        root, style = _ROOTS[kind]
        if not lines and kind not in self._shown:
            return ""
        xml = f"{DECLARATION}<w:{root} {NAMESPACES}>{lines or paragraph(style, '')}</w:{root}>"
        if (kind, xml) not in self._ids:
            self._ids[kind, xml] = self._add(kind, xml)
        self._shown[kind] = self._ids[kind, xml]
        return f'<w:{kind}Reference w:type="default" r:id="{self._shown[kind]}"/>'

    def _paper(self, page: Page) -> str:
        """Return size and margins.

        The right margin is what the twips of sheet, left margin and text width leave over, so that a table of the full
        text width does not stick out by a rounding.
        """
        width, height = mm_to_twip(page.width_mm), mm_to_twip(page.height_mm)
        left = mm_to_twip(page.left_mm)
        right = width - left - mm_to_twip(page.text_width_mm)
        line_mm = pt_to_mm(self._document.theme.furniture.leading_pt)
        header = Mm(max(_NEAREST_TO_EDGE_MM, page.top_mm - line_mm - _ABOVE_TEXT_MM))
        footer = Mm(max(_NEAREST_TO_EDGE_MM, (page.bottom_mm - line_mm) / 2))
        orientation = ' w:orient="landscape"' if width > height else ""
        return (
            f'<w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
            f'<w:pgMar w:top="{mm_to_twip(page.top_mm)}" w:right="{right}" w:bottom="{mm_to_twip(page.bottom_mm)}" '
            f'w:left="{left}" w:header="{mm_to_twip(header)}" w:footer="{mm_to_twip(footer)}" w:gutter="0"/>'
        )


def _stops(text_width_mm: Mm) -> tuple[Twip, Twip]:
    """Return where a header ends and where its middle is."""
    return mm_to_twip(text_width_mm), mm_to_twip(Mm(text_width_mm / 2))
