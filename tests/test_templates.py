"""Every folder under templates/ with its sample: a new layout adds its tests by being there."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.compose import check_layout, compose, file_stem
from reportgen.compose.trial import trial_reports
from reportgen.document.tree import Table, walk
from reportgen.plan.load import load_layout

TEMPLATES = Path(__file__).parent.parent / "templates"
LAYOUTS = sorted(path.parent.name for path in TEMPLATES.glob("*/layout.toml"))


def test_there_is_a_layout():
    assert LAYOUTS


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_layout_is_sound(name):
    assert [str(fault) for fault in check_layout(load_layout(TEMPLATES / name))] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_sample_becomes_a_document_with_tables_that_fill_the_page(name):
    layout = load_layout(TEMPLATES / name)
    for report in trial_reports(layout.definition, name):
        document, findings = compose(report, layout)
        tables = [block for block in walk(document.blocks) if isinstance(block, Table)]
        assert findings == ()
        assert tables
        for table in tables:
            assert sum(table.grid.widths_mm) == pytest.approx(layout.definition.theme.page.text_width_mm)
            assert table.label
            assert table.summary
        assert file_stem(report, layout)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_word_draft_stands_on_drafts_only(name):
    layout = load_layout(TEMPLATES / name)
    draft, final = (compose(report, layout)[0] for report in trial_reports(layout.definition, name))
    assert "（案）" in (draft.page_header.left, draft.page_header.center, draft.page_header.right)
    assert "（案）" not in (final.page_header.left, final.page_header.center, final.page_header.right)


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_template_names_a_municipality_or_a_year(name):
    text = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / name).rglob("*.j2"))
    assert [word for word in ("小郡", "おごおり", "釜石", "令和", "平成") if word in text] == []
