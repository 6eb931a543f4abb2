"""Single words: kana for kanji, doubled words, words that have another name today (L14, L15, L22, L29).

Comes in: a passage and its words. Goes out: hits; nothing here ever mends a text, for the same letters are right as a
noun (事は重大である) and wrong as a formal noun (行う事).

Source: 公用文作成の考え方（令和4年1月7日、文化審議会建議）, 公用文における漢字使用等について（平成22年内閣訓令第1号）.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from reportgen.validate.corpus import Passage
from reportgen.validate.desk import Desk, Hit, TextRule
from reportgen.validate.wording.morphemes import Token, words_of

_FORMAL_NOUNS: Final = ("事", "為", "通り")
_AUXILIARIES: Final = ("出来る", "頂く", "下さる")
_CONJUNCTIONS: Final = ("但し", "又", "従って", "尚", "因みに", "故に")
_BEFORE_FORMAL: Final = ("連体形", "終止形")
_DOUBLED_PARTICLES: Final = ("の", "を", "に", "が", "で", "と", "は", "も")


def kanji_for_kana(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L14: formal nouns and auxiliaries in kanji; L15: conjunctions in kanji (及び, 並びに, 又は, 若しくは stay)."""
    for sentence in passage.sentences:
        tokens = words_of(sentence)
        for at, token in enumerate(tokens):
            if desk.names.holds(sentence, token.start, token.end):
                continue
            code = _code(tokens, at)
            base = token.surface if token.surface in desk.lists.in_kana else token.base
            if code and base in desk.lists.in_kana:
                before = tokens[at - 1].surface if at else ""
                after = tokens[at + 1].surface if at + 1 < len(tokens) else ""
                yield Hit(code=code, words=before + token.surface + after, better=desk.lists.in_kana[base])


def _code(tokens: Sequence[Token], at: int) -> str:
    token = tokens[at]
    before = tokens[at - 1] if at else None
    if token.surface in _CONJUNCTIONS and token.is_("接続詞"):
        return "L15"
    if before is None:
        return ""
    if token.surface in _FORMAL_NOUNS and token.is_("名詞") and before.form.startswith(_BEFORE_FORMAL):
        return "L14"
    kanji = token.surface[:1] == token.base[:1] and token.is_("動詞") and token.base in _AUXILIARIES
    if kanji and token.base == "出来る":
        return "" if token.surface.startswith("出来上") else "L14"
    return "L14" if kanji and before.is_("助詞") and before.surface in ("て", "で") else ""


def doubled(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L22: the same particle or the same noun twice in a row."""
    for sentence in passage.sentences:
        tokens = words_of(sentence)
        for before, token in pairwise(tokens):
            particle = token.is_("助詞") and before.is_("助詞") and token.surface in _DOUBLED_PARTICLES
            noun = token.is_("名詞", "普通名詞") and before.is_("名詞", "普通名詞") and len(token.surface) > 1
            if before.surface == token.surface and (particle or noun):
                yield Hit(code="L22", words=before.surface + token.surface, better=token.surface)


def replaced(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L29: words and names of offices that are called otherwise today. A name that holds them is left alone."""
    taken: list[tuple[int, int]] = []
    known = {**desk.lists.replaced, **desk.wording.replaced}
    for old in sorted(known, key=lambda word: (-len(word), word)):
        start = passage.text.find(old)
        while start >= 0:
            end = start + len(old)
            free = not any(begin < end and start < stop for begin, stop in taken)
            if free and not desk.names.holds(passage.text, start, end):
                taken.append((start, end))
                yield Hit(code="L29", words=old, better=known[old])
            start = passage.text.find(old, end)


RULES: Final = (
    TextRule(codes=("L14", "L15"), check=kanji_for_kana, needs_words=True),
    TextRule(codes=("L22",), check=doubled, needs_words=True),
    TextRule(codes=("L29",), check=replaced),
)
