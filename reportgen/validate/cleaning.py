"""What is mended in a text, step by step, each step listed with the text before and after.

Comes in: a text as typed, and which mendings the layout has asked for. Goes out: the text, its fixes, its remarks.
Without being asked only what cannot change a meaning is mended: what nobody sees, characters that another system stored
in pieces or as look-alikes, and white space at the ends. Everything else is left as typed.

Sources: UAX #15 for か + U+3099; U+2F00–2FD5 Kangxi Radicals of The Unicode Standard, whose compatibility
decompositions are the characters that they look like.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from reportgen.japanese.invisible import code_point, invisible_in, without_controls, without_invisible
from reportgen.model.value import Fix
from reportgen.validate.remark import Remark
from reportgen.validate.wraps import joined

_PIECES: Final = re.compile("[\u3041-\u3096\u309d\u30a1-\u30fa\u30fd][\u3099\u309a]")
_RADICAL: Final = re.compile("[\u2f00-\u2fd5]")
_HALF_KANA: Final = re.compile("[\uff66-\uff9f]+")
_BLANK: Final = " \u3000\t\n\u00a0"
_ALIKE: Final = (("〜", "～"), ("−", "－"), ("･", "・"))
"""Two characters for one sign; what stands left becomes what stands right where a text has both."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text with what was mended in it and what is to be said."""

    text: str
    fixes: tuple[Fix, ...] = ()
    remarks: tuple[Remark, ...] = ()


def without_unseen(text: str) -> Cleaned:
    """Return a text without what nobody sees: T02 control characters, T07 invisible ones."""
    return _through(text, _UNSEEN)


def cleaned(text: str, *, lines: bool, consent: Collection[str] = ()) -> Cleaned:
    """Return a text as it is printed. ``lines``: each line is a statement, whose beginning is looked at elsewhere.

    ``consent`` names the mendings that the layout asks for: T05 half-width kana, T08 joining lines, T10 signs alike.
    """
    ends = ("T08a", _without_end if lines else _without_ends)
    asked = [step for step in _ASKED if step[0][:3] in consent and not (lines and step[0] == "T08d")]
    return _through(text, (*_UNSEEN, *_SURE, ends, *asked))


Step = tuple[str, Callable[[str], str]]


def _through(text: str, steps: Iterable[Step]) -> Cleaned:
    fixes: list[Fix] = []
    remarks: list[Remark] = []
    for code, step in steps:
        after = step(text)
        if after != text:
            fixes.append(Fix(code=code, before=text, after=after))
            remarks.append(Remark(code, _facts(code, text, after)))
            text = after
    return Cleaned(text, tuple(fixes), tuple(remarks))


def _facts(code: str, before: str, after: str) -> dict[str, str]:
    """Return how many characters a step has changed, and what they are where they can be shown."""
    match code:
        case "T02" | "T07":
            left = set(invisible_in(after))
            gone = [char for char in invisible_in(before) if char not in left]
            return {"count": str(len(gone)), "codes": "、".join(dict.fromkeys(map(code_point, gone)))}
        case "T05":
            found = list(dict.fromkeys(_HALF_KANA.findall(before)))
            return {"before": "」「".join(found), "after": "」「".join(map(_wide, found))}
        case "T06":
            return {"count": str(len(_PIECES.findall(before)))}
        case "T10":
            kept = [right for left, right in _ALIKE if left in before and left not in after]
            mixed = [f"「{left}」「{right}」" for left, right in _ALIKE if right in kept]
            return {"mixed": "".join(mixed), "after": "」「".join(kept)}
        case "T14":
            found = list(dict.fromkeys(_RADICAL.findall(before)))
            return {"chars": "」「".join(found), "codes": "、".join(map(code_point, found))}
        case _:
            return {}


def _composed(text: str) -> str:
    """Return a text in which a kana and its voicing mark are one character; nothing else is normalised."""
    return _PIECES.sub(lambda found: _one(found[0]), text)


def _one(pair: str) -> str:
    whole = normalize("NFC", pair)
    return whole if len(whole) == 1 else pair


def _plain_kanji(text: str) -> str:
    return _RADICAL.sub(lambda found: normalize("NFKC", found[0]), text)


def _without_ends(text: str) -> str:
    """Return a text without white space at its ends; the indent of one that has several paragraphs stays."""
    first, *others = text.strip("\n").rstrip(_BLANK).split("\n")
    indented = any(line.startswith("\u3000") for line in others)
    return "\n".join([first if indented else first.lstrip(_BLANK), *others])


def _without_end(text: str) -> str:
    return text.rstrip(" \u3000\t\u00a0")


def _wide(kana: str) -> str:
    return normalize("NFKC", kana)


def _wide_kana(text: str) -> str:
    return _HALF_KANA.sub(lambda found: _wide(found[0]), text)


def _alike(text: str) -> str:
    for left, right in _ALIKE:
        if left in text and right in text:
            text = text.replace(left, right)
    return text


_UNSEEN: Final[tuple[Step, ...]] = (("T02", without_controls), ("T07", without_invisible))
_SURE: Final[tuple[Step, ...]] = (("T06", _composed), ("T14", _plain_kanji))
_ASKED: Final[tuple[Step, ...]] = (("T05", _wide_kana), ("T08d", joined), ("T10", _alike))
