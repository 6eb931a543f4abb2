"""Years that a text speaks of."""

from __future__ import annotations

import pytest

from reportgen.japanese.years import weekday_of, weekdays_in, years_in


@pytest.mark.parametrize(
    ("text", "found", "years"),
    [
        ("R3年度、建設", "R3年度", {2021}),
        ("令和元年10月から", "令和元年10月", {2019}),
        ("令和4年3月に", "令和4年3月", {2021}),
        ("令和３年４月１日に", "令和３年４月１日", {2021}),
        ("令和3年の", "令和3年", {2020, 2021}),
        ("2021年度", "2021年度", {2021}),
        ("H30.4.1", "H30", {2017, 2018}),
    ],
)
def test_a_year_gives_the_fiscal_years_it_may_mean(text, found, years):
    (mention,) = years_in(text)
    assert (mention.text, mention.fiscal_years) == (found, frozenset(years))
    assert text[mention.start : mention.end] == found


@pytest.mark.parametrize("text", ["DR3年", "小学3年生", "3年", "36人", "12021年"])
def test_what_is_no_year_of_an_era_or_of_four_digits_is_none(text):
    assert years_in(text) == ()


def test_a_weekday_takes_the_year_before_its_date():
    first, second = weekdays_in("令和3年7月3日（土）と7月4日(日)")
    assert (first.year, first.month, first.day, first.weekday) == (2021, 7, 3, "土")
    assert (second.year, second.weekday) == (None, "日")
    assert weekday_of(2021, 7, 3) == "土"
    assert weekday_of(2021, 2, 30) is None
