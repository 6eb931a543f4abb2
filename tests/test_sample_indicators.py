"""The third sample, of an invented city: every number from its file to the report, and the rates reckoned anew."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from make_sample import ROOT, indicator_items, words

from reportgen.derive import derive
from reportgen.findings.finding import Finding
from reportgen.japanese.numbers import read_number
from reportgen.merge import merge
from reportgen.model.report import IndicatorEntry, Report
from reportgen.model.value import Nothing
from reportgen.pipeline.check import check
from reportgen.pipeline.intake import Intake, take_in
from reportgen.workspace import Workspace

DATA = words("sample-plan-2024")
BANDS = ((100, "◎"), (80, "○"), (60, "△"))


@cache
def intake() -> Intake:
    (folder,) = Workspace(ROOT).plans(2024, DATA["id"])
    return take_in(folder, Workspace(ROOT), lambda _stage: None)


@cache
def derived() -> tuple[Report, tuple[Finding, ...]]:
    report, merging = merge(intake().plan, intake().layout, intake().checked, issued=None, final=False)
    assert merging == ()
    return derive(report, intake().layout)


def indicators() -> list[tuple[IndicatorEntry, dict[str, Any]]]:
    found = [one for item in derived()[0].items() for one in item.indicators]
    own = [one for _, _, item in indicator_items(DATA) for one in item["indicators"]]
    return list(zip(found, own, strict=True))


def exact(given: object, unit: str) -> Fraction | None:
    number = read_number(str(given), unit)
    return None if number is None else Fraction(number)


def one_place(number: Fraction) -> Decimal:
    scaled = Decimal(int(abs(number) * 10 + Fraction(1, 2))) / 10
    return (scaled if number >= 0 else -scaled).quantize(Decimal("0.1"), ROUND_HALF_UP)


def expected_rate(one: dict[str, Any]) -> Decimal | None:
    value, target = exact(one["actual"], one["unit"]), exact(one["target"], one["unit"])
    part, whole = (target, value) if one["way"] == "以下" else (value, target)
    if part is None or not whole or min(part, whole) < 0:
        return None
    return one_place(part * 100 / whole)


def test_the_sample_is_large_enough_and_has_what_is_hard():
    plan, found = intake().plan, indicators()
    assert (len(plan.submitters()), len(plan.sections), len(list(plan.items()))) == (6, 3, 14)
    assert len(found) >= 20
    assert {one["way"] for _, one in found} == {"以上", "以下"}
    assert [one["name"] for _, one in found if one["target"] == 0] == ["4月1日の待機児童数", "通学路の交通死亡事故"]
    assert any(entry.values["actual"].nothing is Nothing.NOT_APPLICABLE for entry, _ in found)
    assert any(entry.values["actual"].text == "▲85" for entry, _ in found)


def test_every_number_arrives_exactly():
    for entry, one in indicators():
        for key, value in (("base", entry.texts["base"]), ("target", entry.texts["target"])):
            assert value.number == read_number(str(one[key]), one["unit"]), (one["name"], key)
        assert entry.values["actual"].number == read_number(str(one["actual"]), one["unit"]), one["name"]


def test_every_rate_is_the_one_reckoned_with_fractions():
    for entry, one in indicators():
        assert entry.derived["rate"].number == expected_rate(one), one["name"]


def test_one_number_was_typed_as_text_and_one_rating_is_not_the_derived_one():
    assert [finding.code for finding in intake().findings if finding.code[0] == "C"] == ["C08a"]
    (finding,) = derived()[1]
    assert (finding.code, finding.subject.indicator) == ("C26", "相談窓口の満足度")


def test_a_department_that_checks_its_form_is_asked_about_its_rating():
    records = check(ROOT / f"inputs/2024/{DATA['id']}/submissions/子育て支援課.xlsx", Workspace(ROOT)).records
    assert [record.code for record in records if record.code[0] == "C"] == ["C26", "C00"]


def test_ratings_are_those_of_the_bands_elsewhere():
    for entry, one in indicators():
        rate = expected_rate(one)
        if rate is not None and one["name"] != "相談窓口の満足度":
            word = next((word for least, word in BANDS if rate >= least), "×")
            assert (entry.derived["judged"].text, one["rating"]) == (word, word), one["name"]


def test_subtotals_and_totals_are_the_sums_of_what_was_typed():
    report, items = derived()[0], list(indicator_items(DATA))
    spent = {name: sum(entry["cost"] for entry in item["entries"]) for name, _, item in items}
    assert {item.id: item.derived["cost"].number for item in report.items()} == spent
    for goal in report.sections:
        for measure in goal.sections:
            own = [item for _, section, item in items if section == measure.id]
            assert measure.derived["budget"].number == sum(item["budget"] for item in own)
        assert goal.derived["cost"].number == sum(cost for name, cost in spent.items() if name.startswith(goal.id))
    budget = sum(item["budget"] for _, _, item in items)
    assert (report.derived["budget"].text, report.derived["cost"].number) == (f"{budget:,}", sum(spent.values()))
    assert report.derived["rest"].number == sum(spent.values()) - budget
    assert report.derived["cost_missing"].text == ""
