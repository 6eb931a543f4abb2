"""The blocks of a document → pages: what stands where, before anything is drawn.

Comes in: a ``Document`` and a ``Typesetter``. Goes out: ``Page``s, lists of lines, table portions and drawings in
reading order, each with its height on the page and the structure it belongs to. It draws nothing; heights run downwards
from the top of the text area, in points.

A heading never stands alone at the foot of a page: it is held back until what follows has found its place, and so are
the words that announce a table or a drawing. A paragraph leaves at least two lines on either side of a page end, and a
drawing is never parted from its caption.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal, assert_never

from reportgen.document.flowchart import Drawing, draw
from reportgen.document.text import List, ListItem, Paragraph
from reportgen.document.theme import TextStyle, Theme
from reportgen.document.tree import Block, Contents, Document, Figure, Heading, PageBreak, Section, Table
from reportgen.errors import RenderError
from reportgen.japanese.linebreak import HOUSE_RULES, Rules
from reportgen.render.to_pdf.pagination import EMPTY, MIN_LINES, Portion, paginate
from reportgen.render.to_pdf.table import SetTable, set_table
from reportgen.render.to_pdf.typeset import Measure, SetLine, Typesetter, single_line
from reportgen.units import Pt, mm_to_pt

_SLACK_PT = 1e-6
_LEADING_LINES = 2
"""A paragraph up to this length that stands right before a table or a drawing announces it and stays with it."""


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """A structure that holds leaves: a section, a list, the table of a caption, or a figure with its caption (``Div``).

    ``None`` is the document.
    """

    kind: Literal["Sect", "L", "Table", "Div"]
    parent: Container | None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Lines of a leaf outside of table cells. ``begins`` tells whether its first line is among them."""

    leaf: Heading | Paragraph | ListItem
    container: Container | None
    lines: tuple[SetLine, ...]
    style: TextStyle
    mark_em: float
    top_pt: float
    begins: bool

    @property
    def mark(self) -> SetLine | None:
        """The mark of a list item, where it begins."""
        if not self.begins or not isinstance(self.leaf, ListItem):
            return None
        return single_line(self.leaf.mark, self.mark_em, strong=self.style.strong)


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A portion of a table. ``begins`` is false on a page that continues it, where the header is a repetition."""

    table: SetTable
    container: Container
    portion: Portion
    top_pt: float
    begins: bool


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A drawing; it stands in the middle of the text width."""

    figure: Figure
    drawing: Drawing
    container: Container | None
    left_pt: float
    top_pt: float


Placed = PlacedText | PlacedTable | PlacedFigure
Page = list[Placed]


