"""Build many plans, each in a process of its own, and say of each what became of it.

Comes in: a folder that is a workspace, or holds workspaces. Goes out: one ``Built`` a plan, as soon as it is done. A
plan whose results are current is left as it is; a plan that fails, whatever it dies of, never stops the rest.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import ReportgenError, UsageError
from reportgen.pipeline.papers import FORMATS
from reportgen.pipeline.receipt import Asked, standing
from reportgen.pipeline.report import Outcome, build_plan
from reportgen.pipeline.workers import Death, done
from reportgen.workspace import PlanFolder, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One plan to build. ``name`` is its folder as messages name it; ``again`` builds what is current, too."""

    name: str
    folder: PlanFolder
    asked: Asked
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of one plan.

    ``status`` is that of the command ``report``. ``outcome`` is ``None`` for a plan that was ``current`` or failed;
    one that failed has a ``message``, and a ``trace`` if the fault is ours.
    """

    name: str
    status: int
    current: bool = False
    outcome: Outcome | None = None
    message: str = ""
    trace: str = ""

    @property
    def failed(self) -> bool:
        """Tell whether nothing was written."""
        return bool(self.message)


class WorkerLost(ReportgenError):
    """The process that built a plan ended before it was done."""


def tasks_in(
    folder: Path, year: int | None = None, *, formats: tuple[str, ...] = FORMATS, again: bool = False
) -> tuple[Task, ...]:
    """Return every plan of a workspace, or of every workspace that lies directly in a folder; of one year if given.

    A folder with ``inputs`` in it is a workspace. Order: workspace, year, plan.

    Raises:
        UsageError: U90 there is no plan in it, or no such folder.
    """
    alone = (folder / "inputs").is_dir()
    roots = [folder] if alone else sorted(path.parent for path in folder.glob("*/inputs") if path.is_dir())
    tasks = tuple(
        Task(name=plan.path.relative_to(folder).as_posix(), folder=plan, asked=Asked(formats=formats), again=again)
        for root in roots
        for plan in Workspace(root).every_plan()
        if year in (None, plan.year)
    )
    if not tasks:
        raise UsageError("U90", path=folder)
    return tasks


def build_many(tasks: Sequence[Task], jobs: int, work: Callable[[Task], Built] | None = None) -> Iterator[Built]:
    """Build plans in up to ``jobs`` processes at a time; yield each as soon as it is done.

    ``work`` builds one, ``build_one`` unless said. Nothing is raised for a plan; Ctrl+C ends all workers.
    """
    for task, result in done(tasks, jobs, work or build_one):
        yield _lost(task, result) if isinstance(result, Death) else result


def build_one(task: Task) -> Built:
    """Build one plan unless it is current; whatever goes wrong is in the result."""
    workspace = Workspace(task.folder.root)
    try:
        status = None if task.again else standing(task.folder, workspace, task.asked)
        if status is not None:
            return Built(name=task.name, status=status, current=True)
        asked = task.asked
        outcome = build_plan(task.folder, workspace, formats=asked.formats, issued=asked.issued, final=asked.final)
    except ReportgenError as fault:
        return Built(name=task.name, status=fault.status, message=str(fault))
    except Exception as fault:
        return Built(name=task.name, status=3, message=type(fault).__name__, trace=traceback.format_exc())
    return Built(name=task.name, status=outcome.status, outcome=outcome)


def _lost(task: Task, death: Death) -> Built:
    fault = WorkerLost("I02", reason=death.reason)
    return Built(name=task.name, status=fault.status, message=str(fault))
