"""The sample of an invented city over two years: every number from its file to the report, the rates reckoned anew."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from make_sample import ROOT, asked_rows, earlier, history, indicator_items, words
from openpyxl import load_workbook
from written_layouts import tables

from reportgen import build
from reportgen.compose import compose
from reportgen.compose.names import value_names
from reportgen.deliver.forms import write_form
from reportgen.derive import derive
from reportgen.findings.finding import Finding
from reportgen.japanese.numbers import read_number
from reportgen.merge import merge
from reportgen.model.plan import Plan
from reportgen.model.report import IndicatorEntry, Report
from reportgen.model.value import Nothing
from reportgen.pipeline.check import check
from reportgen.pipeline.intake import Intake, take_in
from reportgen.pipeline.rollover import roll_over
from reportgen.plan.load import load_layout
from reportgen.plan.master import read_plan
from reportgen.workspace import Workspace

DATA = words("sample-plan-2024")
BEFORE = earlier(DATA)
YEARS = (BEFORE, DATA)
BANDS = ((100, "◎"), (80, "○"), (60, "△"))


@cache
def intake(year: int = 2024) -> Intake:
    (folder,) = Workspace(ROOT).plans(year, DATA["id"])
    return take_in(folder, Workspace(ROOT), lambda _stage: None)


@cache
def derived(year: int = 2024) -> tuple[Report, tuple[Finding, ...]]:
    taken = intake(year)
    report, merging = merge(taken.plan, taken.layout, taken.checked, issued=None, final=False)
    assert merging == ()
    return derive(report, taken.layout)


def indicators(data: dict[str, Any] = DATA) -> list[tuple[IndicatorEntry, dict[str, Any]]]:
    report = derived(data["fiscal_year"])[0]
    found = [one for item in report.items() if not item.repeats for one in item.indicators]
    own = [one for _, _, item in indicator_items(data) for one in item["indicators"]]
    return list(zip(found, own, strict=True))


def at(finding: Finding) -> tuple[str, str, str]:
    subject = finding.subject
    return finding.code, subject.submitter, subject.indicator or subject.item_name


def findings(year: int) -> list[tuple[str, str, str]]:
    """Code, submitter, and indicator or item of everything that is not a question of wording."""
    found = [*intake(year).findings, *derived(year)[1]]
    return sorted(at(finding) for finding in found if finding.code[0] not in "LR")


def printed() -> list[list[list[str]]]:
    """The rows of every table of this year's report, each row as the texts of the cells that begin in it."""
    document, _ = compose(derived()[0], intake().layout)
    return [
        [[slot.cell.text for slot in table.grid.starting(row)] for row in range(table.grid.row_count)]
        for table in tables(document)
    ]


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
    assert (len(plan.submitters()), len(plan.sections), len(list(plan.items()))) == (6, 3, 15)
    assert len(found) >= 20
    assert {one["way"] for _, one in found} == {"以上", "以下"}
    assert [one["name"] for _, one in found if one["target"] == 0] == ["4月1日の待機児童数", "通学路の交通死亡事故"]
    assert any(entry.values["actual"].nothing is Nothing.NOT_APPLICABLE for entry, _ in found)
    assert any(entry.values["actual"].text == "▲85" for entry, _ in found)


def test_every_number_arrives_exactly():
    for entry, one in (*indicators(BEFORE), *indicators()):
        for key, value in (("base", entry.texts["base"]), ("target", entry.texts["target"])):
            assert value.number == read_number(str(one[key]), one["unit"]), (one["name"], key)
        assert entry.values["actual"].number == read_number(str(one["actual"]), one["unit"]), one["name"]


@pytest.mark.parametrize("data", YEARS, ids=lambda data: data["fiscal_year"])
def test_every_rate_is_the_one_reckoned_with_fractions(data):
    for entry, one in indicators(data):
        assert entry.derived["rate"].number == expected_rate(one), one["name"]


def test_this_year_has_what_is_meant_to_be_found_and_nothing_else():
    """A number as text, last year's sentence, a jump that is right, and a rating that the secretariat has accepted."""
    assert findings(2024) == [
        ("C08a", "健康増進課", "健診の結果説明会の参加者数"),
        ("C19a", "環境課", "再生可能エネルギーの導入"),
        ("C22a", "子育て支援課", "4月1日の待機児童数"),
        ("C26", "子育て支援課", "相談窓口の満足度"),
    ]


def test_last_year_has_one_rating_that_is_missing_and_one_jump():
    assert findings(2023) == [
        ("C14a", "生活環境課", "リサイクル率"),
        ("C22a", "産業振興課", "観光入込客数"),
    ]


def test_the_second_file_of_a_department_counts_and_answers_what_was_asked(workspace):
    sent = {one.identity.submitter: one.identity.round for one in intake(2023).submissions if one.identity}
    assert [submitter for submitter, number in sent.items() if number == 2] == ["産業振興課"]
    (entry,) = (e for item in derived(2023)[0].items() for e in item.entries if item.name.text == "観光の魅力づくり")
    assert entry.values["cost"].number == 11640
    (outcome,) = build(Workspace(workspace), 2023, DATA["id"], formats=("html",))
    kept = json.loads((workspace / outcome.folder / "findings.json").read_text(encoding="utf-8"))
    records = kept["findings"] if isinstance(kept, dict) else kept
    ((state, answer),) = ((one["state"], one["answer"]) for one in records if one["code"] == "C22a")
    assert (state, answer) == ("継続", "感染症の影響が小さくなり、夏の祭りを4年ぶりに元の規模で開いたため。")


