"""The document as one HTML file that needs nothing else: no script, no picture, no font, no style sheet beside it.

Comes in: a ``Document``. Goes out: bytes, the same for the same document. The page is for citizens: it is read on a
telephone, enlarged, printed and heard, so tables keep their structure on every screen (WCAG 2.2, 1.3.1 and 1.4.10).
"""

from reportgen.render.to_html.page import render_html

__all__ = ["render_html"]
