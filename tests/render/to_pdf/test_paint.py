"""What stands on the pages, mark by mark: tags, artifacts, places."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from paged_documents import A4, PAGED_THEME, cover, with_pages
from painted_pages import Painted, painted_pages
from sample_documents import (
    HERE,
    MATRIX_THEME,
    bullets,
    cell,
    document,
    drawn_grid,
    every_kind_document,
    heading,
    matrix_document,
    paragraph,
    table,
)

from reportgen.document.grid import Cell, resolve
from reportgen.document.text import Break, Paragraph, Run
from reportgen.document.theme import Page, RoleStyle, Theme
from reportgen.document.tree import Document, PageBreak, PageHeader, Section
from reportgen.render.to_pdf import render_pdf
from reportgen.render.to_pdf.furniture import entry_number_text, page_number_text
from reportgen.units import Mm, mm_to_pt

SENTENCE = "支援センターを中心に、情報を共有し、「他4か所」とも連携していく（令和3年度）。"


def painted(sample: Document) -> list[list[Painted]]:
    return painted_pages(render_pdf(sample))


def lines(page: list[Painted]) -> list[str]:
    return [str(mark) for mark in page]


def opened(data: bytes) -> pikepdf.Pdf:
    """The file; it must stay in a variable as long as something of it is looked at."""
    return pikepdf.open(io.BytesIO(data))


def elements(file: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    """The structure elements of a kind, in the order of the tree."""
    found: list[pikepdf.Object] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Dictionary) and node.get("/S") == f"/{tag}":
            found.append(node)
        kids = node.get("/K") if isinstance(node, pikepdf.Dictionary) else None
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(file.Root.StructTreeRoot.K[0])
    return found


def tall_table_document() -> Document:
    rows = [
        [cell("No.", scope="col"), cell("事業", scope="col"), cell("内容", scope="col"), cell("実施状況", scope="col")],
        [
            cell("1", row_span=2, role="number", on_break="repeat"),
            cell("見守り事業", row_span=2, scope="rowgroup", on_break="repeat"),
            cell(SENTENCE * 70, row_span=2),
            cell("一行目。\n" + SENTENCE * 30),
        ],
        [cell("終わり")],
    ]
    widths = [Mm(8.0), Mm(39.0), Mm(100.0), Mm(120.0)]
    grid = resolve(rows, widths_mm=widths, header_rows=1, text_width_mm=Mm(267.0), origin=HERE)
    return document(heading("題"), table(grid), theme=MATRIX_THEME)


# ── leaves and their marks ──────────────────────────────────────────────────────────────────────────────


def test_a_page_is_painted_in_reading_order_one_mark_a_leaf_and_its_furniture_last():
    sample = document(
        heading("題"),
        Section((heading("節", 2), paragraph("本文です。"), bullets("甲", "乙")), HERE),
        page_header=PageHeader(left="左", center="中", right="右", box="資料1"),
    )
    assert [lines(page) for page in painted(sample)] == [
        [
            "/H1 0: 題",
            "/H2 1: 節",
            "/P 2: 本文です。",
            "/Lbl 3: ・",
            "/LBody 4: 甲",
            "/Lbl 5: ・",
            "/LBody 6: 乙",
            "/Artifact Pagination Header: 左中資料1右",
            "/Artifact Pagination Footer: - 1 -",
        ]
    ]


def test_a_cell_of_one_paragraph_is_marked_itself_and_one_of_several_marks_each():
    grid = drawn_grid("""
        項目 | 内容
        ----
        甲   | 一行目\\n二行目
        乙   |
    """)
    (page,) = painted(document(table(grid)))
    assert lines(page)[1:-1] == ["/TH 0: 項目", "/TH 1: 内容", "/TD 2: 甲", "/P 3: 一行目", "/P 4: 二行目", "/TD 5: 乙"]


def test_an_empty_cell_and_a_row_in_which_no_cell_starts_have_their_elements():
    rows = [
        [cell("甲", scope="col"), cell("乙", scope="col")],
        [cell("", row_span=2), cell("丙", row_span=2)],
        [],
    ]
    grid = resolve(rows, widths_mm=[Mm(100.0), Mm(167.0)], header_rows=1, text_width_mm=Mm(267.0), origin=HERE)
    data = render_pdf(document(table(grid)))
    file = opened(data)
    assert [len(row.get("/K", [])) for row in elements(file, "TR")] == [2, 2, 0]
    assert [mark.text for mark in painted_pages(data)[0] if mark.tag == "TD"] == ["丙"]


def test_white_space_swallowed_at_a_line_end_and_a_forced_break_are_in_the_text_layer():
    text = "あ" * 40 + "　" + "い" * 60
    content = (Run(text), Break(), Run("次の行"))
    (page,) = painted(document(Paragraph(content, HERE)))
    assert page[0].text == f"{text}\n次の行"
    assert len(page[0].places) == 3


def test_strong_words_change_the_face_within_one_mark():
    content = (Run("前"), Run("強", strong=True), Run("後"))
    (page,) = painted(document(Paragraph(content, HERE)))
    assert page[0].text == "前強後"
    assert page[0].faces == ("BIZUDGothic-Regular", "BIZUDGothic-Bold", "BIZUDGothic-Regular")
    assert [x for x, _ in page[0].places] == pytest.approx([42.52, 52.52, 62.52])


def test_a_link_is_an_element_with_its_text_and_its_place():
    content = (Run("詳しくは"), Run("案内", href="https://example.jp/"), Run("へ。"))
    data = render_pdf(document(Paragraph(content, HERE)))
    assert lines(painted_pages(data)[0])[:3] == ["/P 0: 詳しくは", "/Link 1: 案内", "/P 2: へ。"]
    file = opened(data)
    (note,) = file.pages[0].Annots
    assert str(note.A.URI) == "https://example.jp/"
    assert str(note.Contents) == "案内"
    left, lower, right, upper = map(float, note.Rect)
    assert (left, right) == pytest.approx((82.52, 102.52))
    assert (upper - lower) == pytest.approx(10.0)


def test_a_strong_link_is_strong():
    (page,) = painted(document(Paragraph((Run("案内", href="https://example.jp/", strong=True),), HERE)))
    assert page[0].faces == ("BIZUDGothic-Bold",)


def test_the_blank_of_an_opening_bracket_at_a_line_start_lies_outside_of_the_column():
    (page,) = painted(document(paragraph("「甲」"), paragraph("乙")))
    assert page[0].places[0][0] == pytest.approx(page[1].places[0][0] - 5.0, abs=0.02)


def test_a_link_to_a_heading_leads_to_its_place_and_one_to_nowhere_is_no_link():
    inside = (Run("節を見る", href="#goal"), Run("、"), Run("無い", href="#none"))
    sample = document(heading("題"), Paragraph(inside, HERE), heading("節", 2, "goal"), paragraph("本文"))
    data = render_pdf(sample)
    file = opened(data)
    (note,) = file.pages[0].Annots
    assert note.Dest[0] == file.pages[0].obj
    top = float(note.Dest[3])
    heading_line = next(mark for mark in painted_pages(data)[0] if mark.tag == "H2").places[0][1]
    assert heading_line < top < heading_line + 20


# ── tables over several pages ───────────────────────────────────────────────────────────────────────────


def test_repeated_headers_and_labels_are_artifacts_and_text_is_read_once():
    pages = painted(tall_table_document())
    assert len(pages) == 3
    for page in pages[1:]:
        assert page[0].artifact == "Layout"
        assert str(page[1]) == "/Artifact Pagination Header: No.事業内容実施状況"
    labels = [mark.text for page in pages for mark in page if mark.artifact == "Pagination"]
    assert labels == ["1見守り事業（続き）"] * 2
    content = [mark for page in pages for mark in page if mark.mcid is not None]
    assert [mark.text for mark in content if mark.tag == "TH"] == ["No.", "事業", "内容", "実施状況", "見守り事業"]


def test_a_cell_on_three_pages_is_one_element_with_a_mark_on_each():
    data = render_pdf(tall_table_document())
    file = opened(data)
    cells = elements(file, "TD")
    assert len(cells) == 4
    marks = cells[1].K
    assert len(marks) == 3
    pages = painted_pages(data)
    assert (
        "".join(mark.text for page in pages for mark in page if mark.tag == "TD" and len(mark.text) > 9)
        == SENTENCE * 70
    )
    assert len(elements(file, "TR")) == 3
    assert len(elements(file, "THead")) == len(elements(file, "TBody")) == 1


def test_mcids_of_a_page_follow_the_order_of_the_tree():
    data = render_pdf(matrix_document())
    for page in painted_pages(data):
        numbers = [mark.mcid for mark in page if mark.mcid is not None]
        assert numbers == list(range(len(numbers)))


def test_each_rule_is_drawn_once_and_every_box_is_closed():
    grid = drawn_grid("""
        甲 | 乙 | 丙
        ----
        一 | 二 | 三
        ^  | 四 | <
    """)
    data = render_pdf(document(table(grid)))
    segments = set(drawn_rules(data))
    assert len(segments) == len(drawn_rules(data))
    across = sorted({y for x0, y, x1, y1 in segments if y == y1}, reverse=True)
    down = sorted({x for x, y0, x1, y1 in segments if x == x1})
    assert len(across) == 4
    assert len(down) == 4
    left, second, third, right = down
    top, body, between, foot = across
    assert {s for s in segments if s[1] == s[3]} == {
        (left, top, right, top),
        (left, body, right, body),
        (second, between, right, between),
        (left, foot, right, foot),
    }
    assert (third, between, third, top) in segments
    assert {(x, foot, x, top) for x in (left, second, right)} <= segments


def drawn_rules(data: bytes) -> list[tuple[float, float, float, float]]:
    with pikepdf.open(io.BytesIO(data)) as file:
        operations = pikepdf.parse_content_stream(file.pages[0])
    found, start = [], (0.0, 0.0)
    for operands, operator in operations:
        if str(operator) == "m":
            start = (float(operands[0]), float(operands[1]))
        elif str(operator) == "l":
            found.append((*start, float(operands[0]), float(operands[1])))
    return found


def test_header_cells_are_filled_with_the_grey_of_the_theme():
    grid = drawn_grid("""
        甲 | 乙
        ----
        一 | 二
    """)
    with pikepdf.open(io.BytesIO(render_pdf(document(table(grid))))) as file:
        operations = [
            (str(operator), [float(value) for value in operands])
            for operands, operator in pikepdf.parse_content_stream(file.pages[0])
            if str(operator) in ("g", "re", "f")
        ]
    assert operations[0] == ("g", [0.9])
    fills = [values for name, values in operations if name == "re"]
    assert len(fills) == 2
    assert sum(width for _, _, width, _ in fills) == pytest.approx(267 * 72 / 25.4, abs=0.02)


# ── places ──────────────────────────────────────────────────────────────────────────────────────────────


def test_roles_place_the_text_of_a_cell():
    theme = Theme(
        roles={
            "rating": RoleStyle(align="center", vertical="middle", strong=True),
            "number": RoleStyle(align="right"),
        }
    )
    rows = [
        [cell("甲", scope="col"), cell("乙", scope="col"), cell("丙", scope="col")],
        [cell("左\n二\n三"), cell("A", role="rating"), cell("12", role="number")],
    ]
    grid = resolve(rows, widths_mm=[Mm(89.0)] * 3, header_rows=1, text_width_mm=Mm(267.0), origin=HERE)
    (page,) = painted(document(table(grid), theme=theme))
    places = {mark.text: mark for mark in page}
    edge, width, size, padding = 42.52, 89 * 72 / 25.4, 8.5, 1.3 * 72 / 25.4
    assert places["左"].places[0][0] == pytest.approx(edge + padding, abs=0.02)
    assert places["A"].places[0][0] == pytest.approx(edge + 1.5 * width - size / 4, abs=0.02)
    assert places["12"].places[0][0] == pytest.approx(edge + 3 * width - padding - size, abs=0.02)
    assert places["A"].places[0][1] == pytest.approx(places["二"].places[0][1], abs=0.02)
    assert places["A"].faces == ("BIZUDGothic-Bold",)
    assert places["12"].places[0][1] == places["左"].places[0][1]


def test_further_lines_of_a_typed_list_hang_below_the_text():
    grid = resolve(
        [[cell("甲", scope="col"), cell("乙", scope="col")], [cell("・" + "あ" * 40), cell("※1" + "い" * 40)]],
        widths_mm=[Mm(60.0), Mm(207.0)],
        header_rows=1,
        text_width_mm=Mm(267.0),
        origin=HERE,
    )
    (page,) = painted(document(table(grid)))
    first, second, *_ = next(mark for mark in page if mark.text.startswith("・")).places
    assert second[0] - first[0] == pytest.approx(8.5)


def test_a_list_in_a_cell_hangs_beside_its_mark():
    listed = Cell(blocks=(bullets("あ" * 40, mark="★"),), origin=HERE)
    grid = resolve(
        [[cell("甲", scope="col"), cell("乙", scope="col")], [listed, cell("")]],
        widths_mm=[Mm(60.0), Mm(207.0)],
        header_rows=1,
        text_width_mm=Mm(267.0),
        origin=HERE,
    )
    data = render_pdf(document(table(grid)))
    page = painted_pages(data)[0]
    mark, body = (next(m for m in page if m.tag == tag) for tag in ("Lbl", "LBody"))
    assert mark.text == "★"
    assert {x for x, _ in body.places} == {mark.places[0][0] + 8.5}
    assert mark.places[0][1] == body.places[0][1]
    file = opened(data)
    assert [str(kid.S) for item in elements(file, "LI") for kid in item.K] == ["/Lbl", "/LBody"]


def test_the_role_of_a_paragraph_places_its_own_lines():
    inside = Cell(blocks=(paragraph("左"), paragraph("右", "number")), origin=HERE)
    grid = resolve(
        [[cell("甲", scope="col")], [inside]],
        widths_mm=[Mm(267.0)],
        header_rows=1,
        text_width_mm=Mm(267.0),
        origin=HERE,
    )
    (page,) = painted(document(table(grid), theme=Theme(roles={"number": RoleStyle(align="right")})))
    left, right = (next(mark for mark in page if mark.text == text).places[0] for text in "左右")
    assert right[0] - left[0] == pytest.approx((267 - 2.6) * 72 / 25.4 - 8.5, abs=0.02)
    assert left[1] - right[1] == pytest.approx(12.5)


def test_an_item_over_two_pages_is_one_item_with_one_mark():
    listed = Cell(blocks=(bullets(SENTENCE * 70),), origin=HERE)
    grid = resolve(
        [[cell("甲", scope="col"), cell("乙", scope="col")], [listed, cell("短い")]],
        widths_mm=[Mm(120.0), Mm(147.0)],
        header_rows=1,
        text_width_mm=Mm(267.0),
        origin=HERE,
    )
    data = render_pdf(document(table(grid)))
    marks = [mark.tag for page in painted_pages(data) for mark in page if mark.tag in ("Lbl", "LBody")]
    assert marks == ["Lbl", "LBody", "LBody"]
    file = opened(data)
    assert len(elements(file, "LI")) == len(elements(file, "LBody")) == 1


def test_cells_name_the_header_cells_that_describe_them():
    file = opened(render_pdf(tall_table_document()))
    attributes = [cell.A for cell in elements(file, "TD")]
    assert [[str(name) for name in attribute.Headers] for attribute in attributes] == [
        ["t1.r0c0"],
        ["t1.r0c2", "t1.r1c1"],
        ["t1.r0c3", "t1.r1c1"],
        ["t1.r0c3", "t1.r1c1"],
    ]
    assert [str(head.get("/ID")) for head in elements(file, "TH")] == [
        "t1.r0c0",
        "t1.r0c1",
        "t1.r0c2",
        "t1.r0c3",
        "t1.r1c1",
    ]


def test_a_label_in_a_column_too_narrow_for_the_suffix_is_repeated_without_it():
    pages = painted(tall_table_document())
    label = next(mark for mark in pages[1] if mark.artifact == "Pagination")
    assert label.text.startswith("1見守り")
    assert len(label.places) == 2


def test_nothing_is_painted_outside_of_the_page():
    theme = Theme(page=Page(width_mm=Mm(210.0), height_mm=Mm(297.0)))
    sample = document(heading("題"), paragraph(SENTENCE * 60), bullets(SENTENCE * 30), theme=theme)
    pages = painted(sample)
    bottom, top = 16 * 72 / 25.4, (297 - 18) * 72 / 25.4
    assert len(pages) == 2
    for page in pages:
        assert all(bottom < y < top for mark in page if mark.mcid is not None for _, y in mark.places)


# ── furniture ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("style", "text"), [("none", ""), ("- 1 -", "- 3 -"), ("1/9", "3/12"), ("1頁", "3頁")])
def test_page_numbers_are_written_in_four_styles(style, text):
    assert page_number_text(style, 3, 12) == text


@pytest.mark.parametrize(("style", "text"), [("none", ""), ("- 1 -", "3"), ("1/9", "3"), ("1頁", "3頁")])
def test_contents_name_a_page_without_its_ornament(style, text):
    assert entry_number_text(style, 3) == text


def test_the_four_parts_of_the_page_header_do_not_touch():
    sample = document(paragraph("本文"), page_header=PageHeader(left="左", center="中", right="右", box="資料1"))
    data = render_pdf(sample)
    header = next(mark for mark in painted_pages(data)[0] if mark.artifact == "Pagination Header")
    left, center, box, right = (x for x, _ in header.places)
    edge, width, gap = 42.52, 267 * 72 / 25.4, 3 * 72 / 25.4
    assert left == pytest.approx(edge, abs=0.02)
    assert center + 4.5 == pytest.approx(edge + width / 2, abs=0.02)
    assert box + 22.5 == pytest.approx(edge + width - gap, abs=0.02)
    assert right + 9.0 == pytest.approx(box - 2 * gap, abs=0.02)
    with pikepdf.open(io.BytesIO(data)) as file:
        (frame,) = (
            [float(value) for value in operands]
            for operands, operator in pikepdf.parse_content_stream(file.pages[0])
            if str(operator) == "re"
        )
    assert frame[0] == pytest.approx(box - gap, abs=0.02)
    assert frame[0] + frame[2] == pytest.approx(edge + width, abs=0.02)
    assert frame[1] < header.places[0][1] < frame[1] + frame[3]


def test_the_total_of_pages_is_known_on_the_first():
    theme = Theme(page=Page(number="1/9"))
    sample = document(*(paragraph(SENTENCE * 25) for _ in range(4)), theme=theme)
    assert [page[-1].text for page in painted(sample)] == ["1/2", "2/2"]


def test_a_page_without_header_and_number_has_no_furniture():
    (page,) = painted(document(paragraph("本文"), theme=Theme(page=Page(number="none"))))
    assert lines(page) == ["/P 0: 本文"]


def test_every_page_has_the_size_of_its_sheet():
    file = opened(render_pdf(with_pages()))
    sizes = [[round(float(edge) * 25.4 / 72) for edge in page.MediaBox] for page in file.pages]
    assert sizes == [[0, 0, 210, 297], [0, 0, 210, 297], [0, 0, 210, 297], [0, 0, 420, 297], [0, 0, 210, 297]]


A4_ACROSS = Page(left_mm=Mm(31.0))


def test_header_and_number_stand_in_the_margins_of_each_sheet():
    across = Section((paragraph("横"),), HERE, page=A4_ACROSS)
    header_lines = PageHeader(left="令和3年度", box="資料1")
    pages = painted(document(paragraph("縦"), across, theme=PAGED_THEME, page_header=header_lines))
    for page, sheet in zip(pages, (A4, A4_ACROSS), strict=True):
        header, number = page[-2:]
        foot = mm_to_pt(sheet.height_mm) - mm_to_pt(sheet.top_mm)
        assert all(foot < y < mm_to_pt(sheet.height_mm) for _, y in header.places)
        assert 0.0 < number.places[0][1] < mm_to_pt(sheet.bottom_mm)
        assert (header.artifact, number.artifact) == ("Pagination Header", "Pagination Footer")
        left, _ = header.places[0]
        assert left == pytest.approx(mm_to_pt(sheet.left_mm), abs=0.02)
        box, _ = header.places[1]
        right = mm_to_pt(sheet.left_mm) + mm_to_pt(sheet.text_width_mm)
        assert box + 22.5 + mm_to_pt(Mm(3.0)) == pytest.approx(right, abs=0.02)
        start, _ = number.places[0]
        middle = mm_to_pt(sheet.left_mm) + mm_to_pt(sheet.text_width_mm) / 2
        assert start + 11.25 == pytest.approx(middle, abs=0.02)


def test_the_cover_has_neither_header_nor_number_and_is_not_counted():
    theme = replace(PAGED_THEME, page=replace(A4, number="1/9"), pages={})
    sample = document(cover(), heading("一", 1, "one"), PageBreak(HERE), heading("二", 1, "two"), theme=theme)
    first, *others = painted(replace(sample, page_header=PageHeader(left="左")))
    assert {mark.tag for mark in first} == {"H1", "P"}
    assert [page[-1].text for page in others] == ["1/2", "2/2"]


def test_a_link_leads_to_the_height_of_its_heading_on_the_sheet_of_the_heading():
    link = Paragraph((Run("一覧", href="#list"),), HERE)
    across = Section((heading("一覧", 2, "list"), paragraph("横")), HERE, page=A4_ACROSS)
    file = opened(render_pdf(document(heading("題"), link, across, theme=PAGED_THEME)))
    (note,) = file.pages[0].Annots
    assert note.Dest[0].objgen == file.pages[1].obj.objgen
    assert float(note.Dest[3]) == pytest.approx(mm_to_pt(A4_ACROSS.height_mm) - mm_to_pt(A4_ACROSS.top_mm), abs=0.01)


def test_headings_are_the_outline():
    sample = document(
        heading("題"),
        Section((heading("一", 2), paragraph("x"), Section((heading("い", 3), paragraph("y")), HERE)), HERE),
        Section((heading("二", 2), paragraph("z")), HERE),
    )
    with pikepdf.open(io.BytesIO(render_pdf(sample))) as file, file.open_outline() as outline:
        (root,) = outline.root
        assert [child.title for child in root.children] == ["一", "二"]
        assert root.children[0].children[0].title == "い"


def test_every_kind_of_node_is_painted():
    pages = painted(every_kind_document())
    tags = {mark.tag for page in pages for mark in page}
    assert tags >= {"H1", "H2", "H3", "P", "Lbl", "LBody", "TH", "TD", "Caption", "Link", "Artifact"}
