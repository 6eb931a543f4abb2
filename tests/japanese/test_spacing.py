import pytest

from reportgen.japanese.spacing import Stage, blank_after, blank_before, blanks_after, overlaps, squeezable, squeezes

FULL = [1.0] * 8


def test_brackets_and_stops_carry_half_an_em_and_other_glyphs_nothing():
    assert [blank_before(char, 1.0) for char in "「（。・漢"] == [0.5, 0.5, 0.0, 0.0, 0.0]
    assert [blank_after(char, 1.0) for char in "」）。、・漢"] == [0.5, 0.5, 0.5, 0.5, 0.0, 0.0]


def test_a_narrow_glyph_has_no_blank_to_give():
    assert blank_before("(", 0.5) == blank_after(")", 0.5) == blank_after("。", 0.6) == 0.0


@pytest.mark.parametrize(
    ("pair", "shared"),
    [
        ("」。", 0.5),
        ("））", 0.5),
        ("（「", 0.5),
        ("」「", 0.5),
        ("、「", 0.5),
        ("。（", 0.5),
        ("」・", 0.5),
        ("・「", 0.5),
        ("、・", 0.25),
        ("」　", 0.5),
        ("　「", 0.5),
    ],
)
def test_neighbouring_marks_share_their_blank(pair, shared):
    assert overlaps(pair, FULL) == {0: -shared}


@pytest.mark.parametrize("pair", ["「」", "漢「", "」漢", "・・", "！「", "」！", "　　"])
def test_other_neighbours_share_nothing(pair):
    assert overlaps(pair, FULL) == {}


def test_a_narrow_neighbour_shares_nothing():
    assert overlaps("」(", [1.0, 0.5]) == {}
    assert overlaps("」)", [1.0, 0.5]) == {0: -0.5}


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ("」漢", (Stage.BRACKET_OR_COMMA, 0.5)),
        ("漢「", (Stage.BRACKET_OR_COMMA, 0.5)),
        ("、漢", (Stage.BRACKET_OR_COMMA, 0.5)),
        ("・漢", (Stage.MIDDLE_DOT, 0.25)),
        ("漢・", (Stage.MIDDLE_DOT, 0.25)),
        ("漢字", None),
        ("。漢", None),
        ("」 ", None),
        (" 「", None),
    ],
)
def test_what_a_line_can_squeeze(pair, expected):
    assert squeezable(*pair, 1.0, 1.0) == expected


def test_the_spaces_of_a_text_give_what_its_neighbours_give():
    text = "「事業」、・（2）　『第1期』。：ー漢「」"
    widths = [0.5 if char in "12" else 1.0 for char in text]
    one_by_one = [
        (at, *slot)
        for at in range(len(text) - 1)
        if (slot := squeezable(text[at], text[at + 1], widths[at], widths[at + 1])) is not None
    ]
    assert squeezes(text, widths, 0, len(text)) == one_by_one
    assert len(one_by_one) > 5
    assert squeezes(text, widths, 3, 9) == [slot for slot in one_by_one if 3 <= slot[0] < 8] != []
    assert squeezes("", [], 0, 0) == squeezes("「", [1.0], 0, 1) == []


def test_a_line_end_gives_up_the_blank_of_a_full_width_mark():
    text, widths = "「漢」。、.｡", [1.0, 1.0, 1.0, 1.0, 0.8, 0.5, 0.5]
    assert blanks_after(text, widths) == {2: 0.5, 3: 0.5}
    assert all(
        blanks_after(*pair).get(0, 0.0) == blank_after(pair[0], 1.0) for pair in ((c, [1.0]) for c in "「」。・漢")
    )
