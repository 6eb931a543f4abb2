"""The kinds of derivation, as functions of exact decimals.

Comes in: numbers. Goes out: a number, not rounded, or ``None`` where the kind has no answer (nothing can be divided by
zero). No binary floating point, no rounding: that is a matter of how a result is written.
"""

from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Final

from reportgen.plan.derivations import Band

_PER_CENT: Final = Decimal(100)
_WIDE: Final = Context(prec=60)
"""Digits of a quotient: far more than any report prints, so that half up is decided on the true value."""


def ratio(value: Decimal, target: Decimal, *, lower_is_better: bool = False) -> Decimal | None:
    """Return how far a target is reached, in per cent: value ÷ target; target ÷ value where smaller is better.

    ``None`` as well for numbers below zero: -85 for a target of -60 would be 142% of it, and has not reached it.
    """
    if value < 0 or target < 0:
        return None
    return _share(target, value) if lower_is_better else _share(value, target)


def from_base(value: Decimal, base: Decimal, target: Decimal) -> Decimal | None:
    """Return which part of the way from the base to the target is gone, in per cent."""
    return _share(_WIDE.subtract(value, base), _WIDE.subtract(target, base))


def difference(value: Decimal, base: Decimal) -> Decimal:
    """Return value − base."""
    return _WIDE.subtract(value, base)


def change_rate(value: Decimal, before: Decimal) -> Decimal | None:
    """Return by how many per cent of its size before a value has changed; below zero for a decrease."""
    return _share(_WIDE.subtract(value, before), abs(before))


def total(numbers: Sequence[Decimal]) -> Decimal:
    """Return the sum, exact in the digits of a report."""
    result = Decimal(0)
    for number in numbers:
        result = _WIDE.add(result, number)
    return result


def arrow(change: Decimal, arrows: tuple[str, str, str]) -> str:
    """Return the arrow of a change: up, level, down."""
    return arrows[0 if change > 0 else 1 if change == 0 else 2]


def band(value: Decimal, bands: Sequence[Band]) -> str | None:
    """Return the word of the first band whose ``min`` a value reaches; ``None`` below all of them."""
    return next((one.value for one in bands if one.min is None or value >= one.min), None)


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return _WIDE.divide(part * _PER_CENT, whole) if whole else None
