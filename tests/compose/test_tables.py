"""What a ``table`` says becomes what the grid knows."""

from __future__ import annotations

import pytest
from written_layouts import composed, table, tables

from reportgen.document.text import List, Paragraph

ROW = "<tr><td>a</td><td>b</td></tr>"


def made(folder, body):
    return tables(composed(folder, body))[0]


def test_columns_of_a_star_share_what_is_left(tmp_path):
    body = table("<tr><td>a</td><td>b</td><td>c</td></tr>", columns=3)
    body = body.replace('<col width="*">', '<col width="24.5">', 1)
    assert made(tmp_path, body).grid.widths_mm == (24.5, 121.25, 121.25)


@pytest.mark.parametrize("columns", [1, 3, 7, 13])
def test_equal_columns_fill_the_page(tmp_path, columns):
    body = table("<tr>" + "<td>a</td>" * columns + "</tr>", columns=columns)
    assert sum(made(tmp_path, body).grid.widths_mm) == pytest.approx(267)


def test_header_cells_know_what_they_head(tmp_path):
    head = '<tr><th colspan="2">まとめ</th><td></td></tr><tr><th>a</th><th>b</th><th scope="colgroup">c</th></tr>'
    rows = '<tr><th>行</th><td>1</td><td>2</td></tr><tr><th scope="rowgroup">行</th><td>1</td><td>2</td></tr>'
    grid = made(tmp_path, table(rows, columns=3, head=head)).grid
    assert grid.header_rows == 2
    assert [[slot.cell.scope for slot in grid.starting(row)] for row in range(4)] == [
        ["colgroup", None],
        ["col", "col", "colgroup"],
        ["row", None, None],
        ["rowgroup", None, None],
    ]


def test_spans_roles_and_breaks_reach_the_cell(tmp_path):
    rows = (
        '<tr><td rowspan="2" role="rating" data-on-break="repeat">a</td><td data-on-break="blank">b</td></tr>\n'
        "<tr><td>c</td></tr><tr><td colspan='2'>d</td></tr>"
    ).replace("'", '"')
    grid = made(tmp_path, table(rows)).grid
    found = [
        (slot.cell.text, slot.cell.row_span, slot.cell.column_span, slot.cell.role, slot.cell.on_break)
        for row in range(1, 4)
        for slot in grid.starting(row)
    ]
    assert found == [
        ("a", 2, 1, "rating", "repeat"),
        ("b", 1, 1, None, "blank"),
        ("c", 1, 1, None, "flow"),
        ("d", 1, 2, None, "flow"),
    ]


def test_a_cell_knows_the_line_on_which_it_is_written(tmp_path):
    slots = made(tmp_path, table(f"{ROW}\n<tr><td>a</td>\n<td>b</td></tr>")).grid.slots
    lines = [[slot.cell.origin.line for slot in line] for line in slots]
    assert lines == [[5, 5], [7, 7], [8, 9]]
    assert {slot.cell.origin.file for line in slots for slot in line} == {"templates/trial/report.html.j2"}


def test_a_visible_caption_is_a_leaf_and_the_label_too(tmp_path):
    body = table(ROW).replace('<caption class="hidden">表の名前', "<caption>表1 <strong>評価</strong>")
    found = made(tmp_path, body)
    assert found.label == "表1 評価"
    assert found.caption is not None
    assert found.caption.text == "表1 評価"


def test_a_hidden_caption_is_the_label_only(tmp_path):
    found = made(tmp_path, table(ROW))
    assert (found.label, found.caption, found.summary) == ("表の名前", None, "行と列の説明です。")


def test_a_table_can_have_a_name_beside_its_caption_or_without_one(tmp_path):
    named = table(ROW).replace("<table ", '<table data-label="表1 の名前" ')
    shown = named.replace('<caption class="hidden">', "<caption>")
    without = named.replace('<caption class="hidden">表の名前</caption>', "")
    assert [(made(tmp_path, body).label, made(tmp_path, body).caption is None) for body in (named, shown, without)] == [
        ("表1 の名前", True),
        ("表1 の名前", False),
        ("表1 の名前", True),
    ]


def test_the_least_height_of_rows_is_given_in_mm(tmp_path):
    body = table(ROW)
    assert made(tmp_path, body).grid.min_row_height_mm == 0
    assert made(tmp_path, body.replace("<table ", '<table data-row-height="12.5" ')).grid.min_row_height_mm == 12.5


def test_lists_paragraphs_and_words_stand_together_in_a_cell(tmp_path):
    cell = '<td>前\n<ul><li>一</li><li>二</li></ul>\n後<p role="note">注</p><ul></ul></td>'
    blocks = made(tmp_path, table(f"<tr>{cell}<td></td></tr>")).grid.slots[1][0].cell.blocks
    assert [type(block) for block in blocks] == [Paragraph, List, Paragraph, Paragraph]
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["前", "後", "注"]
    assert [block.role for block in blocks if isinstance(block, Paragraph)] == [None, None, "note"]


def test_tables_are_numbered_in_reading_order(tmp_path):
    document = composed(tmp_path, f"{table(ROW)}<section>{table(ROW)}</section>{table(ROW)}")
    assert [each.id for each in tables(document)] == ["t1", "t2", "t3"]
