"""One paragraph of Japanese text → the lines of a column (禁則処理).

Comes in: a paragraph, the width of the column and the width of each glyph, all in em. Goes out: lines that tell a
painter where each glyph stands. It draws nothing, changes no character and knows no font.

A line is filled in this order: as it stands → with the half em that a closing mark gives up at the line end →
追い込み (blanks of ・ first, then of brackets and commas) → ぶら下げ of one 、 or 。 → 追い出し. Only when nothing of
this ends a line before the column does, bonds are given up in the order of ``bonds.Bond``.
Source: JLREQ 3.1 and 3.8; JIS X 4051 clauses 4.3, 4.19.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from types import MappingProxyType
from typing import Final, NamedTuple

from reportgen.japanese.bonds import Bond, bond_at, joins
from reportgen.japanese.classes import clusters, is_compound, is_space
from reportgen.japanese.spacing import Stage, blank_before, blanks_after, overlaps, squeezes

_TOLERANCE_EM: Final = 1e-6
_HANGING: Final = frozenset("、。，．､｡")
_NOTHING: Final[Mapping[int, float]] = MappingProxyType({})


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


class Line(NamedTuple):
    """One line; ``width_em`` is its set width inside the column, ``hang_em`` what stands out at the right.

    ``shifts`` are (number of characters before, em to add there), ascending, where that is not 0: negative where a
    blank is squeezed or shared, or given up at the line end. ``lead_em`` is taken away before the first glyph, so a
    painter starts at ``indent_em - lead_em``. Hence sum(glyph widths) + sum(shifts) - lead_em == width_em + hang_em.
    ``trail`` is the white space swallowed at the line end: not painted, but written in the text layer. Lines joined
    as ``text + trail`` are the paragraph.
    """

    text: str
    width_em: float
    shifts: tuple[tuple[int, float], ...] = ()
    lead_em: float = 0.0
    hang_em: float = 0.0
    indent_em: float = 0.0
    trail: str = ""
    kind: Kind = Kind.NATURAL


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
    return tuple(_Paragraph(text, measure, rules, width_em).lines(width_em, indent_em))


class _Paragraph:
    """What is measured once, and the line that is being filled.

    ``edges[n]`` is where the cluster after n clusters begins, were all of them on one line; ``reach[n]`` is how far
    a line would go that ends after n clusters: without the blank of its last mark. Both ascend.

    The line begins at cluster ``start``, its first glyph that is no white space is ``first``; its left edge is at
    ``origin``, ``lead`` beyond where its first cluster begins, and it has ``room`` em. Its ends are numbers of
    clusters: positions after the last that is painted.
    """

    __slots__ = (
        "bases", "blanks", "cells", "edges", "end", "first", "gaps", "joins", "lead", "origin", "reach", "room",
        "rules", "soft_em", "start", "text", "widths",
    )  # fmt: skip

    def __init__(self, text: str, measure: Callable[[str], float], rules: Rules, width_em: float) -> None:
        self.text, self.rules = text, rules
        self.cells: Sequence[str] = clusters(text) if is_compound(text) else text
        self.bases = text if self.cells is text else "".join(cell[0] for cell in self.cells)
        self.widths = list(map(measure, self.cells))
        self.gaps = overlaps(self.bases, self.widths)
        self.blanks = blanks_after(self.bases, self.widths)
        self.edges = list(accumulate(self._advances(), initial=0.0))
        self.reach = self._reaches()
        self.joins = joins(self.bases)
        self.end = len(self.bases)
        while self.end and is_space(self.bases[self.end - 1]):
            self.end -= 1
        self.soft_em = min(rules.soft_em, width_em / 3) if width_em >= rules.soft_from_em else 0.0
        self.start, self.first = 0, self._after_space(0)
        self.lead = self.origin = self.room = 0.0

    def _advances(self) -> Sequence[float]:
        if not self.gaps:
            return self.widths
        advances = self.widths.copy()
        for at, gap in self.gaps.items():
            advances[at] += gap
        return advances

    def _reaches(self) -> list[float]:
        reach = self.edges.copy()
        for at, blank in self.blanks.items():
            reach[at + 1] -= blank
        for at, gap in self.gaps.items():
            reach[at + 1] -= gap
        return reach

    def lines(self, width_em: float, indent_em: float) -> list[Line]:
        self.room = width_em
        done = [self._line(0.0)]
        self.room = width_em - indent_em
        while self.start < self.end:
            done.append(self._line(indent_em))
        return done

    def _line(self, indent: float) -> Line:
        """Return the line that begins at ``start`` and go on to the next."""
        if self.first >= self.end:
            return self._finished(self.start, indent)
        self.lead = blank_before(self.bases[self.start], self.widths[self.start])
        self.origin = self.edges[self.start] + self.lead
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

    def _after_space(self, at: int) -> int:
        bases, count = self.bases, len(self.bases)
        while at < count and is_space(bases[at]):
            at += 1
        return at

    def _needed(self, end: int) -> float:
        """Width of a line that ends here, with nothing squeezed or hung."""
        return self.reach[end] - self.origin

    def _bond(self, end: int) -> Bond:
        if end >= self.end:
            return Bond.FREE
        bond = bond_at(self.bases, end, self.joins)
        return Bond.FREE if bond is Bond.SOFT and not self.soft_em else bond

    def _ends_before(self, end: int) -> int:
        """Step back over white space, so that the position has a glyph before it."""
        while end > self.first and is_space(self.bases[end - 1]):
            end -= 1
        return end

    def _end_after(self, end: int) -> int:
        while is_space(self.bases[end]):
            end += 1
        return end + 1

    def _natural_end(self) -> int:
        """The last end that fits as it stands; ``first`` when not even one glyph does."""
        limit = self.origin + self.room + _TOLERANCE_EM
        return self._ends_before(bisect_right(self.reach, limit, self.first + 1, self.end + 1) - 1)

    def _pulled_in(self, natural: int) -> int | None:
        """The next end beyond the natural one that squeezing and hanging make fit, if there is one."""
        limit = self.room + _TOLERANCE_EM
        end, begin, give = natural, self.first, 0.0
        while end < self.end:
            end = self._end_after(end)
            give += sum(amount for _, _, amount in self._gives(begin, end))
            begin = max(begin, end - 1)
            excess = self._needed(end) - give - limit
            if excess > self.rules.hang_em:
                return None
            fits = excess <= 0.0 or self.bases[end - 1] in _HANGING
            if fits and self._bond(end) is Bond.FREE:
                return end
        return None

    def _gives(self, begin: int, end: int) -> list[tuple[int, Stage, float]]:
        """Return what can be squeezed after each cluster from ``begin`` up to the one before the last."""
        if not self.rules.squeeze:
            return []
        found = squeezes(self.bases, self.widths, begin, end)
        own = ((at, stage, em + self.gaps.get(at, 0.0)) for at, stage, em in found)
        return [give for give in own if give[2] > 0.0]

    def _pushed_out(self, natural: int) -> int | None:
        """The last end before the natural one where a line may end, if there is one."""
        end, soft = natural, None
        while end > self.first:
            bond = self._bond(end)
            if bond is Bond.FREE:
                cost = self.edges[soft] - self.edges[end] if soft is not None else 0.0
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

    def _fitted(self, end: int, indent: float) -> Line:
        """A line that needs more than there is: squeezed, and what squeezing cannot give is hung."""
        excess = self._needed(end) - self.room
        gives = self._gives(self.first, end)
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
        taken: Mapping[int, float] = _NOTHING,
    ) -> Line:
        start, following = self.start, self._after_space(end)
        trail = self._said(end, following) if following > end else ""
        self.start = self.first = following
        if end == start:
            return Line("", 0.0, (), 0.0, 0.0, indent, trail, kind)
        width = self._needed(end) - hang
        if taken:
            width += sum(taken.values())
        shifts = self._shifts(start, end, taken)
        return Line(self._said(start, end), width, shifts, self.lead, hang, indent, trail, kind)

    def _said(self, start: int, end: int) -> str:
        """Return the text of some clusters."""
        part = self.cells[start:end]
        return part if isinstance(part, str) else "".join(part)

    def _shifts(self, start: int, end: int, taken: Mapping[int, float]) -> tuple[tuple[int, float], ...]:
        """Return the shifts of a line of some clusters; ``taken`` is what is squeezed after each."""
        last = end - 1
        after = {at: gap for at, gap in self.gaps.items() if start <= at < last} if self.gaps else {}
        for at, amount in taken.items():
            after[at] = after.get(at, 0.0) + amount
        if last in self.blanks:
            after[last] = -self.blanks[last]
        if not after:
            return ()
        return tuple((len(self._said(start, at + 1)), em) for at, em in sorted(after.items()) if em)


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
