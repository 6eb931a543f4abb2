"""The command ``batch`` on a screen: how far it is, and at the end what could not be built.

Comes in: the plans to build. Goes out: a progress bar on a terminal, and the summary.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

import typer

from reportgen.cli.faults import record
from reportgen.cli.progress import bar
from reportgen.cli.texts import text
from reportgen.errors import ReportgenError
from reportgen.pipeline.batch import Built, Task, build_many


def run_many(tasks: Sequence[Task], jobs: int, *, as_json: bool) -> int:
    """Build all plans, print what became of them, and return the highest status."""
    order = {task.name: number for number, task in enumerate(tasks)}
    with bar(text("batch.working"), len(tasks)) as advance:
        results = []
        for built in build_many(tasks, jobs):
            results.append(_told(built))
            failed = sum(one.failed for one in results)
            advance(1, text("batch.failing", count=failed) if failed else "")
    results.sort(key=lambda built: order[built.name])
    if as_json:
        typer.echo(json.dumps([_record(built) for built in results], ensure_ascii=False, indent=1))
    else:
        _print(results)
    return max(built.status for built in results)


def _told(built: Built) -> Built:
    """Return a result whose fault of ours is told as a sentence, with the record of it in a file."""
    if not built.trace:
        return built
    fault = ReportgenError("I03", kind=built.message, record=record(built.trace))
    return replace(built, message=str(fault))


def _record(built: Built) -> dict[str, object]:
    outcome = asdict(built.outcome) if built.outcome else None
    message = {"message": built.message} if built.message else {}
    return {"name": built.name, "status": built.status, "current": built.current, "outcome": outcome, **message}


def _print(results: Sequence[Built]) -> None:
    current = sum(built.current for built in results)
    failed = [built for built in results if built.failed]
    open_ones = [built for built in results if built.status == 1]
    made = len(results) - current - len(failed)
    typer.echo(text("batch.done", total=len(results), built=made))
    if current:
        typer.echo(text("batch.current", count=current))
    if open_ones:
        typer.echo(text("batch.open", count=len(open_ones)))
        for built in open_ones:
            typer.echo(f"  {built.name}")
    if failed:
        typer.echo(text("batch.failed", count=len(failed)))
        for built in failed:
            typer.echo(f"  {built.name}")
            for line in built.message.splitlines():
                typer.echo(f"    {line}")
