"""One table of a Word file: cells in their places, from ``w:tc``, ``gridSpan`` and ``vMerge``.

Comes in: a ``w:tbl``. Goes out: a ``ReadTable``. Word writes a cell for every position that a vertical merge covers;
such a cell must be empty, for what stands in it is never shown (ECMA-376 part 1, 17.4.84 vMerge).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reportgen.proof.reading import Fault, Leaf, ReadCell, ReadTable, Unreadable
from reportgen.proof.word_styles import W, is_on, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_TABLE = frozenset(f"{W}{name}" for name in ("tblPr", "tblGrid", "tr"))
_ROW = frozenset(f"{W}{name}" for name in ("trPr", "tc"))
_STRANGE_ROW = ("gridBefore", "gridAfter", "hidden", "del", "ins")
_STRANGE_CELL = ("hMerge", "cellDel", "cellIns", "cellMerge")


def read_table(
    table: _Element, cell_leaves: Callable[[_Element], tuple[Leaf, ...]], caption: str | None, faults: list[Fault]
) -> ReadTable:
    """Return the table; what does not fit together goes to ``faults``.

    Raises:
        Unreadable: an element or a kind of merge that a plain table does not have.
    """
    _check_children(table, _TABLE)
    rows = table.findall(f"{W}tr")
    properties = table.find(f"{W}tblPr")
    walker = _Walker(len(table.findall(f"{W}tblGrid/{W}gridCol")), cell_leaves, faults)
    for number, row in enumerate(rows):
        walker.row(number, row)
    return ReadTable(
        column_count=walker.column_count,
        row_count=len(rows),
        header_rows=_header_rows(rows, faults),
        cells=tuple(sorted(walker.cells.values(), key=lambda cell: (cell.row, cell.column))),
        caption=caption,
        label="" if properties is None else value_of(properties, "tblCaption"),
        summary="" if properties is None else value_of(properties, "tblDescription"),
    )


def _check_children(parent: _Element, known: frozenset[str]) -> None:
    for element in parent:
        if element.tag not in known:
            raise Unreadable("table", f"element {str(element.tag).rpartition('}')[2]}")


def _header_rows(rows: list[_Element], faults: list[Fault]) -> int:
    """Return how many rows are repeated on every page; only the first ones can be (17.4.49 tblHeader)."""
    flags = [is_on(row.find(f"{W}trPr"), "tblHeader") for row in rows]
    count = [*flags, False].index(False)
    if any(flags[count:]):
        faults.append(Fault("table", "a header row behind other rows is not repeated"))
    return count


class _Walker:
    """Walks the rows of one table and follows the vertical merges."""

    def __init__(
        self, column_count: int, cell_leaves: Callable[[_Element], tuple[Leaf, ...]], faults: list[Fault]
    ) -> None:
        self.column_count = column_count
        self.cells: dict[tuple[int, int], ReadCell] = {}
        self._leaves, self._faults = cell_leaves, faults
        self._open: dict[int, tuple[int, int]] = {}

    def row(self, number: int, row: _Element) -> None:
        _check_children(row, _ROW)
        properties = row.find(f"{W}trPr")
        if properties is not None and any(properties.find(f"{W}{name}") is not None for name in _STRANGE_ROW):
            raise Unreadable(f"row {number + 1}", "is shifted, hidden or tracked")
        column = 0
        for cell in row.iterfind(f"{W}tc"):
            column += self._cell(number, column, cell)
        if column != self.column_count:
            self._fault(number, column, f"{column} columns, the table has {self.column_count}")

    def _cell(self, row: int, column: int, cell: _Element) -> int:
        """Take in one cell and return how many columns it covers."""
        span, merge = _spans(cell)
        leaves = self._leaves(cell)
        if merge == "continue":
            self._continued(row, column, span, leaves)
        else:
            self.cells[row, column] = ReadCell(row, column, 1, span, leaves)
            self._close(column, span)
            if merge == "restart":
                self._open[column] = (row, column)
        return span

    def _continued(self, row: int, column: int, span: int, leaves: tuple[Leaf, ...]) -> None:
        anchor = self._open.get(column)
        if anchor is None or self.cells[anchor].row + self.cells[anchor].row_span != row:
            self._fault(row, column, "continues no cell")
            return
        above = self.cells[anchor]
        if above.column_span != span:
            self._fault(row, column, "is not as wide as the cell that it continues")
        if leaves:
            self._fault(row, column, f"covered, but holds text: {leaves[0].text}")
        self.cells[anchor] = above._replace(row_span=above.row_span + 1)

    def _close(self, column: int, span: int) -> None:
        for covered in range(column, column + span):
            self._open.pop(covered, None)

    def _fault(self, row: int, column: int, what: str) -> None:
        self._faults.append(Fault(f"row {row + 1} column {column + 1}", what))


def _spans(cell: _Element) -> tuple[int, str]:
    """Return the columns a cell covers, and whether it starts or continues a vertical merge.

    A ``vMerge`` without value continues one.
    """
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, ""
    span, merge = 1, ""
    for element in properties:
        name = str(element.tag).removeprefix(W)
        if name == "gridSpan":
            span = int(element.get(f"{W}val", "1"))
        elif name == "vMerge":
            merge = element.get(f"{W}val", "continue")
        elif name in _STRANGE_CELL:
            raise Unreadable("cell", f"element {name}")
    if merge not in ("", "restart", "continue") or span < 1:
        raise Unreadable("cell", f"merge {merge or span}")
    return span, merge
