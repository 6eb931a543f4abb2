"""Sheets of other sizes, the cover, and what stands at the head and the foot of each."""

from dataclasses import replace

import pytest
from docx_reading import W, audit, disorders, parts
from lxml import etree
from paged_documents import A3, A4, PAGED_THEME, contents, cover, wide_section, with_pages
from sample_documents import HERE, document, flow_chart, heading, paragraph, resolve, table
from sample_documents import cell as table_cell

from reportgen.document.tree import PageBreak, PageHeader, Section, Table
from reportgen.render.to_docx import render_docx

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LINES = PageHeader(left="令和3年度", box="資料1")
BACK = paragraph("後")
A3_TWIP, A4_TWIP = ("23811", "16838"), ("11906", "16838")


class Read:
    """The sections of a file, each with its paper and what its header and footer say."""

    def __init__(self, *blocks, theme=PAGED_THEME, header=LINES):
        self.data = render_docx(document(*blocks, theme=theme, page_header=header))
        self.parts = parts(self.data)
        self.root = etree.fromstring(self.parts["word/document.xml"])
        rels = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        self.targets = {r.get("Id"): r.get("Target") for r in rels}
        self.sections = list(self.root.iter(W + "sectPr"))
        assert disorders(self.root) == []

    def papers(self):
        return [tuple(s.find(W + "pgSz").get(W + k) for k in ("w", "h")) for s in self.sections]

    def part(self, number, kind):
        found = self.sections[number].find(f"{W}{kind}Reference")
        return None if found is None else self.targets[found.get(R + "id")]

    def shown(self, number, kind):
        """What a reader sees there: a section without a reference shows what the one before it shows."""
        name = next((p for n in range(number, -1, -1) if (p := self.part(n, kind))), None)
        if name is None:
            return ""
        root = etree.fromstring(self.parts[f"word/{name}"])
        return "".join(e.text or "" for e in root.iter(W + "t", W + "instrText")).replace("\u00a0", "")


def test_what_follows_a_section_with_a_page_is_on_the_usual_sheet_again():
    read = Read(paragraph("前"), wide_section(), BACK)
    assert read.papers() == [A4_TWIP, A3_TWIP, A4_TWIP]
    assert [s.find(W + "pgSz").get(W + "orient") for s in read.sections] == [None, "landscape", None]
    assert [s.find(W + "type") is not None for s in read.sections] == [False, True, True]
    assert read.sections[1].find(W + "type").get(W + "val") == "nextPage"


@pytest.mark.parametrize(
    ("blocks", "papers"),
    [
        ((wide_section(),), [A3_TWIP]),
        ((wide_section(), BACK), [A3_TWIP, A4_TWIP]),
        ((BACK, wide_section()), [A4_TWIP, A3_TWIP]),
        ((wide_section(), wide_section()), [A3_TWIP, A3_TWIP]),
        ((PageBreak(HERE), wide_section(), PageBreak(HERE), BACK), [A3_TWIP, A4_TWIP]),
        ((BACK, Section((), HERE, page=A3), BACK), [A4_TWIP, A4_TWIP]),
        ((Section((PageBreak(HERE),), HERE, page=A3), BACK), [A4_TWIP]),
        ((), [A4_TWIP]),
    ],
    ids=["alone", "first", "last", "two in a row", "breaks around it", "empty", "nothing but a break", "no blocks"],
)
def test_no_sheet_is_empty(blocks, papers):
    renamed = tuple(
        replace(b, blocks=(heading("題", 2, f"h{n}"), *b.blocks[1:])) if isinstance(b, Section) and b.blocks[1:] else b
        for n, b in enumerate(blocks)
    )
    read = Read(*renamed)
    assert read.papers() == papers
    body = read.root[0]
    assert body[-1].tag == W + "sectPr"
    assert body[-2].tag == W + "p"
    assert read.root.find(f".//{W}pageBreakBefore") is None


def test_a_section_is_closed_by_its_own_last_paragraph_and_after_a_table_by_a_hairline():
    read = Read(paragraph("前"), wide_section(), heading("図", 2), flow_chart(caption=None), wide_section_2(), BACK)
    closing = [s.getparent().getparent() for s in read.sections[:-1]]
    styles = [p.find(f"{W}pPr/{W}pStyle").get(W + "val") for p in closing]
    assert styles == ["BodyText", "TableEdge", "TableEdge", "TableEdge"]
    assert all(s.getparent()[-1] is s for s in read.sections[:-1])


def wide_section_2():
    section = wide_section(2)
    (grid,) = (block for block in section.blocks if isinstance(block, Table))
    return replace(section, blocks=(heading("別の題", 2, "other"), replace(grid, id="t9")))


def test_a_heading_goes_on_to_the_sheet_of_what_it_heads():
    read = Read(BACK, heading("資料編", 2, "h"), Section((table(grid_a3()),), HERE, page=A3), BACK)
    closing = read.sections[0].getparent().getparent()
    assert "".join(closing.itertext()) == "後"


def grid_a3():
    width = A3.text_width_mm
    rows = [[table_cell("甲", scope="col")], [table_cell("乙")]]
    return resolve(rows, widths_mm=[width], header_rows=1, text_width_mm=width, origin=HERE)


