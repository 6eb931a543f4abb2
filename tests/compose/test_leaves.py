"""Words and white space: the template's own collapse, the data's stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_reports import entry, item, report, section, value
from written_layouts import article, composed, small_report, table, tables, written_layout

from reportgen.compose import compose
from reportgen.document.text import Break, List, Paragraph, Run
from reportgen.document.tree import Heading, walk
from reportgen.errors import TemplateError
from reportgen.model.value import Statement

ENDS = "{% endfor %}{% endfor %}{% endfor %}"


def each_entry(body: str) -> str:
    """A body for every entry of every item."""
    return "{% for section in sections %}{% for item in section.items %}{% for entry in item.entries %}" + body + ENDS


def first(folder, body, status="実施した。"):
    """The first paragraph that a body makes."""
    document = composed(folder, body, small_report(status))
    return next(block for block in walk(document.blocks) if isinstance(block, Paragraph))


WHITE = {
    "one space": ("<p>a b</p>", "a b"),
    "many spaces are one": ("<p>a  \t b</p>", "a b"),
    "spaces at the ends vanish": ("<p>  a b\n  </p>", "a b"),
    "a line break is a space": ("<p>a\n   b</p>", "a b"),
    "a line break inside Japanese is nothing": ("<p>子どもの\n   居場所</p>", "子どもの居場所"),
    "a line break beside a narrow letter is a space": ("<p>子ども\nABC</p>", "子ども ABC"),
    "a space inside Japanese stays": ("<p>子どもの 居場所</p>", "子どもの 居場所"),
    "an ideographic space is a letter": ("<p>　子ども　　の　</p>", "　子ども　　の　"),
    "a no-break space is a letter": ("<p>&nbsp;a&nbsp; b</p>", "\xa0a\xa0 b"),
    "entities": ("<p>&lt;a&gt; &amp; b &#x795e;</p>", "<a> & b 神"),
    "a bare ampersand": ("<p>PDCA & OODA</p>", "PDCA & OODA"),
    "around a break": ("<p>a  <br>\n  b</p>", "a\nb"),
    "a break at the end": ("<p>a<br></p>", "a\n"),
    "across marks": ("<p>a <strong> b </strong> c</p>", "a b c"),
    "a jinja block between words": ("<p>a\n{% if draft %}\nb\n{% endif %}\nc</p>", "a b c"),
}


@pytest.mark.parametrize("name", WHITE)
def test_white_space_of_the_template(tmp_path, name):
    body, wanted = WHITE[name]
    assert first(tmp_path, body).text == wanted


def test_a_text_between_words_keeps_every_character_of_its_own(tmp_path):
    status = "  ひとつ　 \t ふたつ "
    found = first(tmp_path, each_entry("<p>\n 前 {{ entry.status }} 後\n </p>"), status)
    assert found.text == f"前 {status} 後"
    assert found.content == (Run("前 "), Run(status, "entry/1-1/甲課/status"), Run(" 後"))


def test_a_line_break_of_the_template_beside_a_text_follows_the_letters(tmp_path):
    assert first(tmp_path, each_entry("<p>状況は\n{{ entry.status }}\nである</p>")).text == "状況は実施した。である"
    assert first(tmp_path, each_entry("<p>状況は\n{{ entry.status }}</p>"), "A").text == "状況は A"


def test_spaces_of_the_template_vanish_where_a_line_of_the_data_begins_or_ends(tmp_path):
    assert first(tmp_path, each_entry("<p>前 {{ entry.status }} 後</p>"), "\n一\n").text == "前\n一\n後"


def test_an_empty_text_leaves_no_space_behind(tmp_path):
    assert first(tmp_path, each_entry("<p>{{ entry.status }} 後</p>"), "").text == "後"
    assert first(tmp_path, each_entry("<p>前 {{ entry.status }} 後</p>"), "").text == "前 後"


def test_a_newline_of_the_data_is_a_break_in_a_leaf_and_a_paragraph_in_a_cell(tmp_path):
    body = each_entry("<p>{{ entry.status }}</p>")
    source = "entry/1-1/甲課/status"
    assert first(tmp_path, body, "一\n\n二").content == (Run("一", source), Break(), Break(), Run("二", source))
    cells = each_entry(table("<tr><td>前 {{ entry.status }} 後</td><td>{{ entry.rating }}</td></tr>"))
    cell = tables(composed(tmp_path, cells, small_report("一\n\n二")))[0].grid.slots[1][0].cell
    assert [leaf.content for leaf in cell.leaves] == [
        (Run("前 "), Run("一", source)),
        (),
        (Run("二", source), Run(" 後")),
    ]
    assert all(isinstance(block, Paragraph) for block in cell.blocks)


def test_a_break_of_the_template_stays_a_break_in_a_cell(tmp_path):
    cell = tables(composed(tmp_path, table("<tr><td>a<br>b</td><td></td></tr>")))[0].grid.slots[1]
    assert cell[0].cell.blocks[0].content == (Run("a"), Break(), Run("b"))
    assert [paragraph.content for paragraph in cell[1].cell.blocks] == [()]


HOSTILE = {
    "tags": "<b>太字</b><td></tr><script>alert(1)</script>",
    "entities": "&amp; &lt; &#60; &nbsp;",
    "the end of a section": "]]> <!-- --> <![CDATA[",
    "jinja": "{{ report }} {% raw %} {# a #} {%",
    "quotes": "\" ' `",
    "control characters": "a\x01b\x0bc\x1b\x7f\r",
    "marks of our own": "\ufdd0 0:1\ufdd1 \ufdd21\ufdd3 \ufdef",
    "white space": "  \t 　 \xa0 ",
    "beyond the basic plane": "𠮟る 𩸽 👨‍👩‍👧 \ufe0f",
    "letters that normalisation would change": "神塚㈱①㎡が\u304b\u3099",
    "formats": "%s {0} {entry.rating} $x \\n \\",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_out_as_it_is(tmp_path, name):
    text = HOSTILE[name]
    body = each_entry(
        "<p>{{ entry.status }}</p>"
        + table("<tr><th>{{ entry.rating }}</th><td>{{ section.number }}</td></tr>").replace(
            "表の名前", "{{ entry.party }}"
        )
        + "<h2>{{ item.name }}</h2><ul><li>{{ item.content }}</li></ul>"
    )
    one = entry("1-1", text, {"status": text, "rating": text})
    given = report(section("1", text, "目標", 1, items=[item("1-1", "1", text, text, [one])]))
    document = composed(tmp_path, body, given)
    blocks = list(walk(document.blocks))
    leaves = [block.text for block in blocks if isinstance(block, Paragraph)]
    leaves += [block.text for block in blocks if isinstance(block, Heading)][1:]
    leaves += [one.text for block in blocks if isinstance(block, List) for one in block.items]
    found = tables(document)[0]
    leaves += [slot.cell.text for slot in found.grid.slots[1]]
    assert leaves == [text] * 5
    assert found.label == text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_plain_strings_come_out_as_they_are(tmp_path, name):
    text = HOSTILE[name]
    given = report(plan_name=text, municipality=text, short_name=text)
    body = f"<p>{{{{ report.plan_name }}}}</p>{table('<tr><td>{{ report.municipality }}</td><td>b</td></tr>')}"
    layout = written_layout(tmp_path, article(body.replace("行と列の説明です。", "{{ report.plan_short_name }}")))
    document, _ = compose(given, layout)
    found = tables(document)[0]
    assert next(block for block in document.blocks if isinstance(block, Paragraph)).text == text
    assert found.grid.slots[1][0].cell.text == text
    assert found.summary == text.strip(" \t\r\n")
    assert (document.metadata.author, document.metadata.subject) == (text, text)


def test_marks_around_words_become_looks_of_runs(tmp_path):
    body = '<p>a<strong>b<em>c</em></strong><a href="https://example.jp/?a=1&amp;b=2">d</a></p>'
    assert first(tmp_path, body).content == (
        Run("a"),
        Run("b", strong=True),
        Run("c", strong=True, emphasis=True),
        Run("d", href="https://example.jp/?a=1&b=2"),
    )


def test_lists_carry_their_marks_beside_the_text(tmp_path):
    body = '<ul><li>a</li><li data-mark="★">b</li></ul><ul data-mark="－"><li>c</li></ul><ol><li>d</li><li>e</li></ol>'
    document = composed(tmp_path, body + "<ul></ul>")
    lists = [block for block in document.blocks if isinstance(block, List)]
    assert [[(one.mark, one.text) for one in each.items] for each in lists] == [
        [("・", "a"), ("★", "b")],
        [("－", "c")],
        [("1.", "d"), ("2.", "e")],
    ]


def test_a_value_can_be_printed_line_by_line_and_keeps_its_source(tmp_path):
    body = each_entry("<ul>{% for line in entry.status.lines %}<li>{{ line }}</li>{% endfor %}</ul>")
    template = article(body).replace("entry.status entry.rating", "entry.rating")
    document, _ = compose(small_report("一\n二"), written_layout(tmp_path, template))
    found = next(block for block in document.blocks if isinstance(block, List))
    source = "entry/1-1/甲課/status"
    assert [one.content for one in found.items] == [(Run("一", source, part=0),), (Run("二", source, part=1),)]


def test_a_value_of_which_only_some_lines_are_printed_is_not_printed(tmp_path):
    body = each_entry("{% for line in entry.status.lines[:2] %}<p>{{ line }}</p>{% endfor %}")
    layout = written_layout(tmp_path, article(body).replace("entry.status entry.rating", "entry.rating"))
    assert len(compose(small_report("一\n二"), layout)[0].blocks) == 3
    assert len(compose(small_report("一\n二\n"), layout)[0].blocks) == 3
    with pytest.raises(TemplateError, match=r"entry\.status の 1件が"):
        compose(small_report("一\n二\n三"), layout)


def test_statements_carry_their_marks_and_the_year_of_a_star(tmp_path):
    made = (Statement(text="一", mark="・"), Statement(text="二", mark="★", judged=2023))
    plain = value("entry/1-1/甲課/status", "一\n二")
    one = replace(entry("1-1", "甲課", {"rating": "A"}), values={"status": replace(plain, statements=made)})
    given = report(section("1", "1", "目標", 1, items=[item("1-1", "1", "事業", "内容", [one])]))
    body = each_entry(
        """<ul>{% for one in entry.status.statements %}
        <li data-mark="{{ one.mark }}">{{ one.text }}{{ one.judged_label }}</li>
        {% endfor %}</ul>"""
    )
    layout = written_layout(tmp_path, article(body).replace("entry.status entry.rating", "entry.rating"))
    found = next(block for block in compose(given, layout)[0].blocks if isinstance(block, List))
    assert [(line.mark, line.text) for line in found.items] == [("・", "一"), ("★", "二令和5年度")]
    assert found.items[1].content[0] == Run("二", "entry/1-1/甲課/status", part=1)


def test_values_can_be_joined_and_keep_their_sources(tmp_path):
    entries = [entry("1-1", party, {"status": "x", "rating": "A"}) for party in ("甲課", "乙課")]
    given = report(section("1", "1", "目標", 1, items=[item("1-1", "1", "事業", "内容", entries)]))
    body = """{% for section in sections %}{% for item in section.items %}
        <p>{{ item.entries | join("、", attribute="party") }}</p>
        <p>{{ item.entries | map(attribute="party") | map("again") | join(" < ") }}</p>
        {% endfor %}{% endfor %}"""
    document = composed(tmp_path, body, given)
    one, other = Run("甲課", "party/1-1/甲課"), Run("乙課", "party/1-1/乙課")
    first, second = (block.content for block in document.blocks[1:])
    assert first == (one, Run("、"), other)
    assert second == (replace(one, again=True), Run(" < "), replace(other, again=True))
    with pytest.raises(TemplateError, match=r"entry\.party が2回"):
        composed(tmp_path, body.replace(' | map("again")', ""), given)
