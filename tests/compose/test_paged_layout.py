"""A whole layout with a cover, contents, A4 text, an A3 table and notes, from templates to files of three formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_reports import entry, item, report, section
from written_layouts import tables

from reportgen.compose import check_layout, compose
from reportgen.compose.trial import trial_reports
from reportgen.document.text import Paragraph
from reportgen.document.tree import Contents, PageBreak, Section, walk
from reportgen.plan.load import load_layout
from reportgen.proof import prove
from reportgen.proof.expected import value_counts
from reportgen.render.to_docx import render_docx
from reportgen.render.to_html import render_html
from reportgen.render.to_pdf import render_pdf

PAGED = load_layout(Path(__file__).parents[1] / "data" / "paged")


def test_the_layout_is_sound():
    assert [str(fault) for fault in check_layout(PAGED)] == []


def test_its_parts_stand_on_their_sheets_in_their_order():
    document = compose(trial_reports(PAGED.definition)[0], PAGED)[0]
    kinds = [
        ("cover" if block.cover else block.page) if isinstance(block, Section) else type(block)
        for block in document.blocks[:1] + document.blocks[2:]
    ]
    assert kinds == ["cover", Contents, PageBreak, None, PAGED.definition.theme.pages["a3"], None]
    widths = [sum(table.grid.widths_mm) for table in tables(document)]
    assert widths == pytest.approx([160.0, 380.0, 380.0])


def test_values_in_notes_are_printed_once_and_below_the_table_that_bears_their_marks():
    entries = [
        entry("1-1", party, {"status": "実施した。", "rating": "A", "next_steps": f"{party}が続ける。"})
        for party in ("甲課", "乙課")
    ]
    one = item("1-1", "1", "事業", "内容", entries)
    document = compose(report(section("1", "1", "目標", 1, items=[one])), PAGED)[0]
    (found,) = tables(document)[1:]
    assert [slot.cell.text for row in (1, 2) for slot in found.grid.starting(row)][-1] == "別記※3"
    blocks = list(walk(document.blocks))
    below = blocks[blocks.index(found) + 1 :]
    notes = [block.text for block in below[:3] if isinstance(block, Paragraph) and block.role == "note"]
    assert notes == ["※1 区分は計画の体系によります。", "※2 甲課が続ける。", "※3 乙課が続ける。"]
    counts = value_counts(document)
    assert [counts[f"entry/1-1/{party}/next_steps"] for party in ("甲課", "乙課")] == [1, 1]


FORMATS = [("x.docx", render_docx), ("x.pdf", render_pdf), ("x.html", render_html)]


@pytest.mark.parametrize(("name", "render"), FORMATS)
def test_every_format_says_what_the_tree_says(name, render):
    for given in trial_reports(PAGED.definition):
        document = compose(given, PAGED)[0]
        assert prove(document, {name: render(document)}).differences == ()
