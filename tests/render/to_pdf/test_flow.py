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
from reportgen.document.tree import Block, Contents, Document, Heading, PageBreak, Section, Table
from reportgen.render.to_pdf.flow import flow, text_style
from reportgen.render.to_pdf.placed import Placed, PlacedEntry, PlacedPage, PlacedTable, PlacedText, page_numbers
from reportgen.render.to_pdf.typeset import Typesetter
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
        return [line.text for line in placed.entry.lines]
    if isinstance(placed, PlacedTable):
        texts = [placed.table.cells[part.box].slot.cell.text for part in placed.portion.body]
        return [f"[{' '.join(texts)}]"]
    assert isinstance(placed, PlacedText)
    return [line.text for line in placed.lines]


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
    assert [len(line.text) for line in first.lines] == [18, 1]
    assert first.mark is not None
    assert first.mark.text == "・"
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


def test_the_last_rows_of_a_table_go_to_the_page_of_its_notes():
    rows = [[cell("甲", scope="col")], *([cell(str(number))] for number in range(5))]
    grid = resolve(rows, widths_mm=[Mm(70.0)], header_rows=1, text_width_mm=Mm(70.0), origin=HERE)
    note = paragraph("※1 注", "note")
    assert pages(text(4), table(grid), note) == [[*pages(text(4))[0], "[0 1 2]"], ["[3 4]", "※1 注"]]
    assert pages(text(2), table(grid), note) == [[*pages(text(2))[0], "[0 1 2 3 4]", "※1 注"]]
    assert pages(text(4), table(grid), paragraph("注")) == [[*pages(text(4))[0], "[0 1 2 3 4]"], ["注"]]


def test_notes_longer_than_a_quarter_of_a_page_are_kept_as_far_as_they_are_shorter():
    rows = [[cell("甲", scope="col")], *([cell(str(number))] for number in range(4))]
    grid = resolve(rows, widths_mm=[Mm(70.0)], header_rows=1, text_width_mm=Mm(70.0), origin=HERE)
    long = Paragraph(text(4).content, HERE, "note")
    assert pages(text(5), table(grid), long)[0][-1] == "[0 1 2 3]"
    assert pages(text(5), table(grid), paragraph("※1 注", "note"), long)[1][:2] == ["[2 3]", "※1 注"]


def test_only_the_last_item_of_a_list_has_space_behind_it():
    theme = replace(TEN_LINES, body=replace(LINE, after_pt=Pt(4.0)))
    (page,) = placed_pages(bullets("甲", "乙"), text(1), theme=theme)
    assert [placed.top_pt for placed in page] == [0.0, 10.0, 24.0]


# ── sheets ──────────────────────────────────────────────────────────────────────────────────────────────

WIDE = Page(width_mm=Mm(170.0), height_mm=Mm(50 * 25.4 / 72), top_mm=Mm(0.0), bottom_mm=Mm(0.0))
"""A sheet of five lines of 39 characters."""


def wide(*blocks: Block) -> Section:
    return Section(blocks, HERE, page=WIDE)


def cover(*blocks: Block) -> Section:
    return Section(blocks, HERE, cover=True)


def sheet_names(*blocks: Block) -> list[str]:
    """The sheet of each page, and how many lines stand on it."""
    return [f"{kind(page)} {sum(len(shown(placed)) for placed in page.placed)}" for page in sheets(*blocks)]


def kind(page: PlacedPage) -> str:
    return f"{'cover ' * page.cover}{'wide' if page.sheet == WIDE else 'plain'}"


def test_a_section_with_a_sheet_of_its_own_begins_a_page_and_so_does_what_follows_it():
    assert sheet_names(text(1), wide(text(2)), text(1)) == ["plain 1", "wide 1", "plain 1"]


def test_text_is_broken_to_the_width_of_its_sheet_and_parted_at_its_height():
    made = pages(wide(paragraph("あ" * 39 * 7)), paragraph("い" * 38))
    assert [[len(line) for line in page] for page in made] == [[39] * 5, [39] * 2, [19] * 2]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((wide(text(1)),), ["wide 1"]),
        ((wide(text(1)), wide(text(1))), ["wide 1", "wide 1"]),
        ((BREAK, wide(text(1)), BREAK), ["wide 1"]),
        ((text(1), BREAK, wide(BREAK, text(1), BREAK), BREAK, text(1)), ["plain 1", "wide 1", "plain 1"]),
        ((wide(), text(1)), ["plain 1"]),
        ((text(1), wide(), text(1)), ["plain 1", "plain 1"]),
        ((wide(),), ["plain 0"]),
        ((cover(text(1)), wide(text(1))), ["cover plain 1", "wide 1"]),
        ((cover(), text(1)), ["plain 1"]),
        ((cover(text(1)), BREAK, text(1)), ["cover plain 1", "plain 1"]),
    ],
)
def test_no_page_stays_empty_beside_a_section_with_a_sheet(blocks: tuple[Block, ...], expected: list[str]):
    assert sheet_names(*blocks) == expected


def test_a_heading_before_a_section_with_a_sheet_goes_with_it_set_in_its_width():
    made = pages(text(1), heading("題" * 25), wide(text(2)))
    assert [len(page) for page in made] == [1, 2]
    assert made[1][0] == "題" * 25


