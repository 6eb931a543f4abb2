"""What a person sees of a cell beside its text: words that nobody sees, words set apart; and values as shown."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from written_workbooks import saved, with_part, with_shared_strings

from reportgen.model.submitted import RawCell
from reportgen.workbook import open_workbook

SHEET = "xl/worksheets/sheet1.xml"


def a1(data: bytes) -> RawCell:
    return open_workbook(data, "a.xlsx").sheets[0].cell(1, 1)


def written(value: Any, color: str = "", fill: str = "", number_format: str = "General") -> bytes:
    book = Workbook()
    cell = book.worksheets[0]["A1"]
    cell.value, cell.number_format = value, number_format
    if color:
        cell.font = Font(color=color)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    data: bytes = saved(book)
    return data


def in_red(text: str, **more: Any) -> TextBlock:
    return TextBlock(InlineFont(color="FFFF0000", **more), text)


@pytest.mark.parametrize(
    ("color", "fill", "unseen"),
    [
        ("FFFFFFFF", "", True),
        ("FFFFFFFF", "FFFFF8DC", True),
        ("FF1F5A8C", "FF1F5A8C", True),
        ("FFFFFFFF", "FF1F5A8C", False),
        ("FF595959", "", False),
        ("FFFF0000", "", False),
        ("", "FF000000", True),
        ("", "FFFFFF00", False),
    ],
)
def test_words_in_the_colour_of_their_ground_are_unseen(color: str, fill: str, unseen: bool) -> None:
    cell = a1(written("実施した。", color, fill))

    assert (cell.shown, cell.unseen) == ("実施した。", "実施した。" if unseen else "")


def test_a_colour_of_the_theme_counts_where_it_is_black_or_white() -> None:
    data = written("実施した。", "FF123456")
    white = with_part(data, "xl/styles.xml", '<color rgb="FF123456"/>', '<color theme="0"/>')
    other = with_part(data, "xl/styles.xml", '<color rgb="FF123456"/>', '<color theme="4" tint="0.8"/>')

    assert (a1(white).unseen, a1(other).unseen) == ("実施した。", "")


@pytest.mark.parametrize(
    ("value", "number_format", "unseen"),
    [("実施", ";;;", True), ("実施", ";;;@", False), (5, ";;;", True), (5, "0;;", False), ("実施", "@", False)],
)
def test_a_format_that_shows_nothing_hides_what_stands_there(value: Any, number_format: str, unseen: bool) -> None:
    assert bool(a1(written(value, number_format=number_format)).unseen) is unseen


RICH = CellRichText("園児", in_red("30人"), TextBlock(InlineFont(color="FFFFFFFF"), "？"), "が利用した。")


@pytest.mark.parametrize("data", [written(RICH), with_shared_strings(written(RICH))], ids=["inline", "shared"])
def test_a_run_is_unseen_or_set_apart_by_itself(data: bytes) -> None:
    cell = a1(data)

    assert (cell.shown, cell.unseen, cell.set_apart) == ("園児30人？が利用した。", "？", "30人？")


@pytest.mark.parametrize(
    "value",
    [
        "すべて同じ",
        CellRichText(in_red("すべて"), in_red("赤い")),
        CellRichText("黒と", TextBlock(InlineFont(color="FF000000"), "黒")),
        CellRichText("字の大きさ", TextBlock(InlineFont(sz=20), "だけ")),
        CellRichText("空白", in_red("　 "), "だけ"),
    ],
)
def test_a_text_that_looks_alike_sets_nothing_apart(value: Any) -> None:
    assert a1(written(value)).set_apart == ""


# ── values that are right without a word ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("27", "R6.1.3"),
        ("28", "令和6年1月3日"),
        ("31", "2024年1月3日"),
        ("34", "2024年1月"),
        ("57", "R6.1.3"),
        ("58", "令和6年1月3日"),
    ],
)
def test_a_date_under_a_format_of_japanese_excel_is_a_date(key: str, shown: str) -> None:
    data = with_part(written(45294, number_format="0"), "xl/styles.xml", r'numFmtId="1"', f'numFmtId="{key}"')

    assert (a1(data).kind, a1(data).shown, a1(data).typed) == ("date", shown, "2024-01-03")


def test_the_calendar_that_begins_in_1904_is_four_years_later() -> None:
    data = written(43832, number_format="yyyy/m/d")
    later = with_part(data, "xl/workbook.xml", r"<workbookPr[^>]*/>", '<workbookPr date1904="1"/>')

    assert (a1(data).typed, a1(later).typed) == ("2020-01-02", "2024-01-03")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("0.30000000000000004", "0.3"), ("1234.5999999999999", "1234.6"), ("85", "85"), ("12345678901234567890", None)],
)
def test_the_noise_of_binary_fractions_is_not_shown_and_is_kept(stored: str, shown: str | None) -> None:
    cell = a1(with_part(written(1), SHEET, "<v>1</v>", f"<v>{stored}</v>"))

    assert cell.shown == (shown if shown is not None else stored)
    assert float(cell.typed) == float(stored)


@pytest.mark.parametrize("said", ['<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>', ""])
def test_a_wrong_dimension_hides_nothing(said: str) -> None:
    book = Workbook()
    for row in (["事業", "実施状況"], ["公園", "整備した。"]):
        book.worksheets[0].append(row)
    data = with_part(saved(book), SHEET, "<dimension[^>]*/>", said)

    assert open_workbook(data, "a.xlsx").sheets[0].text(2, 2) == "整備した。"
