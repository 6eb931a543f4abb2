"""Styles: what the secretariat sees in Word, and that each says what the theme says."""

from dataclasses import replace

import pytest
from docx_reading import ReadDocx, W
from lxml import etree
from sample_documents import document, paragraph

from reportgen.document.theme import RoleStyle, TableStyle, TextStyle, Theme
from reportgen.render.to_docx import render_docx
from reportgen.units import Mm, Pt

NAMED = [
    *("Normal", "Title", "Body Text", "caption", "header", "footer", "Hyperlink", "Normal Table"),
    *(f"heading {level}" for level in range(1, 7)),
    *(
        "表見出し",
        "表本文",
        "表本文（中央）",
        "注記",
        "項目・",
        "項目★",
        "表項目・",
        "表項目★",
        "進捗状況表",
        "資料番号",
    ),
]


def styles(theme: Theme | None = None) -> dict[str, etree._Element]:
    """Name → style of a file that uses none of them but the body."""
    file = ReadDocx(render_docx(document(paragraph("文"), theme=theme)))
    return {style.find(W + "name").get(W + "val"): style for style in file.styles.values()}


def value(style: etree._Element, path: str, name: str = "val") -> str | None:
    found = style.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + name)


@pytest.mark.parametrize("name", NAMED)
def test_every_file_has_these_styles_to_choose_from(name):
    assert name in styles()


def test_styles_of_word_are_not_marked_as_ours():
    custom = {name for name, style in styles().items() if style.get(W + "customStyle")}
    assert "表本文" in custom
    assert not custom & {"Normal", "heading 1", "Title", "caption", "header", "footer", "Body Text", "Hyperlink"}


def test_a_text_style_says_size_pitch_space_and_weight():
    text = TextStyle(size_pt=Pt(12.5), leading_pt=Pt(18.0), strong=True, before_pt=Pt(3.0), after_pt=Pt(6.5))
    theme = Theme(body=text)
    style = styles(theme)["Body Text"]
    assert (value(style, "rPr/sz"), value(style, "rPr/szCs")) == ("25", "25")
    assert style.find(f"{W}rPr/{W}b") is not None
    spacing = style.find(f"{W}pPr/{W}spacing")
    assert {etree.QName(k).localname: v for k, v in spacing.attrib.items()} == {
        "before": "60",
        "after": "130",
        "line": "360",
        "lineRule": "atLeast",
    }


def test_lines_in_cells_are_exact_so_that_another_face_does_not_heighten_a_row():
    found = styles()
    assert [value(found[name], "pPr/spacing", "lineRule") for name in ("表本文", "表見出し")] == ["exact", "exact"]


def test_a_heading_has_its_level_in_the_navigation_pane_and_stays_with_the_next():
    found = styles()
    assert [value(found[f"heading {level}"], "pPr/outlineLvl") for level in range(1, 7)] == list("012345")
    assert all(found[f"heading {level}"].find(f"{W}pPr/{W}keepNext") is not None for level in range(1, 7))


def test_no_blank_is_added_between_japanese_and_figures():
    normal = styles()["Normal"]
    assert [value(normal, f"pPr/{name}") for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid")] == ["0", "0", "0"]


def test_cell_text_is_never_justified():
    assert value(styles()["表本文"], "pPr/jc") == "left"


def test_the_header_has_its_tab_stops_in_the_middle_and_at_the_right():
    stops = styles()["header"].find(f"{W}pPr/{W}tabs")
    assert [(s.get(W + "val"), s.get(W + "pos")) for s in stops] == [("center", "7569"), ("right", "15137")]


def test_the_table_style_says_rules_and_padding():
    theme = Theme(table=TableStyle(rule_pt=Pt(0.75), padding_x_mm=Mm(25.4), padding_y_mm=Mm(12.7)))
    style = styles(theme)["進捗状況表"]
    assert {side.get(W + "sz") for side in style.find(f"{W}tblPr/{W}tblBorders")} == {"6"}
    padding = {etree.QName(s).localname: s.get(W + "w") for s in style.find(f"{W}tblPr/{W}tblCellMar")}
    assert padding == {"top": "720", "left": "1440", "bottom": "720", "right": "1440"}


def test_a_statement_in_a_cell_is_as_large_as_the_cell_and_elsewhere_as_the_body():
    found = styles()
    based = {name: value(found[name], "basedOn") for name in ("項目・", "表項目・")}
    assert based == {"項目・": "BodyText", "表項目・": "CellText"}
    file = ReadDocx(render_docx(document(paragraph("文"))))
    numbering = etree.fromstring(file.parts["word/numbering.xml"])
    assert [ind.get(W + "left") for ind in numbering.iter(W + "ind")] == ["200", "170", "200", "170"]
    assert {suffix.get(W + "val") for suffix in numbering.iter(W + "suff")} == {"nothing"}


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (RoleStyle(align="center"), "Body Text（中央）"),
        (RoleStyle(align="right", strong=True), "Body Text（右・太字）"),
        (RoleStyle(align="left", strong=False), "Body Text"),
    ],
)
def test_a_role_of_a_paragraph_becomes_a_variant_named_after_its_difference(role, name):
    theme = replace(Theme(), roles={"lead": role})
    file = ReadDocx(render_docx(document(paragraph("文", "lead"), theme=theme)))
    assert file.style_name(file.body[0]) == name
