"""What Japanese text asks of every renderer and reader: line breaking, widths, era years.

Comes in: text and numbers. Goes out: lines, widths, labels. Imports nothing else of the project.

=============  ==============================================================================
classes        what a character is to the composer (JLREQ), and the clusters that stay whole
bonds          how firmly two neighbours hold together where a line might end
spacing        the blank that punctuation marks carry, and how much of it may be taken
linebreak      one paragraph → lines for a column (禁則処理)
width          widths without a font, folding and distance for comparison
wareki         fiscal years and dates with era names
years          the years that a text speaks of
joyo           the kanji of the official table (常用漢字表)
=============  ==============================================================================
"""
