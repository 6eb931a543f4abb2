"""Widths without a font, and two ways to compare spellings.

Comes in: text. Goes out: numbers, and folded text that is made for comparison only and must never be stored or shown.
"""

from functools import cache
from typing import Final
from unicodedata import category, east_asian_width, normalize

from reportgen.japanese.classes import clusters
from reportgen.japanese.invisible import without_controls, without_invisible

_WEIGHTLESS: Final = ("Mn", "Me", "Cf")
_LATIN_UNTIL: Final = "\u024f"
_FULL_IN_JIS: Final = frozenset("§¨°±´¶×÷")


def width_em(text: str) -> float:
    """Return the width of a text in em, as an even-width Japanese face would set it.

    A cluster counts once, by its base: 1.0 when it is full-width, wide or ambiguous (①, ※, …, α: Japanese faces draw
    them full-width), 0.5 otherwise and for Latin letters with accents, 0.0 for joiners. Source: UAX #11 in an East
    Asian context; the exceptions below U+0250 are those of JIS X 0208.
    """
    return sum(map(cluster_width_em, clusters(text)))


@cache
def cluster_width_em(cluster: str) -> float:
    """Return the width of one cluster in em; a measure for ``linebreak`` where there is no font."""
    base = cluster[0]
    if category(base) in _WEIGHTLESS:
        return 0.0
    if base <= _LATIN_UNTIL:
        return 1.0 if base in _FULL_IN_JIS else 0.5
    return 1.0 if east_asian_width(base) in "WFA" else 0.5


def fold(text: str) -> str:
    """Return a text as it counts in a comparison: width forms and case folded, all white space and all invisible out.

    NFKC turns ① into 1, ㎡ into m2 and 神 (U+FA19) into another character, so the result is never stored, never shown
    and never printed. Two spellings that fold alike are the same to a reader.
    """
    folded = normalize("NFKC", without_invisible(without_controls(text))).casefold()
    return "".join(normalize("NFKC", folded).split())


def edit_distance(left: str, right: str, limit: int) -> int:
    """Return how many characters must be added, dropped or replaced to make one text the other.

    The count stops at ``limit + 1``, which says "more than the limit". Meant for names and headings; fold both sides
    first. Raises ValueError for a negative limit.
    """
    if limit < 0:
        raise ValueError(f"the limit of a distance is not negative: {limit}")
    if left == right:
        return 0
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    row = list(range(len(right) + 1))
    for done, char in enumerate(left, start=1):
        diagonal, row[0] = row[0], done
        for at, other in enumerate(right, start=1):
            replaced = diagonal + (char != other)
            diagonal, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, replaced)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
