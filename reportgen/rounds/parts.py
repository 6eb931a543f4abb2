"""Which parts of a text have changed, as a reader of Japanese would underline them.

Comes in: a text before and after. Goes out: both as a row of parts, each kept or changed; joined together they are the
texts. Nothing is folded or trimmed: a space that has become another is a change. Must not know whose texts they are.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.japanese.classes import clusters
from reportgen.japanese.years import years_in

_WORD: Final = re.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[回人名件年月日歳円校園台冊組個社点％%]?"  # 1,234.5人
    r"|[A-Za-zＡ-Ｚａ-ｚ]+"
    r"|[\u30a1-\u30faー]+"  # katakana
    r"|[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff々〆ヶ]+"
)
_ISLAND: Final = 2
"""Clusters between two changes that are marked with them: 【実】施【した】 would be harder to read."""
_ALIKE: Final = 0.3
"""Texts that share less than this of 1 are marked whole: what they share is chance."""
_LARGEST: Final = 4_000_000
"""Pairs of words that are compared one by one; a longer change is marked whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text, and whether it differs from the other text."""

    text: str
    changed: bool


Parts = tuple[Part, ...]


def parts_of(before: str, after: str) -> tuple[Parts, Parts]:
    """Return the parts of both texts; no two neighbours are of one kind, and none is empty.

    Numbers with a usual counter, years with their era, Latin and katakana words, runs of kanji and clusters (a base
    with its marks) are kept or changed as a whole. Equal texts are one kept part each; an empty text has none.
    """
    old, new = _words(before), _words(after)
    steps = _steps(old, new)
    same = sum(len("".join(old[i1:i2])) for equal, i1, i2, _, _ in steps if equal)
    if before and after and same * 2 < _ALIKE * (len(before) + len(after)):
        steps = [(False, 0, len(old), 0, len(new))]
    return (
        _parts((equal, "".join(old[i1:i2])) for equal, i1, i2, _, _ in steps),
        _parts((equal, "".join(new[j1:j2])) for equal, _, _, j1, j2 in steps),
    )


_Step = tuple[bool, int, int, int, int]
"""Whether it is kept, and its words: from and to before, from and to after."""


def _steps(old: Sequence[str], new: Sequence[str]) -> list[_Step]:
    """Return kept and changed stretches in turn, small islands joined to the changes around them."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    inner_old, inner_new = old[head : ends[0]], new[head : ends[1]]
    steps: list[_Step] = [(True, 0, head, 0, head)]
    if len(inner_old) * len(inner_new) > _LARGEST:
        steps.append((False, head, ends[0], head, ends[1]))
    else:
        matcher = difflib.SequenceMatcher(None, inner_old, inner_new, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            steps.append((tag == "equal", head + i1, head + i2, head + j1, head + j2))
    steps.append((True, ends[0], len(old), ends[1], len(new)))
    return _without_islands([step for step in steps if step[1:] != (step[1], step[1], step[3], step[3])], old)


def _without_islands(steps: list[_Step], old: Sequence[str]) -> list[_Step]:
    made: list[_Step] = []
    for number, (equal, i1, i2, j1, j2) in enumerate(steps):
        inside = 0 < number < len(steps) - 1
        kept = equal and not (inside and _is_island("".join(old[i1:i2])))
        if made and made[-1][0] == kept:
            before = made.pop()
            i1, j1 = before[1], before[3]
        made.append((kept, i1, i2, j1, j2))
    return made


def _is_island(text: str) -> bool:
    return len(text) <= _ISLAND and "\n" not in text


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _words(text: str) -> list[str]:
    """Return the pieces that are never parted, in order; joined together they are the text."""
    found: list[str] = []
    position = 0
    for start, end in _bounds(text):
        found += clusters(text[position:start])
        found.append(text[start:end])
        position = end
    found += clusters(text[position:])
    return _with_riders(found)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Yield where years and words stand, in order and apart."""
    years = [(year.start, year.end) for year in years_in(text)]
    position = 0
    for start, end in [*years, (len(text), len(text))]:
        yield from (found.span() for found in _WORD.finditer(text, position, start))
        if start < end:
            yield start, end
        position = end


def _with_riders(pieces: list[str]) -> list[str]:
    """Return the pieces with marks that ride on a word joined to it (葛 and its variation selector)."""
    made: list[str] = []
    for piece in pieces:
        if made and len(clusters(made[-1][-1:] + piece[:1])) == 1:
            made[-1] += piece
        else:
            made.append(piece)
    return made


def _parts(pieces: Iterator[tuple[bool, str]]) -> Parts:
    made: list[Part] = []
    for equal, text in pieces:
        if text and made and made[-1].changed is not equal:
            made[-1] = Part(made[-1].text + text, not equal)
        elif text:
            made.append(Part(text, not equal))
    return tuple(made)
