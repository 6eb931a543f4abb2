"""A drawing onto the page: boxes, lines and arrows as vectors, the labels as text, all of it one ``Figure``.

Comes in: a ``PlacedFigure``. Goes out: operations of the canvas and structure elements. A listener gets the alternative
text; the labels stay text that can be searched and copied, each in a ``Span`` of its own. Source: ISO 32000-1, 14.8.4.5
illustration elements, 14.8.5.4.3 BBox; ISO 14289-1, 7.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from reportgen.document.drawing import LINE_PT, Box, Drawing, Point
from reportgen.render.to_pdf.pen import Column, Pen
from reportgen.render.to_pdf.placed import PlacedFigure
from reportgen.render.to_pdf.structure import Element
from reportgen.render.to_pdf.typeset import single_line


def paint_figure(pen: Pen, placed: PlacedFigure, parent: Element, left_pt: float, top_pt: float) -> None:
    """Paint a drawing; ``left_pt`` and ``top_pt`` are its upper left corner above the page's foot."""
    drawing = placed.drawing
    corners = (left_pt, top_pt - drawing.height_pt, left_pt + drawing.width_pt, top_pt)
    element = parent.add("Figure", alternative=placed.figure.alternative, box=corners)
    with pen.canvas.mark(element):
        _lines(pen, drawing, left_pt, top_pt)
    for box in drawing.labels:
        with pen.canvas.mark(element.add("Span")):
            _text(pen, drawing, box, left_pt, top_pt)


def _lines(pen: Pen, drawing: Drawing, left_pt: float, top_pt: float) -> None:
    def placed(point: Point) -> tuple[float, float]:
        return left_pt + point.x_pt, top_pt - point.y_pt

    _boxes(pen, drawing.areas, left_pt, top_pt)
    ways = [*drawing.strokes, *(arrow.points for arrow in drawing.arrows)]
    pen.canvas.rules([(*placed(one), *placed(other)) for way in ways for one, other in pairwise(way)], LINE_PT)
    for arrow in drawing.arrows:
        pen.canvas.polygon([placed(point) for point in arrow.head])
    _boxes(pen, drawing.labels, left_pt, top_pt)


def _boxes(pen: Pen, boxes: Iterable[Box], left_pt: float, top_pt: float) -> None:
    for box in boxes:
        corner = left_pt + box.left_pt, top_pt - box.top_pt - box.height_pt
        if box.fill is not None:
            pen.canvas.fill(*corner, box.width_pt, box.height_pt, box.fill)
        if box.outlined:
            pen.canvas.box(*corner, box.width_pt, box.height_pt, LINE_PT)


def _text(pen: Pen, drawing: Drawing, box: Box, left_pt: float, top_pt: float) -> None:
    style = drawing.text
    lines = [
        single_line(line, pen.typesetter.width_em(line, strong=style.strong), strong=style.strong) for line in box.lines
    ]
    top = top_pt - box.first_line_top_pt(style.leading_pt)
    left = left_pt + box.left_pt
    pen.lines(lines, Column(left, box.width_pt, top, style.size_pt, style.leading_pt, box.align))
