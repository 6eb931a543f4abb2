"""Usual layouts of municipalities, each in a few lines with the macros of the house; spans, sources and faults."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sample_reports import entry, item, report, section
from written_layouts import TOML, article, expected, faults, small_report, tables, written_layout

from reportgen.compose import check_layout, compose
from reportgen.compose.rows import percent
from reportgen.document.text import Paragraph, Run
from reportgen.document.tree import walk
from reportgen.errors import TemplateError
from reportgen.model.plan import Choice, Scale

IMPORT = '{% import "house/tables.j2" as table %}\n'
PARTIES = [f"{number}課" for number in "甲乙丙丁戊己庚辛壬癸子丑"]


def answers(name: str, parties, rating="A"):
    return [entry(name, party, {"status": f"{party}が実施した。", "rating": rating}) for party in parties]


def plan():
    """Two goals with one and two measures; items of three parties, one and none."""
    measures = [
        section("1-1", "(1)", "施策あ", 2, items=[item("1", "1", "事業い", "内容", answers("1", PARTIES[:3]))]),
        section(
            "1-2",
            "(2)",
            "施策う",
            2,
            items=[
                item("2", "2", "事業え", "内容", answers("2", PARTIES[3:4], "B")),
                item("3", "3", "事業お", "重点", []),
            ],
        ),
    ]
    last = [section("2-1", "(1)", "施策か", 2, items=[item("4", "4", "事業き", "重点", answers("4", PARTIES))])]
    return report(section("1", "1", "目標ア", 1, sections=measures), section("2", "2", "目標イ", 1, sections=last))


def grid(folder: Path, body: str, *, toml: str = TOML, given=None):
    """The only table of a layout, as (row span, column span, text) of the cells that start in each row."""
    document, _ = compose(given or plan(), written_layout(folder, IMPORT + article(body), toml))
    (found,) = tables(document)
    return found, [
        [(s.cell.row_span, s.cell.column_span, "\n".join(leaf.text for leaf in s.cell.leaves)) for s in starting]
        for starting in map(found.grid.starting, range(found.grid.row_count))
    ]


THREE_LEVELS = """
<table data-summary="行は事業と課、列は評価です。">
<caption class="hidden">一覧</caption>
{{ table.columns([40, 40, 50, 30, "*", 20]) }}
{{ table.head(["基本目標", "施策", labels.item, labels.party, fields.status.label, fields.rating.label]) }}
<tbody>
{% for row in sections | rows | spans %}
<tr>
{{ table.titled(row.section_spans[0], row.sections[0].number, row.sections[0].title) }}
{{ table.titled(row.section_spans[1], row.sections[1].number, row.sections[1].title) }}
{{ table.merged(row.item_span, row.item.name) }}
{{ table.answer(row.entry, "party") }}
{{ table.answer(row.entry, "status") }}
{{ table.answer(row.entry, "rating", role="rating") }}
</tr>
{% endfor %}
</tbody></table>"""


def test_three_levels_are_merged_and_one_row_is_left_for_each_party(tmp_path):
    _, rows = grid(tmp_path, THREE_LEVELS)
    assert len(rows) == 1 + 3 + 1 + 1 + 12
    assert rows[1][:4] == [(5, 1, "1 目標ア"), (3, 1, "(1) 施策あ"), (3, 1, "事業い"), (1, 1, "甲課")]
    assert [len(row) for row in rows[1:]] == [6, 3, 3, 5, 4, 6, *([3] * 11)]
    assert rows[5] == [(1, 1, "事業お"), (1, 1, "－"), (1, 1, "－"), (1, 1, "－")]
    assert rows[6][:3] == [(12, 1, "2 目標イ"), (12, 1, "(1) 施策か"), (12, 1, "事業き")]
    assert [row[-3][2] for row in rows[6:]] == PARTIES


def test_values_that_macros_print_keep_their_sources_and_merged_names_are_read_again_on_the_next_page(tmp_path):
    found, _ = grid(tmp_path, THREE_LEVELS)
    slots = [slot for row in range(1, 4) for slot in found.grid.starting(row)]
    runs = [part for s in slots for leaf in s.cell.leaves for part in leaf.content if isinstance(part, Run)]
    assert [run.source for run in runs if run.source][:6] == [
        *("section/1/number", "section/1/title", "section/1-1/number", "section/1-1/title"),
        *("item/1/name", "party/1/甲課"),
    ]
    assert [slot.cell.on_break for slot in slots[:4]] == ["repeat", "repeat", "repeat", "flow"]


def test_what_a_macro_writes_has_the_line_that_called_it(tmp_path):
    found, _ = grid(tmp_path, THREE_LEVELS)
    lines = (IMPORT + article(THREE_LEVELS)).split("\n")
    called = 1 + next(n for n, line in enumerate(lines) if "row.item_span" in line)
    (cell,) = [s.cell for s in found.grid.starting(5) if s.cell.leaves[0].text == "事業お"]
    assert str(cell.origin) == f"templates/trial/report.html.j2:{called}"


FAULTS = {
    "a role that nothing styles": '{{ table.answer(none, "x", role="ratings") }} {# K43 #}',
    "a value that is cut": "<td>\n{{ table.merged(1, sections[0].title)[0:2] }}</td> {# K31 #}",
    "a name that is not there": "{{ table.merged(1, report.nix) }} {# K14 #}<td></td>",
    "a macro that is not there": "{{ table.merge(1, report.year_label) }} {# K14 #}<td></td>",
    "a span that is no number": '{{ table.merged("two", report.year_label) }} {# K39 #}<td></td>',
    "a row of three cells": "{{ table.merged(1, 'a') }}{{ table.merged(1, 'b') }}<td></td> {# G03 #}",
    "an argument that fits nothing": "{{ table.answer() }} {# K13 #}<td></td>",
    "the rows of something else": '{% for row in sections | rows("parties") %} {# K17 #}{% endfor %}<td></td>',
    "a share of a text": "<td>{{ percent(report.year_label, 2) }}</td> {# K17 #}",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_a_macro_is_told_at_the_line_that_called_it(tmp_path, name):
    body = f"""<table data-summary="説明です。"><caption class="hidden">名前</caption>
{{{{ table.columns([40, "*"]) }}}}
{{{{ table.head(["左", "右"]) }}}}
<tbody><tr>
{FAULTS[name]}
</tr></tbody></table>"""
    template = IMPORT + article(body)
    wanted = expected(template)
    assert wanted
    found = faults(written_layout(tmp_path, template))
    assert wanted[0] in found
    assert all(place.startswith("templates/trial/") for _, place in found)


@pytest.mark.proof
def test_no_fault_names_a_file_of_the_house(tmp_path):
    for body in FAULTS.values():
        layout = written_layout(tmp_path, IMPORT + article(f"<table>{body}</table>"))
        assert all(place.startswith("templates/trial/") for _, place in faults(layout))


def test_the_files_of_the_house_are_named_where_one_is_missing(tmp_path):
    with pytest.raises(TemplateError, match=r"house/tables\.j2"):
        compose(small_report(), written_layout(tmp_path, '{% import "house/table.j2" as table %}' + article("")))


def test_only_some_items_are_shown_and_merged_among_themselves(tmp_path):
    chosen = '{% for row in sections | rows | selectattr("item.content", "equalto", "重点") | spans %}'
    _, rows = grid(tmp_path, THREE_LEVELS.replace("{% for row in sections | rows | spans %}", chosen))
    assert rows[1][:3] == [(1, 1, "1 目標ア"), (1, 1, "(2) 施策う"), (1, 1, "事業お")]
    assert rows[2][:3] == [(12, 1, "2 目標イ"), (12, 1, "(1) 施策か"), (12, 1, "事業き")]


def test_a_band_stands_over_the_rows_of_its_section(tmp_path):
    body = """<table data-summary="行は事業です。"><caption class="hidden">一覧</caption>
{{ table.columns(["*", 60]) }}{{ table.head(["事業", "課"]) }}
<tbody>{% for section in sections %}{{ table.band(2, section.title) }}
{% for row in section | rows | spans %}
<tr>{{ table.merged(row.item_span, row.item.name) }}{{ table.answer(row.entry, "party") }}</tr>
{% endfor %}{% endfor %}</tbody></table>"""
    found, rows = grid(tmp_path, body)
    assert rows[1] == [(1, 2, "目標ア")]
    assert rows[7] == [(1, 2, "目標イ")]
    assert found.grid.is_band(1)
    assert not found.grid.is_band(2)


def test_a_head_of_two_rows_and_years_that_share_the_width_with_one_filled(tmp_path):
    toml = TOML + "[theme.roles.this_year]\nfill = 0.85\n"
    body = """<p>表の前です。</p>
