"""Years together: counts with their denominators, and what stayed low in every year."""

from __future__ import annotations

from dataclasses import replace

from sample_reports import entry, item, report, section

from reportgen.model.plan import Choice, Scale
from reportgen.model.report import Report
from reportgen.model.value import Nothing
from reportgen.rounds.years import YearsTogether, together

SCALE = Scale(name="評価", choices=(*(Choice(value=v) for v in "ABC"), Choice(value="対象外", counts=False)))


def year(number: int, *ratings: str, scale: Scale = SCALE, repeated: bool = False) -> Report:
    """A report of one year; an empty rating is none, and a row of 「/」 is not there."""
    items = []
    for index, rating in enumerate(ratings, 1):
        if rating == "/":
            continue
        one = entry(f"{index}", "甲課", {"rating": rating or "未選択"})
        if not rating:
            values = {"rating": replace(one.values["rating"], nothing=Nothing.UNSELECTED)}
            one = replace(one, values=values)
        items.append(item(f"{index}", f"{index}", f"事業{index}", "内容", [one]))
    if repeated:
        items.append(replace(items[0], id="again", repeats=items[0].id))
    return report(section("1", "1", "目標", 1, items=items), year=number, scales={"評価": scale})


def of(*reports: Report) -> YearsTogether:
    return together(reports, noun="entry", key="rating", label="評価", scale="評価")


def test_each_year_has_its_counts_and_its_own_denominator():
    first, second = of(year(2021, "A", "B", "対象外", ""), year(2022, "A", "A", "C", "B")).years
    assert (first.counts, first.base, first.beside, first.unrated) == ((1, 1, 0), 2, 1, 1)
    assert (second.counts, second.base, second.beside, second.unrated) == ((2, 1, 1), 4, 0, 0)
    assert first.label == "令和3年度"


def test_what_was_low_in_every_year_stayed_and_what_was_good_once_did_not():
    found = of(year(2021, "B", "B", "A", "C"), year(2022, "C", "A", "A", "C"), year(2023, "B", "B", "A", "C"))
    assert [(one.number, one.ratings) for one in found.stayed] == [("1", ("B", "C", "B")), ("4", ("C", "C", "C"))]
    assert (found.low, found.compared, found.dropped) == ("B", 4, 0)


def test_a_row_without_a_rating_in_some_year_is_left_out_and_counted():
    found = of(year(2021, "B", "", "対象外", "/"), year(2022, "B", "B", "B", "B"))
    assert [one.number for one in found.stayed] == ["1"]
    assert (found.compared, found.dropped) == (1, 3)


def test_one_year_alone_has_nothing_that_stayed():
    assert of(year(2021, "C")).stayed == ()


def test_an_item_that_stands_twice_is_counted_once():
    found = of(year(2021, "A", "B", repeated=True))
    assert (found.years[0].base, found.compared) == (2, 2)


def test_a_choice_that_the_last_year_lacks_stands_at_the_end_and_is_said():
    older = Scale(name="評価", choices=tuple(Choice(value=v) for v in "ABD"))
    found = of(year(2021, "D", "A", scale=older), year(2022, "A", "A"))
    assert found.choices == ("A", "B", "C", "D")
    assert found.years[0].counts == (1, 0, 0, 1)
    assert found.scales_differ
    assert not of(year(2021, "A"), year(2022, "A")).scales_differ
