"""The closed subset of HTML that templates write, read from ``subset.toml``.

Comes in: nothing but that file. Goes out: for every tag what may stand in it, and for every attribute the form of its
value. ``markup`` applies the rules; the reference in templates/README.md is compared with them by a test.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TagRule:
    """What may stand in a tag.

    ``once``: those of its children that stand there at most once; ``text``: words may stand in it; ``empty``: it has
    no content and no end tag.
    """

    name: str
    children: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    attributes: tuple[str, ...] = ()
    text: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """The form of a value, and the same in words."""

    pattern: re.Pattern[str]
    allowed: str


@dataclass(frozen=True, slots=True)
class Subset:
    """The whole subset. ``later`` are tags with a settled name that are not made yet."""

    tags: Mapping[str, TagRule]
    attributes: Mapping[str, AttributeRule]
    later: frozenset[str]


@cache
def subset() -> Subset:
    """Return the subset."""
    raw = tomllib.loads(files("reportgen.compose").joinpath("subset.toml").read_text(encoding="utf-8"))
    groups = {f"@{name}": members for name, members in raw["groups"].items()}
    tags = {
        name: TagRule(
            name=name,
            children=frozenset(tag for entry in rule.get("children", ()) for tag in groups.get(entry, (entry,))),
            once=frozenset(rule.get("once", ())),
            attributes=tuple(rule.get("attributes", ())),
            text=rule.get("text", False),
            empty=rule.get("empty", False),
        )
        for name, rule in raw["tags"].items()
    }
    attributes = {
        name: AttributeRule(re.compile(rule["pattern"]), rule["allowed"]) for name, rule in raw["attributes"].items()
    }
    return Subset(tags, attributes, frozenset(raw["later"]))
