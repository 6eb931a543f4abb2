"""A drawing as SVG inside the page: once for a wide screen and for paper, once narrow, for a telephone.

Comes in: a ``Figure`` and the theme. Goes out: HTML; the style sheet shows one of the two. The alternative text is the
name of the picture and its texts are the description, so that a listener gets both (SVG Accessibility API Mappings, 5).
"""

from collections.abc import Sequence

from reportgen.document.draw import draw
from reportgen.document.drawing import Arrow, Box, Drawing, Point
from reportgen.document.theme import TextStyle, Theme
from reportgen.document.tree import Figure
from reportgen.render.to_html.text import escaped, inline
from reportgen.units import mm_to_pt

_NARROW_EM = (19.0, 22.0, 26.0, 32.0)
"""First as wide as the text on a screen of 320 pixels (WCAG 2.2, 1.4.10)."""
_WIDE_EM = (64.0,)
"""Wider, as a sheet of A3 would have it, the browser would shrink its letters until nobody can read them."""
_ASCENT_EM = 0.88
"""The base line of a Japanese face lies this far below the top of its em box."""


def figure_html(figure: Figure, theme: Theme) -> str:
    """Return the figure with its caption below."""
    text = theme.table.cell
    wide_pt = mm_to_pt(theme.page.text_width_mm)
    widths = {"wide": _WIDE_EM, "narrow": _NARROW_EM}
    drawings = {name: _drawn(figure, widths_em, wide_pt, text) for name, widths_em in widths.items()}
    pictures = "".join(_picture(figure, drawing, name) for name, drawing in drawings.items())
    caption = ""
    if figure.caption is not None:
        caption = f"<figcaption>{inline(figure.caption.content, str(figure.origin))}</figcaption>\n"
    return f'<figure class="drawing">\n{pictures}{caption}</figure>'


def _drawn(figure: Figure, widths_em: Sequence[float], wide_pt: float, text: TextStyle) -> Drawing:
    """Return the drawing in the first of some widths that its labels allow, or as wide as the sheet of paper.

    Where a screen is narrower still, the browser shrinks it.
    """
    for width_em in widths_em:
        try:
            return draw(figure.drawing, min(wide_pt, width_em * text.size_pt), text)
        except ValueError:
            continue
    return draw(figure.drawing, wide_pt, text)


def _picture(figure: Figure, drawing: Drawing, name: str) -> str:
    size = drawing.text.size_pt
    texts = figure.drawing.joint.join(figure.drawing.texts)
    shapes = "".join(
        [
            *map(_rectangle, drawing.areas),
            _strokes(drawing.strokes),
            *map(_arrow, drawing.arrows),
            *(_rectangle(box) + _text(box, drawing) for box in drawing.labels),
        ]
    )
    return (
        f'<svg class="{name}" role="img" viewBox="-1 -1 {drawing.width_pt + 2:.2f} {drawing.height_pt + 2:.2f}" '
        f'style="--drawn: {(drawing.width_pt + 2) / size:.2f}em">'
        f"<title>{escaped(figure.alternative)}</title><desc>{escaped(texts)}</desc>{shapes}</svg>\n"
    )


def _rectangle(box: Box) -> str:
    """Return the rectangle of a box; one that is neither filled nor outlined is none."""
    if box.fill is None and not box.outlined:
        return ""
    place = f'x="{box.left_pt:.2f}" y="{box.top_pt:.2f}" width="{box.width_pt:.2f}" height="{box.height_pt:.2f}"'
    look = "" if box.outlined else ' class="plain"'
    grey = f' style="--grey: {box.fill * 100:g}%"' if box.fill is not None and box.fill < 1 else ""
    return f"<rect {place}{look}{grey}></rect>"


def _text(box: Box, drawing: Drawing) -> str:
    leading, size, side = drawing.text.leading_pt, drawing.text.size_pt, drawing.padding_x_pt
    base = box.first_line_top_pt(leading) + (leading - size) / 2 + _ASCENT_EM * size
    x = {"left": side, "center": box.width_pt / 2, "right": box.width_pt - side}[box.align] + box.left_pt
    lines = "".join(
        f'<tspan x="{x:.2f}" y="{base + number * leading:.2f}">{escaped(line)}</tspan>'
        for number, line in enumerate(box.lines)
    )
    anchor = "" if box.align == "center" else f' class="{box.align}"'
    return f'<text font-size="{size:g}"{anchor}>{lines}</text>'


def _strokes(strokes: Sequence[Sequence[Point]]) -> str:
    return f'<path class="line" d="{" ".join(map(_path, strokes))}"></path>' if strokes else ""


def _arrow(arrow: Arrow) -> str:
    line, head = _path(arrow.points), _path(arrow.head)
    return f'<path class="line" d="{line}"></path><path class="head" d="{head} Z"></path>'


def _path(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{point.x_pt:.2f} {point.y_pt:.2f}" for point in points)
