"""What the form itself watches: drop-downs, hints, refusals, counters and the note of what is still empty.

Comes in: the columns of the form, the rows they fill, the plan's scales. Goes out: validations and formulas in the
sheet, and the results that the formulas have now.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.deliver.forms import look
from reportgen.deliver.forms.cells import put_text, units
from reportgen.deliver.forms.columns import Column, Use
from reportgen.deliver.forms.words import word
from reportgen.model.plan import Scale
from reportgen.plan.schema import Field

LIST_SHEET: Final = "_list"
HINT_TITLE_LIMIT: Final = 32
HINT_LIMIT: Final = 255
"""Characters of a validation's title and message. Source: Excel; a longer one makes the file need repair."""
_FIRST_DAY: Final = "1"
"""The first day that Excel knows, 1 January 1900."""


def write_lists(book: Workbook, columns: Sequence[Column], scales: Mapping[str, Scale]) -> None:
    """Write the choices of each question into their own column, without blank cells, under a name.

    A blank cell inside a named list would switch its validation off.
    """
    sheet = book.create_sheet(LIST_SHEET)
    sheet.sheet_state = "veryHidden"
    questions = [column for column in columns if column.use is Use.ANSWER and column.choices]
    for index, column in enumerate(questions, start=1):
        put_text(sheet, 1, index, column.header)
        choices = scales[column.field.scale or ""].choices if column.field else ()
        for row, choice in enumerate(choices, start=2):
            put_text(sheet, row, index, choice.value)
        letter = get_column_letter(index)
        area = f"{LIST_SHEET}!${letter}$2:${letter}${len(choices) + 1}"
        name = column.choices or ""
        book.defined_names[name] = DefinedName(name, attr_text=area)


def add_validations(
    sheet: Worksheet, columns: Sequence[Column], scales: Mapping[str, Scale], first: int, last: int
) -> None:
    """Add to every open column its hint, and to every question what may be entered."""
    for column in columns:
        if column.open:
            letter = get_column_letter(column.index)
            rule = _rule(column, column.field) if column.field else DataValidation(allow_blank=True)
            _describe(rule, column, scales.get(column.field.scale or "") if column.field else None)
            rule.add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(rule)


def _rule(column: Column, field: Field) -> DataValidation:
    """Return what may be entered. Only a list refuses; the rest asks, so that nobody loses a text just typed."""
    reason = word("columns", "reason")
    match field.kind:
        case "choice":
            refusal = word("refusal", "choice", 理由=reason)
            return DataValidation(
                type="list", formula1=column.choices, error=refusal, errorStyle="stop", allow_blank=True
            )
        case "number":
            refusal = word("refusal", "number", 理由=reason)
            return DataValidation(
                type="decimal",
                operator="between",
                formula1="-1E+300",
                formula2="1E+300",
                error=refusal,
                errorStyle="warning",
                allow_blank=True,
            )
        case "date":
            return DataValidation(
                type="date",
                operator="greaterThanOrEqual",
                formula1=_FIRST_DAY,
                error=word("refusal", "date"),
                errorStyle="warning",
                allow_blank=True,
            )
        case "text" | "statements":
            if field.limit is None:
                return DataValidation(allow_blank=True, imeMode="hiragana")
            return DataValidation(
                type="textLength",
                operator="lessThanOrEqual",
                formula1=str(field.limit),
                error=word("refusal", "limit", 上限=field.limit),
                errorStyle="warning",
                allow_blank=True,
                imeMode="hiragana",
            )


def _describe(rule: DataValidation, column: Column, scale: Scale | None) -> None:
    rule.promptTitle = _cut(column.header, HINT_TITLE_LIMIT, "…")
    rule.prompt = hint(column.field, scale) if column.field else word("input", "reason")
    rule.showInputMessage = bool(rule.prompt)
    if rule.error:
        rule.errorTitle = _cut(word("refusal", "title", 項目=column.header), HINT_TITLE_LIMIT, "…")
        rule.showErrorMessage = True


def hint(field: Field, scale: Scale | None = None) -> str:
    """Return the help of a question with its example where both fit; what does not fit stands in the guide.

    It says first which choices of its scale need a reason.
    """
    needed = reason_needed(scale)
    start = word("input", "needs_reason", 選択肢=needed, 理由=word("columns", "reason")) if needed else ""
    example = word("input", "example", 例=field.example) if field.example else ""
    whole = (start + field.help + example).replace("\n", "")
    return whole if units(whole) <= HINT_LIMIT else _cut(start + field.help, HINT_LIMIT, word("input", "more"))


def reason_needed(scale: Scale | None) -> str:
    """Return the choices of a scale that need a reason, as a sentence quotes them: C」「D; empty if none does."""
    return "」「".join(choice.value for choice in scale.choices if choice.reason_required) if scale else ""


def _cut(text: str, limit: int, more: str) -> str:
    """Return a text of at most ``limit`` UTF-16 units, with ``more`` at its end if something was left out."""
    line = text.replace("\n", "")
    if units(line) <= limit:
        return line
    kept = line[: limit - units(more)]
    while units(kept) + units(more) > limit:
        kept = kept[:-1]
    return kept + more


