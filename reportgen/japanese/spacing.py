"""The blank that full-width punctuation carries in its glyph, and how much of it may be taken away.

Comes in: characters and glyph widths in em. Goes out: lengths in em. A glyph narrower than 0.9 em has no blank to
give: in proportional and half-width faces the mark fills its box.

Source: JLREQ 3.1.2–3.1.6 and 3.8.3 (JIS X 4051 clause 4.7, 4.19): half an em before an opening and after a closing
bracket, comma or full stop, a quarter on either side of a middle dot.
"""

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import Final

from reportgen.japanese.classes import CharClass, class_of, members

_FULL_EM: Final = 0.9
_AFTER: Final = frozenset({CharClass.CLOSING, CharClass.FULL_STOP, CharClass.COMMA})
_OPENING_MARKS: Final = frozenset(members(CharClass.OPENING))
_MARKS_BEFORE_BLANK: Final = frozenset(members(*_AFTER))


class Stage(Enum):
    """What is squeezed first, and what next."""

    MIDDLE_DOT = 1
    BRACKET_OR_COMMA = 2


@cache
def blanks(char: str) -> tuple[float, float]:
    """Return the blank before and after the ink of a full-width glyph, in em."""
    kind = class_of(char)
    if kind is CharClass.OPENING:
        return 0.5, 0.0
    if kind in _AFTER:
        return 0.0, 0.5
    return (0.25, 0.25) if kind is CharClass.MIDDLE_DOT else (0.0, 0.0)


def blank_before(char: str, width_em: float) -> float:
    """Return the blank that an opening mark gives up at the start of a line (天付き), in em."""
    return 0.5 if char in _OPENING_MARKS and width_em >= _FULL_EM else 0.0


def blank_after(char: str, width_em: float) -> float:
    """Return the blank that a closing mark, comma or full stop gives up at the end of a line, in em."""
    return 0.5 if char in _MARKS_BEFORE_BLANK and width_em >= _FULL_EM else 0.0


_CLOSED: Final = re.compile(f"[{re.escape(members(*_AFTER))}]")


def blanks_after(text: str, widths_em: Sequence[float]) -> dict[int, float]:
    """Return the blank that each mark of a text gives up if a line ends with it: position → em; see above.

    ``text`` has one character a cluster.
    """
    marks = [match.start() for match in _CLOSED.finditer(text)]
    return {at: blank for at in marks if (blank := blank_after(text[at], widths_em[at]))}


_BLANKED: Final = re.escape(members(*_AFTER, CharClass.OPENING, CharClass.MIDDLE_DOT))
_MARK: Final = re.compile(f"[{_BLANKED}]")
_NEIGHBOURS: Final = re.compile(f"[{_BLANKED}\u3000](?=[{_BLANKED}\u3000])")


def overlaps(text: str, widths_em: Sequence[float]) -> dict[int, float]:
    """Return where two neighbouring marks share their blank: position of the left one → em to add (negative).

    ``text`` has one character a cluster. Brackets and stops side by side keep one half em between their inks, or
    none where the blanks do not face each other; a middle dot beside a bracket keeps its quarter.
    """
    found: dict[int, float] = {}
    for match in _NEIGHBOURS.finditer(text):
        at = match.start()
        amount = _overlap(text[at], text[at + 1], widths_em[at], widths_em[at + 1])
        if amount:
            found[at] = -amount
    return found


def _overlap(left: str, right: str, left_em: float, right_em: float) -> float:
    after = blanks(left)[1] if left_em >= _FULL_EM else 0.0
    before = blanks(right)[0] if right_em >= _FULL_EM else 0.0
    closes, opens = class_of(left) in _AFTER, class_of(right) is CharClass.OPENING
    if closes and (class_of(right) in _AFTER or right == "\u3000"):
        return after
    if opens and (class_of(left) is CharClass.OPENING or left == "\u3000"):
        return before
    if class_of(left) is CharClass.FULL_STOP or class_of(left) is CharClass.COMMA:
        return min(after, before)
    return max(after, before) if after and before and (closes or opens) else 0.0


def squeezable(left: str, right: str, left_em: float, right_em: float) -> tuple[Stage, float] | None:
    """Return what the space between two neighbours inside a line can give, before any overlap, and at which stage.

    ``None`` where it can give nothing: beside white space, and after a full stop, which is never squeezed inside a
    line (JIS X 4051).
    """
    after = blanks(left)[1] if left_em >= _FULL_EM and class_of(left) is not CharClass.FULL_STOP else 0.0
    before = blanks(right)[0] if right_em >= _FULL_EM else 0.0
    if not after + before or CharClass.SPACE in (class_of(left), class_of(right)):
        return None
    dotted = CharClass.MIDDLE_DOT in (class_of(left), class_of(right))
    return Stage.MIDDLE_DOT if dotted else Stage.BRACKET_OR_COMMA, after + before


def squeezes(text: str, widths_em: Sequence[float], begin: int, end: int) -> list[tuple[int, Stage, float]]:
    """Return what every space between two characters of ``text[begin:end]`` can give: see above.

    In order: position of the left neighbour in the text, stage, em.
    """
    marks = [match.start() for match in _MARK.finditer(text, begin, end)]
    found = []
    for at in sorted({*marks, *(mark - 1 for mark in marks)}):
        if begin <= at < end - 1:
            slot = squeezable(text[at], text[at + 1], widths_em[at], widths_em[at + 1])
            if slot is not None:
                found.append((at, *slot))
    return found
