"""Statements that stand in several places word for word (R04c): one list for the secretariat.

Comes in: the whole report, the plan's own statements too. Goes out: at most one finding. White space is left out of the
comparison, and so are statements too short to be anybody's wording. Stock phrases of the layout are listed like others:
the list shows how often each stands.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from reportgen.findings.finding import Finding
from reportgen.validate.corpus import Corpus, Passage
from reportgen.validate.desk import Desk, ReportRule, excerpt, finding_about_all

_SHORTEST: Final = 10
_SHOWN: Final = 3

Group = tuple[str, tuple[Passage, ...]]
"""A statement as it stands first, and where it stands, once for each time."""


def repeated_statements(corpus: Corpus, _: Desk) -> Iterator[Finding]:
    """R04c: all statements that stand twice or more, most frequent first."""
    groups = _groups(corpus)
    if not groups:
        return
    answers = [group for group in groups if sum(one.own for one in group[1]) > 1]
    facts = {
        "groups": str(len(groups)),
        "count": str(sum(len(places) for _, places in groups)),
        "answers": str(len(answers)),
        "words": "、".join(f"「{excerpt(text)}」{len(places)}" for text, places in groups[:_SHOWN]),
    }
    listed = "\n".join(f"「{text}」（{len(places)}）　{_where(places)}" for text, places in groups)
    places = (one.place for _, own in groups for one in own)
    yield finding_about_all("R04c", corpus.report.plan_id, listed, facts, places)


def _groups(corpus: Corpus) -> list[Group]:
    found: dict[str, list[tuple[str, Passage]]] = defaultdict(list)
    for passage in corpus.passages:
        for line in passage.lines if passage.listed else ():
            key = "".join(line.split())
            if len(key) >= _SHORTEST:
                found[key].append((line, passage))
    groups = [(own[0][0], tuple(passage for _, passage in own)) for own in found.values() if len(own) > 1]
    return sorted(groups, key=lambda group: -len(group[1]))


def _where(places: tuple[Passage, ...]) -> str:
    often = Counter(one.where for one in places)
    return "、".join(where if count == 1 else f"{where}×{count}" for where, count in often.items())


RULES: Final = (ReportRule(codes=("R04c",), check=repeated_statements),)
