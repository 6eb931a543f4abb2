"""The word lists of the questions about wording, strictly read.

Comes in: ``lists.toml`` beside this module. Goes out: frozen ``Lists``.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A phrase that is broken in any text, and what is probably meant; empty where nobody can know."""

    pattern: re.Pattern[str]
    better: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What holds for every municipality. Each name is explained in the file."""

    terms: tuple[str, ...]
    in_kana: Mapping[str, str]
    not_variants: frozenset[str]
    policy: tuple[tuple[str, tuple[str, ...]], ...]
    replaced: Mapping[str, str]
    broken: tuple[Broken, ...]
    relative_years: tuple[str, ...]
    not_done: tuple[str, ...]
    comparing: tuple[str, ...]


@cache
def lists() -> Lists:
    """Return the lists as they are written."""
    raw = tomllib.loads(files("reportgen.validate.wording").joinpath("lists.toml").read_text(encoding="utf-8"))
    return Lists(
        terms=tuple(raw["terms"]),
        in_kana=raw["in_kana"],
        not_variants=frozenset(raw["variants"]["not_variants"]),
        policy=tuple((one["name"], tuple(one["spellings"])) for one in raw["variants"]["policy"]),
        replaced=raw["replaced"],
        broken=tuple(Broken(pattern=re.compile(one["pattern"]), better=one["better"]) for one in raw["broken"]),
        relative_years=tuple(raw["relative_years"]),
        not_done=tuple(raw["not_done"]),
        comparing=tuple(raw["comparing"]),
    )
