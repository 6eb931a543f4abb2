import pytest
from docx_reading import ReadDocx, W
from sample_documents import HERE, document, heading

from reportgen.document.text import Paragraph, Run
from reportgen.errors import RenderError
from reportgen.render.to_docx import render_docx
from reportgen.render.to_docx.links import Links


def test_a_link_to_a_heading_leads_to_its_bookmark():
    tree = document(heading("はじめに", 1, "top"), Paragraph((Run("先頭へ", href="#top"),), HERE))
    file = ReadDocx(render_docx(tree))
    (bookmark,) = file.body.iter(W + "bookmarkStart")
    (link,) = file.body.iter(W + "hyperlink")
    assert link.get(W + "anchor") == bookmark.get(W + "name") == "heading_1"


def test_a_link_to_nowhere_is_refused():
    with pytest.raises(RenderError) as error:
        render_docx(document(heading("題", 1, "top"), Paragraph((Run("先頭へ", href="#tpo"),), HERE)))
    assert error.value.code == "I23"
    assert "#tpo" in error.value.what


def test_one_address_is_one_relationship_in_the_order_of_first_use():
    links = Links()
    assert links.attribute("https://b.example/") == links.attribute("https://b.example/")
    links.attribute("https://a.example/")
    assert links.targets == {"rId1": "https://b.example/", "rId2": "https://a.example/"}


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://example.jp/子育て 支援", "https://example.jp/%E5%AD%90%E8%82%B2%E3%81%A6%20%E6%94%AF%E6%8F%B4"),
        ("https://example.jp/%E5%AD%90?a=1&b=2#c", "https://example.jp/%E5%AD%90?a=1&b=2#c"),
        ("https://example.jp/100%", "https://example.jp/100%25"),
        ("mailto:kosodate@example.jp", "mailto:kosodate@example.jp"),
    ],
)
def test_an_address_is_written_as_a_uri(href, address):
    links = Links()
    links.attribute(href)
    assert list(links.targets.values()) == [address]
