"""The Word file as a reader of it finds it: paragraphs by style, tables by ``w:tc``, ``gridSpan`` and ``vMerge``.

Comes in: the bytes. Goes out: a ``Reading``. Only what a plain document needs is understood; anything else in the body
(a tracked change, a text box, hidden text) is refused, for nobody reads it aloud. Source: ECMA-376 part 1, 17.3–17.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from reportgen.proof.reading import (
    Fault,
    Kind,
    Leaf,
    Part,
    ReadFigure,
    Reading,
    ReadTable,
    Unreadable,
    cell_leaves,
    says_something,
    with_links,
)
from reportgen.proof.word_contents import Listing, check_levels, read_contents
from reportgen.proof.word_figure import has_drawing, read_figure
from reportgen.proof.word_styles import (
    Marks,
    Style,
    W,
    children_of,
    hidden_styles,
    is_hidden,
    paragraph_styles,
    value_of,
)
from reportgen.proof.word_table import read_table

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPH, _PROPERTIES, _STYLE, _NUMBER = f"{W}p", f"{W}pPr", f"{W}pStyle", f"{W}numPr"
_LINK, _RUN, _LOOK, _TEXT, _TAB, _BREAK = (f"{W}{name}" for name in ("hyperlink", "r", "rPr", "t", "tab", "br"))
_VALUE, _TYPE = f"{W}val", f"{W}type"
_SILENT = frozenset(f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "proofErr"))
_CAPTION = "caption"
_FIGURE_CAPTION = "図の題"


def read_docx(data: bytes) -> Reading:
    """Return what the file says.

    Raises:
        Unreadable: a part that is missing, or an element in the body that a plain report does not have.
        zipfile.BadZipFile, lxml.etree.XMLSyntaxError: bytes that are no package, or not the ones that were written.
    """
    with ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    styles = _xml(parts, "word/styles.xml")
    body = _xml(parts, "word/document.xml").find(f"{W}body")
    if body is None:
        raise Unreadable("word/document.xml", "no body")
    numbering = _xml(parts, "word/numbering.xml") if "word/numbering.xml" in parts else None
    reader = _Reader(paragraph_styles(styles, Marks(numbering)), hidden_styles(styles), _addresses(parts, body))
    found = tuple(part for part in reader.blocks(body) if says_something(part))
    reader.faults += check_levels(reader.listings, found, reader.listable)
    return Reading(_language(styles), _title(parts), found, tuple(reader.faults))


def _xml(parts: dict[str, bytes], name: str) -> _Element:
    from lxml import etree

    if name not in parts:
        raise Unreadable(name, "is not in the package")
    return etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _addresses(parts: dict[str, bytes], body: _Element) -> dict[str, str]:
    """Return where links lead: addresses by relationship, and headings by ``#`` and the bookmark in them."""
    found = {}
    if "word/_rels/document.xml.rels" in parts:
        for relation in _xml(parts, "word/_rels/document.xml.rels").iterfind(_RELATIONSHIP):
            found[relation.get("Id", "")] = relation.get("Target", "")
    for bookmark in body.iter(f"{W}bookmarkStart"):
        paragraph = bookmark.getparent()
        texts = [] if paragraph is None else [text.text or "" for text in paragraph.iter(f"{W}t")]
        found[f"#{bookmark.get(f'{W}name')}"] = "#" + "".join(texts)
    return found


def _language(styles: _Element) -> str:
    """Return the language of East Asian text, which Word announces and writes into an exported PDF."""
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if language is None:
        return ""
    return language.get(f"{W}eastAsia", "") or language.get(f"{W}val", "")


def _title(parts: dict[str, bytes]) -> str:
    return _xml(parts, "docProps/core.xml").findtext(_TITLE) or ""


