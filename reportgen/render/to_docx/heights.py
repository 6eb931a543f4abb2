"""How high the rows of a table will about be, to decide what must not be torn apart at a page end.

Comes in: a grid and the theme. Goes out: one height in points a row. Word lays the page out by itself; this is an
estimate that serves two thresholds only, and it never reaches the file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor
from typing import Final

from reportgen.document.grid import Grid, Slot
from reportgen.document.theme import TextStyle, Theme
from reportgen.japanese.width import width_em
from reportgen.units import mm_to_pt

_UNBREAKABLE: Final = 0.7
"""A row below this part of the text height is not split; a taller one might not fit any page."""
_TOGETHER: Final = 0.9
"""A group below this part of the text height, header rows included, stays on one page; a taller one breaks anyway."""


_COMPANY: Final = 0.25
"""The first two rows of the body stand together, and so do the last two, if they take at most this part of a page and
no merged cells reach into them."""


_LEADING_LINES: Final = 2
"""A paragraph up to this length that stands right before a table or a drawing announces it and stays with it."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What one row asks of the page: ``whole`` not to be split, ``with_next`` to stand on the page of the next row."""

    whole: bool
    with_next: bool


def keeping(grid: Grid, theme: Theme, *, noted: bool = False) -> tuple[Keeping, ...]:
    """Return what each row asks of the page, header rows included.

    Header rows stay with the first group, a band with the row below it. All rows of a group but the last stay with the
    next one (Word holds a merged group together by nothing else), unless the group is too tall for a page.
    Neither the first row nor the last stands alone, if the two rows are low. ``noted``: below the table stand notes,
    with which the last group stays as far as it stays together itself. Only a group that might be too tall, were all
    its characters of full width, is measured.
    """
    page, header_rows = mm_to_pt(theme.page.text_height_mm), grid.header_rows
    estimate = RowHeights(grid, theme)
    heights = estimate.of(range(header_rows))
    header = sum(heights)
    with_next, together = [True] * header_rows, True
    groups = grid.groups()
    for group in groups:
        made = estimate.of(group, _most_lines)
        if header + sum(made) >= _UNBREAKABLE * page:
            made = estimate.of(group)
        heights += made
        together = header + sum(made) < _TOGETHER * page
        with_next += [grid.is_band(row) or (together and row != group[-1]) for row in group]
    for pair in (groups[:2], groups[-2:]):
        row = pair[0].start
        alone = len(pair) == 2 and all(len(group) == 1 for group in pair)
        if alone and header + sum(estimate.of(range(row, row + 2))) < _COMPANY * page:
            with_next[row] = True
    with_next[-1] = noted and together
    return tuple(
        Keeping(whole=height < _UNBREAKABLE * page, with_next=held)
        for height, held in zip(heights, with_next, strict=True)
    )


def is_short(text: str, theme: Theme) -> bool:
    """Tell whether a paragraph outside of tables is short enough to announce what follows it."""
    line_em = floor(mm_to_pt(theme.page.text_width_mm) / theme.body.size_pt)
    return _line_count(text, line_em) <= _LEADING_LINES


def _line_count(text: str, line_em: int) -> int:
    """Return the number of lines of a leaf. A character is at most one em wide, so short cells need no measuring."""
    if len(text) <= line_em:
        return 1 + text.count("\n")
    return sum(max(1, ceil(width_em(line) / line_em)) for line in text.split("\n"))


def _most_lines(text: str, line_em: int) -> int:
    """Return a number of lines that a leaf does not exceed, without measuring it."""
    if len(text) <= line_em:
        return 1 + text.count("\n")
    return sum([max(1, ceil(len(line) / line_em)) for line in text.split("\n")])


@dataclass(frozen=True, slots=True)
class Lines:
    """How wide the lines of a table's cells are. ``edges_pt`` are the column edges from the left end of the table."""

    edges_pt: tuple[float, ...]
    padding_pt: float
    header_rows: int
    header: TextStyle
    body: TextStyle

    def style(self, slot: Slot) -> TextStyle:
        """Return the type that a cell is set in."""
        return self.header if slot.row < self.header_rows else self.body

    def width_em(self, slot: Slot) -> float:
        """Return the width of a line of a cell, in em of its type."""
        width = self.edges_pt[slot.last_column + 1] - self.edges_pt[slot.column] - 2 * self.padding_pt
        return width / self.style(slot).size_pt


def lines_of(grid: Grid, theme: Theme) -> Lines:
    """Return the line widths of a table."""
    edges = tuple(accumulate(map(mm_to_pt, grid.widths_mm), initial=0.0))
    table = theme.table
    return Lines(edges, mm_to_pt(table.padding_x_mm), grid.header_rows, table.header, table.cell)


class RowHeights:
    """Estimates the heights of the rows of a table."""

    def __init__(self, grid: Grid, theme: Theme) -> None:
        self._slots, self._lines = grid.slots, lines_of(grid, theme)
        self._padding_pt = 2 * mm_to_pt(theme.table.padding_y_mm)
        self._least_pt = mm_to_pt(grid.min_row_height_mm)

    def of(self, rows: range, line_count: Callable[[str, int], int] = _line_count) -> list[float]:
        """Return the heights of some rows in points; no cell reaches into them from above.

        A cell that spans rows needs, in its last row, what the rows above it have not given: Word and the PDF put the
        surplus there.
        """
        heights: list[float] = []
        lines, padding = self._lines, self._padding_pt
        for row in rows:
            height: float = self._least_pt
            for column, slot in enumerate(self._slots[row]):
                if slot.column != column:
                    continue
                leading = lines.style(slot).leading_pt
                height = max(height, leading + padding)  # covered cells hold a blank line
                if slot.last_row == row:
                    line_em = max(1, floor(lines.width_em(slot)))
                    count = sum([line_count(leaf.text, line_em) for leaf in slot.cell.leaves])
                    given = sum(heights[slot.row - rows.start :])
                    height = max(height, max(1, count) * leading + padding - given)
            heights.append(height)
        return heights
