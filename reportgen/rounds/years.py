"""What the sealed years of one plan tell together: ratings by year, and what has stayed low.

Comes in: reports of one plan, a year each, and which choice is counted. Goes out: counts and rows as plain data for a
paper. A row is the same in two years if its id is: numbers and names may change. Nothing is estimated: a row without a
rating in one of the years is left out of what stayed, and counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.japanese.wareki import fiscal_year_label, fiscal_year_short_label
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem

Row = Entry | IndicatorEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTally:
    """One year, with its name and its short one (R3): how often each counting choice was given, and their sum.

    ``beside`` are ratings that do not belong to the denominator (対象外), ``unrated`` rows without any.
    """

    year: int
    label: str
    short: str
    counts: tuple[int, ...]
    base: int
    beside: int
    unrated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stayed:
    """One row that was rated low in every year; ``ratings`` in order of years."""

    id: str
    number: str
    item: str
    name: str
    ratings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsTogether:
    """The summary. ``choices`` go from best to worst; ``low`` is the best of those that count as low.

    ``compared`` is the number of rows with a rating in every year, which ``stayed`` is out of; ``dropped`` are rows of
    the last year that lack one in some year. ``scales_differ``: the years did not offer the same choices.
    """

    label: str
    noun: Literal["entry", "indicator"]
    choices: tuple[str, ...]
    low: str
    years: tuple[YearTally, ...]
    compared: int
    dropped: int
    stayed: tuple[Stayed, ...]
    scales_differ: bool


def together(
    reports: Sequence[Report], *, noun: Literal["entry", "indicator"], key: str, label: str, scale: str
) -> YearsTogether:
    """Return the summary of reports, one a year, in order of years.

    ``key`` is the choice that is rated by, and ``scale`` the name of its choices, from best to worst. Low is the second
    choice and everything after it. Choices of earlier years that the last one no longer has stand at the end.
    """
    counting, beside = _choices(reports, scale)
    low = counting[1:2] or counting
    rated = [_ratings(report, noun, key) for report in reports]
    last = [(item, row) for item, row in _rows(reports[-1], noun)]
    whole = [(item, row) for item, row in last if all(year.get(row.id) in counting for year in rated)]
    stayed = tuple(
        _stayed(item, row, tuple(year[row.id] for year in rated))
        for item, row in whole
        if all(counting.index(year[row.id]) >= counting.index(low[0]) for year in rated)
    )
    offered = {
        tuple(choice.value for choice in report.scales[scale].choices) for report in reports if scale in report.scales
    }
    return YearsTogether(
        label=label,
        noun=noun,
        choices=counting,
        low=low[0],
        years=tuple(_tally(report, year, counting, beside) for report, year in zip(reports, rated, strict=True)),
        compared=len(whole),
        dropped=len(last) - len(whole),
        stayed=stayed if len(reports) > 1 else (),
        scales_differ=len(offered) > 1,
    )


def _choices(reports: Sequence[Report], scale: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the choices that count, those of the last year first, and the others."""
    found: dict[str, bool] = {}
    for report in reversed(reports):
        for choice in report.scales[scale].choices if scale in report.scales else ():
            found.setdefault(choice.value, choice.counts)
    counting = tuple(value for value, counts in found.items() if counts)
    return counting, frozenset(value for value, counts in found.items() if not counts)


def _rows(report: Report, noun: str) -> Iterator[tuple[ReportItem, Row]]:
    for item in report.items():
        if not item.repeats:
            rows: tuple[Row, ...] = item.entries if noun == "entry" else item.indicators
            yield from ((item, row) for row in rows)


def _ratings(report: Report, noun: str, key: str) -> dict[str, str]:
    """Return what was chosen, by id of the row; an empty text where nothing was."""
    found: dict[str, str] = {}
    for _, row in _rows(report, noun):
        value = row.values.get(key)
        found[row.id] = "" if value is None or value.nothing is not None else value.text
    return found


def _tally(report: Report, rated: dict[str, str], counting: tuple[str, ...], beside: frozenset[str]) -> YearTally:
    given = list(rated.values())
    counts = tuple(given.count(choice) for choice in counting)
    others = sum(one in beside for one in given)
    return YearTally(
        year=report.year,
        label=fiscal_year_label(report.year),
        short=fiscal_year_short_label(report.year),
        counts=counts,
        base=sum(counts),
        beside=others,
        unrated=len(given) - sum(counts) - others,
    )


def _stayed(item: ReportItem, row: Row, ratings: tuple[str, ...]) -> Stayed:
    name = row.party.text if isinstance(row, Entry) else row.name.text
    return Stayed(id=row.id, number=item.full_number, item=item.name.text, name=name, ratings=ratings)
