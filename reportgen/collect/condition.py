"""The condition in which a file came: how it was saved, what it lost on its way, and whose it says it is.

Comes in: an open workbook, its tables and rows. Goes out: F05, F07, F14, S15. None of it changes what is read.
"""

from collections.abc import Iterator, Sequence
from unicodedata import normalize

from reportgen.collect.locate import Table
from reportgen.findings.finding import Finding
from reportgen.model.plan import Plan
from reportgen.model.submitted import SubmittedRow
from reportgen.plan.schema import LayoutDefinition
from reportgen.workbook import Workbook


def submitter_in_name(file: str, plan: Plan) -> str:
    """Return the submitter that a file name mentions, the longest if several; empty if it mentions none.

    A name from a Mac, in which か and its mark are two characters, says the same.
    """
    name = normalize("NFC", file.rpartition("/")[2])
    mentioned = [submitter for submitter in plan.submitters() if submitter and submitter in name]
    return max(mentioned, key=len, default="")


def how_saved(workbook: Workbook) -> Iterator[Finding]:
    """Yield F05 for Strict Open XML, and F07 for styles that nobody can read: texts are there, formats are not."""
    if workbook.strict:
        yield Finding(code="F05", place=workbook.place)
    if not workbook.styled:
        yield Finding(code="F07", place=workbook.place)


def whose(workbook: Workbook, submitter: str, plan: Plan) -> Iterator[Finding]:
    """Yield F14 where the file is named after another submitter than the one whose form it is."""
    named = submitter_in_name(workbook.place.file, plan)
    if named and named != submitter and submitter not in normalize("NFC", workbook.place.file):
        yield Finding(code="F14", place=workbook.place, found=named)


def lost_choices(table: Table, rows: Sequence[SubmittedRow], layout: LayoutDefinition) -> Iterator[Finding]:
    """Yield S15 for a form of ours whose lists to choose from are gone, with the number of cells without one."""
    fields = layout.entries.party if table.kind == "party" else layout.entries.indicator
    keys = [field.key for field in fields if field.kind == "choice"]
    columns = [table.columns[key].number for key in keys if key in table.columns]
    numbers = [row.place.row for row in rows if row.row_id is not None and row.place.row is not None]
    lost = [
        (row, column)
        for row in numbers
        for column in columns
        if not any((row, column) in offered for offered in table.sheet.choices)
    ]
    if lost:
        yield Finding(code="S15", place=table.sheet.place, facts={"count": str(len(lost))})
