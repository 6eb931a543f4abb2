"""Rating scales as plans define them, read from submissions: signs, letters, figures, words, several in one table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from written_plans import matrix, written_plan
from written_workbooks import form

from reportgen.collect import collect
from reportgen.findings.finding import Finding
from reportgen.model.plan import Choice, Plan, Scale
from reportgen.model.value import Value
from reportgen.validate import validate


def scale(*values: str, reason: tuple[str, ...] = ()) -> Scale:
    return Scale(name="評価", choices=tuple(Choice(value=v, reason_required=v in reason) for v in values))


SIGNS = scale("◎", "○", "△", "×", "－")
LETTERS = scale("S", "A", "B", "C", "対象外")
STARRED = scale("A", "B", "B*", "C")
FIGURES = scale("1", "2", "3", "4", "5")
PROGRESS = scale("済", "未", "－")


def plan(ratings: Scale, **others: Scale) -> Plan:
    made = written_plan("1 | 延長保育事業 | 保育課")
    return replace(made, scales={**made.scales, "評価": ratings, **others})


def answered(
    on: Plan, rating: str, direction: str = "継続", reason: str = ""
) -> tuple[dict[str, Value], list[Finding]]:
    row = f"(1)-1 | 延長保育事業 | 保育課 | 実施した。 | {rating} | 続ける。 | {direction} | {reason}"
    (submission,), findings = collect({"回答.xlsx": form(on, row)}, on, matrix())
    checked, about = validate(submission, on, matrix())
    unrelated = ("S15",)
    return checked.entries[0].values, [f for f in (*findings, *about) if f.code not in unrelated]


@pytest.mark.parametrize(
    ("ratings", "typed"),
    [
        *((SIGNS, each) for each in "◎○△×－"),
        *((LETTERS, each) for each in ("S", "A", "B", "C", "対象外")),
        *((STARRED, each) for each in ("B", "B*")),
        *((FIGURES, each) for each in ("1", "5", "num:5", "num:1")),
        *((PROGRESS, each) for each in ("済", "未", "－")),
    ],
)
def test_every_choice_is_read_as_it_is_offered(ratings: Scale, typed: str) -> None:
    values, findings = answered(plan(ratings), typed)
    assert (values["rating"].text, values["rating"].nothing) == (typed.removeprefix("num:"), None)
    assert findings == []


@pytest.mark.parametrize(
    ("ratings", "typed", "meant"),
    [
        *((SIGNS, each, "○") for each in ("〇", "◯")),
        *((SIGNS, each, "－") for each in ("-", "ー", "−", "―")),
        (SIGNS, "✕", "×"),
        (STARRED, "Ｂ＊", "B*"),
        (FIGURES, "５", "5"),
        (FIGURES, "③", "3"),
        (LETTERS, "ｓ", "S"),
    ],
)
def test_a_sign_that_looks_the_same_is_mended_and_listed(ratings: Scale, typed: str, meant: str) -> None:
    values, findings = answered(plan(ratings), typed)
    assert values["rating"].text == meant
    assert [(finding.code, finding.found) for finding in findings] == [("C11a", typed)]
    assert values["rating"].raw == typed


@pytest.mark.parametrize(
    ("ratings", "typed", "code"),
    [
        (SIGNS, "○△", "C12"),
        (SIGNS, "○→△", "C12"),
        (LETTERS, "未", "C13"),
        (FIGURES, "6", "C13"),
        (STARRED, "B**", "C13"),
        (LETTERS, "", "C14a"),
    ],
)
def test_what_is_no_choice_of_the_scale_is_not_taken_for_one(ratings: Scale, typed: str, code: str) -> None:
    values, findings = answered(plan(ratings), typed)
    assert values["rating"].nothing is not None
    assert [finding.code for finding in findings] == [code]


def test_two_scales_of_one_row_are_read_each_by_its_own() -> None:
    on = plan(SIGNS, 方向性=scale("－", "継続", "5"))
    values, findings = answered(on, "－", "－")
    assert (values["rating"].text, values["direction"].text, findings) == ("－", "－", [])
    values, findings = answered(on, "継続", "◎")
    assert [(finding.code, finding.subject.field) for finding in findings] == [("C13", "評価"), ("C13", "方向性")]


def test_a_dash_that_the_document_prints_for_nothing_is_still_a_choice_where_the_scale_offers_it() -> None:
    layout = matrix()
    empty = layout.definition.empty.model_copy(update={"unselected": "－"})
    layout = replace(layout, definition=layout.definition.model_copy(update={"empty": empty}))
    on = plan(SIGNS)
    row = "(1)-1 | 延長保育事業 | 保育課 | 実施した。 | － | 続ける。 | 継続 |"
    (submission,), _ = collect({"回答.xlsx": form(on, row)}, on, layout)
    checked, _ = validate(submission, on, layout)
    assert checked.entries[0].values["rating"].nothing is None


@pytest.mark.parametrize(
    ("rating", "reason", "codes"), [("×", "", ["C25"]), ("×", "人手不足のため。", []), ("○", "", [])]
)
def test_a_reason_is_asked_for_where_the_scale_demands_one(rating: str, reason: str, codes: list[str]) -> None:
    on = plan(scale("◎", "○", "△", "×", reason=("×",)))
    values, findings = answered(on, rating, reason=reason)
    assert [finding.code for finding in findings] == codes
    assert values["rating"].text == rating
    assert all(finding.place.cell == values["rating"].place.cell for finding in findings if values["rating"].place)


def test_a_choice_that_was_mended_needs_its_reason_too() -> None:
    on = plan(scale("○", "×", reason=("×",)))
    _, findings = answered(on, "✕")
    assert [finding.code for finding in findings] == ["C11a", "C25"]
