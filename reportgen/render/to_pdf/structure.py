"""The structure tree: what a screen reader is told, and by which every table can be rebuilt.

Comes in: elements as the painter makes them, and the marks it paints them with. Goes out: ``StructTreeRoot`` with
parent tree and id tree in a document. Elements are written straight as bytes, because a long report has a hundred
thousand of them. Knows nothing of coordinates or fonts. Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal, get_args

from reportgen.errors import RenderError
from reportgen.render.to_pdf.objects import Body, PackedDocument, number, text_string

Tag = Literal[
    "Document", "Sect", "Div", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody", "Table", "Caption",
    "THead", "TBody", "TR", "TH", "TD", "Figure", "Link", "Span", "TOC", "TOCI", "Reference", "Note",
]  # fmt: skip
CellTag = Literal["TH", "TD"]
HeaderScope = Literal["col", "row", "colgroup", "rowgroup"]

_TAGS: Final[dict[str, bytes]] = {tag: tag.encode("ascii") for tag in get_args(Tag)}
_SCOPES: Final = {"col": b"Column", "row": b"Row", "colgroup": b"Column", "rowgroup": b"Row"}
_ID = re.compile(r"[A-Za-z0-9._-]+")
_MCID_BITS: Final = 20
_MCID_MASK: Final = (1 << _MCID_BITS) - 1


class Element:
    """One structure element. Made by ``add`` and ``add_cell`` of its parent, painted by ``TaggedCanvas.mark``.

    An element may be painted in several marks and on several pages.
    """

    __slots__ = ("_entries", "_index", "_kids", "_parent", "_tree", "tag")

    def __init__(self, tree: StructureTree, parent: Element | None, tag: bytes, entries: bytes = b"") -> None:
        self._tree, self._parent, self.tag, self._entries = tree, parent, tag, entries
        self._kids: _Kid | list[_Kid] | None = None  # a list only if there are several: most have one
        elements = tree.elements
        self._index = len(elements)
        elements.append(self)

    def add(
        self,
        tag: Tag,
        *,
        identity: str | None = None,
        title: str | None = None,
        alternative: str | None = None,
        actual: str | None = None,
        summary: str | None = None,
        box: tuple[float, float, float, float] | None = None,
    ) -> Element:
        """Append an element of a kind and return it.

        ``identity`` is unique in the document, ``title`` names the element, ``alternative`` describes a picture,
        ``actual`` is what the drawn signs stand for, ``summary`` says what rows and columns of a table are. ``box`` is
        where a picture stands: left, lower, right, upper edge on its page (ISO 32000-1, 14.8.5.4.3).
        """
        entries = b"/A<</O/List/ListNumbering/Disc>>" if tag == "L" else b""
        if box:
            entries += b"/A<</O/Layout/Placement/Block/BBox[%b]>>" % b" ".join(map(number, box))
        if identity or title or alternative or actual or summary:
            entries += self._described(identity, title, alternative, actual, summary)
        element = Element(self._tree, self, _TAGS[tag], entries)
        self._append(element)
        if identity:
            self._tree.register(identity, element)
        return element

    @staticmethod
    def _described(
        identity: str | None, title: str | None, alternative: str | None, actual: str | None, summary: str | None
    ) -> bytes:
        named = {b"/ID": identity, b"/T": title, b"/Alt": alternative, b"/ActualText": actual}
        entries = [key + text_string(text) for key, text in named.items() if text]
        if summary:
            entries.append(b"/A<</O/Table/Summary%b>>" % text_string(summary))
        return b"".join(entries)

    def add_cell(
        self,
        tag: CellTag,
        *,
        row_span: int = 1,
        column_span: int = 1,
        scope: HeaderScope | None = None,
        identity: str | None = None,
        headers: Sequence[str] = (),
    ) -> Element:
        """Append a cell to a row and return it.

        ``scope`` is for header cells, ``headers`` are the identities of the cells that describe this one; that each of
        them exists is checked when the file is written. Source: ISO 32000-1, 14.8.5.7.
        """
        attributes = b""
        if row_span > 1:
            attributes = b"/RowSpan %d" % row_span
        if column_span > 1:
            attributes += b"/ColSpan %d" % column_span
        if scope:
            attributes += b"/Scope/" + _SCOPES[scope]
        if headers:
            attributes += b"/Headers[(%b)]" % ")(".join(headers).encode()
            self._tree.wanted.update(headers)
        entries = b"/A<</O/Table%b>>" % attributes if attributes else b""
        if identity:
            entries += b"/ID(%b)" % identity.encode()
        element = Element(self._tree, self, _TAGS[tag], entries)
        self._append(element)
        if identity:
            self._tree.register(identity, element)
        return element

    def _append(self, kid: _Kid) -> None:
        kids = self._kids
        if kids is None:
            self._kids = kid
        elif isinstance(kids, list):
            kids.append(kid)
        else:
            self._kids = [kids, kid]

    def painted(self, page: int, mcid: int) -> None:
        """Note that a mark on a page (0-based) belongs to this element. For the canvas."""
        self._append(page << _MCID_BITS | mcid)

    def annotated(self, page: int, number: int) -> None:
        """Note that an annotation, by its object number, belongs to this element. For the canvas."""
        self._append(ObjectKid(page, number))

    def body(self, base: int, root: int, pages: Sequence[int]) -> bytes:
        """Return the dictionary; ``base`` is the object number of the first element, ``pages`` those of the pages."""
        parent = root if self._parent is None else base + self._parent._index
        kids = self._kids
        if isinstance(kids, int):
            page = pages[kids >> _MCID_BITS]
            return b"<</S/%b/P %d 0 R/Pg %d 0 R/K %d%b>>" % (self.tag, parent, page, kids & _MCID_MASK, self._entries)
        if isinstance(kids, Element):
            return b"<</S/%b/P %d 0 R/K %d 0 R%b>>" % (self.tag, parent, base + kids._index, self._entries)
        if not kids:
            return b"<</S/%b/P %d 0 R%b>>" % (self.tag, parent, self._entries)
        family = kids if isinstance(kids, list) else [kids]
        home = next((kid >> _MCID_BITS for kid in family if isinstance(kid, int)), -1)
        items = b" ".join([_entry(kid, base, home, pages) for kid in family])
        place = b"/Pg %d 0 R" % pages[home] if home >= 0 else b""
        return b"<</S/%b/P %d 0 R%b/K[%b]%b>>" % (self.tag, parent, place, items, self._entries)

    def reference(self, base: int) -> bytes:
        """Return the reference to the element."""
        return b"%d 0 R" % (base + self._index)


class ObjectKid:
    """An annotation as a child of an element."""

    __slots__ = ("number", "page")

    def __init__(self, page: int, number: int) -> None:
        self.page, self.number = page, number


_Kid = Element | ObjectKid | int
"""What is below an element or on the page: an element, the object of a link, or page << 20 | mcid."""


def _entry(kid: _Kid, base: int, home: int, pages: Sequence[int]) -> bytes:
    """Return one entry of ``/K``; a mark on another page than ``home`` says on which (ISO 32000-1, 14.7.4.2)."""
    if isinstance(kid, Element):
        return kid.reference(base)
    if isinstance(kid, ObjectKid):
        return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (pages[kid.page], kid.number)
    page, mcid = kid >> _MCID_BITS, kid & _MCID_MASK
    return b"%d" % mcid if page == home else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[page], mcid)


class StructureTree:
    """All elements of a document; ``document`` is the topmost."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.wanted: set[str] = set()
        self._identities: dict[str, Element] = {}
        self.document = Element(self, None, _TAGS["Document"])

    def register(self, identity: str, element: Element) -> None:
        """Note the identity of an element; raises ``RenderError`` if it is taken or not made of plain ASCII."""
        if not _ID.fullmatch(identity):
            raise RenderError("I45", identity)
        if self._identities.setdefault(identity, element) is not element:
            raise RenderError("I46", identity)

    def write(
        self,
        document: PackedDocument,
        pages: Sequence[int],
        marks: Sequence[Sequence[Element]],
        links: Iterable[tuple[int, Element]],
    ) -> int:
        """Write the tree into a document and return the object number of its root.

        ``pages`` are the object numbers of the pages, ``marks`` the elements of each page by MCID, ``links`` the
        parent-tree keys of annotations with their elements, keys ascending and above those of the pages.
        Raises ``RenderError`` if a cell names a header that does not exist.
        """
        if lost := self.wanted - self._identities.keys():
            raise RenderError("I47", min(lost))
        root_body = Body(b"")
        root = document.reference(root_body)
        base = document.reserve(len(self.elements))
        rows = document.reserve(len(marks))
        document.pack(base, [element.body(base, root, pages) for element in self.elements])
        document.pack(rows, [b"[%b]" % _references(base, row) for row in marks])
        keys = [b"%d %d 0 R" % (page, rows + page) for page in range(len(marks))]
        keys += [b"%d %b" % (key, element.reference(base)) for key, element in links]
        tree = document.reference(Body(b"<</Nums[%b]>>" % b" ".join(keys)))
        root_body.body = self._root(document, base, tree, len(keys))
        return root

    def _root(self, document: PackedDocument, base: int, parent_tree: int, next_key: int) -> bytes:
        names = b""
        if self._identities:
            pairs = (
                b"(%b) %b" % (name.encode(), self._identities[name].reference(base))
                for name in sorted(self._identities)
            )
            names = b"/IDTree %d 0 R" % document.reference(Body(b"<</Names[%b]>>" % b" ".join(pairs)))
        return b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d%b>>" % (
            base,
            parent_tree,
            next_key,
            names,
        )


def _references(base: int, elements: Iterable[Element]) -> bytes:
    return b" ".join([b"%d 0 R" % (base + element._index) for element in elements])
