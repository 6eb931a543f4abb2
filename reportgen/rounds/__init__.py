"""Between runs: what became of a finding since the round before, what was answered to it, what arrived, a new year.

============  ======================================================================
answers       who answered what: the list that came back, notes of rows, the plan
owed          what a returned form could only quote, until somebody says that it is done
reach         whether a check really ran on what a finding of the earlier round was about
track         findings of two rounds → one list with states and answers
resubmission  two files of one submitter → the answers that differ
register      what arrived, line by line (受付簿); no run reads it
archive       what a sealed folder says of itself, and how a folder differs from it
rollover      last year's answers → lines of the new plan master
renewal       what changed from last year's plan to this year's
years         what the sealed years of one plan tell together
============  ======================================================================
"""

from reportgen.rounds.answers import Answers
from reportgen.rounds.owed import owed
from reportgen.rounds.reach import Reach
from reportgen.rounds.resubmission import Edit, edits
from reportgen.rounds.track import track

__all__ = ["Answers", "Edit", "Reach", "edits", "owed", "track"]
