"""Stretches of a document that share a sheet of paper: Word's sections.

Comes in: a document. Goes out: its sheets in order, each with its blocks, page, and whether it is the cover or begins
with page 1. What prints nothing makes no sheet, so that no page is empty. Source: ECMA-376 part 1, 17.6.17–18 sectPr.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reportgen.document.theme import Page
from reportgen.document.tree import Block, Document, Heading, PageBreak, Section, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Neighbouring blocks on one kind of sheet. ``first``: nothing stands before it. ``restarts``: it has page 1."""

    blocks: tuple[Block, ...]
    page: Page
    cover: bool
    first: bool
    restarts: bool


def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """Return the sheets of a document, at least one. A section with a page of its own is a sheet by itself."""
    made: list[Sheet] = []
    for blocks in _with_headings([s for s in _stretches(document.blocks) if _prints(s)]) or [()]:
        lone = next((block for block in blocks if isinstance(block, Section) and _stands_alone(block)), None)
        made.append(
            Sheet(
                blocks=blocks,
                page=(lone.page if lone else None) or document.theme.page,
                cover=lone is not None and lone.cover,
                first=not made,
                restarts=bool(made) and made[-1].cover,
            )
        )
    return tuple(made)


def _with_headings(stretches: list[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """Return stretches that end with no heading: it goes on to the sheet of what it heads, unless that is the cover."""
    made: list[tuple[Block, ...]] = []
    for stretch in stretches:
        held: tuple[Block, ...] = ()
        while made and made[-1] and isinstance(made[-1][-1], Heading) and not _is_cover(stretch):
            held = (made[-1][-1], *held)
            made[-1] = made[-1][:-1]
        if made and not _prints(made[-1]):
            made.pop()
        made.append((*held, *stretch))
    return made


def _is_cover(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(block, Section) and block.cover for block in blocks)


def _stretches(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    for alone, stretch in groupby(blocks, key=_stands_alone):
        if alone:
            yield from ((block,) for block in stretch)
        else:
            yield tuple(stretch)


def _stands_alone(block: Block) -> bool:
    return isinstance(block, Section) and (block.page is not None or block.cover)


def _prints(blocks: tuple[Block, ...]) -> bool:
    return any(not isinstance(block, PageBreak | Section) for block in walk(blocks))
