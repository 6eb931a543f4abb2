"""The page 指摘一覧 of one submitter: what to fix, where, and how.

Comes in: the findings of one submitter and the catalogue. Goes out: the bytes of one HTML file without scripts or
outside files. It decides nothing: levels and sentences are the catalogue's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from reportgen.findings.catalogue import Catalogue, Level, location
from reportgen.findings.finding import Finding
from reportgen.japanese.wareki import date_label, fiscal_year_label
from reportgen.model.plan import Plan

if TYPE_CHECKING:
    from jinja2 import Template

UNKNOWN_SUBMITTER = "_提出者不明"
"""The folder for findings about files that name no submitter."""

_KEYS = {
    Level.UNREADABLE: ("unreadable", "✕"),
    Level.MUST_FIX: ("must-fix", "！"),
    Level.ASK: ("ask", "？"),
    Level.NOTE: ("note", "ｉ"),
}


@dataclass(frozen=True, slots=True)
class _LevelCount:
    name: str
    key: str
    icon: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    level: _LevelCount
    code: str
    where: str
    what: str
    do: str
    found: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    submitter: str
    plan_name: str
    year_label: str
    deadline: str
    contact: str
    levels: tuple[_LevelCount, ...]
    cards: tuple[_Card, ...]
    must_act: bool
    ask: bool


def by_submitter(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings of each submitter, names in order of first mention; those of nobody under 提出者不明."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.subject.submitter or UNKNOWN_SUBMITTER, []).append(finding)
    return found


def folder_name(submitter: str) -> str:
    """Return a submitter's name as a folder or file name: characters that no file system takes become ＿."""
    return (
        "".join("＿" if c in '\\/:*?"<>|' or ord(c) < 0x20 else c for c in submitter).strip(" .") or UNKNOWN_SUBMITTER
    )


def findings_page(submitter: str, findings: Iterable[Finding], catalogue: Catalogue, plan: Plan) -> bytes:
    """Return the page of one submitter, UTF-8. Findings come most serious first, then in the order of the sheet."""
    ordered = catalogue.in_order(findings)
    counts = {level: sum(catalogue.level(f) is level for f in ordered) for level in Level}
    page = _Page(
        submitter=submitter.removeprefix("_"),
        plan_name=plan.name,
        year_label=fiscal_year_label(plan.year),
        deadline=_day(plan.meeting.deadline),
        contact=plan.meeting.contact,
        levels=tuple(_level(level, count) for level, count in counts.items() if count),
        cards=tuple(_card(finding, catalogue) for finding in ordered),
        must_act=bool(counts[Level.UNREADABLE] or counts[Level.MUST_FIX]),
        ask=bool(counts[Level.ASK]),
    )
    return _template().render(page=page, style=_style()).encode("utf-8")


def _level(level: Level, count: int = 0) -> _LevelCount:
    key, icon = _KEYS[level]
    return _LevelCount(level.value, key, icon, count)


def _card(finding: Finding, catalogue: Catalogue) -> _Card:
    return _Card(
        level=_level(catalogue.level(finding)),
        code=finding.code,
        where=location(finding),
        what=catalogue.what(finding),
        do=catalogue.do(finding),
        found=finding.found,
        party=finding.subject.party if finding.subject.party != finding.subject.submitter else "",
    )


def _day(day: date | None) -> str:
    return date_label(day) if day else ""


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("reportgen.deliver", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    return environment.get_template("findings_page.html.j2")


def _style() -> object:
    from markupsafe import Markup

    return Markup(files("reportgen.deliver").joinpath("findings_page.css").read_text(encoding="utf-8"))
