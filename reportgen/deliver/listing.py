"""One list of findings for one reader, from which page, workbook, mail and JSON are made: they cannot disagree.

Comes in: tracked findings and the catalogue. Goes out: numbered lines, most serious first, counts, and the sentences
that say what to do next. What was answered stands behind what is open, and what is mended behind that.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from reportgen.deliver.records import Reasons, finding_record
from reportgen.findings.catalogue import Catalogue, Level
from reportgen.findings.finding import Finding
from reportgen.findings.shown import shown
from reportgen.findings.tracked import State, Tracked
from reportgen.japanese.invisible import spelled
from reportgen.japanese.wareki import date_label
from reportgen.model.plan import Plan
from reportgen.plan.submitters import as_file_name

UNKNOWN_SUBMITTER: Final = "_提出者不明"
"""The folder for findings about files that name no submitter."""
SECRETARIAT: Final = "_事務局"
"""The folder for what the secretariat has to do."""
TOGETHER: Final = 5
"""So many findings of one code in one file stand alone; more are one line with a list of places."""
_LISTED: Final = 400
"""Characters of texts that only the list holds, in one line."""
_BEGINNING: Final = 40
"""Characters of a text in a list of places, where the form shows the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding as readers see it. ``number`` is the same in every rendering.

    ``settled``: it was answered, so that nobody has to act. ``answer`` is what the department wrote about it, or the
    reason for which the secretariat accepted it. ``also`` are lines of the same code that ask for the same and are
    shown with this one, under its number; they have none of their own. ``quoted``: the form that goes back does not
    hold what was found.
    """

    number: int
    tracked: Tracked
    level: Level
    where: str
    what: str
    do: str
    found: str
    answer: str
    quoted: bool = False
    also: tuple["Line", ...] = ()

    @property
    def every(self) -> tuple["Line", ...]:
        """The line itself, and those that are shown with it."""
        return self, *self.also

    @property
    def finding(self) -> Finding:
        """What was found."""
        return self.tracked.finding

    @property
    def settled(self) -> bool:
        """Whether it is still there and was answered."""
        return self.tracked.stands and self.tracked.answer is not None

    @property
    def gone(self) -> bool:
        """Whether it was mended since the round before."""
        return not self.tracked.stands

    @property
    def state(self) -> str:
        """新規, 継続 …, and whether it was answered; empty for an open one of a first round."""
        words = [self.tracked.state.value] if self.tracked.state else []
        return word("list", "between").join([*words, *([word("list", "settled")] if self.settled else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one reader gets. ``counts`` are of what is open, by level; ``states`` of everything, if there are rounds.

    What is counted are findings; a line may show several.
    """

    reader: str
    lines: tuple[Line, ...]
    deadline: str
    contact: str

    @property
    def every(self) -> tuple[Line, ...]:
        """Every finding as a line, also those that are shown with another one."""
        return tuple(one for line in self.lines for one in line.every)

    @property
    def counts(self) -> dict[Level, int]:
        """How many findings of each level are open."""
        open_levels = [line.level for line in self.every if line.tracked.is_open]
        return {level: open_levels.count(level) for level in Level}

    @property
    def settled(self) -> int:
        """How many questions were answered."""
        return sum(line.settled for line in self.every)

    @property
    def states(self) -> dict[State, int]:
        """How many findings have each state; empty in a first round."""
        found = [line.tracked.state for line in self.every if line.tracked.state]
        return {state: found.count(state) for state in State} if found else {}

    @property
    def is_ours(self) -> bool:
        """Whether the secretariat itself reads it."""
        return self.reader in (SECRETARIAT, UNKNOWN_SUBMITTER)

    @property
    def result(self) -> str:
        """The counts in one line: 要修正 2件、要確認 1件（ほかに確認済み 3件）."""
        counts = [word("list", "count", 区分=level.value, 件数=n) for level, n in self.counts.items() if n]
        result = word("list", "comma").join(counts) or word("list", "no_counts")
        return result + (word("list", "also_settled", 件数=self.settled) if self.settled else "")

    @property
    def compared(self) -> str:
        """The states in one line: 新規 1件、継続 2件; empty in a first round."""
        counts = [word("list", "count", 区分=state.value, 件数=n) for state, n in self.states.items()]
        return word("list", "comma").join(counts)

    @property
    def next_steps(self) -> tuple[str, ...]:
        """What the reader has to do next, one sentence or two for each kind of finding."""
        counts = self.counts
        serious = "".join(f"「{level.value}」" for level in (Level.UNREADABLE, Level.MUST_FIX) if counts[level])
        if self.is_ours:
            steps = [word("next", "ours"), *([word("next", "ours_must_fix", 区分=serious)] if serious else [])]
            return ("".join(steps),)
        by = word("next", "by", 期限=self.deadline) if self.deadline else ""
        steps = [word("next", "must_fix", 区分=serious, 期限=by)] if serious else []
        if counts[Level.ASK]:
            steps.append(("" if serious else word("next", "no_must_fix")) + word("next", "ask"))
        return tuple(steps) or (word("next", "nothing"),)


