"""The first half of the journey: plan, layout and submissions, read and checked.

Comes in: the folder of one plan. Goes out: an ``Intake`` with everything that ``merge`` and later stages need.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reportgen.findings.catalogue import Catalogue, catalogue
from reportgen.findings.finding import Finding
from reportgen.model.checked import Checked
from reportgen.model.plan import Plan
from reportgen.plan.load import Layout, load_layout
from reportgen.workspace import PlanFolder, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a run starts from. ``inputs`` are the bytes of every file that was read, by name."""

    folder: PlanFolder
    plan: Plan
    layout: Layout
    catalogue: Catalogue
    checked: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    inputs: dict[str, bytes]


def take_in(folder: PlanFolder, workspace: Workspace, progress: Callable[[str], None]) -> Intake:
    """Read a plan and its submissions.

    Raises:
        PlanError: the plan master. TemplateError: the layout. UsageError: a file that may not be read.
    """
    progress("plan")
    plan, layout = load(folder, workspace)
    progress("collect")
    from reportgen.collect import collect
    from reportgen.validate import validate

    files = folder.submissions()
    submissions, findings = collect(files, plan, layout)
    progress("validate")
    results = [validate(submission, plan, layout) for submission in submissions]
    return Intake(
        folder=folder,
        plan=plan,
        layout=layout,
        catalogue=catalogue().with_levels(layout.definition.rules.levels),
        checked=tuple(checked for checked, _ in results),
        findings=(*findings, *(finding for _, own in results for finding in own)),
        inputs={folder.named(folder.master): folder.master.read_bytes(), **files, **_layout_files(layout)},
    )


def load(folder: PlanFolder, workspace: Workspace) -> tuple[Plan, Layout]:
    """Return the plan and the layout that it names. Raises ``PlanError`` or ``TemplateError``."""
    from reportgen.plan.master import load_plan

    layouts: dict[str, Layout] = {}

    def layout_of(name: str) -> Layout:
        layouts[name] = load_layout(workspace.layout(name))
        return layouts[name]

    plan = load_plan(folder.master, layout_of, folder.named(folder.master))
    return plan, layouts[plan.layout]


def _layout_files(layout: Layout) -> dict[str, bytes]:
    """Return what a layout folder holds, by the names that they have in every workspace; previews left out."""
    return {
        f"templates/{layout.name}/{path.relative_to(layout.folder).as_posix()}": path.read_bytes()
        for path in sorted(layout.folder.rglob("*"))
        if path.is_file() and path.suffix in (".toml", ".j2", ".docx", ".ttf", ".ttc")
    }
