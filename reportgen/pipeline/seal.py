"""Put away what a report was made from, together with it, so that it can be proven later.

Comes in: a plan whose report has been built. Goes out: ``archive/<year>/<plan>/``, a workspace of its own with a
manifest. It is written whole or not at all, and never over another one.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.errors import UsageError
from reportgen.pipeline.intake import layout_files
from reportgen.pipeline.outputs import RECEIPT, write_new
from reportgen.rounds.archive import MANIFEST, differences, hashes, sealed
from reportgen.workspace import PlanFolder, Workspace

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A sealed folder, relative to the workspace. ``seal`` is the SHA-256 of its manifest.

    ``new`` is false if the same had been sealed before; ``final`` is false for the report of a draft.
    """

    folder: str
    files: int
    seal: str
    new: bool
    final: bool


def seal(workspace: Workspace, year: int, plan: str | None = None) -> tuple[Sealed, ...]:
    """Seal every plan of a year, or the one named.

    Raises:
        UsageError: U30 no report has been built, U31 inputs or outputs have changed since, U32 something else is sealed
            there, U39 it cannot be written; a plan sealed before the one that fails stays sealed.
    """
    return tuple(_seal(folder, workspace) for folder in workspace.plans(year, plan))


def _seal(folder: PlanFolder, workspace: Workspace) -> Sealed:
    receipt = current_receipt(folder, workspace)
    given = _inputs(folder, workspace, receipt)
    for place in (folder.path, folder.outputs):  # with what lies beside: the register of arrivals, handouts, notes
        given |= _below(place, folder.named(place))
    files = sealed(receipt, given, _title(given[f"{folder.named(folder.outputs)}/model.json"]))
    new = not folder.archive.exists()
    if new:
        write_new(folder.archive, files)
    else:
        _refuse_other(folder, files)
    digest = hashlib.sha256(files[MANIFEST]).hexdigest()
    return Sealed(
        folder=folder.named(folder.archive), files=len(files), seal=digest, new=new, final=receipt["final"] is True
    )


def current_receipt(folder: PlanFolder, workspace: Workspace) -> dict[str, Any]:
    """Return the receipt of the report that stands in the output folder, made from what lies there now.

    Raises:
        UsageError: U30 there is none, U31 an input or output is another one than the receipt says.
    """
    path = folder.outputs / RECEIPT
    about: dict[str, Any] = {"year": folder.year, "plan": folder.id}
    try:
        receipt = json.loads(path.read_text(encoding="utf-8"))
        told = {**receipt["inputs"], **_under(folder, receipt["outputs"])}
        _ = (receipt["asked"]["formats"], receipt["versions"]["reportgen"], receipt["layout"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UsageError("U30", path=folder.named(path), **about) from None
    found = hashes(_inputs(folder, workspace, receipt))
    for name in _under(folder, receipt["outputs"]):
        target = folder.root / name
        if target.is_file():
            found[name] = hashlib.sha256(target.read_bytes()).hexdigest()
    changed = differences(told, found)
    if changed:
        raise UsageError("U31", files=some(one.name for one in changed), **about)
    return dict(receipt)


def some(names: Iterable[str]) -> str:
    """Return the first names of many, and how many there are besides."""
    listed = list(names)
    rest = f" ほか{len(listed) - _SHOWN}件" if len(listed) > _SHOWN else ""
    return "、".join(listed[:_SHOWN]) + rest


def _under(folder: PlanFolder, outputs: Mapping[str, str]) -> dict[str, str]:
    return {f"{folder.named(folder.outputs)}/{name}": digest for name, digest in outputs.items()}


def _inputs(folder: PlanFolder, workspace: Workspace, receipt: Mapping[str, Any]) -> dict[str, bytes]:
    """Return plan, submissions and layout as they are now, and whatever else the receipt says was read."""
    layout = str(receipt["layout"])
    given = {folder.named(folder.master): folder.master.read_bytes(), **folder.submissions()}
    given |= layout_files(layout, workspace.layout(layout))
    for name in receipt["inputs"]:
        path = folder.root / name
        if name not in given and path.is_file():
            given[name] = path.read_bytes()
    return given


def _below(folder: Path, name: str) -> dict[str, bytes]:
    """Return every file of a folder, but what Office leaves beside an open file and what a killed run left."""
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(("~$", "."))
    }


def _title(model: bytes) -> str:
    told = json.loads(model)
    return f"{told['municipality']}　{told['plan_name']}" if told["municipality"] else str(told["plan_name"])


def _refuse_other(folder: PlanFolder, files: Mapping[str, bytes]) -> None:
    changed = differences(hashes(files), hashes(read_sealed(folder.archive)))
    if changed:
        shown = some(one.name for one in changed if one.name != MANIFEST) or MANIFEST
        raise UsageError("U32", path=folder.named(folder.archive), name=folder.id, files=shown)


def read_sealed(folder: Path) -> dict[str, bytes]:
    """Return every file of a sealed folder by name, in order.

    Raises:
        UsageError: U33 it is no folder, U04 a file that may not be read.
    """
    if not folder.is_dir():
        raise UsageError("U33", folder.as_posix())
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            try:
                found[name] = path.read_bytes()
            except OSError:
                raise UsageError("U04", name) from None
    return found
