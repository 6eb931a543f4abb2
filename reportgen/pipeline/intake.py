"""The first half of the journey: plan, layout and submissions, read and checked.

Comes in: the folder of one plan. Goes out: an ``Intake`` with everything that ``merge`` and later stages need.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.findings.catalogue import Catalogue, catalogue
from reportgen.findings.finding import Finding
from reportgen.model.checked import Checked
from reportgen.model.plan import Plan
from reportgen.model.submitted import Submission
from reportgen.plan.load import Layout, load_layout
from reportgen.workspace import PlanFolder, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRound:
    """What one submitter sent in the round before, and what was found in it by reading and checking.

    ``findings`` hold what still older rounds left to be done as well.
    """

    submission: Submission
    checked: Checked
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a run starts from. ``inputs`` are the bytes of every file that was read, by name.

    ``earlier`` holds the round before of every submitter who has one.
    """

    folder: PlanFolder
    plan: Plan
    layout: Layout
    catalogue: Catalogue
    checked: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    inputs: dict[str, bytes]
    submissions: tuple[Submission, ...]
    earlier: Mapping[str, EarlierRound]


def take_in(folder: PlanFolder, workspace: Workspace, progress: Callable[[str], None]) -> Intake:
    """Read a plan and its submissions.

    Raises:
        PlanError: the plan master. TemplateError: the layout. UsageError: a file that may not be read.
    """
    progress("plan")
    plan, layout = load(folder, workspace)
    progress("collect")
    from reportgen.collect import collect_rounds
    from reportgen.rounds import owed
    from reportgen.validate import validate

    files = folder.submissions()
    collected = collect_rounds(files, plan, layout)
    progress("validate")
    results = [validate(submission, plan, layout) for submission in collected.submissions]
    words, earlier = words_of(layout), {}
    for submitter, one in collected.earlier.items():
        checked, about = validate(one.submission, plan, layout)
        rounds = [(past.submission, past.findings) for past in (*one.older, one)]
        findings = (*one.findings, *about, *owed(rounds, words))
        earlier[submitter] = EarlierRound(submission=one.submission, checked=checked, findings=findings)
    return Intake(
        folder=folder,
        plan=plan,
        layout=layout,
        catalogue=words,
        checked=tuple(checked for checked, _ in results),
        findings=(*collected.findings, *(finding for _, own in results for finding in own)),
        inputs={
            folder.named(folder.master): folder.master.read_bytes(),
            **files,
            **layout_files(layout.name, layout.folder),
        },
        submissions=collected.submissions,
        earlier=earlier,
    )


def words_of(layout: Layout) -> Catalogue:
    """Return the catalogue with the levels of a layout, and with its word for an item (事業, 取組)."""
    item_word = layout.definition.form.item_label.removesuffix("名")
    return replace(catalogue().with_levels(layout.definition.rules.levels), item_word=item_word)


def load(folder: PlanFolder, workspace: Workspace) -> tuple[Plan, Layout]:
    """Return the plan and the layout that it names. Raises ``PlanError`` or ``TemplateError``."""
    from reportgen.plan.master import load_plan

    layouts: dict[str, Layout] = {}

    def layout_of(name: str) -> Layout:
        layouts[name] = load_layout(workspace.layout(name))
        return layouts[name]

    plan = load_plan(folder.master, layout_of, folder.named(folder.master))
    return plan, layouts[plan.layout]


def layout_files(name: str, folder: Path) -> dict[str, bytes]:
    """Return what the folder of a layout holds, by the names that they have in every workspace; previews left out."""
    return {
        f"templates/{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".toml", ".j2", ".docx", ".ttf", ".ttc")
    }
