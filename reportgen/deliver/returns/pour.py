"""What was submitted, as answers of a clean form.

Comes in: a submission. Goes out: for every cell that can be written its value as typed: texts as texts, numbers and
dates with their formats, so that the next reading sees what this one saw. Left empty are formulas without a result,
errors, and texts that no cell can hold; each of them is a finding already.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from reportgen.deliver.forms import Answers
from reportgen.deliver.forms.cells import CELL_LIMIT, stored, units
from reportgen.deliver.forms.sheet import AnswerValue
from reportgen.japanese.invisible import without_controls
from reportgen.model.submitted import RawCell, Submission

REASON_KEY: Final = "reason"
_FIRST_YEAR: Final = 1900
"""The first year of the calendar of a workbook."""


@dataclass(frozen=True, slots=True)
class Poured:
    """The answers of a form by row id and key, and the cells they come from."""

    answers: Answers
    cells: Mapping[tuple[str, str], RawCell]


def pour(submission: Submission | None, keys: Mapping[str, Collection[str]]) -> Poured:
    """Return what a submission answers. ``keys`` are the columns that the form has for each of its rows."""
    answers: dict[str, dict[str, AnswerValue]] = {}
    cells: dict[tuple[str, str], RawCell] = {}
    for row in submission.rows if submission else ():
        if row.row_id is None or not row.counts or row.row_id not in keys:
            continue
        given = {**row.cells, **({REASON_KEY: row.reason} if row.reason else {})}
        for key, cell in given.items():
            value = answer_value(cell)
            if value != "" and key in keys[row.row_id]:
                answers.setdefault(row.row_id, {})[key] = value
                cells[row.row_id, key] = cell
    return Poured(answers, cells)


def answer_value(cell: RawCell) -> AnswerValue:
    """Return what a cell holds, as it is written into the form; empty for what cannot be."""
    text = without_controls(cell.shown)
    if cell.kind == "error" or units(text) > CELL_LIMIT:
        return ""
    if cell.kind == "number":
        return _number(cell.typed, text)
    return _date(cell.typed, text) if cell.kind == "date" else text


def _number(typed: str, text: str) -> AnswerValue:
    try:
        return int(typed) if typed.lstrip("-").isdigit() else float(typed)
    except ValueError:
        return text


def _date(typed: str, text: str) -> AnswerValue:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return text
    return day if day.year >= _FIRST_YEAR else text


def dress_as_typed(target: Cell, source: RawCell) -> None:
    """Give a poured cell the number format that it had, and strike out what was struck out."""
    if source.kind in ("number", "date") and source.number_format and not isinstance(target.value, str):
        target.number_format = source.number_format
    struck, text = source.struck, without_controls(source.shown)
    if struck and isinstance(target.value, str):
        before, found, after = text.partition(struck) if text.count(struck) == 1 else ("", text, "")
        font = target.font  # another look than the cell's would say that somebody chose it
        own = InlineFont(rFont=font.name, sz=font.size, color=font.color, strike=True)
        marked = TextBlock(own, stored(found))
        target._value = CellRichText(*[part for part in (stored(before), marked, stored(after)) if part])  # type: ignore[attr-defined]  # the public setter guesses a type
