import pytest

from reportgen.japanese.bonds import Bond, bond_at, joins


def bond(marked: str) -> Bond:
    """The bond at the bar."""
    at = marked.index("|")
    text = marked.replace("|", "")
    return bond_at(text, at, joins(text))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("支|援", Bond.FREE),
        ("を|SNS", Bond.FREE),
        ("SNS|を", Bond.FREE),
        ("。|次", Bond.FREE),
        ("」|を", Bond.FREE),
        ("、|「", Bond.FREE),
        ("支援|①", Bond.FREE),
        ("10|年", Bond.SOFT),
        ("3か|所", Bond.SOFT),
        ("第|2期", Bond.SOFT),
        ("延|べ30名", Bond.SOFT),
        ("（1）|広報", Bond.SOFT),
        (" 1．|広報", Bond.SOFT),
        ("※| 注", Bond.SOFT),
        ("サ|ー", Bond.KANA),
        ("あ|っ", Bond.KANA),
        ("人|々", Bond.KANA),
        ("課|・課", Bond.KANA),
        ("※|注", Bond.WIDE),
        ("令|和3", Bond.WIDE),
        ("令和|3", Bond.WIDE),
        ("令和元|年", Bond.WIDE),
        ("…|…", Bond.WIDE),
        ("5|℃", Bond.WORD),
        ("あ|～", Bond.WIDE),
        ("・|支援", Bond.WIDE),
        (" ・|支援", Bond.WIDE),
        ("jp/|a", Bond.JOINT),
        ("1|,234", Bond.NEVER),
        ("1,|234", Bond.WORD),
        ("A|B", Bond.WORD),
        ("Ａ|Ｂ", Bond.WORD),
        ("※|1", Bond.WORD),
        ("あ|\u00a0い", Bond.WORD),
        ("あ|。", Bond.NEVER),
        ("「|あ", Bond.NEVER),
        ("あ|ﾞ", Bond.NEVER),
    ],
)
def test_the_bond_at_the_bar(marked, expected):
    assert bond(marked) is expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("図った。| ・講座", Bond.FREE),
        ("図った。|　-講座", Bond.FREE),
        ("A| B", Bond.FREE),
        ("あ| 」", Bond.NEVER),
        ("あ|　 」", Bond.NEVER),
        ("「| あ", Bond.NEVER),
        ("あ| ！", Bond.WIDE),
        ("あ|　っ", Bond.KANA),
        ("・|　支援", Bond.SOFT),
        ("★| 広報", Bond.SOFT),
    ],
)
def test_the_bond_across_white_space(marked, expected):
    assert bond(marked) is expected


def test_a_middle_dot_that_marks_no_list_lets_the_line_end_after_it():
    assert bond("課・|課") is Bond.FREE
