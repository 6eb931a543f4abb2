"""Fields and texts that are numbers: how they are written.

Comes in: options of layout.toml, and an exact ``Decimal``. Goes out: the text to print. What a cell of a workbook says
as a number is nothing to it: that is ``quantities``.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from reportgen.japanese.numbers import number_text
from reportgen.model.value import Value

NegativeSign = Literal["▲", "△", "−", "-"]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class NumberStyle(BaseModel):
    """How a number is written. With none of ``decimals``, ``thousands`` and ``negative`` it is printed as shown.

    ``unit`` belongs to every row; ``unit_key`` names the text of the row that says its unit (an indicator's 単位).
    ``decimals`` are places after the point, half up; ``negative`` is the sign before a number below zero.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: str = ""
    unit_key: Key | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    thousands: bool = False
    negative: NegativeSign | None = None

    def written(self, number: Decimal) -> str | None:
        """Return the text of a number in this style; ``None`` if it is printed as shown."""
        if self.decimals is None and not self.thousands and self.negative is None:
            return None
        return number_text(number, decimals=self.decimals, thousands=self.thousands, negative=self.negative)


NUMBER_KEYS: Final = tuple(NumberStyle.model_fields)


def refuse_style(named: NumberStyle, kind: str) -> None:
    """Raise ValueError for an option of numbers beside another kind, and for two ways to say the unit."""
    given = [key for key in NUMBER_KEYS if getattr(named, key) != NumberStyle.model_fields[key].default]
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
    return style.model_copy(update={"unit": said.text if said else ""})
