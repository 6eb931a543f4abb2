"""Percentages of one column: 0.85 beside 85 is asked about, because nobody can tell which of them is meant.

Comes in: the cells of a submission whose unit is per cent. Goes out: C09 at every share that stands among percentages.
A cell that Excel shows as 85% is a percentage, whatever it stores; only a bare number can be mistaken.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.findings.finding import Finding, Subject
from reportgen.japanese.numbers import is_percent
from reportgen.model.submitted import RawCell
from reportgen.plan.quantities import quantity, shows_percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One answered cell: its column, the unit that is asked for, and what a finding about it is about."""

    column: tuple[str, str]
    unit: str
    cell: RawCell
    about: Subject


def mixed_percents(answers: list[Asked]) -> Iterator[Finding]:
    """Yield C09 for each bare share (above 0, at most 1) in a column that has percentages as well."""
    given = [one for one in answers if is_percent(one.unit) and quantity(one.cell, one.unit).number is not None]
    for one in given:
        others = [other for other in given if other.column == one.column and not _is_share(other)]
        if _is_share(one) and others:
            facts = {"other": others[0].cell.shown}
            yield Finding(code="C09", place=one.cell.place, subject=one.about, found=one.cell.shown, facts=facts)


def _is_share(one: Asked) -> bool:
    number = quantity(one.cell, one.unit).number
    return number is not None and 0 < abs(number) <= 1 and not _says_percent(one.cell)


def _says_percent(cell: RawCell) -> bool:
    return shows_percent(cell) or (cell.kind == "text" and is_percent(cell.shown.strip()[-1:]))
