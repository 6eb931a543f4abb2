"""Numbers as people write them in Japanese documents, read and written exactly.

Comes in: a text (``１，２３４人``, ``▲5``), or a ``Decimal``. Goes out: a ``Decimal``, or the text of a report. Nothing
is guessed: a text with a word of doubt (約, 程度) or with anything else that is not figures is no number. There is no
binary floating point here, and rounding is half up, as in the tables of public offices.

The signs of a negative number are those of 公用文・統計表: ▲ and △ before the figures, and the minus of the keyboard.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from reportgen.japanese.width import fold

PERCENT: Final = frozenset("%％")
_SIGNS: Final = str.maketrans(dict.fromkeys("▲△−‐–—-", "-"))
_FIGURES: Final = re.compile(r"([-+]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_DASHES: Final = frozenset(("-", "−", "‐", "‑", "–", "—", "―", "ー", "─", "－", "ｰ"))
_SHEET_DIGITS: Final = 15
"""Significant digits that a spreadsheet keeps (ECMA-376 part 1, 18.3.1.96; IEEE 754 double)."""


def read_number(text: str, unit: str = "") -> Decimal | None:
    """Return the number that a text says, with its unit or without; ``None`` if it says anything else."""
    folded = fold(text)
    suffix = fold(unit)
    found = _FIGURES.fullmatch(folded.translate(_SIGNS))
    if found is None and suffix:
        found = _FIGURES.fullmatch(folded.removesuffix(suffix).translate(_SIGNS))
    if found is None:
        return None
    sign, figures, fraction = found.groups()
    return plain(Decimal(sign.replace("+", "") + figures.replace(",", "") + (fraction or "")))


def stored_number(typed: str) -> Decimal | None:
    """Return the number that a spreadsheet stores, given in the form of ``repr``; ``None`` for what is no number.

    A fraction is taken to the fifteen digits that a spreadsheet keeps, so 0.30000000000000004 is 0.3.
    """
    try:
        number = Decimal(typed)
    except ArithmeticError:
        return None
    if not number.is_finite():
        return None
    whole = typed.lstrip("+-").isdigit()
    return plain(number if whole else Context(prec=_SHEET_DIGITS, rounding=ROUND_HALF_UP).plus(number))


def is_dash(text: str) -> bool:
    """Say whether nothing but a dash stands there: 「－」 means that there is nothing to report."""
    return text.strip() in _DASHES


def is_percent(unit: str) -> bool:
    """Say whether a unit is the percent sign, in any width."""
    return unit.strip() in PERCENT


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Return a number with so many places after the point, half up and away from zero (JIS Z 8401, rule B)."""
    wide = Context(prec=max(28, len(number.as_tuple().digits) + abs(number.adjusted()) + decimals + 2))
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, wide)


def plain(number: Decimal) -> Decimal:
    """Return the same number without trailing zeros, without an exponent and without a negative zero."""
    if not number:
        return Decimal(0)
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def number_text(
    number: Decimal, *, decimals: int | None = None, thousands: bool = False, negative: str | None = None
) -> str:
    """Return the text of a number: all its figures, or ``decimals`` places half up.

    ``negative`` stands before a number below zero (``-`` if none is given); what is rounded to zero has no sign.
    """
    shown = plain(number) if decimals is None else rounded(number, decimals)
    figures = f"{abs(shown):,f}" if thousands else f"{abs(shown):f}"
    return f"{negative or '-'}{figures}" if shown < 0 else figures
