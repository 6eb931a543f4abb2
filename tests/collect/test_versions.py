"""Several files of one submitter: which counts, which came before it, and what is said."""

from __future__ import annotations

from written_plans import matrix, written_plan
from written_workbooks import form

from reportgen.collect import collect_rounds
from reportgen.collect.submissions import Collected

PLAN = written_plan("1 | 延長保育 | 保育課\n2 | 一時預かり | 保育課")
FIRST = (
    "(1)-1 | 延長保育 | 保育課 | 行った。 | E | 続ける。 | 充実\n(1)-2 | 一時預かり | 保育課 | 開いた。 | B | | 継続"
)
MENDED = FIRST.replace("| E |", "| A |")


def sent(**files: tuple[str, int, str]) -> Collected:
    """The rounds of files, each a table, a round, and a day in May on which it was saved (or nothing)."""
    data = {
        f"{name}.xlsx": form(PLAN, table, round=number, modified=f"2022-05-{day}T09:00:00Z" if day else "")
        for name, (table, number, day) in files.items()
    }
    return collect_rounds(data, PLAN, matrix())


def codes(collected: Collected) -> list[str]:
    return [finding.code for finding in collected.findings]


def used(collected: Collected) -> str:
    return collected.submissions[0].place.file


def test_a_form_that_was_corrected_and_sent_again_follows_the_one_before_the_correction() -> None:
    collected = sent(a=(MENDED, 1, "03"), b=(FIRST, 1, "02"))
    assert (used(collected), codes(collected)) == ("a.xlsx", ["F12d"])
    assert collected.earlier["保育課"].submission.place.file == "b.xlsx"


def test_two_halves_are_no_correction_and_the_rows_that_would_be_lost_are_named() -> None:
    one = "(1)-1 | 延長保育 | 保育課 | 行った。 | A | 続ける。 | 充実\n(1)-2 | 一時預かり | 保育課 | | | |"
    other = "(1)-1 | 延長保育 | 保育課 | | | |\n(1)-2 | 一時預かり | 保育課 | 開いた。 | B | 続ける。 | 継続"
    collected = sent(a=(one, 1, "03"), b=(other, 1, "02"))
    (finding,) = [finding for finding in collected.findings if finding.code == "F12a"]
    assert finding.facts["items"] == "(1)-2"
    assert collected.earlier == {}, "the other half is nobody's round before"


def test_a_reason_that_only_the_older_file_gives_is_not_lost() -> None:
    collected = sent(a=(FIRST, 1, "03"), b=(FIRST.replace("充実", "充実 | 補足です。"), 1, "02"))
    assert codes(collected) == ["F12a"]


def test_without_dates_nobody_can_tell_which_is_the_correction() -> None:
    collected = sent(a=(FIRST, 1, ""), b=(MENDED, 1, ""))
    assert (codes(collected), collected.earlier) == (["F12c"], {})


def test_a_file_saved_once_more_is_no_round_of_its_own() -> None:
    collected = sent(a=(FIRST, 1, "01"), b=(MENDED, 2, "02"), c=(MENDED, 2, "03"))
    assert (used(collected), codes(collected)) == ("c.xlsx", ["F12d"])
    assert collected.earlier["保育課"].submission.place.file == "a.xlsx"


def test_a_copy_that_was_corrected_twice_is_compared_with_its_last_state() -> None:
    collected = sent(a=(FIRST, 1, "01"), b=(FIRST, 2, "02"), c=(MENDED, 2, "03"))
    earlier = collected.earlier["保育課"]
    assert earlier.submission.place.file == "b.xlsx"
    assert [one.submission.place.file for one in earlier.older] == ["a.xlsx"]


def test_an_older_form_that_was_edited_after_the_newer_one_is_named() -> None:
    collected = sent(a=(MENDED, 1, "09"), b=(FIRST, 2, "02"))
    assert (used(collected), codes(collected)) == ("b.xlsx", ["F12e"])


def test_an_older_form_that_was_only_looked_at_is_not() -> None:
    assert codes(sent(a=(FIRST, 1, "09"), b=(FIRST, 2, "02"))) == []
