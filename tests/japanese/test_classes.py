import pytest

from reportgen.japanese.classes import CharClass, class_of, clusters, is_space, members, no_break_after, no_break_before


@pytest.mark.parametrize(
    ("chars", "kind"),
    [
        ("「（『【“‘｢([", CharClass.OPENING),
        ("」）』】”’｣)]", CharClass.CLOSING),
        ("〜～–‐", CharClass.HYPHEN),
        ("！？!?", CharClass.DIVIDING),
        ("・：；･", CharClass.MIDDLE_DOT),
        ("。．｡", CharClass.FULL_STOP),
        ("、，､", CharClass.COMMA),
        ("—…‥", CharClass.INSEPARABLE),
        ("々ゝヽ", CharClass.ITERATION),
        ("ーｰ", CharClass.LONG_VOWEL),
        ("ぁっゃァッヶㇰｯ", CharClass.SMALL_KANA),
        ("￥＄№", CharClass.PREFIX),
        ("％%℃㎡°", CharClass.POSTFIX),
        (" \u3000\t\u200b", CharClass.SPACE),
        ("漢あアｱ＋→Ⅳ㈱×𠮟\ue000", CharClass.IDEOGRAPH),
        ("aZ09éαЯＡ９", CharClass.WESTERN),
        ("※★①⑳", CharClass.MARK),
        ("\u00a0\u2060", CharClass.GLUE),
    ],
)
def test_a_character_is_in_the_class_of_its_full_width_twin(chars, kind):
    assert {char: class_of(char) for char in chars} == dict.fromkeys(chars, kind)


def test_no_character_is_listed_in_two_classes():
    unlisted = {CharClass.SPACE, CharClass.IDEOGRAPH, CharClass.WESTERN}
    listed = members(*(kind for kind in CharClass if kind not in unlisted))
    assert sorted(listed) == sorted(set(listed))


def test_a_no_break_space_is_not_white_space_for_a_line():
    assert is_space(" ")
    assert is_space("\u3000")
    assert not is_space("\u00a0")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("漢字", ["漢", "字"]),
        ("葛\U000e0100城市", ["葛\U000e0100", "城", "市"]),
        ("か\u309aき", ["か\u309a", "き"]),
        ("e\u0301\u0327a", ["e\u0301\u0327", "a"]),
        ("👩\u200d👧\u200d👦の", ["👩\u200d👧\u200d👦", "の"]),
        ("👍🏽1\ufe0f\u20e3", ["👍🏽", "1\ufe0f\u20e3"]),
        ("🇯🇵🇫🇷🇯", ["🇯🇵", "🇫🇷", "🇯"]),
        ("\u3099漢", ["\u3099", "漢"]),
    ],
)
def test_a_base_keeps_what_rides_on_it(text, expected):
    assert clusters(text) == expected


def test_what_word_gets_is_sorted_without_doubles_and_fits_its_tables():
    for chars, most in ((no_break_before(), 100), (no_break_after(), 50)):
        assert list(chars) == sorted(set(chars))
        assert len(chars) <= most
        assert all(ord(char) < 0x10000 for char in chars)


def test_what_word_gets_holds_the_strict_set():
    assert set("。、」）・ーっャ々？！％…") <= set(no_break_before())
    assert set("「（￥※①") <= set(no_break_after())
    assert not set(no_break_before()) & set(no_break_after())
