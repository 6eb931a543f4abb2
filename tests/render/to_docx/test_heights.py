from dataclasses import replace

import pytest
from sample_documents import HERE, cell, drawn_grid

from reportgen.document.grid import Cell, Grid, resolve
from reportgen.document.text import Break, Paragraph, Run
from reportgen.document.theme import TableStyle, TextStyle, Theme
from reportgen.render.to_docx import heights as heights_module
from reportgen.render.to_docx.heights import RowHeights, keeping
from reportgen.units import Mm, Pt

# Ten em to the line, 10 pt lines, no padding: heights can be counted.
TYPE = TextStyle(size_pt=Pt(10.0), leading_pt=Pt(10.0))
TABLE = TableStyle(padding_x_mm=Mm(0.0), padding_y_mm=Mm(0.0), cell=TYPE, header=TYPE)
TEN_EM = Mm(100 / 72 * 25.4 + 0.001)


def theme() -> Theme:
    theme = Theme(table=TABLE)
    width = Mm(TEN_EM * 2)
    return replace(theme, page=replace(theme.page, left_mm=Mm(0.0), right_mm=Mm(0.0), width_mm=width))


def grid(drawing: str, least_mm: float = 0.0):
    made = drawn_grid(drawing, [Mm(theme().page.text_width_mm / 2)] * 2, theme())
    return replace(made, min_row_height_mm=Mm(least_mm))


def heights_of(grid: Grid, theme: Theme) -> list[float]:
    return RowHeights(grid, theme).of(range(grid.row_count))


def heights(drawing: str, least_mm: float = 0.0) -> list[float]:
    return [round(height, 3) for height in heights_of(grid(drawing, least_mm), theme())]


@pytest.mark.parametrize(
    ("text", "lines"),
    [("短い", 1), ("十" * 10, 1), ("十" * 11, 2), ("a" * 20, 1), ("a" * 21, 2), ("一\\n二\\n三", 3), ("①" * 11, 2)],
)
def test_a_row_is_as_high_as_the_lines_of_its_tallest_cell(text, lines):
    assert heights(f"a|b\n----\n{text}|短い") == [10.0, 10.0 * lines]


def test_a_span_gives_its_surplus_to_its_last_row():
    assert heights("a|b\n----\n一\\n二\\n三\\n四\\n五|x\n^|x\\ny\n甲|x") == [10.0, 10.0, 40.0, 10.0]


def test_a_span_shorter_than_its_rows_asks_for_nothing():
    assert heights("a|b\n----\n一|x\\ny\n^|x") == [10.0, 20.0, 10.0]


def test_a_cell_over_two_columns_has_the_width_of_both():
    assert heights(f"a|b\n----\n{'十' * 20}|<") == [10.0, 10.0]


def test_no_row_is_lower_than_the_least_height():
    assert heights("a|b\n----\n一|二", least_mm=25.4) == [72.0, 72.0]


def test_rows_of_a_group_stay_together_below_nine_tenths_of_a_page():
    page_lines = int(theme().page.text_height_mm / 25.4 * 72 / 10)
    fits = int(page_lines * 0.9) - 1  # one line is the header
    tall = "\\n".join("x" * (fits - 1))
    for rest, held in (("y", True), ("y\\ny", False)):
        kept = keeping(grid(f"a|b\n----\n甲|{tall}\n^|{rest}"), theme())
        assert [row.with_next for row in kept] == [True, held, False]


def test_a_row_of_more_than_seven_tenths_of_a_page_may_split():
    page_lines = int(theme().page.text_height_mm / 25.4 * 72 / 10)
    low, high = ("\\n".join("x" * count) for count in (int(page_lines * 0.69), int(page_lines * 0.71) + 1))
    assert [row.whole for row in keeping(grid(f"a|b\n----\n甲|{low}\n乙|{high}"), theme())] == [True, True, False]


