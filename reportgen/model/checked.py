"""A submission after validation: typed values, fixes applied and listed.

Comes in: from ``validate``. Goes out: to ``merge``.
"""

from dataclasses import dataclass

from reportgen.model.plan import RowKind
from reportgen.model.value import Value
from reportgen.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEntry:
    """What is answered in one row, by field key. ``name`` is that of the party or of the indicator.

    ``reason`` is what the department wrote beside its answers, for the secretariat.
    """

    row_id: str
    item_id: str
    name: str
    values: dict[str, Value]
    place: Place
    kind: RowKind = "party"
    reason: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One submission whose entries are all known to the plan, at most one for each row id."""

    submitter: str
    round: int
    place: Place
    entries: tuple[CheckedEntry, ...]
