"""The finished file: standards, text for copy and paste, the same bytes everywhere, documents that break engines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import page
import pypdfium2
import pytest
from hypothesis import given, settings
from kinsoku_checker import violations
from paged_documents import with_pages
from painted_pages import painted_pages
from pdf_specimen import chains
from sample_documents import document, every_kind_document, grids, matrix_document, table
from stress_documents import STRESS

from reportgen.document.grid import Grid
from reportgen.proof import prove
from reportgen.render.to_pdf import render_pdf
from reportgen.render.to_pdf.flow import flow
from reportgen.render.to_pdf.placed import PlacedTable
from reportgen.render.to_pdf.typeset import Typesetter

TESTS = Path(__file__).parents[2]
SAMPLES = (matrix_document, every_kind_document, with_pages, *STRESS)


@pytest.mark.parametrize("make", SAMPLES)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_both_standards_accept_every_sample(make, profile):
    report = page.validate_pdf_bytes(render_pdf(make()), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("make", STRESS)
def test_the_tags_of_every_hard_document_say_what_the_tree_says(make):
    sample = make()
    proof = prove(sample, {"x.pdf": render_pdf(sample)})
    assert proof.differences == ()
    assert proof.equal


@pytest.mark.parametrize("make", SAMPLES)
def test_every_leaf_of_a_cell_that_stands_on_one_page_is_copied_whole_from_it(make):
    sample = make()
    texts = copied(render_pdf(sample))
    whole = 0
    for number, made in enumerate(flow(sample, Typesetter(*chains()))):
        for portion in (item for item in made.placed if isinstance(item, PlacedTable)):
            for part in portion.portion.body:
                inside = portion.table.cells[part.box]
                if part.kind == "text" and (part.first, part.last) == (0, portion.table.rows.boxes[part.box].lines):
                    assert all("".join(leaf.leaf.text.split()) in texts[number] for leaf in inside.leaves)
                    whole += 1
    assert whole >= 3


def copied(data: bytes) -> list[str]:
    """The text of each page as a viewer copies it, without white space."""
    file = pypdfium2.PdfDocument(data)
    try:
        return ["".join(leaf.get_textpage().get_text_range().split()) for leaf in file]
    finally:
        file.close()


@pytest.mark.parametrize("make", [matrix_document, *STRESS])
def test_no_line_read_back_from_the_file_breaks_a_rule_of_line_breaking(make):
    marks = [mark for leaves in painted_pages(render_pdf(make())) for mark in leaves if mark.mcid is not None]
    assert max(len(mark.lines) for mark in marks) > 9
    assert [violation for mark in marks for violation in violations(mark.text, mark.lines)] == []


@settings(derandomize=True, max_examples=40, deadline=None)
@given(grids())
def test_any_grid_becomes_a_file_that_says_what_the_grid_says(grid: Grid):
    sample = document(table(grid))
    data = render_pdf(sample)
    assert prove(sample, {"x.pdf": data}).differences == ()
    assert page.is_pdf_compliant_bytes(data, profile="ua1")
    height = {
        mark.places[0][1] for leaf in painted_pages(data) for mark in leaf if mark.mcid is not None and mark.places
    }
    assert all(16 * 72 / 25.4 < y < (210 - 18) * 72 / 25.4 for y in height)


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LANG": "C"}, id="one machine"),
        pytest.param({"PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}, id="another machine"),
    ],
)
def test_the_same_document_is_the_same_bytes_on_every_machine(tmp_path: Path, environment: dict[str, str]):
    program = (
        "import pathlib, sys; from sample_documents import *; from reportgen.render.to_pdf import render_pdf; "
        "pathlib.Path(sys.argv[1]).write_bytes(render_pdf(matrix_document()) + render_pdf(every_kind_document()))"
    )
    target = tmp_path / "x"
    paths = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    subprocess.run(
        [sys.executable, "-c", program, str(target)], env=os.environ | environment | {"PYTHONPATH": paths}, check=True
    )
    assert target.read_bytes() == render_pdf(matrix_document()) + render_pdf(every_kind_document())


def test_the_pdf_library_is_imported_only_to_render():
    program = "import sys, reportgen.render.to_pdf as p; sys.exit(any(n.startswith('reportlab') for n in sys.modules))"
    subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": str(TESTS.parent)}, check=True)
