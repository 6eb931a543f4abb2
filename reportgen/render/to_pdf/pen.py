"""Lines onto the page: glyphs, links, and the marks that say which leaf they belong to.

Comes in: ``SetLine``s and where they stand. Goes out: operations of a ``TaggedCanvas``. It knows one column at a time,
no tables and no pages but the one being painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from reportgen.document.theme import Align
from reportgen.render.to_pdf.canvas import Destination, TaggedCanvas
from reportgen.render.to_pdf.structure import Element
from reportgen.render.to_pdf.typeset import SetLine, Stretch, Typesetter

_ASCENT_EM = 0.88
_DESCENT_EM = 0.12
"""The em box of a Japanese face lies from 0.12 em below the base line to 0.88 em above it."""


class Column(NamedTuple):
    """Where lines stand: left edge and width, height of the first line's top above the page's foot, size, pitch."""

    left_pt: float
    width_pt: float
    top_pt: float
    size_pt: float
    pitch_pt: float
    align: Align

    def below(self, lines: int) -> Column:
        """Return the column that goes on below some lines."""
        return self._replace(top_pt=self.top_pt - lines * self.pitch_pt)

    def indented(self, indent_em: float) -> Column:
        """Return the column narrowed at its left."""
        indent = indent_em * self.size_pt
        return self._replace(left_pt=self.left_pt + indent, width_pt=self.width_pt - indent)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes on a canvas. ``targets`` are the places of headings by id, for links within the document."""

    canvas: TaggedCanvas
    typesetter: Typesetter
    targets: Mapping[str, Destination]
    _bodies: dict[Element, Element] = field(default_factory=dict)

    def item(
        self, element: Element, mark: SetLine | None, mark_em: float, lines: Sequence[SetLine], column: Column
    ) -> None:
        """Write lines of a list item, an ``LI``; ``mark`` goes before them where the item begins."""
        if mark is not None:
            with self.canvas.mark(element.add("Lbl")):
                self.lines((mark,), column)
        body = self._bodies.get(element)
        if body is None:
            body = self._bodies[element] = element.add("LBody")
        self.leaf(body, lines, column.indented(mark_em))

    def leaf(self, element: Element, lines: Sequence[SetLine], column: Column) -> None:
        """Write lines of a leaf as one mark, or, where it holds links, as one mark for each stretch between them."""
        if not any(line.text or line.trail for line in lines):
            return
        if any(part.href for line in lines if line.parts for part in line.parts):
            self._linked(element, lines, column)
            return
        with self.canvas.mark(element):
            self.lines(lines, column)

    def lines(self, lines: Sequence[SetLine], column: Column) -> None:
        """Write lines inside a mark that is already open."""
        size, text = column.size_pt, self.canvas.text
        y = _first_baseline(column)
        regular, bold = self.typesetter.regular, self.typesetter.bold
        for line in lines:
            x = _start(line, column)
            if not line.parts:
                text(x, y, size, bold if line.strong else regular, line.text + line.trail, line.shifts)
            else:
                for left, _, stretch, said in _spread(line, x, size):
                    text(left, y, size, bold if stretch.strong else regular, said, stretch.shifts)
            y -= column.pitch_pt

    def _linked(self, element: Element, lines: Sequence[SetLine], column: Column) -> None:
        """Write lines with links: each link is an element of its own, with its text and one annotation a line."""
        y, size = _first_baseline(column), column.size_pt
        placed: list[tuple[float, float, float, Stretch, str]] = []
        for line in lines:
            placed += [(y, *spread) for spread in _spread(line, _start(line, column), size)]
            y -= column.pitch_pt
        for href, group in groupby(placed, key=lambda item: item[3].href):
            members = list(group)
            owner = element.add("Link") if href else element
            with self.canvas.mark(owner):
                for base, left, _, stretch, said in members:
                    chain = self.typesetter.chain(strong=stretch.strong)
                    self.canvas.text(left, base, size, chain, said, stretch.shifts)
            target = self._target(href) if href else None
            if target is not None:
                contents = "".join(member[3].text for member in members)
                for base, left, right, _, _ in members:
                    rectangle = (left, base - _DESCENT_EM * size, right, base + _ASCENT_EM * size)
                    self.canvas.link(owner, target, rectangle, contents)

    def _target(self, href: str) -> str | Destination | None:
        """Return where a link leads; None for a place that is not in the document."""
        return self.targets.get(href[1:]) if href.startswith("#") else href


def line_boxes(lines: Sequence[SetLine], column: Column) -> Iterator[tuple[float, float, float, float]]:
    """Yield where the glyphs of each line stand: left, lower, right and upper edge."""
    y, size = _first_baseline(column), column.size_pt
    for line in lines:
        x = _start(line, column)
        right = x + sum(stretch.width_em for stretch in line.stretches) * size
        yield x, y - _DESCENT_EM * size, right, y + _ASCENT_EM * size
        y -= column.pitch_pt


def _first_baseline(column: Column) -> float:
    return column.top_pt - (column.pitch_pt - column.size_pt) / 2 - _ASCENT_EM * column.size_pt


def _start(line: SetLine, column: Column) -> float:
    """Return where the first glyph of a line stands."""
    start = column.left_pt + (line.indent_em - line.lead_em) * column.size_pt
    if column.align == "left":
        return start
    spare = column.width_pt - (line.indent_em + line.width_em) * column.size_pt
    return start + (spare / 2 if column.align == "center" else spare)


def _spread(line: SetLine, x: float, size: float) -> Iterator[tuple[float, float, Stretch, str]]:
    """Yield left and right end, stretch and text of each stretch; the last says the white space at the line end."""
    stretches = line.stretches or (Stretch("", (), 0.0, False),)
    for stretch in stretches:
        right = x + stretch.width_em * size
        yield x, right, stretch, stretch.text + (line.trail if stretch is stretches[-1] else "")
        x = right
