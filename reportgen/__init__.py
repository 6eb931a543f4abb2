"""From departments' workbooks to the official progress report (進捗状況報告書).

The house, from top to bottom; each room imports only rooms below it::

    cli            arguments, progress, exit statuses; the only room that prints
    pipeline       the order of the stages; the only room that writes outputs
    rounds         between runs: states of findings, register, changes, roll-over, archive
    collect        workbook files          → submissions, as typed, every cell with its place
    validate       submission + plan       → checked values, fixes listed
    merge          checked × n             → the report: identity, order, provenance
    derive         report + layout         → the report with rates, totals and derived ratings
    digest         report + layout         → counts and comparisons that a meeting is told
    compose        report + layout         → the document: a format-neutral tree
    render         document                → Word, PDF, HTML
    proof          files + document        → re-read and compared
    deliver        findings, report        → forms, lists for departments, JSON
    plan           layout.toml and plan.xlsx
    workspace      where a year's files lie            workbook   workbook file → cells
    model          nouns of the content                document   nouns of the page
    findings       one thing to fix or to explain, and the catalogue of codes
    opc            Office packages with reproducible bytes
    place, errors, units, version, japanese, assets

Public names are loaded when they are first used.
"""

from typing import TYPE_CHECKING

from reportgen.version import __version__

__all__ = ["Finding", "Outcome", "ReportgenError", "Workspace", "__version__", "build", "check"]

if TYPE_CHECKING:
    from reportgen.errors import ReportgenError
    from reportgen.findings.finding import Finding
    from reportgen.pipeline.check import check
    from reportgen.pipeline.report import Outcome, build
    from reportgen.workspace import Workspace

_HOMES = {
    "Finding": "reportgen.findings.finding",
    "Outcome": "reportgen.pipeline.report",
    "ReportgenError": "reportgen.errors",
    "Workspace": "reportgen.workspace",
    "build": "reportgen.pipeline.report",
    "check": "reportgen.pipeline.check",
}


def __getattr__(name: str) -> object:
    """Load a public name from its home."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
