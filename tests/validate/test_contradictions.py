"""Two answers of one row that can hardly both be meant."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from written_plans import value

from reportgen.findings.finding import Subject
from reportgen.japanese.numbers import read_number
from reportgen.model.value import Nothing, Value
from reportgen.place import Place
from reportgen.plan.contradictions import Contradiction
from reportgen.plan.schema import Field
from reportgen.validate.contradictions import contradicting

FIELDS = (
    Field(key="rating", label="評価", kind="choice", scale="評価"),
    Field(key="direction", label="方向性", kind="choice", scale="方向性"),
    Field(key="steps", label="今後の取組"),
    Field(key="note", label="備考", required=False),
    Field(key="count", label="参加者数", kind="number", unit="人"),
)
ABOUT = {field.key: Subject(field=field.label) for field in FIELDS}


def answer(said: str | Nothing) -> Value:
    place = Place("回答.xlsx")
    if isinstance(said, Nothing):
        return replace(value("v", "－"), nothing=said, place=place)
    return replace(value("v", said), number=read_number(said), place=place)


def found(when: dict[str, Any], on: str = "entry", **answers: str | Nothing) -> list[tuple[str, str, str]]:
    rule = Contradiction.model_validate({"when": when, "on": on})
    values = {key: answer(said) for key, said in answers.items()}
    return [(one.code, one.subject.field, one.found) for one in contradicting("entry", values, FIELDS, (rule,), ABOUT)]


CHOICES = {"rating": ["C", "D"], "direction": ["充実"]}
CLOSED = {"steps": "filled", "direction": ["廃止"]}
NO_NOTE = {"rating": ["D"], "note": "empty"}
NOBODY = {"count": 0, "rating": ["A"]}


@pytest.mark.parametrize(
    ("when", "answers", "expected"),
    [
        (CHOICES, {"rating": "D", "direction": "充実"}, [("C21a", "評価", "D／充実")]),
        (CHOICES, {"rating": "C", "direction": "充実"}, [("C21a", "評価", "C／充実")]),
        (CHOICES, {"rating": "B", "direction": "充実"}, []),
        (CHOICES, {"rating": "D", "direction": "継続"}, []),
        (CHOICES, {"rating": "D", "direction": Nothing.UNSELECTED}, []),
        (CHOICES, {"rating": Nothing.PENDING, "direction": "充実"}, []),
        (CLOSED, {"direction": "廃止", "steps": "続ける。"}, [("C21b", "方向性", "廃止／続ける。")]),
        (CLOSED, {"direction": "廃止", "steps": Nothing.BLANK}, []),
        (NO_NOTE, {"rating": "D", "note": Nothing.BLANK}, [("C21c", "評価", "D／－")]),
        (NO_NOTE, {"rating": "D", "note": "資料あり"}, []),
        ({"rating": ["A"], "count": "empty"}, {"rating": "A", "count": Nothing.DASH}, [("C21c", "評価", "A／－")]),
        ({"rating": ["A"], "count": "empty"}, {"rating": "A", "count": Nothing.BLANK}, []),
        ({"rating": ["A"], "count": "empty"}, {"rating": "A", "count": Nothing.PENDING}, []),
        (NOBODY, {"rating": "A", "count": "0"}, [("C21a", "参加者数", "0人／A")]),
        (NOBODY, {"rating": "A", "count": "00.0"}, [("C21a", "参加者数", "00.0人／A")]),
        (NOBODY, {"rating": "A", "count": "3"}, []),
        (NOBODY, {"rating": "A", "count": "なし"}, []),
        (NOBODY, {"rating": "A"}, []),
    ],
)
def test_a_row_is_asked_about_where_it_meets_both_conditions(when, answers, expected):
    assert found(when, **answers) == expected


def test_a_rule_for_indicators_says_nothing_of_parties():
    assert found(CHOICES, "indicator", rating="D", direction="充実") == []


def test_the_second_answer_is_named_and_its_cell_is_related():
    rule = Contradiction.model_validate({"when": CHOICES})
    values = {"rating": answer("D"), "direction": replace(answer("充実"), place=Place("回答.xlsx", sheet="調査票"))}
    (one,) = contradicting("entry", values, FIELDS, (rule,), ABOUT)
    assert one.facts == {"answer": "D", "other": "充実", "second": "方向性"}
    assert one.related == (values["direction"].place,)


def test_a_number_is_compared_exactly():
    rule = Contradiction.model_validate({"when": {"count": 0.1, "rating": ["A"]}})
    assert rule.when["count"] == Decimal("0.1")
