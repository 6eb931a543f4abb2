"""Near misses of names: a term or a department's name with one or two letters wrong, or cut off (L18).

Comes in: a passage and the protected names. Goes out: hits. Needs no dictionary. Names that are free phrases
(公園の整備) are left out, since another phrase may lie as near; a name that is only longer or shorter at its ends is
another word.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from reportgen.japanese.width import edit_distance, fold
from reportgen.validate.corpus import Passage
from reportgen.validate.desk import Desk, Hit, TextRule

_SHORTEST: Final = 6
_TWO_ERRORS_FROM: Final = 12
_PHRASE: Final = re.compile(r"[をへがはに]|の(?!ため)")
_ANCHOR: Final = 2
_KANA: Final = re.compile("[をのへでがはにと]")


def near_misses(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L18: parts of a text that are nearly, but not quite, a name of the plan or a statutory term."""
    text = passage.text
    for name in _rigid(desk.names.names):
        limit = 2 if len(name) >= _TWO_ERRORS_FROM else 1
        for start, end in _candidates(text, name, limit):
            if not desk.names.holds(text, start, end) and _is_near(text[start:end], name, limit):
                yield Hit(code="L18", words=text[start:end], better=name)
                break


@cache
def _rigid(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) >= _SHORTEST and not _PHRASE.search(name))


def _candidates(text: str, name: str, limit: int) -> Iterator[tuple[int, int]]:
    """Yield parts that begin and end like the name and are nearly as long."""
    head, last = name[:_ANCHOR], name[-1]
    start = text.find(head)
    while start >= 0:
        for length in range(len(name) - limit, len(name) + limit + 1):
            if text[start + length - 1 : start + length] == last:
                yield start, start + length
        start = text.find(head, start + 1)


def _is_near(found: str, name: str, limit: int) -> bool:
    """Tell whether a part is a misspelling. With a particle that the name lacks it is a phrase, not the name."""
    if "\n" in found or "、" in found or "。" in found:
        return False
    left, right = fold(found), fold(name)
    if left == right or set(_KANA.findall(left)) - set(_KANA.findall(right)):
        return False
    return edit_distance(left, right, limit) <= limit


RULES: Final = (TextRule(codes=("L18",), check=near_misses),)
