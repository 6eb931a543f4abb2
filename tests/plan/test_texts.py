"""The sheets 指標 and 文章: what they make of a plan, and every fault with its sheet and cell."""

from __future__ import annotations

import pytest
from written_masters import GOOD, load, master
from written_plans import TEMPLATES

from reportgen.errors import PlanError
from reportgen.model.plan import Plan
from reportgen.model.value import Statement
from reportgen.plan.load import load_layout

NARRATIVE = load_layout(TEMPLATES / "narrative")
ITEMS = GOOD["事業"].replace("| 内容", "| 取組内容")
INDICATORS = """
    事業ID | 指標名 | 提出者
    a | 仕組み | 広報課
    a | 掲載情報 | 広報課
    c | 利便性 | 公園課
"""
TEXTS = """
    対象ID | 担当・指標 | 項目 | 印 | 印の年度 | 文
    2 | | 本文 | | | 一つ目の段落です。
    2-1 | | 将来像 | ★ | num:2021 | 充実している。
    2 | | 本文 | | | 二つ目の段落です。
    2-1 | | 将来像 | ・ | | 公園がある。
    a | 仕組み | 内容 | ★ | 令和3年度 | 毎号の掲載となっている。
    a | 仕組み | 内容 | | | 窓口がある。
    a | 図書課 | 役割 | ･ | | 紹介をする。
"""


def narrative(folder, **tables: str | None) -> Plan:
    given = {"計画": GOOD["計画"].replace("matrix", "narrative"), "事業": ITEMS, "選択肢": None}
    given |= {"指標": INDICATORS, "文章": TEXTS, **tables}
    return load(folder, master(**given), layout_of=lambda _name: NARRATIVE)


def refused(folder, **tables: str | None) -> str:
    with pytest.raises(PlanError) as caught:
        narrative(folder, **tables)
    return f"{caught.value.code} {caught.value}"


def changed(table: str, old: str, new: str) -> str:
    assert old in table
    return table.replace(old, new, 1)


def test_a_plan_without_these_sheets_has_no_indicators_and_no_such_texts(tmp_path):
    plan = narrative(tmp_path, 指標=None, 文章=None)
    assert [len(item.indicators) for item in plan.items()] == [0, 0, 0]
    assert plan.sections[0].texts == {}
    assert plan.scales == {}
    assert next(plan.items()).texts["summary"].text == "交流を進めます。\nまた、支援します。"


def test_indicators_stand_in_the_order_of_the_sheet_with_ids_of_their_own(tmp_path):
    plan = narrative(tmp_path)
    first, second = next(plan.items()).indicators
    assert (first.row_id, first.item_id, first.name.text, first.submitter) == ("a#仕組み", "a", "仕組み", "広報課")
    assert (second.row_id, second.name.id) == ("a#掲載情報", "indicator/a#掲載情報/name")
    assert second.name.place is not None
    assert (second.name.place.sheet, second.name.place.cell) == ("指標", "B3")


def test_whoever_answers_for_indicators_sends_a_file_too(tmp_path):
    plan = narrative(tmp_path)
    assert plan.submitters() == ("広報課", "図書課", "総務課", "福祉課", "公園課")
    assert [row.row_id for _, row in plan.asked("公園課", "indicator")] == ["c#利便性"]
    assert [row.row_id for _, row in plan.asked("公園課", "party")] == ["c/公園課"]


def test_an_item_may_be_answered_for_by_its_indicators_alone(tmp_path):
    plan = narrative(tmp_path, 担当=changed(GOOD["担当"], "c | 公園課 |", ""))
    assert [len(item.assignments) for item in plan.items()] == [2, 1, 0]


def test_rows_of_one_owner_and_field_are_the_lines_of_one_text(tmp_path):
    goal = narrative(tmp_path).sections[0]
    text = goal.texts["paragraphs"]
    assert (text.id, text.text, text.statements) == (
        "section/2/paragraphs",
        "一つ目の段落です。\n二つ目の段落です。",
        (),
    )
    assert text.place is not None
    assert (text.place.sheet, text.place.cell) == ("文章", "F2")
    assert list(goal.texts) == ["paragraphs"]


def test_statements_keep_their_marks_and_the_year_of_the_star(tmp_path):
    plan = narrative(tmp_path)
    assert plan.sections[0].sections[0].texts["vision"].statements == (
        Statement(text="充実している。", mark="★", judged=2021),
        Statement(text="公園がある。", mark="・"),
    )
    first = next(plan.items())
    content = first.indicators[0].texts["content"]
    assert (content.id, content.text) == ("indicator/a#仕組み/content", "毎号の掲載となっている。\n窓口がある。")
    assert [(line.mark, line.judged) for line in content.statements] == [("★", 2021), ("・", None)]
    assert first.assignments[0].texts["role"].id == "entry/a/図書課/role"
    assert first.assignments[0].texts["role"].statements == (Statement(text="紹介をする。", mark="・"),)
    assert first.assignments[1].texts == {}


