"""The sheet 『記入のしかた』: how to fill in the form, question by question, and what the choices mean.

Comes in: what the form is made from. Goes out: one portrait page or two, locked, for reading and printing.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from openpyxl import Workbook

from reportgen.deliver.forms import look
from reportgen.deliver.forms.columns import Use
from reportgen.deliver.forms.look import Wardrobe
from reportgen.deliver.forms.page import Page
from reportgen.deliver.forms.sheet import FormSheet
from reportgen.deliver.forms.words import word, words
from reportgen.japanese.wareki import date_label, fiscal_year_label
from reportgen.model.plan import Choice
from reportgen.plan.schema import Field

_WIDTHS: Final = (3.0, 15.0, 42.0, 36.0, 15.0)


def write_guide(book: Workbook, forms: Sequence[FormSheet], wardrobe: Wardrobe) -> None:
    """Write the guide to all sheets of a form as the next sheet of the book."""
    page = Page(book.create_sheet(word("sheets", "guide")), wardrobe, _WIDTHS)
    _write_opening(page, forms)
    page.table(word("guide", "fields_title"), words("guide", "fields_head"), list(_field_rows(forms)))
    scales = list(dict.fromkeys(row for form in forms for row in _scale_rows(form)))
    if scales:
        page.table(word("guide", "scales_title"), words("guide", "scales_head"), scales)
        if any(word("guide", "example_mark") in row[2] for row in scales):
            page.line(word("guide", "example_note"), color=look.MUTED)
    page.finish(forms[0].submitter)


def _write_opening(page: Page, forms: Sequence[FormSheet]) -> None:
    form, sheets = forms[0], word("guide", "sheets_between").join(form.name for form in forms)
    facts = {"計画名": form.plan.name, "年度": fiscal_year_label(form.plan.year), "提出者": form.submitter}
    page.line(word("guide", "title"), look.TITLE_PT, bold=True)
    page.line(word("guide", "subtitle", **facts), color=look.MUTED)
    meeting = form.plan.meeting
    if meeting.deadline:
        page.line(word("guide", "deadline", 期限=date_label(meeting.deadline)), look.ANSWER_PT, bold=True)
    if meeting.contact:
        page.line(word("guide", "contact", 連絡先=meeting.contact))
    page.gap()
    page.line(word("guide", "steps_title"), look.ANSWER_PT, bold=True)
    for number, step in enumerate(words("guide", "steps"), start=1):
        page.line(step.format(シート=sheets), mark=f"{number}.")
    page.gap()
    page.line(word("guide", "care_title"), look.ANSWER_PT, bold=True)
    for line in words("guide", "care"):
        page.line(line, mark="・")


def _field_rows(forms: Sequence[FormSheet]) -> Iterator[tuple[str, str, str, str]]:
    for form in forms:
        for column in form.columns:
            if column.use is Use.ANSWER and column.field:
                header = column.header if form.alone else word("guide", "on_sheet", 欄=column.header, シート=form.name)
                yield header, column.field.help, column.field.example, _demand(column.field)
    for column in forms[0].columns:
        if column.use is Use.REASON:
            yield (
                column.header,
                word("guide", "reason_help"),
                word("guide", "reason_example"),
                word("guide", "optional"),
            )


def _demand(field: Field) -> str:
    kinds = {"choice": "choice", "number": "number", "date": "date", "statements": "statements", "text": "free"}
    demands = [word("guide", kinds[field.kind])]
    if field.limit is not None:
        demands.append(word("guide", "limit", 上限=field.limit))
    if not field.required:
        demands.append(word("guide", "optional"))
    return "\n".join(demands)


def _scale_rows(form: FormSheet) -> Iterator[tuple[str, str, str]]:
    for column in form.columns:
        if column.use is Use.ANSWER and column.field and column.field.scale:
            for choice in form.plan.scales[column.field.scale].choices:
                named = word("guide", "scale_choice", 項目=column.header, 選択肢=choice.value)
                yield named, choice.meaning, _remarks(choice)


def _remarks(choice: Choice) -> str:
    """Return what is to be known of a choice besides its meaning, one remark a line."""
    marks = [word("guide", "example_mark")] if choice.example else []
    if choice.reason_required:
        marks.append(word("guide", "reason_mark", 理由=word("columns", "reason")))
    return "\n".join(marks)
