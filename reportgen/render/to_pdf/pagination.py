"""Where the rows of a table stand: a pure function from measured cells and page heights to fragments per page.

Comes in: ``Rows``, a table whose cells are already broken into lines. Goes out: one ``Portion`` a page, made of
``Fragment``s: which lines of a cell stand where. It knows no text, no fonts and no PDF. Heights run downwards from
the top of the portion, in points.

The rules, each with the reason a reader would give:

* A row is as high as the highest of the cells that *end* in it; of a merged cell counts what is left of it. So a long
  merged text makes its last row high, as in Word.
* Rows under one merged label stay together if they fit on a page and moving them leaves at most a quarter of the page
  empty. Of several places for a break the one that cuts the fewest merged cells is taken, the lowest of them.
* A band stays with the row below it.
* No row stands alone below the header, or on the last page of the table, if that leaves at most a quarter empty.
* The notes below a table stand on the page of its last row: the last rows move with them, if that leaves at most a
  quarter empty, cuts no merged cell and leaves no row alone.
* A row is split only if it starts a page, has already started, is higher than 35 % of a page, or, as the first row of a
  table, would leave that much empty if it moved with what stands above it.
* Where a cell is cut, at least two lines stand on either side; a label that will be repeated is not cut at all. To
  make room for that the last row of a page may grow into the space that would stay empty anyway.
* Every box is closed on both pages; a label without text left is printed again if it asks for it.

Time and memory are linear in the number of rows: each row is measured once, and at most the rows of the lowest quarter
of each page a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, NamedTuple

from reportgen.errors import RenderError
from reportgen.units import Pt

MOVABLE_PART = 0.25
"""At most this part of a page stays empty for keeping rows together."""
TALL_ROW_PART = 0.35
"""A row above this part of a page may be split wherever it stands; so may a row that would leave it empty."""
LABEL_PART = 1 / 3
"""A label up to this part of a page is kept whole and repeated; a longer one is text like any other."""
HEADER_PART = 0.5
"""Header rows up to this part of a page are repeated; higher ones flow once, like other rows."""
MIN_LINES = 2
"""Lines of a cut cell on either side of the cut."""
_SLACK_PT = 1e-6

FragmentKind = Literal["text", "label", "box"]
"""Lines of the cell; its label once more, complete; or an empty box, the text being on earlier pages (or nowhere)."""


class Box(NamedTuple):
    """A cell as the pagination sees it."""

    row: int
    last_row: int
    lines: int
    pitch_pt: float


def no_label(box: int) -> int:
    """Return that a box has no label to repeat."""
    return 0


class Fragment(NamedTuple):
    """The part of a box on one page: lines ``first`` up to, not including, ``last``, between two heights."""

    box: int
    first: int
    last: int
    top_pt: float
    bottom_pt: float
    kind: FragmentKind


@dataclass(frozen=True, slots=True)
class Rows:
    """A measured table.

    ``boxes`` stand in reading order (by row, then column); ``covers[row]`` names the box at each column of a row.
    ``padding_pt`` is the empty space above and below the lines of a cell, together; ``min_row_pt`` holds for rows
    below the header. ``bands`` are rows that name the rows below them. ``label_lines`` tells the length of the label
    that a box repeats, 0 without one; it is asked only where a page end may cut the box.
    """

    boxes: Sequence[Box]
    covers: Sequence[Sequence[int]]
    header_rows: int
    padding_pt: float
    min_row_pt: float = 0.0
    bands: frozenset[int] = frozenset()
    label_lines: Callable[[int], int] = no_label


@dataclass(frozen=True, slots=True)
class Portion:
    """What stands of a table on one page, in reading order.

    ``head`` is equal on all pages; on the first it is the header, on the others a repetition of it.
    """

    head: tuple[Fragment, ...]
    body: tuple[Fragment, ...]
    height_pt: Pt


EMPTY = Portion((), (), Pt(0.0))


def paginate(
    rows: Rows, *, room_pt: float, page_pt: float, lead_in_pt: float = 0.0, tail_pt: float = 0.0
) -> tuple[Portion, ...]:
    """Return the portions of a table, one a page.

    Args:
        rows: The measured table.
        room_pt: Height left on the first page.
        page_pt: Height of every further page.
        lead_in_pt: Height of what stands directly above the table and moves with it (its heading).
        tail_pt: Height of what stands directly below the table and belongs to its last row (its notes).

    The first portion is ``EMPTY`` if the table has to start on a new page; that never happens on a page on which
    nothing stands but the lead-in, unless the lead-in takes more than half of it.

    Raises:
        RenderError: a page on which not even three lines of a cell have room below the header.
    """
    return _Pagination(rows, page_pt, tail_pt).run(room_pt, lead_in_pt)


class _Cut(NamedTuple):
    """A page end: before ``row``, or inside it; ``bottom_pt`` closes the boxes that are open there.

    ``cost`` is what a reader minds: 2 for each merged cell that is cut, 1 for a row that is left alone.
    """

    row: int
    inside: bool
    bottom_pt: float
    cost: int


@dataclass(slots=True)
class _Pagination:
    """The state between two pages: how many lines of each box are printed, which boxes are open."""

    rows: Rows
    page_pt: float
    tail_pt: float
    drawn: list[int] = field(init=False)
    open: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    ends: list[list[int]] = field(init=False)
    plain: list[float] = field(init=False)
    head: tuple[Fragment, ...] = field(init=False)
    head_pt: float = field(init=False)
    body_pt: float = field(init=False)
    first_row: int = field(init=False)

    def __post_init__(self) -> None:
        boxes, count = self.rows.boxes, len(self.rows.covers)
        self.drawn, self.open = [0] * len(boxes), []
        per_row, self.ends = [0] * count, [[] for _ in range(count)]
        for index, box in enumerate(boxes):
            per_row[box.row] += 1
            self.ends[box.last_row].append(index)
        self.starts = list(accumulate(per_row, initial=0))
        self.body_pt = self.page_pt
        self.plain = self._edges(0, count, float("inf"))
        self._set_head()
        needed = max((3 * box.pitch_pt for box in boxes), default=0.0) + self.rows.padding_pt
        if self.body_pt / 2 < needed:
            raise RenderError("I49", "PDF", height=f"{self.page_pt:.0f}")

    def _set_head(self) -> None:
        self.first_row, self.head, self.head_pt = 0, (), 0.0
        height = self.plain[self.rows.header_rows]
        if height <= self.page_pt * HEADER_PART:
            self.first_row, self.head_pt = self.rows.header_rows, height
            self.head = tuple(
                Fragment(i, 0, box.lines, self.plain[box.row], self.plain[box.last_row + 1], "text")
                for i, box in enumerate(self.rows.boxes[: self.starts[self.first_row]])
            )
        self.body_pt = self.page_pt - self.head_pt

    def run(self, room_pt: float, lead_in_pt: float) -> tuple[Portion, ...]:
        limit = room_pt - self.head_pt
        alone = room_pt + lead_in_pt >= self.page_pt - _SLACK_PT and limit >= self.body_pt / 2
        row, portions, count = self.first_row, list[Portion](), len(self.rows.covers)
        while row < count:
            edges, moves_with = self._edges(row, count, limit), None if portions or alone else lead_in_pt
            if row + len(edges) - 1 == count:
                cut = self._before_tail(row, edges, limit, moves_with) or _Cut(count, False, edges[-1], 0)
            else:
                cut = self._choose(row, edges, limit, moves_with)
            if cut.row == row and not cut.inside:
                portions.append(EMPTY)
            else:
                portions.append(self._portion(row, cut, edges))
            row, limit = cut.row, self.body_pt
        return tuple(portions)

    # ── heights ─────────────────────────────────────────────────────────────────────────────────────────────

    def _edges(self, start: int, stop: int, limit: float) -> list[float]:
        """Return the upper edges of the rows from ``start`` that fit, and the lower edge of the last of them."""
        edges = [0.0]
        for row in range(start, stop):
            y = edges[-1] + self._row_height(row, start, edges)
            if y > limit + _SLACK_PT:
                break
            edges.append(y)
        return edges

    def _row_height(self, row: int, start: int, edges: list[float]) -> float:
        """Return the height of the row below the last edge; ``start`` is the first row of the page."""
        y, boxes = edges[-1], self.rows.boxes
        first = self.starts[row]
        begun = row == start and bool(self.open) and self.open[-1] >= first
        height = 0.0 if begun or row < self.rows.header_rows else min(self.rows.min_row_pt, self.body_pt / 3)
        for index in self.ends[row]:
            box = boxes[index]
            top = edges[box.row - start] if box.row > start else 0.0
            height = max(height, self._need(index, box) - (y - top))
        return max(height, self._line_pt(row))

    def _line_pt(self, row: int) -> float:
        """Return the height of a row of one line, the least that a row has."""
        return self.rows.boxes[self.rows.covers[row][0]].pitch_pt + self.rows.padding_pt

    def _need(self, index: int, box: Box) -> float:
        """Return the height that a box still needs on this page: of its remaining lines, else of its label."""
        left = box.lines - self.drawn[index]
        if left <= 0:
            left = self._label_lines(index, box)
        return left * box.pitch_pt + self.rows.padding_pt if left else 0.0

    def _label_lines(self, index: int, box: Box) -> int:
        """Return the lines of a label short enough to be kept whole and repeated, 0 without one."""
        lines = self.rows.label_lines(index) if self._label_fits(box.lines, box) else 0
        return lines if self._label_fits(lines, box) else 0

    def _label_fits(self, lines: int, box: Box) -> bool:
        return lines * box.pitch_pt + self.rows.padding_pt <= self.body_pt * LABEL_PART

    # ── where a page ends ───────────────────────────────────────────────────────────────────────────────────

    def _choose(self, start: int, edges: list[float], limit: float, lead_in_pt: float | None) -> _Cut:
        """Return the best page end at or above the first row that does not fit.

        ``lead_in_pt`` is None on a page whose first row cannot move to the next page.
        """
        best: _Cut | None = None
        for cut in self._cuts(start, edges, limit, lead_in_pt):
            empty = limit - cut.bottom_pt
            moves = cut.row == start and not cut.inside
            if moves and lead_in_pt is not None:
                empty += self.head_pt + lead_in_pt
            if best and not cut.inside and empty > self.body_pt * MOVABLE_PART + _SLACK_PT:
                break
            if (moves or cut.bottom_pt <= limit + _SLACK_PT) and (best is None or cut.cost < best.cost):
                best = cut
            if best and not best.cost:
                break
        if best is None:
            assert len(edges) > 1, "three lines of every cell fit on a page"
            return self._before(start + len(edges) - 1, start, edges)  # a page full of bands
        return best

    def _before_tail(self, start: int, edges: list[float], limit: float, lead_in_pt: float | None) -> _Cut | None:
        """Return the page end that lets the last row stand with what is below the table; ``None`` if none is needed.

        ``None`` also where it would cost more than a parted note: a row cut or left alone, a merged cell cut, or too
        much empty space.
        """
        if edges[-1] + self.tail_pt <= limit + _SLACK_PT or not self.tail_pt:
            return None
        if len(edges) == 2 and lead_in_pt is None:
            return None
        cut = self._choose(start, edges[:-1], limit, lead_in_pt)
        above = self.head_pt + lead_in_pt if cut.row == start and lead_in_pt is not None else 0.0
        empty = limit - cut.bottom_pt + above
        return cut if not cut.inside and not cut.cost and empty <= self.body_pt * MOVABLE_PART + _SLACK_PT else None

    def _cuts(self, start: int, edges: list[float], limit: float, lead_in_pt: float | None) -> Iterator[_Cut]:
        """Yield the possible page ends, lowest first; one that leaves too few lines of a cell lies below the limit."""
        row = start + len(edges) - 1
        bands, may_move = self.rows.bands, lead_in_pt is not None
        gap = limit + self.head_pt + lead_in_pt if row == start and lead_in_pt is not None else 0.0
        starts_page = not may_move and all(above in bands for above in range(start, row))
        if starts_page or max(gap, self._row_height(row, start, edges)) > self.body_pt * TALL_ROW_PART:
            yield self._inside(row, start, edges, limit)
        for between in range(row, start - 1 if may_move else start, -1):
            if between > start and between - 1 in bands:
                continue
            yield self._before(between, start, edges)

    def _before(self, row: int, start: int, edges: list[float]) -> _Cut:
        """Return the page end between two rows, with the bottom that the open boxes need."""
        y = bottom = edges[row - start]
        cuts = 0
        for index in dict.fromkeys(self.rows.covers[row]):
            box = self.rows.boxes[index]
            if box.row < row:
                top = edges[box.row - start] if box.row > start else 0.0
                cuts += self._fits_page(box)
                bottom = max(bottom, top + self._part_height(index, box, y - top))
        lonely = self._leaves_one_alone(row, start)
        return _Cut(row, False, bottom if row > start else y, 2 * cuts + lonely)

    def _leaves_one_alone(self, row: int, start: int) -> bool:
        """Tell whether a break before a row leaves the first row of the body, or the last, alone on a page."""
        last = len(self.rows.covers) - 1
        return row > start and (row == last or (start == self.rows.header_rows == row - 1))

    def _inside(self, row: int, start: int, edges: list[float], limit: float) -> _Cut:
        """Return the page end inside a row: no higher than the lines that go before it."""
        bottom, cuts = 0.0, 0
        for index in dict.fromkeys(self.rows.covers[row]):
            box = self.rows.boxes[index]
            top = edges[box.row - start] if box.row > start else 0.0
            cuts += self._fits_page(box)
            bottom = max(bottom, top + self._part_height(index, box, limit - top))
        return _Cut(row, True, max(bottom, edges[-1] + self._line_pt(row)), 2 * cuts)

    def _fits_page(self, box: Box) -> bool:
        return self.plain[box.last_row + 1] - self.plain[box.row] <= self.body_pt + _SLACK_PT

    def _part_height(self, index: int, box: Box, height: float) -> float:
        """Return the height of the lines of a cut box that stand above the cut; more than ``height`` if too few fit."""
        lines = self._part_lines(index, box, height)
        return lines * box.pitch_pt + self.rows.padding_pt if lines else 0.0

    def _part_lines(self, index: int, box: Box, height: float) -> int:
        """Return how many lines of a box stand above a cut: what fits, but never fewer than allowed."""
        left = box.lines - self.drawn[index]
        if left <= 0:
            return self._label_lines(index, box)
        if left < 2 * MIN_LINES or self._label_lines(index, box):
            return left
        fits = int((height - self.rows.padding_pt + _SLACK_PT) // box.pitch_pt)
        return left if fits >= left else max(MIN_LINES, min(fits, left - MIN_LINES))

    # ── what stands on a page ───────────────────────────────────────────────────────────────────────────────

    def _portion(self, start: int, cut: _Cut, edges: list[float]) -> Portion:
        """Close a page: turn its boxes into fragments and remember which of them go on."""
        first = self.starts[start]
        if self.open and self.open[-1] >= first:
            first = self.open[-1] + 1
        stop = self.starts[cut.row + 1 if cut.inside else cut.row]
        last_edge = cut.row - start
        bottoms = edges if cut.inside else [*edges[:last_edge], cut.bottom_pt]
        going_on: list[int] = []
        body: list[Fragment] = []
        for index in (*self.open, *range(first, stop)):
            box = self.rows.boxes[index]
            top = edges[box.row - start] if box.row > start else 0.0
            ends = box.last_row < cut.row
            bottom = bottoms[box.last_row + 1 - start] if ends else cut.bottom_pt
            body.append(self._fragment(index, box, top, bottom, ends=ends))
            if not ends:
                going_on.append(index)
        self.open = going_on
        return Portion(self.head, tuple(body), Pt(cut.bottom_pt + self.head_pt))

    def _fragment(self, index: int, box: Box, top: float, bottom: float, *, ends: bool) -> Fragment:
        first, y, end = self.drawn[index], top + self.head_pt, bottom + self.head_pt
        if first >= box.lines:
            lines = self._label_lines(index, box)
            return Fragment(index, 0, lines, y, end, "label" if lines else "box")
        last = box.lines if ends else first + self._part_lines(index, box, bottom - top)
        self.drawn[index] = last
        return Fragment(index, first, last, y, end, "text")
