"""A day as the secretariat types it.

Comes in: a cell. Goes out: the day, or ``None`` where the cell does not plainly say one. No format is guessed.
"""

import re
from datetime import date
from typing import Final

from reportgen.japanese.wareki import ERAS
from reportgen.japanese.width import fold
from reportgen.model.submitted import RawCell

_COMMON: Final = re.compile(r"(\d{4})(?:年|/|-|\.)(\d{1,2})(?:月|/|-|\.)(\d{1,2})日?")
_ERA: Final = re.compile(r"([^\W\d]{1,2})(元|\d{1,2})(?:年|/|-|\.)(\d{1,2})(?:月|/|-|\.)(\d{1,2})日?")


def day_of(cell: RawCell) -> date | None:
    """Return the day in a date cell, or in a text such as 2022/7/1, 2022年7月1日, 令和4年7月1日 or R4.7.1."""
    if cell.kind == "date":
        return _iso(cell.typed[:10])
    return parse_day(cell.shown)


def parse_day(text: str) -> date | None:
    """Return the day that a text says, in any width; ``None`` for what is no day or a day outside of its era."""
    folded = fold(text)
    common = _COMMON.fullmatch(folded)
    if common:
        return _day(int(common[1]), int(common[2]), int(common[3]))
    match = _ERA.fullmatch(folded)
    era = next((e for e in ERAS if match and match[1] in (e.name, e.letter.casefold())), None)
    if match is None or era is None:
        return None
    number = 1 if match[2] == "元" else int(match[2])
    day = _day(era.first_day.year + number - 1, int(match[3]), int(match[4]))
    if day is None or next((e for e in ERAS if day >= e.first_day), None) is not era:
        return None
    return day


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
