"""Glyph codes and embedded fonts: exact text layer, codes that need no escaping, subsets that name themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pdf_specimen import A4_LANDSCAPE, METADATA, Specimen, chains, reopened
from tiny_font import box, write_font

from reportgen.errors import RenderError
from reportgen.japanese.classes import clusters
from reportgen.render.to_pdf import embed
from reportgen.render.to_pdf.canvas import TaggedCanvas
from reportgen.render.to_pdf.embed import EmbeddedFace, Encoder, array
from reportgen.render.to_pdf.font import BLANK, FontChain, open_face


@pytest.fixture
def encoder() -> Encoder:
    regular, _ = chains()
    return Encoder(regular, [EmbeddedFace(face, b"F1") for face in regular.faces])


def painted(text: str, chain: FontChain) -> bytes:
    canvas = TaggedCanvas(METADATA)
    canvas.start_page(*A4_LANDSCAPE)
    with canvas.mark(canvas.document.add("P")):
        for number, line in enumerate(text.split("\n")):
            canvas.text(20, 570 - 14 * number, 10, chain, line)
    canvas.end_page()
    return canvas.save()


def fonts(data: bytes) -> Iterator[Any]:
    yield from reopened(data).pages[0].Resources.Font.values()


def unicode_map(font: Any) -> dict[int, str]:
    body = font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
    rows = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", body)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in rows}


def test_no_byte_of_a_code_needs_escaping() -> None:
    regular, _ = chains()
    face = EmbeddedFace(regular.faces[0], b"F1")
    codes = [face.code(1, str(number)) for number in range(5000)]
    assert len(set(codes)) == 5000
    assert not set(b"".join(code.to_bytes(2, "big") for code in codes)) & set(b"()\\\r\n")
    assert 0 not in codes
    assert max(codes) < 5700


def test_a_pair_of_glyph_and_text_has_one_code() -> None:
    regular, _ = chains()
    face = EmbeddedFace(regular.faces[0], b"F1")
    assert face.code(5, "神") == face.code(5, "神")
    assert len({face.code(5, "神"), face.code(5, "\ufa19"), face.code(6, "神")}) == 3


def test_more_glyphs_than_codes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "_LAST_CODE", 3)
    regular, _ = chains()
    face = EmbeddedFace(regular.faces[0], b"F1")
    for glyph in (1, 2, 3):
        face.code(glyph, "あ")
    with pytest.raises(RenderError) as refused:
        face.code(4, "あ")
    assert (refused.value.code, refused.value.where) == ("I48", "BIZUDGothic-Regular")


def test_plain_text_takes_the_short_way_and_hard_text_the_long_one(encoder: Encoder) -> None:
    assert encoder.simple("進捗、A𠮟") is not None
    assert [encoder.simple(text) for text in ("葛\U000e0100", "か\u3099", "𠮷", "\ue000", "あ\u200d")] == [None] * 5


def test_a_private_character_that_a_face_draws_still_says_what_it_is(tmp_path: Path) -> None:
    face = open_face(write_font(tmp_path / "gaiji.ttf", [b"", box(1), box(2)], {"〓": 1, "\ue000": 2}))
    encoder = Encoder(FontChain([face]), [EmbeddedFace(face, b"F1")])
    assert encoder.simple("\ue000") is None
    assert [segment.actual for segment in encoder.segments("〓\ue000〓", ())] == [None, "\ue000", None]


def test_both_ways_give_the_same_codes(encoder: Encoder) -> None:
    codes = encoder.simple("進捗状況")
    (segment,) = encoder.segments("進捗状況", ())
    assert codes is not None
    assert segment.array == b"".join(b"(%b)" % codes[at : at + 2] for at in range(0, 8, 2))


@pytest.mark.parametrize(
    ("shifts", "expected"),
    [
        ((), b"(abcd)"),
        (((0, -0.5),), b"500(abcd)"),
        (((1, 0.25),), b"(ab)-250(cd)"),
        (((2, -0.5),), b"(abcd)"),
        (((0, 0.125), (1, 0.1), (2, 9.0)), b"-125(ab)-100(cd)"),
    ],
)
def test_shifts_are_thousandths_of_an_em_to_move_back(shifts: tuple[tuple[int, float], ...], expected: bytes) -> None:
    assert array(b"abcd", shifts) == expected


def test_the_text_layer_is_exact_for_every_character_of_cp932_that_the_face_has() -> None:
    """A page with some 7,000 different characters, read back by a viewer's library."""
    regular, _ = chains()
    decoded = (bytes([high, low]).decode("cp932", "ignore") for high in range(0x81, 0xFD) for low in range(0x40, 0xFD))
    characters = [char for char in dict.fromkeys("".join(decoded)) if regular.has(char) and not char.isspace()]
    assert len(characters) > 7000
    lines = ["".join(characters[start : start + 79]) for start in range(0, len(characters), 79)]
    for start in range(0, len(lines), 38):
        data = painted("\n".join(lines[start : start + 38]), regular)
        read = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
        assert read.split("\r\n") == lines[start : start + 38]


def test_the_unicode_map_holds_whole_clusters() -> None:
    regular, _ = chains()
    text = "𠮟葛\U000e0100葛\U000e01ef神\ufa19か\u3099①"
    (font,) = fonts(painted(text, regular))
    assert set(clusters(text)) <= set(unicode_map(font).values())


def test_there_is_one_font_for_each_face_that_is_used() -> None:
    found = list(fonts(Specimen().finished()))
    assert [str(font.BaseFont)[8:] for font in found] == ["BIZUDGothic-Bold", "BIZUDGothic-Regular"]
    assert all(re.fullmatch(r"/[A-Z]{6}\+BIZUDGothic-(Bold|Regular)", str(font.BaseFont)) for font in found)
    assert [str(font.Encoding) for font in found] == ["/Identity-H"] * 2


def test_widths_and_glyphs_belong_together(tmp_path: Path) -> None:
    chain = FontChain(
        [
            open_face(
                write_font(
                    tmp_path / "f.ttf",
                    [b"", box(1), box(2), b""],
                    {"〓": 1, "A": 2, " ": 3},
                    advances=[0, 1000, 612, 333],
                )
            )
        ]
    )
    (font,) = fonts(painted("A 〓\u200b", chain))
    descendant = font.DescendantFonts[0]
    start, widths = descendant.W
    assert start == 0
    assert [float(width) for width in widths] == [0, 612, 333, 1000, 0]
    assert unicode_map(font) == {1: "A", 2: " ", 3: "〓", 4: "\u200b"}
    assert descendant.CIDToGIDMap == "/Identity"
    assert len(descendant.FontDescriptor.FontFile2.read_bytes()) == int(descendant.FontDescriptor.FontFile2.Length1)


def test_the_tag_of_a_subset_follows_its_glyphs() -> None:
    regular, _ = chains()
    names = {str(next(fonts(painted(text, regular))).BaseFont) for text in ("あ", "い", "あ")}
    assert len(names) == 2


def test_nothing_is_embedded_for_blank_codes() -> None:
    regular, _ = chains()
    face = EmbeddedFace(regular.faces[0], b"F1")
    for number in range(0x30):
        face.code(1, str(number))
    assert [face._glyphs[code] for code in (0x0A, 0x0D, 0x28, 0x29)] == [BLANK] * 4
