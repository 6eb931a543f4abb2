from dataclasses import replace

from html_reading import rendered, table_rows
from hypothesis import given, settings
from sample_documents import (
    HERE,
    banded_document,
    cell,
    document,
    drawn_grid,
    every_kind_document,
    grids,
    matrix_document,
    table,
)

from reportgen.document.grid import Cell, resolve
from reportgen.document.text import Paragraph, Run
from reportgen.units import Mm

PLAIN = "No. | 事業\n----\n1 | 公園\n2 | 道路"
MERGED = """
No. | 事業 | 課
----
1   | 公園 | 甲課
^   | ^    | 乙課
2   | 道路 | <
"""


def test_rows_cells_and_spans_are_those_of_the_grid():
    element = rendered(document(table(drawn_grid(MERGED)))).find(".//table")
    assert not element.xpath(".//*[@rowspan='1' or @colspan='1']")
    assert table_rows(element) == [
        [("th", 1, 1, ["No."]), ("th", 1, 1, ["事業"]), ("th", 1, 1, ["課"])],
        [("td", 2, 1, ["1"]), ("td", 2, 1, ["公園"]), ("td", 1, 1, ["甲課"])],
        [("td", 1, 1, ["乙課"])],
        [("td", 1, 1, ["2"]), ("td", 1, 2, ["道路"])],
    ]


def test_the_head_is_a_thead_and_every_group_a_tbody():
    element = rendered(document(table(drawn_grid(MERGED)))).find(".//table")
    assert [(part.tag, len(part)) for part in element if part.tag in ("thead", "tbody")] == [
        ("thead", 1),
        ("tbody", 2),
        ("tbody", 1),
    ]


def test_a_band_begins_a_tbody_whose_rows_it_heads():
    element = rendered(banded_document(1)).find(".//table")
    bodies = element.findall("tbody")
    assert [body[0][0].text for body in bodies] == ["目標1", "施策1-2", "目標2", "施策2-2"]
    assert all(body[0][0].get("scope") == "rowgroup" for body in bodies)
    value = bodies[0][2][1]
    heads = [element.find(f".//*[@id='{name}']").text for name in value.get("headers").split()]
    assert heads == ["令和5年度", "目標1", "施策1-1", "事業1-1-1"]


def test_columns_share_the_width_as_in_print():
    element = rendered(document(table(drawn_grid(PLAIN, [Mm(67.0), Mm(200.0)])))).find(".//table")
    assert [col.get("style").split(";")[0] for col in element.findall("colgroup/col")] == [
        "--share: 25.09%",
        "--share: 74.91%",
    ]


def test_a_plain_table_is_described_by_scopes_alone():
    element = rendered(document(table(drawn_grid(PLAIN)))).find(".//table")
    assert [th.get("scope") for th in element.findall(".//th")] == ["col", "col"]
    assert not element.xpath(".//@headers")


def test_cells_of_a_table_with_two_rows_of_heads_name_their_headers():
    page = rendered(every_kind_document())
    first = page.xpath("//table[@id='t1']/tbody[1]/tr[1]/td")
    assert [cell.get("headers") for cell in first] == [
        "t1-r0c0",
        "t1-r0c1 t1-r1c1",
        "t1-r0c1 t1-r1c2",
        "t1-r0c3 t1-r1c3",
        "t1-r0c3 t1-r1c4",
        "t1-r0c5",
    ]


def test_every_named_header_is_in_the_same_table():
    page = rendered(matrix_document())
    for element in page.iter("table"):
        ids = set(element.xpath(".//th/@id"))
        named = {name for headers in element.xpath(".//@headers") for name in headers.split()}
        assert named
        assert named <= ids
    everything = page.xpath("//@id")
    assert len(everything) == len(set(everything))


def test_a_cell_that_spans_rows_is_described_by_all_their_heads():
    rows = [
        [cell("項目", scope="col"), cell("説明", scope="col")],
        [cell("甲", scope="row"), cell("共通", row_span=2)],
        [cell("乙", scope="row")],
    ]
    grid = resolve(rows, widths_mm=[Mm(67.0), Mm(200.0)], header_rows=1, text_width_mm=Mm(267.0), origin=HERE)
    assert grid.slots[1][1].headers == ("r0c1", "r1c0", "r2c0")


def test_a_caption_that_nobody_sees_is_still_announced():
    page = rendered(document(table(drawn_grid(PLAIN), label="子育ての事業", summary="行は事業です。")))
    caption = page.find(".//caption")
    assert (caption.get("class"), caption.text) == ("hidden", "子育ての事業")
    frame = caption.getparent().getparent()
    assert (frame.get("role"), frame.get("tabindex"), frame.get("aria-labelledby")) == (
        "region",
        "0",
        caption.get("id"),
    )
    described = page.find(".//table").get("aria-describedby")
    assert page.xpath(f"//p[@id='{described}']")[0].text == "行は事業です。"


def test_a_visible_caption_is_the_caption():
    shown = replace(table(drawn_grid(PLAIN)), caption=Paragraph((Run("表1　"), Run("事業", strong=True)), HERE))
    page = rendered(document(shown))
    assert page.find(".//caption").get("class") is None
    assert page.find(".//caption").text_content() == "表1　事業"


def test_a_table_without_summary_refers_to_none():
    page = rendered(document(table(drawn_grid(PLAIN), summary="")))
    assert page.find(".//table").get("aria-describedby") is None


def test_one_plain_line_stands_alone_and_several_are_paragraphs_without_space_between():
    rows = [[cell("甲", scope="col")], [cell("一行")], [cell("一\n\n三")], [cell("")], [Cell(blocks=(), origin=HERE)]]
    grid = resolve(rows, widths_mm=[Mm(267.0)], header_rows=1, text_width_mm=Mm(267.0), origin=HERE)
    page = rendered(document(table(grid)))
    cells = page.findall(".//td")
    assert [(td.text, len(td)) for td in cells] == [("一行", 0), (None, 3), (None, 0), (None, 0)]
    assert [p.text for p in cells[1]] == ["一", None, "三"]


def test_a_role_is_named_for_the_style_sheet():
    rows = [[cell("評価", scope="col")], [cell("A", role="rating")]]
    grid = resolve(rows, widths_mm=[Mm(267.0)], header_rows=1, text_width_mm=Mm(267.0), origin=HERE)
    assert rendered(document(table(grid))).find(".//td").get("data-role") == "rating"


@settings(derandomize=True, max_examples=60, deadline=None)
@given(grids())
def test_any_grid_is_read_back_slot_by_slot(grid):
    element = rendered(document(table(grid))).find(".//table")
    assert table_rows(element) == [
        [
            (
                "th" if slot.cell.scope else "td",
                slot.cell.row_span,
                slot.cell.column_span,
                [leaf.text for leaf in slot.cell.leaves],
            )
            for slot in grid.starting(row)
        ]
        for row in range(grid.row_count)
    ]
