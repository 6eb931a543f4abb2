"""A layout is checked without a plan, on made-up reports that hold everything that may come."""

from __future__ import annotations

import pytest
from sample_reports import entry, item, report, section
from written_layouts import TOML, faults, omitted, table, written_layout

from reportgen.compose import check_layout, compose
from reportgen.compose.trial import trial_reports
from reportgen.model.value import Nothing

HEAD = "<p>{{ item.number }} {{ item.name }} {{ item.content }}</p>"
ENTRY = "<p>{{ entry.party }} {{ entry.status }} {{ entry.rating }}</p>"
ITEMS = f"{{% for item in section.items %}}{HEAD}{{% for entry in item.entries %}}{ENTRY}{{% endfor %}}{{% endfor %}}"
LEVEL = "<p>{{ section.number }} {{ section.title }}</p>"


def nested(depth: int) -> str:
    """A template for a tree of exactly that many levels, written without recursion."""
    text = ITEMS
    for level in range(depth, 0, -1):
        parent = "section.sections" if level > 1 else "sections"
        text = f"{{% for section in {parent} %}}{LEVEL}\n{text}{{% endfor %}}"
    return f"<article><h1>題</h1>\n{text}\n</article>"


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_layout_for_a_tree_of_one_depth_is_sound(tmp_path, depth):
    assert faults(written_layout(tmp_path, nested(depth))) == []


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_many_faults_are_told_for_the_depth_that_the_layout_is_made_for(tmp_path, depth):
    wrong = "".join(f"<p>{{{{ item.nix{number} }}}}</p>\n" for number in range(12))
    template = nested(depth).replace(HEAD, HEAD + wrong)
    assert [code for code, _ in faults(written_layout(tmp_path, template))] == ["K14"] * 12


def test_a_layout_that_forgets_items_without_entries_is_told_what_is_lost(tmp_path):
    template = nested(2).replace(HEAD, "").replace(ENTRY, f"{{% if loop.first %}}{HEAD}{{% endif %}}{ENTRY}")
    assert faults(written_layout(tmp_path, template)) == [("K58", "templates/trial/report.html.j2:1")] * 3


def test_the_made_up_reports_hold_everything_that_may_come(tmp_path):
    layout = written_layout(tmp_path, nested(2))
    draft, final = trial_reports(layout.definition, "trial")
    assert (draft.final, final.final) == (False, True)
    assert draft.meeting.document_number
    assert not final.meeting.document_number
    items = list(draft.items())
    values = [value for item in items for entry in item.entries for value in entry.values.values()]
    assert {len(item.entries) for item in items} == {0, 1, 2, 3}
    assert {value.nothing for value in values} == {None, *Nothing}
    assert any("\n" in value.text for value in draft.values())
    assert len({value.id for value in draft.values()}) == len(list(draft.values()))
    assert set(draft.scales) == {"評価"}


def test_indicators_and_statements_come_if_the_layout_asks_for_them(tmp_path):
    toml = TOML.replace('label = "実施状況"', 'label = "実施状況"\nkind = "statements"')
    toml += '[[entries.indicator]]\nkey = "actual"\nlabel = "実績"\n'
    layout = written_layout(tmp_path, nested(2), toml)
    lost = [fault.facts["name"] for fault in check_layout(layout)]
    assert lost == ["indicator.name", "indicator.actual"]
    more = "{% for indicator in item.indicators %}<p>{{ indicator.name }} {{ indicator.actual }}</p>{% endfor %}"
    assert faults(written_layout(tmp_path, nested(2).replace(HEAD, HEAD + more), toml)) == []
    values = [value for value in trial_reports(layout.definition)[0].values() if value.statements]
    assert {statement.mark for value in values for statement in value.statements} == {"・", "★"}


TEXTS = "".join(
    f'[[{room}]]\nkey = "words"\nlabel = "{room}の本文"\nkind = "{kind}"\n'
    for room, kind in (("section_texts", "text"), ("party_texts", "statements"), ("indicator_texts", "statements"))
)


def test_texts_of_sections_parties_and_indicators_come_if_the_layout_asks_for_them(tmp_path):
    toml = TOML + '[[entries.indicator]]\nkey = "actual"\nlabel = "実績"\n' + TEXTS
    layout = written_layout(tmp_path, nested(2), toml)
    lost = [fault.facts["name"] for fault in check_layout(layout)]
    wanted = ["section.words", "indicator.name", "indicator.words", "indicator.actual", "entry.words"]
    assert sorted(lost) == sorted(wanted)
    template = nested(2).replace("{{ section.title }}", "{{ section.title }} {{ section.words }}")
    template = template.replace("{{ entry.party }}", "{{ entry.party }} {{ entry.words }}")
    omit = '<article data-omit="indicator.name indicator.words indicator.actual">'
    assert faults(written_layout(tmp_path, template.replace("<article>", omit), toml)) == []


def test_a_text_that_the_plan_does_not_give_is_empty_and_false(tmp_path):
    body = "{% for section in sections %}<p>{{ section.words }}{% if section.words %}wrong{% endif %}｜</p>{% endfor %}"
    template = f'<article data-omit="{omitted()}"><h1>題</h1>\n{body}</article>'
    document, _ = compose(report(section("1", "1", "目標", 1)), written_layout(tmp_path, template, TOML + TEXTS))
    assert [block.text for block in document.blocks[1:]] == ["｜"]


def test_faults_that_only_a_final_version_or_a_meeting_shows_are_found(tmp_path):
    body = "{% if draft %}<p>{{ nix }}</p>{% else %}\n<p>{{ nox }}</p>{% endif %}\n"
    body += "{% if meeting.name %}<p>{{ nex }}</p>{% endif %}"
    template = f'<article data-omit="{omitted()}"><h1>題</h1>\n{body}</article>'
    assert [place[-1] for _, place in faults(written_layout(tmp_path, template))] == ["2", "3", "4"]


def test_an_empty_text_need_not_be_printed(tmp_path):
    template = nested(1).replace("{{ entry.status }}", "{% if entry.status %}{{ entry.status }}{% endif %}")
    one = entry("1-1", "甲課", {"status": "", "rating": "A"})
    given = report(section("1", "1", "目標", 1, items=[item("1-1", "1", "事業", "内容", [one])]))
    document, _ = compose(given, written_layout(tmp_path, template))
    assert [block.text for block in document.blocks[1:]] == ["1 目標", "1 事業 内容", "甲課 A"]


def test_a_table_that_has_no_rows_where_a_section_has_no_items_is_found(tmp_path):
    rows = "{% for item in section.items %}<tr><td>{{ item.name }}</td><td>a</td></tr>{% endfor %}"
    body = "{% for section in sections %}\n" + table(rows) + "{% endfor %}"
    template = f'<article data-omit="{omitted()}"><h1>題</h1>\n{body}</article>'
    assert faults(written_layout(tmp_path, template)) == [("G06", "templates/trial/report.html.j2:3")]
    sound = template.replace("<table", "{% if section.items %}<table").replace("</table>", "</table>{% endif %}")
    assert faults(written_layout(tmp_path, sound)) == []
