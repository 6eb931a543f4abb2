"""The valid name that is nearest to a wrong one, for messages.

Comes in: what somebody wrote, and what could have been meant. Goes out: one of the latter, or whether one of them is
likely to have been meant. No text is replaced by it.
"""

import difflib
from collections.abc import Iterable
from typing import Final

from reportgen.japanese.width import fold

_ALIKE: Final = 0.6
"""The share of characters in the same order: 継続 and 継続実施 are alike (0.67), 充実 and 拡充 (0.5) are not."""


def nearest(found: str, names: Iterable[str]) -> str:
    """Return the name that is most like a text, whatever its widths; empty if there are no names."""
    valid = list(names)
    return max(valid, key=lambda name: difflib.SequenceMatcher(None, fold(found), fold(name)).ratio(), default="")


def resembles(found: str, names: Iterable[str]) -> bool:
    """Say whether a text is likely to be one of the names, misspelt or in another width."""
    return difflib.SequenceMatcher(None, fold(found), fold(nearest(found, names))).ratio() >= _ALIKE
