"""Something to say about a cell, before it is known which row it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """The code of a finding and the facts of its sentences; ``rules`` adds place and subject."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
