"""Sections: paper, margins, and which header and footer each sheet shows.

Comes in: the document, its sheets one by one, and a way to add a part. Goes out: the ``sectPr`` of each. Sheets that
show the same share one part. Source: ECMA-376 part 1, 17.6 and 17.10.
"""

from collections.abc import Callable
from typing import Final

from reportgen.document.theme import Page
from reportgen.document.tree import Document, PageHeader
from reportgen.render.to_docx.furniture import footer_line, header_lines, tab_stops
from reportgen.render.to_docx.letterhead import Kind, Relation
from reportgen.render.to_docx.looks import FOOTER, HEADER
from reportgen.render.to_docx.markup import DECLARATION, NAMESPACES, paragraph
from reportgen.render.to_docx.reference import Reference
from reportgen.render.to_docx.sheets import Sheet
from reportgen.units import Mm, Twip, mm_to_twip, pt_to_mm

AddPart = Callable[[Kind, str, tuple[Relation, ...]], str]
"""Adds a header or footer part with what it refers to, and returns the id of the relationship to it."""

_NEAREST_TO_EDGE_MM: Final = 5.0
"""Most printers leave this much of a sheet blank."""
_ABOVE_TEXT_MM: Final = 3.0
"""Between the line at the head of a page and the text below it."""
_ROOTS: Final[dict[Kind, tuple[str, str]]] = {"header": ("hdr", HEADER), "footer": ("ftr", FOOTER)}


class Sections:
    """The sections of one document, asked for in order.

    A ``reference`` brings a letterhead, whose styles now have the ids in ``renames``: our own lines go below it, and a
    footer that counts pages takes the place of ours.
    """

    def __init__(
        self,
        document: Document,
        sheets: tuple[Sheet, ...],
        add: AddPart,
        reference: Reference | None = None,
        renames: dict[str, str] | None = None,
    ) -> None:
        self._document, self._add = document, add
        self._reference, self._renames = reference, renames or {}
        self._has_cover = any(sheet.cover for sheet in sheets)
        self._opening = next((sheet for sheet in sheets if not sheet.cover), None)
        self._ids: dict[tuple[Kind, str, str], str] = {}
        self._shown: set[tuple[Kind, str]] = set()

    @property
    def count_to_end(self) -> bool:
        """Whether a footer shows the number of the last page, whose place must then be marked."""
        return any("PAGEREF" in xml for _, _, xml in self._ids)

    def section(self, sheet: Sheet) -> str:
        """Return the ``sectPr`` of the next sheet.

        Raises:
            RenderError: I21, a character in the page header that XML cannot hold.
        """
        places = ("default", "first") if self._differs_first(sheet) else ("default",)
        headers = [self._named("header", place, self._header(sheet), sheet) for place in places]
        footers = [self._named("footer", place, self._footer(sheet), sheet) for place in places]
        return "".join(
            (
                f"<w:sectPr>{''.join(headers)}{''.join(footers)}",
                "" if sheet.first else '<w:type w:val="nextPage"/>',
                self._paper(sheet.page),
                '<w:pgNumType w:start="1"/>' if sheet.restarts else "",
                '<w:cols w:space="425"/>',
                '<w:vAlign w:val="center"/>' if sheet.cover else "",
                "<w:titlePg/>" if len(places) > 1 else "",
                "</w:sectPr>",
            )
        )

    def _header(self, sheet: Sheet) -> str:
        width, usual = sheet.page.text_width_mm, self._document.theme.page.text_width_mm
        replaced = (self._reference and self._reference.header_stops) or _stops(usual)
        tabs = "" if _stops(width) == replaced else tab_stops(*_stops(width), replaced=replaced)
        after = mm_to_twip(Mm(_ABOVE_TEXT_MM)) if self._reference else None
        return header_lines(PageHeader() if sheet.cover else self._document.page_header, tabs, after)

    def _footer(self, sheet: Sheet) -> str:
        more = '<w:jc w:val="center"/>' if self._reference else ""
        return footer_line("none" if sheet.cover else sheet.page.number, cover=self._has_cover, more=more)

    def _differs_first(self, sheet: Sheet) -> bool:
        """Tell whether the letterhead has a header or footer of its own for the first page of this sheet."""
        letterheads = self._reference.letterheads if self._reference else {}
        return sheet is self._opening and any(place == "first" for _, place in letterheads)

    def _named(self, kind: Kind, place: str, lines: str, sheet: Sheet) -> str:
        """Return the reference to a part of these lines, below the letterhead if there is one.

        A section that names none shows that of the section before it, so blank is a part too, unless nothing was shown
        so far (17.10.5).
        """
        root, style = _ROOTS[kind]
        letterhead = None
        if self._reference and not sheet.cover:
            letterhead = self._reference.letterheads.get((kind, place))
        if not lines and letterhead is None and (kind, place) not in self._shown:
            return ""
        own = lines if letterhead else lines or paragraph(style, "")
        if kind == "footer" and letterhead and letterhead.counts:
            own = ""
        xml = f"{DECLARATION}<w:{root} {NAMESPACES}>{own}</w:{root}>"
        key = kind, place if letterhead else "", xml
        if key not in self._ids:
            if letterhead:
                xml = letterhead.written(xml, self._renames, len(self._ids))
            self._ids[key] = self._add(kind, xml, letterhead.relations if letterhead else ())
        self._shown.add((kind, place))
        return f'<w:{kind}Reference w:type="{place}" r:id="{self._ids[key]}"/>'

    def _paper(self, page: Page) -> str:
        """Return size and margins.

        The right margin is what the twips of sheet, left margin and text width leave over, so that a table of the full
        text width does not stick out by a rounding.
        """
        width, height = mm_to_twip(page.width_mm), mm_to_twip(page.height_mm)
        left = mm_to_twip(page.left_mm)
        right = width - left - mm_to_twip(page.text_width_mm)
        line_mm = pt_to_mm(self._document.theme.furniture.leading_pt)
        distances: dict[Kind, str] = {
            "header": str(mm_to_twip(Mm(max(_NEAREST_TO_EDGE_MM, page.top_mm - line_mm - _ABOVE_TEXT_MM)))),
            "footer": str(mm_to_twip(Mm(max(_NEAREST_TO_EDGE_MM, (page.bottom_mm - line_mm) / 2)))),
        }
        if self._reference and self._reference.letterheads:
            distances |= self._reference.distances
        orientation = ' w:orient="landscape"' if width > height else ""
        return (
            f'<w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
            f'<w:pgMar w:top="{mm_to_twip(page.top_mm)}" w:right="{right}" w:bottom="{mm_to_twip(page.bottom_mm)}" '
            f'w:left="{left}" w:header="{distances["header"]}" w:footer="{distances["footer"]}" w:gutter="0"/>'
        )


def _stops(text_width_mm: Mm) -> tuple[Twip, Twip]:
    """Return where a header ends and where its middle is."""
    return mm_to_twip(text_width_mm), mm_to_twip(Mm(text_width_mm / 2))
