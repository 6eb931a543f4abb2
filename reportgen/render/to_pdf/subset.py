"""Cuts a TrueType font down to the glyphs a document uses, renumbered from 0 in the order given.

Comes in: a font and source glyph numbers. Goes out: the bytes of a font file that holds only these glyphs and the
parts they are composed of, without hints, names or character maps, which a CIDFontType2 does not need. Same glyphs,
same bytes. Sources: OpenType 1.9 ``glyf``, ``loca``, ``hmtx``, ``head``; ISO 32000-1, 9.9 (tables of FontFile2).
"""

import struct
from collections.abc import Sequence

from reportgen.render.to_pdf.font import BLANK
from reportgen.render.to_pdf.truetype import TrueTypeFont

# Flags of a component of a composite glyph.
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX, _HINTS = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100


def subset(font: TrueTypeFont, glyphs: Sequence[int]) -> bytes:
    """Return a font file in which glyph ``i`` is source glyph ``glyphs[i]``; ``BLANK`` becomes an empty glyph.

    The first glyph must be 0 (.notdef). Parts of composite glyphs follow behind the last one.
    """
    sources = list(glyphs)
    records = _outlines(font, sources)
    metrics = [(0, 0) if glyph == BLANK else font.metrics(glyph) for glyph in sources]
    count = struct.pack(">H", len(sources))
    head, hhea, maxp = bytearray(font.table("head")), bytearray(font.table("hhea")), bytearray(font.table("maxp"))
    head[8:12] = bytes(4)
    head[50:52] = b"\0\1"
    hhea[34:36] = count
    maxp[4:6] = count
    ends = [0]
    for record in records:
        ends.append(ends[-1] + len(record))
    tables = {
        "glyf": b"".join(records) or b"\0",
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": b"".join(struct.pack(">Hh", *pair) for pair in metrics),
        "loca": struct.pack(f">{len(ends)}L", *ends),
        "maxp": bytes(maxp),
    }
    return _file(tables)


def _outlines(font: TrueTypeFont, sources: list[int]) -> list[bytes]:
    """Return the outlines in the new numbering; parts of composites are appended to ``sources`` on the way."""
    numbers: dict[int, int] = {}
    records: list[bytes] = []
    for glyph in sources:  # grows while it is walked
        record = b"" if glyph == BLANK else font.outline(glyph)
        if record[:1] >= b"\x80":
            record = _composite(record, sources, numbers)
        elif record:
            record = _simple(record)
        records.append(record + bytes(-len(record) % 4))
    return records


def _simple(record: bytes) -> bytes:
    """Return a simple glyph without its instructions."""
    contours = struct.unpack_from(">h", record, 0)[0]
    at = 10 + 2 * contours
    length = struct.unpack_from(">H", record, at)[0]
    return record[:at] + b"\0\0" + record[at + 2 + length :]


def _composite(record: bytes, sources: list[int], numbers: dict[int, int]) -> bytes:
    """Return a composite glyph without its instructions and with its parts renumbered."""
    made, at, more = bytearray(record), 10, True
    while more:
        flags, part = struct.unpack_from(">HH", record, at)
        if part not in numbers:
            numbers[part] = len(sources)
            sources.append(part)
        struct.pack_into(">HH", made, at, flags & ~_HINTS, numbers[part])
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        more = bool(flags & _MORE)
    return bytes(made[:at])


def _file(tables: dict[str, bytes]) -> bytes:
    """Return a font file of the tables, with checksums. Source: OpenType, "Organization of an OpenType Font"."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = [struct.pack(">LHHHH", 0x10000, count, 16 << power, power, 16 * count - (16 << power))]
    position, bodies = 12 + 16 * count, []
    for name in sorted(tables):
        body = tables[name]
        padded = body + bytes(-len(body) % 4)
        directory.append(struct.pack(">4sLLL", name.encode(), _checksum(padded), position, len(body)))
        bodies.append(padded)
        position += len(padded)
    made = bytearray(b"".join(directory + bodies))
    adjustment = (0xB1B0AFBA - _checksum(made)) & 0xFFFFFFFF
    place = 12 + 16 * count + sum(len(body) for body in bodies[: sorted(tables).index("head")])
    struct.pack_into(">L", made, place + 8, adjustment)
    return bytes(made)


def _checksum(padded: bytes | bytearray) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
