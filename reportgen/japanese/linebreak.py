"""One paragraph of Japanese text → the lines of a column (禁則処理).

Comes in: a paragraph, the width of the column and the width of each glyph, all in em. Goes out: lines that tell a
painter where each glyph stands. It draws nothing, changes no character and knows no font.

A line is filled in this order: as it stands → with the half em that a closing mark gives up at the line end →
追い込み (blanks of ・ first, then of brackets and commas) → ぶら下げ of one 、 or 。 → 追い出し. Only when nothing of
this ends a line before the column does, bonds are given up in the order of ``bonds.Bond``.
Source: JLREQ 3.1 and 3.8; JIS X 4051 clauses 4.3, 4.19.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from typing import Final

from reportgen.japanese.bonds import Bond, bond_at, joins
from reportgen.japanese.classes import clusters, is_space
from reportgen.japanese.spacing import Stage, blank_after, blank_before, overlaps, squeezes

_TOLERANCE_EM: Final = 1e-6
_HANGING: Final = frozenset("、。，．､｡")


class Kind(Enum):
    """What it took to end a line where it ends."""

    NATURAL = "natural"
    SQUEEZED = "squeezed"
    HANGING = "hanging"
    FORCED = "forced"


@dataclass(frozen=True, slots=True)
class Rules:
    """The choices of the house.

    ``hang_em`` is how far a 、 or 。 may stand out at the right; ``squeeze`` lets marks in a line give their blanks.
    ``soft_em`` is what a line gives up at most to keep a figure with its counter, and never more than a third
    of the column: 3 em hold 平成30 together with 年度. In a column under ``soft_from_em`` nothing is given up.
    """

    hang_em: float = 0.5
    squeeze: bool = True
    soft_em: float = 3.0
    soft_from_em: float = 4.0

    @classmethod
    def for_padding(cls, padding_em: float) -> "Rules":
        """Return the rules of a cell with this padding at the right, where a hanging 。 never touches the rule."""
        return cls(hang_em=min(0.5, max(0.0, padding_em - 0.05)))


HOUSE_RULES: Final = Rules()


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``width_em`` is its set width inside the column, ``hang_em`` what stands out at the right.

    ``dx_em`` has one number a cluster: what is added after it (negative: squeezed, or given up at the line end).
    ``lead_em`` is taken away before the first glyph, so a painter starts at ``indent_em - lead_em``. Hence
    sum(glyph widths) + sum(dx_em) - lead_em == width_em + hang_em. ``trail`` is the white space swallowed at the
    line end: not painted, but written in the text layer. Lines joined as ``text + trail`` are the paragraph.
    """

    clusters: tuple[str, ...]
    dx_em: tuple[float, ...]
    width_em: float
    lead_em: float = 0.0
    hang_em: float = 0.0
    indent_em: float = 0.0
    trail: str = ""
    kind: Kind = Kind.NATURAL

    @property
    def text(self) -> str:
        """The painted characters, in order."""
        return "".join(self.clusters)


def break_paragraph(
    text: str,
    width_em: float,
    measure: Callable[[str], float],
    rules: Rules = HOUSE_RULES,
    indent_em: float = 0.0,
) -> tuple[Line, ...]:
    """Return the lines of one paragraph, at least one.

    ``measure`` gives the width of one cluster in em and is asked once for each: ``widths.__getitem__`` of a dict is
    fast. ``indent_em`` is taken from the lines after the first. No line is wider than the column unless one
    cluster alone is. An empty text is one empty line.

    Raises ValueError for a text with a line feed, and for a column that an indent leaves no width.
    """
    if "\n" in text:
        raise ValueError("a paragraph holds no line feed: split the text first")
    if not width_em - max(indent_em, 0.0) > 0.0:
        raise ValueError(f"a column of {width_em} em with an indent of {indent_em} em has no room")
    return tuple(_Paragraph(text, measure, rules).lines(width_em, indent_em))


