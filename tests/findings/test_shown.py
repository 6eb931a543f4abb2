"""What a submitter sees at once: everything but the less certain questions about wording."""

from __future__ import annotations

from reportgen.findings.catalogue import catalogue
from reportgen.findings.finding import Finding, Subject
from reportgen.findings.shown import shown
from reportgen.place import Place


def finding(code: str, submitter: str = "保育課") -> Finding:
    return Finding(code=code, place=Place("a.xlsx"), subject=Subject(submitter=submitter), found=code)


def codes(*given: Finding, limit: int = 5) -> list[str]:
    return [one.code for one in shown(given, catalogue(), limit)]


def test_the_surest_questions_stay_in_their_order():
    assert codes(finding("L05"), finding("R11a"), finding("L12a"), limit=2) == ["R11a", "L12a"]


def test_a_question_that_asks_goes_before_a_note_that_is_surer():
    assert codes(finding("L01"), finding("L05"), limit=1) == ["L05"]


def test_what_is_no_question_about_wording_is_never_left_out():
    given = [finding("C14a") for _ in range(7)]
    assert codes(*given, finding("L05"), limit=0) == ["C14a"] * 7


def test_each_submitter_has_a_limit_of_its_own():
    given = [finding("R01", name) for name in ("保育課", "福祉課") for _ in range(6)]
    assert len(codes(*given)) == 10


def test_the_secretariat_sees_everything():
    given = [finding("L16", "") for _ in range(8)] + [finding("L04") for _ in range(8)]
    assert len(codes(*given)) == 16


def test_a_text_of_the_plan_is_the_secretariats_whatever_the_code_says():
    assert catalogue().actor(finding("L05", "")) == "事務局"
    assert catalogue().actor(finding("L05")) == "担当課"
    assert catalogue().actor(finding("C14a", "")) == "担当課"


def test_questions_never_block_a_final_edition_and_nothing_else_is_a_question():
    blocking = {code[0] for code, entry in catalogue().entries.items() if entry.blocks_final}
    asking = {code[0] for code, entry in catalogue().entries.items() if not entry.blocks_final}
    assert asking == {"L", "R"}
    assert not blocking & asking
