"""Where boxes and arrows of a flow chart stand, and that no step is lost or cut."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_documents import REVIEW_STEPS

from reportgen.document.drawing import Box, Drawing
from reportgen.document.flowchart import FlowChart, draw_flow
from reportgen.document.theme import TextStyle
from reportgen.units import Pt

TYPE = TextStyle(size_pt=Pt(10.0), leading_pt=Pt(15.0))
WIDE_PT = 480.0


def rows(drawing: Drawing) -> list[list[str]]:
    """The steps as they are read: row by row, from the left."""
    tops = sorted({box.top_pt for box in drawing.boxes})
    return [
        [box.text for box in sorted(drawing.boxes, key=lambda box: box.left_pt) if box.top_pt == top] for top in tops
    ]


def touches(box: Box, x: float, y: float) -> bool:
    """Whether a place lies on the edge of a box."""
    inside = box.left_pt <= x <= box.left_pt + box.width_pt and box.top_pt <= y <= box.top_pt + box.height_pt
    return inside and (x in (box.left_pt, box.left_pt + box.width_pt) or y in (box.top_pt, box.top_pt + box.height_pt))


def test_four_steps_stand_in_one_row_with_an_arrow_between_each_two():
    drawing = draw_flow(FlowChart(REVIEW_STEPS), WIDE_PT, TYPE)
    assert rows(drawing) == [list(REVIEW_STEPS)]
    assert len({(box.width_pt, box.height_pt) for box in drawing.boxes}) == 1
    assert len(drawing.arrows) == 3
    assert all(arrow.points[0].y_pt == arrow.head[0].y_pt for arrow in drawing.arrows)


def test_rows_are_of_about_equal_length_and_each_is_read_from_the_left():
    steps = tuple(f"{number}番目の手順を行う" for number in range(1, 6))
    assert rows(draw_flow(FlowChart(steps), WIDE_PT, TYPE)) == [list(steps[:3]), list(steps[3:])]


def test_on_a_narrow_page_the_steps_stand_below_each_other():
    assert rows(draw_flow(FlowChart(REVIEW_STEPS), 150.0, TYPE)) == [[step] for step in REVIEW_STEPS]


def test_a_long_step_is_broken_into_lines_of_about_equal_length():
    drawing = draw_flow(FlowChart(REVIEW_STEPS), WIDE_PT, TYPE)
    assert [box.lines for box in drawing.boxes[:2]] == [("取組指標の", "状況確認"), ("改善方法の検討",)]


def test_no_line_of_a_step_begins_with_a_stop():
    drawing = draw_flow(FlowChart(("会議へ報告し、意見を聴く。", "公表")), 140.0, TYPE)
    assert drawing.boxes[0].lines == ("会議へ報告し、", "意見を聴く。")


def test_in_a_cycle_the_last_arrow_leads_back_to_the_first_step():
    (back,) = draw_flow(FlowChart(REVIEW_STEPS, cycle=True), WIDE_PT, TYPE).arrows[3:]
    boxes = draw_flow(FlowChart(REVIEW_STEPS, cycle=True), WIDE_PT, TYPE).boxes
    assert touches(boxes[-1], *back.points[0])
    assert touches(boxes[0], *back.head[0])


def test_one_step_has_no_arrow_even_in_a_cycle():
    assert draw_flow(FlowChart(("点検",), cycle=True), WIDE_PT, TYPE).arrows == ()


@pytest.mark.parametrize("steps", [(), ("点検", ""), ("\u3000",), ("点検\n見直し",)])
def test_a_chart_without_steps_or_with_a_step_of_no_line_is_refused(steps):
    with pytest.raises(ValueError, match="steps"):
        FlowChart(steps)


STEPS = st.lists(
    st.text("点検と、見直し（A1）「」。 \u3000", min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=12
)


@given(STEPS, st.booleans(), st.floats(120.0, 800.0))
@settings(derandomize=True, max_examples=200)
def test_every_drawing_keeps_its_steps_its_order_and_its_width(steps, cycle, width_pt):
    drawing = draw_flow(FlowChart(tuple(steps), cycle), width_pt, TYPE)
    assert [text for row in rows(drawing) for text in row] == steps
    points = [point for arrow in drawing.arrows for point in (*arrow.points, *arrow.head)]
    corners = [(box.left_pt + box.width_pt, box.top_pt + box.height_pt) for box in drawing.boxes]
    assert min([box.left_pt for box in drawing.boxes] + [point.x_pt for point in points]) >= 0.0
    assert max([x for x, _ in corners] + [point.x_pt for point in points]) <= drawing.width_pt + 0.01 <= width_pt + 0.02
    assert max([y for _, y in corners] + [point.y_pt for point in points]) <= drawing.height_pt + 0.01
    assert len(drawing.arrows) == len(steps) - 1 + (cycle and len(steps) > 1)
    for number, arrow in enumerate(drawing.arrows):
        target = drawing.boxes[(number + 1) % len(steps)]
        assert all(
            abs(one.x_pt - two.x_pt) < 1e-6 or abs(one.y_pt - two.y_pt) < 1e-6 for one, two in pairwise(arrow.points)
        )
        assert touches(drawing.boxes[number], *arrow.points[0])
        assert touches(target, *arrow.head[0])
        crossed = [
            box
            for box in drawing.boxes
            for x, y in arrow.points[1:-1]
            if box.left_pt < x < box.left_pt + box.width_pt and box.top_pt < y < box.top_pt + box.height_pt
        ]
        assert crossed == []
