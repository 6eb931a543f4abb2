import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from html_reading import lines, rendered
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_documents import HERE, bullets, document, drawn_grid, every_kind_document, heading, paragraph, table

from reportgen.document.text import Break, List, ListItem, Paragraph, Run
from reportgen.document.tree import Metadata, PageHeader, Section
from reportgen.errors import RenderError
from reportgen.render.to_html import render_html

ROOT = Path(__file__).parents[3]


def test_the_page_needs_nothing_else():
    page = render_html(every_kind_document()).decode("utf-8")
    body = page[page.index("</style>") :]
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|\bon[a-z]+=", body)
    assert not re.search(r"url\(|@import", page)


def test_the_head_says_language_title_and_properties():
    metadata = Metadata(
        title="令和3年度 <進捗> & 状況",
        subject="概要",
        author="甲市",
        keywords=("計画", "進捗"),
        issued=date(2022, 7, 1),
        draft=False,
    )
    page = rendered(replace(every_kind_document(), metadata=metadata))
    assert page.get("lang") == "ja-JP"
    assert page.findtext("head/title") == "令和3年度 <進捗> & 状況"
    named = {meta.get("name"): meta.get("content") for meta in page.iterfind("head/meta[@name]")}
    assert named == {
        "viewport": "width=device-width, initial-scale=1",
        "description": "概要",
        "author": "甲市",
        "keywords": "計画, 進捗",
        "dcterms.issued": "2022-07-01",
    }


def test_a_draft_asks_search_engines_to_leave_it_alone():
    draft = every_kind_document()
    final = replace(draft, metadata=replace(draft.metadata, draft=False))
    assert rendered(draft).find("head/meta[@name='robots']").get("content") == "noindex"
    assert rendered(final).find("head/meta[@name='robots']") is None


def test_blocks_stand_in_the_main_part_in_reading_order():
    main = rendered(every_kind_document()).find("body/main")
    outside = main.xpath(
        ".//*[self::h1 or self::h2 or self::h3 or self::p or self::ul or self::table or self::caption]"
        "[not(ancestor::td) and not(ancestor::th) and not(@class='hidden')]"
    )
    found = [element.tag for element in outside]
    assert found == ["h1", "p", "h2", "p", "ul", "table", "h3", "table", "caption", "h2", "p", "p"]
    assert outside[0].text == "第1次計画の進捗状況"
    assert main.xpath("section/section/h3/@id") == ["g2"]


def test_the_page_header_is_no_part_of_the_text():
    header = PageHeader(left="令和4年7月1日", box="資料<1>")
    page = rendered(document(paragraph("本文"), page_header=header))
    assert [p.text for p in page.findall("body/header/p")] == ["令和4年7月1日", "資料<1>"]
    assert page.find("body/main").text_content().strip() == "本文"


def test_without_a_page_header_there_is_none():
    assert rendered(document(paragraph("本文"))).find("body/header") is None


def test_the_skip_link_leads_to_the_main_part():
    page = rendered(document(paragraph("本文")))
    link = page.find("body/a[@class='skip']")
    assert page.xpath(f"//main[@id='{link.get('href')[1:]}']")


def test_statements_keep_their_marks_as_text_of_their_own():
    page = rendered(document(bullets("一つ目", "二つ目", mark="★")))
    items = page.findall(".//ul/li")
    assert [item.findtext("span[@class='mark']") for item in items] == ["★", "★"]
    assert [lines(item) for item in items] == [["一つ目"], ["二つ目"]]


def test_inline_looks_and_breaks_are_elements():
    content = (
        Run("強", strong=True),
        Run("点", emphasis=True),
        Break(),
        Run("両", strong=True, emphasis=True),
        Run("地"),
    )
    page = render_html(document(Paragraph(content, HERE))).decode("utf-8")
    assert "<p><strong>強</strong><em>点</em><br><em><strong>両</strong></em>地</p>" in page


def test_a_line_that_starts_with_a_typed_mark_hangs_by_it():
    page = rendered(document(paragraph("・項目"), paragraph("項目・"), paragraph("※ 注", "note")))
    assert [p.get("class") for p in page.findall("body/main/p")] == ["hang", None, "hang"]
    assert page.findall("body/main/p")[2].get("data-role") == "note"


@pytest.mark.parametrize(
    "address",
    ["https://example.jp/?a=1&b=<2>", "HTTP://example.jp", "mailto:a@b.jp", "tel:0942", "#g1", "./a.pdf", "/a"],
)
def test_an_address_is_kept_as_it_is(address):
    page = rendered(document(heading("見出し", 1, "g1"), Paragraph((Run("案内", href=address),), HERE)))
    assert page.find("body/main/p/a").get("href") == address


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " https://example.jp", "data:text/html,x", "//example.jp", ""]
)
def test_an_address_that_could_run_something_is_refused(address):
    with pytest.raises(RenderError) as error:
        render_html(document(Paragraph((Run("案内", href=address),), HERE)))
    assert (error.value.code, error.value.where) == ("I32", "test.html.j2:1")


UNWRITABLE = ["\x00", "\x0b", "\r", "\x1f", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff", "\ufdd0"]


@pytest.mark.parametrize("character", UNWRITABLE)
def test_a_character_that_html_cannot_carry_is_refused_with_its_place(character):
    for block in (
        paragraph(f"前{character}後"),
        heading(f"前{character}後"),
        bullets(f"前{character}後"),
        Section((paragraph(f"前{character}後"),), HERE),
    ):
        with pytest.raises(RenderError) as error:
            render_html(document(block))
        assert (error.value.code, error.value.where) == ("I31", "test.html.j2:1")
        assert error.value.facts == {"character": f"U+{ord(character):04X}"}


def test_the_place_of_an_unwritable_character_in_a_table_is_its_cell():
    grid = drawn_grid("甲 | 乙\n----\n1 | 2\x01")
    with pytest.raises(RenderError) as error:
        render_html(document(table(grid, "t3")))
    assert error.value.where == "test.html.j2:1 t3 2:2"


def test_an_unwritable_character_in_the_properties_is_refused_too():
    sample = document(paragraph("本文"))
    with pytest.raises(RenderError) as error:
        render_html(replace(sample, metadata=Metadata(title="題\x00")))
    assert error.value.where == "metadata"


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"))).filter(lambda text: "\ufffe" not in text)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["・", "★"]))
def test_any_text_is_read_back_as_it_was(text, mark):
    sample = document(
        paragraph(text),
        List((ListItem((Run(text, "s"), Break(), Run(text, "s", strong=True)), mark, HERE),), HERE),
        heading(text),
    )
    page = rendered(sample)
    assert lines(page.find("body/main/p")) == [text]
    assert lines(page.find("body/main/ul/li")) == [f"{text}\n{text}"]
    assert lines(page.find("body/main/h1")) == [text]


_TWO_RUNS = """
import sys; sys.path[:0] = ["tests", "."]
from sample_documents import every_kind_document
from reportgen.render.to_html import render_html
sys.stdout.buffer.write(render_html(every_kind_document()))
"""


def test_two_runs_give_the_same_bytes():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _TWO_RUNS],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": lang},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, lang in (("1", "Asia/Tokyo", "ja_JP.UTF-8"), ("2", "America/New_York", "C"))
    }
    assert outputs == {render_html(every_kind_document())}
