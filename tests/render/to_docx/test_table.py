"""Tables of the Word file: what a reader of the XML finds is the grid."""

from dataclasses import replace
from itertools import pairwise

import pytest
from docx_reading import ReadDocx, W, disorders, expected, found, style_id
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sample_documents import (
    HERE,
    bullets,
    cell,
    document,
    drawn_grid,
    equal_widths,
    every_kind_document,
    grids,
    heading,
    matrix_document,
    table,
)

from reportgen.document.grid import Cell, Grid, resolve
from reportgen.document.text import Paragraph, Run
from reportgen.document.theme import RoleStyle, Theme
from reportgen.document.tree import Document, Table, walk
from reportgen.render.to_docx import render_docx
from reportgen.units import Mm, column_edges_twip


def read(*blocks, theme=None) -> ReadDocx:
    return ReadDocx(render_docx(document(*blocks, theme=theme)))


def tables_of(tree: Document) -> list[Table]:
    return [block for block in walk(tree.blocks) if isinstance(block, Table)]


def assert_same_tables(tree: Document) -> None:
    file = ReadDocx(render_docx(tree))
    expected_tables = tables_of(tree)
    assert len(file.tables()) == len(expected_tables)
    for element, node in zip(file.tables(), expected_tables, strict=True):
        seen = file.read_table(element)
        edges = column_edges_twip(node.grid.widths_mm)
        assert found(seen) == expected(node.grid)
        assert (seen.header_rows, seen.rows) == (node.grid.header_rows, node.grid.row_count)
        assert seen.widths == tuple(b - a for a, b in pairwise(edges))


def test_the_reference_report_reads_back_as_the_tree():
    assert_same_tables(matrix_document())


def test_every_kind_of_node_and_span_reads_back_as_the_tree():
    assert_same_tables(every_kind_document())