class Watch:
    """The formulas of one sheet and their results. ``alone``: there is no other sheet to fill in."""

    def __init__(self, columns: Sequence[Column], first: int, last: int, *, alone: bool) -> None:
        self._columns, self._first, self._last = columns, first, last
        self._all_done = word("check", "all_done" if alone else "all_done_here")
        self.results: dict[str, str] = {}
        self._states: list[str] = []

    def write_row(self, sheet: Worksheet, row: int, shown: Mapping[str, str]) -> None:
        """Write counters and check of one row. ``shown`` holds the texts that its answers have now."""
        for column in self._columns:
            if column.use is Use.COUNT and column.field:
                answer = f"{self._letter(column.field.key)}{row}"
                before, after = _parts("count", 字数="\0", 上限=column.field.limit)
                length = units(shown.get(column.field.key, ""))
                formula = "&".join([*_quoted(before), f"LEN({answer})", *_quoted(after)])
                self._put(sheet, row, column.index, f"={formula}", f"{before}{length}{after}")
            elif column.use is Use.CHECK:
                state = self._state(shown)
                self._states.append(state)
                self._put(sheet, row, column.index, self._check_formula(row), word("check", state))

    def write_total(self, sheet: Worksheet, row: int, column: int) -> None:
        """Write the live count of what is open, above the table."""
        open_rows, long_rows = self._states.count("open"), self._states.count("long")
        now = self._all_done
        if open_rows or long_rows:
            now = word("check", "count_open", 件数=open_rows)
            now += word("check", "count_long", 件数=long_rows) if long_rows else ""
        self._put(sheet, row, column, self._total_formula(), now)

    def _put(self, sheet: Worksheet, row: int, column: int, formula: str, result: str) -> None:
        cell = sheet.cell(row, column)
        cell.value = formula
        self.results[cell.coordinate] = result

    def _letter(self, key: str) -> str:
        return next(get_column_letter(c.index) for c in self._columns if c.key == key)

    def _fields(self) -> Iterator[Field]:
        return (c.field for c in self._columns if c.use is Use.ANSWER and c.field)

    def _state(self, shown: Mapping[str, str]) -> str:
        if any(field.required and not shown.get(field.key) for field in self._fields()):
            return "open"
        over = (units(shown.get(f.key, "")) > f.limit for f in self._fields() if f.limit is not None)
        return "long" if any(over) else "done"

    def _check_formula(self, row: int) -> str:
        empty = [f'{self._letter(f.key)}{row}=""' for f in self._fields() if f.required]
        long = [f"LEN({self._letter(f.key)}{row})>{f.limit}" for f in self._fields() if f.limit is not None]
        formula = _text(word("check", "done"))
        for tests, state in ((long, "long"), (empty, "open")):
            if tests:
                formula = f"IF(OR({','.join(tests)}),{_text(word('check', state))},{formula})"
        return f"={formula}"

    def _total_formula(self) -> str:
        letter = self._letter("check")
        area = f"${letter}${self._first}:${letter}${self._last}"
        counts = {state: f"COUNTIF({area},{_text(word('check', state))})" for state in ("open", "long")}
        told = {state: _counted(f"count_{state}", count) for state, count in counts.items()}
        some = f'{told["open"]}&IF({counts["long"]}=0,"",{told["long"]})'
        return f"=IF({counts['open']}+{counts['long']}=0,{_text(self._all_done)},{some})"

    def highlight(self, sheet: Worksheet, total: str) -> None:
        """Let counters, checks and the ``total`` stand out when they ask for something; the words say it too."""
        sheet.conditional_formatting.add(total, _alert(f"{total}<>{_text(self._all_done)}"))
        for column in self._columns:
            letter = get_column_letter(column.index)
            area = f"{letter}{self._first}:{letter}{self._last}"
            if column.use is Use.COUNT and column.field:
                test = f"LEN({self._letter(column.field.key)}{self._first})>{column.field.limit}"
                sheet.conditional_formatting.add(area, _alert(test))
            elif column.use is Use.CHECK:
                test = f"${letter}{self._first}<>{_text(word('check', 'done'))}"
                sheet.conditional_formatting.add(area, _alert(test))


def _alert(test: str) -> Rule:
    style = DifferentialStyle(font=Font(bold=True, color=look.ALERT), fill=look.solid(look.ALERT_FILL))
    return Rule(type="expression", dxf=style, formula=[test])


def _parts(key: str, **facts: object) -> tuple[str, str]:
    """Return what stands before and after the mark NUL in a text of the check group."""
    before, _, after = word("check", key, **facts).partition("\0")
    return before, after


def _counted(key: str, count: str) -> str:
    before, after = _parts(key, 件数="\0")
    return "&".join([*_quoted(before), count, *_quoted(after)])


def _quoted(text: str) -> list[str]:
    return [_text(text)] if text else []


def _text(text: str) -> str:
    """Return a text as a literal of a formula."""
    return '"' + text.replace('"', '""') + '"'
