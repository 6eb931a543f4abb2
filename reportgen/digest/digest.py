"""Everything that the papers of a meeting are told.

Comes in: a report and the layout's definition. Goes out: a ``Digest``.
"""

from dataclasses import dataclass

from reportgen.digest.groups import MOST_GROUPS, Group, groups
from reportgen.digest.rates import Rates, rates
from reportgen.digest.ratings import Ratings, ratings
from reportgen.digest.statements import Statements, statements
from reportgen.model.report import Report
from reportgen.plan.schema import LayoutDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Counts of one report.

    ``kind`` is what the rows are called (施策), empty if they are of several kinds. ``rating``, ``direction`` and
    ``rates`` are ``None`` where the layout has nothing of the kind; ``written`` is there when there is no rating.
    """

    kind: str
    rating: Ratings | None
    direction: Ratings | None
    rates: Rates | None
    written: Statements | None


def digest(report: Report, definition: LayoutDefinition, most_groups: int = MOST_GROUPS) -> Digest:
    """Return the digest of a report, in rows of at most ``most_groups`` parts of the plan if its tree allows."""
    found = groups(report.sections, most_groups)
    asked = definition.counted()
    rating = _ratings(report, definition, found, asked.rating)
    kinds = list(dict.fromkeys(group.kind for group in found))
    return Digest(
        kind=kinds[0] if len(kinds) == 1 else "",
        rating=rating,
        direction=_ratings(report, definition, found, asked.direction),
        rates=_rates(definition, found, asked.rate),
        written=None if rating else _written(report, definition, found),
    )


def _ratings(report: Report, definition: LayoutDefinition, found: tuple[Group, ...], key: str | None) -> Ratings | None:
    """Return the counts of a choice; ``None`` without one, and where nobody is asked for it."""
    on = definition.counted().on
    fields = definition.entries.party if on == "entry" else definition.entries.indicator
    field = next((one for one in fields if one.key == key), None)
    scale = report.scales.get(field.scale or "") if field else None
    if field is None or scale is None:
        return None
    made = ratings(found, field.key, field.label, scale, on, report.year)
    return made if made.rows else None


def _rates(definition: LayoutDefinition, found: tuple[Group, ...], key: str | None) -> Rates | None:
    one = next((one for one in definition.derive if one.key == key and "indicator" in one.on), None)
    return rates(found, one, definition) if one else None


def _written(report: Report, definition: LayoutDefinition, found: tuple[Group, ...]) -> Statements:
    asked = definition.entries
    labels = {f"entry.{field.key}": field.label for field in asked.party}
    labels |= {f"indicator.{field.key}": field.label for field in asked.indicator}
    return statements(found, labels, definition.marks.star, report.year)
