"""A whole layout with a cover, contents, A4 text, an A3 table and notes, from templates to files of three formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_reports import entry, item, report, section
from written_layouts import tables

from reportgen.compose import check_layout, compose
from reportgen.compose.trial import trial_reports
from reportgen.document.text import Paragraph
from reportgen.document.tree import Contents, Figure, PageBreak, Section, entries, walk
from reportgen.model.plan import Choice, Scale
from reportgen.model.report import Report
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
    assert kinds == ["cover", Contents, PageBreak, None, PAGED.definition.theme.pages["a3"], None, None]
    widths = [sum(table.grid.widths_mm) for table in tables(document)]
    assert widths == pytest.approx([160.0, 380.0, 380.0, 160.0, 160.0])


def test_values_in_notes_are_printed_once_and_below_the_table_that_bears_their_marks():
    entries = [
        entry("1-1", party, {"status": "実施した。", "rating": "A", "next_steps": f"{party}が続ける。"})
        for party in ("甲課", "乙課")
    ]
    one = item("1-1", "1", "事業", "内容", entries)
    document = compose(report(section("1", "1", "目標", 1, items=[one])), PAGED)[0]
    found = tables(document)[1]
    assert [slot.cell.text for row in (1, 2) for slot in found.grid.starting(row)][-1] == "別記※3"
    blocks = list(walk(document.blocks))
    below = blocks[blocks.index(found) + 1 :]
    notes = [block.text for block in below[:3] if isinstance(block, Paragraph) and block.role == "note"]
    assert notes == ["※1 区分は計画の体系によります。", "※2 甲課が続ける。", "※3 乙課が続ける。"]
    counts = value_counts(document)
    assert [counts[f"entry/1-1/{party}/next_steps"] for party in ("甲課", "乙課")] == [1, 1]


HOSTILE = "<b>&amp;{{ x }} ]]> \"引\" 'a' &lt;　①㈱𠮟"


def hostile_report() -> Report:
    """Markup characters in every name and answer, and in the choices."""
    rated = (f"{HOSTILE}甲", "A&B", "<乙>")
    choices = tuple(Choice(value=one, meaning=f"{HOSTILE}の意味", counts=one != "<乙>") for one in rated)
    made = []
    for number, rating in enumerate((*rated, rated[0]), 1):
        texts = {"status": HOSTILE * 3, "rating": rating, "next_steps": f"{HOSTILE}{number}"}
        answers = [entry(f"1-{number}", f"{HOSTILE}課", texts)]
        made.append(item(f"1-{number}", f"<{number}>", HOSTILE, HOSTILE, answers))
    sections = (
        section("1", "<&>", HOSTILE, 1, items=made[:3]),
        section("2", "&#50;", f"{HOSTILE}2", 1, items=made[3:]),
    )
    names = {"plan_name": HOSTILE, "short_name": HOSTILE, "municipality": HOSTILE}
    return report(*sections, scales={"評価": Scale(name="評価", choices=choices)}, **names)


def test_markup_in_names_answers_and_choices_is_text_in_contents_notes_charts_and_totals():
    document = compose(hostile_report(), PAGED)[0]
    blocks = list(walk(document.blocks))
    (figure,) = [block for block in blocks if isinstance(block, Figure)]
    assert figure.drawing.texts[:3] == (f"{HOSTILE}甲", "A&B", "<乙>")
    (contents,) = [block for block in blocks if isinstance(block, Contents)]
    assert f"<&>　{HOSTILE}" in [heading.text for heading in entries(document, contents)]
    by_year = tables(document)[-1].grid
    assert [slot.cell.text for slot in by_year.starting(1)] == [f"{HOSTILE}甲", "－", "2件（66.7%）", "－"]
    files = {"x.docx": render_docx(document), "x.pdf": render_pdf(document), "x.html": render_html(document)}
    assert prove(document, files).differences == ()


FORMATS = [("x.docx", render_docx), ("x.pdf", render_pdf), ("x.html", render_html)]


@pytest.mark.parametrize(("name", "render"), FORMATS)
def test_every_format_says_what_the_tree_says(name, render):
    for given in trial_reports(PAGED.definition):
        document = compose(given, PAGED)[0]
        assert prove(document, {name: render(document)}).differences == ()
