from __future__ import annotations

from datetime import date

import pytest
from written_masters import FILE, GOOD, cell, load, master

from reportgen.errors import PlanError, TemplateError, UnreadableFile
from reportgen.model.plan import Choice
from reportgen.opc import repack, unpack
from reportgen.plan.load import load_layout


def test_a_plan_is_read_with_its_words_as_typed(tmp_path):
    plan = load(tmp_path, master())
    assert (plan.id, plan.municipality, plan.name, plan.year) == ("kodomo", "試験市", "試験市子ども計画", 2021)
    (goal,) = plan.sections
    assert (goal.kind, goal.level, goal.number.text, goal.title.text) == ("基本目標", 1, "2", "おごおりっこを育む")
    assert [(s.id, s.level, s.number.text) for s in goal.sections] == [("2-1", 2, "(1)"), ("2-2", 2, "(2)")]
    first = next(plan.items())
    assert first.texts["content"].text == "交流を進めます。\nまた、支援します。"
    assert first.number.text == "1"


def test_items_come_in_print_order_with_their_full_numbers(tmp_path):
    plan = load(tmp_path, master())
    assert [(item.id, item.full_number) for item in plan.items()] == [("a", "(1)-1"), ("b", "(1)-2"), ("c", "(2)-1")]


def test_values_have_ids_and_places(tmp_path):
    plan = load(tmp_path, master())
    item = next(plan.items())
    values = [item.number, item.name, item.texts["content"], plan.sections[0].number, plan.sections[0].title]
    assert [value.id for value in values] == [
        "item/a/number",
        "item/a/name",
        "item/a/content",
        "section/2/number",
        "section/2/title",
    ]
    assert [(v.place.file, v.place.sheet, v.place.cell) for v in values if v.place] == [
        (FILE, "事業", "C2"),
        (FILE, "事業", "D2"),
        (FILE, "事業", "E2"),
        (FILE, "体系", "D2"),
        (FILE, "体系", "E2"),
    ]
    assert len(plan.place.sha256) == 64
    assert item.name.place is not None
    assert item.name.place.sha256 == plan.place.sha256


def test_a_submitter_may_send_for_another_department(tmp_path):
    plan = load(tmp_path, master())
    assert [(a.row_id, a.party.text, a.submitter) for item in plan.items() for a in item.assignments] == [
        ("a/図書課", "図書課", "図書課"),
        ("a/福祉課", "福祉課", "総務課"),
        ("b/福祉課", "福祉課", "福祉課"),
        ("c/公園課", "公園課", "公園課"),
    ]
    assert plan.submitters() == ("図書課", "総務課", "福祉課", "公園課")


def test_scales_keep_their_order_meanings_synonyms_and_the_mark_of_an_example(tmp_path):
    scales = load(tmp_path, master()).scales
    assert list(scales) == ["評価", "方向性"]
    assert scales["評価"].choices[1] == Choice(value="B", meaning="おおむね計画どおり", example=True)
    assert scales["方向性"].choices[0] == Choice(value="充実", meaning="広げる", synonyms=("拡充", "拡大"))


@pytest.mark.parametrize("typed", ["date:2022-07-01", "2022/7/1", "2022年7月1日", "令和４年７月１日", "R4.7.1"])
def test_a_day_may_be_a_date_or_a_text(tmp_path, typed):
    meeting = f"資料番号 | 会議名 | 日付 | 期限 | 連絡先 | 案/確定\n 1 | 会議 | {typed} | | 企画課 | 確定"
    found = load(tmp_path, master(会議=meeting)).meeting
    assert (found.document_number, found.name, found.day) == ("1", "会議", date(2022, 7, 1))
    assert (found.deadline, found.contact, found.final) == (None, "企画課", True)


@pytest.mark.parametrize(("typed", "final"), [("案", False), ("確定", True), ("", False)])
def test_a_plan_says_whether_the_report_is_final(tmp_path, typed, final):
    meeting = f"資料番号 | 会議名 | 日付 | 期限 | 連絡先 | 案/確定\n1 | 会議 | | | | {typed}"
    assert load(tmp_path, master(会議=meeting)).meeting.final is final