def test_padding_narrows_the_line_and_heightens_the_row():
    padded = replace(theme(), table=replace(TABLE, padding_x_mm=Mm(25.4 / 7.2), padding_y_mm=Mm(25.4)))
    assert [round(h, 3) for h in heights_of(grid(f"a|b\n----\n一|{'十' * 9}"), padded)] == [154.0, 164.0]


def test_a_break_inside_a_leaf_is_a_line():
    made = grid("a|b\n----\n一|二")
    leaf = Paragraph((Run("一"), Break(), Run("二"), Break(), Run("三")), HERE)
    slot = replace(made.slots[1][0], cell=Cell(blocks=(leaf,), origin=HERE))
    made = replace(made, slots=(made.slots[0], (slot, made.slots[1][1])))
    assert heights_of(made, theme()) == [10.0, 30.0]


def test_a_header_is_measured_in_its_own_type():
    large = TextStyle(size_pt=Pt(20.0), leading_pt=Pt(30.0))
    made = replace(theme(), table=replace(TABLE, header=large))
    assert [round(h, 3) for h in heights_of(grid("六文字見出し|b\n----\n一|二"), made)] == [60.0, 10.0]


def test_a_row_of_covered_cells_only_is_one_line_high():
    rows = [[cell("a", scope="col"), cell("b", scope="col")], [cell("甲", row_span=2), cell("乙", row_span=2)], []]
    page = theme().page
    widths = [Mm(page.text_width_mm / 2)] * 2
    made = resolve(rows, widths_mm=widths, header_rows=1, text_width_mm=page.text_width_mm, origin=HERE)
    assert heights_of(made, theme()) == [10.0, 10.0, 10.0]


def test_a_band_stays_with_the_row_below_it_however_tall_that_is():
    tall = cell("十" * 4000)
    rows = [
        [cell("甲", scope="col"), cell("乙", scope="col")],
        [cell("帯", scope="rowgroup", column_span=2)],
        [cell("一"), tall],
        [cell("帯", scope="rowgroup", column_span=2)],
    ]
    width = theme().page.text_width_mm
    made = resolve(rows, widths_mm=[Mm(width / 2)] * 2, header_rows=1, text_width_mm=width, origin=HERE)
    assert [row.with_next for row in keeping(made, theme())] == [True, True, False, False]


def test_the_last_group_stays_with_the_notes_below_the_table_as_far_as_it_stays_together():
    low = grid("甲|乙\n----\n一|二\n^|三")
    assert [row.with_next for row in keeping(low, theme(), noted=True)] == [True, True, True]
    assert [row.with_next for row in keeping(low, theme())] == [True, True, False]
    tall = grid(f"甲|乙\n----\n一|{'十' * 4000}\n^|三")
    assert [row.with_next for row in keeping(tall, theme(), noted=True)][-1] is False


def test_the_first_two_rows_stand_together_and_so_do_the_last_two_if_they_are_low():
    rows = "甲|乙\n----\n" + "一|二\n" * 5
    assert [row.with_next for row in keeping(grid(rows), theme())] == [True, True, False, False, True, False]
    tall = "甲|乙\n----\n" + f"一|{'十' * 100}\n" * 5
    assert [row.with_next for row in keeping(grid(tall), theme())] == [True, False, False, False, False, False]


@pytest.mark.parametrize("share", [0.65, 0.69, 0.71, 0.85, 0.89, 0.91, 1.3])
@pytest.mark.parametrize("letter", ["x", "十", "x十"])
def test_what_is_not_measured_would_not_have_been_kept_otherwise(share, letter, monkeypatch):
    room = theme().page.text_height_mm / 25.4 * 72 * share
    rows = "\n".join(f"^|{letter * 60}" if n else f"甲|{letter * 60}" for n in range(max(2, int(room / 10 / 6))))
    made = grid(f"a|b\n----\n{rows}\n乙|{letter * 5}\n丙|{letter * 500}")
    found = keeping(made, theme())
    monkeypatch.setattr(heights_module, "_most_lines", heights_module._line_count)
    assert found == keeping(made, theme())
