"""The plan master of a new year: what changes in the file, and that nothing else does."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from written_masters import cell, load, master
from written_workbooks import parts, with_shared_strings, with_text_box, zipped

from reportgen.deliver.master import EarlierAnswer, next_master
from reportgen.opc import unpack

OLDER = """
    事業ID | 担当・指標 | 項目 | 年度 | 値
    a | 図書課 | 評価 | num:2020 | B
"""
OPINIONS = """
    対象ID | 意見者 | 意見 | 回答
    a | 甲委員 | 周知が足りない。 | 広報します。
"""
MEETING = """
    資料番号 | 会議名 | 日付 | 期限 | 連絡先 | 案/確定
    資料1 | 審議会 | date:2022-07-01 | | 企画課 | 確定
"""
FILE, NEXT = "inputs/2021/kodomo/plan.xlsx", "inputs/2022/kodomo/plan.xlsx"
TEXT = "=前の年に\n実施した _x000D_ ＜＆＞"
ANSWERS = (
    EarlierAnswer(item="a", name="図書課", field="実施状況", year=2021, value=TEXT),
    EarlierAnswer(item="a", name="福祉課", field="評価", year=2021, value="A"),
    EarlierAnswer(item="b", name="福祉課", field="実施状況", year=2021, value=Decimal("12.50")),
)


def rolled(data: bytes, answers=ANSWERS) -> bytes:
    return next_master(data, FILE, 2022, answers)


def history(folder, data: bytes) -> dict[str, dict[str, dict[int, str]]]:
    plan = load(folder, data, NEXT)
    assert plan.year == 2022
    return {
        row.row_id: {key: {year: value.text for year, value in years.items()} for key, years in row.history.items()}
        for item in plan.items()
        for row in item.rows()
        if row.history
    }


def test_answers_are_read_back_exactly_as_they_were(tmp_path):
    assert history(tmp_path, rolled(master())) == {
        "a/図書課": {"status": {2021: TEXT}},
        "a/福祉課": {"rating": {2021: "A"}},
        "b/福祉課": {"status": {2021: "12.5"}},
    }


def test_older_years_stay_and_new_lines_stand_below_them(tmp_path):
    found = history(tmp_path, rolled(master(実績=OLDER)))
    assert found["a/図書課"] == {"status": {2021: TEXT}, "rating": {2020: "B"}}
    sheet = load_workbook(BytesIO(rolled(master(実績=OLDER))))["実績"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["a", "a", "a", "b"]
    assert sheet["E3"].data_type == "s"


def test_lines_take_the_format_that_was_prepared_for_them(tmp_path):
    def prepared(book):
        from openpyxl.styles import Font

        for row in (3, 4, 9):
            book["実績"].cell(row, 5).font = Font(bold=True)
            book["実績"].cell(row, 1).number_format = "@"

    sheet = load_workbook(BytesIO(rolled(master(prepared, 実績=OLDER))))["実績"]
    assert [bool(sheet.cell(row, 5).font.bold) for row in (2, 3, 4, 5, 9)] == [False, True, True, False, True]
    assert sheet["A3"].number_format == "@"


def test_every_line_is_as_tall_as_its_text():
    long = replace(ANSWERS[0], value="前の年に実施した。" * 40)
    for data in (master(), master(実績=OLDER)):
        sheet = load_workbook(BytesIO(rolled(data, (long, ANSWERS[1]))))["実績"]
        heights = {row[4].value: sheet.row_dimensions[row[4].row].height for row in sheet.iter_rows()}
        assert heights[long.value] > 5 * heights["A"]


def test_sheets_about_one_year_are_emptied(tmp_path):
    data = master(意見=OPINIONS, 会議=MEETING)
    plan = load(tmp_path, rolled(data), NEXT)
    assert plan.meeting == type(plan.meeting)()
    assert not any(item.opinions for item in plan.items())
    assert load_workbook(BytesIO(rolled(data)))["会議"]["A1"].value == "資料番号"


@pytest.mark.parametrize(("said", "then"), [(2021, 2022), ("令和3年度", "令和4年度")])
def test_the_year_is_said_as_it_was_said_before(tmp_path, said, then):
    data = rolled(master(cell("計画", "B5", said)))
    assert load_workbook(BytesIO(data))["計画"]["B5"].value == then
    assert load(tmp_path, data, NEXT).year == 2022


def test_everything_else_stays_byte_for_byte():
    data = with_text_box(master(実績=OLDER), "メモ")
    before, after = parts(data), unpack(rolled(data))
    changed = {name for name in before if before[name] != after[name]}
    assert set(after) == set(before)
    assert all(re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name) for name in changed)
    assert len(changed) == 2


def test_the_same_input_gives_the_same_bytes():
    assert rolled(master()) == rolled(master())


def test_a_file_as_excel_saves_it_is_understood(tmp_path):
    """Texts in one table, and an order of calculation, which must not name formulas that are gone."""
    contents = parts(with_shared_strings(master()))
    contents["xl/calcChain.xml"] = b"<calcChain/>"
    types = contents["[Content_Types].xml"].decode()
    override = '<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
    contents["[Content_Types].xml"] = types.replace("</Types>", override).encode()
    data = rolled(zipped(contents))
    assert history(tmp_path, data)["a/図書課"] == {"status": {2021: TEXT}}
    assert not [part for part in unpack(data) if "calcChain" in part]
    assert b"calcChain" not in unpack(data)["[Content_Types].xml"]


def test_without_answers_no_sheet_is_added():
    assert "実績" not in load_workbook(BytesIO(rolled(master(), ()))).sheetnames
