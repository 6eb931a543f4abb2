"""A table of contents, read back from the tags."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from paged_documents import contents, cover, with_pages
from sample_documents import document, heading

from reportgen.document.text import Run
from reportgen.document.tree import Heading
from reportgen.proof.page_content import Mark
from reportgen.proof.pdf_contents import ReadHeading, read_contents
from reportgen.proof.pdf_structure import Annotation, Element, Kid
from reportgen.proof.read_pdf import read_pdf
from reportgen.proof.reading import Fault, ReadContents, Unreadable
from reportgen.render.to_pdf import render_pdf

HEADINGS = {"甲": ReadHeading(2, 700.0, 2, "甲"), "乙": ReadHeading(3, 700.0, 3, "乙")}
PRINTED: Mapping[int, int | None] = {2: 1, 3: 2}


def element(tag: str, *kids: Kid) -> Element:
    return Element("9 0 R", tag, {}, kids)


def words(text: str) -> Mark:
    return Mark(0, 1, text)


def item(text: str, number: str = "", *below: Element) -> Element:
    kids: list[Kid] = [words(text)]
    if number:
        kids.append(element("Span", words(number)))
    return element("TOCI", element("Reference", element("Link", *kids, Annotation("8 0 R", {}))), *below)


def read(*kids: Element) -> tuple[ReadContents, list[Fault]]:
    """Links lead to the heading that they name."""
    faults: list[Fault] = []

    def heading_of(link: Element) -> ReadHeading | None:
        (found,) = [kid.text for kid in link.kids if isinstance(kid, Mark)]
        return HEADINGS.get(found)

    return read_contents(element("TOC", *kids), heading_of, PRINTED, faults), faults


def test_levels_are_told_by_nesting_from_the_highest_heading():
    assert read(item("甲", " 1", element("TOC", item("乙", " 2頁")))) == (ReadContents(((2, "甲"), (3, "乙"))), [])
    assert read(element("TOC", item("乙", " 2")), item("甲", " 1")) == (ReadContents(((3, "乙"), (2, "甲"))), [])


def test_an_entry_that_stands_in_the_wrong_list_has_the_wrong_level():
    assert read(item("甲", " 1"), item("乙", " 2"))[0] == ReadContents(((2, "甲"), (2, "乙")))


@pytest.mark.parametrize("number", ["", " 3", " 12"])
def test_a_number_that_is_not_that_of_the_page_is_a_fault(number):
    (fault,) = read(item("甲", number))[1]
    assert fault.what == f"甲 is said to be on page {number.strip()}, and stands on page 1"


def test_an_entry_that_leads_to_no_heading_is_a_fault():
    (fault,) = read(item("丙", " 1"))[1]
    assert fault.what == "丙 leads to no heading"


@pytest.mark.parametrize(
    "kid",
    [
        element("P", words("甲")),
        element("TOCI", element("P")),
        element("TOCI", element("Reference", element("P"))),
        element("TOCI", element("Reference", element("Link", words("甲"), words("1")))),
        element("TOCI", element("Reference", element("Link"))),
    ],
)
def test_anything_else_is_unreadable(kid):
    with pytest.raises(Unreadable):
        read(kid)


def test_the_contents_of_a_document_are_read_back():
    reading = read_pdf(render_pdf(with_pages()))
    (found,) = [part for part in reading.parts if isinstance(part, ReadContents)]
    assert [level for level, _ in found.entries] == [2, 3, 3, 2, 2]
    assert reading.faults == ()


def test_a_heading_that_holds_a_link_is_found_by_all_of_its_text():
    linked = Heading(2, (Run("一"), Run("二", href="https://example.jp/"), Run("三")), "x", cover().origin)
    reading = read_pdf(render_pdf(document(cover(), heading("章", 1, "c"), contents(2, 2), heading("零", 2), linked)))
    assert ReadContents(((2, "零"), (2, "一二三"))) in reading.parts
    assert reading.faults == ()
