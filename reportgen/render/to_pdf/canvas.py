"""The page surface of the tagged PDF: everything that is painted goes through here, and nothing untagged.

This is the lower floor of the PDF renderer; what stands above it (layout, flow, painter) uses::

    regular = FontChain([open_face(path), ...])        font.py: widths and coverage, no PDF library
    regular.advances[cluster], regular.missing(text)
    canvas = TaggedCanvas(metadata)
    section = canvas.document.add("Sect")              structure.py: Element.add, Element.add_cell
    canvas.start_page(width_pt, height_pt)
    with canvas.artifact("Layout"):                    rules, fills, repeated rows, page furniture
        canvas.fill(x_pt, y_pt, width_pt, height_pt, 0.9)
        canvas.rules([(x0, y0, x1, y1), ...], width_pt=0.5)
    with canvas.mark(section.add("H1")):               one mark is one MCID
        canvas.text(x_pt, y_pt, size_pt, regular, "見出し", shifts=[(0, -0.5)])
    canvas.bookmark("見出し", level=1, top_pt=y_pt)
    canvas.end_page()
    data = canvas.save()

Comes in: operations in points, from the lower left corner of the page, y upwards, text at its baseline. Goes out: the
bytes of a PDF that claims PDF/UA-1 and PDF/A-2a. Must *not* lay out, break lines or know of documents' blocks.
What the canvas refuses, with ``RenderError``: painting outside a mark or artifact, a mark inside a mark, a page that
ends with a mark open. Colours are grey levels (0 black to 1 white) or RGB triples; CMYK would break ISO 19005-2,
6.2.4.3. Source: ISO 32000-1, 8.5 paths, 9.4 text, 12.5.6.5 links, 14.6 marked content; ISO 14289-1, 7.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Literal, get_args

from reportgen.document.tree import Metadata
from reportgen.errors import RenderError
from reportgen.render.to_pdf.embed import EmbeddedFace, Encoder, Shift, array, write_fonts
from reportgen.render.to_pdf.font import Face, FontChain
from reportgen.render.to_pdf.metadata import page_labels, write_catalogue
from reportgen.render.to_pdf.objects import Body, PackedDocument, Stream, deflate, number, text_string
from reportgen.render.to_pdf.outline import Bookmark, Outline
from reportgen.render.to_pdf.structure import Element, StructureTree

Colour = float | tuple[float, float, float]
BLACK: Final[Colour] = 0.0
ArtifactType = Literal["Layout", "Page", "Pagination"]
ArtifactSubtype = Literal["Header", "Footer"]

_ARTIFACTS: Final = {
    (kind, subtype): f"/Artifact<</Type/{kind}{f'/Subtype/{subtype}' if subtype else ''}>>BDC".encode("ascii")
    for kind in get_args(ArtifactType)
    for subtype in (None, *get_args(ArtifactSubtype))
}


@dataclass(frozen=True, slots=True)
class Destination:
    """A place in the document: 0-based page, height above its foot."""

    page: int
    top_pt: float


@dataclass(frozen=True, slots=True)
class _Link:
    element: Element
    target: str | Destination
    rectangle: tuple[float, float, float, float]
    contents: str


@dataclass(slots=True)
class _Page:
    """A page being painted; ``operators`` are given up for ``content``, compressed, when it ends."""

    width_pt: float
    height_pt: float
    counted: bool
    operators: list[bytes] = field(default_factory=list)
    content: bytes = b""
    marks: list[Element] = field(default_factory=list)
    links: list[_Link] = field(default_factory=list)


class TaggedCanvas:
    """A tagged PDF in the making."""

    def __init__(self, metadata: Metadata) -> None:
        self.structure = StructureTree()
        self.document: Element = self.structure.document
        self._metadata = metadata
        self._pages: list[_Page] = []
        self._bookmarks: list[Bookmark] = []
        self._encoders: dict[FontChain, Encoder] = {}
        self._faces: dict[Face, EmbeddedFace] = {}
        self._operators: list[bytes] | None = None  # of the current page
        self._open = b""  # what the current mark is called
        self._forget()

    def _forget(self) -> None:
        """Forget the graphics state, as a page begins with the initial one."""
        self._in_text = False
        self._font: tuple[EmbeddedFace | None, float] = (None, 0.0)
        self._fill: Colour = BLACK
        self._stroke: Colour = BLACK
        self._line_width = 1.0

    # ── pages ───────────────────────────────────────────────────────────────────────────────────────────
    @property
    def page_index(self) -> int:
        """0-based index of the current page."""
        return len(self._pages) - 1

    def start_page(self, width_pt: float, height_pt: float, *, counted: bool = True) -> None:
        """Begin a page; the one before must have ended.

        A page that is not ``counted`` has no number among the others; viewers call it i, ii … (12.4.2).
        """
        if self._operators is not None:
            raise RenderError("I51", self._where)
        page = _Page(width_pt, height_pt, counted)
        self._pages.append(page)
        self._operators = page.operators
        self._forget()

    def end_page(self) -> None:
        """Finish the page; refused while a mark is open."""
        if self._operators is None or self._open:
            raise RenderError("I52", self._where, mark=self._open.decode() or "－")
        page = self._pages[-1]
        page.content = deflate(b"\n".join(self._operators))
        page.operators = []
        self._operators = None

    @property
    def _where(self) -> str:
        return f"PDF p.{len(self._pages)}"

    # ── marked content ──────────────────────────────────────────────────────────────────────────────────
    def mark(self, element: Element) -> TaggedCanvas:
        """Begin a marked-content sequence of an element; use it in a ``with`` statement.

        The element may be marked again, on this page or another.
        """
        operators = self._begin(element.tag)
        marks = self._pages[-1].marks
        element.painted(len(self._pages) - 1, len(marks))
        operators.append(b"/%b<</MCID %d>>BDC" % (element.tag, len(marks)))
        marks.append(element)
        return self

    def artifact(self, kind: ArtifactType = "Layout", subtype: ArtifactSubtype | None = None) -> TaggedCanvas:
        """Begin something that is no content: rules and fills, repeated rows, page furniture.

        Use it in a ``with`` statement. ``subtype`` is for ``Pagination`` (ISO 32000-1, 14.8.2.2.2).
        """
        self._begin(b"Artifact").append(_ARTIFACTS[kind, subtype])
        return self

    def _begin(self, name: bytes) -> list[bytes]:
        operators = self._operators
        if operators is None or self._open:
            raise RenderError("I53", self._where, mark=self._open.decode() or "－", inner=name.decode())
        self._open = name
        return operators

    def __enter__(self) -> TaggedCanvas:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        operators = self._painting()
        if self._in_text:
            operators.append(b"ET")
            self._in_text = False
        operators.append(b"EMC")
        self._open = b""

    def _painting(self) -> list[bytes]:
        """Return the operators of the page; refused outside a mark."""
        if not self._open or self._operators is None:
            raise RenderError("I54", self._where)
        return self._operators

    def _drawing(self) -> list[bytes]:
        """Return the operators of the page, outside a text object."""
        operators = self._painting()
        if self._in_text:
            operators.append(b"ET")
            self._in_text = False
        return operators

    # ── text ────────────────────────────────────────────────────────────────────────────────────────────
    def text(
        self,
        x_pt: float,
        y_pt: float,
        size_pt: float,
        chain: FontChain,
        text: str,
        shifts: Sequence[Shift] = (),
        colour: Colour = BLACK,
    ) -> None:
        """Paint one line, white space at its end included, so that the text layer is the source.

        ``shifts`` add space inside the line: (number of characters before it, em), ascending; (0, -0.5) pulls an
        opening bracket at the line's start by half an em. What no face of the chain has is drawn as a replacement.
        """
        operators = self._painting()
        if not text:
            return
        if colour != self._fill:
            operators.append(_colour(colour, b"g", b"rg"))
            self._fill = colour
        if not self._in_text:
            operators.append(b"BT")
            self._in_text = True
        encoder = self._encoders.get(chain) or self._encoder(chain)
        codes = encoder.simple(text)
        if codes is not None:
            if self._font != (encoder.faces[0], size_pt):
                self._select(encoder.faces[0], size_pt, operators)
            if shifts:
                operators.append(b"1 0 0 1 %.2f %.2f Tm[%b]TJ" % (x_pt, y_pt, array(codes, shifts)))
            else:
                operators.append(b"1 0 0 1 %.2f %.2f Tm(%b)Tj" % (x_pt, y_pt, codes))
            return
        operators.append(b"1 0 0 1 %.2f %.2f Tm" % (x_pt, y_pt))
        for segment in encoder.segments(text, shifts):
            self._select(segment.face, size_pt, operators)
            shown = b"[%b]TJ" % segment.array
            if segment.actual is not None:
                shown = b"/Span<</ActualText%b>>BDC %b EMC" % (text_string(segment.actual), shown)
            operators.append(shown)

    def _encoder(self, chain: FontChain) -> Encoder:
        faces = []
        for face in chain.faces:
            if face not in self._faces:
                self._faces[face] = EmbeddedFace(face, b"F%d" % (len(self._faces) + 1))
            faces.append(self._faces[face])
        self._encoders[chain] = made = Encoder(chain, faces)
        return made

    def _select(self, face: EmbeddedFace, size_pt: float, operators: list[bytes]) -> None:
        if self._font != (face, size_pt):
            operators.append(b"/%b %b Tf" % (face.name, number(size_pt)))
            self._font = (face, size_pt)

    # ── areas and rules ─────────────────────────────────────────────────────────────────────────────────
    def fill(self, x_pt: float, y_pt: float, width_pt: float, height_pt: float, colour: Colour) -> None:
        """Paint a rectangle; ``x_pt`` and ``y_pt`` are its lower left corner."""
        operators = self._drawing()
        if colour != self._fill:
            operators.append(_colour(colour, b"g", b"rg"))
            self._fill = colour
        operators.append(b"%b re f" % _numbers(x_pt, y_pt, width_pt, height_pt))

    def polygon(self, corners: Sequence[tuple[float, float]], colour: Colour = BLACK) -> None:
        """Paint an area by its corners; the last is joined to the first."""
        operators = self._drawing()
        if colour != self._fill:
            operators.append(_colour(colour, b"g", b"rg"))
            self._fill = colour
        (x, y), *others = corners
        path = b"".join([b" %.2f %.2f l" % corner for corner in others])
        operators.append(b"%.2f %.2f m%b f" % (x, y, path))

    def rules(
        self, segments: Iterable[tuple[float, float, float, float]], width_pt: float, colour: Colour = BLACK
    ) -> None:
        """Draw straight rules, each from (x0, y0) to (x1, y1), with square ends so that corners close."""
        paths = b"\n".join([b"%.2f %.2f m %.2f %.2f l" % segment for segment in segments])
        if paths:
            self._stroke_with(width_pt, colour).append(b"2 J\n%b\nS" % paths)

    def box(
        self, x_pt: float, y_pt: float, width_pt: float, height_pt: float, line_pt: float, colour: Colour = BLACK
    ) -> None:
        """Draw the outline of a rectangle, centred on its edges."""
        edges = _numbers(x_pt, y_pt, width_pt, height_pt)
        self._stroke_with(line_pt, colour).append(b"%b re S" % edges)

    def _stroke_with(self, width_pt: float, colour: Colour) -> list[bytes]:
        operators = self._drawing()
        if colour != self._stroke:
            operators.append(_colour(colour, b"G", b"RG"))
            self._stroke = colour
        if width_pt != self._line_width:
            operators.append(b"%b w" % number(width_pt))
            self._line_width = width_pt
        return operators

    def operators(self, code: bytes) -> None:
        """Append raw operators. They must leave the graphics state as they found it (``q`` … ``Q``)."""
        self._drawing().append(code)

    # ── links and bookmarks ─────────────────────────────────────────────────────────────────────────────
    def link(
        self,
        element: Element,
        target: str | Destination,
        rectangle: tuple[float, float, float, float],
        contents: str,
    ) -> None:
        """Lay a link over the current page.

        ``element`` is a ``Link`` whose text is marked on its own, ``target`` a URI or a place in the document,
        ``rectangle`` its corners (x0, y0, x1, y1), ``contents`` what it says to a screen reader.
        """
        if self._operators is None:
            raise RenderError("I54", self._where)
        self._pages[-1].links.append(_Link(element, target, rectangle, contents))

    def bookmark(self, title: str, level: int, top_pt: float) -> None:
        """Add an entry to the outline that leads to a height on the current page; ``level`` counts from 1."""
        self._bookmarks.append(Bookmark(title, level, self.page_index, top_pt))

    # ── the file ────────────────────────────────────────────────────────────────────────────────────────
    def save(self) -> bytes:
        """Return the file. Same operations, same bytes; the canvas is used up."""
        if self._operators is not None or not self._pages:
            raise RenderError("I51", self._where)
        document = PackedDocument()
        resources = document.reference(Body(write_fonts(document, list(self._faces.values()))))
        bodies = [Body(b"") for _ in self._pages]
        pages = []
        for body in bodies:
            pages.append(document.reference(body, document.thisPageName()))
            document.addPage(body)
        tree = document.reference(document.Pages)
        links = self._write_pages(
            document, bodies, pages, b"/Type/Page/Parent %d 0 R/Resources %d 0 R" % (tree, resources)
        )
        root = self.structure.write(document, pages, [page.marks for page in self._pages], links)
        document.Outlines = Outline(self._bookmarks, pages)
        write_catalogue(document, self._metadata, root, page_labels([page.counted for page in self._pages]))
        return document.GetPDFData(None)

    def _write_pages(
        self, document: PackedDocument, bodies: Sequence[Body], pages: Sequence[int], shared: bytes
    ) -> list[tuple[int, Element]]:
        """Fill the page objects; returns the parent-tree key and element of each link."""
        keys: list[tuple[int, Element]] = []
        for index, page in enumerate(self._pages):
            content = document.reference(Stream(page.content, deflated=True))
            notes = []
            for link in page.links:
                key = len(pages) + len(keys)
                note = document.reference(Body(_annotation(link, key, pages)))
                link.element.annotated(index, note)
                notes.append(b"%d 0 R" % note)
                keys.append((key, link.element))
            bodies[index].body = b"<<%b/MediaBox[0 0 %b]/Contents %d 0 R/StructParents %d/Tabs/S%b>>" % (
                shared,
                _numbers(page.width_pt, page.height_pt),
                content,
                index,
                b"/Annots[%b]" % b" ".join(notes) if notes else b"",
            )
        return keys


def _annotation(link: _Link, key: int, pages: Sequence[int]) -> bytes:
    """Return a link annotation that both standards accept (ISO 14289-1, 7.18.5; ISO 19005-2, 6.3)."""
    if isinstance(link.target, Destination):
        place = link.target
        target = b"/Dest[%d 0 R/XYZ null %b null]" % (pages[place.page], number(place.top_pt))
    else:
        target = b"/A<</S/URI/URI%b>>" % text_string(link.target)
    return b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%b]/Contents%b/StructParent %d%b>>" % (
        _numbers(*link.rectangle),
        text_string(link.contents),
        key,
        target,
    )


def _colour(colour: Colour, grey: bytes, rgb: bytes) -> bytes:
    if isinstance(colour, tuple):
        return b"%b %b" % (_numbers(*colour), rgb)
    return b"%b %b" % (number(colour), grey)


def _numbers(*values: float) -> bytes:
    return b" ".join(map(number, values))
