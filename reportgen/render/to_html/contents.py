"""The table of contents: links to the headings, nested as they are.

Comes in: the document and its ``Contents``. Goes out: HTML. It has no page numbers: a browser does not know on which
page of paper a heading will stand.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from reportgen.document.text import Inline, Run
from reportgen.document.tree import Contents, Document, Heading, entries, title_of
from reportgen.render.to_html.text import attribute, inline


def contents_html(document: Document, contents: Contents) -> str:
    """Return the links, named by the heading right before them, or else by the word for contents."""
    title = title_of(document, contents)
    opening = f'<nav class="contents"{attribute("aria-labelledby", title.id)}>\n' if title else _untitled()
    return f"{opening}{_tree(entries(document, contents))}\n</nav>\n"


@cache
def _untitled() -> str:
    return files("reportgen.render.to_html").joinpath("contents.html").read_text(encoding="utf-8")


def _tree(headings: Sequence[Heading]) -> str:
    """Return the list of some headings; those that follow a heading of a higher level stand in its own list.

    There is no space between tags: the page keeps white space.
    """
    items: list[str] = []
    start = 0
    while start < len(headings):
        end = start + 1
        while end < len(headings) and headings[end].level > headings[start].level:
            end += 1
        below = _tree(headings[start + 1 : end]) if end > start + 1 else ""
        items.append(f"<li>{_link(headings[start])}{below}</li>")
        start = end
    return f'<ol role="list">{"".join(items)}</ol>'


def _link(heading: Heading) -> str:
    words = inline(tuple(map(_bare, heading.content)), str(heading.origin))
    return f"<a{attribute('href', f'#{heading.id}')}>{words}</a>"


def _bare(part: Inline) -> Inline:
    """Return the words without their look, and without a link of their own."""
    return Run(part.text) if isinstance(part, Run) else part
