"""Whether a second reader sees the same answers.

Comes in: a file, our reading of it, and the rows of answers. Goes out: X01 for an answer whose text or number differs,
X02 where no second opinion was to be had. What is read stays ours; the finding says that there is another reading.
"""

from collections.abc import Iterator, Mapping, Sequence

from reportgen.collect.locate import Table
from reportgen.findings.finding import Finding, Subject
from reportgen.model.plan import AskedRow, Item, RowKind, subject_of
from reportgen.model.submitted import RawCell, SubmittedRow
from reportgen.workbook import Workbook
from reportgen.workbook.second import Grid, second_reading
from reportgen.workbook.view import parse_range

Asked = Mapping[tuple[RowKind, str], tuple[Item, AskedRow]]
"""The plan's rows of one submitter, by kind and row id."""


def second_opinion(
    data: bytes, workbook: Workbook, tables: Sequence[Table], rows: Sequence[SubmittedRow], asked: Asked
) -> Iterator[Finding]:
    """Yield X01 for every answer that the second reader sees otherwise, or X02 if it sees nothing."""
    names = list(dict.fromkeys(table.sheet.name for table in tables))
    seen = second_reading(data, workbook, names)
    if seen is None:
        yield Finding(code="X02", place=workbook.place)
        return
    labels = {(t.kind, key): column.wanted.label for t in tables for key, column in t.columns.items()}
    for row in rows:
        for key, cell in (*row.cells.items(), *([("reason", row.reason)] if row.reason else [])):
            other = _at(seen[cell.place.sheet or ""], cell)
            if not _agree(cell, other):
                item = asked.get((row.kind, row.row_id or ""))
                label = labels.get((row.kind, key), "")
                subject = subject_of(*item, field=label) if item else Subject(field=label)
                facts = {"other": str(other)}
                yield Finding(code="X01", place=cell.place, subject=subject, found=cell.shown, facts=facts)


def _at(grid: Grid, cell: RawCell) -> object:
    area = parse_range(cell.place.cell or "")
    if area is None or area.first_row > len(grid) or area.first_column > len(grid[area.first_row - 1]):
        return ""
    return grid[area.first_row - 1][area.first_column - 1]


def _agree(cell: RawCell, other: object) -> bool:
    """Say whether two readings are one: texts but for white space, numbers by value.

    The other reader tells no error values and no era dates; there it has no opinion.
    """
    if cell.kind in ("error", "date"):
        return True
    if cell.kind == "boolean":
        return isinstance(other, bool) and str(other).upper() == cell.shown
    if cell.kind == "number":
        return not isinstance(other, str) and (not isinstance(other, int | float) or float(cell.typed) == float(other))
    return isinstance(other, str) and "".join(cell.shown.split()) == "".join(other.split())
