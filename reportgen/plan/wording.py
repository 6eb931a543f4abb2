"""What layout.toml says about wording: ``[wording]``, and what each field of the form is about.

Comes in: the parsed TOML, through ``schema``. Goes out: a frozen ``Wording``. Lists here are those of one municipality;
what holds for all of them stands in ``validate/wording/lists.toml``.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from reportgen.plan.strict import above, at_least, at_most, shortest

About = Literal["done", "plan", "reason", "rating"]
"""What a field of the form is about: what was done, what is planned, why, and how it is rated."""

_Words = Annotated[str, shortest(2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The thresholds and the municipality's own words for the questions about wording.

    ``terms`` are names in which no rule fires; ``stock`` are sentences that may be repeated; ``replaced`` gives the new
    name for a former one. ``similarity`` is a share of 1; ``sentence`` and ``common_run`` count characters.
    """

    terms: tuple[_Words, ...] = ()
    stock: tuple[_Words, ...] = ()
    replaced: dict[_Words, str] = field(default_factory=dict)
    similarity: Annotated[float, above(0.5), at_most(1.0)] = 0.80
    sentence: Annotated[int, at_least(20)] = 100
    common_run: Annotated[int, at_least(10)] = 30
