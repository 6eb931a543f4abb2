"""What was answered to a question, by whom, and whether it still holds.

Comes in: the submissions of this round and the one before, the plan with what the secretariat accepted, the catalogue.
Goes out: for a finding the ``Answer`` that discharges it, or ``None``. Only a 要確認 can be answered; what is to be
corrected is corrected.
"""

from collections.abc import Iterable, Mapping

from reportgen.findings.catalogue import Catalogue, Level
from reportgen.findings.finding import Finding
from reportgen.findings.tracked import Answer
from reportgen.japanese.invisible import looks_empty, without_controls
from reportgen.japanese.width import fold
from reportgen.model.plan import Acceptance, Plan
from reportgen.model.submitted import RawCell, Reply, Submission
from reportgen.rounds.owed import CORRECTED, is_done

_Rows = dict[tuple[str, str, str], RawCell]


class Answers:
    """All answers of one run."""

    def __init__(
        self,
        catalogue: Catalogue,
        plan: Plan,
        latest: Iterable[Submission],
        earlier: Mapping[str, Submission] | None = None,
    ) -> None:
        self._catalogue, self._accepted = catalogue, plan.accepted
        submissions, before = tuple(latest), earlier or {}
        self._replies = _replies(submissions)
        self._replies_before = _replies(before.values())
        self._latest = {submission.submitter: submission for submission in submissions}
        self._rounds_before = {submitter: submission.round for submitter, submission in before.items()}
        self._notes = _notes(plan, submissions)
        self._notes_before = _notes(plan, before.values())

    def to(self, finding: Finding, earlier: Finding | None = None) -> Answer | None:
        """Return what discharges a finding. ``earlier`` is the finding at the same place in the round before.

        The secretariat's word goes first, then the list of findings, then the note of the row.
        """
        if self._catalogue.level(finding) is not Level.ASK:
            return None
        return self._acceptance(finding) or self._reply(finding) or self._note(finding, earlier)

    def reply(self, finding: Finding) -> Reply | None:
        """Return what the department wrote to a finding in its list, whether it discharges it or not.

        A reply to another text than stands there now is none. Where the line did not come back, because somebody
        deleted the list or sent another copy of the form, what was written to it in the round before still holds.
        """
        key = finding.subject.submitter, finding.fingerprint
        replies = self._replies.get(key) or self._replies_before.get(key, [])
        return next((reply for reply in replies if reply.content == finding.content), None)

    def is_owed(self, finding: Finding) -> bool:
        """Say whether the form that went back could only quote what was found, and nobody has said 修正済 to it."""
        submitter = finding.subject.submitter
        latest = self._latest.get(submitter)
        if latest is None or not self._catalogue.entries[finding.code].quoted:
            return False
        return latest.round > self._rounds_before.get(submitter, latest.round) and not is_done(latest, finding)

    def _acceptance(self, finding: Finding) -> Answer | None:
        one = next((accepted for accepted in self._accepted if _is_about(accepted, finding)), None)
        return Answer(reason=one.reason, by="事務局", place=one.place, found=one.found) if one else None

    def _reply(self, finding: Finding) -> Answer | None:
        reply = self.reply(finding)
        if reply is None or not reply.reason or fold(reply.handling) == fold(CORRECTED):
            return None
        return Answer(reason=reply.reason, by="担当課", place=reply.place, found=finding.found)

    def _note(self, finding: Finding, earlier: Finding | None) -> Answer | None:
        """Return the note of the row, unless it was written beside another text and left as it was.

        It was not written about this finding: what must not be settled by chance has to be answered in the list.
        """
        if not self._catalogue.entries[finding.code].noted:
            return None
        about = finding.subject
        row = (about.submitter, about.item, about.party or about.indicator)
        note = self._notes.get(row) if about.item else None
        if note is None:
            return None
        before = self._notes_before.get(row)
        changed = earlier is not None and earlier.content != finding.content
        if changed and before is not None and before.shown == note.shown:
            return None
        return Answer(reason=without_controls(note.shown), by="担当課", place=note.place, found=finding.found)


def _is_about(accepted: Acceptance, finding: Finding) -> bool:
    about = finding.subject
    return (accepted.submitter, accepted.item, accepted.name, accepted.field, accepted.code, accepted.found) == (
        about.submitter,
        about.item,
        about.party or about.indicator,
        about.field,
        finding.code,
        finding.found,
    )


def _replies(submissions: Iterable[Submission]) -> dict[tuple[str, str], list[Reply]]:
    """Return what was written into lists, by submitter and fingerprint."""
    found: dict[tuple[str, str], list[Reply]] = {}
    for submission in submissions:
        for reply in submission.replies:
            found.setdefault((submission.submitter, reply.fingerprint), []).append(reply)
    return found


def _notes(plan: Plan, submissions: Iterable[Submission]) -> _Rows:
    """Return the notes that departments wrote beside their answers, by submitter, item and party or indicator."""
    rows = {
        (asked.kind, asked.row_id): (item.full_number, asked.name.text)
        for item in plan.items()
        for asked in item.rows()
    }
    return {
        (submission.submitter, *rows[row.kind, row.row_id]): row.reason
        for submission in submissions
        for row in submission.rows
        if row.counts and row.row_id is not None and (row.kind, row.row_id) in rows
        if row.reason is not None and not looks_empty(row.reason.shown)
    }
