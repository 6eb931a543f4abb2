"""Drawings as shapes that Word shows and lets edit, and as text for programs that know no shapes."""

import pytest
from docx_reading import ReadDocx, W, audit, paragraph_text
from sample_documents import HERE, REVIEW_STEPS, document, drawn_grid, flow_chart, heading, table

from reportgen.document.tree import PageBreak
from reportgen.errors import RenderError
from reportgen.render.to_docx import render_docx

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read(*blocks):
    return ReadDocx(render_docx(document(*blocks)))


def test_the_alternative_text_is_that_of_the_drawing():
    (properties,) = read(flow_chart(alternative='状況の確認から"見直し"まで & 循環')).body.iter(f"{WP}docPr")
    assert properties.get("descr") == '状況の確認から"見直し"まで & 循環'


def test_each_step_is_a_paragraph_in_a_box_in_reading_order():
    boxes = list(read(flow_chart()).body.iter(f"{W}txbxContent"))
    assert [[paragraph_text(p) for p in box] for box in boxes] == [[step] for step in REVIEW_STEPS]


def test_a_program_that_knows_no_shapes_shows_the_steps_as_text():
    (fallback,) = read(flow_chart()).body.iter(f"{MC}Fallback")
    assert "".join(fallback.itertext()) == " → ".join(REVIEW_STEPS)


def test_all_shapes_of_a_document_have_their_own_numbers():
    body = read(flow_chart(), flow_chart(cycle=True)).body
    numbers = [e.get("id") for e in body.iter(f"{WP}docPr", f"{WPS}cNvPr")]
    assert len(set(numbers)) == len(numbers) == 2 * (1 + 4) + 3 + 4


def test_the_group_is_as_large_as_what_it_holds_for_some_programs_stretch_it():
    body = read(flow_chart(*[f"{n}番目の手順を行う" for n in range(7)], cycle=True)).body
    (extent,) = body.iter(f"{WP}extent")
    frames = [shape.find(f"{WPS}spPr/{A}xfrm") for shape in body.iter(f"{WPS}wsp")]
    right = max(int(f[0].get("x")) + int(f[1].get("cx")) for f in frames)
    bottom = max(int(f[0].get("y")) + int(f[1].get("cy")) for f in frames)
    assert min(int(f[0].get("x")) for f in frames) == min(int(f[0].get("y")) for f in frames) == 0
    assert abs(right - int(extent.get("cx"))) <= 1
    assert abs(bottom - int(extent.get("cy"))) <= 1


def test_a_drawing_stays_with_its_caption_and_takes_a_page_break():
    file = read(heading("題"), PageBreak(HERE), flow_chart(), table(drawn_grid("a|b\n----\n1|2")))
    figure, caption = file.body[1:3]
    assert figure.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert figure.find(f"{W}pPr/{W}keepNext") is not None
    assert file.style_name(figure) == "図"
    assert file.style_name(caption) == "図の題"


def test_a_figure_behind_a_table_is_parted_from_it():
    file = read(table(drawn_grid("a|b\n----\n1|2")), flow_chart())
    assert [file.style_name(e) for e in file.body[1:3]] == ["表の下", "図"]


def test_a_character_that_xml_cannot_hold_is_refused_with_the_place():
    with pytest.raises(RenderError, match=r"test\.html\.j2:1") as caught:
        read(flow_chart("点検\x0b", "見直し"))
    assert caught.value.code == "I21"


def test_the_schema_accepts_figures(tmp_path):
    made = document(heading("題"), flow_chart(), flow_chart("計画", "実行", cycle=True, caption=None))
    assert audit(render_docx(made), tmp_path / "figures.docx") == []
