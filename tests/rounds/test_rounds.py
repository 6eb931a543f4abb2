"""Five departments in which everything is wrong, and what their second and third rounds make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from exchanges import Exchange, exchange
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from written_plans import written_plan
from written_workbooks import edited, form, saved

from reportgen.model.plan import Acceptance
from reportgen.place import Place

SUBMITTERS = ("保育課", "健康課", "図書課", "福祉課", "土木課")
PLAN = written_plan("\n".join(f"{n} | 事業{n} | {'、'.join(SUBMITTERS)}" for n in (1, 2, 3)))


def table(submitter: str, *rows: str) -> str:
    return "\n".join(f"(1)-{n} | 事業{n} | {submitter} | {row}" for n, row in enumerate(rows, 1))


def commented(book: Workbook) -> None:
    book["調査票"]["F6"].comment = Comment("速報値です。", "課")


WRONG = {
    name: form(
        PLAN,
        table(
            name,
            "行った。 | E | 続ける。 | 継続実施",
            "=A1 | A→B | | 充実",
            "date:2022-04-01 | Ａ（概ね） | 続ける。 | 充実",
        )
        + f"\n新規 | 夜間保育 | {name} | 準備した。 | A | 開く。 | 充実",
        commented,
        submitter=name,
    )
    for name in SUBMITTERS
}
FIRST = exchange({f"{name}_1.xlsx": data for name, data in WRONG.items()}, PLAN)
SHEET, LIST = "調査票", "確認結果"


def second(submitter: str, edit: Callable[[Workbook], object]) -> bytes:
    book = load_workbook(BytesIO(FIRST.returned(submitter)), rich_text=True)
    edit(book)
    return saved(book)


def row_of(book: Workbook, number: str) -> int:
    return next(cell.row for cell in book[SHEET]["C"] if cell.value == number)


def column_of(book: Workbook, header: str) -> int:
    cells = (cell for row in book[SHEET].iter_rows(max_row=12) for cell in row)
    return next(cell.column for cell in cells if cell.value == header)


def put(book: Workbook, number: str, header: str, text: str) -> None:
    book[SHEET].cell(row_of(book, number), column_of(book, header)).value = text


def reply(book: Workbook, found: str, handling: str, reason: str) -> None:
    sheet = book[LIST]
    lines = [row for row in sheet.iter_rows() if any(found in str(cell.value) for cell in row)]
    assert lines, found
    for cell, text in zip(lines[0][12:14], (handling, reason), strict=True):
        cell.value = text or None
        cell.data_type = "s" if text else "n"


def twice(submitter: str, edit: Callable[[Workbook], object]) -> Exchange:
    return exchange({"1.xlsx": WRONG[submitter], "2.xlsx": second(submitter, edit)}, PLAN)


def test_a_first_round_has_no_states() -> None:
    assert {line[0] for name in SUBMITTERS for line in FIRST.states(name)} == {"－"}


def test_what_was_not_touched_stays() -> None:
    states = twice("保育課", lambda book: None).states("保育課")
    assert "継続 C13 (1)-1 評価" in states
    assert "継続 C12 (1)-2 評価" in states
    assert "継続 C06 (1)-3 実施状況" in states
    assert "継続 S13 速報値です。" in states, "a comment that only the list quotes was answered by nobody"
    assert "解消 C01 (1)-2 実施状況" in states
    assert "新規 C14b (1)-2 実施状況" in states
    assert not [line for line in states if "S02" in line or "T18" in line or line.startswith("新規 S")]


def test_what_was_mended_is_gone_and_what_was_written_otherwise_has_changed() -> None:
    def edit(book: Workbook) -> None:
        put(book, "(1)-1", "評価", "A")
        put(book, "(1)-2", "評価", "B→C")
        reply(book, "速報値", "修正済", "")

    states = twice("健康課", edit).states("健康課")
    assert "解消 C13 (1)-1 評価" in states
    assert "内容変更 C12 (1)-2 評価" in states
    assert "解消 S13 速報値です。" in states


def test_rows_that_moved_are_compared_by_what_they_are() -> None:
    def edit(book: Workbook) -> None:
        sheet = book[SHEET]
        first, last = row_of(book, "(1)-1"), row_of(book, "(1)-3")
        for column in range(1, 16):
            one, other = sheet.cell(first, column), sheet.cell(last, column)
            formats = one.number_format, other.number_format
            one.value, other.value = other.value, one.value
            other.number_format, one.number_format = formats

    states = twice("図書課", edit).states("図書課")
    assert "継続 C13 (1)-1 評価" in states
    assert "継続 C06 (1)-3 実施状況" in states
    assert "新規 S07c" in " ".join(states)


def test_what_could_not_be_read_is_not_mended() -> None:
    def edit(book: Workbook) -> None:
        book[SHEET].delete_rows(row_of(book, "(1)-1"))

    states = twice("福祉課", edit).states("福祉課")
    assert "新規 S07b (1)-1" in states
    assert "継続 C13 (1)-1 評価" in states
    broken = exchange({"福祉課_1.xlsx": WRONG["福祉課"], "福祉課_2.xlsx": b""}, PLAN).states("福祉課")
    assert "継続 C13 (1)-1 評価" in broken


def test_a_row_that_was_emptied_is_one_finding() -> None:
    def edit(book: Workbook) -> None:
        for header in ("実施状況", "評価", "今後の取り組み", "方向性"):
            put(book, "(1)-1", header, "")

    states = twice("土木課", edit).states("土木課")
    assert [line for line in states if "(1)-1" in line] == ["新規 C14c (1)-1"]


def test_a_reason_discharges_a_question_survives_and_falls_with_the_text() -> None:
    def edit(book: Workbook) -> None:
        reply(book, "2022", "このままで可", "=4月1日のことです。")

    after = twice("保育課", edit)
    assert "継続 C06 (1)-3 実施状況 確認済み" in after.states("保育課")
    (answer,) = [t.answer for t in after.tracked if t.finding.code == "C06" and t.answer]
    assert (answer.reason, answer.by) == ("=4月1日のことです。", "担当課")

    untouched = after.returned("保育課")
    third = exchange({"2.xlsx": second("保育課", edit), "3.xlsx": untouched}, PLAN)
    assert "継続 C06 (1)-3 実施状況 確認済み" in third.states("保育課")

    book = load_workbook(BytesIO(untouched))
    from datetime import date

    book[SHEET].cell(row_of(book, "(1)-3"), column_of(book, "実施状況")).value = date(2023, 5, 1)
    reopened = exchange({"2.xlsx": second("保育課", edit), "3.xlsx": saved(book)}, PLAN)
    assert "内容変更 C06 (1)-3 実施状況" in reopened.states("保育課")


@pytest.mark.parametrize(("handling", "reason"), [("このままで可", ""), ("修正済", "直しました。"), ("", "")])
def test_without_a_reason_or_with_another_answer_a_question_stays_open(handling: str, reason: str) -> None:
    after = twice("保育課", lambda book: reply(book, "2022", handling, reason))
    assert "継続 C06 (1)-3 実施状況" in after.states("保育課")


def test_what_must_be_corrected_is_not_discharged_by_a_reason() -> None:
    after = twice("保育課", lambda book: reply(book, "A→B", "このままで可", "迷ったため。"))
    assert "継続 C12 (1)-2 評価" in after.states("保育課")


def test_the_note_of_a_row_answers_its_questions_unless_it_was_written_beside_another_text() -> None:
    row = "date:2022-04-01 | A | 続ける。 | 充実 | 開始の日です。"
    one = form(PLAN, table("保育課", row, row, row))
    assert all("確認済み" in line for line in exchange({"1.xlsx": one}, PLAN).states("保育課") if "C06" in line)
    other = form(PLAN, table("保育課", row.replace("04-01", "05-02"), row, row), round=2)
    states = exchange({"1.xlsx": one, "2.xlsx": other}, PLAN).states("保育課")
    assert "内容変更 C06 (1)-1 実施状況" in states
    assert "継続 C06 (1)-2 実施状況 確認済み" in states


def test_a_note_about_something_else_lets_no_telephone_number_through() -> None:
    row = "担当は0942-72-2111です。 | A | 続ける。 | 充実 | 来年度は見直します。"
    one = exchange({"1.xlsx": form(PLAN, table("保育課", row, row, row))}, PLAN)
    assert [line for line in one.states("保育課") if "C23" in line and "確認済み" in line] == []

    two = later("保育課", one, lambda book: reply(book, "0942", "このままで可", "窓口の番号です。"))
    states = exchange({"1.xlsx": form(PLAN, table("保育課", row, row, row)), "2.xlsx": two}, PLAN).states("保育課")
    assert "継続 C23 (1)-1 実施状況 確認済み" in states


def test_what_the_secretariat_accepted_is_answered_as_long_as_the_text_stands() -> None:
    (found,) = [t.finding for t in FIRST.tracked if t.finding.code == "C06" and t.finding.subject.submitter == "保育課"]
    accepted = Acceptance(
        submitter="保育課",
        item="(1)-3",
        name="保育課",
        field="実施状況",
        code="C06",
        found=found.found,
        reason="電話で確かめた。",
        place=Place("plan.xlsx"),
    )
    files = {"1.xlsx": WRONG["保育課"]}
    assert "－ C06 (1)-3 実施状況 確認済み" in exchange(files, replace(PLAN, accepted=(accepted,))).states("保育課")
    other = replace(accepted, found="別の文")
    assert "－ C06 (1)-3 実施状況" in exchange(files, replace(PLAN, accepted=(other,))).states("保育課")


def test_a_renamed_list_is_still_read_and_not_taken_for_another_sheet() -> None:
    def edit(book: Workbook) -> None:
        reply(book, "2022", "このままで可", "そのとおりです。")
        book[LIST].title = "確認結果（回答）"
        for name in book.defined_names.values():
            name.attr_text = name.attr_text.replace("'確認結果'", "'確認結果（回答）'")

    states = twice("保育課", edit).states("保育課")
    assert "継続 C06 (1)-3 実施状況 確認済み" in states
    assert not [line for line in states if "S01" in line or "S02" in line]


def test_a_comment_of_the_department_in_the_copy_is_found_and_ours_are_not() -> None:
    states = twice("保育課", commented).states("保育課")
    assert [line for line in states if "S13" in line] == ["継続 S13 速報値です。"]
    assert not [line for line in twice("保育課", edited("B1", "題")).states("保育課") if "▲" in line]


def later(submitter: str, exchanged: Exchange, edit: Callable[[Workbook], object] = lambda book: None) -> bytes:
    """The form that went back, as the department sends it again."""
    book = load_workbook(BytesIO(exchanged.returned(submitter)), rich_text=True)
    edit(book)
    return saved(book)


def test_a_form_that_is_corrected_and_sent_again_instead_of_the_copy_is_compared_with_itself() -> None:
    row = "行った。 | E | 続ける。 | 充実"
    files = {
        "保育課.xlsx": form(PLAN, table("保育課", row, row, row), commented, modified="2022-05-01T09:00:00Z"),
        "保育課 (2).xlsx": form(
            PLAN,
            table("保育課", row.replace("E", "A"), row.replace("E", "F"), row),
            modified="2022-05-02T09:00:00Z",
        ),
    }
    states = exchange(files, PLAN).states("保育課")
    assert "解消 C13 (1)-1 評価" in states
    assert "内容変更 C13 (1)-2 評価" in states
    assert "継続 C13 (1)-3 評価" in states
    assert "解消 S13 速報値です。" in states, "the comment is gone from the department's own file"
    assert [line for line in states if "F12" in line] == ["新規 F12d"]


def test_what_the_copy_only_quotes_is_carried_until_somebody_says_that_it_is_done() -> None:
    two = second("保育課", lambda book: None)
    after_two = exchange({"1.xlsx": WRONG["保育課"], "2.xlsx": two}, PLAN)
    three = later("保育課", after_two)
    after_three = exchange({"1.xlsx": WRONG["保育課"], "2.xlsx": two, "3.xlsx": three}, PLAN)
    assert "継続 S13 速報値です。" in after_three.states("保育課")

    four = later("保育課", after_three, lambda book: reply(book, "速報値", "修正済", ""))
    files = {"1.xlsx": WRONG["保育課"], "2.xlsx": two, "3.xlsx": three, "4.xlsx": four}
    after_four = exchange(files, PLAN)
    assert "解消 S13 速報値です。" in after_four.states("保育課")

    five = later("保育課", after_four)
    assert not [line for line in exchange({**files, "5.xlsx": five}, PLAN).states("保育課") if "S13" in line]


def test_a_deleted_list_ends_nothing_and_takes_no_reason_back() -> None:
    two = second("保育課", lambda book: reply(book, "2022", "このままで可", "4月1日のことです。"))
    after_two = exchange({"1.xlsx": WRONG["保育課"], "2.xlsx": two}, PLAN)
    three = later("保育課", after_two, lambda book: book.remove(book[LIST]))
    after_three = exchange({"1.xlsx": WRONG["保育課"], "2.xlsx": two, "3.xlsx": three}, PLAN)
    states = after_three.states("保育課")
    assert "継続 S13 速報値です。" in states
    assert "継続 C06 (1)-3 実施状況 確認済み" in states
    again = load_workbook(BytesIO(after_three.returned("保育課")))[LIST]
    assert "4月1日のことです。" in [cell.value for row in again.iter_rows() for cell in row]


def test_a_reason_that_was_taken_back_is_none() -> None:
    two = second("保育課", lambda book: reply(book, "2022", "このままで可", "4月1日のことです。"))
    after_two = exchange({"1.xlsx": WRONG["保育課"], "2.xlsx": two}, PLAN)
    three = later("保育課", after_two, lambda book: reply(book, "2022", "", ""))
    files = {"1.xlsx": WRONG["保育課"], "2.xlsx": two, "3.xlsx": three}
    assert "継続 C06 (1)-3 実施状況" in exchange(files, PLAN).states("保育課")


def test_a_second_sheet_with_answers_does_not_vanish_with_the_copy() -> None:
    def copied(book: Workbook) -> None:
        book.copy_worksheet(book[SHEET]).title = "調査票 (2)"

    row = "行った。 | A | 続ける。 | 充実"
    one = form(PLAN, table("保育課", row, row, row), copied)
    first = exchange({"1.xlsx": one}, PLAN)
    states = exchange({"1.xlsx": one, "2.xlsx": later("保育課", first)}, PLAN).states("保育課")
    assert [line[:7] for line in states if "S01b" in line] == ["継続 S01b"]
