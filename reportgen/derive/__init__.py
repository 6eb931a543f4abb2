"""What is reckoned from the answers: rates, totals, changes, ratings — as the layout's ``[[derive]]`` asks.

Comes in: a ``Report`` and a ``Layout``. Goes out: the same report with ``derived`` filled, every derived value with the
ids of its ``sources``, and the findings about ratings that differ from what was chosen. No answer is changed.

==========  ========================================================================
arithmetic  the kinds of derivation as functions of exact decimals
operands    what stands under a key of a noun: a number, or none
reckoning   the derived values of one noun
nouns       the report's tree, derived from the leaves up; ratings compared
==========  ========================================================================
"""

from reportgen.derive.nouns import derive

__all__ = ["derive"]
