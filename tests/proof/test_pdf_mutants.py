"""Whoever breaks one thing in a good PDF is noticed by the proof or by a validator."""

from __future__ import annotations

from dataclasses import replace

import page
import pytest
from paged_documents import with_pages
from pdf_mutants import MUTANTS, PAGED_MUTANTS, mutated
from sample_documents import matrix_document, whole_document

from reportgen.document.tree import Document, Section
from reportgen.proof import prove
from reportgen.render.to_pdf import render_pdf

RULES = ("PDFUA1-", "PDFA2A-")
SEEN_BY_THE_PROOF = [name for name, (_, noticed) in MUTANTS.items() if not noticed.startswith(RULES)]
SEEN_BY_A_VALIDATOR = [name for name, (_, noticed) in MUTANTS.items() if noticed.startswith(RULES)]


@pytest.fixture(scope="module")
def good() -> tuple[Document, bytes]:
    sample = whole_document()
    return sample, render_pdf(sample)


def oracle(sample: Document, data: bytes) -> list[str]:
    return [str(difference) for difference in prove(sample, {"x.pdf": data}).differences]


def validators(data: bytes) -> list[str]:
    return [
        failure.rule_id
        for profile in ("ua1", "2a")
        for failure in page.validate_pdf_bytes(data, profile=profile).failures
    ]


def test_the_good_file_is_proved(good):
    sample, data = good
    proof = prove(sample, {"x.pdf": data})
    assert proof.equal
    assert proof.tables == 3


def test_writing_the_file_anew_changes_nothing(good):
    sample, data = good
    copy = mutated(data, None)
    assert oracle(sample, copy) == []
    assert validators(copy) == []


@pytest.mark.parametrize("name", SEEN_BY_THE_PROOF)
def test_the_proof_notices(good, name):
    sample, data = good
    mutation, noticed = MUTANTS[name]
    differences = oracle(sample, mutated(data, mutation))
    assert any(noticed in difference for difference in differences), differences


@pytest.mark.parametrize("name", SEEN_BY_A_VALIDATOR)
def test_a_validator_notices(good, name):
    sample, data = good
    mutation, noticed = MUTANTS[name]
    broken = mutated(data, mutation)
    assert oracle(sample, broken) == []
    assert noticed in validators(broken)


def test_the_pages_of_a_table_in_another_order_are_noticed():
    sample = matrix_document(copies=2)
    (section, *_) = [block for block in sample.blocks if isinstance(block, Section)]
    only = replace(sample, blocks=(section.blocks[1],))
    data = render_pdf(only)
    assert oracle(only, data) == []
    mutation, noticed = MUTANTS["pages in another order"]
    assert any(noticed in difference for difference in oracle(only, mutated(data, mutation)))


@pytest.fixture(scope="module")
def paged() -> tuple[Document, bytes]:
    sample = with_pages()
    return sample, render_pdf(sample)


@pytest.mark.parametrize("name", PAGED_MUTANTS)
def test_what_is_wrong_with_contents_and_sheets_is_noticed(paged, name):
    sample, data = paged
    copy = mutated(data, None)
    assert oracle(sample, copy) + validators(copy) == []
    mutation, noticed = PAGED_MUTANTS[name]
    broken = mutated(data, mutation)
    said = validators(broken) if noticed.startswith(RULES) else oracle(sample, broken)
    assert any(noticed in one for one in said), said
