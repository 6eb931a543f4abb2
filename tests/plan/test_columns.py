"""Numbers and texts of the layout as columns of the sheets 事業, 担当 and 指標."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from written_masters import FILE, GOOD, cell, load, master, without_contradictions

from reportgen.errors import PlanError
from reportgen.model.value import Nothing
from reportgen.plan.load import Layout
from reportgen.plan.schema import Entries, Field, IndicatorText, ItemText, PartyText

ITEMS = """
    ID | 体系ID | 番号 | 事業名 | 内容 | 予算額
    a | 2-1 | num:1 | 交流事業 | 交流を進めます。 | num:1234.5
    b | 2-1 | num:2 | 相談事業 | 相談に応じます。 | －
    c | 2-2 | num:1 | 公園の整備 | 整備を図ります。 |
"""
PARTIES = (
    GOOD["担当"]
    .replace("事業ID | 担当課 | 提出者", "事業ID | 担当課 | 提出者 | 目標")
    .replace("a | 図書課 |", "a | 図書課 | | ▲５")
)
INDICATORS = """
    事業ID | 指標名 | 提出者 | 単位 | 目標値
    a | 参加者数 | 図書課 | 人 | １，２００人
    a | 満足度 | 図書課 | ％ | num:85
"""


def layout() -> Layout:
    found = without_contradictions()
    asked = Entries(
        party=found.definition.entries.party, indicator=(Field(key="actual", label="実績値", kind="number"),)
    )
    target = IndicatorText(key="target", label="目標値", kind="number", unit_key="unit", thousands=True)
    own = {
        "item_texts": (
            ItemText(key="content", label="内容"),
            ItemText(key="budget", label="予算額", kind="number", decimals=0, thousands=True),
        ),
        "party_texts": (PartyText(key="goal", label="目標", kind="number"),),
        "indicator_texts": (IndicatorText(key="unit", label="単位"), target),
        "entries": asked,
    }
    return replace(found, definition=found.definition.model_copy(update=own))


def plan(tmp_path, *edits, **tables):
    given = {"事業": ITEMS, "担当": PARTIES, "指標": INDICATORS} | tables
    return load(tmp_path, master(*edits, **given), layout_of=lambda _name: layout())


def refused(tmp_path, *edits, **tables) -> PlanError:
    with pytest.raises(PlanError) as caught:
        plan(tmp_path, *edits, **tables)
    return caught.value


def test_numbers_of_items_are_columns_and_written_in_their_style(tmp_path):
    first, second, third = (item.texts["budget"] for item in plan(tmp_path).items())
    assert (first.text, first.raw, first.number, first.id) == ("1,235", "1234.5", Decimal("1234.5"), "item/a/budget")
    assert (second.text, second.number, second.nothing) == ("－", None, Nothing.DASH)
    assert (third.text, third.number, third.nothing) == ("", None, None)


def test_numbers_of_parties_and_indicators_are_columns_with_the_unit_of_their_row(tmp_path):
    first = next(plan(tmp_path).items())
    assert (first.assignments[0].texts["goal"].text, first.assignments[0].texts["goal"].number) == ("▲５", Decimal(-5))
    people, share = first.indicators
    assert (people.texts["unit"].text, people.texts["target"].text) == ("人", "1,200")
    assert (share.texts["target"].text, share.texts["target"].number) == ("85", Decimal(85))


def test_a_percentage_in_excel_is_the_number_that_a_person_sees(tmp_path):
    def percent(book):
        book["指標"]["E3"].value, book["指標"]["E3"].number_format = 0.85, "0%"

    share = next(plan(tmp_path, percent).items()).indicators[1]
    assert (share.texts["target"].number, share.texts["target"].text) == (Decimal(85), "85")


@pytest.mark.parametrize(("sheet", "name"), [("事業", "F2"), ("担当", "D2"), ("指標", "E2")])
def test_what_is_no_number_is_refused_with_its_cell(tmp_path, sheet, name):
    fault = refused(tmp_path, cell(sheet, name, "約100"))
    assert (fault.code, fault.where) == ("M93", f"{FILE} シート『{sheet}』 {name}")
    assert "約100" in fault.what


def test_a_column_of_numbers_must_be_there(tmp_path):
    assert refused(tmp_path, 指標=INDICATORS.replace(" | 目標値", " | 備考")).code == "M12"


def test_a_plain_text_of_indicators_may_stand_among_the_texts_instead(tmp_path):
    texts = "対象ID | 担当・指標 | 項目 | 印 | 印の年度 | 文\na | 参加者数 | 単位 | | | 人"
    without = INDICATORS.replace(" | 単位", "").replace(" | 人 | １，２００人", " | num:1200").replace(" | ％", "")
    first = next(plan(tmp_path, 指標=without, 文章=texts).items())
    assert first.indicators[0].texts["unit"].text == "人"
    assert refused(tmp_path, 文章=texts).code == "M94"
