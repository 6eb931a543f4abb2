"""Words that are struck out, by a run of a text or by the font of a cell, are told apart and stay in the text."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from written_workbooks import saved, with_part, with_shared_strings

from reportgen.model.submitted import RawCell
from reportgen.workbook import open_workbook


def a1(data: bytes) -> RawCell:
    return open_workbook(data, "a.xlsx").sheets[0].cell(1, 1)


def written(value: Any, font: Font | None = None) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A2"] = "前"
    sheet["A1"] = value
    if font is not None:
        sheet["A1"].font = font
    data: bytes = saved(book)
    return data


RUNS = CellRichText("実施した", TextBlock(InlineFont(strike=True), "しなかった"), TextBlock(InlineFont(b=True), "。"))


@pytest.mark.parametrize("data", [written(RUNS), with_shared_strings(written(RUNS))], ids=["inline", "shared"])
def test_a_struck_run_is_told_and_the_runs_beside_it_are_not(data: bytes) -> None:
    cell = a1(data)

    assert (cell.shown, cell.struck) == ("実施したしなかった。", "しなかった")


@pytest.mark.parametrize(("value", "shown"), [("A", "A"), (120, "120")])
def test_the_font_of_a_cell_strikes_out_all_of_it(value: Any, shown: str) -> None:
    cell = a1(written(value, Font(strike=True)))

    assert (cell.shown, cell.struck) == (shown, shown)


def test_a_font_that_says_that_nothing_is_struck_out_strikes_nothing() -> None:
    data = with_part(written("A", Font(strike=True)), "xl/styles.xml", r"<strike[^>]*/>", '<strike val="0"/>')

    assert (a1(data).shown, a1(data).struck) == ("A", "")


def test_a_cell_without_such_a_font_or_run_is_not_struck_out() -> None:
    assert a1(written("A", Font(bold=True))).struck == ""
    assert a1(written(CellRichText("実施", TextBlock(InlineFont(b=True), "した")))).struck == ""
