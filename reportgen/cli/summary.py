"""What a command prints when it is done."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from reportgen.cli.texts import text
from reportgen.errors import UsageError
from reportgen.findings.facts import with_names
from reportgen.japanese.wareki import fiscal_year_label

if TYPE_CHECKING:
    from reportgen.pipeline.report import Outcome


def print_report(outcomes: Sequence["Outcome"], *, as_json: bool) -> None:
    """Print what was made and what is open; as JSON on standard output if wanted."""
    if as_json:
        typer.echo(json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False, indent=1))
        return
    for outcome in outcomes:
        _print_outcome(outcome)


def _print_outcome(outcome: "Outcome") -> None:
    typer.echo(text("report.title", plan_name=outcome.plan_name, year_label=fiscal_year_label(outcome.year)))
    edition = text("report.edition_final" if outcome.final else "report.edition_draft")
    typer.echo(f"  {text('report.documents', edition=edition)}")
    for name in outcome.documents:
        typer.echo(f"    {outcome.folder}/{name}")
    submitted = outcome.expected - len(outcome.missing) - len(outcome.blank)
    typer.echo(f"  {text('report.submitted', expected=outcome.expected, submitted=submitted)}")
    if outcome.missing:
        typer.echo(f"  {text('report.missing', names='、'.join(outcome.missing))}")
    if outcome.blank:
        typer.echo(f"  {text('report.blank', names='、'.join(outcome.blank))}")
    counts = "、".join(f"{level} {count}件" for level, count in outcome.counts.items() if count)
    settled = text("report.settled", count=outcome.settled) if outcome.settled else ""
    if counts or settled:
        typer.echo(f"  {text('report.counts', counts=counts or text('report.none_open'))}{settled}")
    else:
        typer.echo(f"  {text('report.no_findings')}")
    if outcome.states:
        states = "、".join(f"{state} {count}件" for state, count in outcome.states.items())
        typer.echo(f"  {text('report.compared', states=states)}")
    if any(name.startswith("findings/") for name in outcome.files):
        typer.echo(f"  {text('report.where_findings', folder=outcome.folder)}")
    for name in outcome.kept:
        typer.echo(f"  {text('report.kept', name=name)}")
    if outcome.stale:
        names = "、".join(f"{outcome.folder}/{name}" for name in outcome.stale)
        typer.echo(f"  {text('report.stale', names=names)}")
    if outcome.refused:
        typer.echo(f"  {text('report.refused')}")
    if outcome.counts["要修正"] or outcome.counts["受付不可"]:
        typer.echo(f"  {text('report.open', folder=outcome.folder)}")


def print_code(code: str) -> None:
    """Print a code and its variants. Raises ``UsageError`` U10 for a code that is not in the catalogue."""
    import difflib
    import unicodedata

    from reportgen.findings.catalogue import catalogue

    entries = catalogue().entries
    wanted = unicodedata.normalize("NFKC", code).strip().upper()
    found = [entry for name, entry in entries.items() if wanted in (name.upper(), name.rstrip("abcdef"))]
    if not found:
        near = difflib.get_close_matches(wanted, entries, n=3, cutoff=0.3) or list(entries)[:3]
        raise UsageError("U10", code=code, near="、".join(near))
    for entry in found:
        typer.echo(f"{entry.code}　{entry.level.value}（{entry.actor}）")
        typer.echo(f"  {with_names(entry.what)}")
        if entry.do:
            typer.echo(f"  → {with_names(entry.do)}")
