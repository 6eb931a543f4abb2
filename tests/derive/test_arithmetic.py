"""The kinds of derivation against the same computed with fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.derive import arithmetic
from reportgen.plan.derivations import Band

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6), max_value=10**6)
POSITIVE = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=10**6)
BANDS = (Band(value="◎", min=100), Band(value="○", min=80), Band(value="×"))


def near(found: Decimal | None, exact: Fraction) -> bool:
    return found is not None and abs(Fraction(found) - exact) < Fraction(1, 10**20)


@given(POSITIVE, POSITIVE, st.booleans())
def test_a_ratio_is_the_share_of_the_target_or_its_inverse(value, target, lower):
    part, whole = (target, value) if lower else (value, target)
    found = arithmetic.ratio(value, target, lower_is_better=lower)
    if whole == 0:
        assert found is None
    else:
        assert near(found, Fraction(part) * 100 / Fraction(whole))


@pytest.mark.parametrize(("value", "target"), [("-85", "-60"), ("-1", "10"), ("10", "-1")])
def test_a_ratio_of_numbers_below_zero_says_nothing(value, target):
    assert arithmetic.ratio(Decimal(value), Decimal(target)) is None


@given(NUMBERS, NUMBERS, NUMBERS)
def test_from_base_is_the_way_gone(value, base, target):
    found = arithmetic.from_base(value, base, target)
    if base == target:
        assert found is None
    else:
        assert near(found, Fraction(value - base) * 100 / Fraction(target - base))


@given(NUMBERS, NUMBERS)
def test_a_change_is_the_difference_or_its_share_of_the_size_before(value, before):
    assert arithmetic.difference(value, before) == value - before
    found = arithmetic.change_rate(value, before)
    if before == 0:
        assert found is None
    else:
        assert near(found, Fraction(value - before) * 100 / abs(Fraction(before)))


@given(st.lists(NUMBERS))
def test_a_total_is_exact_and_does_not_depend_on_the_order(numbers):
    assert Fraction(arithmetic.total(numbers)) == sum(map(Fraction, numbers))


@pytest.mark.parametrize(("value", "word"), [("100", "◎"), ("99.9", "○"), ("80", "○"), ("79.9", "×"), ("-5", "×")])
def test_a_band_begins_at_its_least_value(value, word):
    assert arithmetic.band(Decimal(value), BANDS) == word


def test_below_all_bands_there_is_no_word():
    assert arithmetic.band(Decimal(79), BANDS[:2]) is None


@pytest.mark.parametrize(("change", "word"), [("0.1", "↑"), ("0", "→"), ("-3", "↓")])
def test_an_arrow_shows_the_way_of_a_change(change, word):
    assert arithmetic.arrow(Decimal(change), ("↑", "→", "↓")) == word
