"""What a submitter edited between two files, answer by answer.

Comes in: two submissions, plan and layout. Goes out: each answer that differs, as it was and as it is. Rows are
compared by what they are, wherever they stand; texts are compared as they are shown, nothing folded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.collect.words import REASON_KEY, kinds, wanted_columns
from reportgen.model.plan import Plan, RowKind
from reportgen.model.submitted import RawCell, Submission, SubmittedRow
from reportgen.plan.load import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One answer that differs. ``item`` is the full number, ``name`` that of the party or indicator.

    ``field`` is the label. ``before`` and ``after`` are as shown, numbers that look alike as stored; empty where
    nothing stood, or where the answer could not be read.
    """

    item: str
    name: str
    field: str
    before: str
    after: str


def edits(before: Submission, after: Submission, plan: Plan, layout: Layout) -> tuple[Edit, ...]:
    """Return every answer that differs, in the plan's order, then by the order of the form's columns.

    The note beside the answers counts as an answer. Rows that the plan does not know are left out: no report uses them.
    """
    definition = layout.definition
    labels = {kind: {c.key: c.label for c in wanted_columns(definition, kind)} for kind in kinds(definition)}
    return tuple(_edits(_rows(before), _rows(after), plan, labels))


_Rows = Mapping[tuple[RowKind, str], SubmittedRow]


def _edits(old: _Rows, new: _Rows, plan: Plan, labels: Mapping[RowKind, Mapping[str, str]]) -> Iterator[Edit]:
    asked_rows = ((item.full_number, asked) for item in plan.items() for asked in item.rows())
    for number, asked in asked_rows:
        row = asked.kind, asked.row_id
        one, other = _cells(old.get(row)), _cells(new.get(row))
        for key, label in labels.get(asked.kind, {}).items():
            before, after = _shown(one.get(key), other.get(key))
            if before != after:
                yield Edit(item=number, name=asked.name.text, field=label, before=before, after=after)


def _rows(submission: Submission) -> _Rows:
    return {(row.kind, row.row_id): row for row in submission.rows if row.row_id is not None and row.counts}


def _cells(row: SubmittedRow | None) -> Mapping[str, RawCell]:
    if row is None:
        return {}
    return row.cells if row.reason is None else {**row.cells, REASON_KEY: row.reason}


def _shown(before: RawCell | None, after: RawCell | None) -> tuple[str, str]:
    if before and after and before.shown == after.shown and before.kind == after.kind == "number":
        return before.typed, after.typed
    return before.shown if before else "", after.shown if after else ""
