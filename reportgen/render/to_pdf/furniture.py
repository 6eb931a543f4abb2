"""What stands in the margins of every page: header lines, the framed document number, the page number.

Comes in: the document, the sheet, and the number of pages. Goes out: artifacts on the canvas; nothing here is a leaf.
"""

from __future__ import annotations

from typing import assert_never

from reportgen.document.theme import Page, PageNumberStyle
from reportgen.document.tree import Document
from reportgen.render.to_pdf.canvas import TaggedCanvas
from reportgen.render.to_pdf.pen import Column, Pen
from reportgen.render.to_pdf.typeset import single_line
from reportgen.units import Mm, mm_to_pt

_GAP_MM = Mm(3.0)
"""Between the header line and the text below it, between the box and its neighbour, and inside the box."""
_BOX_RULE_PT = 0.7


def page_number_text(style: PageNumberStyle, number: int, total: int) -> str:
    """Return the page number as it is printed; empty for the style ``none``. ``number`` counts from 1."""
    match style:
        case "none":
            return ""
        case "- 1 -":
            return f"- {number} -"
        case "1/9":
            return f"{number}/{total}"
        case "1頁":
            return f"{number}頁"
        case _:
            assert_never(style)


def entry_number_text(style: PageNumberStyle, number: int) -> str:
    """Return the page number as a table of contents has it: without ornament and total; empty where none is printed."""
    match style:
        case "none":
            return ""
        case "- 1 -" | "1/9":
            return f"{number}"
        case "1頁":
            return f"{number}頁"
        case _:
            assert_never(style)


def paint_furniture(pen: Pen, document: Document, sheet: Page, number: int, total: int) -> None:
    """Paint the margins of the current page, a ``sheet``; ``number`` counts from 1."""
    header = document.page_header
    if header.left or header.center or header.right or header.box:
        with pen.canvas.artifact("Pagination", "Header"):
            _header(pen, document, sheet)
    text = page_number_text(sheet.number, number, total)
    if text:
        with pen.canvas.artifact("Pagination", "Footer"):
            _line(pen, document, sheet, text, "center", mm_to_pt(sheet.bottom_mm) / 2)


def _header(pen: Pen, document: Document, sheet: Page) -> None:
    header, style = document.page_header, document.theme.furniture
    gap = mm_to_pt(_GAP_MM)
    middle = mm_to_pt(sheet.height_mm) - mm_to_pt(sheet.top_mm) + gap + style.leading_pt / 2
    _line(pen, document, sheet, header.left, "left", middle)
    _line(pen, document, sheet, header.center, "center", middle)
    taken = 0.0
    if header.box:
        width = _width(pen, document, header.box) + 2 * gap
        right = mm_to_pt(sheet.width_mm) - mm_to_pt(sheet.right_mm)
        height = style.leading_pt + gap / 2
        _line(pen, document, sheet, header.box, "right", middle, gap)
        _frame(pen.canvas, right - width, middle - height / 2, width, height)
        taken = width + gap
    _line(pen, document, sheet, header.right, "right", middle, taken)


def _frame(canvas: TaggedCanvas, x: float, y: float, width: float, height: float) -> None:
    canvas.box(x, y, width, height, _BOX_RULE_PT)


def _width(pen: Pen, document: Document, text: str) -> float:
    style = document.theme.furniture
    return pen.typesetter.width_em(text, strong=style.strong) * style.size_pt


def _line(
    pen: Pen, document: Document, sheet: Page, text: str, align: str, middle_pt: float, taken_pt: float = 0.0
) -> None:
    """Write one line around a height above the page's foot; ``taken_pt`` is left free at the right."""
    if not text:
        return
    style = document.theme.furniture
    left = mm_to_pt(sheet.left_mm)
    spare = mm_to_pt(sheet.text_width_mm) - taken_pt - _width(pen, document, text)
    x = left + (spare if align == "right" else spare / 2 if align == "center" else 0.0)
    line = single_line(text, 0.0, strong=style.strong)
    pitch = style.leading_pt
    pen.lines([line], Column(x, 0.0, middle_pt + pitch / 2, style.size_pt, pitch, "left"))
