"""The table of contents in the page: a landmark with a name, and links in nested lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from html_reading import rendered
from paged_documents import contents, with_pages
from sample_documents import HERE, document, heading

from reportgen.document.text import Break, Run
from reportgen.document.tree import Heading
from reportgen.proof import prove
from reportgen.render.to_html import render_html


def tree(items):
    """Nested lists as (text, address, entries below)."""
    return [
        (item.find("a").text_content(), item.find("a").get("href"), tree(item.find("ol")))
        for item in (items if items is not None else ())
    ]


def nav(*blocks):
    (found,) = rendered(document(*blocks)).xpath("//nav")
    return found


def test_links_are_nested_as_the_headings_are():
    (found,) = rendered(with_pages(1)).xpath("//nav")
    assert tree(found.find("ol")) == [
        ("1 計画の概要 <A&B>", "#outline", [("(1) 計画の目的", "#purpose", []), ("(2) 点検の方法", "#method", [])]),
        ("2 事業別の進捗状況一覧", "#list", []),
        ("3 おわりに", "#end", []),
    ]


def test_every_list_says_that_it_is_one():
    assert {items.get("role") for items in rendered(with_pages(1)).xpath("//nav//ol")} == {"list"}


def test_the_heading_before_it_names_it():
    (found,) = rendered(with_pages(1)).xpath("//nav")
    assert found.get("aria-labelledby") == "contents"
    assert found.get("aria-label") is None


def test_without_a_heading_it_has_a_name_all_the_same():
    found = nav(heading("題"), contents(), heading("あ", 2))
    assert (found.get("aria-label"), found.get("aria-labelledby")) == ("目次", None)


def test_levels_that_begin_deeper_are_nested_among_themselves():
    found = nav(
        contents(3, 5), heading("い", 3, "i"), heading("う", 4, "u"), heading("え", 5, "e"), heading("お", 3, "o")
    )
    assert tree(found.find("ol")) == [("い", "#i", [("う", "#u", [("え", "#e", [])])]), ("お", "#o", [])]


def test_an_entry_is_the_plain_words_of_its_heading():
    words = (Run("詳細", strong=True), Break(), Run("案内", href="https://example.jp/"))
    sample = document(contents(), Heading(2, words, "a", HERE))
    (link,) = rendered(sample).xpath("//nav//a")
    assert [child.tag for child in link] == ["br"]
    assert link.text_content() == "詳細案内"
    assert prove(sample, {"x.html": render_html(sample)}).differences == ()


SPOILT = {
    "an entry is missing": ('<li><a href="#end">3 おわりに</a></li>', "", "entry 5"),
    "an entry too many": (
        "</ol>\n</nav>",
        '<li><a href="#deep">これは目次に載らない見出しです</a></li></ol>\n</nav>',
        "entry 6",
    ),
    "other words": ('href="#end">3 おわりに', 'href="#end">3 終わりに', "entry 5"),
    "a link to another heading": ('href="#end"', 'href="#outline"', "leads to #outline"),
    "a link to nowhere": ('href="#end"', 'href="#nowhere"', "leads to #nowhere"),
    "a link to something else": ('href="#end"', 'href="#t1"', "leads to #t1"),
    "an entry of the same level below another": (
        '一覧</a></li><li><a href="#end">3 おわりに</a></li>',
        '一覧</a><ol role="list"><li><a href="#end">3 おわりに</a></li></ol></li>',
        "leads to #end",
    ),
    "entries in another order": (
        'role="list"><li><a href="#purpose">(1) 計画の目的</a></li>',
        'role="list">',
        "entry 2",
    ),
    "no contents at all": ("<nav", "<nav", ""),
    "a title that is not there": ('aria-labelledby="contents"', 'aria-labelledby="nix"', "title is not there"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_the_proof_notices(name):
    sample = with_pages(1)
    good = render_html(sample).decode("utf-8")
    old, new, told = SPOILT[name]
    assert good.count(old) == 1
    bad = good.replace(old, new)
    if name == "no contents at all":
        bad = good[: good.index("<nav")] + good[good.index("</nav>\n") + 7 :]
    found = [str(difference) for difference in prove(sample, {"x.html": bad.encode("utf-8")}).differences]
    assert any(told in difference for difference in found), found


def test_the_proof_notices_two_headings_of_the_same_words_whose_links_are_exchanged():
    sample = document(contents(), heading("結果", 2, "a"), heading("結果", 2, "b"))
    good = render_html(sample).decode("utf-8")
    bad = good.replace('href="#a"', 'href="#x"').replace('href="#b"', 'href="#a"').replace('href="#x"', 'href="#b"')
    found = [str(difference) for difference in prove(sample, {"x.html": bad.encode("utf-8")}).differences]
    assert any("order" in difference for difference in found), found
    assert prove(sample, {"x.html": good.encode("utf-8")}).differences == ()


def test_other_levels_are_another_table_of_contents():
    sample = with_pages(1)
    other = replace(sample, blocks=tuple(contents(2, 2) if block == contents() else block for block in sample.blocks))
    assert prove(other, {"x.html": render_html(sample)}).differences
