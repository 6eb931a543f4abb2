"""A report with what was reckoned from it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from sample_reports import item, report, section, value

from reportgen.derive import derive
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem
from reportgen.model.value import Nothing, Value
from reportgen.plan.load import Layout
from reportgen.plan.schema import LayoutDefinition

DEFINITION: dict[str, Any] = {
    "title": "a",
    "item_texts": [{"key": "budget", "label": "予算額", "kind": "number"}],
    "indicator_texts": [
        {"key": "way", "label": "向き"},
        {"key": "base", "label": "基準値", "kind": "number"},
        {"key": "target", "label": "目標値", "kind": "number"},
    ],
    "entries": {
        "party": [{"key": "cost", "label": "決算額", "kind": "number"}],
        "indicator": [
            {"key": "actual", "label": "実績値", "kind": "number"},
            {"key": "rating", "label": "評価", "kind": "choice", "scale": "評価"},
        ],
    },
}
RATE = {"on": "indicator", "key": "rate", "label": "達成率", "kind": "ratio", "of": "actual", "target": "target"}
BANDS = [{"min": 100, "value": "◎"}, {"min": 80, "value": "○"}, {"value": "×"}]
JUDGED = {"on": "indicator", "key": "judged", "label": "評価", "kind": "band", "of": "rate", "bands": BANDS}
TOTAL = {"on": ["item", "section", "report"], "key": "total", "label": "決算額", "kind": "sum", "of": "cost"}


def layout(*derivations: dict[str, Any]) -> Layout:
    return Layout("a", Path("a"), LayoutDefinition.model_validate({**DEFINITION, "derive": derivations}), "")


def number(name: str, given: str | None, nothing: Nothing | None = None) -> Value:
    """A number, or a kind of nothing where ``given`` is ``None``."""
    if given is None:
        return Value(id=name, text="（なし）", nothing=nothing or Nothing.BLANK)
    return Value(id=name, text=given, number=Decimal(given))


def indicator(actual: str | None, target: str | None, **more: Any) -> IndicatorEntry:
    own = "indicator/1#a"
    return IndicatorEntry(
        id=own,
        name=value(f"{own}/name", "参加者数"),
        submitter="甲課",
        values={
            "actual": number(f"{own}/actual", actual, more.get("nothing")),
            "rating": value(f"{own}/rating", more.get("rating", "○")),
        },
        texts={
            "way": value(f"{own}/way", more.get("way", "以上")),
            "base": number(f"{own}/base", more.get("base")),
            "target": number(f"{own}/target", target),
        },
        history={"actual": {2020: number("history/a", more["before"])}} if "before" in more else {},
    )


def cost(name: str, given: str | None, nothing: Nothing | None = None) -> Entry:
    own = f"entry/{name}"
    values = {"cost": number(f"{own}/cost", given, nothing)}
    return Entry(id=own, party=value(f"{own}/party", "甲課"), submitter="甲課", values=values)


def one_item(*entries: Entry, indicators: tuple[IndicatorEntry, ...] = (), name: str = "1") -> ReportItem:
    made = item(name, name, "事業", "", entries)
    return replace(made, texts={"budget": number(f"item/{name}/budget", "100")}, indicators=indicators)


def whole(*items: ReportItem) -> Report:
    return report(section("1", "1", "目標", 1, items=items))


def reckoned(one: IndicatorEntry, *derivations: dict[str, Any]) -> dict[str, Value]:
    found, _ = derive(whole(one_item(indicators=(one,))), layout(*derivations))
    return next(found.items()).indicators[0].derived


def test_a_rate_is_printed_half_up_and_names_its_sources():
    rate = reckoned(indicator("1", "8"), RATE)["rate"]
    assert (rate.id, rate.text, rate.number) == ("indicator/1#a/rate", "12.5", Decimal("12.5"))
    assert rate.sources == ("indicator/1#a/actual", "indicator/1#a/target")
    assert reckoned(indicator("2", "3"), RATE)["rate"].text == "66.7"


def test_a_smaller_value_is_better_where_the_plan_says_so():
    directed = {**RATE, "direction": "way"}
    assert reckoned(indicator("200", "100", way="以下"), directed)["rate"].text == "50.0"
    assert reckoned(indicator("200", "100", way="以上"), directed)["rate"].text == "200.0"


def test_a_way_that_the_layout_does_not_know_gives_no_rate():
    assert reckoned(indicator("2", "1", way="なるべく"), {**RATE, "direction": "way"})["rate"].nothing is Nothing.DASH


@pytest.mark.parametrize(
    ("actual", "target", "nothing"),
    [
        ("5", "0", None),
        (None, "5", Nothing.NOT_APPLICABLE),
        (None, "5", Nothing.NOT_SUBMITTED),
        (None, "5", Nothing.BLANK),
        ("5", None, None),
    ],
)
def test_where_nothing_can_be_reckoned_there_is_a_dash_and_never_zero(actual, target, nothing):
    found = reckoned(indicator(actual, target, nothing=nothing), RATE, JUDGED)
    assert [(one.text, one.nothing, one.number) for one in found.values()] == [("－", Nothing.DASH, None)] * 2


def test_the_way_from_the_base():
    progress = {**RATE, "key": "progress", "kind": "from_base", "base": "base"}
    assert reckoned(indicator("-85", "-60", base="-120"), progress)["progress"].text == "58.3"


def test_the_change_from_last_year_with_its_arrow():
    change = {"on": "indicator", "key": "change", "label": "増減", "kind": "change", "of": "actual", "negative": "▲"}
    rate = {**change, "key": "change_rate", "rate": True}
    arrow = {"on": "indicator", "key": "arrow", "label": "矢印", "kind": "arrow", "of": "change"}
    found = reckoned(indicator("90", "5", before="120"), change, rate, arrow)
    assert [one.text for one in found.values()] == ["▲30", "▲25.0", "↓"]
    assert found["change"].sources == ("indicator/1#a/actual", "history/a")
    without = reckoned(indicator("90", "5"), change, arrow)
    assert {one.nothing for one in without.values()} == {Nothing.DASH}


def test_a_band_judges_what_is_printed():
    assert reckoned(indicator("7995", "10000"), RATE, JUDGED)["judged"].text == "○"
    assert reckoned(indicator("7994", "10000"), RATE, JUDGED)["judged"].text == "×"


def test_totals_stand_on_items_sections_and_the_report():
    items = (one_item(cost("1/a", "1.5"), cost("1/b", "2")), one_item(cost("2/a", "-4"), name="2"))
    found, _ = derive(whole(*items), layout(TOTAL))
    assert [one.derived["total"].text for one in found.items()] == ["3.5", "-4"]
    assert found.sections[0].derived["total"].number == found.derived["total"].number == Decimal("-0.5")
    assert found.derived["total"].sources == ("entry/1/a/cost", "entry/1/b/cost", "entry/2/a/cost")
    assert found.derived["total_missing"].text == ""


def test_a_total_says_how_many_values_are_missing():
    entries = (cost("a", "5"), cost("b", None, Nothing.NOT_SUBMITTED), cost("c", None), cost("d", None, Nothing.DASH))
    found, _ = derive(whole(one_item(*entries)), layout(TOTAL))
    assert (found.derived["total"].text, found.derived["total_missing"].text) == ("5", "2")
    assert found.derived["total_missing"].sources == ("entry/b/cost", "entry/c/cost")


def test_a_total_of_nothing_is_a_dash():
    found, _ = derive(whole(one_item(cost("a", None))), layout(TOTAL))
    assert (found.derived["total"].text, found.derived["total_missing"].text) == ("－", "1")


def test_an_item_that_stands_twice_is_summed_once():
    first = one_item(cost("1/a", "5"))
    found, _ = derive(whole(first, replace(one_item(cost("1/a", "5"), name="2"), repeats="1")), layout(TOTAL))
    assert found.derived["total"].text == "5"


def test_totals_of_the_plans_own_numbers_and_a_rate_of_totals():
    budget = {**TOTAL, "on": ["section", "report"], "key": "budget", "of": "budget"}
    used = {**RATE, "on": ["item", "report"], "key": "used", "of": "total", "target": "budget"}
    found, _ = derive(whole(one_item(cost("a", "50"))), layout(TOTAL, budget, used))
    assert found.derived["used"].text == next(found.items()).derived["used"].text == "50.0"


def test_a_chosen_rating_that_is_not_the_derived_one_is_asked_about():
    compared = layout(RATE, {**JUDGED, "compare": "rating"})
    _, (finding,) = derive(whole(one_item(indicators=(indicator("50", "100", rating="○"),))), compared)
    assert (finding.code, finding.found, finding.subject.indicator) == ("C26", "○", "参加者数")
    assert finding.facts == {"label": "達成率", "value": "50.0%", "derived": "×"}
    assert derive(whole(one_item(indicators=(indicator("90", "100"),))), compared)[1] == ()
    assert derive(whole(one_item(indicators=(indicator(None, "100"),))), compared)[1] == ()


def test_no_answer_is_changed():
    given = whole(one_item(cost("a", "5"), indicators=(indicator("1", "8"),)))
    found, _ = derive(given, layout(RATE, TOTAL))
    assert tuple(found.values()) == tuple(given.values())
    assert derive(given, layout()) == (given, ())


def half_up(exact: Fraction, places: int, *, sign: str, thousands: bool) -> str:
    """A number written by whole figures alone: no ``Decimal``, no rounding of the house."""
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    figures, rest = str(whole // 10**places), str(whole % 10**places).zfill(places)
    if thousands:
        parts = [figures[max(0, end - 3) : end] for end in range(len(figures), 0, -3)]
        figures = ",".join(reversed(parts))
    return (sign if exact < 0 and whole else "") + figures + ("." + rest if places else "")


FIGURES = st.integers(-(10**5), 10**5).map(lambda cents: Decimal(cents).scaleb(-2))
WRITTEN = {"decimals": 1, "negative": "▲", "thousands": True}


@settings(derandomize=True, max_examples=300, deadline=None)
@drawn(FIGURES, FIGURES, FIGURES, FIGURES, st.booleans())
def test_what_is_printed_is_what_whole_figures_give(actual, target, base, before, lower):
    on = {"on": "indicator", "label": "a", "of": "actual", **WRITTEN}
    asked = (
        {**on, "key": "rate", "kind": "ratio", "target": "target", "direction": "way"},
        {**on, "key": "progress", "kind": "from_base", "target": "target", "base": "base"},
        {**on, "key": "gap", "kind": "difference", "base": "base"},
        {**on, "key": "grown", "kind": "change", "rate": True},
        {"on": "indicator", "key": "arrow", "label": "b", "kind": "arrow", "of": "grown"},
        {**JUDGED},
    )
    made = indicator(str(actual), str(target), base=str(base), before=str(before), way="以下" if lower else "以上")
    found = {key: one.text for key, one in reckoned(made, *asked).items()}
    a, t, b, last = map(Fraction, (actual, target, base, before))
    part, whole = (t, a) if lower else (a, t)
    rate = None if min(a, t) < 0 or not whole else part * 100 / whole
    wanted = {
        "rate": rate,
        "progress": (a - b) * 100 / (t - b) if t != b else None,
        "gap": a - b,
        "grown": (a - last) * 100 / abs(last) if last else None,
    }
    texts = {
        key: "－" if exact is None else half_up(exact, 1, sign="▲", thousands=True) for key, exact in wanted.items()
    }
    shown = None if rate is None else (2 * rate.numerator * 10 + rate.denominator) // (2 * rate.denominator)
    grown = None if wanted["grown"] is None else texts["grown"]
    assert found == {
        **texts,
        "arrow": "－" if grown is None else "→" if grown == "0.0" else "↓" if grown.startswith("▲") else "↑",
        "judged": "－" if shown is None else "◎" if shown >= 1000 else "○" if shown >= 800 else "×",
    }


@pytest.mark.parametrize(
    ("actual", "target", "text", "word"),
    [("9995", "10000", "100.0", "◎"), ("9994", "10000", "99.9", "○"), ("0", "10", "0.0", "×"), ("0", "0", "－", "－")],
)
def test_a_rate_at_the_border_of_a_band_is_judged_as_it_is_printed(actual, target, text, word):
    found = reckoned(indicator(actual, target), RATE, JUDGED)
    assert (found["rate"].text, found["judged"].text) == (text, word)


def test_where_smaller_is_better_nothing_at_all_gives_no_rate():
    directed = {**RATE, "direction": "way"}
    assert reckoned(indicator("0", "5", way="以下"), directed)["rate"].nothing is Nothing.DASH
    assert reckoned(indicator("5", "0", way="以下"), directed)["rate"].text == "0.0"


def test_a_base_that_is_the_target_gives_no_progress():
    progress = {**RATE, "key": "progress", "kind": "from_base", "base": "base"}
    assert reckoned(indicator("5", "10", base="10"), progress)["progress"].nothing is Nothing.DASH


@pytest.mark.parametrize(("actual", "text"), [("-0.04", "0.0"), ("-0.05", "▲0.1"), ("-1234.55", "▲1,234.6")])
def test_what_is_rounded_to_nothing_has_no_sign_and_halves_go_away_from_zero(actual, text):
    gap = {"on": "indicator", "key": "gap", "label": "差", "kind": "difference", "of": "actual", "base": "base"}
    assert reckoned(indicator(actual, "1", base="0"), {**gap, **WRITTEN})["gap"].text == text
