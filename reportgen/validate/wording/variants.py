"""Spellings that differ within one report: a table for the secretariat, which chooses (L16, L17, L23, L26).

Comes in: the whole report. Goes out: one finding for each group of spellings, with counts and with the places of the
rarer ones. Each spelling is right by itself; only the mixing is asked about. Names are protected.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from reportgen.findings.finding import Finding
from reportgen.japanese.joyo import outside_joyo
from reportgen.validate.corpus import Corpus, Passage
from reportgen.validate.desk import Desk, ReportRule, finding_about_all, finding_about_spellings, listed_places
from reportgen.validate.wording.morphemes import words_of

_LONG_VOWEL: Final = re.compile(r"[ァ-ヶー]{3,}")
Group = Mapping[str, list[Passage]]
"""Spellings of one word, each with the passages in which it stands, once for each time."""


def spellings(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """L16: 取組／取り組み, および／及び and other words that the dictionary gathers under one spelling."""
    groups: dict[tuple[str, str], dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    policy = {spelling for _, own in desk.lists.policy for spelling in own}
    for passage in corpus.passages:
        for sentence in passage.sentences:
            for token in words_of(sentence):
                counts = token.kind in ("名詞", "動詞", "副詞", "接続詞", "形容詞", "形状詞") and len(token.base) > 1
                counts = counts and token.normal not in desk.lists.not_variants and token.base not in policy
                counts = counts and not token.is_("名詞", "固有名詞") and not token.is_("名詞", "数詞")
                if counts and not desk.names.holds(sentence, token.start, token.end):
                    groups[token.kind, token.normal][token.base].append(passage)
    for group in groups.values():
        spelt = _without_potential(group)
        if len(spelt) > 1 and not _differs_in_katakana(spelt):
            yield finding_about_spellings("L16", corpus.report.plan_id, spelt)


def policies(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """L17: 子ども／こども／子供, 障害／障がい: the choice of a law or of the municipality."""
    all_spellings = sorted({s for _, own in desk.lists.policy for s in own}, key=lambda s: (-len(s), s))
    pattern = re.compile("|".join(map(re.escape, all_spellings)))
    counted: dict[str, list[Passage]] = defaultdict(list)
    for passage in corpus.passages:
        for found in pattern.finditer(passage.text):
            if not desk.names.holds(passage.text, *found.span()):
                counted[found[0]].append(passage)
    for _, own in desk.lists.policy:
        group = {spelling: counted[spelling] for spelling in own if spelling in counted}
        if len(group) > 1:
            yield finding_about_spellings("L17", corpus.report.plan_id, group)


def long_vowels(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """L23: コーディネータ／コーディネーター."""
    groups: dict[str, dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for passage in corpus.passages:
        for found in _LONG_VOWEL.finditer(passage.text):
            if not desk.names.holds(passage.text, *found.span()):
                groups[found[0].removesuffix("ー")][found[0]].append(passage)
    for group in groups.values():
        if len(group) > 1:
            yield finding_about_spellings("L23", corpus.report.plan_id, group)


def rare_kanji(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """L26: kanji outside 常用漢字 in words that are no names."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in corpus.passages:
        if not outside_joyo(passage.text):
            continue
        for sentence in passage.sentences:
            for token in words_of(sentence) if outside_joyo(sentence) else ():
                named = token.is_("名詞", "固有名詞") or desk.names.holds(sentence, token.start, token.end)
                for char in () if named else outside_joyo(token.surface):
                    found[char].append(passage)
    for char, passages in found.items():
        facts = {"spellings": f"「{char}」{len(passages)}", "rows": listed_places(passages)}
        yield finding_about_all("L26", corpus.report.plan_id, char, facts, (one.place for one in passages))


def _without_potential(group: Group) -> Group:
    """Return a group without the potential forms (遊べる) of verbs that are in it (遊ぶ): they are no spellings."""
    return {
        word: found
        for word, found in group.items()
        if not (word.endswith("る") and any(word[:-2] == other[:-1] for other in group if other != word))
    }


def _differs_in_katakana(group: Iterable[str]) -> bool:
    """Tell whether spellings differ by a long vowel only; that is another question."""
    return len({spelling.replace("ー", "") for spelling in group}) == 1


RULES: Final = (
    ReportRule(codes=("L16",), check=spellings, needs_words=True),
    ReportRule(codes=("L17",), check=policies),
    ReportRule(codes=("L23",), check=long_vowels),
    ReportRule(codes=("L26",), check=rare_kanji, needs_words=True),
)
