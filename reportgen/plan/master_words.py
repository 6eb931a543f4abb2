"""Names of the sheets, headings and marks of the plan master.

Comes in: ``master.toml`` beside this module. Goes out: the same as plain values.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """One sheet: its name, the heading of every column by our key, and another heading that some may have."""

    name: str
    columns: Mapping[str, str]
    also: Mapping[str, str] = field(default_factory=dict)

    def calling(self, key: str, label: str) -> "SheetWords":
        """Return the words with another heading for one column, beside its own."""
        return replace(self, also={**self.also, key: label})


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterWords:
    """All words. ``plan`` maps our key to the entry of the sheet 計画; ``synonyms_between`` holds what parts them."""

    sheets: Mapping[str, SheetWords]
    plan: Mapping[str, str]
    optional_facts: tuple[str, ...]
    draft: str
    final: str
    example: tuple[str, ...]
    synonyms_between: str
    remark: str


@cache
def master_words() -> MasterWords:
    """Return the words as they are written."""
    raw = tomllib.loads(files("reportgen.plan").joinpath("master.toml").read_text(encoding="utf-8"))
    return MasterWords(
        sheets={key: SheetWords(name=sheet["name"], columns=sheet["columns"]) for key, sheet in raw["sheets"].items()},
        plan=raw["plan"],
        optional_facts=tuple(raw["optional"]["plan"]),
        draft=raw["meeting"]["draft"],
        final=raw["meeting"]["final"],
        example=tuple(raw["marks"]["example"]),
        synonyms_between=raw["marks"]["synonyms_between"],
        remark=raw["marks"]["remark"],
    )
