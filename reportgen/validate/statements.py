"""A text of statements: one a line, each with its mark.

Comes in: a text as typed. Goes out: its statements. The mark ・ may be typed or left out; ★ must be typed. The words of
a statement are never changed; what stood in the cell stays in ``Value.raw``.
"""

import re
from typing import Final

from reportgen.model.value import Statement

MARK: Final = "・"
_LINE: Final = re.compile(r"[ \u3000]*(?:([・･★])[ \u3000]*)?(.*)")


def statements_of(text: str) -> tuple[Statement, ...]:
    """Return the statements of a text, one for each line that is not empty."""
    lines = [_LINE.fullmatch(line) for line in text.split("\n") if line.strip()]
    return tuple(Statement(text=line[2], mark="★" if line[1] == "★" else MARK) for line in lines if line)
