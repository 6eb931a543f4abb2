"""Fiscal years and dates with era names (和暦).

Comes in: years and dates of the Gregorian calendar, or what somebody typed for a fiscal year. Goes out: labels as
Japanese offices print them, or the year. Nothing is guessed: what is not plainly a fiscal year is ``None``.

Source: 皇室典範特例法 and the era orders (元号を改める政令) for the first days; the first fiscal years follow practice:
2019年度 is 令和元年度, 1989年度 平成元年度, 1926年度 still 大正15年度.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportgen.japanese.width import fold


@dataclass(frozen=True, slots=True)
class Era:
    """One era: its name, its letter on forms, its first day, and the first fiscal year printed with it."""

    name: str
    letter: str
    first_day: date
    first_fiscal_year: int


ERAS: Final = (
    Era("令和", "R", date(2019, 5, 1), 2019),
    Era("平成", "H", date(1989, 1, 8), 1989),
    Era("昭和", "S", date(1926, 12, 25), 1927),
    Era("大正", "T", date(1912, 7, 30), 1912),
    Era("明治", "M", date(1868, 1, 25), 1868),
)
"""From the newest to the oldest."""

_GREGORIAN_FROM: Final = date(1873, 1, 1)
_ERA_YEAR: Final = re.compile(r"(令和|平成|昭和|大正|明治)(元|[0-9]{1,2})年度|([rhstm])(元|[0-9]{1,2})(?:年度)?")
_COMMON_YEAR: Final = re.compile(r"([0-9]{4})(?:年度)?")


def fiscal_year_label(year: int) -> str:
    """Return the printed name of a fiscal year (1 April to 31 March): 2021 → 令和3年度, 2019 → 令和元年度.

    Raises ValueError for a year before 1868, where 明治 begins.
    """
    for era in ERAS:
        if year >= era.first_fiscal_year:
            return f"{era.name}{_year_of(era, year)}年度"
    raise ValueError(f"no era is known for the fiscal year {year}")


def fiscal_year_full_label(year: int) -> str:
    """Return the name of a fiscal year with both eras where one ended in it: 2019 → 平成31・令和元年度.

    Only a year that is printed with the era that began in it has two names: 1988年度 is 昭和63年度 in practice.
    Raises ValueError for a year before 1868.
    """
    label = fiscal_year_label(year)
    era = next(era for era in ERAS if year >= era.first_fiscal_year)
    before = next((other for other in ERAS if other.first_day < era.first_day), None)
    if before is None or date(year, 4, 1) >= era.first_day:
        return label
    return f"{before.name}{_year_of(before, year)}・{label}"


def fiscal_year_short_label(year: int) -> str:
    """Return the name of a fiscal year for narrow columns: 2021 → R3, 2019 → R1.

    Raises ValueError for a year before 1868.
    """
    fiscal_year_label(year)
    era = next(era for era in ERAS if year >= era.first_fiscal_year)
    return f"{era.letter}{year - era.first_day.year + 1}"


def date_label(day: date) -> str:
    """Return the printed form of a date: 2022-07-01 → 令和4年7月1日.

    Raises ValueError for a day before 1873 (明治6年): Japan counted months and days by another calendar until then.
    """
    if day < _GREGORIAN_FROM:
        raise ValueError(f"{day} is before Japan took up the Gregorian calendar")
    era = next(era for era in ERAS if day >= era.first_day)
    return f"{era.name}{_year_of(era, day.year)}年{day.month}月{day.day}日"


def parse_fiscal_year(text: str) -> int | None:
    """Return the fiscal year that a text names, or ``None``.

    Understood, in any width and with any white space: 令和3年度, 令和元年度, R3, R3年度, 2021年度, 2021.
    Not understood, since it may mean something else: a year without 度 (令和3年, 2021年), two figures alone,
    an era year that began after the era had ended (平成32年度), a year before 1868.
    """
    folded = fold(text)
    common = _COMMON_YEAR.fullmatch(folded)
    if common:
        year = int(common[1])
        return year if year >= ERAS[-1].first_fiscal_year else None
    match = _ERA_YEAR.fullmatch(folded)
    if match is None:
        return None
    name, letter = match[1], (match[3] or "").upper()
    era = next(era for era in ERAS if era.name == name or era.letter == letter)
    number = match[2] or match[4]
    return _fiscal_year_in(era, 1 if number == "元" else int(number))


def _fiscal_year_in(era: Era, number: int) -> int | None:
    year = era.first_day.year + number - 1
    later = [other.first_day for other in ERAS if other.first_day > era.first_day]
    ended = later and date(year, 4, 1) >= min(later)
    return None if number < 1 or ended else year


def _year_of(era: Era, year: int) -> str:
    number = year - era.first_day.year + 1
    return "元" if number == 1 else str(number)
