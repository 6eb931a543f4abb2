"""``[handout]``: what is counted, what is usual, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import TemplateError
from reportgen.plan.handout import Counted
from reportgen.plan.load import load_layout

TOML = """
title = "a"
[[entries.party]]
key = "kind"
label = "種別"
kind = "choice"
scale = "種別"
[[entries.party]]
key = "rating"
label = "評価"
kind = "choice"
scale = "評価"
about = "rating"
[[entries.indicator]]
key = "judged"
label = "判定"
kind = "choice"
scale = "評価"
"""


def counted(folder: Path, handout: str = "", toml: str = TOML) -> Counted:
    (folder / "layout.toml").write_text(toml + handout, encoding="utf-8")
    return load_layout(folder).definition.counted()


def test_the_choice_about_a_rating_is_usual_and_no_direction(tmp_path):
    assert counted(tmp_path) == Counted(on="entry", rating="rating")


def test_without_one_about_a_rating_the_first_choice_is_usual(tmp_path):
    assert counted(tmp_path, toml=TOML.replace('about = "rating"\n', "")).rating == "kind"


def test_a_key_of_indicators_is_counted_of_indicators(tmp_path):
    assert counted(tmp_path, '[handout]\nrating = "judged"\n') == Counted(on="indicator", rating="judged")
    assert counted(tmp_path, '[handout]\non = "indicator"\n') == Counted(on="indicator", rating="judged")


def test_a_layout_without_choices_counts_none(tmp_path):
    assert counted(tmp_path, toml='title = "a"\n[[entries.party]]\nkey = "a"\nlabel = "b"\n') == Counted(on="entry")


@pytest.mark.parametrize(
    ("handout", "words"),
    [
        ('rating = "ratnig"', "近い名前：rating"),
        ('direction = "kindd"', "近い名前：kind（使える名前：kind、rating、judged）"),
        ('on = "indicator"\nrating = "rating"', "近い名前：judged"),
        ('rating = "rating"\ndirection = "judged"', "「rating」"),
        ('rate = "rate"', "使える名前はありません"),
        ('ratings = "rating"', "この名前の項目はありません"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest_name(tmp_path, handout, words):
    with pytest.raises(TemplateError) as caught:
        counted(tmp_path, f"[handout]\n{handout}\n")
    assert caught.value.code == "K03"
    assert words in str(caught.value)
    assert "handout" in str(caught.value)
