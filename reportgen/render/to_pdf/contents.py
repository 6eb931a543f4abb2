"""The table of contents → entries ready for pages: headings broken into lines that leave room for the number.

Comes in: a ``Contents``, the document whose headings it lists, and a width. Goes out: ``SetEntry``s. It knows no page
numbers: room for them is kept free, so that they can be filled in when every heading has its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from reportgen.document.text import Break, Inline, Run
from reportgen.document.theme import TextStyle
from reportgen.document.tree import Contents, Document, Heading, entries
from reportgen.render.to_pdf.typeset import Measure, SetLine, Typesetter
from reportgen.units import Pt

_INDENT_EM: Final = 1.0
"""How much further in each level stands than the one above."""
_NUMBER_EM: Final = 4.5
"""What the text of an entry leaves free at its right: a number of four figures, and at least two em of leader."""
_NARROWEST_EM: Final = 1.0
_LABEL: Final = re.compile("[^\u3000 ]+[\u3000 ]+")
_LONGEST_LABEL_EM: Final = 6.0
"""Further lines of an entry stand below the words behind its number, unless that is longer."""


@dataclass(frozen=True, slots=True)
class SetEntry:
    """An entry in lines, without a place. ``depth`` counts from 1, the highest level that is listed."""

    heading: Heading
    depth: int
    lines: tuple[SetLine, ...]
    style: TextStyle

    @property
    def indent_em(self) -> float:
        """How far in the entry stands."""
        return _INDENT_EM * (self.depth - 1)

    @property
    def height_pt(self) -> float:
        """The height of its lines."""
        return len(self.lines) * self.style.leading_pt


def set_contents(
    document: Document, contents: Contents, width_pt: float, typesetter: Typesetter
) -> tuple[SetEntry, ...]:
    """Return the entries, in the style of running text; a little space parts the highest level where there are several.

    Empty if the document has no heading of these levels.
    """
    headings = entries(document, contents)
    levels = {heading.level for heading in headings}
    highest = min(levels, default=1)
    tight = replace(document.theme.body, align="left", before_pt=Pt(0.0), after_pt=Pt(0.0))
    parted = replace(tight, before_pt=Pt(tight.leading_pt / 4 if len(levels) > 1 else 0.0))
    return tuple(
        _entry(
            heading, heading.level - highest + 1, width_pt, parted if heading.level == highest else tight, typesetter
        )
        for heading in headings
    )


def _entry(heading: Heading, depth: int, width_pt: float, style: TextStyle, typesetter: Typesetter) -> SetEntry:
    width_em = max(width_pt / style.size_pt - _INDENT_EM * (depth - 1) - _NUMBER_EM, _NARROWEST_EM)
    turn_em = typesetter.width_em(_label(heading.text), strong=style.strong)
    measure = Measure(width_em, style.strong, turn_em=turn_em if 0.0 < turn_em <= _LONGEST_LABEL_EM else _INDENT_EM)
    content = tuple(_plain(part) for part in heading.content)
    return SetEntry(heading, depth, typesetter.lines(content, measure), style)


def _label(text: str) -> str:
    """Return the number that a heading begins with (第1章, （2）) and the white space after it; empty without one."""
    found = _LABEL.match(text)
    return found[0] if found and any(sign.isnumeric() for sign in found[0]) else ""


def _plain(part: Inline) -> Inline:
    """Return a piece of a heading without its look; the entry as a whole is the link."""
    return part if isinstance(part, Break) else Run(part.text)


def kept_heights_pt(made: tuple[SetEntry, ...]) -> list[float]:
    """Return how much must stand on the page on which each entry begins.

    An entry stays with the first one below it, and neither the first nor the last of all stands alone.
    """
    kept: list[float] = []
    last = len(made) - 1
    for index in range(last, -1, -1):
        height = made[index].height_pt
        if index < last and (made[index + 1].depth > made[index].depth or index in (0, last - 1)):
            height += made[index + 1].style.before_pt + kept[-1]
        kept.append(height)
    return kept[::-1]
