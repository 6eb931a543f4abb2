"""The sheet 『エラーメッセージ一覧』."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook
from written_plans import SCALES, matrix, plan, written_plan

from reportgen.collect import collect
from reportgen.deliver.forms import form_book, write_form
from reportgen.deliver.forms.messages import messages
from reportgen.findings.catalogue import catalogue
from reportgen.model.plan import Plan, Scale
from reportgen.plan.load import Layout
from reportgen.plan.schema import Rules

PLAN = written_plan("1 | 交流事業 | 福祉課")


def codes(of: Plan = PLAN, layout: Layout | None = None) -> list[str]:
    return [entry.code for entry in messages(form_book(of, layout or matrix(), "福祉課").sheets)]


def rows() -> list[list[str]]:
    sheet = load_workbook(BytesIO(write_form(PLAN, matrix(), "福祉課")))["エラーメッセージ一覧"]
    found = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    return [row for row in found if row]


def with_levels(**levels: str) -> Layout:
    definition = matrix().definition
    rules = Rules(levels={**definition.rules.levels, **levels})
    return replace(matrix(), definition=definition.model_copy(update={"rules": rules}))


def test_every_code_is_printed_with_its_level_and_both_sentences():
    printed = {row[0]: row[1:] for row in rows() if len(row) == 4}
    assert sorted(code for code in printed if code != "コード") == sorted(codes())
    what = "〔項目名〕の「〔書かれている内容〕」は選択肢にありません。"
    assert printed["C13"] == ["要修正", what, "〔選択肢〕から1つを選んでください。"]
    assert printed["S01a"][-1] == "－"


def test_no_place_of_a_sentence_is_left_unnamed():
    assert not [cell for row in rows() for cell in row if "{" in cell or "}" in cell]
    assert not [cell for row in rows() for cell in row if cell.isascii() and len(cell) > 4]


def test_levels_are_those_of_the_layout_and_what_is_off_is_left_out():
    printed = {row[0]: row[1] for row in rows() if len(row) == 4}
    assert (catalogue().entries["C14a"].level.value, printed["C14a"]) == ("要修正", "要確認")
    assert "C23" in codes()
    assert "C23" not in codes(layout=with_levels(C23="off"))


def test_what_only_the_secretariat_reads_is_left_out():
    actors = {code: entry.actor for code, entry in catalogue().entries.items()}
    assert {actors[code] for code in codes()} == {"担当課"}
    assert "F18" not in codes()


def test_what_the_questions_cannot_raise_is_left_out():
    assert {"C12", "C17"} <= set(codes())
    assert not {"C07", "C08b", "C25", "C26", "C28", "S21"} & set(codes())
    choices = tuple(replace(choice, reason_required=choice.value == "D") for choice in SCALES["評価"].choices)
    needing = {**SCALES, "評価": Scale(name="評価", choices=choices)}
    assert "C25" in codes(plan(*PLAN.sections, scales=needing))


def test_the_list_is_ours_when_the_form_comes_back():
    answers = {"1-1/福祉課": {"status": "実施した。", "rating": "A", "next_steps": "続ける。", "direction": "継続"}}
    data = write_form(PLAN, matrix(), "福祉課", answers=answers)
    assert collect({"福祉課.xlsx": data}, PLAN, matrix())[1] == ()
