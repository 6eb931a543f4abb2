r"""A readable text of the whole tree, for goldens and for looking.

Comes in: a ``Document``. Goes out: text, one line a leaf, stable and made to be compared line by line: rows carry no
numbers, so that a new row shows as new lines and not as a change of all that follow.

Notation: ``#`` headings, ``¶`` paragraphs, ``-`` list items with their mark. Text stands between ``│`` and ``│``; what
cannot be seen (selectors, control characters, unusual spaces, twins) is shown as ``\u{E0100}``, a break as ``⏎``. Model
values are followed by their source in brackets. ``*`` strong, ``/`` emphasis, ``→`` link. A table is drawn first, with
its spans: ``H`` is a header cell of the head, ``h`` a header cell of the body. Steps of a flow chart are joined by
arrows; in a cycle one leads from the last back to the first.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from reportgen.document.chart import Bars, Slopes
from reportgen.document.draw import Picture
from reportgen.document.flowchart import FlowChart
from reportgen.document.grid import Grid, Slot
from reportgen.document.text import CellBlock, Inline, List, Paragraph, Run
from reportgen.document.tree import Block, Contents, Document, Figure, Heading, PageBreak, Section, Table, entries


def dump(document: Document) -> str:
    """Return the document as text, ending with a line feed."""
    return "\n".join([*_head(document), "", *_blocks(document, document.blocks, "")]) + "\n"


def _head(document: Document) -> Iterator[str]:
    metadata, header, page = document.metadata, document.page_header, document.theme.page
    yield f"document │{_visible(metadata.title)}│ {metadata.language} {'draft' if metadata.draft else 'final'}"
    facts = {
        "subject": metadata.subject,
        "author": metadata.author,
        "keywords": ", ".join(metadata.keywords),
        "issued": metadata.issued.isoformat() if metadata.issued else "",
        "header left": header.left,
        "header center": header.center,
        "header right": header.right,
        "header box": header.box,
    }
    yield from (f"  {name} │{_visible(text)}│" for name, text in facts.items() if text)
    yield f"  page {page.width_mm:g} × {page.height_mm:g} mm, text {page.text_width_mm:g} × {page.text_height_mm:g} mm"


def _blocks(document: Document, blocks: tuple[Block, ...], indent: str) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield f"{indent}{'#' * block.level} {_inline(block.content)} #{block.id}"
            case Paragraph() | List():
                yield from _words(block, indent)
            case Table():
                yield from _table(block, indent)
            case Figure():
                yield from _figure(block, indent)
            case Contents():
                yield f"{indent}contents h{block.first}–h{block.last}"
                for heading in entries(document, block):
                    yield f"{indent}  {'#' * heading.level} │{_visible(heading.text)}│ #{heading.id}"
            case PageBreak():
                yield f"{indent}----- page break -----"
            case Section():
                page = f" {block.page.width_mm:g} × {block.page.height_mm:g} mm" if block.page else ""
                yield f"{indent}{'cover' if block.cover else 'section'}{page}"
                yield from _blocks(document, block.blocks, indent + "  ")
            case _:
                assert_never(block)


def _figure(figure: Figure, indent: str) -> Iterator[str]:
    yield f"{indent}figure │{_visible(figure.alternative)}│"
    sources = [run.source or "" for runs in figure.sources for run in runs]
    for line in _picture(figure.drawing):
        yield f"{indent}  {line}" + (f" [{' '.join(sources)}]" if sources else "")
    if figure.caption:
        yield f"{indent}  caption {_inline(figure.caption.content)}"


def _picture(picture: Picture) -> Iterator[str]:
    match picture:
        case FlowChart():
            yield _flow(picture)
        case Bars():
            yield f"bars of {' '.join(f'│{_visible(kind)}│' for kind in picture.kinds)}"
            for label, amounts, total in picture.rows:
                parts = " ".join(f"{_visible(amount.text)}={amount.size}" for amount in amounts)
                yield f"  │{_visible(label)}│ {parts} │{_visible(total)}│"
        case Slopes():
            yield f"slopes from │{_visible(picture.before)}│ to │{_visible(picture.after)}│"
            for label, one, other in picture.rows:
                ends = " → ".join(f"{_visible(amount.text)}={amount.size}" for amount in (one, other))
                yield f"  │{_visible(label)}│ {ends}"
        case _:
            assert_never(picture)


def _flow(chart: FlowChart) -> str:
    steps = " ─→ ".join(f"│{_visible(step)}│" for step in chart.steps)
    return f"╭→ {steps} ─╮" if chart.cycle else steps


def _words(block: CellBlock, indent: str) -> Iterator[str]:
    match block:
        case Paragraph():
            role = f" .{block.role}" if block.role else ""
            yield f"{indent}¶ {_inline(block.content)}{role}"
        case List():
            yield from (f"{indent}- {item.mark} {_inline(item.content)}" for item in block.items)
        case _:
            assert_never(block)


def _inline(content: tuple[Inline, ...]) -> str:
    """Return the runs of a leaf; neighbours of one source and one look are drawn as one."""
    parts: list[str] = []
    for (source, look), group in groupby(content, key=_look):
        text = "".join(_visible(part.text) if isinstance(part, Run) else "⏎" for part in group)
        parts.append(f"{look}│{text}│" + (f" [{source}]" if source else ""))
    return " ".join(parts) or "││"


def _look(part: Inline) -> tuple[str | None, str]:
    if not isinstance(part, Run):
        return None, ""
    link = f"→<{part.href}>" if part.href is not None else ""
    source = f"{part.source} again" if part.again else part.source
    return source, "*" * part.strong + "/" * part.emphasis + link


def _visible(text: str) -> str:
    return "".join(c if c in " \u3000" or _is_visible(c) else f"\\u{{{ord(c):X}}}" for c in text)


def _is_visible(character: str) -> bool:
    """Tell whether a reader of the dump sees the character, and not a twin of it (神 U+FA19 looks like 神 U+795E)."""
    unseen = unicodedata.category(character) in ("Mn", "Me", "Zs", "Cf")
    return character.isprintable() and not unseen and unicodedata.is_normalized("NFC", character)


def _table(table: Table, indent: str) -> Iterator[str]:
    grid = table.grid
    yield f"{indent}table {table.id} │{_visible(table.label)}│"
    inner = indent + "  "
    yield f"{inner}summary │{_visible(table.summary)}│"
    if table.caption:
        yield f"{inner}caption {_inline(table.caption.content)}"
    yield f"{inner}columns {' '.join(f'{width:g}' for width in grid.widths_mm)} mm"
    if grid.min_row_height_mm:
        yield f"{inner}rows at least {grid.min_row_height_mm:g} mm"
    yield from (inner + line for line in _drawing(grid))
    for row in range(grid.row_count):
        yield f"{inner}row"
        for slot in grid.starting(row):
            yield from _cell(slot, inner + "  ")


def _cell(slot: Slot, indent: str) -> Iterator[str]:
    cell = slot.cell
    facts = [
        f"column {slot.column + 1}",
        f"rows {cell.row_span}" if cell.row_span > 1 else "",
        f"columns {cell.column_span}" if cell.column_span > 1 else "",
        f"scope={cell.scope}" if cell.scope else "",
        f".{cell.role}" if cell.role else "",
        f"on_break={cell.on_break}" if cell.on_break != "flow" else "",
    ]
    opening = indent + " ".join(fact for fact in facts if fact)
    lines = [line for block in cell.blocks for line in _words(block, "")]
    if len(lines) == 1:
        yield f"{opening} {lines[0]}"
    else:
        yield from (opening, *(f"{indent}  {line}" for line in lines))


def _drawing(grid: Grid) -> Iterator[str]:
    """Draw the rules of the table, so that every span is seen as an open field."""
    rows, columns = grid.row_count, grid.column_count
    for line in range(rows + 1):
        heavy = line == grid.header_rows
        yield _rule([_ruled(grid, line, column) for column in range(columns)], _walls(grid, line), heavy=heavy)
        if line < rows:
            yield "".join(_field(grid, line, column) for column in range(columns)) + "│"


def _ruled(grid: Grid, line: int, column: int) -> bool:
    """Tell whether a rule runs above row ``line`` in this column."""
    return line in (0, grid.row_count) or grid.slots[line][column] is not grid.slots[line - 1][column]


def _walls(grid: Grid, line: int) -> list[tuple[bool, bool]]:
    """Return, for every column edge, whether a wall meets the rule from above and from below."""
    rows = (line - 1, line)
    return [(_walled(grid, rows[0], edge), _walled(grid, rows[1], edge)) for edge in range(grid.column_count + 1)]


def _walled(grid: Grid, row: int, edge: int) -> bool:
    if not 0 <= row < grid.row_count:
        return False
    return edge in (0, grid.column_count) or grid.slots[row][edge] is not grid.slots[row][edge - 1]


_JOINTS = dict(
    zip(
        [(left, right, up, down) for left in (0, 1) for right in (0, 1) for up in (0, 1) for down in (0, 1)],
        "   │ ┌└├ ┐┘┤─┬┴┼",
        strict=True,
    )
)
_HEAVY = str.maketrans("─├┼┤┬┴", "═╞╪╡╤╧")


def _rule(ruled: list[bool], walls: Iterable[tuple[bool, bool]], *, heavy: bool) -> str:
    parts: list[str] = []
    for edge, (up, down) in enumerate(walls):
        left = edge > 0 and ruled[edge - 1]
        right = edge < len(ruled) and ruled[edge]
        parts.append(_JOINTS[left, right, up, down])
        if edge < len(ruled):
            parts.append("───" if ruled[edge] else "   ")
    drawn = "".join(parts)
    return drawn.translate(_HEAVY) if heavy else drawn


def _field(grid: Grid, row: int, column: int) -> str:
    slot = grid.slots[row][column]
    wall = "│" if _walled(grid, row, column) else " "
    if (slot.row, slot.column) != (row, column) or slot.id is None:
        return f"{wall}   "
    return f"{wall} {'H' if row < grid.header_rows else 'h'} "
