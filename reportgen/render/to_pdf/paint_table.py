"""A portion of a table onto the page: fills and rules, then the text of its cells in reading order.

Comes in: a ``PlacedTable``. Goes out: operations of the canvas and structure elements. A row is one TR and a cell one
TD or TH, whatever the page breaks; repeated headers and labels are artifacts. Source: ISO 32000-1, 14.8.4.3.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportgen.document.text import Paragraph
from reportgen.document.theme import TableStyle
from reportgen.render.to_pdf.pagination import Fragment
from reportgen.render.to_pdf.pen import Column, Pen
from reportgen.render.to_pdf.placed import PlacedTable
from reportgen.render.to_pdf.structure import Element
from reportgen.render.to_pdf.table import SetCell, SetLeaf, SetTable
from reportgen.render.to_pdf.typeset import SetLine

_TOUCHING_PT = 0.02


@dataclass(slots=True)
class TableTags:
    """The elements of one table, made as its cells are first painted."""

    table: SetTable
    element: Element
    head: Element | None = None
    body: Element | None = None
    rows: list[Element] = field(default_factory=list)
    cells: dict[int, Element] = field(default_factory=dict)
    leaves: dict[tuple[int, int], Element] = field(default_factory=dict)

    def cell(self, index: int) -> Element:
        """Return the element of a cell; rows and cells are made in reading order."""
        found = self.cells.get(index)
        if found is None:
            slot = self.table.cells[index].slot
            self.rows_up_to(slot.row)
            cell, name = slot.cell, self.table.table.id
            found = self.cells[index] = self.rows[slot.row].add_cell(
                "TH" if cell.scope else "TD",
                row_span=cell.row_span,
                column_span=cell.column_span,
                scope=cell.scope,
                identity=f"{name}.{slot.id}" if slot.id else None,
                headers=[f"{name}.{header}" for header in slot.headers],
            )
        return found

    def rows_up_to(self, row: int) -> None:
        """Make the rows up to one, also those in which no cell starts."""
        header_rows = self.table.rows.header_rows
        while len(self.rows) <= row:
            if len(self.rows) < header_rows:
                self.head = self.head or self.element.add("THead")
                self.rows.append(self.head.add("TR"))
            else:
                self.body = self.body or self.element.add("TBody")
                self.rows.append(self.body.add("TR"))

    def leaf(self, index: int, number: int) -> Element:
        """Return the element of a leaf in a cell that holds more than one paragraph."""
        found = self.leaves.get((index, number))
        if found is None:
            found = self.leaves[index, number] = self._new_leaf(index, number)
        return found

    def _new_leaf(self, index: int, number: int) -> Element:
        leaves, cell = self.table.cells[index].leaves, self.cell(index)
        leaf = leaves[number]
        if isinstance(leaf.leaf, Paragraph):
            return cell.add("P")
        key = (index, -1 - leaf.list_number)
        listing = self.leaves.get(key)
        if listing is None:
            listing = self.leaves[key] = cell.add("L")
        return listing.add("LI")


def paint_table(
    pen: Pen, placed: PlacedTable, tags: TableTags, style: TableStyle, left_pt: float, top_pt: float
) -> None:
    """Paint a portion; ``left_pt`` and ``top_pt`` are its upper left corner above the page's foot."""
    _Portion(pen, placed, tags, style, left_pt, top_pt).paint()