def test_rows_that_repeat_headings_are_rows(tmp_path):
    table = GOOD["事業"].replace("公園の整備 | 整備を図ります。", "事業名 | 内容")
    assert [item.name.text for item in load(tmp_path, master(事業=table)).items()][-1] == "事業名"


def test_a_meeting_that_is_not_known_yet_makes_a_draft(tmp_path):
    assert load(tmp_path, master()).meeting.final is False


@pytest.mark.parametrize("typed", ["num:2021", "2021", "令和3年度", "Ｒ３", "2021年度"])
def test_a_fiscal_year_may_be_written_in_either_calendar(tmp_path, typed):
    table = GOOD["計画"].replace("num:2021", typed)
    assert load(tmp_path, master(計画=table)).year == 2021


def test_the_short_name_is_optional(tmp_path):
    assert load(tmp_path, master()).short_name == ""
    assert load(tmp_path, master(計画=GOOD["計画"] + "\n略称 | 第2期計画")).short_name == "第2期計画"
    assert load(tmp_path, master(計画=GOOD["計画"] + "\n略称 |")).short_name == ""


def test_headings_are_found_by_text_in_any_order_width_and_row(tmp_path):
    table = """
        計画の事業です。
        事業名 | ＩＤ | 内 容 | 備考（メモ） | 番号 | 体系ID
        交流 | a | 進めます。 | 要確認 | 7 | 2-1
    """
    plan = load(tmp_path, master(事業=table, 担当="事業ID | 担当課 | 提出者\na | 図書課"))
    (item,) = plan.items()
    assert (item.id, item.name.text, item.number.text, item.texts["content"].text) == ("a", "交流", "7", "進めます。")


def test_an_item_may_hang_directly_under_a_top_section(tmp_path):
    plan = load(
        tmp_path, master(体系="ID | 上位ID | 区分 | 番号 | 名称\n2-1 | | 章 | 第1章 | 支援\n2-2 | | 章 | | 広場")
    )
    assert [(s.level, [i.full_number for i in s.items]) for s in plan.sections] == [
        (1, ["第1章-1", "第1章-2"]),
        (1, ["1"]),
    ]


def test_four_levels_of_sections_are_a_tree_whatever_the_order_of_rows(tmp_path):
    sections = """
        ID | 上位ID | 区分 | 番号 | 名称
        2-1 | z | 施策 | (1) | 支援
        z | y | 基本施策 | ア | 中
        x | | 章 | 1 | 上
        y | x | 目標 | Ⅰ | 次
        2-2 | x | 施策 | (2) | 広場
    """
    (top,) = load(tmp_path, master(体系=sections)).sections
    assert [s.id for s in top.sections] == ["y", "2-2"]
    deepest = top.sections[0].sections[0].sections[0]
    assert (deepest.id, deepest.level, [i.id for i in deepest.items]) == ("2-1", 4, ["a", "b"])


def test_full_numbers_grow_only_where_two_items_would_share_one(tmp_path):
    sections = """
        ID | 上位ID | 区分 | 番号 | 名称
        1 | | 基本目標 | 1 | 一
        2 | | 基本目標 | 2 | 二
        2-1 | 1 | 施策 | (1) | 支援
        2-2 | 2 | 施策 | (1) | 広場
    """
    plan = load(tmp_path, master(体系=sections))
    assert [item.full_number for item in plan.items()] == ["1-(1)-1", "(1)-2", "2-(1)-1"]


def test_an_item_without_a_number_is_called_by_its_id(tmp_path):
    plan = load(tmp_path, master(事業=GOOD["事業"].replace("num:2", "")))
    assert [item.full_number for item in plan.items()] == ["(1)-1", "b", "(2)-1"]


