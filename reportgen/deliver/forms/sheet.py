"""A sheet that a department fills in: one row a party, or one row an indicator.

Comes in: a plan, its layout, one submitter, and answers given so far. Goes out: the sheet, filled, protected and ready
to print. No merged cells, and no formulas where somebody writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.deliver.forms import look
from reportgen.deliver.forms.cells import put_text
from reportgen.deliver.forms.checks import Watch, add_validations
from reportgen.deliver.forms.columns import NAME_PREFIX, Column, Use
from reportgen.deliver.forms.look import Look, Wardrobe
from reportgen.deliver.forms.package import set_growing_height
from reportgen.deliver.forms.paper import set_paper
from reportgen.deliver.forms.words import word
from reportgen.japanese.wareki import date_label, fiscal_year_label
from reportgen.model.plan import AskedRow, Item, Plan, RowKind, Section
from reportgen.plan.schema import LayoutDefinition

AnswerValue = str | int | float | Decimal | date
"""What stands in one answer: a text as typed, or the number or date of a field of that kind."""
RowAnswers = Mapping[str, AnswerValue]

_TITLE_ROW, _SUBMITTER_ROW, _COUNT_ROW = 1, 2, 3
_FIRST_COLUMN = 2
_LEAST_ROW_PT = 84.0
_LEAST_HEAD_PT = 36.0
_FROZEN_THROUGH = "item_name"
_LINE = Look(lined=False, wrap=False, vertical="center", size_pt=look.ANSWER_PT, bold=True)
_TITLE = replace(_LINE, size_pt=look.TITLE_PT)
_SUBMITTER = _LINE
_COUNT = replace(_LINE, color=look.CALM)
_GUIDE = replace(_LINE, size_pt=look.PLAN_PT, bold=False, color=look.MUTED)
_LEFT_OUT_OF_PRINT = Use.CHECK
_WIDEST_ON_A4 = 240.0
"""In characters; wider, and A4 prints answers in less than 7 pt, so that the sheet is set up for A3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One row of the form: what is answered there, with its item and the section it stands in."""

    section: Section
    item: Item
    asked: AskedRow


def rows_of(plan: Plan, submitter: str, kind: RowKind) -> tuple[FormRow, ...]:
    """Return the rows of one kind that one submitter answers, in print order; empty for a stranger."""
    return tuple(
        FormRow(section=section, item=item, asked=asked)
        for section in _with_items(plan.sections)
        for item in section.items
        for asked in item.rows()
        if asked.kind == kind and asked.submitter == submitter
    )


def _with_items(sections: Sequence[Section]) -> tuple[Section, ...]:
    found: list[Section] = []
    for section in sections:
        found += [section, *_with_items(section.sections)]
    return tuple(found)


def section_kind(rows: Sequence[FormRow]) -> str:
    """Return the plan's word for the sections of these rows, or an empty text if they are of several kinds."""
    kinds = {row.section.kind for row in rows}
    return kinds.pop() if len(kinds) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """Everything that the sheet is made from. ``alone``: the form has no other sheet to fill in."""

    kind: RowKind
    alone: bool
    plan: Plan
    layout: LayoutDefinition
    submitter: str
    round: int
    rows: tuple[FormRow, ...]
    columns: tuple[Column, ...]
    answers: Mapping[str, RowAnswers]

    @property
    def name(self) -> str:
        """What the layout calls the sheet."""
        return self.layout.form.party_sheet if self.kind == "party" else self.layout.form.indicator_sheet

    @property
    def head_row(self) -> int:
        """The row of the headers."""
        return _COUNT_ROW + len(self.layout.form.guide) + 1

    @property
    def first_row(self) -> int:
        """The first row of the table."""
        return self.head_row + 1

    @property
    def last_row(self) -> int:
        """The last row of the table."""
        return self.head_row + len(self.rows)


def write_sheet(book: Workbook, form: FormSheet, wardrobe: Wardrobe) -> dict[str, str]:
    """Write the sheet and return the results of its formulas by cell."""
    sheet = book.create_sheet(form.name)
    watch = Watch(form.columns, form.first_row, form.last_row, alone=form.alone)
    _write_head(sheet, form, wardrobe)
    for row, content in enumerate(form.rows, start=form.first_row):
        _write_row(sheet, form, wardrobe, row, content, watch)
    _write_top(sheet, form, wardrobe, watch)
    add_validations(sheet, form.columns, form.plan.scales, form.first_row, form.last_row)
    watch.highlight(sheet, sheet.cell(_COUNT_ROW, _FIRST_COLUMN).coordinate)
    _name_columns(book, sheet, form)
    _protect(sheet)
    _set_view(sheet, form, first=book.worksheets[0] is sheet)
    _set_page(sheet, form)
    return watch.results


