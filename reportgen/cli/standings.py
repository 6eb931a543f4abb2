"""The board on a terminal, and as a record.

Comes in: a ``Board``. Goes out: a bar, a table and a few lines on standard output, or what ``--json`` prints.
"""

from typing import TYPE_CHECKING

import typer

from reportgen.cli.texts import text
from reportgen.japanese.wareki import date_label, fiscal_year_label

if TYPE_CHECKING:
    from rich.table import Table

    from reportgen.deliver.board import Board, Standing

_BAR = 20
"""Characters of the bar."""


def print_board(board: "Board", *, with_reminders: bool) -> None:
    """Print where everybody stands, and the texts of the reminders if wanted."""
    from rich.console import Console

    typer.echo(text("report.title", plan_name=board.plan_name, year_label=fiscal_year_label(board.year)))
    typer.echo(f"  {_deadline(board)}")
    typer.echo(f"  {_bar(board)}")
    Console(highlight=False).print(_table(board))
    for concern in board.concerns:
        typer.echo(f"  {text('status.concern', title=concern.title, result=concern.result)}")
    if with_reminders:
        _print_reminders(board)


def _print_reminders(board: "Board") -> None:
    from reportgen.deliver.board import reminder

    for words in filter(None, (reminder(board, one) for one in board.standings)):
        typer.echo(f"\n{text('status.rule')}\n{words}")


def as_record(board: "Board") -> dict[str, object]:
    """Return a board as plain values for JSON: days as ISO 8601, counts by their Japanese names."""
    from reportgen.deliver.board import reminder

    return {
        "plan_id": board.plan_id,
        "plan_name": board.plan_name,
        "year": board.year,
        "deadline": board.deadline.isoformat() if board.deadline else None,
        "today": board.today.isoformat() if board.today else None,
        "days_left": board.days_left,
        "counts": {status.value: count for status, count in board.counts.items()},
        "submitters": [{**_record(one), "reminder": reminder(board, one)} for one in board.standings],
        "concerns": [
            {"title": one.title, "counts": {level.value: len(lines) for level, lines in one.by_level.items()}}
            for one in board.concerns
        ],
    }


def _record(standing: "Standing") -> dict[str, object]:
    own = standing.listing
    return {
        "submitter": standing.submitter,
        "status": standing.status.value,
        "round": standing.round,
        "counts": {level.value: count for level, count in own.counts.items()},
        "settled": own.settled,
        "states": {state.value: count for state, count in own.states.items()},
    }


def _deadline(board: "Board") -> str:
    if board.deadline is None:
        return text("status.no_deadline")
    day = text("status.deadline", day=date_label(board.deadline))
    left = board.days_left
    if left is None:
        return day
    return day + text("status.late" if left < 0 else "status.left" if left else "status.last_day", days=abs(left))


def _bar(board: "Board") -> str:
    from reportgen.deliver.board import Status

    total, done = len(board.standings), board.counts[Status.DONE]
    filled = _BAR * done // total if total else 0
    counts = "、".join(f"{status.value} {count}" for status, count in reversed(board.counts.items()) if count)
    return text("status.bar", bar="■" * filled + "□" * (_BAR - filled), counts=counts, total=total)


def _table(board: "Board") -> "Table":
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    from reportgen.deliver.board import Status

    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    table.add_column(text("status.submitter"), overflow="fold")
    table.add_column(text("status.status"), no_wrap=True)
    table.add_column(text("status.round"), justify="right", no_wrap=True)
    table.add_column(text("status.findings"))
    if board.has_rounds:
        table.add_column(text("status.states"))
    for one in board.standings:
        own = one.listing
        look = {Status.DONE: "green", Status.ASK: "yellow"}.get(one.status, "red")
        found = own.result if one.has_list else ""
        cells = [str(one.round or "－"), found, *([own.compared] if board.has_rounds else [])]
        table.add_row(escape(one.submitter), f"[{look}]{one.status.value}[/{look}]", *map(escape, cells))
    return table
