"""A number and its format, as the text that a person sees on the screen.

Comes in: a stored number and its number format. Goes out: kind, text, and the stored value in a plain form. Dates are
numbers whose format says so. Where a format asks for more than is understood here (fractions, conditions), the plain
number is shown: nothing is invented. Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (numFmt).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from reportgen.japanese.wareki import ERAS
from reportgen.model.submitted import CellKind

BUILT_IN: Final[dict[int, str]] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: "[$-411]ge.m.d", 28: '[$-411]ggge"年"m"月"d"日"', 29: '[$-411]ggge"年"m"月"d"日"', 30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"',
    36: "[$-411]ge.m.d",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '¥#,##0;¥-#,##0;¥"-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '¥#,##0.00;¥-#,##0.00;¥"-"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: "[$-411]ge.m.d", 51: '[$-411]ggge"年"m"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: '[$-411]ggge"年"m"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: "[$-411]ge.m.d",
    58: '[$-411]ggge"年"m"月"d"日"',
}  # fmt: skip
"""The formats that a file names by number only, as Japanese Excel shows them (18.8.30, ja-jp)."""

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General)'
    r"|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<scientific>[0#?.,]+E[+-][0#?]+)"
    r"|(?P<date>y+|m+|d+|h+|s+|g+|e+|a{3,4})|(?P<digits>[0#?][0#?.,]*|\.[0#?]+)|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCY: Final = re.compile(r"\$([^-]*)(?:-[0-9A-Fa-f]+)?")
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NONZERO: Final = frozenset("123456789")
_WEEKDAYS: Final = "月火水木金土日"
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LAST_SERIAL: Final = 2_958_466
"""The serial after 9999-12-31 in the calendar that starts in 1900."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows and what it holds: ``typed`` is a number as ``repr``, a date in ISO 8601."""

    kind: CellKind
    text: str = ""
    typed: str = ""


class _Token(NamedTuple):
    kind: str
    text: str


def show(value: int | float, number_format: str, *, from_1904: bool = False) -> Shown:
    """Return what a number shows under its format; ``from_1904`` names the calendar of the workbook."""
    typed = repr(value)
    sections = _sections(number_format)
    if any(token.kind == "elapsed" for token in sections[0]):
        return Shown("number", _elapsed(value, sections[0]), typed)
    if any(token.kind == "date" for token in sections[0]):
        stamp = _stamp(value, from_1904)
        return Shown("number", general(value), typed) if stamp is None else show_day(stamp, number_format)
    return Shown("number", _formatted(value, sections), typed)


def show_day(stamp: date | datetime, number_format: str) -> Shown:
    """Return what a day, or a day and a time, shows under its format; in ISO 8601 if that is no format of a date."""
    tokens = _sections(number_format)[0]
    typed = stamp.isoformat(timespec="seconds") if isinstance(stamp, datetime) else stamp.isoformat()
    if not any(token.kind == "date" for token in tokens):
        return Shown("date", typed.replace("T", " "), typed)
    return Shown("date", _dated(stamp, tokens), typed)


def general(value: int | float) -> str:
    """Return a number as the format General shows it, without the noise of binary fractions.

    Whole numbers are written out in full where Excel would turn to 1.23E+12: the digits are what was typed.
    """
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if exact and (exact.adjusted() >= 21 or exact.adjusted() < -10):
        return f"{value:.15g}".upper()
    plain = f"{abs(exact):f}"
    short = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"-{short}" if exact < 0 else short


@lru_cache(maxsize=256)
def _sections(number_format: str) -> tuple[tuple[_Token, ...], ...]:
    """Return the sections of a format (positive; negative; zero; text), each as tokens."""
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(number_format):
        kind, text = match.lastgroup or "pad", match[match.lastgroup] if match.lastgroup else ""
        if kind == "other" and text == ";":
            sections.append([])
        elif kind != "pad":
            sections[-1].append(_token(kind, text))
    return tuple(tuple(section) for section in sections)


def _token(kind: str, text: str) -> _Token:
    if kind == "bracket":
        currency = _CURRENCY.fullmatch(text)
        if currency:
            return _Token("text", currency[1])
        if _ELAPSED.fullmatch(text):
            return _Token("elapsed", text.lower())
        return _Token("condition" if text[:1] in "<>=" and text else "text", "")
    if kind in ("quoted", "escaped", "other"):
        return _Token("text", text) if text != "@" or kind != "other" else _Token("general", "")
    return _Token(kind, text.lower() if kind == "date" else text)


def _formatted(value: int | float, sections: tuple[tuple[_Token, ...], ...]) -> str:
    conditional = any(token.kind == "condition" for section in sections for token in section)
    if conditional or len(sections) > 4:
        return general(value)
    index = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    tokens = sections[index]
    kinds = [token.kind for token in tokens]
    if kinds.count("digits") > 1 or "scientific" in kinds or ("general" in kinds and "digits" in kinds):
        return general(value)
    shown = abs(value) if index == 1 else value
    if not tokens:
        return "" if len(sections) > 1 else general(value)
    percent = kinds.count("percent")
    parts = [_part(token, shown, percent) for token in tokens]
    sign = (
        "-"
        if shown < 0 and any(kind in ("digits",) for kind in kinds) and any(c in "123456789" for c in "".join(parts))
        else ""
    )
    return sign + "".join(parts)


