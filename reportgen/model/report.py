"""The canonical model: every value of one plan and cycle, in print order, with its provenance.

Comes in: from ``merge``. Goes out: to ``compose``, to ``deliver`` and into model.json.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from reportgen.model.plan import History, Meeting, Opinion, Scale
from reportgen.model.value import Value
from reportgen.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one party says about one item. Every field of the layout is there; absence is a ``Nothing``.

    ``reason`` is what the party wrote beside its answers, for the secretariat; no document prints it. ``history`` is
    what was reported in earlier cycles, and ``derived`` what was reckoned from all of it, by key of the layout.
    """

    id: str
    party: Value
    submitter: str
    values: dict[str, Value]
    texts: dict[str, Value] = field(default_factory=dict)
    reason: Value | None = None
    history: History = field(default_factory=dict)
    derived: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorEntry:
    """What is said about one indicator of an item: the plan's own ``texts``, the answered ``values``, a ``reason``.

    ``history`` and ``derived`` as in ``Entry``.
    """

    id: str
    name: Value
    submitter: str
    values: dict[str, Value]
    texts: dict[str, Value] = field(default_factory=dict)
    reason: Value | None = None
    history: History = field(default_factory=dict)
    derived: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """An item with its entries in print order. ``derived`` holds its totals (小計).

    ``repeats`` is the id of the item that this one shows a second time (再掲): its entries and indicators are that
    one's, and whoever counts or adds up leaves them out here. Empty for any other.
    """

    id: str
    number: Value
    full_number: str
    name: Value
    texts: dict[str, Value]
    entries: tuple[Entry, ...]
    indicators: tuple[IndicatorEntry, ...] = ()
    badges: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    derived: dict[str, Value] = field(default_factory=dict)
    repeats: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """A node of the plan's tree. ``derived`` holds the totals of everything below it."""

    id: str
    kind: str
    level: int
    number: Value
    title: Value
    sections: tuple["ReportSection", ...]
    items: tuple[ReportItem, ...]
    texts: dict[str, Value] = field(default_factory=dict)
    opinions: tuple[Opinion, ...] = ()
    derived: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Who has sent what: the file used for a submitter, or ``None`` when nothing usable arrived."""

    submitter: str
    file: Place | None
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole. ``issued`` is the date of issue; ``final`` is false for a draft (案).

    ``short_name`` is what the document calls the plan in narrow places (第2期計画); empty if the plan has none.
    ``derived`` are the totals of the whole plan (合計).
    """

    plan_id: str
    municipality: str
    plan_name: str
    year: int
    layout: str
    issued: date | None
    final: bool
    meeting: Meeting
    scales: dict[str, Scale]
    sections: tuple[ReportSection, ...]
    receipts: tuple[Receipt, ...]
    short_name: str = ""
    derived: dict[str, Value] = field(default_factory=dict)

    def items(self) -> Iterator[ReportItem]:
        """Yield every item in print order."""
        yield from _items(self.sections)

    def reasons(self) -> Iterator[tuple[str, str, str]]:
        """Yield full number of the item, name of the party or indicator, and what was written beside the answers."""
        for item in (item for item in self.items() if not item.repeats):
            rows = [(entry.party.text, entry.reason) for entry in item.entries]
            rows += [(indicator.name.text, indicator.reason) for indicator in item.indicators]
            yield from ((item.full_number, name, reason.text) for name, reason in rows if reason)

    def values(self) -> Iterator[Value]:
        """Yield every value once: of a section, of its items with their indicators and entries, of what is below.

        Left out is what need not be printed: earlier years, opinions, and the entries of an item that stands a second
        time.
        """
        yield from _values(self.sections)


def _items(sections: tuple[ReportSection, ...]) -> Iterator[ReportItem]:
    for section in sections:
        yield from section.items
        yield from _items(section.sections)


def _values(sections: tuple[ReportSection, ...]) -> Iterator[Value]:
    for section in sections:
        yield from (section.number, section.title, *section.texts.values())
        for item in section.items:
            yield from (item.number, item.name, *item.texts.values())
            if item.repeats:
                continue
            for indicator in item.indicators:
                yield from (indicator.name, *indicator.texts.values(), *indicator.values.values())
            for entry in item.entries:
                yield from (entry.party, *entry.texts.values(), *entry.values.values())
        yield from _values(section.sections)
