"""How the form looks: faces, fills and borders by the use of a cell, and heights that fit a text.

Comes in: the face of the layout's theme. Goes out: dressed cells. Never colour alone: what is open is also unlocked,
what is wrong is also said in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.styleable import StyleableObject

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one cell looks: type size in pt, colours as ARGB, whether it has lines around it and can be written in.

    What shrinks stands on one line that becomes as small as its column demands; everything else wraps unless told not
    to.
    """

    size_pt: float = PLAN_PT
    bold: bool = False
    color: str = INK
    fill: str | None = None
    horizontal: Horizontal = "left"
    vertical: Vertical = "top"
    wrap: bool = True
    shrink: bool = False
    lined: bool = True
    open: bool = False
    number_format: str = "General"


class Wardrobe:
    """Dresses the cells of one workbook, all in one face. Each look is made once and then copied."""

    def __init__(self, book: Workbook, face: str) -> None:
        self._face = face
        self._made: dict[Look, StyleArray] = {}
        normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # no public way to the built-in style
        normal.font = Font(name=face, size=ANSWER_PT)  # Excel measures the columns with it
        normal.bind(book)

    def dress(self, target: StyleableObject, look: Look) -> None:
        """Give a cell, or a whole column, a look."""
        made = self._made.get(look)
        if made is None:
            self._put_on(target, look)
            made = self._made[look] = StyleArray(target._style)  # type: ignore[attr-defined]  # missing in the stubs
        target._style = StyleArray(made)  # type: ignore[attr-defined]  # missing in the stubs

    def _put_on(self, target: StyleableObject, look: Look) -> None:
        target.font = Font(name=self._face, size=look.size_pt, bold=look.bold, color=look.color)
        target.alignment = Alignment(
            horizontal=look.horizontal,
            vertical=look.vertical,
            wrap_text=look.wrap and not look.shrink,
            shrink_to_fit=look.shrink,
        )
        if look.fill:
            target.fill = solid(look.fill)
        if look.lined:
            side = Side(style="thin", color=_LINE)
            target.border = Border(left=side, right=side, top=side, bottom=side)
        target.protection = Protection(locked=not look.open)
        target.number_format = look.number_format


def solid(color: str) -> PatternFill:
    """Return a plain fill."""
    return PatternFill("solid", start_color=color, end_color=color)


def height_pt(cells: Iterable[tuple[str, float, float]], least_pt: float) -> float:
    """Return the height of a row in which every text is seen whole, at least ``least_pt``.

    Each cell is its text, the width of its column in characters, and its type size in pt. Longer than a row can be is
    cut back to the tallest row.
    """
    heights = (_text_height_pt(text, width, size_pt) for text, width, size_pt in cells)
    return min(max([least_pt, *heights]), _TALLEST_PT)


@lru_cache(maxsize=4096)
def _text_height_pt(text: str, width: float, size_pt: float) -> float:
    room_em = max((width * _DIGIT_PT - _PADDING_PT) / size_pt - 0.5, 1.0)  # a line may end early, before 。
    lines = sum(max(1, ceil(width_em(line) / room_em)) for line in text.split("\n"))
    return lines * size_pt * _PITCH + _PADDING_PT
