"""How alike two texts are. White space does not count, and the earlier text in print order comes first.

Comes in: texts without white space. Goes out: a share of 1, or the length of the longest common run. The measure is not
symmetric, hence the order; its shortcut for long texts (autojunk) is off, since it is wrong over 200 characters.
"""

from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

SHORTEST: Final = 15
"""Texts of fewer characters are alike by accident."""
CONTAINED_FROM: Final = 30
"""From how many characters on a text that stands in another one is remarkable."""


def similarity(earlier: str, later: str, floor: float) -> float:
    """Return how alike two texts are; 0 where one is short or where they are surely less alike than ``floor``."""
    shorter, total = min(len(earlier), len(later)), len(earlier) + len(later)
    if shorter < SHORTEST or 2 * shorter < floor * total:
        return 0.0
    if 2 * (_characters(earlier) & _characters(later)).total() < floor * total:
        return 0.0
    ratio = SequenceMatcher(None, earlier, later, autojunk=False).ratio()
    return ratio if ratio >= floor else 0.0


@lru_cache(maxsize=2048)
def _characters(text: str) -> Counter[str]:
    """Return how often each character stands in a text: what two texts share of it bounds how alike they can be."""
    return Counter(text)


def contains(one: str, other: str) -> bool:
    """Tell whether the shorter text, without its last 。, stands wholly in the longer one."""
    shorter, longer = sorted((one.rstrip("。"), other.rstrip("。")), key=len)
    return len(shorter) >= CONTAINED_FROM and shorter in longer


def common_run(one: str, other: str) -> str:
    """Return the longest run of characters that stands in both texts."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found = matcher.find_longest_match(0, len(one), 0, len(other))
    return one[found.a : found.a + found.size]
