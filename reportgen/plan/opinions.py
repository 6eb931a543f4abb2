"""The sheet 意見: what the committee said about sections and items, and what was answered.

Comes in: an open workbook and the ids of sections and items. Goes out: opinions by owner, in the order of the sheet,
faults noted.
"""

from collections.abc import Collection, Mapping
from typing import Literal

from reportgen.model.plan import Opinion
from reportgen.plan.cells import identity, printed
from reportgen.plan.faults import Faults
from reportgen.plan.master_words import master_words
from reportgen.plan.nearest import nearest
from reportgen.plan.tables import read_table
from reportgen.workbook import Workbook

OpinionOwner = tuple[Literal["section", "item"], str]
Opinions = Mapping[OpinionOwner, tuple[Opinion, ...]]


def read_opinions(book: Workbook, sections: Collection[str], items: Collection[str], faults: Faults) -> Opinions:
    """Return what the sheet says; there need not be one. Who spoke and what was answered may be empty.

    Notes: M84 an id that is neither a section's nor an item's, M85 one that is both.
    """
    table = read_table(book, master_words().sheets["opinions"], faults, required=False)
    found: dict[OpinionOwner, list[Opinion]] = {}
    for row in table.rows if table else ():
        assert table is not None, "rows come from a table"
        owner = identity(table, row, "owner", faults)
        for key in ("speaker", "opinion", "response"):
            printed(table, row, key, faults, required=key == "opinion")
        if not owner or owner != owner.strip():
            continue
        if owner in sections and owner in items:
            faults.add("M85", row.cell("owner").place, id=owner)
        elif owner not in sections and owner not in items:
            near = nearest(owner, (*sections, *items))
            faults.add("M84", row.cell("owner").place, id=owner, near=near)
        else:
            about: OpinionOwner = ("section" if owner in sections else "item", owner)
            own = found.setdefault(about, [])
            name = f"opinion/{about[0]}/{owner}/{len(own) + 1}"
            own.append(
                Opinion(
                    speaker=row.value("speaker", f"{name}/speaker"),
                    opinion=row.value("opinion", f"{name}/opinion"),
                    response=row.value("response", f"{name}/response"),
                )
            )
    return {about: tuple(own) for about, own in found.items()}
