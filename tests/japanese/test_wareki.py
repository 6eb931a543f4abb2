from datetime import date

import pytest

from reportgen.japanese.wareki import (
    date_label,
    fiscal_year_full_label,
    fiscal_year_label,
    fiscal_year_short_label,
    parse_fiscal_year,
)


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (2021, "令和3年度"),
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
        (1927, "昭和2年度"),
        (1926, "大正15年度"),
        (1912, "大正元年度"),
        (1868, "明治元年度"),
    ],
)
def test_a_fiscal_year_is_printed_with_its_era(year, label):
    assert fiscal_year_label(year) == label


def test_a_year_before_the_eras_is_refused():
    with pytest.raises(ValueError, match="1867"):
        fiscal_year_label(1867)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2022, 7, 1), "令和4年7月1日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
    ],
)
def test_a_date_is_printed_with_the_era_of_its_day(day, label):
    assert date_label(day) == label


def test_a_day_of_the_old_calendar_is_refused():
    with pytest.raises(ValueError, match="1872-12-31"):
        date_label(date(1872, 12, 31))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和3年度", 2021),
        ("令和元年度", 2019),
        ("令和1年度", 2019),
        ("令和３年度", 2021),
        (" 令和 3 年度\n", 2021),
        ("R3", 2021),
        ("ｒ３年度", 2021),
        ("R元年度", 2019),
        ("R03", 2021),
        ("㋿3年度", 2021),
        ("H30", 2018),
        ("平成31年度", 2019),
        ("S63", 1988),
        ("2021", 2021),
        ("２０２１年度", 2021),
        ("令和10年度", 2028),
    ],
)
def test_a_fiscal_year_is_understood(text, year):
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "3年度",
        "21年度",
        "令和3年",
        "2021年",
        "令和年度",
        "令和0年度",
        "平成32年度",
        "昭和64年度",
        "R3.4",
        "令和3年度末",
        "令和3～4年度",
        "2021-2022",
        "1867",
        "20210401",
        "X3",
    ],
)
def test_what_may_mean_something_else_is_not_guessed(text):
    assert parse_fiscal_year(text) is None


def test_what_is_printed_is_understood():
    assert [parse_fiscal_year(fiscal_year_label(year)) for year in range(1868, 2100)] == list(range(1868, 2100))


@pytest.mark.parametrize(
    ("year", "full", "short"),
    [
        (2021, "令和3年度", "R3"),
        (2020, "令和2年度", "R2"),
        (2019, "平成31・令和元年度", "R1"),
        (2018, "平成30年度", "H30"),
        (1989, "平成元年度", "H1"),
        (1988, "昭和63年度", "S63"),
        (1926, "大正15年度", "T15"),
        (1912, "明治45・大正元年度", "T1"),
        (1868, "明治元年度", "M1"),
    ],
)
def test_a_year_of_two_eras_has_both_names_and_every_year_a_short_one(year, full, short):
    assert (fiscal_year_full_label(year), fiscal_year_short_label(year)) == (full, short)


@pytest.mark.parametrize("label", [fiscal_year_full_label, fiscal_year_short_label])
def test_a_year_before_the_eras_has_no_name(label):
    with pytest.raises(ValueError, match="1867"):
        label(1867)
