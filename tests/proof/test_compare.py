from dataclasses import replace

import pytest

from reportgen.proof.compare import compare
from reportgen.proof.reading import Fault, Leaf, ReadCell, Reading, ReadTable


def text(words):
    return Leaf("paragraph", words)


def simple_cell(row, column, words, **facts):
    return ReadCell(row, column, 1, 1, (text(words),), header=False, scope="", headers=(), **facts)


TABLE = ReadTable(
    2, 2, 1, tuple(simple_cell(r, c, f"{r}{c}") for r in (0, 1) for c in (0, 1)), label="題", summary="説明"
)
READING = Reading("ja-JP", "題", (Leaf("heading", "見出し", level=1), text("前"), TABLE, text("後")))


def with_parts(*parts):
    return replace(READING, parts=parts)


def where(found):
    return [difference.where for difference in compare(READING, found)]


def test_a_reading_equals_itself():
    assert compare(READING, READING) == ()


def test_faults_of_the_file_come_first():
    (difference,) = compare(READING, replace(READING, faults=(Fault("page 3", "torn"),)))
    assert (difference.where, difference.expected, difference.found) == ("page 3", "—", "torn")


def test_text_is_compared_character_by_character():
    head, _, *rest = READING.parts
    (difference,) = compare(READING, with_parts(head, text("前 "), *rest))
    assert (difference.where, difference.expected, difference.found) == ("before table 1 block 2 text", "前", "前 ")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"kind": "paragraph", "level": 0}, ["before table 1 block 1 kind", "before table 1 block 1 level"]),
        ({"level": 2}, ["before table 1 block 1 level"]),
        ({"mark": "★"}, ["before table 1 block 1 mark"]),
        ({"links": (("見出し", "https://example.jp"),)}, ["before table 1 block 1 links"]),
    ],
)
def test_every_fact_of_a_leaf_counts(change, place):
    head, *rest = READING.parts
    assert where(with_parts(head._replace(**change), *rest)) == place


def test_a_paragraph_more_is_reported_once_and_not_again_behind_the_table():
    head, before, table, after = READING.parts
    assert where(with_parts(head, before, text("余分"), table, after)) == ["before table 1 block 3"]


def test_a_missing_table_is_a_difference():
    head, before, _, after = READING.parts
    assert where(with_parts(head, before, after)) == ["before table 1 block 3", "table 1", "before table 2 block 1"]


def test_a_table_more_is_a_difference():
    assert where(with_parts(*READING.parts, TABLE)) == ["table 2"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"column_count": 3}, "columns"),
        ({"row_count": 3}, "rows"),
        ({"header_rows": 2}, "header rows"),
        ({"caption": "題"}, "caption"),
        ({"label": "別"}, "label"),
        ({"summary": ""}, "summary"),
    ],
)
def test_every_fact_of_a_table_counts(change, place):
    head, before, table, after = READING.parts
    assert where(with_parts(head, before, replace(table, **change), after)) == [f"table 1 {place}"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"row_span": 2}, "rows"),
        ({"column_span": 2}, "columns"),
        ({"header": True}, "header"),
        ({"scope": "col"}, "scope"),
        ({"headers": ((0, 0),)}, "headers"),
        ({"leaves": (text("別"),)}, "line 1 text"),
        ({"leaves": ()}, "line 1"),
        ({"leaves": (text("11"), text(""))}, "line 2"),
    ],
)
def test_every_fact_of_a_cell_counts(change, place):
    head, before, table, after = READING.parts
    cells = (*table.cells[:3], table.cells[3]._replace(**change))
    found = with_parts(head, before, replace(table, cells=cells), after)
    assert where(found) == [f"table 1 row 2 column 2 {place}"]


def test_what_a_format_cannot_say_is_passed_over():
    head, before, table, after = READING.parts
    cells = tuple(cell._replace(header=None, scope=None, headers=None) for cell in table.cells)
    assert where(with_parts(head, before, replace(table, cells=cells, label=None, summary=None), after)) == []


def test_two_cells_in_one_place_are_a_difference():
    head, before, table, after = READING.parts
    cells = (*table.cells, table.cells[0])
    assert where(with_parts(head, before, replace(table, cells=cells), after)) == ["table 1"]


def test_a_format_without_groups_is_compared_without_them():
    head, before, table, after = READING.parts
    grouped = replace(table, cells=(table.cells[0]._replace(scope="colgroup"), *table.cells[1:]))
    plain = replace(table, cells=(table.cells[0]._replace(scope="col"), *table.cells[1:]))
    expected = with_parts(head, before, grouped, after)
    found = with_parts(head, before, plain, after)
    assert len(compare(expected, found)) == 1
    assert compare(expected, replace(found, group_scopes=False)) == ()


@pytest.mark.parametrize("change", [{"language": "en"}, {"title": "別"}])
def test_language_and_title_count(change):
    assert where(replace(READING, **change)) == [f"file {next(iter(change))}"]
