"""Cells in lines: looks, columns, labels; and what the pagination is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from pdf_specimen import chains
from sample_documents import HERE, bullets, cell, drawn_grid, grids, paragraph, paragraphs, table

from reportgen.document.grid import Cell, Grid, resolve
from reportgen.document.theme import RoleStyle, Theme
from reportgen.render.to_pdf.table import SetCell, SetTable, set_table
from reportgen.render.to_pdf.typeset import Typesetter
from reportgen.units import Mm

THEME = Theme(roles={"rating": RoleStyle(align="center", vertical="middle"), "loud": RoleStyle(strong=True)})


def made(grid: Grid) -> SetTable:
    return set_table(table(grid), THEME, Typesetter(*chains()))


def one_cell(inside: Cell, width_mm: float = 60.0) -> SetCell:
    return with_one_cell(inside, width_mm).cells[2]


def label(inside: Cell, width_mm: float = 60.0) -> list[list[str]]:
    """What is repeated of the cell; the pagination is told of its length."""
    done = with_one_cell(inside, width_mm)
    assert done.rows.label_lines(2) == sum(len(leaf.lines) for leaf in done.labels[2])
    return texts(done.labels[2])


def with_one_cell(inside: Cell, width_mm: float) -> SetTable:
    """A table with the cell as the only one in the body, in a column of a width."""
    rows = [[cell("甲", scope="col"), cell("乙", scope="col")], [inside, cell("")]]
    widths = [Mm(width_mm), Mm(267.0 - width_mm)]
    return made(resolve(rows, widths_mm=widths, header_rows=1, text_width_mm=Mm(267.0), origin=HERE))


def texts(leaves: Any) -> list[list[str]]:
    return [[line.text for line in leaf.lines] for leaf in leaves]


def test_cells_are_counted_in_reading_order_and_covers_name_them():
    grid = drawn_grid("""
        一 | 二 | <
        ----
        三 | 四 | 五
        ^  | 六 | <
    """)
    done = made(grid)
    assert [c.slot.cell.text for c in done.cells] == ["一", "二", "三", "四", "五", "六"]
    assert [list(row) for row in done.rows.covers] == [[0, 1, 1], [2, 3, 4], [2, 5, 5]]
    assert [(box.row, box.last_row, box.lines) for box in done.rows.boxes][2] == (1, 2, 1)
    assert done.edges_pt[-1] == pytest.approx(267 * 72 / 25.4)


def test_header_cells_are_strong_centred_and_in_the_middle():
    done = made(drawn_grid("甲 | 乙\n----\n一 | 二"))
    header, body = done.cells[0].look, done.cells[2].look
    assert (header.strong, header.align, header.vertical, header.fill) == (True, "center", "middle", 0.9)
    assert (body.strong, body.align, body.vertical, body.fill) == (False, "left", "top", 1.0)


def test_a_role_changes_what_it_names_and_nothing_else():
    look = one_cell(cell("A", role="rating")).look
    assert (look.align, look.vertical, look.strong) == ("center", "middle", False)
    assert one_cell(cell("A", role="loud")).look.strong


def test_the_role_of_a_paragraph_is_its_own():
    leaves = one_cell(Cell(blocks=(paragraph("甲", "rating"), paragraph("乙")), origin=HERE)).leaves
    assert [leaf.align for leaf in leaves] == ["center", "left"]


def test_text_is_broken_at_the_inner_width_of_its_columns():
    inner = (60 - 2 * 1.3) * 72 / 25.4 / 8.5
    (leaf,) = one_cell(cell("あ" * 60)).leaves
    assert len(leaf.lines[0].text) == int(inner)


def test_list_items_are_narrowed_by_their_mark():
    inside = Cell(blocks=(*paragraphs("次のとおり。"), bullets("あ" * 30, "い", mark="★")), origin=HERE)
    first, item, other = one_cell(inside).leaves
    assert first.mark is None
    assert item.mark is not None
    assert item.mark.text == "★"
    assert item.mark_em == 1.0
    assert len(item.lines[0].text) == len(one_cell(cell("あ" * 60)).leaves[0].lines[0].text) - 1
    assert item.list_number == other.list_number == 1


def test_only_a_cell_that_asks_for_it_has_a_label():
    assert label(cell("公園", on_break="flow")) == []
    assert label(cell("公園", on_break="blank")) == []
    assert label(cell("", on_break="repeat")) == []


def test_a_header_has_no_label_for_it_is_repeated_itself():
    rows = [[cell("甲", scope="col", on_break="repeat")], [cell("一", on_break="repeat")]]
    done = made(resolve(rows, widths_mm=[Mm(267.0)], header_rows=1, text_width_mm=Mm(267.0), origin=HERE))
    assert (texts(done.labels[0]), texts(done.labels[1])) == ([], [["一（続き）"]])


def test_a_label_says_that_it_goes_on():
    assert label(cell("公園の整備", on_break="repeat")) == [["公園の整備（続き）"]]
    assert label(cell("公園\n整備", on_break="repeat")) == [["公園"], ["整備（続き）"]]


def test_the_suffix_of_a_label_is_not_parted():
    assert label(cell("公園の整備", on_break="repeat"), 24.0) == [["公園の整備", "（続き）"]]


def test_a_column_too_narrow_for_the_suffix_repeats_the_label_alone():
    assert label(cell("1", on_break="repeat"), 8.0) == [["1"]]


def test_the_least_height_of_rows_and_the_padding_are_told_in_points():
    rows = [[cell("甲", scope="col")], [cell("乙")]]
    grid = resolve(
        rows,
        widths_mm=[Mm(267.0)],
        header_rows=1,
        text_width_mm=Mm(267.0),
        origin=HERE,
        min_row_height_mm=Mm(25.4),
    )
    done = made(grid)
    assert done.rows.min_row_pt == pytest.approx(72.0)
    assert done.rows.padding_pt == pytest.approx(2 * 72 / 25.4)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(grids())
def test_every_box_has_the_lines_of_its_cell(grid: Grid):
    done = made(grid)
    for box, inside in zip(done.rows.boxes, done.cells, strict=True):
        assert box.lines == sum(len(leaf.lines) for leaf in inside.leaves) >= 1
        assert (box.row, box.last_row) == (inside.slot.row, inside.slot.last_row)
        said = "\n".join("".join(line.text + line.trail for line in leaf.lines) for leaf in inside.leaves)
        assert said == inside.slot.cell.text
