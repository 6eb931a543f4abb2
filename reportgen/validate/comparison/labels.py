"""Headings and terms that differ by spacing, width or one letter (R12): a table for the secretariat.

Comes in: the whole report. Goes out: one finding for each group. Folding is for comparison only.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from reportgen.findings.finding import Finding
from reportgen.japanese.width import edit_distance, fold
from reportgen.model.report import Report
from reportgen.model.value import Value
from reportgen.place import Place
from reportgen.validate.corpus import Corpus, Passage
from reportgen.validate.desk import Desk, ReportRule, finding_about_all, finding_about_spellings

_LATIN: Final = re.compile(r"([A-Za-zＡ-Ｚａ-ｚ]{2,})([ 　]?)([ァ-ヶー]{2,}|[一-龠]{1,2}|[ぁ-ん])")
_NEAR_FROM: Final = 6
_FEW: Final = 0.2


def labels(corpus: Corpus, _: Desk) -> Iterator[Finding]:
    """R12a: names of indicators, parties and items that are the same but for spacing, width or one letter."""
    named: dict[str, dict[str, list[tuple[str, Value]]]] = {"indicator": defaultdict(list), "party": defaultdict(list)}
    for kind, where, value in _names(corpus.report):
        named[kind][value.text].append((where, value))
    for kind, own in named.items():
        folded = {name: fold(name) for name in own}
        for one, other in combinations(own, 2):
            near = kind == "indicator" and min(len(one), len(other)) >= _NEAR_FROM
            if folded[one] == folded[other] or (near and edit_distance(folded[one], folded[other], 1) == 1):
                yield _label(corpus.report, {one: own[one], other: own[other]})


def spacing(corpus: Corpus, _: Desk) -> Iterator[Finding]:
    """R12b: a space between Latin letters and Japanese here, and none there."""
    groups: dict[str, dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for passage in corpus.passages:
        for found in _LATIN.finditer(passage.text):
            groups[fold(found[0])][found[0]].append(passage)
    for group in groups.values():
        if len(group) > 1:
            yield finding_about_spellings("R12b", corpus.report.plan_id, group)


def widths(corpus: Corpus, _: Desk) -> Iterator[Finding]:
    """R12c: a few brackets of the other width, in texts without brackets of the usual one."""
    found: dict[str, list[Passage]] = {"（…）": [], "(…)": []}
    for passage in corpus.passages:
        for signs, own in found.items():
            own += [passage] * passage.text.count(signs[0])
    few, many = sorted(found, key=lambda signs: len(found[signs]))
    if found[few] and len(found[few]) <= _FEW * len(found[many]):
        yield finding_about_spellings("R12c", corpus.report.plan_id, found)


def _names(report: Report) -> Iterator[tuple[str, str, Value]]:
    for item in report.items():
        yield from (("indicator", item.full_number, one.name) for one in item.indicators)
        yield from (("party", item.full_number, one.party) for one in item.entries)


def _label(report: Report, group: dict[str, list[tuple[str, Value]]]) -> Finding:
    ordered = sorted(group, key=lambda name: (-len(group[name]), name))
    numbers = dict.fromkeys(where for name in ordered for where, _ in group[name])
    facts = {
        "spellings": "・".join(f"「{name}」{len(group[name])}" for name in ordered),
        "rows": "、".join(numbers),
    }
    places = [value.place or Place("") for name in ordered for _, value in group[name]]
    return finding_about_all("R12a", report.plan_id, "／".join(sorted(group)), facts, places)


RULES: Final = (
    ReportRule(codes=("R12a",), check=labels),
    ReportRule(codes=("R12b",), check=spacing),
    ReportRule(codes=("R12c",), check=widths),
)
