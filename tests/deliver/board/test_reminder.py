from __future__ import annotations

from datetime import date

import pytest
from boards import PLAN, finding, made

from reportgen.deliver.board import reminder
from reportgen.deliver.listing import listing
from reportgen.findings.catalogue import catalogue
from reportgen.findings.tracked import Tracked


def text(*found: Tracked, sent: str = "甲課、乙課", today: str | None = None) -> str:
    board = made(*found, sent=sent, today=date.fromisoformat(today) if today else None)
    return reminder(board, board.standings[0])


def test_whoever_is_done_is_not_reminded() -> None:
    assert text() == ""


def test_whoever_sent_nothing_is_asked_for_it_and_told_whom_to_ask() -> None:
    words = text(sent="乙課")
    assert words.startswith("甲課　ご担当者様\n")
    assert "調査票を、まだ受け取っていません。" in words
    assert "問い合わせ先：企画課（内線 123）" in words
    assert "指摘一覧" not in words


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (None, "提出期限は、令和4年5月20日です。"),
        ("2022-05-16", "提出期限は、令和4年5月20日です（あと4日）。"),
        ("2022-05-20", "提出期限は、本日（令和4年5月20日）です。"),
        ("2022-05-23", "提出期限（令和4年5月20日）を過ぎていますので、お早めにご提出をお願いします。"),
    ],
)
def test_the_deadline_is_said_as_the_day_asks(today: str | None, sentence: str) -> None:
    lines = text(sent="乙課", today=today).splitlines()
    assert [line for line in lines if "期限" in line] == [sentence]


def test_counts_and_sentences_are_those_of_the_list() -> None:
    found = [finding("C13"), finding("C06")]
    own = listing("甲課", found, catalogue(), PLAN)
    words = text(*found)
    assert own.result == "要修正 1件、要確認 1件"
    assert own.result in words
    assert own.next_steps[-1] in words
    assert words.count("期限") == 1, "the deadline is said once"


def test_a_file_that_cannot_be_read_is_asked_for_again() -> None:
    assert "お送りいただいたファイルを読み取れませんでした（受付不可 1件）。" in text(finding("F04"), sent="乙課")
