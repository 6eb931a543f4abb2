"""The first layout with the data of the first reference report, and with random data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_documents import TEXT, matrix_document, reference
from sample_reports import FIELDS, entry, item, reference_report, report, section
from written_layouts import tables

from reportgen.compose import compose
from reportgen.document.grid import Grid
from reportgen.document.text import Paragraph, Run
from reportgen.document.tree import Document, Heading, PageHeader, Section, Table, walk
from reportgen.model.plan import Meeting
from reportgen.model.report import Report
from reportgen.plan.load import load_layout

MATRIX = load_layout(Path(__file__).parents[2] / "templates" / "matrix")


@pytest.fixture(scope="module")
def document() -> Document:
    return compose(reference_report(), MATRIX)[0]


def shape(grid: Grid) -> list[list[tuple[object, ...]]]:
    """Everything about a grid that is not the place in the template or the source of a text."""
    return [
        [
            (
                *(slot.row, slot.column, slot.last_row, slot.last_column, slot.id, slot.headers),
                *(slot.cell.scope, slot.cell.role, slot.cell.on_break, [leaf.text for leaf in slot.cell.leaves]),
            )
            for slot in line
        ]
        for line in grid.slots
    ]


def test_every_table_equals_the_one_made_by_hand(document):
    found, wanted = tables(document), tables(matrix_document())
    assert len(found) == 4
    for table, other in zip(found, wanted, strict=True):
        assert shape(table.grid) == shape(other.grid)
        assert (table.grid.widths_mm, table.grid.header_rows) == (other.grid.widths_mm, other.grid.header_rows)
        assert (table.id, table.label) == (other.id, other.label)


def test_every_cell_holds_the_text_of_the_data(document):
    for table, measure in zip(tables(document), reference()["measures"], strict=True):
        rows = [
            [str(p["number"]), p["name"], e["department"], p["content"], *(e[field] for field in FIELDS)]
            for p in measure["programmes"]
            for e in p["entries"]
        ]
        assert [[slot.cell.text for slot in line] for line in table.grid.slots[1:]] == rows


def test_the_columns_have_the_titles_of_the_reference(document):
    for table in tables(document):
        assert [slot.cell.text for slot in table.grid.slots[0]] == reference()["columns"]


def test_the_programme_spans_the_rows_of_its_departments(document):
    for table, measure in zip(tables(document), reference()["measures"], strict=True):
        spans = [len(group) for group in table.grid.groups()]
        assert spans == [len(programme["entries"]) for programme in measure["programmes"]]


def test_the_outline_is_title_goal_and_measures(document):
    found = [(block.level, block.text) for block in walk(document.blocks) if isinstance(block, Heading)]
    measures = [(3, f"{measure['number']} {measure['title']}") for measure in reference()["measures"]]
    title = "第2期小郡市子ども・子育て支援事業計画　進捗状況（令和3年度）"
    assert found == [(1, title), (2, "2 おごおりっこを育む地域の中の子育て環境づくり"), *measures]


def test_every_table_stands_in_the_section_of_its_heading(document):
    goal = next(block for block in document.blocks if isinstance(block, Section))
    kinds = [[type(block) for block in part.blocks] for part in goal.blocks if isinstance(part, Section)]
    assert kinds == [[Heading, Table]] * 4


def test_every_value_is_the_source_of_its_text_and_of_nothing_else(document):
    given = reference_report()
    printed: dict[str, list[str]] = {}
    for run in runs(document):
        if run.source:
            printed.setdefault(run.source, []).append(run.text)
    assert printed == {value.id: [line for line in value.text.split("\n") if line] for value in given.values()}


def runs(document: Document) -> list[Run]:
    found: list[Run] = []
    for block in walk(document.blocks):
        if isinstance(block, Heading | Paragraph):
            found += [part for part in block.content if isinstance(part, Run)]
        if isinstance(block, Table):
            cells = [slot.cell for row in range(block.grid.row_count) for slot in block.grid.starting(row)]
            found += [part for cell in cells for leaf in cell.leaves for part in leaf.content if isinstance(part, Run)]
    return found


def test_the_file_knows_title_plan_municipality_and_day(document):
    data = document.metadata
    assert data.title == "第2期小郡市子ども・子育て支援事業計画　進捗状況（令和3年度）"
    assert (data.subject, data.author) == ("第2期小郡市子ども・子育て支援事業計画", "小郡市")
    assert (data.issued, data.draft, data.language) == (date(2022, 7, 1), True, "ja-JP")


def test_a_draft_is_marked_in_the_page_header_and_never_in_the_body(document):
    assert document.page_header == PageHeader(left="令和4年7月1日", right="（案）")
    assert not any("（案）" in run.text for run in runs(document))
    final, _ = compose(reference_report(final=True), MATRIX)
    assert final.page_header == PageHeader(left="令和4年7月1日")
    assert final.metadata.draft is False
    assert final.blocks == document.blocks


def test_the_meeting_and_its_document_number_stand_in_the_page_header():
    meeting = Meeting(document_number="資料1", name="子ども・子育て会議", day=date(2022, 7, 26))
    document, _ = compose(reference_report(meeting=meeting), MATRIX)
    assert document.page_header == PageHeader(left="子ども・子育て会議　令和4年7月1日", right="（案）", box="資料1")


def test_a_plan_without_a_short_name_gives_its_full_name():
    document, _ = compose(reference_report(short_name=""), MATRIX)
    header = tables(document)[0].grid.slots[0][3].cell.text
    assert header == "内容(第2期小郡市子ども・子育て支援事業計画記載)"


def test_an_item_for_which_nobody_answers_is_printed_too():
    alone = item("1-1", "1", "担当のない事業", "内容", [])
    document, _ = compose(report(section("1", "1", "目標", 1, items=[alone])), MATRIX)
    texts = [slot.cell.text for slot in tables(document)[0].grid.slots[1]]
    assert texts == ["1", "担当のない事業", "－", "内容", "－", "－", "－", "－"]


@pytest.mark.parametrize("depth", [1, 2, 3, 5])
def test_a_plan_of_any_depth_makes_an_outline_without_gaps(depth):
    node = section("x", "(1)", "末端", 3, items=[item("1", "1", "事業", "内容", [])])
    node = replace(node, level=depth)
    for level in range(depth - 1, 0, -1):
        node = replace(section(f"s{level}", str(level), "上の段", 3, sections=[node]), level=level)
    document, _ = compose(report(node), MATRIX)
    levels = [block.level for block in walk(document.blocks) if isinstance(block, Heading)]
    assert levels == list(range(1, depth + 2))


def test_the_same_report_makes_the_same_document():
    assert compose(reference_report(), MATRIX) == compose(reference_report(), MATRIX)


ANY_TEXT = TEXT | st.text(max_size=30) | st.lists(TEXT, max_size=4).map("\n".join)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    sections = []
    for s in range(draw(st.integers(1, 3))):
        items = []
        for i in range(draw(st.integers(0, 4))):
            entries = [
                entry(f"{s}-{i}", f"{e}課", {key: draw(ANY_TEXT) for key in FIELDS})
                for e in range(draw(st.integers(0, 4)))
            ]
            items.append(item(f"{s}-{i}", str(i), draw(ANY_TEXT), draw(ANY_TEXT), entries))
        sections.append(section(str(s), f"({s})", draw(ANY_TEXT), 1, items=items))
    return report(*sections)


@settings(derandomize=True, max_examples=25, deadline=None)
@given(reports())
def test_random_texts_come_out_as_they_are_and_in_order(given_report):
    document, findings = compose(given_report, MATRIX)
    assert findings == ()
    found = []
    for table in tables(document):
        for row in range(1, table.grid.row_count):
            found += [slot.cell.text for slot in table.grid.starting(row)]
    wanted = []
    for each in given_report.items():
        for number, one in enumerate(each.entries):
            lead = [each.number.text, each.name.text] if number == 0 else []
            content = [each.texts["content"].text] if number == 0 else []
            wanted += [*lead, one.party.text, *content, *(one.values[key].text for key in FIELDS)]
        if not each.entries:
            wanted += [each.number.text, each.name.text, "－", each.texts["content"].text, "－", "－", "－", "－"]
    assert found == wanted
