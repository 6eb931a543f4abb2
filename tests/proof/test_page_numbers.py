"""What pages are called: the number at their foot and the labels of the file."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from paged_documents import with_pages
from pikepdf import Array, Dictionary, Name, String

from reportgen.proof.page_numbers import label_faults, number_in
from reportgen.proof.pdf_file import PdfFile
from reportgen.render.to_pdf import render_pdf


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_pdf(with_pages())


def with_labels(data: bytes, *labels: object) -> PdfFile:
    """The file with other page labels: starts and their dictionaries by turns."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.Root.PageLabels = Dictionary(Nums=Array(labels))
        pdf.save(out)
    return PdfFile(out.getvalue())


@pytest.mark.parametrize(
    ("text", "number"), [("- 12 -", 12), ("3/14", 3), ("7頁", 7), (" 5", 5), ("", None), ("頁", None)]
)
def test_the_number_of_a_page_is_the_first_figure_at_its_foot(text, number):
    assert number_in(text) == number


def test_the_labels_of_a_file_agree_with_the_numbers_at_the_foot(data):
    assert label_faults(PdfFile(data), [None, 1, 2, 3, 4]) == []


def test_a_page_that_is_called_otherwise_is_a_fault(data):
    (fault,) = label_faults(PdfFile(data), [None, 1, 2, 7, 4])
    assert (fault.where, fault.what) == ("page 4", "says that it is 7, and viewers call it 3")


def test_pages_without_labels_are_counted_from_one(data):
    plain = with_labels(data)
    assert label_faults(plain, [1, 2, 3, None, 5]) == []


def test_labels_in_another_style_or_with_words_are_no_numbers(data):
    letters = with_labels(data, 0, Dictionary(S=Name.A))
    assert len(label_faults(letters, [1, 2, None, 4, 5])) == 4
    worded = with_labels(data, 0, Dictionary(S=Name.D, P=String("p")), 2, Dictionary(S=Name.D, St=3))
    assert [fault.where for fault in label_faults(worded, [1, 2, 3, 4, 5])] == ["page 1", "page 2"]
