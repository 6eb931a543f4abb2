"""The list of what has changed between two runs (修正箇所一覧, 正誤表), from two folders to its files.

Comes in: a workspace, and two results of the same plan and year. Goes out: Word, HTML and JSON in a folder of their
own, with a receipt, so that a list in which somebody wrote reasons is kept when a new one is made.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from reportgen.deliver.records import report_of
from reportgen.document.theme import Page
from reportgen.errors import UsageError
from reportgen.japanese.wareki import date_label, fiscal_year_label
from reportgen.model.report import Report
from reportgen.pipeline.outputs import RECEIPT, write_outputs
from reportgen.plan.load import Layout, load_layout
from reportgen.plan.schema import Field, LayoutDefinition, PlanText
from reportgen.rounds.changes import Change, Kind, compare
from reportgen.rounds.parts import Parts
from reportgen.workspace import Workspace

MODEL: Final = "model.json"
_PAPER: Final = "changes"
_FORMATS: Final = ("docx", "html")
_LYING: Final = Page()
"""A4 on its side: two texts stand beside each other."""
_TOLD_ANYWAY: Final = ("number", "kind")
"""Fields of what is new or gone that every line about it tells in its first column, or that nobody asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What was listed. ``folder`` holds ``files``; ``counts`` are by kind; ``kept`` are lists edited by hand."""

    title: str
    folder: Path
    files: tuple[str, ...]
    counts: dict[str, int]
    kept: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many places have changed."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edition:
    final: bool
    issued: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of the list. ``source`` is file, sheet and cell of the new text, as a person would look it up."""

    who: str
    label: str
    kind: str
    field: str
    before: Parts
    after: Parts
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    number: str
    name: str
    rows: tuple[_Row, ...]


def list_changes(workspace: Workspace, before: Path, after: Path, out: Path | None = None) -> Listed:
    """Write what has changed from ``before`` to ``after``: folders with a model.json, or such files themselves.

    The list is called 正誤表 if the older result was final. Without ``out`` it stands in ``修正箇所`` among the outputs
    of its plan, where a later run of ``report`` leaves it alone; never in the folder of a sealed edition.

    Raises:
        UsageError: U61 no model.json, U60 not one that can be read, U62 of different plans or years, U63 no such layout
            in the workspace, U09 ``out`` holds something else, U05 it cannot be written.
    """
    paths = _model(before), _model(after)
    data = tuple(path.read_bytes() for path in paths)
    old, new = (report_of(one, str(path)) for one, path in zip(data, paths, strict=True))
    if (old.plan_id, old.year) != (new.plan_id, new.year):
        raise UsageError("U62", before=f"{old.year}/{old.plan_id}", after=f"{new.year}/{new.plan_id}")
    layout = _layout(workspace, new)
    folder = out or workspace.root / "outputs" / str(new.year) / new.plan_id / _words()["folder"]
    _refuse_others(folder)
    changes = tuple(change for change in compare(old, new) if _is_listed(change))
    title = _words()["titles"]["final" if old.final else "draft"]
    made = _papers(title, (old, new), changes, layout)
    made[f"{title}.json"] = _record(title, (old, new), data, changes, layout.definition)
    made[RECEIPT] = _receipt(data, made)
    kept = write_outputs(folder, made)
    kinds = [change.kind.value for change in changes]
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    names = tuple(name for name in made if name != RECEIPT)
    return Listed(title=title, folder=folder, files=names, counts=counts, kept=kept)


def label_of(change: Change, definition: LayoutDefinition) -> str:
    """Return what the layout calls the field of a change; a key that it does not know any more stays as it is."""
    words = _words()
    label = _labels(change, definition).get(change.field) or words["fields"].get(change.field.split("/")[0])
    label = label or change.field
    return words["earlier"].format(label=label, year=fiscal_year_label(change.year)) if change.year else label


