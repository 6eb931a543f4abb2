"""The text that asks a submitter for what is missing (督促文案).

Comes in: a board and one of its standings. Goes out: a text for a mail, whose counts and sentences are those of the
submitter's list; empty for whoever is done.
"""

from dataclasses import replace

from reportgen.deliver.board.standing import Board, Standing, Status
from reportgen.deliver.templates import template
from reportgen.japanese.wareki import date_label, fiscal_year_label


def reminder(board: Board, standing: Standing) -> str:
    """Return the text for one submitter; empty if nothing is open."""
    if standing.status is Status.DONE:
        return ""
    return template("reportgen.deliver.board", "reminder.txt.j2").render(
        submitter=standing.submitter,
        plan_name=board.plan_name,
        year_label=fiscal_year_label(board.year),
        status=standing.status.name,
        result=standing.listing.result,
        steps=replace(standing.listing, deadline="").next_steps,
        deadline=date_label(board.deadline) if board.deadline else "",
        is_late=board.is_late,
        days_left=board.days_left,
        contact=board.contact,
    )
