"""``[[rules.contradictions]]`` and what is compared with the year before: what may be written, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from written_masters import load, master, without_contradictions
from written_plans import TEMPLATES

from reportgen.errors import PlanError, TemplateError
from reportgen.plan.contradictions import Contradiction
from reportgen.plan.load import Layout, load_layout

TOML = """
title = "a"
[[indicator_texts]]
key = "most"
label = "増減の目安"
kind = "number"
[[entries.party]]
key = "rating"
label = "評価"
kind = "choice"
scale = "評価"
[[entries.party]]
key = "steps"
label = "今後の取組"
[[entries.indicator]]
key = "actual"
label = "実績値"
kind = "number"
change_key = "most"
change_percent = 30
[[rules.contradictions]]
when = { rating = ["D"], steps = "filled" }
"""


def written(folder: Path, old: str = "", new: str = "") -> Path:
    assert TOML.count(old) == 1 or not old
    (folder / "layout.toml").write_text(TOML.replace(old, new) if old else TOML, encoding="utf-8")
    return folder


def test_a_rule_has_two_conditions_the_value_first(tmp_path):
    (rule,) = load_layout(written(tmp_path)).definition.rules.contradictions
    assert rule.on == "entry"
    assert rule.ordered == (("rating", ("D",)), ("steps", "filled"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rating = [", "raiting = [", ["「raiting」", "近い名前：rating", "rating、steps"]),
        ('steps = "filled" }', "actual = 0 }", ["「actual」", "調査票にありません"]),
        ('steps = "filled"', 'steps = "full"', ["steps", '"filled"、"empty"']),
        ('steps = "filled"', 'steps = ["a"]', ["steps（text）", '"filled"（記入あり）']),
        ('rating = ["D"]', 'rating = "filled"', ["少なくとも1つ"]),
        ('rating = ["D"]', "rating = 1", ["rating（choice）", "選択肢を並べて"]),
        ('rating = ["D"]', "rating = []", ["rating"]),
        ('rating = ["D"], ', "", ["条件を2つ"]),
        ('rating = ["D"], ', 'rating = ["D"], other = 1, ', ["条件を2つ"]),
        ("when =", 'on = "item"\nwhen =', ["'indicator'・'entry'"]),
        ("when =", "if =", ["この名前の項目はありません"]),
        ('label = "今後の取組"', 'label = "今後の取組"\nchange_percent = 5', ['kind = "number"']),
        ('scale = "評価"', 'scale = "評価"\nmay_stay = true', ["may_stay"]),
        ('change_key = "most"', 'change_key = "mots"', ["change_key「mots」"]),
        ("change_percent = 30", "change_percent = -1", ["change_percent"]),
    ],
)
def test_what_cannot_be_met_is_refused_with_what_can(tmp_path, old, new, said):
    with pytest.raises(TemplateError) as caught:
        load_layout(written(tmp_path, old, new))
    assert caught.value.code == "K03"
    for words in said:
        assert words in str(caught.value)


def ruled(when: dict[str, object]) -> Layout:
    """The matrix with one rule."""
    layout = without_contradictions()
    rules = layout.definition.rules.model_copy(
        update={"contradictions": (Contradiction.model_validate({"when": when}),)}
    )
    return replace(layout, definition=layout.definition.model_copy(update={"rules": rules}))


def test_a_choice_that_the_plan_does_not_have_is_refused_with_the_nearest(tmp_path):
    layout = ruled({"rating": ["B", "Ｂ"], "direction": ["継続実施"]})
    with pytest.raises(PlanError) as caught:
        load(tmp_path, master(), layout_of=lambda _name: layout)
    message = str(caught.value)
    assert caught.value.code == "M06"
    assert "「Ｂ」は、「評価」の選択肢にありません。" in message
    assert "近い選択肢は「B」です。" in message
    assert "「継続実施」は、「方向性」の選択肢にありません。" in message
    assert "近い選択肢は「継続」です。" in message


@pytest.mark.parametrize(
    "when",
    [
        {"rating": ["達成", "未達"], "direction": ["継続"]},
        {"direction": ["継続実施"], "rating": ["D"]},
        {"rating": ["D"], "next_steps": "filled"},
    ],
)
def test_a_rule_about_another_scale_never_applies_and_refuses_no_plan(tmp_path, when):
    assert load(tmp_path, master(), layout_of=lambda _name: ruled(when)).scales.keys() == {"評価", "方向性"}


def test_a_rule_that_names_a_choice_beside_one_that_is_there_is_refused(tmp_path):
    with pytest.raises(PlanError) as caught:
        load(tmp_path, master(), layout_of=lambda _name: ruled({"rating": ["B", "未達"], "next_steps": "filled"}))
    assert (caught.value.code, "「未達」" in str(caught.value)) == ("M55", True)


@pytest.mark.parametrize("name", ["matrix", "indicators"])
def test_the_layouts_at_hand_have_rules_of_their_own(name):
    assert len(load_layout(TEMPLATES / name).definition.rules.contradictions) == 2
