"""The font program that is embedded: the glyphs asked for, what they are composed of, nothing else."""

from __future__ import annotations

import struct
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from tiny_font import HINTS, box, composed, write_font

from reportgen.render.to_pdf.font import BLANK
from reportgen.render.to_pdf.subset import subset
from reportgen.render.to_pdf.truetype import TrueTypeFont

ASSETS = Path(str(files("reportgen"))) / "assets/bizud-gothic"


def tables(program: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", program, 4)[0]
    records = (struct.unpack_from(">4sLLL", program, 12 + 16 * index) for index in range(count))
    return {name.decode(): program[offset : offset + length] for name, _, offset, length in records}


def outlines(program: bytes) -> list[bytes]:
    parts = tables(program)
    ends = struct.unpack(f">{len(parts['loca']) // 4}L", parts["loca"])
    return [parts["glyf"][start:end] for start, end in pairwise(ends)]


def parts_of(record: bytes) -> list[int]:
    found, at, more = [], 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", record, at)
        assert not flags & 0x100, "there are no instructions any more"
        found.append(glyph)
        at += (8 if flags & 1 else 6) + (2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0)
        more = bool(flags & 0x20)
    assert len(record) - at < 4, "nothing but padding behind the last part"
    return found


def test_glyphs_are_renumbered_in_the_order_given_with_their_widths(tmp_path: Path) -> None:
    font = TrueTypeFont(
        write_font(tmp_path / "f.ttf", [b"", box(1), box(2), box(3)], {"A": 1}, advances=[0, 100, 200, 300])
    )
    program = subset(font, [0, 3, BLANK, 1, 3])
    sizes = [struct.unpack_from(">h", record, 6)[0] if record else 0 for record in outlines(program)]
    widths = [struct.unpack_from(">H", tables(program)["hmtx"], 4 * glyph)[0] for glyph in range(5)]
    assert sizes == [0, 3, 0, 1, 3]
    assert widths == [0, 300, 0, 100, 300]


def test_instructions_are_left_out(tmp_path: Path) -> None:
    font = TrueTypeFont(write_font(tmp_path / "f.ttf", [b"", box(9), composed((1, 0))], {"A": 1}))
    program = subset(font, [0, 1, 2])
    assert HINTS not in program
    assert outlines(program)[1].startswith(box(9, hints=b""))


def test_parts_of_a_composed_glyph_follow_whatever_its_arguments(tmp_path: Path) -> None:
    whole = composed((1, 0x08), (2, 0x40), (3, 0x80), (1, 0))
    font = TrueTypeFont(write_font(tmp_path / "f.ttf", [b"", box(1), box(2), box(3), whole], {"A": 4}))
    records = outlines(subset(font, [0, 4]))
    assert parts_of(records[1]) == [2, 3, 4, 2]
    assert [record[6:8] for record in records[2:]] == [b"\0\1", b"\0\2", b"\0\3"]


def test_parts_that_are_composed_themselves_are_followed(tmp_path: Path) -> None:
    font = TrueTypeFont(
        write_font(tmp_path / "f.ttf", [b"", box(1), composed((1, 0)), composed((2, 0), (1, 0))], {"A": 3})
    )
    records = outlines(subset(font, [0, 3]))
    assert len(records) == 4
    assert (parts_of(records[1]), parts_of(records[2])) == ([2, 3], [3])


def test_counts_and_checksums_are_those_of_the_new_file(tmp_path: Path) -> None:
    font = TrueTypeFont(ASSETS / "BIZUDGothic-Regular.ttf")
    program = subset(font, [0, *(font.glyph(ord(char)) for char in "進捗状況報告書")])
    assert sum(struct.unpack(f">{len(program) // 4}L", program)) & 0xFFFFFFFF == 0xB1B0AFBA
    made = tables(program)
    assert struct.unpack_from(">H", made["maxp"], 4) == struct.unpack_from(">H", made["hhea"], 34) == (8,)
    assert [font.outline(0)[:10]] == [outlines(program)[0][:10]]
    assert set(made) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}


def test_a_subset_is_small(tmp_path: Path) -> None:
    font = TrueTypeFont(ASSETS / "BIZUDGothic-Regular.ttf")
    kana = [font.glyph(char) for char in range(0x3041, 0x3097)]
    assert len(subset(font, [0, *kana])) < 20_000


@pytest.mark.parametrize("name", ["BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf"])
def test_same_glyphs_same_bytes(name: str) -> None:
    font = TrueTypeFont(ASSETS / name)
    glyphs = [0, *range(300, 500)]
    assert subset(font, glyphs) == subset(TrueTypeFont(ASSETS / name), glyphs)
