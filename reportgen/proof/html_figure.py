"""One figure of an HTML file: its pictures, which must all say the same, and its caption.

Comes in: a ``figure`` element. Goes out: a ``ReadFigure``. A picture is named by its ``title``, described by its
``desc``, and its labels are its texts (SVG 2, 5.8 title and desc).
"""

from __future__ import annotations

from reportgen.proof.markup import Element
from reportgen.proof.reading import Fault, ReadFigure, Unreadable

_JOINTS = (" → ", "　")
"""Between the texts of a flow chart, and of a chart of figures."""


def read_figure(figure: Element, caption: str | None, faults: list[Fault]) -> ReadFigure:
    """Return the figure.

    Raises:
        Unreadable: a figure without pictures, with pictures that differ, or with one that is not announced as one.
    """
    found = {_picture(svg, faults) for svg in figure.elements if svg.name == "svg"}
    if len(found) != 1:
        raise Unreadable("figure", f"shows {len(found)} different pictures")
    (alternative, steps) = found.pop()
    return ReadFigure(alternative, steps, caption)


def _picture(svg: Element, faults: list[Fault]) -> tuple[str, tuple[str, ...]]:
    """Return name and steps; the name comes first, for a browser takes it from the first child only."""
    if [child.name for child in svg.elements[:2]] != ["title", "desc"] or svg.attributes.get("role") != "img":
        raise Unreadable("svg", "is not announced as a picture")
    title, description, *shapes = (child for child in svg.elements)
    steps = tuple(_text(shape) for shape in shapes if shape.name == "text")
    if _text(description) not in (joint.join(steps) for joint in _JOINTS):
        faults.append(Fault("svg", f"is described as {_text(description)}"))
    return _text(title), steps


def _text(element: Element) -> str:
    return "".join(part if isinstance(part, str) else _text(part) for part in element.content)
