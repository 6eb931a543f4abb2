"""The years that a text speaks of, and the dates with a weekday in it.

Comes in: text. Goes out: every mention with its place in the text, how it is written, and the fiscal years it may mean.
A year without 度 or a month may mean two fiscal years; both are given and nothing is guessed.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from reportgen.japanese.wareki import ERAS
from reportgen.japanese.width import fold

YearStyle = Literal["era", "letter", "common"]
"""令和3年度, R3年度, 2021年度."""

_NUMBER: Final = r"(?P<{0}>元|[0-9０-９]{{1,2}})"
_YEAR: Final = re.compile(
    r"(?:(?P<era>令和|平成|昭和|大正|明治)" + _NUMBER.format("of_era") + "年"
    r"|(?<![A-Za-zＡ-Ｚａ-ｚ])(?P<letter>[RHSTＲＨＳＴ])[.．]?"
    + _NUMBER.format("of_letter")
    + r"(?=年|[.．/／][0-9０-９])年?"
    r"|(?<![0-9０-９])(?P<common>[12１２][0-9０-９]{3})年)"
    r"(?P<fiscal>度)?(?:(?P<month>[0-9０-９]{1,2})月(?:(?P<day>[0-9０-９]{1,2})日)?)?"
)
_WEEKDAY: Final = re.compile(
    r"(?P<month>[0-9０-９]{1,2})月(?P<day>[0-9０-９]{1,2})日[ 　]*[（(](?P<weekday>[月火水木金土日])(?:曜日?)?[)）・]"
)
WEEKDAYS: Final = "月火水木金土日"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMention:
    """One year in a text. ``fiscal_years`` are those that it may mean; ``start`` and ``end`` count characters."""

    start: int
    end: int
    text: str
    style: YearStyle
    fiscal_years: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayMention:
    """A date with a weekday. ``year`` is the calendar year written before it, ``None`` where there is none."""

    text: str
    year: int | None
    month: int
    day: int
    weekday: str


def years_in(text: str) -> tuple[YearMention, ...]:
    """Return every year that a text names with 年, an era or an era's letter, in order."""
    return tuple(mention for found in _YEAR.finditer(text) if (mention := _mention(found)) is not None)


def weekdays_in(text: str) -> tuple[WeekdayMention, ...]:
    """Return every date that is followed by a weekday in brackets, in order."""
    years = {found.end("day"): _calendar_year(found) for found in _YEAR.finditer(text) if found["day"]}
    return tuple(
        WeekdayMention(
            text=found[0],
            year=years.get(found.end("day")),
            month=int(fold(found["month"])),
            day=int(fold(found["day"])),
            weekday=found["weekday"],
        )
        for found in _WEEKDAY.finditer(text)
    )


def weekday_of(year: int, month: int, day: int) -> str | None:
    """Return the weekday of a date as one kanji; ``None`` where the calendar has no such day."""
    try:
        return WEEKDAYS[date(year, month, day).weekday()]
    except ValueError:
        return None


def _mention(found: re.Match[str]) -> YearMention | None:
    year = _calendar_year(found)
    if year is None:
        return None
    if found["fiscal"]:
        meant = {year}
    elif found["month"]:
        meant = {year if int(fold(found["month"])) >= 4 else year - 1}
    else:
        meant = {year - 1, year}
    style: YearStyle = "era" if found["era"] else "letter" if found["letter"] else "common"
    return YearMention(start=found.start(), end=found.end(), text=found[0], style=style, fiscal_years=frozenset(meant))


def _calendar_year(found: re.Match[str]) -> int | None:
    if found["common"]:
        return int(fold(found["common"]))
    letter = fold(found["letter"] or "").upper()
    era = next((one for one in ERAS if one.name == found["era"] or one.letter == letter), None)
    number = found["of_era"] or found["of_letter"]
    return era.first_day.year + (1 if number == "元" else int(fold(number))) - 1 if era else None
