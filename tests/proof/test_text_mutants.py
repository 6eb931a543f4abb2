"""Whoever breaks one thing in a good Word file or a good HTML file is noticed by the proof."""

from __future__ import annotations

import pytest
from sample_documents import whole_document
from text_mutants import HTML, WORD, mutated_html, mutated_word

from reportgen.proof import prove
from reportgen.render.to_docx import render_docx
from reportgen.render.to_html import render_html

SAMPLE = whole_document()


@pytest.fixture(scope="module")
def word():
    return render_docx(SAMPLE)


@pytest.fixture(scope="module")
def page():
    return render_html(SAMPLE)


def differences(name, data):
    return [str(difference) for difference in prove(SAMPLE, {name: data}).differences]


def test_the_good_files_are_proved(word, page):
    assert differences("x.docx", word) == []
    assert differences("x.html", page) == []


@pytest.mark.parametrize("name", WORD)
def test_the_proof_notices_in_the_word_file(word, name):
    found = differences("x.docx", mutated_word(word, name))
    assert any(WORD[name][2] in difference for difference in found), found


@pytest.mark.parametrize("name", HTML)
def test_the_proof_notices_in_the_html_file(page, name):
    found = differences("x.html", mutated_html(page, name))
    assert any(HTML[name][2] in difference for difference in found), found
