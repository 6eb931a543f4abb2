"""The ``article`` element → page header and blocks of the document.

Comes in: the element tree. Goes out: nodes in reading order. Notes what a reader by ear or by outline would miss:
skipped heading levels, empty headings, a missing title.
"""

from collections.abc import Iterator

from reportgen.compose.composition import Composition
from reportgen.compose.figures import figure_of
from reportgen.compose.leaves import leaf, list_of, words
from reportgen.compose.markup import Element
from reportgen.compose.tables import table_of
from reportgen.document.text import Paragraph
from reportgen.document.tree import Block, Heading, PageBreak, PageHeader, Section

_CORNERS = ("left", "center", "right", "box")


def blocks_of(article: Element, composition: Composition) -> tuple[Block, ...]:
    """Return the blocks of the body. Notes K52 when there is no title (``h1``)."""
    blocks = tuple(_blocks(article, composition))
    if 1 not in composition.levels:
        composition.faults.add("K52", article.origin, name="h1")
    return blocks


def page_header_of(article: Element, composition: Composition) -> PageHeader:
    """Return what stands at the head of every page; empty without a ``header``."""
    found: dict[str, str] = {}
    for header in article.elements("header"):
        for line in header.elements():
            role = line.attributes.get("role", "")
            if role not in _CORNERS or role in found:
                composition.faults.add("K44", line.origin, name=role, names="・".join(_CORNERS))
            found[role] = words(line)
    return PageHeader(**{role: text for role, text in found.items() if role in _CORNERS})


def _blocks(parent: Element, composition: Composition) -> Iterator[Block]:
    for element in parent.elements():
        block = _block(element, composition)
        if block is not None:
            yield block


def _block(element: Element, composition: Composition) -> Block | None:
    """Return the node of one element; ``None`` for one that holds nothing, and for the page header."""
    match element.name:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            return _heading(element, composition)
        case "p":
            composition.check_role(element)
            content = leaf(element, composition.ledger)
            return Paragraph(content, element.origin, element.attributes.get("role")) if content else None
        case "ul" | "ol":
            return list_of(element, composition.ledger)
        case "table":
            return table_of(element, composition)
        case "figure":
            return figure_of(element, composition)
        case "pagebreak":
            return PageBreak(element.origin)
        case "section":
            blocks = tuple(_blocks(element, composition))
            return Section(blocks, element.origin) if blocks else None
    return None


def _heading(element: Element, composition: Composition) -> Heading:
    level = int(element.name[1])
    composition.check_level(level, element.origin)
    content = leaf(element, composition.ledger)
    heading = Heading(level, content, composition.heading_id(element), element.origin)
    if not heading.text.strip() and not element.holds_data():
        composition.faults.add("K57", element.origin, name=element.name)
    return heading
