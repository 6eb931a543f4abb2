"""What departments sent, judged against the plan and the layout.

Comes in: one submission; then the merged report. Goes out: typed values, every fix listed before → after, and findings.
What is wrong stays as typed or becomes a named kind of nothing; a row never disappears because a cell in it is wrong.

==============  ==================================================================
values          one cell → one value, by the kind of its field
cleaning        what is mended in a text, step by step, and listed
questions       what is asked about a text that stays as typed
wraps           line ends in the middle of a sentence
statements      a text of statements → its lines with their marks
earlier         an answer against the year before
stale_years     years that were left standing from a year before
contradictions  two answers of one row that can hardly both be meant
rules           the rows of one submission, each cell with its field
review          questions about the texts of the whole report, by two packages:
wording         how it is written (codes L)
comparison      one text against another (codes R)
corpus          the texts of a report as these questions see them
desk            what these questions work with, and the findings made of their hits
persons         names of persons, asked about before publication only (P01)
==============  ==================================================================
"""

from reportgen.validate.earlier import not_compared
from reportgen.validate.review import end_review, review, review_one
from reportgen.validate.rules import validate

__all__ = ["end_review", "not_compared", "review", "review_one", "validate"]
