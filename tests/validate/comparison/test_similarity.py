"""How alike two texts are."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from reportgen.validate.comparison.similarity import common_run, contains, similarity

LONG = "乳幼児健康診査や育児発達相談等において、保健師等専門職との相談を行った。" * 9


def test_the_shortcut_for_long_texts_is_off():
    other = LONG.replace("行った", "行う")
    assert len(LONG) > 200
    assert similarity(LONG, other, 0.8) == SequenceMatcher(None, LONG, other, autojunk=False).ratio()


@pytest.mark.parametrize(
    ("one", "other"), [("短い文を書いた。", "短い文を書いた。"), (LONG, "園児を夕方まで預かる事業を続けた。")]
)
def test_short_and_different_texts_are_not_alike(one, other):
    assert similarity(one, other, 0.8) == 0.0


def test_the_quick_bound_never_drops_a_pair_that_is_alike():
    text = "園児を夕方まで預かる事業を3園で続けた。"
    for at in range(len(text)):
        changed = text[:at] + "々" + text[at + 1 :]
        assert similarity(text, changed, 0.8) == SequenceMatcher(None, text, changed, autojunk=False).ratio()


def test_a_text_of_thirty_characters_may_be_contained():
    part = "要保護児童等に関する情報の交換及び共有、支援内容の協議を密に行う"
    assert contains(part + "。", f"前の文。{part}とともに続ける。")
    assert not contains("短い文を行う。", "短い文を行うとともに続ける。")
    assert common_run("前" + part, part + "後") == part
