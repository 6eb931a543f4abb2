"""From the report to what a meeting is told of it: counts with their denominators, changes from the year before.

Comes in: a ``Report`` with its derived values, and the layout's definition. Goes out: a ``Digest`` of plain texts and
numbers, which papers print. Nothing is judged here, and no sentence is written: that is the paper's.
"""

from reportgen.digest.digest import Digest, digest

__all__ = ["Digest", "digest"]
