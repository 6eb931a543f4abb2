"""What departments send, read without judging it.

Comes in: the bytes of files, the plan, the layout. Goes out: submissions, as typed, and findings about files and
structure. Nothing is cleaned here and nothing raises: that is the promise to every run.

===========  =================================================================================
archive      several files in one zip
container    is it a workbook, and if not, what is it
identity     what the form says of itself
words        the words by which a form is known again (``words.toml``)
locate       sheet, header row, columns
rows         which row is which assignment of the plan
read         the rows as typed, with what shows while reading
replies      what was written back in the list of findings
outside      what is written beside the questions
condition    how the file was saved, what it lost, whose it says it is
opinion      whether a second reader sees the same answers
submissions  all files together: one submission for each submitter
===========  =================================================================================
"""

from reportgen.collect.submissions import Collected, Earlier, collect, collect_rounds, identify

__all__ = ["Collected", "Earlier", "collect", "collect_rounds", "identify"]
