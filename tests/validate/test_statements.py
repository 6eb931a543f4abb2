"""A text of statements is its lines; the words of each stay as typed, and whatever is left out is listed."""

from __future__ import annotations

import pytest

from reportgen.plan.schema import Marks
from reportgen.validate.statements import statements_of

MARKS = Marks()


@pytest.mark.parametrize(
    ("text", "expected", "codes"),
    [
        ("・一つ目\n・二つ目", ["一つ目", "二つ目"], []),
        ("一つ目\n二つ目", ["一つ目", "二つ目"], []),
        ("･半角の印", ["半角の印"], []),
        ("・・二重", ["・二重"], []),
        ("・末尾の空白 ", ["末尾の空白 "], []),
        ("・間　の 空白", ["間　の 空白"], []),
        ("・一つ目\n\n　\n・二つ目\n", ["一つ目", "二つ目"], ["T21a"]),
        ("・ 一つ目\n　・二つ目", ["一つ目", "二つ目"], ["T21b"]),
        ("　字下げ", ["字下げ"], ["T21b"]),
        ("文の中の★と・", ["文の中の★と・"], []),
        ("★一つ目\n・二つ目", ["一つ目", "二つ目"], ["C28"]),
        ("・一つ目で\n　続き", ["一つ目で", "続き"], ["T21b", "C29"]),
        ("見出し\n・一つ目", ["見出し", "一つ目"], []),
        ("", [], ["T21a"]),
    ],
)
def test_each_line_is_a_statement_with_the_usual_mark(text: str, expected: list[str], codes: list[str]) -> None:
    found = statements_of(text, MARKS)
    assert [line.text for line in found.lines] == expected
    assert {line.mark for line in found.lines} <= {"・"}
    assert all(line.judged is None for line in found.lines)
    assert found.text == "\n".join(expected)
    assert [remark.code for remark in found.remarks] == codes
    assert [fix.code for fix in found.fixes] == [code for code in codes if code != "C29"]


def test_fixes_lead_from_what_was_typed_to_what_is_printed() -> None:
    typed = "★ 一つ目\n\n　・二つ目"
    fixes = statements_of(typed, MARKS).fixes
    assert fixes[0].before == typed
    assert [fix.after for fix in fixes[:-1]] == [fix.before for fix in fixes[1:]]
    assert fixes[-1].after == "・一つ目\n・二つ目"


def test_the_marks_are_those_of_the_layout() -> None:
    marks = Marks(bullet="○", star="◎")
    found = statements_of("○一つ目\n○・二つ目\n◎三つ目", marks)
    assert [(line.mark, line.text) for line in found.lines] == [("○", "一つ目"), ("○", "・二つ目"), ("○", "三つ目")]
    assert [(r.code, r.facts) for r in found.remarks] == [("C28", {"star": "◎", "bullet": "○", "words": "三つ目"})]


def test_a_line_without_a_mark_after_one_with_a_mark_is_asked_about_once() -> None:
    (remark,) = statements_of("・一つ目で\n続き\n・二つ目で\n続く", MARKS).remarks
    assert (remark.code, remark.facts["words"]) == ("C29", "続き")
