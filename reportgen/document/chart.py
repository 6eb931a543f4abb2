"""Charts of figures: stacked bars, and slopes from one year to the next; and where everything in them stands.

Comes in: figures with the texts that are printed for them, the width there is, and the type they are set in. Goes out:
a ``Drawing``. It draws nothing and knows no file format.

A chart is black and grey, and its kinds are told apart by pattern and number, so that it can be read when it is copied.
Every number is printed. What is printed does not depend on the width, only where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Final, Literal, NamedTuple

from reportgen.document.drawing import Box, Drawing, Point, even_lines
from reportgen.document.theme import TextStyle
from reportgen.japanese.width import width_em

_SPARE_EM: Final = 0.2
"""A label is this much wider than its text, for a program that measures a little wider than we do."""
_BETWEEN_SCRIPTS_EM: Final = 0.25
"""And this much for each place where Japanese meets digits or letters: some programs part them (JLREQ, 3.2.6)."""
_GAP_EM: Final = 0.8
_WIDEST_LABEL_EM: Final = 16.0
_LEAST_BAR_EM: Final = 16.0
"""Bars shorter than this stand below their labels instead of beside them."""
_BAR_EM: Final = 1.7
_SWATCH_EM: Final = 1.4
_NUMBER_PADDING_EM: Final = 0.3
_LEAD_EM: Final = 1.2
_BESIDE_LEAD_EM: Final = 0.3
"""Between the end of a line and its figure."""
_HATCH_EM: Final = 0.45
_LEAST_LABEL_EM: Final = 4.0
_SLOPES_EM: Final = 24.0
"""How far apart the two years of slopes stand, at most."""

Hatch = Literal["none", "rising", "falling", "crossed"]


class _Look(NamedTuple):
    fill: float
    hatch: Hatch = "none"


LOOKS: Final = (_Look(0.5), _Look(0.8), _Look(1.0, "rising"), _Look(1.0), _Look(0.8, "falling"), _Look(1.0, "crossed"))
"""Patterns of the kinds in their order; there are no more kinds than patterns."""


class Amount(NamedTuple):
    """A figure: the text that is printed, and the quantity that is drawn."""

    text: str
    size: Decimal


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars, one a row, each as long as the others: what is compared is the share of each kind.

    ``rows`` hold a label, one amount for each of ``kinds``, and the text of the total at the end of the bar. An amount
    of nothing takes no room and prints nothing. Raises ValueError for a blank text, for more kinds than patterns, for
    an amount below nothing, and for a row with other than one amount a kind.
    """

    joint: ClassVar[str] = "　"

    kinds: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Amount, ...], str], ...]

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn or read."""
        if not self.rows or not 0 < len(self.kinds) <= len(LOOKS):
            raise ValueError(f"bars have rows, and one to {len(LOOKS)} kinds")
        if any(len(amounts) != len(self.kinds) or any(a.size < 0 for a in amounts) for _, amounts, _ in self.rows):
            raise ValueError("every row has one amount of each kind, and none is below nothing")
        _check(self.texts)

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the drawing, in reading order: the kinds, then row by row label, amounts and total."""
        rows = ((label, *(a.text for a in amounts if a.size), total) for label, amounts, total in self.rows)
        return (*self.kinds, *(text for row in rows for text in row))


@dataclass(frozen=True, slots=True)
class Slopes:
    """What became of some figures from one year to the next: a line from the left axis to the right for each of them.

    ``rows`` hold a label and the amounts ``before`` and ``after``. Raises ValueError without a row and for a blank
    text.
    """

    joint: ClassVar[str] = "　"

    before: str
    after: str
    rows: tuple[tuple[str, Amount, Amount], ...]

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn or read."""
        if not self.rows:
            raise ValueError("slopes have rows")
        _check(self.texts)

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the drawing, in reading order: the years, then row by row both amounts and the label."""
        rows = ((one.text, other.text, label) for label, one, other in self.rows)
        return (self.before, self.after, *(text for row in rows for text in row))


def _check(texts: Sequence[str]) -> None:
    if any(not text.strip() or "\n" in text for text in texts):
        raise ValueError("every text of a chart is one line that is not blank")


