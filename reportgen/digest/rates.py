"""The rates of indicators, with what they are reckoned from.

Comes in: groups of items, and the derivation of the rate. Goes out: one ``Rate`` an indicator, in print order. A rate
is shown as the report shows it; nothing is averaged, for rates of different things have no common unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reportgen.digest.groups import Group
from reportgen.model.report import IndicatorEntry
from reportgen.plan.derivations import Derivation
from reportgen.plan.schema import Field, LayoutDefinition, PlanText


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One indicator: target, actual value and rate as printed. ``size`` is the rate, ``None`` where there is none."""

    number: str
    item: str
    name: str
    unit: str
    target: str
    actual: str
    rate: str
    size: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """All rates, and what they, the targets and the actual values are called. ``reached`` are those of 100 and more.

    ``lower`` are the words beside a target by which a smaller value is better; empty where no indicator has a way.
    """

    label: str
    target: str
    actual: str
    lower: tuple[str, ...]
    rows: tuple[Rate, ...]
    known: int
    reached: int

    def lowest(self, most: int) -> tuple[Rate, ...]:
        """Return the lowest rates, the lowest first; all of them in print order if there are at most ``most``."""
        if len(self.rows) <= most:
            return self.rows
        return tuple(sorted((row for row in self.rows if row.size is not None), key=_size)[:most])


_REACHED = 100


def rates(groups: Iterable[Group], one: Derivation, definition: LayoutDefinition) -> Rates | None:
    """Return the rates of all indicators; ``None`` where there are no indicators."""
    known: tuple[PlanText | Field, ...] = (*definition.indicator_texts, *definition.entries.indicator)
    labels = {text.key: text.label for text in known} | {other.key: other.label for other in definition.derive}
    units = {text.key: text.unit_key for text in known}
    rows = tuple(
        _rate(item.full_number, item.name.text, indicator, one, units.get(one.of))
        for group in groups
        for item in group.items
        for indicator in item.indicators
    )
    if not rows:
        return None
    sizes = [row.size for row in rows if row.size is not None]
    return Rates(
        label=one.label,
        target=labels.get(one.target or "", ""),
        actual=labels.get(one.of, ""),
        lower=one.lower if one.direction else (),
        rows=rows,
        known=len(sizes),
        reached=sum(size >= _REACHED for size in sizes),
    )


def _rate(number: str, item: str, indicator: IndicatorEntry, one: Derivation, unit_key: str | None) -> Rate:
    values = {**indicator.texts, **indicator.values, **indicator.derived}

    def text(key: str | None) -> str:
        found = values.get(key or "")
        return found.text if found else ""

    rate = values.get(one.key)
    target = text(one.target) + (text(one.direction) if text(one.target) else "")
    shown = one.shown_unit if rate is not None and rate.number is not None else ""
    return Rate(
        number=number,
        item=item,
        name=indicator.name.text,
        unit=text(unit_key),
        target=target,
        actual=text(one.of),
        rate=text(one.key) + shown,
        size=rate.number if rate else None,
    )


def _size(row: Rate) -> Decimal:
    return row.size if row.size is not None else Decimal(0)
