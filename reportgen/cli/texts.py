"""The sentences of the command line, from ``texts.toml``."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("reportgen.cli").joinpath("texts.toml").read_text(encoding="utf-8"))


def text(key: str, **facts: object) -> str:
    """Return a sentence by ``section.name``, filled. An unknown key is a fault of ours and raises ``KeyError``."""
    section, _, name = key.partition(".")
    sentence = _texts()[section][name]
    return sentence.format(**facts) if facts else sentence
