"""The document as a tagged PDF.

Comes in: a ``Document``. Goes out: the bytes of one file that is PDF/UA-1 and PDF/A-2a. The work goes through three
stages: ``typeset`` and ``table`` break the text into lines, ``flow`` and ``pagination`` find a place for each of them,
``paint`` draws and tags them. Below them lie ``font`` and ``embed`` (faces), ``canvas`` and ``structure`` (the file).
"""

from reportgen.render.to_pdf.document import page_count, render_pdf, uncovered

__all__ = ["page_count", "render_pdf", "uncovered"]
