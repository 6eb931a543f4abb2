"""``[[derive]]``: what may be written there, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen.errors import TemplateError
from reportgen.plan.load import load_layout

TOML = """
title = "a"
[[item_texts]]
key = "budget"
label = "予算額"
kind = "number"
[[indicator_texts]]
key = "unit"
label = "単位"
[[indicator_texts]]
key = "target"
label = "目標値"
kind = "number"
unit_key = "unit"
[[entries.party]]
key = "cost"
label = "決算額"
kind = "number"
[[entries.indicator]]
key = "actual"
label = "実績値"
kind = "number"
[[entries.indicator]]
key = "rating"
label = "評価"
kind = "choice"
scale = "評価"
[[derive]]
on = "indicator"
key = "rate"
label = "達成率"
kind = "ratio"
of = "actual"
target = "target"
[[derive]]
on = "indicator"
key = "judged"
label = "評価"
kind = "band"
of = "rate"
bands = [{ min = 79.95, value = "○" }, { value = "×" }]
compare = "rating"
[[derive]]
on = ["item", "report"]
key = "total"
label = "決算額"
kind = "sum"
of = "cost"
"""


def loaded(folder: Path, old: str = "", new: str = "") -> Any:
    assert old in TOML
    (folder / "layout.toml").write_text(TOML.replace(old, new, 1) if old else TOML, encoding="utf-8")
    return load_layout(folder).definition


def test_derived_values_are_read_as_written(tmp_path):
    rate, judged, total = loaded(tmp_path).derive
    assert (rate.on, rate.places, rate.shown_unit) == (("indicator",), 1, "%")
    assert [str(band.min) for band in judged.bands] == ["79.95", "None"]
    assert (total.on, total.places, total.made_keys()) == (("item", "report"), None, ("total", "total_missing"))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('of = "actual"', 'of = "actul"', "derive の rate：of の「actul」は使えません。近い名前：actual"),
        ('target = "target"', 'taget = "target"', "「taget」という項目はありません。近い名前：target"),
        ('target = "target"', 'target = "unit"', "target の「unit」は使えません"),
        ('target = "target"\n[[d', "[[d", 'kind = "ratio" には target が必要です'),
        ('of = "rate"', 'of = "judged"', "of の「judged」は使えません。近い名前："),
        ('of = "cost"', 'of = "actualy"', "of の「actualy」は使えません。近い名前：actual"),
        ('key = "rate"', 'key = "actual"', "derive の key「actual」は、すでに使われています"),
        ('key = "total"', 'key = "rate"', "derive の key「rate」は、すでに使われています"),
        ('compare = "rating"', 'compare = "actual"', "compare の「actual」は使えません。近い名前：rating"),
        ('{ min = 79.95, value = "○" }, { value = "×" }', '{ value = "×" }, { min = 5, value = "○" }', "最後の1つだけ"),
        ('{ value = "×" }]', '{ min = 90, value = "×" }]', "大きい順"),
        ('of = "cost"', 'of = "cost"\narrows = ["a", "b", "c"]', 'kind = "sum" に arrows は書けません'),
        ('kind = "band"', 'kind = "band"\ndecimals = 1', "数の書き方は書けません"),
        ('on = ["item", "report"]', 'on = ["entry"]', "of の「cost」は使えません"),
        ('kind = "sum"', 'kind = "change"', "on が indicator か entry のとき"),
        ('unit_key = "unit"', 'unit_key = "units"', "unit_key「units」"),
        ('label = "単位"', 'label = "単位"\ndecimals = 1', 'decimals は、kind = "number" の項目だけに'),
        ('scale = "評価"', 'scale = "評価"\nunit = "人"', 'unit は、kind = "number" の項目だけに'),
        ('label = "単位"', 'label = "指標名"', "『指標』シートで別の意味に"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_with_the_nearest_name(tmp_path, old, new, reason):
    with pytest.raises(TemplateError) as caught:
        loaded(tmp_path, old, new)
    assert reason in str(caught.value)


SUMS = {
    "of numbers whose unit each row says": (
        {"on": "item", "kind": "sum", "of": "target"},
        "derive の more：行ごとに単位が違うため（unit_key）、「target」は合計できません。",
    ),
    "of a rate": ({"on": "report", "kind": "sum", "of": "rate"}, "率であるため、「rate」は合計できません。"),
    "of differences of such numbers": (
        {"on": "item", "kind": "sum", "of": "gap"},
        "derive の more：行ごとに単位が違うため（unit_key）、「gap」は合計できません。",
    ),
    "a change of a text of the plan": (
        {"on": "indicator", "kind": "change", "of": "target"},
        "前の年度の値は、調査票の数の項目にだけあります。",
    ),
    "a change of a derived value": (
        {"on": "indicator", "kind": "change", "of": "rate"},
        "前の年度の値は、調査票の数の項目にだけあります。近い名前：actual",
    ),
}


@pytest.mark.parametrize("name", SUMS)
def test_numbers_that_do_not_add_up_or_have_no_past_are_refused(tmp_path, name):
    more, reason = SUMS[name]
    gap = {"on": "indicator", "key": "gap", "label": "差", "kind": "difference", "of": "target", "base": "actual"}
    text = TOML
    for one in (gap, {"key": "more", "label": "計", **more}):
        text += "[[derive]]\n" + "".join(f'{key} = "{said}"\n' for key, said in one.items())
    (tmp_path / "layout.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_layout(tmp_path)
    assert reason in str(caught.value)


def test_a_number_of_two_nouns_needs_a_word_which_of_them_is_summed(tmp_path):
    both = TOML.replace('key = "actual"', 'key = "cost"').replace('of = "actual"', 'of = "cost"')
    (tmp_path / "layout.toml").write_text(both, encoding="utf-8")
    with pytest.raises(TemplateError, match="indicatorとentryにあります。over に"):
        load_layout(tmp_path)
    (tmp_path / "layout.toml").write_text(both + 'over = "entry"\n', encoding="utf-8")
    assert load_layout(tmp_path).definition.derive[-1].over == "entry"


def test_a_section_has_no_numbers_of_its_own(tmp_path):
    text = '[[section_texts]]\nkey = "a"\nlabel = "b"\nkind = "number"\n'
    (tmp_path / "layout.toml").write_text(TOML + text, encoding="utf-8")
    with pytest.raises(TemplateError, match="区分の本文は"):
        load_layout(tmp_path)
