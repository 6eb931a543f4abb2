"""Begin a new year: the plan master of last year becomes that of this year, and what changed is put on paper.

Comes in: which plans of which year, and the year before. Goes out: for each plan the bytes of a new plan master where
there is none, the plan as it will be, and the paper 『移行の確認』. Last year's report is made from its inputs again;
``outputs/`` is never read, and nothing is written here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportgen.errors import UsageError
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.plan import Plan
from reportgen.model.report import Report
from reportgen.pipeline.intake import Intake, load, take_in
from reportgen.plan.load import Layout, load_layout
from reportgen.workspace import PlanFolder, Workspace

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.rounds.rollover import Earlier

PAPER: Final = "移行の確認"
"""The name of the paper's files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollOver:
    """One plan in its new year. ``master`` is the plan master to be written, ``None`` where there is one already."""

    folder: PlanFolder
    plan: Plan
    layout: Layout
    master: bytes | None
    paper: "Document"


def roll_over(
    workspace: Workspace, year: int, from_year: int, only: str | None, progress: Callable[[str], None]
) -> tuple[RollOver, ...]:
    """Return every plan of the year before, or the one that is asked for, in its new year.

    Raises:
        UsageError: U70 the year before is none, U71 no plan of both years has the same id, U02, U03, U17 and U18 as for
            a report of the year before.
        PlanError, TemplateError: either plan master or its layout.
    """
    if from_year >= year:
        raise UsageError("U70", year=year, before=from_year)
    then = workspace.plans(from_year, only)
    there = {folder.id for folder in workspace.every_plan() if folder.year == year}
    if only is None and there and not there & {folder.id for folder in then}:
        ids = ("、".join(sorted(names)) for names in (there, {folder.id for folder in then}))
        raise UsageError("U71", year=year, before=from_year, plans=next(ids), earlier=next(ids))
    return tuple(_rolled(workspace, folder, year, progress) for folder in then)


def _rolled(workspace: Workspace, then: PlanFolder, year: int, progress: Callable[[str], None]) -> RollOver:
    from reportgen.deliver.master import next_master
    from reportgen.plan.master import read_plan
    from reportgen.rounds.rollover import earlier_answers

    intake = take_in(then, workspace, progress)
    progress("rollover")
    report = _report(intake)
    earlier = earlier_answers(report, intake.layout)
    folder = PlanFolder(workspace.root, year, then.id)
    master = None
    if folder.master.exists():
        plan, layout = load(folder, workspace)
    else:
        master = next_master(then.master.read_bytes(), then.named(then.master), year, earlier.answers)
        layout = intake.layout
        plan = read_plan(master, lambda name: load_layout(workspace.layout(name)), folder.named(folder.master))
    paper = _paper(intake, report, earlier, plan, layout, made=master is not None, master=folder.named(folder.master))
    return RollOver(folder=folder, plan=plan, layout=layout, master=master, paper=paper)


def _report(intake: Intake) -> Report:
    from reportgen.derive import derive
    from reportgen.merge import merge

    report, _ = merge(intake.plan, intake.layout, intake.checked, issued=None, final=False)
    return derive(report, intake.layout)[0]


def _paper(
    intake: Intake, report: Report, earlier: "Earlier", plan: Plan, layout: Layout, *, made: bool, master: str
) -> "Document":
    from reportgen.compose.papers import compose_paper
    from reportgen.merge import merge
    from reportgen.rounds.renewal import renewal

    then = intake.plan
    empty, _ = merge(plan, layout, (), issued=None, final=False)
    kept = {year for item in plan.items() for row in item.rows() for years in row.history.values() for year in years}
    versions = {one.identity.version for one in intake.submissions if one.identity}
    told = {
        "before_label": fiscal_year_label(then.year),
        "after_label": fiscal_year_label(plan.year),
        "master": master,
        "made": made,
        "added": len(earlier.answers),
        "left_out": sum(earlier.left_out.values()),
        "cleared": any(section.opinions for section in then.sections)
        or any(item.opinions for item in then.items())
        or bool(then.accepted),
        "kept": then.year in kept,
        "missing": "、".join(receipt.submitter for receipt in report.receipts if receipt.file is None),
        "asked_differently": bool(versions - {intake.layout.version}),
        "groups": renewal(then, plan, intake.layout, layout),
    }
    return compose_paper("renewal", empty, layout, told)
