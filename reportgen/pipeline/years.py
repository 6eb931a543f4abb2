"""The years of one plan together, from sealed folders: a paper, and the same as JSON.

Comes in: sealed folders, or a plan whose sealed folders lie in the workspace. Goes out: ``outputs/years/<plan>/``. Each
sealed folder is held against its manifest first; one that was changed is refused.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from reportgen.compose.file_name import safe_stem
from reportgen.compose.papers import compose_paper
from reportgen.deliver.records import report_of
from reportgen.errors import UsageError
from reportgen.model.report import Report
from reportgen.pipeline.outputs import RECEIPT, write_outputs
from reportgen.pipeline.papers import issue
from reportgen.pipeline.seal import read_sealed, some
from reportgen.plan.load import Layout, load_layout
from reportgen.rounds.archive import MANIFEST, Manifest, differences, hashes, read_manifest
from reportgen.rounds.years import YearsTogether, together
from reportgen.workspace import Workspace

_STEM: Final = "年度のまとめ_{span}"
_TO: Final = "から"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """One sealed year. ``seal`` is the hash of its manifest."""

    folder: Path
    manifest: Manifest
    report: Report
    seal: str


def summarise(
    workspace: Workspace,
    archives: Sequence[Path],
    *,
    plan: str | None = None,
    first: int | None = None,
    last: int | None = None,
) -> tuple[str, tuple[str, ...]]:
    """Write the summary of some years; return its folder, relative to the workspace, and the names in it.

    Raises:
        UsageError: U41 neither or both of folders and plan, U40 no sealed folder of that plan, U33 no sealed folder,
            U37 one that was changed, U60 one whose model cannot be read, U35 of several plans, U36 two of one year,
            U42 nothing to rate by, U05 it cannot be written.
        TemplateError: the layout of the last year.
    """
    if bool(archives) == bool(plan):
        raise UsageError("U41")
    places = list(archives) or _of_plan(workspace, str(plan), first, last)
    years = _in_order([_read(place) for place in places])
    layout = load_layout(years[-1].folder / "templates" / years[-1].report.layout)
    found = _together([one.report for one in years], layout)
    span = _TO.join(dict.fromkeys((found.years[0].label, found.years[-1].label)))
    files = _files(found, years[-1].report, layout, span)
    made_from = {f"{one.manifest.year}/{one.manifest.plan}": one.seal for one in years}
    receipt = {"archives": made_from, "outputs": hashes(files)}
    files[RECEIPT] = json.dumps(receipt, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
    target = workspace.root / "outputs" / "years" / years[-1].manifest.plan
    write_outputs(target, files)
    return target.relative_to(workspace.root).as_posix(), tuple(files)


def _of_plan(workspace: Workspace, plan: str, first: int | None, last: int | None) -> list[Path]:
    found = [
        path.parent
        for path in sorted((workspace.root / "archive").glob(f"[0-9][0-9][0-9][0-9]/*/{MANIFEST}"))
        if path.parent.name == plan and (first or 0) <= int(path.parent.parent.name) <= (last or 9999)
    ]
    if not found:
        raise UsageError("U40", plan=plan, first=first or "はじめ", last=last or "終わり")
    return found


def _read(folder: Path) -> _Year:
    files = read_sealed(folder)
    if MANIFEST not in files:
        raise UsageError("U33", folder.as_posix())
    manifest = read_manifest(files[MANIFEST], f"{folder.name}/{MANIFEST}")
    changed = differences(manifest.files, hashes({name: data for name, data in files.items() if name != MANIFEST}))
    if changed:
        raise UsageError("U37", folder.as_posix(), path=folder.as_posix(), files=some(one.name for one in changed))
    model = f"{manifest.outputs}/model.json"
    report = report_of(files.get(model, b""), f"{folder.as_posix()}/{model}")
    return _Year(folder=folder, manifest=manifest, report=report, seal=hashlib.sha256(files[MANIFEST]).hexdigest())


def _in_order(years: Sequence[_Year]) -> tuple[_Year, ...]:
    plans = sorted({one.manifest.plan for one in years})
    if len(plans) > 1:
        raise UsageError("U35", plans="、".join(plans))
    ordered = sorted(years, key=lambda one: one.manifest.year)
    for one, other in pairwise(ordered):
        if one.manifest.year == other.manifest.year:
            year = f"{one.manifest.year}年度"
            raise UsageError("U36", year=year, first=one.folder.as_posix(), second=other.folder.as_posix())
    return tuple(ordered)


def _together(reports: Sequence[Report], layout: Layout) -> YearsTogether:
    definition = layout.definition
    counted = definition.counted()
    fields = definition.entries.party if counted.on == "entry" else definition.entries.indicator
    asked = next((field for field in fields if field.key == counted.rating), None)
    if asked is None or asked.scale is None or not any(asked.scale in report.scales for report in reports):
        raise UsageError("U42")
    return together(reports, noun=counted.on, key=asked.key, label=asked.label, scale=asked.scale)


def _files(found: YearsTogether, report: Report, layout: Layout, span: str) -> dict[str, bytes]:
    stem = safe_stem(_STEM.format(span=span))
    told: Mapping[str, object] = {
        **asdict(found),
        "span": span,
        "all_rated": all(year.base for year in found.years),
    }
    made = issue(compose_paper("years", report, layout, {"together": told}), stem).files
    data = {"plan": report.plan_id, "plan_name": report.plan_name, **asdict(found)}
    made[f"{stem}.json"] = json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
    return made
