"""The document: what stands on the pages, in reading order, and nothing about any file format.

Comes in: built by ``compose`` from a report and a layout. Goes out: to the renderers and the proof.
Node kinds are closed unions (``Block``, ``Inline``); whoever walks them ends in ``assert_never``, so that a new kind
makes the type checker list every place to edit. Nodes carry meaning (``role="rating"``), never a look.

Vocabulary of the proof: a *leaf* is one ``Paragraph``, ``Heading`` or list item; its text is the joined text of its
runs, a ``Break`` counting as a newline. A value of several lines in a table cell becomes several paragraphs, so the
text of a cell is its paragraphs joined by newlines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.document.grid import Grid
from reportgen.document.text import Inline, List, Origin, Paragraph, Run, inline_text
from reportgen.document.theme import Page, Theme

if TYPE_CHECKING:  # how pictures are drawn is loaded with the first of them: most papers have none
    from reportgen.document.draw import Picture


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–6. ``id`` is unique in the document and usable as an anchor."""

    level: int
    content: tuple[Inline, ...]
    id: str
    origin: Origin

    @property
    def text(self) -> str:
        """The text, breaks as a newline."""
        return inline_text(self.content)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its resolved grid, and the words by which it is announced.

    ``id`` is unique (``t1``, ``t2`` … in reading order) and prefixes the ids of header cells. ``label`` names the
    table for assistive technology (Word's alternative title); ``summary`` says in one sentence what rows and columns
    are. ``caption`` is a visible caption; without one, ``label`` is what the HTML caption holds, visually hidden.
    """

    id: str
    grid: Grid
    label: str
    summary: str
    caption: Paragraph | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, and the words for those who do not see it.

    ``alternative`` says what the drawing shows, and is never blank: it is all that a listener gets of it. ``caption``
    is printed below. ``sources`` are, text by text, the runs that are model values. Raises ValueError for a blank
    alternative.
    """

    drawing: Picture
    alternative: str
    caption: Paragraph | None
    origin: Origin
    sources: tuple[tuple[Run, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a figure that says nothing to a listener (ISO 14289-1, 7.3; JIS X 8341-3:2016, 1.1.1)."""
        if not self.alternative.strip():
            raise ValueError(f"a figure without alternative text: {self.origin}")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""

    origin: Origin


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents (目次): every heading of the levels ``first`` to ``last``, with the number of its page.

    Which headings these are, ``entries`` tells, and ``title_of`` under which heading it stands itself; the numbers are
    each format's own matter.
    """

    first: int
    last: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document: a heading and what belongs to it. Sections nest.

    ``page`` is the sheet that it is printed on, where that is not the theme's own: the section then begins a new page,
    and so does what follows it. ``cover``: it is the cover, the first page of the document, set in the middle of the
    sheet, with neither page header nor page number; what follows begins with page 1. Only sections that stand directly
    in the document have either.
    """

    blocks: tuple[Block, ...]
    origin: Origin
    page: Page | None = None
    cover: bool = False


Block = Heading | Paragraph | List | Table | Figure | Contents | PageBreak | Section


@dataclass(frozen=True, slots=True)
class PageHeader:
    """What stands at the head of every page; an artifact in the tags, no leaf.

    ``left``, ``center`` and ``right`` are plain lines of text; ``box`` is framed, at the far right (資料番号).
    Empty strings print nothing.
    """

    left: str = ""
    center: str = ""
    right: str = ""
    box: str = ""


UNDATED = date(2000, 1, 1)
"""What stands for the date of issue where a file must carry one and the document has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Properties of the file. ``day`` is the date of issue, or ``UNDATED`` without one."""

    title: str
    subject: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "ja-JP"
    issued: date | None = None
    draft: bool = True

    @property
    def day(self) -> date:
        """The date that the file carries."""
        return self.issued or UNDATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. ``blocks`` in reading order; ``omitted`` are the ids of values that the layout leaves out."""

    metadata: Metadata
    theme: Theme
    blocks: tuple[Block, ...]
    page_header: PageHeader = field(default_factory=PageHeader)
    omitted: frozenset[str] = frozenset()


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block in reading order, a section before its contents. Cells of tables are not entered."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from walk(block.blocks)


def entries(document: Document, contents: Contents) -> tuple[Heading, ...]:
    """Return the headings that a table of contents lists, in reading order.

    Those of the cover are not among them, and neither is the heading of any table of contents (目次 itself).
    """
    bodies = tuple(block for block in document.blocks if not (isinstance(block, Section) and block.cover))
    titles = {id(title) for title, _ in _titled(document)}
    headings = (block for block in walk(bodies) if isinstance(block, Heading) and id(block) not in titles)
    return tuple(heading for heading in headings if contents.first <= heading.level <= contents.last)


def title_of(document: Document, contents: Contents) -> Heading | None:
    """Return the heading right before a table of contents, which is its title; ``None`` without one."""
    return next((title for title, found in _titled(document) if found is contents), None)


def _titled(document: Document) -> Iterator[tuple[Heading, Contents]]:
    leaves = [block for block in walk(document.blocks) if not isinstance(block, Section)]
    for before, block in pairwise(leaves):
        if isinstance(before, Heading) and before.level > 1 and isinstance(block, Contents):
            yield before, block
