"""How alike two texts are. White space does not count, and the earlier text in print order comes first.

Comes in: texts without white space. Goes out: a share of 1, or the length of the longest common run. The measure is not
symmetric, hence the order; its shortcut for long texts (autojunk) is off, since it is wrong over 200 characters.

Finding the pairs among very many texts is quick because what two texts share bounds how alike they can be: characters
and how often they stand are the bits of a number, so that one operation counts what is common to two texts.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, its place among the others, and its characters: a bit for the n-th time that a character stands in it."""

    place: int
    text: str
    bits: int


class Texts:
    """Very many texts, to be asked which earlier ones may be like a later one; short ones are like none.

    ``floor`` is the least similarity that counts, above 0.
    """

    def __init__(self, texts: Sequence[str], floor: float) -> None:
        self._floor = floor
        self._places: dict[tuple[str, int], int] = {}
        long = [(place, text) for place, text in enumerate(texts) if len(text) >= SHORTEST]
        self._texts = {place: _Text(place, text, self._bits(text)) for place, text in long}
        self._by_length = sorted(self._texts.values(), key=lambda one: len(one.text))
        self._lengths = [len(one.text) for one in self._by_length]

    def before(self, place: int) -> Iterator[tuple[float, int]]:
        """Yield the places of the earlier texts that may be like a text, each with the most that it may be like it."""
        later = self._texts.get(place)
        if later is None:
            return
        length, bits, floor = len(later.text), later.bits, self._floor
        first = bisect_left(self._lengths, floor / (2 - floor) * length - 1)
        last = bisect_right(self._lengths, (2 - floor) / floor * length + 1)
        for one in self._by_length[first:last]:
            if one.place < place:
                most = 2.0 * (one.bits & bits).bit_count() / (len(one.text) + length)
                if most >= floor:
                    yield most, one.place

    def similarity(self, earlier: int, later: int) -> float:
        """Return how alike the texts at two places are; 0 below the floor."""
        return similarity(self._texts[earlier].text, self._texts[later].text, self._floor)

    def _bits(self, text: str) -> int:
        return sum(
            1 << self._places.setdefault((char, number), len(self._places))
            for char, count in Counter(text).items()
            for number in range(count)
        )


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
