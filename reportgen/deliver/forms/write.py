"""One form a submitter, as bytes.

Comes in: plan, layout, submitter, and for a returned form its round and the answers so far. Goes out: the .xlsx.
"""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection

from reportgen.deliver.forms.checks import write_lists
from reportgen.deliver.forms.columns import form_columns
from reportgen.deliver.forms.guide import write_guide
from reportgen.deliver.forms.identity import write_identity
from reportgen.deliver.forms.look import Wardrobe
from reportgen.deliver.forms.package import workbook_bytes
from reportgen.deliver.forms.sheet import FormSheet, RowAnswers, form_title, rows_of, section_kind, write_sheet
from reportgen.deliver.forms.words import word
from reportgen.model.plan import Plan
from reportgen.model.submitted import FormIdentity
from reportgen.plan.load import Layout

Answers = Mapping[str, RowAnswers]
"""By row id, then by field key; ``reason`` is the key of the column 理由・補足. What is absent stays empty."""


def write_form(plan: Plan, layout: Layout, submitter: str, *, round: int = 1, answers: Answers | None = None) -> bytes:
    """Return the form of one submitter, with answers poured in where they are given.

    Validations, names, protection and counters are those of an empty form, whatever is poured in.

    Raises:
        ValueError: the plan assigns nothing to the submitter, or an answer has no place in this form.
        RenderError: I60, a text is longer than a cell can hold.
    """
    rows = rows_of(plan, submitter)
    if not rows:
        raise ValueError(f"the plan assigns nothing to {submitter}")
    columns = form_columns(layout.definition, section_kind(rows))
    form = FormSheet(
        plan=plan,
        layout=layout.definition,
        submitter=submitter,
        round=round,
        rows=rows,
        columns=columns,
        answers=answers or {},
    )
    _check_answers(form)
    return _workbook(form, layout.version)


def forms(plan: Plan, layout: Layout) -> dict[str, bytes]:
    """Return the empty form of every submitter, in the order in which the plan mentions them."""
    return {submitter: write_form(plan, layout, submitter) for submitter in plan.submitters()}


def _check_answers(form: FormSheet) -> None:
    """Refuse what would be lost in silence."""
    known_rows = {row.assignment.row_id for row in form.rows}
    known_keys = {column.key for column in form.columns if column.open}
    lost = [row for row in form.answers if row not in known_rows]
    lost += [f"{row}:{key}" for row, cells in form.answers.items() for key in cells if key not in known_keys]
    if lost:
        raise ValueError(f"answers without a place in the form: {', '.join(lost)}")


def _workbook(form: FormSheet, version: str) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    wardrobe = Wardrobe(book, form.layout.theme.face.word_name)
    results = write_sheet(book, form, wardrobe)
    write_guide(book, form, wardrobe)
    write_lists(book, form.columns, form.plan.scales)
    write_identity(
        book,
        FormIdentity(
            plan_id=form.plan.id, year=form.plan.year, version=version, submitter=form.submitter, round=form.round
        ),
    )
    book.security = WorkbookProtection(lockStructure=True)
    return workbook_bytes(book, form_title(form.plan, form.layout), {word("sheets", "form"): results})