class _Paragraph:
    """What is measured once: clusters, their first characters, widths, left edges, shared blanks, long bonds.

    What can be squeezed is found when a line first needs it: most lines end without.
    """

    __slots__ = ("_gives", "_gives_at", "bases", "cells", "edges", "end", "gaps", "joins", "rules", "widths")

    def __init__(self, text: str, measure: Callable[[str], float], rules: Rules) -> None:
        self.cells = clusters(text)
        self.bases = text if len(self.cells) == len(text) else "".join(cell[0] for cell in self.cells)
        self.widths = list(map(measure, self.cells))
        self.gaps = overlaps(self.bases, self.widths)
        self.edges = list(accumulate(self._advances(), initial=0.0))
        self.joins = joins(self.bases)
        self.end = len(self.bases)
        while self.end and is_space(self.bases[self.end - 1]):
            self.end -= 1
        self.rules = rules
        self._gives: list[tuple[int, Stage, float]] | None = None
        self._gives_at: list[int] = []

    def gives(self, begin: int, end: int) -> list[tuple[int, Stage, float]]:
        """Return what can be squeezed after each cluster from ``begin`` up to the one before the last."""
        if self._gives is None:
            own = ((at, stage, em + self.gaps.get(at, 0.0)) for at, stage, em in squeezes(self.bases, self.widths))
            self._gives = [give for give in own if give[2] > 0.0]
            self._gives_at = [at for at, _, _ in self._gives]
        return self._gives[bisect_left(self._gives_at, begin) : bisect_left(self._gives_at, end - 1)]

    def _advances(self) -> Sequence[float]:
        if not self.gaps:
            return self.widths
        advances = self.widths.copy()
        for at, gap in self.gaps.items():
            advances[at] += gap
        return advances

    def lines(self, width_em: float, indent_em: float) -> list[Line]:
        done: list[Line] = []
        start, room, indent = 0, width_em, 0.0
        soft_em = min(self.rules.soft_em, width_em / 3) if width_em >= self.rules.soft_from_em else 0.0
        while not done or start < self.end:
            line, start = _Filling(self, start, room, soft_em).line(indent)
            done.append(line)
            room, indent = width_em - indent_em, indent_em
        return done


