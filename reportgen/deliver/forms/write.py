"""One form a submitter, as bytes.

Comes in: plan, layout, submitter, and for a returned form its round and the answers so far. Goes out: the .xlsx.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection

from reportgen.deliver.forms.checks import write_lists
from reportgen.deliver.forms.columns import earlier_year, form_columns
from reportgen.deliver.forms.guide import write_guide
from reportgen.deliver.forms.identity import write_identity
from reportgen.deliver.forms.look import Wardrobe
from reportgen.deliver.forms.messages import write_messages
from reportgen.deliver.forms.package import workbook_bytes
from reportgen.deliver.forms.sheet import FormSheet, RowAnswers, form_title, rows_of, section_kind, write_sheet
from reportgen.model.plan import Plan, RowKind
from reportgen.model.submitted import FormIdentity
from reportgen.plan.load import Layout

Answers = Mapping[str, RowAnswers]
"""By row id, then by field key; ``reason`` is the key of the column 理由・補足. What is absent stays empty."""

_SHEETS: Final[tuple[RowKind, ...]] = ("indicator", "party")
"""The sheets of a form, in the order in which the report prints what they ask."""


def write_form(plan: Plan, layout: Layout, submitter: str, *, round: int = 1, answers: Answers | None = None) -> bytes:
    """Return the form of one submitter, with answers poured in where they are given.

    Validations, names, protection and counters are those of an empty form, whatever is poured in.

    Raises:
        ValueError: the plan assigns nothing to the submitter, or an answer has no place in this form.
        RenderError: I60, a text is longer than a cell can hold.
    """
    return form_bytes(form_book(plan, layout, submitter, round=round, answers=answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBook:
    """A form before it becomes a file: its book, the sheets that are filled in, and the results of its formulas."""

    book: Workbook
    title: str
    version: str
    sheets: tuple[FormSheet, ...]
    wardrobe: Wardrobe
    results: Mapping[str, Mapping[str, str]]


def form_book(
    plan: Plan, layout: Layout, submitter: str, *, round: int = 1, answers: Answers | None = None
) -> FormBook:
    """Return the form of one submitter as a workbook to which sheets and comments may still be added.

    Raises as ``write_form`` does.
    """
    rows = {kind: found for kind in _SHEETS if (found := rows_of(plan, submitter, kind))}
    if not rows:
        raise ValueError(f"the plan assigns nothing to {submitter}")
    sheets = [
        FormSheet(
            kind=kind,
            alone=len(rows) == 1,
            plan=plan,
            layout=layout.definition,
            submitter=submitter,
            round=round,
            rows=found,
            columns=form_columns(
                layout.definition, section_kind(found), kind, earlier_year(plan, layout.definition, kind)
            ),
            answers=answers or {},
        )
        for kind, found in rows.items()
    ]
    _check_answers(sheets, answers or {})
    return _book(sheets, layout.version)


def form_bytes(form: FormBook) -> bytes:
    """Return the file of a form."""
    return workbook_bytes(form.book, form.title, form.results)


def forms(plan: Plan, layout: Layout) -> dict[str, bytes]:
    """Return the empty form of every submitter, in the order in which the plan mentions them."""
    return {submitter: write_form(plan, layout, submitter) for submitter in plan.submitters()}


def _check_answers(sheets: Sequence[FormSheet], answers: Answers) -> None:
    """Refuse what would be lost in silence."""
    known = {row.asked.row_id: {c.key for c in sheet.columns if c.open} for sheet in sheets for row in sheet.rows}
    lost = [row for row in answers if row not in known]
    lost += [f"{row}:{key}" for row, cells in answers.items() for key in cells if key not in known.get(row, cells)]
    if lost:
        raise ValueError(f"answers without a place in the form: {', '.join(lost)}")


def _book(sheets: Sequence[FormSheet], version: str) -> FormBook:
    book = Workbook()
    book.remove(book.worksheets[0])
    first = sheets[0]
    wardrobe = Wardrobe(book, first.layout.theme.face.word_name)
    results = {sheet.name: write_sheet(book, sheet, wardrobe) for sheet in sheets}
    write_guide(book, sheets, wardrobe)
    write_messages(book, sheets, wardrobe)
    write_lists(book, [column for sheet in sheets for column in sheet.columns], first.plan.scales)
    write_identity(
        book,
        FormIdentity(
            plan_id=first.plan.id, year=first.plan.year, version=version, submitter=first.submitter, round=first.round
        ),
    )
    book.security = WorkbookProtection(lockStructure=True)
    title = form_title(first.plan, first.layout)
    return FormBook(book=book, title=title, version=version, sheets=tuple(sheets), wardrobe=wardrobe, results=results)
