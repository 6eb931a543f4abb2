"""Numbers as people write them, read and written exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.japanese.natural import natural_key
from reportgen.japanese.numbers import is_dash, number_text, plain, read_number, rounded, stored_number

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("１，２３４人", "人", "1234"),
        ("▲5", "", "-5"),
        ("△1,000.5", "", "-1000.5"),
        ("−3", "", "-3"),
        ("85％", "%", "85"),
        ("+7", "", "7"),
        ("12 か所", "か所", "12"),
        ("-0", "", "0"),
    ],
)
def test_a_number_is_read_with_its_sign_its_commas_and_its_unit(text, unit, number):
    assert read_number(text, unit) == Decimal(number)


@pytest.mark.parametrize("text", ["約100", "100程度", "12,34", "1.2.3", "", "－", "100人", "1e3", "十二", "5-3", "(5)"])
def test_what_is_not_plainly_a_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0.30000000000000004", "0.3"),
        ("0.1", "0.1"),
        ("12345678901234567890", "12345678901234567890"),
        ("1e+20", "100000000000000000000"),
        ("-85", "-85"),
    ],
)
def test_a_stored_number_is_taken_to_the_digits_that_a_spreadsheet_keeps(typed, number):
    assert str(stored_number(typed)) == number


@pytest.mark.parametrize("typed", ["", "人", "nan", "inf"])
def test_what_a_spreadsheet_cannot_store_is_none(typed):
    assert stored_number(typed) is None


@given(DECIMALS, st.integers(0, 3))
def test_rounding_is_half_up_as_reckoned_with_fractions(number, decimals):
    scaled = abs(Fraction(number)) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    expected = Fraction(whole, 10**decimals) * (-1 if number < 0 else 1)
    assert Fraction(rounded(number, decimals)) == expected


@given(DECIMALS, st.integers(0, 3), st.booleans(), st.sampled_from([None, "▲", "△", "−", "-"]))
def test_the_text_of_a_number_says_the_rounded_number(number, decimals, thousands, negative):
    text = number_text(number, decimals=decimals, thousands=thousands, negative=negative)
    assert read_number(text) == rounded(number, decimals)
    whole, _, fraction = text.partition(".")
    assert len(fraction) == decimals
    figures = whole.lstrip("▲△−-")
    assert ("," in figures) == (thousands and len(figures.replace(",", "")) > 3)


@given(DECIMALS)
def test_without_places_no_digit_is_lost(number):
    assert Decimal(number_text(number)) == number
    assert plain(number) == number


@pytest.mark.parametrize(("number", "text"), [("-0.04", "0.0"), ("0.05", "0.1"), ("-0.05", "▲0.1"), ("2.25", "2.3")])
def test_what_is_rounded_to_zero_has_no_sign(number, text):
    assert number_text(Decimal(number), decimals=1, negative="▲") == text


def test_a_dash_is_a_dash_in_every_form_and_nothing_else_is():
    assert all(map(is_dash, ("-", "－", " ― ", "ー", "—")))
    assert not any(map(is_dash, ("", "--5", "-5", "×")))


def test_numbers_of_items_are_in_the_order_of_a_reader():
    given_order = ["R2-1", "1-10", "１－２", "1-2", "10", "2"]
    assert sorted(given_order, key=natural_key) == ["１－２", "1-2", "1-10", "2", "10", "R2-1"]