RANDOM = {"derandomize": True, "deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


@settings(max_examples=20, **RANDOM)
@given(grids())
def test_a_random_grid_reads_back_as_the_tree(grid):
    assert_same_tables(document(table(grid)))


@pytest.mark.proof
@settings(max_examples=200, **RANDOM)
@given(grids(max_columns=10, max_groups=12))
def test_many_random_grids_read_back_as_the_tree(grid):
    assert_same_tables(document(table(grid)))


def test_cells_of_equal_text_are_never_joined():
    grid = drawn_grid("""
        事業 | 内容
        ----
        甲   | 同じ
        甲   | 同じ
    """)
    seen = read(table(grid)).table()
    assert [(c.row, c.row_span, c.text) for c in seen.cells if c.column == 1 and c.row] == [
        (1, 1, "同じ"),
        (2, 1, "同じ"),
    ]


def test_a_block_of_cells_repeats_its_column_span_in_every_row():
    grid = drawn_grid("""
        a | b | c
        ----
        甲 | < | 1
        ^ | ^ | 2
    """)
    rows = read(table(grid)).tables()[0].findall(W + "tr")
    merges = [
        [
            (tc.find(f"{W}tcPr/{W}gridSpan") is not None, m.get(W + "val"))
            for tc in row
            if (m := tc.find(f".//{W}vMerge")) is not None
        ]
        for row in rows
    ]
    assert merges == [[], [(True, "restart")], [(True, "continue")]]


def test_a_row_of_covered_cells_only_is_a_row():
    grid = resolve(
        [[cell("a", scope="col"), cell("b", scope="col")], [cell("甲", row_span=2), cell("乙", row_span=2)], []],
        widths_mm=equal_widths(2),
        header_rows=1,
        text_width_mm=Theme().page.text_width_mm,
        origin=HERE,
    )
    assert found(read(table(grid)).table()) == expected(grid)


def test_columns_add_up_to_the_text_width_between_the_margins():
    theme = Theme()
    file = read(table(drawn_grid("a|b|c|d|e|f|g\n----\n1|2|3|4|5|6|7")))
    size, margins = file.body.find(f".//{W}pgSz"), file.body.find(f".//{W}pgMar")
    between = int(size.get(W + "w")) - int(margins.get(W + "left")) - int(margins.get(W + "right"))
    seen = file.tables()[0]
    assert sum(file.table().widths) == between == int(seen.find(f"{W}tblPr/{W}tblW").get(W + "w"))
    assert seen.find(f"{W}tblPr/{W}tblLayout").get(W + "type") == "fixed"
    assert between == column_edges_twip([theme.page.text_width_mm])[-1]


def test_every_cell_is_as_wide_as_the_columns_it_covers():
    file = read(table(drawn_grid("a|b|c\n----\n1|<|2\n3|4|<"), "t1"))
    widths = file.table().widths
    rows = file.tables()[0].findall(W + "tr")
    seen = [[int(w.get(W + "w")) for w in row.iter(W + "tcW")] for row in rows[1:]]
    assert seen == [[widths[0] + widths[1], widths[2]], [widths[0], widths[1] + widths[2]]]


def test_a_table_is_announced_by_its_label_and_summary():
    file = read(table(drawn_grid("a|b\n----\n1|2"), label='A&B "表"\t1', summary="行は<事業>です。"))
    properties = file.tables()[0].find(W + "tblPr")
    assert properties.find(W + "tblCaption").get(W + "val") == 'A&B "表"\t1'
    assert properties.find(W + "tblDescription").get(W + "val") == "行は<事業>です。"
    assert properties.find(W + "tblLook").get(W + "firstRow") == "1"


@pytest.mark.parametrize(("scope", "flag"), [("row", "1"), (None, "0")])
def test_the_first_column_is_announced_where_it_holds_row_headers(scope, flag):
    rows = [[cell("a", scope="col"), cell("b", scope="col")], [cell("甲", scope=scope), cell("1")]]
    grid = resolve(
        rows, widths_mm=equal_widths(2), header_rows=1, text_width_mm=Theme().page.text_width_mm, origin=HERE
    )
    look = read(table(grid)).tables()[0].find(f"{W}tblPr/{W}tblLook")
    assert look.get(W + "firstColumn") == flag
    assert bool(int(look.get(W + "val"), 16) & 0x80) == (flag == "1")


def test_the_fill_of_a_role_goes_before_that_of_the_header_and_covers_merged_cells():
    roles = {"now": RoleStyle(fill=0.8), "goal": RoleStyle(fill=0.6)}
    rows = [
        [cell("年度", scope="col", role="now"), cell("値", scope="col")],
        [cell("甲", role="goal", row_span=2), cell("1")],
        [cell("2", role="now")],
    ]
    grid = resolve(
        rows, widths_mm=equal_widths(2), header_rows=1, text_width_mm=Theme().page.text_width_mm, origin=HERE
    )
    file = ReadDocx(render_docx(document(table(grid), theme=Theme(roles=roles))))
    filled = [[c.find(f"{W}tcPr/{W}shd") for c in row.iter(W + "tc")] for row in file.body.iter(W + "tr")]
    fills = [["" if shd is None else shd.get(W + "fill") for shd in row] for row in filled]
    assert fills == [["CCCCCC", "E6E6E6"], ["999999", ""], ["999999", "CCCCCC"]]


def test_header_cells_are_filled_and_body_cells_are_not():
    rows = read(table(drawn_grid("a|<\nb|c\n----\n1|2"))).tables()[0].findall(W + "tr")
    fills = [[shd.get(W + "fill") for shd in row.iter(W + "shd")] for row in rows]
    assert fills == [["E6E6E6"], ["E6E6E6", "E6E6E6"], []]


def test_the_least_height_of_a_row_is_a_minimum_never_a_limit():
    tree = every_kind_document()
    rows = ReadDocx(render_docx(tree)).tables()[1].findall(W + "tr")
    heights = [row.find(f"{W}trPr/{W}trHeight") for row in rows]
    assert [(h.get(W + "val"), h.get(W + "hRule")) for h in heights] == [("397", "atLeast")] * 4


def test_roles_become_styles_and_never_direct_formatting():
    theme = Theme(
        roles={
            "rating": RoleStyle(align="center", vertical="middle"),
            "sum": RoleStyle(align="right", strong=True),
        }
    )
    rows = [
        [cell("a", scope="col"), cell("b", scope="col"), cell("c", scope="col")],
        [cell("A", role="rating"), cell("12", role="sum"), cell("文")],
    ]
    grid = resolve(rows, widths_mm=equal_widths(3), header_rows=1, text_width_mm=theme.page.text_width_mm, origin=HERE)
    file = read(table(grid), theme=theme)
    paragraphs = [tc.find(W + "p") for tc in file.tables()[0][-1].findall(W + "tc")]
    assert [file.style_name(p) for p in paragraphs] == ["表本文（中央）", "表本文（右・太字）", "表本文"]
    assert [tc.find(f"{W}tcPr/{W}vAlign") is not None for tc in file.tables()[0][-1].findall(W + "tc")] == [
        True,
        False,
        False,
    ]
    assert not [e.tag for p in file.body.iter(W + "p") for e in p.iter(W + "jc", W + "ind", W + "sz")]
    bold = file.styles[style_id(paragraphs[1])]
    assert (bold.find(f"{W}pPr/{W}jc").get(W + "val"), bold.find(f"{W}rPr/{W}b").get(W + "val")) == ("right", None)


def test_a_header_of_a_role_that_is_not_bold_is_plain():
    theme = Theme(roles={"light": RoleStyle(strong=False)})
    rows = [[cell("a", scope="col", role="light"), cell("b", scope="col")], [cell("1"), cell("2")]]
    grid = resolve(rows, widths_mm=equal_widths(2), header_rows=1, text_width_mm=theme.page.text_width_mm, origin=HERE)
    file = read(table(grid), theme=theme)
    first = file.tables()[0].find(f".//{W}p")
    assert file.style_name(first) == "表見出し（標準）"
    assert file.styles[style_id(first)].find(f"{W}rPr/{W}b").get(W + "val") == "0"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("・公園の整備", "表本文（字下げ1字）"),
        ("※1 注記", "表本文（字下げ1字）"),
        ("①　相談", "表本文（字下げ2字）"),
        ("公園・広場", "表本文"),
        ("○ 相談", "表本文（字下げ1.5字）"),
        ("・", "表本文"),
    ],
)
def test_a_line_that_begins_with_a_typed_mark_hangs_and_keeps_its_mark(text, style):
    file = read(table(drawn_grid(f"a|b\n----\n{text}|2")))
    paragraph = file.tables()[0][-1].find(f".//{W}p")
    assert file.style_name(paragraph) == style
    assert file.table().cells[2].text == text


