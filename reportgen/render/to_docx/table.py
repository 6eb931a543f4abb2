"""One table: a grid walked slot by slot into ``w:tbl``.

Comes in: a ``Table`` of the tree, the styles, the theme. Goes out: XML. Spans are written from the slots and from
nothing else: equal texts are never joined, texts are never moved. Source: ECMA-376 part 1, 17.4.
"""

from itertools import pairwise
from typing import Final

from reportgen.document.grid import Cell, Grid, Slot
from reportgen.document.theme import Theme
from reportgen.document.tree import Paragraph, Table
from reportgen.errors import RenderError
from reportgen.render.to_docx.heights import Keeping, keeping, line_width_em
from reportgen.render.to_docx.links import Links
from reportgen.render.to_docx.looks import TABLE, header_shading
from reportgen.render.to_docx.markup import UnwritableText, inline, paragraph, quoted
from reportgen.render.to_docx.styles import StyleSheet
from reportgen.units import column_edges_twip, mm_to_twip

_FIRST_ROW: Final = 0x0020
_FIRST_COLUMN: Final = 0x0080
_NO_BANDS: Final = 0x0600


class TableWriter:
    """Writes the tables of one document."""

    def __init__(self, theme: Theme, styles: StyleSheet, links: Links) -> None:
        self._theme, self._styles, self._links = theme, styles, links
        self._shading = header_shading(theme)

    def write(self, table: Table) -> str:
        """Return a table as one ``w:tbl``.

        Raises:
            RenderError: I21, a character that XML cannot hold; the error names the table, the row and the column.
        """
        grid = table.grid
        try:
            frame = self._frame(table)
        except UnwritableText as error:
            raise unwritable(error, f"「{table.id}」") from None
        edges = column_edges_twip(grid.widths_mm)
        rows = [self._row(table, row, edges, kept) for row, kept in enumerate(keeping(grid, self._theme))]
        return f"<w:tbl>{frame}{''.join(rows)}</w:tbl>"

    def _frame(self, table: Table) -> str:
        edges = column_edges_twip(table.grid.widths_mm)
        columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
        return (
            f'<w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{edges[-1]}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{_look(table.grid)}'
            f'<w:tblCaption w:val="{quoted(table.label)}"/><w:tblDescription w:val="{quoted(table.summary)}"/>'
            f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        )

    def _row(self, table: Table, row: int, edges: tuple[int, ...], kept: Keeping) -> str:
        grid = table.grid
        header = row < grid.header_rows
        height = mm_to_twip(grid.min_row_height_mm)
        properties = (
            ("<w:cantSplit/>" if kept.whole else "")
            + (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
            + ("<w:tblHeader/>" if header else "")
        )
        parts = [f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>"]
        for column, slot in enumerate(grid.slots[row]):
            if slot.column != column:
                continue
            parts.append(self._cell_properties(slot, row, edges, header=header))
            if slot.row != row:
                style = self._styles.cell((slot.cell.role,), header=header)
                parts.append(paragraph(style, "", keep_next=kept.with_next))
            else:
                parts.append(self._content(table, slot, header=header, keep_next=kept.with_next))
            parts.append("</w:tc>")
        parts.append("</w:tr>")
        return "".join(parts)

    def _cell_properties(self, slot: Slot, row: int, edges: tuple[int, ...], *, header: bool) -> str:
        """Return the opening of a ``w:tc``. The covered cells below an anchor repeat its look and its column span."""
        cell = slot.cell
        width = edges[slot.last_column + 1] - edges[slot.column]
        parts = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>']
        if cell.column_span > 1:
            parts.append(f'<w:gridSpan w:val="{cell.column_span}"/>')
        if cell.row_span > 1:
            parts.append(f'<w:vMerge w:val="{"restart" if slot.row == row else "continue"}"/>')
        if header:
            parts.append(self._shading)
        if self._is_middle(cell, header=header):
            parts.append('<w:vAlign w:val="center"/>')
        parts.append("</w:tcPr>")
        return "".join(parts)

    def _is_middle(self, cell: Cell, *, header: bool) -> bool:
        vertical = self._theme.role(cell.role).vertical
        return header if vertical is None else vertical == "middle"

    def _content(self, table: Table, slot: Slot, *, header: bool, keep_next: bool) -> str:
        """Return the paragraphs of a cell, at least one: a cell without a paragraph is a damaged file."""
        cell, styles = slot.cell, self._styles
        line_em = line_width_em(table.grid, slot, self._theme)
        found: list[str] = []
        try:
            for block in cell.blocks:
                if isinstance(block, Paragraph):
                    roles = (cell.role, block.role)
                    style = styles.cell(roles, header=header, text=block.text, line_em=line_em)
                    found.append(paragraph(style, inline(block.content, self._links), keep_next=keep_next))
                else:
                    for item in block.items:
                        style = styles.item(item.mark, in_cell=True)
                        found.append(paragraph(style, inline(item.content, self._links), keep_next=keep_next))
        except UnwritableText as error:
            place = f"「{table.label}」{slot.row + 1}行{slot.column + 1}列目"
            raise unwritable(error, place) from None
        return "".join(found) or paragraph(styles.cell((cell.role,), header=header), "", keep_next=keep_next)


def _look(grid: Grid) -> str:
    """Return ``tblLook``: which edges of the table are headings. Word announces the first column as such, too."""
    first_column = all(line[0].cell.scope in ("row", "rowgroup") for line in grid.slots[grid.header_rows :])
    bits = _FIRST_ROW | _NO_BANDS | (_FIRST_COLUMN if first_column else 0)
    return (
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="1" w:lastRow="0" w:firstColumn="{int(first_column)}" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def unwritable(error: UnwritableText, place: str) -> RenderError:
    """Return the error that names a character and where it stands."""
    return RenderError("I21", f"Word {place}", char=f"U+{ord(error.char):04X}")
