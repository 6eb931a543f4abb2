"""A ``figure`` element → a ``Figure`` with its flow chart, or a chart (``charts``).

Comes in: the element, with its steps and its caption. Goes out: the node; ``None`` when it cannot be made, with the
faults noted. How the chart is drawn is nothing to it: that is ``document.flowchart``. It only makes sure that there is
room for the drawing on the sheet.
"""

from collections.abc import Iterator

from reportgen.compose.charts import CHARTS, chart_of
from reportgen.compose.composition import Composition
from reportgen.compose.leaves import leaf
from reportgen.compose.markup import SPACE, Element
from reportgen.document.draw import draw
from reportgen.document.flowchart import FlowChart
from reportgen.document.text import Inline, Paragraph, Run, inline_text
from reportgen.document.tree import Block, Figure
from reportgen.units import Pt, mm_to_pt, pt_to_mm

_FLOW = "flow"
_FEWEST_STEPS = 2
_CAPTION_LINES = 1.5
"""Lines of text that a caption takes below a drawing, with the gap between them."""


def figures_of(element: Element, composition: Composition) -> Iterator[Block]:
    """Yield what a figure makes: a flow chart, or a chart with the table of its figures.

    Notes K47 for another kind, K78 and K79 for a sheet that is too narrow or too low for the drawing.
    """
    for block in _made(element, composition):
        if isinstance(block, Figure):
            _check_room(block, composition)
        yield block


def _made(element: Element, composition: Composition) -> Iterator[Block]:
    kind = element.attributes.get("role", _FLOW)
    if kind in CHARTS:
        yield from chart_of(element, composition)
        return
    if kind != _FLOW:
        composition.faults.add("K47", element.origin, name=kind, names="、".join((_FLOW, *CHARTS)))
    for table in element.elements("table"):
        composition.faults.add("K36", table.origin, name="table", parent="figure")
    figure = _flow_chart(element, composition)
    if figure is not None:
        yield figure


def _check_room(figure: Figure, composition: Composition) -> None:
    """Note K78 where the labels of a drawing do not fit beside each other, K79 where it is higher than a page."""
    theme, page = composition.theme, composition.page
    try:
        drawing = draw(figure.drawing, mm_to_pt(page.text_width_mm), theme.table.cell)
    except ValueError:
        composition.faults.add("K78", figure.origin, name="figure", width=f"{page.text_width_mm:g}")
        return
    caption_pt = _CAPTION_LINES * theme.body.leading_pt if figure.caption else 0.0
    height_mm = pt_to_mm(Pt(drawing.height_pt + caption_pt))
    if height_mm > page.text_height_mm:
        sizes = {"height": f"{height_mm:.0f}", "available": f"{page.text_height_mm:g}"}
        composition.faults.add("K79", figure.origin, name="figure", **sizes)


def _flow_chart(element: Element, composition: Composition) -> Figure | None:
    """Return the flow chart. Notes K48 without alternative text, K49 and K64 for its steps."""
    alternative = element.attributes.get("alt", "").strip(SPACE)
    if not alternative:
        composition.faults.add("K48", element.origin, name="alt")
    steps = [_step(item, composition) for steps in element.elements("ol") for item in steps.elements("li")]
    if len(steps) < _FEWEST_STEPS:
        composition.faults.add("K49", element.origin, count=len(steps))
    captions = [Paragraph(leaf(one, composition), one.origin) for one in element.elements("figcaption")]
    texts = tuple(map(inline_text, steps))
    if element.broken or not alternative or len(texts) < _FEWEST_STEPS or not all(map(_is_one_line, texts)):
        return None
    chart = FlowChart(texts, cycle=element.attributes.get("data-cycle") == "true")
    caption = captions[0] if captions and captions[0].text else None
    return Figure(chart, alternative, caption, element.origin, tuple(map(_values, steps)))


def _step(item: Element, composition: Composition) -> tuple[Inline, ...]:
    """Return the text of a step. Notes K36 for marks inside it, K64 if it is not one line of text."""
    for mark in item.elements():
        composition.faults.add("K36", mark.origin, name=mark.name, parent="figure")
    content = leaf(item, composition)
    if not _is_one_line(inline_text(content)):
        composition.faults.add("K64", item.origin, name="li")
    return content


def _is_one_line(text: str) -> bool:
    return text.strip() != "" and "\n" not in text


def _values(content: tuple[Inline, ...]) -> tuple[Run, ...]:
    """Return what a step prints of the model."""
    return tuple(run for run in content if isinstance(run, Run) and run.source)
