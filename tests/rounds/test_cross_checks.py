"""Answers against the year before and against each other: asked once, discharged by a reason, asked again."""

from __future__ import annotations

from dataclasses import replace

from exchanges import Exchange, exchange
from written_plans import value, written_plan
from written_workbooks import form

from reportgen.model.plan import Acceptance, Plan
from reportgen.place import Place

TEXT = "図書館でおはなし会を月2回開き、延べ120人が参加した。地域の団体とも協力した。"


def plan(*accepted: Acceptance) -> Plan:
    made = written_plan("1 | おはなし会 | 図書課", accepted=accepted)
    (section,) = made.sections
    (item,) = section.items
    (row,) = item.assignments
    asked = replace(row, history={"status": {2020: value("h", TEXT)}})
    item = replace(item, assignments=(asked,))
    return replace(made, sections=(replace(section, items=(item,)),))


def sent(round: int, status: str = TEXT, rating: str = "D", direction: str = "充実", reason: str = "") -> bytes:
    row = f"(1)-1 | おはなし会 | 図書課 | {status} | {rating} | 回数を増やす。 | {direction} | {reason}"
    return form(plan(), row, submitter="図書課", round=round)


def rounds(*files: bytes, accepted: tuple[Acceptance, ...] = ()) -> Exchange:
    return exchange({f"図書課_{number}.xlsx": data for number, data in enumerate(files, 1)}, plan(*accepted))


def test_a_copied_text_and_a_contradiction_are_open_until_a_reason_is_given() -> None:
    assert rounds(sent(1)).states("図書課") == ["－ C19a (1)-1 実施状況", "－ C21a (1)-1 評価"]
    assert rounds(sent(1), sent(2)).states("図書課") == ["継続 C19a (1)-1 実施状況", "継続 C21a (1)-1 評価"]
    assert rounds(sent(1), sent(2, reason="変更なし")).states("図書課") == [
        "継続 C19a (1)-1 実施状況 確認済み",
        "継続 C21a (1)-1 評価 確認済み",
    ]


def test_what_was_mended_is_gone() -> None:
    mended = sent(2, status="おはなし会を24回開き、延べ150人が参加した。", direction="継続")
    assert rounds(sent(1), mended).states("図書課") == ["解消 C19a (1)-1 実施状況", "解消 C21a (1)-1 評価"]


def test_a_reason_to_one_pair_of_answers_is_none_to_another() -> None:
    """The reason was written beside D and 充実; with 廃止 in place of 充実 there is another contradiction."""
    good = "おはなし会を24回開き、延べ150人が参加した。"
    first, other = sent(1, good, reason="広げて立て直す。"), sent(2, good, direction="廃止", reason="広げて立て直す。")
    assert rounds(first).states("図書課") == ["－ C21a (1)-1 評価 確認済み"]
    assert rounds(first, other).states("図書課") == ["新規 C21b (1)-1 方向性 確認済み", "解消 C21a (1)-1 評価"]


def test_the_secretariat_accepts_a_pair_of_answers_and_no_other() -> None:
    about = {"submitter": "図書課", "item": "(1)-1", "name": "図書課", "reason": "会議で説明済み。"}
    pair = Acceptance(**about, field="評価", code="C21a", found="D／充実", place=Place("plan.xlsx"))
    text = Acceptance(**about, field="実施状況", code="C19a", found=TEXT, place=Place("plan.xlsx"))
    states = rounds(sent(1), accepted=(pair, text)).states("図書課")
    assert states == ["－ C19a (1)-1 実施状況 確認済み", "－ C21a (1)-1 評価 確認済み"]
    other = replace(pair, found="D／継続")
    assert rounds(sent(1), accepted=(other,)).states("図書課")[1] == "－ C21a (1)-1 評価"
