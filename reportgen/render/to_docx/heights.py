"""How high the rows of a table will about be, to decide what must not be torn apart at a page end.

Comes in: a grid and the theme. Goes out: one height in points a row. Word lays the page out by itself; this is an
estimate that serves two thresholds only, and it never reaches the file.
"""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from reportgen.document.grid import Grid, Slot
from reportgen.document.theme import TextStyle, Theme
from reportgen.japanese.width import width_em
from reportgen.units import Mm, mm_to_pt

_UNBREAKABLE: Final = 0.7
"""A row below this part of the text height is not split; a taller one might not fit any page."""
_TOGETHER: Final = 0.9
"""A group below this part of the text height, header rows included, stays on one page; a taller one breaks anyway."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What one row asks of the page: ``whole`` not to be split, ``with_next`` to stand on the page of the next row."""

    whole: bool
    with_next: bool


def keeping(grid: Grid, theme: Theme) -> tuple[Keeping, ...]:
    """Return what each row asks of the page, header rows included.

    Header rows stay with the first group. All rows of a group but the last stay with the next one (Word holds a merged
    group together by nothing else), unless the group is too tall for a page.
    """
    page = mm_to_pt(theme.page.text_height_mm)
    heights = row_heights_pt(grid, theme)
    header = sum(heights[: grid.header_rows])
    with_next = [True] * grid.header_rows
    for group in grid.groups():
        together = header + sum(heights[row] for row in group) < _TOGETHER * page
        with_next += [together and row != group[-1] for row in group]
    return tuple(
        Keeping(whole=height < _UNBREAKABLE * page, with_next=held)
        for height, held in zip(heights, with_next, strict=True)
    )


def row_heights_pt(grid: Grid, theme: Theme) -> list[float]:
    """Return the estimated heights of all rows in points.

    A cell that spans rows needs, in its last row, what the rows above it have not given: Word and the PDF put the
    surplus there.
    """
    heights: list[float] = []
    least = mm_to_pt(grid.min_row_height_mm)
    for row, line in enumerate(grid.slots):
        style = theme.table.header if row < grid.header_rows else theme.table.cell
        height = max(least, style.leading_pt + 2 * mm_to_pt(theme.table.padding_y_mm))
        for column, slot in enumerate(line):
            if slot.last_row == row and slot.column == column:
                given = sum(heights[slot.row : row])
                height = max(height, _cell_height_pt(grid, slot, theme, style) - given)
        heights.append(height)
    return heights


def line_width_em(grid: Grid, slot: Slot, theme: Theme) -> float:
    """Return how wide a line of a cell is, in em of its type."""
    style = theme.table.header if slot.row < grid.header_rows else theme.table.cell
    width = sum(grid.widths_mm[slot.column : slot.last_column + 1]) - 2 * theme.table.padding_x_mm
    return mm_to_pt(Mm(width)) / style.size_pt


def _cell_height_pt(grid: Grid, slot: Slot, theme: Theme, style: TextStyle) -> float:
    line_em = max(1, floor(line_width_em(grid, slot, theme)))
    lines = sum(_line_count(leaf.text, line_em) for leaf in slot.cell.leaves)
    return max(1, lines) * style.leading_pt + 2 * mm_to_pt(theme.table.padding_y_mm)


def _line_count(text: str, line_em: int) -> int:
    """Return the number of lines of a leaf. A character is at most one em wide, so short cells need no measuring."""
    if len(text) <= line_em:
        return 1 + text.count("\n")
    return sum(max(1, ceil(width_em(line) / line_em)) for line in text.split("\n"))
