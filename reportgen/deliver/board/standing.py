"""Where everybody stands in a survey.

Comes in: what arrived from whom, the tracked findings, the plan, and a day if one is given. Goes out: a ``Board`` whose
counts are those of the lists that the submitters get. No clock is asked: without a day nobody is late.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from reportgen.deliver.listing import SECRETARIAT, UNKNOWN_SUBMITTER, Line, Listing, listing, listings, word
from reportgen.deliver.records import Reasons
from reportgen.findings.catalogue import Catalogue, Level
from reportgen.findings.tracked import Tracked
from reportgen.model.plan import Plan
from reportgen.model.report import Receipt


class Status(StrEnum):
    """How far a submitter has come: the first of these that is true."""

    UNREADABLE = "受付不可"
    MISSING = "未提出"
    MUST_FIX = "要修正"
    ASK = "要確認"
    DONE = "完了"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One submitter. ``round`` is that of the file in use, 0 if there is none.

    ``listing`` is what the submitter gets, without lines for somebody about whom nothing was found; ``has_list`` says
    whether such a list goes out at all.
    """

    submitter: str
    status: Status
    round: int
    listing: Listing
    has_list: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something the secretariat sees to. ``lines`` are open; ``reader`` is whose list they are from, empty for several.

    What concerns several submitters at once stands in one concern, and in no other.
    """

    title: str
    reader: str
    lines: tuple[Line, ...]

    @property
    def by_level(self) -> dict[Level, tuple[Line, ...]]:
        """The lines of each level that occurs, most serious first."""
        found = {level: tuple(line for line in self.lines if line.level is level) for level in Level}
        return {level: lines for level, lines in found.items() if lines}

    @property
    def result(self) -> str:
        """The counts of findings in one line: 要確認 2件、お知らせ 1件."""
        found = {level: sum(len(line.every) for line in lines) for level, lines in self.by_level.items()}
        counts = [word("list", "count", 区分=level.value, 件数=count) for level, count in found.items()]
        return word("list", "comma").join(counts) or word("list", "no_counts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole survey. ``standings`` are in the plan's order.

    ``concerns`` are the secretariat's: what it has to do itself, files that name nobody, and what several submitters
    wrote differently or alike. ``today`` is a day that was given.
    """

    plan_id: str
    plan_name: str
    year: int
    contact: str
    deadline: date | None
    today: date | None
    standings: tuple[Standing, ...]
    concerns: tuple[Concern, ...]

    @property
    def days_left(self) -> int | None:
        """Days until the deadline, negative when it is over; ``None`` without a deadline or a day."""
        return (self.deadline - self.today).days if self.deadline and self.today else None

    @property
    def is_late(self) -> bool:
        """Whether the deadline is over."""
        return self.days_left is not None and self.days_left < 0

    @property
    def counts(self) -> dict[Status, int]:
        """How many submitters stand where; every status is there."""
        found = [standing.status for standing in self.standings]
        return {status: found.count(status) for status in Status}

    @property
    def has_rounds(self) -> bool:
        """Whether anybody's findings are compared with those of an earlier round."""
        return any(standing.listing.states for standing in self.standings)

    @property
    def is_open(self) -> bool:
        """Whether something is 受付不可 or 要修正, with a submitter or with the secretariat."""
        serious = {Level.UNREADABLE, Level.MUST_FIX}
        own = (level for standing in self.standings for level, count in standing.listing.counts.items() if count)
        return not serious.isdisjoint((*own, *(level for concern in self.concerns for level in concern.by_level)))


def board(
    receipts: Iterable[Receipt],
    tracked: Iterable[Tracked],
    catalogue: Catalogue,
    plan: Plan,
    *,
    reasons: Reasons = MappingProxyType({}),
    today: date | None = None,
) -> Board:
    """Return where everybody stands; the order is that of the receipts."""
    found = tuple(tracked)
    lists = listings(found, catalogue, plan, reasons)
    return Board(
        plan_id=plan.id,
        plan_name=plan.name,
        year=plan.year,
        contact=plan.meeting.contact,
        deadline=plan.meeting.deadline,
        today=today,
        standings=tuple(
            _standing(one, lists.get(one.submitter), listing(one.submitter, (), catalogue, plan)) for one in receipts
        ),
        concerns=tuple(_concerns(lists, catalogue)),
    )


def _concerns(lists: Mapping[str, Listing], catalogue: Catalogue) -> Iterator[Concern]:
    across = [line for one in lists.values() for line in one.lines if _is_across(line, catalogue)]
    apart = {id(line) for line in across}
    for key, reader in (("ours", SECRETARIAT), ("unknown", UNKNOWN_SUBMITTER)):
        own = lists[reader].lines if reader in lists else ()
        lines = tuple(line for line in own if line.tracked.is_open and id(line) not in apart)
        if lines:
            yield Concern(title=word("board", key), reader=reader, lines=lines)
    if across:
        yield Concern(title=word("board", "across"), reader="", lines=tuple(across))


def _standing(receipt: Receipt, own: Listing | None, empty: Listing) -> Standing:
    return Standing(
        submitter=receipt.submitter,
        status=_status(receipt, own or empty),
        round=receipt.round if receipt.file else 0,
        listing=own or empty,
        has_list=own is not None,
    )


def _status(receipt: Receipt, own: Listing) -> Status:
    if own.counts[Level.UNREADABLE]:
        return Status.UNREADABLE
    if receipt.file is None:
        return Status.MISSING
    if own.counts[Level.MUST_FIX]:
        return Status.MUST_FIX
    return Status.ASK if own.counts[Level.ASK] else Status.DONE


def _is_across(line: Line, catalogue: Catalogue) -> bool:
    """Tell a question about wording that concerns several submitters: nobody's alone, or one with places elsewhere."""
    finding = line.finding
    if catalogue.blocks_final(finding) or not line.tracked.is_open:
        return False
    if not finding.subject.submitter and finding.place.sheet is None and finding.found:
        return True
    return any(place.file != finding.place.file for place in finding.related)
