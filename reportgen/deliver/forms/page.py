"""A sheet for reading and printing: lines and tables from top to bottom, upright A4, locked.

Comes in: an empty sheet, the widths of its columns, then texts. Goes out: the sheet, dressed.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.deliver.forms import look
from reportgen.deliver.forms.cells import put_text
from reportgen.deliver.forms.look import Look, Wardrobe
from reportgen.deliver.forms.paper import set_paper

_FIRST: Final = 2
_HEADING: Final = Look(bold=True, color=look.PAPER, fill=look.ANSWER_HEAD_FILL, horizontal="center", vertical="center")


class Page:
    """Writes downwards, line by line; tables begin in column B, beside a margin for marks."""

    def __init__(self, sheet: Worksheet, wardrobe: Wardrobe, widths: Sequence[float]) -> None:
        self._sheet, self._wardrobe, self._widths, self._row = sheet, wardrobe, widths, 1
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width

    def line(
        self, text: str, size_pt: float = look.PLAN_PT, *, bold: bool = False, color: str = look.INK, mark: str = ""
    ) -> None:
        """Write one line across the page, with a mark in the margin."""
        cell = put_text(self._sheet, self._row, _FIRST, text)
        plain = Look(size_pt=size_pt, bold=bold, color=color, vertical="center", wrap=False, lined=False)
        self._wardrobe.dress(cell, plain)
        if mark:
            margin = put_text(self._sheet, self._row, _FIRST - 1, mark)
            self._wardrobe.dress(margin, replace(plain, horizontal="right"))
        self._sheet.row_dimensions[self._row].height = size_pt * 1.4 + 6.0
        self._row += 1

    def gap(self) -> None:
        """Leave a little space."""
        self._sheet.row_dimensions[self._row].height = 9.0
        self._row += 1

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a titled table; its rows are as tall as their texts."""
        self.gap()
        self.line(title, look.ANSWER_PT, bold=True)
        self._cells(head, heading=True)
        for row in rows:
            self._cells(row, heading=False)

    def _cells(self, texts: Sequence[str], *, heading: bool) -> None:
        for column, text in enumerate(texts, start=_FIRST):
            cell = put_text(self._sheet, self._row, column, text)
            self._wardrobe.dress(cell, _HEADING if heading else Look())
        sizes = [(text, width, look.PLAN_PT) for text, width in zip(texts, self._widths[_FIRST - 1 :], strict=False)]
        self._sheet.row_dimensions[self._row].height = look.height_pt(sizes, 20.0)
        self._row += 1

    def finish(self, submitter: str) -> None:
        """Lock the sheet without a password, and set it up for upright A4."""
        sheet = self._sheet
        sheet.sheet_view.showGridLines = False
        sheet.protection.sheet = True
        for allowed in ("formatColumns", "formatRows"):
            setattr(sheet.protection, allowed, False)  # in the format, False says that it is not forbidden
        set_paper(sheet, "portrait", submitter)
