"""Whether a check really ran on what a finding of the earlier round was about.

Comes in: the submissions of this round, plan and layout. Goes out: for an earlier finding, whether its place was read
now. What could not be read is not mended: a missing row, sheet or column, or a merged cell.
"""

from collections.abc import Iterable
from enum import Enum, auto

from reportgen.findings.finding import Finding
from reportgen.model.plan import AskedRow, Plan, RowKind
from reportgen.model.submitted import Submission, SubmittedRow
from reportgen.plan.load import Layout


class Reached(Enum):
    """How far the checks came: the place was read, it was not, or a finding about all of it covers it now."""

    READ = auto()
    UNREAD = auto()
    COVERED = auto()


class Reach:
    """What was read in one run."""

    def __init__(self, plan: Plan, layout: Layout, latest: Iterable[Submission]) -> None:
        self._unselected = layout.definition.empty.unselected
        entries = layout.definition.entries
        self._keys: dict[tuple[RowKind, str], str] = {
            **{("party", field.label): field.key for field in entries.party},
            **{("indicator", field.label): field.key for field in entries.indicator},
        }
        self._asked: dict[tuple[str, str, str], AskedRow] = {
            (asked.kind, item.full_number, asked.name.text): asked for item in plan.items() for asked in item.rows()
        }
        submissions = {submission.submitter: submission for submission in latest}
        self._submitters = frozenset(submissions)
        self._rows: dict[tuple[str, RowKind, str], SubmittedRow] = {
            (submitter, row.kind, row.row_id): row
            for submitter, submission in submissions.items()
            for row in submission.rows
            if row.row_id is not None and row.counts
        }

    def of(self, finding: Finding) -> Reached:
        """Return how far the checks came at what an earlier finding is about."""
        about = finding.subject
        if about.submitter not in self._submitters:
            return Reached.UNREAD
        if not about.item:
            return Reached.READ
        kind: RowKind = "indicator" if about.indicator else "party"
        asked = self._asked.get((kind, about.item, about.indicator or about.party))
        if asked is None:
            return Reached.COVERED  # the plan does not ask for it any more
        row = self._rows.get((about.submitter, kind, asked.row_id))
        key = self._keys.get((kind, about.field))
        if row is None or (key is not None and key not in row.cells):
            return Reached.UNREAD
        return Reached.COVERED if key is not None and row.is_blank(self._unselected) else Reached.READ
