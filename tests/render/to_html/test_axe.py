"""axe-core on every kind of HTML page that leaves the house. It needs a Chromium and axe-core's file.

``AXE_CORE`` names that file (``axe.min.js``); no report needs it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_check import Unavailable, Verdict, axe
from paged_documents import with_pages

from reportgen import Workspace, build
from reportgen.render.to_html import render_html

pytestmark = pytest.mark.proof

SAMPLES = [(2021, "ogori-kosodate"), (2023, "kamaishi-juten"), (2024, "sample-indicators")]


def verdict(page: bytes, folder: Path) -> Verdict:
    """What axe-core says; skips visibly where it cannot be asked."""
    try:
        return axe(page, folder)
    except Unavailable as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize(("year", "plan"), SAMPLES)
def test_no_page_of_a_sample_breaks_a_rule(workspace: Path, tmp_path: Path, year: int, plan: str) -> None:
    (outcome,) = build(Workspace(workspace), year, plan, formats=("html",))
    folder = workspace / outcome.folder
    pages = sorted(folder.rglob("*.html"))
    assert folder / outcome.documents[0] in pages
    for number, page in enumerate(pages):
        place = tmp_path / f"axe{number}"
        place.mkdir()
        said = verdict(page.read_bytes(), place)
        assert said.violations == (), page.name
        assert said.passes >= 10, page.name


def test_cover_contents_and_wide_sheets_break_no_rule(tmp_path: Path) -> None:
    assert verdict(render_html(with_pages()), tmp_path).violations == ()


def test_a_page_that_breaks_rules_is_noticed(tmp_path: Path) -> None:
    """Otherwise the tests above would prove nothing."""
    page = render_html(with_pages()).decode()
    broken = page.replace(' lang="ja', ' data-lang="ja').replace("<body>", '<body><p style="color:#bbb">薄い文字</p>')
    rules = {rule for rule, _ in verdict(broken.encode(), tmp_path).violations}
    assert rules >= {"html-has-lang", "color-contrast"}
