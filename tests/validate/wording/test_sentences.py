"""Sentences, how they end, and their folding."""

from __future__ import annotations

import pytest

from reportgen.validate.wording.morphemes import words_of
from reportgen.validate.wording.sentences import Ending, fold_tense, sentences_of, tail_of, without_bracket


@pytest.mark.parametrize(
    ("sentence", "ending"),
    [
        ("必要に応じて療育機関につないだ。", Ending.PAST),
        ("清掃に取り組んだ。", Ending.PAST),
        ("説明会を開いた（3回）。", Ending.PAST),
        ("修繕を実施している。", Ending.STATE),
        ("必要なものが残っている。", Ending.STATE),
        ("導入は検討中である。", Ending.STATE),
        ("周知する必要がある。", Ending.STATE),
        ("利用者が多い。", Ending.STATE),
        ("気軽に相談できる。", Ending.STATE),
        ("バリアフリー化の事業は未実施。", Ending.NOUN),
        ("情報共有が引き続き必要。", Ending.NOUN),
        ("円滑な利用に努める。", Ending.NON_PAST),
        ("関係機関と連携していく。", Ending.NON_PAST),
    ],
)
def test_the_tail_is_told_by_the_last_words(sentence, ending):
    tail = tail_of(sentence)
    assert (tail.ending, tail.polite) == (ending, False)


@pytest.mark.parametrize(
    ("sentence", "ending"),
    [
        ("支援します。", Ending.NON_PAST),
        ("支援しました。", Ending.PAST),
        ("支援しています。", Ending.STATE),
        ("大切です。", Ending.STATE),
    ],
)
def test_polite_sentences_have_an_ending_too(sentence, ending):
    tail = tail_of(sentence)
    assert (tail.ending, tail.polite) == (ending, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("充実を図った。", "充実を図る。"),
        ("調整を密に行っている。", "調整を密に行う。"),
        ("支援を行った（3回）。", "支援を行う。"),
    ],
)
def test_tenses_fold_alike(one, other):
    assert fold_tense(one) == fold_tense(other) == other.rstrip("。")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一を行う。二を行う。", ("一を行う。", "二を行う。")),
        ("参加する。（地区の清掃など）", ("参加する。（地区の清掃など）",)),
        ("「見る。聞く。」を行う。次。", ("「見る。聞く。」を行う。", "次。")),
        ("閉じない（括弧。次の文。", ("閉じない（括弧。", "次の文。")),
        ("参加者は延べ\n36人", ("参加者は延べ36人",)),
        ("行った\n・次も行った", ("行った", "・次も行った")),
        ("", ()),
    ],
)
def test_sentences_end_with_their_full_stop(text, sentences):
    assert sentences_of(text) == sentences


def test_a_whole_bracket_at_the_end_is_left_out_and_a_sentence_of_a_bracket_stays():
    assert without_bracket("実施した（3回）。") == "実施した"
    assert without_bracket("（注）") == "（注）"


def test_a_text_longer_than_the_tokeniser_takes_keeps_every_character():
    text = "保育所で園児を預かった。" * 3000
    tokens = words_of(text)
    assert "".join(token.surface for token in tokens) == text
    assert all(text[token.start : token.end] == token.surface for token in tokens)
