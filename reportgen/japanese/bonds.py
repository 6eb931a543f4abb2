"""How firmly two neighbours hold together where a line might end between them.

Comes in: the first characters of a paragraph's clusters. Goes out: a ``Bond`` for a place between two of them.
Nothing here knows of widths: what fits is the business of ``linebreak``.

Source: JLREQ 3.1.7–3.1.11 (characters not starting or ending a line, inseparable sequences) with the strict set
of small kana, and UAX #14 where JLREQ is silent (LB13 and LB14: brackets and stops hold across white space).
Counters, list marks, labels and era years are rules of this house.
"""

import re
from enum import IntEnum
from functools import cache
from typing import Final

from reportgen.japanese.classes import CharClass, class_of, is_space


class Bond(IntEnum):
    """From a place where any line may end to one where none may; a line that fits nowhere else goes up in order."""

    FREE = 0
    SOFT = 1
    """A figure and its counter, a label and its text: kept while it costs little."""
    KANA = 2
    """Before ー, small kana, 々 or ・."""
    WIDE = 3
    """Between full-width characters that belong together, as in ※注, 令和3 or ……."""
    JOINT = 4
    """Inside a Latin word, after / . - and their like."""
    WORD = 5
    """Inside a Latin word or a number."""
    NEVER = 6
    """Before 、。」 and after 「; even then a line does not leave its column."""


_ENDS: Final = frozenset({CharClass.CLOSING, CharClass.FULL_STOP, CharClass.COMMA, CharClass.SOUND_MARK})
_KANA: Final = frozenset({CharClass.ITERATION, CharClass.LONG_VOWEL, CharClass.SMALL_KANA, CharClass.MIDDLE_DOT})
_TAILS: Final = frozenset({CharClass.HYPHEN, CharClass.DIVIDING, CharClass.POSTFIX})
_HEADS: Final = frozenset({CharClass.PREFIX, CharClass.MARK})
_UNITS: Final = frozenset({CharClass.PREFIX, CharClass.POSTFIX})
_DIRECTED_QUOTES: Final = "‘’“”"
_STRAIGHT_QUOTES: Final = "\"'"
_LEADERS: Final = "…‥"
_LIST_MARKS: Final = "・･-"
_LATIN_TAILS: Final = "-/|"
_SIGNS: Final = "+±−\\"
_JOINTS: Final = "/.-_?&=,:;@#"


def _is_latin(char: str) -> bool:
    return "!" <= char <= "~" or class_of(char) is CharClass.WESTERN


def _is_one_word(before: str, after: str) -> bool:
    """Latin letters, figures and half-width marks in a row, with units and quotation marks that touch them."""
    latin = _is_latin(before), _is_latin(after)
    if all(latin):
        return True
    other = after if latin[0] else before
    return any(latin) and (class_of(other) in _UNITS or other in _DIRECTED_QUOTES)


@cache
def adjacent(before: str, after: str) -> Bond:
    """Return the bond of two characters that touch, whatever stands around them."""
    left, right = class_of(before), class_of(after)
    if right in _ENDS or left is CharClass.OPENING:
        return Bond.NEVER
    if _is_one_word(before, after):
        return Bond.JOINT if before in _JOINTS and after.isalpha() else Bond.WORD
    if CharClass.GLUE in (left, right) or before in _STRAIGHT_QUOTES or after in _STRAIGHT_QUOTES:
        return Bond.WORD
    if right in _KANA:
        return Bond.KANA
    if left in _HEADS and _is_latin(after):
        return Bond.WORD
    if right in _TAILS or after in _LATIN_TAILS or after in _LEADERS or left in _HEADS or before in _SIGNS:
        return Bond.WIDE
    if left is CharClass.INSEPARABLE and (before == after or before + after in ("〳〵", "〴〵")):
        return Bond.WIDE
    return Bond.FREE


@cache
def across_space(before: str, after: str) -> Bond:
    """Return the bond of two characters with white space between them.

    A ・ after white space is a list mark and starts a line; so does a half-width hyphen.
    """
    left, right = class_of(before), class_of(after)
    if right in _ENDS or left is CharClass.OPENING:
        return Bond.NEVER
    if right in _KANA:
        return Bond.FREE if after in _LIST_MARKS else Bond.KANA
    if right in _TAILS or after in _LEADERS or after in "/|":
        return Bond.WIDE
    if right is CharClass.GLUE:
        return Bond.WORD
    return Bond.SOFT if left is CharClass.MARK or before in _LIST_MARKS else Bond.FREE


_COUNTER: Final = (
    "年度末?|年[間生齢]?|か年|[かヶケカヵ箇][所月]|時間|世帯|種類|項目|小?学校|[百千万億兆]+[人件回名円戸]?|"
    "[月日人件回名校園歳才円台戸棟区丁号課所館級度期週時分秒か個つ冊枚組団体本点面市町村者社倍割次章節条]"
)
_FIGURE: Final = re.compile(f"([0-9０-９]+)((?:[,.，．][0-9０-９]+)*)({_COUNTER})?")
_ERA_YEAR: Final = re.compile("(?:令和|平成|昭和|大正|明治)(?:[0-9０-９]+|[元一二三四五六七八九十]+年)")
_LEADS: Final = ("第", "約", "延べ", "計", "全")
_LABEL_DIGITS: Final = 3
"""（1） to （999） are labels; （2021） is a year."""


def joins(text: str) -> dict[int, Bond]:
    """Return the bonds that take more than two characters to see: position of the right one → bond.

    Figures with their counter or with 第・約・延べ, labels as （1） with what follows, era names with their year.
    """
    found: dict[int, Bond] = {}
    for figure in _FIGURE.finditer(text):
        start, end = figure.span()
        if figure[3]:
            found.update(dict.fromkeys(range(figure.start(3), end), Bond.SOFT))
        elif not figure[2] and _is_label(text, start, end):
            found[end + 1] = Bond.SOFT
        if text.endswith(_LEADS, 0, start):
            begin = start - 1 if text.endswith("延べ", 0, start) else start
            found.update(dict.fromkeys(range(begin, start + 1), Bond.SOFT))
    for era in _ERA_YEAR.finditer(text):
        found.update(dict.fromkeys(range(era.start() + 1, era.end()), Bond.WIDE))
    return found


def _is_label(text: str, start: int, end: int) -> bool:
    """Return whether figures are a label with the marks that touch them: （1） anywhere, 1. after white space."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if after in ("）", ")"):
        return before in ("（", "(") and end - start <= _LABEL_DIGITS
    return after in (".", "．") and not before.strip()


def bond_at(text: str, position: int, found: dict[int, Bond]) -> Bond:
    """Return the bond of what stands before and after a position, white space at the position left out.

    ``text`` has one character a cluster; ``found`` comes from ``joins``. The character before the position must
    not be white space, and something else than white space must follow.
    """
    before, after = text[position - 1], text[position]
    if is_space(after):
        while is_space(text[position]):
            position += 1
        return across_space(before, text[position])
    bond = adjacent(before, after)
    if position in found:
        bond = max(bond, found[position])
    if before in _LIST_MARKS and bond < Bond.WIDE and (position == 1 or is_space(text[position - 2])):
        return Bond.WORD if _is_latin(after) else Bond.WIDE
    return bond