def flow(document: Document, typesetter: Typesetter) -> list[Page]:
    """Return the pages of a document; a document without text is one empty page."""
    made = _Flow(document.theme, typesetter)
    made.blocks(document.blocks, None)
    made.finish()
    return made.pages


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

    theme: Theme
    typesetter: Typesetter
    pages: list[Page] = field(init=False, default_factory=lambda: [[]])
    y: float = field(init=False, default=0.0)
    gap: float = field(init=False, default=0.0)
    held: list[_SetText] = field(init=False, default_factory=list)
    height: float = field(init=False)
    width: float = field(init=False)

    def __post_init__(self) -> None:
        self.height = mm_to_pt(self.theme.page.text_height_mm)
        self.width = mm_to_pt(self.theme.page.text_width_mm)

    def blocks(self, blocks: tuple[Block, ...], container: Container | None) -> None:
        for block, following in zip_longest(blocks, blocks[1:]):
            match block:
                case Heading():
                    style = self.theme.headings[block.level - 1]
                    self.held.append(_SetText(block, container, self._lines(block, style), style))
                case Paragraph():
                    text = self._paragraph(block, container)
                    if isinstance(following, Table | Figure) and len(text.lines) <= _LEADING_LINES:
                        self.held.append(text)
                    else:
                        self._text(text)
                case List():
                    self._list(block, container)
                case Table():
                    self._table(block, container)
                case Figure():
                    self._figure(block, container)
                case Contents():
                    raise NotImplementedError
                case PageBreak():
                    self._break()
                case Section():
                    self.blocks(block.blocks, Container("Sect", container))
                case _:
                    assert_never(block)

    def finish(self) -> None:
        """Place headings that nothing follows."""
        if self.held:
            self._place_held(0.0)

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
        self.pages[-1].append(
            PlacedText(text.leaf, text.container, lines, text.style, text.mark_em, top, begins=first == 0)
        )
        self.y = top + len(lines) * text.style.leading_pt
        self.gap = float(text.style.after_pt)

    def _next_top(self, before: float) -> float:
        """Return where the next thing stands; at the top of a page no space is left before it."""
        return self.y + self.gap + before if self.pages[-1] else 0.0

    def _new_page(self) -> None:
        self.pages.append([])
        self.y = self.gap = 0.0

    def _break(self) -> None:
        self.finish()
        if self.pages[-1]:
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
        on_page = bool(self.pages[-1])
        room = self.height - self.y - self._held_height(at_top=not on_page)
        if on_page and needed > room + _SLACK_PT:
            self._new_page()
        for text in self._take_held():
            self._put_whole(text)

    def _put_whole(self, text: _SetText) -> None:
        top = self._next_top(text.style.before_pt)
        if top + text.height_pt > self.height + _SLACK_PT and self.pages[-1]:
            self._new_page()
            top = 0.0
        self._put(text, 0, len(text.lines), top)

    def _take_held(self) -> list[_SetText]:
        held, self.held = self.held, []
        return held

    # ── figures ─────────────────────────────────────────────────────────────────────────────────────────────

    def _figure(self, figure: Figure, container: Container | None) -> None:
        """Place a drawing and its caption on one page.

        Raises:
            RenderError: I50, a drawing higher than a page.
        """
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
        self.pages[-1].append(PlacedFigure(figure, drawing, inside, left, top))
        self.y, self.gap = top + drawing.height_pt, gap
        if caption:
            self._put_whole(caption)
        self.gap = gap

    def _caption_below(self, leaf: Paragraph, container: Container) -> _SetText:
        style = replace(text_style(leaf.role, self.theme), align="center", before_pt=Pt(0.0))
        return _SetText(leaf, container, self._lines(leaf, style), style)

    # ── tables ──────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: Table, container: Container | None) -> None:
        inside = Container("Table", container, table)
        made = set_table(table, self.theme, self.typesetter)
        if table.caption:
            self.held.append(self._paragraph(table.caption, inside))
        portions = self._portions(made)
        if portions[0] is EMPTY and self.pages[-1]:
            self._new_page()
            portions = self._portions(made)
        for text in self._take_held():
            self._put_whole(text)
        for number, portion in enumerate(portion for portion in portions if portion is not EMPTY):
            if number or portions[0] is EMPTY:
                self._new_page()
            top = self._next_top(0.0)
            self.pages[-1].append(PlacedTable(made, inside, portion, top, begins=number == 0))
            self.y = top + portion.height_pt
        self.gap = self.theme.body.leading_pt / 2

    def _portions(self, made: SetTable) -> tuple[Portion, ...]:
        on_page = bool(self.pages[-1])
        lead_in = self._held_height(at_top=not on_page)
        room = self.height - self.y - lead_in
        return paginate(made.rows, room_pt=room, page_pt=self.height, lead_in_pt=lead_in)


def text_style(role: str | None, theme: Theme) -> TextStyle:
    """Return the style of a paragraph outside of tables; the role ``note`` has a style of its own."""
    style = theme.note if role == "note" else theme.body
    wish = theme.role(role)
    if wish.align is None and wish.strong is None:
        return style
    strong = style.strong if wish.strong is None else wish.strong
    return replace(style, align=wish.align or style.align, strong=strong)


def _kept(left: int, fits: int) -> int:
    """Return how many of the remaining lines stand on this page; at its start a leaf has room for its least lines."""
    return left if fits >= left else max(1, min(fits, left - MIN_LINES))
