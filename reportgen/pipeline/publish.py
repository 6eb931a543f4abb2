"""What the public gets of a report: its HTML edition and open data; and what is to be looked at before.

Comes in: a plan whose report has been built. Goes out: ``outputs/<year>/<plan>/公開/``, and beside it a list of what to
check. The report is made again from the same inputs and options, so that what is published is what was shown; nothing
is taken from the output folder but its receipt.
"""

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from reportgen.errors import UsageError
from reportgen.findings.catalogue import location
from reportgen.findings.tracked import Tracked
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.pipeline.intake import Intake, take_in
from reportgen.pipeline.outputs import write_beside, write_outputs
from reportgen.pipeline.papers import issue
from reportgen.pipeline.report import Edition, edition_of
from reportgen.pipeline.seal import current_receipt
from reportgen.workspace import PlanFolder, Workspace

_LOOKED_AT: Final = ("C23", "T12", "T15", "D01")
"""Personal data, private characters, misread text, characters without a glyph; names of persons are looked for here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was published. ``status`` is 1 if something is to be looked at, else 0.

    ``folder`` and ``checklist_file`` are relative to the workspace, ``files`` to the folder; ``checklist`` are the
    lines about what is open.
    """

    status: int
    folder: str
    files: tuple[str, ...]
    checklist: tuple[str, ...]
    checklist_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Public:
    """Everything about one plan before it is written."""

    folder: PlanFolder
    intake: Intake
    edition: Edition
    asked: tuple[Tracked, ...]
    files: Mapping[str, bytes]
    inputs: Mapping[str, str]


def publish(
    workspace: Workspace,
    year: int,
    plan: str | None = None,
    *,
    draft: bool = False,
    progress: Callable[[str], None] = lambda _stage: None,
) -> tuple[Published, ...]:
    """Publish every plan of a year, or the one named. Nothing is written unless all of them can be.

    Raises:
        UsageError: U30 no report has been built, U31 something has changed since, U34 it is a draft and ``draft`` was
            not given, U05 it cannot be written; and as ``build`` does.
    """
    found = [_public(folder, workspace, progress) for folder in workspace.plans(year, plan)]
    for one in found:
        if not one.edition.report.final and not draft:
            raise UsageError("U34", year=one.folder.year, plan=one.folder.id)
    progress("publish")
    return tuple(_write(one) for one in found)


def _public(folder: PlanFolder, workspace: Workspace, progress: Callable[[str], None]) -> _Public:
    from reportgen.compose import file_stem
    from reportgen.deliver.open_data import open_data, public_tables
    from reportgen.deliver.open_data.tables import about
    from reportgen.validate.persons import persons

    receipt = current_receipt(folder, workspace)
    asked = receipt["asked"]
    intake = take_in(folder, workspace, progress)
    issued = date.fromisoformat(asked["issued"]) if asked["issued"] else None
    edition = edition_of(intake, issued=issued, final=bool(asked["final"]), progress=progress)
    report, layout = edition.report, intake.layout
    named = tuple(Tracked(finding=one, answer=edition.answers.to(one)) for one in persons(report, layout))
    known = tuple(one for one in edition.tracked if one.stands and one.finding.code.startswith(_LOOKED_AT))
    page = issue(edition.document, file_stem(report, layout), ("html",)).files
    data = open_data(public_tables(report, layout, edition.document.omitted), about(report, layout))
    return _Public(
        folder=folder,
        intake=intake,
        edition=edition,
        asked=(*known, *named),
        files={**page, **data},
        inputs=receipt["inputs"],
    )


def _write(one: _Public) -> Published:
    place, record = one.folder.outputs, _words()["record"]
    target = place / _words()["folder"]
    write_outputs(target, one.files, _former(place / record))
    strangers = tuple(name for name in _names_in(target) if name not in one.files)
    written = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(one.files.items())}
    told = {"folder": _words()["folder"], "files": written, "inputs": one.inputs}
    write_beside(place, record, json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
    lines = _open_lines(one, strangers)
    write_beside(place, _words()["checklist"], _checklist(one, lines))
    is_open = any(tracked.is_open for tracked in one.asked) or strangers or not one.edition.report.final
    return Published(
        status=1 if is_open else 0,
        folder=one.folder.named(target),
        files=tuple(sorted(one.files)),
        checklist=lines,
        checklist_file=one.folder.named(place / _words()["checklist"]),
    )


def _former(record: Path) -> dict[str, str]:
    """Return what the publication before wrote, with its hashes; empty without one."""
    try:
        told = json.loads(record.read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in told.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _names_in(folder: Path) -> tuple[str, ...]:
    return tuple(path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())


def _open_lines(one: _Public, strangers: tuple[str, ...]) -> tuple[str, ...]:
    said = _words()
    lines = [] if one.edition.report.final else [said["draft"]]
    lines += [said["stranger"].format(folder=said["folder"], name=name) for name in strangers]
    for number, tracked in enumerate((one for one in one.asked if one.is_open), 1):
        lines += [_finding(one, tracked, number), said["do"].format(do=one.intake.catalogue.do(tracked.finding))]
    return tuple(lines)


def _finding(one: _Public, tracked: Tracked, number: int) -> str:
    finding, catalogue = tracked.finding, one.intake.catalogue
    where = location(finding, catalogue.item_word)
    return str(_words()["finding"].format(number=number, where=where, what=catalogue.what(finding), code=finding.code))


def _checklist(one: _Public, opened: tuple[str, ...]) -> bytes:
    said, report = _words(), one.edition.report
    lines = [said["title"].format(plan_name=report.plan_name, year_label=fiscal_year_label(report.year)), ""]
    count = sum(not line.startswith("　") for line in opened)
    lines += [said["open"].format(count=count) if opened else said["none"], *opened, ""]
    settled = [tracked for tracked in one.asked if tracked.answer is not None]
    if settled:
        lines.append(said["accepted"].format(count=len(settled)))
        for number, tracked in enumerate(settled, 1):
            assert tracked.answer is not None
            answer = said["answer"].format(by=tracked.answer.by, reason=tracked.answer.reason)
            lines += [_finding(one, tracked, number), answer]
        lines.append("")
    lines.append(said["always"])
    habits = [] if one.intake.layout.definition.publication.licence else [said["no_licence"]]
    habits += [line.format(folder=said["folder"]) for line in said["habits"]]
    lines += [f"・{line}" for line in habits]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig", "backslashreplace")


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(files("reportgen.pipeline").joinpath("publish.toml").read_text(encoding="utf-8"))
