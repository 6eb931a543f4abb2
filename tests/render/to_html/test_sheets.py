"""Cover and sheets of other sizes: rules for paper, told by named pages."""

from __future__ import annotations

import re
from dataclasses import replace

from html_reading import rendered
from paged_documents import A3, A4, PAGED_THEME, bars, chart, cover, wide_section, with_pages
from sample_documents import HERE, document, every_kind_document, heading, paragraph

from reportgen.document.tree import PageHeader, Section
from reportgen.render.to_html import render_html
from reportgen.units import Mm


def css(sample):
    return render_html(sample).decode("utf-8").split("<style>")[1].split("</style>")[0]


def rule(sample, selector):
    """The bodies of all rules of a selector, one after another."""
    return "".join(
        re.findall(rf"(?:^|\{{ ){re.escape(selector)} \{{((?:[^{{}}]|\{{[^{{}}]*\}})*)\}}", css(sample), re.M)
    )


def test_a_document_of_one_sheet_has_no_named_pages():
    text = css(every_kind_document())
    assert re.findall(r"@page ?([a-z0-9-]*)", text) == [""]
    assert all(section.get("class") is None for section in rendered(every_kind_document()).xpath("//section"))


def test_a_section_names_its_sheet_and_the_sheet_has_its_size_margins_and_number():
    sample = with_pages(1)
    (section,) = rendered(sample).xpath("//section[contains(@class, 'sheet')]")
    assert section.get("class") == "sheet sheet-1"
    assert rule(sample, ".sheet-1").strip() == "page: sheet-1;"
    page = rule(sample, "@page sheet-1")
    assert "size: 420mm 297mm;" in page
    assert "margin: 20mm 15mm 15mm 20mm;" in page
    assert 'content: "- " counter(page) " -";' in page


def test_sections_of_one_size_share_a_sheet_and_others_do_not():
    wide = Section((paragraph("a"),), HERE, page=A3)
    other = Section((paragraph("b"),), HERE, page=replace(A3, number="none"))
    sample = document(heading("題"), wide, other, wide, theme=PAGED_THEME)
    assert [s.get("class") for s in rendered(sample).xpath("//section")] == [
        *("sheet sheet-1", "sheet sheet-2", "sheet sheet-1"),
    ]
    assert 'content: "";' in rule(sample, "@page sheet-2")


def test_the_cover_has_no_number_and_is_not_counted():
    sample = with_pages(1)
    page = rule(sample, "@page cover")
    assert '@bottom-center { content: "";' in page
    assert "counter-increment: page 0;" in page
    assert "size: 210mm 297mm;" in page
    assert rule(sample, ".cover").count("page: cover; min-height: 256mm;") == 1


def test_a_cover_of_another_size_is_one_page_of_that_size():
    one = replace(cover(), page=replace(A4, width_mm=Mm(182.0), height_mm=Mm(257.0)))
    sample = document(one, heading("a", 2), theme=PAGED_THEME)
    assert "size: 182mm 257mm;" in rule(sample, "@page cover")
    assert "min-height: 216mm;" in rule(sample, ".cover")
    assert rendered(sample).xpath("//section/@class") == ["cover"]


def test_the_page_header_is_printed_in_the_margins_behind_a_cover():
    header = PageHeader(left='令和3年度 "案"', right="会議", box="資料1")
    sample = replace(with_pages(1), page_header=header)
    pages = rule(sample, "@page")
    assert r'@top-left { content: "令和3年度\20 \22 案\22 "' in pages
    assert '@top-right { content: "会議\\3000 資料1"' in pages
    assert "@top-center" not in pages
    assert '@top-left { content: ""; }' in rule(sample, "@page cover")
    assert "display: none;" in rule(sample, ".page-header")


def test_without_a_cover_the_page_header_stays_where_it_is():
    sample = document(heading("題"), wide_section(1), theme=PAGED_THEME, page_header=PageHeader(left="甲"))
    assert "@top-left" not in css(sample)
    assert ".page-header { display: none; }" not in css(sample)


def test_a_drawing_is_as_wide_as_its_own_sheet_allows():
    picture = chart(bars(), "図")
    here, there = document(heading("題"), picture, theme=PAGED_THEME), Section((picture,), HERE, page=A3)
    wide = document(heading("題"), there, theme=PAGED_THEME)
    widths = [
        float(rendered(sample).xpath("//svg[contains(@class, 'wide')]/@viewbox")[0].split()[2])
        for sample in (here, wide)
    ]
    assert widths[1] > widths[0]