def listings(
    tracked: Iterable[Tracked], catalogue: Catalogue, plan: Plan, reasons: Reasons = MappingProxyType({})
) -> dict[str, Listing]:
    """Return the list of everybody who has something to read, by reader, in order of first mention.

    What a submitter can act on goes to the submitter, the rest to the secretariat. A file that names no submitter is
    for the secretariat too, in a list of its own.
    """
    by_reader: dict[str, list[Tracked]] = {}
    for one in in_order(tracked, catalogue):
        by_reader.setdefault(reader_of(one.finding, catalogue), []).append(one)
    return {reader: listing(reader, own, catalogue, plan, reasons) for reader, own in by_reader.items()}


def reader_of(finding: Finding, catalogue: Catalogue) -> str:
    """Return who acts on a finding: a submitter, the secretariat, or nobody known."""
    if catalogue.actor(finding) == "担当課":
        return finding.subject.submitter or UNKNOWN_SUBMITTER
    return SECRETARIAT


def in_order(tracked: Iterable[Tracked], catalogue: Catalogue) -> tuple[Tracked, ...]:
    """Return what is switched on: what is open by level, file and sheet, then what was answered, then what is gone."""
    known = {id(one.finding): one for one in tracked}
    ordered = [known[id(finding)] for finding in catalogue.in_order([one.finding for one in known.values()])]
    return tuple(sorted(ordered, key=lambda one: (not one.stands, not one.is_open)))


def listing(
    reader: str,
    tracked: Iterable[Tracked],
    catalogue: Catalogue,
    plan: Plan,
    reasons: Reasons = MappingProxyType({}),
) -> Listing:
    """Return the list of one reader; of the questions about wording, a department gets the surest."""
    chosen = _chosen(in_order(tracked, catalogue), catalogue)
    groups = _alike(chosen, catalogue)
    lines = tuple(_together(number, group, catalogue, reasons) for number, group in enumerate(groups, start=1))
    meeting = plan.meeting
    deadline = date_label(meeting.deadline) if meeting.deadline else ""
    return Listing(reader=reader, lines=lines, deadline=deadline, contact=meeting.contact)


def for_submitter(tracked: tuple[Tracked, ...], catalogue: Catalogue) -> tuple[Tracked, ...]:
    """Return what is shown to whoever wrote a form: no question about wording that the secretariat looks at."""
    own = [one for one in tracked if catalogue.blocks_final(one.finding) or catalogue.actor(one.finding) == "担当課"]
    return _chosen(tuple(own), catalogue)


def _chosen(tracked: tuple[Tracked, ...], catalogue: Catalogue) -> tuple[Tracked, ...]:
    """Return what is shown of a list: the cap on questions holds for open ones, and for those that are gone, apart."""
    kept: set[int] = set()
    for state in (True, False):
        alike = [one.finding for one in tracked if one.is_open == state and (state or not one.stands)]
        kept |= {id(finding) for finding in shown(alike, catalogue)}
    answered = {id(one.finding) for one in tracked if one.stands and not one.is_open}
    return tuple(one for one in tracked if id(one.finding) in kept | answered)


