"""The name of the output files is accepted by every file system."""

from __future__ import annotations

import pytest
from sample_reports import report
from written_layouts import TOML, article, faults, written_layout

from reportgen.compose import file_stem
from reportgen.compose.file_name import safe_stem
from reportgen.errors import TemplateError


def layout(folder, file_name):
    return written_layout(folder, "", f'file_name = "{file_name}"\n' + TOML)


def test_year_and_plan_are_filled_in(tmp_path):
    assert file_stem(report(), layout(tmp_path, "進捗_{年度}_{計画名}")) == "進捗_令和3年度_第2期試験市子ども計画"


def test_the_usual_name_holds_the_year(tmp_path):
    assert file_stem(report(year=2019), written_layout(tmp_path, "")) == "進捗状況_令和元年度"


def test_another_place_is_refused(tmp_path):
    with pytest.raises(TemplateError) as caught:
        file_stem(report(), layout(tmp_path, "進捗_{年}"))
    assert (caught.value.code, caught.value.where) == ("K61", "templates/trial/layout.toml")
    assert caught.value.do == "使えるもの：{年度}、{計画名}"


def test_a_name_that_holds_braces_is_not_filled_twice(tmp_path):
    assert file_stem(report(plan_name="{年度}"), layout(tmp_path, "{計画名}")) == "{年度}"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("子ども/子育て\\計画", "子ども／子育て＼計画"),
        ('a:b*c?d"e<f>g|h', "a：b＊c？d\uff02e＜f＞g｜h"),
        ("計画\n進捗\t状況", "計画 進捗 状況"),
        (" 計画. ", "計画"),
        ("...", "_"),
        ("", "_"),
        ("CON", "CON_"),
        ("com1.計画", "com1.計画_"),
        ("CONTENT", "CONTENT"),
    ],
)
def test_what_file_systems_refuse_is_replaced(name, stem):
    assert safe_stem(name) == stem


def test_a_name_never_ends_in_a_dot_where_it_is_cut():
    assert safe_stem("a" * 198 + ". b") == "a" * 198


def test_a_long_name_is_cut_between_characters():
    stem = safe_stem("計" * 100)
    assert stem == "計" * 66
    assert len(stem.encode()) <= 200


def test_the_check_of_a_layout_tells_it_too(tmp_path):
    toml = 'file_name = "進捗_{年}"\n' + TOML
    assert faults(written_layout(tmp_path, article("<p>a</p>"), toml)) == [("K61", "templates/trial/layout.toml")]
