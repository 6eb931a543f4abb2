"""The blocks of the body, the page header, and the names of headings."""

from __future__ import annotations

from written_layouts import article, composed, small_report, written_layout

from reportgen.compose import compose
from reportgen.document.text import Paragraph
from reportgen.document.tree import Heading, PageBreak, PageHeader, Section, walk


def test_blocks_come_in_reading_order_and_what_holds_nothing_is_left_out(tmp_path):
    body = "<section><h2>a</h2><p>b</p><p> </p></section><section></section><pagebreak><p>c</p><header></header>"
    document = composed(tmp_path, body)
    assert [type(block) for block in walk(document.blocks)] == [
        *(Heading, Section, Heading, Paragraph),
        *(PageBreak, Paragraph),
    ]


def test_headings_are_numbered_where_they_have_no_id_of_their_own(tmp_path):
    document = composed(tmp_path, '<h2>a</h2><h2 id="own">b</h2><h3>c</h3><p><a href="#own">b</a></p>')
    assert [block.id for block in document.blocks if isinstance(block, Heading)] == [
        *("section-1", "section-2"),
        *("own", "section-4"),
    ]


def test_the_page_header_has_four_places(tmp_path):
    lines = {"left": "左", "center": "中 央", "right": "{{ report.year_label }}", "box": "資料<br>1"}
    header = "".join(f'<p role="{role}">{text}</p>' for role, text in lines.items())
    document = composed(tmp_path, f"<header>{header}</header>")
    assert document.page_header == PageHeader(left="左", center="中 央", right="令和3年度", box="資料 1")


def test_values_in_the_page_header_are_not_counted_as_printed(tmp_path):
    body = "<header>{% for section in sections %}<p role='left'>{{ section.title }}</p>{% endfor %}</header>"
    body += "{% for section in sections %}<p>{{ section.title }}</p>{% endfor %}"
    document = composed(tmp_path, body.replace("'", '"'))
    assert document.page_header.left == "目標"


def test_the_title_of_the_file_is_one_line(tmp_path):
    template = article("<p>a</p>", title="<h1>計画<br>進捗状況</h1>")
    document, _ = compose(small_report(), written_layout(tmp_path, template))
    assert document.metadata.title == "計画 進捗状況"


def test_the_language_stands_on_the_article(tmp_path):
    template = article("<p>a</p>").replace("<article ", '<article lang="en-GB" ')
    document, _ = compose(small_report(), written_layout(tmp_path, template))
    assert document.metadata.language == "en-GB"
