"""What departments sent, judged against the plan and the layout.

Comes in: one submission. Goes out: typed values, every fix listed before → after, and findings. What is wrong stays as
typed or becomes a named kind of nothing; a row never disappears because a cell in it is wrong.

==========  ==================================================================
values      one cell → one value, by the kind of its field
statements  a text of statements → its lines with their marks
rules       the rows of one submission, each cell with its field
==========  ==================================================================
"""

from reportgen.validate.rules import validate

__all__ = ["validate"]
