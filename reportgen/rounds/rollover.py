"""Last year's answers, as the new year's plan master keeps them.

Comes in: last year's report, derived, and its layout. Goes out: the lines for the sheet 実績, in print order.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.deliver.master import EarlierAnswer
from reportgen.model.report import Entry, IndicatorEntry, Report
from reportgen.model.value import Nothing, Value
from reportgen.plan.load import Layout
from reportgen.plan.schema import Field

SAID = frozenset({Nothing.DASH, Nothing.NOT_APPLICABLE})
"""Kinds of nothing that somebody wrote on purpose. The others are no answers, and a missing year is simply no line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What is kept, and how many answers there were none of, by kind of nothing."""

    answers: tuple[EarlierAnswer, ...]
    left_out: dict[Nothing, int]


def earlier_answers(report: Report, layout: Layout) -> Earlier:
    """Return every answer of a report: a number exactly, whatever places the report prints; － and 対象外 as words.

    An item that stands a second time has no answers of its own.
    """
    answers: list[EarlierAnswer] = []
    nothing: Counter[Nothing] = Counter()
    for item_id, row, field in _asked(report, layout):
        value = row.values[field.key]
        if value.nothing is not None and value.nothing not in SAID:
            nothing[value.nothing] += 1
        elif value.text:
            name = row.party.text if isinstance(row, Entry) else row.name.text
            kept = _kept(value, field)
            answers.append(EarlierAnswer(item=item_id, name=name, field=field.label, year=report.year, value=kept))
    return Earlier(answers=tuple(answers), left_out=dict(nothing))


def _asked(report: Report, layout: Layout) -> Iterator[tuple[str, Entry | IndicatorEntry, Field]]:
    asked = layout.definition.entries
    for item in report.items():
        if not item.repeats:
            yield from ((item.id, indicator, field) for indicator in item.indicators for field in asked.indicator)
            yield from ((item.id, entry, field) for entry in item.entries for field in asked.party)


def _kept(value: Value, field: Field) -> str | Decimal:
    return value.number if field.kind == "number" and value.number is not None else value.text
