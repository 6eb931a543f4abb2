import pytest
from docx_reading import W
from lxml import etree
from sample_documents import document, paragraph

from reportgen.document.theme import Page, Theme
from reportgen.document.tree import PageHeader
from reportgen.errors import RenderError
from reportgen.opc import unpack
from reportgen.render.to_docx import render_docx
from reportgen.units import Mm


def parts_of(number="- 1 -", header=None, page=None):
    theme = Theme(page=page or Page(number=number))
    return unpack(render_docx(document(paragraph("文"), theme=theme, page_header=header)))


def drawn(xml: bytes) -> list[str]:
    """Each line of a part as it is seen: fields as ``{PAGE}``, tabs as ``→``, framed text in ``[ ]``."""
    lines = []
    for p in etree.fromstring(xml).iter(W + "p"):
        line, inside = "", False
        for run in p.findall(W + "r"):
            framed = run.find(f"{W}rPr/{W}rStyle") is not None
            for e in run:
                if e.tag == W + "fldChar":
                    inside = e.get(W + "fldCharType") == "separate"
                elif e.tag == W + "instrText":
                    line += "{" + e.text.strip() + "}"
                elif e.tag == W + "tab":
                    line += "→"
                elif e.tag == W + "t" and not inside:
                    line += f"[{e.text.strip()}]" if framed else e.text
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("number", "line"),
    [("- 1 -", "- {PAGE} -"), ("1/9", "{PAGE}/{NUMPAGES}"), ("1頁", "{PAGE}頁")],
)
def test_the_page_number_is_a_field(number, line):
    assert drawn(parts_of(number)["word/footer1.xml"]) == [line]


def test_a_field_has_all_its_parts():
    footer = etree.fromstring(parts_of("1/9")["word/footer1.xml"])
    kinds = [e.get(W + "fldCharType") for e in footer.iter(W + "fldChar")]
    assert kinds == ["begin", "separate", "end"] * 2


def test_no_page_number_is_no_footer():
    parts = parts_of("none")
    assert "word/footer1.xml" not in parts
    assert b"footerReference" not in parts["word/document.xml"]


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        (PageHeader(left="会議"), ["会議"]),
        (PageHeader(center="会議"), ["→会議"]),
        (PageHeader(right="7月1日"), ["→→7月1日"]),
        (PageHeader(box="資料1"), ["→→[資料1]"]),
        (PageHeader("会議", "案", "7月1日", "資料1"), ["会議→案→7月1日\u3000[資料1]"]),
        (PageHeader(left="会議\n第2回", right="7月1日"), ["会議→→7月1日", "第2回"]),
    ],
)
def test_the_header_stands_at_its_three_places_and_the_box_at_the_far_right(header, lines):
    assert drawn(parts_of(header=header)["word/header1.xml"]) == lines


def test_an_empty_header_is_no_header():
    parts = parts_of()
    assert "word/header1.xml" not in parts
    assert b"headerReference" not in parts["word/document.xml"]


def test_a_refused_character_in_the_header_is_named():
    with pytest.raises(RenderError) as error:
        parts_of(header=PageHeader(left="会\x0b議"))
    assert (error.value.code, error.value.where) == ("I21", "Word ヘッダー")


@pytest.mark.parametrize(
    ("page", "size", "orientation"),
    [
        (Page(), ("16838", "11906"), "landscape"),
        (Page(width_mm=Mm(210.0), height_mm=Mm(297.0)), ("11906", "16838"), None),
    ],
)
def test_the_sheet_is_a4_in_the_orientation_of_the_theme(page, size, orientation):
    section = etree.fromstring(parts_of(page=page)["word/document.xml"])[0][-1]
    sheet = section.find(W + "pgSz")
    assert (sheet.get(W + "w"), sheet.get(W + "h")) == size
    assert sheet.get(W + "orient") == orientation


def test_header_and_footer_keep_off_the_edge_that_printers_cannot_reach():
    section = etree.fromstring(parts_of(page=Page(top_mm=Mm(8.0), bottom_mm=Mm(20.0)))["word/document.xml"])[0][-1]
    margins = section.find(W + "pgMar")
    assert margins.get(W + "header") == "283"  # 5 mm
    assert int(margins.get(W + "footer")) > 283


def test_the_header_stands_close_above_the_text():
    section = etree.fromstring(parts_of()["word/document.xml"])[0][-1]
    margins = section.find(W + "pgMar")
    assert int(margins.get(W + "top")) - int(margins.get(W + "header")) == 260 + 170  # 13 pt and 3 mm
