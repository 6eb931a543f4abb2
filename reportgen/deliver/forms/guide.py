"""The sheet 『記入のしかた』: how to fill in the form, question by question, and what the choices mean.

Comes in: what the form is made from. Goes out: one portrait page or two, locked, for reading and printing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.deliver.forms import look
from reportgen.deliver.forms.cells import put_text
from reportgen.deliver.forms.columns import Use
from reportgen.deliver.forms.look import Look, Wardrobe
from reportgen.deliver.forms.paper import set_paper
from reportgen.deliver.forms.sheet import FormSheet
from reportgen.deliver.forms.words import word, words
from reportgen.japanese.wareki import date_label, fiscal_year_label
from reportgen.plan.schema import Field

_WIDTHS: Final = (3.0, 15.0, 42.0, 36.0, 15.0)
_LETTERS: Final = "ABCDE"
_FIRST: Final = 2
_HEADING: Final = Look(bold=True, color=look.PAPER, fill=look.ANSWER_HEAD_FILL, horizontal="center", vertical="center")


def write_guide(book: Workbook, forms: Sequence[FormSheet], wardrobe: Wardrobe) -> None:
    """Write the guide to all sheets of a form as the next sheet of the book."""
    sheet = book.create_sheet(word("sheets", "guide"))
    for letter, width in zip(_LETTERS, _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    page = _Page(sheet, wardrobe)
    _write_opening(page, forms)
    page.table(word("guide", "fields_title"), words("guide", "fields_head"), list(_field_rows(forms)))
    scales = list(dict.fromkeys(row for form in forms for row in _scale_rows(form)))
    if scales:
        page.table(word("guide", "scales_title"), words("guide", "scales_head"), scales)
        if any(row[2] for row in scales):
            page.line(word("guide", "example_note"), color=look.MUTED)
    _finish(sheet, forms[0].submitter)


class _Page:
    """Writes downwards, line by line."""

    def __init__(self, sheet: Worksheet, wardrobe: Wardrobe) -> None:
        self._sheet, self._wardrobe, self._row = sheet, wardrobe, 1

    def line(
        self, text: str, size_pt: float = look.PLAN_PT, *, bold: bool = False, color: str = look.INK, mark: str = ""
    ) -> None:
        """Write one line across the page, with a mark in the margin."""
        cell = put_text(self._sheet, self._row, _FIRST, text)
        plain = Look(size_pt=size_pt, bold=bold, color=color, vertical="center", wrap=False, lined=False)
        self._wardrobe.dress(cell, plain)
        if mark:
            margin = put_text(self._sheet, self._row, _FIRST - 1, mark)
            self._wardrobe.dress(margin, replace(plain, horizontal="right"))
        self._sheet.row_dimensions[self._row].height = size_pt * 1.4 + 6.0
        self._row += 1

    def gap(self) -> None:
        """Leave a little space."""
        self._sheet.row_dimensions[self._row].height = 9.0
        self._row += 1

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a titled table; its rows are as tall as their texts."""
        self.gap()
        self.line(title, look.ANSWER_PT, bold=True)
        self._cells(head, heading=True)
        for row in rows:
            self._cells(row, heading=False)

    def _cells(self, texts: Sequence[str], *, heading: bool) -> None:
        for column, text in enumerate(texts, start=_FIRST):
            cell = put_text(self._sheet, self._row, column, text)
            self._wardrobe.dress(cell, _HEADING if heading else Look())
        sizes = [(text, width, look.PLAN_PT) for text, width in zip(texts, _WIDTHS[_FIRST - 1 :], strict=False)]
        self._sheet.row_dimensions[self._row].height = look.height_pt(sizes, 20.0)
        self._row += 1


def _write_opening(page: _Page, forms: Sequence[FormSheet]) -> None:
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
                mark = word("guide", "example_mark") if choice.example else ""
                yield word("guide", "scale_choice", 項目=column.header, 選択肢=choice.value), choice.meaning, mark


def _finish(sheet: Worksheet, submitter: str) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows"):
        setattr(sheet.protection, allowed, False)  # in the format, False says that it is not forbidden
    set_paper(sheet, "portrait", submitter)
