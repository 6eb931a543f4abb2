"""The sheets 実績, 意見 and 確認済, labels and repeated items: what they make of a plan, and every fault."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_layouts import written_layout
from written_masters import FILE, GOOD, cell, load, master

from reportgen.errors import PlanError
from reportgen.model.plan import Plan

HISTORY = """
    事業ID | 担当・指標 | 項目 | 年度 | 値
    a | 図書課 | 評価 | num:2020 | B
    a | 図書課 | 評価 | 平成31年度 | A
    a | 福祉課 | 実施状況 | R2 | １，２３４
    b | 福祉課 | 実施状況 | 令和元年度 | num:12.5
    b | 福祉課 | 実施状況 | 2018年度 | 約30人
"""
OPINIONS = """
    対象ID | 意見者 | 意見 | 回答
    a | 甲委員 | 周知が足りない。⏎工夫を。 | 広報します。
    2-1 | | 指標を見直すべき。 |
    a | 乙委員 | 続けてほしい。 | 続けます。
"""
ACCEPTED = """
    提出者 | 事業番号 | 担当・指標 | 項目 | コード | 記載 | 理由
    総務課 | (1)-1 | 福祉課 | 実施状況 | C06 | 2021/4/1 | 開始日の記載なので正しい。
"""
ITEMS = GOOD["事業"].replace("| 内容\n", "| 内容 | ラベル | 再掲元\n")
REPEATED = ITEMS + "d | 2-2 | num:2 | 交流事業 | 公園でも行います。 | 重点、新規 | a\n"


def refused(folder, *edits, **tables: str | None) -> tuple[str, str, str]:
    with pytest.raises(PlanError) as caught:
        load(folder, master(*edits, **tables))
    return caught.value.code, caught.value.where.removeprefix(FILE).strip(), str(caught.value)


def histories(plan: Plan) -> dict[str, dict[str, dict[int, str]]]:
    return {
        row.row_id: {key: {year: value.text for year, value in years.items()} for key, years in row.history.items()}
        for item in plan.items()
        for row in item.rows()
        if row.history
    }


def test_earlier_years_hang_on_the_row_that_they_are_about(tmp_path):
    plan = load(tmp_path, master(実績=HISTORY))
    assert histories(plan) == {
        "a/図書課": {"rating": {2020: "B", 2019: "A"}},
        "a/福祉課": {"status": {2020: "１，２３４"}},
        "b/福祉課": {"status": {2019: "12.5", 2018: "約30人"}},
    }


def test_an_earlier_value_has_its_id_its_cell_and_its_number_where_it_is_one(tmp_path):
    plan = load(tmp_path, master(実績=HISTORY))
    status = [row.history["status"] for item in plan.items() for row in item.rows() if "status" in row.history]
    found = {(value.id, value.number) for years in status for value in years.values()}
    assert found == {
        ("history/a/福祉課/status/2020", Decimal(1234)),
        ("history/b/福祉課/status/2019", Decimal("12.5")),
        ("history/b/福祉課/status/2018", None),
    }
    place = status[0][2020].place
    assert place is not None
    assert (place.sheet, place.cell, place.sha256) == ("実績", "E4", plan.place.sha256)


def test_a_percentage_is_the_number_that_a_person_sees(tmp_path):
    def percentage(book):
        book["実績"]["E2"] = 0.285
        book["実績"]["E2"].number_format = "0.0%"

    value = next(load(tmp_path, master(percentage, 実績=HISTORY)).items()).assignments[0].history["rating"][2020]
    assert (value.text, value.number) == ("28.5%", Decimal("28.5"))


def test_history_of_an_indicator_is_found_by_its_label(tmp_path):
    toml = """
        title = "様式"
        [[item_texts]]
        key = "content"
        label = "内容"
        [[entries.party]]
        key = "status"
        label = "実績"
        [[entries.indicator]]
        key = "actual"
        label = "実績"
        kind = "number"
    """
    layout = written_layout(tmp_path, "<article><h1>題</h1></article>", toml)
    tables = {
        "指標": "事業ID | 指標名 | 提出者\na | 利用者数 | 図書課",
        "実績": """
            事業ID | 担当・指標 | 項目 | 年度 | 値
            a | 利用者数 | 実績 | 2020 | num:7
            a | 図書課 | 実績 | 2020 | 済
        """,
    }
    plan = load(tmp_path, master(**tables, 選択肢=None), layout_of=lambda _name: layout)
    assert histories(plan) == {"a#利用者数": {"actual": {2020: "7"}}, "a/図書課": {"status": {2020: "済"}}}


def test_opinions_hang_on_items_and_sections_in_the_order_of_the_sheet(tmp_path):
    plan = load(tmp_path, master(意見=OPINIONS))
    first, second = next(plan.items()).opinions
    assert (first.speaker.text, first.opinion.text, first.response.text) == (
        "甲委員",
        "周知が足りない。\n工夫を。",
        "広報します。",
    )
    assert (second.opinion.text, second.opinion.id) == ("続けてほしい。", "opinion/item/a/2/opinion")
    (about_measure,) = plan.sections[0].sections[0].opinions
    assert (about_measure.speaker.text, about_measure.response.text) == ("", "")
    assert about_measure.opinion.place is not None
    assert about_measure.opinion.place.cell == "C3"


def test_what_the_secretariat_accepted_is_kept_with_its_reason_and_place(tmp_path):
    (accepted,) = load(tmp_path, master(確認済=ACCEPTED)).accepted
    assert (accepted.submitter, accepted.item, accepted.name, accepted.field) == (
        "総務課",
        "(1)-1",
        "福祉課",
        "実施状況",
    )
    assert (accepted.code, accepted.found) == ("C06", "2021/4/1")
    assert accepted.reason == "開始日の記載なので正しい。"
    assert (accepted.place.sheet, accepted.place.row) == ("確認済", 2)


def test_labels_are_parted_like_synonyms_and_a_repeated_item_always_says_so(tmp_path):
    plan = load(tmp_path, master(事業=REPEATED))
    assert [(item.id, item.badges, item.repeats) for item in plan.items()] == [
        ("a", (), ""),
        ("b", (), ""),
        ("c", (), ""),
        ("d", ("重点", "新規", "再掲"), "a"),
    ]


def test_nobody_is_asked_about_a_repeated_item(tmp_path):
    plan = load(tmp_path, master(事業=REPEATED))
    assert [item.id for item, _ in plan.asked("図書課", "party")] == ["a"]
    assert list(plan.items())[-1].rows() == ()


def test_optional_columns_may_be_left_out_or_stand_anywhere(tmp_path):
    table = """
        ラベル | ID | 体系ID | 番号 | 事業名 | 内容
        重点 | a | 2-1 | num:1 | 交流事業 | 交流
    """
    (item,) = load(tmp_path, master(事業=table, 担当="事業ID | 担当課 | 提出者\na | 図書課")).items()
    assert (item.badges, item.repeats) == (("重点",), "")


def test_a_scale_says_what_does_not_count_and_what_needs_a_reason(tmp_path):
    scales = (
        GOOD["選択肢"].replace("| 例\n", "| 例 | 割合 | 理由\n") + "評価 | 対象外 | | | | × |\n評価 | D | | | | | 要\n"
    )
    choices = load(tmp_path, master(選択肢=scales)).scales["評価"].choices
    assert [(choice.value, choice.counts, choice.reason_required) for choice in choices] == [
        ("A", True, False),
        ("B", True, False),
        ("対象外", False, False),
        ("D", True, True),
    ]


SCALES = GOOD["選択肢"].replace("| 例\n", "| 例 | 割合 | 理由\n")

FAULTS = {
    "a party that is not in the plan any more": (
        "M96",
        "シート『実績』 B4",
        "「公園係」",
        {"実績": HISTORY.replace("a | 福祉課", "a | 公園係")},
    ),
    "a party that answers for other items": (
        "M80",
        "シート『実績』 B4",
        "事業「a」に、「公園課」",
        {"実績": HISTORY.replace("a | 福祉", "a | 公園")},
    ),
    "an item that is not there": (
        "M95",
        "シート『実績』 A4",
        "事業「z」",
        {"実績": HISTORY.replace("a | 福祉", "z | 福祉")},
    ),
    "a label that nobody asks about": (
        "M81",
        "シート『実績』 C4",
        "近い項目は「実施状況」",
        {"実績": HISTORY.replace("a | 福祉課 | 実施状況", "a | 福祉課 | 実施情況")},
    ),
    "a year that is none": ("M33", "シート『実績』 D2", "「一昨年」", {"実績": HISTORY.replace("num:2020", "一昨年")}),
    "the year of the plan": (
        "M82",
        "シート『実績』 D2",
        "「令和3年度」",
        {"実績": HISTORY.replace("num:2020", "令和3年度")},
    ),
    "an earlier value twice": (
        "M83",
        "シート『実績』 E3",
        "2行目",
        {"実績": HISTORY.replace("平成31年度", "令和2年度")},
    ),
    "an earlier value that is empty": (
        "M20",
        "シート『実績』 E2",
        "「値」",
        {"実績": HISTORY.replace("num:2020 | B", "num:2020 |")},
    ),
    "an opinion about nothing": (
        "M84",
        "シート『意見』 A3",
        "近いIDは「2-1」",
        {"意見": OPINIONS.replace("2-1 |", "21 |")},
    ),
    "an opinion about two things": (
        "M85",
        "シート『意見』 A3",
        "両方",
        {
            "意見": OPINIONS,
            "事業": GOOD["事業"].replace("c | 2-2", "2-1 | 2-2"),
            "担当": GOOD["担当"].replace("c |", "2-1 |"),
        },
    ),
    "an opinion without words": (
        "M20",
        "シート『意見』 C3",
        "「意見」",
        {"意見": OPINIONS.replace("指標を見直すべき。", "")},
    ),
    "acceptance for a stranger": (
        "M86",
        "シート『確認済』 A2",
        "近い提出者は「総務課」",
        {"確認済": ACCEPTED.replace("総務課", "総務部")},
    ),
    "acceptance of no code": (
        "M87",
        "シート『確認済』 E2",
        "近いコードは「C06」",
        {"確認済": ACCEPTED.replace("C06", "c06")},
    ),
    "acceptance of what must be mended": (
        "M88",
        "シート『確認済』 E2",
        "要修正",
        {"確認済": ACCEPTED.replace("C06", "C13")},
    ),
    "acceptance without a reason": (
        "M20",
        "シート『確認済』 G2",
        "「理由」",
        {"確認済": ACCEPTED.replace("開始日の記載なので正しい。", "")},
    ),
    "acceptance of an unknown item": (
        "M89",
        "シート『確認済』 B2",
        "近いものは「(1)-1」",
        {"確認済": ACCEPTED.replace("(1)-1", "1-1")},
    ),
    "acceptance of an unknown row": (
        "M89",
        "シート『確認済』 C2",
        "近いものは「福祉課」",
        {"確認済": ACCEPTED.replace("| 福祉課", "| 福祉部")},
    ),
    "an original that is not there": (
        "M90",
        "シート『事業』 G5",
        "「z」",
        {"事業": REPEATED.replace("| a\n", "| z\n")},
    ),
    "a repetition of a repetition": (
        "M91",
        "シート『事業』 G6",
        "「d」",
        {"事業": REPEATED + "e | 2-2 | num:3 | 再 | 内容 | | d\n"},
    ),
    "a repetition with a party": (
        "M92",
        "シート『事業』 G5",
        "「a」",
        {"事業": REPEATED, "担当": GOOD["担当"] + "d | 公園課 |\n"},
    ),
    "an unknown mark beside a rate": (
        "M53",
        "シート『選択肢』 F6",
        "「-」",
        {"選択肢": SCALES + "評価 | 未 | | | | - |\n"},
    ),
    "an unknown mark beside a reason": (
        "M54",
        "シート『選択肢』 G6",
        "「否」",
        {"選択肢": SCALES + "評価 | 未 | | | | | 否\n"},
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_cell_and_what_is_near(tmp_path, name):
    code, where, words, tables = FAULTS[name]
    found = refused(tmp_path, **tables)
    assert found[:2] == (code, where)
    assert words in found[2]


def test_faults_of_all_sheets_stand_in_one_message_in_the_order_of_the_sheets(tmp_path):
    tables = {
        "実績": HISTORY.replace("a | 図書課", "a | 図書室", 1),
        "意見": OPINIONS.replace("2-1", "9"),
        "確認済": ACCEPTED,
    }
    code, _, message = refused(tmp_path, cell("確認済", "A2", "誰か"), **tables)
    assert code == "M06"
    assert (
        message.index("シート『実績』 B2") < message.index("シート『意見』 A3") < message.index("シート『確認済』 A2")
    )


def test_what_is_mended_in_one_go_is_told_once_with_all_its_cells(tmp_path):
    """A department has a new name and an item has ended: two things to do, however many earlier values there are."""
    renamed = HISTORY.replace("福祉課", "福祉係")
    ended = "".join(f"z | 図書課 | 評価 | {year} | A\n" for year in (2020, 2019, 2018))
    code, _, message = refused(tmp_path, 実績=renamed + ended)
    assert code == "M06"
    assert "計画マスタに、直すところが2か所あります。" in message
    assert "シート『実績』 B4〜B6　「福祉係」という担当や指標が、シート『担当』にありません。" in message
    assert "シート『実績』 A7〜A9　事業「z」に、今年度、答える担当や指標がありません。" in message


def test_a_single_fault_in_many_cells_names_the_first_and_counts_the_rest(tmp_path):
    lines = "".join(f"a | {'図書課' if odd % 2 else '公園係'} | 評価 | {1990 + odd} | A\n" for odd in range(20))
    code, where, _ = refused(tmp_path, 実績=HISTORY.split("    a |")[0] + lines)
    assert (code, where) == ("M96", "シート『実績』 B2、B4、B6、B8、B10、B12、ほか4か所")


def test_a_stored_number_is_written_as_this_year_writes_it_and_a_typed_text_stays(tmp_path):
    toml = """
        title = "様式"
        [[item_texts]]
        key = "content"
        label = "内容"
        [[entries.party]]
        key = "cost"
        label = "決算額"
        kind = "number"
        thousands = true
        negative = "▲"
    """
    layout = written_layout(tmp_path, "<article><h1>題</h1></article>", toml)
    history = """
        事業ID | 担当・指標 | 項目 | 年度 | 値
        a | 図書課 | 決算額 | 2020 | num:-12345
        a | 図書課 | 決算額 | 2019 | 約1200
        a | 図書課 | 決算額 | 2018 | 対象外
    """
    plan = load(tmp_path, master(実績=history, 選択肢=None), layout_of=lambda _name: layout)
    assert histories(plan) == {"a/図書課": {"cost": {2020: "▲12,345", 2019: "約1200", 2018: "対象外"}}}
