"""One answer against the year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from written_plans import matrix, value, written_plan

from reportgen.japanese.numbers import read_number
from reportgen.model.plan import Assignment, Plan
from reportgen.model.value import Nothing
from reportgen.plan.load import Layout
from reportgen.plan.schema import Field, PartyText, Rules
from reportgen.plan.wording import Wording
from reportgen.validate.earlier import against_before, not_compared

TEXT = "図書館でおはなし会を月2回開き、延べ120人が参加した。地域の団体とも協力した。"
COUNT = Field(key="count", label="参加者数", kind="number", unit="人", thousands=True, negative="▲")


def row(history: Mapping[str, Mapping[int, str]], **texts: str) -> Assignment:
    return Assignment(
        row_id="1/甲課",
        item_id="1",
        party=value("p", "甲課"),
        submitter="甲課",
        texts={key: replace(value(key, text), number=read_number(text)) for key, text in texts.items()},
        history={
            key: {year: replace(value(key, text), number=read_number(text)) for year, text in years.items()}
            for key, years in history.items()
        },
    )


def layout(rules: Rules | None = None, **changed: Any) -> Layout:
    found = matrix()
    given = {"rules": rules or Rules(), **changed}
    return replace(found, definition=found.definition.model_copy(update=given))


def asked(now: str, before: str | None, field: Field | None = None, rules: Rules | None = None, **changed: Any):
    field = field or Field(key="status", label="実施状況")
    history = {} if before is None else {field.key: {2020: before}}
    answer = replace(value("v", now), number=read_number(now))
    return list(against_before(answer, field, row(history), layout(rules, **changed).definition, 2021))


def codes(*given: Any, **options: Any) -> list[str]:
    return [remark.code for remark in asked(*given, **options)]


def test_the_same_text_is_found_whatever_its_widths_and_spaces():
    assert codes(TEXT, TEXT) == ["C19a"]
    assert codes(TEXT, "・" + TEXT.replace("120", "１２０").replace("。地域", "。\n・地域")) == ["C19a"]


def test_a_word_changed_is_nearly_the_same_text():
    assert codes(TEXT, TEXT.replace("団体", "団員")) == ["C19b"]


def test_a_year_carried_on_is_no_change_but_another_figure_is():
    done = "令和3年度は、" + TEXT
    assert codes(done, done.replace("令和3年度", "令和2年度")) == ["C19b"]
    assert codes(TEXT, TEXT.replace("120人", "125人")) == []


def test_the_threshold_is_the_layouts():
    near = TEXT.replace("地域の団体とも協力した。", "学校とも協力した。")
    assert codes(TEXT, near) == []
    assert codes(TEXT, near, rules=Rules(same_as_before=0.8)) == ["C19b"]
    assert codes(TEXT, TEXT.replace("協力", "連携"), rules=Rules(same_as_before=1.0)) == []


def test_short_texts_stock_sentences_and_fields_that_may_stay_are_silent():
    assert codes("月2回実施した。", "月2回実施した。") == []
    assert codes(TEXT, TEXT, wording=Wording(stock=(TEXT,))) == []
    assert codes(TEXT, TEXT, Field(key="status", label="実施状況", may_stay=True)) == []


def test_only_the_year_before_counts():
    field = Field(key="status", label="実施状況")
    older = row({"status": {2019: TEXT}})
    assert list(against_before(value("v", TEXT), field, older, layout().definition, 2021)) == []


def test_a_copied_text_is_one_finding_though_its_year_is_stale_too():
    stale = "令和2年度は、" + TEXT
    assert codes(stale, stale) == ["C19a"]
    assert codes(stale, "図書館の休館日を見直した。子どもの本を増やした。") == ["C20"]
    assert codes(stale, None) == ["C20"]
    assert codes(stale, None, Field(key="why", label="理由", about="reason")) == []


def change(now: str, before: str, **options: Any) -> list[tuple[str, str]]:
    return [
        (one.code, one.facts.get("change", "")) for one in asked(now, before, options.pop("field", COUNT), **options)
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("1,204", "120", [("C22a", "－90")]),
        ("100", "150", []),
        ("100", "151", [("C22a", "＋51")]),
        ("100", "49", [("C22a", "－51")]),
        ("3", "0", [("C22a", "－100")]),
        ("1", "1201", [("C22a", "＋120,000")]),
        ("0", "3", [("C22b", "")]),
        ("0", "0", []),
        ("▲10", "5", [("C22b", "")]),
        ("10", "▲5", [("C22b", "")]),
        ("▲10", "▲12", []),
        ("▲10", "▲20", [("C22a", "－100")]),
        ("▲10", "▲4", [("C22a", "＋60")]),
    ],
)
def test_a_large_change_is_found_also_from_nothing_and_over_it(before, now, expected):
    assert change(now, before) == expected


def test_both_numbers_are_said_as_the_field_writes_them():
    (remark,) = asked("▲1500", "1204人", COUNT)
    assert remark.facts == {"year": "令和2年度", "last": "1,204人", "now": "▲1,500人"}


def test_the_row_s_threshold_goes_before_the_field_s_and_that_before_the_layout_s():
    own = COUNT.model_copy(update={"change_percent": 10, "change_key": "most"})
    assert change("120", "100", field=own) == [("C22a", "＋20")]
    assert change("120", "100", rules=Rules(change_percent=15)) == [("C22a", "＋20")]
    assert change("1", "100", rules=Rules(change_percent=0)) == []
    given = replace(value("v", "120"), number=Decimal(120))
    for most, expected in (("30", []), ("5", ["C22a"]), ("0", [])):
        asked_row = row({"count": {2020: "100"}}, most=most)
        found = against_before(given, own, asked_row, layout().definition, 2021)
        assert [one.code for one in found] == expected


def test_what_is_no_answer_is_compared_with_nothing():
    blank = replace(value("v", "（未記入）"), nothing=Nothing.BLANK)
    assert list(against_before(blank, COUNT, row({"count": {2020: "5"}}), layout().definition, 2021)) == []
    assert change("5", "約30人") == []


PLAN = written_plan("1 | 延長保育 | 保育課\n2 | 一時預かり | 保育課、福祉課")


def with_history(plan: Plan, history: Mapping[str, Mapping[int, str]]) -> Plan:
    (section,) = plan.sections
    items = tuple(
        replace(one, assignments=tuple(replace(a, history=row(history).history) for a in one.assignments))
        for one in section.items
    )
    return replace(plan, sections=(replace(section, items=items),))


def test_how_many_answers_could_not_be_compared_is_told_once():
    (found,) = not_compared(PLAN, layout())
    assert (found.code, found.facts["count"], found.facts["every"], found.facts["codes"]) == ("C00", "6", "6", "C19")
    (part,) = not_compared(with_history(PLAN, {"status": {2020: TEXT}}), layout())
    assert (part.facts["count"], part.facts["every"]) == ("3", "6")
    assert not_compared(with_history(PLAN, {"status": {2020: TEXT}, "next_steps": {2020: TEXT}}), layout()) == ()
    (older,) = not_compared(with_history(PLAN, {"status": {2019: TEXT}, "next_steps": {2020: TEXT}}), layout())
    assert older.facts["count"] == "3"


def test_comparisons_that_are_off_are_not_missed():
    off = Rules(levels={"C19a": "off", "C19b": "off"})
    assert not_compared(PLAN, layout(off)) == ()
    assert len(not_compared(PLAN, layout(Rules(levels={"C19a": "off"})))) == 1


def test_a_number_that_nobody_can_read_cannot_be_compared():
    entries = matrix().definition.entries.model_copy(update={"party": (COUNT,)})
    counting = layout(entries=entries, party_texts=(PartyText(key="goal", label="目標"),))
    (found,) = not_compared(with_history(PLAN, {"count": {2020: "約30人"}}), counting)
    assert (found.facts["codes"], found.facts["count"]) == ("C22", "3")
    assert not_compared(with_history(PLAN, {"count": {2020: "30人"}}), counting) == ()
    assert not_compared(PLAN, layout(Rules(change_percent=0), entries=entries)) == ()