<table data-summary="行は事業、列は年度です。"><caption class="hidden">実績</caption>
{{ table.columns([60, "*", "*", "*"]) }}
<thead><tr><th rowspan="2">事業</th><th colspan="3">実績</th></tr>
<tr><th>{{ report.previous_year_label }}</th><th role="this_year">{{ report.year_label }}</th>
<th>{{ report.next_year_label }}</th></tr></thead>
<tbody>{% for row in sections | rows | spans %}{% if row.item_span %}
<tr><th>{{ row.item.name }}</th><td>－</td><td role="this_year">{{ row.item.content }}</td><td>－</td></tr>
{% endif %}{% endfor %}</tbody></table>
<p role="note">表の後です。</p>"""
    layout = written_layout(tmp_path, IMPORT + article(body), toml)
    document, _ = compose(plan(), layout)
    (found,) = tables(document)
    assert found.grid.header_rows == 2
    assert found.grid.widths_mm == pytest.approx((60.0, 69.0, 69.0, 69.0))
    assert [slot.cell.role for slot in found.grid.starting(2)] == [None, None, "this_year", None]
    assert document.theme.role("this_year").fill == 0.85
    around = [block.text for block in walk(document.blocks) if isinstance(block, Paragraph)]
    assert around == ["表の前です。", "表の後です。"]


def test_answers_stand_in_one_cell_under_the_names_of_their_parties(tmp_path):
    body = """<table data-summary="行は事業です。"><caption class="hidden">一覧</caption>
{{ table.columns([60, "*"]) }}{{ table.head(["事業", "実施状況"]) }}
<tbody>{% for row in sections | rows | spans %}{% if row.item_span %}
<tr><th>{{ row.item.name }}</th>{{ table.by_party(row.item.entries, "status") }}</tr>
{% endif %}{% endfor %}</tbody></table>"""
    _, rows = grid(tmp_path, body)
    assert rows[1][1][2] == "\n".join(f"【{party}】\n{party}が実施した。" for party in PARTIES[:3])
    assert rows[3][1][2] == "－"
    assert rows[4][1][2].count("【") == 12


def test_the_legend_is_made_of_the_scale(tmp_path):
    body = '{{ table.legend(scales["評価"]) }}{{ table.legend(scales["方向性"]) }}'
    document, _ = compose(plan(), written_layout(tmp_path, IMPORT + article(body)))
    found = [block for block in walk(document.blocks) if isinstance(block, Paragraph)]
    assert [(block.role, block.text) for block in found] == [
        ("note", "評価：A…Aの意味　B…Bの意味　C…Cの意味　D…Dの意味"),
        ("note", "方向性：継続　拡大　縮小　未選択"),
    ]


def test_the_summary_counts_each_section_and_states_its_denominator(tmp_path):
    given = plan()
    _, rows = grid(tmp_path, '{{ table.counts(sections, fields.rating, scales["評価"]) }}', given=given)
    texts = [[text for _, _, text in row] for row in rows]
    assert texts == [
        ["区分", "A", "B", "C", "D", "記入あり（母数）", "記入なし"],
        ["(1) 施策あ", "3件（100.0%）", "0件（0.0%）", "0件（0.0%）", "0件（0.0%）", "3件", "0件"],
        ["(2) 施策う", "0件（0.0%）", "1件（100.0%）", "0件（0.0%）", "0件（0.0%）", "1件", "0件"],
        ["(1) 施策か", "12件（100.0%）", "0件（0.0%）", "0件（0.0%）", "0件（0.0%）", "12件", "0件"],
        ["計", "15件（93.8%）", "1件（6.3%）", "0件（0.0%）", "0件（0.0%）", "16件", "0件"],
    ]


def test_the_summary_can_count_the_sections_of_a_higher_level(tmp_path):
    call = '{{ table.counts(sections, fields.rating, scales["評価"], level=LEVEL) }}'
    _, rows = grid(tmp_path, call.replace("LEVEL", "1"), given=plan())
    assert [(row[0][2], row[1][2], row[2][2]) for row in rows[1:]] == [
        ("1 目標ア", "3件（75.0%）", "1件（25.0%）"),
        ("2 目標イ", "12件（100.0%）", "0件（0.0%）"),
        ("計", "15件（93.8%）", "1件（6.3%）"),
    ]
    _, lowest = grid(tmp_path, call.replace(", level=LEVEL", ""), given=plan())
    assert grid(tmp_path, call.replace("LEVEL", "3"), given=plan())[1] == lowest


A4 = "[theme.page]\nwidth_mm = 210\nheight_mm = 297\n"


def with_choices(count: int):
    choices = tuple(Choice(value=f"{number}類") for number in range(1, count + 1))
    return replace(plan(), scales={"評価": Scale(name="評価", choices=choices)})


@pytest.mark.parametrize("count", range(1, 10))
def test_the_summary_of_up_to_nine_choices_fits_an_upright_page(tmp_path, count):
    call = '{{ table.counts(sections, fields.rating, scales["評価"]) }}'
    found, rows = grid(tmp_path, call, toml=TOML + A4, given=with_choices(count))
    assert len(rows[0]) == count + 3
    assert found.grid.widths_mm[0] >= (24 if count < 8 else 15)


def test_a_column_without_room_for_a_character_is_refused_with_its_table_and_column(tmp_path):
    call = '{{ table.counts(sections, fields.rating, scales["評価"], width=25) }}'
    with pytest.raises(TemplateError) as caught:
        grid(tmp_path, call, toml=TOML + A4, given=with_choices(5))
    fault = caught.value
    assert (fault.code, fault.status, fault.where) == ("K80", 2, "templates/trial/report.html.j2:4")
    assert "表「評価の集計」の1列目（「区分」）の幅 5mm" in fault.what
    assert fault.do.startswith("5.6mm 以上")


@pytest.mark.parametrize(
    ("column", "cell", "sound"),
    [(5.5, "あ", False), (5.7, "あ", True), (8.5, "<ul><li>あ</li></ul>", False), (8.7, "<ul><li>あ</li></ul>", True)],
)
def test_a_column_has_room_for_one_character_behind_the_mark_of_a_list(tmp_path, column, cell, sound):
    body = f"""<table data-summary="説明です。"><caption class="hidden">名前</caption>
{{{{ table.columns([{column}, "*"]) }}}}{{{{ table.head(["左", "右"]) }}}}
<tbody><tr><td>{cell}</td><td>う</td></tr></tbody></table>"""
    found = faults(written_layout(tmp_path, IMPORT + article(body)))
    assert found == ([] if sound else [("K80", "templates/trial/report.html.j2:4")])


def test_what_is_taken_from_a_row_without_a_party_is_told_as_such(tmp_path):
    body = "{% for row in sections | rows %}\n<p>{{ row.entry.in_year(2020).rating }}</p>\n{% endfor %}"
    found = check_layout(written_layout(tmp_path, IMPORT + article(body)))
    assert [(fault.code, fault.where) for fault in found] == [("K81", "templates/trial/report.html.j2:5")]
    assert "{% if row.entry %}" in found[0].do


def test_no_message_proposes_a_name_where_there_are_none(tmp_path):
    body = "<p>{{ derived.rate.label }}</p>"
    (fault,) = check_layout(written_layout(tmp_path, IMPORT + article(body)))
    assert (fault.code, "「」" in str(fault)) == ("K82", False)


@pytest.mark.parametrize(
    ("count", "total", "text"), [(1, 8, "12.5%"), (1, 16, "6.3%"), (2, 3, "66.7%"), (0, 5, "0.0%"), (0, 0, "－")]
)
def test_shares_are_rounded_half_up(count, total, text):
    assert percent(count, total) == text


def test_every_shape_is_a_sound_layout(tmp_path):
    whole = THREE_LEVELS.replace("row.sections[1]", "(row.sections | last)")
    assert faults(written_layout(tmp_path, IMPORT + article(whole.replace("[1], ", " | last, ")))) == []