def form_title(plan: Plan, layout: LayoutDefinition) -> str:
    """Return the title that the layout gives to the form."""
    return layout.form.title.format(計画名=plan.name, 年度=fiscal_year_label(plan.year))


def _write_top(sheet: Worksheet, form: FormSheet, wardrobe: Wardrobe, watch: Watch) -> None:
    lines = {_TITLE_ROW: form_title(form.plan, form.layout), _SUBMITTER_ROW: _submitter_line(form)}
    lines |= dict(enumerate(form.layout.form.guide, start=_COUNT_ROW + 1))
    for row, line in lines.items():
        put_text(sheet, row, _FIRST_COLUMN, line)
    watch.write_total(sheet, _COUNT_ROW, _FIRST_COLUMN)
    looks = {_TITLE_ROW: _TITLE, _SUBMITTER_ROW: _SUBMITTER, _COUNT_ROW: _COUNT}
    for row in range(_TITLE_ROW, form.head_row):
        wardrobe.dress(sheet.cell(row, _FIRST_COLUMN), looks.get(row, _GUIDE))
        sheet.row_dimensions[row].height = 27.0 if row == _TITLE_ROW else 18.0


def _submitter_line(form: FormSheet) -> str:
    meeting = form.plan.meeting
    parts = [word("top", "submitter", 提出者=form.submitter), word("top", "rows", 行数=len(form.rows))]
    if form.round > 1:
        parts.append(word("top", "round", 回=form.round))
    if meeting.deadline:
        parts.append(word("top", "deadline", 期限=date_label(meeting.deadline)))
    if meeting.contact:
        parts.append(word("top", "contact", 連絡先=meeting.contact))
    return word("top", "between").join(parts)


def _write_head(sheet: Worksheet, form: FormSheet, wardrobe: Wardrobe) -> None:
    for column in form.columns:
        cell = put_text(sheet, form.head_row, column.index, column.header)
        wardrobe.dress(cell, _head_look(column))
        letter = get_column_letter(column.index)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.use is Use.IDENTITY
    texts = [(c.header, c.width, look.PLAN_PT) for c in form.columns if c.use is not Use.IDENTITY]
    sheet.row_dimensions[form.head_row].height = look.height_pt(texts, _LEAST_HEAD_PT)


def _write_row(sheet: Worksheet, form: FormSheet, wardrobe: Wardrobe, row: int, content: FormRow, watch: Watch) -> None:
    answers = form.answers.get(content.asked.row_id, {})
    shown = {key: _shown(value) for key, value in answers.items()}
    texts = _plan_texts(content, form.plan.year - 1)
    for column in form.columns:
        if column.open:
            _put_answer(sheet, row, column, answers.get(column.key, ""))
        elif column.key in texts:
            put_text(sheet, row, column.index, texts[column.key])
    watch.write_row(sheet, row, shown)
    for column in form.columns:
        wardrobe.dress(sheet.cell(row, column.index), _cell_look(column))
    sizes = [
        ({**texts, **shown}.get(c.key, ""), c.width, _size_pt(c)) for c in form.columns if c.use is not Use.IDENTITY
    ]
    set_growing_height(sheet, row, look.height_pt(sizes, _LEAST_ROW_PT))


def _plan_texts(content: FormRow, before: int) -> dict[str, str]:
    """Return what the form knows by itself, by key of its column; ``before`` is the fiscal year before."""
    item, asked = content.item, content.asked
    return {
        "row_id": asked.row_id,
        "section": content.section.heading,
        "item_number": item.full_number,
        "item_name": item.name.text,
        asked.kind: asked.name.text,
        **{f"text/{key}": value.marked for key, value in item.texts.items()},
        **{f"own/{key}": value.marked for key, value in asked.texts.items()},
        **{f"earlier/{key}": years[before].text for key, years in asked.history.items() if before in years},
    }


