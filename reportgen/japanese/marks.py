"""List marks that people type at the start of a line: ・, ※, ①.

Comes in: one line of text. Goes out: its mark, which stays part of the text. A line that begins with a mark hangs: its
further lines start below the text, not below the mark.
"""

from typing import Final

LIST_MARKS: Final = frozenset("・･●○◎■□◆◇▲△▼▽★☆※①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
NARROWEST_HANGING_EM: Final = 6.0
"""In a narrower column nothing hangs; the indent would cost more than it shows."""

_SPACES: Final = "\u3000 "


def typed_mark(line: str) -> str:
    """Return the mark at the start of a line with the white space after it; empty without a mark or without a text."""
    if line[:1] not in LIST_MARKS:
        return ""
    text = line[1:].lstrip(_SPACES)
    return line[: len(line) - len(text)] if text else ""
