"""Which glyphs draw a text, how wide it is, and what is missing. Text is sacred: pieces joined are the text."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_font import box, write_font

from reportgen.errors import RenderError
from reportgen.japanese.classes import clusters
from reportgen.render.to_pdf.font import BLANK, FontChain, Piece, open_face

ASSETS = Path(str(files("reportgen"))) / "assets/bizud-gothic"
E0100, E01EF = "\U000e0100", "\U000e01ef"


@pytest.fixture(scope="module")
def house() -> FontChain:
    return FontChain([open_face(ASSETS / "BIZUDGothic-Regular.ttf")])


@pytest.fixture
def two_faces(tmp_path: Path) -> FontChain:
    """A first face with 〓, A and あ; a second one with B, あ and 葛 and one of its variations."""
    first = write_font(tmp_path / "1.ttf", [b"", box(1), box(2), box(3)], {"〓": 1, "A": 2, "あ": 3}, name="First")
    second = write_font(
        tmp_path / "2.ttf",
        [b"", box(1), box(2), box(3), box(4)],
        {"B": 1, "あ": 2, "葛": 3},
        name="Second",
        advances=[1000, 600, 1000, 900, 900],
        variations={("葛", E0100): 4},
    )
    return FontChain([open_face(first), open_face(second)])


def drawn(chain: FontChain, text: str) -> list[tuple[int, int, str]]:
    return [tuple(piece) for cluster in clusters(text) for piece in chain.pieces(cluster)]


def test_the_first_face_that_has_a_character_draws_it(two_faces: FontChain) -> None:
    assert drawn(two_faces, "AあB") == [(0, 2, "A"), (0, 3, "あ"), (1, 1, "B")]
    assert two_faces.missing("AあB") == ()


def test_a_variation_is_drawn_by_the_first_face_that_knows_it(two_faces: FontChain) -> None:
    assert drawn(two_faces, "葛" + E0100) == [(1, 4, "葛" + E0100)]
    assert two_faces.unknown_variations("葛" + E0100) == ()


def test_an_unknown_variation_is_drawn_with_its_base_keeps_its_selector_and_is_reported(two_faces: FontChain) -> None:
    text = "葛城" + "葛" + E01EF
    assert drawn(two_faces, "葛" + E01EF) == [(1, 3, "葛" + E01EF)]
    assert two_faces.unknown_variations(text) == ("葛" + E01EF,)
    assert two_faces.missing(text) == ("城",)


def test_the_base_of_a_variation_being_covered_does_not_hide_the_variation(two_faces: FontChain) -> None:
    assert two_faces.missing("葛") == two_faces.missing(E01EF) == ()
    assert two_faces.unknown_variations("葛" + E01EF) == ("葛" + E01EF,)
    assert two_faces.unknown_variations(E01EF + "葛葛" + E01EF) == ("葛" + E01EF,)


def test_what_no_face_has_is_replaced_visibly_keeps_its_text_and_is_reported_once(two_faces: FontChain) -> None:
    assert drawn(two_faces, "髙😀") == [(0, 1, "髙"), (0, 1, "😀")]
    assert two_faces.missing("髙A😀髙") == ("髙", "😀")


def test_the_replacement_is_the_first_sign_that_the_faces_have(tmp_path: Path) -> None:
    chain = FontChain([open_face(write_font(tmp_path / "f.ttf", [b"", box(1)], {"?": 1}))])
    assert drawn(chain, "あ") == [(0, 1, "あ")]


def test_a_chain_without_any_replacement_is_refused(tmp_path: Path) -> None:
    face = open_face(write_font(tmp_path / "f.ttf", [b"", box(1)], {"A": 1}, name="Latin-Regular"))
    with pytest.raises(RenderError) as refused:
        FontChain([face])
    assert (refused.value.code, refused.value.where) == ("I44", "Latin-Regular")


@pytest.mark.parametrize("text", ["𠮟る", "葛" + E0100 + "城", "①㈱★", "髙﨑神\ufa19塚\ufa10", "～－∥￠￡￢", "ﾊﾟﾊﾞ"])
def test_the_house_face_draws_what_reports_hold(house: FontChain, text: str) -> None:
    assert house.missing(text) == ()
    assert house.unknown_variations(text) == ()
    assert "".join(piece[2] for piece in drawn(house, text)) == text


def test_the_house_face_lacks_what_is_known_to_be_lacking(house: FontChain) -> None:
    assert house.missing("𠮷野家😀\ue000") == ("𠮷", "😀", "\ue000")


def test_characters_that_share_a_glyph_keep_their_own_text(tmp_path: Path) -> None:
    chain = FontChain([open_face(write_font(tmp_path / "f.ttf", [b"", box(1)], {"〓": 1, "神": 1, "\ufa19": 1}))])
    assert drawn(chain, "神\ufa19") == [(0, 1, "神"), (0, 1, "\ufa19")]


def test_marks_are_drawn_composed_with_their_base(house: FontChain) -> None:
    (piece,) = house.pieces("か\u3099")
    assert piece == Piece(0, house.pieces("が")[0].glyph, "か\u3099")


def test_marks_without_a_composed_character_are_drawn_one_after_the_other(house: FontChain) -> None:
    assert [piece.text for piece in house.pieces("か\u309a")] == ["か", "\u309a"]


@pytest.mark.parametrize("char", ["\u200b", "\u200d", "\u2060", "\n", E0100])
def test_format_characters_and_line_ends_are_drawn_as_nothing(house: FontChain, char: str) -> None:
    assert house.pieces(char) == (Piece(0, BLANK, char),)
    assert house.advances[char] == 0.0
    assert house.missing("あ" + char) == ()


@pytest.mark.parametrize("char", ["\t", "\u2003", "\u202f"])
def test_white_space_that_the_face_lacks_is_drawn_as_a_space(two_faces: FontChain, tmp_path: Path, char: str) -> None:
    chain = FontChain([open_face(write_font(tmp_path / "s.ttf", [b"", box(1), b""], {"〓": 1, " ": 2}))])
    assert chain.pieces(char) == (Piece(0, 2, char),)
    assert chain.missing(char) == ()


@pytest.mark.parametrize("char", ["\ufeff", "\ud800"])
def test_what_a_text_layer_cannot_hold_is_missing(house: FontChain, char: str) -> None:
    assert house.missing("あ" + char) == (char,)
    assert [piece.text for piece in house.pieces(char)] == ["〓"]


def test_an_emoji_style_of_a_sign_is_no_other_character(house: FontChain) -> None:
    assert house.unknown_variations("①\ufe0f") == ()
    assert [piece.text for piece in house.pieces("①\ufe0f")] == ["①\ufe0f"]


def test_widths_are_in_em_and_count_clusters(two_faces: FontChain) -> None:
    assert two_faces.width_em("あB葛" + E0100) == pytest.approx(1.0 + 0.6 + 0.9)
    assert two_faces.advances["葛" + E01EF] == pytest.approx(0.9)
    assert two_faces.width_em("") == 0


def test_a_file_is_opened_once() -> None:
    assert open_face(ASSETS / "BIZUDGothic-Bold.ttf") is open_face(ASSETS / "BIZUDGothic-Bold.ttf")


CHARACTERS = "あが髙﨑神\ufa19塚𠮟𠮷①★Aé 　\t\u3099\u309a\u200d\ufe0f" + E0100 + E01EF + "😀🇯🇵\ue000"


@settings(derandomize=True, max_examples=300)
@given(st.text(st.sampled_from(CHARACTERS), max_size=12))
def test_whatever_is_drawn_the_text_layer_is_the_text(text: str) -> None:
    chain = FontChain([open_face(ASSETS / "BIZUDGothic-Regular.ttf")])
    assert "".join(piece[2] for piece in drawn(chain, text)) == text
    assert all(piece[2] for piece in drawn(chain, text))
    gaps = chain.missing(text) + chain.unknown_variations(text)
    assert gaps == tuple(sorted(set(gaps), key=gaps.index))
    assert {cluster for cluster in clusters(text) if not chain.has(cluster)} == set(gaps)
