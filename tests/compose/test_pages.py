"""Cover, contents and sheets of other sizes, as templates write them."""

from __future__ import annotations

import pytest
from written_layouts import (
    TOML,
    article,
    composed,
    expected,
    faults,
    omitted,
    small_report,
    table,
    tables,
    written_layout,
)

from reportgen.compose import check_layout, compose
from reportgen.document.dump import dump
from reportgen.document.theme import Page
from reportgen.document.tree import Contents, Section, entries
from reportgen.errors import TemplateError

A3 = "[theme.pages.a3]\nwidth_mm = 420\nheight_mm = 297\nleft_mm = 20\nright_mm = 20\n"
COVER = '<section role="cover"><h1>題名</h1><p>令和3年度</p></section>'
ROW = "<tr><td>a</td><td>b</td></tr>"


def written(tmp_path, body, *, title=COVER, toml=TOML + A3):
    return written_layout(tmp_path, article(body, title=title), toml)


def made(tmp_path, body, **options):
    return compose(small_report(), written(tmp_path, body, **options))[0]


def test_the_title_stands_on_the_cover(tmp_path):
    document = made(tmp_path, "<h2>a</h2>")
    cover = document.blocks[0]
    assert isinstance(cover, Section)
    assert (cover.cover, cover.page) == (True, None)
    assert document.metadata.title == "題名"


def test_a_cover_may_have_a_sheet_of_its_own(tmp_path):
    document = made(tmp_path, "", title=COVER.replace("cover", 'cover" data-page="a3'))
    cover = document.blocks[0]
    assert isinstance(cover, Section)
    assert (cover.cover, cover.page) == (True, document.theme.pages["a3"])


def test_tables_are_as_wide_as_the_sheet_of_their_section_and_no_other(tmp_path):
    wide = f'<section data-page="a3"><section>{table(ROW)}</section></section>'
    document = made(tmp_path, table(ROW) + wide + table(ROW))
    assert [sum(one.grid.widths_mm) for one in tables(document)] == pytest.approx([267.0, 380.0, 267.0])


def test_columns_that_fit_the_usual_sheet_only_are_refused_on_the_other(tmp_path):
    fixed = table(ROW).replace('<col width="*"><col width="*">', '<col width="200"><col width="67">')
    assert faults(written(tmp_path, fixed)) == []
    (fault,) = check_layout(written(tmp_path, f'<section data-page="a3">{fixed}</section>'))
    assert fault.code == "G05"
    assert "380" in fault.what + fault.do


def test_columns_without_room_are_told_with_the_width_of_their_sheet(tmp_path):
    full = table(ROW).replace('<col width="*"><col width="*">', '<col width="*"><col width="300">')
    (fault,) = check_layout(written(tmp_path, full))
    assert (fault.code, "267mm" in fault.what) == ("K46", True)
    assert faults(written(tmp_path, f'<section data-page="a3">{full}</section>')) == []


def test_the_contents_list_h2_and_h3_behind_the_cover_but_not_their_own_title(tmp_path):
    body = "<h2>目次</h2><toc><h2>あ</h2><h3>い</h3><h4>う</h4><section><h2>え</h2></section>"
    document = made(tmp_path, body)
    (contents,) = (block for block in document.blocks if isinstance(block, Contents))
    assert [heading.text for heading in entries(document, contents)] == ["あ", "い", "え"]


def test_the_contents_list_the_levels_that_they_name(tmp_path):
    body = '<toc data-from="3" data-to="4"><h2>あ</h2><h3>い</h3><h4>う</h4><h5>え</h5>'
    document = made(tmp_path, body)
    (contents,) = (block for block in document.blocks if isinstance(block, Contents))
    assert [heading.text for heading in entries(document, contents)] == ["い", "う"]


