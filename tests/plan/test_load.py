"""What layout.toml may not say is told in words that a clerk can follow, naming the key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.errors import TemplateError
from reportgen.plan.load import load_layout

GOOD = """
title = "様式"
[[entries.party]]
key = "status"
label = "実施状況"
"""


def refusal(folder: Path, text: str) -> str:
    (folder / "layout.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_layout(folder)
    return caught.value.what


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (GOOD + 'limit = "たくさん"\n', "entries.party.1.limit"),
        (GOOD + "limit = 1.5\n", "entries.party.1.limit"),
        (GOOD + 'width = "広い"\n', "entries.party.1.width"),
        (GOOD + 'required = "多分"\n', "entries.party.1.required"),
        (GOOD + 'kind = "texte"\n', "entries.party.1.kind"),
        (GOOD + 'synonyms = "今後"\n', "entries.party.1.synonyms"),
        (GOOD + "labell = 1\n", "entries.party.1.labell"),
        (GOOD.replace("status", "実施"), "entries.party.1.key"),
        (GOOD + '[theme.page]\nnumber = "p1"\n', "theme.page.number"),
        (GOOD + "[theme.page]\nwidht_mm = 3\n", "theme.page.widht_mm"),
        (GOOD + "[form]\nguide = 3\n", "form.guide"),
        ('entries = 3\ntitle = "様式"\n', "entries"),
        ("[[entries.party]]\n", "title"),
    ],
)
def test_a_fault_names_its_key_and_holds_no_english(tmp_path, text, key):
    what = refusal(tmp_path, text)
    assert f"  {key}：" in what
    reasons = [line.partition("：")[2] for line in what.splitlines()[1:]]
    assert [reason for reason in reasons if re.search(r"[a-z]+ [a-z]+ [a-z]+", reason)] == []


def test_all_faults_are_told_at_once(tmp_path):
    what = refusal(tmp_path, GOOD + 'limit = "x"\nwidth = "y"\n')
    assert len(what.splitlines()) == 3


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"title = \n", "K02", "layout.toml:1"),
        ('title = "様式"\nlabel = [1\n[x]\n'.encode(), "K02", "layout.toml:3"),
        ('title = "様式"'.encode("shift_jis"), "K05", "layout.toml"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(tmp_path, data, code, place):
    (tmp_path / "layout.toml").write_bytes(data)
    with pytest.raises(TemplateError) as caught:
        load_layout(tmp_path)
    assert caught.value.code == code
    assert caught.value.where.endswith(place)


def test_a_word_file_beside_the_layout_gives_the_look_and_another_one_can_be_named(tmp_path):
    (tmp_path / "layout.toml").write_text(GOOD, encoding="utf-8")
    assert load_layout(tmp_path).definition.theme.reference == ""
    (tmp_path / "reference.docx").write_bytes(b"")
    assert load_layout(tmp_path).definition.theme.reference == str(tmp_path / "reference.docx")
    (tmp_path / "layout.toml").write_text(GOOD + '[theme]\nreference = "ひな形.docx"\n', encoding="utf-8")
    assert load_layout(tmp_path).definition.theme.reference == str(tmp_path / "ひな形.docx")
