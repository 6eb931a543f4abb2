"""One table: a grid walked slot by slot into ``w:tbl``.

Comes in: a ``Table`` of the tree, the styles, the theme. Goes out: XML. Spans are written from the slots and from
nothing else: equal texts are never joined, texts are never moved. Source: ECMA-376 part 1, 17.4.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from reportgen.document.grid import Grid, Slot
from reportgen.document.text import ListItem, Paragraph
from reportgen.document.theme import Theme
from reportgen.document.tree import Table
from reportgen.errors import RenderError
from reportgen.render.to_docx.heights import Keeping, Lines, keeping, lines_of
from reportgen.render.to_docx.links import Links
from reportgen.render.to_docx.looks import TABLE, shading
from reportgen.render.to_docx.markup import UnwritableText, inline, paragraph, quoted
from reportgen.render.to_docx.styles import StyleSheet
from reportgen.units import Twip, column_edges_twip, mm_to_twip

_FIRST_ROW: Final = 0x0020
_FIRST_COLUMN: Final = 0x0080
_NO_BANDS: Final = 0x0600


def table_xml(table: Table, theme: Theme, styles: StyleSheet, links: Links, *, noted: bool = False) -> str:
    """Return a table as one ``w:tbl``; ``noted`` if notes follow, with which its last rows stay.

    Raises:
        RenderError: I21, a character that XML cannot hold; the error names the table, the row and the column.
    """
    grid = table.grid
    edges = column_edges_twip(grid.widths_mm)
    writer = _TableWriter(table, theme, styles, links, edges, lines_of(grid, theme), styles.header_shading)
    rows = [writer.row(row, kept) for row, kept in enumerate(keeping(grid, theme, noted=noted))]
    return f"<w:tbl>{_frame(table, edges)}{''.join(rows)}</w:tbl>"


def _frame(table: Table, edges: tuple[Twip, ...]) -> str:
    """Return what stands before the rows: properties, names and columns."""
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    try:
        names = f'<w:tblCaption w:val="{quoted(table.label)}"/><w:tblDescription w:val="{quoted(table.summary)}"/>'
    except UnwritableText as error:
        raise unwritable(error, f"「{table.id}」") from None
    return (
        f'<w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{edges[-1]}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_look(table.grid)}{names}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


def _look(grid: Grid) -> str:
    """Return ``tblLook``: which edges of the table are headings. Word announces the first column as such, too."""
    first_column = all(line[0].cell.scope in ("row", "rowgroup") for line in grid.slots[grid.header_rows :])
    bits = _FIRST_ROW | _NO_BANDS | (_FIRST_COLUMN if first_column else 0)
    return (
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="1" w:lastRow="0" w:firstColumn="{int(first_column)}" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


@dataclass(frozen=True, slots=True)
class _TableWriter:
    table: Table
    theme: Theme
    styles: StyleSheet
    links: Links
    edges: tuple[Twip, ...]
    lines: Lines
    shading: str
    openings: dict[tuple[int, int, bool, str | None, str], str] = field(default_factory=dict)

    def row(self, row: int, kept: Keeping) -> str:
        """Return a ``w:tr``: the cells that start in it, and an empty one for each that reaches into it from above."""
        grid = self.table.grid
        parts = ["<w:tr>", self._row_properties(kept, header=row < grid.header_rows)]
        for column, slot in enumerate(grid.slots[row]):
            if slot.column == column:
                parts.append(self._opening(slot, header=slot.row < grid.header_rows, continued=slot.row < row))
                paragraphs = self._paragraphs(slot, kept) if slot.row == row else ()
                parts.append("".join(paragraphs) or paragraph(self._plain(slot), "", keep_next=kept.with_next))
                parts.append("</w:tc>")
        parts.append("</w:tr>")
        return "".join(parts)

    def _row_properties(self, kept: Keeping, *, header: bool) -> str:
        height = mm_to_twip(self.table.grid.min_row_height_mm)
        properties = (
            ("<w:cantSplit/>" if kept.whole else "")
            + (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
            + ("<w:tblHeader/>" if header else "")
        )
        return f"<w:trPr>{properties}</w:trPr>" if properties else ""

    def _opening(self, slot: Slot, *, header: bool, continued: bool) -> str:
        """Return the opening of a ``w:tc``. The covered cells below a cell repeat its look and its column span."""
        cell = slot.cell
        merge = "" if cell.row_span == 1 else "continue" if continued else "restart"
        key = slot.column, slot.last_column, header, cell.role, merge
        found = self.openings.get(key)
        if found is None:
            found = self.openings[key] = self._new_opening(slot, merge)
        return found

    def _new_opening(self, slot: Slot, merge: str) -> str:
        cell = slot.cell
        width = self.edges[slot.last_column + 1] - self.edges[slot.column]
        parts = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>']
        if cell.column_span > 1:
            parts.append(f'<w:gridSpan w:val="{cell.column_span}"/>')
        if merge:
            parts.append(f'<w:vMerge w:val="{merge}"/>')
        fill = self.theme.role(cell.role).fill
        if fill is not None:
            parts.append(shading(fill))
        elif self._is_header(slot):
            parts.append(self.shading)
        if self._is_middle(slot):
            parts.append('<w:vAlign w:val="center"/>')
        parts.append("</w:tcPr>")
        return "".join(parts)

    def _is_header(self, slot: Slot) -> bool:
        return slot.row < self.table.grid.header_rows

    def _is_middle(self, slot: Slot) -> bool:
        vertical = self.theme.role(slot.cell.role).vertical
        return self._is_header(slot) if vertical is None else vertical == "middle"

    def _plain(self, slot: Slot) -> str:
        return self.styles.cell((slot.cell.role,), header=self._is_header(slot))

    def _paragraphs(self, slot: Slot, kept: Keeping) -> Iterator[str]:
        """Yield the paragraphs of a cell, each with its style; a cell without blocks has none."""
        try:
            for style, leaf in self._styled_leaves(slot):
                yield paragraph(style, inline(leaf.content, self.links), keep_next=kept.with_next)
        except UnwritableText as error:
            place = f"「{self.table.label}」{slot.row + 1}行{slot.column + 1}列目"
            raise unwritable(error, place) from None

    def _styled_leaves(self, slot: Slot) -> Iterator[tuple[str, Paragraph | ListItem]]:
        header, line_em = self._is_header(slot), self.lines.width_em(slot)
        for block in slot.cell.blocks:
            if isinstance(block, Paragraph):
                roles = slot.cell.role, block.role
                yield self.styles.cell(roles, header=header, text=block.text, line_em=line_em), block
            else:
                for item in block.items:
                    yield self.styles.item(item.mark, in_cell=True), item


def unwritable(error: UnwritableText, place: str) -> RenderError:
    """Return the error that names a character and where it stands."""
    return RenderError("I21", f"Word {place}", char=f"U+{ord(error.char):04X}")
