"""The commands of the weeks in which forms come in: what arrived, and who is late.

The only module that asks the clock, and only where no day or time was given.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.commands import AsJson, Folder, PlanId, Year, app, day_of, year_of
from reportgen.cli.texts import text
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from reportgen.pipeline.desk import Received
    from reportgen.pipeline.receive import Intaken

_SHOWN_EDITS = 5
_LONGEST = 30
"""Characters of an answer in the list of what changed."""


@app.command(help=text("help.status"))
def status(
    year: Year,
    plan: PlanId = None,
    today: Annotated[str | None, typer.Option("--today", help=text("help.today"), show_default=False)] = None,
    page: Annotated[Path | None, typer.Option("--html", help=text("help.html"), show_default=False)] = None,
    reminders: Annotated[bool, typer.Option("--reminders", help=text("help.reminders"))] = False,
    as_json: AsJson = False,
    workspace: Folder = Path(),
) -> int:
    """Print where everybody stands; return 1 if something must be corrected or cannot be read."""
    from reportgen.cli.progress import stages
    from reportgen.cli.standings import as_record, print_board
    from reportgen.pipeline.status import status as boards_of
    from reportgen.pipeline.status import write_board
    from reportgen.workspace import Workspace

    day = day_of("--today", today) or date.today()
    with stages() as progress:
        boards = boards_of(Workspace(workspace.resolve()), year, plan, today=day, progress=progress)
    if page is not None:
        if len(boards) > 1:
            raise UsageError("U27", plans="、".join(board.plan_id for board in boards))
        write_board(boards[0], page)
    if as_json:
        typer.echo(json.dumps([as_record(board) for board in boards], ensure_ascii=False, indent=1))
    else:
        for board in boards:
            print_board(board, with_reminders=reminders)
    return int(any(board.is_open for board in boards))


@app.command(help=text("help.receive"))
def receive(
    paths: Annotated[list[Path], typer.Argument(help=text("help.arrived"), show_default=False)],
    year: Annotated[
        int | None,
        typer.Option("--year", parser=year_of, metavar="年度", help=text("help.receive_year"), show_default=False),
    ] = None,
    plan: Annotated[str | None, typer.Option("--plan", help=text("help.receive_plan"), show_default=False)] = None,
    now: Annotated[str | None, typer.Option("--now", help=text("help.now"), show_default=False)] = None,
    as_json: AsJson = False,
    workspace: Folder = Path(),
) -> int:
    """File what arrived and print what became of it; return 2 if a file was refused, 1 if one is unreadable."""
    from reportgen.pipeline.receive import receive as take_in
    from reportgen.workspace import Workspace

    moment = _moment(now) if now else datetime.now()
    intaken = take_in(paths, Workspace(workspace.resolve()), year, plan, now=f"{moment:%Y-%m-%d %H:%M:%S}")
    if as_json:
        from dataclasses import asdict

        typer.echo(_printable(json.dumps(asdict(intaken), ensure_ascii=False, indent=1)))
    else:
        _print(intaken)
    return intaken.status


def _print(intaken: "Intaken") -> None:
    for one in intaken.files:
        line = text(f"receive.{one.kind}", name=one.original, result=one.result, stored=one.stored, number=one.number)
        typer.echo(_printable(line), err=one.kind == "refused")
        _print_edits(one)
    for name in intaken.lost:
        typer.echo(_printable(text("receive.lost", name=name)))
    typer.echo(_summary(intaken.files))


def _print_edits(one: "Received") -> None:
    for edit in one.edits[:_SHOWN_EDITS]:
        facts = {"before": _short(edit.before), "after": _short(edit.after)}
        where = "・".join(part for part in (edit.item, edit.name, edit.field) if part)
        typer.echo(_printable(f"    {text('receive.change', where=where, **facts)}"))
    more = len(one.edits) - _SHOWN_EDITS
    if more > 0:
        typer.echo(f"    {text('receive.more', count=more)}")


def _summary(files: Sequence["Received"]) -> str:
    kinds = [one.kind for one in files]
    counts = {kind: kinds.count(kind) for kind in ("filed", "unreadable", "already", "noted", "refused")}
    told = [text(f"receive.count_{kind}", count=count) for kind, count in counts.items() if count]
    return text("receive.summary", counts="、".join(told))


def _short(answer: str) -> str:
    """Return an answer in one line, shortened; the word for nothing where nothing stands."""
    line = " ".join(answer.split())
    return (line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…") or text("receive.blank")


def _printable(line: str) -> str:
    """Return a line that a terminal takes: a name that no encoding explains keeps its bytes in writing."""
    return line.encode("utf-8", "backslashreplace").decode("utf-8")


def _moment(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise UsageError("U28", value=value) from None
