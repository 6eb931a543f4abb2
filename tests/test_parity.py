"""One table, many renderers: what Word, PDF and HTML say is what the tree says, slot by slot and leaf by leaf."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from paged_documents import with_pages
from sample_documents import (
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

from reportgen.document.tree import Document
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


@st.composite
def documents(draw: st.DrawFn) -> Document:
    blocks = [heading(draw(TEXT), 1, "top"), paragraph(draw(TEXT)), bullets(draw(TEXT), draw(TEXT))]
    tables = draw(st.lists(grids(), min_size=1, max_size=3))
    return document(*blocks, *(table(grid, f"t{number}") for number, grid in enumerate(tables, 1)))


@settings(derandomize=True, max_examples=20, deadline=None, phases=ONCE)
@given(documents())
def test_random_documents_are_equal_in_all_formats(sample):
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
