"""The structure tree of a PDF, and whether tree and pages agree.

Comes in: an open file, its pages, the marks on them. Goes out: elements with their kids resolved, and faults: a mark
that no element or two elements claim, a parent tree that leads astray, ids that the id tree does not know, paint order
that is not reading order. Source: ISO 32000-1, 14.7.2 to 14.7.4 and 14.8.2.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reportgen.proof.page_content import Mark
from reportgen.proof.pdf_file import PdfFile, PdfPage, Value
from reportgen.proof.reading import Fault, Unreadable

_TAGS = {f"/{tag}": tag for tag in (
    "Document", "Part", "Sect", "Div", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody",
    "Table", "Caption", "THead", "TBody", "TR", "TH", "TD", "Figure", "Link", "Span",
    "TOC", "TOCI", "Reference",
)}  # fmt: skip
_SPEAKING = frozenset(("/ActualText", "/Alt", "/E", "/Lang"))
"""Entries that a screen reader says instead of what is painted, or says otherwise. Of these a report has none but the
alternative text of a figure, which must be there (ISO 14289-1, 7.3)."""
_ALTERNATIVE, _NOTHING = {"/Alt"}, frozenset[str]()


class Annotation(NamedTuple):
    """A link that lies over a page, as a kid of an element."""

    reference: str
    entries: Mapping[str, Value]


class Element(NamedTuple):
    """A structure element with its kids in order."""

    reference: str
    tag: str
    entries: Mapping[str, Value]
    kids: tuple[Kid, ...]

    @property
    def elements(self) -> list[Element]:
        """The kids, which must all be elements.

        Raises:
            Unreadable: content beside elements.
        """
        found = [kid for kid in self.kids if isinstance(kid, Element)]
        if len(found) != len(self.kids):
            raise Unreadable(self.where, "content where elements belong")
        return found

    @property
    def where(self) -> str:
        """The element, for messages."""
        return f"{self.tag} {self.reference}"

    def attributes(self, owner: str) -> Mapping[str, Value]:
        """Return the attributes of an owner such as ``/Table`` (14.8.5.7) or ``/Layout`` (14.8.5.4)."""
        attributes = self.entries.get("/A")
        for entry in attributes if isinstance(attributes, list) else [attributes]:
            if isinstance(entry, dict) and entry.get("/O") == owner:
                return entry
        return {}

    def first_page(self) -> int:
        """Return the number of the page on which the element begins, 0 if nothing of it is painted."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                return kid.page
            if isinstance(kid, Element) and (number := kid.first_page()):
                return number
        return 0


Kid = Element | Mark | Annotation


class _Sheet(NamedTuple):
    """A page, its marks by number, and which marks are claimed by which elements, in the order of the tree."""

    page: PdfPage
    marks: Mapping[int, Mark]
    claimed: list[int]
    owners: list[str]


