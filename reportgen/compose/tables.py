"""A ``table`` element → a ``Table`` with a resolved grid.

Comes in: the element, with caption, columns, head and body. Goes out: the node; ``None`` when it cannot be made, with
the faults noted. Spans are handed to ``resolve``, the only place that interprets them.
"""

from collections.abc import Iterator
from itertools import groupby
from math import ceil

from reportgen.compose.composition import Composition
from reportgen.compose.leaves import Child, leaf, list_of, paragraphs_of, words
from reportgen.compose.ledger import Data
from reportgen.compose.markup import SPACE, Element
from reportgen.document.grid import Cell, Grid, OnBreak, Scope, resolve
from reportgen.document.text import CellBlock, ListItem, Paragraph
from reportgen.document.tree import Table
from reportgen.errors import GridError
from reportgen.units import Mm, pt_to_mm

_SCOPES: dict[str, Scope] = {"col": "col", "row": "row", "colgroup": "colgroup", "rowgroup": "rowgroup"}
_ON_BREAK: dict[str, OnBreak] = {"flow": "flow", "repeat": "repeat", "blank": "blank"}


_EMPTY_EM = 0.1
"""What is left of a cell without text: a line, however short, is set in every cell."""


def table_of(element: Element, composition: Composition) -> Table | None:
    """Return the table. Notes G and K80 faults of its geometry, K55–K57 of what a reader by ear needs."""
    name = composition.next_table()
    label, caption = _caption(element, composition)
    summary = element.attributes.get("data-summary", "").strip(SPACE)
    if not summary:
        composition.faults.add("K56", element.origin, name="data-summary")
    head = [row for part in element.elements("thead") for row in part.elements("tr")]
    body = [row for part in element.elements("tbody") for row in part.elements("tr")]
    rows = [
        *(_cells(row, composition, header=True) for row in head),
        *(_cells(row, composition, header=False) for row in body),
    ]
    widths_mm = _widths_mm(element, composition)
    if element.broken:
        return None
    try:
        grid = resolve(
            rows,
            widths_mm=widths_mm,
            header_rows=len(head),
            text_width_mm=composition.page.text_width_mm,
            origin=element.origin,
            min_row_height_mm=Mm(float(element.attributes.get("data-row-height", "0"))),
        )
    except GridError as fault:
        composition.faults.add_grid(element.origin, fault)
        return None
    _check_room(grid, label, element, composition)
    return Table(name, grid, label, summary, caption, element.origin)


def _caption(element: Element, composition: Composition) -> tuple[str, Paragraph | None]:
    """Return the label, which is the text of the caption unless the table has its own, and the visible caption."""
    captions = [caption for caption in element.elements("caption") if words(caption)]
    label = element.attributes.get("data-label", "").strip(SPACE) or "".join(map(words, captions))
    if not label:
        composition.faults.add("K55", element.origin, name="caption")
    shown = [caption for caption in captions if "class" not in caption.attributes]
    for caption in captions:
        if "class" in caption.attributes:
            composition.refuse_notes(caption)
    content = [Paragraph(leaf(caption, composition), caption.origin) for caption in shown]
    return label, content[0] if content else None


def _widths_mm(element: Element, composition: Composition) -> list[Mm]:
    """Return the widths of the columns; what is left is shared by those of width ``*``. Notes K46 if nothing is."""
    available_mm = composition.page.text_width_mm
    written = [col.attributes.get("width", "*") for group in element.elements("colgroup") for col in group.elements()]
    fixed_mm = sum(float(width) for width in written if width != "*")
    sharing = written.count("*")
    if sharing and fixed_mm >= available_mm:
        facts = {"total": f"{fixed_mm:g}", "available": f"{available_mm:g}"}
        composition.faults.add("K46", element.origin, name="*", **facts)
        element.broken = True
    shared_mm = (available_mm - fixed_mm) / max(sharing, 1)
    return [Mm(shared_mm if width == "*" else float(width)) for width in written]


