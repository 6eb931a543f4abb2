"""Columns are found by name, by heading, by position, in this order; what a person sees goes before what is hidden."""

from __future__ import annotations

import pytest
from openpyxl import Workbook as Book
from written_plans import matrix, written_plan
from written_workbooks import edited, form, table_workbook, without_names

from reportgen.collect import collect
from reportgen.findings.finding import Finding
from reportgen.model.submitted import Submission

PLAN = written_plan("1 | 延長保育事業 | 保育課\n2 | 一時預かり | 保育課")
GOOD = """
(1)-1 | 延長保育事業 | 保育課 | 実施した。 | A | 続ける。 | 継続 | 理由です
(1)-2 | 一時預かり | 保育課 | 始めた。 | B | 広げる。 | 充実
"""
HEAD = "番号 | 事業名 | 担当課 | 実施状況 | 評価 | 今後の取り組み | 方向性"


def read(data: bytes) -> tuple[Submission, tuple[Finding, ...]]:
    (submission,), findings = collect({"回答.xlsx": data}, PLAN, matrix())
    return submission, findings


def answers(submission: Submission) -> list[list[str]]:
    return [[cell.shown for cell in row.cells.values()] for row in submission.rows]


EXPECTED = [["実施した。", "A", "続ける。", "継続"], ["始めた。", "B", "広げる。", "充実"]]


def insert_column(book: Book) -> None:
    """Insert a column as Excel does: cells move, and the defined names with them."""
    book["調査票"].insert_cols(5)
    for name, defined in book.defined_names.items():
        letter = defined.attr_text.split("$")[1] if name.startswith("rg_") else "A"
        if letter >= "E":
            defined.attr_text = defined.attr_text.replace(f"${letter}$", f"${chr(ord(letter) + 1)}$")


def insert_rows(book: Book) -> None:
    book["調査票"].insert_rows(2, 3)
    for name, defined in book.defined_names.items():
        if name.startswith("rg_"):
            defined.attr_text = defined.attr_text.replace("$4", "$7").replace("$5", "$8")


def swap_columns(book: Book) -> None:
    """Type two columns into each other's place, which leaves the defined names behind."""
    for row in book["調査票"].iter_rows(min_row=3, min_col=5, max_col=7):
        row[0].value, row[2].value = row[2].value, row[0].value


@pytest.mark.parametrize(
    ("edits", "binding", "codes"),
    [
        ((), "name", []),
        ((without_names,), "header", []),
        ((insert_column,), "name", []),
        ((insert_rows,), "name", []),
        ((insert_rows, without_names), "header", []),
        ((swap_columns,), "header", ["S05a"]),
        ((swap_columns, without_names), "header", ["S05a"]),
        ((edited("E3", "実施　状況"),), "name", []),
        ((edited("E3", "実施\n状況"), without_names), "header", []),
        ((edited("E3", "実施状況※"),), "name", ["S06a"]),
        ((edited("E3", "実施状況（令和３年度）"), without_names), "header", ["S06a"]),
        ((edited("E3", "実施状態"), without_names), "header", ["S06a"]),
        ((edited("E3", "今年度の実績"),), "name", ["S06b"]),
        ((edited("E3", ""),), "name", ["S06c"]),
    ],
)
def test_the_answers_are_found(edits: tuple[object, ...], binding: str, codes: list[str]) -> None:
    submission, findings = read(form(PLAN, GOOD, *edits))  # type: ignore[arg-type]  # edits are functions

    assert answers(submission) == EXPECTED
    assert submission.bindings["party"]["status"] == binding
    assert [finding.code for finding in findings] == codes


def test_a_synonym_of_the_layout_is_a_heading_as_well() -> None:
    submission, findings = read(form(PLAN, GOOD, edited("G3", "今後の取組"), without_names))

    assert answers(submission) == EXPECTED
    assert findings == ()


def test_headings_of_two_characters_are_not_confused() -> None:
    """評価 and 方針 are two changes apart, and neither is a slip of the other."""
    submission, findings = read(form(PLAN, GOOD, edited("F3", "方針"), without_names))

    assert "rating" not in submission.bindings["party"]
    assert [finding.code for finding in findings] == ["S05b", "S09b"]


def test_a_heading_written_over_another_is_asked_about_and_costs_no_second_column() -> None:
    submission, findings = read(form(PLAN, GOOD, edited("G3", "評価")))

    assert answers(submission) == EXPECTED
    assert [finding.code for finding in findings] == ["S06b"]


def test_one_column_is_never_read_for_two_fields() -> None:
    """評価 is led to its column by name, but 方向性 stands above it, and nowhere else."""
    submission, findings = read(form(PLAN, GOOD, edited("F3", "方向性"), edited("H3", "備考")))

    assert "rating" not in submission.bindings["party"]
    assert submission.rows[0].cells["direction"].place.cell == "F4"
    assert [finding.code for finding in findings] == ["S05a", "S05b", "S09b"]


def test_of_two_equal_sheets_the_first_is_read() -> None:
    def edit(book: Book) -> None:
        sheet = book.create_sheet("Sheet2")
        for row in book["Sheet1"].iter_rows():
            for cell in row:
                sheet[cell.coordinate].value = cell.value

    data = table_workbook(f"{HEAD}\n{GOOD.replace('| 理由です', '')}", edit, sheet="Sheet1")
    submission, findings = read(data)
    assert submission.rows[0].place.sheet == "Sheet1"
    assert [finding.code for finding in findings] == ["F17", "S01b"]


def test_a_table_by_hand_is_read_by_its_headings_wherever_it_begins() -> None:
    data = table_workbook(f"{HEAD}\n{GOOD}", sheet="Sheet1", first_row=9)
    submission, findings = read(data)

    assert answers(submission)[1] == EXPECTED[1]
    assert {finding.code for finding in findings} == {"F17", "S01a", "S09a"}
    assert submission.identity is None
    assert submission.submitter == "保育課"


def test_the_copy_of_a_sheet_is_not_read_in_place_of_the_form() -> None:
    def edit(book: Book) -> None:
        copy = book.copy_worksheet(book["調査票"])
        copy["E4"].value = "写しの記入"
        book.move_sheet(copy, -2)
        book.active = 0

    submission, findings = read(form(PLAN, GOOD, edit))
    assert answers(submission) == EXPECTED
    assert [finding.code for finding in findings] == ["S01b"]


def test_the_reason_of_a_row_is_read_with_it() -> None:
    submission, _ = read(form(PLAN, GOOD))

    assert [row.reason.shown for row in submission.rows if row.reason] == ["理由です", ""]


def test_a_missing_cell_has_a_place_too() -> None:
    submission, _ = read(form(PLAN, GOOD, edited("E4", "")))

    assert submission.rows[0].cells["status"].place.cell == "E4"
    assert submission.rows[0].cells["status"].kind == "blank"


def test_names_that_point_nowhere_are_as_good_as_none() -> None:
    def edit(book: Book) -> None:
        for name, defined in book.defined_names.items():
            if name.startswith("rg_"):
                defined.attr_text = "#REF!"

    submission, findings = read(form(PLAN, GOOD, edit))
    assert answers(submission) == EXPECTED
    assert findings == ()