def _alike(tracked: tuple[Tracked, ...], catalogue: Catalogue) -> list[list[Tracked]]:
    """Return the findings in groups, at the first of each: more than five of one code in one file that ask the same.

    What was answered stands alone, with its answer, and so does what has no place in a sheet or concerns other places.
    """
    groups: dict[object, list[Tracked]] = {}
    for one in tracked:
        place, finding = one.finding.place, one.finding
        elsewhere = "spellings" in finding.facts or (finding.related and not catalogue.blocks_final(finding))
        alone = one.answer is not None or elsewhere or (place.cell is None and place.row is None)
        key = (finding.code, place.file, one.state, catalogue.do(finding))
        groups.setdefault(id(one) if alone else key, []).append(one)
    found = [
        part
        for group in groups.values()
        for part in ([group] if len(group) > TOGETHER and _fits(group, catalogue) else [[one] for one in group])
    ]
    order = {id(one): number for number, one in enumerate(tracked)}
    return sorted(found, key=lambda group: order[id(group[0])])


def _fits(group: list[Tracked], catalogue: Catalogue) -> bool:
    """Say whether one row of a workbook, which grows to 409 points at most, shows what nothing but the list holds."""
    findings = [one.finding for one in group]
    if not catalogue.entries[findings[0].code].quoted:
        return True
    return all(one.place.cell for one in findings) and sum(len(one.found) for one in findings) <= _LISTED


def _together(number: int, group: list[Tracked], catalogue: Catalogue, reasons: Reasons) -> Line:
    first, *also = (_line(number, one, catalogue, reasons) for one in group)
    if not also:
        return first
    return replace(
        first,
        what=first.what + word("list", "also", 件数=len(also)),
        found="\n".join(map(at_place, (first, *also))),
        also=tuple(also),
    )


def at_place(line: Line, cell: str = "") -> str:
    """Return in one line where something is and what stands there: G8（(1)-2・評価）「E」.

    ``cell`` is what its place is called where it is another than in the submitted file. The text is whole if nothing
    but a list shows it.
    """
    place, about = line.finding.place, line.finding.subject
    called = cell or place.cell or word("list", "row", 行=place.row)
    inside = word("list", "inside").join(part for part in (about.item, about.indicator, about.field) if part)
    found = " ".join(spelled(line.finding.found).split("\n"))
    if not line.quoted and len(found) > _BEGINNING:
        found = found[: _BEGINNING - 1] + "…"
    return word("list", "at", 場所=called, 内=word("list", "brackets", 内=inside) if inside else "", 内容=found)


def folder_name(submitter: str) -> str:
    """Return a submitter's name as a folder or file name; nobody's where nothing of it is left."""
    return as_file_name(submitter) or UNKNOWN_SUBMITTER


def _line(number: int, tracked: Tracked, catalogue: Catalogue, reasons: Reasons) -> Line:
    finding = tracked.finding
    record = finding_record(tracked, catalogue, reasons)
    return Line(
        number=number,
        tracked=tracked,
        level=catalogue.level(finding),
        where=record.where or finding.subject.submitter or _named(finding),
        what=record.what,
        do=record.do + (word("list", "owed") if _is_owed(tracked, catalogue) else ""),
        found=spelled(finding.found),
        answer=record.answer,
        quoted=catalogue.entries[finding.code].quoted,
    )


def _is_owed(tracked: Tracked, catalogue: Catalogue) -> bool:
    """Say whether only a word of the department can end it: the list has quoted it before."""
    return tracked.is_open and tracked.state is State.STAYS and catalogue.entries[tracked.finding.code].quoted


def _named(finding: Finding) -> str:
    """Return what a finding about the whole report is called: what was found if that is one line, else the report."""
    one = finding.found and "\n" not in finding.found
    return spelled(finding.found) if one else word("list", "whole")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("reportgen.deliver").joinpath("listing.toml").read_text(encoding="utf-8"))


def word(group: str, key: str, **facts: object) -> str:
    """Return one text with its facts filled in. An unknown key is a fault of ours and raises ``KeyError``."""
    text = _words()[group][key]
    return text.format(**facts) if facts else text
