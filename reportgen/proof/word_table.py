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
_ROW_PROPERTIES, _CELL, _CELL_PROPERTIES = f"{W}trPr", f"{W}tc", f"{W}tcPr"
_SPAN, _MERGE, _VALUE = f"{W}gridSpan", f"{W}vMerge", f"{W}val"
_STRANGE_ROW = frozenset(f"{W}{name}" for name in ("gridBefore", "gridAfter", "hidden", "del", "ins"))
_STRANGE_CELL = frozenset(f"{W}{name}" for name in ("hMerge", "cellDel", "cellIns", "cellMerge"))
CellLeaves = Callable[[list["_Element"]], tuple[Leaf, ...]]
"""Returns the leaves of what stands in a cell, without its properties."""


def read_table(table: _Element, cell_leaves: CellLeaves, caption: str | None, faults: list[Fault]) -> ReadTable:
    """Return the table; what does not fit together goes to ``faults``.

    Raises:
        Unreadable: an element or a kind of merge that a plain table does not have.
    """
    for element in table:
        if element.tag not in _TABLE:
            raise _strange(element)
    properties = table.find(f"{W}tblPr")
    walker = _Walker(len(table.findall(f"{W}tblGrid/{W}gridCol")), cell_leaves, faults)
    for number, row in enumerate(table.iterfind(f"{W}tr")):
        walker.row(number, row)
    return ReadTable(
        column_count=walker.column_count,
        row_count=len(walker.repeated),
        header_rows=_header_rows(walker.repeated, faults),
        cells=tuple(walker.cells),
        caption=caption,
        label="" if properties is None else value_of(properties, "tblCaption"),
        summary="" if properties is None else value_of(properties, "tblDescription"),
    )


def _strange(element: _Element) -> Unreadable:
    return Unreadable("table", f"element {str(element.tag).rpartition('}')[2]}")


def _header_rows(repeated: list[bool], faults: list[Fault]) -> int:
    """Return how many rows are repeated on every page; only the first ones can be (17.4.49 tblHeader)."""
    count = [*repeated, False].index(False)
    if any(repeated[count:]):
        faults.append(Fault("table", "a header row behind other rows is not repeated"))
    return count


class _Walker:
    """Walks the rows of one table and follows the vertical merges.

    ``cells`` are in reading order; ``repeated`` tells of each row whether it is to be seen on every page.
    """

    def __init__(self, column_count: int, cell_leaves: CellLeaves, faults: list[Fault]) -> None:
        self.column_count = column_count
        self.cells: list[ReadCell] = []
        self.repeated: list[bool] = []
        self._leaves, self._faults = cell_leaves, faults
        self._open: dict[int, int] = {}
        """By column, which cell a merge began with."""

    def row(self, number: int, row: _Element) -> None:
        """Take in one row: its properties, then its cells (17.4.78 tr)."""
        content = list(row)
        properties = content.pop(0) if content and content[0].tag == _ROW_PROPERTIES else None
        if properties is not None and any(element.tag in _STRANGE_ROW for element in properties):
            raise Unreadable(f"row {number + 1}", "is shifted, hidden or tracked")
        self.repeated.append(is_on(properties, "tblHeader"))
        column = 0
        for cell in content:
            if cell.tag != _CELL:
                raise _strange(cell)
            column += self._cell(number, column, cell)
        if column != self.column_count:
            self._fault(number, column, f"{column} columns, the table has {self.column_count}")

    def _cell(self, row: int, column: int, cell: _Element) -> int:
        """Take in one cell, its properties before its content (17.4.65 tc), and return how many columns it covers."""
        content = list(cell)
        span, merge = _spans(content.pop(0)) if content and content[0].tag == _CELL_PROPERTIES else (1, "")
        leaves = self._leaves(content)
        if merge == "continue":
            self._continued(row, column, span, leaves)
            return span
        for covered in range(column, column + span):
            self._open.pop(covered, None)
        if merge:
            self._open[column] = len(self.cells)
        self.cells.append(ReadCell(row, column, 1, span, leaves))
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

    def _fault(self, row: int, column: int, what: str) -> None:
        self._faults.append(Fault(f"row {row + 1} column {column + 1}", what))


def _spans(properties: _Element) -> tuple[int, str]:
    """Return the columns a cell covers, and whether it starts or continues a vertical merge.

    A ``vMerge`` without value continues one.
    """
    span, merge = 1, ""
    for element in properties:
        tag = element.tag
        if tag == _SPAN:
            span = int(element.get(_VALUE, "1"))
        elif tag == _MERGE:
            merge = element.get(_VALUE, "continue")
        elif tag in _STRANGE_CELL:
            raise Unreadable("cell", f"element {str(tag).removeprefix(W)}")
    if merge not in ("", "restart", "continue") or span < 1:
        raise Unreadable("cell", f"merge {merge or span}")
    return span, merge
