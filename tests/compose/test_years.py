"""Earlier years, opinions, labels and repeated items in a document: what templates call them, and how they count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_reports import SCALES, entry, item, report, section, value
from written_layouts import TOML, article, expected, faults, tables, written_layout

from reportgen.compose import compose
from reportgen.document.text import Paragraph, Run
from reportgen.document.tree import Document, walk
from reportgen.errors import TemplateError
from reportgen.model.plan import Choice, Opinion, Scale
from reportgen.model.report import Report

IMPORT = '{% import "house/tables.j2" as table %}\n'
SCALE = Scale(
    name="評価",
    choices=(*(Choice(value=v) for v in "AB"), Choice(value="対象外", counts=False), Choice(value="未", counts=False)),
)
THIS_YEAR = TOML + "[theme.roles.this_year]\nfill = 0.85\n"


def opinion(name: str, *texts: str) -> Opinion:
    keys = ("speaker", "opinion", "response")
    return Opinion(**{key: value(f"opinion/{name}/{key}", text) for key, text in zip(keys, texts, strict=True)})


def rated(name: str, party: str, now: str, **before: str):
    made = entry(name, party, {"status": f"{party}が実施した。", "rating": now})
    years = {int(year[1:]): value(f"history/{name}/{party}/rating/{year[1:]}", text) for year, text in before.items()}
    return replace(made, history={"rating": years})


def given() -> Report:
    first = item(
        "1",
        "1",
        "事業あ",
        "内容",
        [
            rated("1", "甲課", "A", y2020="B"),
            rated("1", "乙課", "B", y2020="B"),
            rated("1", "丙課", "対象外", y2020="A"),
        ],
    )
    first = replace(first, badges=("重点", "新規"), opinions=(opinion("1/1", "委員", "広げてほしい。", "広げます。"),))
    second = item("2", "2", "事業い", "内容", [rated("2", "丁課", "A", y2019="A")])
    again = replace(item("3", "3", "事業う", "内容", first.entries), badges=("再掲",), repeats="1")
    goal = section("g", "1", "目標", 1, items=[first, second])
    other = section("h", "2", "別の目標", 1, items=[again])
    goal = replace(goal, opinions=(opinion("g/1", "", "目標が多い。", ""),))
    return report(goal, other, scales={**SCALES, "評価": SCALE})


def composed(folder, body: str, toml: str = THIS_YEAR) -> Document:
    return compose(given(), written_layout(folder, IMPORT + article(body), toml))[0]


def printed(folder, body: str) -> list[str]:
    return [block.text for block in walk(composed(folder, body).blocks) if isinstance(block, Paragraph)]


def rows_of(folder, body: str) -> list[list[str]]:
    (found,) = tables(composed(folder, body))
    return [[slot.cell.text for slot in found.grid.starting(row)] for row in range(found.grid.row_count)]


def test_years_have_the_names_of_columns(tmp_path):
    body = """{% for year in years(2018, 2021) %}
