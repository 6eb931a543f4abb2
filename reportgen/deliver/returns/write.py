"""The whole of a returned form.

Comes in: the list of one submitter, plan, layout, its latest submission, and the replies given so far. Goes out: the
bytes of the workbook, the same for the same input.
"""

from collections.abc import Callable

from openpyxl.cell.cell import Cell

from reportgen.deliver.forms import FormBook, form_book, form_bytes
from reportgen.deliver.listing import Line, Listing, folder_name, word
from reportgen.deliver.returns.marks import mark
from reportgen.deliver.returns.pour import Poured, dress_as_typed, pour
from reportgen.deliver.returns.sheet import Entry, write_list
from reportgen.deliver.returns.target import Target, Targets
from reportgen.findings.finding import Finding
from reportgen.model.plan import Plan, RowKind
from reportgen.model.submitted import Reply, Submission, SubmittedRow
from reportgen.plan.load import Layout
from reportgen.plan.submitters import as_file_name

_KINDS: tuple[RowKind, ...] = ("party", "indicator")
_Replies = Callable[[Finding], Reply | None]


def return_name(listing: Listing, plan: Plan, layout: Layout, submission: Submission | None) -> str:
    """Return the file name of a returned form: 確認結果_保育課_第2期計画_1回目.xlsx."""
    about = plan.short_name or layout.definition.form.party_sheet
    facts = {"提出者": folder_name(listing.reader), "様式": as_file_name(about), "回": _round(submission)}
    return word("sheet", "file", **facts)


def write_return(
    listing: Listing,
    plan: Plan,
    layout: Layout,
    submission: Submission | None,
    replies: _Replies = lambda _finding: None,
) -> bytes:
    """Return the annotated form of one submitter, whose round is the next one.

    ``submission`` is ``None`` when no file could be read: the form is empty then. ``replies`` gives what was written to
    a finding before, so that a reason need not be written twice.

    Raises:
        ValueError: the plan assigns nothing to the reader of the list.
    """
    entries_of = layout.definition.entries
    keys = {
        asked.row_id: {"reason", *(f.key for f in (entries_of.party if kind == "party" else entries_of.indicator))}
        for kind in _KINDS
        for _, asked in plan.asked(listing.reader, kind)
    }
    poured = pour(submission, keys)
    round = _round(submission)
    form = form_book(plan, layout, listing.reader, round=round + 1, answers=poured.answers)
    _dress(form, poured)
    targets = Targets(form.sheets, submission)
    entries = [_entry(line, targets, poured, form, replies) for line in listing.lines]
    places = write_list(form, listing, entries, round=round, read=submission is not None)
    mark(form, entries, places)
    return form_bytes(form)


def _round(submission: Submission | None) -> int:
    return submission.round if submission else 1


def _dress(form: FormBook, poured: Poured) -> None:
    for sheet in form.sheets:
        columns = {column.key: column.index for column in sheet.columns if column.open}
        for number, row in enumerate(sheet.rows, start=sheet.first_row):
            for key, index in columns.items():
                source = poured.cells.get((row.asked.row_id, key))
                cell = form.book[sheet.name].cell(number, index)
                if source and isinstance(cell, Cell):
                    dress_as_typed(cell, source)


def _entry(line: Line, targets: Targets, poured: Poured, form: FormBook, replies: _Replies) -> Entry:
    finding = line.finding
    target = targets.of(finding)
    return Entry(
        line=line,
        target=target,
        sheet=targets.sheet(finding),
        lost=_lost(finding, targets),
        carried=target is not None and target.exact and _is_carried(target, form),
        reply=replies(finding) if line.tracked.stands else None,
        others=tuple(_entry(other, targets, poured, form, replies) for other in line.also),
    )


def _is_carried(target: Target, form: FormBook) -> bool:
    return bool(form.book[target.sheet].cell(target.row, target.column).value)


def _lost(finding: Finding, targets: Targets) -> tuple[SubmittedRow, ...]:
    """Return the submitted rows that a finding is about and that have no place in the form."""
    rows = [targets.submitted(place) for place in (finding.place, *finding.related)]
    return tuple(row for row in rows if row is not None and (row.row_id is None or not row.counts))
