"""One cell of the plan master, as the kind of text that is expected there.

Comes in: a row and a column. Goes out: the text as typed, with faults noted; the text is given back all the same, so
that one fault does not cause others.
"""

from reportgen.japanese.invisible import looks_empty
from reportgen.model.submitted import RawCell
from reportgen.plan.faults import Faults
from reportgen.plan.tables import Row, Table


def printed(table: Table, row: Row, key: str, faults: Faults, *, required: bool = True) -> str:
    """Return a text that is printed. Notes: M20 nothing to be seen there, M22 an error or an unsaved formula."""
    cell = row.cell(key)
    if _is_broken(cell):
        faults.add("M22", cell.place, found=cell.shown or cell.formula or "")
    elif required and looks_empty(cell.shown):
        faults.add("M20", cell.place, heading=table.headings[key])
    return cell.shown


def number(table: Table, row: Row, key: str, faults: Faults) -> str:
    """Return a printed number; it may be empty. Notes: M21 a day, M22, M24 a minus that was meant as brackets."""
    cell = row.cell(key)
    if cell.kind == "date":
        faults.add("M21", cell.place, found=cell.shown, heading=table.headings[key])
    elif cell.kind == "number" and cell.typed.startswith("-"):
        faults.add("M24", cell.place, found=cell.shown, meant=f"({cell.shown.lstrip('-')})")
    return printed(table, row, key, faults, required=False)


def identity(table: Table, row: Row, key: str, faults: Faults, *, required: bool = True) -> str:
    """Return a text by which something is known again.

    Notes: M20, M21, M22, M23 white space around it, which nobody sees and which makes another name.
    """
    text = printed(table, row, key, faults, required=required)
    cell = row.cell(key)
    if cell.kind == "date":
        faults.add("M21", cell.place, found=text, heading=table.headings[key])
    elif text != text.strip():
        faults.add("M23", cell.place, found=text, heading=table.headings[key])
    return text


def new_id(table: Table, row: Row, key: str, faults: Faults) -> str:
    """Return the id that a row gives. Notes what ``identity`` notes, and M25 a slash: ids are joined with slashes."""
    text = identity(table, row, key, faults)
    if "/" in text:
        faults.add("M25", row.cell(key).place, found=text)
    return text


def _is_broken(cell: RawCell) -> bool:
    return cell.kind == "error" or (cell.formula is not None and cell.kind == "blank")