<p>{{ year.year }} {{ year.label }} {{ year.short }}{% if year.current %}●{% endif %}</p>
{% endfor %}"""
    assert printed(tmp_path, body) == [
        "2018 平成30年度 H30",
        "2019 平成31・令和元年度 R1",
        "2020 令和2年度 R2",
        "2021 令和3年度 R3●",
    ]


def test_no_years_are_an_empty_list(tmp_path):
    assert printed(tmp_path, "<p>{{ years(2021, 2020) | length }}年</p>") == ["0年"]


def test_a_value_of_an_earlier_year_is_printed_with_its_source_and_a_missing_one_is_false(tmp_path):
    body = """{% for entry in sections[0].items[0].entries %}<p>{{ entry.in_year(2020).rating }}→{{ entry.rating }}
{% if not entry.in_year(report.year - 2).rating %}（記録なし）{% endif %}</p>{% endfor %}"""
    document = composed(tmp_path, body)
    first = next(block for block in walk(document.blocks) if isinstance(block, Paragraph))
    runs = [part for part in first.content if isinstance(part, Run)]
    assert [run.source for run in runs if run.source] == ["history/1/甲課/rating/2020", "entry/1/甲課/rating"]
    assert first.text.startswith("B→A")
    assert "（記録なし）" in first.text


def test_the_current_year_gives_the_value_of_the_report_itself(tmp_path):
    layout = written_layout(
        tmp_path,
        article(
            "{% for s in sections %}{% for i in s.items %}{% for e in i.entries %}"
            "<p>{{ e.in_year(report.year).rating }}</p>{% endfor %}{% endfor %}{% endfor %}"
        ).replace(" entry.rating", ""),
    )
    document, _ = compose(given(), layout)
    assert document.omitted.isdisjoint({"entry/1/甲課/rating"})
    assert [b.text for b in walk(document.blocks) if isinstance(b, Paragraph)] == [
        "A",
        "B",
        "対象外",
        "A",
        "A",
        "B",
        "対象外",
    ]


def test_earlier_values_may_be_printed_twice_or_never(tmp_path):
    body = (
        "{% set e = sections[0].items[0].entries[0] %}<p>{{ e.in_year(2020).rating }}{{ e.in_year(2020).rating }}</p>"
    )
    assert printed(tmp_path, body) == ["BB"]


EACH = "{% for e in (sections | rows)[1].item.entries %}"
FAULTS = {
    "an unknown field of a year": EACH + "<p>{{ e.in_year(2020).ratng }}</p> {# K14 #}\n{% endfor %}",
    "a year that is none": EACH + "<p>{{ e.in_year('R2').rating }}</p> {# K17 #}\n{% endfor %}",
    "years from a text": "{% for y in years('R1', 2021) %} {# K17 #}\n<p>{{ y.label }}</p>{% endfor %}",
    "more years than a page holds": "{% for y in years(1900, 2021) %} {# K17 #}\n<p>{{ y.label }}</p>{% endfor %}",
    "a name that a year does not have": "{% for y in years(2021, 2021) %}<p>{{ y.labels }}</p> {# K14 #}\n{% endfor %}",
    "the years themselves": "<p>{{ years }}</p> {# K16 #}",
    "an unknown scale": "<p>{{ scales['評化'].name }}</p> {# K14 #}",
    "an unknown field": "<p>{{ fields.raiting.label }}</p> {# K14 #}",
    "an unknown field in a filter": EACH + "<p>{{ [e] | selectattr('raiting') | list }}</p> {# K14 #}\n{% endfor %}",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_name_is_told_with_its_line(tmp_path, name):
    template = article(FAULTS[name])
    found = faults(written_layout(tmp_path, template))
    assert expected(template)
    assert expected(template)[0] in found


def test_the_nearest_valid_name_is_told(tmp_path):
    from reportgen.compose import check_layout

    for body, near in (("fields.raiting.label", "rating"), ("scales['評化'].name", "評価")):
        (fault,) = check_layout(written_layout(tmp_path, article(f"<p>{{{{ {body} }}}}</p>")))
        assert f"「{near}」" in fault.do


def test_labels_stand_in_brackets(tmp_path):
    body = "{% for item in sections[0].items %}<p>{{ table.badges(item) }}事業</p>{% endfor %}"
    assert printed(tmp_path, body) == ["【重点】【新規】事業", "事業"]


def test_opinions_make_a_table_in_print_order(tmp_path):
    assert rows_of(tmp_path, "{{ table.opinions(opinions) }}") == [
        ["対象", "意見者", "意見", "回答"],
        ["1 目標", "－", "目標が多い。", "（回答は検討中です）"],
        ["1 事業あ", "委員", "広げてほしい。", "広げます。"],
    ]


def test_a_layout_has_its_own_words_for_an_opinion_without_an_answer(tmp_path):
    found = rows_of(tmp_path, '{{ table.opinions(opinions, pending="（未回答）") }}')
    assert [row[3] for row in found[1:]] == ["（未回答）", "広げます。"]


def test_without_opinions_there_is_no_table(tmp_path):
    body = "{{ table.opinions(sections[1].opinions) }}<p>{{ sections[0].items[0].opinions | length }}件</p>"
    assert printed(tmp_path, body) == ["1件"]


def test_an_item_that_stands_twice_shows_the_entries_of_its_original_uncounted(tmp_path):
    names = "section.number section.title item.number item.name item.content entry.status"
    body = f"""<article data-omit="{names}"><h1>題</h1>
{{% for row in sections | rows %}}
<p>{{% if row.item.repeated %}}（再掲）{{% endif %}}{{{{ row.entry.party }}}}：{{{{ row.entry.rating }}}}</p>
{{% endfor %}}
</article>"""
    document, _ = compose(given(), written_layout(tmp_path, body))
    assert [block.text for block in walk(document.blocks) if isinstance(block, Paragraph)] == [
        *("甲課：A", "乙課：B", "丙課：対象外", "丁課：A"),
        *("（再掲）甲課：A", "（再掲）乙課：B", "（再掲）丙課：対象外"),
    ]


def test_counts_leave_out_choices_that_do_not_count_and_items_that_stand_twice(tmp_path):
    assert rows_of(tmp_path, '{{ table.counts(sections, fields.rating, scales["評価"]) }}') == [
        ["区分", "A", "B", "対象外", "未", "母数", "記入なし"],
        ["1 目標", "2件（66.7%）", "1件（33.3%）", "1件", "0件", "3件", "0件"],
        ["計", "2件（66.7%）", "1件（33.3%）", "1件", "0件", "3件", "0件"],
    ]


def test_the_caption_of_counts_says_what_is_left_out(tmp_path):
    (found,) = tables(composed(tmp_path, '{{ table.counts(sections, fields.rating, scales["評価"]) }}'))
    caption = "評価の集計（割合は、記入のあった件数から対象外・未を除いた母数に対するものです）"
    assert found.caption is not None
    assert "".join(part.text for part in found.caption.content if isinstance(part, Run)) == caption


def test_counts_by_year_say_how_many_more_or_fewer(tmp_path):
    body = '{{ table.counts_by_year(sections, fields.rating, scales["評価"], years(2019, 2021), role="this_year") }}'
    (found,) = tables(composed(tmp_path, body))
    assert rows_of(tmp_path, body) == [
        ["評価", "平成31・令和元年度", "令和2年度", "令和3年度", "増減"],
        ["A", "1件（100.0%）", "1件（33.3%）", "2件（66.7%）", "＋1件"],
        ["B", "0件（0.0%）", "2件（66.7%）", "1件（33.3%）", "－1件"],
        ["対象外", "0件", "0件", "1件", "＋1件"],
        ["未", "0件", "0件", "0件", "±0件"],
        ["母数", "1件", "3件", "3件", "±0件"],
    ]
    assert [slot.cell.role for slot in found.grid.starting(1)] == [None, None, None, "this_year", None]


def test_year_columns_share_the_width_and_the_current_one_stands_out(tmp_path):
    body = """{% set span = years(2019, 2021) %}
