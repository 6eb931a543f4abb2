"""Spans of a text in which no question about wording is asked: names that somebody else has laid down.

Comes in: the names of the plan, the statutory terms and those of the municipality. Goes out: spans. Protected are the
plan's title, every item, party, submitter and indicator, the terms, and whatever stands in 「」 or 『』: a quoted name
is not ours to mend.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from reportgen.model.plan import Plan, Section
from reportgen.plan.wording import Wording
from reportgen.validate.wording.lists import lists

Span = tuple[int, int]
_QUOTED: Final = re.compile(r"「[^「」\n]*」|『[^『』\n]*』")
_SHORTEST: Final = 3
"""Names of fewer characters (市民, 地域) are words as well, and protect nothing."""


@dataclass(frozen=True, slots=True)
class Names:
    """The protected names, longest first, and the spans of each text that was asked about."""

    names: tuple[str, ...]
    _pattern: re.Pattern[str]
    _known: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return the protected spans of a text, in order of their beginnings."""
        if text not in self._known:
            found = [match.span() for match in self._pattern.finditer(text)]
            found += [match.span() for match in _QUOTED.finditer(text)]
            self._known[text] = tuple(sorted(found))
        return self._known[text]

    def holds(self, text: str, start: int, end: int) -> bool:
        """Tell whether a part of a text touches a protected span."""
        return any(begin < end and start < stop for begin, stop in self.spans(text))


def protected_names(plan: Plan, wording: Wording) -> Names:
    """Return the names of a plan, the municipality's terms and the statutory terms."""
    known = {*lists().terms, *wording.terms, *plan_names(plan)}
    names = tuple(sorted((name for name in known if len(name) >= _SHORTEST), key=lambda name: (-len(name), name)))
    return Names(names, re.compile("|".join(map(re.escape, names))))


def plan_names(plan: Plan) -> tuple[str, ...]:
    """Return every name of a plan once: its titles, sections, items, parties, submitters and indicators."""
    found = [plan.name, plan.short_name, *(section.title.text for section in _sections(plan.sections))]
    for item in plan.items():
        found.append(item.name.text)
        found += [part for row in item.rows() for part in (row.name.text, row.submitter)]
    return tuple(dict.fromkeys(name for name in found if name))


def _sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)
