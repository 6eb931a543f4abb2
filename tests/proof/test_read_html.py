"""The reader against pages written by hand."""

import pytest

from reportgen.proof.read_html import read_html
from reportgen.proof.reading import Leaf, ReadCell, Unreadable


def page(main, title="題"):
    text = (
        f'<!DOCTYPE html>\n<html lang="ja"><head><title>{title}</title></head><body><main>{main}</main></body></html>'
    )
    return text.encode("utf-8")


def read(main):
    return read_html(page(main))


def parts(main):
    found = read(main)
    assert found.faults == ()
    return found.parts


def table(rows, caption='<caption class="hidden">題</caption>', columns=2):
    head, *body = rows
    cols = "<col>" * columns
    return (
        f"<table>{caption}<colgroup>{cols}</colgroup><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"
    )  # fmt: skip


HEAD = '<tr><th scope="col">甲</th><th scope="col">乙</th></tr>'


def cells(*rows):
    (found,) = parts(table([HEAD, *rows]))
    return [
        (c.row, c.column, c.row_span, c.column_span, c.header, [leaf.text for leaf in c.leaves])
        for c in found.cells[2:]
    ]


def test_language_and_title_are_those_of_the_head():
    found = read_html(page("", title="A &amp; B"))
    assert (found.language, found.title, found.parts) == ("ja", "A & B", ())


def test_words_are_leaves_in_order():
    items = '<ul><li><span class="mark">★</span>五</li><li>六</li></ul>'
    main = f"<h1>一</h1>\n<section>\n<h2>二</h2><p>三<br>四</p>{items}</section>"
    assert parts(main) == (
        Leaf("heading", "一", level=1),
        Leaf("heading", "二", level=2),
        Leaf("paragraph", "三\n四"),
        Leaf("item", "五", mark="★"),
        Leaf("item", "六"),
    )


def test_white_space_and_references_in_words_are_kept():
    (leaf,) = parts("<p> 　&lt;甲&gt;  &amp;amp; </p>")
    assert leaf.text == " 　<甲>  &amp; "


def test_looks_are_no_words_and_links_are():
    (leaf,) = parts(
        '<p>一<strong>二<em>三</em></strong><a href="https://e.jp/%E8%A8%88">四</a><a href="https://e.jp/計">五</a></p>'
    )
    assert leaf == Leaf("paragraph", "一二三四五", links=(("四五", "https://e.jp/計"),))


def test_a_link_within_the_page_is_named_by_where_it_leads():
    assert parts('<h1 id="a">章</h1><p><a href="#a">見る</a></p>')[1].links == (("見る", "#章"),)


def test_an_empty_paragraph_between_blocks_says_nothing():
    assert parts("<p></p><p>一</p>") == (Leaf("paragraph", "一"),)


def test_cells_stand_where_a_browser_puts_them():
    assert cells(
        '<tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr><tr><td colspan="2">4</td></tr>'
    ) == [
        (1, 0, 2, 1, False, ["1"]),
        (1, 1, 1, 1, False, ["2"]),
        (2, 1, 1, 1, False, ["3"]),
        (3, 0, 1, 2, False, ["4"]),
    ]  # fmt: skip


def test_lines_of_a_cell_are_its_paragraphs_and_items():
    (_, second) = cells('<tr><td></td><td><p>一</p><p></p><ul><li>二</li></ul></td></tr>')  # fmt: skip
    assert second[5] == ["一", "", "二"]


def test_a_table_says_its_headers():
    (found,) = parts(table([HEAD, '<tr><th scope="row">1</th><td>2</td></tr>']))
    assert found.header_rows == 1
    assert found.cells[3] == ReadCell(
        1, 1, 1, 1, (Leaf("paragraph", "2"),), header=False, scope="", headers=((0, 1), (1, 0))
    )


def test_named_headers_go_before_scopes():
    rows = [
        '<tr><th id="a" scope="col">甲</th><th id="b" scope="col">乙</th></tr>',
        '<tr><td headers="a b">1</td><td headers="a">2</td></tr>',
    ]
    (found,) = parts(table(rows))
    assert [cell.headers for cell in found.cells] == [(), (), ((0, 0), (0, 1)), ((0, 0),)]


def test_a_caption_is_seen_or_announced():
    (seen,) = parts(table([HEAD, "<tr><td>1</td><td>2</td></tr>"], "<caption>表1</caption>"))
    (announced,) = parts(table([HEAD, "<tr><td>1</td><td>2</td></tr>"]))
    assert (seen.caption, seen.label) == ("表1", None)
    assert (announced.caption, announced.label) == (None, "題")


@pytest.mark.parametrize(
    ("main", "what"),
    [
        ('<p id="a">一</p><p id="a">二</p>', "stands twice"),
        ('<p><a href="#b">一</a></p>', "leads nowhere"),
        (table([HEAD, "<tr><td>1</td></tr>"]), "no cell"),
        (table([HEAD, HEAD]).replace("<table", '<table aria-describedby="x"'), "description is not there"),
        (table([HEAD, '<tr><td rowspan="2">1</td><td>2</td></tr>']), "beyond its group"),
        (table([HEAD, '<tr><td headers="x">1</td><td>2</td></tr>']), "not in the table"),
    ],
)
def test_what_does_not_fit_is_a_fault(main, what):
    assert any(what in fault.what for fault in read(main).faults)


@pytest.mark.parametrize(
    "main",
    [
        "本文", "<p>一", "<p>一</section>", "</p>", "<P>一</P>", "<p class=a>一</p>", "<p onclick=\"x\">一</p>",
        "<p>一<p>二</p></p>", "<p><ul></ul></p>", "<ul>一</ul>", "<ul><p>一</p></ul>", "<li>一</li>", "<tr></tr>",
        "<td>一</td>", "<br/>", "<!-- 隠れた文 -->", "<p>1 < 2</p>", "<script></script>", "<h7>一</h7>",
        "<main></main>",
        "<p><span>一</span></p>", "<table></table>", "<style>p{}</style>", "<p title=\"一\">一</p>",
        table([HEAD, '<tr><td rowspan="0">1</td><td>2</td></tr>']),
        table([HEAD, "<tr><td>1</td><td>2</td></tr>"]).replace("<table", '<table style="display: none"'),
        table([HEAD, "<tr><td><p>1</p>2</td><td></td></tr>"]),
    ],
)  # fmt: skip
def test_what_browsers_could_read_in_two_ways_is_refused(main):
    with pytest.raises(Unreadable):
        read(main)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b"\xef\xbb\xbf<!DOCTYPE html>\n<html></html>",
        b"<!DOCTYPE html>\n<body></body>",
        page("") + b"\xff",
        page("") + page(""),
        page("</main><main>"),
        page("") + b"<html></html>",
        page("").replace(b"</html>", b""),
    ],
)
def test_what_is_no_page_is_refused(data):
    with pytest.raises(Unreadable):
        read_html(data)
