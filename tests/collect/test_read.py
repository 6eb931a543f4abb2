"""Rows are known by what is printed and by their hidden id together, and read exactly as typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl import Workbook as Book
from written_plans import matrix, value, written_plan
from written_workbooks import edited, form, with_part

from reportgen.collect import collect
from reportgen.findings.finding import Finding
from reportgen.model.submitted import Submission

PLAN = written_plan(
    """
    1 | 延長保育事業 | 保育課
    2 | 一時預かり   | 保育課
    3 | 相談窓口     | 保育課、健康課
    """
)
FIRST = "(1)-1 | 延長保育事業 | 保育課 | ・実施した。⏎　字下げ | A | 続ける。 | 継続"
SECOND = "(1)-2 | 一時預かり | 保育課 | 始めた。 | B | 広げる。 | 充実"
THIRD = "(1)-3 | 相談窓口 | 保育課 | 相談を受けた。 | C | 続ける。 | 継続"
GOOD = f"{FIRST}\n{SECOND}\n{THIRD}"


def read(data: bytes) -> tuple[Submission, list[Finding]]:
    (submission,), findings = collect({"回答.xlsx": data}, PLAN, matrix())
    return submission, list(findings)


def by_id(submission: Submission) -> dict[str | None, str]:
    return {row.row_id: row.cells["status"].shown for row in submission.rows}


EXPECTED = {
    "1-1/保育課": "・実施した。\n　字下げ",
    "1-2/保育課": "始めた。",
    "1-3/保育課": "相談を受けた。",
}


def test_texts_are_read_exactly_as_typed() -> None:
    submission, findings = read(form(PLAN, GOOD))

    assert by_id(submission) == EXPECTED
    assert findings == []


def test_sorting_that_leaves_the_hidden_ids_behind_costs_nothing() -> None:
    """Excel sorts what is selected: the visible columns move, the hidden column does not."""

    def edit(book: Book) -> None:
        ids = ["1-1/保育課", "1-2/保育課", "1-3/保育課"]
        for row, row_id in enumerate(ids, 4):
            book["調査票"].cell(row, 1).value = row_id

    submission, findings = read(form(PLAN, f"{THIRD}\n{FIRST}\n{SECOND}", edit))
    assert by_id(submission) == EXPECTED
    assert [finding.code for finding in findings] == ["S07c"]


@pytest.mark.parametrize("columns", ["A", "B", "C", "D", "AB", "BC", "BCD", "AD"])
def test_lost_columns_of_identity_cost_nothing_while_one_is_left(columns: str) -> None:
    edits = [edited(f"{column}{row}", "") for column in columns for row in range(4, 7)]
    submission, findings = read(form(PLAN, GOOD, *edits))

    assert by_id(submission) == EXPECTED
    assert findings == []


def test_a_plan_without_numbers_is_read_by_its_names() -> None:
    items = tuple(replace(item, full_number="", number=value(item.number.id, "")) for item in PLAN.items())
    plan = replace(PLAN, sections=(replace(PLAN.sections[0], items=items),))
    rows = "\n".join(f" | {line.split('|', 1)[1]}" for line in GOOD.splitlines())
    (submission,), findings = collect({"回答.xlsx": form(plan, rows)}, plan, matrix())

    assert by_id(submission) == EXPECTED
    assert findings == ()


def test_a_number_that_became_a_date_is_found_by_its_hidden_id() -> None:
    submission, findings = read(form(PLAN, GOOD, edited("B4", "date:2022-01-01")))

    assert by_id(submission) == EXPECTED
    assert [finding.code for finding in findings] == ["S07e"]
    assert findings[0].subject.item == "(1)-1"


def test_an_item_is_found_by_number_and_name_without_its_section() -> None:
    def edit(book: Book) -> None:
        for row in range(4, 7):
            book["調査票"].cell(row, 1).value = None
            book["調査票"].cell(row, 2).value = row - 3

    assert by_id(read(form(PLAN, GOOD, edit))[0]) == EXPECTED


def test_a_name_with_a_slip_is_found_by_its_number_and_asked_about() -> None:
    submission, findings = read(form(PLAN, GOOD, edited("A5", ""), edited("C5", "一時預り")))

    assert by_id(submission) == EXPECTED
    assert [finding.code for finding in findings] == ["S07e"]


def test_the_row_of_another_department_is_not_taken_for_ones_own() -> None:
    other = "(1)-3 | 相談窓口 | 健康課 | ほかの課の記入 | A | 続ける。 | 継続"
    submission, findings = read(form(PLAN, f"{GOOD}\n{other}"))

    assert by_id(submission) == {**EXPECTED, None: "ほかの課の記入"}
    assert [finding.code for finding in findings] == ["S08"]


def test_of_two_rows_for_one_item_both_are_kept_and_named() -> None:
    second = SECOND.replace("始めた。", "もう一つの記入")
    submission, findings = read(form(PLAN, f"{GOOD}\n{second}"))

    assert [row.row_id for row in submission.rows].count("1-2/保育課") == 2
    (finding,) = findings
    assert finding.code == "S07a"
    assert finding.facts["rows"] == "5行・7行"
    assert (finding.place.row, finding.related[0].row) == (5, 7)


BLANK = "(1)-2 | 一時預かり | 保育課 | | 未選択"


@pytest.mark.parametrize("blank", [BLANK, BLANK.replace("未選択", "　")])
def test_of_two_rows_the_one_that_is_said_to_count_is_the_one_that_counts(blank: str) -> None:
    submission, findings = read(form(PLAN, f"{FIRST}\n{blank}\n{THIRD}\n{SECOND}"))

    (twice,) = [finding for finding in findings if finding.code == "S07a"]
    assert (twice.facts["used"], twice.place.row, twice.related[0].row) == ("7", 7, 5)
    rows = [row for row in submission.rows if row.row_id == "1-2/保育課"]
    assert [(row.place.row, row.counts) for row in rows] == [(5, False), (7, True)]


def test_of_two_blank_rows_the_first_counts_and_of_two_answered_ones_too() -> None:
    for doubled in (f"{BLANK}\n{BLANK}", f"{SECOND}\n{SECOND}"):
        submission, findings = read(form(PLAN, f"{FIRST}\n{doubled}\n{THIRD}"))

        assert [finding.facts["used"] for finding in findings] == ["5"]
        assert [row.counts for row in submission.rows] == [True, True, False, True]


def test_a_merged_cell_of_the_item_speaks_for_all_its_rows() -> None:
    plan = written_plan("1 | 公園の整備 | 保育課、市民", sent_by={"市民": "保育課"})
    rows = "(1)-1 | 公園の整備 | 保育課 | 整備した。\n | | 市民 | 掃除した。"

    def edit(book: Book) -> None:
        book["調査票"].merge_cells("B4:B5")
        book["調査票"].merge_cells("C4:C5")

    (submission,), findings = collect({"回答.xlsx": form(plan, rows, edit)}, plan, matrix())
    assert by_id(submission) == {"1-1/保育課": "整備した。", "1-1/市民": "掃除した。"}
    assert findings == ()


def test_a_covered_answer_is_left_out_and_its_merge_named_once() -> None:
    def edit(book: Book) -> None:
        book["調査票"].merge_cells("E4:E6")

    submission, findings = read(form(PLAN, GOOD, edit))
    assert ["status" in row.cells for row in submission.rows] == [True, False, False]
    assert [(finding.code, finding.place.cell) for finding in findings] == [("S04a", "E4:E6")]


def test_every_text_under_a_merge_is_quoted() -> None:
    merge = r'\g<0><mergeCells count="1"><mergeCell ref="E4:E6"/></mergeCells>'
    _, findings = read(with_part(form(PLAN, GOOD), "xl/worksheets/sheet1.xml", "</sheetData>", merge))

    hidden = [(finding.place.cell, finding.found) for finding in findings if finding.code == "S04b"]
    assert hidden == [("E5", "始めた。"), ("E6", "相談を受けた。")]


def test_a_merge_beside_the_answers_is_no_matter() -> None:
    assert read(form(PLAN, GOOD, lambda book: book["調査票"].merge_cells("B1:F1")))[1] == []


def test_hidden_rows_are_read_and_named_once() -> None:
    def edit(book: Book) -> None:
        for row in (4, 6):
            book["調査票"].row_dimensions[row].hidden = True

    submission, findings = read(form(PLAN, GOOD, edit))
    assert by_id(submission) == EXPECTED
    assert [(finding.code, finding.facts["rows"]) for finding in findings] == [("S03", "4行・6行")]


def test_empty_rows_inside_are_nothing() -> None:
    assert read(form(PLAN, f"{FIRST}\n|\n{SECOND}\n|\n{THIRD}"))[1] == []


def test_a_missing_row_is_named_by_its_item() -> None:
    _, findings = read(form(PLAN, f"{FIRST}\n{THIRD}"))

    assert [(finding.code, finding.subject.item) for finding in findings] == [("S07b", "(1)-2")]


def test_counters_and_the_plans_own_words_are_no_memos() -> None:
    edits = [
        edited("J3", "内容"),
        edited("J4", "延長保育事業の内容"),
        edited("K3", "実施状況の字数"),
        edited("K4", "12/400字"),
        edited("L3", "確認"),
        edited("L4", "記入済"),
        edited("M4", "=LEN(E4)"),
    ]

    assert read(form(PLAN, GOOD, *edits))[1] == []
