"""Characters that nobody sees: which stand in a text, and the text without them.

Comes in: text. Goes out: texts, counts, and names of characters. A variation selector behind its base, a joiner
between two emoji and the tags of a flag are part of what is seen, and stay.

Sources: Default_Ignorable_Code_Point of UAX #44; noncharacters of The Unicode Standard, 23.7; UTS #51 for emoji.
"""

import re
from typing import Final
from unicodedata import category

_NONCHARACTERS: Final = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_CONTROL: Final = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff{_NONCHARACTERS}]")
_LINE_END: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_EMOJI: Final = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_SEEN: Final = (
    f"(?<=[^\\s{_IGNORABLE}])[{_SELECTORS}]"
    "|(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]"
    f"|(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])"
    "|(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f"
)
_ANY: Final = re.compile(f"[{_IGNORABLE}]")
_PARTS: Final = re.compile(f"({_SEEN})|[{_IGNORABLE}]")


def without_controls(text: str) -> str:
    """Return a text without control characters, noncharacters and U+FEFF, none of which the formats agree on.

    Tabs and line feeds stay; carriage return, vertical tab, form feed, U+0085, U+2028 and U+2029 become line feeds.
    """
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def without_invisible(text: str) -> str:
    """Return a text without the characters that are there for programs only: zero-width, bidi, soft hyphen, fillers."""
    if _ANY.search(text) is None:
        return text
    return _PARTS.sub(lambda found: found[1] or "", text)


def looks_empty(text: str) -> bool:
    """Say whether nobody would see anything of a text: it is white space and invisible characters."""
    return not without_invisible(without_controls(text)).strip()


def invisible_in(text: str) -> tuple[str, ...]:
    """Return what ``without_controls`` and ``without_invisible`` take out or turn into line ends, place by place."""
    found = [(match.start(), match[0][0]) for pattern in (_CONTROL, _LINE_END) for match in pattern.finditer(text)]
    if _ANY.search(text) is not None:
        found += [
            (match.start(), match[0])
            for match in _PARTS.finditer(text)
            if match[1] is None and not _CONTROL.match(match[0])
        ]
    return tuple(char for _, char in sorted(found))


def spelled(text: str) -> str:
    """Return a text in which every character that nobody sees is named, as ``⟨U+200B⟩``, to be shown in a message."""
    plain = _LINE_END.sub(_name, _CONTROL.sub(_name, text))
    return _PARTS.sub(lambda found: found[1] or _name(found), plain) if _ANY.search(plain) else plain


def is_private(char: str) -> bool:
    """Say whether a character has a meaning only where somebody gave it one. Source: The Unicode Standard, 23.5."""
    return category(char) == "Co"


def code_point(char: str) -> str:
    """Return the name of a character by its number: ``U+200B``."""
    return f"U+{ord(char):04X}"


def _name(found: re.Match[str]) -> str:
    return f"⟨{code_point(found[0][0])}⟩"
