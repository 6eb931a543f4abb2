"""The valid name that is nearest to a wrong one, for messages.

Comes in: what somebody wrote, and what could have been meant. Goes out: one of the latter. Nothing is decided by it.
"""

import difflib
from collections.abc import Iterable

from reportgen.japanese.width import fold


def nearest(found: str, names: Iterable[str]) -> str:
    """Return the name that is most like a text, whatever its widths; empty if there are no names."""
    valid = list(names)
    return max(valid, key=lambda name: difflib.SequenceMatcher(None, fold(found), fold(name)).ratio(), default="")
