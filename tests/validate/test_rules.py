"""The rows of a submission: one finding for one cause, and every value with its place."""

from __future__ import annotations

from written_plans import matrix, written_plan
from written_workbooks import edited, form

from reportgen.collect import collect
from reportgen.findings.finding import Finding
from reportgen.model.checked import Checked
from reportgen.model.value import Nothing
from reportgen.plan.load import Layout
from reportgen.validate import validate

PLAN = written_plan("1 | 延長保育事業 | 保育課\n2 | 一時預かり | 保育課")
GOOD = """
(1)-1 | 延長保育事業 | 保育課 | ・実施した。⏎　字下げ | A | 続ける。 | 継続
(1)-2 | 一時預かり | 保育課 | 始めた。 | B | 広げる。 | 充実
"""


def checked(data: bytes, layout: Layout | None = None) -> tuple[Checked, list[Finding]]:
    (submission,), _ = collect({"回答.xlsx": data}, PLAN, layout or matrix())
    result, findings = validate(submission, PLAN, layout or matrix())
    return result, list(findings)


def test_every_field_has_a_value_with_its_id_its_place_and_what_was_typed() -> None:
    result, findings = checked(form(PLAN, GOOD.replace("| A |", "| Ａ |")))

    entry = result.entries[0]
    assert list(entry.values) == ["status", "rating", "next_steps", "direction"]
    rating = entry.values["rating"]
    assert (rating.id, rating.text, rating.raw) == ("entry/1-1/保育課/rating", "A", "Ａ")
    assert rating.place is not None
    assert (rating.place.sheet, rating.place.cell) == ("調査票", "F4")
    assert entry.values["status"].text == "・実施した。\n　字下げ"
    assert [(finding.code, finding.place.cell) for finding in findings] == [("C11a", "F4")]
    assert (findings[0].subject.item, findings[0].subject.field) == ("(1)-1", "評価")


def test_a_kind_of_nothing_prints_the_words_of_the_layout_and_keeps_what_was_typed() -> None:
    result, _ = checked(form(PLAN, GOOD.replace("| A |", "| 順調 |")))

    rating = result.entries[0].values["rating"]
    assert (rating.nothing, rating.text, rating.raw) == (Nothing.PENDING, "確認中", "順調")


def test_the_layouts_own_word_for_a_choice_not_made_is_no_choice() -> None:
    definition = matrix().definition
    empty = definition.empty.model_copy(update={"unselected": "選んでいません"})
    layout = Layout("matrix", matrix().folder, definition.model_copy(update={"empty": empty}), "1")
    result, findings = checked(form(PLAN, GOOD.replace("| A |", "| 選んでいません |")), layout)

    assert result.entries[0].values["rating"].nothing is Nothing.UNSELECTED
    assert result.entries[0].values["rating"].text == "選んでいません"
    assert [finding.code for finding in findings] == ["C14a"]


def test_a_blank_row_is_one_finding_that_names_its_fields() -> None:
    result, findings = checked(form(PLAN, GOOD.splitlines()[1] + "\n(1)-2 | 一時預かり | 保育課 | | 未選択"))

    assert [(finding.code, finding.facts["fields"]) for finding in findings] == [
        ("C14c", "実施状況・評価・今後の取り組み・方向性")
    ]
    assert findings[0].place.row == 5
    kinds = [value.nothing for value in result.entries[1].values.values()]
    assert kinds == [Nothing.BLANK, Nothing.UNSELECTED, Nothing.BLANK, Nothing.UNSELECTED]


def test_a_blank_form_is_one_finding() -> None:
    result, findings = checked(form(PLAN, "(1)-1 | 延長保育事業 | 保育課\n(1)-2 | 一時預かり | 保育課"))

    assert [finding.code for finding in findings] == ["F15"]
    assert len(result.entries) == 2


def test_a_missing_column_was_said_once_and_is_silent_here() -> None:
    def edit(book: object) -> None:
        book["調査票"].delete_cols(6)  # type: ignore[index]  # a workbook of openpyxl
        for name in list(book.defined_names):  # type: ignore[attr-defined]  # a workbook of openpyxl
            if name.startswith("rg_"):
                del book.defined_names[name]  # type: ignore[attr-defined]  # a workbook of openpyxl

    result, findings = checked(form(PLAN, GOOD, edit))
    assert findings == []
    assert {entry.values["rating"].nothing for entry in result.entries} == {Nothing.UNSELECTED}


def test_an_answer_under_a_merge_is_pending_and_silent_here() -> None:
    result, findings = checked(form(PLAN, GOOD, lambda book: book["調査票"].merge_cells("F4:F5")))

    assert findings == []
    assert result.entries[0].values["rating"].text == "A"
    assert result.entries[1].values["rating"].nothing is Nothing.PENDING


