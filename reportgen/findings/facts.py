"""Sentences of the catalogue without a finding: what their facts are called.

Comes in: a sentence with places ``{…}``. Goes out: the same sentence with the names of its facts in brackets, as a list
of all codes prints it.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _names() -> Mapping[str, str]:
    return tomllib.loads(files("reportgen.findings").joinpath("facts.toml").read_text(encoding="utf-8"))


def fact_name(key: str) -> str:
    """Return what a fact of a finding is called; the key if it has no name."""
    return _names().get(key, key)


def with_names(sentence: str) -> str:
    """Return a sentence of the catalogue with the names of its facts: 〔項目名〕 for {field}.

    Text without facts is given back as it is.
    """
    return re.sub(r"\{(\w+)\}", lambda fact: f"〔{fact_name(fact[1])}〕", sentence)
