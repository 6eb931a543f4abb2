"""One drawing of a Word file: its alternative text, and the text of its boxes.

Comes in: the paragraph that holds it, with what a program shows that does not know shapes. Goes out: a ``ReadFigure``.
Source: ECMA-376 part 1, 20.4.2.5 docPr; part 3, clause 7 AlternateContent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.proof.reading import Fault, ReadFigure, Unreadable
from reportgen.proof.word_styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CHOICE = f"{_MC}AlternateContent"
_JOINTS = (" → ", "　")
"""Between the texts of a flow chart, and of a chart of figures."""


def has_drawing(paragraph: _Element) -> bool:
    """Tell whether a paragraph offers a drawing to programs that know shapes."""
    return paragraph.find(f"{W}r/{_CHOICE}") is not None


def read_figure(paragraph: _Element, caption: str | None, faults: list[Fault]) -> ReadFigure:
    """Return the figure; the plain text that stands in for it must say the same steps.

    Raises:
        Unreadable: something else in the paragraph than one drawing in the line of text.
    """
    content = [element for element in paragraph if element.tag != f"{W}pPr"]
    inside = [element for run in content for element in run]
    pictures = paragraph.findall(f"{W}r/{_CHOICE}/{_MC}Choice/{W}drawing/{_WP}inline/{_WP}docPr")
    if len(inside) != 1 or len(pictures) != 1 or len(list(paragraph.iter(f"{W}drawing"))) != 1:
        raise Unreadable("drawing", "is not one drawing in the line of text")
    boxes = paragraph.findall(f".//{_MC}Choice//{W}txbxContent")
    steps = tuple("".join(text.text or "" for text in box.iter(f"{W}t")) for box in boxes)
    plain = "".join(text.text or "" for text in paragraph.iterfind(f".//{_MC}Fallback//{W}t"))
    if plain not in (joint.join(steps) for joint in _JOINTS):
        faults.append(Fault("drawing", f"says {plain} where shapes are not known"))
    if any(len(box) != 1 for box in boxes):
        faults.append(Fault("drawing", "a box that does not hold one paragraph"))
    return ReadFigure(pictures[0].get("descr", ""), steps, caption)
