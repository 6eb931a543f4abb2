"""Leaves → set lines: which face draws which cluster, and where each line breaks.

Comes in: the content of a leaf, a text style and a column width. Goes out: ``SetLine``s, in em, without a place. It
draws nothing and decides no page. Equal texts in equal columns are broken once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby
from typing import Any, Final, NamedTuple

from reportgen.document.text import Break, Inline, Run, inline_text
from reportgen.japanese.classes import clusters
from reportgen.japanese.linebreak import HOUSE_RULES, Line, Rules, break_paragraph
from reportgen.japanese.marks import NARROWEST_HANGING_EM, typed_mark
from reportgen.render.to_pdf.font import FontChain

_NOTHING: Final = Run("")


class Stretch(NamedTuple):
    """Text of one look within a line, ``width_em`` wide. ``href`` makes it a link.

    ``shifts`` are (number of characters before, em to add there), where that is not 0.
    """

    text: str
    shifts: tuple[tuple[int, float], ...]
    width_em: float
    strong: bool
    href: str | None = None


class SetLine(NamedTuple):
    """A line ready for its place; the painter starts at ``indent_em - lead_em`` from the left of the column.

    ``width_em`` is the set width, indent and hanging marks left out. ``trail`` is swallowed white space, and the
    newline of a forced break: written in the text layer, drawn as nothing. ``parts`` are given where the line has
    several looks or a link; where it has one look, ``strong`` or not, there are none.
    """

    text: str
    width_em: float
    shifts: tuple[tuple[int, float], ...] = ()
    lead_em: float = 0.0
    hang_em: float = 0.0
    indent_em: float = 0.0
    trail: str = ""
    strong: bool = False
    parts: tuple[Stretch, ...] = ()

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The text by its looks; empty if there is none."""
        if self.parts or not self.text:
            return self.parts
        return (Stretch(self.text, self.shifts, self.width_em + self.hang_em + self.lead_em, self.strong),)


