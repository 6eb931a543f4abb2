"""What a record says of its time, its partners and its success (R01, R06–R10).

Comes in: answers, the year of the report, the names of parties. Goes out: hits and findings. A record is a field that
the layout says is about what was done.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

from reportgen.findings.finding import Finding
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.japanese.years import YearStyle, years_in
from reportgen.validate.corpus import Corpus, Passage
from reportgen.validate.desk import Desk, Hit, ReportRule, TextRule, ending, finding_of
from reportgen.validate.stale_years import is_compared, stale_years
from reportgen.validate.wording.sentences import Ending, tail_of, without_bracket

_SHORTEST_NAME: Final = 3
_STYLES: Final[dict[YearStyle, str]] = {"era": "令和3年度", "letter": "R3年度", "common": "2021年度"}
_STYLE_FROM: Final = 3


def not_in_the_past(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """R01: sentences of a record that end in a verb that is not past. A state and 体言止め are exempt."""
    if passage.about != "done":
        return
    for sentence in passage.sentences:
        if tail_of(sentence).ending is Ending.NON_PAST:
            yield Hit(code="R01", words=ending(without_bracket(sentence)))


def other_years(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """R06: a record that names years, but not the one reported on. 「…と比べて」 is exempt, and what C20 asks."""
    mentions = years_in(passage.text) if passage.about == "done" else ()
    here = [one for one in mentions if desk.plan.year in one.fiscal_years]
    compared = [one for one in mentions if is_compared(passage.text[one.end :])]
    if stale_years(passage.text, desk.plan.year):
        return
    if mentions and not here and len(compared) < len(mentions):
        yield from (Hit(code="R06", words=one.text) for one in mentions if one not in compared)


def relative_years(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """R07: 今年, 前年度 and the like in a record that is read years later."""
    if passage.about != "done":
        return
    pattern = _either(desk.lists.relative_years)
    yield from (
        Hit(code="R07", words=found[0], better=_year_meant(found[0], desk)) for found in pattern.finditer(passage.text)
    )


def _year_meant(words: str, desk: Desk) -> str:
    """Return the fiscal year that 今年度 and its likes mean; nothing for 今年, which may be a calendar year."""
    away = {"今年度": 0, "前年度": -1, "昨年度": -1, "来年度": 1}
    return fiscal_year_label(desk.plan.year + away[words]) if words in away else ""


def own_partner(passage: Passage, _: Desk) -> Iterator[Hit]:
    """R08: a department that names itself in a list of those it works with."""
    name = passage.name
    if passage.kind != "party" or name != passage.subject.submitter or len(name) < _SHORTEST_NAME:
        return
    found = _partner(name).search(passage.text)
    if passage.own and found:
        yield Hit(code="R08", words=found[0])


@cache
def _partner(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"{re.escape(name)}(?:や|と|、|・|及び|並びに|および|をはじめ)[^。\n]{{0,60}}?と(?:の|も)?(?:情報共有|連携|協力|協議|連絡|調整|協働)"
    )


def not_done(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """R09: words such as 中止 beside the best rating."""
    if passage.about == "done" and passage.best:
        facts = {"rating": passage.best}
        pattern = _either(desk.lists.not_done)
        yield from (Hit(code="R09", words=found[0], facts=facts) for found in pattern.finditer(passage.text))


def year_styles(corpus: Corpus, _: Desk) -> Iterator[Finding]:
    """R10: years written otherwise than most of the report does."""
    found = [(one, mention) for one in corpus.answers for mention in years_in(one.text)]
    counts = Counter(mention.style for _, mention in found)
    if counts.total() < _STYLE_FROM:
        return
    (usual, most), *others = counts.most_common()
    if others and others[0][1] < most:
        for passage in corpus.answers:
            strange = [mention for one, mention in found if one is passage and mention.style != usual]
            if strange:
                facts = {"style": _STYLES[usual]}
                yield finding_of("R10", passage, [Hit(code="R10", words=one.text, facts=facts) for one in strange])


@cache
def _either(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


RULES: Final = (
    TextRule(codes=("R01",), check=not_in_the_past, needs_words=True, answers=True),
    TextRule(codes=("R06",), check=other_years, answers=True),
    TextRule(codes=("R07",), check=relative_years, answers=True),
    TextRule(codes=("R08",), check=own_partner, answers=True),
    TextRule(codes=("R09",), check=not_done, answers=True),
    ReportRule(codes=("R10",), check=year_styles),
)
