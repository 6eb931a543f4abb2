"""Fields and texts that are numbers: how they are written, and what a cell of a workbook says as one.

Comes in: options of layout.toml, and a raw cell. Goes out: an exact ``Decimal``, the text to print, or the kind of
nothing that stands there. Whether a cell that is no number is a finding or a fault, the caller decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeVar

from reportgen.japanese.numbers import is_dash, is_percent, number_text, plain, read_number, stored_number
from reportgen.japanese.width import fold
from reportgen.model.submitted import RawCell
from reportgen.model.value import Nothing, Value
from reportgen.plan.strict import at_least, at_most, matching

NegativeSign = Literal["▲", "△", "−", "-"]
Key = Annotated[str, matching(r"[a-z][a-z0-9_]*")]
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PER_CENT: Final = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStyle:
    """How a number is written. With none of ``decimals``, ``thousands`` and ``negative`` it is printed as shown.

    ``unit`` belongs to every row; ``unit_key`` names the text of the row that says its unit (an indicator's 単位).
    ``decimals`` are places after the point, half up; ``negative`` is the sign before a number below zero.
    """

    unit: str = ""
    unit_key: Key | None = None
    decimals: Annotated[int, at_least(0), at_most(6)] | None = None
    thousands: bool = False
    negative: NegativeSign | None = None

    def written(self, number: Decimal) -> str | None:
        """Return the text of a number in this style; ``None`` if it is printed as shown."""
        if self.decimals is None and not self.thousands and self.negative is None:
            return None
        return number_text(number, decimals=self.decimals, thousands=self.thousands, negative=self.negative)


_USUAL: Final = NumberStyle()
NUMBER_KEYS: Final = tuple(one.name for one in fields(NumberStyle))


def refuse_style(named: NumberStyle, kind: str) -> None:
    """Raise ValueError for an option of numbers beside another kind, and for two ways to say the unit."""
    given = [key for key in NUMBER_KEYS if getattr(named, key) != getattr(_USUAL, key)]
    if given and kind != "number":
        raise ValueError(f'{"・".join(given)} は、kind = "number" の項目だけに書けます。')
    if named.unit and named.unit_key:
        raise ValueError("unit と unit_key は、どちらか1つだけを書いてください。")


_Style = TypeVar("_Style", bound=NumberStyle)


def with_unit(style: _Style, texts: Mapping[str, Value]) -> _Style:
    """Return a style with the unit that the texts of its row say, where ``unit_key`` names one."""
    if style.unit_key is None:
        return style
    said = texts.get(style.unit_key)
    return replace(style, unit=said.text if said else "", unit_key=None)


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
