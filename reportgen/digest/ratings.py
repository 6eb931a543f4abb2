"""Counts of one choice: by part of the plan, and against the year before.

Comes in: groups of items, a choice and its scale. Goes out: ``Ratings``. A choice that does not count (対象外) is left
out of the denominator and counted beside it; whatever is no choice of the scale is not rated. Scales go from best to
worst, so an answer that stands further down than last year's has fallen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.digest.groups import Group, drawable_labels
from reportgen.document.chart import LOOKS
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.plan import Scale
from reportgen.model.report import Entry, IndicatorEntry, ReportItem
from reportgen.plan.handout import RatedNoun


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often each choice was made.

    ``base`` (母数) is the sum of ``counts``; ``beside`` are choices that do not count.
    """

    label: str
    counts: tuple[int, ...]
    beside: tuple[int, ...]
    base: int
    unrated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer, by what it is about: the item and who answers, or the indicator. ``before`` is last year's.

    ``value`` is empty for any kind of nothing; ``shown`` is what the report prints for it.
    """

    number: str
    item: str
    name: str
    value: str
    shown: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOnYear:
    """This year against the one before. ``fell`` and ``rose`` are among those that were rated in both years.

    ``without`` are rated this year and not in the year before.
    """

    before: Tally
    after: Tally
    fell: tuple[Answered, ...]
    rose: int
    same: int
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """One choice, counted. ``counting`` and ``beside`` are the names of choices, in the order of the tallies' numbers.

    ``years`` is ``None`` when nothing is known of the year before. ``drawable``: a chart can show the counts.
    """

    label: str
    scale: str
    on: RatedNoun
    counting: tuple[str, ...]
    beside: tuple[str, ...]
    rows: tuple[Tally, ...]
    total: Tally
    unrated: tuple[Answered, ...]
    years: YearOnYear | None
    drawable: bool


def ratings(groups: Iterable[Group], key: str, label: str, scale: Scale, on: RatedNoun, year: int) -> Ratings:
    """Return the counts of the choice ``key`` of the fiscal year ``year``."""
    counting = tuple(choice.value for choice in scale.choices if choice.counts)
    beside = tuple(choice.value for choice in scale.choices if not choice.counts)
    own = [(group.label, list(_answers(group.items, key, on, year - 1))) for group in groups]
    every = [answer for _, answers in own for answer in answers]

    def tally(name: str, values: Iterable[str]) -> Tally:
        given = list(values)
        counts = tuple(given.count(value) for value in counting)
        left = tuple(given.count(value) for value in beside)
        base = sum(counts)
        return Tally(label=name, counts=counts, beside=left, base=base, unrated=len(given) - base - sum(left))

    def years() -> YearOnYear | None:
        if not any(one.before in scale_values for one in every):
            return None
        both = [one for one in every if one.value in counting and one.before in counting]
        steps = [(counting.index(one.value) - counting.index(one.before), one) for one in both]
        return YearOnYear(
            before=tally(fiscal_year_label(year - 1), (one.before for one in every)),
            after=tally(fiscal_year_label(year), (one.value for one in every)),
            fell=tuple(one for step, one in sorted(steps, key=lambda pair: -pair[0]) if step > 0),
            rose=sum(step < 0 for step, _ in steps),
            same=sum(step == 0 for step, _ in steps),
            without=sum(one.value in counting and one.before not in counting for one in every),
        )

    scale_values = (*counting, *beside)
    rows = tuple(tally(name, (one.value for one in answers)) for name, answers in own if answers)
    total = tally("", (one.value for one in every))
    return Ratings(
        label=label,
        scale=scale.name,
        on=on,
        counting=counting,
        beside=beside,
        rows=rows,
        total=total,
        unrated=tuple(one for one in every if one.value not in scale_values),
        years=years(),
        drawable=0 < len(counting) <= len(LOOKS) and total.base > 0 and drawable_labels(row.label for row in rows),
    )


def _answers(items: Iterable[ReportItem], key: str, on: RatedNoun, before: int) -> Iterator[Answered]:
    for item in items:
        for row in _rows(item, on):
            value = row.values.get(key)
            earlier = row.history.get(key, {}).get(before)
            yield Answered(
                number=item.full_number,
                item=item.name.text,
                name=row.party.text if isinstance(row, Entry) else row.name.text,
                value=value.text if value and value.nothing is None else "",
                shown=value.text if value else "",
                before=earlier.text if earlier and earlier.nothing is None else "",
            )


def _rows(item: ReportItem, on: RatedNoun) -> tuple[Entry | IndicatorEntry, ...]:
    return item.entries if on == "entry" else item.indicators
