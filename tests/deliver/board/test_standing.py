from __future__ import annotations

from datetime import date

import pytest
from boards import DEADLINE, PLAN, finding, made

from reportgen.deliver.board import Status, board
from reportgen.findings.catalogue import catalogue
from reportgen.findings.tracked import Answer, State, Tracked
from reportgen.place import Place


def statuses(*found: Tracked, sent: str = "甲課、乙課") -> dict[str, Status]:
    return {one.submitter: one.status for one in made(*found, sent=sent).standings}


def test_whoever_sent_nothing_is_missing_and_whoever_has_nothing_open_is_done() -> None:
    assert statuses(sent="甲課") == {"甲課": Status.DONE, "乙課": Status.MISSING}


@pytest.mark.parametrize(
    ("code", "status"),
    [("F04", Status.UNREADABLE), ("C13", Status.MUST_FIX), ("C06", Status.ASK), ("S05a", Status.DONE)],
)
def test_the_most_serious_open_finding_decides(code: str, status: Status) -> None:
    level = catalogue().entries[code].level
    assert (status.value == level.value) == (status is not Status.DONE)
    assert statuses(finding(code), finding("S05a"))["甲課"] is status


def test_a_file_that_cannot_be_read_is_not_missing() -> None:
    assert statuses(finding("F04"), sent="乙課")["甲課"] is Status.UNREADABLE


def test_what_was_answered_or_mended_is_not_open() -> None:
    answered = Tracked(
        finding=finding("C06").finding, state=State.STAYS, answer=Answer(reason="可", by="担当課", place=Place("a"))
    )
    gone = Tracked(finding=finding("C13").finding, state=State.GONE)
    one = made(answered, gone).standings[0]
    assert one.status is Status.DONE
    assert one.listing.settled == 1
    assert one.listing.states[State.GONE] == 1


def test_counts_are_those_of_the_list_that_goes_out() -> None:
    many = [finding("L05", item=f"(1)-{n}", found=f"文{n}") for n in range(9)]
    one = made(*many).standings[0]
    assert sum(one.listing.counts.values()) == 5, "the list shows the five surest questions"
    assert one.listing.reader == "甲課"


@pytest.mark.parametrize(
    ("today", "left", "late"), [("2022-05-16", 4, False), ("2022-05-20", 0, False), ("2022-05-23", -3, True)]
)
def test_days_are_counted_from_the_day_that_was_given(today: str, left: int, late: bool) -> None:
    found = made(today=date.fromisoformat(today))
    assert (found.days_left, found.is_late) == (left, late)


def test_without_a_day_or_a_deadline_nobody_is_late() -> None:
    from dataclasses import replace

    assert made().days_left is None
    plan = replace(PLAN, meeting=replace(PLAN.meeting, deadline=None))
    without = board((), (), catalogue(), plan, today=DEADLINE)
    assert (without.days_left, without.is_late) == (None, False)


def test_what_concerns_several_submitters_stands_apart_and_nowhere_else() -> None:
    spelled = finding("L16", submitter="", item="", found="および／及び", sheet=None)
    found = made(spelled, finding("S15"), finding("F18", submitter="", item="", sheet=None))
    titles = {one.title: [line.finding.code for line in one.lines] for one in found.concerns}
    assert titles["課をまたぐ表記・文章の指摘"] == ["L16"]
    assert titles["事務局で対応する項目"] == ["F18", "S15"]
    assert found.is_open, "a file that cannot be read is open although no submitter is known"


def test_texts_that_two_departments_share_are_seen_by_the_secretariat_too() -> None:
    copied = finding("R02", related=(Place("inputs/2021/p/submissions/乙課.xlsx"),))
    assert [one.title for one in made(copied).concerns] == ["課をまたぐ表記・文章の指摘"]
    assert made(copied).standings[0].listing.lines
