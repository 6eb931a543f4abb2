"""Bands on the page: never parted from the row below them."""

from dataclasses import replace

import pytest
from drawn_pages import drawn_rows
from pdf_specimen import chains, reopened
from sample_documents import BANDED_THEME, banded_document

from reportgen.render.to_pdf import render_pdf
from reportgen.render.to_pdf.flow import flow
from reportgen.render.to_pdf.pagination import paginate
from reportgen.render.to_pdf.placed import PlacedTable
from reportgen.render.to_pdf.typeset import Typesetter


def last_rows(drawing: str, bands: set[int], page: int, room: int) -> list[int]:
    """The last row on each page; -1 for a page on which the table does not begin."""
    rows, _ = drawn_rows(drawing)
    portions = paginate(replace(rows, bands=frozenset(bands)), room_pt=room, page_pt=page)
    return [max((rows.boxes[part.box].last_row for part in portion.body), default=-1) for portion in portions]


@pytest.mark.parametrize("room", range(6, 20))
def test_a_band_is_never_the_last_row_of_a_page(room):
    drawing = "h1 h1\n--\n" + "a1 a1\n" * 3 + "b1 b1\n" * 2 + "a1 a1\n" * 9
    ends = last_rows(drawing, {4, 5}, page=20, room=room)
    assert not {4, 5} & set(ends)
    assert ends[-1] == 14


def test_bands_at_the_head_of_a_table_move_with_it():
    assert last_rows("h1\n--\nb1\nb1\na4", {1, 2}, page=20, room=8) == [-1, 3]


def test_a_tall_row_below_a_band_is_split_rather_than_leave_the_band_alone():
    ends = last_rows("h1\n--\na1\nb1\na40", {2}, page=20, room=20)
    assert ends[0] == 3


def test_a_row_below_bands_that_fill_most_of_a_page_is_split_even_if_it_is_low():
    assert last_rows("h1\n--\n" + "b1\n" * 7 + "a5", set(range(1, 8)), page=20, room=20) == [8, 8]


def test_a_page_full_of_bands_comes_to_an_end():
    assert last_rows("h1\n--\n" + "b1\n" * 30 + "a1", set(range(1, 31)), page=20, room=20)[-1] == 31


@pytest.mark.parametrize("rows_each", range(9, 17))
def test_on_real_pages_a_band_stands_above_a_row_of_its_own(rows_each):
    made = banded_document(rows_each)
    for page in flow(made, Typesetter(*chains())):
        (placed,) = [it for it in page.placed if isinstance(it, PlacedTable)]
        last = max(placed.table.cells[part.box].slot.last_row for part in placed.portion.body)
        assert not placed.table.table.grid.is_band(last)


def test_cells_are_filled_with_the_grey_of_their_role():
    content = reopened(render_pdf(banded_document())).pages[0].Contents.read_bytes()
    expected = {BANDED_THEME.table.header_fill, *(role.fill for role in BANDED_THEME.roles.values())}
    for fill in expected:
        assert b"\n%g g\n" % fill in content
