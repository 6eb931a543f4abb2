"""Where the rows of a table stand. Pages are drawn with letters: see ``drawn_pages``."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

import pytest
from drawn_pages import drawn_pages, drawn_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import RenderError
from reportgen.render.to_pdf.pagination import EMPTY, MOVABLE_PART, Box, Fragment, Portion, Rows, paginate


def drawn(pages: str) -> str:
    return dedent(pages).strip()


# ── heights ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_row_is_as_high_as_the_highest_cell_that_ends_in_it_and_a_span_gives_its_rest_to_its_last_row():
    table = """
        h1 h1 h1
        --
        a1 b6 c2
        ^  ^  d1
        e1 f1 g1
    """
    assert drawn_pages(table, page=20) == drawn("""
        h1 h1 h1
        == == ==
        a1 b1 c1
        .. b2 c2
        .. b3 ==
        .. b4 d1
        .. b5 ..
        .. b6 ..
        == == ==
        e1 f1 g1
        == == ==
    """)


def test_rows_below_the_header_have_the_least_height_that_the_table_asks_for():
    table = """
        h1 h1
        --
        a1 b1
        c1 d3
    """
    assert drawn_pages(table, page=16, min_row=4) == drawn("""
        h1 h1
        == ==
        a1 b1
        .. ..
        .. ..
        == ==
        c1 d1
        .. d2
        .. d3
        == ==
    """)


def test_a_row_of_empty_cells_is_one_line_high():
    assert drawn_pages("a0 b0", page=12) == drawn("""
        .. ..
        == ==
    """)


# ── keeping together ────────────────────────────────────────────────────────────────────────────────────


def test_the_rows_of_a_merged_label_move_together_if_that_leaves_at_most_a_quarter_of_the_page_empty():
    table = """
        h1 h1
        --
        a1 b7
        c1 d1
        ^  e1
    """
    assert drawn_pages(table, page=12) == drawn("""
        h1 h1
        == ==
        a1 b1
        .. b2
        .. b3
        .. b4
        .. b5
        .. b6
        .. b7
        == ==

        h1 h1
        == ==
        c1 d1
        .. ==
        .. e1
        == ==
    """)


def test_the_last_row_of_a_table_does_not_stand_alone_on_a_page_if_that_leaves_at_most_a_quarter_empty():
    table = "h1\n--\na1\nb1\nc1\nd1\ne1\nf1"
    assert [page.count("\n") // 2 for page in drawn_pages(table, page=12).split("\n\n")] == [4, 2]
    taller = "h1\n--\na2\nb2\nc2\nd2"
    assert [page.count("1") for page in drawn_pages(taller, page=12).split("\n\n")] == [4, 2]


def test_the_first_row_of_a_table_does_not_stand_alone_at_the_foot_of_a_page_if_that_leaves_at_most_a_quarter_empty():
    table = "h1\n--\na1\nb1\nc1\nd1\ne1\nf1"
    assert drawn_pages(table, page=24, room=5).startswith("(none)")
    assert not drawn_pages(table, page=24, room=7).startswith("(none)")
    assert not drawn_pages(table, page=24, room=5, lead_in=1).startswith("(none)")


def test_the_first_row_of_a_table_is_split_rather_than_leave_more_than_a_third_of_a_page_empty():
    table = "h1\n--\na10\nb1"
    assert [page.count("a") for page in drawn_pages(table, page=42, room=10, lead_in=5).split("\n\n")] == [7, 3]
    assert drawn_pages(table, page=42, room=10, lead_in=4).startswith("(none)")


def test_the_rows_of_a_merged_label_are_parted_if_moving_them_left_more_than_a_quarter_empty():
    table = """
        h1 h1
        --
        a1 b2
        c1! d2
        ^  e1
        ^  f2
    """
    assert drawn_pages(table, page=12) == drawn("""
        h1 h1
        == ==
        a1 b1
        .. b2
        == ==
        c1 d1
        .. d2
        .. ==
        .. e1
        == ==

        h1 h1
        == ==
        C1 f1
        .. f2
        == ==
    """)


def test_of_several_places_for_a_break_the_one_that_cuts_the_fewest_merged_cells_is_taken():
    table = """
        a1! b1! c1
        ^   ^   d1
        ^   e1! f1
        ^   ^   g1
        ^   h1! i1
        ^   ^   j1
        ^   k1! l1
        ^   ^   m1
    """
    assert drawn_pages(table, page=15) == drawn("""
        a1 b1 c1
        .. .. ==
        .. .. d1
        .. == ==
        .. e1 f1
        .. .. ==
        .. .. g1
        .. == ==
        .. h1 i1
        .. .. ==
        .. .. j1
        == == ==

        A1 k1 l1
        .. .. ==
        .. .. m1
        == == ==
    """)


def test_of_equal_places_for_a_break_the_lowest_is_taken():
    rows = "a1! b1\n" + "^ c1\n" * 7
    assert [page.count("==") for page in drawn_pages(f"x5 y1\n{rows}", page=16).split("\n\n")] == [2 + 6, 4]


def test_a_row_up_to_35_percent_of_a_page_moves_as_a_whole_whatever_it_leaves_empty():
    first, second = drawn_pages("x13 y1\na6 b1", page=20).split("\n\n")
    assert len(first.splitlines()) == 14
    assert second.splitlines()[0] == "a1 b1"


def test_a_row_above_35_percent_of_a_page_is_split_where_it_stands():
    table = """
        h1 h1
        --
        a1 b2
        c1! d9
    """
    assert drawn_pages(table, page=12) == drawn("""
        h1 h1
        == ==
        a1 b1
        .. b2
        == ==
        c1 d1
        .. d2
        .. d3
        .. d4
        .. d5
        .. d6
        == ==

        h1 h1
        == ==
        C1 d7
        .. d8
        .. d9
        == ==
    """)


def test_a_row_taller_than_a_page_begins_in_what_little_room_there_is():
    assert drawn_pages("x8 y1\na18 b1", page=12).split("\n\n")[0].splitlines()[-4:] == [
        "== ==",
        "a1 b1",
        "a2 ..",
        "== ==",
    ]


def test_rows_under_a_label_that_fit_on_no_page_begin_in_what_little_room_there_is():
    rows = "a1! b1\n" + "^ c1\n" * 7
    assert drawn_pages(f"x8 y1\n{rows}", page=12).split("\n\n")[0].splitlines()[-3:] == ["== ==", "a1 b1", "== =="]


def test_a_tall_row_moves_as_a_whole_if_that_leaves_at_most_a_quarter_empty():
    table = """
        a1 b8
        c1 d9
    """
    assert drawn_pages(table, page=12) == drawn("""
        a1 b1
        .. b2
        .. b3
        .. b4
        .. b5
        .. b6
        .. b7
        .. b8
        == ==

        c1 d1
        .. d2
        .. d3
        .. d4
        .. d5
        .. d6
        .. d7
        .. d8
        .. d9
        == ==
    """)


# ── splitting ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_row_taller_than_two_pages_flows_on_and_its_short_cells_stay_empty():
    table = """
        h1 h1
        --
        a1 b25
        c1 d1
    """
    pages = drawn_pages(table, page=14).split("\n\n")
    assert len(pages) == 3
    assert pages[1].splitlines()[:3] == ["h1 h1", "== ==", ".. b2"]
    assert pages[2] == drawn("""
        h1 h1
        == ==
        .. b3
        .. b4
        .. b5
        == ==
        c1 d1
        == ==
    """)


def test_a_page_never_carries_over_a_single_line():
    assert drawn_pages("a1 b11", page=11) == drawn("""
        a1 b1
        .. b2
        .. b3
        .. b4
        .. b5
        .. b6
        .. b7
        .. b8
        .. b9
        == ==

        .. b0
        .. b1
        == ==
    """)


def test_each_cell_of_a_split_row_holds_back_its_own_two_lines():
    first, second = drawn_pages("a13 b12", page=12).split("\n\n")
    assert first.splitlines()[-2:] == ["a1 ..", "== =="]
    assert second == drawn("""
        a2 b1
        a3 b2
        == ==
    """)


def test_the_rest_of_a_split_row_is_not_held_to_the_least_height():
    assert drawn_pages("a13 b1", page=12, min_row=4).split("\n\n")[1] == drawn("""
        a2 ..
        a3 ..
        == ==
    """)


def test_a_page_never_ends_below_the_first_line_of_a_cell():
    table = """
        x7 y1
        a8 b1
        ^  c6
    """
    assert drawn_pages(table, page=12) == drawn("""
        x1 y1
        x2 ..
        x3 ..
        x4 ..
        x5 ..
        x6 ..
        x7 ..
        == ==
        a1 b1
        a2 ..
        == ==

        a3 c1
        a4 c2
        a5 c3
        a6 c4
        a7 c5
        a8 c6
        == ==
    """)


def test_the_last_row_of_a_page_grows_so_that_a_label_stays_whole():
    table = """
        h1 h1 h1
        --
        x1 y6 z1
        a3! b8 c1
        ^  ^  d4
        ^  ^  e2
    """
    assert drawn_pages(table, page=14) == drawn("""
        h1 h1 h1
        == == ==
        x1 y1 z1
        .. y2 ..
        .. y3 ..
        .. y4 ..
        .. y5 ..
        .. y6 ..
        == == ==
        a1 b1 c1
        a2 b2 ..
        a3 b3 ..
        == == ==

        h1 h1 h1
        == == ==
        A1 b4 d1
        A2 b5 d2
        A3 b6 d3
        .. b7 d4
        .. b8 ==
        .. .. e1
        .. .. e2
        == == ==
    """)


def test_a_label_is_not_cut_even_if_two_lines_would_stand_on_either_side():
    first, second = drawn_pages("x12 y1 z1\na4! b8 c1\n^ ^ d4", page=18).split("\n\n")
    assert first.splitlines()[-2:] == ["a4 b4 ..", "== == =="]
    assert second.splitlines()[0] == "A1 b5 d1"


# ── what a page repeats ─────────────────────────────────────────────────────────────────────────────────


def test_a_merged_text_taller_than_a_page_flows_on_beside_four_short_rows():
    table = """
        a2! b26 c1
        ^  ^  d1
        ^  ^  e1
        ^  ^  f1
    """
    assert drawn_pages(table, page=12) == drawn("""
        a1 b1 c1
        a2 b2 ==
        .. b3 d1
        .. b4 ==
        .. b5 e1
        .. b6 ==
        .. b7 f1
        .. b8 ..
        .. b9 ..
        .. b0 ..
        .. b1 ..
        == == ==

        A1 b2 ..
        A2 b3 ..
        .. b4 ..
        .. b5 ..
        .. b6 ..
        .. b7 ..
        .. b8 ..
        .. b9 ..
        .. b0 ..
        .. b1 ..
        .. b2 ..
        == == ==

        A1 b3 ..
        A2 b4 ..
        .. b5 ..
        .. b6 ..
        == == ==
    """)


def test_a_row_makes_room_for_the_whole_of_a_repeated_label():
    table = """
        h1 h1
        --
        a3! b1
        ^  c1
        ^  d6
        ^  e1
    """
    assert drawn_pages(table, page=14).split("\n\n")[1] == drawn("""
        h1 h1
        == ==
        A1 e1
        A2 ..
        A3 ..
        == ==
    """)


def test_a_label_above_a_third_of_a_page_flows_on_as_text():
    table = """
        a14! b1
        ^  c5
        ^  d9
    """
    first, second = drawn_pages(table, page=12).split("\n\n")
    assert [line[:2] for line in first.splitlines()] == [f"a{number % 10}" for number in range(1, 12)] + ["=="]
    assert [line[:2] for line in second.splitlines()][:4] == ["a2", "a3", "a4", ".."]


def test_header_rows_above_half_a_page_are_not_repeated():
    table = """
        h12 k9
        --
        a1 b3
        c1 d1
    """
    first, second = drawn_pages(table, page=16).split("\n\n")
    assert first.splitlines()[0] == "h1 k1"
    assert second == drawn("""
        a1 b1
        .. b2
        .. b3
        == ==
        c1 d1
        == ==
    """)


# ── the first page ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("room", [1, 4])
def test_a_table_without_room_below_its_header_starts_on_a_new_page(room: int):
    table = """
        h1 h1
        --
        a1 b3
    """
    assert drawn_pages(table, page=16, room=room, lead_in=2) == drawn("""
        (none)

        h1 h1
        == ==
        a1 b1
        .. b2
        .. b3
        == ==
    """)


def test_what_stands_above_a_table_counts_as_empty_when_both_move():
    table = """
        a1! b2
        ^  c2
    """
    assert drawn_pages(table, page=20, room=5) == drawn("""
        (none)

        a1 b1
        .. b2
        .. ==
        .. c1
        .. c2
        == ==
    """)
    assert drawn_pages(table, page=20, room=5, lead_in=1) == drawn("""
        a1 b1
        .. b2
        == ==

        A1 c1
        .. c2
        == ==
    """)


def pages_of(table: str, **heights: float) -> list[str]:
    """The letters of the rows on each page, the header once a page."""
    return ["".join(name for name in "habcdef" if name in page) for page in drawn_pages(table, **heights).split("\n\n")]


def test_the_last_rows_of_a_table_stay_with_the_notes_below_it():
    table = "h1\n--\na1\nb1\nc1\nd1\ne1"
    assert pages_of(table, page=24, room=12, tail=0) == ["habcde"]
    assert pages_of(table, page=24, room=13, tail=1) == ["habcde"]
    assert pages_of(table, page=24, room=12, tail=1) == ["habc", "hde"]


def test_a_short_table_moves_as_a_whole_with_its_heading_to_the_page_of_its_notes():
    table = "h1\n--\na1\nb1"
    assert pages_of(table, page=26, room=6, tail=0) == ["hab"]
    assert drawn_pages(table, page=26, room=6, tail=2).startswith("(none)")
    assert pages_of(table, page=26, room=6, lead_in=1, tail=2) == ["hab"]


def test_notes_do_not_cut_a_merged_cell_nor_leave_more_than_a_quarter_of_the_page_empty():
    merged = """
        h1 h1
        --
        a1! b1
        ^  c1
        ^  d1
    """
    assert pages_of(merged, page=24, room=8, tail=2) == ["habcd"]
    assert pages_of("h1\n--\na1\nb6", page=20, room=11, tail=1) == ["hab"]


def test_a_single_row_below_the_header_that_may_not_move_stands_where_it_is():
    assert pages_of("h1\n--\na3", page=12, tail=11) == ["ha"]


def test_a_table_below_nothing_but_its_heading_does_not_move():
    table = """
        a1 b20
    """
    first, second = drawn_pages(table, page=16, room=13, lead_in=3).split("\n\n")
    assert len(first.splitlines()) == 13
    assert second.splitlines()[0] == ".. b3"


def test_a_table_below_a_heading_that_takes_most_of_the_page_moves_without_it():
    assert drawn_pages("a1 b5", page=18, room=2, lead_in=16).split("\n\n")[0] == "(none)"


def test_a_page_without_room_for_three_lines_is_refused():
    rows, _ = drawn_rows("a1 b1")
    with pytest.raises(RenderError) as refused:
        paginate(rows, room_pt=7, page_pt=7)
    assert refused.value.code == "I49"
    assert paginate(rows, room_pt=8, page_pt=8)


# ── any table ───────────────────────────────────────────────────────────────────────────────────────────


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """Tables with nested merged cells, cells that span columns, labels, two pitches and a header."""
    columns, row_count = draw(st.integers(1, 6)), draw(st.integers(2, 14))
    header_rows = draw(st.integers(0, min(2, row_count - 1)))
    covers: list[list[int]] = [[-1] * columns for _ in range(row_count)]
    boxes: list[Box] = []
    labels: list[int] = []
    for row in range(row_count):
        for column in range(columns):
            if covers[row][column] >= 0:
                continue
            stop = header_rows if row < header_rows else row_count
            last = draw(st.integers(row, min(stop - 1, row + 6)))
            wide = draw(st.integers(1, 2))
            free = [c for c in range(column, min(column + wide, columns)) if covers[row][c] < 0]
            lines = draw(st.one_of(st.integers(0, 4), st.integers(0, 60)))
            labels.append(draw(st.sampled_from([0, 0, lines, lines + 1])) if lines else 0)
            for r in range(row, last + 1):
                for c in free if free == list(range(column, column + len(free))) else [column]:
                    covers[r][c] = len(boxes)
            boxes.append(Box(row, last, lines, draw(st.sampled_from([12.5, 10.0]))))
    least = draw(st.sampled_from([0.0, 30.0, 400.0]))
    return Rows(boxes, covers, header_rows, 5.5, least, label_lines=labels.__getitem__)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(tables(), st.floats(0.0, 300.0), st.sampled_from([0.0, 40.0]), st.sampled_from([0.0, 25.0, 75.0]))
def test_every_line_stands_on_a_page_once_and_boxes_tile_every_page(
    rows: Rows, room: float, lead_in: float, tail: float
):
    page = 300.0
    portions = paginate(rows, room_pt=min(room, page - lead_in), page_pt=page, lead_in_pt=lead_in, tail_pt=tail)
    assert_complete(rows, portions)
    for number, portion in enumerate(portions):
        assert portion.height_pt <= (page if number else min(room, page - lead_in)) + 1e-6
        assert_tiled(rows, portion)
        assert_cuts_are_decent(rows, portion)


@pytest.mark.proof
@settings(derandomize=True, max_examples=20_000, deadline=None)
@given(tables(), st.floats(0.0, 300.0), st.sampled_from([0.0, 40.0]), st.sampled_from([0.0, 25.0, 75.0]))
def test_every_line_stands_on_a_page_once_in_very_many_tables(rows: Rows, room: float, lead_in: float, tail: float):
    portions = paginate(rows, room_pt=min(room, 300.0 - lead_in), page_pt=300.0, lead_in_pt=lead_in, tail_pt=tail)
    assert_complete(rows, portions)
    for portion in portions:
        assert_tiled(rows, portion)
        assert_cuts_are_decent(rows, portion)


def assert_complete(rows: Rows, portions: tuple[Portion, ...]) -> None:
    """Lines follow one another from page to page; nothing but the header repeats them."""
    printed = [0] * len(rows.boxes)
    assert all(portion is not EMPTY for portion in portions[1:])
    shown = [part for portion in portions for part in portion.body]
    shown += next(portion.head for portion in portions if portion is not EMPTY)
    for part in shown:
        if part.kind == "text":
            assert part.first == printed[part.box]
            assert part.last >= part.first
            printed[part.box] = part.last
        elif part.kind == "label":
            assert (part.first, part.last) == (0, rows.label_lines(part.box))
            assert printed[part.box] == rows.boxes[part.box].lines
        else:
            assert part.first == part.last
    assert printed == [box.lines for box in rows.boxes]


def assert_tiled(rows: Rows, portion: Portion) -> None:
    """In every column the boxes follow one another without gap or overlap, and hold their lines."""
    for column in range(len(rows.covers[0])):
        y = 0.0
        for part in (*portion.head, *portion.body):
            if column_of(rows, part, column):
                assert part.top_pt == pytest.approx(y)
                y = part.bottom_pt
                lines = (part.last - part.first) * rows.boxes[part.box].pitch_pt
                assert part.bottom_pt - part.top_pt >= lines + (rows.padding_pt if lines else 0.0) - 1e-6
        assert y == pytest.approx(portion.height_pt)


def column_of(rows: Rows, part: Fragment, column: int) -> bool:
    return rows.covers[rows.boxes[part.box].row][column] == part.box


def assert_cuts_are_decent(rows: Rows, portion: Portion) -> None:
    """A cut cell has two lines on either side of every cut."""
    for part in portion.body:
        lines = rows.boxes[part.box].lines
        if part.kind == "text" and 0 < part.last - part.first < lines:
            assert part.last - part.first >= 2
            assert lines - part.last != 1


@settings(derandomize=True, max_examples=100, deadline=None)
@given(tables(), st.floats(0.0, 300.0))
def test_moving_to_the_next_page_leaves_little_empty_unless_the_next_row_may_not_be_split(rows: Rows, room: float):
    plain = Rows(rows.boxes, rows.covers, rows.header_rows, 5.5)
    portions = paginate(plain, room_pt=300.0, page_pt=300.0)
    body = 300.0 - (portions[0].head[-1].bottom_pt if portions[0].head else 0.0)
    for portion in portions[:-1]:
        assert 300.0 - portion.height_pt <= max(MOVABLE_PART, 0.35) * body + 3 * 12.5 + 5.5


def test_the_work_grows_in_step_with_the_rows():
    def steps(count: int) -> int:
        rows, _ = drawn_rows("\n".join(["a2! b5 c3", "^ ^ d1", "^ ^ e2"] * count))
        touched = 0

        class Counting(list[Box]):
            def __getitem__(self, index):  # type: ignore[no-untyped-def,override]  # counts what is looked at
                nonlocal touched
                touched += 1
                return super().__getitem__(index)

        paginate(replace(rows, boxes=Counting(rows.boxes)), room_pt=40, page_pt=40)
        return touched

    once, tenfold = steps(100), steps(1000)
    assert tenfold < 10.5 * once
