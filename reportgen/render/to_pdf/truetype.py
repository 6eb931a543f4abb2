"""Reads a TrueType font lazily: what is asked for is looked up, nothing else.

Comes in: the path of a ``.ttf`` file, or of a ``.ttc`` collection with the number of its member. Goes out: glyph
numbers, advance widths, glyph descriptions and the figures a font descriptor needs. Writes nothing; knows nothing of
PDF. Sources: OpenType 1.9 ``cmap`` (formats 4, 12, 14), ``hmtx``, ``loca``, ``glyf``, ``OS/2``, ``name``.
"""

import mmap
import struct
from bisect import bisect_left, bisect_right
from functools import cached_property
from pathlib import Path

from reportgen.errors import RenderError

_TRUETYPE = (b"\0\1\0\0", b"true")


class TrueTypeFont:
    """One face, mapped into memory.

    ``units_per_em`` is the scale of everything that is not named otherwise. Raises ``RenderError`` if the file is no
    TrueType font or its outlines are PostScript (CFF), which this house does not embed.
    """

    def __init__(self, path: Path, member: int = 0) -> None:
        self.path = path
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._tables = self._directory(member)
        head = self.table("head")
        self.units_per_em: int = struct.unpack_from(">H", head, 18)[0]
        self.bounds: tuple[int, ...] = struct.unpack_from(">4h", head, 36)
        self._long_loca = bool(struct.unpack_from(">h", head, 50)[0])
        self.metric_count: int = struct.unpack_from(">H", self.table("hhea"), 34)[0]
        self.glyph_count: int = struct.unpack_from(">H", self.table("maxp"), 4)[0]

    def _directory(self, member: int) -> dict[str, tuple[int, int]]:
        """Return table name → (offset, length). Source: OpenType, "Organization of an OpenType Font"."""
        data, start = self._data, 0
        if data[:4] == b"ttcf":
            count = struct.unpack_from(">L", data, 8)[0]
            if member >= count:
                raise RenderError("I43", self.path.name, member=member, count=count)
            start = struct.unpack_from(">L", data, 12 + 4 * member)[0]
        if data[start : start + 4] not in _TRUETYPE:
            code = "I42" if data[start : start + 4] == b"OTTO" else "I41"
            raise RenderError(code, self.path.name)
        count = struct.unpack_from(">H", data, start + 4)[0]
        records = (struct.unpack_from(">4sLLL", data, start + 12 + 16 * index) for index in range(count))
        tables = {name.decode("latin-1"): (offset, length) for name, _, offset, length in records}
        if not {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"} <= tables.keys():
            raise RenderError("I41", self.path.name)
        return tables

    def table(self, name: str) -> bytes:
        """Return the bytes of a table; empty if the font has none of that name."""
        offset, length = self._tables.get(name, (0, 0))
        return self._data[offset : offset + length]

    # ── characters → glyphs ─────────────────────────────────────────────────────────────────────────────
    @cached_property
    def _subtables(self) -> tuple[int, int, int]:
        """Offsets of the ``cmap`` subtables of format 12, 4 and 14 in the file; 0 for one that is not there."""
        found = {12: 0, 4: 0, 14: 0}
        start = self._tables["cmap"][0]
        for index in range(struct.unpack_from(">H", self._data, start + 2)[0]):
            platform, encoding, offset = struct.unpack_from(">HHL", self._data, start + 4 + 8 * index)
            kind = struct.unpack_from(">H", self._data, start + offset)[0]
            if (platform, encoding, kind) in {(3, 10, 12), (0, 4, 12), (0, 6, 12), (3, 1, 4), (0, 3, 4), (0, 5, 14)}:
                found[kind] = found[kind] or start + offset
        return found[12], found[4], found[14]

    @cached_property
    def _groups(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Format 12 as three columns: first character, last character, first glyph."""
        at = self._subtables[0]
        count = struct.unpack_from(">L", self._data, at + 12)[0] if at else 0
        flat = struct.unpack_from(f">{3 * count}L", self._data, at + 16)
        return flat[0::3], flat[1::3], flat[2::3]

    @cached_property
    def _segments(self) -> tuple[tuple[int, ...], ...]:
        """Format 4 as four columns (last, first, delta, range offset), and the place of the last column."""
        at = self._subtables[1]
        if not at:
            return (), (), (), (), (0,)
        count = struct.unpack_from(">H", self._data, at + 6)[0] // 2
        row, step = f">{count}H", 2 * count
        starts = (at + 14, at + 16 + step, at + 16 + 2 * step, at + 16 + 3 * step)
        return (*(struct.unpack_from(row, self._data, start) for start in starts), (starts[3],))

    def glyph(self, character: int) -> int:
        """Return the glyph number of a character (a code point); 0 if the font has none."""
        if self._subtables[0]:
            first, last, glyphs = self._groups
            index = bisect_left(last, character)
            found = index < len(last) and first[index] <= character
            return glyphs[index] + character - first[index] if found else 0
        return self._glyph_of_segment(character)

    def _glyph_of_segment(self, character: int) -> int:
        last, first, deltas, offsets, (column,) = self._segments
        index = bisect_left(last, character)
        if index >= len(last) or first[index] > character:
            return 0
        if not offsets[index]:
            return (character + deltas[index]) & 0xFFFF
        place = column + 2 * index + offsets[index] + 2 * (character - first[index])
        glyph: int = struct.unpack_from(">H", self._data, place)[0]
        return (glyph + deltas[index]) & 0xFFFF if glyph else 0

    @cached_property
    def _variations(self) -> dict[int, tuple[int, int]]:
        """Variation selector → places of its default and its other table in the file; 0 for one that is not there."""
        at = self._subtables[2]
        count = struct.unpack_from(">L", self._data, at + 6)[0] if at else 0
        records = (struct.unpack_from(">BHLL", self._data, at + 10 + 11 * index) for index in range(count))
        return {
            high << 16 | low: (at + default if default else 0, at + other if other else 0)
            for high, low, default, other in records
        }

    @cached_property
    def _variation_columns(self) -> dict[int, tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]]:
        """Filled on use. Selector → starts of default ranges, their lengths, and pairs (character << 16 | glyph)."""
        return {}

    def _columns(self, selector: int) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        columns = self._variation_columns.get(selector)
        if columns is None:
            default, other = self._variations.get(selector, (0, 0))
            ranges = _records(self._data, default, 4)
            columns = self._variation_columns[selector] = (
                tuple(record >> 8 for record in ranges),
                tuple(record & 0xFF for record in ranges),
                _records(self._data, other, 5),
            )
        return columns

    def variation(self, character: int, selector: int) -> int:
        """Return the glyph of a character with a variation selector; 0 if the font does not know the pair."""
        starts, lengths, pairs = self._columns(selector)
        index = bisect_left(pairs, character << 16)
        if index < len(pairs) and pairs[index] >> 16 == character:
            return pairs[index] & 0xFFFF
        index = bisect_right(starts, character) - 1
        if index >= 0 and character <= starts[index] + lengths[index]:
            return self.glyph(character)
        return 0

    # ── glyphs ──────────────────────────────────────────────────────────────────────────────────────────
    def metrics(self, glyph: int) -> tuple[int, int]:
        """Return advance width and left side bearing of a glyph, in font units."""
        start = self._tables["hmtx"][0]
        if glyph < self.metric_count:
            return struct.unpack_from(">Hh", self._data, start + 4 * glyph)
        advance = struct.unpack_from(">H", self._data, start + 4 * self.metric_count - 4)[0]
        bearing = struct.unpack_from(">h", self._data, start + 2 * (self.metric_count + glyph))[0]
        return advance, bearing

    def outline(self, glyph: int) -> bytes:
        """Return the ``glyf`` record of a glyph; empty for a glyph without an outline."""
        loca, glyf = self._tables["loca"][0], self._tables["glyf"][0]
        if self._long_loca:
            start, end = struct.unpack_from(">LL", self._data, loca + 4 * glyph)
        else:
            start, end = (2 * half for half in struct.unpack_from(">HH", self._data, loca + 2 * glyph))
        return self._data[glyf + start : glyf + end]

    # ── the face as a whole ─────────────────────────────────────────────────────────────────────────────
    @cached_property
    def postscript_name(self) -> str:
        """The PostScript name (name 6); the file's stem if the font states none."""
        names = self.table("name")
        count, strings = struct.unpack_from(">HH", names, 2) if names else (0, 0)
        for index in range(count):
            platform, _, _, kind, length, offset = struct.unpack_from(">6H", names, 6 + 12 * index)
            if kind == 6 and platform in (0, 3):
                return names[strings + offset : strings + offset + length].decode("utf-16-be")
        return self.path.stem

    @cached_property
    def vertical(self) -> tuple[int, int, int]:
        """Ascent, descent (negative) and capital height, in font units: typographic ones if there are any."""
        os2, hhea = self.table("OS/2"), self.table("hhea")
        if len(os2) < 72:
            ascent, descent = struct.unpack_from(">hh", hhea, 4)
            return ascent, descent, ascent
        ascent, descent = struct.unpack_from(">hh", os2, 68)
        capital = struct.unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else 0
        return ascent, descent, capital or ascent

    @cached_property
    def weight(self) -> int:
        """Weight class, 400 regular to 700 bold (``OS/2`` usWeightClass)."""
        os2 = self.table("OS/2")
        return int(struct.unpack_from(">H", os2, 4)[0]) if os2 else 400


def _records(data: mmap.mmap, at: int, size: int) -> tuple[int, ...]:
    """Return the records of a counted list as big-endian numbers; none if ``at`` is 0."""
    if not at:
        return ()
    count = struct.unpack_from(">L", data, at)[0]
    body = data[at + 4 : at + 4 + size * count]
    return tuple(int.from_bytes(body[start : start + size], "big") for start in range(0, len(body), size))
