"""Bands: rows of one header cell over all columns, which name the rows below them."""

from dataclasses import replace

from sample_documents import HERE, banded_grid, cell

from reportgen.document.grid import Grid, resolve
from reportgen.units import Mm


def texts_of_headers(grid: Grid, text: str) -> list[str]:
    """The header cells that describe the cell of a text, in the order in which they are announced."""
    slots = [slot for row in range(grid.row_count) for slot in grid.starting(row)]
    by_id = {slot.id: slot.cell.text for slot in slots if slot.id}
    (found,) = [slot for slot in slots if slot.cell.text == text]
    return [by_id[name] for name in found.headers]


def test_a_cell_is_described_by_its_column_then_by_the_bands_above_it_then_by_its_row():
    grid = banded_grid(1)
    row = next(row for row in range(grid.row_count) if grid.slots[row][0].cell.text == "事業2-1-1")
    value = grid.slots[row][1]
    by_id = {slot.id: slot.cell.text for line in grid.slots for slot in line if slot.id}
    assert [by_id[name] for name in value.headers] == ["令和5年度", "目標2", "施策2-1", "事業2-1-1"]
    assert texts_of_headers(grid, "事業2-1-1") == ["事業", "目標2", "施策2-1"]


def test_a_band_replaces_the_last_one_of_its_role_and_what_was_below_that():
    grid = banded_grid()
    assert texts_of_headers(grid, "施策1-2") == ["目標1"]
    assert texts_of_headers(grid, "目標2") == []


def test_the_parts_of_a_table_begin_with_their_bands():
    grid = banded_grid(1)
    assert [[grid.slots[row][0].cell.text for row in part] for part in grid.parts()] == [
        ["目標1", "施策1-1", "事業1-1-1"],
        ["施策1-2", "事業1-2-1", "計"],
        ["目標2", "施策2-1", "事業2-1-1"],
        ["施策2-2", "事業2-2-1", "計"],
    ]


def test_a_heading_of_rows_beside_them_and_a_data_cell_over_all_columns_are_no_bands():
    rows = [
        [cell("甲", scope="col"), cell("乙", scope="col")],
        [cell("組", scope="rowgroup", row_span=2), cell("1")],
        [cell("2")],
        [cell("全体の説明", column_span=2)],
        [cell("帯", scope="rowgroup", column_span=2)],
        [cell("3"), cell("4")],
    ]
    grid = resolve(rows, widths_mm=[Mm(85.0)] * 2, header_rows=1, text_width_mm=Mm(170.0), origin=HERE)
    assert [grid.is_band(row) for row in range(grid.row_count)] == [False, False, False, False, True, False]
    assert grid.parts() == (range(1, 4), range(4, 6))
    assert replace(grid, slots=grid.slots[:4]).parts() == (range(1, 4),)