def test_the_header_reaches_to_the_right_margin_of_each_sheet():
    read = Read(paragraph("前"), wide_section(), BACK)
    assert read.part(0, "header") == read.part(2, "header") != read.part(1, "header")
    tabs = etree.fromstring(read.parts[f"word/{read.part(1, 'header')}"]).findall(f".//{W}tab[@{W}pos]")
    found = {tab.get(W + "val"): int(tab.get(W + "pos")) for tab in tabs}
    margins, size = (read.sections[1].find(W + name) for name in ("pgMar", "pgSz"))
    width = int(size.get(W + "w")) - int(margins.get(W + "left")) - int(margins.get(W + "right"))
    assert found["right"] == width
    assert abs(found["center"] - width / 2) <= 1
    assert [t.get(W + "pos") for t in tabs if t.get(W + "val") == "clear"] == ["4819", "9638"]


def test_a_sheet_of_another_size_and_the_same_width_shares_the_header():
    tall = replace(A4, height_mm=A3.width_mm)
    read = Read(paragraph("前"), Section((BACK,), HERE, page=tall))
    assert read.part(0, "header") == read.part(1, "header")


def test_the_cover_shows_neither_header_nor_number_and_what_follows_has_page_1():
    read = Read(cover(), BACK)
    assert [read.shown(0, kind) for kind in ("header", "footer")] == ["", ""]
    assert (read.shown(1, "header"), read.shown(1, "footer")) == ("令和3年度資料1", "-  PAGE 1 -")
    assert read.sections[0].find(W + "vAlign").get(W + "val") == "center"
    assert [s.find(W + "pgNumType") is not None for s in read.sections] == [False, True]
    assert read.sections[1].find(W + "pgNumType").get(W + "start") == "1"


def test_a_sheet_without_a_number_does_not_show_that_of_the_sheet_before():
    quiet = replace(A3, number="none")
    read = Read(BACK, Section((BACK,), HERE, page=quiet), BACK)
    assert [read.shown(n, "footer") for n in range(3)] == ["-  PAGE 1 -", "", "-  PAGE 1 -"]


def test_the_total_leaves_the_cover_out():
    theme = replace(PAGED_THEME, page=replace(A4, number="1/9"))
    read = Read(cover(), BACK, theme=theme)
    assert read.shown(1, "footer") == " PAGE 1/ PAGEREF _LastPage "
    names = [b.get(W + "name") for b in read.root.iter(W + "bookmarkStart")]
    assert names[-1] == "_LastPage"
    last = read.root[0][-2]
    assert last[-1].tag == W + "bookmarkEnd"
    assert "_LastPage" not in Read(BACK, theme=theme).parts["word/document.xml"].decode()


def test_the_words_of_the_cover_stand_in_the_middle_and_a_role_may_say_otherwise():
    read = Read(cover(), BACK)
    names = [p.find(f"{W}pPr/{W}pStyle").get(W + "val") for p in read.root.iter(W + "p")]
    assert names[:2] == ["Heading1Cover", "BodyTextCenter"]
    assert names[-1] == "BodyText"


def test_the_contents_are_a_field_in_words_own_control_with_lines_that_reach_the_margin():
    read = Read(contents(), heading("章", 2, "a"), heading("節", 3, "b"), heading("項", 4, "c"))
    sdt = read.root.find(f".//{W}sdt")
    assert sdt.find(f".//{W}docPartGallery").get(W + "val") == "Table of Contents"
    lines = [p for p in sdt.iter(W + "p") if p.find(W + "hyperlink") is not None]
    assert [p.find(f"{W}pPr/{W}pStyle").get(W + "val") for p in lines] == ["TOC2", "TOC3"]
    assert {(t.get(W + "leader"), t.get(W + "pos")) for t in sdt.iter(W + "tab") if t.attrib} == {("dot", "9638")}
    styles = read.parts["word/styles.xml"].decode()
    assert '<w:name w:val="toc 2"/>' in styles
    assert '<w:name w:val="toc 3"/>' in styles


def test_no_page_number_is_stored_and_word_asks_no_question_when_the_file_is_opened():
    read = Read(contents(), heading("章", 2, "a"))
    line = next(read.root.iter(W + "hyperlink"))
    assert "".join(t.text for t in line.iter(W + "t")) == "章"
    assert b"updateFields" not in read.parts["word/settings.xml"]
    assert b"w:dirty" not in read.parts["word/document.xml"]


def test_bookmarks_have_ids_and_names_of_their_own():
    read = Read(
        cover(), contents(1, 3), wide_section(), BACK, theme=replace(PAGED_THEME, page=replace(A4, number="1/9"))
    )
    marks = list(read.root.iter(W + "bookmarkStart"))
    for name in ("id", "name"):
        values = [mark.get(W + name) for mark in marks]
        assert len(values) == len(set(values))


def test_the_schema_check_finds_nothing_in_a_document_of_several_sheets(tmp_path):
    assert audit(render_docx(with_pages(3)), tmp_path / "a.docx") == []


def test_a_figure_is_as_wide_as_its_sheet_has_room_for():
    steps = [f"とても長い名前の段階その{n}" for n in range(1, 6)]
    wide = Read(Section((flow_chart(*steps),), HERE, page=A3))
    narrow = Read(flow_chart(*steps))
    extent = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
    widths = [int(next(r.root.iter(extent)).get("cx")) for r in (narrow, wide)]
    assert widths[0] < widths[1]
