"""The rows of one submission, each cell with its field.

Comes in: a submission, the plan, the layout. Goes out: ``Checked`` and its findings. One finding for one cause: a form
without any answer is F15 and nothing else, a row without any answer is C14c, and a field that ``collect`` could not
read has been reported there and is silent here.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reportgen.findings.finding import Finding, Subject
from reportgen.japanese.invisible import looks_empty
from reportgen.model.checked import Checked, CheckedEntry
from reportgen.model.plan import AskedRow, Item, Plan, RowKind, subject_of
from reportgen.model.submitted import RawCell, Submission, SubmittedRow
from reportgen.model.value import Nothing, Value
from reportgen.place import Confidence, Place
from reportgen.plan.load import Layout
from reportgen.plan.numbers import with_unit
from reportgen.plan.schema import Empty, Field
from reportgen.validate.cleaning import without_unseen
from reportgen.validate.contradictions import contradicting
from reportgen.validate.earlier import against_before
from reportgen.validate.percents import Asked, mixed_percents
from reportgen.validate.remark import Remark
from reportgen.validate.statements import statements_of
from reportgen.validate.values import Reading, nothing_for, read_cell

_KINDS: Final[tuple[RowKind, ...]] = ("party", "indicator")
_VALUE_IDS: Final[dict[RowKind, str]] = {"party": "entry", "indicator": "indicator"}


def validate(submission: Submission, plan: Plan, layout: Layout) -> tuple[Checked, tuple[Finding, ...]]:
    """Return the typed values of a submission, one entry for each of its rows that the plan knows, and its findings."""
    checker = _Checker(submission, plan, layout)
    rows = {(row.kind, row.row_id): row for row in submission.rows if row.row_id is not None and row.counts}
    findings: list[Finding] = []
    entries = []
    blank = bool(rows) and all(checker.is_blank(row) for row in rows.values())
    if blank:
        subject = Subject(plan=plan.id, submitter=submission.submitter)
        findings.append(Finding(code="F15", place=submission.place, subject=subject))
    for kind in _KINDS:
        own = [row for (of, _), row in rows.items() if of == kind]
        silent = blank or (len(own) > 1 and all(checker.is_blank(row) for row in own))
        if silent and not blank:
            findings.append(checker.blank_sheet(own[0], submission.submitter))
        for item, asked in plan.asked(submission.submitter, kind):
            row = rows.get((kind, asked.row_id))
            if row is not None:
                entry, about = checker.entry(row, item, asked)
                entries.append(entry)
                findings += [] if silent else about
    findings = _once([*findings, *checker.mixed_percents()])
    checked = Checked(
        submitter=submission.submitter, round=submission.round, place=submission.place, entries=tuple(entries)
    )
    return checked, tuple(findings)


class _Checker:
    """Reads the rows of one submission."""

    def __init__(self, submission: Submission, plan: Plan, layout: Layout) -> None:
        self._bound = submission.bindings
        self._plan = plan
        self._definition = layout.definition
        self._empty: Empty = layout.definition.empty
        self._percents: list[Asked] = []

    def is_blank(self, row: SubmittedRow) -> bool:
        """Say whether no field of a row is answered."""
        return row.is_blank(self._empty.unselected)

    def blank_sheet(self, row: SubmittedRow, submitter: str) -> Finding:
        """Return S22 for a sheet of several rows without any answer, given one of its rows."""
        place = Place(row.place.file, row.place.sha256, row.place.sheet, confidence=Confidence.SHEET)
        subject = Subject(plan=self._plan.id, submitter=submitter)
        return Finding(code="S22", place=place, subject=subject, facts={"sheet": row.place.sheet or ""})

    def entry(self, row: SubmittedRow, item: Item, asked: AskedRow) -> tuple[CheckedEntry, list[Finding]]:
        """Return the entry of a row and what is to be said about it."""
        values: dict[str, Value] = {}
        findings: list[Finding] = []
        silent = self.is_blank(row)
        for field in (with_unit(field, asked.texts) for field in self._fields(asked.kind)):
            cell = row.cells.get(field.key)
            if cell is not None and field.kind == "number":
                about = self._subject(item, asked, field.label)
                self._percents.append(Asked(column=(asked.kind, field.key), unit=field.unit, cell=cell, about=about))
            reading = self._reading(cell, field, asked.kind)
            place = cell.place if cell else row.place
            value, remarks = self._value(reading, cell, place, asked, field)
            remarks = (*remarks, *self._unexplained(field, value, row), *self._against_before(value, field, asked))
            values[field.key] = value
            if not silent:
                findings += _findings(remarks, value, self._subject(item, asked, field.label), cell)
        findings += self._blank_row(row, item, asked) if silent else self._contradicting(values, item, asked)
        entry = CheckedEntry(
            kind=asked.kind,
            row_id=asked.row_id,
            item_id=asked.item_id,
            name=asked.name.text,
            values=values,
            place=row.place,
            reason=_reason(row, asked),
        )
        return entry, findings

    def mixed_percents(self) -> Iterator[Finding]:
        """Yield what is to be said about the percentages of all rows that were read."""
        yield from mixed_percents(self._percents)

    def _fields(self, kind: RowKind) -> tuple[Field, ...]:
        entries = self._definition.entries
        return entries.party if kind == "party" else entries.indicator

    def _reading(self, cell: RawCell | None, field: Field, kind: RowKind) -> Reading:
        if cell is None:
            pending = field.key in self._bound.get(kind, {})
            return Reading(nothing=Nothing.PENDING if pending else nothing_for(field))
        scale = self._plan.scales.get(field.scale) if field.scale else None
        chosen = scale is not None and any(cell.shown == choice.value for choice in scale.choices)
        if field.kind == "choice" and not chosen and cell.is_unanswered(self._empty.unselected):
            cell = RawCell(place=cell.place)
        return read_cell(cell, field, scale, self._definition.rules)

    def _value(
        self, reading: Reading, cell: RawCell | None, place: Place, asked: AskedRow, field: Field
    ) -> tuple[Value, tuple[Remark, ...]]:
        value = Value(
            id=f"{_VALUE_IDS[asked.kind]}/{asked.row_id}/{field.key}",
            text=reading.text if reading.nothing is None else self._empty.text(reading.nothing),
            raw=cell.shown if cell else "",
            typed=cell.typed if cell else "",
            number_format=cell.number_format if cell else "",
            place=place,
            nothing=reading.nothing,
            fixes=reading.fixes,
            number=reading.number,
        )
        if field.kind != "statements" or reading.nothing is not None:
            return value, reading.remarks
        found = statements_of(reading.text, self._definition.marks)
        value = replace(value, text=found.text, statements=found.lines, fixes=(*reading.fixes, *found.fixes))
        return value, (*reading.remarks, *found.remarks)

    def _blank_row(self, row: SubmittedRow, item: Item, asked: AskedRow) -> Iterator[Finding]:
        required = [field.label for field in self._fields(asked.kind) if field.required and field.key in row.cells]
        if required:
            yield Finding(
                code="C14c",
                place=row.place,
                subject=self._subject(item, asked),
                facts={"fields": "・".join(required)},
            )

    def _unexplained(self, field: Field, value: Value, row: SubmittedRow) -> Iterator[Remark]:
        """Yield C25 for a choice that needs a reason, where nothing was written beside the answers."""
        scale = self._plan.scales.get(field.scale) if field.scale else None
        demanding = [choice.value for choice in scale.choices if choice.reason_required] if scale else []
        unexplained = row.reason is None or looks_empty(row.reason.shown)
        if value.nothing is None and value.text in demanding and unexplained:
            yield Remark("C25", {"choice": value.text})

    def _against_before(self, value: Value, field: Field, asked: AskedRow) -> Iterator[Remark]:
        return against_before(value, field, asked, self._definition, self._plan.year)

    def _contradicting(self, values: dict[str, Value], item: Item, asked: AskedRow) -> Iterator[Finding]:
        fields = tuple(with_unit(field, asked.texts) for field in self._fields(asked.kind))
        about = {field.key: self._subject(item, asked, field.label) for field in fields}
        rules = self._definition.rules.contradictions
        return contradicting("entry" if asked.kind == "party" else "indicator", values, fields, rules, about)

    def _subject(self, item: Item, asked: AskedRow, label: str = "") -> Subject:
        return subject_of(item, asked, field=label, plan=self._plan.id)


def _once(findings: list[Finding]) -> list[Finding]:
    """Return findings without a change from the year before (C22) where a percentage is written otherwise (C09)."""
    mixed = {finding.place for finding in findings if finding.code == "C09"}
    return [one for one in findings if not (one.code in ("C22a", "C22b") and one.place in mixed)]


def _reason(row: SubmittedRow, asked: AskedRow) -> Value | None:
    """Return what a department wrote beside its answers, without what nobody sees; ``None`` if it wrote nothing."""
    if row.reason is None or looks_empty(row.reason.shown):
        return None
    own = f"{_VALUE_IDS[asked.kind]}/{asked.row_id}/reason"
    cell = row.reason
    cleaned = without_unseen(cell.shown)
    return Value(
        id=own,
        text=cleaned.text,
        raw=cell.shown,
        typed=cell.typed,
        number_format=cell.number_format,
        place=cell.place,
        fixes=cleaned.fixes,
    )


def _findings(remarks: tuple[Remark, ...], value: Value, about: Subject, cell: RawCell | None) -> Iterator[Finding]:
    """Yield what is to be said about a value. An example stands inside a sentence, so its own full stop is left out."""
    assert value.place is not None, "a value that was submitted has its place"
    for remark in remarks:
        facts = dict(remark.facts)
        if "example" in facts:
            facts["example"] = facts["example"].removesuffix("。")
        if value.nothing is not None:
            facts["printed"] = value.text
        found = cell.shown if cell else ""
        yield Finding(code=remark.code, place=value.place, subject=about, found=found, facts=facts)
