"""What layout.toml says about wording: ``[wording]``, and what each field of the form is about.

Comes in: the parsed TOML, through ``schema``. Goes out: a frozen ``Wording``. Lists here are those of one municipality;
what holds for all of them stands in ``validate/wording/lists.toml``.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

About = Literal["done", "plan", "reason", "rating"]
"""What a field of the form is about: what was done, what is planned, why, and how it is rated."""

_Words = Annotated[str, StringConstraints(min_length=2)]


class Wording(BaseModel):
    """The thresholds and the municipality's own words for the questions about wording.

    ``terms`` are names in which no rule fires; ``stock`` are sentences that may be repeated; ``replaced`` gives the new
    name for a former one. ``similarity`` is a share of 1; ``sentence`` and ``common_run`` count characters.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: tuple[_Words, ...] = ()
    stock: tuple[_Words, ...] = ()
    replaced: dict[_Words, str] = {}
    similarity: Annotated[float, Field(gt=0.5, le=1.0)] = 0.80
    sentence: Annotated[int, Field(ge=20)] = 100
    common_run: Annotated[int, Field(ge=10)] = 30
