"""Drawings on the page: where they stand, what they are called, and what is painted."""

import re

import page
import pytest
from pdf_specimen import chains, reopened
from sample_documents import NARRATIVE_THEME, REVIEW_STEPS, document, flow_chart, heading, paragraph

from reportgen.errors import RenderError
from reportgen.render.to_pdf import render_pdf
from reportgen.render.to_pdf.flow import flow
from reportgen.render.to_pdf.placed import PlacedFigure, PlacedText
from reportgen.render.to_pdf.typeset import Typesetter


def rendered(*blocks):
    return render_pdf(document(*blocks, theme=NARRATIVE_THEME))


def placed(*blocks):
    """What stands on each page: ``figure`` or the text of a leaf."""
    made = document(*blocks, theme=NARRATIVE_THEME)
    return [
        [
            "figure" if isinstance(it, PlacedFigure) else it.leaf.text
            for it in page.placed
            if isinstance(it, (PlacedFigure, PlacedText))
        ]
        for page in flow(made, Typesetter(*chains()))
    ]


def test_a_figure_says_what_it_shows_and_where_it_stands_and_holds_its_steps():
    pdf = reopened(rendered(heading("題"), flow_chart(caption=None)))
    figure = pdf.Root.StructTreeRoot.K[0].K[1]
    assert (str(figure.S), str(figure.Alt)) == ("/Figure", "検討の流れ")
    assert [str(kid.S) for kid in figure.K[1:]] == ["/Span"] * len(REVIEW_STEPS)
    assert str(figure.A.O) == "/Layout"
    left, lower, right, upper = map(float, figure.A.BBox)
    content = pdf.pages[0].Contents.read_bytes()
    boxes = [tuple(map(float, found)) for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re S", content)]
    assert len(boxes) == len(REVIEW_STEPS)
    assert min(x for x, *_ in boxes) == pytest.approx(left, abs=0.02)
    assert max(x + width for x, _, width, _ in boxes) == pytest.approx(right, abs=0.02)
    assert min(y for _, y, *_ in boxes) == pytest.approx(lower, abs=0.02)
    assert max(y + height for _, y, _, height in boxes) == pytest.approx(upper, abs=0.02)


def test_a_caption_stands_beside_its_figure_so_that_it_is_read_as_well():
    group = reopened(rendered(flow_chart())).Root.StructTreeRoot.K[0].K
    assert (str(group.S), [str(kid.S) for kid in group.K]) == ("/Div", ["/Figure", "/Caption"])


def test_nothing_of_a_figure_is_coloured():
    content = reopened(rendered(flow_chart(cycle=True))).pages[0].Contents.read_bytes()
    assert not re.search(rb"\b(rg|RG|k|K)\b", content)
    assert re.search(rb"\d l f", content)  # the heads of the arrows are filled


@pytest.mark.parametrize("lines", range(28, 42))
def test_heading_drawing_and_caption_stay_together(lines):
    pages = placed(
        *[paragraph(f"文{n}") for n in range(lines)], heading("題", 2), flow_chart(cycle=True), paragraph("後")
    )
    (home,) = [page for page in pages if "figure" in page]
    at = home.index("figure")
    assert home[at - 1 : at + 2] == ["題", "figure", "図　検討の流れ"]


def test_a_drawing_higher_than_a_page_is_refused_with_its_place():
    with pytest.raises(RenderError, match=r"test\.html\.j2:1") as caught:
        rendered(flow_chart(*[f"{n}番目の、とても長い名前の付いた手順" for n in range(80)]))
    assert caught.value.code == "I50"


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_both_standards_accept_figures(profile):
    data = rendered(
        heading("題"), flow_chart(), flow_chart("一つ", caption=None), flow_chart("計画", "実行", cycle=True)
    )
    assert page.validate_pdf_bytes(data, profile=profile).failures == []
