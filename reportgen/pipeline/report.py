"""Build the report of one plan: every stage in its order, then all outputs at once.

Comes in: a workspace and which plan of which year. Goes out: an ``Outcome``, and the files in ``outputs/``. Trouble in
submissions becomes findings; only a broken plan master, layout or our own fault stops the run, and then nothing is
written.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reportgen.deliver.listing import in_order
from reportgen.findings.catalogue import Level
from reportgen.findings.finding import Finding
from reportgen.findings.tracked import State, Tracked
from reportgen.model.checked import Checked
from reportgen.model.report import Report
from reportgen.pipeline.coverage import coverage
from reportgen.pipeline.intake import Intake, take_in
from reportgen.pipeline.outputs import RECEIPT, write_outputs
from reportgen.pipeline.packages import records
from reportgen.pipeline.papers import FORMATS, Progress, issue
from reportgen.rounds import Answers, Reach, track
from reportgen.workspace import PlanFolder, Workspace

if TYPE_CHECKING:
    from reportgen.document.tree import Document

_BLANK_FORM = "F15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run has done.

    ``status`` is 0 when nothing is 要修正 or 受付不可 and no final edition was refused, else 1. ``folder`` is relative
    to the workspace, and the names in ``files`` to the folder. ``counts`` are of what is open, by level;
    ``settled`` are questions that were answered; ``states`` compare with the round before, empty without one.
    ``missing`` are submitters without a usable file, ``blank`` those whose form holds no answer;
    ``kept`` are results of the previous run that were edited by hand, under their new names; ``stale`` are folders made
    from an earlier report (handouts, what is published). ``refused``: a final edition was asked for, by option or by
    the 会議 sheet, but a draft was made.
    """

    status: int
    plan_id: str
    plan_name: str
    year: int
    folder: str
    files: tuple[str, ...]
    documents: tuple[str, ...]
    counts: dict[str, int]
    settled: int
    states: dict[str, int]
    expected: int
    missing: tuple[str, ...]
    blank: tuple[str, ...]
    kept: tuple[str, ...]
    stale: tuple[str, ...]
    final: bool
    refused: bool


def build(
    workspace: Workspace,
    year: int,
    plan: str | None = None,
    *,
    formats: tuple[str, ...] = FORMATS,
    issued: date | None = None,
    final: bool = False,
    progress: Progress = lambda _stage: None,
    divided: bool = False,
) -> tuple[Outcome, ...]:
    """Build every plan of a year, or the one named, and return what was done, in order of plan ids.

    ``divided`` as for ``issue``: whoever has a processor to spare gets the same files sooner.

    Raises:
        ReportgenError: with its exit status; a plan built before the one that fails keeps its new outputs.
    """
    return tuple(
        build_plan(folder, workspace, formats=formats, issued=issued, final=final, progress=progress, divided=divided)
        for folder in workspace.plans(year, plan)
    )


