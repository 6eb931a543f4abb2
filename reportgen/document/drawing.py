"""What a drawing is made of: boxes with text, lines and arrows, each in its place.

Comes in: made by ``flowchart`` and ``chart``. Goes out: to every renderer, which only draws it. Lengths are points, x
to the right and y *downwards* from the upper left corner of the drawing. Everything is black lines, grey areas and
black text on white, so that it prints in grey. No file format is known here.

What lies below is drawn first: areas, lines and arrows, then boxes with text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from reportgen.document.theme import Align, TextStyle
from reportgen.japanese.linebreak import Rules, break_paragraph
from reportgen.japanese.width import cluster_width_em, width_em

LINE_PT: Final = 0.75
"""Thickness of all lines of a drawing."""
_RULES: Final = Rules(hang_em=0.0, squeeze=False)


class Point(NamedTuple):
    """A place in a drawing."""

    x_pt: float
    y_pt: float


class Box(NamedTuple):
    """A rectangle. ``lines`` joined are its text; they stand in the middle of its height.

    ``fill`` is a grey level from 0 (black) to 1 (white), ``None`` lets shine through what lies below.
    """

    left_pt: float
    top_pt: float
    width_pt: float
    height_pt: float
    lines: tuple[str, ...] = ()
    fill: float | None = 1.0
    outlined: bool = True
    align: Align = "center"

    @property
    def text(self) -> str:
        """The text."""
        return "".join(self.lines)

    def first_line_top_pt(self, leading_pt: float) -> float:
        """Return where the first line stands; all lines together are in the middle of the height."""
        return self.top_pt + (self.height_pt - len(self.lines) * leading_pt) / 2


class Arrow(NamedTuple):
    """An arrow: a line through ``points`` and a filled triangle, ``head``, whose first corner is the tip."""

    points: tuple[Point, ...]
    head: tuple[Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with everything in its place, no wider than its lines.

    Text is set in ``text``, ``padding_x_pt`` away from the sides of its box. ``strokes`` are lines through points.
    """

    width_pt: float
    height_pt: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    text: TextStyle
    padding_x_pt: float
    strokes: tuple[tuple[Point, ...], ...] = ()

    @property
    def areas(self) -> tuple[Box, ...]:
        """The boxes without text, which lie below everything."""
        return tuple(box for box in self.boxes if not box.lines)

    @property
    def labels(self) -> tuple[Box, ...]:
        """The boxes with text, in the order in which they are read."""
        return tuple(box for box in self.boxes if box.lines)


def lines_of(text: str, room_em: float) -> tuple[str, ...]:
    """Return a text broken into lines of at most ``room_em``; joined they are the text."""
    broken = break_paragraph(text, room_em, cluster_width_em, _RULES)
    return tuple(line.text + line.trail for line in broken)


def even_lines(text: str, room_em: float) -> tuple[str, ...]:
    """Return the fewest lines that a text takes, of about equal length: no last line of one character."""
    lines = lines_of(text, room_em)
    even_em = width_em(text) / len(lines)
    while len(lines) > 1 and even_em < room_em:
        even = lines_of(text, even_em)
        if len(even) == len(lines):
            return even
        even_em += 0.5
    return lines
