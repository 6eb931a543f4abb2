"""The order of the tree, page breaks, and the paragraphs that Word needs and nobody should see."""

from docx_reading import ReadDocx, W, style_id
from lxml import etree
from sample_documents import HERE, bullets, document, drawn_grid, flow_chart, heading, paragraph, table

from reportgen.document.text import Paragraph, Run
from reportgen.document.tree import PageBreak, Section, Table
from reportgen.render.to_docx import render_docx

GRID = drawn_grid("a|b\n----\n1|2")
BREAK = PageBreak(HERE)


def read(*blocks) -> ReadDocx:
    return ReadDocx(render_docx(document(*blocks)))


def shape(file: ReadDocx) -> list[str]:
    """The children of the body: a style name, with ``*`` where a new page starts, or ``tbl``."""
    return [
        file.style_name(e) + "*" * (e.find(f"{W}pPr/{W}pageBreakBefore") is not None) if e.tag == W + "p" else "tbl"
        for e in file.body
        if etree.QName(e).localname != "sectPr"
    ]


def test_sections_nest_without_a_trace():
    inner = Section((heading("小", 3), paragraph("文")), HERE)
    assert shape(read(heading("大", 1), Section((heading("中", 2), inner), HERE))) == [
        "heading 1",
        "heading 2",
        "heading 3",
        "Body Text",
    ]


def test_headings_and_paragraphs_name_word_s_own_styles():
    file = read(*(heading("題", level, f"h{level}") for level in range(1, 7)), paragraph("注", "note"), bullets("文"))
    assert shape(file) == [*(f"heading {level}" for level in range(1, 7)), "注記", "項目・（末尾）"]


def test_a_page_break_belongs_to_the_paragraph_after_it():
    assert shape(read(paragraph("一"), BREAK, heading("二"), paragraph("三"))) == [
        "Body Text",
        "heading 1*",
        "Body Text",
    ]


def test_a_table_after_a_page_break_starts_below_a_hairline():
    assert shape(read(paragraph("一"), BREAK, table(GRID))) == ["Body Text", "表の端*", "tbl", "表の端"]


def test_a_blank_half_line_follows_a_table_that_something_follows():
    assert shape(read(table(GRID, "t1"), paragraph("文"), table(GRID, "t2"))) == [
        "tbl",
        "表の下",
        "Body Text",
        "tbl",
        "表の端",
    ]


def test_a_caption_takes_the_page_break_of_its_table():
    captioned = Table("t1", GRID, "題", "行です。", Paragraph((Run("表1"),), HERE), HERE)
    assert shape(read(BREAK, captioned, captioned)) == ["caption*", "tbl", "表の下", "caption", "tbl", "表の端"]


def test_two_page_breaks_are_one_and_one_at_the_end_is_none():
    assert shape(read(BREAK, BREAK, paragraph("一"), BREAK)) == ["Body Text*"]
    assert shape(read(table(GRID), BREAK)) == ["tbl", "表の端"]


def test_a_document_without_blocks_is_one_empty_paragraph():
    assert shape(read()) == ["Body Text"]


def test_two_tables_are_parted_by_a_blank_half_line_and_the_body_ends_with_a_hairline():
    file = read(table(GRID, "t1"), table(GRID, "t2"))
    assert shape(file) == ["tbl", "表の下", "tbl", "表の端"]
    heights = [file.styles[style_id(file.body[n])].find(f"{W}pPr/{W}spacing").get(W + "line") for n in (1, 3)]
    assert heights == ["160", "20"]  # the line pitch of the body is 16 pt


def test_the_hairline_at_the_head_of_a_page_stays_with_its_table():
    file = read(BREAK, table(GRID))
    assert file.styles[style_id(file.body[0])].find(f"{W}pPr/{W}keepNext") is not None


def test_no_blank_line_stands_at_the_head_of_a_page():
    assert shape(read(table(GRID, "t1"), BREAK, heading("題"))) == ["tbl", "heading 1*"]
    assert shape(read(table(GRID, "t1"), BREAK, table(GRID, "t2"))) == ["tbl", "表の端*", "tbl", "表の端"]