def test_a_heading_at_the_end_of_a_section_with_a_sheet_stays_on_it():
    assert [page[-1][:1] for page in pages(wide(text(1), heading("題")), text(1))] == ["題", "0"]


def test_a_table_on_a_sheet_of_its_own_fills_the_sheet():
    rows = [[cell("甲", scope="col")], *([cell(str(number))] for number in range(9))]
    grid = resolve(rows, widths_mm=[WIDE.text_width_mm], header_rows=1, text_width_mm=WIDE.text_width_mm, origin=HERE)
    sheet = replace(WIDE, height_mm=Mm(81 * 25.4 / 72))
    made = pages(Section((table(grid),), HERE, page=sheet), text(1))
    assert made == [["[0 1 2 3 4 5 6]"], ["[7 8]"], *pages(text(1))]


def test_the_cover_stands_somewhat_above_the_middle_of_its_page():
    (page,) = sheets(cover(paragraph("一"), paragraph("二")))
    assert [placed.top_pt for placed in page.placed] == pytest.approx([80 * 0.45, 80 * 0.45 + 10], abs=0.01)


def test_what_is_set_to_the_left_elsewhere_is_centred_on_the_cover():
    theme = replace(TEN_LINES, roles={"right": RoleStyle(align="right"), "left": RoleStyle(align="left")})
    blocks = (heading("題"), paragraph("文"), paragraph("右", "right"), paragraph("左", "left"))
    first, second = sheets(cover(*blocks), *blocks, theme=theme)
    aligned = [[it.style.align for it in page.placed if isinstance(it, PlacedText)] for page in (first, second)]
    assert aligned == [["center", "center", "right", "left"], ["left", "left", "right", "left"]]


def test_the_title_on_the_cover_keeps_two_lines_clear_of_what_follows():
    (page,) = sheets(cover(heading("題"), paragraph("文")))
    title, words = page.placed
    assert words.top_pt - title.top_pt == pytest.approx(10.0 + 2 * LINE.leading_pt)


def test_a_cover_longer_than_a_page_goes_on_and_none_of_it_is_counted():
    made = sheets(cover(text(12)), text(1), wide(text(2)))
    assert [page.cover for page in made] == [True, True, False, False]
    assert page_numbers(made) == [None, None, 1, 2]


# ── contents ────────────────────────────────────────────────────────────────────────────────────────────


def listed(*headings: Heading, before: int = 0) -> list[list[str]]:
    """The pages of a table of contents of these headings, which stand on pages of their own behind it."""
    behind = (item for one in headings for item in (BREAK, one, text(1)))
    above = [text(before)] if before else []
    made = placed_pages(*above, Contents(1, 6, HERE), *behind)
    return [[line for it in page if isinstance(it, PlacedEntry) for line in shown(it)] for page in made]


def test_contents_longer_than_a_page_go_on_and_the_last_entry_never_stands_alone():
    entries = [heading(f"{number}", 1, f"h{number}") for number in range(11)]
    assert [len(page) for page in listed(*entries)[:3]] == [9, 2, 0]


def test_an_entry_stays_with_the_first_one_below_it():
    levels = [2] * 7 + [1, 2, 3, 2, 2]
    entries = [heading(f"{number}", level, f"h{number}") for number, level in enumerate(levels)]
    assert listed(*entries)[0][-1] == "6"
    assert listed(*entries)[1][0] == "7"


def test_the_first_entry_does_not_stand_alone_at_the_foot_of_a_page():
    entries = [heading(f"{number}", 1, f"h{number}") for number in range(4)]
    assert [len(page) for page in listed(*entries, before=9)[:2]] == [0, 4]


def test_the_words_above_contents_stay_with_them():
    made = pages(text(9), paragraph("目次"), Contents(1, 6, HERE), heading("題"), heading("節", 2), text(1))
    assert made[1][:3] == ["目次", "題", "節"]


def test_contents_without_entries_take_no_room():
    assert pages(text(1), Contents(1, 6, HERE), text(1)) == pages(text(1), text(1))


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
    st.integers(1, 5).map(lambda lines: Paragraph(text(lines).content, HERE, "note")),
    st.integers(1, 25).map(lambda lines: cover(text(lines))),
    st.integers(1, 25).map(lambda lines: wide(text(lines))),
    st.just(wide()),
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(BLOCKS, max_size=8))
def test_nothing_overlaps_nothing_leaves_the_page_and_nothing_is_lost(blocks: list[Block]):
    made = sheets(*blocks)
    assert len(made) == 1 or all(page.placed for page in made)
    for page in made:
        y = 0.0
        for placed in page.placed:
            assert placed.top_pt >= y - 1e-6
            y = placed.top_pt + placed.height_pt
        assert y <= mm_to_pt(page.sheet.text_height_mm) + 0.01
    printed = [line for page in made for placed in page.placed for line in shown(placed)]
    alone = [line for block in blocks for page in pages(block) for line in page]
    assert printed == alone


def test_the_page_of_this_file_has_ten_lines():
    sample: Document = document(theme=TEN_LINES)
    assert mm_to_pt(sample.theme.page.text_height_mm) == pytest.approx(100.0, abs=0.01)
