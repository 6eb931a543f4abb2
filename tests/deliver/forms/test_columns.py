"""The columns of a form: as wide as what stands in them asks for."""

from __future__ import annotations

from written_plans import TEMPLATES

from reportgen.deliver.forms.columns import EarlierYear, form_columns
from reportgen.plan.load import load_layout


def widths(layout: str, kind: str, *earlier: str) -> dict[str, float]:
    """The width of each column by its key, in half-width characters."""
    definition = load_layout(TEMPLATES / layout).definition
    before = EarlierYear(year=2020, keys=frozenset(earlier))
    return {column.key: column.width for column in form_columns(definition, "施策", kind, before)}


def test_numbers_and_short_words_of_the_plan_take_less_room_than_its_texts():
    indicators, texts = widths("indicators", "indicator"), widths("narrative", "indicator")
    assert indicators["own/base"] < indicators["own/unit"] < texts["own/content"]
    assert widths("indicators", "party")["text/budget"] == indicators["own/base"]


def test_a_column_of_the_year_before_is_wide_enough_for_two_lines_of_heading():
    """前年度の方向性（令和3年度） is 14 full-width characters, so two lines take more than 14 half-width ones."""
    assert widths("matrix", "party", "direction")["earlier/direction"] > 14
