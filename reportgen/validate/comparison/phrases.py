"""Broken phrases and probable slips of the pen (R11).

Comes in: passages and their words. Goes out: hits. A phrase is broken if its grammar is (仮定形 + られる, を + に),
if a list of phrases says so, or if it lacks what the same phrase has elsewhere (保育所幼稚園 beside 保育所・幼稚園).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from reportgen.findings.finding import Finding
from reportgen.validate.corpus import Corpus, Passage
from reportgen.validate.desk import Desk, Hit, ReportRule, TextRule, finding_of
from reportgen.validate.wording.morphemes import Token, words_of

_AROUND_BRACKET: Final = re.compile(r"([一-龠]{2,})[（(][^（）()]{2,}[)）]\1(?![一-龠])")
_JOINED: Final = re.compile(
    r"(?<![一-龠ァ-ヶー・])([一-龠]{3,}|[ァ-ヶー]{3,})・([一-龠]{3,}|[ァ-ヶー]{3,})(?![ァ-ヶー・])"
)
_CASES_AFTER_WO: Final = ("が", "を", "に", "は", "へ", "で", "と")
_OFFICE: Final = re.compile("[課係室部局]$")
_TERM_FROM: Final = 5
_CUT_OFF: Final = r"(?=[、。,，）)」\s])"


def broken_phrases(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """R11a by lists and signs: known slips, a word before and after a bracket, terms that are cut off."""
    for broken in desk.lists.broken:
        for found in broken.pattern.finditer(passage.text):
            yield Hit(code="R11a", words=_around(passage.text, *found.span()), better=broken.better)
    for found in _AROUND_BRACKET.finditer(passage.text):
        yield Hit(code="R11a", words=found[0])
    cut_off = _cut_off(desk.lists.terms + desk.wording.terms)
    for found in cut_off.finditer(passage.text):
        if not desk.names.holds(passage.text, *found.span()):
            yield Hit(code="R11a", words=found[0])


def broken_grammar(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """R11a by parts of speech."""
    for sentence in passage.sentences:
        tokens = words_of(sentence)
        for at, pair in enumerate(pairwise(tokens)):
            if _breaks(*pair) or _lacks_no(*pair) or _two_subjects(tokens[at : at + 3]):
                end = tokens[min(at + 2, len(tokens) - 1)].end
                yield Hit(code="R11a", words=sentence[tokens[max(at - 1, 0)].start : end])


def lost_dots(corpus: Corpus, _: Desk) -> Iterator[Finding]:
    """R11b: 保育所幼稚園, where the report writes 保育所・幼稚園 elsewhere."""
    joined = {found[1] + found[2]: found[0] for one in corpus.passages for found in _JOINED.finditer(one.text)}
    named = dict.fromkeys(_OFFICE.sub("", one.name) for one in corpus.passages)
    joined |= {found[1] + found[2]: found[0] for name in named for found in _JOINED.finditer(name)}
    counts = {word: sum(one.text.count(word) for one in corpus.passages) for word in joined}
    for passage in corpus.passages:
        hits = [
            Hit(code="R11b", words=word, better=dotted)
            for word, dotted in joined.items()
            if counts[word] == 1 and word in passage.text
        ]
        if hits:
            yield finding_of("R11b", passage, hits)


def _breaks(before: Token, token: Token) -> bool:
    """仮定形 without ば or ど; を before another case particle."""
    conditional = before.form.startswith("仮定形") and before.is_("動詞") and token.surface not in ("ば", "ど", "ども")
    particles = before.is_("助詞", "格助詞") and token.kind == "助詞" and before.surface == "を"
    return conditional or (particles and token.surface in _CASES_AFTER_WO)


def _lacks_no(before: Token, token: Token) -> bool:
    """連携あり方: a noun of action directly before あり方."""
    return token.surface in ("あり方", "在り方") and before.is_("名詞", "普通名詞-サ変可能")


def _two_subjects(tokens: Sequence[Token]) -> bool:
    """システムが構築は: が, a noun of action, は."""
    if len(tokens) < 3:
        return False
    first, noun, last = tokens
    subject = first.surface == "が" and first.is_("助詞", "格助詞")
    return subject and noun.is_("名詞", "普通名詞-サ変可能") and last.surface == "は" and last.kind == "助詞"


def _around(text: str, start: int, end: int) -> str:
    return text[max(start - 6, 0) : end + 4].replace("\n", " ")


@cache
def _cut_off(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Match a term that lacks its last character before a sign; a term that is whole without it is none."""
    known = set(terms)
    cut = {term[:-1] for term in terms if len(term) >= _TERM_FROM} - known
    heads = sorted(cut, key=lambda head: (-len(head), head))
    heads = [head for head in heads if not head.endswith(("支援", "事業", "計画", "給付", "教育", "拠点", "相談"))]
    return re.compile(rf"(?:{'|'.join(map(re.escape, heads))}){_CUT_OFF}")


RULES: Final = (
    TextRule(codes=("R11a",), check=broken_phrases),
    TextRule(codes=("R11a",), check=broken_grammar, needs_words=True),
    ReportRule(codes=("R11b",), check=lost_dots),
)
