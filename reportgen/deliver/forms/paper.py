"""The printed page of a sheet: A4 or A3, one page wide, the submitter above, page numbers below.

Comes in: a sheet and its submitter. Goes out: its page setup. Lengths are inches, as the format has them.
"""

from typing import Final, Literal

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.deliver.forms.words import word

_A4: Final = 9
_A3: Final = 8
"""Source: ECMA-376 part 1, 18.3.1.63 pageSetup, ``paperSize``."""


def set_paper(
    sheet: Worksheet, orientation: Literal["portrait", "landscape"], submitter: str, *, large: bool = False
) -> None:
    """Set A4, or A3 if it is ``large``; as many pages as needed but one page wide, with header and footer."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, _A3 if large else _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for part, side, text in (
        (sheet.oddHeader, "right", header_text(word("page", "right", 提出者=submitter))),
        (sheet.oddFooter, "center", word("page", "number", 頁="&P", 全頁="&N")),
    ):
        getattr(part, side).text = text


def header_text(text: str) -> str:
    """Return a text as a header holds it, where ``&`` begins a code. Source: ECMA-376 part 1, 18.3.1.46."""
    return text.replace("&", "&&")
