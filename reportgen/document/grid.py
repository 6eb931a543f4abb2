"""The geometry of one table, resolved once, below every renderer.

Comes in: rows of cells as the template wrote them (with spans) and the column widths. Goes out: a ``Grid``, a full
rectangle of slots, each of which knows the cell that covers it. Only ``resolve`` makes a grid; it refuses holes,
overlaps and cells that leave the table. Renderers walk slots; they interpret no spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from reportgen.document.text import CellBlock, ListItem, Origin, Paragraph
from reportgen.errors import GridError
from reportgen.units import Mm

Scope = Literal["col", "row", "colgroup", "rowgroup"]
OnBreak = Literal["flow", "repeat", "blank"]
"""What a cell that continues on the next page shows there: the rest of its text; its label again with （続き）; or,
when no text is left, nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as written: content, spans and meaning.

    ``scope`` is set on header cells only; ``role`` names what the cell holds (``rating``, ``number``) and is looked
    up in the theme.
    """

    blocks: tuple[CellBlock, ...]
    origin: Origin
    row_span: int = 1
    column_span: int = 1
    scope: Scope | None = None
    role: str | None = None
    on_break: OnBreak = "flow"

    @property
    def text(self) -> str:
        """The text of the cell: its leaves joined by a newline, list marks left out."""
        return "\n".join(leaf.text for leaf in self.leaves)

    @property
    def leaves(self) -> tuple[Paragraph | ListItem, ...]:
        """The paragraphs and list items, in reading order."""
        found: list[Paragraph | ListItem] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                found.append(block)
            else:
                found += block.items
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its place. ``row`` and ``column`` are 0-based, of its top left corner.

    ``id`` is set on header cells (``r0c3``) and unique in the table; ``headers`` are the ids of the header cells that
    describe this one, outermost first (ISO 32000-1, 14.8.5.7 Headers; HTML 4.9.12.2).
    """

    cell: Cell
    row: int
    column: int
    id: str | None
    headers: tuple[str, ...]

    @property
    def last_row(self) -> int:
        """0-based row in which the cell ends."""
        return self.row + self.cell.row_span - 1

    @property
    def last_column(self) -> int:
        """0-based column in which the cell ends."""
        return self.column + self.cell.column_span - 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A resolved table: ``slots[row][column]`` is the slot that covers the position.

    A slot *starts* at a position when its own row and column are that position; elsewhere the position is covered.
    ``widths_mm`` add up to the text width. The first ``header_rows`` rows are the header.
    """

    widths_mm: tuple[Mm, ...]
    header_rows: int
    min_row_height_mm: Mm
    slots: tuple[tuple[Slot, ...], ...]

    @property
    def row_count(self) -> int:
        """Number of rows, header included."""
        return len(self.slots)

    @property
    def column_count(self) -> int:
        """Number of columns."""
        return len(self.widths_mm)

    def starting(self, row: int) -> tuple[Slot, ...]:
        """Return the slots that start in a row, left to right; empty if all positions are covered from above."""
        found: list[Slot] = []
        for column, slot in enumerate(self.slots[row]):
            if slot.row == row and slot.column == column:
                found.append(slot)
        return tuple(found)

    def is_band(self, row: int) -> bool:
        """Tell whether a row of the body is one header cell over all columns, which names the rows below it.

        It stays with the row below it.
        """
        return row >= self.header_rows and _is_band(self.slots[row][0].cell, self.column_count)

    def parts(self) -> tuple[range, ...]:
        """Return the body rows in parts, each from a band, or bands, to the next; a table without bands is one part."""
        body = range(self.header_rows, self.row_count)
        starts = [row for row in body[1:] if self.is_band(row) and not self.is_band(row - 1)]
        return tuple(range(*ends) for ends in pairwise((body.start, *starts, body.stop)))

    def groups(self) -> tuple[range, ...]:
        """Return the body rows in groups that are linked by row spans, top to bottom; a lone row is its own group."""
        found: list[range] = []
        start = row = self.header_rows
        end = start
        while row < self.row_count:
            end = max(end, *(slot.last_row for slot in self.slots[row]))
            if row == end:
                found.append(range(start, row + 1))
                start = end = row + 1
            row += 1
        return tuple(found)


def resolve(
    rows: Sequence[Sequence[Cell]],
    *,
    widths_mm: Sequence[Mm],
    header_rows: int,
    text_width_mm: Mm,
    origin: Origin,
    min_row_height_mm: Mm = Mm(0.0),
) -> Grid:
    """Return the grid of a table whose rows hold only the cells that start in them.

    Raises:
        GridError: widths that do not add up to ``text_width_mm`` (more than 0.01 mm off), no header or no body, a hole,
            an overlap, a cell that leaves the table or crosses from the header into the body. The error names the
            template line of the cell, or of the row for a hole.
    """
    _check_frame(rows, widths_mm, header_rows, text_width_mm, origin)
    placed = _place(rows, len(widths_mm), header_rows, origin)
    return Grid(tuple(widths_mm), header_rows, min_row_height_mm, _with_headers(placed, header_rows))


class _Placed(NamedTuple):
    """A cell in its place, its headers not known yet."""

    cell: Cell
    row: int
    column: int
    id: str | None

    def rows(self) -> range:
        return range(self.row, self.row + self.cell.row_span)

    def columns(self) -> range:
        return range(self.column, self.column + self.cell.column_span)


def _check_frame(
    rows: Sequence[Sequence[Cell]],
    widths_mm: Sequence[Mm],
    header_rows: int,
    text_width_mm: Mm,
    origin: Origin,
) -> None:
    if not widths_mm:
        raise GridError("G08", str(origin))
    total = sum(widths_mm)
    if abs(total - text_width_mm) > 0.01 or min(widths_mm) <= 0:
        raise GridError("G05", str(origin), total=f"{total:g}", available=f"{text_width_mm:g}")
    if not 0 < header_rows < len(rows):
        raise GridError("G06", str(origin))


def _place(rows: Sequence[Sequence[Cell]], columns: int, header_rows: int, origin: Origin) -> list[list[_Placed]]:
    """Put every cell into the first free position of its row, as HTML does, and fill what it covers."""
    table: list[list[_Placed | None]] = [[None] * columns for _ in rows]
    for row, cells in enumerate(rows):
        where = str(cells[0].origin if cells else origin)
        column = 0
        for cell in cells:
            while column < columns and table[row][column] is not None:
                column += 1
            _check_cell(cell, row, column, columns, len(rows), header_rows)
            name = f"r{row}c{column}" if cell.scope else None
            _cover(table, _Placed(cell, row, column, name))
            column += cell.column_span
        for column, slot in enumerate(table[row]):
            if slot is None:
                raise GridError("G01", where, row=row + 1, column=column + 1, columns=columns)
    return [[slot for slot in line if slot is not None] for line in table]


def _check_cell(cell: Cell, row: int, column: int, columns: int, row_count: int, header_rows: int) -> None:
    where = str(cell.origin)
    if column + cell.column_span > columns:
        raise GridError("G03", where, row=row + 1, columns=columns)
    if row + cell.row_span > row_count:
        raise GridError("G04", where, row=row + 1, span=cell.row_span, limit=row_count - row)
    if row < header_rows < row + cell.row_span:
        raise GridError("G07", where, row=row + 1, column=column + 1)


def _cover(table: list[list[_Placed | None]], placed: _Placed) -> None:
    columns = placed.columns()
    for row in placed.rows():
        line = table[row]
        for column in columns:
            if line[column] is not None:
                raise GridError("G02", str(placed.cell.origin), row=row + 1, column=column + 1)
            line[column] = placed


def _with_headers(table: list[list[_Placed]], header_rows: int) -> tuple[tuple[Slot, ...], ...]:
    """Give every cell the ids of its header cells: above it in the header, the bands, to its left in its rows."""
    above = [_unique(table[row][column].id for row in range(header_rows)) for column in range(len(table[0]))]
    beside = [[(column, placed.id) for column, placed in enumerate(line) if placed.id] for line in table]
    made: dict[tuple[int, int], Slot] = {}
    lines: list[tuple[Slot, ...]] = []
    bands: list[_Placed] = []
    for row, line in enumerate(table):
        in_head = row < header_rows
        if not in_head and _is_band(line[0].cell, len(line)):
            bands = _outer_bands(bands, line[0])
            made[row, 0] = Slot(line[0].cell, row, 0, line[0].id, _unique(band.id for band in bands))
            lines.append((made[row, 0],) * len(line))
            bands.append(line[0])
            continue
        for column, placed in enumerate(line):
            if placed.row == row and placed.column == column:
                heads = _heads_in_head(table, placed) if in_head else _heads_in_body(placed, beside, above, bands)
                made[row, column] = Slot(placed.cell, row, column, placed.id, heads)
        lines.append(tuple([made[placed.row, placed.column] for placed in line]))
    return tuple(lines)


def _heads_in_head(table: list[list[_Placed]], placed: _Placed) -> tuple[str, ...]:
    return _unique(table[row][placed.column].id for row in range(placed.row))


def _is_band(cell: Cell, columns: int) -> bool:
    return cell.scope == "rowgroup" and cell.column_span == columns and cell.row_span == 1


def _outer_bands(bands: Sequence[_Placed], band: _Placed) -> list[_Placed]:
    """Return the bands that stay in force below another one: those above the last of its own role."""
    roles = [outer.cell.role for outer in bands]
    return list(bands[: roles.index(band.cell.role)] if band.cell.role in roles else bands)


def _heads_in_body(
    placed: _Placed, beside: list[list[tuple[int, str]]], above: list[tuple[str, ...]], bands: Sequence[_Placed]
) -> tuple[str, ...]:
    """Return the heads of the columns that a cell covers, the bands above it, then the heads of its rows, each once."""
    heads = above[placed.column]
    if placed.cell.column_span > 1:
        heads = _unique(name for column in placed.columns() for name in above[column])
    left = [name for row in placed.rows() for column, name in beside[row] if column < placed.column]
    return _unique((*heads, *[band.id for band in bands], *left)) if left or bands else heads


def _unique(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name for name in names if name]))
