"""Signs of ratings that look alike, for comparison.

Comes in: a text. Goes out: the same text with one character for each group of look-alikes; made for comparison only,
never stored, shown or printed. Keyboards give 〇 (U+3007) or ◯ (U+25EF) where ○ (U+25CB) is meant, and several dashes;
none of these is folded by NFKC.
"""

from typing import Final

_GROUPS: Final = ("○〇◯⚪⭕", "×✕✖╳☓", "△▵∆", "-‐‑‒–—―−ーｰ─－")
_TO_FIRST: Final = str.maketrans({other: group[0] for group in _GROUPS for other in group[1:]})


def as_one_sign(text: str) -> str:
    """Return a text with look-alike signs made one; a dash becomes one only where nothing else stands."""
    if len(text.strip()) == 1:
        return text.translate(_TO_FIRST)
    return text.translate({code: to for code, to in _TO_FIRST.items() if to != "-"})