def test_a_text_with_its_marks_is_what_people_read(tmp_path):
    vision = narrative(tmp_path).sections[0].sections[0].texts["vision"]
    assert vision.marked == "★充実している。\n・公園がある。"


def test_the_sheets_may_use_the_words_of_the_layout(tmp_path):
    items = changed(ITEMS, "事業名", "取組")
    plan = narrative(tmp_path, 事業=items, 担当=changed(GOOD["担当"], "担当課", "主体"))
    assert [item.name.text for item in plan.items()] == ["交流事業", "相談事業", "公園の整備"]
    assert next(plan.items()).assignments[0].party.text == "図書課"


def test_a_fault_calls_a_column_as_the_sheet_does(tmp_path):
    table = changed(GOOD["担当"], "担当課", "主体").replace("a | 図書課", "a | 図書課 ⏎")
    assert "「主体」の前か後ろに、空白があります" in refused(tmp_path, 担当=table)


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("a | 仕組み", "x | 仕組み", "M44", "シート『指標』 A2"),
        ("a | 掲載情報", "a | 仕組み", "M49", "シート『指標』 B3"),
        ("a | 仕組み | 広報課", "a | 仕組み |", "M20", "シート『指標』 C2"),
        ("a | 仕組み | 広報課", "a | | 広報課", "M20", "シート『指標』 B2"),
        ("指標名", "指標の名前", "M12", "シート『指標』"),
    ],
)
def test_faults_of_indicators(tmp_path, old, new, code, where):
    message = refused(tmp_path, 指標=changed(INDICATORS, old, new), 文章=None)
    assert where in message
    assert code in message or message.startswith("M06")


def test_an_item_with_indicators_must_not_have_their_sign_in_its_id(tmp_path):
    tables = {"事業": ITEMS, "担当": GOOD["担当"], "指標": INDICATORS}
    renamed = {name: table.replace(" c |", " c#1 |") for name, table in tables.items()}
    message = refused(tmp_path, 文章=None, **renamed)
    assert message.startswith("M68")
    assert "シート『指標』 A4" in message


def test_indicators_need_a_layout_that_asks_about_them(tmp_path):
    with pytest.raises(PlanError) as caught:
        load(tmp_path, master(指標=INDICATORS))
    assert caught.value.code == "M67"


@pytest.mark.parametrize(
    ("old", "new", "code", "cell"),
    [
        ("2 | | 本文 | | | 一つ目", "2 | | 本文案 | | | 一つ目", "M60", "C2"),
        ("2 | | 本文 | | | 一つ目", "2 | | 取組内容 | | | 一つ目", "M60", "C2"),
        ("2 | | 本文 | | | 一つ目", "2 | 図書課 | 本文 | | | 一つ目", "M61", "B2"),
        ("2 | | 本文 | | | 一つ目", "9 | | 本文 | | | 一つ目", "M62", "A2"),
        ("2 | | 本文 | | | 一つ目", "a | | 本文 | | | 一つ目", "M62", "A2"),
        ("2 | | 本文 | | | 一つ目", "2 | | 本文 | ・ | | 一つ目", "M64", "D2"),
        ("a | 図書課 | 役割", "a | 公園課 | 役割", "M62", "B8"),
        ("a | 図書課 | 役割", "b | 図書課 | 役割", "M62", "B8"),
        ("a | 図書課 | 役割", "a | | 役割", "M20", "B8"),
        ("a | 図書課 | 役割", "| 図書課 | 役割", "M20", "A8"),
        ("★ | num:2021", "☆ | ", "M63", "D3"),
        ("★ | num:2021", "・ | num:2021", "M65", "E3"),
        ("★ | num:2021", "★ | 去年", "M33", "E3"),
        ("充実している。", "充実して⏎いる。", "M66", "F3"),
        ("充実している。", "★充実している。", "M69", "F3"),
        ("充実している。", "", "M20", "F3"),
    ],
)
def test_faults_of_texts(tmp_path, old, new, code, cell):
    message = refused(tmp_path, 文章=changed(TEXTS, old, new))
    assert message.startswith(code)
    assert f"シート『文章』 {cell}" in message


def test_all_faults_are_told_together(tmp_path):
    texts = changed(changed(TEXTS, "充実している。", "★充実している。"), "窓口がある。", "")
    assert refused(tmp_path, 文章=texts).startswith("M06")


def test_the_marks_are_those_of_the_layout(tmp_path):
    marks = NARRATIVE.definition.marks.model_copy(update={"star": "◎"})
    layout = type(NARRATIVE)(
        NARRATIVE.name, NARRATIVE.folder, NARRATIVE.definition.model_copy(update={"marks": marks}), NARRATIVE.version
    )
    given = {"計画": GOOD["計画"].replace("matrix", "narrative"), "事業": ITEMS, "選択肢": None, "指標": INDICATORS}
    data = master(**given, 文章=TEXTS.replace("★", "◎"))
    plan = load(tmp_path, data, layout_of=lambda _name: layout)
    assert [line.mark for line in plan.sections[0].sections[0].texts["vision"].statements] == ["◎", "・"]
