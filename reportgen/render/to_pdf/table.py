"""A table of the document → a table ready for pages: cells broken into lines, columns in points.

Comes in: a ``Table`` and the theme. Goes out: a ``SetTable``, whose ``rows`` go to the pagination and whose ``cells``
go to the painter; both count the cells in reading order. It chooses no page and draws nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, NamedTuple

from reportgen.document.grid import Cell, Slot
from reportgen.document.text import ListItem, Paragraph, Run
from reportgen.document.theme import Align, TextStyle, Theme
from reportgen.document.tree import Table
from reportgen.japanese.linebreak import Rules
from reportgen.render.to_pdf.pagination import Box, Rows
from reportgen.render.to_pdf.typeset import Galley, Measure, SetLine, Typesetter, single_line
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
    """A cell in lines."""

    slot: Slot
    look: Look
    leaves: tuple[SetLeaf, ...]


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
    """A table ready for pages. ``edges_pt`` are the column edges from the left end of the table.

    ``labels`` has what is printed where a cell repeats its text, by the number of the cell.
    """

    table: Table
    rows: Rows
    cells: Sequence[SetCell]
    labels: Labels
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


@dataclass(frozen=True, slots=True)
class _Place:
    """What cells of one role in the same columns share: look, width, and the galleys of their paragraphs by role."""

    look: Look
    width_pt: float
    galleys: dict[str | None, tuple[Galley, Align]] = field(default_factory=dict)


@dataclass(slots=True)
class _TableSetter:
    table: Table
    theme: Theme
    typesetter: Typesetter
    edges_pt: tuple[float, ...] = field(init=False)
    places: dict[tuple[int, int, str | None, bool], _Place] = field(init=False, default_factory=dict)

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
                    cells.append(self._cell(slot))
                    boxes.append(_box(cells[-1]))
            covers.append(covering)
        padding_y, least = mm_to_pt(style.padding_y_mm), mm_to_pt(grid.min_row_height_mm)
        bands = frozenset(row for row in range(grid.row_count) if grid.is_band(row))
        labels = Labels(self, cells)
        rows = Rows(boxes, covers, grid.header_rows, 2 * padding_y, least, bands, labels.line_count)
        return SetTable(self.table, rows, cells, labels, self.edges_pt, mm_to_pt(style.padding_x_mm), padding_y)

    def _cell(self, slot: Slot) -> SetCell:
        place = self._place(slot)
        return SetCell(slot, place.look, self._leaves(slot.cell, place))

    def _place(self, slot: Slot) -> _Place:
        header = slot.row < self.table.grid.header_rows
        key = (slot.column, slot.last_column, slot.cell.role, header)
        found = self.places.get(key)
        if found is None:
            width = self.edges_pt[slot.last_column + 1] - self.edges_pt[slot.column]
            found = self.places[key] = _Place(look_of(header, slot.cell.role, self.theme), width)
        return found

    def _leaves(self, cell: Cell, place: _Place) -> tuple[SetLeaf, ...]:
        found: list[SetLeaf] = []
        for number, block in enumerate(cell.blocks):
            if isinstance(block, Paragraph):
                found.append(self._paragraph(block, place))
            else:
                found += [self._item(item, number, place) for item in block.items]
        return tuple(found)

    def _paragraph(self, leaf: Paragraph, place: _Place) -> SetLeaf:
        found = place.galleys.get(leaf.role)
        if found is None:
            wish, look = self.theme.role(leaf.role), place.look
            align, strong = wish.align or look.align, look.strong if wish.strong is None else wish.strong
            found = place.galleys[leaf.role] = self._galley(place.width_pt, strong, align, look), align
        galley, align = found
        return SetLeaf(leaf, galley.lines(leaf.content), align)

    def _item(self, leaf: ListItem, number: int, place: _Place) -> SetLeaf:
        look = place.look
        mark_em = self.typesetter.width_em(leaf.mark, strong=look.strong)
        mark = single_line(leaf.mark, mark_em, strong=look.strong)
        galley = self._galley(place.width_pt - mark_em * look.size_pt, look.strong, "left", look)
        return SetLeaf(leaf, galley.lines(leaf.content), "left", mark, mark_em, number)

    def _galley(self, width: float, strong: bool, align: Align, look: Look) -> Galley:
        padding = mm_to_pt(self.theme.table.padding_x_mm)
        rules = Rules.for_padding(padding / look.size_pt - _CLEAR_OF_RULE_EM) if align == "left" else _UNHUNG
        return self.typesetter.galley(
            Measure((width - 2 * padding) / look.size_pt, strong, rules, hangs=align == "left")
        )

    def label(self, cell: SetCell) -> tuple[SetLeaf, ...]:
        """Return the leaves of a repeated label; a cell without text, or that asks for none, has none.

        （続き） stands behind the last leaf, or on a line of its own, or, in a column too narrow for it, nowhere.
        """
        header = cell.slot.row < self.table.grid.header_rows
        if header or cell.slot.cell.on_break != "repeat" or not any(leaf.leaf.content for leaf in cell.leaves):
            return ()
        *before, last = cell.leaves
        width = self._place(cell.slot).width_pt - last.mark_em * cell.look.size_pt
        galley = self._galley(width, cell.look.strong, last.align, cell.look)
        return (*before, last._replace(lines=self._continued(last, galley)))

    def _continued(self, last: SetLeaf, galley: Galley) -> tuple[SetLine, ...]:
        suffix = Run(self.theme.continued)
        behind = galley.lines((*last.leaf.content, suffix))
        if behind[-1].text.endswith(suffix.text):
            return behind
        below = galley.lines((suffix,))
        return last.lines + below if len(below) == 1 else last.lines


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that cells repeat, by the number of the cell; each is set when first asked for: few cells are cut."""

    _setter: _TableSetter
    _cells: Sequence[SetCell]
    _made: dict[int, tuple[SetLeaf, ...]] = field(default_factory=dict)

    def __getitem__(self, cell: int) -> tuple[SetLeaf, ...]:
        """Return the leaves of a label, empty for a cell without one."""
        found = self._made.get(cell)
        if found is None:
            found = self._made[cell] = self._setter.label(self._cells[cell])
        return found

    def line_count(self, cell: int) -> int:
        """Return how many lines a label has, 0 for a cell without one."""
        return _count(self[cell])


def _box(cell: SetCell) -> Box:
    return Box(cell.slot.row, cell.slot.last_row, _count(cell.leaves), cell.look.pitch_pt)


def _count(leaves: tuple[SetLeaf, ...]) -> int:
    return len(leaves[0].lines) if len(leaves) == 1 else sum(len(leaf.lines) for leaf in leaves)
