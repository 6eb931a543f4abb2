"""What every file should say: the tree, as a reader finds it. And whether every model value stands in it once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never
from urllib.parse import unquote

from reportgen.document.grid import Grid, Slot
from reportgen.document.tree import (
    Block,
    Document,
    Heading,
    Inline,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Run,
    Section,
    Table,
    walk,
)
from reportgen.proof.reading import Leaf, Part, ReadCell, Reading, ReadTable, cell_leaves, says_something


def expected(document: Document) -> Reading:
    """Return the reading that equals the document."""
    parts = tuple(part for part in _parts(document.blocks) if says_something(part))
    return Reading(document.metadata.language, document.metadata.title, parts)


def _parts(blocks: tuple[Block, ...]) -> Iterator[Part]:
    for block in walk(blocks):
        match block:
            case Heading() | Paragraph():
                yield _leaf(block)
            case List():
                yield from (_leaf(item) for item in block.items)
            case Table():
                yield _table(block)
            case PageBreak() | Section():
                pass
            case _:
                assert_never(block)


def _leaf(node: Heading | Paragraph | ListItem) -> Leaf:
    match node:
        case Heading():
            return Leaf("heading", node.text, level=node.level, links=_links(node.content))
        case Paragraph():
            return Leaf("paragraph", node.text, links=_links(node.content))
        case ListItem():
            return Leaf("item", node.text, mark=node.mark, links=_links(node.content))
        case _:
            assert_never(node)


def _links(content: tuple[Inline, ...]) -> tuple[tuple[str, str], ...]:
    """Return the links of a leaf: neighbouring runs with one address are one link."""
    found = []
    for href, parts in groupby(content, key=lambda part: part.href if isinstance(part, Run) else None):
        if href is not None:
            found.append(("".join(part.text for part in parts if isinstance(part, Run)), unquote(href)))
    return tuple(found)


def _table(table: Table) -> ReadTable:
    grid = table.grid
    places = _header_places(grid)
    return ReadTable(
        column_count=grid.column_count,
        row_count=grid.row_count,
        header_rows=grid.header_rows,
        cells=tuple(_cell(slot, places) for row in range(grid.row_count) for slot in grid.starting(row)),
        caption=table.caption.text if table.caption else None,
        label=table.label,
        summary=table.summary,
    )


def _header_places(grid: Grid) -> dict[str, tuple[int, int]]:
    slots = (slot for row in range(grid.row_count) for slot in grid.starting(row))
    return {slot.id: (slot.row, slot.column) for slot in slots if slot.id}


def _cell(slot: Slot, places: dict[str, tuple[int, int]]) -> ReadCell:
    cell = slot.cell
    return ReadCell(
        row=slot.row,
        column=slot.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        leaves=cell_leaves([_leaf(leaf) for leaf in cell.leaves]),
        header=cell.scope is not None,
        scope=cell.scope or "",
        headers=tuple(places[name] for name in slot.headers),
    )


def value_counts(document: Document) -> Counter[str]:
    """Return how often each model value stands in the document.

    A value stands once where neighbouring runs name it as their source: in one leaf, or in the lines that it fills in
    one cell. Breaks and empty lines between them belong to it.
    """
    counts: Counter[str] = Counter()
    for place in _places(document):
        counts.update(source for source, _ in groupby(_sources(place)) if source)
    return counts


def _places(document: Document) -> Iterator[list[tuple[Inline, ...]]]:
    """Yield the contents of every place that can hold a value: a block, a list, a caption, a cell."""
    for block in walk(document.blocks):
        match block:
            case Heading() | Paragraph():
                yield [block.content]
            case List():
                yield [item.content for item in block.items]
            case Table():
                if block.caption:
                    yield [block.caption.content]
                for row in range(block.grid.row_count):
                    yield from ([leaf.content for leaf in slot.cell.leaves] for slot in block.grid.starting(row))
            case PageBreak() | Section():
                pass
            case _:
                assert_never(block)


def _sources(contents: Iterable[tuple[Inline, ...]]) -> Iterator[str | None]:
    for content in contents:
        for part in content:
            if isinstance(part, Run) and (part.text or part.source):
                yield part.source
