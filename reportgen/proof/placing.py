"""Where cells stand when a format writes only spans, and which headers describe a cell when it writes only scopes.

Comes in: rows of spans, as HTML and tagged PDF write them. Goes out: columns, and what does not fit. This is the
forming of a table as browsers and screen readers do it (HTML Living Standard, 4.9.12), not the grid of the document.
"""

from collections.abc import Sequence

from reportgen.proof.reading import ReadCell

Spans = tuple[int, int]
"""Rows and columns that a cell covers."""


def place(rows: Sequence[Sequence[Spans]], column_count: int) -> tuple[list[list[int]], list[str]]:
    """Return the first column of every cell, row by row, and what is wrong: holes, overlaps, cells that stick out."""
    free_from = [0] * column_count
    columns: list[list[int]] = []
    problems: list[str] = []
    for row, cells in enumerate(rows):
        line: list[int] = []
        column = 0
        for row_span, column_span in cells:
            while column < column_count and free_from[column] > row:
                column += 1
            line.append(column)
            end = column + column_span
            if end > column_count or row + row_span > len(rows):
                problems.append(f"row {row + 1} column {column + 1}: the cell leaves the table")
            elif max(free_from[column:end], default=0) > row:
                problems.append(f"row {row + 1} column {column + 1}: cells overlap")
            free_from[column:end] = [row + row_span] * (min(end, column_count) - column)
            column = end
        if min(free_from, default=0) <= row:
            problems += [f"row {row + 1} column {c + 1}: no cell" for c, free in enumerate(free_from) if free <= row]
        columns.append(line)
    return columns, problems


def with_announced_headers(cells: Sequence[ReadCell], header_rows: int) -> list[ReadCell]:
    """Return cells whose headers follow from scopes alone: heads of their columns, then heads of their rows."""
    above: dict[int, list[ReadCell]] = {}
    left: dict[int, list[ReadCell]] = {}
    for cell in cells:
        if cell.scope in ("col", "colgroup") and cell.row < header_rows:
            for column in range(cell.column, cell.column + cell.column_span):
                above.setdefault(column, []).append(cell)
        elif cell.scope in ("row", "rowgroup"):
            for row in range(cell.row, cell.row + cell.row_span):
                left.setdefault(row, []).append(cell)
    return [cell._replace(headers=_headers(cell, above, left)) for cell in cells]


def _headers(
    cell: ReadCell, above: dict[int, list[ReadCell]], left: dict[int, list[ReadCell]]
) -> tuple[tuple[int, int], ...]:
    columns = range(cell.column, cell.column + cell.column_span)
    rows = range(cell.row, cell.row + cell.row_span)
    heads = [head for column in columns for head in above.get(column, ()) if head.row < cell.row]
    heads += [head for row in rows for head in left.get(row, ()) if head.column < cell.column]
    return tuple(dict.fromkeys((head.row, head.column) for head in heads))