def test_the_macros_write_the_same_as_the_tags(tmp_path):
    by_hand = article("<h2>目次</h2><toc><h2>あ</h2>", title=COVER)
    calls = '{{ page.cover("題名", ["令和3年度", ""]) }}{{ page.contents() }}<h2>あ</h2>'
    by_macro = f'{{% import "house/pages.j2" as page %}}<article data-omit="{omitted()}">{calls}</article>'
    one, other = (compose(small_report(), written_layout(tmp_path, text))[0] for text in (by_hand, by_macro))
    assert _texts(one) == _texts(other)


def _texts(document):
    return [line.partition(" #section")[0] for line in dump(document).splitlines()]


FAULTS = {
    "a sheet that is not there": '<section data-page="a4"><p>a</p></section> {# K66 #}',
    "a sheet inside a section": '<section>\n<section data-page="a3"><p>a</p></section> {# K67 #}\n</section>',
    "a second cover": '<section role="cover"><p>a</p></section> {# K68 #}',
    "a cover inside a section": '<section>\n<section role="cover"><p>a</p></section> {# K68 #}\n</section>',
    "another role of a section": '<section role="lead"><p>a</p></section> {# K69 #}',
    "contents from below upwards": '<h2>a</h2><h3>b</h3>\n<toc data-from="3" data-to="2"> {# K73 K74 #}',
    "contents of nothing": '<h2>a</h2><h3>b</h3>\n<toc data-from="4" data-to="5"> {# K74 #}',
    "contents of headings that stand on the cover only": "<toc> {# K74 #}",
    "contents of the title": '<h2>a</h2><h3>b</h3>\n<p>c</p><toc data-from="1"> {# K39 #}',
    "contents with something in them": "<h2>a</h2>\n<p>b</p><toc><p>c</p></toc> {# K34 #}",
    "contents in a paragraph": "<h2>a</h2>\n<p>b<toc></p> {# K36 #}",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path, name):
    template = article(FAULTS[name], title=COVER)
    assert expected(template)
    assert sorted(faults(written_layout(tmp_path, template, TOML + A3))) == sorted(expected(template))


@pytest.mark.parametrize("block", ["<toc>", "<pagebreak>", "<section><p>a</p></section>"])
def test_what_would_make_the_cover_longer_than_a_page_is_refused(tmp_path, block):
    title = f'<section role="cover"><h1>題名</h1>\n{block} {{# K70 #}}\n</section>'
    template = article("<h2>a</h2>", title=title)
    assert faults(written_layout(tmp_path, template)) == expected(template)


def test_a_cover_behind_other_blocks_is_refused_but_not_behind_the_page_header(tmp_path):
    behind = article("", title=f"<p>a</p>\n{COVER} {{# K68 #}}")
    assert faults(written_layout(tmp_path, behind)) == expected(behind)
    below = article("", title=f'<header><p role="left">a</p></header>\n{COVER}')
    assert faults(written_layout(tmp_path, below)) == []


def test_the_nearest_sheets_are_named_first(tmp_path):
    sheets = "[theme.pages.b5]\nwidth_mm = 182\n[theme.pages.a3]\nwidth_mm = 420\n"
    body = '<section data-page="a33"><p>a</p></section>'
    (fault,) = check_layout(written(tmp_path, body, toml=TOML + sheets))
    assert fault.do.endswith("（近い順）：a3、b5")


def test_a_further_sheet_has_the_margins_and_the_numbers_of_the_usual_one_unless_it_has_its_own(tmp_path):
    toml = "[theme.page]\nwidth_mm = 210\nheight_mm = 297\nleft_mm = 25\ntop_mm = 30\nnumber = '1頁'\n"
    toml += "[theme.pages.a3]\nwidth_mm = 420\ntop_mm = 12\n"
    page = written(tmp_path, "", toml=TOML + toml).definition.theme.pages["a3"]
    assert (page.width_mm, page.height_mm, page.left_mm, page.top_mm, page.number) == (420, 297, 25, 12, "1頁")
    assert page.right_mm == Page().right_mm


def test_a_layout_without_further_sheets_says_so(tmp_path):
    with pytest.raises(TemplateError, match="ありません"):
        composed(tmp_path, '<section data-page="a3"><p>a</p></section>')