class _Filling:
    """One line that begins at ``start`` and has ``room`` em; ends are positions after the last painted cluster."""

    __slots__ = ("first", "lead", "p", "room", "soft_em", "start")

    def __init__(self, paragraph: _Paragraph, start: int, room: float, soft_em: float) -> None:
        self.p, self.start, self.room, self.soft_em = paragraph, start, room, soft_em
        self.first = start
        while self.first < paragraph.end and is_space(paragraph.bases[self.first]):
            self.first += 1
        empty = self.first >= paragraph.end
        self.lead = 0.0 if empty else blank_before(paragraph.bases[start], paragraph.widths[start])

    def line(self, indent: float) -> tuple[Line, int]:
        """Return the finished line and where the next one begins."""
        if self.first >= self.p.end:
            return self._finished(self.start, indent)
        end = self._natural_end()
        if end == self.first > self.start:
            return self._finished(self.start, indent, Kind.FORCED)
        if end > self.first and self._bond(end) is Bond.FREE:
            return self._finished(end, indent)
        longer = self._pulled_in(end)
        if longer is not None:
            return self._fitted(longer, indent)
        shorter = self._pushed_out(end)
        if shorter is not None:
            return self._finished(shorter, indent)
        return self._finished(self._relaxed(end), indent, Kind.FORCED)

    def _needed(self, end: int) -> float:
        """Width of a line that ends here, with nothing squeezed or hung."""
        p, last = self.p, end - 1
        if last < self.start:
            return 0.0
        gap = p.gaps.get(last, 0.0) if p.gaps else 0.0
        tail = blank_after(p.bases[last], p.widths[last])
        return p.edges[end] - gap - tail - p.edges[self.start] - self.lead

    def _bond(self, end: int) -> Bond:
        if end >= self.p.end:
            return Bond.FREE
        bond = bond_at(self.p.bases, end, self.p.joins)
        return Bond.FREE if bond is Bond.SOFT and not self.soft_em else bond

    def _ends_before(self, end: int) -> int:
        """Step back over white space, so that the position has a glyph before it."""
        while end > self.first and is_space(self.p.bases[end - 1]):
            end -= 1
        return end

    def _end_after(self, end: int) -> int:
        while is_space(self.p.bases[end]):
            end += 1
        return end + 1

    def _natural_end(self) -> int:
        """The last end that fits as it stands; ``first`` when not even one glyph does."""
        p, limit = self.p, self.room + _TOLERANCE_EM
        end = bisect_right(p.edges, p.edges[self.start] + self.lead + limit, self.first) - 1
        end = self._ends_before(max(self.first, min(end, p.end)))
        while end > self.first and self._needed(end) > limit:
            end = self._ends_before(end - 1)
        while end < p.end and self._needed(self._end_after(end)) <= limit:
            end = self._end_after(end)
        return end

    def _pulled_in(self, natural: int) -> int | None:
        """The next end beyond the natural one that squeezing and hanging make fit, if there is one."""
        p, limit = self.p, self.room + _TOLERANCE_EM
        end, begin, give = natural, self.first, 0.0
        while end < p.end:
            end = self._end_after(end)
            if p.rules.squeeze:
                give += sum(amount for _, _, amount in p.gives(begin, end))
                begin = max(begin, end - 1)
            excess = self._needed(end) - give - limit
            if excess > p.rules.hang_em:
                return None
            fits = excess <= 0.0 or p.bases[end - 1] in _HANGING
            if fits and self._bond(end) is Bond.FREE:
                return end
        return None

    def _pushed_out(self, natural: int) -> int | None:
        """The last end before the natural one where a line may end, if there is one."""
        end, soft = natural, None
        while end > self.first:
            bond = self._bond(end)
            if bond is Bond.FREE:
                cost = self.p.edges[soft] - self.p.edges[end] if soft is not None else 0.0
                return end if cost <= self.soft_em + _TOLERANCE_EM else soft
            if bond is Bond.SOFT and soft is None:
                soft = end
            end = self._ends_before(end - 1)
        return soft

    def _relaxed(self, natural: int) -> int:
        """The last end that fits at the weakest bond; a cluster wider than the column stands alone."""
        for bond in (Bond.KANA, Bond.WIDE, Bond.JOINT, Bond.WORD, Bond.NEVER):
            end = natural
            while end > self.first:
                wasteful = bond is Bond.JOINT and self._needed(end) < self.room / 2
                if self._bond(end) <= bond and not wasteful:
                    return end
                end = self._ends_before(end - 1)
        return self.first + 1

    def _fitted(self, end: int, indent: float) -> tuple[Line, int]:
        """A line that needs more than there is: squeezed, and what squeezing cannot give is hung."""
        excess = self._needed(end) - self.room
        gives = self.p.gives(self.first, end) if self.p.rules.squeeze else []
        short = excess - sum(amount for _, _, amount in gives)
        hang = short if short > _TOLERANCE_EM else 0.0
        kind = Kind.HANGING if hang else Kind.SQUEEZED
        return self._finished(end, indent, kind, hang, _squeezed(gives, excess - hang))

    def _finished(
        self,
        end: int,
        indent: float,
        kind: Kind = Kind.NATURAL,
        hang: float = 0.0,
        taken: dict[int, float] | None = None,
    ) -> tuple[Line, int]:
        p, start = self.p, self.start
        dx = [0.0] * (end - start)
        for source in (p.gaps, taken or {}):
            for at, amount in source.items():
                if start <= at < end - 1:
                    dx[at - start] += amount
        if end > start:
            dx[-1] = 0.0 - blank_after(p.bases[end - 1], p.widths[end - 1])
        following = end
        while following < len(p.bases) and is_space(p.bases[following]):
            following += 1
        trail = "".join(p.cells[end:following]) if following > end else ""
        width = self._needed(end) + sum(taken.values() if taken else ()) - hang
        lead = self.lead if end > start else 0.0
        line = Line(tuple(p.cells[start:end]), tuple(dx), width, lead, hang, indent, trail, kind)
        return line, following


def _squeezed(gives: list[tuple[int, Stage, float]], excess: float) -> dict[int, float]:
    """Take the excess from the first stage as far as it goes, evenly, then from the next; numbers are negative."""
    taken: dict[int, float] = {}
    for stage in Stage:
        slots = [(at, amount) for at, kind, amount in gives if kind is stage]
        total = sum(amount for _, amount in slots)
        share = min(1.0, max(0.0, excess) / total) if total else 0.0
        taken.update((at, -amount * share) for at, amount in slots if share)
        excess -= total * share
    return taken
