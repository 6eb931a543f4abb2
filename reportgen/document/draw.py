"""Any kind of picture → its drawing: the one question that renderers ask.

Comes in: a picture as the ``Document`` holds it, the width there is, and the type of its texts. Goes out: a
``Drawing``.
"""

from __future__ import annotations

from typing import assert_never

from reportgen.document.chart import Bars, Slopes, draw_bars, draw_slopes
from reportgen.document.drawing import Drawing
from reportgen.document.flowchart import FlowChart, draw_flow
from reportgen.document.theme import TextStyle

Picture = FlowChart | Bars | Slopes


def draw(picture: Picture, width_pt: float, text: TextStyle) -> Drawing:
    """Return the drawing of a picture; it is at most ``width_pt`` wide, and its labels are ``picture.texts``.

    Raises ValueError if the width leaves no room for text.
    """
    match picture:
        case FlowChart():
            return draw_flow(picture, width_pt, text)
        case Bars():
            return draw_bars(picture, width_pt, text)
        case Slopes():
            return draw_slopes(picture, width_pt, text)
        case _:
            assert_never(picture)
