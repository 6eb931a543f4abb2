"""Every fault of a layout as its own small template; the expected code stands in a remark on the faulty line."""

from __future__ import annotations

import pytest
from written_layouts import article, expected, faults, small_report, table, written_layout

from reportgen.compose import check_layout, compose
from reportgen.errors import TemplateError

NAMES = {
    "a top-level name that is not there": "<p>{{ reprot.year }}</p> {# K13 #}",
    "an item of a record that is not there": "<p>{{ report.yaer_label }}</p> {# K14 #}",
    "the misspelt field of an entry": """
        {% for section in sections recursive %}{% for item in section.items %}{% for entry in item.entries %}
        <p>{{ entry.statsu }}</p> {# K14 #}
        {% endfor %}{% endfor %}{{ loop(section.sections) }}{% endfor %}""",
    "a missing name in a condition": "{% if metting.name %} {# K13 #}\n<p>x</p>{% endif %}",
    "a missing name in a loop": "<p>a</p>\n{% for x in section %} {# K13 #}\n<p>{{ x }}</p>{% endfor %}",
    "a missing name that is compared": "{% if raport == 'x' %} {# K13 #}\n<p>a</p>{% endif %}",
    "a missing name that is called": "<p>{{ cell('x') }}</p> {# K13 #}",
    "a missing name in a sum": "<p>{{ 1 + count }}</p> {# K13 #}",
    "a hidden attribute of Python": "<p>{{ report.__class__ }}</p> {# K14 #}",
    "a method of a macro": "{% macro m() %}a{% endmacro %}\n<p>{{ m().upper() }}</p> {# K14 #}",
    "a method of a text": "<p>{{ report.year_label.length }}</p> {# K14 #}",
    "a filter that is not there": "<p>{{ report.year_label | uper }}</p> {# K19 #}",
    "a filter that lets markup through": "<p>{{ report.year_label | safe }}</p> {# K19 #}",
    "a test that is not there": "{% if report is defind %} {# K19 #}\n<p>x</p>{% endif %}",
    "a list printed as it is": "<p>{{ sections }}</p> {# K16 #}",
    "nothing at all printed": "<p>{{ none }}</p> {# K16 #}",
    "a condition printed": "<p>{{ draft }}</p> {# K16 #}",
    "a calculation that cannot be done": "<p>\n{{ 1 / 0 }}</p> {# K17 #}",
    "a number and a text": "<p>{{ 1 + report.year_label }}</p> {# K17 #}",
    "a template that is not there": "<p>a</p>\n{% include 'foot.j2' %} {# K11 #}",
    "a template outside of the folder": "<p>a</p>\n{% include '../other/report.html.j2' %} {# K11 #}",
    "an expression that does not end": "<p>\n{{ report.year_label }</p> {# K12 #}",
    "a control character": "<p>a</p>\n<p>\x0bb\x01</p> {# K18 #}",
    "a byte order mark inside": "<p>a\ufeffb</p> {# K18 #}",
    "a character that programs use inside": "<p>\ufdd0</p> {# K18 #}",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_in_an_expression_is_told_with_its_line(tmp_path, name):
    template = article(NAMES[name])
    assert faults(written_layout(tmp_path, template)) == expected(template)
    assert expected(template)


def test_a_block_that_does_not_end_is_told_at_the_last_text_of_the_template(tmp_path):
    template = "<article>\n<h1>題</h1>\n{% if draft %}\n<p>a</p>\n</article>\n"
    assert faults(written_layout(tmp_path, template)) == [("K12", "templates/trial/report.html.j2:4")]


BARE = {
    "a filter": "entry.status | upper",
    "replacing": "entry.status | replace('。', '')",
    "trimming": "entry.status | trim",
    "a number of it": "entry.status | int",
    "joining to a string": "'（' ~ entry.status ~ '）'",
    "adding": "'（' + entry.status",
    "adding behind": "entry.status + '）'",
    "formatting": "'%s' % entry.status",
    "formatting by name": "'{}'.format(entry.status)",
    "the format filter": "'%s' | format(entry.status)",
    "cutting": "entry.status[0:3]",
    "the first letter": "entry.status[0]",
    "a filter on every value": "item.entries | map(attribute='status') | map('upper') | join",
    "a filter on a macro": "cell(entry.status) | upper",
    "cutting a macro": "cell(entry.status)[0:2]",
    "the first letter of a macro": "cell(entry.status)[0]",
}


@pytest.mark.parametrize("name", BARE)
def test_a_model_value_never_becomes_a_bare_string(tmp_path, name):
    body = f"""{{% macro cell(value) %}}{{{{ value }}}}{{% endmacro %}}
{{% for section in sections recursive %}}
{{% for item in section.items %}}
{{% for entry in item.entries %}}
<p>実施状況：
{{{{ {BARE[name]} }}}}</p> {{# K15 #}}
{{% endfor %}}
{{% endfor %}}
{{{{ loop(section.sections) }}}}
{{% endfor %}}"""
    template = article(body)
    assert faults(written_layout(tmp_path, template)) == expected(template)


def test_a_filter_over_a_block_with_a_model_value_is_refused(tmp_path):
    body = """{% for section in sections %}
{% filter upper %}<p>{{ section.title }}</p>{% endfilter %}
{% endfor %}"""
    found = faults(written_layout(tmp_path, article(body)))
    assert ("K15", "templates/trial/report.html.j2:4") in found


TAGS = {
    "a tag that is not in the subset": "<div> {# K30 #}\n<p>a</p></div>\n<span>b</span> {# K30 #}",
    "what an unknown tag encloses": """<div> {# K30 #}
        <p>a</p><li>b</li> {# K36 #}
        </div><hr> {# K30 #}
        <h4>c</h4> {# K50 #}""",
    "the nearest tag is named": "<tabel></tabel> {# K30 #}",
    "a tag in capitals": "<P>a</P> {# K30 #}",
    "a tag for later": "<ruby>字<rt>じ</rt></ruby> {# K42 K42 #}",
    "an attribute that the tag does not have": '<p class="x">a</p> {# K38 #}',
    "a style": '<p style="color: red">a</p> {# K38 #}',
    "an unknown data attribute": '<p data-colour="red">a</p> {# K38 #}',
    "an attribute written twice": '<p role="note" role="note">a</p> {# K41 #}',
    "an attribute without quotes": "<p role=note>a</p> {# K37 #}",
    "an attribute without a value": "<p hidden>a</p> {# K37 #}",
    "a role that nothing styles": '<p role="notes">a</p> {# K43 #}',
    "a tag that is not closed": "<p>a {# K33 #}",
    "two tags that are not closed": "<section> {# K33 #}\n<p>a {# K33 #}",
    "tags closed in the wrong order": "<p><strong>a</p> {# K33 #}\n<p></strong>b</p> {# K34 #}",
    "an end tag alone": "</section> {# K34 #}",
    "a tag closed in itself": "<p/> {# K33 #}",
    "text between blocks": "<section>\nここに文字 {# K35 #}\n</section>",
    "text behind a tag over two lines": "<section\n>\n\nここに文字 {# K35 #}\n</section>",
    "text behind a jinja block": "{% if draft %}\n文字 {# K35 #}\n{% endif %}",
    "a value between blocks": "<section>\n{{ report.year_label }} {# K35 #}\n</section>",
    "a paragraph in a paragraph": "<p>a\n<p>b</p> {# K36 #}\n</p>",
    "a section in a paragraph": "<p>a\n<section></section> {# K36 #}\n</p>",
    "a list item alone": "<li>a</li> {# K36 #}",
    "a list in a list": "<ul><li>a\n<ul><li>b</li></ul> {# K36 #}\n</li></ul>",
    "a comment of HTML": "<p>a</p>\n<!-- b --> {# K32 #}",
    "a tag without its end": "<p>a</p>\n<p class {# K31 #}\n",
    "a lone less-than": "<p>1 < 2</p> {# K31 #}",
    "a doctype": "<!DOCTYPE html> {# K31 #}",
    "a link to nowhere": '<p><a href="#there">a</a></p> {# K62 #}',
    "a script as a link": '<p><a href="javascript:x">a</a></p> {# K39 #}',
    "a heading over no heading": "<h3>a</h3> {# K50 #}",
    "a second title": "<h2>a</h2>\n<h1>b</h1> {# K51 #}",
    "an empty heading": "<h2> </h2> {# K57 #}",
    "one id for two headings": '<h2 id="a">a</h2>\n<h2 id="a">b</h2> {# K53 #}',
    "an id that tables use": '<h2 id="t1">a</h2> {# K39 #}',
    "an id that is no anchor": '<h2 id="目標">a</h2> {# K39 #}',
    "a page header twice": "<header></header>\n<header></header> {# K45 #}",
    "a line of the page header without its place": "<header><p>a</p></header> {# K44 #}",
    "two lines in one place": '<header><p role="left">a</p>\n<p role="left">b</p></header> {# K44 #}',
}


@pytest.mark.parametrize("name", TAGS)
def test_markup_outside_the_subset_is_told_with_its_line(tmp_path, name):
    template = article(TAGS[name])
    assert sorted(faults(written_layout(tmp_path, template))) == sorted(expected(template))


TABLES = {
    "a row that is too short": table("<tr><td>a</td></tr> {# G01 #}"),
    "a row that is too long": table("<tr><td>a</td><td>b</td><td>c</td></tr> {# G03 #}"),
    "cells that overlap": table(
        '<tr><td>a</td><td rowspan="2">b</td></tr>\n<tr><td colspan="2">c</td></tr> {# G02 #}', columns=2
    ),
    "a cell that leaves the table": table('<tr><td rowspan="2">a</td><td>b</td></tr> {# G04 #}'),
    "a table of no rows": table("").replace("<table ", "{# G06 #}<table "),
    "rowspan 0": table('<tr><td rowspan="0">a</td><td>b</td></tr> {# K39 #}'),
    "a rowspan that is no number": table('<tr><td rowspan="{{ report.year_label }}">a</td><td>b</td></tr> {# K39 #}'),
    "an unknown way to break": table('<tr><td data-on-break="stop">a</td><td>b</td></tr> {# K39 #}'),
    "an unknown scope": table('<tr><th scope="rows">a</th><td>b</td></tr> {# K39 #}'),
    "a scope on a data cell": table('<tr><td scope="row">a</td><td>b</td></tr> {# K38 #}'),
    "an empty header cell": table("<tr><td>a</td><td>b</td></tr>", head="<tr><th>a</th><th> </th></tr> {# K54 #}"),
    "a header row of plain cells": table(
        "<tr><td>a</td><td>b</td></tr>", head="<tr><td></td><td>b</td></tr> {# K65 #}"
    ),
    "an empty row header": table("<tr><th></th><td>b</td></tr> {# K54 #}"),
    "a cell outside of a row": table("<td>a</td> {# K36 #}\n<tr><td>a</td><td>b</td></tr>"),
    "a wrong span in a table that comes several times": "{% for section in sections %}"
    + table('<tr><td colspan="two">a</td></tr> {# K39 #}')
    + "{% endfor %}",
    "a wrong attribute and a wrong row": table("<tr><td>a</td></tr> {# G01 #}").replace(
        "<table ", '{# K38 #}<table class="wide" '
    ),
    "text between rows": table("<tr><td>a</td><td>b</td></tr>\n文字 {# K35 #}"),
    "text between cells": table("<tr><td>a</td>、<td>b</td></tr> {# K35 #}"),
    "a role that nothing styles": table('<tr><td role="ratings">a</td><td>b</td></tr> {# K43 #}'),
    "a table in a cell": table("<tr><td>a\n<table></table> {# K36 #}\n</td><td>b</td></tr>"),
    "a cell that is not closed": table("<tr><td>a<td>b</td></tr> {# K36 K33 #}"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_fault_of_a_table_is_told_with_its_line(tmp_path, name):
    template = article(TABLES[name])
    assert sorted(faults(written_layout(tmp_path, template))) == sorted(expected(template))


SUMMARY = 'data-summary="説明です。"'
CAPTION = '<caption class="hidden">名前</caption>'
COLUMNS = '<colgroup><col width="100"><col width="*"></colgroup>'
HEAD = "<thead><tr><th>a</th><th>b</th></tr></thead>"
BODY = "<tbody><tr><td>a</td><td>b</td></tr></tbody>"
WHOLE_TABLES = {
    "without a header row": f"<table {SUMMARY}> {{# G06 #}}{CAPTION}{COLUMNS}{BODY}</table>",
    "without columns": f"<table {SUMMARY}> {{# G08 #}}{CAPTION}{HEAD}{BODY}</table>",
    "without a name": f"<table {SUMMARY}> {{# K55 #}}{COLUMNS}{HEAD}{BODY}</table>",
    "with an empty name": f"<table {SUMMARY}> {{# K55 #}}<caption> </caption>{COLUMNS}{HEAD}{BODY}</table>",
    "without a summary": f"<table> {{# K56 #}}{CAPTION}{COLUMNS}{HEAD}{BODY}</table>",
    "with two names": f"<table {SUMMARY}>{CAPTION}{CAPTION} {{# K45 #}}{COLUMNS}{HEAD}{BODY}</table>",
    "with widths that are too small": f"<table {SUMMARY}>{CAPTION} {{# G05 #}}"
    f'<colgroup><col width="100"><col width="100"></colgroup>{HEAD}{BODY}</table>',
    "with widths that leave nothing": f"<table {SUMMARY}>{CAPTION} {{# K46 #}}"
    f'<colgroup><col width="267"><col width="*"></colgroup>{HEAD}{BODY}</table>',
    "with a width that is no length": f"<table {SUMMARY}>{CAPTION} {{# K39 #}}"
    f'<colgroup><col width="10%"><col width="*"></colgroup>{HEAD}{BODY}</table>',
    "with a cell across header and body": f"<table {SUMMARY}>{CAPTION}{COLUMNS} {{# G07 #}}"
    f'<thead><tr><th>a</th><th rowspan="2">b</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>',
}


@pytest.mark.parametrize("name", WHOLE_TABLES)
def test_a_table_is_refused(tmp_path, name):
    template = article(f"<p>前</p>\n{WHOLE_TABLES[name]}")
    assert faults(written_layout(tmp_path, template)) == expected(template)


WHOLE_TEMPLATES = {
    "no article": ("<h1>題</h1> {# K36 #}", ["K36 1", "K40 1"]),
    "two articles": ("<article><h1>a</h1></article>\n<article></article>", ["K40 1"]),
    "text outside": ("文字 {# K35 #}\n<article><h1>a</h1></article>", ["K35 1"]),
    "no title": ("\n<article><p>a</p></article>", ["K52 2"]),
    "an unknown name to omit": ('<article data-omit="entry.stauts"><h1>a</h1></article>', ["K63 1"]),
}


@pytest.mark.parametrize("name", WHOLE_TEMPLATES)
def test_a_whole_template_is_refused(tmp_path, name):
    template, wanted = WHOLE_TEMPLATES[name]
    found = [f"{code} {place.rpartition(':')[2]}" for code, place in faults(written_layout(tmp_path, template))]
    assert found == wanted


def test_values_that_are_printed_nowhere_are_told_by_name(tmp_path):
    omitted = "section.number section.title item.number item.name item.content entry.party"
    template = f'\n<article data-omit="{omitted}"><h1>a</h1></article>'
    found = check_layout(written_layout(tmp_path, template))
    assert [(fault.code, fault.where, fault.facts["name"]) for fault in found] == [
        ("K58", "templates/trial/report.html.j2:2", "entry.status"),
        ("K58", "templates/trial/report.html.j2:2", "entry.rating"),
    ]


def test_of_values_that_are_printed_nowhere_the_first_is_shown(tmp_path):
    omitted = "section.number item.number item.name item.content entry.party entry.rating entry.status"
    (fault,) = check_layout(written_layout(tmp_path, f'<article data-omit="{omitted}"><h1>a</h1></article>'))
    assert (fault.code, "「区分の名前」" in fault.what, "rows" in fault.do) == ("K83", True, True)


def test_the_document_knows_the_values_that_its_layout_leaves_out(tmp_path):
    body = "{% for section in sections %}<p>{{ section.title }}</p>{% endfor %}"
    document, _ = compose(small_report(), written_layout(tmp_path, article(body)))
    every = {value.id for value in small_report().values()}
    assert every - document.omitted == {"section/1/title"}


def test_a_value_that_is_printed_twice_is_told_at_the_second_line(tmp_path):
    body = """{% for section in sections recursive %}
<p>{{ section.title }}</p>
<p>{{ section.title }}</p> {# K59 #}
{{ loop(section.sections) }}
{% endfor %}"""
    template = article(body)
    assert faults(written_layout(tmp_path, template)) == expected(template)
    again = template.replace("<p>{{ section.title }}</p> {#", "<p>{{ section.title | again }}</p> {#")
    assert faults(written_layout(tmp_path, again)) == []


def test_a_text_of_the_layout_that_templates_could_not_reach_is_refused(tmp_path):
    toml = (
        'title = "a"\n[[item_texts]]\nkey = "entries"\nlabel = "a"\n[[entries.party]]\nkey = "submitter"\nlabel = "b"\n'
    )
    layout = written_layout(tmp_path, "<article><h1>a</h1></article>", toml)
    assert faults(layout)[:2] == [("K60", "templates/trial/layout.toml")] * 2


def test_every_fault_is_told_at_once_and_each_once(tmp_path):
    body = """{% for section in sections recursive %}
<p>{{ section.titel }}</p> {# K14 #}
<p colour="red">{{ section.title | upper }}</p> {# K15 K38 #}
<blink>x</blink> {# K30 #}
{{ loop(section.sections) }}
{% endfor %}
<h4>a</h4> {# K50 #}"""
    template = article(body)
    assert sorted(faults(written_layout(tmp_path, template))) == sorted(expected(template))


def test_a_fault_in_an_included_template_names_that_file(tmp_path):
    row = "<p>\n{{ report.yaer }}</p> {# K14 #}\n<span>a</span> {# K30 #}\n"
    layout = written_layout(tmp_path, article("{% include 'row.j2' %}"), row__j2=row)
    assert sorted(faults(layout)) == sorted(expected(row, "row.j2"))


def test_a_fault_in_a_macro_names_the_line_of_the_macro(tmp_path):
    cells = "{% macro line(value) %}\n<p>\n{{ value.nam }}</p> {# K14 #}\n{% endmacro %}\n"
    body = "{% from 'cells.j2' import line %}\n{{ line(report) }}"
    assert faults(written_layout(tmp_path, article(body), cells__j2=cells)) == expected(cells, "cells.j2")


def test_a_template_that_nothing_includes_is_read_too(tmp_path):
    layout = written_layout(tmp_path, article("<p>a</p>"), spare__j2="\n{% if %}")
    assert faults(layout) == [("K12", "templates/trial/spare.j2:2")]


def test_a_template_that_is_not_utf8_is_refused(tmp_path):
    layout = written_layout(tmp_path, "")
    (layout.folder / "report.html.j2").write_bytes("<article><h1>題</h1></article>".encode("cp932"))
    assert faults(layout) == [("K18", "templates/trial/report.html.j2")]


def test_a_layout_without_its_template_is_refused(tmp_path):
    layout = written_layout(tmp_path, "")
    (layout.folder / "report.html.j2").unlink()
    assert faults(layout) == [("K11", "templates/trial/report.html.j2")]


def test_the_nearest_name_is_proposed(tmp_path):
    found = check_layout(written_layout(tmp_path, article("<p>{{ report.yaer_label }}</p>\n<tabel></tabel>")))
    assert found[0].do.startswith("近い名前は「year_label」です。")
    assert found[1].do.startswith("近いタグは <table> です。")


def test_a_name_that_the_template_sets_itself_is_proposed(tmp_path):
    found = check_layout(written_layout(tmp_path, article("{% set heading = '見出し' %}\n<p>{{ headnig }}</p>")))
    assert found[0].do.startswith("近い名前は「heading」です。")


def test_compose_raises_the_only_fault_as_it_is(tmp_path):
    layout = written_layout(tmp_path, article("<p>{{ reprot }}</p>"))
    with pytest.raises(TemplateError) as caught:
        compose(small_report(), layout)
    assert (caught.value.code, caught.value.where) == ("K13", "templates/trial/report.html.j2:3")


def test_compose_tells_several_faults_in_one_error(tmp_path):
    layout = written_layout(tmp_path, article("<p>{{ reprot }}</p>\n<div></div>"))
    with pytest.raises(TemplateError) as caught:
        compose(small_report(), layout)
    assert (caught.value.code, caught.value.where) == ("K10", "templates/trial")
    assert "report.html.j2:3　「reprot」" in caught.value.do
    assert "report.html.j2:4　<div>" in caught.value.do


def test_line_numbers_survive_white_space_control_raw_text_and_tags_over_several_lines(tmp_path):
    body = """{%- if draft -%}

  <p
     role="note"
  >a</p>
{%- endif -%}

{% raw %}
<blink></blink> {% endraw %}{# K30 #}
{# a remark
over two lines #}
<p role="{{ 'note' }}"
   colour="{{ 'red' }}">b</p>
<blink></blink> {# K30 #}"""
    template = article(body)
    line = template[: template.index("<p role=")].count("\n") + 1
    wanted = [*expected(template), ("K38", f"templates/trial/report.html.j2:{line}")]
    assert sorted(faults(written_layout(tmp_path, template))) == sorted(wanted)


def test_the_sandbox_changes_nothing_and_reaches_nothing(tmp_path):
    body = "{% set ns = namespace(x=[]) %}<p>{{ ns.x.append(1) }}</p> {# K14 #}"
    template = article(body)
    assert faults(written_layout(tmp_path, template)) == expected(template)
