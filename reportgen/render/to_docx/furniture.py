"""What stands around the text on every page: the lines at its head, the number at its foot.

Comes in: the page header of the document, the page number that a page asks for. Goes out: paragraphs of header and
footer parts. The header is one paragraph a line with tab stops, no table: a screen reader reads it in order, and it can
be edited.
"""

from itertools import zip_longest
from typing import Final

from reportgen.document.theme import PageNumberStyle
from reportgen.document.tree import PageHeader
from reportgen.render.to_docx.looks import BOX, FOOTER, HEADER
from reportgen.render.to_docx.markup import TAB, UnwritableText, field, paragraph, text_run
from reportgen.render.to_docx.table import unwritable
from reportgen.units import Twip

LAST_PAGE: Final = "_LastPage"
"""The bookmark at the end of a document whose pages are counted without the cover."""

_BOXED: Final = f'<w:rPr><w:rStyle w:val="{BOX}"/></w:rPr>'


def header_lines(header: PageHeader, tabs: str, after: Twip | None = None) -> str:
    """Return the lines at the head of a page, empty if nothing stands there.

    ``tabs`` are stops of their own; ``after`` is the space below the last line, where the header may reach the text.

    Raises:
        RenderError: I21, a character that XML cannot hold.
    """
    if not (header.left or header.center or header.right or header.box):
        return ""
    texts = (header.left.split("\n"), header.center.split("\n"), header.right.split("\n"), header.box.split("\n"))
    try:
        *above, last = zip_longest(*texts, fillvalue="")
        space = f'<w:spacing w:after="{after}"/>' if after else ""
        lines = [*(_header_line(*line, tabs) for line in above), _header_line(*last, tabs + space)]
    except UnwritableText as error:
        raise unwritable(error, "ヘッダー") from None
    return "".join(lines)


def _header_line(left: str, center: str, right: str, box: str, more: str) -> str:
    """Return one line; the box stands at the far right, after the text there. Blanks give its frame room."""
    framed = text_run(f"\u00a0{box}\u00a0", _BOXED) if box else ""
    between = text_run("\u3000") if right and box else ""
    end = f"{text_run(right)}{between}{framed}"
    tail = f"{TAB}{text_run(center)}{TAB + end if end else ''}" if center or end else ""
    return paragraph(HEADER, text_run(left) + tail, more=more)


def tab_stops(width: Twip, center: Twip, replaced: tuple[int, ...]) -> str:
    """Return the stops of a header of another width: ``replaced`` are those of the style, which do not hold here."""
    stops = {position: "clear" for position in replaced} | {center: "center", width: "right"}
    made = "".join(f'<w:tab w:val="{kind}" w:pos="{position}"/>' for position, kind in sorted(stops.items()))
    return f"<w:tabs>{made}</w:tabs>"


def footer_line(number: PageNumberStyle, *, cover: bool, more: str = "") -> str:
    """Return the line with the page number, empty for no number; ``more`` are properties of its own.

    The total leaves a ``cover`` out, for its page has no number: it is the number of the page on which the document
    ends. ``NUMPAGES`` less one would need a formula, and not every program computes those in a footer. Its result is
    not stored: nobody knows it before the pages are made.
    """
    page = field("PAGE", "1")
    total = field(f"PAGEREF {LAST_PAGE}", "") if cover else field("NUMPAGES", "1")
    runs: dict[PageNumberStyle, str] = {
        "- 1 -": f"{text_run('- ')}{page}{text_run(' -')}",
        "1/9": f"{page}{text_run('/')}{total}",
        "1頁": f"{page}{text_run('頁')}",
    }
    return paragraph(FOOTER, runs[number], more=more) if number in runs else ""
