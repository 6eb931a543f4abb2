"""Answers of the year before, beside the questions of this year."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from written_plans import matrix, written_plan
from written_years import with_history

from reportgen.deliver.forms import form_book, write_form
from reportgen.plan.load import Layout

PLAN = written_plan(
    """
    1 | 交流事業 | 福祉課
    2 | 相談事業 | 福祉課、図書課
    """
)
BEFORE = {"1-1/福祉課": {"status": "前の年に実施した。", "rating": "B"}, "1-2/図書課": {"status": "=前の年の相談"}}
HEAD = 6
THEN = "（令和2年度）"


def sheet(layout: Layout | None = None, submitter: str = "福祉課", **history) -> Worksheet:
    plan = with_history(PLAN, BEFORE, **history)
    return load_workbook(BytesIO(write_form(plan, layout or matrix(), submitter)))["調査票"]


def column(of: Worksheet, heading: str) -> str:
    return next(cell.column_letter for cell in of[HEAD] if cell.value == heading)


def headings(of: Worksheet) -> list[str]:
    return [cell.value for cell in of[HEAD]]


def with_earlier(*keys: str) -> Layout:
    form = matrix().definition.form.model_copy(update={"earlier": keys})
    return replace(matrix(), definition=matrix().definition.model_copy(update={"form": form}))


def test_what_was_answered_in_the_year_before_stands_before_its_question():
    found = headings(sheet())
    assert found.index(f"前年度の実施状況{THEN}") == found.index("実施状況") - 1
    assert found.index(f"前年度の評価{THEN}") == found.index("評価") - 1


def test_a_question_without_any_earlier_answer_has_no_such_column():
    assert not [text for text in headings(sheet()) if text.startswith(("前年度の今後", "前年度の方向"))]


def test_all_forms_of_a_plan_have_the_same_columns():
    assert headings(sheet()) == headings(sheet(submitter="図書課"))


def test_earlier_answers_are_texts_locked_grey_and_in_their_row():
    of = sheet()
    cells = [of[f"{column(of, f'前年度の実施状況{THEN}')}{row}"] for row in (HEAD + 1, HEAD + 2)]
    assert [cell.value for cell in cells] == ["前の年に実施した。", None]
    assert all(cell.protection.locked and cell.fill.fgColor.rgb == "FFF0F1F3" for cell in cells)
    of = sheet(submitter="図書課")
    cell = of[f"{column(of, f'前年度の実施状況{THEN}')}{HEAD + 1}"]
    assert (cell.value, cell.data_type) == ("=前の年の相談", "s")


def test_an_earlier_choice_has_no_list_and_no_hint():
    of = sheet()
    letter = column(of, f"前年度の評価{THEN}")
    assert not [rule for rule in of.data_validations.dataValidation if letter in str(rule.sqref)]
    book = form_book(with_history(PLAN, BEFORE), matrix(), "福祉課").book
    assert [name for name in book.defined_names if "earlier" in name] == []


def test_a_layout_says_which_earlier_answers_are_shown():
    found = headings(sheet(with_earlier("status")))
    assert f"前年度の実施状況{THEN}" in found
    assert f"前年度の評価{THEN}" not in found
    assert not [text for text in headings(sheet(with_earlier())) if text.startswith("前年度")]


def test_only_the_year_right_before_counts():
    assert not [text for text in headings(sheet(year=2019)) if text.startswith("前年度")]


def test_the_version_of_a_form_does_not_depend_on_what_it_shows(tmp_path):
    import shutil

    from reportgen.plan.load import load_layout

    shutil.copytree(matrix().folder, tmp_path / "matrix")
    toml = tmp_path / "matrix" / "layout.toml"
    text = toml.read_text(encoding="utf-8").replace("[form]\n", '[form]\nearlier = ["status"]\n')
    toml.write_text(text, encoding="utf-8")
    changed = load_layout(tmp_path / "matrix")
    assert changed.definition.form.earlier == ("status",)
    assert changed.version == matrix().version


def test_a_sheet_with_many_columns_is_set_up_for_a3():
    every = {"1-1/福祉課": dict.fromkeys(("status", "rating", "next_steps", "direction"), "あ")}
    wide = load_workbook(BytesIO(write_form(with_history(PLAN, every), matrix(), "福祉課")))
    plain = load_workbook(BytesIO(write_form(PLAN, matrix(), "福祉課")))
    assert wide["調査票"].page_setup.paperSize == 8
    assert plain["調査票"].page_setup.paperSize == wide["記入のしかた"].page_setup.paperSize == 9
