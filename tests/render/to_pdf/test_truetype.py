"""Reading a TrueType font: characters, variations, widths, and what is refused."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from tiny_font import box, collection, write_font

from reportgen.errors import RenderError
from reportgen.render.to_pdf.truetype import TrueTypeFont

REGULAR = Path(str(files("reportgen"))) / "assets/bizud-gothic/BIZUDGothic-Regular.ttf"
E0100, E0101, E0102 = "\U000e0100", "\U000e0101", "\U000e0102"


@pytest.fixture(scope="module")
def regular() -> TrueTypeFont:
    return TrueTypeFont(REGULAR)


def test_the_house_face_is_even_width(regular: TrueTypeFont) -> None:
    full = [regular.metrics(regular.glyph(ord(char)))[0] for char in "あ漢、①𠮟"]
    half = [regular.metrics(regular.glyph(ord(char)))[0] for char in "A1 ｱ"]
    assert full == [regular.units_per_em] * 5
    assert half == [regular.units_per_em // 2] * 4


def test_both_character_maps_of_the_house_face_agree(regular: TrueTypeFont) -> None:
    differing = [char for char in range(0xFFFF) if regular.glyph(char) != regular._glyph_of_segment(char)]
    assert differing == []
    assert sum(regular.glyph(char) > 0 for char in range(0xFFFF)) > 9000


def test_a_font_with_format_4_alone_is_read(tmp_path: Path) -> None:
    characters = {"A": 1, "B": 2, "あ": 3, "ア": 1}
    font = TrueTypeFont(write_font(tmp_path / "f.ttf", [b"", box(1), box(2), box(3)], characters, wide=False))
    assert [font.glyph(ord(char)) for char in "ABあア"] == [1, 2, 3, 1]
    assert [font.glyph(ord(char)) for char in "@CZ\uffff𠮟"] == [0] * 5


def test_a_variation_has_its_own_glyph_the_default_one_or_none(tmp_path: Path) -> None:
    pairs = {("葛", E0100): 2, ("葛", E0101): None, ("辻", E0101): 3}
    font = TrueTypeFont(write_font(tmp_path / "f.ttf", [b"", box(1), box(2), box(3)], {"葛": 1}, variations=pairs))

    def variation(pair: str) -> int:
        return font.variation(ord(pair[0]), ord(pair[1]))

    assert variation("葛" + E0100) == 2
    assert variation("葛" + E0101) == 1
    assert variation("辻" + E0101) == 3
    assert variation("葛" + E0102) == 0
    assert variation("辻" + E0100) == 0


def test_the_house_face_knows_ten_thousand_variations(regular: TrueTypeFont) -> None:
    kanji = [char for char in range(0x4E00, 0xA000) if regular.glyph(char)]
    known = sum(regular.variation(char, selector) > 0 for char in kanji for selector in range(0xE0100, 0xE0110))
    assert known > 9000


def test_glyphs_behind_the_last_metric_share_its_width(tmp_path: Path) -> None:
    font = TrueTypeFont(write_font(tmp_path / "f.ttf", [b"", box(1), box(2)], {"A": 1, "B": 2}, advances=[500, 600]))
    assert font.metrics(1) == (600, 5)
    assert font.metrics(2) == (600, 7)


@pytest.mark.parametrize("short", [True, False])
def test_outlines_are_found_with_short_and_long_offsets(tmp_path: Path, short: bool) -> None:
    font = TrueTypeFont(write_font(tmp_path / "f.ttf", [b"", box(100), box(200)], {"A": 1}, short_loca=short))
    assert font.outline(0) == b""
    assert font.outline(2).startswith(box(200))


def test_a_font_without_os2_takes_its_height_from_hhea(tmp_path: Path) -> None:
    with_table = TrueTypeFont(write_font(tmp_path / "a.ttf", [b""], {"A": 0}))
    without = TrueTypeFont(write_font(tmp_path / "b.ttf", [b""], {"A": 0}, os2=False))
    assert (with_table.vertical, with_table.weight) == ((880, -120, 733), 700)
    assert (without.vertical, without.weight) == ((800, -200, 800), 400)


def test_a_member_of_a_collection_is_read(tmp_path: Path) -> None:
    one = write_font(tmp_path / "1.ttf", [b"", box(1)], {"A": 1}, name="One")
    two = write_font(tmp_path / "2.ttf", [b"", box(1), box(2)], {"B": 2}, name="Two")
    both = collection(tmp_path / "both.ttc", one, two)
    assert TrueTypeFont(both, 0).postscript_name == "One"
    member = TrueTypeFont(both, 1)
    assert (member.postscript_name, member.glyph(ord("B"))) == ("Two", 2)
    assert member.outline(2).startswith(box(2))


def test_a_member_that_is_not_there_is_refused(tmp_path: Path) -> None:
    one = write_font(tmp_path / "1.ttf", [b""], {"A": 0})
    with pytest.raises(RenderError) as refused:
        TrueTypeFont(collection(tmp_path / "one.ttc", one), 3)
    assert (refused.value.code, refused.value.where) == ("I43", "one.ttc")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"OTTO\0\1" + bytes(60), "I42", id="PostScript outlines"),
        pytest.param(b"wOF2" + bytes(60), "I41", id="a web font"),
        pytest.param(b"PK\3\4" + bytes(60), "I41", id="no font"),
        pytest.param(b"\0\1\0\0\0\0" + bytes(60), "I41", id="no tables"),
    ],
)
def test_what_cannot_be_embedded_is_refused_by_name(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "外字.otf"
    path.write_bytes(data)
    with pytest.raises(RenderError) as refused:
        TrueTypeFont(path)
    assert (refused.value.code, refused.value.where) == (code, "外字.otf")
