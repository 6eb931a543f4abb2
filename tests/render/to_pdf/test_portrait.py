"""A text of chapters with many small tables on upright sheets: the second reference report, page by page."""

import pikepdf
import pytest
from pdf_specimen import chains, reopened
from sample_documents import NARRATIVE_THEME, narrative_document

from reportgen.document.tree import Heading, walk
from reportgen.render.to_pdf import render_pdf
from reportgen.render.to_pdf.flow import flow
from reportgen.render.to_pdf.placed import PlacedTable, PlacedText
from reportgen.render.to_pdf.typeset import Typesetter
from reportgen.units import mm_to_pt

TEXT_PT = mm_to_pt(NARRATIVE_THEME.page.text_height_mm)


@pytest.fixture(scope="module")
def pages():
    return [page.placed for page in flow(narrative_document(), Typesetter(*chains()))]


def foot_pt(placed):
    """How far down a thing reaches."""
    return placed.top_pt + placed.height_pt


def test_no_page_ends_with_a_heading_or_with_words_above_a_table(pages):
    for page in pages:
        last = page[-1]
        above_a_table = isinstance(last, PlacedText) and last.container is not None and last.container.kind == "Table"
        assert not above_a_table
        assert not (isinstance(last, PlacedText) and isinstance(last.leaf, Heading))


def test_no_page_but_the_last_is_left_empty_by_a_third(pages):
    filled = [max(map(foot_pt, page)) / TEXT_PT for page in pages]
    assert min(filled[:-1]) > 2 / 3
    assert max(filled) <= 1.0 + 1e-6


def test_no_row_stands_alone_below_a_header(pages):
    portions = [placed for page in pages for placed in page if isinstance(placed, PlacedTable)]
    parted = [placed for placed in portions if len({p.box for p in placed.portion.body}) < len(placed.table.cells) - 2]
    assert len(parted) > 4
    for placed in parted:
        rows = {placed.table.cells[part.box].slot.row for part in placed.portion.body}
        assert len(rows) > 1


def test_the_outline_has_all_levels_of_headings():
    data = render_pdf(narrative_document())
    tree = narrative_document()
    with reopened(data).open_outline() as outline:
        found = [(depth, item.title) for item, depth in _entries(outline.root, 1)]
    assert found == [(block.level, block.text) for block in walk(tree.blocks) if isinstance(block, Heading)]
    assert {level for level, _ in found} == {1, 2, 3, 4, 5, 6}


def _entries(items: list[pikepdf.OutlineItem], depth: int):
    for item in items:
        yield item, depth
        yield from _entries(item.children, depth + 1)
