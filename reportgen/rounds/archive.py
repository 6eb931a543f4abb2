"""What a sealed folder says of itself: the manifest, and how a folder differs from it.

Comes in: the bytes of files by name, and the receipt of the run that wrote the outputs. Goes out: the files to be
sealed, and differences as plain values. Nothing is read from a disk or written here. A sealed folder is a workspace of
its own (``inputs/``, ``templates/``, ``outputs/``), so that a report can be built from it again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from pathlib import PurePosixPath
from string import Template
from typing import Any, Final

from reportgen.errors import UsageError
from reportgen.japanese.wareki import fiscal_year_label

MANIFEST: Final = "manifest.json"
README: Final = "お読みください.txt"
SUMS: Final = "SHA256SUMS"
"""The list that ``sha256sum -c`` reads, for a day on which nobody has this program any more."""
_FORM: Final = 1
"""The form of the manifest; another one is refused."""
_OF_THE_SYSTEM: Final = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})
"""What file managers leave behind when somebody only looks."""


class Kind(StrEnum):
    """How a file differs from what was sealed, or from what is built again."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as it was; ``name`` is relative to the sealed folder."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What was sealed. ``files`` are the hashes of everything but the manifest; ``rebuilt`` what a run writes again.

    ``formats``, ``issued`` and ``final_wanted`` are what that run was asked for; ``outputs`` is the folder that the
    names in ``rebuilt`` are relative to.
    """

    plan: str
    year: int
    formats: tuple[str, ...]
    issued: date | None
    final_wanted: bool
    versions: Mapping[str, str]
    files: Mapping[str, str]
    rebuilt: tuple[str, ...]

    @property
    def outputs(self) -> str:
        """Where the results lie, relative to the sealed folder."""
        return f"outputs/{self.year}/{self.plan}"


def sealed(receipt: Mapping[str, Any], given: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """Return every file of a sealed folder: what is given, a word to readers, the list of hashes, and the manifest.

    ``given`` are inputs, layout and outputs under their names in the workspace. Same files, same bytes.
    """
    year, plan = int(receipt["year"]), str(receipt["plan"])
    facts = {"title": title, "year": fiscal_year_label(year), "version": receipt["versions"]["reportgen"], "plan": plan}
    words = Template(files("reportgen.rounds").joinpath("archive.txt").read_text(encoding="utf-8")).substitute(facts)
    written = {**given, README: words.replace("\n", "\r\n").encode("utf-8-sig")}
    sums = "".join(f"{digest}  {name}\n" for name, digest in hashes(written).items())
    written[SUMS] = sums.encode("utf-8")
    manifest = {
        "form": _FORM,
        **{key: receipt[key] for key in ("plan", "year", "asked", "versions")},
        "files": hashes(written),
        "rebuilt": sorted(receipt["outputs"]),
    }
    return {**written, MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"}


def read_manifest(data: bytes, where: str) -> Manifest:
    """Return the manifest of a sealed folder.

    Raises:
        UsageError: U33 these bytes are no manifest, or one of another form.
    """
    try:
        told = json.loads(data.decode("utf-8"))
        if told["form"] != _FORM:
            raise ValueError(told["form"])
        return Manifest(
            plan=_name(told["plan"]),
            year=int(told["year"]),
            formats=tuple(str(name) for name in told["asked"]["formats"]),
            issued=date.fromisoformat(told["asked"]["issued"]) if told["asked"]["issued"] else None,
            final_wanted=bool(told["asked"]["final"]),
            versions={str(key): str(version) for key, version in told["versions"].items()},
            files={str(name): str(digest) for name, digest in told["files"].items()},
            rebuilt=tuple(str(name) for name in told["rebuilt"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError("U33", where) from None


def _name(text: str) -> str:
    """Return a plan's id. Raises ValueError for one that is no plain name of a folder."""
    if not text or PurePosixPath(text).name != text or "\\" in text or text == "..":
        raise ValueError(text)
    return text


def hashes(given: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file in hex, in order of names."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(given.items())}


def differences(expected: Mapping[str, str], found: Mapping[str, str]) -> tuple[Difference, ...]:
    """Return what is not as expected, in order of names. Files that file managers leave behind do not count."""
    told: list[Difference] = []
    for name in sorted({*expected, *found}):
        if name not in found:
            told.append(Difference(Kind.MISSING, name))
        elif name not in expected:
            if PurePosixPath(name).name not in _OF_THE_SYSTEM:
                told.append(Difference(Kind.EXTRA, name))
        elif expected[name] != found[name]:
            told.append(Difference(Kind.CHANGED, name))
    return tuple(told)


def same_run(one: bytes, other: bytes) -> bool:
    """Say whether two receipts tell of the same run, whatever programs made it and whatever files came of it."""
    keys = ("plan", "year", "layout", "issued", "final", "asked", "inputs")
    try:
        first, second = (json.loads(data) for data in (one, other))
        return all(first[key] == second[key] for key in keys)
    except (ValueError, KeyError, TypeError):
        return False
