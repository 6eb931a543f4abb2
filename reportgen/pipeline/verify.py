"""Prove that a sealed folder is as it was, and that its report comes out of it again.

Comes in: a sealed folder. Goes out: a ``Verified``; nothing in the folder is written. The report is built again in a
temporary workspace, which is gone afterwards.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.errors import ReportgenError, UsageError
from reportgen.pipeline.outputs import RECEIPT, why
from reportgen.pipeline.receipt import versions
from reportgen.pipeline.report import build
from reportgen.pipeline.seal import read_sealed
from reportgen.rounds.archive import MANIFEST, Difference, Kind, Manifest, differences, hashes, read_manifest, same_run
from reportgen.workspace import Workspace

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found. ``status`` is 0 if nothing differs, else 1.

    ``changed`` are files that are not as they were sealed; then nothing is built again and ``rebuilt`` is ``None``.
    ``rebuilt`` are results that come out otherwise now, ``fault`` why nothing came out at all. ``others`` are programs
    of another version than those that made the report: name, version then, version now.
    """

    status: int
    seal: str
    files: int
    changed: tuple[Difference, ...]
    rebuilt: tuple[Difference, ...] | None
    fault: str
    others: tuple[tuple[str, str, str], ...]


def verify(folder: Path, progress: Progress = lambda _stage: None) -> Verified:
    """Return what has become of a sealed folder.

    Raises:
        UsageError: U33 it is no sealed folder, U04 a file may not be read, U38 no room for a temporary workspace.
    """
    progress("hashes")
    files = read_sealed(folder)
    where = f"{folder.name}/{MANIFEST}"
    if MANIFEST not in files:
        raise UsageError("U33", folder.as_posix())
    manifest = read_manifest(files[MANIFEST], where)
    changed = differences(manifest.files, hashes({name: data for name, data in files.items() if name != MANIFEST}))
    rebuilt, fault = (None, "") if changed else _rebuilt(manifest, files, progress)
    now = versions()
    others = {name: (made, now.get(name, "")) for name, made in manifest.versions.items()}
    return Verified(
        status=1 if changed or rebuilt or fault else 0,
        seal=hashlib.sha256(files[MANIFEST]).hexdigest(),
        files=len(files),
        changed=changed,
        rebuilt=rebuilt,
        fault=fault,
        others=tuple((name, made, here) for name, (made, here) in others.items() if made != here),
    )


def _rebuilt(
    manifest: Manifest, files: dict[str, bytes], progress: Progress
) -> tuple[tuple[Difference, ...] | None, str]:
    """Return what comes out otherwise, and why nothing comes out."""
    given = {name: data for name, data in files.items() if name.startswith(("inputs/", "templates/"))}
    try:
        with TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as place:
            made = _build(Path(place), manifest, given, progress)
    except ReportgenError as fault:
        return None, str(fault)
    except OSError as fault:
        raise UsageError("U38", reason=why(fault)) from fault
    expected = {name: files[f"{manifest.outputs}/{name}"] for name in (*manifest.rebuilt, RECEIPT)}
    found = {name: data for name, data in made.items() if name in expected or name not in manifest.rebuilt}
    told = differences(hashes(expected), hashes(found))
    same = same_run(expected[RECEIPT], made.get(RECEIPT, b""))
    return tuple(one for one in told if one.name != RECEIPT or one.kind is not Kind.CHANGED or not same), ""


def _build(root: Path, manifest: Manifest, given: dict[str, bytes], progress: Progress) -> dict[str, bytes]:
    """Build the report in a fresh workspace and return what came out, by name in its output folder."""
    for name, data in given.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (root / "inputs" / str(manifest.year) / manifest.plan / "submissions").mkdir(parents=True, exist_ok=True)
    (outcome,) = build(
        Workspace(root),
        manifest.year,
        manifest.plan,
        formats=manifest.formats,
        issued=manifest.issued,
        final=manifest.final_wanted,
        progress=progress,
        divided=True,
    )
    folder = root / outcome.folder
    return {name: (folder / name).read_bytes() for name in (*outcome.files, RECEIPT)}
