"""The kanji of the official table (常用漢字表).

Comes in: text. Goes out: the kanji that stand outside the table. Names may hold them; whoever
asks protects names first.

Source: 常用漢字表 (平成22年内閣告示第2号), 2,136 kanji, in the order of the table, in ``joyo.txt``.
"""

from functools import cache
from importlib.resources import files
from typing import Final

_DRAWN_OTHERWISE: Final = frozenset("叱剥頬填")
"""What most keyboards give for 𠮟 剝 頰 塡; the table's own notes allow these forms."""


def outside_joyo(text: str) -> tuple[str, ...]:
    """Return each kanji of a text that the table does not hold, once, in order of first mention."""
    known = _table()
    return tuple(dict.fromkeys(char for char in text if _is_kanji(char) and char not in known))


@cache
def _table() -> frozenset[str]:
    text = files("reportgen.japanese").joinpath("joyo.txt").read_text(encoding="utf-8")
    return frozenset(text) | _DRAWN_OTHERWISE


def _is_kanji(char: str) -> bool:
    return "\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff" or "\U00020000" <= char <= "\U000323af"