def _put_answer(sheet: Worksheet, row: int, column: Column, value: AnswerValue) -> None:
    if isinstance(value, str):
        put_text(sheet, row, column.index, value)
    else:
        sheet.cell(row, column.index).value = value


def _shown(value: AnswerValue) -> str:
    return f"{value.year}/{value.month}/{value.day}" if isinstance(value, date) else str(value)


def _head_look(column: Column) -> Look:
    return Look(
        size_pt=look.SMALL_PT if column.use is Use.COUNT else look.PLAN_PT,
        bold=True,
        color=look.PAPER,
        fill=look.ANSWER_HEAD_FILL if column.open else look.PLAN_HEAD_FILL,
        horizontal="center",
        vertical="center",
    )


def _cell_look(column: Column) -> Look:
    short = column.use in (Use.COUNT, Use.CHECK) or column.key == "item_number" or _is_choice(column)
    return Look(
        size_pt=_size_pt(column),
        color=look.MUTED if column.use is Use.COUNT else look.INK,
        fill=look.ANSWER_FILL if column.open else look.PLAN_FILL,
        horizontal="center" if short else "left",
        shrink=column.use is Use.COUNT,
        open=column.open,
        number_format=_number_format(column),
    )


def _number_format(column: Column) -> str:
    """Return the format of a cell. In a cell of the format text, 4-1 does not become a date, nor = a formula."""
    if not column.open:
        return "General"
    kind = column.field.kind if column.field else "text"
    return {"number": "General", "date": "yyyy/m/d"}.get(kind, "@")


def _is_choice(column: Column) -> bool:
    return column.use in (Use.ANSWER, Use.EARLIER) and column.field is not None and column.field.kind == "choice"


def _size_pt(column: Column) -> float:
    if column.open:
        return look.ANSWER_PT
    return look.SMALL_PT if column.use in (Use.COUNT, Use.CHECK) else look.PLAN_PT


def _name_columns(book: Workbook, sheet: Worksheet, form: FormSheet) -> None:
    for column in form.columns:
        if column.name:
            letter = get_column_letter(column.index)
            area = f"'{sheet.title}'!${letter}${form.first_row}:${letter}${form.last_row}"
            book.defined_names[column.name] = DefinedName(column.name, attr_text=area)
    last = get_column_letter(form.columns[-1].index)
    table = Table(displayName=f"{NAME_PREFIX[form.kind]}rows", ref=f"A{form.head_row}:{last}{form.last_row}")
    table.tableStyleInfo = TableStyleInfo(showRowStripes=False)
    sheet.add_table(table)


def _protect(sheet: Worksheet) -> None:
    """Lock the sheet without a password. Widths, heights and filters may be changed; shapes may not be added."""
    sheet.protection.sheet = True
    sheet.protection.objects = True
    sheet.protection.scenarios = True
    for allowed in ("formatColumns", "formatRows", "autoFilter"):
        setattr(sheet.protection, allowed, False)  # in the format, False says that it is not forbidden


def _set_view(sheet: Worksheet, form: FormSheet, *, first: bool) -> None:
    frozen = next(c.index for c in form.columns if c.key == _FROZEN_THROUGH) + 1
    sheet.freeze_panes = f"{get_column_letter(frozen)}{form.first_row}"
    sheet.sheet_view.showGridLines, sheet.sheet_view.tabSelected = False, first
    sheet.sheet_view.zoomScale = 90
    first_answer = next(c.index for c in form.columns if c.open)
    start = f"{get_column_letter(first_answer)}{form.first_row}"
    pane = sheet.sheet_view.selection[-1]
    pane.activeCell, pane.sqref = start, start


def _set_page(sheet: Worksheet, form: FormSheet) -> None:
    wide = sum(c.width for c in form.columns if c.use not in (Use.IDENTITY, _LEFT_OUT_OF_PRINT))
    set_paper(sheet, "landscape", form.submitter, large=wide > _WIDEST_ON_A4)
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.5, 0.25, 0.25
    sheet.print_title_rows = f"{form.head_row}:{form.head_row}"
    printed = [c for c in form.columns if c.use not in (Use.IDENTITY, _LEFT_OUT_OF_PRINT)]
    last = get_column_letter(printed[-1].index)
    sheet.print_area = f"{get_column_letter(printed[0].index)}1:{last}{form.last_row}"
