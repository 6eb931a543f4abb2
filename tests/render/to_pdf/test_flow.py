"""Which page each block stands on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_specimen import chains
from sample_documents import HERE, bullets, cell, document, drawn_grid, heading, paragraph, table

from reportgen.document.grid import resolve
from reportgen.document.text import Paragraph
from reportgen.document.theme import Page, RoleStyle, TableStyle, TextStyle, Theme
from reportgen.document.tree import Block, Document, PageBreak, Section, Table
from reportgen.render.to_pdf.flow import flow, text_style
from reportgen.render.to_pdf.placed import Placed, PlacedEntry, PlacedPage, PlacedTable, PlacedText, page_numbers
from reportgen.render.to_pdf.typeset import Typesetter, line_text
from reportgen.units import Mm, Pt, mm_to_pt

LINE = TextStyle(size_pt=Pt(10.0), leading_pt=Pt(10.0))
HEADING = TextStyle(size_pt=Pt(10.0), leading_pt=Pt(10.0), before_pt=Pt(6.0), after_pt=Pt(5.0))
TEN_LINES = Theme(
    page=Page(width_mm=Mm(100.0), height_mm=Mm(100 * 25.4 / 72), top_mm=Mm(0.0), bottom_mm=Mm(0.0)),
    body=LINE,
    table=TableStyle(padding_x_mm=Mm(0.0), padding_y_mm=Mm(0.0), cell=LINE, header=LINE),
    headings=(HEADING,) * 6,
)
"""A page of ten lines of 19 characters."""
BREAK = PageBreak(HERE)


def pages(*blocks: Block, theme: Theme = TEN_LINES) -> list[list[str]]:
    """Each page as its lines; a portion of a table is ``[rows]``."""
    return [[line for placed in page for line in shown(placed)] for page in placed_pages(*blocks, theme=theme)]


def placed_pages(*blocks: Block, theme: Theme = TEN_LINES) -> list[list[Placed]]:
    return [page.placed for page in sheets(*blocks, theme=theme)]


def sheets(*blocks: Block, theme: Theme = TEN_LINES) -> list[PlacedPage]:
    return flow(document(*blocks, theme=theme), Typesetter(*chains()))


def shown(placed: Placed) -> list[str]:
    if isinstance(placed, PlacedEntry):
        return [line_text(line) for line in placed.entry.lines]
    if isinstance(placed, PlacedTable):
        texts = [placed.table.cells[part.box].slot.cell.text for part in placed.portion.body]
        return [f"[{' '.join(texts)}]"]
    assert isinstance(placed, PlacedText)
    return [line_text(line) for line in placed.lines]


def text(lines: int) -> Paragraph:
    """A paragraph of some lines, numbered."""
    return paragraph("".join(f"{number:02}" + "あ" * 18 for number in range(lines)))


def numbers(page: list[str]) -> list[str]:
    return [line[:2] for line in page]


# ── paragraphs ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_paragraph_goes_on_on_the_next_page():
    assert [len(page) for page in pages(text(23))] == [10, 10, 3]


def test_a_paragraph_carries_over_at_least_two_lines():
    assert [numbers(page)[-1] for page in pages(text(11))] == ["08", "10"]


def test_a_paragraph_does_not_leave_a_single_line_at_the_foot():
    assert [len(page) for page in pages(text(9), text(5))] == [9, 5]
    assert [len(page) for page in pages(text(8), text(5))] == [10, 3]


def test_a_paragraph_of_three_lines_is_not_parted():
    assert [len(page) for page in pages(text(8), text(3))] == [8, 3]


def test_a_page_of_one_line_holds_one_line():
    low = replace(TEN_LINES, page=replace(TEN_LINES.page, height_mm=Mm(15 * 25.4 / 72)))
    assert [len(page) for page in pages(text(5), theme=low)] == [1] * 5


def test_an_empty_paragraph_takes_a_line():
    assert pages(Paragraph((), HERE), text(9)) == [["", *pages(text(9))[0]]]


# ── headings ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_heading_goes_to_the_next_page_with_its_paragraph():
    assert [len(page) for page in pages(text(7), heading("題"), text(5))] == [7, 6]
    assert [len(page) for page in pages(text(5), heading("題"), text(5))] == [8, 3]


def test_headings_in_a_row_stay_with_what_follows_the_last():
    blocks = (text(5), heading("題"), Section((heading("節", 2), text(4)), HERE))
    assert pages(*blocks)[1][:2] == ["題", "節"]


def test_a_heading_goes_to_the_next_page_with_the_first_rows_of_its_table():
    assert pages(text(7), heading("題"), small_table()) == [pages(text(7))[0], ["題", "[一 二]"]]
    assert pages(text(1), heading("題"), small_table())[0][-2:] == ["題", "[一 二]"]


def test_a_caption_stays_with_its_table():
    made = small_table()
    captioned = Table(made.id, made.grid, made.label, made.summary, paragraph("表の題"), HERE)
    assert pages(text(8), captioned)[1] == ["表の題", "[一 二]"]


def test_a_short_paragraph_right_before_a_table_stays_with_it():
    assert pages(text(6), heading("題"), paragraph("次の表のとおり。"), small_table())[1][0] == "題"
    assert len(pages(text(4), heading("題"), text(3), small_table())[0]) == 8


def test_a_heading_that_nothing_follows_is_printed():
    assert pages(text(1), heading("題"))[0][-1] == "題"
    assert pages(heading("題"), BREAK, text(1)) == [["題"], pages(text(1))[0]]
    assert len(pages(text(10), heading("題"))) == 2


def test_a_heading_at_the_top_of_a_page_has_no_space_above_it():
    (page,) = placed_pages(heading("題"), heading("節"), text(1))
    assert [placed.top_pt for placed in page] == [0.0, 21.0, 36.0]


def test_headings_that_leave_no_room_for_a_row_stand_before_the_page_of_their_table():
    headings = [heading(f"題{number}", name=f"h{number}") for number in range(6)]
    assert pages(*headings[:5], small_table()) == [["題0", "題1", "題2", "題3", "題4"], ["[一 二]"]]
    assert pages(*headings, small_table()) == [["題0", "題1", "題2", "題3", "題4"], ["題5"], ["[一 二]"]]


def test_the_space_above_a_heading_takes_no_room_at_the_top_of_a_page():
    widths = [Mm(70.0)]
    grid = drawn_grid("甲\n----\n" + "\n".join("一二三四五六七"), widths_mm=widths, theme=TEN_LINES)
    assert pages(heading("題"), table(grid)) == [["題", "[一 二 三 四 五 六 七]"]]


def small_table() -> Table:
    widths = [Mm(35.0), Mm(35.0)]
    return table(drawn_grid("甲 | 乙\n----\n一 | 二", widths_mm=widths, theme=TEN_LINES))


# ── lists, breaks, tables ───────────────────────────────────────────────────────────────────────────────


def test_the_mark_of_a_list_narrows_its_lines_and_stands_where_the_item_begins():
    (page,) = placed_pages(bullets("あ" * 19, "い"))
    first, second = page
    assert isinstance(first, PlacedText)
    assert [len(line_text(line)) for line in first.lines] == [18, 1]
    assert first.mark is not None
    assert line_text(first.mark) == "・"
    assert second.top_pt == 20.0


def test_an_item_that_goes_on_on_the_next_page_has_no_mark_there():
    first, second = placed_pages(bullets("あ" * 18 * 12))
    assert [isinstance(placed, PlacedText) and placed.mark is not None for placed in (first[0], second[0])] == [
        True,
        False,
    ]


def test_a_page_break_begins_a_page_but_never_an_empty_one():
    one = pages(text(1))[0]
    assert pages(text(1), BREAK, BREAK, text(1)) == [one, one]
    assert pages(BREAK, text(1)) == [one]
    assert [len(page) for page in pages(text(1), BREAK)] == [1]


def test_a_document_without_text_is_one_empty_page():
    assert pages() == [[]]


def test_a_table_goes_on_below_what_stands_on_the_page():
    rows = [[cell("甲", scope="col")], *([cell(str(number))] for number in range(12))]
    grid = resolve(rows, widths_mm=[Mm(70.0)], header_rows=1, text_width_mm=Mm(70.0), origin=HERE)
    made = pages(text(2), table(grid), text(1))
    assert [page[-1] for page in made] == ["[0 1 2 3 4 5 6]", pages(text(1))[0][0]]
    assert made[-1][0] == "[7 8 9 10 11]"


def test_a_document_that_ends_with_the_page_has_no_empty_page_behind_it():
    assert len(pages(text(8), small_table())) == 1
    assert len(pages(text(10))) == 1


def test_there_is_half_a_line_between_a_table_and_what_follows_it():
    (page,) = placed_pages(small_table(), text(1))
    assert [placed.top_pt for placed in page] == [0.0, 25.0]


def test_only_the_last_item_of_a_list_has_space_behind_it():
    theme = replace(TEN_LINES, body=replace(LINE, after_pt=Pt(4.0)))
    (page,) = placed_pages(bullets("甲", "乙"), text(1), theme=theme)
    assert [placed.top_pt for placed in page] == [0.0, 10.0, 24.0]


# ── styles ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_role_changes_the_style_of_its_place():
    theme = Theme(roles={"lead": RoleStyle(strong=True), "note": RoleStyle(align="right")})
    assert text_style(None, theme) == theme.body
    assert text_style("unheard", theme) == theme.body
    assert text_style("lead", theme).strong
    assert text_style("lead", theme).size_pt == theme.body.size_pt
    assert (text_style("note", theme).size_pt, text_style("note", theme).align) == (theme.note.size_pt, "right")


# ── any document ────────────────────────────────────────────────────────────────────────────────────────

BLOCKS = st.one_of(
    st.integers(1, 25).map(text),
    st.integers(1, 3).map(lambda level: heading("題", level)),
    st.just(BREAK),
    st.integers(1, 12).map(lambda lines: bullets("あ" * 18 * lines)),
    st.builds(small_table),
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(BLOCKS, max_size=8))
def test_nothing_overlaps_nothing_leaves_the_page_and_nothing_is_lost(blocks: list[Block]):
    made = placed_pages(*blocks)
    assert all(made[:-1])
    for page in made:
        y = 0.0
        for placed in page:
            assert placed.top_pt >= y - 1e-6
            y = placed.top_pt + placed.height_pt
        assert y <= 100.01
    printed = [line for page in made for placed in page for line in shown(placed)]
    alone = [line for block in blocks for page in pages(block) for line in page]
    assert printed == alone


def test_the_page_of_this_file_has_ten_lines():
    sample: Document = document(theme=TEN_LINES)
    assert mm_to_pt(sample.theme.page.text_height_mm) == pytest.approx(100.0, abs=0.01)
