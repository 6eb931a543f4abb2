"""A Word file that gives ours its look: what it defines wins, what it lacks is added, faulty ones are refused."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx_reading import ReadDocx, W, audit, disorders, parts
from lxml import etree
from paged_documents import PAGED_THEME, with_pages
from reference_documents import CITY, TELEPHONE, changed, picture, reference, with_parts
from sample_documents import document, every_kind_document, matrix_document, narrative_document, paragraph

from reportgen.document.tree import PageHeader
from reportgen.errors import TemplateError
from reportgen.opc import repack, unpack
from reportgen.proof import prove
from reportgen.render.to_docx import check_reference, render_docx

LINES = PageHeader(left="令和3年度", box="資料1")


class Rendered:
    """A document in the look of a reference document."""

    def __init__(self, folder, data=None, tree=None):
        path = folder / "matrix" / "reference.docx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data or reference())
        tree = tree or document(paragraph("文"), theme=PAGED_THEME, page_header=LINES)
        self.tree = replace(tree, theme=replace(tree.theme, reference=str(path)))
        self.data = render_docx(self.tree)
        self.parts = parts(self.data)
        self.styles = etree.fromstring(self.parts["word/styles.xml"])

    def style(self, name):
        (found,) = (s for s in self.styles.iter(W + "style") if s.find(W + "name").get(W + "val") == name)
        return found

    def lines(self, part):
        root = etree.fromstring(self.parts[f"word/{part}.xml"])
        return ["".join(t.text or "" for t in p.iter(W + "t")).strip() for p in root.iter(W + "p")]


def value(style, path):
    found = style.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + "val")


def test_what_the_reference_defines_wins_and_keeps_our_ids(tmp_path):
    made = Rendered(tmp_path)
    heading = made.style("heading 2")
    assert heading.get(W + "styleId") == "Heading2"
    assert (value(heading, "rPr/color"), value(heading, "rPr/sz")) == ("1F4E79", "40")
    assert value(heading, "pPr/outlineLvl") == "1"
    normal = made.style("Normal")
    assert (normal.get(W + "styleId"), normal.get(W + "default")) == ("Normal", "1")
    assert normal.find(f"{W}rPr/{W}rFonts").get(W + "eastAsia") == "ＭＳ 明朝"


def test_what_it_lacks_is_added_and_has_no_indent_of_its_plain_text(tmp_path):
    made = Rendered(tmp_path)
    cell = made.style("表本文")
    assert (value(cell, "rPr/sz"), value(cell, "basedOn")) == ("17", "Normal")
    assert cell.find(f"{W}pPr/{W}ind").get(W + "firstLine") == "0"
    body = made.style("Body Text")
    assert body.find(W + "pPr") is None
    assert body.find(W + "rPr") is None


def test_a_style_of_the_reference_whose_id_is_taken_gets_another(tmp_path):
    made = Rendered(tmp_path)
    assert made.style("注記").get(W + "styleId") == "Note"
    assert made.style("Note").get(W + "styleId") == "Notex"
    ids = [s.get(W + "styleId") for s in made.styles.iter(W + "style")]
    assert len(ids) == len(set(ids))
    named = {e.get(W + "val") for e in made.styles.iter(W + "basedOn", W + "next", W + "link")}
    assert named <= set(ids)


def test_of_two_styles_of_one_name_the_later_one_is_kept(tmp_path):
    twin = '<w:style w:type="paragraph" w:styleId="twin"><w:name w:val="Heading 2"/><w:basedOn w:val="twin"/></w:style>'
    made = Rendered(tmp_path, changed(reference(), styles=("</w:styles>", f"{twin}</w:styles>")))
    assert made.style("heading 2").find(W + "rPr") is None
    assert prove(made.tree, {"x.docx": made.data}).differences == ()


@pytest.mark.parametrize("plain", ["Normal", "地の文"])
def test_one_style_of_each_type_is_the_default(tmp_path, plain):
    named = '<w:name w:val="Normal"/>', f'<w:name w:val="{plain}"/>'
    made = Rendered(tmp_path, changed(reference(), styles=named))
    kinds = [s.get(W + "type") for s in made.styles.iter(W + "style") if s.get(W + "default") == "1"]
    assert sorted(kinds) == ["character", "numbering", "paragraph", "table"]


def test_the_marks_of_statements_stay_ours(tmp_path):
    own = render_docx(every_kind_document())
    restyled = changed(own, styles=('<w:name w:val="項目★"/>', '<w:name w:val="項目★"/><w:aliases w:val="印"/>'))
    made = Rendered(tmp_path, restyled, tree=every_kind_document())
    assert value(made.style("項目★"), "pPr/numPr/numId") == value(
        next(s for s in ReadDocx(own).styles.values() if s.find(W + "name").get(W + "val") == "項目★"),
        "pPr/numPr/numId",
    )
    assert value(made.style("項目★"), "aliases") == "印"


def test_header_cells_take_the_fill_of_its_table_style(tmp_path):
    made = Rendered(tmp_path, tree=matrix_document())
    fills = {s.get(W + "fill") for s in etree.fromstring(made.parts["word/document.xml"]).iter(W + "shd")}
    assert fills == {"D9E2F3"}


def test_the_letterhead_stays_and_our_lines_go_below_it(tmp_path):
    made = Rendered(tmp_path)
    head, own = made.lines("header1")
    assert head == CITY
    assert "令和3年度" in own
    assert "資料1" in own
    assert made.lines("footer1") == [TELEPHONE, "- 1 -"]
    assert made.parts["word/media/letterhead1.png"] == picture()
    assert "letterhead1.png" in made.parts["word/_rels/header1.xml.rels"].decode()


def test_a_footer_that_counts_pages_takes_the_place_of_ours(tmp_path):
    made = Rendered(tmp_path, reference(page_number=True))
    assert made.lines("footer1") == [f"{TELEPHONE}1"]


def test_a_line_that_the_letterhead_has_is_not_written_twice(tmp_path):
    tree = document(paragraph("文"), theme=PAGED_THEME, page_header=LINES)
    made = Rendered(tmp_path, render_docx(tree), tree=tree)
    assert len(made.lines("header1")) == 1
    assert len(made.lines("footer1")) == 1


def test_the_first_page_after_the_cover_has_the_header_of_the_first_page(tmp_path):
    made = Rendered(tmp_path, reference(first_page=True), tree=with_pages(2))
    root = etree.fromstring(made.parts["word/document.xml"])
    cover, text, *rest = root.iter(W + "sectPr")
    assert [s.find(W + "titlePg") is not None for s in (cover, text, *rest)] == [False, True, False, False]
    assert cover.find(W + "headerReference") is None
    assert [r.get(W + "type") for r in text.iter(W + "headerReference")] == ["default", "first"]
    assert any(made.lines(f"header{n}")[0] == "表題紙" for n in (1, 2, 3))
    assert disorders(root) == []


def test_paper_and_margins_are_those_of_the_layout_and_the_letterhead_keeps_its_distance(tmp_path):
    made = Rendered(tmp_path)
    section = next(etree.fromstring(made.parts["word/document.xml"]).iter(W + "sectPr"))
    assert section.find(W + "pgSz").get(W + "w") == "11906"
    margins = section.find(W + "pgMar")
    assert margins.get(W + "top") == "1134"
    assert (margins.get(W + "header"), margins.get(W + "footer")) == ("454", "397")


def test_nothing_else_of_the_reference_is_in_the_file(tmp_path):
    made = Rendered(tmp_path)
    assert not [name for name in made.parts if "thumbnail" in name or "customXml" in name or "stylesWith" in name]
    everything = b"".join(made.parts.values()).decode("utf-8", "ignore")
    assert "この文は使われません" not in everything
    assert "個人の名前" not in everything
    assert "w:rsid" not in everything
    assert "en-US" not in made.parts["word/styles.xml"].decode()


@pytest.mark.parametrize("make", [every_kind_document, matrix_document, lambda: with_pages(2), narrative_document])
def test_the_file_says_the_same_and_the_schema_check_finds_nothing(tmp_path, make):
    made = Rendered(tmp_path, tree=make())
    assert prove(made.tree, {"x.docx": made.data}).differences == ()
    assert audit(made.data, tmp_path / "a.docx") == []
    assert render_docx(made.tree) == made.data
    assert docx.Document(BytesIO(made.data)).core_properties.author == "試験市"


def test_a_report_of_ours_may_be_the_reference(tmp_path):
    made = Rendered(tmp_path, render_docx(every_kind_document()), tree=every_kind_document())
    assert prove(made.tree, {"x.docx": made.data}).differences == ()
    assert audit(made.data, tmp_path / "a.docx") == []


def refused(folder, data):
    path = folder / "matrix" / "reference.docx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    (fault,) = check_reference(replace(PAGED_THEME, reference=str(path)))
    with pytest.raises(TemplateError):
        render_docx(document(paragraph("文"), theme=replace(PAGED_THEME, reference=str(path))))
    assert fault.where == "templates/matrix/reference.docx"
    return fault.code


def with_macro(data):
    made = unpack(data)
    name = "[Content_Types].xml"
    made[name] = (
        made[name]
        .replace(b"document.main+xml", b"document.x")
        .replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.x",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
    )
    return repack(made)


FAULTY = {
    "no zip": (lambda: b"hello", "K06"),
    "another package": (lambda: repack({"[Content_Types].xml": b"<Types/>"}), "K06"),
    "without styles": (lambda: repack({k: v for k, v in unpack(reference()).items() if k != "word/styles.xml"}), "K06"),
    "a broken part": (lambda: with_parts(reference(), {"word/styles.xml": b"<w:styles"}), "K06"),
    "macros": (lambda: with_macro(reference()), "K07"),
    "a tracked change": (
        lambda: changed(reference(), footer1=("<w:r>", '<w:ins w:id="1" w:author="x"/><w:r>')),
        "K08",
    ),
    "a heading that numbers by itself": (lambda: numbered_reference(), "K09"),
}


def numbered_reference():
    made = docx.Document(BytesIO(reference()))
    style = made.styles["Heading 2"].element
    number = etree.SubElement(style.get_or_add_pPr()._add_numPr(), W + "numId")
    number.set(W + "val", "1")
    target = BytesIO()
    made.save(target)
    return target.getvalue()


@pytest.mark.parametrize("name", FAULTY)
def test_a_file_that_cannot_be_used_is_refused_by_name(tmp_path, name):
    make, code = FAULTY[name]
    assert refused(tmp_path, make()) == code


def test_a_picture_that_lies_elsewhere_is_refused(tmp_path):
    made = unpack(reference())
    (rels,) = (n for n in made if n.startswith("word/_rels/header"))
    made[rels] = made[rels].replace(b'Target="media/image1.png"', b'Target="file:///c:/a.png" TargetMode="External"')
    assert refused(tmp_path, repack(made)) == "K08"


def test_a_sound_reference_and_none_at_all_have_no_fault(tmp_path):
    path = tmp_path / "reference.docx"
    path.write_bytes(reference())
    assert check_reference(replace(PAGED_THEME, reference=str(path))) == ()
    assert check_reference(PAGED_THEME) == ()
    assert [f.code for f in check_reference(replace(PAGED_THEME, reference=str(tmp_path / "nobody.docx")))] == ["K06"]
