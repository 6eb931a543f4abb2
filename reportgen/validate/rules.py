"""The rows of one submission, each cell with its field.

Comes in: a submission, the plan, the layout. Goes out: ``Checked`` and its findings. One finding for one cause: a form
without any answer is F15 and nothing else, a row without any answer is C14c, and a field that ``collect`` could not
read has been reported there and is silent here.
"""

from collections.abc import Iterator

from reportgen.findings.finding import Finding, Subject
from reportgen.model.checked import Checked, CheckedEntry
from reportgen.model.plan import Assignment, Item, Plan
from reportgen.model.submitted import RawCell, Submission, SubmittedRow
from reportgen.model.value import Nothing, Value
from reportgen.place import Place
from reportgen.plan.load import Layout
from reportgen.plan.schema import Empty, Field
from reportgen.validate.statements import statements_of
from reportgen.validate.values import Reading, Remark, is_unanswered, nothing_for, read_cell


def validate(submission: Submission, plan: Plan, layout: Layout) -> tuple[Checked, tuple[Finding, ...]]:
    """Return the typed values of a submission, one entry for each of its rows that the plan knows, and its findings."""
    checker = _Checker(submission, plan, layout)
    rows = _rows(submission, layout)
    findings: list[Finding] = []
    entries = []
    blank = bool(rows) and all(checker.is_blank(row) for row in rows.values())
    if blank:
        subject = Subject(plan=plan.id, submitter=submission.submitter)
        findings.append(Finding(code="F15", place=submission.place, subject=subject))
    for item, assignment in plan.assigned_to(submission.submitter):
        row = rows.get(assignment.row_id)
        if row is not None:
            entry, own = checker.entry(row, item, assignment)
            entries.append(entry)
            findings += [] if blank else own
    checked = Checked(
        submitter=submission.submitter, round=submission.round, place=submission.place, entries=tuple(entries)
    )
    return checked, tuple(findings)


def _rows(submission: Submission, layout: Layout) -> dict[str, SubmittedRow]:
    """Return the row that counts for each row id: the first in which something is answered, or else the first."""
    unselected = layout.definition.empty.unselected
    rows: dict[str, SubmittedRow] = {}
    for row in submission.rows:
        if row.row_id is None:
            continue
        kept = rows.get(row.row_id)
        if kept is None or (_is_blank(kept, unselected) and not _is_blank(row, unselected)):
            rows[row.row_id] = row
    return rows


def _is_blank(row: SubmittedRow, unselected: str) -> bool:
    return all(is_unanswered(cell, unselected) for cell in row.cells.values())


class _Checker:
    """Reads the rows of one submission."""

    def __init__(self, submission: Submission, plan: Plan, layout: Layout) -> None:
        self._bound = frozenset(submission.bindings)
        self._plan = plan
        self._fields = layout.definition.entries.party
        self._empty: Empty = layout.definition.empty

    def is_blank(self, row: SubmittedRow) -> bool:
        """Say whether no field of a row is answered."""
        return _is_blank(row, self._empty.unselected)

    def entry(self, row: SubmittedRow, item: Item, assignment: Assignment) -> tuple[CheckedEntry, list[Finding]]:
        """Return the entry of a row and what is to be said about it."""
        values: dict[str, Value] = {}
        findings: list[Finding] = []
        silent = self.is_blank(row)
        for asked in self._fields:
            cell = row.cells.get(asked.key)
            reading = self._reading(cell, asked)
            place = cell.place if cell else row.place
            values[asked.key] = self._value(reading, cell, place, assignment, asked)
            if not silent:
                about = self._subject(item, assignment, asked.label)
                findings += _findings(reading.remarks, place, about, cell)
        if silent:
            findings += self._blank_row(row, item, assignment)
        entry = CheckedEntry(
            row_id=assignment.row_id,
            item_id=assignment.item_id,
            party=assignment.party.text,
            values=values,
            place=row.place,
        )
        return entry, findings

    def _reading(self, cell: RawCell | None, asked: Field) -> Reading:
        if cell is None:
            return Reading(nothing=Nothing.PENDING if asked.key in self._bound else nothing_for(asked))
        scale = self._plan.scales.get(asked.scale) if asked.scale else None
        if asked.kind == "choice" and is_unanswered(cell, self._empty.unselected):
            cell = RawCell(place=cell.place)
        return read_cell(cell, asked, scale)

    def _value(
        self, reading: Reading, cell: RawCell | None, place: Place, assignment: Assignment, asked: Field
    ) -> Value:
        nothing = reading.nothing
        statements = statements_of(reading.text) if asked.kind == "statements" and nothing is None else ()
        text = "\n".join(statement.text for statement in statements) if statements else reading.text
        return Value(
            id=f"entry/{assignment.item_id}/{assignment.party.text}/{asked.key}",
            text=text if nothing is None else self._empty.text(nothing),
            raw=cell.shown if cell else "",
            place=place,
            nothing=nothing,
            fixes=reading.fixes,
            statements=statements,
        )

    def _blank_row(self, row: SubmittedRow, item: Item, assignment: Assignment) -> Iterator[Finding]:
        required = [asked.label for asked in self._fields if asked.required and asked.key in row.cells]
        if required:
            yield Finding(
                code="C14c",
                place=row.place,
                subject=self._subject(item, assignment),
                facts={"fields": "・".join(required)},
            )

    def _subject(self, item: Item, assignment: Assignment, label: str = "") -> Subject:
        return Subject(
            plan=self._plan.id,
            submitter=assignment.submitter,
            party=assignment.party.text,
            item=item.full_number,
            item_name=item.name.text,
            field=label,
        )


def _findings(remarks: tuple[Remark, ...], place: Place, about: Subject, cell: RawCell | None) -> Iterator[Finding]:
    for remark in remarks:
        found = cell.shown if cell else ""
        yield Finding(code=remark.code, place=place, subject=about, found=found, facts=dict(remark.facts))
