"""How PDF objects become bytes: strings, streams, and the file around them.

Comes in: bodies of objects. Goes out: one PDF 1.7 file with a cross-reference stream, its ``/ID`` made from its own
bytes. Sits on reportlab's ``PDFDocument``, which keeps the numbers of pages, fonts and catalogue. Its ``format`` alone
is replaced, because structure elements come by the ten thousand: they are packed into object streams (a third of the
size, and none of the work that an object of its own costs). Nothing of reportlab is patched.
Source: ISO 32000-1, 7.3.4 strings, 7.5.7 object streams, 7.5.8 cross-reference streams; ISO 19005-2, 6.1.
"""

import hashlib
import struct
import zlib
from collections.abc import Sequence
from typing import Final

from reportgen.render.to_pdf.switches import pdfdoc

_HEADER: Final = b"%PDF-1.7\n%\xe6\x96\x87\xe6\x9b\xb8\n"  # four and more bytes above 127: ISO 19005-2, 6.1.2
_PER_STREAM: Final = 200
_EFFORT: Final = 5  # of zlib: a quarter less work than its default, for half a percent more bytes
_ESCAPES: Final = {ord("("): "\\(", ord(")"): "\\)", ord("\\"): "\\\\"}


def deflate(data: bytes) -> bytes:
    """Return data compressed for ``/FlateDecode``."""
    return zlib.compress(data, _EFFORT)


def text_string(text: str) -> bytes:
    """Return a text string (ISO 32000-1, 7.9.2.2): as it is if it is printable ASCII, else in UTF-16BE."""
    if text.isascii() and text.isprintable():
        return b"(%b)" % text.translate(_ESCAPES).encode("ascii")
    return b"<FEFF%b>" % text.encode("utf-16-be", "replace").hex().upper().encode("ascii")


def number(value: float) -> bytes:
    """Return a number with at most two decimals; exact for lengths on a page in points."""
    return b"%g" % (round(value * 100) / 100)


class Body(pdfdoc.PDFObject):
    """An indirect object whose bytes are known."""

    __RefOnly__ = 1

    def __init__(self, body: bytes) -> None:
        self.body = body

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the body; reportlab's protocol."""
        return self.body


class Stream(Body):
    """A stream with an end-of-line marker before ``endstream`` (ISO 19005-2, 6.1.7.1), which ``PDFStream`` lacks.

    The marker is CR LF: data that happen to end in CR would make one with a bare LF, and be a byte too short.
    ``entries`` are the entries of its dictionary but for ``/Length`` and ``/Filter``. ``deflated`` says that the data
    are compressed already; metadata must stay as they are (ISO 19005-2, 6.6.2.1).
    """

    def __init__(self, data: bytes, entries: bytes = b"", *, compress: bool = True, deflated: bool = False) -> None:
        data = deflate(data) if compress and not deflated else data
        filters = b"/Filter/FlateDecode" if compress or deflated else b""
        super().__init__(b"<<%b/Length %d%b>>\nstream\n%b\r\nendstream" % (entries, len(data), filters, data))


class PackedDocument(pdfdoc.PDFDocument):
    """reportlab's document, written with object streams."""

    Catalog: pdfdoc.PDFCatalog
    Pages: pdfdoc.PDFPages

    def __init__(self) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7))
        self._packed: list[tuple[int, Sequence[bytes]]] = []

    def reference(self, thing: pdfdoc.PDFObject, name: str | None = None) -> int:
        """Register an object, if it is not yet, and return its number."""
        known: str = self.Reference(thing, name).name  # type: ignore[no-untyped-call]  # no types in the stubs
        return self.idToObjectNumberAndVersion[known][0]

    def reserve(self, count: int) -> int:
        """Set numbers aside for objects that will be packed; returns the first."""
        first = self.objectcounter + 1
        self.objectcounter += count
        return first

    def pack(self, first: int, bodies: Sequence[bytes]) -> None:
        """Give the bodies of reserved objects, in the order of their numbers, from ``first`` on."""
        self._packed.append((first, bodies))

    def format(self) -> bytes:
        """Return the file; reportlab's protocol."""
        parts, places = [_HEADER], {}
        position = len(_HEADER)
        entries: dict[int, bytes] = {}
        index = 1
        while index <= self.objectcounter:  # grows while objects are formatted
            if index in self.numberToId:
                places[index] = pdfdoc.format(self.idToObject[self.numberToId[index]], self, toplevel=1)
            index += 1
        following = self.objectcounter + 1
        for first, bodies in self._packed:
            for start in range(0, len(bodies), _PER_STREAM):
                chunk = bodies[start : start + _PER_STREAM]
                places[following] = _object_stream(first + start, chunk).body
                entries.update(
                    (first + start + place, struct.pack(">BLH", 2, following, place)) for place in range(len(chunk))
                )
                following += 1
        for index, body in places.items():
            entries[index] = struct.pack(">BLH", 1, position, 0)
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (index, body.rstrip(b"\n")))
            position += len(parts[-1])
        entries[0], entries[following] = struct.pack(">BLH", 0, 0, 65535), struct.pack(">BLH", 1, position, 0)
        parts.append(self._cross_reference(following, entries, b"".join(parts), position))
        return b"".join(parts)

    def _cross_reference(self, last: int, entries: dict[int, bytes], file: bytes, position: int) -> bytes:
        identity = hashlib.sha256(file).digest()[:16].hex().upper().encode("ascii")
        trailer = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            last + 1,
            self.reference(self.Catalog),
            self.reference(self.info),
            identity,
            identity,
        )
        rows = b"".join([entries[index] for index in range(last + 1)])
        body = Stream(rows, trailer).body
        return b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, body, position)


def _object_stream(first: int, bodies: Sequence[bytes]) -> Stream:
    """Return a stream that holds the objects with numbers from ``first`` on."""
    offset, places = 0, []
    for place, body in enumerate(bodies):
        places.append(b"%d %d" % (first + place, offset))
        offset += len(body) + 1
    index = b" ".join(places) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(index))
    return Stream(index + b"\n".join(bodies), entries)
