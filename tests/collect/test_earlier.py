"""The columns of the year before never become answers, and nobody is asked about them."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from written_plans import matrix, written_plan
from written_workbooks import Edit, saved, without_identity, without_names
from written_years import with_history

from reportgen.collect import collect
from reportgen.deliver.forms import write_form
from reportgen.model.plan import Plan

EMPTY = written_plan(
    """
    1 | 交流事業 | 福祉課
    2 | 相談事業 | 福祉課
    """
)
KEYS = ("status", "rating", "next_steps", "direction")
BEFORE = ("前の年に実施した。", "B", "前の年の予定", "縮小")
NOW = ("今年も実施した。", "A", "来年も続ける。", "継続")
ROWS = ("1-1/福祉課", "1-2/福祉課")
PLAN = with_history(EMPTY, {row: dict(zip(KEYS, BEFORE, strict=True)) for row in ROWS})
HEAD = 6
THEN = "（令和2年度）"


def returned(*edits: Edit, plan: Plan = PLAN) -> bytes:
    answers = {row: dict(zip(KEYS, NOW, strict=True)) for row in ROWS}
    return saved(load_workbook(BytesIO(write_form(plan, matrix(), "福祉課", answers=answers))), *edits)


def read(data: bytes, plan: Plan = PLAN) -> tuple[set[tuple[str, ...]], list[str]]:
    (submission,), findings = collect({"福祉課.xlsx": data}, plan, matrix())
    answers = {tuple(row.cells[key].shown for key in KEYS if key in row.cells) for row in submission.rows}
    return answers, [finding.code for finding in findings]


def columns(book: Workbook) -> dict[str, int]:
    return {cell.value: cell.column for cell in book["調査票"][HEAD] if cell.value}


def swapped(label: str) -> Edit:
    """The question and its answer of the year before, the one in the other's place."""

    def edit(book: Workbook) -> None:
        sheet = book["調査票"]
        one, other = columns(book)[label], columns(book)[f"前年度の{label}{THEN}"]
        for row in range(HEAD, HEAD + 3):
            left, right = sheet.cell(row, one), sheet.cell(row, other)
            left.value, right.value = right.value, left.value
        sheet.tables.clear()

    return edit


def to_the_end(label: str) -> Edit:
    """The column of the year before, cut and pasted behind the table."""

    def edit(book: Workbook) -> None:
        sheet = book["調査票"]
        source, target = columns(book)[f"前年度の{label}{THEN}"], sheet.max_column + 1
        for row in range(HEAD, HEAD + 3):
            sheet.cell(row, target).value, sheet.cell(row, source).value = sheet.cell(row, source).value, None

    return edit


def headed(label: str, text: str | None) -> Edit:
    def edit(book: Workbook) -> None:
        book["調査票"].cell(HEAD, columns(book)[label]).value = text

    return edit


def test_earlier_answers_are_neither_answers_nor_memos():
    assert read(returned()) == ({NOW}, [])


@pytest.mark.parametrize("label", ["実施状況", "評価", "今後の取り組み", "方向性"])
@pytest.mark.parametrize("lost", [(), (without_names,)], ids=["named", "without names"])
def test_exchanged_columns_are_told_apart_by_their_headings(label, lost):
    answers, codes = read(returned(swapped(label), *lost))
    assert answers == {NOW}
    assert set(codes) <= {"S15"}


@pytest.mark.parametrize("lost", [(), (without_names,)], ids=["named", "without names"])
def test_a_moved_column_of_the_year_before_stays_what_it_is(lost):
    answers, codes = read(returned(to_the_end("実施状況"), *lost))
    assert answers == {NOW}
    assert codes == []


def test_a_lost_heading_is_not_found_in_the_year_before():
    """Without name and heading, the question is missing; last year's answers do not take its place."""
    answers, codes = read(returned(headed("実施状況", "メモ"), without_names))
    assert answers == {NOW[1:]}
    assert "S05b" in codes


def test_two_lost_headings_are_not_guessed():
    answers, codes = read(returned(headed("実施状況", None), headed(f"前年度の実施状況{THEN}", None), without_names))
    assert answers == {NOW[1:]}
    assert "S05b" in codes


def test_a_table_that_is_not_ours_is_read_the_same():
    answers, codes = read(returned(without_names, without_identity))
    assert answers == {NOW}
    assert codes == ["F17"]


def test_an_earlier_answer_that_the_plan_no_longer_has_is_the_secretariats():
    changed = with_history(EMPTY, {row: {**dict(zip(KEYS, BEFORE, strict=True)), "status": "別の文"} for row in ROWS})
    answers, codes = read(returned(), changed)
    assert answers == {NOW}
    assert codes == ["S23"]