def test_statements_in_a_cell_carry_their_mark_as_numbering():
    blocks = (Paragraph((Run("次のとおり。"),), HERE), bullets("点検します。"), bullets("広げます。", mark="★"))
    rows = [
        [cell("a", scope="col"), cell("b", scope="col")],
        [Cell(blocks=blocks, origin=HERE), cell("1")],
    ]
    grid = resolve(
        rows, widths_mm=equal_widths(2), header_rows=1, text_width_mm=Theme().page.text_width_mm, origin=HERE
    )
    file = read(table(grid))
    seen = file.table().cells[2]
    assert seen.text == "次のとおり。\n点検します。\n広げます。"
    assert seen.marks == ("", "・", "★")
    names = [file.style_name(p) for p in file.tables()[0][-1].find(W + "tc").iter(W + "p")]
    assert names == ["表本文", "表項目・", "表項目★"]


def test_statements_of_a_group_stay_with_the_next_row_too():
    rows = [
        [cell("a", scope="col"), cell("b", scope="col")],
        [cell("甲", row_span=2), Cell(blocks=(bullets("一", "二"),), origin=HERE)],
        [cell("乙")],
    ]
    grid = resolve(
        rows, widths_mm=equal_widths(2), header_rows=1, text_width_mm=Theme().page.text_width_mm, origin=HERE
    )
    assert [kept for _, kept in flags(read(table(grid)))] == [{True}, {True}, {False}]


def test_a_paragraph_may_change_what_its_cell_says():
    theme = Theme(roles={"sum": RoleStyle(align="right", strong=True), "left": RoleStyle(align="left")})
    inside = Paragraph((Run("※ 注記"),), HERE, "left")
    rows = [
        [cell("a", scope="col")],
        [Cell(blocks=(Paragraph((Run("12"),), HERE), inside), origin=HERE, role="sum")],
    ]
    grid = resolve(rows, widths_mm=equal_widths(1), header_rows=1, text_width_mm=theme.page.text_width_mm, origin=HERE)
    file = read(table(grid), theme=theme)
    names = [file.style_name(p) for p in file.tables()[0][-1].iter(W + "p")]
    assert names == ["表本文（右・太字）", "表本文（太字・字下げ1.5字）"]


def test_nothing_hangs_in_a_column_too_narrow_for_it():
    theme = Theme()
    widths = [Mm(20.0), Mm(theme.page.text_width_mm - 20.0)]
    file = read(table(drawn_grid("a|b\n----\n・公園の整備|・公園の整備", widths)))
    names = [file.style_name(p) for p in file.tables()[0][-1].iter(W + "p")]
    assert names == ["表本文", "表本文（字下げ1字）"]


def test_header_cells_are_centred_both_ways():
    file = read(table(drawn_grid("・a|b\n----\n1|2")))
    header, body = (row.findall(W + "tc") for row in file.tables()[0].findall(W + "tr"))
    assert [tc.find(f"{W}tcPr/{W}vAlign").get(W + "val") for tc in header] == ["center", "center"]
    assert [tc.find(f"{W}tcPr/{W}vAlign") for tc in body] == [None, None]
    assert {file.style_name(tc.find(W + "p")) for tc in header} == {"表見出し"}


