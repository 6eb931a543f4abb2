"""Drop-downs, hints, refusals, counters: what the form itself watches."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from written_plans import SCALES, matrix, written_plan

from reportgen.deliver.forms import write_form
from reportgen.deliver.forms.cells import units
from reportgen.deliver.forms.checks import HINT_LIMIT, HINT_TITLE_LIMIT, hint
from reportgen.model.plan import Choice, Scale
from reportgen.opc import unpack
from reportgen.plan.load import Layout
from reportgen.plan.schema import Entries, Field, Form
from reportgen.workbook import open_workbook

PLAN = written_plan("1 | 交流事業 | 福祉課\n2 | 相談事業 | 福祉課")
FIRST = 7


def asking(*fields: Field, guide: tuple[str, ...] = ()) -> Layout:
    """The layout of the sample with other questions."""
    changes = {"entries": Entries(party=fields), "form": Form(guide=guide)}
    return replace(matrix(), definition=matrix().definition.model_copy(update=changes))


def sheet_of(layout: Layout | None = None, of=PLAN, **options):
    return load_workbook(BytesIO(write_form(of, layout or matrix(), "福祉課", **options)))["調査票"]


def validation(sheet, cell: str) -> DataValidation:
    (rule,) = [v for v in sheet.data_validations.dataValidation if cell in v.sqref]
    return rule


def shown(layout: Layout, answers, of=PLAN) -> dict[str, str]:
    """What the form shows without calculating anything."""
    book = open_workbook(write_form(of, layout, "福祉課", answers=answers), "f.xlsx")
    sheet = book.sheet("調査票")
    assert sheet is not None
    return {cell.place.cell or "": cell.shown for cell in sheet.cells.values() if cell.formula}


# ── choices ─────────────────────────────────────────────────────────────────────────────────────────────


def test_choices_come_from_a_named_list_without_blank_cells():
    book = load_workbook(BytesIO(write_form(PLAN, matrix(), "福祉課")))
    for field, name in (("評価", "_list_rating"), ("方向性", "_list_direction")):
        area = book.defined_names[name].attr_text
        sheet, cells = area.split("!")
        values = [cell.value for row in book[sheet][cells] for cell in row]
        assert values == [choice.value for choice in SCALES[field].choices]
    assert book["_list"].sheet_state == "veryHidden"


def test_a_choice_outside_the_list_is_refused_and_an_empty_cell_is_not():
    rule = validation(sheet_of(), "I7")
    assert (rule.type, rule.formula1, rule.errorStyle) == ("list", "_list_rating", "stop")
    assert rule.allowBlank
    assert rule.showErrorMessage
    assert not rule.showDropDown, "in the format, this attribute hides the arrow"


def test_two_questions_may_share_a_scale():
    fields = [Field(key=key, label=key, kind="choice", scale="評価") for key in ("self", "committee")]
    book = load_workbook(BytesIO(write_form(PLAN, asking(*fields), "福祉課")))
    assert {"_list_self", "_list_committee"} <= set(book.defined_names)


def test_a_choice_that_looks_like_a_formula_or_a_number_stays_a_text():
    of = replace(PLAN, scales={"評価": Scale(name="評価", choices=(Choice(value="1"), Choice(value="=A")))})
    layout = asking(Field(key="rating", label="評価", kind="choice", scale="評価"))
    book = load_workbook(BytesIO(write_form(of, layout, "福祉課")))
    assert [(c.value, c.data_type) for c in book["_list"]["A"]] == [("評価", "s"), ("1", "s"), ("=A", "s")]


# ── what may be entered elsewhere ───────────────────────────────────────────────────────────────────────


def test_a_text_over_the_limit_is_asked_about_but_not_thrown_away():
    rule = validation(sheet_of(), "G8")
    assert (rule.type, rule.operator, rule.formula1) == ("textLength", "lessThanOrEqual", "400")
    assert rule.errorStyle == "warning"
    assert "400字以内" in rule.error


@pytest.mark.parametrize(
    ("kind", "expected"), [("number", "decimal"), ("date", "date"), ("statements", None), ("text", None)]
)
def test_numbers_and_days_are_asked_about_and_free_texts_only_explained(kind, expected):
    layout = asking(Field(key="field", label="項目", kind=kind, help="説明です。"))
    rule = validation(sheet_of(layout), "G6")
    assert (rule.type, rule.showInputMessage, bool(rule.showErrorMessage)) == (expected, True, expected is not None)
    assert rule.errorStyle in (None, "warning"), "「対象外」 and 「約100」 can still be entered"


def test_the_reason_is_free_and_explained():
    rule = validation(sheet_of(), "M7")
    assert (rule.type, rule.promptTitle, rule.showInputMessage) == (None, "理由・補足", True)


def test_all_messages_keep_to_the_limits_of_excel():
    long = "説明" * 200
    fields = [
        Field(key=f"field_{kind}", label=f"{kind}{'長い見出し' * 10}", kind=kind, scale=scale, help=long, example=long)
        for kind, scale in (("text", None), ("choice", "評価"), ("number", None), ("date", None))
    ]
    for rule in sheet_of(asking(*fields)).data_validations.dataValidation:
        for title in (rule.promptTitle, rule.errorTitle or ""):
            assert len(title) <= HINT_TITLE_LIMIT
        for message in (rule.prompt, rule.error or ""):
            assert len(message) <= HINT_LIMIT


def test_a_hint_has_help_and_example_where_both_fit():
    assert hint(Field(key="a", label="a", help="書きます。", example="実施した。")) == "書きます。（例：実施した。）"
    assert hint(Field(key="a", label="a", help="書きます。", example="例" * 250)) == "書きます。"
    long = hint(Field(key="a", label="a", help="𠮷" * 200))
    assert long.startswith("𠮷" * 100)
    assert units(long) <= HINT_LIMIT
    assert long.endswith("𠮷…続きはシート『記入のしかた』にあります。")
    assert hint(Field(key="a", label="a")) == ""


# ── counters and checks ─────────────────────────────────────────────────────────────────────────────────


def test_counters_and_checks_are_right_before_anything_is_calculated():
    answers = {
        "1-1/福祉課": {"status": "実施した。\n続けた。", "rating": "A", "next_steps": "続ける。", "direction": "継続"}
    }
    found = shown(matrix(), answers)
    assert found == {
        "B3": "未記入 1件",
        "H7": "10/400字",
        "K7": "4/400字",
        "N7": "記入済",
        "H8": "0/400字",
        "K8": "0/400字",
        "N8": "未記入",
    }


def test_the_formulas_say_what_the_contract_says():
    sheet = sheet_of()
    assert sheet["H7"].value == '=LEN(G7)&"/400字"'
    assert sheet["N7"].value.startswith('=IF(OR(G7="",I7="",J7="",L7=""),"未記入",')
    assert 'COUNTIF($N$7:$N$8,"未記入")&"件"' in sheet["B3"].value


def test_a_text_over_the_limit_is_counted_and_named():
    answers = {
        row: {"status": "あ" * 401, "rating": "A", "next_steps": "𠮷" * 201, "direction": "継続"}
        for row in ("1-1/福祉課", "1-2/福祉課")
    }
    found = shown(matrix(), answers)
    assert (found["H7"], found["K7"], found["N7"]) == ("401/400字", "402/400字", "字数超過")
    assert found["B3"] == "未記入 0件　字数超過 2件"


def test_when_nothing_is_open_the_form_says_that_it_can_be_sent():
    answer = {"status": "した", "rating": "A", "next_steps": "する", "direction": "継続"}
    found = shown(matrix(), {"1-1/福祉課": answer, "1-2/福祉課": answer})
    assert found["B3"] == "記入もれはありません（未記入 0件）。保存して提出してください。"


def test_what_is_not_required_is_never_missed():
    layout = asking(Field(key="note", label="備考", required=False))
    found = shown(layout, {})
    assert set(found.values()) == {"記入済", "記入もれはありません（未記入 0件）。保存して提出してください。"}


def test_every_formula_has_its_result_and_stands_in_a_locked_cell():
    parts = unpack(write_form(PLAN, matrix(), "福祉課"))
    xml = parts["xl/worksheets/sheet1.xml"].decode()
    assert len(re.findall("<f>", xml)) == 7
    assert len(re.findall(r't="str"><f>[^<]+</f><v>[^<]+</v>', xml)) == 7
    assert all(cell.protection.locked for row in sheet_of().iter_rows() for cell in row if cell.data_type == "f")


def test_numbers_and_days_are_poured_in_as_what_they_are():
    layout = asking(Field(key="people", label="人数", kind="number"), Field(key="day", label="実施日", kind="date"))
    sheet = sheet_of(layout, answers={"1-1/福祉課": {"people": 120, "day": date(2021, 7, 1)}})
    assert (sheet["G5"].value, sheet["G5"].number_format) == (120, "General")
    assert (sheet["H5"].value.date(), sheet["H5"].number_format) == (date(2021, 7, 1), "yyyy/m/d")


def test_an_answer_cell_is_of_the_format_text_so_that_nothing_typed_becomes_a_date_or_a_formula():
    sheet = sheet_of()
    assert {sheet[f"{letter}7"].number_format for letter in "GIJLM"} == {"@"}


def test_what_is_wrong_stands_out_by_classic_conditional_formats_only():
    sheet = sheet_of()
    rules = {str(area.sqref): [(r.type, r.formula) for r in area.rules] for area in sheet.conditional_formatting}
    assert rules["H7:H8"] == [("expression", ["LEN(G7)>400"])]
    assert rules["N7:N8"] == [("expression", ['$N7<>"記入済"'])]
    assert "B3" in rules
