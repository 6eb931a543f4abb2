"""Numbers and derived values in templates: names, cells, money tables, the order of numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sample_reports import item, report, section, value
from written_layouts import expected, faults, tables, written_layout

from reportgen.compose import compose
from reportgen.compose.trial import trial_reports
from reportgen.document.text import Paragraph, Run
from reportgen.document.tree import Document, walk
from reportgen.model.report import Entry, Report, ReportItem
from reportgen.model.value import Nothing, Value

TOML = """
title = "数の様式"
[[item_texts]]
key = "budget"
label = "予算額"
kind = "number"
unit = "千円"
[[entries.party]]
key = "cost"
label = "決算額"
kind = "number"
unit = "千円"
thousands = true
[[derive]]
on = ["item", "section", "report"]
key = "total"
label = "計"
kind = "sum"
of = "cost"
[[derive]]
on = "entry"
key = "rank"
label = "段階"
kind = "band"
of = "cost"
bands = [{ min = 10, value = "多い" }, { value = "少ない" }]
[theme.roles.amount]
align = "right"
[theme.roles.total]
strong = true
"""
OMIT = "section.number section.title item.number item.name item.budget entry.party entry.cost"


def layout(folder: Path, body: str):
    text = '{% import "house/tables.j2" as table %}\n'
    return written_layout(folder, f'{text}<article data-omit="{OMIT}">\n<h1>題名</h1>\n{body}\n</article>\n', TOML)


def derived(name: str, text: str) -> dict[str, Value]:
    return {"total": value(f"{name}/total", text), "total_missing": value(f"{name}/total_missing", "")}


def entry(name: str, text: str, nothing: Nothing | None = None) -> Entry:
    cost = replace(value(f"entry/{name}/cost", text), nothing=nothing)
    rank = {"rank": value(f"entry/{name}/rank", "少ない")}
    return Entry(id=name, party=value(f"{name}/p", "甲課"), submitter="甲課", values={"cost": cost}, derived=rank)


def one(name: str, number: str, total: str, *entries: Entry) -> ReportItem:
    made = item(name, number, f"事業{number}", "", entries)
    return replace(made, texts={"budget": value(f"{name}/b", "5")}, derived=derived(name, total))


def money() -> Report:
    first = section("1", "1", "目標ア", 1, items=[one("a", "1-10", "3", entry("a", "3")), one("b", "1-2", "4")])
    dash = entry("c", "－", Nothing.DASH)
    second = section("2", "2", "目標イ", 1, items=[one("c", "R2-1", "－", dash)])
    sections = replace(first, derived=derived("s1", "7")), replace(second, derived=derived("s2", "－"))
    return replace(report(*sections), derived=derived("r", "7"))


def made(folder: Path, body: str) -> Document:
    return compose(money(), layout(folder, body))[0]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in walk(document.blocks)][1:]


def test_derived_values_are_names_with_their_labels(tmp_path):
    body = """<p>{{ derived.total.label }}：{{ report.total }}{{ fields.cost.unit }}、{{ report.total }}</p>
    {% for one in derived %}<p>{{ one.key }} {{ one.kind }}</p>{% endfor %}
    <p>{{ item_texts.budget.unit }}{{ sections[0].total }}{{ sections[0]["items"][0].entries[0].rank }}</p>"""
    assert paragraphs(made(tmp_path, body)) == ["計：7千円、7", "total sum", "rank band", "千円7少ない"]


def test_what_was_reckoned_keeps_its_source_and_need_not_be_printed(tmp_path):
    document = made(tmp_path, "<p>{{ report.total }}</p>")
    (paragraph,) = [block for block in walk(document.blocks) if isinstance(block, Paragraph)]
    assert [run.source for run in paragraph.content if isinstance(run, Run)] == ["r/total"]
    assert paragraphs(made(tmp_path, "<p>なし</p>")) == ["なし"]


def test_a_cell_of_a_number_has_its_unit_only_beside_a_number(tmp_path):
    body = """<table data-summary="行は事業です。"><caption>表</caption>{{ table.columns(["*", 30]) }}
    {{ table.head(["事業", "額"]) }}<tbody>{% for row in sections | rows %}<tr><th>{{ row.item.name }}</th>
    {{ table.number(row.entry, "cost", unit="円") }}</tr>{% endfor %}</tbody></table>"""
    (found,) = tables(made(tmp_path, body))
    cells = [found.grid.starting(number)[1].cell for number in range(1, 4)]
    assert ["".join(leaf.text for leaf in cell.leaves) for cell in cells] == ["3円", "－", "－"]
    assert {cell.role for cell in cells} == {"amount"}


def test_a_money_table_has_its_subtotals_and_the_total(tmp_path):
    body = """<table data-summary="行は事業です。"><caption>表</caption>{{ table.columns(["*", 30, 30]) }}
    {{ table.head(["事業", "額", "額"]) }}
    <tbody>{{ table.amounts(sections, report, ["total", "total"], label_role="total") }}</tbody></table>"""
    (found,) = tables(made(tmp_path, body))
    rows = [
        ["".join(leaf.text for leaf in slot.cell.leaves) for slot in found.grid.starting(number)]
        for number in range(1, found.grid.row_count)
    ]
    assert rows == [
        ["a 事業1-10", "3", "3"],
        ["b 事業1-2", "4", "4"],
        ["目標ア　小計", "7", "7"],
        ["c 事業R2-1", "－", "－"],
        ["目標イ　小計", "－", "－"],
        ["合計", "7", "7"],
    ]


def test_items_can_be_put_in_the_order_of_their_numbers(tmp_path):
    body = """{% for row in sections | rows | natural("item.number") %}<p>{{ row.item.number }}</p>{% endfor %}
    <p>{{ ["２", "10", "1"] | natural(reverse=true) | join("、") }}</p>"""
    assert paragraphs(made(tmp_path, body)) == ["1-2", "1-10", "R2-1", "10、２、1"]


def test_a_name_that_is_not_derived_is_refused_with_its_line(tmp_path):
    body = "<p>{{ report.totl }}</p> {# K14 #}\n<p>{{ derived.totals.label }}</p> {# K14 #}"
    made_layout = layout(tmp_path, body)
    template = (made_layout.folder / "report.html.j2").read_text(encoding="utf-8")
    assert faults(made_layout) == expected(template)


@pytest.mark.parametrize(("key", "place"), [("name", "item"), ("year", "report"), ("title", "section")])
def test_a_derived_value_cannot_take_a_fixed_name(tmp_path, key, place):
    toml = TOML.replace('key = "total"', f'key = "{key}"').replace("report.total", "report.year")
    made_layout = written_layout(tmp_path, f'<article data-omit="{OMIT}"><h1>題名</h1></article>', toml)
    assert ("K60", "templates/trial/layout.toml") in faults(made_layout)


def test_made_up_reports_hold_numbers_words_and_dashes(tmp_path):
    definition = layout(tmp_path, "<p>本文</p>").definition
    draft = trial_reports(definition)[0]
    entries = [entry for one in draft.items() for entry in one.entries]
    assert {entry.values["cost"].number for entry in entries} > {None}
    assert {entry.derived["rank"].text for entry in entries} == {"多い", "－"}
    assert draft.derived.keys() == {"total", "total_missing"}
