"""The PDF as a screen reader finds it: the structure tree, filled with what the marks of the pages say.

Comes in: the bytes. Goes out: a ``Reading``. Beside the words it checks what validators do not see: that every mark
belongs to one element and back, that paint order is reading order, and that a table of contents and the pages agree on
their numbers. Source: ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from re import DOTALL, search

from reportgen.proof.page_content import Codes, Mark, scan
from reportgen.proof.page_numbers import label_faults, number_in
from reportgen.proof.pdf_contents import ReadHeading, read_contents
from reportgen.proof.pdf_file import PdfFile, PdfPage, text_of
from reportgen.proof.pdf_structure import Annotation, Element, Kid, Structure
from reportgen.proof.pdf_table import read_table
from reportgen.proof.reading import (
    Fault,
    Kind,
    Leaf,
    Part,
    ReadFigure,
    Reading,
    Unreadable,
    cell_leaves,
    says_something,
    with_links,
)

_HEADINGS = {f"H{level}": level for level in range(1, 7)}
_CONTAINERS = ("Document", "Part", "Sect", "Div")
_INLINE = ("Link", "Span")
_SLACK_PT = 0.5


def read_pdf(data: bytes) -> Reading:
    """Return what the file says.

    Raises:
        Unreadable: content or structure that a plain report does not have; text that cannot be read as characters.
        pikepdf.PdfError: bytes that are no PDF.
    """
    file = PdfFile(data)
    pages = file.pages()
    faults: list[Fault] = []
    codes = Codes()
    marks: dict[str, list[Mark]] = {}
    printed: dict[int, int | None] = {}
    for page in pages:
        marks[page.reference], wrong, footer = scan(page, codes)
        printed[page.number] = number_in(footer)
        faults += wrong
    faults += label_faults(file, list(printed.values()))
    structure = Structure(file, pages, marks)
    top = structure.top()
    reader = _Reader(file, pages, top, printed, faults)
    parts = tuple(part for element in top for part in reader.blocks(element) if says_something(part))
    title = _title(file, faults)
    faults += structure.faults()
    return Reading(text_of(file.root.get("/Lang")), title, parts, tuple(faults), group_scopes=False)


def _title(file: PdfFile, faults: list[Fault]) -> str:
    """Return the title of the information dictionary; that of the metadata must be the same (ISO 19005-2, 6.6.3)."""
    title = file.information("/Title")
    packet = file.stream(file.root.get("/Metadata")).decode("utf-8")
    found = search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", packet, DOTALL)
    other = unescape(found[1]) if found else ""
    if other != title:
        faults.append(Fault("file title", f"the metadata say {other}"))
    return title


class _Reader:
    """Reads elements as words and tables; ``faults`` gathers what does not fit together."""

    def __init__(
        self,
        file: PdfFile,
        pages: list[PdfPage],
        top: list[Element],
        printed: dict[int, int | None],
        faults: list[Fault],
    ) -> None:
        self._file, self._printed, self._faults = file, printed, faults
        self._numbers = {page.reference: page.number for page in pages}
        self._page = 0
        self._headings = [heading for element in top for heading in _headings(element)]

    def blocks(self, element: Element) -> Iterator[Part]:
        if [kid.tag for kid in element.kids if isinstance(kid, Element)] == ["Figure", "Caption"]:
            figure, caption = element.elements
            self._follow(figure)
            yield self._figure(figure, self._leaf("paragraph", caption).text)
            return
        if element.tag in _CONTAINERS:
            for kid in element.elements:
                yield from self.blocks(kid)
            return
        self._follow(element)
        if element.tag == "Table":
            for group in element.elements:
                for row in group.kids if group.tag in ("THead", "TBody") else ():
                    self._follow(row)
            yield read_table(element, self._cell, lambda caption: self._leaf("paragraph", caption).text, self._faults)
        elif element.tag == "Figure":
            yield self._figure(element, None)
        elif element.tag == "TOC":
            yield read_contents(element, self._heading_of, self._printed, self._faults)
        else:
            yield from self._words(element)

    def _figure(self, element: Element, caption: str | None) -> ReadFigure:
        """Return a figure: lines that say nothing, then one piece of text for each step."""
        steps = [self._leaf("paragraph", kid).text for kid in element.kids if isinstance(kid, Element)]
        drawn = [kid for kid in element.kids if not isinstance(kid, Element)]
        if any(not isinstance(kid, Mark) or kid.text for kid in drawn):
            raise Unreadable(element.where, "text beside the steps")
        box = element.attributes("/Layout").get("/BBox")
        if not isinstance(box, list) or len(box) != 4:
            self._faults.append(Fault(element.where, "does not say where it stands"))
        return ReadFigure(text_of(element.entries.get("/Alt")), tuple(steps), caption)

    def _follow(self, kid: Kid) -> None:
        """Note where a block or a row begins: never on an earlier page than what stands before it."""
        page = kid.first_page() if isinstance(kid, Element) else 0
        if page and page < self._page:
            self._faults.append(Fault(f"page {page}", f"is read after page {self._page}"))
        self._page = page or self._page

    def _words(self, element: Element) -> Iterator[Leaf]:
        if element.tag == "P":
            yield self._leaf("paragraph", element)
        elif element.tag == "L":
            yield from (self._item(item) for item in element.elements)
        elif element.tag in _HEADINGS:
            yield self._leaf("heading", element, level=_HEADINGS[element.tag])
        else:
            raise Unreadable(element.where, "stands where a block belongs")

    def _item(self, item: Element) -> Leaf:
        parts = item.elements
        if item.tag != "LI" or [part.tag for part in parts] not in (["Lbl", "LBody"], ["LBody"]):
            raise Unreadable(item.where, f"holds {' '.join(part.tag for part in parts)}")
        mark = self._leaf("paragraph", parts[0]).text if len(parts) == 2 else ""
        return self._leaf("item", parts[-1], mark=mark)

    def _leaf(self, kind: Kind, element: Element, *, level: int = 0, mark: str = "") -> Leaf:
        match element.kids:
            case (Mark() as only,):
                return Leaf(kind, only.text, level, mark)
        text, links = with_links(list(self._pieces(element, None)))
        return Leaf(kind, text, level, mark, links)

    def _pieces(self, element: Element, address: str | None) -> Iterator[tuple[str, str | None]]:
        for kid in element.kids:
            match kid:
                case Mark():
                    yield kid.text, address
                case Element(tag="Link"):
                    yield from self._pieces(kid, self._address(kid))
                case Element(tag="Span"):
                    yield from self._pieces(kid, address)
                case Annotation() if element.tag == "Link":
                    pass
                case _:
                    raise Unreadable(element.where, "holds something else than text")

    def _cell(self, cell: Element) -> tuple[Leaf, ...]:
        """Return the leaves of a cell: its blocks, or the words that stand in it directly."""
        match cell.kids:
            case ():
                return ()
            case (Mark() as only,):
                return (Leaf("paragraph", only.text),)
        if any(isinstance(kid, Mark) or (isinstance(kid, Element) and kid.tag in _INLINE) for kid in cell.kids):
            return cell_leaves([self._leaf("paragraph", cell)])
        return cell_leaves([leaf for element in cell.elements for leaf in self._words(element)])

    # ── links ───────────────────────────────────────────────────────────────────────────────────────────
    def _address(self, link: Element) -> str:
        found = {self._target(kid) for kid in link.kids if isinstance(kid, Annotation)}
        if len(found) != 1:
            self._faults.append(Fault(link.where, f"leads to {len(found)} places"))
        return min(found, default="")

    def _target(self, annotation: Annotation) -> str:
        action = self._file.get(annotation.entries.get("/A")) or {}
        if action.get("/S") == "/URI":
            return text_of(action.get("/URI"))
        heading = self._heading_at(annotation)
        return f"#{heading.text if heading else ''}"

    def _heading_of(self, link: Element) -> ReadHeading | None:
        """Return the heading that all annotations of a link lead to."""
        found = {self._heading_at(kid) for kid in link.kids if isinstance(kid, Annotation)}
        return found.pop() if len(found) == 1 else None

    def _heading_at(self, annotation: Annotation) -> ReadHeading | None:
        """Return the first heading on the page of a destination that begins below its height."""
        action = self._file.get(annotation.entries.get("/A")) or {}
        place = annotation.entries.get("/Dest", action.get("/D"))
        if not isinstance(place, list) or place[1:2] != ["/XYZ"]:
            raise Unreadable(f"annotation {annotation.reference}", "leads nowhere")
        page, top = self._numbers.get(place[0], 0), float(place[3])
        below = (it for it in self._headings if it.page == page and it.y_pt < top + _SLACK_PT)
        return next(below, None)


def _headings(element: Element) -> Iterator[ReadHeading]:
    """Yield every heading, in its place."""
    if element.tag in _HEADINGS:
        marks = list(_painted(element))
        if marks and marks[0].place:
            text = "".join(mark.text for mark in marks)
            yield ReadHeading(marks[0].page, marks[0].place[1], _HEADINGS[element.tag], text)
    elif element.tag in _CONTAINERS:
        for kid in element.elements:
            yield from _headings(kid)


def _painted(element: Element) -> Iterator[Mark]:
    """Yield the marks of an element and of those in it."""
    for kid in element.kids:
        if isinstance(kid, Mark):
            yield kid
        elif isinstance(kid, Element):
            yield from _painted(kid)
