"""Counts of a plan that has no ratings: what was asked, what was answered, and which lines of the plan have a star.

Comes in: groups of items. Goes out: one ``Written`` a group, and their sum. A line is one statement.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from reportgen.digest.groups import Group, drawable_labels
from reportgen.model.report import Entry, IndicatorEntry, ReportItem
from reportgen.model.value import Statement, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How much stands in one part of the plan.

    ``asked`` answers were asked for and ``answered`` given, in ``lines`` lines. ``planned`` are the plan's own lines,
    ``starred`` those with a star, ``starred_now`` those that got it for the year that is reported on.
    """

    label: str
    items: int
    indicators: int
    parties: int
    asked: int
    answered: int
    lines: int
    planned: int
    starred: int
    starred_now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """An answer that is not there: what it is about, and the words for its nothing."""

    number: str
    item: str
    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """All groups, their sum, and what was not answered. ``drawable``: a chart can show the stars."""

    rows: tuple[Written, ...]
    total: Written
    unwritten: tuple[Unwritten, ...]
    drawable: bool


def statements(groups: Iterable[Group], labels: dict[str, str], star: str, year: int) -> Statements:
    """Return the counts; ``labels`` are what the questions are called, by ``entry.key`` and ``indicator.key``."""
    own = tuple(groups)
    rows = tuple(_written(group, star, year) for group in own)
    numbers = [field.name for field in fields(Written) if field.name != "label"]
    total = Written(label="", **{name: sum(getattr(row, name) for row in rows) for name in numbers})
    drawable = total.planned > 0 and drawable_labels(row.label for row in rows)
    return Statements(rows=rows, total=total, unwritten=tuple(_unwritten(own, labels)), drawable=drawable)


def _written(group: Group, star: str, year: int) -> Written:
    answers = [value for item in group.items for row in _rows(item) for value in row.values.values()]
    given = [value for value in answers if value.nothing is None and value.text]
    planned = list(_planned(group))
    starred = [line for line in planned if line.mark == star]
    return Written(
        label=group.label,
        items=len(group.items),
        indicators=sum(len(item.indicators) for item in group.items),
        parties=sum(len(item.entries) for item in group.items),
        asked=len(answers),
        answered=len(given),
        lines=sum(len(value.statements) or len(value.text.split("\n")) for value in given),
        planned=len(planned),
        starred=len(starred),
        starred_now=sum(line.judged == year for line in starred),
    )


def _rows(item: ReportItem) -> tuple[Entry | IndicatorEntry, ...]:
    return (*item.indicators, *item.entries)


def _planned(group: Group) -> Iterator[Statement]:
    texts: list[Value] = [text for section in group.sections for text in section.texts.values()]
    for item in group.items:
        texts += item.texts.values()
        texts += (text for row in _rows(item) for text in row.texts.values())
    for text in texts:
        yield from text.statements


def _unwritten(groups: Iterable[Group], labels: dict[str, str]) -> Iterator[Unwritten]:
    for group in groups:
        for item in group.items:
            for row in _rows(item):
                kind = "entry" if isinstance(row, Entry) else "indicator"
                for key, value in row.values.items():
                    if value.nothing is not None:
                        yield Unwritten(
                            number=item.full_number,
                            item=item.name.text,
                            name=row.party.text if isinstance(row, Entry) else row.name.text,
                            label=labels.get(f"{kind}.{key}", key),
                            text=value.text,
                        )
