"""Which row of a form answers for which row of the plan: an assignment, or an indicator.

Comes in: what is printed in a row, and the plan. Goes out: the plan's row, and how sure that is. Number, name and party
are read together with the hidden row id: sorting visible columns leaves hidden ids behind, so what a person sees goes
before what is hidden, wherever it says one thing only.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.japanese.width import edit_distance, fold
from reportgen.model.plan import AskedRow, Item, Plan, RowKind

Trust = Literal["sure", "edited"]
"""``edited``: the hidden id is known, but the printed number or name is not what the plan says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What identifies a row: the hidden id, and number, name and party (or indicator) as they stand there."""

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
    """The plan's row that a row answers for, with its item."""

    item: Item
    asked: AskedRow
    trust: Trust


class RowFinder:
    """Finds rows among those of one kind and submitter, or of everybody when the submitter is not known yet."""

    def __init__(self, asked: Sequence[tuple[Item, AskedRow]]) -> None:
        self._asked = asked
        self._by_id = {row.row_id: (item, row) for item, row in asked}
        self._by_print: defaultdict[tuple[str, str], list[tuple[Item, AskedRow]]] = defaultdict(list)
        for item, row in asked:
            for number in {fold(item.full_number), fold(item.number.text)}:
                self._by_print[number, fold(item.name.text)].append((item, row))

    def find(self, printed: Printed) -> Match | None:
        """Return the plan's row that a row answers for, or ``None`` if it is none of them."""
        hidden = self._by_id.get(printed.row_id)
        seen = self._seen(printed)
        if len(seen) == 1:
            return Match(*seen[0], "sure")
        if hidden is None and not printed.is_blank:
            close = [pair for pair in self._asked if _is_close(pair[0], printed) and _same_party(pair, printed)]
            hidden = close[0] if len(close) == 1 else None
        if hidden is None:
            return None
        return Match(*hidden, "sure" if _agrees(hidden, printed) else "edited")

    def _seen(self, printed: Printed) -> list[tuple[Item, AskedRow]]:
        """Return the rows whose number and name stand there, those of the printed party if it names one."""
        fitting = self._by_print.get((fold(printed.number), fold(printed.name)), []) if printed.name else []
        return [pair for pair in fitting if _same_party(pair, printed)]


def _same_party(pair: tuple[Item, AskedRow], printed: Printed) -> bool:
    return not printed.party or fold(printed.party) == fold(pair[1].name.text)


def _agrees(pair: tuple[Item, AskedRow], printed: Printed) -> bool:
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


def submitter_by_rows(plan: Plan, rows: Mapping[RowKind, Sequence[Printed]]) -> str:
    """Return the only submitter for whom a form can be; empty if its rows fit none or several."""
    found: set[str] = set()
    for kind, printed in rows.items():
        finder = RowFinder([(item, row) for item in plan.items() for row in item.rows() if row.kind == kind])
        matches = [finder.find(one) for one in printed]
        found |= {match.asked.submitter for match in matches if match is not None and match.trust == "sure"}
    return found.pop() if len(found) == 1 else ""
