"""The reference validator on our files. It needs a Java and packages that no report needs.

``VERAPDF_PYTHON`` names a Python that has them; without it the Python of the suite is asked.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from paged_documents import with_pages
from pdf_specimen import METADATA, Specimen

from reportgen import Workspace, build
from reportgen.document.tree import Metadata
from reportgen.render.to_pdf import render_pdf

SCRIPT = Path(__file__).parents[2] / "verapdf_check.py"

pytestmark = pytest.mark.proof


def verapdf(*files: Path) -> subprocess.CompletedProcess[str]:
    """Run the check; skips visibly where veraPDF is not there."""
    python = os.environ.get("VERAPDF_PYTHON", sys.executable)
    done = subprocess.run([python, str(SCRIPT), *map(str, files)], capture_output=True, text=True, encoding="utf-8")
    if done.returncode == 2:
        pytest.skip(done.stderr.strip())
    return done


def test_verapdf_accepts_the_specimen(tmp_path: Path) -> None:
    files = [tmp_path / "dated.pdf", tmp_path / "undated.pdf"]
    for file, metadata in zip(files, (METADATA, Metadata(title="計画")), strict=True):
        file.write_bytes(Specimen(metadata).finished())
    done = verapdf(*files)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASS") == 4


def test_verapdf_accepts_a_cover_contents_and_sheets_of_several_sizes(tmp_path: Path) -> None:
    file = tmp_path / "paged.pdf"
    file.write_bytes(render_pdf(with_pages()))
    done = verapdf(file)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASS") == 2


@pytest.mark.parametrize(("year", "plan"), [(2021, "ogori-kosodate"), (2023, "kamaishi-juten")])
def test_verapdf_accepts_the_reports_of_the_samples(workspace: Path, year: int, plan: str) -> None:
    (outcome,) = build(Workspace(workspace), year, plan, formats=("pdf",))
    done = verapdf(workspace / outcome.folder / outcome.documents[0])
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASS") == 2


def test_verapdf_notices_a_broken_file(tmp_path: Path) -> None:
    """Otherwise the test above would prove nothing."""
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(Specimen().finished().replace(b"/Marked true", b"/Marked fals"))
    done = verapdf(broken)
    assert done.returncode == 1
    assert "FAIL" in done.stdout