def test_a_paragraph_that_begins_with_a_typed_mark_hangs():
    assert shape(read(paragraph("※ 四捨五入のため。", "note"), paragraph("・文"))) == [
        "注記（字下げ1.5字）",
        "Body Text（字下げ1字）",
    ]


def test_a_heading_stays_with_what_follows():
    file = read(heading("題"), table(GRID))
    assert file.styles[style_id(file.body[0])].find(f"{W}pPr/{W}keepNext") is not None


def test_a_short_paragraph_right_before_a_table_or_a_drawing_stays_with_it():
    short, long = paragraph("次のとおりです。"), paragraph("状況を説明する文章です。" * 30)
    blocks = (short, table(GRID, "t1"), short, flow_chart(caption=None), long, table(GRID, "t2"), short, short)
    held = [p.find(f"{W}pPr/{W}keepNext") is not None for p in read(*blocks).body.findall(W + "p")]
    assert held == [True, False, True, False, False, False, False, False]


def test_a_table_stays_with_the_notes_below_it():
    for role, expected in (("note", True), (None, False)):
        body = read(table(GRID), paragraph("※1 注", role)).body
        held = [p.find(f"{W}pPr/{W}keepNext") is not None for p in body.iter(W + "p")]
        assert held == [True, True, expected, expected, expected, False]


def test_the_mark_of_a_statement_is_numbering_and_not_text():
    file = read(bullets("点検します。", "広げます。"), bullets("続けます。", mark="★"), bullets("第三", mark="(ア)"))
    paragraphs = file.body.findall(W + "p")
    assert [file.mark(p) for p in paragraphs] == ["・", "・", "★", "(ア)"]
    assert [file.style_name(p) for p in paragraphs] == ["項目・", "項目・（末尾）", "項目★（末尾）", "項目(ア)（末尾）"]
    assert file.leaves() == ["点検します。", "広げます。", "続けます。", "第三"]


def test_the_statements_of_a_list_stand_close_together_and_the_last_has_the_space_of_the_text():
    file = read(bullets("一", "二"), bullets("三", mark="★"), paragraph("文"))
    names = [file.style_name(p) for p in file.body.findall(W + "p")]
    assert names == ["項目・", "項目・（末尾）", "項目★（末尾）", "Body Text"]
    after = {
        name: file.styles[style_id(p)].find(f"{W}pPr/{W}spacing").get(W + "after")
        for name, p in zip(names, file.body.findall(W + "p"), strict=True)
    }
    assert after == {"項目・": "0", "項目・（末尾）": "80", "項目★（末尾）": "80", "Body Text": "80"}
    assert [file.mark(p) for p in file.body.findall(W + "p")] == ["・", "・", "★", ""]


def test_a_mark_of_several_characters_is_no_bullet_for_some_programs_draw_one_character_only():
    file = read(bullets("一", mark="(1)"), bullets("二"))
    levels = etree.fromstring(file.parts["word/numbering.xml"]).iter(W + "lvl")
    kinds = {lvl.find(W + "lvlText").get(W + "val"): lvl.find(W + "numFmt").get(W + "val") for lvl in levels}
    assert kinds == {"・": "bullet", "★": "bullet", "(1)": "none"}


def test_the_indent_of_a_statement_is_the_width_of_its_mark():
    file = read(bullets("文", mark="★"), bullets("文", mark="(1)"))
    numbering = etree.fromstring(file.parts["word/numbering.xml"])
    indents = {
        level.find(W + "lvlText").get(W + "val"): level.find(f"{W}pPr/{W}ind").get(W + "hanging")
        for level in numbering.iter(W + "lvl")
        if level.find(W + "pStyle").get(W + "val").startswith("Item")
    }
    assert indents == {"・": "200", "★": "200", "(1)": "300"}  # 10 pt type: one em is 200 twips


def test_every_paragraph_has_a_style_that_the_file_holds():
    file = read(heading("題"), paragraph("文"), paragraph("注", "note"), bullets("文"), table(GRID))
    assert {style_id(p) for p in file.body.iter(W + "p")} <= set(file.styles)
