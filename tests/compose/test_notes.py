"""Notes: a mark where the ``aside`` stands, the words right below the block."""

from __future__ import annotations

import pytest
from written_layouts import TOML, article, composed, expected, faults, small_report, table, tables, written_layout

from reportgen.compose import compose
from reportgen.document.text import List, Paragraph, Run
from reportgen.document.tree import walk
from reportgen.proof.expected import value_counts

EACH = "{% for section in sections %}{% for item in section.items %}{% for entry in item.entries %}"
ENDS = "{% endfor %}{% endfor %}{% endfor %}"


def shown(document):
    """Kind, role and text of every block below the title."""
    found = []
    for block in list(walk(document.blocks))[1:]:
        if isinstance(block, Paragraph):
            found.append((block.role, block.text))
        elif isinstance(block, List):
            found.append(("list", [item.text for item in block.items]))
        else:
            found.append((type(block).__name__, ""))
    return found


def test_the_notes_of_a_paragraph_stand_right_below_it(tmp_path):
    body = "<p>評価<aside>3段階です。</aside>は課<aside>担当課</aside>が行う。</p><p>次。</p>"
    assert shown(composed(tmp_path, body)) == [
        (None, "評価※1は課※2が行う。"),
        ("note", "※1 3段階です。"),
        ("note", "※2 担当課"),
        (None, "次。"),
    ]


def test_every_block_counts_its_notes_anew(tmp_path):
    body = (
        "<ul><li>甲<aside>い</aside></li><li>乙<aside>ろ</aside></li></ul><section><p>丙<aside>は</aside></p></section>"
    )
    assert shown(composed(tmp_path, body)) == [
        ("list", ["甲※1", "乙※2"]),
        ("note", "※1 い"),
        ("note", "※2 ろ"),
        ("Section", ""),
        (None, "丙※1"),
        ("note", "※1 は"),
    ]


def test_the_notes_of_a_table_count_through_caption_head_cells_and_lists(tmp_path):
    body = table(
        "<tr><td>a<aside>三</aside></td><td><p>b</p><ul><li>c<aside>四</aside></li></ul></td></tr>",
        head="<tr><th>列1<aside>二</aside></th><th>列2</th></tr>",
    ).replace('<caption class="hidden">表の名前</caption>', "<caption>表の名前<aside>一</aside></caption>")
    document = composed(tmp_path, body)
    (found,) = tables(document)
    assert found.caption is not None
    assert (found.label, found.caption.text) == ("表の名前", "表の名前※1")
    texts = [slot.cell.text for row in range(2) for slot in found.grid.starting(row)]
    assert texts == ["列1※2", "列2", "a※3", "b\nc※4"]
    assert shown(document)[1:] == [("note", f"※{number} {text}") for number, text in enumerate("一二三四", 1)]


def test_one_note_that_a_loop_writes_again_is_printed_once(tmp_path):
    row = "<tr><td>a<aside>未提出です。</aside></td><td>b<aside>別です。</aside></td></tr>"
    document = composed(tmp_path, table(row * 3))
    assert shown(document)[1:] == [("note", "※1 未提出です。"), ("note", "※2 別です。")]
    assert [slot.cell.text for slot in tables(document)[0].grid.starting(3)] == ["a※1", "b※2"]


WHITE = {
    "a space before the mark vanishes": ("評価\n   <aside>a</aside>は", "評価※1は"),
    "a line break behind it joins as without it": ("評価<aside>a</aside>\n   は", "評価※1は"),
    "a space behind it stays": ("A<aside>a</aside> B", "A※1 B"),
    "it may stand first": ("<aside>a</aside>評価", "※1評価"),
    "space inside the note collapses": ("評価<aside>\n   a  b\n </aside>", "評価※1"),
}


@pytest.mark.parametrize("name", WHITE)
def test_white_space_around_a_note(tmp_path, name):
    written, text = WHITE[name]
    words, note = shown(composed(tmp_path, f"<p>{written}</p>"))
    assert words == (None, text)
    assert note[1].strip() in ("※1 a", "※1 a b")


def test_a_value_in_a_note_keeps_its_source_and_counts_as_printed(tmp_path):
    body = EACH + table("<tr><td>{{ entry.rating }}<aside>{{ entry.status }}</aside></td><td>a</td></tr>") + ENDS
    template = article(body).replace("entry.status", "", 1).replace("entry.rating", "", 1)
    document, _ = compose(small_report("一\n二"), written_layout(tmp_path, template))
    note = document.blocks[-1]
    assert isinstance(note, Paragraph)
    assert note.text == "※1 一\n二"
    sources = {run.source for run in note.content if isinstance(run, Run) and run.source}
    assert len(sources) == 1
    assert value_counts(document)[sources.pop()] == 1
    slots = tables(document)[0].grid.starting(1)
    assert [run.source for run in next(iter(slots)).cell.leaves[0].content if isinstance(run, Run)][1] is None


def test_values_of_the_same_words_are_notes_of_their_own(tmp_path):
    row = "<tr><td>a<aside>{{ entry.status }}</aside></td><td>b<aside>{{ entry.rating }}</aside></td></tr>"
    document = composed(tmp_path, EACH + table(row) + ENDS, small_report("同じ", "同じ"))
    assert shown(document)[1:] == [("note", "※1 同じ"), ("note", "※2 同じ")]


def test_a_note_of_which_the_report_leaves_nothing_is_not_there(tmp_path):
    document = composed(tmp_path, EACH + "<p>a<aside> {{ entry.status }} </aside>b</p>" + ENDS, small_report(""))
    assert shown(document) == [(None, "ab")]


def test_the_mark_is_that_of_the_layout(tmp_path):
    layout = written_layout(tmp_path, article("<p>a<aside>b</aside></p>"), TOML + '[marks]\nnote = "注"\n')
    assert shown(compose(small_report(), layout)[0]) == [(None, "a注1"), ("note", "注1 b")]


def test_the_words_of_a_note_keep_their_look_and_links(tmp_path):
    document = composed(tmp_path, '<p>a<aside>b<strong>c</strong><a href="https://example.jp/">d</a></aside></p>')
    note = document.blocks[-1]
    assert isinstance(note, Paragraph)
    runs = [run for run in note.content if isinstance(run, Run)]
    assert [(run.text, run.strong, run.href) for run in runs] == [
        ("※1 ", False, None),
        ("b", False, None),
        ("c", True, None),
        ("d", False, "https://example.jp/"),
    ]


FAULTS = {
    "a note in a heading": "<h2>a<aside>b</aside></h2> {# K36 #}",
    "a note in a note": "<p>a<aside>b<aside>c</aside></aside></p> {# K36 #}",
    "a note alone": "<aside>a</aside> {# K36 #}",
    "a note without words": "<p>a<aside> </aside></p> {# K72 #}",
    "a paragraph in a note": "<p>a<aside><p>b</p></aside></p> {# K36 #}",
    "a note in a caption that nobody sees": table("<tr><td>a</td><td>b</td></tr>").replace(
        "名前</caption>", "名前<aside>x</aside></caption> {# K71 #}"
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_note_in_the_wrong_place_is_told_with_its_line(tmp_path, name):
    template = article(FAULTS[name])
    assert expected(template)
    assert faults(written_layout(tmp_path, template)) == expected(template)


def test_a_note_in_the_page_header_is_refused(tmp_path):
    template = article("", title='<header><p role="left">a<aside>b</aside></p></header> {# K71 #}\n<h1>題</h1>')
    assert faults(written_layout(tmp_path, template)) == expected(template)
