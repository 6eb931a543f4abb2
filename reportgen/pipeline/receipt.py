"""The receipt of a run: what it was made from, what it made, and what the proof found.

Comes in: the bytes of all inputs and outputs, and the proof. Goes out: receipt.json, and later the answer to the
question whether a new run would write anything else. It holds no clock and no machine, so two runs from the same
inputs give the same receipt.
"""

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.model.report import Report
from reportgen.pipeline.intake import layout_files
from reportgen.pipeline.outputs import RECEIPT
from reportgen.version import __version__
from reportgen.workspace import PlanFolder, Workspace

if TYPE_CHECKING:
    from reportgen.proof.prove import Proof

_LIBRARIES = ("jinja2", "lxml", "openpyxl", "pikepdf", "pydantic", "python-docx", "reportlab")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run was asked for: formats, a date of issue and a final edition, each as an option of the command."""

    formats: tuple[str, ...]
    issued: date | None = None
    final: bool = False

    def record(self) -> dict[str, object]:
        """Return it as JSON holds it."""
        day = self.issued.isoformat() if self.issued else None
        return {"formats": list(self.formats), "issued": day, "final": self.final}


def receipt_json(
    report: Report,
    inputs: Mapping[str, bytes],
    outputs: Mapping[str, bytes],
    proof: "Proof | Mapping[str, Proof]",
    asked: Asked,
    status: int,
) -> bytes:
    """Return the receipt, UTF-8 JSON. ``inputs`` and ``outputs`` are hashed under their names.

    Several documents have a proof each, by name.
    ``status`` is the exit status of the run, which a later run that finds nothing to do ends with again.
    """
    receipt = {
        "plan": report.plan_id,
        "year": report.year,
        "layout": report.layout,
        "issued": report.issued.isoformat() if report.issued else None,
        "final": report.final,
        "asked": asked.record(),
        "status": status,
        "inputs": _hashes(inputs),
        "outputs": _hashes(outputs),
        "proof": {name: asdict(one) for name, one in proof.items()} if isinstance(proof, Mapping) else asdict(proof),
        "versions": versions(),
    }
    return json.dumps(receipt, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def standing(folder: PlanFolder, workspace: Workspace, asked: Asked) -> int | None:
    """Return the status of the run whose results stand in the output folder, or ``None`` if they are not current.

    Current means: the same inputs, options and versions, and every output as it was written. A receipt that cannot be
    read is no receipt. Raises ``UsageError`` U04, U17 for submissions that cannot be read.
    """
    receipt = _read(folder.outputs / RECEIPT)
    if receipt.get("asked") != asked.record() or receipt.get("versions") != versions():
        return None
    status, layout, outputs = receipt.get("status"), receipt.get("layout"), receipt.get("outputs")
    if status not in (0, 1) or not isinstance(layout, str) or not isinstance(outputs, dict):
        return None
    try:
        given = {folder.named(folder.master): folder.master.read_bytes(), **folder.submissions()}
        given |= layout_files(layout, workspace.layout(layout))
    except OSError:  # whoever builds says which file cannot be read
        return None
    if receipt.get("inputs") != _hashes(given):
        return None
    return status if all(_digest(folder.outputs / name) == digest for name, digest in outputs.items()) else None


def left_behind(folder: PlanFolder, inputs: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the folders beside a report that were made from other inputs than these: handouts, what was published.

    Records are told apart by the inputs that they name; one that names none says nothing.
    """
    found = []
    for name in ("handouts/" + RECEIPT, "publication.json"):
        told = _read(folder.outputs / name)
        place = told.get("folder", name.partition("/")[0])
        if isinstance(told.get("inputs"), dict) and told["inputs"] != _hashes(inputs):
            found.append(str(place))
    return tuple(place for place in found if (folder.outputs / place).is_dir())


def _read(path: Path) -> dict[str, Any]:
    try:
        receipt = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return receipt if isinstance(receipt, dict) else {}


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}


def versions() -> dict[str, str]:
    """Return the versions of everything that has a say in the bytes of a result; empty for what is not there."""
    found = {"reportgen": __version__, "python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
