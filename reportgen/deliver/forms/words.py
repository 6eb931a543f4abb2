"""The words of the form that do not depend on the layout: sheet names, headers, hints.

Comes in: ``words.toml`` beside this module. Goes out: texts by group and key, filled with named facts.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    text = files("reportgen.deliver.forms").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def word(group: str, key: str, **facts: object) -> str:
    """Return one text with its facts filled in. An unknown key is a fault of ours and raises ``KeyError``."""
    text = _words()[group][key]
    return str(text).format(**facts) if facts else str(text)


def words(group: str, key: str) -> tuple[str, ...]:
    """Return a list of texts."""
    return tuple(_words()[group][key])


def groups(group: str) -> Mapping[str, tuple[str, ...]]:
    """Return a group of lists by key."""
    return {key: tuple(listed) for key, listed in _words()[group].items()}


def width(key: str) -> float:
    """Return the width of a column of the plan's own words, in half-width characters."""
    return float(_words()["widths"][key])
