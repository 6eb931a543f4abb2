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