def _check_room(grid: Grid, label: str, element: Element, composition: Composition) -> None:
    """Note the first cell in which not one character has room beside the padding (K80)."""
    style = composition.theme.table
    for row in range(grid.row_count):
        look = style.header if row < grid.header_rows else style.cell
        em_mm = pt_to_mm(look.size_pt)
        for slot in grid.starting(row):
            width_mm = sum(grid.widths_mm[slot.column : slot.last_column + 1])
            least_mm = 2 * style.padding_x_mm + em_mm * _least_em(slot.cell)
            if width_mm < least_mm:
                over = grid.slots[grid.header_rows - 1][slot.column].cell.text.replace("\n", " ")
                composition.faults.add(
                    "K80",
                    element.origin,
                    name=f"{label} {slot.column}",
                    table=label,
                    column=slot.column + 1,
                    heading=f"「{over}」" if over.strip() else "見出しなし",
                    width=f"{width_mm:.4g}",
                    least=f"{ceil(least_mm * 10) / 10:g}",
                )
                return


def _least_em(cell: Cell) -> float:
    """Return the room of one character, which is no wider than 1 em, behind the longest mark of a list."""
    leaves = cell.leaves
    marks = max([len(leaf.mark) for leaf in leaves if isinstance(leaf, ListItem)], default=0)
    has_text = len(leaves) > 1 or any(leaf.text for leaf in leaves)
    return 1.0 + marks if marks or has_text else _EMPTY_EM


def _cells(row: Element, composition: Composition, *, header: bool) -> list[Cell]:
    return [_cell(cell, composition, header=header) for cell in row.elements()]


def _cell(element: Element, composition: Composition, *, header: bool) -> Cell:
    attributes = element.attributes
    across, down = int(attributes.get("colspan", "1")), int(attributes.get("rowspan", "1"))
    blocks = _blocks(element, composition)
    composition.check_role(element)
    scope: Scope | None = None
    if element.name == "th":
        usual: Scope = ("colgroup" if across > 1 else "col") if header else "row"
        scope = _SCOPES[attributes["scope"]] if "scope" in attributes else usual
        if not _says_something(element, blocks):
            composition.faults.add("K54", element.origin, name="th")
    elif header and _says_something(element, blocks):
        composition.faults.add("K65", element.origin, name="td")
    return Cell(
        blocks=blocks,
        origin=element.origin,
        row_span=down,
        column_span=across,
        scope=scope,
        role=attributes.get("role"),
        on_break=_ON_BREAK[attributes.get("data-on-break", "flow")],
    )


def _blocks(cell: Element, composition: Composition) -> tuple[CellBlock, ...]:
    """Return paragraphs and lists; words beside them make paragraphs of their own. At least one paragraph."""
    children = cell.children
    if len(children) == 1 and isinstance(children[0], Data):
        return paragraphs_of(children, cell, composition)
    return tuple(_mixed_blocks(cell, composition)) or (Paragraph((), cell.origin),)


def _mixed_blocks(cell: Element, composition: Composition) -> Iterator[CellBlock]:
    for are_blocks, group in groupby(cell.children, _is_block):
        part = list(group)
        if are_blocks:
            for block in part:
                assert isinstance(block, Element)  # that is what _is_block says
                yield from _block(block, composition)
        elif not all(isinstance(child, str) and not child.strip(SPACE) for child in part):
            yield from paragraphs_of(part, cell, composition)


def _block(element: Element, composition: Composition) -> Iterator[CellBlock]:
    if element.name == "p":
        composition.check_role(element)
        yield from paragraphs_of(element.children, element, composition)
    elif (made := list_of(element, composition)) is not None:
        yield made


def _says_something(cell: Element, blocks: tuple[CellBlock, ...]) -> bool:
    return cell.holds_data() or any(_has_words(block) for block in blocks)


def _has_words(block: CellBlock) -> bool:
    return block.text.strip() != "" if isinstance(block, Paragraph) else True


def _is_block(child: Child) -> bool:
    return isinstance(child, Element) and child.name in ("p", "ul", "ol")
