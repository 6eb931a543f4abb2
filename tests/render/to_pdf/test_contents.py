"""Entries of a table of contents: their lines, their depth, and how they stand on the page with their numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paged_documents import A4, PAGED_THEME, contents, cover, with_pages
from painted_pages import Painted, painted_pages
from pdf_specimen import chains, reopened
from pikepdf import Array, Object
from sample_documents import HERE, document, heading, paragraph

from reportgen.document.text import Break, Run
from reportgen.document.theme import Page, Theme
from reportgen.document.tree import Block, Contents, Document, Heading, PageBreak, Section
from reportgen.proof import prove
from reportgen.render.to_pdf import render_pdf
from reportgen.render.to_pdf.contents import SetEntry, kept_heights_pt, set_contents
from reportgen.render.to_pdf.flow import flow
from reportgen.render.to_pdf.placed import PlacedEntry
from reportgen.render.to_pdf.typeset import Typesetter
from reportgen.units import Mm, mm_to_pt

LONG = "子ども・子育て支援事業計画に基づく取組の進捗状況及び評価並びに今後の方向性に関する庁内の調整の経過について"
TEXT_RIGHT_PT = mm_to_pt(A4.left_mm) + mm_to_pt(A4.text_width_mm)


def made(*headings: Heading, width_pt: float = 300.0, first: int = 1, last: int = 6) -> tuple[SetEntry, ...]:
    listing = Contents(first, last, HERE)
    return set_contents(document(listing, *headings), listing, width_pt, Typesetter(*chains()))


def long_document(count: int = 60) -> Document:
    """A cover, and a table of contents of more than a page; some entries take two lines."""
    headings = [
        heading(f"{number}　{LONG if number % 7 == 0 else '取組'}", 2 + (number % 3 > 0), f"n{number}")
        for number in range(3, count + 3)
    ]
    behind = [block for one in headings for block in (one, paragraph("本文です。" * 200))]
    return document(cover(), heading("目次", 2, "toc"), contents(), *behind, theme=PAGED_THEME)


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────


def test_depth_is_counted_from_the_highest_level_that_is_listed():
    entries = made(heading("甲", 2, "a"), heading("乙", 4, "b"), heading("丙", 3, "c"), first=2)
    assert [(entry.depth, entry.indent_em) for entry in entries] == [(1, 0.0), (3, 2.0), (2, 1.0)]


def test_the_text_of_an_entry_leaves_room_for_the_number():
    (entry,) = made(heading(LONG))
    widths = [line.indent_em + line.width_em for line in entry.lines]
    assert len(widths) > 1
    assert max(widths) <= 30.0 - 4.5 + 1e-6


@pytest.mark.parametrize(
    ("label", "indent_em"),
    [("第1章　", 3.5), ("（2）　", 3.5), ("3 ", 1.0), ("ア　", 1.0), ("令和3年度から令和7年度まで　", 1.0), ("", 1.0)],
)
def test_further_lines_stand_below_the_words_behind_the_number_of_a_heading(label, indent_em):
    (entry,) = made(heading(label + LONG))
    assert [line.indent_em for line in entry.lines[1:]] == [pytest.approx(indent_em)] * (len(entry.lines) - 1)
    assert entry.lines[0].indent_em == 0.0


def test_an_entry_says_all_of_its_heading_and_nothing_of_its_look():
    content = (Run("甲", strong=True), Break(), Run("乙", href="https://example.jp/"))
    (entry,) = made(Heading(1, content, "h", HERE))
    assert [line.text + line.trail for line in entry.lines] == ["甲\n", "乙"]
    assert {(it.strong, it.href) for line in entry.lines for it in line.stretches} == {(False, None)}


def test_a_little_space_parts_the_highest_level_only_where_there_are_others():
    both = made(heading("甲", 1, "a"), heading("乙", 2, "b"))
    assert [entry.style.before_pt for entry in both] == [4.0, 0.0]
    assert [entry.style.before_pt for entry in made(heading("甲", 1, "a"), heading("乙", 1, "b"))] == [0.0, 0.0]


def test_a_column_too_narrow_for_anything_still_has_its_text():
    (entry,) = made(heading("甲乙"), width_pt=20.0)
    assert "".join(line.text for line in entry.lines) == "甲乙"


def test_an_entry_is_kept_with_those_below_it_and_the_ends_are_not_alone():
    levels = [1, 1, 1, 2, 3, 1, 1]
    entries = made(*(heading("題", level, f"h{index}") for index, level in enumerate(levels)))
    heights = [entry.height_pt for entry in entries]
    assert set(heights) == {16.0}
    assert kept_heights_pt(entries) == [36.0, 16.0, 48.0, 32.0, 16.0, 36.0, 16.0]


def test_no_headings_no_entries():
    assert made(heading("深い", 4), last=3) == ()


# ── on the page ─────────────────────────────────────────────────────────────────────────────────────────


def entry_marks(page: list[Painted]) -> list[Painted]:
    return [mark for mark in page if mark.tag in ("Link", "Span") or mark.text.startswith("…")]


def test_an_entry_is_its_text_a_leader_and_its_number():
    marks = entry_marks(painted_pages(render_pdf(with_pages()))[1])
    assert [mark.tag for mark in marks] == ["Link", "Artifact", "Span"] * 5
    assert [mark.text for mark in marks[::3]] == [
        "1 計画の概要 <A&B>",
        "(1) 計画の目的",
        "(2) 点検の方法",
        "2 事業別の進捗状況一覧",
        "3 おわりに",
    ]
    assert [mark.text for mark in marks[2::3]] == [" 1", " 1", " 2", " 3", " 4"]
    assert {mark.artifact for mark in marks[1::3]} == {"Layout"}


def test_the_dots_of_all_leaders_stand_below_each_other_between_text_and_number():
    regular, _ = chains()
    for page in painted_pages(render_pdf(long_document()))[1:3]:
        marks = entry_marks(page)
        texts, leaders, numbers = marks[::3], marks[1::3], marks[2::3]
        assert len(numbers) > 10
        for text, leader, number in zip(texts, leaders, numbers, strict=True):
            ((left, base),), ((start, foot),) = leader.places, number.places
            assert (TEXT_RIGHT_PT - left) / 10 == pytest.approx(round((TEXT_RIGHT_PT - left) / 10), abs=0.01)
            assert start + 5 * len(number.text) == pytest.approx(TEXT_RIGHT_PT, abs=0.02)
            assert left + 10 * len(leader.text) <= start + 5
            assert left >= text.places[-1][0] + 10 * regular.width_em(text.lines[-1].rstrip("\u3000 ")) + 2.5 - 0.02
            assert base == foot == text.places[-1][1]


@pytest.mark.parametrize(
    ("style", "expected"), [("- 1 -", [" 1", " 2"]), ("1/9", [" 1", " 2"]), ("1頁", [" 1頁", " 2頁"]), ("none", [])]
)
def test_numbers_are_those_of_the_pages_without_their_ornament(style, expected):
    theme = replace(PAGED_THEME, page=replace(A4, number=style))
    sample = document(
        cover(), contents(1, 1), heading("甲", 1, "a"), PageBreak(HERE), heading("乙", 1, "b"), theme=theme
    )
    data = render_pdf(sample)
    marks = [mark for page in painted_pages(data) for mark in page]
    assert [mark.text for mark in marks if mark.tag == "Span"] == expected
    assert any(mark.text.startswith("…") for mark in marks) == bool(expected)
    assert prove(sample, {"x.pdf": data}).differences == ()


def test_lists_nest_as_the_headings_do_also_where_the_first_is_not_of_the_highest_level():
    headings = [heading(f"題{index}", level, f"h{index}") for index, level in enumerate([2, 3, 3, 1, 2, 1])]
    sample = document(cover(), contents(1, 3), *headings)
    data = render_pdf(sample)
    toc = reopened(data).Root.StructTreeRoot.K[0].K[1]
    assert drawn(toc) == "TOC(TOC(TOCI(TOC(TOCI TOCI))) TOCI(TOC(TOCI)) TOCI)"
    assert prove(sample, {"x.pdf": data}).differences == ()


def drawn(element: Object) -> str:
    """The lists and items of a table of contents, one in the other."""
    kids = list(element.K) if isinstance(element.K, Array) else [element.K]
    inner = " ".join(drawn(kid) for kid in kids if kid.S in ("/TOC", "/TOCI"))
    return f"{str(element.S)[1:]}({inner})" if inner else str(element.S)[1:]


def test_every_line_of_an_entry_is_a_link_and_the_last_reaches_to_the_number():
    sample = document(contents(1, 1), heading(LONG * 2, 1, "a"), theme=PAGED_THEME)
    notes = list(reopened(render_pdf(sample)).pages[0].Annots)
    assert len(notes) == 3
    assert {str(note.Contents) for note in notes} == {LONG * 2}
    assert float(notes[-1].Rect[2]) == pytest.approx(TEXT_RIGHT_PT, abs=0.02)
    assert all(float(note.Rect[2]) < TEXT_RIGHT_PT - 40 for note in notes[:-1])


def test_contents_of_sixty_entries_go_on_on_the_next_page():
    sample = long_document()
    pages = [[it for it in page.placed if isinstance(it, PlacedEntry)] for page in flow(sample, Typesetter(*chains()))]
    counts = [len(page) for page in pages]
    assert counts[0] == 0
    assert min(counts[1:3]) >= 2
    assert sum(counts) == sum(counts[1:3]) == 60
    assert [it.entry.heading.id for page in pages for it in page] == [f"n{number}" for number in range(3, 63)]
    assert prove(sample, {"x.pdf": render_pdf(sample)}).differences == ()


# ── any document ────────────────────────────────────────────────────────────────────────────────────────

SMALL = Page(width_mm=Mm(90.0), height_mm=Mm(80.0))
ACROSS = Page(width_mm=Mm(140.0), height_mm=Mm(70.0), number="1頁")


@st.composite
def any_document(draw: st.DrawFn) -> Document:
    """Headings of levels without gaps, text, contents and sections on other sheets, in any order."""
    level = 1
    blocks: list[Block] = [cover()] if draw(st.booleans()) else [heading("題", 1, "title")]
    for number in range(draw(st.integers(0, 25))):
        match draw(st.sampled_from(["heading", "heading", "text", "contents", "sheet", "break"])):
            case "heading":
                level = draw(st.integers(1, min(level + 1, 4)))
                blocks.append(heading(f"{number}　" + LONG[: draw(st.integers(1, 60))], level, f"h{number}"))
            case "text":
                blocks.append(paragraph("本文です。" * draw(st.integers(1, 60))))
            case "contents":
                first = draw(st.integers(1, 3))
                blocks.append(Contents(first, draw(st.integers(first, 4)), HERE))
            case "sheet":
                level = draw(st.integers(1, min(level + 1, 4)))
                inside = (heading("別の用紙", level, f"h{number}"), paragraph("本文です。" * draw(st.integers(1, 60))))
                blocks.append(Section(inside[draw(st.integers(0, 2)) :], HERE, page=ACROSS))
            case _:
                blocks.append(PageBreak(HERE))
    return document(*blocks, theme=Theme(page=SMALL))


@pytest.mark.usefixtures("unproven")
@settings(derandomize=True, max_examples=80, deadline=None)
@given(any_document())
def test_whatever_stands_in_a_document_its_contents_lead_where_they_say(sample: Document):
    proof = prove(sample, {"x.pdf": render_pdf(sample)})
    assert proof.differences == ()