<table data-summary="行は課、列は年度です。"><caption class="hidden">評価の推移</caption>
{{ table.columns([60] + ["*"] * (span | length)) }}
<thead><tr><th>課</th>{{ table.year_heads(span, role="this_year") }}</tr></thead>
<tbody>{% for row in sections[0] | rows %}
<tr><th>{{ row.entry.party | again }}</th>{{ table.year_answers(row.entry, "rating", span, role="this_year") }}</tr>
{% endfor %}</tbody></table>"""
    (found,) = tables(composed(tmp_path, body))
    assert found.grid.widths_mm == pytest.approx((60.0, 69.0, 69.0, 69.0))
    assert rows_of(tmp_path, body)[1:] == [
        ["甲課", "－", "B", "A"],
        ["乙課", "－", "B", "B"],
        ["丙課", "－", "A", "対象外"],
        ["丁課", "A", "－", "A"],
    ]
    assert {slot.cell.role for row in range(found.grid.row_count) for slot in found.grid.starting(row)[3:]} == {
        "this_year"
    }


def test_every_year_can_have_a_look_and_the_current_one_another(tmp_path):
    body = """{% set span = years(2019, 2021) %}
<table data-summary="行は課、列は年度です。"><caption class="hidden">推移</caption>
{{ table.columns(["*"] * (span | length)) }}
<thead><tr>{{ table.year_heads(span, role="this_year", cell="note") }}</tr></thead>
<tbody>{% for row in sections[0] | rows %}
<tr>{{ table.year_answers(row.entry, "rating", span, role="this_year", cell="note") }}</tr>
{% endfor %}</tbody></table>"""
    (found,) = tables(composed(tmp_path, body))
    looks = [[slot.cell.role for slot in found.grid.starting(row)] for row in range(found.grid.row_count)]
    assert looks == [["note", "note", "this_year"]] * 5
    (plain,) = tables(composed(tmp_path, body.replace(', role="this_year"', "")))
    assert {slot.cell.role for row in range(5) for slot in plain.grid.starting(row)} == {"note"}


def test_the_legend_says_which_choices_do_not_count(tmp_path):
    assert printed(tmp_path, '{{ table.legend(scales["評価"]) }}') == [
        "評価：A　B　対象外（割合に数えません）　未（割合に数えません）"
    ]


@pytest.mark.parametrize(
    "condition",
    ['e.rating == "AA"', 'e.rating in ["A", "Ａ"]', '([e] | selectattr("rating", "equalto", "対象") | list)'],
)
def test_an_answer_is_compared_with_choices_that_there_are(tmp_path, condition):
    body = (
        f"{{% for e in sections[0].items[0].entries %}}\n{{% if {condition} %}}<p>可</p>{{% endif %}}\n{{% endfor %}}"
    )
    with pytest.raises(TemplateError) as caught:
        composed(tmp_path, body)
    assert "計画の選択肢にありません" in str(caught.value)
    assert "report.html.j2:5" in str(caught.value)
    assert "近い選択肢は「" in str(caught.value)


def test_an_answer_may_be_compared_with_choices_and_words_for_nothing(tmp_path):
    body = """{% for e in sections[0].items[0].entries %}
{% if e.rating == "対象外" or e.rating == "（未選択）" or e.rating == "" %}<p>外</p>{% endif %}
{% endfor %}"""
    assert printed(tmp_path, body) == ["外"]


def test_the_entries_of_an_item_that_stands_twice_need_not_be_printed_there(tmp_path):
    names = "section.number section.title item.number item.name item.content entry.status"
    body = f"""<article data-omit="{names}"><h1>題</h1>
{{% for row in sections | rows | rejectattr("item.repeated") %}}
<p>{{{{ row.entry.party }}}}：{{{{ row.entry.rating }}}}</p>
{{% endfor %}}
</article>"""
    document, _ = compose(given(), written_layout(tmp_path, body))
    paragraphs = [block.text for block in walk(document.blocks) if isinstance(block, Paragraph)]
    assert paragraphs == ["甲課：A", "乙課：B", "丙課：対象外", "丁課：A"]


def test_cells_of_counts_can_have_a_look_and_headings_then_have_none(tmp_path):
    body = (
        '{{ table.counts_by_year(sections, fields.rating, scales["評価"], years(2020, 2021), '
        'role="this_year", cell="note") }}{{ table.counts(sections, fields.rating, scales["評価"], cell="note") }}'
    )
    by_year, counts = tables(composed(tmp_path, body))
    assert [slot.cell.role for slot in by_year.grid.starting(0)] == [None] * 4
    assert [slot.cell.role for slot in by_year.grid.starting(1)] == [None, "note", "this_year", "note"]
    assert {slot.cell.role for slot in counts.grid.starting(1)[1:]} == {"note"}
