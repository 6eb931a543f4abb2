"""Check one form, as a department would: read it, look at every answer, change nothing.

Comes in: one file, and the workspace in which its plan and layout lie. Goes out: its findings, with their words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportgen.deliver.records import FindingRecord, finding_record
from reportgen.errors import UsageError
from reportgen.findings.catalogue import Level
from reportgen.model.plan import Plan
from reportgen.model.submitted import FormIdentity
from reportgen.pipeline.intake import load, words_of
from reportgen.plan.load import Layout
from reportgen.rounds import Answers, Reach, track
from reportgen.workspace import PlanFolder, Workspace

Load = Callable[[PlanFolder, Workspace], tuple[Plan, Layout]]
"""How plan and layout are come by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One checked file. ``status`` is 1 when something must be corrected or the file cannot be read.

    ``shown`` are the records without the less certain questions about wording, as many as a department's page has.
    """

    file: str
    status: int
    records: tuple[FindingRecord, ...]
    shown: tuple[FindingRecord, ...]

    @property
    def more(self) -> int:
        """How many questions about wording are not shown."""
        return len(self.records) - len(self.shown)


def check(path: Path, workspace: Workspace, *, name: str | None = None, loaded: Load = load) -> Check:
    """Return what is to be said about one form.

    ``name`` is how the file is called in messages, its own name unless said; ``loaded`` gives plan and layout, which
    whoever checks many forms keeps.

    Raises:
        UsageError: U01 no such file, U04 it may not be read, U11 the plan it names is not in the workspace, U13 it
            names none and there is more than one.
        PlanError, TemplateError: the plan or layout that it belongs to is broken.
    """
    from reportgen.collect import collect, identify
    from reportgen.deliver.listing import for_submitter, in_order
    from reportgen.derive import derive
    from reportgen.merge import merge
    from reportgen.validate import not_compared, review_one, validate

    name = name or path.name
    data = _bytes(path)
    identity = identify(data, name)
    folder = _folder(workspace, name, identity)
    plan, layout = loaded(folder, workspace)
    submissions, findings = collect({name: data}, plan, layout)
    findings = (*findings, *not_compared(plan, layout))
    for submission in submissions:
        checked, own = validate(submission, plan, layout)
        report, _ = merge(plan, layout, [checked], issued=None, final=False)
        _, deriving = derive(report, layout)
        findings = (*findings, *own, *deriving, *review_one(report, plan, layout, submission.submitter))
    words = words_of(layout)
    tracked = track(findings, {}, Answers(words, plan, submissions), Reach(plan, layout, submissions))
    ordered = in_order(tracked, words)
    kept = {id(one) for one in for_submitter(ordered, words)}
    records = [(id(one) in kept, finding_record(one, words)) for one in ordered]
    open_levels = {Level.UNREADABLE.value, Level.MUST_FIX.value}
    return Check(
        file=name,
        status=int(any(record.level in open_levels for _, record in records)),
        records=tuple(record for _, record in records),
        shown=tuple(record for is_shown, record in records if is_shown),
    )


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError("U01", path=path)
    try:
        return path.read_bytes()
    except OSError:
        raise UsageError("U04", str(path)) from None


def _folder(workspace: Workspace, name: str, identity: FormIdentity | None) -> PlanFolder:
    """Return the plan that a form names, or the only plan there is when it names none."""
    folders = list(workspace.every_plan())
    if identity:
        folders = [folder for folder in folders if (folder.year, folder.id) == (identity.year, identity.plan_id)]
    if len(folders) == 1:
        return folders[0]
    code = "U11" if identity else "U13"
    facts = {"year": identity.year, "plan": identity.plan_id} if identity else {}
    raise UsageError(code, name, **facts)
