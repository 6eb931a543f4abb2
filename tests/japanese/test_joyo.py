"""Kanji outside the official table."""

from __future__ import annotations

from importlib.resources import files

from reportgen.japanese.joyo import outside_joyo


def test_the_table_holds_2136_kanji_once_each():
    text = files("reportgen.japanese").joinpath("joyo.txt").read_text(encoding="utf-8").replace("\n", "")
    assert len(text) == len(set(text)) == 2136


def test_each_kanji_outside_is_named_once():
    assert outside_joyo("繋がりを繋ぐ𠮟叱噛み、A・かな々") == ("繋", "噛")
