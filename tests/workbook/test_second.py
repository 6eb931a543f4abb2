"""The second reader sees the same cells, and is never shown what would end the program."""

from __future__ import annotations

from datetime import date

import pytest
from written_workbooks import parts, table_workbook, with_part, with_shared_strings, zipped

from reportgen.workbook import open_workbook
from reportgen.workbook.second import second_reading

SHEET = "xl/worksheets/sheet1.xml"
TABLE = """
事業 | 人数 | 開始
公園⏎の整備 | num:30 | date:2022-04-01
"""


def seen(data: bytes) -> list[list[object]] | None:
    grids = second_reading(data, open_workbook(data, "回答.xlsx"), ["Sheet1"])
    return None if grids is None else [list(row) for row in grids["Sheet1"]]


@pytest.mark.parametrize("change", [lambda data: data, with_shared_strings], ids=["inline", "shared"])
def test_it_sees_texts_numbers_and_days_where_they_stand(change) -> None:
    assert seen(change(table_workbook(TABLE, first_row=3))) == [
        ["", "", ""],
        ["", "", ""],
        ["事業", "人数", "開始"],
        ["公園\nの整備", 30.0, date(2022, 4, 1)],
    ]


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="1048576"><c r="XFD1048576" t="str"><v>遠い</v></c></row>',
        '<row r="9"><c r="xfd1048576" t="str"><v>小文字</v></c></row>',
        '<row r="9"><c r="$XFD$1048576" t="str"><v>固定</v></c></row>',
        '<row r="9"><c r="A0000001048576" t="str"><v>零</v></c></row>',
        '<row r="1048570"><c t="str"><v>番地なし</v></c></row>',
        '<row r="9"><c r="XFD1048576" t="1e308"><is><t>知らない種類</t></is></c></row>',
        '<row r="9"><c r="XFD1048576" t="b"><v/></c></row>',
        '<row r="9"><c r="XFD1048576"><extLst/></c></row>',
    ],
)
def test_a_sheet_that_would_not_fit_into_memory_is_never_shown_to_it(xml: str) -> None:
    assert seen(with_part(table_workbook(TABLE), SHEET, "</sheetData>", f"{xml}</sheetData>")) is None


@pytest.mark.parametrize("kind", ["", ' t="s"', ' t="str"', ' t="b"', ' t="inlineStr"', ' t="e"', ' t="d"', ' t="?"'])
def test_a_far_cell_with_nothing_inside_keeps_it_from_nothing(kind: str) -> None:
    far = f'<row r="1048576"><c r="XFD1048576" s="0"{kind}/></row></sheetData>'
    assert seen(with_part(table_workbook(TABLE), SHEET, "</sheetData>", far)) is not None


def test_only_what_was_resolved_is_shown_to_it() -> None:
    """A second sheet of the same file, beyond every limit, is none of its business."""
    contents = parts(table_workbook(TABLE, lambda book: book.create_sheet("別").append(["x"])))
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    contents["xl/worksheets/sheet2.xml"] = contents["xl/worksheets/sheet2.xml"].replace(b"</sheetData>", far)
    assert seen(zipped(contents)) is not None


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [("^", '<?xml version="1.0" encoding="iso-8859-1"?>'), ("<sheetData>", "<sheetData><row r='0'><c r='A0'/></row>")],
)
def test_what_it_cannot_judge_gives_no_opinion_and_raises_nothing(pattern: str, replacement: str) -> None:
    ascii_only = table_workbook("a | b\nc | d")
    assert seen(with_part(ascii_only, SHEET, pattern, replacement)) is None


def test_a_sheet_that_is_not_there_has_no_opinion() -> None:
    data = table_workbook(TABLE)
    assert second_reading(data, open_workbook(data, "回答.xlsx"), ["ない"]) is None
