"""One table, many renderers: what Word, PDF and HTML say is what the tree says, slot by slot and leaf by leaf."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from paged_documents import A3, PAGED_THEME, amount, chart, contents, cover, many_sheets, with_pages
from sample_documents import (
    HERE,
    TEXT,
    banded_document,
    bullets,
    document,
    every_kind_document,
    grids,
    heading,
    matrix_document,
    narrative_document,
    paragraph,
    table,
)

from reportgen.document.chart import Bars, Slopes
from reportgen.document.tree import Block, Document, PageBreak, Section
from reportgen.proof import Proof, prove
from reportgen.render.to_docx import render_docx
from reportgen.render.to_html import render_html
from reportgen.render.to_pdf import render_pdf

ONCE = [
    Phase.generate
]  # a document that differs is not made smaller: that takes minutes, and the proof names the place


def proof_of(sample: Document) -> Proof:
    return prove(
        sample,
        {"x.docx": render_docx(sample), "x.pdf": render_pdf(sample), "x.html": render_html(sample)},
    )


def assert_equal(proof: Proof) -> None:
    assert proof.differences == ()
    assert proof.equal
    read = {(file.leaves, file.tables, file.cells) for file in proof.files}
    assert read == {(proof.leaves, proof.tables, proof.cells)}
    assert [file.format for file in proof.files] == ["docx", "html", "pdf"]


@pytest.mark.parametrize("make", [matrix_document, every_kind_document, narrative_document, with_pages])
def test_all_formats_say_what_the_tree_says(make):
    proof = proof_of(make())
    assert_equal(proof)
    assert proof.tables > 1
    assert proof.cells > 30


def test_all_formats_say_which_rows_a_band_names():
    assert_equal(proof_of(banded_document()))


EDGES = {
    "nothing at all": lambda: document(theme=PAGED_THEME),
    "a cover and nothing else": lambda: document(cover(), theme=PAGED_THEME),
    "a sheet of its own without content": lambda: sheets(Section((), HERE, page=A3), paragraph("後")),
    "a sheet of its own with a page break only": lambda: sheets(Section((PageBreak(HERE),), HERE, page=A3)),
    "a wide sheet first": lambda: document(Section((heading("題"),), HERE, page=A3), theme=PAGED_THEME),
    "contents of two hundred headings": lambda: sheets(
        contents(2, 4),
        *(heading(f"第{n}項 <{n}>&「取組」の名前。" + "長い見出し" * 8, 2 + n % 3, f"h{n}") for n in range(200)),
    ),
    "all six levels": lambda: document(*(heading(f"段{n} <&>\"'", n, f"h{n}") for n in range(1, 7))),
    "charts of nothing": lambda: sheets(
        chart(Bars(("A",), (("区分", (amount(0),), "0件"),)), "図"),
        chart(Slopes("前", "後", (("区分", amount(0), amount(0)),)), "図"),
    ),
    "a chart of six large numbers and a long label": lambda: sheets(
        chart(
            Bars(
                tuple("ABCDEF"), (("長い名前" * 20, tuple(amount(123456 * n) for n in range(1, 7)), "2,592,576千円"),)
            ),
            "図",
        )
    ),
}


def sheets(*blocks: Block) -> Document:
    return document(heading("題"), *blocks, theme=PAGED_THEME)


@pytest.mark.parametrize("name", EDGES)
def test_unusual_documents_are_equal_in_all_formats(name):
    assert_equal(proof_of(EDGES[name]()))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    blocks = [heading(draw(TEXT), 1, "top"), paragraph(draw(TEXT)), bullets(draw(TEXT), draw(TEXT))]
    tables = draw(st.lists(grids(), min_size=1, max_size=3))
    return document(*blocks, *(table(grid, f"t{number}") for number, grid in enumerate(tables, 1)))


@settings(derandomize=True, max_examples=20, deadline=None, phases=ONCE)
@given(documents())
def test_random_documents_are_equal_in_all_formats(sample):
    assert_equal(proof_of(sample))


@settings(derandomize=True, max_examples=25, deadline=None, phases=ONCE)
@given(many_sheets())
def test_random_documents_of_several_sheets_are_equal_in_all_formats(sample):
    assert_equal(proof_of(sample))


@pytest.mark.proof
@settings(derandomize=True, max_examples=200, deadline=None, phases=ONCE)
@given(documents())
def test_two_hundred_random_documents_are_equal_in_all_formats(sample):
    assert_equal(proof_of(sample))


@pytest.mark.proof
@pytest.mark.usefixtures("unproven")  # the validator takes tables of at most 1,024 rows
def test_a_report_of_4800_rows_is_equal_in_all_formats():
    proof = proof_of(matrix_document(copies=100))
    assert_equal(proof)
    assert proof.cells > 29_000
