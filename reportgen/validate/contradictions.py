"""Two answers of one row that can hardly both be meant (C21), as the layout's ``[[rules.contradictions]]`` say.

Comes in: the values of one row, its questions, the layout's rules. Goes out: findings at the first of the two answers.
An answer that is missing or unusable has been reported and contradicts nothing; a dash or 対象外 is an empty number.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from reportgen.findings.finding import Finding, Subject
from reportgen.model.value import Nothing, Value
from reportgen.place import Place
from reportgen.plan.contradictions import Condition, Contradiction, Row
from reportgen.plan.schema import Field

_EMPTY: Final = (Nothing.DASH, Nothing.NOT_APPLICABLE)
_CODES: Final[Mapping[object, str]] = {"filled": "C21b", "empty": "C21c"}


def contradicting(
    row: Row,
    values: Mapping[str, Value],
    fields: tuple[Field, ...],
    rules: tuple[Contradiction, ...],
    about: Mapping[str, Subject],
) -> Iterator[Finding]:
    """Yield a finding for each rule that both answers of a row meet; ``about`` gives the subject by key."""
    asked = {field.key: field for field in fields}
    for rule in rules:
        if rule.on != row:
            continue
        (first, _), (second, other) = rule.ordered
        met = all(key in values and _meets(values[key], asked[key], condition) for key, condition in rule.when.items())
        if met:
            one, two = _said(values[first], asked[first]), _said(values[second], asked[second])
            yield Finding(
                code=_CODES.get(other if isinstance(other, str) else None, "C21a"),
                place=_place(values[first]),
                subject=about[first],
                found=f"{one}／{two}",
                facts={"answer": one, "other": two, "second": asked[second].label},
                related=(_place(values[second]),),
            )


def _meets(value: Value, field: Field, condition: Condition) -> bool:
    if isinstance(condition, tuple):
        return value.nothing is None and value.text in condition
    if isinstance(condition, Decimal):
        return value.nothing is None and value.number == condition
    if condition == "filled":
        return value.nothing is None
    return value.nothing in _EMPTY or (value.nothing is Nothing.BLANK and not field.required)


def _said(value: Value, field: Field) -> str:
    return value.text + (field.unit if value.number is not None else "")


def _place(value: Value) -> Place:
    assert value.place is not None, "a value that was submitted has its place"
    return value.place
