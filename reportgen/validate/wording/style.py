"""How sentences are built: 常体・敬体, 体言止め, length, and turns of phrase (L03–L05, L20, L25, L27, L28, L30).

Comes in: passages and the words of their sentences. Goes out: hits, and findings where a column or a whole file is the
measure. Source: 公用文作成の考え方（令和4年1月7日、文化審議会建議）on style, length and turns of phrase.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from reportgen.findings.finding import Finding, Subject
from reportgen.place import Confidence, Place
from reportgen.validate.corpus import Corpus, Passage
from reportgen.validate.desk import Desk, Hit, ReportRule, TextRule, ending, finding_of
from reportgen.validate.wording.morphemes import words_of
from reportgen.validate.wording.sentences import Ending, Tail, tail_of, without_bracket

_INSIDE: Final = re.compile(r"（[^（）]*）|\([^()]*\)|「[^「」]*」|『[^『』]*』")
_SURE_COLUMN: Final = 0.8
_COLUMN_FROM: Final = 5
_RA_LESS: Final = re.compile(
    r"(?:(?<![一-龠])(?:[見来出着得寝])|食べ|受け|続け|決め|考え|調べ|比べ|育て|伝え|答え|広げ|上げ|信じ|感じ|起き|覚え|届け|設け|助け|求め|進め)"
    r"れ(?:る|た|ない|ます|ません|て)"
)
_DOUBLE_NEGATIVE: Final = re.compile(
    r"な(?:い|かった)(?:わけでは|ことは|ことも|とは限ら|でも)な[いか]|なく(?:は|も)な[いか]"
)
_SURU_KOTO: Final = re.compile(r"することができ[るたなま]|すること(?:が|は)可能")
_WO_OKONAU: Final = re.compile(r"[一-龠ァ-ヶー]を行[うっいわ]")
_VAGUE: Final = re.compile(r"と思われ[るたま]|かもしれ(?:ない|ません)|ように思[うわ]")
_FIGURE: Final = re.compile(r"[0-9０-９一二三四五六七八九十百千万][ 　]?[回人件名円校園台冊組世帯箇か%％点]|[0-9０-９]")
_NADO: Final = re.compile(r"など等|等など|等々など")
_MANY_NADO: Final = 5


def mixed_style(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """L03: 常体 and 敬体 in one cell, or a cell in the style that hardly any other cell of its column has."""
    tails = {id(one): [(s, tail_of(s)) for s in one.sentences] for one in corpus.passages}
    columns: dict[tuple[bool, str, str], Counter[bool]] = defaultdict(Counter)
    for one in corpus.passages:
        columns[one.own, one.kind, one.key].update(tail.polite for _, tail in tails[id(one)] if _has_style(tail))
    for one in corpus.passages:
        found = [(sentence, tail.polite) for sentence, tail in tails[id(one)] if _has_style(tail)]
        usual = _usual(columns[one.own, one.kind, one.key], [polite for _, polite in found])
        strange = [sentence for sentence, polite in found if usual is not None and polite != usual]
        if strange:
            facts = {"style": "敬体（です・ます）" if usual else "常体（である・する）"}
            yield finding_of("L03", one, [Hit(code="L03", words=ending(sentence), facts=facts) for sentence in strange])


def _has_style(tail: Tail) -> bool:
    return tail.polite or tail.ending is not Ending.NOUN


def _usual(column: Counter[bool], own: list[bool]) -> bool | None:
    """Return whether 敬体 is usual: in the column if that is clear, else in the cell; ``None`` where nothing tells."""
    total = column.total()
    for polite in (True, False):
        if total >= _COLUMN_FROM and column[polite] >= _SURE_COLUMN * total:
            return polite
    if len(set(own)) < 2:
        return None
    return own.count(True) > own.count(False)


def noun_endings(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L04: sentences that end in a noun among others that do not. A line without 。 is none."""
    tails = [(sentence, tail_of(sentence)) for sentence in passage.sentences]
    ended = [sentence for sentence, tail in tails if tail.ending is Ending.NOUN and sentence.endswith("。")]
    if ended and len(ended) < len(tails):
        yield from (Hit(code="L04", words=ending(sentence)) for sentence in ended)


def long_sentences(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L05: sentences of more characters than the layout allows; what stands in brackets does not count."""
    for sentence in passage.sentences:
        length = len(_INSIDE.sub("", without_bracket(sentence)))
        if length > desk.wording.sentence:
            facts = {"length": str(length), "limit": str(desk.wording.sentence)}
            yield Hit(code="L05", words=sentence, facts=facts)


def phrases(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L20: ら抜き (a), 二重否定 (b), wordy phrases (c); L27: phrases of doubt."""
    for code, pattern in (
        ("L20a", _RA_LESS),
        ("L20b", _DOUBLE_NEGATIVE),
        ("L20c", _SURU_KOTO),
        ("L20c", _WO_OKONAU),
        ("L27", _VAGUE),
    ):
        for found in pattern.finditer(passage.text):
            if not desk.names.holds(passage.text, *found.span()):
                yield Hit(code=code, words=found[0])


def many_nado(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L28: 「など等」, or 等 and など five times or more in one sentence."""
    yield from (Hit(code="L28", words=found[0]) for found in _NADO.finditer(passage.text))
    for sentence in passage.sentences:
        spots = [found.start() for found in re.finditer("等(?![一-龠])|など", sentence)]
        if sum(not desk.names.holds(sentence, at, at + 1) for at in spots) >= _MANY_NADO:
            yield Hit(code="L28", words=sentence)


def classical(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L25: べき at the end of a sentence, べく, のごとく."""
    for sentence in passage.sentences:
        if without_bracket(sentence).endswith("べき"):
            yield Hit(code="L25", words=sentence[-12:], better="べきである")
        for token in words_of(sentence):
            if token.is_("助動詞") and token.surface in ("べく", "ごとく"):
                yield Hit(code="L25", words=token.surface, better="ため" if token.surface == "べく" else "ように")


def without_figures(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """L30: what was done, without any figure: one hint for each submitter."""
    del desk
    lacking: dict[str, list[Passage]] = defaultdict(list)
    for one in corpus.about("done"):
        if not _FIGURE.search(one.text):
            lacking[one.subject.submitter].append(one)
    for submitter, found in lacking.items():
        first = found[0].place
        place = Place(first.file, first.sha256, first.sheet, confidence=Confidence.SHEET)
        yield Finding(
            code="L30",
            place=place,
            subject=Subject(plan=corpus.report.plan_id, submitter=submitter),
            found="",
            facts={
                "column": found[0].subject.field,
                "count": str(len(found)),
                "rows": "、".join(_row(one) for one in found),
            },
            related=tuple(one.place for one in found),
        )


def _row(passage: Passage) -> str:
    about = passage.subject
    return about.item if about.party == about.submitter else f"{about.item} {about.party or about.indicator}"


RULES: Final = (
    ReportRule(codes=("L03",), check=mixed_style, needs_words=True),
    TextRule(codes=("L04",), check=noun_endings, needs_words=True),
    TextRule(codes=("L05",), check=long_sentences),
    TextRule(codes=("L20a", "L20b", "L20c", "L27"), check=phrases),
    TextRule(codes=("L25",), check=classical, needs_words=True),
    TextRule(codes=("L28",), check=many_nado),
    ReportRule(codes=("L30",), check=without_figures),
)
