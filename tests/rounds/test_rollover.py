"""Last year's answers, as the sheet 実績 keeps them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from reportgen import Workspace
from reportgen.derive import derive
from reportgen.merge import merge
from reportgen.model.value import Nothing
from reportgen.pipeline.intake import take_in
from reportgen.rounds.rollover import earlier_answers

ROOT = Path(__file__).parent.parent.parent


def rolled(year: int, change=lambda report: report):
    (folder,) = Workspace(ROOT).plans(year)
    intake = take_in(folder, Workspace(ROOT), lambda _stage: None)
    report, _ = merge(intake.plan, intake.layout, intake.checked, issued=None, final=False)
    report, _ = derive(report, intake.layout)
    return report, earlier_answers(change(report), intake.layout)


def test_every_answer_is_kept_and_what_was_none_is_counted():
    report, earlier = rolled(2021)
    values = [value for item in report.items() for entry in item.entries for value in entry.values.values()]
    assert [answer.value for answer in earlier.answers] == [value.text for value in values if not value.nothing]
    assert earlier.left_out == {Nothing.UNSELECTED: 2}
    assert {answer.year for answer in earlier.answers} == {2021}


def test_a_number_is_kept_exactly_and_indicators_come_first():
    report, earlier = rolled(2024)
    numbers = [answer for answer in earlier.answers if isinstance(answer.value, Decimal)]
    actual = [i.values["actual"].number for item in report.items() for i in item.indicators if not item.repeats]
    assert [answer.value for answer in numbers if answer.field == "実績値"] == [n for n in actual if n is not None]


def test_what_was_left_empty_on_purpose_is_kept_as_words():
    def dashed(report):
        def section(one):
            items = tuple(replace(item, entries=tuple(entry(e) for e in item.entries)) for item in one.items)
            return replace(one, items=items, sections=tuple(section(below) for below in one.sections))

        def entry(one):
            kinds = {"status": Nothing.DASH, "next_steps": Nothing.BLANK, "direction": Nothing.NOT_APPLICABLE}
            texts = {"status": "－", "next_steps": "未記入", "direction": "対象外"}
            values = {
                k: replace(v, text=texts[k], nothing=kinds[k]) if k in kinds else v for k, v in one.values.items()
            }
            return replace(one, values=values)

        return replace(report, sections=tuple(section(one) for one in report.sections))

    _, earlier = rolled(2021, dashed)
    assert {answer.value for answer in earlier.answers if answer.field != "評価"} == {"－", "対象外"}
    assert earlier.left_out[Nothing.BLANK] == 48
