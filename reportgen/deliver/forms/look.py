"""How the form looks: faces, fills and borders by the use of a cell, and heights that fit a text.

Comes in: the face of the layout's theme. Goes out: openpyxl styles. Never colour alone: what is open is also unlocked,
what is wrong is also said in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from reportgen.japanese.width import width_em

Horizontal = Literal["left", "center", "right"]
Vertical = Literal["top", "center"]

TITLE_PT: Final = 16.0
ANSWER_PT: Final = 11.0
PLAN_PT: Final = 10.0
SMALL_PT: Final = 9.0

INK: Final = "FF1A1A1A"
MUTED: Final = "FF595959"
CALM: Final = "FF1B6B3A"
ALERT: Final = "FFB00020"
ALERT_FILL: Final = "FFFDE7E9"
PLAN_FILL: Final = "FFF0F1F3"
PLAN_HEAD_FILL: Final = "FF5B6573"
ANSWER_FILL: Final = "FFFFF8DC"
ANSWER_HEAD_FILL: Final = "FF1F5A8C"
PAPER: Final = "FFFFFFFF"
_LINE: Final = "FFB4BAC2"

_DIGIT_PT: Final = 5.25
"""Width of one unit of a column: 7 pixels, the least that Excel makes of an 11 pt face."""
_PADDING_PT: Final = 6.0
_PITCH: Final = 1.3
"""Line height by type size: 11 pt of a Japanese gothic face takes 13.5 pt in Excel; the rest is for printers."""
_TALLEST_PT: Final = 409.0
"""Source: Excel specifications and limits, row height."""


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of one workbook, all in one face."""

    face: str

    def font(self, size_pt: float = PLAN_PT, *, bold: bool = False, color: str = INK) -> Font:
        """Return the face in a size and colour."""
        return Font(name=self.face, size=size_pt, bold=bold, color=color)

    def make_default(self, book: Workbook) -> None:
        """Make the face that of every cell that says nothing else; Excel measures the columns with it."""
        normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # no public way to the built-in style
        normal.font = self.font(ANSWER_PT)
        normal.bind(book)


def fill(color: str) -> PatternFill:
    """Return a plain fill."""
    return PatternFill("solid", start_color=color, end_color=color)


def box() -> Border:
    """Return thin lines on all sides."""
    side = Side(style="thin", color=_LINE)
    return Border(left=side, right=side, top=side, bottom=side)


def aligned(
    horizontal: Horizontal = "left", vertical: Vertical = "top", *, wrap: bool = True, shrink: bool = False
) -> Alignment:
    """Return an alignment; texts wrap unless told otherwise. What shrinks to fit stands on one line."""
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=wrap and not shrink, shrink_to_fit=shrink)


LOCKED: Final = Protection(locked=True)
OPEN: Final = Protection(locked=False)


def height_pt(cells: Iterable[tuple[str, float, float]], least_pt: float) -> float:
    """Return the height of a row in which every text is seen whole, at least ``least_pt``.

    Each cell is its text, the width of its column in characters, and its type size in pt. Longer than a row can be is
    cut back to the tallest row.
    """
    heights = (_text_height_pt(text, width, size_pt) for text, width, size_pt in cells)
    return min(max([least_pt, *heights]), _TALLEST_PT)


def _text_height_pt(text: str, width: float, size_pt: float) -> float:
    room_em = max((width * _DIGIT_PT - _PADDING_PT) / size_pt - 0.5, 1.0)  # a line may end early, before 。
    lines = sum(max(1, ceil(width_em(line) / room_em)) for line in text.split("\n"))
    return lines * size_pt * _PITCH + _PADDING_PT


def differential(color: str) -> Font:
    """Return the font part of a conditional format: the face cannot change there."""
    return Font(bold=True, color=color)
