"""Fonts for tests, written by hand: a few square glyphs, so that every corner of the format can be had.

The outline of a glyph is ``box(...)``, ``composed(...)`` or ``b""``. Glyph 0 is .notdef.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

HINTS = b"\xb0\x00\x21"  # PUSHB[0] 0, POP: instructions that do nothing


def box(size: int, hints: bytes = HINTS) -> bytes:
    """A square from (0, 0) to (size, size)."""
    head = struct.pack(">hhhhh", 1, 0, 0, size, size)
    points = struct.pack(">4h4h", 0, 0, size, 0, 0, size, 0, -size)
    return head + struct.pack(">HH", 3, len(hints)) + hints + b"\x01" * 4 + points


def composed(*parts: tuple[int, int]) -> bytes:
    """A glyph made of others: (glyph, extra flag: 0, 0x08 scale, 0x40 two scales, 0x80 matrix). Ends with hints."""
    made = struct.pack(">hhhhh", -1, 0, 0, 900, 900)
    for place, (glyph, extra) in enumerate(parts):
        words = place % 2
        last = place == len(parts) - 1
        flags = extra | words | 0x2 | (0x100 if last else 0x20)
        made += struct.pack(">HH", flags, glyph) + (struct.pack(">hh", 10, 20) if words else struct.pack(">bb", 10, 20))
        made += struct.pack(">h", 0x4000) * {0: 0, 0x08: 1, 0x40: 2, 0x80: 4}[extra]
    return made + struct.pack(">H", len(HINTS)) + HINTS


def write_font(
    path: Path,
    outlines: Sequence[bytes],
    characters: Mapping[str, int],
    *,
    name: str = "Tiny-Regular",
    advances: Sequence[int] = (),
    variations: Mapping[tuple[str, str], int | None] | None = None,
    wide: bool = True,
    short_loca: bool = False,
    os2: bool = True,
) -> Path:
    """Write a TrueType font of 1000 units an em.

    ``advances`` has fewer entries than there are glyphs if the last one counts for the rest. ``variations`` has the
    glyph of a pair, or ``None`` for the default glyph. ``wide`` writes cmap format 12, else format 4 alone.
    """
    advances = list(advances) or [1000] * len(outlines)
    records = [outline + bytes(-len(outline) % 4) for outline in outlines]
    ends = [0]
    for record in records:
        ends.append(ends[-1] + len(record))
    bearings = b"".join(struct.pack(">h", 7) for _ in outlines[len(advances) :])
    tables = {
        "cmap": _cmap({ord(char): glyph for char, glyph in characters.items()}, variations or {}, wide=wide),
        "glyf": b"".join(records),
        "head": struct.pack(
            ">LLLLHHQQhhhhHHhhh",
            0x10000,
            0,
            0,
            0x5F0F3CF5,
            0,
            1000,
            0,
            0,
            0,
            -120,
            1000,
            880,
            0,
            8,
            2,
            not short_loca,
            0,
        ),
        "hhea": struct.pack(">Lhhh", 0x10000, 800, -200, 0) + bytes(24) + struct.pack(">H", len(advances)),
        "hmtx": b"".join(struct.pack(">Hh", advance, 5) for advance in advances) + bearings,
        "loca": b"".join(struct.pack(">H", end // 2) if short_loca else struct.pack(">L", end) for end in ends),
        "maxp": struct.pack(">LH", 0x10000, len(outlines)) + bytes(26),
        "name": _name(name),
    }
    if os2:
        tables["OS/2"] = (
            struct.pack(">HhH", 4, 1000, 700) + bytes(62) + struct.pack(">hh", 880, -120) + bytes(16) + b"\2\xdd"
        )
        tables["OS/2"] += bytes(6)
    path.write_bytes(_file(tables))
    return path


def _file(tables: Mapping[str, bytes]) -> bytes:
    position = 12 + 16 * len(tables)
    directory, bodies = struct.pack(">LHHHH", 0x10000, len(tables), 0, 0, 0), b""
    for name in sorted(tables):
        directory += struct.pack(">4sLLL", name.encode(), 0, position + len(bodies), len(tables[name]))
        bodies += tables[name] + bytes(-len(tables[name]) % 4)
    return directory + bodies


def collection(path: Path, *fonts: Path) -> Path:
    """Write a collection (.ttc) of fonts, each with tables of its own."""
    start = 12 + 4 * len(fonts)
    offsets, bodies = [], b""
    for font in fonts:
        data = bytearray(font.read_bytes())
        offset = start + len(bodies)
        for index in range(struct.unpack_from(">H", data, 4)[0]):
            place = 12 + 16 * index + 8
            struct.pack_into(">L", data, place, struct.unpack_from(">L", data, place)[0] + offset)
        offsets.append(offset)
        bodies += bytes(data)
    path.write_bytes(b"ttcf" + struct.pack(f">LL{len(fonts)}L", 0x10000, len(fonts), *offsets) + bodies)
    return path


def _name(text: str) -> bytes:
    body = text.encode("utf-16-be")
    return struct.pack(">HHH", 0, 1, 18) + struct.pack(">6H", 3, 1, 0x409, 6, len(body), 0) + body


def _cmap(characters: Mapping[int, int], variations: Mapping[tuple[str, str], int | None], *, wide: bool) -> bytes:
    tables = [(3, 1, _format_4(characters))]
    if variations:
        tables.append((0, 5, _format_14(variations)))
    if wide:
        tables.append((3, 10, _format_12(characters)))
    offset = 4 + 8 * len(tables)
    head, bodies = struct.pack(">HH", 0, len(tables)), b""
    for platform, encoding, body in tables:
        head += struct.pack(">HHL", platform, encoding, offset + len(bodies))
        bodies += body
    return head + bodies


def _format_12(characters: Mapping[int, int]) -> bytes:
    groups = b"".join(struct.pack(">LLL", char, char, glyph) for char, glyph in sorted(characters.items()))
    return struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(characters)) + groups


def _format_4(characters: Mapping[int, int]) -> bytes:
    """One segment a character; those with an odd code go through the glyph array, the others through the delta."""
    plane = [(char, glyph) for char, glyph in sorted(characters.items()) if char < 0xFFFF]
    count = len(plane) + 1
    deltas, offsets, glyphs = [], [], []
    for index, (char, glyph) in enumerate(plane):
        through_array = char % 2
        deltas.append(3 if through_array else (glyph - char) & 0xFFFF)
        offsets.append(2 * (count - index) + 2 * len(glyphs) if through_array else 0)
        if through_array:
            glyphs.append((glyph - 3) & 0xFFFF)
    columns = [
        [char for char, _ in plane] + [0xFFFF],
        [0],
        [char for char, _ in plane] + [0xFFFF],
        [*deltas, 1],
        [*offsets, 0],
        glyphs,
    ]
    body = b"".join(struct.pack(f">{len(column)}H", *column) for column in columns)
    return struct.pack(">7H", 4, 14 + len(body), 0, 2 * count, 0, 0, 0) + body


def _format_14(variations: Mapping[tuple[str, str], int | None]) -> bytes:
    selectors = sorted({selector for _, selector in variations})
    offset = 10 + 11 * len(selectors)
    head, bodies = b"", b""
    for selector in selectors:
        pairs = sorted((ord(base), glyph) for (base, other), glyph in variations.items() if other == selector)
        defaults = [base for base, glyph in pairs if glyph is None]
        others = [(base, glyph) for base, glyph in pairs if glyph is not None]
        places = [0, 0]
        if defaults:
            places[0] = offset + len(bodies)
            bodies += struct.pack(">L", len(defaults)) + b"".join(base.to_bytes(3, "big") + b"\0" for base in defaults)
        if others:
            places[1] = offset + len(bodies)
            bodies += struct.pack(">L", len(others)) + b"".join(
                base.to_bytes(3, "big") + struct.pack(">H", glyph) for base, glyph in others
            )
        head += ord(selector).to_bytes(3, "big") + struct.pack(">LL", *places)
    return struct.pack(">HLL", 14, offset + len(bodies), len(selectors)) + head + bodies
