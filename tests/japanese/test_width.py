import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.japanese.width import edit_distance, fold, width_em


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0.0),
        ("子育て", 3.0),
        ("ABC123", 3.0),
        ("ｶﾞ｡", 1.5),
        ("①※…ー★", 5.0),
        ("αЯ→×", 4.0),
        ("café½", 2.5),
        ("葛\U000e0100か\u309a", 2.0),
        ("👩\u200d👧", 1.0),
        ("\u200b\u2060", 0.0),
        ("𠮟", 1.0),
    ],
)
def test_the_width_of_a_text_without_a_font(text, expected):
    assert width_em(text) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("担当課", "担 当\u3000課"),
        ("Ｎｏ．", "No."),
        ("ﾌｧﾐﾘｰ・ｻﾎﾟｰﾄ", "ファミリー・サポート"),
        ("内容\n(第2期)", "内容（第２期）"),
        ("SNS", "sns"),
        ("№", "ＮＯ"),
        ("㋿3年度", "令和3年度"),
        ("か\u3099", "が"),
    ],
)
def test_spellings_that_a_reader_takes_for_the_same_fold_alike(left, right):
    assert fold(left) == fold(right)


def test_spellings_that_differ_stay_apart():
    assert fold("保育課") != fold("保育科")


def test_folding_twice_changes_nothing():
    for text in ("①㎡㈱ Ⅳ", "ǅ ß İ", "神", "ﾊﾟ ゛"):
        assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [
        ("", "", 0),
        ("担当課", "担当課", 0),
        ("担当課", "担当部", 1),
        ("担当課", "担当", 1),
        ("担当課", "主担当課", 1),
        ("子育て支援課", "子育支援科", 2),
        ("評価", "内容", 2),
        ("", "評価", 2),
    ],
)
def test_the_distance_counts_characters_added_dropped_and_replaced(left, right, distance):
    assert edit_distance(left, right, 3) == distance
    assert edit_distance(right, left, 3) == distance


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text("子育支援", max_size=6), st.text("子育支援", max_size=6), st.integers(0, 4))
def test_a_limit_changes_nothing_below_it(left, right, limit):
    assert edit_distance(left, right, limit) == min(edit_distance(left, right, 99), limit + 1)


def test_a_distance_over_the_limit_is_told_as_one_more():
    assert edit_distance("実施状況", "今後の取り組み", 2) == 3
    assert edit_distance("実施状況", "方向性評価", 2) == 3
    assert edit_distance("評価", "内容", 1) == 2
    assert edit_distance("実施状況評価", "況評価実施状", 3) == 4
    assert edit_distance("評価", "評定", 0) == 1


def test_a_negative_limit_is_refused():
    with pytest.raises(ValueError, match="-1"):
        edit_distance("評価", "評価", -1)
