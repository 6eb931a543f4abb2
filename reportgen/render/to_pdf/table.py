"""A table of the document → a table ready for pages: cells broken into lines, columns in points.

Comes in: a ``Table`` and the theme. Goes out: a ``SetTable``, whose ``rows`` go to the pagination and whose ``cells``
go to the painter; both count the cells in reading order. It chooses no page and draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, NamedTuple

from reportgen.document.grid import Cell, Slot
from reportgen.document.text import Inline, ListItem, Paragraph, Run
from reportgen.document.theme import Align, TextStyle, Theme
from reportgen.document.tree import Table
from reportgen.japanese.linebreak import Rules
from reportgen.render.to_pdf.pagination import Box, Rows
from reportgen.render.to_pdf.typeset import Measure, SetLine, Typesetter, line_text, single_line
from reportgen.units import mm_to_pt

_CLEAR_OF_RULE_EM = 0.1
"""What a hanging 、 keeps between itself and the rule, above what the line breaker leaves."""
_UNHUNG = Rules(hang_em=0.0)
"""Lines that are centred or set to the right have no right edge to hang over."""


class SetLeaf(NamedTuple):
    """A leaf in lines; of a list item also its mark, the mark's width, and which block of the cell its list is."""

    leaf: Paragraph | ListItem
    lines: tuple[SetLine, ...]
    align: Align
    mark: SetLine | None = None
    mark_em: float = 0.0
    list_number: int = 0