def _part(token: _Token, value: int | float, percent: int) -> str:
    match token.kind:
        case "digits":
            return _digits(value, token.text, percent)
        case "general":
            return general(value)
        case "percent":
            return "%"
        case _:
            return token.text


def _digits(value: int | float, pattern: str, percent: int) -> str:
    """Return the digits of ``#,##0.00`` without a sign, rounded half away from zero as Excel does."""
    whole, _, fraction = pattern.partition(".")
    scale = len(whole) - len(whole.rstrip(","))
    exact = abs(Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}"))
    exact = exact.scaleb(2 * percent - 3 * scale)
    rounded = exact.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP) if exact < 10**20 else exact
    digits, _, decimals = f"{rounded:f}".partition(".")
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.rstrip(","):
        digits = f"{int(digits or 0):,}" if digits else ""
    required = max((at + 1 for at, mark in enumerate(fraction) if mark == "0"), default=0)
    decimals = decimals[:required] + decimals[required:].rstrip("0")
    return f"{digits}.{decimals}" if fraction else digits


def _stamp(serial: int | float, from_1904: bool) -> date | datetime | None:
    """Return the day, or day and time, of a serial number; ``None`` where the calendar has none.

    The calendar of 1900 counts a 29 February 1900 that never was: serials below 60 are one day later than they look.
    """
    if not 0 <= serial < _LAST_SERIAL - (1462 if from_1904 else 0):
        return None
    days, fraction = divmod(serial, 1)
    seconds = round(fraction * 86_400)
    origin = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    stamp = origin + timedelta(days=int(days), seconds=seconds)
    return stamp.date() if seconds % 86_400 == 0 else stamp


def _dated(stamp: date | datetime, tokens: tuple[_Token, ...]) -> str:
    parts: list[str] = []
    dates = [token.text[0] if token.kind == "date" else "" for token in tokens]
    half_day = any(token.kind == "ampm" for token in tokens)
    for at, token in enumerate(tokens):
        if token.kind == "date":
            before = next((d for d in reversed(dates[:at]) if d), "")
            after = next((d for d in dates[at + 1 :] if d), "")
            minutes = token.text[0] == "m" and len(token.text) < 3 and (before == "h" or after == "s")
            parts.append(_date_part(stamp, f"n{token.text[1:]}" if minutes else token.text, half_day))
        elif token.kind == "ampm":
            parts.append("AM" if _hour(stamp) < 12 else "PM")
        elif token.kind != "digits":
            parts.append(token.text)
    return "".join(parts)


def _hour(stamp: date | datetime) -> int:
    return stamp.hour if isinstance(stamp, datetime) else 0


def _date_part(stamp: date | datetime, token: str, half_day: bool) -> str:
    """Return one piece of a date; ``n`` stands for the minutes, which formats write as ``m`` too."""
    hour = _hour(stamp)
    minute, second = (stamp.minute, stamp.second) if isinstance(stamp, datetime) else (0, 0)
    letter, padded = token[0], len(token) > 1
    match letter:
        case "y":
            return str(stamp.year) if len(token) > 2 else f"{stamp.year % 100:02}"
        case "m" if len(token) > 2:
            name = _MONTHS[stamp.month - 1]
            return {3: name[:3], 5: name[:1]}.get(len(token), name)
        case "d" if len(token) > 2:
            name = _DAYS[stamp.weekday()]
            return name[:3] if len(token) == 3 else name
        case "a":
            return _WEEKDAYS[stamp.weekday()] + ("曜日" if len(token) > 3 else "")
        case "g" | "e":
            return _era_part(stamp, token)
        case _:
            twelve = (hour + 11) % 12 + 1 if half_day else hour
            numbers = {"m": stamp.month, "d": stamp.day, "h": twelve, "n": minute, "s": second}
            number = numbers.get(letter, stamp.year)
            return f"{number:02}" if padded else str(number)


def _era_part(stamp: date | datetime, token: str) -> str:
    """Return the era's name or year. Before 明治 Excel has no era: the Gregorian year stands there."""
    day = stamp.date() if isinstance(stamp, datetime) else stamp
    era = next((era for era in ERAS if day >= era.first_day), None)
    if era is None:
        return str(day.year) if token[0] == "e" else ""
    if token[0] == "g":
        return (era.letter, era.name[0], era.name)[min(len(token), 3) - 1]
    year = day.year - era.first_day.year + 1
    return f"{year:02}" if len(token) > 1 else str(year)


def _elapsed(value: int | float, tokens: tuple[_Token, ...]) -> str:
    """Return a duration under ``[h]:mm:ss``: the bracketed unit takes all that is left of the larger ones."""
    seconds = round(value * 86_400)
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    parts = []
    unit = ""
    for token in tokens:
        if token.kind == "elapsed":
            unit = token.text[0]
            total = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[unit]
            parts.append(f"{total:0{len(token.text)}}")
        elif token.kind == "date":
            rest = {"h": seconds // 3600 % 24, "m": seconds // 60 % 60, "s": seconds % 60}.get(token.text[0], 0)
            parts.append(f"{rest:0{len(token.text)}}")
        elif token.kind != "digits":
            parts.append(token.text)
    return sign + "".join(parts)
