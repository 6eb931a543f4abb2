"""How leaves become lines: faces, breaks, hanging marks, and what the text layer says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_specimen import chains
from sample_documents import TEXT

from reportgen.document.text import Break, Inline, Run, inline_text
from reportgen.japanese.linebreak import Rules
from reportgen.render.to_pdf.typeset import Measure, SetLine, Stretch, Typesetter, single_line

TEN = Measure(10.0, strong=False)
HANGING = Measure(10.0, strong=False, hangs=True)


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(*chains())


def said(lines: tuple[SetLine, ...]) -> str:
    """What the text layer says."""
    return "".join(line.text + line.trail for line in lines)


def test_a_leaf_without_text_is_one_empty_line(typesetter):
    assert typesetter.lines((), TEN) == (SetLine("", 0.0),)


def test_equal_texts_in_equal_columns_are_broken_once(typesetter):
    first = typesetter.lines((Run("同じ文章です。", "v1"),), TEN)
    assert typesetter.lines((Run("同じ文章です。", "v2"),), TEN) is first
    assert typesetter.lines((Run("同じ文章です。", "v2"),), Measure(5.0, strong=False)) is not first


def test_runs_of_one_look_are_set_as_one_text(typesetter):
    parts = (Run("甲、"), Run("乙、", "v1"), Run("丙。", "v2"))
    assert typesetter.lines(parts, TEN) is typesetter.lines((Run("甲、乙、丙。"),), TEN)


def test_strong_runs_are_measured_and_drawn_in_the_bold_face(typesetter):
    (line,) = typesetter.lines((Run("前"), Run("強い", strong=True), Run("後")), TEN)
    assert [(stretch.text, stretch.strong, stretch.width_em) for stretch in line.stretches] == [
        ("前", False, 1.0),
        ("強い", True, 2.0),
        ("後", False, 1.0),
    ]
    (alone,) = typesetter.lines((Run("強い", strong=True),), TEN)
    assert alone.stretches[0].strong


def test_a_strong_place_makes_all_of_its_runs_strong(typesetter):
    (line,) = typesetter.lines((Run("前"), Run("後", strong=True)), Measure(10.0, strong=True))
    assert all(stretch.strong for stretch in line.stretches)


def test_looks_change_in_the_middle_of_lines_that_are_broken_as_one_text(typesetter):
    lines = typesetter.lines(
        (Run("あ" * 7 + "、"), Run("い" * 7, strong=True), Run("。う")), Measure(5.0, strong=False)
    )
    assert [[(s.text, s.strong) for s in line.stretches] for line in lines] == [
        [("あああああ", False)],
        [("ああ、", False), ("いい", True)],
        [("いいいいい", True), ("。", False)],
        [("う", False)],
    ]


def test_a_link_is_a_stretch_of_its_own(typesetter):
    (line,) = typesetter.lines((Run("案内", href="https://example.jp/"),), TEN)
    assert line.stretches == (Stretch("案内", (), 2.0, False, "https://example.jp/"),)


def test_shifts_stand_where_glyphs_are_moved_and_nowhere_else(typesetter):
    (line,) = typesetter.lines((Run("甲」「乙"),), TEN)
    (stretch,) = line.stretches
    assert stretch.shifts == ((2, -0.5),)
    assert stretch.width_em == pytest.approx(3.5)


def test_a_break_is_a_newline_in_the_text_layer_and_ends_the_line(typesetter):
    lines = typesetter.lines((Run("甲"), Break(), Break(), Run("乙")), TEN)
    assert [(line.text, line.trail) for line in lines] == [("甲", "\n"), ("", "\n"), ("乙", "")]


def test_further_lines_of_a_typed_mark_hang_by_its_width(typesetter):
    lines = typesetter.lines((Run("・" + "あ" * 12),), HANGING)
    assert [(line.text, line.indent_em) for line in lines] == [("・" + "あ" * 9, 0.0), ("あああ", 1.0)]
    spaced = typesetter.lines((Run("① " + "あ" * 12),), HANGING)
    assert spaced[1].indent_em == 1.5


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        pytest.param("・" + "あ" * 12, TEN, id="where nothing hangs"),
        pytest.param("・" + "あ" * 12, Measure(5.0, strong=False, hangs=True), id="in a narrow column"),
        pytest.param("あ" * 12, HANGING, id="without a mark"),
    ],
)
def test_nothing_hangs(typesetter, text, measure):
    assert {line.indent_em for line in typesetter.lines((Run(text),), measure)} == {0.0}


def test_a_mark_hangs_in_mixed_looks_too(typesetter):
    lines = typesetter.lines((Run("★" + "あ" * 6), Run("い" * 6, strong=True)), HANGING)
    assert [line.indent_em for line in lines] == [0.0, 1.0]


def test_lines_behind_a_break_hang_as_turned_lines_do_unless_they_bear_a_mark(typesetter):
    content = (Run("※ " + "あ" * 11), Break(), Run("い" * 11), Break(), Run("・う"))
    lines = typesetter.lines(content, HANGING)
    hang_em = lines[1].indent_em
    assert hang_em > 0
    assert [(line.text[0], line.indent_em) for line in lines] == [
        ("※", 0.0),
        ("あ", hang_em),
        ("い", hang_em),
        ("い", hang_em),
        ("・", 0.0),
    ]
    assert all(line.indent_em + line.width_em <= HANGING.width_em for line in lines)


def test_a_single_line_is_not_broken(typesetter):
    line = single_line("あ" * 50, 50.0, strong=True)
    assert (line.text, line.width_em, line.trail) == ("あ" * 50, 50.0, "")


RUNS = st.builds(Run, TEXT, st.none(), st.booleans(), st.just(False), st.sampled_from([None, None, "#top"]))
CONTENT = st.lists(st.one_of(RUNS, st.just(Break())), max_size=6).map(tuple)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(CONTENT, st.floats(2.0, 30.0), st.booleans())
def test_the_text_layer_says_the_leaf_and_every_look_keeps_its_characters(content: tuple[Inline, ...], width, hangs):
    lines = Typesetter(*chains()).lines(content, Measure(width, False, Rules(hang_em=0.3), hangs))
    assert said(lines) == inline_text(content)
    trails = sum(len(line.trail) for line in lines)
    strong = sum(len(s.text) for line in lines for s in line.stretches if s.strong)
    wanted = sum(len(run.text) for run in content if isinstance(run, Run) and run.strong)
    assert wanted - trails <= strong <= wanted
    for line in lines:
        assert sum(s.width_em for s in line.stretches) - line.lead_em <= line.width_em + 0.3 + 1e-6
