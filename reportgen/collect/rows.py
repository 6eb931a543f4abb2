"""Which row of a form answers for which assignment of the plan.

Comes in: what is printed in a row, and the plan. Goes out: the assignment, and how sure that is. Number, name and party
are read together with the hidden row id: sorting visible columns leaves hidden ids behind, so what a person sees goes
before what is hidden, wherever it says one thing only.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.japanese.width import edit_distance, fold
from reportgen.model.plan import Assignment, Item, Plan

Trust = Literal["sure", "edited"]
"""``edited``: the hidden id is known, but the printed number or name is not what the plan says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What identifies a row: the hidden id, and number, name and party as they stand there."""

    row_id: str
    number: str
    name: str
    party: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it is there."""
        return not (self.row_id or self.number or self.name)


@dataclass(frozen=True, slots=True)
class Match:
    """The assignment of a row, with its item."""

    item: Item
    assignment: Assignment
    trust: Trust


class RowFinder:
    """Finds assignments among those of one submitter, or of the whole plan when the submitter is not known yet."""

    def __init__(self, assigned: Sequence[tuple[Item, Assignment]]) -> None:
        self._assigned = assigned
        self._by_id = {assignment.row_id: (item, assignment) for item, assignment in assigned}
        self._by_print: defaultdict[tuple[str, str], list[tuple[Item, Assignment]]] = defaultdict(list)
        for item, assignment in assigned:
            for number in {fold(item.full_number), fold(item.number.text)}:
                self._by_print[number, fold(item.name.text)].append((item, assignment))

    def find(self, printed: Printed) -> Match | None:
        """Return the assignment that a row answers for, or ``None`` if it is none of them."""
        hidden = self._by_id.get(printed.row_id)
        seen = self._seen(printed)
        if len(seen) == 1:
            return Match(*seen[0], "sure")
        if hidden is None and not printed.is_blank:
            close = [pair for pair in self._assigned if _is_close(pair[0], printed) and _same_party(pair, printed)]
            hidden = close[0] if len(close) == 1 else None
        if hidden is None:
            return None
        return Match(*hidden, "sure" if _agrees(hidden, printed) else "edited")

    def _seen(self, printed: Printed) -> list[tuple[Item, Assignment]]:
        """Return the assignments whose number and name stand there, those of the printed party if it names one."""
        fitting = self._by_print.get((fold(printed.number), fold(printed.name)), []) if printed.name else []
        return [pair for pair in fitting if _same_party(pair, printed)]


def _same_party(pair: tuple[Item, Assignment], printed: Printed) -> bool:
    return not printed.party or fold(printed.party) == fold(pair[1].party.text)


def _agrees(pair: tuple[Item, Assignment], printed: Printed) -> bool:
    """Say whether nothing that is printed contradicts the plan; what is not printed contradicts nothing."""
    item = pair[0]
    number = fold(printed.number)
    right_number = not number or number in (fold(item.full_number), fold(item.number.text))
    right_name = not printed.name or fold(printed.name) == fold(item.name.text)
    return right_number and right_name and _same_party(pair, printed)


def _is_close(item: Item, printed: Printed) -> bool:
    """Say whether a row without a known id means an item: its number with a like name, or its name with any number."""
    name, expected = fold(printed.name), fold(item.name.text)
    if printed.number and fold(printed.number) == fold(item.full_number):
        return not name or edit_distance(name, expected, 2) <= 2 or name in expected or expected in name
    return name == expected


def submitter_by_rows(plan: Plan, rows: Sequence[Printed]) -> str:
    """Return the only submitter for whose assignments a form can be; empty if its rows fit none or several."""
    finder = RowFinder([(item, a) for item in plan.items() for a in item.assignments])
    matches = [finder.find(row) for row in rows]
    found = {match.assignment.submitter for match in matches if match is not None and match.trust == "sure"}
    return found.pop() if len(found) == 1 else ""
