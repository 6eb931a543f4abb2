"""The objects of a PDF as plain values: dictionaries, lists, numbers, and texts that say what they are.

Comes in: the bytes. Goes out: ``PdfFile``, which follows references, and its pages. pikepdf opens the file and undoes
compression; each object is taken over in one step as JSON, for asking it key by key is ten times slower. In the values
a name begins with ``/``, a reference reads ``12 0 R``, a text string begins with ``u:`` and a byte string with ``b:``
(pikepdf, ``Object.to_json``, schema version 2). Source: ISO 32000-1, 7.3 and 7.7.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from reportgen.proof.reading import Unreadable

if TYPE_CHECKING:
    import pikepdf

_REFERENCE: Final = re.compile(r"(\d+) (\d+) R")
_DECODER: Final = json.JSONDecoder()
Value = Any
"""What JSON can hold; every reader checks what it takes."""


@dataclass(frozen=True, slots=True)
class PdfFont:
    """A font: how its text is encoded, and the stream that says which characters its codes are."""

    name: str
    encoding: str
    to_unicode: bytes | None


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page. ``number`` counts from 1, ``reference`` is the page object; ``fonts`` by resource name."""

    number: int
    reference: str
    width_pt: float
    height_pt: float
    content: bytes
    fonts: dict[str, PdfFont]
    struct_parents: int | None
    annotations: tuple[str, ...]


class PdfFile:
    """An open PDF.

    Raises:
        pikepdf.PdfError: bytes that are no PDF.
    """

    def __init__(self, data: bytes) -> None:
        import pikepdf

        self._pdf = pikepdf.open(BytesIO(data))
        self._known: dict[str, Value] = {}
        self._fonts: dict[str, PdfFont] = {}
        self.root = self._json(self._pdf.Root)

    def get(self, value: Value) -> Value:
        """Return what a reference refers to; anything else as it is."""
        if not isinstance(value, str) or value[-2:] != " R" or not value[0].isdigit():
            return value
        if value not in self._known:
            number, generation, _ = value.split(" ")
            self._known[value] = self._json(self._pdf.get_object(int(number), int(generation)))
        return self._known[value]

    @staticmethod
    def _json(value: pikepdf.Object) -> Value:
        return _DECODER.raw_decode(str(value.to_json(dereference=True), "utf-8"))[0]

    def stream(self, value: Value) -> bytes:
        """Return the content of the stream that a reference refers to, decompressed."""
        found = _REFERENCE.fullmatch(str(value))
        if found is None:
            raise Unreadable("stream", f"{value} is no reference")
        return self._pdf.get_object(int(found[1]), int(found[2])).read_bytes()

    def information(self, key: str) -> str:
        """Return an entry of the information dictionary, empty if it is not there."""
        entries = self.get(self._json(self._pdf.trailer).get("/Info")) or {}
        return text_of(entries.get(key))

    def pages(self) -> list[PdfPage]:
        """Return the pages in order."""
        return [self._page(number, page) for number, page in enumerate(self._pdf.pages, 1)]

    def _page(self, number: int, page: pikepdf.Page) -> PdfPage:
        entries = self._json(page.obj)
        left, bottom, right, top = map(float, self._inherited(entries, "/MediaBox"))
        turned, cut = (self._inherited(entries, key) for key in ("/Rotate", "/CropBox"))
        if (left, bottom) != (0.0, 0.0) or turned not in (None, 0) or cut is not None:
            raise Unreadable(f"page {number}", "is moved, turned or cut")
        resources = self._inherited(entries, "/Resources") or {}
        strange = resources.keys() - {"/Font", "/ProcSet"}
        if strange:
            raise Unreadable(f"page {number}", f"draws with {' '.join(sorted(strange))}")
        return PdfPage(
            number=number,
            reference="{} {} R".format(*page.obj.objgen),
            width_pt=right,
            height_pt=top,
            content=self._content(entries.get("/Contents")),
            fonts={name: self._font(font) for name, font in self.get(resources.get("/Font", {})).items()},
            struct_parents=entries.get("/StructParents"),
            annotations=tuple(self.get(entries.get("/Annots", []))),
        )

    def _inherited(self, entries: Value, key: str) -> Value:
        """Return an attribute of a page, or of the nodes of the page tree above it (7.7.3.4); ``None`` for none."""
        if key in entries or "/Parent" not in entries:
            return self.get(entries.get(key))
        return self._inherited(self.get(entries["/Parent"]), key)

    def _content(self, value: Value) -> bytes:
        parts = value if isinstance(value, list) else [value] if value else []
        return b"\n".join(self.stream(part) for part in parts)

    def _font(self, reference: Value) -> PdfFont:
        name = str(reference)
        if name not in self._fonts:
            entries = self.get(reference)
            stream = entries.get("/ToUnicode")
            self._fonts[name] = PdfFont(
                name=str(entries.get("/BaseFont", "")),
                encoding=f"{entries.get('/Subtype')} {entries.get('/Encoding')}",
                to_unicode=self.stream(stream) if stream else None,
            )
        return self._fonts[name]


def text_of(value: Value) -> str:
    """Return the text of a text string, empty for none.

    Raises:
        Unreadable: a string of bytes that are no text.
    """
    if value is None:
        return ""
    if not isinstance(value, str) or not value.startswith("u:"):
        raise Unreadable("string", f"{value} is no text")
    return value[2:]
