"""Figures of templates: the steps of a flow chart, the words beside it, and what is refused with its line."""

from __future__ import annotations

import pytest
from sample_reports import entry, item, report, section
from written_layouts import article, composed, expected, faults, small_report, table, written_layout

from reportgen.document.tree import Figure, walk
from reportgen.errors import TemplateError
from reportgen.proof.expected import value_counts

TWO = "<ol><li>計画</li><li>実行</li></ol>"


def figures(document):
    return [block for block in walk(document.blocks) if isinstance(block, Figure)]


def test_a_flow_chart_has_its_steps_its_alternative_text_and_its_caption(tmp_path):
    body = """<figure role="flow" alt="計画から
        {{ report.year_label }}の実行まで"><ol><li>計 画</li>
        <li>実
        行</li></ol><figcaption>図　<strong>流れ</strong></figcaption></figure>"""
    (figure,) = figures(composed(tmp_path, body))
    assert figure.drawing.steps == ("計 画", "実行")
    assert not figure.drawing.cycle
    assert figure.alternative.startswith("計画から")
    assert figure.alternative.endswith("令和3年度の実行まで")
    assert figure.caption.text == "図　流れ"
    assert figure.sources == ((), ())
    assert (figure.origin.line, figure.caption.origin.line) == (3, 6)


def test_a_cycle_is_asked_for_and_an_empty_caption_is_none(tmp_path):
    body = f'<figure alt="循環" data-cycle="true">{TWO}<figcaption> </figcaption></figure>'
    body += f'<figure alt="流れ" data-cycle="false">{TWO}</figure>'
    one, other = figures(composed(tmp_path, body))
    assert (one.drawing.cycle, one.caption) == (True, None)
    assert (other.drawing.cycle, other.caption) == (False, None)


MODEL = """{% for section in sections %}{% for item in section.items %}{% for entry in item.entries %}
<p>{{ entry.party }}</p>
<figure alt="流れ"><ol>
{% for line in entry.status.lines %}<li>{{ line }}</li>{% endfor %}
<li>{{ entry.party | again }}</li>
</ol></figure>{% endfor %}{% endfor %}{% endfor %}"""


def test_steps_of_the_model_keep_their_sources_and_count_as_printed(tmp_path):
    body = MODEL.replace("<figure", "<p>{{ entry.rating }}</p><figure")
    document = composed(tmp_path, body, small_report("確かめる\n見直す"))
    (figure,) = figures(document)
    assert figure.drawing.steps == ("確かめる", "見直す", "甲課")
    assert [[(run.source, run.part, run.again) for run in runs] for runs in figure.sources] == [
        [("entry/1-1/甲課/status", 0, False)],
        [("entry/1-1/甲課/status", 1, False)],
        [("party/1-1/甲課", None, True)],
    ]
    counts = value_counts(document)
    assert counts["entry/1-1/甲課/status"] == counts["party/1-1/甲課"] == 1


def test_a_value_that_stands_in_a_chart_and_in_the_text_is_told(tmp_path):
    body = MODEL.replace(" | again", "")
    one = entry("1", "甲課", {"status": "一\n二", "rating": "A"})
    given = report(section("1", "1", "目標", 1, items=[item("1", "1", "事業", "内容", [one])]))
    with pytest.raises(TemplateError) as told:
        composed(tmp_path, body, given)
    assert told.value.code == "K59"


FIGURES = {
    "without alternative text": f"<figure> {{# K48 #}}{TWO}</figure>",
    "with a blank alternative text": f'<figure alt=" "> {{# K48 #}}{TWO}</figure>',
    "of a kind that is not there": f'<figure role="pie" alt="a"> {{# K47 #}}{TWO}</figure>',
    "without steps": '<figure alt="a"></figure> {# K49 #}',
    "of one step": '<figure alt="a"> {# K49 #}<ol><li>a</li></ol></figure>',
    "of no steps where a list is empty": '<figure alt="a"> {# K49 #}\n'
    "<ol>{% for x in range(0) %}<li>a</li>{% endfor %}</ol></figure>",
    "with an empty step": '<figure alt="a"><ol><li>a</li>\n<li> </li></ol></figure> {# K64 #}',
    "with a step of two lines": '<figure alt="a"><ol><li>a</li>\n<li>b<br>c</li></ol></figure> {# K36 K64 #}',
    "with a link in a step": '<figure alt="a"><ol><li>a</li>\n<li><a href="https://b.jp">c</a></li></ol></figure>'
    " {# K36 #}",
    "with two lists": f'<figure alt="a">{TWO}\n{TWO}</figure> {{# K45 #}}',
    "with a paragraph": f'<figure alt="a">{TWO}\n<p>a</p></figure> {{# K36 #}}',
    "with a cycle that is no choice": f'<figure alt="a" data-cycle="yes"> {{# K39 #}}{TWO}</figure>',
    "in a cell": table(f'<tr><td>a</td><td>\n<figure alt="a">{TWO}</figure></td></tr> {{# K36 #}}'),
    "of a text of several lines": """{% for section in sections recursive %}{% for item in section.items %}
<figure alt="a"><ol><li>a</li>
<li>{{ item.content }}</li></ol></figure> {# K64 #}
{% endfor %}{{ loop(section.sections) }}{% endfor %}""",
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_refused(tmp_path, name):
    template = article(FIGURES[name])
    assert sorted(faults(written_layout(tmp_path, template))) == sorted(expected(template))
    assert expected(template)
