"""What stands around the text on every page: sheet and margins, the lines at its head, the number at its foot.

Comes in: theme and page header. Goes out: the XML of the header part, of the footer part, and the ``sectPr``. The
header is one paragraph a line with tab stops, no table: a screen reader reads it in order, and it can be edited.
"""

from itertools import zip_longest
from typing import Final

from reportgen.document.theme import PageNumberStyle, Theme
from reportgen.document.tree import PageHeader
from reportgen.render.to_docx.looks import BOX, FOOTER, HEADER
from reportgen.render.to_docx.markup import DECLARATION, NAMESPACES, UnwritableText, field, paragraph, text_run
from reportgen.render.to_docx.table import unwritable
from reportgen.units import Mm, mm_to_twip, pt_to_mm

_NEAREST_TO_EDGE_MM: Final = 5.0
"""Most printers leave this much of a sheet blank."""
_ABOVE_TEXT_MM: Final = 3.0
"""Between the line at the head of a page and the text below it."""
_TAB: Final = "<w:r><w:tab/></w:r>"
_BOXED: Final = f'<w:rPr><w:rStyle w:val="{BOX}"/></w:rPr>'


def header_xml(header: PageHeader) -> str | None:
    """Return the header part, or ``None`` if nothing stands there.

    Raises:
        RenderError: I21, a character that XML cannot hold.
    """
    if not (header.left or header.center or header.right or header.box):
        return None
    texts = (header.left.split("\n"), header.center.split("\n"), header.right.split("\n"), header.box.split("\n"))
    try:
        lines = [_header_line(*line) for line in zip_longest(*texts, fillvalue="")]
    except UnwritableText as error:
        raise unwritable(error, "ヘッダー") from None
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{''.join(lines)}</w:hdr>"


def _header_line(left: str, center: str, right: str, box: str) -> str:
    """Return one line; the box stands at the far right, after the text there. Blanks give its frame room."""
    framed = text_run(f"\u00a0{box}\u00a0", _BOXED) if box else ""
    between = text_run("\u3000") if right and box else ""
    end = f"{text_run(right)}{between}{framed}"
    tail = f"{_TAB}{text_run(center)}{_TAB + end if end else ''}" if center or end else ""
    return paragraph(HEADER, text_run(left) + tail)


def footer_xml(number: PageNumberStyle) -> str | None:
    """Return the footer part with the page number, or ``None`` for no number."""
    page = field("PAGE", "1")
    runs: dict[PageNumberStyle, str] = {
        "- 1 -": f"{text_run('- ')}{page}{text_run(' -')}",
        "1/9": f"{page}{text_run('/')}{field('NUMPAGES', '1')}",
        "1頁": f"{page}{text_run('頁')}",
    }
    if number not in runs:
        return None
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{paragraph(FOOTER, runs[number])}</w:ftr>"


def section_xml(theme: Theme, header_id: str | None, footer_id: str | None) -> str:
    """Return the ``sectPr``: the ids are the relationships to the header and footer parts, if there are any.

    The right margin is what the twips of sheet, left margin and text width leave over, so that a table of the full text
    width does not stick out by a rounding.
    """
    page = theme.page
    width, height = mm_to_twip(page.width_mm), mm_to_twip(page.height_mm)
    left = mm_to_twip(page.left_mm)
    right = width - left - mm_to_twip(page.text_width_mm)
    line_mm = pt_to_mm(theme.furniture.leading_pt)
    header = Mm(max(_NEAREST_TO_EDGE_MM, page.top_mm - line_mm - _ABOVE_TEXT_MM))
    footer = Mm(max(_NEAREST_TO_EDGE_MM, (page.bottom_mm - line_mm) / 2))
    orientation = ' w:orient="landscape"' if width > height else ""
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{name}"/>'
        for kind, name in (("header", header_id), ("footer", footer_id))
        if name
    )
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
        f'<w:pgMar w:top="{mm_to_twip(page.top_mm)}" w:right="{right}" w:bottom="{mm_to_twip(page.bottom_mm)}" '
        f'w:left="{left}" w:header="{mm_to_twip(header)}" w:footer="{mm_to_twip(footer)}" '
        'w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
    )
