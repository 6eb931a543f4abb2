"""Sentences of a text, how they end, and their folding for comparison.

Comes in: a text, and the words of its sentences. Goes out: sentences, the tail of each, and folded texts that are made
for comparison only. The tail test looks at the last words, never at the last letter: つないだ and 取り組んだ are past.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reportgen.validate.wording.morphemes import Token, words_of

_OPENING: Final = "（(「『［[【〔〈《"
_CLOSING: Final = "）)」』］]】〕〉》"
_BRACKETED_END: Final = re.compile(r"(?:（[^（）]*）|\([^()]*\))[。．\s]*$")
_BULLET: Final = re.compile(r"^[ 　]*[・●○◎◇◆■□▪•※*＊\-－–]")
_SPACE: Final = re.compile(r"\s+")


class Ending(StrEnum):
    """How a sentence ends."""

    PAST = "past"
    STATE = "state"
    NOUN = "noun"
    NON_PAST = "non-past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """The end of a sentence. ``polite`` is です・ます (敬体)."""

    ending: Ending
    polite: bool


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, each with its 。 and with a bracket that follows it.

    A line that ends without 。 goes on in the next line, unless that begins with a mark of its own.
    """
    found: list[str] = []
    for paragraph in _paragraphs(text):
        for sentence in _split(paragraph):
            if found and _is_bracket(sentence) and found[-1].endswith(("。", "．")):
                found[-1] += sentence
            elif sentence.strip():
                found.append(sentence.strip())
    return tuple(found)


def begins_with_mark(line: str) -> bool:
    """Tell whether a line begins with a mark of a list."""
    return bool(_BULLET.match(line))


def without_bracket(sentence: str) -> str:
    """Return a sentence without a whole bracket at its end and without its 。."""
    cut = sentence.rstrip("。．. \n　")
    while (found := _BRACKETED_END.search(cut)) and found.start():
        cut = cut[: found.start()].rstrip("。．. \n　")
    return cut


def squeezed(text: str) -> str:
    """Return a text without white space and without the marks of its lines, for comparison only."""
    return "".join(_SPACE.sub("", _BULLET.sub("", line)) for line in text.split("\n"))


def tail_of(sentence: str) -> Tail:
    """Return how a sentence ends. One without any word counts as a noun."""
    tokens = _up_to_the_end(sentence)
    last = tokens[-3:]
    polite = any(token.is_("助動詞") and token.base in ("です", "ます") for token in last)
    return Tail(ending=_ending(tokens, polite), polite=polite)


def fold_tense(sentence: str) -> str:
    """Return a sentence with its last verb in the dictionary form, without auxiliaries behind it and ている, てある.

    図った becomes 図る, 密に行っている becomes 密に行う. White space and a bracket at the end are left out.
    """
    tokens = list(_up_to_the_end(sentence))
    while len(tokens) > 1 and (tokens[-1].is_("助動詞") or _is_continuing(tokens)):
        del tokens[-2 if _is_continuing(tokens) else -1 :]
    surfaces = [token.surface for token in tokens]
    if tokens and tokens[-1].is_("動詞"):
        surfaces[-1] = tokens[-1].base
    return squeezed("".join(surfaces))


def _ending(tokens: Sequence[Token], polite: bool) -> Ending:
    last = tokens[-3:]
    if not last:
        return Ending.NOUN
    if _is_past(last[-1]) or (polite and any(_is_past(token) for token in last)):
        return Ending.PAST
    if polite:
        return _polite_ending(tokens)
    if _is_state(last[-1], alone=len(tokens) < 2):
        return Ending.STATE
    return Ending.NON_PAST if last[-1].is_("動詞") or last[-1].is_("助動詞") else Ending.NOUN


def _polite_ending(tokens: Sequence[Token]) -> Ending:
    before = [token for token in tokens if not (token.is_("助動詞") and token.base in ("です", "ます", "ぬ", "ん"))]
    ended_by_desu = tokens[-1].base == "です"
    state = ended_by_desu or not before or _is_state(before[-1], alone=len(before) < 2)
    return Ending.STATE if state else Ending.NON_PAST


def _is_past(token: Token) -> bool:
    return token.is_("助動詞") and token.conjugation == "助動詞-タ"


def _is_state(token: Token, *, alone: bool) -> bool:
    """いる, ある, できる after another word, an adjective, ない, だ. ``alone``: no other word stands before it."""
    if token.is_("動詞"):
        return token.base in ("いる", "居る", "ある", "有る", "おる", "できる", "出来る") and not alone
    return token.is_("形容詞") or (token.is_("助動詞") and token.base in ("ない", "だ", "ず", "ぬ", "たい"))


def _is_continuing(tokens: Sequence[Token]) -> bool:
    """Tell whether the words end in ている or てある."""
    joined = len(tokens) > 2 and tokens[-2].is_("助詞") and tokens[-2].surface in ("て", "で")
    return joined and tokens[-1].is_("動詞") and tokens[-1].base in ("いる", "居る", "ある", "有る")


def _up_to_the_end(sentence: str) -> Sequence[Token]:
    """Return the words of a sentence up to the last one that is no sign; a bracket at its end is left out.

    The whole sentence is taken apart, so that every rule shares the same words.
    """
    until = len(without_bracket(sentence))
    tokens = [token for token in words_of(sentence) if token.end <= until]
    end = len(tokens)
    while end and tokens[end - 1].kind in ("補助記号", "空白", "記号"):
        end -= 1
    return tokens[:end]


def _paragraphs(text: str) -> list[str]:
    """Return lines, each joined with the lines before it that it goes on from."""
    found: list[str] = []
    for line in text.split("\n"):
        goes_on = found and found[-1].strip() and not found[-1].rstrip().endswith(("。", "．", "）", ")"))
        if goes_on and line.strip() and not begins_with_mark(line):
            found[-1] += line
        else:
            found.append(line)
    return found


def _split(paragraph: str) -> list[str]:
    """Cut a paragraph after each 。 that stands in no bracket; a bracket that is never closed opens nothing."""
    depth, start, found = 0, 0, []
    nests = sum(map(paragraph.count, _OPENING)) == sum(map(paragraph.count, _CLOSING))
    for at, char in enumerate(paragraph):
        if nests:
            depth = max(depth + (char in _OPENING) - (char in _CLOSING), 0)
        if char == "。" and not depth:
            found.append(paragraph[start : at + 1])
            start = at + 1
    return [*found, paragraph[start:]]


def _is_bracket(text: str) -> bool:
    return bool(_BRACKETED_END.fullmatch(text.strip()))
