"""What every file should say: the tree, as a reader finds it. And whether every model value stands in it once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import assert_never

from reportgen.document.grid import Slot
from reportgen.document.text import CellBlock, Inline, List, Paragraph, Run
from reportgen.document.tree import Block, Contents, Document, Figure, Heading, PageBreak, Section, Table, entries, walk
from reportgen.proof.reading import (
    Kind,
    Leaf,
    Part,
    ReadCell,
    ReadContents,
    ReadFigure,
    Reading,
    ReadTable,
    cell_leaves,
    says_something,
    with_links,
)


def expected(document: Document) -> Reading:
    """Return the reading that equals the document."""
    headings = {f"#{block.id}": f"#{block.text}" for block in walk(document.blocks) if isinstance(block, Heading)}
    parts = tuple(part for part in _Tree(document, headings).parts(document.blocks) if says_something(part))
    return Reading(document.metadata.language, document.metadata.title, parts)


class _Tree:
    """Reads nodes; ``headings`` are the addresses inside the document, as they are compared."""

    def __init__(self, document: Document, headings: dict[str, str]) -> None:
        self._document, self._headings = document, headings

    def parts(self, blocks: tuple[Block, ...]) -> Iterator[Part]:
        for block in walk(blocks):
            match block:
                case Heading():
                    yield self._leaf("heading", block.content, level=block.level)
                case Paragraph() | List():
                    yield from self._words((block,))
                case Table():
                    yield self._table(block)
                case Figure():
                    caption = block.caption.text if block.caption else None
                    yield ReadFigure(block.alternative, block.drawing.texts, caption)
                case Contents():
                    listed = entries(self._document, block)
                    yield ReadContents(tuple((heading.level, heading.text) for heading in listed))
                case PageBreak() | Section():
                    pass
                case _:
                    assert_never(block)

    def _leaf(self, kind: Kind, content: tuple[Inline, ...], *, level: int = 0, mark: str = "") -> Leaf:
        if len(content) == 1 and isinstance(content[0], Run) and content[0].href is None:
            return Leaf(kind, content[0].text, level, mark)
        text, links = with_links([self._piece(part) for part in content])
        return Leaf(kind, text, level, mark, links)

    def _piece(self, part: Inline) -> tuple[str, str | None]:
        if isinstance(part, Run):
            return part.text, None if part.href is None else self._headings.get(part.href, part.href)
        return "\n", None

    def _table(self, table: Table) -> ReadTable:
        grid = table.grid
        slots = [slot for row in range(grid.row_count) for slot in grid.starting(row)]
        places = {slot.id: (slot.row, slot.column) for slot in slots if slot.id}
        return ReadTable(
            column_count=grid.column_count,
            row_count=grid.row_count,
            header_rows=grid.header_rows,
            cells=tuple([self._cell(slot, places) for slot in slots]),
            caption=table.caption.text if table.caption else None,
            label=table.label,
            summary=table.summary,
        )

    def _cell(self, slot: Slot, places: dict[str, tuple[int, int]]) -> ReadCell:
        cell = slot.cell
        return ReadCell(
            slot.row,
            slot.column,
            cell.row_span,
            cell.column_span,
            cell_leaves(self._words(cell.blocks)),
            header=cell.scope is not None,
            scope=cell.scope or "",
            headers=tuple([places[name] for name in slot.headers]),
        )

    def _words(self, blocks: Iterable[CellBlock]) -> list[Leaf]:
        leaves: list[Leaf] = []
        for block in blocks:
            match block:
                case Paragraph():
                    leaves.append(self._leaf("paragraph", block.content))
                case List():
                    leaves += [self._leaf("item", item.content, mark=item.mark) for item in block.items]
                case _:
                    assert_never(block)
        return leaves


def value_counts(document: Document) -> Counter[str]:
    """Return how often each model value stands in the document.

    A value stands once where neighbouring runs name it as their source: in one leaf, or in the lines that it fills in
    one cell. Breaks and empty lines between them belong to it. A value that is printed part by part stands as often as
    any of its parts. Where it is printed again is not counted.
    """
    found: list[str] = []
    parts: list[tuple[str, int]] = []
    for place in _places(document):
        before: tuple[str, int | None] | None = None
        for source, part in _sources(place):
            if part is not None and (source, part) != before:
                parts.append((source, part))
            elif source and (source, part) != before:
                found.append(source)
            before = source, part
    most: dict[str, int] = {}
    for (source, _), count in Counter(parts).items():
        most[source] = max(count, most.get(source, 0))
    counts = Counter(found)
    counts.update(most)
    return counts


def _places(document: Document) -> Iterator[list[tuple[Inline, ...]]]:
    """Yield the contents of every place that can hold a value: a block, a list, a caption, a drawing, a cell."""
    for block in walk(document.blocks):
        match block:
            case Heading() | Paragraph():
                yield [block.content]
            case List():
                yield [item.content for item in block.items]
            case Figure():
                yield list(block.sources)
                if block.caption:
                    yield [block.caption.content]
            case Table():
                if block.caption:
                    yield [block.caption.content]
                for row in range(block.grid.row_count):
                    yield from (_contents(slot.cell.blocks) for slot in block.grid.starting(row))
            case Contents() | PageBreak() | Section():
                pass
            case _:
                assert_never(block)


def _contents(blocks: Iterable[CellBlock]) -> list[tuple[Inline, ...]]:
    return [leaf.content for block in blocks for leaf in ((block,) if isinstance(block, Paragraph) else block.items)]


def _sources(contents: Iterable[tuple[Inline, ...]]) -> list[tuple[str, int | None]]:
    """Return source and part of every run; an empty source for words that are no value or stand there again."""
    return [
        ("", None) if run.source is None or run.again else (run.source, run.part)
        for content in contents
        for run in content
        if isinstance(run, Run) and (run.text or run.source)
    ]
