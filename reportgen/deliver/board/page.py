"""The board as one HTML file, without scripts or outside files.

Comes in: a ``Board``. Goes out: its bytes. Nothing is decided here: status, counts and texts are the board's. On paper
the overview of twenty submitters takes one A4 page; texts that are for copying stay on the screen.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from reportgen.deliver.board.reminder import reminder
from reportgen.deliver.board.standing import Board, Standing, Status
from reportgen.deliver.listing import folder_name
from reportgen.deliver.templates import style, template
from reportgen.findings.catalogue import Level
from reportgen.findings.tracked import State
from reportgen.japanese.wareki import date_label, fiscal_year_label

_HERE: Final = "reportgen.deliver.board"
_LOOKS: Final = {
    Status.UNREADABLE: ("unreadable", "✕"),
    Status.MISSING: ("missing", "－"),
    Status.MUST_FIX: ("must-fix", "！"),
    Status.ASK: ("ask", "？"),
    Status.DONE: ("done", "✓"),
}
_LIST: Final = "指摘一覧.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One submitter. ``numbers`` are what is open by level, and what was answered; ``states`` may be empty."""

    number: int
    submitter: str
    key: str
    icon: str
    status: str
    round: int
    numbers: tuple[int, ...]
    states: tuple[int, ...]
    link: str
    reminder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One status in the bar: how many of all, and its share in percent."""

    key: str
    icon: str
    name: str
    count: int
    share: str


def board_page(board: Board) -> bytes:
    """Return the page, UTF-8. Links lead to the lists beside it, as a run lays them out."""
    rows = tuple(_row(number, board, standing) for number, standing in enumerate(board.standings, start=1))
    html = template(_HERE, "board.html.j2").render(
        board=board,
        year_label=fiscal_year_label(board.year),
        deadline=date_label(board.deadline) if board.deadline else "",
        today=date_label(board.today) if board.today else "",
        levels=[level.value for level in Level],
        states=[state.value for state in State],
        parts=_parts(board),
        rows=rows,
        reminded=[row for row in rows if row.reminder],
        link_of=_list_link,
        style=style(_HERE, "board.css"),
    )
    return html.encode("utf-8", "backslashreplace")


def _row(number: int, board: Board, standing: Standing) -> _Row:
    own = standing.listing
    key, icon = _LOOKS[standing.status]
    return _Row(
        number=number,
        submitter=standing.submitter,
        key=key,
        icon=icon,
        status=standing.status.value,
        round=standing.round,
        numbers=(*own.counts.values(), own.settled),
        states=tuple(own.states.values()),
        link=_list_link(standing.submitter) if standing.has_list else "",
        reminder=reminder(board, standing),
    )


def _list_link(reader: str) -> str:
    return quote(f"findings/{folder_name(reader)}/{_LIST}")


def _parts(board: Board) -> tuple[_Part, ...]:
    """Return the statuses that occur, the finished ones first."""
    total = len(board.standings)
    counts = reversed(board.counts.items())
    return tuple(
        _Part(key=_LOOKS[one][0], icon=_LOOKS[one][1], name=one.value, count=n, share=f"{100 * n / total:.3f}")
        for one, n in counts
        if n
    )
