"""What a cell of a workbook says as a number.

Comes in: a raw cell, and the unit that is asked for. Goes out: an exact ``Decimal``, or the kind of nothing that stands
there. Whether a cell that is no number is a finding or a fault, the caller decides.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.japanese.numbers import is_dash, is_percent, plain, read_number, stored_number
from reportgen.japanese.width import fold
from reportgen.model.submitted import RawCell
from reportgen.model.value import Nothing

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PER_CENT: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a cell says as a number. ``as_text`` is true where figures were typed as a text."""

    number: Decimal | None = None
    nothing: Nothing | None = None
    as_text: bool = False


def quantity(cell: RawCell, unit: str = "") -> Quantity:
    """Return the number of a cell, a dash or 対象外 typed in its place; neither where it says something else.

    A number whose format shows per cent counts as that many per cent: 0.85 shown as 85% is 85. Where another unit is
    asked for, it is no number that one could rely on.
    """
    if cell.kind == "number":
        return Quantity(_stored(cell, unit))
    if cell.kind != "text":
        return Quantity()
    if is_dash(cell.shown):
        return Quantity(nothing=Nothing.DASH)
    if fold(cell.shown) == fold(Nothing.NOT_APPLICABLE.value):
        return Quantity(nothing=Nothing.NOT_APPLICABLE)
    return Quantity(read_number(cell.shown, unit), as_text=True)


def _stored(cell: RawCell, unit: str) -> Decimal | None:
    number = stored_number(cell.typed)
    if number is None or not shows_percent(cell):
        return number
    return plain(number * _PER_CENT) if not unit or is_percent(unit) else None


def shows_percent(cell: RawCell) -> bool:
    """Say whether a number is shown as a percentage: its format has a % that is no quoted text (ECMA-376, 18.8.31)."""
    return cell.kind == "number" and "%" in _QUOTED.sub("", cell.number_format)
