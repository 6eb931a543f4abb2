"""A table: caption, columns, head, one body for each group of rows, and the names by which cells find their headers.

Walks the slots of the grid; a cell's place comes from there, never from counting. Source: HTML Living Standard, 4.9.
"""

from reportgen.document.grid import Grid, Slot
from reportgen.document.text import Paragraph
from reportgen.document.tree import Table
from reportgen.render.to_html.text import attribute, escaped, inline
from reportgen.render.to_html.words import is_hanging, list_html, paragraph_html

_LEAST_EM = 12.0
"""On a narrow screen a wide column shrinks to this width; then the table scrolls sideways instead."""
_PADDING_EM = 0.3
"""What the padding on a screen takes more of a narrow column than the padding on paper."""


def table_html(table: Table, size_mm: float) -> str:
    """Return the table in a frame that scrolls by itself; ``size_mm`` is the size of its type on paper."""
    grid = table.grid
    names = _Names(table.id, linked=_is_complex(grid))
    caption, about = f"{table.id}-caption", f"{table.id}-about"
    least_em = [min(width / size_mm, _LEAST_EM) + _PADDING_EM for width in grid.widths_mm]
    described = attribute("aria-describedby", about) if table.summary else ""
    parts = [
        f'<div class="scroll" role="region"{attribute("aria-labelledby", caption)} tabindex="0">\n',
        f'<p class="hidden"{attribute("id", about)}>{escaped(table.summary)}</p>\n' if table.summary else "",
        f'<table{attribute("id", table.id)}{described} style="--least: {sum(least_em):.1f}em">\n',
        _caption(table, caption),
        _columns(grid, least_em),
        _rows("thead", grid, range(grid.header_rows), names),
    ]
    parts += _bodies(grid, names)
    parts.append("</table>\n</div>\n")
    return "".join(parts)


class _Names:
    """The ids of one table's header cells, and whether data cells refer to them.

    In a plain table (one row of headers, no spans) ``scope`` says everything; ``headers`` is written where it does
    not (HTML Living Standard, 4.9.12).
    """

    def __init__(self, prefix: str, *, linked: bool) -> None:
        self._prefix, self._linked = prefix, linked
        self._known: dict[tuple[str, ...], str] = {}

    def of(self, slot: Slot) -> str:
        text = attribute("id", f"{self._prefix}-{slot.id}") if slot.id else ""
        if self._linked and slot.headers:
            if slot.headers not in self._known:
                value = " ".join(f"{self._prefix}-{name}" for name in slot.headers)
                self._known[slot.headers] = attribute("headers", value)
            text += self._known[slot.headers]
        return text


def _is_complex(grid: Grid) -> bool:
    """Tell whether a cell's headers follow from more than one row of column heads and plain heads of rows."""
    heads = (slot for row in range(grid.row_count) for slot in grid.starting(row) if slot.id)
    return grid.header_rows > 1 or any(
        slot.cell.row_span > 1
        or slot.cell.column_span > 1
        or (slot.row >= grid.header_rows and slot.cell.scope != "row")
        for slot in heads
    )


def _caption(table: Table, name: str) -> str:
    if table.caption is None:
        return f'<caption class="hidden"{attribute("id", name)}>{escaped(table.label)}</caption>\n'
    return f"<caption{attribute('id', name)}>{inline(table.caption.content, table.id)}</caption>\n"


def _columns(grid: Grid, least_em: list[float]) -> str:
    """Return the columns: each with its share of a wide screen or sheet, and its least width on a narrow screen."""
    total = sum(grid.widths_mm)
    columns = "".join(
        f'<col style="--share: {100 * width / total:.4g}%; --least: {least:.1f}em">\n'
        for width, least in zip(grid.widths_mm, least_em, strict=True)
    )
    return f"<colgroup>\n{columns}</colgroup>\n"


def _bodies(grid: Grid, names: _Names) -> list[str]:
    """Return the bodies. A band heads the rest of its body (4.9.12.1), so that ends where the next band begins."""
    parts = grid.parts()
    if any(grid.is_band(part.start) for part in parts):
        return [_rows("tbody", grid, part, names, ' class="part"') for part in parts]
    return [_rows("tbody", grid, group, names) for group in grid.groups()]


def _rows(element: str, grid: Grid, rows: range, names: _Names, attributes: str = "") -> str:
    lines = [f"<{element}{attributes}>\n"]
    for row in rows:
        cells = "".join([_cell(slot, names) for slot in grid.starting(row)])
        lines.append(f"<tr>{cells}</tr>\n")
    lines.append(f"</{element}>\n")
    return "".join(lines)


def _cell(slot: Slot, names: _Names) -> str:
    cell = slot.cell
    element = "td" if cell.scope is None else "th"
    opening = names.of(slot)
    if cell.scope:
        opening += attribute("scope", cell.scope)
    if cell.row_span > 1:
        opening += f' rowspan="{cell.row_span}"'
    if cell.column_span > 1:
        opening += f' colspan="{cell.column_span}"'
    if cell.role:
        opening += attribute("data-role", cell.role)
    return f"<{element}{opening}>{_content(slot)}</{element}>"


def _content(slot: Slot) -> str:
    """Return the lines of a cell. One plain line stands alone, several are paragraphs, without space between tags."""
    blocks = slot.cell.blocks
    where = str(slot.cell.origin)
    match blocks:
        case ():
            return ""
        case (Paragraph(role=None) as only,) if not is_hanging(only):
            return inline(only.content, where)
    return "".join(
        [paragraph_html(block, where) if isinstance(block, Paragraph) else list_html(block, where) for block in blocks]
    )
