from __future__ import annotations

import pytest
from written_plans import matrix

from reportgen.errors import TemplateError
from reportgen.plan.load import load_layout


def refused(folder, old: str, new: str) -> str:
    text = (matrix().folder / "layout.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "layout.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_layout(folder)
    assert caught.value.code == "K03"
    return str(caught.value)


@pytest.mark.parametrize("key", ["row_id", "item_number", "item_name", "party", "reason"])
def test_a_question_cannot_have_the_key_of_one_of_the_form_s_own_columns(tmp_path, key):
    message = refused(tmp_path, 'key = "status"', f'key = "{key}"')
    assert "entries.party.1.key：" in message
    assert f"「{key}」は調査票が使う名前です" in message


@pytest.mark.parametrize("key", ["number", "name"])
def test_a_text_of_an_item_cannot_have_the_key_of_its_number_or_name(tmp_path, key):
    assert "item_texts.1.key：" in refused(tmp_path, 'key = "content"', f'key = "{key}"')


@pytest.mark.parametrize("label", ["事業名", "ＩＤ", "備考"])
def test_a_text_of_an_item_cannot_have_a_heading_that_means_something_else(tmp_path, label):
    assert "item_texts.1.label：" in refused(tmp_path, 'label = "内容"', f'label = "{label}"')


TEXTS = """title = "a"
[[section_texts]]
key = "vision"
label = "将来像"
[[party_texts]]
key = "role"
label = "役割"
[[entries.party]]
key = "progress"
label = "取組状況"
[[entries.indicator]]
key = "progress"
label = "進捗状況"
[form]
party_label = "主体"
indicator_sheet = "指標"
[marks]
star = "★"
"""


def refused_text(folder, old: str, new: str) -> str:
    assert old in TEXTS
    (folder / "layout.toml").write_text(TEXTS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_layout(folder)
    return str(caught.value)


def test_texts_labels_and_marks_are_the_layouts_own(tmp_path):
    (tmp_path / "layout.toml").write_text(TEXTS, encoding="utf-8")
    definition = load_layout(tmp_path).definition
    assert [(text.key, text.kind) for text in definition.section_texts] == [("vision", "text")]
    assert (definition.form.party_label, definition.form.item_label) == ("主体", "事業名")
    assert (definition.marks.bullet, definition.marks.star) == ("・", "★")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('key = "vision"', 'key = "title"', "section_texts.1.key：「title」は、様式の中で別の意味に"),
        ('key = "role"', 'key = "submitter"', "party_texts.1.key：「submitter」は"),
        ('key = "role"', 'key = "progress"', "2回使われています：progress"),
        ('label = "役割"', 'label = "将来像"', "2回使われています：将来像"),
        ('label = "取組状況"', 'label = "主体"', "2回使われています：主体"),
        ('label = "進捗状況"', 'label = "事業名"', "2回使われています：事業名"),
        ('indicator_sheet = "指標"', 'indicator_sheet = "調査票"', "別の名前にしてください"),
        ('indicator_sheet = "指標"', 'indicator_sheet = "指標/1"', "form.indicator_sheet：使えない文字がある"),
        ('indicator_sheet = "指標"', 'indicator_sheet = "_meta"', "form.indicator_sheet：使えない文字がある"),
        ('star = "★"', 'star = "･"', "別の記号にしてください"),
        ('star = "★"', 'star = "★★"', "marks.star：1文字で書いてください"),
    ],
)
def test_names_that_would_collide_are_refused(tmp_path, old, new, reason):
    assert reason in refused_text(tmp_path, old, new)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("similarity = 1.5", "wording.similarity：1以下の数で書いてください。"),
        ("similarity = 0.5", "wording.similarity：0.5より大きい数で書いてください。"),
        ("similarity = nan", "wording.similarity："),
        ("similarity = inf", "wording.similarity：1以下の数で書いてください。"),
        ("sentence = -1", "wording.sentence：20以上の数で書いてください。"),
    ],
)
def test_a_number_beyond_its_bounds_is_refused_with_the_bound(tmp_path, line, reason):
    assert reason in refused(tmp_path, "[wording]\n", f"[wording]\n{line}\n")
