"""The ``article`` element → page header and blocks of the document.

Comes in: the element tree. Goes out: nodes in reading order; the notes of a block stand right below it. Notes what a
reader by ear or by outline would miss: skipped heading levels, empty headings, a missing title.
"""

from collections.abc import Iterator

from reportgen.compose.composition import Composition
from reportgen.compose.leaves import leaf, list_of, words
from reportgen.compose.markup import Element
from reportgen.compose.tables import table_of
from reportgen.document.text import Paragraph
from reportgen.document.theme import Page
from reportgen.document.tree import Block, Contents, Heading, PageBreak, PageHeader, Section

_CORNERS = ("left", "center", "right", "box")
_COVER = "cover"
_NOT_ON_A_COVER = ("section", "toc", "pagebreak")
_LISTED = {"data-from": "2", "data-to": "3"}
"""The levels of headings that a table of contents lists unless it says otherwise."""


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
            composition.refuse_notes(line)
            role = line.attributes.get("role", "")
            if role not in _CORNERS or role in found:
                composition.faults.add("K44", line.origin, name=role, names="・".join(_CORNERS))
            found[role] = words(line)
    return PageHeader(**{role: text for role, text in found.items() if role in _CORNERS})


def _blocks(parent: Element, composition: Composition) -> Iterator[Block]:
    for element in parent.elements():
        if element.name == "figure":
            from reportgen.compose.figures import figures_of  # most papers have none

            yield from figures_of(element, composition)
        elif (block := _block(element, parent, composition)) is not None:
            yield block
        yield from composition.notes.take()


def _block(element: Element, parent: Element, composition: Composition) -> Block | None:
    """Return the node of one element; ``None`` for one that holds nothing, and for the page header."""
    match element.name:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            return _heading(element, composition)
        case "p":
            composition.check_role(element)
            content = leaf(element, composition)
            return Paragraph(content, element.origin, element.attributes.get("role")) if content else None
        case "ul" | "ol":
            return list_of(element, composition)
        case "table":
            return table_of(element, composition)
        case "pagebreak":
            return PageBreak(element.origin)
        case "toc":
            return _contents(element, composition)
        case "section":
            return _section(element, parent, composition)
    return None


def _contents(element: Element, composition: Composition) -> Contents:
    """Return the table of contents. Notes K73 for levels in the wrong order."""
    first, last = (int(element.attributes.get(name, usual)) for name, usual in _LISTED.items())
    if first > last:
        composition.faults.add("K73", element.origin, name="toc", first=first, last=last)
    return Contents(first, last, element.origin)


def _section(element: Element, parent: Element, composition: Composition) -> Section | None:
    """Return the section, made for the width of its own sheet if it has one. Notes K66–K70."""
    page, cover = _sheet(element, parent, composition), _is_cover(element, parent, composition)
    around = composition.page
    composition.page = page or around
    blocks = tuple(_blocks(element, composition))
    composition.page = around
    return Section(blocks, element.origin, page, cover) if blocks else None


def _sheet(element: Element, parent: Element, composition: Composition) -> Page | None:
    if "data-page" in element.attributes and parent.name != "article":
        composition.faults.add("K67", element.origin, name="section")
    return composition.sheet(element)


def _is_cover(element: Element, parent: Element, composition: Composition) -> bool:
    role = element.attributes.get("role")
    if role is None:
        return False
    if role != _COVER:
        composition.faults.add("K69", element.origin, name=role)
        return False
    first = next(block for block in parent.elements() if block.name != "header")
    if parent.name != "article" or first is not element:
        composition.faults.add("K68", element.origin, name=role)
    for block in element.elements(*_NOT_ON_A_COVER):
        composition.faults.add("K70", block.origin, name=block.name)
    return True


def _heading(element: Element, composition: Composition) -> Heading:
    level = int(element.name[1])
    composition.check_level(level, element.origin)
    content = leaf(element, composition)
    heading = Heading(level, content, composition.heading_id(element), element.origin)
    if not heading.text.strip() and not element.holds_data():
        composition.faults.add("K57", element.origin, name=element.name)
    return heading
