"""The plan: what was decided for some years, and who reports on what in one cycle.

Comes in: read from the plan master by ``plan.master``. Goes out: to every stage but the renderers.
Identity (``id``), order (the order of the tuples) and display number are three things.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from reportgen.findings.finding import Subject
from reportgen.model.value import Value
from reportgen.place import Place

RowKind = Literal["party", "indicator"]
"""What a row of a form is about; each kind has a sheet of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a scale. ``synonyms`` are read as it; ``example`` marks a definition that is not the plan's own.

    ``counts``: it belongs to the denominator of rates (対象外 and 未 do not). ``reason_required``: whoever chooses it
    must write why.
    """

    value: str
    meaning: str = ""
    synonyms: tuple[str, ...] = ()
    example: bool = False
    counts: bool = True
    reason_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A named list of choices, in the order in which forms offer them."""

    name: str
    choices: tuple[Choice, ...]


History = dict[str, dict[int, Value]]
"""What was reported in earlier cycles: field key → fiscal year → value (実績)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What somebody of the committee said about an item or a section, and what was answered (意見と回答)."""

    speaker: Value
    opinion: Value
    response: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A 要確認 that the secretariat has accepted (確認済), with the reason.

    It holds for one code at one answer: ``item`` is the full number, ``name`` that of the party or indicator, ``field``
    the label. ``found`` is the text that was accepted; another text there opens the question again.
    """

    submitter: str
    item: str
    name: str
    field: str
    code: str
    found: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One party that answers for one item: one row of a form, one line of the report.

    ``row_id`` identifies the row in forms; ``submitter`` is who sends the file (usually the party itself). ``texts``
    are the plan's own words about this party (its role), by field key.
    """

    kind: ClassVar[RowKind] = "party"

    row_id: str
    item_id: str
    party: Value
    submitter: str
    texts: dict[str, Value] = field(default_factory=dict)
    history: History = field(default_factory=dict)

    @property
    def name(self) -> Value:
        """The party: what tells this row from the others of its item."""
        return self.party


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing by which progress of an item is seen (指標): a row of its own in the form and in the report.

    ``texts`` are the plan's own words about it (what is aimed at, the unit, the target), by field key.
    """

    kind: ClassVar[RowKind] = "indicator"

    row_id: str
    item_id: str
    name: Value
    submitter: str
    texts: dict[str, Value] = field(default_factory=dict)
    history: History = field(default_factory=dict)


AskedRow = Assignment | Indicator
"""Whatever somebody answers in one row of a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The unit on which progress is reported (事業). ``texts`` are the plan's own words by field key.

    ``full_number`` names it everywhere outside its section: ``(1)-4``. ``badges`` are short labels that the plan gives
    it (重点, 再掲), in the plan's order. ``repeats`` is the id of the item that this one shows a second time (再掲);
    nobody is asked about it again. Empty for any other.
    """

    id: str
    number: Value
    full_number: str
    name: Value
    texts: dict[str, Value]
    assignments: tuple[Assignment, ...]
    place: Place
    indicators: tuple[Indicator, ...] = ()
    badges: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    repeats: str = ""

    def rows(self) -> tuple[AskedRow, ...]:
        """Return what is answered about it, in print order: its indicators, then its parties."""
        return (*self.indicators, *self.assignments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A node of the plan's tree. ``kind`` is the plan's word for its level (基本目標, 施策 …); ``level`` is 1-based.

    ``texts`` are the plan's own words about it (経過, 将来像 …), by field key.
    """

    id: str
    kind: str
    level: int
    number: Value
    title: Value
    sections: tuple["Section", ...] = ()
    items: tuple[Item, ...] = ()
    texts: dict[str, Value] = field(default_factory=dict)
    opinions: tuple[Opinion, ...] = ()

    @property
    def heading(self) -> str:
        """Number and title in one line, with a space between them unless the number ends with a sign: (1)支援."""
        number, title = self.number.text, self.title.text
        return f"{number} {title}" if number[-1:].isalnum() else number + title


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What is decided late: where and when the report is shown, whom to ask, and whether it is final."""

    document_number: str = ""
    name: str = ""
    day: date | None = None
    deadline: date | None = None
    contact: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan and one cycle of it. ``year`` is the fiscal year reported on, as a Western year.

    ``short_name`` is what the document calls the plan in narrow places (第2期計画); empty if the plan has none.
    """

    id: str
    municipality: str
    name: str
    year: int
    layout: str
    sections: tuple[Section, ...]
    scales: dict[str, Scale]
    short_name: str = ""
    meeting: Meeting = field(default_factory=Meeting)
    place: Place = field(default_factory=lambda: Place(""))
    accepted: tuple[Acceptance, ...] = ()

    def items(self) -> Iterator[Item]:
        """Yield every item in print order."""
        yield from _items(self.sections)

    def submitters(self) -> tuple[str, ...]:
        """Return who sends a file, in the order of first mention in print order."""
        return tuple(dict.fromkeys(row.submitter for item in self.items() for row in item.rows()))

    def asked(self, submitter: str, kind: RowKind) -> tuple[tuple[Item, AskedRow], ...]:
        """Return the rows of one kind that one submitter answers, in print order; empty for a stranger."""
        rows = ((item, row) for item in self.items() for row in item.rows())
        return tuple((item, row) for item, row in rows if row.kind == kind and row.submitter == submitter)


def _items(sections: tuple[Section, ...]) -> Iterator[Item]:
    for section in sections:
        yield from section.items
        yield from _items(section.sections)


def subject_of(item: Item, asked: AskedRow, *, field: str = "", plan: str = "") -> Subject:
    """Return what a finding about one row of a form is about; ``field`` is a label, ``plan`` the plan's id."""
    return Subject(
        plan=plan,
        submitter=asked.submitter,
        party=asked.name.text if asked.kind == "party" else "",
        item=item.full_number,
        item_name=item.name.text,
        indicator=asked.name.text if asked.kind == "indicator" else "",
        field=field,
    )
