"""A flow chart: steps in boxes, joined by arrows in reading order, and where each of them stands.

Comes in: the steps as text, the width there is, and the type they are set in. Goes out: a ``Drawing``, the same for
every renderer: boxes with their lines, arrows as polylines with a head. It draws nothing and knows no file format.

Boxes are all of one size. They stand in one row if that leaves their text wide enough, else in rows of about equal
length, each read from the left. Everything is black lines on white, so that it prints in grey.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import ClassVar, Final

from reportgen.document.drawing import Arrow, Box, Drawing, Point, even_lines
from reportgen.document.theme import TextStyle
from reportgen.japanese.width import width_em

_PADDING_X_EM: Final = 0.8
_PADDING_Y_EM: Final = 0.6
_BETWEEN_BOXES_EM: Final = 2.6
"""From box to box along a row; an arrow fills it."""
_BETWEEN_ROWS_EM: Final = 2.6
_LANE_EM: Final = 1.4
"""Beside the boxes, for the arrow that leads back to the first."""
_HEAD_EM: Final = 0.8
_HEAD_HALF_EM: Final = 0.32
_SPARE_EM: Final = 0.1
"""A box is this much wider than its longest line, for a program that measures a little wider than we do."""
_NARROWEST_EM: Final = 8.0
"""A box takes at least this much text on a line before the boxes go into more rows."""
_WIDEST_EM: Final = 14.0
"""A longer step is broken into lines rather than making all boxes wider."""


@dataclass(frozen=True, slots=True)
class FlowChart:
    """Steps in reading order; in a ``cycle`` an arrow leads from the last one back to the first.

    Raises ValueError without a step, for a blank step and for one that holds a line break.
    """

    joint: ClassVar[str] = " → "

    steps: tuple[str, ...]
    cycle: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn or read aloud."""
        if not self.steps or any(not step.strip() or "\n" in step for step in self.steps):
            raise ValueError("a flow chart has steps, each with a text of one line")

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the drawing, in reading order."""
        return self.steps


def draw_flow(chart: FlowChart, width_pt: float, text: TextStyle) -> Drawing:
    """Return the drawing of a chart; it is at most ``width_pt`` wide.

    Raises ValueError if the width leaves a box no room for text.
    """
    return _Layout(chart, width_pt, text).drawing()


class _Layout:
    """Sizes, then places."""

    def __init__(self, chart: FlowChart, width_pt: float, text: TextStyle) -> None:
        self.chart, self.width_pt, self.text = chart, width_pt, text
        self.em = float(text.size_pt)
        longest_em = min(max(map(width_em, chart.steps)), _WIDEST_EM)
        self.columns = self._columns(longest_em)
        self.rows = ceil(len(chart.steps) / self.columns)
        self.line_em = min(longest_em, self._room_em(self.columns))
        self.lines = [even_lines(step, self.line_em) for step in chart.steps]
        self.box_width = (self.line_em + _SPARE_EM + 2 * _PADDING_X_EM) * self.em
        self.box_height = max(map(len, self.lines)) * text.leading_pt + 2 * _PADDING_Y_EM * self.em
        self.across = self.box_width + _BETWEEN_BOXES_EM * self.em
        self.down = self.box_height + _BETWEEN_ROWS_EM * self.em
        self.left = _LANE_EM * self.em if chart.cycle and self.rows > 1 else 0.0

    def _columns(self, longest_em: float) -> int:
        """Return how many boxes stand in a row: as many as leave room for the text, in rows of about equal length."""
        count = len(self.chart.steps)
        enough_em = min(longest_em, _NARROWEST_EM)
        most = next((n for n in range(count, 0, -1) if self._room_em(n) >= enough_em), 1)
        return ceil(count / ceil(count / most))

    def _room_em(self, columns: int) -> float:
        """Return the widest line that boxes have room for in rows of so many."""
        lane_em = _LANE_EM if self.chart.cycle and columns < len(self.chart.steps) else 0.0
        boxes_em = self.width_pt / self.em - lane_em - (columns - 1) * _BETWEEN_BOXES_EM
        return boxes_em / columns - 2 * _PADDING_X_EM - _SPARE_EM

    def drawing(self) -> Drawing:
        boxes = tuple(self._box(number, lines) for number, lines in enumerate(self.lines))
        arrows = [_arrow(self._forward(one, other), self.em) for one, other in pairwise(boxes)]
        height = self.rows * self.down - _BETWEEN_ROWS_EM * self.em
        if self.chart.cycle and len(boxes) > 1:
            arrows.append(_arrow(tuple(self._back(boxes[0], boxes[-1])), self.em))
            height += _LANE_EM * self.em
        padding = _PADDING_X_EM * self.em
        width = self.left + self.columns * self.across - _BETWEEN_BOXES_EM * self.em
        return Drawing(width, height, boxes, tuple(arrows), self.text, padding)

    def _box(self, number: int, lines: tuple[str, ...]) -> Box:
        row, column = divmod(number, self.columns)
        left, top = self.left + column * self.across, row * self.down
        return Box(left, top, self.box_width, self.box_height, lines)

    def _forward(self, one: Box, other: Box) -> tuple[Point, ...]:
        """Return the way to the next step: along the row, or between two rows to the start of the next."""
        if one.top_pt == other.top_pt:
            return _beside(one, right=True), _beside(other, right=False)
        start, end = _below(one), Point(_below(other).x_pt, other.top_pt)
        if start.x_pt == end.x_pt:
            return start, end
        between = (start.y_pt + end.y_pt) / 2 - _HEAD_EM * self.em / 2
        return start, Point(start.x_pt, between), Point(end.x_pt, between), end

    def _back(self, first: Box, last: Box) -> Iterator[Point]:
        """Yield the way from the last step to the first: below the boxes, and up into the first, or beside it."""
        start = _below(last)
        bottom = start.y_pt + _LANE_EM * self.em
        yield start
        yield Point(start.x_pt, bottom)
        if self.rows == 1:
            yield Point(_below(first).x_pt, bottom)
            yield _below(first)
        else:
            lane = first.left_pt - _LANE_EM * self.em
            yield Point(lane, bottom)
            end = _beside(first, right=False)
            yield Point(lane, end.y_pt)
            yield end


def _beside(box: Box, *, right: bool) -> Point:
    return Point(box.left_pt + box.width_pt * right, box.top_pt + box.height_pt / 2)


def _below(box: Box) -> Point:
    return Point(box.left_pt + box.width_pt / 2, box.top_pt + box.height_pt)


def _arrow(points: tuple[Point, ...], em: float) -> Arrow:
    """Return an arrow whose tip is the last point; its line ends inside the head, whose point stays sharp."""
    before, tip = points[-2:]
    length = abs(tip.x_pt - before.x_pt) + abs(tip.y_pt - before.y_pt)
    along = Point((tip.x_pt - before.x_pt) / length, (tip.y_pt - before.y_pt) / length)
    head, half = min(_HEAD_EM * em, length), _HEAD_HALF_EM * em
    base = Point(tip.x_pt - along.x_pt * head, tip.y_pt - along.y_pt * head)
    corners = (
        tip,
        Point(base.x_pt - along.y_pt * half, base.y_pt + along.x_pt * half),
        Point(base.x_pt + along.y_pt * half, base.y_pt - along.x_pt * half),
    )
    return Arrow((*points[:-1], base), corners)