def test_two_tables_never_touch():
    grid = drawn_grid("a|b\n----\n1|2")
    tree = document(table(grid, "t1"), table(grid, "t2"), table(grid, "t3"))
    names = [etree.QName(e).localname for e in ReadDocx(render_docx(tree)).body]
    assert names == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


def test_a_table_whose_cells_hold_nothing_still_has_a_paragraph_in_each():
    rows = [[cell("a", scope="col")], [Cell(blocks=(), origin=HERE)]]
    grid = resolve(
        rows, widths_mm=equal_widths(1), header_rows=1, text_width_mm=Theme().page.text_width_mm, origin=HERE
    )
    assert found(read(table(grid)).table()) == expected(grid)


def test_no_table_stands_in_a_cell():
    file = ReadDocx(render_docx(every_kind_document()))
    assert not file.body.findall(f".//{W}tc//{W}tbl")


def test_all_borders_come_from_the_table_style():
    file = ReadDocx(render_docx(matrix_document()))
    style = next(s for s in file.styles.values() if s.find(W + "name").get(W + "val") == "進捗状況表")
    sides = [etree.QName(side).localname for side in style.find(f"{W}tblPr/{W}tblBorders")]
    assert sides == ["top", "left", "bottom", "right", "insideH", "insideV"]
    assert not list(file.body.iter(W + "tcBorders", W + "tblBorders"))


@settings(max_examples=20, **RANDOM)
@given(grids(), st.booleans())
def test_the_children_of_every_property_stand_in_the_order_of_the_schema(grid, tall):
    grid = replace(grid, min_row_height_mm=Mm(8.0)) if tall else grid
    file = ReadDocx(render_docx(document(heading("題"), bullets("文"), table(grid))))
    roots = (file.document, *file.styles.values())
    assert [wrong for root in roots for wrong in disorders(root)] == []


def test_a_wrong_order_would_be_noticed():
    wrong = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:keepNext/><w:pStyle w:val="a"/></w:pPr></w:p>')
    assert disorders(wrong) == ["pPr: keepNext pStyle"]


def grid_of_texts(rows: list[list[str]], spans: list[int] | None = None) -> Grid:
    """A grid with one header row; the first column of each group spans its rows."""
    made = [[cell(f"見出し{c}", scope="col") for c in range(len(rows[0]))]]
    spans = spans or [1] * len(rows)
    row = 0
    for span in spans:
        for index in range(span):
            first = [cell(rows[row][0], row_span=span)] if index == 0 else []
            made.append([*first, *(cell(text) for text in rows[row][1:])])
            row += 1
    return resolve(
        made,
        widths_mm=equal_widths(len(rows[0])),
        header_rows=1,
        text_width_mm=Theme().page.text_width_mm,
        origin=HERE,
    )


def flags(file: ReadDocx) -> list[tuple[bool, set[bool]]]:
    """Per row: whether it may not split, and whether its paragraphs stay with the next row."""
    return [
        (
            row.find(f"{W}trPr/{W}cantSplit") is not None,
            {p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(W + "p")},
        )
        for row in file.tables()[0].findall(W + "tr")
    ]


def test_a_group_stays_together_by_every_paragraph_of_all_its_rows_but_the_last():
    grid = grid_of_texts([["甲", "1\n2"], ["", "3"], ["", "4"], ["乙", "5"]], spans=[3, 1])
    assert flags(read(table(grid))) == [
        (True, {True}),
        (True, {True}),
        (True, {True}),
        (True, {False}),
        (True, {False}),
    ]


def test_a_group_taller_than_a_page_is_not_held_together():
    long = "進捗の状況を説明する文章です。" * 80
    grid = grid_of_texts([["甲", long, "短い"], ["", long, "短い"], ["", long, "短い"]], spans=[3])
    assert [kept for _, kept in flags(read(table(grid)))] == [{True}, {False}, {False}, {False}]


def test_a_row_taller_than_the_page_may_split():
    long = "進捗の状況を説明する文章です。" * 400
    grid = grid_of_texts([["甲", long], ["乙", "短い"]])
    assert [whole for whole, _ in flags(read(table(grid)))] == [True, False, True]


def test_the_proof_that_nothing_is_held_without_reason_covers_the_reference_report():
    tree = matrix_document()
    file = ReadDocx(render_docx(tree))
    for element, node in zip(file.tables(), tables_of(tree), strict=True):
        rows = element.findall(W + "tr")
        held = set(range(node.grid.header_rows))
        for group in node.grid.groups():
            held |= set(group[:-1])
        for number, row in enumerate(rows):
            kept = [p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(W + "p")]
            assert kept == [number in held] * len(kept)
