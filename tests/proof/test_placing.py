import pytest
from hypothesis import given, settings
from sample_documents import grids

from reportgen.proof.placing import place, with_announced_headers
from reportgen.proof.reading import Leaf, ReadCell


def test_a_cell_goes_to_the_first_free_position_of_its_row():
    columns, problems = place([[(1, 1), (2, 1), (1, 1)], [(1, 1), (1, 1)]], 3)
    assert columns == [[0, 1, 2], [0, 2]]
    assert problems == []


def test_a_row_in_which_no_cell_starts_is_no_hole():
    assert place([[(2, 1), (2, 1)], []], 2) == ([[0, 1], []], [])


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([[(1, 1)]], "row 1 column 2: no cell"),
        ([[(1, 3)]], "row 1 column 1: the cell leaves the table"),
        ([[(1, 1), (1, 1), (1, 1)]], "row 1 column 3: the cell leaves the table"),
        ([[(2, 1), (1, 1)]], "row 1 column 1: the cell leaves the table"),
        ([[(1, 1), (2, 1)], [(1, 2)]], "row 2 column 1: cells overlap"),
    ],
)
def test_what_does_not_fit_is_named(rows, problem):
    assert problem in place(rows, 2)[1]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(grids())
def test_any_resolved_grid_is_placed_as_it_was_resolved(grid):
    started = [grid.starting(row) for row in range(grid.row_count)]
    spans = [[(slot.cell.row_span, slot.cell.column_span) for slot in row] for row in started]
    assert place(spans, grid.column_count) == ([[slot.column for slot in row] for row in started], [])


def cells(drawing):
    """A table as scopes: C heads a column, R a row, a point is data; each position is one cell."""
    scopes = {"C": "col", "R": "row", ".": ""}
    return [
        ReadCell(row, column, 1, 1, (Leaf("paragraph", ""),), scope=scopes[token])
        for row, line in enumerate(drawing.split())
        for column, token in enumerate(line)
    ]


def test_headers_follow_from_scopes_heads_of_columns_first():
    found = with_announced_headers(cells("CCC RR. R.."), header_rows=1)
    assert {(cell.row, cell.column): cell.headers for cell in found} == {
        (0, 0): (), (0, 1): (), (0, 2): (),
        (1, 0): ((0, 0),), (1, 1): ((0, 1), (1, 0)), (1, 2): ((0, 2), (1, 0), (1, 1)),
        (2, 0): ((0, 0),), (2, 1): ((0, 1), (2, 0)), (2, 2): ((0, 2), (2, 0)),
    }  # fmt: skip


@settings(derandomize=True, max_examples=60, deadline=None)
@given(grids())
def test_what_scopes_announce_is_what_the_grid_says(grid):
    found = [
        ReadCell(
            slot.row, slot.column, slot.cell.row_span, slot.cell.column_span, (), scope=slot.cell.scope or ""
        )
        for row in range(grid.row_count)
        for slot in grid.starting(row)
    ]  # fmt: skip
    places = {slot.id: (slot.row, slot.column) for line in grid.slots for slot in line}
    for cell in with_announced_headers(found, grid.header_rows):
        slot = grid.slots[cell.row][cell.column]
        assert cell.headers == tuple(places[name] for name in slot.headers)
