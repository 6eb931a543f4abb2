"""The second layout with the data of the second reference report."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sample_documents import narrative_document
from sample_reports import narrative_report
from written_layouts import tables

from reportgen.compose import compose
from reportgen.document.text import Run
from reportgen.document.tree import Document, Figure, Heading, List, Paragraph, Table, walk
from reportgen.plan.load import load_layout

NARRATIVE = load_layout(Path(__file__).parents[2] / "templates" / "narrative")


@pytest.fixture(scope="module")
def document() -> Document:
    return compose(narrative_report(), NARRATIVE)[0]


def sequence(document: Document) -> list[tuple[object, ...]]:
    """Every leaf outside of tables, and every table cell by cell, in reading order."""
    found: list[tuple[object, ...]] = []
    for block in walk(document.blocks):
        match block:
            case Heading():
                found.append((block.level, block.text))
            case Paragraph():
                found.append((block.role, block.text))
            case Figure():
                found.append((block.alternative, block.drawing, block.caption))
            case List():
                found += [(item.mark, item.text) for item in block.items]
            case Table():
                found.append((block.label, block.summary, block.caption.text if block.caption else None))
                found += [(slot.cell.scope, slot.cell.on_break, marked(slot.cell.blocks)) for slot in slots(block)]
    return found


def slots(table: Table):
    return [slot for row in range(table.grid.row_count) for slot in table.grid.starting(row)]


def marked(blocks):
    return [
        [(item.mark, item.text) for item in block.items] if isinstance(block, List) else block.text for block in blocks
    ]


def test_the_document_equals_the_one_made_by_hand(document):
    found, wanted = sequence(document), sequence(narrative_document())
    assert len(found) > 400
    assert found == wanted


def test_the_tables_have_the_widths_of_the_one_made_by_hand(document):
    widths = [table.grid.widths_mm for table in tables(document)]
    assert widths == [table.grid.widths_mm for table in tables(narrative_document())]
    assert len(widths) == 36


def test_every_star_of_the_plan_is_printed(document):
    lists = [block for block in walk(document.blocks) if isinstance(block, List)]
    lists += [block for table in tables(document) for s in slots(table) for block in s.cell.blocks]
    marks = Counter(item.mark for block in lists if isinstance(block, List) for item in block.items)
    assert marks["★"] == 55
    assert marks["・"] + marks["★"] == 235 + 14


def test_every_value_is_printed_and_names_of_rows_twice(document):
    printed: Counter[str] = Counter()
    for block in walk(document.blocks):
        leaves = [block] if isinstance(block, Heading | Paragraph) else []
        leaves += block.items if isinstance(block, List) else []
        leaves += [leaf for slot in slots(block) for leaf in slot.cell.leaves] if isinstance(block, Table) else []
        printed.update(
            {part.source for leaf in leaves for part in leaf.content if isinstance(part, Run) and part.source}
        )
    values = {value.id for value in narrative_report().values()}
    assert set(printed) == values
    repeated = {name for name in values if name.endswith(("/party", "/name")) and not name.startswith("item/")}
    assert all(printed[name] == 2 for name in repeated)
