"""What each character is to a Japanese composer, told in one place.

Comes in: a text or one character. Goes out: its class after JLREQ (*Requirements for Japanese Text Layout*,
appendix A, ``cl-01`` …; JIS X 4051 has the same classes under other numbers), the clusters that may never be
parted, and the two sets that a word processor is given. Half-width forms are in the class of their full-width
twin. Nothing here knows of widths, fonts or lines.
"""

import re
from enum import Enum
from functools import cache
from typing import Final
from unicodedata import category, east_asian_width


class CharClass(Enum):
    """Character classes; the value is the number in JLREQ appendix A, or says that JLREQ has none."""

    OPENING = "cl-01"
    CLOSING = "cl-02"
    HYPHEN = "cl-03"
    DIVIDING = "cl-04"
    MIDDLE_DOT = "cl-05"
    FULL_STOP = "cl-06"
    COMMA = "cl-07"
    INSEPARABLE = "cl-08"
    ITERATION = "cl-09"
    LONG_VOWEL = "cl-10"
    SMALL_KANA = "cl-11"
    PREFIX = "cl-12"
    POSTFIX = "cl-13"
    SPACE = "cl-14, cl-26"
    IDEOGRAPH = "cl-15, cl-16, cl-19"
    WESTERN = "cl-24, cl-27"
    MARK = "house: list and reference marks"
    SOUND_MARK = "house: spacing voiced sound marks"
    GLUE = "house: no-break spaces and joiners"


_MEMBERS: Final = {
    CharClass.OPENING: "‘“（〔［｛〈《「『【｟⦅〘〖«〝([{｢",
    CharClass.CLOSING: "’”）〕］｝〉》」』】｠⦆〙〗»〟)]}｣",
    CharClass.HYPHEN: "‐〜゠–～",
    CharClass.DIVIDING: "！？‼⁇⁈⁉!?",
    CharClass.MIDDLE_DOT: "・：；･:;",
    CharClass.FULL_STOP: "。．｡.",
    CharClass.COMMA: "、，､,",
    CharClass.INSEPARABLE: "—―…‥〳〴〵─",
    CharClass.ITERATION: "ヽヾゝゞ々〻",
    CharClass.LONG_VOWEL: "ーｰ",
    CharClass.SMALL_KANA: "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ",
    CharClass.PREFIX: "￥¥＄$￡£€№＃#＠@",
    CharClass.POSTFIX: "％%‰°′″℃￠¢ℓ㎡㎥㎝㎞㎜㎎㎏㏄㍉㌔㌢㍍㌘㌧㌃㌶㍑㍗㌍㌦㌣㌫㍊㌻²³㏋",
    CharClass.MARK: "※＊*★☆●○◎◇◆□■▲△▼▽①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    CharClass.SOUND_MARK: "゛゜ﾞﾟ",
    CharClass.GLUE: "\u00a0\u2007\u202f\u2060\ufeff",
}
_LISTED: Final = {char: kind for kind, chars in _MEMBERS.items() for char in chars}
_ZERO_WIDTH_SPACE = "\u200b"


@cache
def class_of(char: str) -> CharClass:
    """Return the class of one character; of a cluster, pass its first character.

    What no list names is white space, a letter or figure of a word (``WESTERN``, full-width forms too), or
    stands alone (``IDEOGRAPH``: kanji, kana, and symbols that Japanese fonts draw full-width).
    """
    if char in _LISTED:
        return _LISTED[char]
    if char.isspace() or char == _ZERO_WIDTH_SPACE:
        return CharClass.SPACE
    width, kind = east_asian_width(char), category(char)
    if width in "WH" or kind == "Co":
        return CharClass.IDEOGRAPH
    if kind[0] == "L" or kind == "Nd":
        return CharClass.WESTERN
    return CharClass.IDEOGRAPH if width in "AF" else CharClass.WESTERN


@cache
def is_space(char: str) -> bool:
    """Return whether a character is white space at which a line may end; a no-break space is not."""
    return class_of(char) is CharClass.SPACE


def members(*kinds: CharClass) -> str:
    """Return the characters that the lists give to these classes, in the order of the classes."""
    return "".join(_MEMBERS[kind] for kind in kinds)


# A base and what rides on it: combining marks, half of a keycap, variation selectors, emoji modifiers and tags,
# anything after a joiner, and the second half of a flag. Source: UAX #29, cut down to what Japanese text holds.
_RIDER = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20f0\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
_FLAG = "\U0001f1e6-\U0001f1ff"
_COMPOUND = re.compile(f"[{_RIDER}{_FLAG}]")
_CLUSTER = re.compile(f"(?:[{_FLAG}]{{2}}|.)(?:(?<=\u200d).|[{_RIDER}])*", re.DOTALL)


def clusters(text: str) -> list[str]:
    """Return the clusters of a text, in order; joined together they are the text.

    A cluster is a base with its combining marks and variation selectors, or a sequence bound by joiners. A line
    never ends inside one. A mark without a base is a cluster of its own; an empty text has none.
    """
    return _CLUSTER.findall(text) if is_compound(text) else list(text)


def is_compound(text: str) -> bool:
    """Return whether a text may hold clusters of several characters; if not, its characters are its clusters."""
    return _COMPOUND.search(text) is not None


_NO_BREAK_BEFORE: Final = (
    CharClass.CLOSING,
    CharClass.HYPHEN,
    CharClass.DIVIDING,
    CharClass.MIDDLE_DOT,
    CharClass.FULL_STOP,
    CharClass.COMMA,
    CharClass.ITERATION,
    CharClass.LONG_VOWEL,
    CharClass.SMALL_KANA,
    CharClass.SOUND_MARK,
)
_NO_BREAK_BEFORE_TOO: Final = "％%‰°′″℃￠¢㎡…‥"
_NO_BREAK_AFTER: Final = (CharClass.OPENING, CharClass.PREFIX)
_NO_BREAK_AFTER_TOO: Final = "※★①②③④⑤⑥⑦⑧⑨⑩"
_TOO_RARE_FOR_WORD: Final = frozenset("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ‼⁇⁈⁉゠〘〙〖〗｟｠⦅⦆")


def no_break_before() -> str:
    """Return the characters that never start a line, sorted by code point, for ``w:noLineBreaksBefore``.

    At most 100, the room of Word's own table ([MS-DOC] 2.7.16, cchFollowingPunct); the rarest are left out.
    """
    return _for_word(_NO_BREAK_BEFORE, _NO_BREAK_BEFORE_TOO)


def no_break_after() -> str:
    """Return the characters that never end a line, sorted by code point, for ``w:noLineBreaksAfter``.

    At most 50, the room of Word's own table ([MS-DOC] 2.7.16, cchLeadingPunct); the rarest are left out.
    """
    return _for_word(_NO_BREAK_AFTER, _NO_BREAK_AFTER_TOO)


def _for_word(kinds: tuple[CharClass, ...], others: str) -> str:
    return "".join(sorted(set(members(*kinds) + others) - _TOO_RARE_FOR_WORD))
