"""What stands under a key of one noun of the report.

Comes in: values by key. Goes out: the number that stands there, the values that were looked at, and how many of a sum
are missing. Kinds of nothing that need no number (－, 対象外) are not missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.japanese.width import fold
from reportgen.model.value import Nothing, Value
from reportgen.plan.derivations import Derivation

Values = Mapping[str, Value]
_NOTHING_TO_COUNT: Final = (Nothing.DASH, Nothing.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Operands in their order, ``None`` where there is no number, and the ids of the values they come from."""

    numbers: tuple[Decimal | None, ...]
    sources: tuple[str, ...]

    @property
    def complete(self) -> tuple[Decimal, ...]:
        """All operands; empty if one of them is missing."""
        known = tuple(number for number in self.numbers if number is not None)
        return known if len(known) == len(self.numbers) else ()


def operands(found: Iterable[Value | None]) -> Numbers:
    """Return the numbers of some values; a value that is not there is a number that is missing."""
    given = list(found)
    return Numbers(
        tuple(value.number if value is not None else None for value in given),
        tuple(value.id for value in given if value is not None),
    )


def is_missing(value: Value) -> bool:
    """Say whether a number should stand there and does not: blank, not submitted, or not to be read."""
    return value.number is None and value.nothing not in _NOTHING_TO_COUNT


def lower_is_better(one: Derivation, values: Values) -> bool | None:
    """Return which way is better for a row; ``None`` where the plan says a word that the layout does not know."""
    said = values.get(one.direction or "")
    word = fold(said.text) if said is not None else ""
    if word == "" or word in map(fold, one.higher):
        return False
    return True if word in map(fold, one.lower) else None
