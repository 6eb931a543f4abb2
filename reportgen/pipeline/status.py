"""How a survey stands, without making its documents.

Comes in: which plan of which year, and a day if one is given. Goes out: a board for each plan. Nothing is written but
a page that somebody asked for by name, outside the results of a run.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from reportgen.deliver.board import Board, board, board_page
from reportgen.deliver.records import reasons_of
from reportgen.pipeline.intake import take_in
from reportgen.pipeline.outputs import write_beside
from reportgen.pipeline.report import edition_of
from reportgen.workspace import Workspace


def status(
    workspace: Workspace,
    year: int,
    plan: str | None = None,
    *,
    today: date | None = None,
    progress: Callable[[str], None] = lambda _stage: None,
) -> tuple[Board, ...]:
    """Return where everybody stands in every plan of a year, or in the one named, in order of plan ids.

    Raises as ``build`` does.
    """
    boards = []
    for folder in workspace.plans(year, plan):
        intake = take_in(folder, workspace, progress)
        edition = edition_of(intake, issued=None, final=False, progress=progress)
        words, reasons = intake.catalogue, reasons_of(edition.report)
        receipts = edition.report.receipts
        boards.append(board(receipts, edition.tracked, words, intake.plan, reasons=reasons, today=today))
    return tuple(boards)


def write_board(board: Board, path: Path) -> None:
    """Write the page of a board, with the days that are left. Raises ``UsageError`` U05."""
    write_beside(path.parent, path.name, board_page(board))