@pytest.mark.parametrize("text", [" 交流　事業 ", "=1+1", "神\ufa19①㎡", "１２３", "一\n\n二\n"])
def test_printed_text_is_kept_exactly(tmp_path, text):
    def put(book):
        book["事業"]["D2"].value = text
        book["事業"]["D2"].data_type = "s"

    assert next(load(tmp_path, master(put)).items()).name.text == text


def test_the_layout_is_asked_for_by_the_name_in_the_plan(tmp_path):
    asked = []

    def layout_of(name):
        asked.append(name)
        return load_layout(tmp_path / "nowhere")

    with pytest.raises(TemplateError):
        load(tmp_path, master(), layout_of=layout_of)
    assert asked == ["matrix"]


# ── faults: code, place, and words that name what to do ─────────────────────────────────────────────────

SECTIONS, ITEMS, PARTIES, SCALES, PLAN = (GOOD[name] for name in ("体系", "事業", "担当", "選択肢", "計画"))
MEETING = "資料番号 | 会議名 | 日付 | 期限 | 連絡先 | 案/確定\n"

FAULTS = {
    "a sheet is missing": ("M10", "", "『会議』", master(会議=None)),
    "a sheet without headings": ("M11", "シート『担当』", "事業ID、担当課、提出者", master(担当="なし")),
    "a column is missing": (
        "M12",
        "シート『担当』 1行目",
        "「提出者」",
        master(担当=PARTIES.replace("| 提出者", "|").replace("総務課", "")),
    ),
    "an unknown column": ("M13", "シート『事業』 F1", "「指標」", master(cell("事業", "F1", "指標"))),
    "a column twice": ("M14", "シート『事業』 F1", "「番号」", master(cell("事業", "F1", "番 号"))),
    "text under no heading": ("M15", "シート『体系』 G2", "「メモ」", master(cell("体系", "G2", "メモ"))),
    "merged cells": (
        "M16",
        "シート『担当』 C2",
        "C2:C3",
        master(lambda book: book["担当"].merge_cells("C2:C3"), 担当=PARTIES.replace("総務課", "")),
    ),
    "an empty name": ("M20", "シート『事業』 D3", "「事業名」", master(cell("事業", "D3", None))),
    "a name in which nobody sees anything": (
        "M20",
        "シート『事業』 D3",
        "「事業名」",
        master(cell("事業", "D3", "\u200b\u3164")),
    ),
    "a control character": (
        "M26",
        "シート『事業』 E3",
        "「内容」に、見えない文字か文字化けした文字（U+0007）",
        master(cell("事業", "E3", "相談_x0007_に応じます。")),
    ),
    "a byte order mark among synonyms": (
        "M26",
        "シート『選択肢』 D4",
        "U+FEFF",
        master(cell("選択肢", "D4", "\ufeff拡充")),
    ),
    "a noncharacter": ("M26", "シート『体系』 E3", "U+FDD0", master(cell("体系", "E3", "子育て\ufdd0支援"))),
    "a lost character": ("M26", "シート『計画』 B4", "U+FFFD", master(cell("計画", "B4", "試験市子ども\ufffd計画"))),
    "a control of direction": ("M26", "シート『会議』 B2", "U+202E", master(cell("会議", "B2", "\u202e会議"))),
    "an empty plan name": ("M20", "シート『計画』 B4", "「値」", master(cell("計画", "B4", None))),
    "an empty kind": ("M20", "シート『体系』 C3", "「区分」", master(cell("体系", "C3", None))),
    "an empty department": (
        "M20",
        "シート『担当』 B4",
        "「担当課」",
        master(cell("担当", "B4", None), cell("担当", "C4", "福祉課")),
    ),
    "an id that became a date": (
        "M21",
        "シート『事業』 A4",
        "日付",
        master(cell("事業", "A4", date(2026, 2, 1)), 担当=PARTIES.replace("c |", "2026-02-01 |")),
    ),
    "a number that became a date": ("M21", "シート『事業』 C4", "日付", master(cell("事業", "C4", date(2026, 2, 1)))),
    "an error in a cell": ("M22", "シート『事業』 E3", "#REF!", master(cell("事業", "E3", "#REF!"))),
    "a formula without a result": ("M22", "シート『体系』 E3", "=E2", master(cell("体系", "E3", "=E2"))),
    "a blank after a department": ("M23", "シート『担当』 B2", "「図書課　」", master(cell("担当", "B2", "図書課　"))),
    "a number in brackets": ("M24", "シート『体系』 D3", "「(1)」", master(cell("体系", "D3", -1))),
    "a slash in an id": (
        "M25",
        "シート『事業』 A4",
        "「c/1」",
        master(cell("事業", "A4", "c/1"), 担当=PARTIES.replace("c |", "c/1 |")),
    ),
    "a missing fact": ("M30", "シート『計画』", "「自治体名」", master(計画=PLAN.replace("自治体名 | 試験市", ""))),
    "an unknown fact": ("M31", "シート『計画』 A7", "「担当者」", master(計画=PLAN + "担当者 | 山田")),
    "a fact twice": ("M32", "シート『計画』 A7", "「様式」", master(計画=PLAN + "様式 | matrix")),
    "an unknown year": ("M33", "シート『計画』 B5", "「来年」", master(計画=PLAN.replace("num:2021", "来年"))),
    "the year of another folder": (
        "M34",
        "シート『計画』 B5",
        "「2020」",
        master(計画=PLAN.replace("num:2021", "num:2020")),
    ),
    "the id of another folder": ("M34", "シート『計画』 B2", "「rojin」", master(計画=PLAN.replace("kodomo", "rojin"))),
    "two meetings": ("M35", "シート『会議』 3行目", "2つ以上", master(会議=MEETING + "1 | 甲\n2 | 乙")),
    "a day that is none": ("M36", "シート『会議』 C2", "「7月上旬」", master(会議=MEETING + "1 | 甲 | 7月上旬")),
    "a day outside of its era": (
        "M36",
        "シート『会議』 C2",
        "「平成32年7月1日」",
        master(会議=MEETING + "1 | 甲 | 平成32年7月1日"),
    ),
    "neither draft nor final": ("M37", "シート『会議』 F2", "「済」", master(会議=MEETING + "1 | 甲 | | | | 済")),
    "a section id twice": ("M40", "シート『体系』 A5", "3行目", master(体系=SECTIONS + "2-1 | 2 | 施策 | (3) | 重複")),
    "an item id twice": ("M40", "シート『事業』 A5", "2行目", master(事業=ITEMS + "a | 2-2 | 9 | 重複 |")),
    "an unknown parent": ("M41", "シート『体系』 B4", "「9」", master(cell("体系", "B4", 9))),
    "an unknown section": ("M43", "シート『事業』 B4", "「3-1」", master(cell("事業", "B4", "3-1"))),
    "an unknown item": ("M44", "シート『担当』 A6", "「z」", master(担当=PARTIES + "z | 公園課")),
    "an item that nobody answers for": (
        "M45",
        "シート『事業』 A4",
        "「c」",
        master(担当=PARTIES.replace("c | 公園課 |", "")),
    ),
    "a department twice": ("M46", "シート『担当』 B6", "5行目", master(担当=PARTIES + "c | 公園課")),
    "a scale is missing": ("M50", "シート『選択肢』", "「方向性」", master(選択肢=SCALES.replace("方向性", "方針"))),
    "a choice twice in another width": (
        "M51",
        "シート『選択肢』 B6",
        "2行目",
        master(選択肢=SCALES + "評価 | Ａ | 計画どおり"),
    ),
    "a synonym of two choices": (
        "M51",
        "シート『選択肢』 B6",
        "4行目",
        master(選択肢=SCALES + "方向性 | 新規 | | 拡充"),
    ),
    "a blank after the id of an item": ("M23", "シート『担当』 A5", "「c 」", master(cell("担当", "A5", "c "))),
    "an unknown mark": ("M52", "シート『選択肢』 E2", "「×」", master(cell("選択肢", "E2", "×"))),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_file_sheet_cell_and_remedy(tmp_path, name):
    code, inside, found, data = FAULTS[name]
    with pytest.raises(PlanError) as caught:
        load(tmp_path, data)
    assert (caught.value.code, caught.value.where) == (code, f"{FILE} {inside}".strip())
    assert found in caught.value.what + caught.value.do
    assert caught.value.do.endswith("。")
    assert caught.value.status == 2


def test_two_items_of_one_number_are_both_named(tmp_path):
    with pytest.raises(PlanError) as caught:
        load(tmp_path, master(cell("事業", "C3", 1)))
    assert caught.value.code == "M47"
    assert "シート『事業』 C2〜C3　番号「2-(1)-1」の事業が2つ以上" in str(caught.value)


def test_sections_inside_each_other_are_all_named(tmp_path):
    with pytest.raises(PlanError) as caught:
        load(tmp_path, master(cell("体系", "B2", "2-1")))
    assert caught.value.code == "M06"
    for line in ("シート『体系』 B2　ID「2」が、自分自身の下に入っています。", "シート『体系』 B3　ID「2-1」が"):
        assert line in str(caught.value)


@pytest.mark.parametrize("sheet", ["体系", "事業"])
def test_a_sheet_with_headings_only_is_a_fault(tmp_path, sheet):
    head = GOOD[sheet].strip().splitlines()[0]
    with pytest.raises(PlanError) as caught:
        load(tmp_path, master(**{sheet: head}))
    assert f"シート『{sheet}』　見出しの下に、1行も書かれていません。" in str(caught.value)


def test_all_faults_stand_in_one_message(tmp_path):
    data = master(cell("事業", "D3", None), cell("体系", "B4", "9"), cell("計画", "B5", "来年"), 選択肢=None)
    with pytest.raises(PlanError) as caught:
        load(tmp_path, data)
    message = str(caught.value)
    assert message.startswith(f"{FILE}　計画マスタに、直すところが4か所あります。\n1. シート『選択肢』がありません。")
    for place in ("2. シート『計画』 B5", "3. シート『体系』 B4", "4. シート『事業』 D3"):
        assert place in message
    assert message.count("→") == 5


def test_one_cause_makes_one_fault(tmp_path):
    """A sheet that is not there says nothing about the rows of the others."""
    with pytest.raises(PlanError) as caught:
        load(tmp_path, master(体系=None))
    assert caught.value.code == "M10"


def test_without_a_layout_the_other_faults_are_told(tmp_path):
    data = master(cell("体系", "B4", "9"), 計画=PLAN.replace("様式 | matrix", ""))
    with pytest.raises(PlanError) as caught:
        load(tmp_path, data)
    assert "「様式」" in str(caught.value)
    assert "シート『体系』 B4" in str(caught.value)
    assert "「内容」という見出しの列は使えません" not in str(caught.value)


def package(**changes: bytes) -> bytes:
    return repack(unpack(master()) | {name.replace("__", "/") + ".xml": data for name, data in changes.items()})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "M02"),
        (b"id,name\n", "M02"),
        (master()[:2000], "M02"),
        (package(xl__workbook=b"<workbook"), "M03"),
        (package(xl__workbook=b"<workbook/>"), "M03"),
        (package(xl__workbook=b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'), "M04"),
        (package(xl__bomb=b"0" * 3_000_000), "M05"),
    ],
)
def test_a_file_that_is_no_workbook_is_unreadable(tmp_path, data, code):
    with pytest.raises(UnreadableFile) as caught:
        load(tmp_path, data)
    assert (caught.value.code, caught.value.where) == (code, FILE)


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    from reportgen.plan.master import load_plan

    with pytest.raises(UnreadableFile) as caught:
        load_plan(tmp_path / "plan.xlsx", lambda _name: load_layout(tmp_path), FILE)
    assert caught.value.code == "M01"