class _Reader:
    """Reads blocks in order; ``faults`` are what it stumbled over without losing its way."""

    def __init__(self, styles: dict[str, Style], hidden: frozenset[str], addresses: dict[str, str]) -> None:
        self._styles, self._hidden, self._addresses = styles, hidden, addresses
        self._caption: str | None = None
        self.faults: list[Fault] = []
        self.listings: list[Listing] = []
        self.listable: list[bool] = []
        """Heading by heading, whether a table of contents takes it up by its style."""

    def blocks(self, body: _Element) -> Iterator[Part]:
        previous = ""
        for element in body:
            if element.tag == f"{W}p":
                yield from self._block(element)
            elif element.tag == f"{W}tbl":
                if previous == element.tag:
                    self.faults.append(Fault("table", "two tables without a paragraph between them are one"))
                yield self._table(element)
            elif element.tag == f"{W}sdt":
                self.listings.append(read_contents(element, self._styles, self._addresses, self.faults))
                yield self.listings[-1].contents
            elif element.tag not in (f"{W}sectPr", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                raise Unreadable("body", f"element {_short(element)}")
            previous = str(element.tag)

    def _block(self, paragraph: _Element) -> Iterator[Leaf | ReadFigure]:
        if self._caption is not None:
            self.faults.append(Fault(f"caption {self._caption}", "no table follows"))
            self._caption = None
        if has_drawing(paragraph):
            yield read_figure(paragraph, self._figure_caption(paragraph.getnext()), self.faults)
            return
        leaf, style = self._paragraph(paragraph)
        if leaf.kind == "heading":
            self.listable.append(style.listed)
        if style.name == _CAPTION:
            self._caption = leaf.text
        elif style.name == _FIGURE_CAPTION:
            figure = paragraph.getprevious()
            if figure is None or not has_drawing(figure):
                self.faults.append(Fault(f"caption {leaf.text}", "no figure above"))
        else:
            yield leaf

    def _figure_caption(self, below: _Element | None) -> str | None:
        """Return the caption of the figure above a paragraph, which is known by its style."""
        if below is None or below.tag != f"{W}p" or has_drawing(below):
            return None
        leaf, style = self._paragraph(below)
        return leaf.text if style.name == _FIGURE_CAPTION else None

    def _table(self, table: _Element) -> ReadTable:
        caption, self._caption = self._caption, None
        return read_table(table, self._cell, caption, self.faults)

    def _cell(self, content: list[_Element]) -> tuple[Leaf, ...]:
        leaves: list[Leaf] = []
        for element in content:
            if element.tag != _PARAGRAPH:
                raise Unreadable("cell", f"element {_short(element)}")
            leaves.append(self._paragraph(element)[0])
        if not leaves:
            self.faults.append(Fault("cell", "does not end with a paragraph"))
        return cell_leaves(leaves)

    def _paragraph(self, paragraph: _Element) -> tuple[Leaf, Style]:
        properties: _Element | None = None
        pieces: list[tuple[str, str | None]] = []
        for element in paragraph:
            tag = element.tag
            if tag == _RUN:
                pieces.append((self._run(element), None))
            elif tag == _PROPERTIES and properties is None:
                properties = element
            elif tag == _LINK:
                address = self._address(element)
                pieces += [(self._run(run), address) for run in element]
            elif tag not in _SILENT:
                raise Unreadable("paragraph", f"element {_short(element)}")
        style = self._style(properties)
        text, links = with_links(pieces)
        if style.hidden and text:
            self.faults.append(Fault(text, "is hidden by its style"))
        kind: Kind = "heading" if style.level else "item" if style.mark else "paragraph"
        return Leaf(kind, text, style.level, style.mark, links), style

    def _style(self, properties: _Element | None) -> Style:
        known = children_of(properties)
        name = known[_STYLE].get(_VALUE, "") if _STYLE in known else ""
        if name not in self._styles:
            raise Unreadable("paragraph", f"style {name} is not defined")
        if _NUMBER in known:
            raise Unreadable("paragraph", f"a mark beside that of style {name}")
        return self._styles[name]

    def _run(self, run: _Element) -> str:
        if run.tag != _RUN:
            raise Unreadable("link", f"element {_short(run)}")
        return "".join([self._run_content(element) for element in run])

    def _run_content(self, element: _Element) -> str:
        tag = element.tag
        if tag == _TEXT:
            text = element.text or ""
            return text if element.get(_SPACE) == "preserve" else text.strip(" \t\n\r")
        if tag == _TAB:
            return "\t"
        if tag == _BREAK and element.get(_TYPE, "textWrapping") == "textWrapping":
            return "\n"
        if tag != _LOOK:
            raise Unreadable("run", f"element {_short(element)}")
        if is_hidden(element) or value_of(element, "rStyle") in self._hidden:
            self.faults.append(Fault("run", "is hidden"))
        return ""

    def _address(self, link: _Element) -> str:
        key = link.get(_ID) or f"#{link.get(f'{W}anchor')}"
        if key not in self._addresses:
            raise Unreadable("link", f"{key} leads nowhere")
        return self._addresses[key]


def _short(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
