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
    """One sheet: its name, the heading of every column by our key, and another heading that some may have.

    ``optional`` columns may be left out; a cell of such a column is then blank.
    """

    name: str
    columns: Mapping[str, str]
    optional: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)

    def calling(self, key: str, label: str) -> "SheetWords":
        """Return the words with another heading for one column, beside its own."""
        return replace(self, also={**self.also, key: label})

    @property
    def headings(self) -> dict[str, str]:
        """The headings of all columns by our key, the optional ones last."""
        return {**self.columns, **self.optional}


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterWords:
    """All words. ``plan`` maps our key to the entry of the sheet 計画; ``synonyms_between`` holds what parts them.

    ``uncounted`` and ``reason`` mark choices outside of rates and choices that need a reason; ``repeated`` is the label
    of an item that stands a second time. ``more_cells`` ends a long list of cells.
    """

    sheets: Mapping[str, SheetWords]
    plan: Mapping[str, str]
    optional_facts: tuple[str, ...]
    draft: str
    final: str
    example: tuple[str, ...]
    synonyms_between: str
    remark: str
    uncounted: tuple[str, ...]
    reason: tuple[str, ...]
    repeated: str
    more_cells: str

    def parted(self, text: str) -> tuple[str, ...]:
        """Return the words of a cell that lists several (synonyms, labels), without what stands between them."""
        for mark in self.synonyms_between:
            text = text.replace(mark, "\n")
        return tuple(part.strip() for part in text.split("\n") if part.strip())


@cache
def master_words() -> MasterWords:
    """Return the words as they are written."""
    raw = tomllib.loads(files("reportgen.plan").joinpath("master.toml").read_text(encoding="utf-8"))
    return MasterWords(
        sheets={key: SheetWords(**sheet) for key, sheet in raw["sheets"].items()},
        plan=raw["plan"],
        optional_facts=tuple(raw["optional"]["plan"]),
        draft=raw["meeting"]["draft"],
        final=raw["meeting"]["final"],
        example=tuple(raw["marks"]["example"]),
        synonyms_between=raw["marks"]["synonyms_between"],
        remark=raw["marks"]["remark"],
        uncounted=tuple(raw["marks"]["uncounted"]),
        reason=tuple(raw["marks"]["reason"]),
        repeated=raw["marks"]["repeated"],
        more_cells=raw["marks"]["more_cells"],
    )
