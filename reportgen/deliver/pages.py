"""The pages 指摘一覧: for each submitter what to fix, where, and how; for the secretariat what only it can do.

Comes in: the findings of a run and the catalogue. Goes out: the bytes of HTML files without scripts or outside files.
Nothing is decided here: levels and sentences are the catalogue's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportgen.deliver.records import Reasons, reasons_of
from reportgen.findings.catalogue import Catalogue, Level, location
from reportgen.findings.finding import Finding
from reportgen.japanese.invisible import spelled
from reportgen.japanese.wareki import date_label, fiscal_year_label
from reportgen.model.plan import Plan
from reportgen.model.report import Report
from reportgen.plan.submitters import as_file_name

if TYPE_CHECKING:
    from jinja2 import Template

UNKNOWN_SUBMITTER = "_提出者不明"
"""The folder for findings about files that name no submitter."""
SECRETARIAT = "_事務局"
"""The folder for what the secretariat has to do."""

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
    answer: str
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
    to_secretariat: bool
    must_fix: str
    ask: bool


def pages(findings: Iterable[Finding], catalogue: Catalogue, plan: Plan, report: Report) -> dict[str, bytes]:
    """Return the page of everybody who has something to read, by folder name.

    What a submitter can act on goes to the submitter, the rest to the secretariat. A file that names no submitter is
    for the secretariat too, on a page of its own.
    """
    shown = by_reader(catalogue.in_order(findings), catalogue)
    reasons = reasons_of(report)
    return {folder_name(name): findings_page(name, own, catalogue, plan, reasons) for name, own in shown.items()}


def by_reader(findings: Iterable[Finding], catalogue: Catalogue) -> dict[str, list[Finding]]:
    """Return the findings by who acts on them, names in order of first mention."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        acts = catalogue.entries[finding.code].actor
        name = (finding.subject.submitter or UNKNOWN_SUBMITTER) if acts == "担当課" else SECRETARIAT
        found.setdefault(name, []).append(finding)
    return found


def folder_name(submitter: str) -> str:
    """Return a submitter's name as a folder or file name; nobody's where nothing of it is left."""
    return as_file_name(submitter) or UNKNOWN_SUBMITTER


def findings_page(
    submitter: str,
    findings: Iterable[Finding],
    catalogue: Catalogue,
    plan: Plan,
    reasons: Reasons = MappingProxyType({}),
) -> bytes:
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
        cards=tuple(_card(finding, catalogue, reasons) for finding in ordered),
        to_secretariat=submitter in (SECRETARIAT, UNKNOWN_SUBMITTER),
        must_fix="".join(f"「{level.value}」" for level in (Level.UNREADABLE, Level.MUST_FIX) if counts[level]),
        ask=bool(counts[Level.ASK]),
    )
    return _template().render(page=page, style=_style()).encode("utf-8")


def _level(level: Level, count: int = 0) -> _LevelCount:
    key, icon = _KEYS[level]
    return _LevelCount(level.value, key, icon, count)


def _card(finding: Finding, catalogue: Catalogue, reasons: Reasons) -> _Card:
    about, what, found = finding.subject, catalogue.what(finding), spelled(finding.found)
    return _Card(
        level=_level(catalogue.level(finding)),
        code=finding.code,
        where=location(finding) or about.submitter,
        what=what,
        do=catalogue.do(finding),
        found="" if found in what else found,
        answer=reasons.get((about.item, about.party or about.indicator), ""),
        party=about.party if about.party != about.submitter else "",
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
