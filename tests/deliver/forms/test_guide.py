"""The sheet 『記入のしかた』."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook
from written_plans import matrix, written_plan

from reportgen.deliver.forms import write_form
from reportgen.model.plan import Choice, Scale

PLAN = written_plan("1 | 交流事業 | 福祉課")


def rows(of=PLAN) -> list[list[str]]:
    sheet = load_workbook(BytesIO(write_form(of, matrix(), "福祉課")))["記入のしかた"]
    found = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    return [row for row in found if row]


def test_every_question_is_explained_with_its_help_example_and_limit():
    (status,) = [row for row in rows() if row[0] == "実施状況"]
    field = matrix().definition.entries.party[0]
    assert status == ["実施状況", field.help, field.example, "文章\n400字以内"]
    (reason,) = [row for row in rows() if row[0] == "理由・補足"]
    assert reason[-1] == "書かなくてもよい欄です"


def test_every_choice_is_explained_and_examples_are_marked_as_such():
    scales = {
        "評価": Scale(name="評価", choices=(Choice(value="A", meaning="できた"), Choice(value="C", example=True))),
        "方向性": Scale(name="方向性", choices=(Choice(value="継続", meaning="続ける"),)),
    }
    found = rows(replace(PLAN, scales=scales))
    assert ["評価：A", "できた"] in found
    assert ["評価：C", "例（記入の目安）"] in found
    assert ["方向性：継続", "続ける"] in found
    assert any("計画で定めたものではありません" in row[0] for row in found)


def test_without_examples_nothing_is_said_about_them():
    assert not any("計画で定めたものではありません" in text for row in rows() for text in row)


def test_the_steps_are_numbered():
    assert [row[0] for row in rows() if row[0][0].isdigit()] == ["1.", "2.", "3.", "4."]


def test_choices_that_need_a_reason_are_named_in_the_guide_and_at_the_cell():
    choices = tuple(Choice(value=value, reason_required=value in "CD") for value in "ABCD")
    of = replace(PLAN, scales={**PLAN.scales, "評価": Scale(name="評価", choices=choices)})
    remarks = {row[0]: row[-1] for row in rows(of) if row[0].startswith("評価：")}
    assert remarks["評価：D"] == "理由が必要です（『理由・補足』の欄）"
    assert remarks["評価：A"] == "評価：A"
    sheet = load_workbook(BytesIO(write_form(of, matrix(), "福祉課")))["調査票"]
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if rule.promptTitle == "評価"]
    assert rule.prompt.startswith("「C」「D」を選んだときは、『理由・補足』の欄に理由を書いてください。")