def test_every_choice_that_needs_a_reason_has_one_in_both_years():
    for data in YEARS:
        poor = [one for entry, one in indicators(data) if entry.values["rating"].text == "×"]
        assert poor
        assert all(one["reason"] for one in poor)


# ── from one year to the next ────────────────────────────────────────────────────────────────────────────────


def kept(plan: Plan) -> dict[tuple[str, str, str, int], tuple[str, Decimal | None]]:
    """Every earlier value by item, name, question and year."""
    return {
        (item.id, row.name.text, key, year): (value.text, value.number)
        for item in plan.items()
        for row in item.rows()
        for key, years in row.history.items()
        for year, value in years.items()
    }


def test_the_earlier_values_are_those_that_the_product_carries_over(workspace):
    """The master of the year is taken away and made again from last year's; what the secretariat then edits is a name
    of a department and an item that has ended."""
    (workspace / f"inputs/2024/{DATA['id']}/plan.xlsx").unlink()
    (rolled,) = roll_over(Workspace(workspace), 2024, 2023, DATA["id"], lambda _stage: None)
    assert rolled.master is not None
    made = read_plan(rolled.master, lambda name: load_layout(workspace / "templates" / name), "plan.xlsx")
    ended = "1-1-3"
    today = {
        (item, DATA["renamed"].get(name, name), key, year): value
        for (item, name, key, year), value in kept(made).items()
        if item != ended
    }
    assert any(item == ended for item, *_ in kept(made))
    assert today == kept(intake().plan)
    assert len(today) == len(history(DATA)) == 111


def test_the_years_differ_as_a_year_makes_them_differ():
    def items(data: dict[str, Any]) -> set[str]:
        return {item["name"] for _, _, item in indicator_items(data)}

    assert (items(BEFORE) - items(DATA), items(DATA) - items(BEFORE)) == ({"健康手帳の交付"}, {"関係人口の創出"})
    now, then = ({(item, name): one for item, name, one in asked_rows(data)} for data in (DATA, BEFORE))
    worth = {choice: place for place, choice in enumerate("×△○◎")}
    both = [(then[key].get("rating"), one.get("rating")) for key, one in now.items() if key in then and "#" not in key]
    changes = {worth[one] - worth[before] for before, one in both if before in worth and one in worth}
    assert {-1, 0, 1} <= changes
    assert (None, "○") in both


def test_forms_show_what_was_answered_last_year():
    plan, layout = intake().plan, intake().layout
    book = load_workbook(BytesIO(write_form(plan, layout, "環境課")))
    shown = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"3つの小学校に太陽光発電設備を設けた。", "20.6", "13,870"} <= shown


def test_the_counts_beside_those_of_last_year_are_the_ratings_of_what_goes_on():
    found = [rows for rows in printed() if rows[0][1:3] == ["令和5年度", "令和6年度"]]
    then = {(item, name): one for item, name, one in asked_rows(BEFORE)}
    now = [
        (one["rating"], then.get((item, name), {}).get("rating"))
        for item, name, one in asked_rows(DATA)
        if "rating" in one
    ]
    wanted = []
    for choice in "◎○△×":
        after, before = (sum(pair[place] == choice for pair in now) for place in (0, 1))
        change = f"{'＋' if after > before else '－'}{abs(after - before)}件" if after != before else "±0件"
        wanted.append((choice, f"{before}件", f"{after}件", change))
    (rows,) = found
    assert [(row[0], row[1].split("（")[0], row[2].split("（")[0], row[3]) for row in rows[1:5]] == wanted


def test_opinions_badges_and_what_stands_twice_are_in_the_report():
    plan = intake().plan
    (twice,) = (item for item in plan.items() if item.repeats)
    assert (twice.id, twice.repeats, twice.badges) == ("1-2-3", "2-1-1", ("再掲",))
    assert sum("重点" in item.badges for item in plan.items()) == 3
    assert [one.response.text != "" for item in plan.items() for one in item.opinions] == [True, True]


def test_a_department_that_checks_its_form_is_asked_about_its_rating():
    records = check(ROOT / f"inputs/2024/{DATA['id']}/submissions/子育て支援課.xlsx", Workspace(ROOT)).records
    assert [record.code for record in records if record.code[0] == "C"] == ["C22a", "C00", "C26"]


def test_ratings_are_those_of_the_bands_elsewhere():
    for entry, one in (*indicators(BEFORE), *indicators()):
        rate = expected_rate(one)
        accepted = one["actual"] == 82.4
        if rate is not None and "rating" in one and not accepted:
            word = next((word for least, word in BANDS if rate >= least), "×")
            assert (entry.derived["judged"].text, one["rating"]) == (word, word), one["name"]


