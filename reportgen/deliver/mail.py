"""The text of the mail that goes out with a submitter's list.

Comes in: a ``Listing``, and the name of the workbook that is attached. Goes out: UTF-8 text of at most fifteen lines,
whose counts and sentences are the list's.
"""

from typing import Final

from reportgen.deliver.listing import Line, Listing, word
from reportgen.deliver.templates import template
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.plan import Plan

MAX_LINES: Final = 15
_SHOWN: Final = 3
_LONGEST: Final = 120
"""Characters of one finding in a mail; the rest stands in the workbook."""


def mail_text(listing: Listing, plan: Plan, attached: str) -> bytes:
    """Return the mail to one submitter. ``attached`` is empty where no workbook goes along."""
    open_lines = [line for line in listing.lines if line.tracked.is_open]
    text = template("reportgen.deliver", "mail.txt.j2").render(
        reader=listing.reader,
        plan_name=plan.name,
        year_label=fiscal_year_label(plan.year),
        listing=listing,
        first=[f"{line.number}．【{line.level.value}】{_shortened(line)}" for line in open_lines[:_SHOWN]],
        more=sum(len(line.every) for line in open_lines[_SHOWN:]),
        attached=attached,
    )
    return text.encode("utf-8", "backslashreplace")


def _shortened(line: Line) -> str:
    """Return place and sentence of a finding in one line; that there are more such places is never cut off."""
    more = word("list", "also", 件数=len(line.also)) if line.also else ""
    text = " ".join(f"{line.where}　{line.what.removesuffix(more)}".split("\n"))
    return (text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…") + more
