"""The column 再掲元 of the sheet 事業: items that stand a second time.

Comes in: the rows of the sheet, and the items that somebody answers for. Goes out: nothing; faults are noted.
"""

from collections.abc import Collection, Mapping

from reportgen.plan.faults import Faults
from reportgen.plan.nearest import nearest
from reportgen.plan.tables import Row, Table


def check_repeats(table: Table, items: Mapping[str, Row], answered: Collection[str], faults: Faults) -> None:
    """Note M90 an original that is not there, M91 one that repeats another, M92 a repetition with rows of its own.

    ``answered`` are the ids of the items with a party or an indicator.
    """
    for name, row in items.items():
        original = row.text("repeats").strip()
        place = row.cell("repeats").place
        if not original:
            continue
        if original not in items:
            faults.add("M90", place, id=original, near=nearest(original, (other for other in items if other != name)))
        elif items[original].text("repeats").strip():
            faults.add("M91", place, id=original, heading=table.headings["repeats"])
        elif name in answered:
            faults.add("M92", place, id=name, original=original)
