"""An entry of a table of contents onto the page: its text, the leader, the number, and one link over all of it.

Comes in: a ``SetEntry``, where it stands, and the number of the page that it leads to. Goes out: operations of the
canvas and structure elements: ``TOC > TOCI > Reference > Link``, the number in a ``Span`` of the link. What stands
below an entry is a ``TOC`` in its ``TOCI``, so that the levels can be told. The leader is an artifact.
Source: ISO 32000-1, 14.8.4.2; ISO 14289-1, 7.18.5.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, floor
from typing import Final

from reportgen.render.to_pdf.contents import SetEntry
from reportgen.render.to_pdf.pen import Column, Pen, line_boxes
from reportgen.render.to_pdf.structure import Element
from reportgen.render.to_pdf.typeset import single_line

_LEADER: Final = "…"
_GAP_EM: Final = 0.25
"""What is left free, at least, on either side of the leader."""


@dataclass(slots=True)
class ContentsTags:
    """The elements of one table of contents. ``open`` are the lists that go on, ``items`` the last item of each."""

    element: Element
    open: list[Element] = field(init=False)
    items: list[Element | None] = field(init=False)

    def __post_init__(self) -> None:
        self.open, self.items = [self.element], [None]

    def item(self, depth: int) -> Element:
        """Return a new item of a depth from 1; a list without an item to stand in stands in the list above."""
        del self.open[depth:], self.items[depth:]
        while len(self.open) < depth:
            self.open.append((self.items[-1] or self.open[-1]).add("TOC"))
            self.items.append(None)
        made = self.items[depth - 1] = self.open[depth - 1].add("TOCI")
        return made


def paint_entry(pen: Pen, entry: SetEntry, tags: ContentsTags, number: str, column: Column) -> None:
    """Paint an entry in the full width of the text; ``number`` is empty where pages have none."""
    link = tags.item(entry.depth).add("Reference").add("Link")
    indented = column.indented(entry.indent_em)
    with pen.canvas.mark(link):
        pen.lines(entry.lines, indented)
    boxes = list(line_boxes(entry.lines, indented))
    if number:
        _number(pen, link, number, column.below(len(entry.lines) - 1), boxes[-1][2])
        left, lower, _, upper = boxes[-1]
        boxes[-1] = left, lower, column.left_pt + column.width_pt, upper
    target = pen.targets.get(entry.heading.id)
    if target is not None:
        for box in boxes:
            pen.canvas.link(link, target, box, entry.heading.text)


def _number(pen: Pen, link: Element, number: str, line: Column, text_end_pt: float) -> None:
    """Write leader and number on the last line of an entry, behind its text.

    The leaders of all entries end on one grid, so that their dots stand below each other. A space in the text layer
    parts the number from the words.
    """
    right = line.left_pt + line.width_pt
    pitch = pen.typesetter.width_em(_LEADER, strong=False)
    taken = ceil((pen.typesetter.width_em(number, strong=False) + _GAP_EM) / pitch)
    count = floor((right - text_end_pt - _GAP_EM * line.size_pt) / (pitch * line.size_pt)) - taken
    if count > 0:
        left = right - (count + taken) * pitch * line.size_pt
        with pen.canvas.artifact("Layout"):
            pen.lines([single_line(_LEADER * count, count * pitch, strong=False)], line._replace(left_pt=left))
    said = f" {number}"
    width = pen.typesetter.width_em(said, strong=False)
    with pen.canvas.mark(link.add("Span")):
        pen.lines([single_line(said, width, strong=False)], line._replace(align="right"))
