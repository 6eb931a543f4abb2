"""Line ends in the middle of a sentence, typed to make a cell look right.

Comes in: a text. Goes out: the lines that go on in the next one, or the text with them joined. A line counts as cut off
if it is long, ends no sentence, and the next one begins no item of a list.
"""

import re
from itertools import pairwise
from typing import Final

_LEAST: Final = 15
"""A shorter line is a heading or an item of a list."""
_ENDS: Final = tuple("。．！？!?」』）)】〕］]：:")
_ITEM: Final = re.compile(
    r"\s|[・･○●◎◇◆□■▲△▼▽★☆※→⇒＊*\-－−–—ー（(「【〔『<＜〈①-⑳㋐-㋾]|[0-9０-９]+(?:[.．)）、：:/\s]|[年月日時])|[ア-ンa-zA-Zａ-ｚ][.．)）]"
)


def cut_off(text: str) -> tuple[str, ...]:
    """Return the lines of a text that go on in the next line."""
    lines = text.split("\n")
    return tuple(line for line, after in pairwise(lines) if _goes_on(line, after))


def joined(text: str) -> str:
    """Return a text in which no sentence is parted by a line end."""
    first, *others = text.split("\n")
    lines = [first]
    before = first
    for line in others:
        if _goes_on(before, line):
            lines[-1] += line
        else:
            lines.append(line)
        before = line
    return "\n".join(lines)


def _goes_on(line: str, after: str) -> bool:
    seen = line.rstrip()
    return len(seen) >= _LEAST and not seen.endswith(_ENDS) and bool(after.strip()) and not _ITEM.match(after)
