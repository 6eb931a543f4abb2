"""Fixtures that several rooms use: a workspace with the sample, and what one run makes of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import page
import pytest

from reportgen import Outcome, Workspace, build
from reportgen.render.to_pdf.canvas import TaggedCanvas

ROOT = Path(__file__).parent.parent

# The suite shows the same to everybody: no colours, no width of a terminal, no language of the machine.
os.environ.update(NO_COLOR="1", COLUMNS="200", TERM="dumb")


@pytest.fixture(autouse=True)
def _every_pdf_is_valid(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold every PDF that a test writes to both standards, whatever else the test looks at.

    A test of elements that make no sense as a document asks for the fixture ``unproven``.
    """
    if "unproven" in request.fixturenames:
        return
    write = TaggedCanvas.save

    def checked(canvas: TaggedCanvas) -> bytes:
        data = write(canvas)
        for profile in ("ua1", "2a"):
            failures = page.validate_pdf_bytes(data, profile=profile).failures
            assert failures == [], (profile, failures[:3])
        return data

    monkeypatch.setattr(TaggedCanvas, "save", checked)


@pytest.fixture
def unproven() -> None:
    """The PDF of this test is made of parts that no document would have."""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of the templates and the sample, to be changed at will."""
    for name in ("templates", "inputs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """The first sample, built once: the outcome and its output folder."""
    root = tmp_path_factory.mktemp("built")
    for name in ("templates", "inputs"):
        shutil.copytree(ROOT / name, root / name)
    (outcome,) = build(Workspace(root), 2021, "ogori-kosodate")
    return outcome, root / outcome.folder


@pytest.fixture(scope="session")
def output(built: tuple[Outcome, Path]) -> Callable[[str], Path]:
    """Find the one document with a suffix (``.docx``), or the output file of a name."""
    outcome, folder = built

    def find(name: str) -> Path:
        (found,) = [one for one in outcome.documents if one.endswith(name)] if name.startswith(".") else [name]
        return folder / found

    return find