def test_subtotals_and_totals_are_the_sums_of_what_was_typed():
    report = derived()[0]
    items = [one for one in indicator_items(DATA) if "repeats" not in one[2]]
    spent = {name: sum(entry["cost"] for entry in item["entries"]) for name, _, item in items}
    assert {i.id: i.derived["cost"].number for i in report.items() if not i.repeats} == spent
    for goal in report.sections:
        for measure in goal.sections:
            own = [item for _, section, item in items if section == measure.id]
            assert measure.derived["budget"].number == sum(item["budget"] for item in own)
        assert goal.derived["cost"].number == sum(cost for name, cost in spent.items() if name.startswith(goal.id))
    budget = sum(item["budget"] for _, _, item in items)
    assert (report.derived["budget"].text, report.derived["cost"].number) == (f"{budget:,}", sum(spent.values()))
    assert report.derived["rest"].number == sum(spent.values()) - budget
    assert report.derived["cost_missing"].text == ""


CHANGES = """
[[derive]]
on = "indicator"
key = "change"
label = "増減"
kind = "change"
of = "actual"
negative = "▲"

[[derive]]
on = "indicator"
key = "grown"
label = "増減率"
kind = "change"
of = "actual"
rate = true
negative = "▲"

[[derive]]
on = "indicator"
key = "arrow"
label = "矢印"
kind = "arrow"
of = "change"
"""
YEAR_COLUMNS = """{% import "house/tables.j2" as table %}
<article data-omit="NAMES">
<h1>{{ report.plan_name }}</h1>
{% set span = years(report.year - 2, report.year) %}
<table data-summary="行は指標、列は年度ごとの実績値と増減です。">
  <caption>実績値の推移</caption>
  {{ table.columns(["*"] + ["*"] * (span | length) + [20, 20, 15]) }}
  <thead>
    <tr><th>指標</th>{{ table.year_heads(span, role="this_year") }}<th>増減</th><th>増減率</th><th>矢印</th></tr>
  </thead>
  <tbody>
    {% for row in sections | rows("indicators") if row.indicator and not row.item.repeated %}
    <tr>
      <th>{{ row.indicator.name | again }}</th>
      {{ table.year_answers(row.indicator, "actual", span, role="this_year") }}
      {{ table.number(row.indicator, "change") }}
      {{ table.number(row.indicator, "grown", unit=derived.grown.unit) }}
      {{ table.answer(row.indicator, "arrow", role="rating") }}
    </tr>
    {% endfor %}
  </tbody>
</table>
</article>
"""


def test_changes_and_arrows_beside_columns_of_years_come_from_the_sheet_of_earlier_years(tmp_path):
    folder = copytree(ROOT / "templates" / "indicators", tmp_path / "indicators")
    definition = folder / "layout.toml"
    text = definition.read_text(encoding="utf-8").replace("\n[handout]", f"{CHANGES}\n[handout]", 1)
    definition.write_text(text, encoding="utf-8")
    omitted = " ".join(value_names(load_layout(folder).definition))
    (folder / "report.html.j2").write_text(YEAR_COLUMNS.replace("NAMES", omitted), encoding="utf-8")
    layout = load_layout(folder)
    given, _ = merge(intake().plan, intake().layout, intake().checked, issued=None, final=False)
    document, _ = compose(derive(given, layout)[0], layout)
    (found,) = tables(document)
    assert found.grid.widths_mm[:4] == (found.grid.widths_mm[0],) * 4
    roles = [slot.cell.role for slot in found.grid.starting(1)]
    assert roles == [None, None, None, "this_year", "amount", "amount", "rating"]
    rows = [[slot.cell.text for slot in found.grid.starting(row)] for row in range(found.grid.row_count)]
    assert rows[0] == ["指標", "令和4年度", "令和5年度", "令和6年度", "増減", "増減率", "矢印"]
    last = last_values(ROOT / "inputs" / "2024" / DATA["id"] / "plan.xlsx")
    assert len(rows) - 1 == len(indicators()) >= 20
    for (_, one), (name, _, _, _, change, grown, arrow) in zip(indicators(), rows[1:], strict=True):
        now, before = exact(one["actual"], one["unit"]), last.get(one["name"])
        assert name == one["name"]
        if now is None or before is None:
            assert (change, grown, arrow) == ("－", "－", "－")
            continue
        assert read_number(change) == Decimal(str(float(now - before))).normalize()
        assert arrow == ("↑" if now > before else "↓" if now < before else "→")
        rate = one_place((now - before) * 100 / abs(before)) if before else None
        assert grown == ("－" if rate is None else f"{rate}%".replace("-0.0", "0.0").replace("-", "▲"))
    assert {row[-1] for row in rows[1:]} >= {"↑", "↓", "－"}


def last_values(plan: Path) -> dict[str, Fraction | None]:
    """The values of the year before, read from the sheet by themselves."""
    lines = load_workbook(plan)["実績"].iter_rows(min_row=3, values_only=True)
    found = [(name, value) for _, name, field, year, value in lines if field == "実績値" and year == "令和5年度"]
    return {name: exact(value, "") for name, value in found}
