"""One text against another, and what a record says of itself (codes R).

Comes in: the passages of a report. Goes out: hits and findings.

==========  ==================================================================
similarity  how alike two texts are
pairs       the same in two columns, two parties, two items, or out of the plan
repeats     statements that stand in several places word for word
records     tense, years, partners and success in a record
phrases     broken phrases
labels      headings and terms that differ by spacing or one letter
==========  ==================================================================
"""
