"""Lengths as types, and the only place where one unit becomes another.

Comes in: numbers with a unit in their type. Goes out: the same length in another unit.
A bare number never crosses a border of the house; names carry the unit as well (``width_mm``).
"""

from collections.abc import Iterable
from itertools import accumulate
from typing import NewType

Mm = NewType("Mm", float)
"""Millimetres: page, margins, columns."""
Pt = NewType("Pt", float)
"""Typographic points, 1/72 inch: type sizes, line pitch, PDF user space."""
Twip = NewType("Twip", int)
"""1/20 point: widths and heights in WordprocessingML (ECMA-376 part 1, 17.18.105)."""

Emu = NewType("Emu", int)
"""English Metric Units, 1/12700 point: places and lengths in DrawingML (ECMA-376 part 1, 20.1.10.16)."""

_PT_PER_MM = 72 / 25.4


def mm_to_pt(length: Mm) -> Pt:
    """Return a length in points, unrounded."""
    return Pt(length * _PT_PER_MM)


def pt_to_mm(length: Pt) -> Mm:
    """Return a length in millimetres, unrounded."""
    return Mm(length / _PT_PER_MM)


def pt_to_twip(length: Pt) -> Twip:
    """Return a length in whole twips, rounded to the nearest."""
    return Twip(round(length * 20))


def pt_to_emu(length: float) -> Emu:
    """Return a length in points in whole EMU, rounded to the nearest."""
    return Emu(round(length * 12700))


def mm_to_twip(length: Mm) -> Twip:
    """Return a length in whole twips, rounded to the nearest."""
    return Twip(round(length * _PT_PER_MM * 20))


def column_edges_twip(widths_mm: Iterable[Mm]) -> tuple[Twip, ...]:
    """Return the column edges in twips, starting at 0.

    Edges are rounded, not widths, so that the last edge is exactly the text width.
    Source: ECMA-376 part 1, 17.4.48 tblGrid.
    """
    return tuple(mm_to_twip(Mm(edge)) for edge in accumulate(widths_mm, initial=0.0))