class Structure:
    """The structure tree of one file."""

    def __init__(self, file: PdfFile, pages: Sequence[PdfPage], marks: Mapping[str, Sequence[Mark]]) -> None:
        self._file, self._marks = file, marks
        self._sheets = {
            page.reference: _Sheet(page, {mark.mcid: mark for mark in marks[page.reference]}, [], []) for page in pages
        }
        self._annotations: dict[str, str] = {}
        self._identities: dict[str, str] = {}
        self._root_reference = str(file.root.get("/StructTreeRoot"))
        self._root = file.get(self._root_reference)
        if not isinstance(self._root, dict) or self._root.get("/RoleMap"):
            raise Unreadable("structure tree", "is not there, or renames elements")
        self.wrong: list[Fault] = []

    def top(self) -> list[Element]:
        """Return the topmost elements, all others in them. To be called once."""
        kids = [str(kid) for kid in _listed(self._root.get("/K"))]
        return [self._element(kid, self._file.get(kid), self._root_reference) for kid in kids]

    def _element(self, reference: str, entries: dict[str, Value], parent: str) -> Element:
        tag = _TAGS.get(entries.get("/S", ""))
        if tag is None or not (
            _SPEAKING.isdisjoint(entries) if tag != "Figure" else _SPEAKING & {*entries} == {"/Alt"}
        ):
            raise Unreadable(f"element {reference}", f"{str(entries.get('/S', ''))[1:]} with {' '.join(entries)}")
        if entries.get("/P") != parent:
            self.wrong.append(Fault(f"{tag} {reference}", "names another parent than the one it stands in"))
        if "/ID" in entries:
            self._identify(entries["/ID"], reference)
        page = entries.get("/Pg")
        kids = tuple([self._kid(kid, page, reference) for kid in _listed(entries.get("/K"))])
        return Element(reference, tag, entries, kids)

    def _identify(self, name: str, reference: str) -> None:
        if name in self._identities:
            self.wrong.append(Fault(f"id {name}", "stands twice"))
        self._identities[name] = reference

    def _kid(self, kid: Value, page: str | None, owner: str) -> Kid:
        if isinstance(kid, int):
            return self._painted(page, kid, owner)
        entries = self._file.get(kid)
        if not isinstance(entries, dict):
            raise Unreadable(f"element {owner}", f"kid {kid}")
        return self._element(kid, entries, owner) if "/S" in entries else self._content(entries, page, owner)

    def _content(self, entries: dict[str, Value], page: str | None, owner: str) -> Kid:
        place = entries.get("/Pg", page)
        if entries.get("/Type") == "/MCR" and isinstance(entries.get("/MCID"), int):
            return self._painted(place, entries["/MCID"], owner)
        if entries.get("/Type") != "/OBJR":
            raise Unreadable(f"element {owner}", f"kid {' '.join(entries)}")
        reference = str(entries.get("/Obj"))
        if reference in self._annotations:
            self.wrong.append(Fault(f"annotation {reference}", "belongs to two elements"))
        self._annotations[reference] = owner
        return Annotation(reference, self._file.get(reference))

    def _painted(self, place: str | None, mcid: int, owner: str) -> Mark:
        sheet = self._sheets.get(place or "")
        if sheet is None or mcid not in sheet.marks:
            raise Unreadable(f"element {owner}", f"mark {mcid} is not on its page")
        sheet.claimed.append(mcid)
        sheet.owners.append(owner)
        return sheet.marks[mcid]

    # ── does the tree agree with the pages ──────────────────────────────────────────────────────────────
    def faults(self) -> list[Fault]:
        """Return what is wrong; to be called when the tree has been read."""
        if self._file.root.get("/MarkInfo", {}).get("/Marked") is not True:
            self.wrong.append(Fault("file", "does not say that it is tagged"))
        parents = dict(self._numbers(self._root.get("/ParentTree")))
        for sheet in self._sheets.values():
            self.wrong += self._page_faults(sheet, parents)
        for reference, owner in self._annotations.items():
            key = self._file.get(reference).get("/StructParent")
            if parents.get(key) != owner:
                self.wrong.append(Fault(f"annotation {reference}", "the parent tree leads elsewhere"))
        named = dict(self._names(self._root.get("/IDTree")))
        self.wrong += [
            Fault(f"id {name}", "is not in the id tree, or leads elsewhere")
            for name in sorted(named.keys() | self._identities.keys())
            if named.get(name) != self._identities.get(name)
        ]
        return self.wrong

    def _page_faults(self, sheet: _Sheet, parents: dict[int, Value]) -> Iterator[Fault]:
        page, read = sheet.page, sheet.claimed
        where = f"page {page.number}"
        painted = [mark.mcid for mark in self._marks[page.reference]]
        if len(set(painted)) != len(painted):
            yield Fault(where, "two marks of one number")
        if sorted(painted) != sorted(read):
            yield Fault(where, f"marks {_odd(painted, read)} do not belong to exactly one element")
        elif painted != read:
            yield Fault(where, "is not painted in reading order")
        owners = self._file.get(parents.get(-1 if page.struct_parents is None else page.struct_parents, []))
        expected: list[Value] = [None] * (max(painted, default=-1) + 1)
        for mcid, owner in zip(read, sheet.owners, strict=True):
            expected[mcid] = owner
        if owners != expected:
            yield Fault(where, "the parent tree does not lead from marks back to their elements")
        loose = [name for name in page.annotations if name not in self._annotations]
        if loose:
            yield Fault(where, f"annotations {' '.join(loose)} belong to no element")

    def _numbers(self, node: Value) -> Iterator[tuple[int, Value]]:
        """Yield the entries of a number tree (7.9.7)."""
        entries = self._file.get(node) or {}
        pairs = self._file.get(entries.get("/Nums", []))
        yield from zip(pairs[::2], pairs[1::2], strict=True)
        for kid in self._file.get(entries.get("/Kids", [])):
            yield from self._numbers(kid)

    def _names(self, node: Value) -> Iterator[tuple[str, str]]:
        """Yield the entries of a name tree (7.9.6)."""
        entries = self._file.get(node) or {}
        pairs = self._file.get(entries.get("/Names", []))
        yield from zip(pairs[::2], pairs[1::2], strict=True)
        for kid in self._file.get(entries.get("/Kids", [])):
            yield from self._names(kid)


def _listed(kids: Value) -> list[Value]:
    if kids is None:
        return []
    return kids if isinstance(kids, list) else [kids]


def _odd(painted: list[int], read: list[int]) -> str:
    """Name the marks that are not on both sides once, at most ten."""
    wrong = [mcid for mcid in sorted({*painted, *read}) if painted.count(mcid) != 1 or read.count(mcid) != 1]
    return " ".join(map(str, wrong[:10]))
