from __future__ import annotations

from openpyxl import Workbook
from written_plans import matrix, written_plan
from written_workbooks import edited, form

from reportgen.collect import collect
from reportgen.model.submitted import Submission
from reportgen.rounds import edits

PLAN = written_plan("1 | 延長保育 | 保育課\n2 | 相談 | 保育課")
ROWS = (
    "(1)-1 | 延長保育 | 保育課 | 行った。 | A | 続ける。 | 充実\n(1)-2 | 相談 | 保育課 | num:12 | B | 続ける。 | 継続"
)


def submission(table: str = ROWS, *changes) -> Submission:
    (one,), _ = collect({"a.xlsx": form(PLAN, table, *changes)}, PLAN, matrix())
    return one


def told(before: Submission, after: Submission) -> list[str]:
    return [f"{e.item} {e.name} {e.field} {e.before}→{e.after}" for e in edits(before, after, PLAN, matrix())]


def test_the_same_answers_are_no_change_whatever_the_order_of_the_rows() -> None:
    assert told(submission(), submission("\n".join(reversed(ROWS.splitlines())))) == []


def test_every_answer_that_differs_is_told_as_it_was_and_as_it_is() -> None:
    after = submission(ROWS, edited("F4", "B"), edited("E5", "num:13"), edited("G4", ""), edited("I5", "速報値です。"))
    assert told(submission(), after) == [
        "(1)-1 保育課 評価 A→B",
        "(1)-1 保育課 今後の取り組み 続ける。→",
        "(1)-2 保育課 実施状況 12→13",
        "(1)-2 保育課 理由・補足 →速報値です。",
    ]


def test_a_space_is_a_change_for_nothing_is_folded() -> None:
    assert told(submission(), submission(ROWS, edited("E4", "行った。　"))) == [
        "(1)-1 保育課 実施状況 行った。→行った。　"
    ]


def test_numbers_that_only_look_alike_are_told_as_they_are_stored() -> None:
    def rounded(number: float):
        def edit(book: Workbook) -> None:
            cell = book["調査票"]["E5"]
            cell.value, cell.number_format = number, "0"

        return edit

    assert told(submission(ROWS, rounded(12.2)), submission(ROWS, rounded(12.4))) == ["(1)-2 保育課 実施状況 12.2→12.4"]


def test_a_row_that_is_gone_has_lost_its_answers() -> None:
    after = submission(ROWS.splitlines()[0])
    assert [line.rpartition("→")[2] for line in told(submission(), after)] == ["", "", "", ""]
