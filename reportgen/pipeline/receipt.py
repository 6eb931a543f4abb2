"""The receipt of a run: what it was made from, what it made, and what the proof found.

Comes in: the bytes of all inputs and outputs, and the proof. Goes out: receipt.json. It holds no clock and no machine,
so two runs from the same inputs give the same receipt.
"""

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from reportgen.model.report import Report
from reportgen.version import __version__

if TYPE_CHECKING:
    from reportgen.proof.prove import Proof

_LIBRARIES = ("jinja2", "lxml", "openpyxl", "pikepdf", "pydantic", "python-docx", "reportlab")


def receipt_json(report: Report, inputs: Mapping[str, bytes], outputs: Mapping[str, bytes], proof: "Proof") -> bytes:
    """Return the receipt, UTF-8 JSON. ``inputs`` and ``outputs`` are hashed under their names."""
    receipt = {
        "plan": report.plan_id,
        "year": report.year,
        "layout": report.layout,
        "issued": report.issued.isoformat() if report.issued else None,
        "final": report.final,
        "inputs": _hashes(inputs),
        "outputs": _hashes(outputs),
        "proof": asdict(proof),
        "versions": _versions(),
    }
    return json.dumps(receipt, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}


def _versions() -> dict[str, str]:
    found = {"reportgen": __version__, "python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
