"""Write the forms of a plan, each with its covering letter.

Comes in: which plan of which year, and for a new year the one before. Goes out: one workbook and one letter a submitter
in ``outputs/<year>/<plan>/forms/``, and for a new year the plan master under ``inputs/``. Everything is made before
anything is written. What an earlier run wrote goes, unless somebody changed it; then it stays under another name.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reportgen.errors import UsageError
from reportgen.japanese.wareki import date_label, fiscal_year_label
from reportgen.model.plan import Plan, RowKind
from reportgen.opc import archive
from reportgen.pipeline.intake import load, words_of
from reportgen.pipeline.outputs import RECEIPT, recover, write_beside, write_outputs
from reportgen.pipeline.papers import issue
from reportgen.plan.load import Layout
from reportgen.workspace import PlanFolder, Workspace

if TYPE_CHECKING:
    from reportgen.model.report import Report

LETTER: Final = "依頼文"
"""What the name of a covering letter begins with."""
_KINDS: Final[tuple[RowKind, ...]] = ("indicator", "party")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeForms:
    """What was written for one plan. ``folder`` is relative to the workspace; ``names`` are the forms in it.

    ``master`` names a plan master that was written, ``paper`` the paper about what changed; empty where there is none.
    ``undated`` says that the letters name no day by which to answer, since the sheet 会議 has none.
    """

    folder: str
    names: tuple[str, ...]
    master: str
    paper: str
    undated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    folder: PlanFolder
    names: tuple[str, ...]
    files: dict[str, bytes]
    master: bytes | None
    paper: str
    undated: bool


def make_forms(
    workspace: Workspace,
    year: int,
    plan: str | None = None,
    *,
    from_year: int | None = None,
    zipped: bool = False,
    progress: Callable[[str], None] = lambda _stage: None,
) -> tuple[MadeForms, ...]:
    """Write the forms of every plan of a year, or of the one named; return what was made, in order of plan ids.

    With ``from_year`` a plan master that is not there is made from that year's, and what changed is put on paper.
    ``zipped`` adds one zip a submitter that holds form and letter.

    Raises:
        UsageError: U05 outputs that cannot be written, U72 a plan master that cannot; nothing of that plan is left
            half written. Also what ``roll_over`` and ``Workspace.plans`` raise.
        PlanError, TemplateError, ProofError: before anything is written.
    """
    jobs = tuple(_jobs(workspace, year, plan, from_year, zipped, progress))
    progress("deliver")
    return tuple(_written(job) for job in jobs)


def _jobs(
    workspace: Workspace,
    year: int,
    only: str | None,
    from_year: int | None,
    zipped: bool,
    progress: Callable[[str], None],
) -> Iterator[_Job]:
    from reportgen.deliver.listing import SECRETARIAT
    from reportgen.pipeline.rollover import PAPER, roll_over

    rolled = roll_over(workspace, year, from_year, only, progress) if from_year is not None else ()
    new = {one.folder.id: one for one in rolled}
    there = [f for f in workspace.every_plan() if f.year == year and only in (None, f.id)]
    folders = there if new else workspace.plans(year, only)
    for folder in sorted({*folders, *(one.folder for one in rolled)}, key=lambda folder: folder.id):
        one = new.get(folder.id)
        if one is None:
            progress("plan")
        plan, layout = (one.plan, one.layout) if one else load(folder, workspace)
        progress("forms")
        forms, files = _files(plan, layout, zipped, progress)
        if one is not None:
            files |= issue(one.paper, f"{SECRETARIAT}/{PAPER}", ("docx", "html")).files
        paper = f"{SECRETARIAT}/{PAPER}.docx" if one else ""
        yield _Job(
            folder=folder,
            names=forms,
            files=files,
            master=one.master if one else None,
            paper=paper,
            undated=plan.meeting.deadline is None,
        )


def _files(
    plan: Plan, layout: Layout, zipped: bool, progress: Callable[[str], None]
) -> tuple[tuple[str, ...], dict[str, bytes]]:
    """Return the names of the forms, and all files by name: forms, letters, and zips of both where wanted."""
    from reportgen.deliver.forms import forms
    from reportgen.deliver.listing import folder_name
    from reportgen.merge import merge

    made = forms(plan, layout)
    progress("letters")
    empty, _ = merge(plan, layout, (), issued=None, final=False)
    files: dict[str, bytes] = {}
    for submitter, data in made.items():
        name = folder_name(submitter)
        files[f"{name}.xlsx"] = data
        letter = _letter(plan, layout, empty, submitter, f"{name}.xlsx")
        files |= letter
        if zipped:
            files[f"{name}.zip"] = archive({f"{name}.xlsx": data, **letter})
    return tuple(f"{folder_name(submitter)}.xlsx" for submitter in made), files


def _letter(plan: Plan, layout: Layout, report: "Report", submitter: str, form: str) -> dict[str, bytes]:
    """Return the covering letter of one submitter, by name. A layout may write its own, ``letter.html.j2``."""
    from reportgen.compose.papers import compose_paper
    from reportgen.deliver.forms.columns import earlier_year
    from reportgen.deliver.listing import folder_name

    definition, meeting = layout.definition, plan.meeting
    items = [(item, [row.name.text for row in item.rows() if row.submitter == submitter]) for item in plan.items()]
    shown = any(earlier_year(plan, definition, kind).keys for kind in _KINDS)
    told = {
        "recipient": submitter,
        "rows": sum(len(rows) for _, rows in items),
        "asked": [{"number": i.full_number, "name": i.name.text, "rows": rows} for i, rows in items if rows],
        "item_label": definition.form.item_label,
        "item_word": words_of(layout).item_word,
        "deadline": date_label(meeting.deadline) if meeting.deadline else "",
        "contact": meeting.contact,
        "attachments": [form],
        "previous": fiscal_year_label(plan.year - 1) if shown else "",
    }
    document = compose_paper("letter", report, layout, told)
    return issue(document, f"{LETTER}_{folder_name(submitter)}", ("docx",)).files


def _written(job: _Job) -> MadeForms:
    folder = job.folder
    recover(folder.outputs)
    with _new_master(job):
        write_outputs(folder.outputs / "forms", {**job.files, RECEIPT: _receipt(job.files)})
    return MadeForms(
        folder=f"{folder.named(folder.outputs)}/forms",
        names=job.names,
        master=folder.named(folder.master) if job.master is not None else "",
        paper=job.paper,
        undated=job.undated,
    )


def _receipt(files: dict[str, bytes]) -> bytes:
    """Return the list of what was written, by which the next run takes away forms that nobody needs any more."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    return json.dumps({"outputs": hashes}, ensure_ascii=False, indent=1).encode() + b"\n"


@contextlib.contextmanager
def _new_master(job: _Job) -> Iterator[None]:
    """Write the plan master and the folder for submissions, and take both back if what follows fails."""
    if job.master is None:
        yield
        return
    submissions = job.folder.path / "submissions"
    made = [path for path in (submissions, *submissions.parents[:3]) if not path.exists()]
    try:
        write_beside(job.folder.path, job.folder.master.name, job.master)
        submissions.mkdir(exist_ok=True)
        yield
    except BaseException as fault:
        with contextlib.suppress(OSError):
            job.folder.master.unlink(missing_ok=True)
        _remove(made)
        if isinstance(fault, UsageError) and fault.where == job.folder.master.name:
            name = job.folder.named(job.folder.master)
            raise UsageError("U72", name, reason=str(fault.facts["reason"])) from fault
        raise


def _remove(folders: list[Path]) -> None:
    """Remove folders that are empty, the innermost first."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()