def _labels(change: Change, definition: LayoutDefinition) -> dict[str, str]:
    form, asked = definition.form, definition.entries
    rooms: dict[str, tuple[dict[str, str], tuple[PlanText | Field, ...]]] = {
        "section": ({}, definition.section_texts),
        "item": ({"name": form.item_label}, definition.item_texts),
        "entry": ({"party": form.party_label}, (*definition.party_texts, *asked.party)),
        "indicator": ({"name": form.indicator_label}, (*definition.indicator_texts, *asked.indicator)),
    }
    names, asked_for = rooms.get(change.noun, ({}, ()))
    derived = {
        key: one.label if key == one.key else _words()["missing"].format(label=one.label)
        for one in definition.derive
        for key in one.made_keys()
    }
    return derived | names | {one.key: one.label for one in asked_for}


def _is_listed(change: Change) -> bool:
    return change.kind not in (Kind.ADDED, Kind.GONE) or change.field not in _TOLD_ANYWAY


def _papers(
    title: str, reports: tuple[Report, Report], changes: tuple[Change, ...], layout: Layout
) -> dict[str, bytes]:
    from reportgen.compose.papers import compose_paper
    from reportgen.pipeline.papers import issue

    brackets = _brackets(changes)
    told = {
        "title": title,
        "errata": reports[0].final,
        "editions": [_edition(report) for report in reports],
        "groups": _groups(changes, layout.definition),
        "count": len(changes),
        "opening": brackets[:1],
        "closing": brackets[1:],
    }
    return issue(compose_paper(_PAPER, reports[1], layout, told, _LYING), title, _FORMATS).files


def _groups(changes: Iterable[Change], definition: LayoutDefinition) -> list[_Group]:
    """Return the changes by what they are about, in their order."""
    return [
        _Group(number=number, name=name, rows=tuple(_row(change, definition) for change in own))
        for (number, name), own in groupby(changes, key=lambda change: (change.about.number, change.about.name))
    ]


def _row(change: Change, definition: LayoutDefinition) -> _Row:
    place = change.place
    source = ""
    if place and not change.derived:
        source = f"{Path(place.file).name}\n{place.sheet or ''} {place.cell or ''}".rstrip()
    return _Row(
        who=change.about.who,
        label=label_of(change, definition),
        kind=change.kind.value,
        field=change.field,
        before=change.before,
        after=change.after,
        source=source,
    )


def _edition(report: Report) -> _Edition:
    return _Edition(final=report.final, issued=date_label(report.issued) if report.issued else "")


def _brackets(changes: Iterable[Change]) -> str:
    """Return the first pair of brackets that no text holds; the first of all if every pair is in use."""
    pairs: list[str] = _words()["brackets"]
    used = {char for change in changes for part in (*change.before, *change.after) for char in part.text}
    return next((pair for pair in pairs if used.isdisjoint(pair)), pairs[0])


def _model(path: Path) -> Path:
    model = path / MODEL if path.is_dir() else path
    if not model.is_file():
        raise UsageError("U61", path=path)
    return model


def _layout(workspace: Workspace, report: Report) -> Layout:
    folder = workspace.layout(report.layout)
    if not (folder / "layout.toml").is_file():
        raise UsageError("U63", layout=report.layout)
    return load_layout(folder)


def _refuse_others(folder: Path) -> None:
    """Refuse a folder in which something stands that is no list of ours: it would be moved about."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    try:
        ours = json.loads((folder / RECEIPT).read_text(encoding="utf-8")).get("paper") == _PAPER
    except (OSError, ValueError, AttributeError):
        ours = False
    if not ours:
        raise UsageError("U09", path=folder)


def _record(
    title: str,
    reports: tuple[Report, Report],
    data: tuple[bytes, ...],
    changes: Iterable[Change],
    definition: LayoutDefinition,
) -> bytes:
    editions = [asdict(_edition(report)) | {"sha256": _hash(one)} for report, one in zip(reports, data, strict=True)]
    record = {
        "title": title,
        "plan": reports[1].plan_id,
        "year": reports[1].year,
        "before": editions[0],
        "after": editions[1],
        "changes": [asdict(change) | {"label": label_of(change, definition)} for change in changes],
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _receipt(data: tuple[bytes, ...], made: dict[str, bytes]) -> bytes:
    receipt = {
        "paper": _PAPER,
        "inputs": dict(zip(("before", "after"), map(_hash, data), strict=True)),
        "outputs": {name: _hash(one) for name, one in made.items()},
    }
    return json.dumps(receipt, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("reportgen.pipeline").joinpath("changes.toml").read_text(encoding="utf-8"))
