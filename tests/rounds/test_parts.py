"""Which parts of a text have changed: whole, joined up again, and never torn where a reader would not tear."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.japanese.classes import clusters
from reportgen.rounds import parts as module
from reportgen.rounds.parts import Part, parts_of

TEXTS = st.text(alphabet="令和元年度3４,.AbカーナをのA子育て支援\n　 葛\U000e0100が\u3099。", max_size=40)


def shown(text: tuple[Part, ...]) -> str:
    return "".join(f"【{part.text}】" if part.changed else part.text for part in text)


def both(before: str, after: str) -> tuple[str, str]:
    old, new = parts_of(before, after)
    return shown(old), shown(new)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(TEXTS, TEXTS)
def test_parts_are_the_texts_and_what_is_kept_is_the_same_on_both_sides(before, after):
    old, new = parts_of(before, after)
    assert "".join(part.text for part in old) == before
    assert "".join(part.text for part in new) == after
    kept = ["".join(part.text for part in side if not part.changed) for side in (old, new)]
    assert kept[0] == kept[1]
    for side in (old, new):
        assert all(part.text for part in side)
        assert all(one.changed is not other.changed for one, other in pairwise(side))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_no_part_begins_inside_a_cluster(before, after):
    for text, side in zip((before, after), parts_of(before, after), strict=True):
        ends = {len("".join(clusters(text)[:n])) for n in range(len(clusters(text)) + 1)}
        position = 0
        for part in side:
            position += len(part.text)
            assert position in ends


@settings(derandomize=True, max_examples=100, deadline=None)
@given(TEXTS)
def test_an_equal_text_has_no_changed_part(text):
    assert not any(part.changed for side in parts_of(text, text) for part in side)


@pytest.mark.parametrize(
    ("before", "after", "shown_before", "shown_after"),
    [
        ("令和3年度に実施した。", "令和4年度に実施した。", "【令和3年度】に実施した。", "【令和4年度】に実施した。"),
        (
            "参加者は1,234人でした。",
            "参加者は1,324人でした。",
            "参加者は【1,234人】でした。",
            "参加者は【1,324人】でした。",
        ),
        (
            "講座をオンラインで開いた。",
            "講座をオフラインで開いた。",
            "講座を【オンライン】で開いた。",
            "講座を【オフライン】で開いた。",
        ),
        ("会議を開いた。", "会議を3回開いた。", "会議を開いた。", "会議を【3回】開いた。"),
        ("A", "B", "【A】", "【B】"),
        ("", "実施した。", "", "【実施した。】"),
        ("葛城", "葛\U000e0100城", "【葛城】", "【葛\U000e0100城】"),
        ("講座を 開いた。", "講座を　開いた。", "講座を【 】開いた。", "講座を【　】開いた。"),
        ("甲。\n乙。", "甲。乙。", "甲。【\n】乙。", "甲。乙。"),
    ],
)
def test_a_change_is_marked_as_a_reader_would(before, after, shown_before, shown_after):
    assert both(before, after) == (shown_before, shown_after)


def test_texts_that_share_little_are_marked_whole():
    old, new = parts_of("広報紙で周知し、講座を開いた。", "感染症のため、すべて中止した。")
    assert [part.changed for part in (*old, *new)] == [True, True]


def test_a_small_island_between_two_changes_is_marked_with_them():
    assert both("この事業は、春に本館で開催しました。", "この事業は、秋に分館で開催しました。") == (
        "この事業は、【春に本館】で開催しました。",
        "この事業は、【秋に分館】で開催しました。",
    )


def test_a_very_long_change_is_marked_whole_and_at_once(monkeypatch):
    monkeypatch.setattr(module, "_LARGEST", 10)
    assert both("初めに、" + "あいう" * 5 + "終わった。", "初めに、" + "いうえ" * 5 + "終わった。") == (
        "初めに、【" + "あいう" * 5 + "】終わった。",
        "初めに、【" + "いうえ" * 5 + "】終わった。",
    )