def test_of_two_rows_the_one_is_printed_that_collect_says_counts() -> None:
    first, second = GOOD.strip().splitlines()
    blank = "(1)-2 | 一時預かり | 保育課 | | 未選択"
    another = second.replace("始めた。", "もう一つの記入")
    for table, row, text in (
        ((blank, first, second), 6, "始めた。"),
        ((second, first, another), 4, "始めた。"),
        ((another, first, second), 4, "もう一つの記入"),
        ((second, first, blank), 4, "始めた。"),
    ):
        (submission,), findings = collect({"回答.xlsx": form(PLAN, "\n".join(table))}, PLAN, matrix())
        result, _ = validate(submission, PLAN, matrix())

        assert [entry.row_id for entry in result.entries] == ["1-1/保育課", "1-2/保育課"]
        assert result.entries[1].values["status"].text == text
        assert result.entries[1].place.row == row
        assert [finding.facts["used"] for finding in findings if finding.code == "S07a"] == [str(row)]


def test_a_number_keeps_what_was_typed_beside_what_is_shown() -> None:
    def grouped(book: object) -> None:
        for name in ("E4", "I4"):
            cell = book["調査票"][name]  # type: ignore[index]  # a workbook of openpyxl
            cell.value, cell.number_format = 1234567.891, "#,##0"

    result, _ = checked(form(PLAN, GOOD, grouped, edited("F4", "Ａ")))

    entry = result.entries[0]
    assert entry.reason is not None
    for value in (entry.values["status"], entry.reason):
        assert (value.text, value.raw) == ("1,234,568", "1,234,568")
        assert (value.typed, value.number_format) == ("1234567.891", "#,##0")
    assert (entry.values["rating"].text, entry.values["rating"].raw) == ("A", "Ａ")


def test_entries_come_in_the_order_of_the_plan_and_strangers_are_left_out() -> None:
    rows = GOOD.strip().splitlines()
    stranger = "新規 | 病児保育 | 保育課 | 準備した。 | A | 続ける。 | 継続"
    result, _ = checked(form(PLAN, "\n".join([rows[1], stranger, rows[0]])))

    assert [entry.item_id for entry in result.entries] == ["1-1", "1-2"]


def asking_for_statements() -> Layout:
    definition = matrix().definition
    fields = (definition.entries.party[0].model_copy(update={"kind": "statements"}), *definition.entries.party[1:])
    entries = definition.entries.model_copy(update={"party": fields})
    return Layout("matrix", matrix().folder, definition.model_copy(update={"entries": entries}), "1")


def test_a_text_of_statements_is_its_lines_without_their_marks() -> None:
    result, findings = checked(form(PLAN, GOOD, edited("E4", "・一つ目\n・二つ目")), asking_for_statements())

    status = result.entries[0].values["status"]
    assert (status.text, status.raw) == ("一つ目\n二つ目", "・一つ目\n・二つ目")
    assert [(statement.mark, statement.text) for statement in status.statements] == [("・", "一つ目"), ("・", "二つ目")]
    assert status.fixes == ()
    assert findings == []


def test_what_is_mended_in_statements_is_listed_with_the_value_and_found_at_its_cell() -> None:
    result, findings = checked(form(PLAN, GOOD, edited("E4", "・ 一つ目\n\n・二つ目")), asking_for_statements())

    status = result.entries[0].values["status"]
    assert [(fix.code, fix.before, fix.after) for fix in status.fixes] == [
        ("T21a", "・ 一つ目\n\n・二つ目", "・ 一つ目\n・二つ目"),
        ("T21b", "・ 一つ目\n・二つ目", "・一つ目\n・二つ目"),
    ]
    assert [(finding.code, finding.place.cell) for finding in findings] == [("T21a", "E4"), ("T21b", "E4")]


def test_statements_that_are_missing_are_a_kind_of_nothing() -> None:
    result, findings = checked(form(PLAN, GOOD, edited("E4", "")), asking_for_statements())

    status = result.entries[0].values["status"]
    assert (status.nothing, status.text, status.statements) == (Nothing.BLANK, "未記入", ())
    assert [finding.code for finding in findings] == ["C14b"]


def test_a_reason_is_printed_without_what_nobody_sees_and_the_change_is_listed() -> None:
    typed = "\ufeff園児が\u202e増えた\u202c。"
    result, _ = checked(form(PLAN, f"(1)-1 | 延長保育事業 | 保育課 | 実施した。 | A | 続ける。 | 継続 | {typed}"))

    reason = result.entries[0].reason
    assert reason is not None
    assert (reason.text, reason.raw) == ("園児が増えた。", typed)
    assert [fix.code for fix in reason.fixes] == ["T02", "T07"]


def test_a_reason_that_only_looks_written_is_none() -> None:
    result, _ = checked(form(PLAN, "(1)-1 | 延長保育事業 | 保育課 | 実施した。 | A | 続ける。 | 継続 | \u200b\u3164"))

    assert result.entries[0].reason is None
