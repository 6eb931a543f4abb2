"""Take in what arrived: file it under its plan and note it in the register (受付簿).

Comes in: files, folders and zips, and when they arrived. Goes out: the files below ``submissions/``, one line for each
in the register, and what became of each. Nothing that lies there is ever overwritten or removed.

``pipeline`` writes inputs as it writes outputs, and only ``desk`` does: ``rounds`` decides what is noted, but what a
full disk or a locked folder means is known in one room.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.collect import identify
from reportgen.errors import UsageError
from reportgen.model.submitted import FormIdentity
from reportgen.pipeline.arrivals import Arrival, arrivals
from reportgen.pipeline.desk import Desk, Received
from reportgen.workspace import PlanFolder, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Intaken:
    """What one intake did. ``lost`` are files that a register names but that lie nowhere any more.

    ``status`` is 2 if something was refused, 1 if something that arrived cannot be read, else 0.
    """

    files: tuple[Received, ...]
    lost: tuple[str, ...]

    @property
    def status(self) -> int:
        """The exit status."""
        kinds = {one.kind for one in self.files}
        return UsageError.status if "refused" in kinds else int("unreadable" in kinds)


def receive(
    paths: Sequence[Path], workspace: Workspace, year: int | None = None, plan: str | None = None, *, now: str
) -> Intaken:
    """File what arrived and return what became of it, in the order of the paths.

    ``now`` is printed in the register as it is. Files that lie below ``submissions`` without a line are noted first. A
    file goes to the plan that it names; to another one only if ``year`` or ``plan`` leave no other, and if its own
    is in the workspace, only if both are given.

    Raises:
        UsageError: U01 to U03 and U18 the workspace, U19 the register, U22 nothing arrived.
        PlanError, TemplateError: the plan or layout is broken. What was filed before stays, with its line.
    """
    candidates = _candidates(workspace, year, plan)
    only = candidates[0] if len(candidates) == 1 else None
    given = year is not None or plan is not None
    full = year is not None and plan is not None
    elsewhere = () if full else {(folder.year, folder.id) for folder in workspace.every_plan()}
    desks: dict[PlanFolder, Desk] = {}
    files: list[Received] = []
    for arrival in arrivals(paths):
        if isinstance(arrival, UsageError):
            files.append(_refused(arrival.where, arrival))
            continue
        try:
            folder = _folder(candidates, only, identify(arrival.data, arrival.name), elsewhere, given=given)
            files += _filed(arrival, folder, workspace, desks, now)
        except UsageError as fault:
            if fault.code == "U19":
                raise
            files.append(_refused(arrival.name, fault))
            if fault.code == "U20":
                break
    if not files:
        raise UsageError("U22")
    return Intaken(files=tuple(files), lost=tuple(name for desk in desks.values() for name in desk.lost()))


def _filed(
    arrival: Arrival, folder: PlanFolder, workspace: Workspace, desks: dict[PlanFolder, Desk], now: str
) -> tuple[Received, ...]:
    noted: tuple[Received, ...] = ()
    if folder not in desks:
        desk = Desk(folder, workspace, now)
        noted = desk.note_unlisted()
        desks[folder] = desk
    return (*noted, desks[folder].take(arrival))


def _refused(name: str, fault: UsageError) -> Received:
    return Received(kind="refused", original=name, result=f"{fault.what}{fault.do}")


def _candidates(workspace: Workspace, year: int | None, plan: str | None) -> tuple[PlanFolder, ...]:
    """Return the plans that the options leave. Raises ``UsageError`` U01, U02, U03, U18."""
    if year is not None:
        return workspace.plans(year, plan)
    if not (workspace.root / "inputs").is_dir():
        raise UsageError("U01", path="inputs")
    every = tuple(workspace.every_plan())
    found = tuple(folder for folder in every if plan in (None, folder.id))
    if not found:
        names = "、".join(dict.fromkeys(folder.id for folder in every)) or "（なし）"
        raise UsageError("U25", plan=plan or "", plans=names)
    return found


def _folder(
    candidates: tuple[PlanFolder, ...],
    only: PlanFolder | None,
    identity: FormIdentity | None,
    elsewhere: Collection[tuple[int, str]],
    *,
    given: bool,
) -> PlanFolder:
    """Return where a file belongs. ``elsewhere`` are years and ids of plans whose forms go nowhere else.

    Raises ``UsageError`` U21 if nobody can tell, U24 if its plan is not here, U29 if it belongs elsewhere: a mistyped
    year would put the forms of one year among those of another.
    """
    if identity is None:
        if only is None:
            raise UsageError("U21")
        return only
    own = [folder for folder in candidates if (folder.year, folder.id) == (identity.year, identity.plan_id)]
    if own:
        return own[0]
    if (identity.year, identity.plan_id) in elsewhere:
        raise UsageError("U29", year=identity.year, plan=identity.plan_id)
    if only is None or not given:
        raise UsageError("U24", year=identity.year, plan=identity.plan_id)
    return only
