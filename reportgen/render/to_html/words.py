"""Headings, paragraphs and lists: what is read as running words, inside and outside of tables."""

from reportgen.document.text import List, Paragraph
from reportgen.document.tree import Heading
from reportgen.render.to_html.text import attribute, escaped, inline

_LIST_MARKS = frozenset("・※★●○◎■□◆◇▲△")


def heading_html(heading: Heading) -> str:
    """Return a heading with its anchor."""
    element = f"h{heading.level}"
    words = inline(heading.content, str(heading.origin))
    return f"<{element}{attribute('id', heading.id)}>{words}</{element}>"


def paragraph_html(paragraph: Paragraph, where: str) -> str:
    """Return a paragraph; one that starts with a typed mark hangs by it, as in the Word file."""
    opening = ' class="hang"' if is_hanging(paragraph) else ""
    if paragraph.role:
        opening += attribute("data-role", paragraph.role)
    return f"<p{opening}>{inline(paragraph.content, where)}</p>"


def is_hanging(paragraph: Paragraph) -> bool:
    """Tell whether the text starts with a list mark that was typed as text."""
    return paragraph.text[:1] in _LIST_MARKS


def list_html(items: List, where: str) -> str:
    """Return a list. The mark is text of its own; ``role`` keeps it a list for readers that drop unmarked ones."""
    lines = [
        f'<li><span class="mark">{escaped(item.mark)}</span>{inline(item.content, where)}</li>' for item in items.items
    ]
    return f'<ul role="list">{"".join(lines)}</ul>'
