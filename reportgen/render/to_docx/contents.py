"""The table of contents: a TOC field with its entries as links to the headings, in the control that Word makes.

Comes in: the headings that it lists, each with its style, bookmark and runs. Goes out: one ``w:sdt``. Page numbers are
fields without a stored result: Word paginates by itself, and no number is better than a wrong one. Source: ECMA-376
part 1, 17.16.5.68 TOC, 17.16.5.45 PAGEREF, 17.5.2.12 docPartObj.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.document.tree import Contents
from reportgen.render.to_docx.looks import HAIRLINE
from reportgen.render.to_docx.markup import TAB, field, field_end, field_start, paragraph
from reportgen.units import Twip

_OPENING: Final = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent>"
)
_CLOSING: Final = "</w:sdtContent></w:sdt>"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: the id of its style, the bookmark of its heading, and the text of the heading as runs."""

    style: str
    bookmark: str
    runs: str


def contents_xml(
    contents: Contents, entries: Sequence[Entry], plain: str, width: Twip, *, page_break_before: bool
) -> str:
    r"""Return the table of contents; ``plain`` is the style of its only line if there is no heading to list.

    The tab stop stands in the paragraphs, as Word itself writes it: so it fits the sheet, whatever sheet that is. The
    switches: ``\h`` links, ``\z`` no numbers where there are no pages, ``\u`` outline levels that paragraphs have.
    """
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    opening = field_start(rf'TOC \o "{contents.first}-{contents.last}" \h \z \u')
    lines = [(entry.style, _line(entry)) for entry in entries] or [(plain, "")]
    made = [
        paragraph(
            style, ("" if number else opening) + line, page_break_before=page_break_before and not number, more=tabs
        )
        for number, (style, line) in enumerate(lines)
    ]
    return "".join((_OPENING, *made, paragraph(HAIRLINE, field_end()), _CLOSING))


def _line(entry: Entry) -> str:
    number = field(rf"PAGEREF {entry.bookmark} \h", "")
    return f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{entry.runs}{TAB}{number}</w:hyperlink>'
