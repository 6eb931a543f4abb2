"""The sheets 担当 and 指標: who answers for an item, and by what its progress is seen.

Comes in: their tables. Goes out: assignments and indicators by item, in the order of the sheets, faults noted.
"""

from collections.abc import Sequence

from reportgen.model.plan import Assignment, Indicator
from reportgen.plan.cells import identity
from reportgen.plan.columns import read_columns
from reportgen.plan.faults import Faults
from reportgen.plan.schema import PlanText
from reportgen.plan.tables import Row, Table

JOINT = "#"
"""Stands between an item and its indicator in the id of a row, as a slash does between an item and its party."""


def read_assignments(table: Table, faults: Faults, texts: Sequence[PlanText] = ()) -> dict[str, tuple[Assignment, ...]]:
    """Return the parties of each item; who sends the file is the party itself unless the row says so.

    ``texts`` are the layout's own columns. Notes: M46 a party twice, and what ``columns`` notes.
    """
    found: dict[str, list[Assignment]] = {}
    first: dict[str, int] = {}
    for row in table.rows:
        item, party = row.text("item").strip(), identity(table, row, "party", faults)  # white space is M23 already
        submitter = identity(table, row, "submitter", faults, required=False) or party
        row_id = f"{item}/{party}"
        if party and _is_second(row, row_id, first):
            faults.add("M46", row.cell("party").place, id=item, party=party, first=first[row_id])
            continue
        value = row.value("party", f"entry/{row_id}/party")
        own = read_columns(table, row, texts, f"entry/{row_id}", faults)
        assignment = Assignment(row_id=row_id, item_id=item, party=value, submitter=submitter, texts=own)
        found.setdefault(item, []).append(assignment)
    return {item: tuple(rows) for item, rows in found.items()}


def read_indicators(table: Table, faults: Faults, texts: Sequence[PlanText] = ()) -> dict[str, tuple[Indicator, ...]]:
    """Return the indicators of each item. ``texts`` are the layout's own columns.

    Notes: M49 an indicator twice, M68 an item id with the sign that joins it to its indicators, and what ``columns``
    notes.
    """
    found: dict[str, list[Indicator]] = {}
    first: dict[str, int] = {}
    for row in table.rows:
        item, name = row.text("item").strip(), identity(table, row, "name", faults)
        submitter = identity(table, row, "submitter", faults)
        if JOINT in item:
            faults.add("M68", row.cell("item").place, id=item, sign=JOINT)
        row_id = f"{item}{JOINT}{name}"
        if name and _is_second(row, row_id, first):
            faults.add("M49", row.cell("name").place, id=item, name=name, first=first[row_id])
            continue
        value = row.value("name", f"indicator/{row_id}/name")
        own = read_columns(table, row, texts, f"indicator/{row_id}", faults)
        indicator = Indicator(row_id=row_id, item_id=item, name=value, submitter=submitter, texts=own)
        found.setdefault(item, []).append(indicator)
    return {item: tuple(rows) for item, rows in found.items()}


def _is_second(row: Row, row_id: str, first: dict[str, int]) -> bool:
    return first.setdefault(row_id, row.number) != row.number