@dataclass(frozen=True, slots=True)
class Measure:
    """What the lines of a leaf depend on besides its text.

    With ``hangs`` further lines stand in by the width of a typed list mark; else by ``turn_em``.
    """

    width_em: float
    strong: bool
    rules: Rules = HOUSE_RULES
    hangs: bool = False
    turn_em: float = 0.0


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets leaves in two faces, regular and bold."""

    regular: FontChain
    bold: FontChain
    _galleys: dict[Measure, Galley] = field(default_factory=dict)

    def chain(self, *, strong: bool) -> FontChain:
        """Return the faces that draw strong or plain text."""
        return self.bold if strong else self.regular

    def galley(self, measure: Measure) -> Galley:
        """Return what sets leaves in this measure."""
        found = self._galleys.get(measure)
        if found is None:
            found = self._galleys[measure] = Galley(self, measure)
        return found

    def lines(self, content: tuple[Inline, ...], measure: Measure) -> tuple[SetLine, ...]:
        """Return the lines of a leaf, at least one; a leaf without text is one empty line."""
        return self.galley(measure).lines(content)

    def width_em(self, text: str, *, strong: bool) -> float:
        """Return the width of a text on one line."""
        return self.chain(strong=strong).width_em(text)


@dataclass(frozen=True, slots=True)
class Galley:
    """Sets leaves in one measure, equal texts once."""

    typesetter: Typesetter
    measure: Measure
    _known: dict[str, tuple[SetLine, ...]] = field(default_factory=dict)

    def lines(self, content: tuple[Inline, ...]) -> tuple[SetLine, ...]:
        """Return the lines of a leaf, at least one; a leaf without text is one empty line."""
        look = _only_look(content)
        if look is not None:
            text = look.text if len(content) == 1 else inline_text(content)
            strong = look.strong and not self.measure.strong
            return (self._with(strong=True) if strong else self)._plain(text)
        first, *rest = _between_breaks(content)
        indent_em = self._indent_em(_joined(first))
        parts = [self._mixed(first), *(self._below(runs, indent_em) for runs in rest)]
        return tuple(line for part in parts[:-1] for line in _ended(part)) + parts[-1]

    def _with(self, **changes: Any) -> Galley:
        return self.typesetter.galley(replace(self.measure, **changes))

    def _below(self, runs: list[Run], indent_em: float) -> tuple[SetLine, ...]:
        """Return lines after a forced break: they stand in like turned lines, unless they bear a mark of their own."""
        if not indent_em or (self.measure.hangs and typed_mark(_joined(runs))):
            return self._mixed(runs)
        inside = self._with(width_em=self.measure.width_em - indent_em, hangs=False, turn_em=0.0)
        return tuple(line._replace(indent_em=line.indent_em + indent_em) for line in inside._mixed(runs))

    def _plain(self, text: str) -> tuple[SetLine, ...]:
        found = self._known.get(text)
        if found is None:
            measure = self.measure
            advances = self.typesetter.chain(strong=measure.strong).advances.__getitem__
            lines = break_paragraph(text, measure.width_em, advances, measure.rules, self._indent_em(text))
            found = self._known[text] = tuple([_one_look(line, measure.strong) for line in lines])
        return found

    def _mixed(self, runs: list[Run]) -> tuple[SetLine, ...]:
        """Return the lines of runs of several looks: broken as one text, measured each cluster in its own face."""
        text, measure = _joined(runs), self.measure
        styles = [(measure.strong or run.strong, run.href) for run in runs for _ in run.text]
        looks: list[tuple[float, bool, str | None]] = []
        at = 0
        for cluster in clusters(text):
            strong, href = styles[at]
            looks.append((self.typesetter.chain(strong=strong).advances[cluster], strong, href))
            at += len(cluster)
        widths = iter(looks)
        indent_em = self._indent_em(text)
        lines = break_paragraph(text, measure.width_em, lambda _: next(widths)[0], measure.rules, indent_em)
        return tuple(_parted(lines, looks))

    def _indent_em(self, text: str) -> float:
        """Return by how much further lines stand in; the width of a list mark counts the white space after it."""
        measure = self.measure
        if measure.width_em < NARROWEST_HANGING_EM:
            return 0.0
        return self.typesetter.width_em(typed_mark(text), strong=measure.strong) if measure.hangs else measure.turn_em


def single_line(text: str, width_em: float, *, strong: bool) -> SetLine:
    """Return a text as one line, without breaking it."""
    return SetLine(text, width_em, strong=strong)


def _only_look(content: tuple[Inline, ...]) -> Run | None:
    """Return a run that looks like all of a content; None if it holds breaks, links or several looks."""
    first = content[0] if content else _NOTHING
    if not isinstance(first, Run) or first.href is not None:
        return None
    for part in content[1:]:
        if not isinstance(part, Run) or part.href is not None or part.strong != first.strong:
            return None
    return first


def _between_breaks(content: tuple[Inline, ...]) -> Iterator[list[Run]]:
    """Yield the runs between line breaks; n breaks make n + 1 lists, some of them perhaps empty."""
    runs: list[Run] = []
    for part in content:
        if isinstance(part, Break):
            yield runs
            runs = []
        else:
            runs.append(part)
    yield runs


def _joined(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _ended(lines: tuple[SetLine, ...]) -> tuple[SetLine, ...]:
    """Return lines before a forced break: the newline goes to the text layer."""
    *before, last = lines
    return (*before, last._replace(trail=last.trail + "\n"))


def _one_look(line: Line, strong: bool) -> SetLine:
    text, width, shifts, lead, hang, indent, trail, _ = line
    return SetLine(text, width, shifts, lead, hang, indent, trail, strong)


def _parted(lines: tuple[Line, ...], looks: Sequence[tuple[float, bool, str | None]]) -> Iterator[SetLine]:
    """Yield lines parted where the look changes; ``looks`` has width, face and link of each cluster."""
    at = 0
    for line in lines:
        parts = clusters(line.text)
        placed = zip(parts, accumulate(map(len, parts)), looks[at : at + len(parts)], strict=True)
        stretches, begin = [], 0
        for (strong, href), group in groupby(placed, key=lambda item: item[2][1:]):
            members = list(group)
            end = members[-1][1]
            shifts = tuple((count - begin, em) for count, em in line.shifts if begin < count <= end)
            width = sum(look[0] for _, _, look in members) + sum(em for _, em in shifts)
            stretches.append(Stretch(line.text[begin:end], shifts, width, strong, href))
            begin = end
        at += len(parts) + len(clusters(line.trail))
        yield _one_look(line, strong=False)._replace(parts=tuple(stretches))