def build_plan(
    folder: PlanFolder,
    workspace: Workspace,
    *,
    formats: tuple[str, ...] = FORMATS,
    issued: date | None = None,
    final: bool = False,
    progress: Progress = lambda _stage: None,
    divided: bool = False,
) -> Outcome:
    """Build one plan. Raises as ``build`` does."""
    intake = take_in(folder, workspace, progress)
    edition = edition_of(intake, issued=issued, final=final, progress=progress)
    from reportgen.compose import file_stem

    stem = file_stem(edition.report, intake.layout)
    made = issue(edition.document, stem, formats, edition.printed, progress=progress, divided=divided)
    progress("deliver")
    from reportgen.pipeline.receipt import Asked, left_behind, receipt_json

    files = {**made.files, **records(edition.report, edition.tracked, edition.answers, intake)}
    asked = Asked(formats=formats, issued=issued, final=final)
    files[RECEIPT] = receipt_json(edition.report, intake.inputs, files, made.proof, asked, _status(edition, intake))
    kept = write_outputs(folder.outputs, files)
    stale = left_behind(folder, intake.inputs)
    return _outcome(edition, intake, tuple(files), tuple(made.files), kept, stale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The report of one plan with its document and findings, before anything is written."""

    report: Report
    document: "Document"
    tracked: tuple[Tracked, ...]
    answers: Answers
    wanted_final: bool

    @property
    def printed(self) -> tuple[str, ...]:
        """The ids of the values that the layout prints, each of which must stand in the document once."""
        omitted = self.document.omitted
        return tuple(value.id for value in self.report.values() if value.text and value.id not in omitted)

    @property
    def missing(self) -> tuple[str, ...]:
        """Whoever sent nothing that can be used."""
        return tuple(receipt.submitter for receipt in self.report.receipts if receipt.file is None)

    @property
    def blank(self) -> tuple[str, ...]:
        """Whoever sent a form without a single answer."""
        return tuple(dict.fromkeys(t.finding.subject.submitter for t in self.tracked if t.finding.code == _BLANK_FORM))


def edition_of(
    intake: Intake, *, issued: date | None, final: bool, progress: Progress = lambda _stage: None
) -> Edition:
    """Merge and compose, as a final edition if one is wanted and nothing stands in its way, else as a draft.

    A 要確認 stands in the way of ``--final`` alone: a 会議 sheet that says 確定 means that the secretariat has seen it.
    """
    from reportgen.validate import end_review

    wanted = final or intake.plan.meeting.final
    edition = _composed(intake, progress, issued=issued, final=wanted, wanted=wanted)
    if wanted and (edition.missing or _is_open(edition.tracked, intake)):
        edition = _composed(intake, progress, issued=issued, final=False, wanted=wanted)
    end_review()
    return edition


def _is_open(tracked: tuple[Tracked, ...], intake: Intake) -> bool:
    """Tell whether a finding keeps the edition from being final; what was answered does only if its code says so."""
    catalogue = intake.catalogue
    blocking = {Level.UNREADABLE, Level.MUST_FIX, *([] if intake.plan.meeting.final else [Level.ASK])}
    return any(
        (one.is_open and catalogue.blocks_final(one.finding) and catalogue.level(one.finding) in blocking)
        or (one.stands and catalogue.entries[one.finding.code].draft_only)
        for one in tracked
    )


def _composed(intake: Intake, progress: Progress, *, issued: date | None, final: bool, wanted: bool) -> Edition:
    plan, layout = intake.plan, intake.layout
    report, document, composing = _document(intake, intake.checked, progress, issued=issued, final=final)
    latest = intake.submissions
    earlier = {name: one.submission for name, one in intake.earlier.items()}
    answers = Answers(intake.catalogue, plan, latest, earlier)
    found = (*intake.findings, *composing)
    tracked = in_order(track(found, _before(intake, progress), answers, Reach(plan, layout, latest)), intake.catalogue)
    return Edition(report=report, document=document, tracked=tracked, answers=answers, wanted_final=wanted)


def _before(intake: Intake, progress: Progress) -> dict[str, tuple[Finding, ...]]:
    """Return what was found in the rounds before: in reading, in checking, and in the document they would make."""
    if not intake.earlier:
        return {}
    arrived = {one.submitter: one for one in intake.checked} | {n: one.checked for n, one in intake.earlier.items()}
    _, _, composing = _document(intake, tuple(arrived.values()), progress, issued=None, final=False)
    return {
        name: (*one.findings, *(finding for finding in composing if finding.subject.submitter == name))
        for name, one in intake.earlier.items()
    }


def _document(
    intake: Intake, checked: tuple[Checked, ...], progress: Progress, *, issued: date | None, final: bool
) -> tuple[Report, "Document", tuple[Finding, ...]]:
    """Return the report of what was checked, its document, and what was found in making both."""
    from reportgen.compose import compose
    from reportgen.derive import derive
    from reportgen.merge import merge
    from reportgen.validate import not_compared, review

    progress("compose")
    plan, layout = intake.plan, intake.layout
    report, merging = merge(plan, layout, checked, issued=issued or plan.meeting.day, final=final)
    report, deriving = derive(report, layout)
    document, composing = compose(report, layout)
    progress("review")
    asked = (*review(report, plan, layout), *not_compared(plan, layout))
    found = (*merging, *deriving, *composing, *coverage(document, report, layout), *asked)
    return report, document, found


def _outcome(
    edition: Edition,
    intake: Intake,
    files: tuple[str, ...],
    documents: tuple[str, ...],
    kept: tuple[str, ...],
    stale: tuple[str, ...],
) -> Outcome:
    report = edition.report
    levels = [intake.catalogue.level(one.finding) for one in edition.tracked if one.is_open]
    counts = {level.value: levels.count(level) for level in Level}
    states = [one.state for one in edition.tracked if one.state]
    return Outcome(
        status=_status(edition, intake),
        plan_id=report.plan_id,
        plan_name=report.plan_name,
        year=report.year,
        folder=intake.folder.named(intake.folder.outputs),
        files=tuple(sorted(files)),
        documents=documents,
        counts=counts,
        settled=sum(one.stands and one.answer is not None for one in edition.tracked),
        states={state.value: states.count(state) for state in State} if states else {},
        expected=len(report.receipts),
        missing=edition.missing,
        blank=edition.blank,
        kept=kept,
        stale=stale,
        final=report.final,
        refused=_refused(edition),
    )


def _status(edition: Edition, intake: Intake) -> int:
    levels = {intake.catalogue.level(one.finding) for one in edition.tracked if one.is_open}
    return 1 if levels & {Level.UNREADABLE, Level.MUST_FIX} or _refused(edition) else 0


def _refused(edition: Edition) -> bool:
    return edition.wanted_final and not edition.report.final
