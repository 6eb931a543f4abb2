"""Where everything in a chart stands: nothing is cut, covered or left out, at any width."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportgen.document.chart import LOOKS, Amount, Bars, Slopes, draw_bars, draw_slopes
from reportgen.document.drawing import Box, Drawing
from reportgen.document.theme import TextStyle
from reportgen.japanese.width import width_em
from reportgen.units import Pt

TYPE = TextStyle(size_pt=Pt(10.0), leading_pt=Pt(14.0))
WIDE_PT, NARROW_PT = 480.0, 190.0


def amount(text: str) -> Amount:
    return Amount(text, Decimal(text))


RATINGS = Bars(
    ("A", "B", "C", "未選択"),
    (
        ("子育て支援の充実", tuple(map(amount, ("12", "5", "1", "0"))), "18件"),
        ("母子の健康", tuple(map(amount, ("3", "0", "0", "1"))), "4件"),
    ),
)


def apart(one: Box, other: Box) -> bool:
    return (
        one.left_pt + one.width_pt <= other.left_pt + 0.01
        or other.left_pt + other.width_pt <= one.left_pt + 0.01
        or one.top_pt + one.height_pt <= other.top_pt + 0.01
        or other.top_pt + other.height_pt <= one.top_pt + 0.01
    )


def check(drawing: Drawing, texts: tuple[str, ...], width_pt: float) -> None:
    assert tuple(box.text for box in drawing.labels) == texts
    assert drawing.width_pt <= width_pt + 0.01
    points = [point for stroke in drawing.strokes for point in stroke]
    for box in drawing.boxes:
        points += [(box.left_pt, box.top_pt), (box.left_pt + box.width_pt, box.top_pt + box.height_pt)]
        assert all(width_em(line) * TYPE.size_pt <= box.width_pt + 0.01 for line in box.lines)
    assert all(-0.01 <= x <= drawing.width_pt + 0.01 and -0.01 <= y <= drawing.height_pt + 0.01 for x, y in points)
    assert all(apart(one, other) for one, other in combinations(drawing.labels, 2))


def test_a_bar_is_parted_by_the_shares_of_its_kinds():
    drawing = draw_bars(RATINGS, WIDE_PT, TYPE)
    check(drawing, RATINGS.texts, WIDE_PT)
    first = [box for box in drawing.areas if box.width_pt > 14.1][:3]
    widths = [box.width_pt for box in first]
    assert widths[0] / widths[1] == pytest.approx(12 / 5, rel=0.02)
    assert [box.fill for box in first] == [LOOKS[0].fill, LOOKS[1].fill, LOOKS[2].fill]


def test_all_bars_are_of_one_length_and_parts_of_nothing_are_not_drawn():
    areas = [box for box in draw_bars(RATINGS, WIDE_PT, TYPE).areas if box.height_pt > 11]
    rows = {top: [box for box in areas if box.top_pt == top] for top in {box.top_pt for box in areas}}
    lengths = {round(sum(box.width_pt for box in row), 3) for row in rows.values()}
    assert len(lengths) == 1
    assert sorted(len(row) for row in rows.values()) == [2, 3]


def test_a_small_part_is_as_long_as_its_number_needs():
    chart = Bars(("A", "B"), (("支援", (amount("999"), amount("1")), "1000件"),))
    drawing = draw_bars(chart, WIDE_PT, TYPE)
    check(drawing, chart.texts, WIDE_PT)


def test_on_a_narrow_page_labels_stand_above_their_bars():
    drawing = draw_bars(RATINGS, NARROW_PT, TYPE)
    check(drawing, RATINGS.texts, NARROW_PT)
    label = next(box for box in drawing.labels if box.text == "母子の健康")
    number = next(box for box in drawing.labels if box.text == "3")
    assert label.top_pt + label.height_pt <= number.top_pt


def test_bars_too_narrow_for_their_numbers_are_refused():
    with pytest.raises(ValueError, match="narrow"):
        draw_bars(RATINGS, 40.0, TYPE)


@pytest.mark.parametrize(
    ("kinds", "rows"),
    [
        ((), (("a", (), "0"),)),
        (("A",), ()),
        (tuple("ABCDEFG"), (("a", (amount("1"),) * 7, "7"),)),
        (("A", "B"), (("a", (amount("1"),), "1"),)),
        (("A",), (("a", (amount("-1"),), "1"),)),
        (("A",), ((" ", (amount("1"),), "1"),)),
        (("A",), (("a", (amount("1"),), "1\n2"),)),
    ],
)
def test_bars_that_cannot_be_drawn_or_read_are_refused(kinds, rows):
    with pytest.raises(ValueError, match=r"rows?|text"):
        Bars(kinds, rows)


TEXTS = st.text("施策の支援と安全AB12", min_size=1, max_size=30).filter(str.strip)
COUNTS = st.integers(0, 500).map(lambda number: amount(str(number)))


@given(
    kinds=st.lists(
        st.sampled_from(["A", "B", "C", "未選択", "対象外", "評価なし"]), min_size=1, max_size=6, unique=True
    ),
    data=st.data(),
    width_pt=st.floats(190.0, 700.0),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_bar_chart_loses_or_covers_a_text(kinds, data, width_pt):
    amounts = st.lists(COUNTS, min_size=len(kinds), max_size=len(kinds)).map(tuple)
    rows = data.draw(st.lists(st.tuples(TEXTS, amounts, st.sampled_from(["3件", "1,200件"])), min_size=1, max_size=8))
    chart = Bars(tuple(kinds), tuple(rows))
    check(draw_bars(chart, width_pt, TYPE), chart.texts, width_pt)


SLOPES = Slopes(
    "令和2年度",
    "令和3年度",
    (
        ("子育て支援の充実", Amount("62.5%", Decimal("62.5")), Amount("75.0%", Decimal(75))),
        ("母子の健康", Amount("62.5%", Decimal("62.5")), Amount("50.0%", Decimal(50))),
    ),
)


def test_a_slope_rises_where_the_figure_grew():
    drawing = draw_slopes(SLOPES, WIDE_PT, TYPE)
    check(drawing, SLOPES.texts, WIDE_PT)
    lines = [stroke for stroke in drawing.strokes if len(stroke) == 3]
    assert [line[2].y_pt < line[1].y_pt for line in lines] == [True, False]
    assert lines[0][1].y_pt == lines[1][1].y_pt


def test_slopes_of_equal_figures_are_level():
    chart = Slopes("前", "後", (("a", amount("5"), amount("5")),))
    drawing = draw_slopes(chart, WIDE_PT, TYPE)
    check(drawing, chart.texts, WIDE_PT)
    (line,) = (stroke for stroke in drawing.strokes if len(stroke) == 3)
    assert line[1].y_pt == line[2].y_pt


def test_slopes_without_rows_or_with_a_blank_text_are_refused():
    with pytest.raises(ValueError, match="rows"):
        Slopes("前", "後", ())
    with pytest.raises(ValueError, match="text"):
        Slopes(" ", "後", (("a", amount("5"), amount("5")),))


@given(
    rows=st.lists(st.tuples(TEXTS, COUNTS, COUNTS), min_size=1, max_size=15),
    width_pt=st.floats(190.0, 700.0),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_slope_chart_loses_or_covers_a_text(rows, width_pt):
    assume(rows)
    chart = Slopes("令和2年度", "令和3年度", tuple(rows))
    check(draw_slopes(chart, width_pt, TYPE), chart.texts, width_pt)
