"""Drawings as pictures in the page: their names, their two widths, their text."""

import re

import pytest
from paged_documents import with_pages
from sample_documents import REVIEW_STEPS, document, flow_chart

from reportgen.errors import RenderError
from reportgen.render.to_html import render_html


def rendered(figure):
    return render_html(document(figure)).decode()


def test_a_picture_is_named_by_its_alternative_text_and_described_by_its_steps():
    page = rendered(flow_chart(alternative="A&B <の> 流れ"))
    named = r'<svg class="(\w+)" role="img" [^>]*><title>A&amp;B &lt;の&gt; 流れ</title><desc>([^<]*)</desc>'
    assert re.findall(named, page) == [("wide", " → ".join(REVIEW_STEPS)), ("narrow", " → ".join(REVIEW_STEPS))]


def test_on_a_telephone_the_steps_stand_below_each_other():
    narrow = re.search(r'<svg class="narrow".*?</svg>', rendered(flow_chart())).group()
    assert len(set(re.findall(r'<rect x="([^"]*)"', narrow))) == 1
    assert float(re.search(r"--drawn: ([\d.]+)em", narrow)[1]) <= 19.5


def test_a_drawing_of_an_a3_sheet_is_no_wider_than_a_screen_can_show():
    page = render_html(with_pages(1)).decode()
    widths = [float(width) for width in re.findall(r'<svg class="wide".*?--drawn: ([\d.]+)em', page)]
    assert len(widths) == 2
    assert max(widths) <= 64.5
    assert max(widths) > 60


def test_only_one_of_the_two_pictures_is_shown_at_any_width_and_on_paper():
    style = rendered(flow_chart())
    assert ".drawing .wide { display: none; }" in style
    screen, paper = style.index("@media (min-width: 48rem)"), style.index("@media print")
    for start in (screen, paper):
        rules = style[start : style.index("\n}", start)]
        assert ".drawing .wide { display: inline; }" in rules
        assert ".drawing .narrow { display: none; }" in rules


def test_the_caption_stands_below_and_without_one_there_is_none():
    assert "<figcaption>図　検討の流れ</figcaption>\n</figure>" in rendered(flow_chart())
    assert "<figcaption" not in rendered(flow_chart(caption=None))


@pytest.mark.parametrize("broken", [{"alternative": "流れ\x01"}, {"caption": "図\x01"}])
def test_a_character_that_html_cannot_carry_is_refused(broken):
    with pytest.raises(RenderError, match="U\\+0001"):
        rendered(flow_chart(**broken))