class SetCell(NamedTuple):
    """A cell in lines; ``label`` is what is printed when a label is repeated."""

    slot: Slot
    look: Look
    leaves: tuple[SetLeaf, ...]
    label: tuple[SetLeaf, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell and its text look, role and place taken together. ``fill`` is a grey level; 1 is the bare paper."""

    size_pt: float
    pitch_pt: float
    strong: bool
    align: Align
    vertical: Literal["top", "middle"]
    fill: float


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table ready for pages. ``edges_pt`` are the column edges from the left end of the table."""

    table: Table
    rows: Rows
    cells: tuple[SetCell, ...]
    edges_pt: tuple[float, ...]
    padding_x_pt: float
    padding_y_pt: float


def set_table(table: Table, theme: Theme, typesetter: Typesetter) -> SetTable:
    """Return the table with every cell broken into lines, once."""
    return _TableSetter(table, theme, typesetter).set()


def look_of(header: bool, role: str | None, theme: Theme) -> Look:
    """Return the look of a cell. Header cells stand in the middle of their height."""
    style: TextStyle = theme.table.header if header else theme.table.cell
    wish = theme.role(role)
    fill = theme.table.header_fill if header else 1.0
    return Look(
        size_pt=style.size_pt,
        pitch_pt=style.leading_pt,
        strong=style.strong if wish.strong is None else wish.strong,
        align=wish.align or style.align,
        vertical=wish.vertical or ("middle" if header else "top"),
        fill=fill if wish.fill is None else wish.fill,
    )


@dataclass(slots=True)
class _TableSetter:
    table: Table
    theme: Theme
    typesetter: Typesetter
    edges_pt: tuple[float, ...] = field(init=False)
    looks: dict[tuple[bool, str | None], Look] = field(init=False, default_factory=dict)
    measures: dict[tuple[float, bool, Align], Measure] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.edges_pt = tuple(accumulate(map(mm_to_pt, self.table.grid.widths_mm), initial=0.0))

    def set(self) -> SetTable:
        grid, style = self.table.grid, self.theme.table
        cells: list[SetCell] = []
        boxes: list[Box] = []
        covers: list[list[int]] = []
        for row, line in enumerate(grid.slots):
            covering: list[int] = []
            for column, slot in enumerate(line):
                if slot.row < row:
                    covering.append(covers[-1][column])
                elif slot.column < column:
                    covering.append(covering[-1])
                else:
                    covering.append(len(cells))
                    cells.append(self._cell(slot, row < grid.header_rows))
                    boxes.append(_box(cells[-1]))
            covers.append(covering)
        padding_y = mm_to_pt(style.padding_y_mm)
        bands = frozenset(row for row in range(grid.row_count) if grid.is_band(row))
        rows = Rows(boxes, covers, grid.header_rows, 2 * padding_y, mm_to_pt(grid.min_row_height_mm), bands)
        return SetTable(self.table, rows, tuple(cells), self.edges_pt, mm_to_pt(style.padding_x_mm), padding_y)

    def _cell(self, slot: Slot, header: bool) -> SetCell:
        cell = slot.cell
        look = self.looks.get((header, cell.role))
        if look is None:
            look = self.looks[header, cell.role] = look_of(header, cell.role, self.theme)
        width = self.edges_pt[slot.last_column + 1] - self.edges_pt[slot.column]
        leaves = self._leaves(cell, look, width)
        label = self._label(leaves, look, width) if cell.on_break == "repeat" and not header else ()
        return SetCell(slot, look, leaves, label)

    def _leaves(self, cell: Cell, look: Look, width: float) -> tuple[SetLeaf, ...]:
        found: list[SetLeaf] = []
        for number, block in enumerate(cell.blocks):
            if isinstance(block, Paragraph):
                found.append(self._paragraph(block, look, width))
            else:
                found += [self._item(item, number, look, width) for item in block.items]
        return tuple(found)

    def _paragraph(self, leaf: Paragraph, look: Look, width: float) -> SetLeaf:
        align, strong = look.align, look.strong
        if leaf.role:
            wish = self.theme.role(leaf.role)
            align, strong = wish.align or align, strong if wish.strong is None else wish.strong
        return SetLeaf(leaf, self.typesetter.lines(leaf.content, self._measure(width, strong, align, look)), align)

    def _item(self, leaf: ListItem, number: int, look: Look, width: float) -> SetLeaf:
        mark_em = self.typesetter.width_em(leaf.mark, strong=look.strong)
        mark = single_line(leaf.mark, mark_em, strong=look.strong)
        measure = self._measure(width - mark_em * look.size_pt, look.strong, "left", look)
        return SetLeaf(leaf, self.typesetter.lines(leaf.content, measure), "left", mark, mark_em, number)

    def _measure(self, width: float, strong: bool, align: Align, look: Look) -> Measure:
        key = (width, strong, align)
        found = self.measures.get(key)
        if found is None:
            padding = mm_to_pt(self.theme.table.padding_x_mm)
            rules = Rules.for_padding(padding / look.size_pt - _CLEAR_OF_RULE_EM) if align == "left" else _UNHUNG
            found = Measure((width - 2 * padding) / look.size_pt, strong, rules, align == "left")
            self.measures[key] = found
        return found

    def _label(self, leaves: tuple[SetLeaf, ...], look: Look, width: float) -> tuple[SetLeaf, ...]:
        """Return the leaves of a repeated label; a cell without text has none.

        （続き） stands behind the last leaf, or on a line of its own, or, in a column too narrow for it, nowhere.
        """
        if not any(leaf.leaf.content for leaf in leaves):
            return ()
        *before, last = leaves
        width -= last.mark_em * look.size_pt
        measure = self._measure(width, look.strong, last.align, look)
        return (*before, last._replace(lines=self._continued(last.leaf.content, last.lines, measure)))

    def _continued(
        self, content: tuple[Inline, ...], plain: tuple[SetLine, ...], measure: Measure
    ) -> tuple[SetLine, ...]:
        suffix = Run(self.theme.continued)
        behind = self.typesetter.lines((*content, suffix), measure)
        if line_text(behind[-1]).endswith(suffix.text):
            return behind
        below = self.typesetter.lines((suffix,), measure)
        return plain + below if len(below) == 1 else plain


def _box(cell: SetCell) -> Box:
    slot = cell.slot
    return Box(slot.row, slot.last_row, _count(cell.leaves), cell.look.pitch_pt, _count(cell.label))


def _count(leaves: tuple[SetLeaf, ...]) -> int:
    return sum(len(leaf.lines) for leaf in leaves)
