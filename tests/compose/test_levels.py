"""Plans of one to five levels, with any numbers, and three ways to show where a group begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sample_reports import FIELDS, entry, item, report, section
from written_layouts import article, tables, written_layout
from written_masters import GOOD, load, master

from reportgen.compose import compose
from reportgen.document.text import Run
from reportgen.document.tree import Document, Heading, Table, walk
from reportgen.merge import merge
from reportgen.plan.load import load_layout
from reportgen.proof import prove
from reportgen.render.to_docx import render_docx
from reportgen.render.to_html import render_html
from reportgen.render.to_pdf import render_pdf

MATRIX = load_layout(Path(__file__).parents[2] / "templates" / "matrix")
IMPORT = '{% import "house/tables.j2" as table %}\n'
NUMBERS = ("Ⅰ", "1", "(1)", "①", "ア")
LEVELS = """
    ID | 上位ID | 区分 | 番号 | 名称
    p1 | | 編 | Ⅰ | 第一の編
    p2 | p1 | 章 | 1 | 第一の章
    p3 | p2 | 節 | (1) | 第一の節
    p4 | p3 | 施策 | ① | 第一の施策
    p5 | p4 | 取組 | ア | 第一の取組
    q1 | | 編 | ■ | 番号の代わりに印を付けた編
"""
ITEMS = """
    ID | 体系ID | 番号 | 事業名 | 内容
    a | p5 | ■ | 交流事業 | 交流を進めます。
    b | p3 | (ア) | 相談事業 | 相談に応じます。
    c | q1 | | 番号のない事業 | 内容です。
