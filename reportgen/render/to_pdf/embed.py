"""Turns text into glyph codes of embedded fonts, and the fonts into PDF objects.

Comes in: text and a ``FontChain``. Goes out: strings for ``Tj`` and ``TJ``, and one Type0 font with Identity-H for each
face that is used, with one code for each pair of glyph and text. So the text layer is exact also where two characters
share a glyph, beyond U+FFFF, and for variation sequences. Codes are handed out in the order of first use; no byte of a
code needs escaping in a literal string. Source: ISO 32000-1, 9.7 composite fonts, 9.10.3 ToUnicode, 7.3.4.2.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from reportgen.errors import RenderError
from reportgen.japanese.classes import clusters
from reportgen.render.to_pdf.font import BLANK, Face, FontChain
from reportgen.render.to_pdf.objects import Body, PackedDocument, Stream, number
from reportgen.render.to_pdf.subset import subset

Shift = tuple[int, float]
"""Space to add, in em: (number of characters of the text before it, width; negative moves closer)."""

_ESCAPED: Final = frozenset(b"()\\\r\n")
_LAST_CODE: Final = 0xD7FF  # above it a code is half of a surrogate pair
_SLOW: Final = "\ud800"  # cannot be encoded: sends the text the long way round
_CMAP_HEAD: Final = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_CMAP_FOOT: Final = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
_CMAP_BLOCK: Final = 100


class EmbeddedFace:
    """A face as one font of one file: glyphs and texts by code. Code 0 is .notdef and never used."""

    def __init__(self, face: Face, name: bytes) -> None:
        self.face, self.name = face, name
        self._glyphs = [0]
        self._texts = [""]
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: int, text: str) -> int:
        """Return the code of a glyph that stands for a text."""
        found = self._codes.get((glyph, text))
        if found is None:
            found = len(self._glyphs)
            while found & 0xFF in _ESCAPED or found >> 8 in _ESCAPED:
                self._glyphs.append(BLANK)
                self._texts.append("")
                found += 1
            if found > _LAST_CODE:
                raise RenderError("I48", self.face.name)
            self._glyphs.append(glyph)
            self._texts.append(text)
            self._codes[glyph, text] = found
        return found

    def write(self, document: PackedDocument) -> int:
        """Write the font into a document and return its object number."""
        font = self.face.font
        program = subset(font, self._glyphs)
        base = b"%b+%b" % (self._tag(), self.face.name.encode("ascii", "replace"))
        file = document.reference(Stream(program, b"/Length1 %d" % len(program)))
        descriptor = document.reference(Body(self._descriptor(base, file)))
        widths = b" ".join([b"%g" % round(1000 * self.face.advance_em(glyph), 3) for glyph in self._glyphs])
        descendant = document.reference(
            Body(
                b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                b"/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor %d 0 R/DW 1000/W[0[%b]]>>"
                % (base, descriptor, widths)
            )
        )
        unicode_map = document.reference(Stream(self._to_unicode()))
        return document.reference(
            Body(
                b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
                % (base, descendant, unicode_map)
            )
        )

    def _tag(self) -> bytes:
        """Six capital letters that differ between subsets (ISO 32000-1, 9.6.4)."""
        digest = hashlib.sha256(repr((self._glyphs, self._texts)).encode("utf-8")).digest()
        return bytes(65 + byte % 26 for byte in digest[:6])

    def _descriptor(self, base: bytes, file: int) -> bytes:
        font = self.face.font
        scale = 1000 / font.units_per_em
        box = b" ".join(b"%d" % round(value * scale) for value in font.bounds)
        ascent, descent, capital = (round(value * scale) for value in font.vertical)
        stem = round(50 + (font.weight / 65) ** 2)
        return (
            b"<</Type/FontDescriptor/FontName/%b/Flags 4/FontBBox[%b]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d"
            b"/StemV %d/FontFile2 %d 0 R>>" % (base, box, ascent, descent, capital, stem, file)
        )

    def _to_unicode(self) -> bytes:
        pairs = [
            b"<%04X> <%b>" % (code, text.encode("utf-16-be").hex().upper().encode("ascii"))
            for code, text in enumerate(self._texts)
            if text
        ]
        blocks = [pairs[start : start + _CMAP_BLOCK] for start in range(0, len(pairs), _CMAP_BLOCK)]
        body = [b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks]
        return _CMAP_HEAD + b"".join(body) + _CMAP_FOOT


class Segment(NamedTuple):
    """Text of one face: the operand array of ``TJ``, and what it says if the text layer alone cannot tell."""

    face: EmbeddedFace
    array: bytes
    actual: str | None = None


class _Codes(dict[int, str]):
    """Table for ``str.translate``: character → the character whose number is the code in the first face.

    A character that the first face does not draw alone with one glyph becomes ``_SLOW``.
    """

    def __init__(self, encoder: "Encoder") -> None:
        super().__init__()
        self._encoder = encoder

    def __missing__(self, character: int) -> str:
        code = self._encoder.code_of(chr(character))
        self[character] = made = _SLOW if code is None else chr(code)
        return made


class Encoder:
    """Text of one ``FontChain`` in one document."""

    def __init__(self, chain: FontChain, faces: Sequence[EmbeddedFace]) -> None:
        self.chain, self.faces = chain, faces
        self._codes = _Codes(self)

    def code_of(self, char: str) -> int | None:
        """Return the code of a character that the first face draws; ``None`` if it takes more than one look."""
        if _rides(char) or _is_private(char) or not self.chain.has(char):
            return None
        piece, *others = self.chain.pieces(char)
        return None if others or piece.face else self.faces[0].code(piece.glyph, piece.text)

    def simple(self, text: str) -> bytes | None:
        """Return the codes of a text that the first face draws glyph by glyph; ``None`` for any other."""
        try:
            return text.translate(self._codes).encode("utf-16-be")
        except UnicodeEncodeError:
            return None

    def segments(self, text: str, shifts: Sequence[Shift]) -> list[Segment]:
        """Return any text as segments of one face each, with shifts where they belong."""
        return _joined(self._split(text, shifts))

    def _split(self, text: str, shifts: Sequence[Shift]) -> Iterator[Segment]:
        """Yield one segment a glyph. A shift inside a cluster cannot be meant and goes after it."""
        offset, waiting = 0, list(shifts)
        for cluster in clusters(text):
            for piece in self.chain.pieces(cluster):
                before = 0.0
                while waiting and waiting[0][0] <= offset:
                    before += waiting.pop(0)[1]
                face = self.faces[piece.face]
                codes = face.code(piece.glyph, piece.text).to_bytes(2, "big")
                private = any(map(_is_private, piece.text))
                yield Segment(face, array(codes, ((0, before),) if before else ()), piece.text if private else None)
            offset += len(cluster)


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Return the segments with neighbours of one face made one; what needs words of its own stays alone."""
    made: list[Segment] = []
    for segment in segments:
        last = made[-1] if made else None
        if last and last.face is segment.face and last.actual is None and segment.actual is None:
            made[-1] = Segment(last.face, last.array + segment.array)
        else:
            made.append(segment)
    return made