def draw_bars(chart: Bars, width_pt: float, text: TextStyle) -> Drawing:
    """Return the drawing of stacked bars, as wide as there is room.

    A part is at least as long as its number; the longer parts of the bar give way. Raises ValueError if there is no
    room for all numbers of a bar beside each other.
    """
    return _BarLayout(chart, width_pt, text).drawing()


class _BarLayout:
    """Sizes, then places, from the top."""

    def __init__(self, chart: Bars, width_pt: float, text: TextStyle) -> None:
        self.chart, self.width_em, self.text = chart, width_pt / text.size_pt, text
        self.em, self.leading_em = float(text.size_pt), text.leading_pt / text.size_pt
        totals_em = max(_text_em(total) for _, _, total in chart.rows)
        labels_em = min(max(_text_em(label) for label, _, _ in chart.rows), _WIDEST_LABEL_EM)
        rest_em = self.width_em - totals_em - _GAP_EM
        self.beside = rest_em - labels_em - _GAP_EM >= _LEAST_BAR_EM
        self.label_em = labels_em if self.beside else self.width_em
        self.bar_left_em = labels_em + _GAP_EM if self.beside else 0.0
        self.bar_em = rest_em - self.bar_left_em
        self.boxes: list[Box] = []
        self.strokes: list[tuple[Point, ...]] = []
        self.top_em = 0.0

    def drawing(self) -> Drawing:
        self._legend()
        for row in self.chart.rows:
            self._row(*row)
        height = (self.top_em - _GAP_EM) * self.em
        return Drawing(self.width_em * self.em, height, tuple(self.boxes), (), self.text, 0.0, tuple(self.strokes))

    def _legend(self) -> None:
        left = 0.0
        for look, kind in zip(LOOKS, self.chart.kinds, strict=False):
            wide = _SWATCH_EM + 0.4 + _text_em(kind)
            if left and left + wide > self.width_em:
                left, self.top_em = 0.0, self.top_em + self.leading_em
            self._area(left, self.top_em + (self.leading_em - 1.0) / 2, _SWATCH_EM, 1.0, look)
            self._label(left + _SWATCH_EM + 0.4, self.top_em, _text_em(kind), (kind,))
            left += wide + 2 * _GAP_EM
        self.top_em += self.leading_em + _GAP_EM

    def _row(self, label: str, amounts: tuple[Amount, ...], total: str) -> None:
        lines = even_lines(label, self.label_em - _SPARE_EM)
        label_em = len(lines) * self.leading_em
        height_em = max(label_em, _BAR_EM) if self.beside else _BAR_EM
        if self.beside:
            self._label(0.0, self.top_em + (height_em - label_em) / 2, self.label_em, lines)
        else:
            self._label(0.0, self.top_em, self.label_em, lines)
            self.top_em += label_em
        bar_top_em = self.top_em + (height_em - _BAR_EM) / 2
        numbers = list(self._parts(amounts, bar_top_em))
        self.boxes += numbers
        total_em = self.bar_left_em + self.bar_em + _GAP_EM
        self._label(total_em, self.top_em + (height_em - self.leading_em) / 2, _text_em(total), (total,))
        self.top_em += height_em + _GAP_EM

    def _parts(self, amounts: tuple[Amount, ...], top_em: float) -> Iterator[Box]:
        """Draw the parts of a bar; yield their numbers, each on white in the middle of its part."""
        left = self.bar_left_em
        for (look, amount), wide in zip(_drawn(amounts), self._lengths_em(amounts), strict=True):
            self._area(left, top_em, wide, _BAR_EM, look)
            number_em = _text_em(amount.text) + _NUMBER_PADDING_EM
            height_em = min(self.leading_em, _BAR_EM - 0.3)
            place = left + (wide - number_em) / 2, top_em + (_BAR_EM - height_em) / 2, number_em, height_em
            yield self._box(*place, (amount.text,), outlined=False)
            left += wide

    def _lengths_em(self, amounts: tuple[Amount, ...]) -> list[float]:
        """Return how long the parts of a bar are: by their share, but none shorter than its number."""
        shown = [amount for _, amount in _drawn(amounts)]
        least = [_text_em(amount.text) + _NUMBER_PADDING_EM + 0.2 for amount in shown]
        if sum(least) > self.bar_em:
            raise ValueError("a chart too narrow for its numbers")
        fixed: set[int] = set()
        while True:
            free = [number for number in range(len(shown)) if number not in fixed]
            room = self.bar_em - sum(least[number] for number in fixed)
            whole = float(sum(shown[number].size for number in free))
            lengths = [
                least[number] if number in fixed else room * float(one.size) / whole for number, one in enumerate(shown)
            ]
            short = {number for number in free if lengths[number] < least[number]}
            if not short:
                return lengths
            fixed |= short

    def _area(self, left: float, top: float, width: float, height: float, look: _Look) -> None:
        box = self._box(left, top, width, height, (), fill=look.fill)
        self.boxes.append(box)
        self.strokes += _hatched(box, look.hatch, _HATCH_EM * self.em)

    def _label(self, left: float, top: float, width: float, lines: tuple[str, ...]) -> None:
        height = len(lines) * self.leading_em
        self.boxes.append(self._box(left, top, width, height, lines, fill=None, outlined=False, align="left"))

    def _box(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        lines: tuple[str, ...],
        *,
        fill: float | None = 1.0,
        outlined: bool = True,
        align: Literal["left", "center"] = "center",
    ) -> Box:
        em = self.em
        return Box(left * em, top * em, width * em, height * em, lines, fill, outlined, align)


