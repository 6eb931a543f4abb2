"""The order in which a reader expects numbers of items: 1-2 before 1-10 before R2-1.

Comes in: a text. Goes out: a key to sort by. The text itself is not changed.
"""

import re
from typing import Final

from reportgen.japanese.width import fold

_RUN: Final = re.compile(r"[0-9]+|[^0-9]+")

NaturalKey = tuple[tuple[int, int, str], ...]


def natural_key(text: str) -> NaturalKey:
    """Return the runs of figures as numbers and the rest as words, figures first; width and case do not count."""
    runs = _RUN.findall(fold(text))
    return tuple((0, int(run), "") if run[0] in "0123456789" else (1, 0, run) for run in runs)