"""


def headings(document: Document) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in walk(document.blocks) if isinstance(block, Heading)]


def test_a_plan_master_of_five_levels_makes_six_headings_with_its_own_numbers(tmp_path):
    parties = "事業ID | 担当課 | 提出者\na | 図書課 |\nb | 福祉課 |\nc | 公園課 |"
    plan = load(tmp_path, master(体系=LEVELS, 事業=ITEMS, 担当=parties, 選択肢=GOOD["選択肢"]))
    document, _ = compose(merge(plan, MATRIX, [], issued=None, final=False)[0], MATRIX)
    assert headings(document)[1:] == [
        (2, "Ⅰ 第一の編"),
        (3, "1 第一の章"),
        (4, "(1) 第一の節"),
        (5, "① 第一の施策"),
        (6, "ア 第一の取組"),
        (2, "■ 番号の代わりに印を付けた編"),
    ]
    assert [item.full_number for item in plan.items()] == ["(1)-(ア)", "ア-■", "c"]
    files = {"a.docx": render_docx(document), "a.pdf": render_pdf(document), "a.html": render_html(document)}
    assert prove(document, files, []).differences == ()


def nested(depth: int, fields=("status", "rating")):
    """A report of one branch that deep; its leaf holds two items of two parties and one of none."""
    items = [
        item(str(n), str(n), f"事業{n}", "内容", [entry(str(n), p, dict.fromkeys(fields, "済")) for p in parties])
        for n, parties in enumerate((("甲課", "乙課"), ("丙課", "丁課"), ()), 1)
    ]
    node = replace(section("s", NUMBERS[depth - 1], f"{depth}段目", 1, items=items), level=depth)
    for level in range(depth - 1, 0, -1):
        node = replace(section(f"s{level}", NUMBERS[level - 1], f"{level}段目", 1, sections=[node]), level=level)
    return report(node)


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_any_number_of_levels_may_be_headings(depth):
    found = headings(compose(nested(depth, FIELDS), MATRIX)[0])[1:]
    assert found == [(n + 1, f"{NUMBERS[n - 1]} {n}段目") for n in range(1, depth + 1)]


MERGED = """<table data-summary="行は事業と課です。"><caption class="hidden">一覧</caption>
{{ table.columns(["*"] * DEPTH + ["*", "*"]) }}
<thead><tr>{% for n in range(DEPTH) %}<th>{{ n + 1 }}段目</th>{% endfor %}<th>事業</th><th>課</th></tr></thead>
<tbody>{% for row in sections | rows | spans %}
<tr>{% for one in row.sections %}{{ table.titled(row.section_spans[loop.index0], one.number, one.title) }}{% endfor %}
{{ table.merged(row.item_span, row.item.name) }}{{ table.answer(row.entry, "party") }}</tr>
{% endfor %}</tbody></table>"""


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_any_number_of_levels_may_be_merged_columns(tmp_path, depth):
    body = IMPORT + article(MERGED.replace("DEPTH", str(depth)))
    document, _ = compose(nested(depth), written_layout(tmp_path, body))
    (found,) = tables(document)
    first = [(slot.cell.row_span, slot.cell.text) for slot in found.grid.starting(1)]
    levels = [(5, f"{NUMBERS[n - 1]} {n}段目") for n in range(1, depth + 1)]
    assert first == [*levels, (2, "事業1"), (1, "甲課")]
    assert [len(found.grid.starting(row)) for row in range(2, 6)] == [1, 2, 1, 2]


BANDS = """{% for top in sections %}
<table data-summary="行は事業と課です。"><caption class="hidden">一覧</caption>
{{ table.columns([60, "*"]) }}{{ table.head(["事業", "課"]) }}
<tbody>{% for section in [top] recursive %}{{ table.band(2, BAND) }}
{% for row in section | rows | spans if row.section is sameas section %}
<tr>{{ table.merged(row.item_span, row.item.name) }}{{ table.answer(row.entry, "party") }}</tr>
{% endfor %}{{ loop(section.sections) }}{% endfor %}</tbody></table>
{% endfor %}"""


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_any_number_of_levels_may_be_band_rows(tmp_path, depth):
    body = IMPORT + article(BANDS.replace("BAND", "section.title"))
    document, _ = compose(nested(depth), written_layout(tmp_path, body))
    (found,) = tables(document)
    bands = [row for row in range(found.grid.row_count) if found.grid.is_band(row)]
    assert bands == list(range(1, depth + 1))
    assert [found.grid.starting(row)[0].cell.text for row in bands] == [f"{n}段目" for n in range(1, depth + 1)]


def test_a_head_of_three_rows_groups_the_columns(tmp_path):
    body = """<table data-summary="行は事業です。"><caption class="hidden">一覧</caption>
{{ table.columns([60, "*", "*", "*", "*"]) }}
<thead>
<tr><th rowspan="3">事業</th><th colspan="4">評価</th></tr>
<tr><th colspan="2">前期</th><th colspan="2">後期</th></tr>
<tr><th>自己</th><th>外部</th><th>自己</th><th>外部</th></tr>
</thead>
<tbody>{% for row in sections | rows | spans %}{% if row.item_span %}
<tr><th>{{ row.item.name }}</th><td>A</td><td>B</td><td>A</td><td>C</td></tr>
{% endif %}{% endfor %}</tbody></table>"""
    document, _ = compose(nested(1), written_layout(tmp_path, IMPORT + article(body)))
    (found,) = tables(document)
    assert found.grid.header_rows == 3
    assert [[slot.cell.text for slot in found.grid.starting(row)] for row in range(3)] == [
        ["事業", "評価"],
        ["前期", "後期"],
        ["自己", "外部", "自己", "外部"],
    ]
    files = {"a.docx": render_docx(document), "a.pdf": render_pdf(document), "a.html": render_html(document)}
    assert prove(document, files, []).differences == ()


@pytest.mark.parametrize("number", ["Ⅰ", "1", "(1)", "①", "ア", "■", "第1章", "1-1-(2)", "一", "A.", "", "イ）"])
def test_a_number_is_any_text_and_is_printed_as_it_is(number):
    one = item("1", number, "事業", "内容", [])
    document, _ = compose(report(section("1", number, "区分", 1, items=[one])), MATRIX)
    assert headings(document)[1][1] == f"{number} 区分".strip()
    sources = {
        part.source: part.text
        for block in walk(document.blocks)
        if isinstance(block, Table)
        for leaf in block.grid.starting(1)[0].cell.leaves
        for part in leaf.content
        if isinstance(part, Run)
    }
    assert sources == ({"item/1/number": number} if number else {})
