"""Between runs: what became of a finding since the round before, and what was answered to it.

=======  ======================================================================
answers  who answered what: the list that came back, notes of rows, the plan
reach    whether a check really ran on what a finding of the earlier round was about
track    findings of two rounds → one list with states and answers
=======  ======================================================================
"""

from reportgen.rounds.answers import Answers
from reportgen.rounds.reach import Reach
from reportgen.rounds.track import track

__all__ = ["Answers", "Reach", "track"]
