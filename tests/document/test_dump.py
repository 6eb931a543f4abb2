from dataclasses import replace

import pytest
from accept_goldens import FOLDER, GOLDENS
from hypothesis import given, settings
from sample_documents import HERE, document, drawn_grid, every_kind_document, grids, paragraph, table

from reportgen.document.dump import dump
from reportgen.document.text import Paragraph, Run


@pytest.mark.parametrize("name", GOLDENS)
def test_the_tree_as_text_is_as_recorded(name):
    assert GOLDENS[name]() == (FOLDER / name).read_text(encoding="utf-8")


def test_spans_are_drawn_as_open_fields():
    grid = drawn_grid("""
        a | b | <
        ----
        c | d | e
        ^ | ^ | f
        g | < | ^
    """)
    drawing = """
  ┌───┬───────┐
  │ H │ H     │
  ╞═══╪═══╤═══╡
  │   │   │   │
  │   │   ├───┤
  │   │   │   │
  ├───┴───┤   │
  │       │   │
  └───────┴───┘
"""
    assert drawing in dump(document(table(grid)))


def test_what_cannot_be_seen_is_shown_by_its_number():
    text = dump(document(paragraph("葛\U000e0100\u200b\u00a0\t神\ufa19")))
    assert r"│葛\u{E0100}\u{200B}\u{A0}\u{9}神\u{FA19}│" in text


def test_spaces_stay_between_their_bars():
    assert "¶ │ 　前後 │" in dump(document(paragraph(" 　前後 ")))


def test_a_source_stands_once_behind_the_runs_it_covers():
    leaf = Paragraph((Run("前", "a"), Run("後", "a"), Run("次", "b"), Run("地の文")), HERE)
    assert "¶ │前後│ [a] │次│ [b] │地の文│" in dump(document(leaf))


def test_an_inserted_row_changes_no_other_line():
    short = dump(document(table(drawn_grid("a | b\n----\n1 | 2\n5 | 6")))).splitlines()
    longer = dump(document(table(drawn_grid("a | b\n----\n1 | 2\n3 | 4\n5 | 6")))).splitlines()
    rest = iter(longer)
    assert all(line in rest for line in short)


def test_another_language_title_or_edition_is_another_dump():
    sample = every_kind_document()
    changes = ({"title": "別"}, {"language": "ja"}, {"draft": False}, {"keywords": ("a",)})
    variants = {dump(replace(sample, metadata=replace(sample.metadata, **change))) for change in changes}
    assert len(variants | {dump(sample)}) == 5


@settings(derandomize=True, max_examples=30, deadline=None)
@given(grids())
def test_every_text_of_a_random_grid_is_in_the_dump(grid):
    text = dump(document(table(grid)))
    started = [slot for row in range(grid.row_count) for slot in grid.starting(row)]
    assert text.count("\n    column ") == len(started)
    assert text.count("\n  row\n") == grid.row_count
    assert all(f"│{leaf.text}│" in text for slot in started for leaf in slot.cell.leaves if "\n" not in leaf.text)
