"""How alike two texts are."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.validate.comparison.similarity import Texts, common_run, contains, similarity

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


# ── very many texts ─────────────────────────────────────────────────────────────────────────────────────

WORDS = st.lists(
    st.sampled_from(["園児", "保護者", "を預かる", "に知らせた", "講座", "。", "3回"]), min_size=3, max_size=14
)
SAYINGS = st.lists(WORDS.map("".join), max_size=12)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(SAYINGS, st.sampled_from([0.55, 0.8, 1.0]))
def test_every_earlier_text_that_is_alike_is_among_those_that_may_be(texts: list[str], floor: float):
    known = Texts(texts, floor)
    for later, text in enumerate(texts):
        likely = {place: most for most, place in known.before(later)}
        assert all(place < later for place in likely)
        for place, earlier in enumerate(texts[:later]):
            alike = similarity(earlier, text, floor)
            assert not alike or alike <= likely[place] <= 1.0
            assert place not in likely or known.similarity(place, later) == alike


def test_texts_without_common_characters_and_short_ones_are_not_likely():
    texts = ["園児を夕方まで預かる事業を続けた。", "ごみの収集日を全戸に知らせるチラシ", "短い。", "短い。"]
    known = Texts(texts, 0.8)
    assert [list(known.before(place)) for place in range(4)] == [[], [], [], []]
