"""What templates can ask of the report and its values."""

from __future__ import annotations

from datetime import date

import pytest
from sample_reports import entry, item, report, section
from written_layouts import article, written_layout

from reportgen.compose import compose
from reportgen.document.text import Paragraph
from reportgen.model.plan import Meeting
from reportgen.model.value import Nothing, Value


def printed(folder, expression, given):
    """What an expression prints, where ``e`` is the first entry and ``i`` its item."""
    body = "{% set i = sections[0].items[0] %}{% set e = i.entries[0] %}\n<p>{{ " + expression + " }}</p>"
    document, _ = compose(given, written_layout(folder, article(body)))
    return next((block.text for block in document.blocks if isinstance(block, Paragraph)), "")


def answers(status="実施した。", rating="A", nothing=None):
    one = entry("1-1", "甲課", {"status": status})
    value = Value(id="rating", text=rating, nothing=nothing)
    one = type(one)(id=one.id, party=one.party, submitter="甲課", values={**one.values, "rating": value})
    return report(section("1", "1", "目標", 1, items=[item("1-1", "4", "事業", "内容", [one])]))


TRUE = [
    'e.rating == "A"',
    '"A" == e.rating',
    'e.rating != "B"',
    'e.rating in ["A", "B"]',
    '"実施" in e.status',
    "e.rating in e.rating",
    "e.rating",
    "e.status and e.rating",
    'e.rating < "B"',
    'e.rating >= "A"',
    'e["rating"] == "A"',
    "e[fields.rating.key] == e.rating",
    'not (e.rating == "B")',
    'e.rating.nothing == ""',
    "not e.rating.nothing",
    "e.status.lines | length == 1",
    'i.entries | selectattr("rating", "equalto", "A") | list | length == 1',
    'i.entries | groupby("rating") | length == 1',
    'scales["評価"].choices[0].value == e.rating',
    "e.rating is defined and e.nix is not defined",
    "fields | length == 2",
    'fields | map(attribute="key") | join(",") | length > 0',
    "draft",
    "section is not defined",
    "report.year + 1 == 2022",
    'report.year_label | replace("年度", "") == "令和3"',
]


@pytest.mark.parametrize("condition", TRUE)
def test_values_can_be_compared_and_tested(tmp_path, condition):
    assert printed(tmp_path, f"'yes' if {condition} else 'no'", answers()) == "yes"


@pytest.mark.parametrize("nothing", list(Nothing))
def test_every_kind_of_nothing_is_false_says_its_kind_and_prints_its_words(tmp_path, nothing):
    given = answers(rating="（なし）", nothing=nothing)
    assert printed(tmp_path, "e.rating if not e.rating else 'wrong'", given) == "（なし）"
    assert printed(tmp_path, "e.rating.nothing", given) == nothing.value


def test_an_empty_text_is_false(tmp_path):
    assert printed(tmp_path, "'wrong' if e.rating else 'empty'", answers(rating="")) == "empty"


PLAIN = {
    "report.municipality": "試験市",
    "report.plan_name": "第2期試験市子ども計画",
    "report.plan_short_name": "第2期計画",
    "report.year": "2019",
    "report.year_label": "令和元年度",
    "report.previous_year_label": "平成30年度",
    "report.next_year_label": "令和2年度",
    "report.issued_label": "令和4年7月1日",
    "meeting.name": "会議",
    "meeting.day_label": "令和4年8月1日",
    "meeting.document_number": "資料2",
    "meeting.contact": "企画課",
    "report.year_label | upper": "令和元年度",
    '"（" ~ report.year_label ~ "）"': "（令和元年度）",
    '"%s年" | format(report.year)': "2019年",
    'fields.rating.label + "（A～D）"': "評価（A～D）",
    "fields.rating.scale": "評価",
    "labels.item ~ labels.party ~ labels.indicator": "事業名担当課指標名",
    "item_texts.content.label": "内容",
    'scales["評価"].choices[1].meaning': "Bの意味",
    'scales["評価"].name': "評価",
    'report.missing | default("－")': "－",
    "1.5": "1.5",
}


@pytest.mark.parametrize("expression", PLAIN)
def test_plain_names_are_strings_and_may_be_filtered(tmp_path, expression):
    meeting = Meeting(document_number="資料2", name="会議", day=date(2022, 8, 1), contact="企画課")
    one = entry("1-1", "甲課", {"status": "x", "rating": "A"})
    here = section("1", "1", "目標", 1, items=[item("1-1", "4", "事業", "内容", [one])])
    assert printed(tmp_path, expression, report(here, year=2019, meeting=meeting)) == PLAIN[expression]


def test_what_is_not_decided_is_empty(tmp_path):
    one = entry("1-1", "甲課", {"status": "x", "rating": "A"})
    given = report(section("1", "1", "目標", 1, items=[item("1-1", "4", "事業", "内容", [one])]), issued=None)
    for name in ("report.issued_label", "meeting.name", "meeting.day_label", "meeting.document_number"):
        assert printed(tmp_path, f"'［' ~ {name} ~ '］'", given) == "［］"


def test_sections_and_items_tell_where_they_stand(tmp_path):
    expression = "sections[0].kind ~ sections[0].level ~ i.full_number ~ e.submitter"
    assert printed(tmp_path, expression, answers()) == "基本目標11-1甲課"