def _drawn(amounts: tuple[Amount, ...]) -> list[tuple[_Look, Amount]]:
    return [(look, amount) for look, amount in zip(LOOKS, amounts, strict=False) if amount.size]


def _text_em(text: str) -> float:
    meetings = sum(one.isascii() != other.isascii() for one, other in pairwise(text))
    return width_em(text) + _SPARE_EM + meetings * _BETWEEN_SCRIPTS_EM


def _hatched(box: Box, hatch: Hatch, step_pt: float) -> Iterator[tuple[Point, ...]]:
    """Yield the lines of a pattern, cut at the edges of a box."""
    ways: dict[Hatch, tuple[int, ...]] = {"none": (), "rising": (1,), "falling": (-1,), "crossed": (1, -1)}
    for way in ways[hatch]:
        offset = step_pt
        while offset < box.width_pt + box.height_pt:
            # the line x + y = offset, measured from the corner where it is shortest
            first = Point(max(offset - box.height_pt, 0.0), min(offset, box.height_pt))
            last = Point(min(offset, box.width_pt), max(offset - box.width_pt, 0.0))
            yield tuple(
                Point(box.left_pt + x, box.top_pt + (y if way > 0 else box.height_pt - y)) for x, y in (first, last)
            )
            offset += step_pt


def draw_slopes(chart: Slopes, width_pt: float, text: TextStyle) -> Drawing:
    """Return the drawing of slopes: amounts at both ends of each line, its label at the right.

    Ends that would cover one another are set apart, in their order, and a short line leads to each. Raises ValueError
    if there is no room for the labels.
    """
    return _SlopeLayout(chart, width_pt, text).drawing()


