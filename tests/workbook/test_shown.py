"""What a cell shows: numbers and dates under their formats, against what Excel puts on the screen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import from_excel, to_excel

from reportgen.workbook.shown import BUILT_IN, general, show

DAY = 45294
"""2024-01-03, a Wednesday."""


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (1234, "General", "1234"),
        (0.30000000000000004, "General", "0.3"),
        (0.1 + 0.7, "General", "0.8"),
        (1e-05, "General", "0.00001"),
        (100.0, "General", "100"),
        (-0.0, "General", "0"),
        (1234567890123, "General", "1234567890123"),
        (1.2345678901234567e19, "General", "12345678901234600000"),
        (1234567, "#,##0", "1,234,567"),
        (0, "#,##0", "0"),
        (0, "#,###", ""),
        (-1234, "#,##0", "-1,234"),
        (0.125, "0.00", "0.13"),
        (-0.001, "0.00", "0.00"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (5, "000", "005"),
        (1.5, "0.0##", "1.5"),
        (0.85, "0%", "85%"),
        (0.1234, "0.0%", "12.3%"),
        (1234, '#,##0"人"', "1,234人"),
        (1234, "#,##0人", "1,234人"),
        (1234567, '#,##0,"千円"', "1,235千円"),
        (-5, '#,##0;"▲ "#,##0', "▲ 5"),
        (5, '#,##0;"▲ "#,##0', "5"),
        (0, '#,##0;"▲ "#,##0;"－"', "－"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (-5, "[Red]#,##0", "-5"),
        (1200, r"\¥#,##0", "¥1,200"),
        (1200, "[$¥-411]#,##0", "¥1,200"),
        (7, '"第"0"回"', "第7回"),
        (7, '"第"General"回"', "第7回"),
        (12, "@", "12"),
        (5, ";;;", ""),
        (5, "[>=100]0;0.0", "5"),
        (0.5, "# ?/?", "0.5"),
        (1.5, "[h]:mm", "36:00"),
        (0.0625, "[mm]:ss", "90:00"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, number_format: str, expected: str) -> None:
    shown = show(value, number_format)

    assert shown.text == expected
    assert shown.kind == "number"
    assert shown.typed == repr(value)


@pytest.mark.parametrize(
    ("serial", "number_format", "expected"),
    [
        (DAY, BUILT_IN[14], "2024/1/3"),
        (DAY, BUILT_IN[27], "R6.1.3"),
        (DAY, BUILT_IN[28], "令和6年1月3日"),
        (DAY, BUILT_IN[31], "2024年1月3日"),
        (DAY, BUILT_IN[55], "2024年1月"),
        (DAY, BUILT_IN[56], "1月3日"),
        (DAY, BUILT_IN[57], "R6.1.3"),
        (DAY, "yyyy-mm-dd", "2024-01-03"),
        (DAY, "yy/mm/dd", "24/01/03"),
        (DAY, 'm"月"d"日"(aaa)', "1月3日(水)"),
        (DAY, "aaaa", "水曜日"),
        (DAY, "ddd", "Wed"),
        (DAY, "d-mmm", "3-Jan"),
        (DAY, "gge.m.d", "令6.1.3"),
        (DAY, 'ggg ee"年"', "令和 06年"),
        (43586, 'ggge"年"m"月"d"日"', "令和1年5月1日"),
        (43585, 'ggge"年"m"月"d"日"', "平成31年4月30日"),
        (DAY + 0.5, "yyyy/m/d h:mm", "2024/1/3 12:00"),
        (DAY + 0.75, "h:mm AM/PM", "6:00 PM"),
        (DAY + 0.5 + 5 / 1440, 'h"時"mm"分"', "12時05分"),
        (DAY + 0.5 + 5 / 1440 + 7 / 86400, "h:mm:ss", "12:05:07"),
    ],
)
def test_a_date_is_shown_as_japanese_excel_shows_it(serial: float, number_format: str, expected: str) -> None:
    shown = show(serial, number_format)

    assert (shown.kind, shown.text) == ("date", expected)


def test_the_stored_value_of_a_date_is_iso_8601() -> None:
    assert show(DAY, "yyyy/m/d").typed == "2024-01-03"
    assert show(DAY + 0.5, "yyyy/m/d").typed == "2024-01-03T12:00:00"


def test_a_date_of_the_calendar_of_1904_is_the_same_day_with_another_number() -> None:
    assert show(DAY - 1462, "yyyy/m/d", from_1904=True).text == "2024/1/3"


@pytest.mark.parametrize("serial", [-1, 2_958_466, 1e12])
def test_a_number_that_no_calendar_has_stays_a_number(serial: float) -> None:
    assert show(serial, "yyyy/m/d").kind == "number"


@settings(derandomize=True, max_examples=200)
@given(st.integers(min_value=1, max_value=2_958_465).filter(lambda serial: serial != 60))
def test_serials_mean_the_days_that_openpyxl_reads(serial: int) -> None:
    assert show(serial, "yyyy/m/d").typed == from_excel(serial).date().isoformat()


@settings(derandomize=True, max_examples=200)
@given(st.dates(min_value=date(1900, 3, 1)))
def test_a_day_survives_the_way_through_a_serial(day: date) -> None:
    assert show(int(to_excel(day)), "yyyy/m/d").typed == day.isoformat()


def test_every_day_of_the_first_era_change_has_its_era() -> None:
    first = 43585
    shown = [show(first + days, "ge.m.d").text for days in range(3)]

    assert shown == ["H31.4.30", "R1.5.1", "R1.5.2"]
    assert date(1899, 12, 30) + timedelta(days=first) == date(2019, 4, 30)


@settings(derandomize=True, max_examples=300)
@given(
    st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
    st.text(max_size=12) | st.sampled_from([*BUILT_IN.values()]),
)
def test_no_number_and_no_format_is_too_strange(value: float, number_format: str) -> None:
    shown = show(value, number_format)

    assert shown.typed
    assert isinstance(shown.text, str)


@settings(derandomize=True, max_examples=300)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_general_writes_what_was_typed(value: object) -> None:
    typed = f"{value:f}".rstrip("0").rstrip(".")

    assert general(float(typed)) == ("0" if typed == "-0" else typed)