def array(codes: bytes, shifts: Sequence[Shift]) -> bytes:
    """Return codes as the operand array of ``TJ``, whose numbers are thousandths of an em to move back.

    A shift behind the last glyph would move nothing and is left out.
    """
    parts, start = [], 0
    for count, width_em in shifts:
        end = 2 * count
        if end >= len(codes):
            break
        if end > start:
            parts.append(b"(%b)" % codes[start:end])
        parts.append(number(-1000 * width_em))
        start = end
    parts.append(b"(%b)" % codes[start:])
    return b"".join(parts)


def _rides(char: str) -> bool:
    """Whether a character may join the one before it to a cluster."""
    return len(clusters("あ" + char)) == 1


def _is_private(char: str) -> bool:
    """Whether a character is of a private use area: its text layer needs ActualText (ISO 19005-2, 6.2.11.7.3)."""
    point = ord(char)
    return 0xE000 <= point <= 0xF8FF or point >= 0xF0000


def write_fonts(document: PackedDocument, faces: Sequence[EmbeddedFace]) -> bytes:
    """Write all fonts into a document and return the resource dictionary that names them."""
    entries = [b"/%b %d 0 R" % (face.name, face.write(document)) for face in faces]
    return b"<</Font<<%b>>>>" % b"".join(entries)