class _SlopeLayout:
    """Columns from the left: amounts, the lines with their leads, amounts, labels."""

    def __init__(self, chart: Slopes, width_pt: float, text: TextStyle) -> None:
        self.chart, self.text, self.em = chart, text, float(text.size_pt)
        self.leading = float(text.leading_pt)
        self.lead = (_LEAD_EM + _BESIDE_LEAD_EM) * self.em
        self.years = [_text_em(year) * self.em for year in (chart.before, chart.after)]
        self.before_width = max(_text_em(one.text) for _, one, _ in chart.rows) * self.em
        self.after_width = max(_text_em(other.text) for _, _, other in chart.rows) * self.em
        self.left_axis = max(self.before_width + self.lead, self.years[0] / 2)
        rest = width_pt - self.left_axis - self.lead - self.after_width - _GAP_EM * self.em
        longest = min(max(_text_em(label) for label, _, _ in chart.rows), _WIDEST_LABEL_EM) * self.em
        least_between = sum(self.years) / 2 + self.em
        self.label_width = min(longest, rest - least_between)
        if self.label_width < min(longest, _LEAST_LABEL_EM * self.em):
            raise ValueError("a chart too narrow for its labels")
        self.right_axis = self.left_axis + min(rest - self.label_width, _SLOPES_EM * self.em)
        self.label_left = self.right_axis + self.lead + self.after_width + _GAP_EM * self.em
        self.width = max(self.label_left + self.label_width, self.right_axis + self.years[1] / 2)
        room_em = self.label_width / self.em - _SPARE_EM
        self.lines = [even_lines(label, room_em) for label, _, _ in chart.rows]

    def drawing(self) -> Drawing:
        top = self.leading + _GAP_EM * self.em
        heights = [self.leading] * len(self.lines), [len(lines) * self.leading for lines in self.lines]
        height = max(*(sum(own) + self.leading for own in heights), 8 * self.leading)
        points = self._points(top, height)
        left = _apart([y for y, _ in points], heights[0], top, height)
        right = _apart([y for _, y in points], heights[1], top, height)
        boxes = list(self._years())
        strokes = [self._axis(self.left_axis, top, height), self._axis(self.right_axis, top, height)]
        for number, (label, one, other) in enumerate(self.chart.rows):
            assert "".join(self.lines[number]) == label
            (y, end), (l_y, r_y) = points[number], (left[number], right[number])
            left_end, right_end = self.left_axis - self.lead, self.right_axis + self.lead
            gap = _BESIDE_LEAD_EM * self.em
            strokes.append((Point(left_end + gap, l_y), Point(self.left_axis, y), Point(self.right_axis, end)))
            strokes.append((Point(self.right_axis, end), Point(right_end - gap, r_y)))
            boxes.append(self._label(left_end - self.before_width, l_y, self.before_width, (one.text,), "right"))
            boxes.append(self._label(right_end, r_y, self.after_width, (other.text,)))
            boxes.append(self._label(self.label_left, r_y, self.label_width, self.lines[number]))
        return Drawing(self.width, top + height, tuple(boxes), (), self.text, 0.0, tuple(strokes))

    def _points(self, top: float, height: float) -> list[tuple[float, float]]:
        """Return the heights of both ends of each line; the largest figure is at the top."""
        sizes = [amount.size for _, *pair in self.chart.rows for amount in pair]
        low, span = min(sizes), float(max(sizes) - min(sizes)) or 1.0
        inner_top, inner = top + self.leading / 2, height - self.leading

        def place(amount: Amount) -> float:
            return inner_top + inner * (1 - float(amount.size - low) / span)

        return [(place(one), place(other)) for _, one, other in self.chart.rows]

    def _years(self) -> Iterator[Box]:
        axes, years = (self.left_axis, self.right_axis), (self.chart.before, self.chart.after)
        for axis, year, wide in zip(axes, years, self.years, strict=True):
            yield Box(axis - wide / 2, 0.0, wide, self.leading, (year,), None, False, "center")

    def _axis(self, x: float, top: float, height: float) -> tuple[Point, ...]:
        return Point(x, top), Point(x, top + height)

    def _label(
        self, left: float, middle: float, width: float, lines: tuple[str, ...], align: Literal["left", "right"] = "left"
    ) -> Box:
        height = len(lines) * self.leading
        return Box(left, middle - height / 2, width, height, lines, None, False, align)


def _apart(middles: Sequence[float], heights: Sequence[float], top: float, height: float) -> list[float]:
    """Return the middles of labels, moved as far as needed so that none covers another and all stay inside."""
    order = sorted(range(len(middles)), key=lambda number: (middles[number], number))
    placed = list(middles)
    edge = top
    for number in order:
        placed[number] = max(placed[number], edge + heights[number] / 2)
        edge = placed[number] + heights[number] / 2
    edge = top + height
    for number in reversed(order):
        placed[number] = min(placed[number], edge - heights[number] / 2)
        edge = placed[number] - heights[number] / 2
    return placed