@dataclass(slots=True)
class _Portion:
    pen: Pen
    placed: PlacedTable
    tags: TableTags
    style: TableStyle
    left_pt: float
    top_pt: float

    def paint(self) -> None:
        portion, canvas = self.placed.portion, self.pen.canvas
        with canvas.artifact("Layout"):
            self._lines_and_fills()
        if portion.head and not self.placed.begins:
            with canvas.artifact("Pagination", "Header"):
                for part in portion.head:
                    self._drawn(part, self.placed.table.cells[part.box].leaves)
        parts = (*portion.head, *portion.body) if self.placed.begins else portion.body
        for part in parts:
            self._cell(part)
        labels = [part for part in portion.body if part.kind == "label"]
        if labels:
            with canvas.artifact("Pagination"):
                for part in labels:
                    self._drawn(part, self.placed.table.labels[part.box])

    def _cell(self, part: Fragment) -> None:
        """Write the lines of a cell that stand here; an empty one gets its element all the same."""
        element = self.tags.cell(part.box)
        if part.kind != "text":
            return
        cell = self.placed.table.cells[part.box]
        column = self._column(cell, part)
        if len(cell.leaves) == 1 and cell.leaves[0].mark is None:
            self._leaf(element, cell.leaves[0], cell.leaves[0].lines[part.first : part.last], column, begins=False)
            return
        end = 0
        for number, leaf in enumerate(cell.leaves):
            start, end = end, end + len(leaf.lines)
            if end <= part.first or start >= part.last:
                continue
            lines = leaf.lines[max(part.first - start, 0) : part.last - start]
            self._leaf(self.tags.leaf(part.box, number), leaf, lines, column, begins=start >= part.first)
            column = column.below(len(lines))

    def _leaf(self, element: Element, leaf: SetLeaf, lines: Sequence[SetLine], column: Column, *, begins: bool) -> None:
        if leaf.align != column.align:
            column = column._replace(align=leaf.align)
        if leaf.mark is None:
            self.pen.leaf(element, lines, column)
        else:
            self.pen.item(element, leaf.mark if begins else None, leaf.mark_em, lines, column)

    def _drawn(self, part: Fragment, leaves: Sequence[SetLeaf]) -> None:
        """Write a repetition, inside an artifact."""
        column = self._column(self.placed.table.cells[part.box], part)
        for leaf in leaves:
            if leaf.mark is not None:
                self.pen.lines((leaf.mark,), column._replace(align="left"))
            self.pen.lines(leaf.lines, column._replace(align=leaf.align).indented(leaf.mark_em))
            column = column.below(len(leaf.lines))

    def _column(self, cell: SetCell, part: Fragment) -> Column:
        """Return where the lines of a fragment stand."""
        table, look, slot = self.placed.table, cell.look, cell.slot
        left, right = table.edges_pt[slot.column], table.edges_pt[slot.last_column + 1]
        top = part.top_pt + table.padding_y_pt
        if look.vertical == "middle":
            lines = (part.last - part.first) * look.pitch_pt
            top = (part.top_pt + part.bottom_pt - lines) / 2
        padding = table.padding_x_pt
        return Column(
            self.left_pt + left + padding,
            right - left - 2 * padding,
            self.top_pt - top,
            look.size_pt,
            look.pitch_pt,
            look.align,
        )

    # ── rules and fills ─────────────────────────────────────────────────────────────────────────────────────

    def _lines_and_fills(self) -> None:
        """Fill cells and draw every rule once, so that none looks thicker than another."""
        portion, style = self.placed.portion, self.style
        parts = (*portion.head, *portion.body)
        for part in parts:
            fill = self.placed.table.cells[part.box].look.fill
            if fill < 1.0:
                left, right = self._sides(part)
                height = part.bottom_pt - part.top_pt
                self.pen.canvas.fill(left, self.top_pt - part.bottom_pt, right - left, height, fill)
        self.pen.canvas.rules(self._rules(parts), style.rule_pt)

    def _sides(self, part: Fragment) -> tuple[float, float]:
        slot, edges = self.placed.table.cells[part.box].slot, self.placed.table.edges_pt
        return self.left_pt + edges[slot.column], self.left_pt + edges[slot.last_column + 1]

    def _rules(self, parts: Sequence[Fragment]) -> list[tuple[float, float, float, float]]:
        """Return the rules: the boxes tile the portion, so its right and lower end and each upper left corner do."""
        across: dict[float, list[tuple[float, float]]] = {}
        down: dict[float, list[tuple[float, float]]] = {}
        for part in parts:
            left, right = self._sides(part)
            top, bottom = self.top_pt - part.top_pt, self.top_pt - part.bottom_pt
            across.setdefault(round(top, 2), []).append((left, right))
            down.setdefault(round(left, 2), []).append((bottom, top))
        edges, height = self.placed.table.edges_pt, self.placed.portion.height_pt
        left, right = self.left_pt + edges[0], self.left_pt + edges[-1]
        across.setdefault(round(self.top_pt - height, 2), []).append((left, right))
        down.setdefault(round(right, 2), []).append((self.top_pt - height, self.top_pt))
        rules = [(start, y, end, y) for y, spans in across.items() for start, end in joined(spans)]
        return rules + [(x, start, x, end) for x, spans in down.items() for start, end in joined(spans)]


def joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return spans with those that touch or overlap made one, ascending."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + _TOUCHING_PT:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
