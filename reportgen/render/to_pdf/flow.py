"""The blocks of a document → pages: what stands where, before anything is drawn.

Comes in: a ``Document`` and a ``Typesetter``. Goes out: ``PlacedPage``s with lines, table portions, drawings and the
entries of contents in reading order, each with its height on the page and the structure it belongs to. It draws
nothing; heights run downwards from the top of the text area, in points.

A heading never stands alone at the foot of a page: it is held back until what follows has found its place, and so are
the words that announce a table or a drawing. A paragraph leaves at least two lines on either side of a page end, and a
drawing is never parted from its caption. A page is made for what stands on it: where a section asks for another sheet,
or for the cover, and where it ends, no page stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from typing import assert_never

from reportgen.document.text import List, ListItem, Paragraph
from reportgen.document.theme import NOTE_ROLE, Page, TextStyle, Theme
from reportgen.document.tree import Block, Contents, Document, Figure, Heading, PageBreak, Section, Table
from reportgen.errors import RenderError
from reportgen.japanese.linebreak import HOUSE_RULES, Rules
from reportgen.render.to_pdf.contents import SetEntry, kept_heights_pt, set_contents
from reportgen.render.to_pdf.pagination import EMPTY, MIN_LINES, Portion, paginate
from reportgen.render.to_pdf.placed import (
    Container,
    Placed,
    PlacedEntry,
    PlacedFigure,
    PlacedPage,
    PlacedTable,
    PlacedText,
)
from reportgen.render.to_pdf.table import SetTable, set_table
from reportgen.render.to_pdf.typeset import Measure, SetLine, Typesetter
from reportgen.units import Pt, mm_to_pt

_SLACK_PT = 1e-6
_LEADING_LINES = 2
"""A paragraph up to this length right before a table, a drawing or contents announces it and stays with it."""
_NOTES_PART = 0.25
"""Notes below a table stay with its last row as far as they take this part of a page."""
_OPTICAL_MIDDLE = 0.45
"""How much of the room that a cover leaves stands above it; in the very middle it would seem to sag."""


def flow(document: Document, typesetter: Typesetter) -> list[PlacedPage]:
    """Return the pages of a document; a document without text is one empty page."""
    made = _Flow(document, typesetter)
    made.blocks(document.blocks, None)
    made.finish()
    return made.pages if made.page or len(made.pages) == 1 else made.pages[:-1]


@dataclass(frozen=True, slots=True)
class _SetText:
    """A leaf in lines, without a place."""

    leaf: Heading | Paragraph | ListItem
    container: Container | None
    lines: tuple[SetLine, ...]
    style: TextStyle
    mark_em: float = 0.0

    @property
    def height_pt(self) -> float:
        return len(self.lines) * self.style.leading_pt

    def least_lines(self) -> int:
        """Return how many lines must stand together at its start."""
        return len(self.lines) if len(self.lines) < 2 * MIN_LINES else MIN_LINES


@dataclass(slots=True)
class _Flow:
    """The page being filled: how far it is, and the headings that wait for what follows them."""

    document: Document
    typesetter: Typesetter
    pages: list[PlacedPage] = field(init=False, default_factory=list)
    y: float = field(init=False, default=0.0)
    gap: float = field(init=False, default=0.0)
    held: list[_SetText] = field(init=False, default_factory=list)
    theme: Theme = field(init=False)
    sheet: Page = field(init=False)
    cover: bool = field(init=False, default=False)
    height: float = field(init=False)
    width: float = field(init=False)

    def __post_init__(self) -> None:
        self.theme = self.document.theme
        self._take_sheet(self.theme.page, cover=False)

    @property
    def page(self) -> list[Placed]:
        """What stands on the last page."""
        return self.pages[-1].placed

    def blocks(self, blocks: tuple[Block, ...], container: Container | None) -> None:
        for place, (block, following) in enumerate(zip_longest(blocks, blocks[1:]), start=1):
            match block:
                case Heading():
                    style = self._heading_style(block.level)
                    self.held.append(_SetText(block, container, self._lines(block, style), style))
                case Paragraph():
                    text = self._paragraph(block, container)
                    if isinstance(following, Table | Figure | Contents) and len(text.lines) <= _LEADING_LINES:
                        self.held.append(text)
                    else:
                        self._text(text)
                case List():
                    self._list(block, container)
                case Table():
                    self._table(block, self._notes_height(islice(blocks, place, None)), container)
                case Figure():
                    self._figure(block, container)
                case Contents():
                    self._contents(block, container)
                case PageBreak():
                    self._break()
                case Section():
                    self._section(block, Container("Sect", container))
                case _:
                    assert_never(block)

    def finish(self) -> None:
        """Place headings that nothing follows."""
        if self.held:
            self._place_held(0.0)

    # ── sheets ──────────────────────────────────────────────────────────────────────────────────────────────

    def _section(self, section: Section, inside: Container) -> None:
        if section.page is None and not section.cover:
            self.blocks(section.blocks, inside)
            return
        outer = self.sheet, self.cover
        self._begin_section(section)
        first = len(self.pages) - 1
        self.blocks(section.blocks, inside)
        self.finish()
        if section.cover:
            self._center(first)
        self._take_sheet(outer[0], cover=outer[1])

    def _begin_section(self, section: Section) -> None:
        """Begin the sheet of a section; headings that wait go with it, set anew in its width. The cover takes none."""
        if section.cover:
            self.finish()
        held = self._take_held()
        self._take_sheet(section.page or self.sheet, cover=section.cover)
        self.held = [replace(text, lines=self._lines(text.leaf, text.style)) for text in held]

    def _take_sheet(self, sheet: Page, *, cover: bool) -> None:
        """Go on on a new page of a sheet; an empty page becomes one."""
        if self.pages and not self.page:
            self.pages.pop()
        self.sheet, self.cover = sheet, cover
        self.height = mm_to_pt(sheet.text_height_mm)
        self.width = mm_to_pt(sheet.text_width_mm)
        self._new_page()

    def _center(self, first: int) -> None:
        """Move what stands on the pages of the cover to the middle of their height."""
        for page in self.pages[first:]:
            if page.placed:
                foot = max(placed.top_pt + placed.height_pt for placed in page.placed)
                down = max(0.0, self.height - foot) * _OPTICAL_MIDDLE
                page.placed[:] = [replace(placed, top_pt=placed.top_pt + down) for placed in page.placed]

    def _heading_style(self, level: int) -> TextStyle:
        """Return the style of a heading; on the cover it keeps two lines clear of what follows."""
        style = self._on_cover(self.theme.headings[level - 1])
        return replace(style, after_pt=Pt(max(style.after_pt, 2 * self.theme.body.leading_pt))) if self.cover else style

    def _on_cover(self, style: TextStyle) -> TextStyle:
        """Return a style as it is on the cover: what is set to the left elsewhere stands in the middle."""
        return replace(style, align="center") if self.cover and style.align == "left" else style

    # ── leaves ──────────────────────────────────────────────────────────────────────────────────────────────

    def _lines(
        self, leaf: Heading | Paragraph | ListItem, style: TextStyle, mark_em: float = 0.0
    ) -> tuple[SetLine, ...]:
        rules = HOUSE_RULES if style.align == "left" else Rules(hang_em=0.0)
        width_em = self.width / style.size_pt - mark_em
        hangs = isinstance(leaf, Paragraph) and style.align == "left"
        return self.typesetter.lines(leaf.content, Measure(width_em, style.strong, rules, hangs))

    def _paragraph(self, leaf: Paragraph, container: Container | None) -> _SetText:
        style = text_style(leaf.role, self.theme)
        if self.theme.role(leaf.role).align is None:
            style = self._on_cover(style)
        return _SetText(leaf, container, self._lines(leaf, style), style)

    def _list(self, block: List, container: Container | None) -> None:
        body, inside = self.theme.body, Container("L", container)
        tight = replace(body, after_pt=Pt(0.0))
        for item in block.items:
            style = body if item is block.items[-1] else tight
            mark_em = self.typesetter.width_em(item.mark, strong=style.strong)
            self._text(_SetText(item, inside, self._lines(item, style, mark_em), style, mark_em))

    def _text(self, text: _SetText) -> None:
        """Place a leaf behind what is held, over as many pages as it takes."""
        self._place_held(text.style.before_pt + text.least_lines() * text.style.leading_pt)
        first, count, pitch = 0, len(text.lines), text.style.leading_pt
        while first < count:
            top = self._next_top(text.style.before_pt)
            last = first + _kept(count - first, int((self.height - top + _SLACK_PT) // pitch))
            self._put(text, first, last, top)
            if last < count:
                self._new_page()
            first = last

    def _put(self, text: _SetText, first: int, last: int, top: float) -> None:
        lines = text.lines[first:last]
        self.page.append(PlacedText(text.leaf, text.container, lines, text.style, text.mark_em, top, begins=first == 0))
        self.y = top + len(lines) * text.style.leading_pt
        self.gap = float(text.style.after_pt)

    def _next_top(self, before: float) -> float:
        """Return where the next thing stands; at the top of a page no space is left before it."""
        return self.y + self.gap + before if self.page else 0.0

    def _new_page(self) -> None:
        self.pages.append(PlacedPage(self.sheet, self.cover))
        self.y = self.gap = 0.0

    def _break(self) -> None:
        self.finish()
        if self.page:
            self._new_page()

    # ── headings, and what follows them ─────────────────────────────────────────────────────────────────────

    def _held_height(self, *, at_top: bool) -> float:
        """Return the height of what is held, with the space above it and below it."""
        y, gap = 0.0, 0.0 if at_top else float(self.gap)
        for index, text in enumerate(self.held):
            before = 0.0 if at_top and not index else text.style.before_pt
            y += gap + before + text.height_pt
            gap = text.style.after_pt
        return y + gap

    def _place_held(self, needed: float) -> None:
        """Place what is held where ``needed`` points below it have room, if need be on a new page."""
        on_page = bool(self.page)
        room = self.height - self.y - self._held_height(at_top=not on_page)
        if on_page and needed > room + _SLACK_PT:
            self._new_page()
        for text in self._take_held():
            self._put_whole(text)

    def _put_whole(self, text: _SetText) -> None:
        top = self._next_top(text.style.before_pt)
        if top + text.height_pt > self.height + _SLACK_PT and self.page:
            self._new_page()
            top = 0.0
        self._put(text, 0, len(text.lines), top)

    def _take_held(self) -> list[_SetText]:
        held, self.held = self.held, []
        return held

    # ── contents ────────────────────────────────────────────────────────────────────────────────────────────

    def _contents(self, contents: Contents, container: Container | None) -> None:
        """Place the entries, each with what must stand below it, over as many pages as it takes."""
        made = set_contents(self.document, contents, self.width, self.typesetter)
        inside = Container("TOC", container)
        for entry, kept in zip(made, kept_heights_pt(made), strict=True):
            self._entry(entry, kept if kept <= self.height else entry.height_pt, inside)
        if made:
            self.gap = float(self.theme.body.leading_pt)

    def _entry(self, entry: SetEntry, kept: float, container: Container) -> None:
        self._place_held(entry.style.before_pt + kept)
        top = self._next_top(entry.style.before_pt)
        if top + kept > self.height + _SLACK_PT and self.page:
            self._new_page()
            top = 0.0
        self.page.append(PlacedEntry(entry, container, top))
        self.y, self.gap = top + entry.height_pt, 0.0

    # ── figures ─────────────────────────────────────────────────────────────────────────────────────────────

    def _figure(self, figure: Figure, container: Container | None) -> None:
        """Place a drawing and its caption on one page.

        Raises:
            RenderError: I50, a drawing higher than a page.
        """
        from reportgen.document.draw import draw  # most papers have no figure

        drawing = draw(figure.drawing, self.width, self.theme.table.cell)
        gap = self.theme.body.leading_pt / 2
        inside, caption = container, None
        needed = gap + drawing.height_pt
        if figure.caption:
            inside = Container("Div", container)
            caption = self._caption_below(figure.caption, inside)
            needed += gap + caption.height_pt
        self._place_held(needed)
        top = self._next_top(gap)
        if top + needed - gap > self.height + _SLACK_PT:
            raise RenderError("I50", f"PDF {figure.origin}", height=f"{needed:.0f}", available=f"{self.height:.0f}")
        left = (self.width - drawing.width_pt) / 2
        self.page.append(PlacedFigure(figure, drawing, inside, left, top))
        self.y, self.gap = top + drawing.height_pt, gap
        if caption:
            self._put_whole(caption)
        self.gap = gap

    def _caption_below(self, leaf: Paragraph, container: Container) -> _SetText:
        style = replace(text_style(leaf.role, self.theme), align="center", before_pt=Pt(0.0))
        return _SetText(leaf, container, self._lines(leaf, style), style)

    # ── tables ──────────────────────────────────────────────────────────────────────────────────────────────

    def _notes_height(self, below: Iterable[Block]) -> float:
        """Return the height of the notes that stand right below a table; of as many as take no more than a part."""
        y, gap = 0.0, self.theme.body.leading_pt / 2
        for note in below:
            if not (isinstance(note, Paragraph) and note.role == NOTE_ROLE):
                break
            text = self._paragraph(note, None)
            taller = y + gap + text.style.before_pt + text.height_pt
            if taller > self.height * _NOTES_PART:
                break
            y, gap = taller, text.style.after_pt
        return y

    def _table(self, table: Table, notes_pt: float, container: Container | None) -> None:
        inside = Container("Table", container, table)
        made = set_table(table, self.theme, self.typesetter)
        if table.caption:
            self.held.append(self._paragraph(table.caption, inside))
        portions = self._portions(made, notes_pt)
        if portions[0] is EMPTY and self.page:
            self._new_page()
            portions = self._portions(made, notes_pt)
        for text in self._take_held():
            self._put_whole(text)
        for number, portion in enumerate(portion for portion in portions if portion is not EMPTY):
            if number or portions[0] is EMPTY:
                self._new_page()
            top = self._next_top(0.0)
            self.page.append(PlacedTable(made, inside, portion, top, begins=number == 0))
            self.y = top + portion.height_pt
        self.gap = self.theme.body.leading_pt / 2

    def _portions(self, made: SetTable, notes_pt: float) -> tuple[Portion, ...]:
        on_page = bool(self.page)
        lead_in = self._held_height(at_top=not on_page)
        room = self.height - self.y - lead_in
        return paginate(made.rows, room_pt=room, page_pt=self.height, lead_in_pt=lead_in, tail_pt=notes_pt)


def text_style(role: str | None, theme: Theme) -> TextStyle:
    """Return the style of a paragraph outside of tables; the role ``note`` has a style of its own."""
    style = theme.note if role == NOTE_ROLE else theme.body
    wish = theme.role(role)
    if wish.align is None and wish.strong is None:
        return style
    strong = style.strong if wish.strong is None else wish.strong
    return replace(style, align=wish.align or style.align, strong=strong)


def _kept(left: int, fits: int) -> int:
    """Return how many of the remaining lines stand on this page; at its start a leaf has room for its least lines."""
    return left if fits >= left else max(1, min(fits, left - MIN_LINES))
