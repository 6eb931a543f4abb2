"""The questions about wording and about one text against another, over a whole report.

Comes in: the report as merged, its plan and layout. Goes out: findings of the codes L and R that are on; they change
nothing and block nothing. Twice over: the answers, as questions to departments, and the plan's own texts, for the
secretariat. The dictionary is opened only if a rule that needs it is on; where it is not installed, L00 says which
rules could not run.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from reportgen.findings.catalogue import catalogue
from reportgen.findings.finding import Finding
from reportgen.japanese.width import fold
from reportgen.model.plan import Plan
from reportgen.model.report import Report
from reportgen.plan.load import Layout
from reportgen.validate.comparison import labels, pairs, phrases, records, repeats
from reportgen.validate.corpus import Corpus, corpus_of
from reportgen.validate.desk import Desk, Hit, ReportRule, TextRule, finding_about_all, finding_of
from reportgen.validate.wording import marks, near_names, numbers, style, variants, words
from reportgen.validate.wording.lists import lists
from reportgen.validate.wording.morphemes import close, is_installed
from reportgen.validate.wording.protect import protected_names

Rule = TextRule | ReportRule
RULES: Final[tuple[Rule, ...]] = (
    *marks.RULES,
    *style.RULES,
    *words.RULES,
    *near_names.RULES,
    *numbers.RULES,
    *variants.RULES,
    *records.RULES,
    *pairs.RULES,
    *repeats.RULES,
    *phrases.RULES,
    *labels.RULES,
)
"""Every rule, in the order in which findings about one text come."""


def review(report: Report, plan: Plan, layout: Layout) -> tuple[Finding, ...]:
    """Return what is to be asked about the texts of a report, text by text, then about the report as a whole.

    Choices, numbers and what did not arrive are silent here.
    """
    codes = catalogue().with_levels(layout.definition.rules.levels).entries
    enabled = frozenset(code for code, entry in codes.items() if entry.enabled)
    on = [rule for rule in RULES if enabled.intersection(rule.codes)]
    lacking = [] if is_installed() else [rule for rule in on if rule.needs_words]
    desk = Desk(
        plan=plan,
        wording=layout.definition.wording,
        lists=lists(),
        names=protected_names(plan, layout.definition.wording),
        enabled=enabled,
        stock=frozenset(map(fold, layout.definition.wording.stock)),
    )
    corpus = corpus_of(report, layout.definition)
    runnable = [rule for rule in on if rule not in lacking]
    found = (*_of_texts(corpus, desk, runnable), *_of_report(corpus, desk, runnable), *_not_checked(lacking, desk))
    return tuple(finding for finding in found if finding.code in enabled)


def review_one(report: Report, plan: Plan, layout: Layout, submitter: str) -> tuple[Finding, ...]:
    """Return what is to be asked about the answers of one submitter; of the plan's texts and for all, nothing.

    That a rule could not run is told all the same.
    """
    found = review(report, plan, layout)
    return tuple(finding for finding in found if finding.subject.submitter == submitter or finding.code == "L00")


def end_review() -> None:
    """Give back what the questions hold in memory, when no more texts are coming; asking again is only slower."""
    close()


def _of_texts(corpus: Corpus, desk: Desk, rules: Iterable[Rule]) -> Iterator[Finding]:
    own = [rule for rule in rules if isinstance(rule, TextRule)]
    for passage in corpus.passages:
        hits: dict[str, list[Hit]] = {}
        for rule in own:
            if passage.own or not rule.answers:
                for hit in rule.check(passage, desk):
                    hits.setdefault(hit.code, []).append(hit)
        yield from (finding_of(code, passage, found) for code, found in hits.items())


def _of_report(corpus: Corpus, desk: Desk, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        if isinstance(rule, ReportRule):
            yield from rule.check(corpus, desk)


def _not_checked(rules: Iterable[Rule], desk: Desk) -> Iterator[Finding]:
    """Yield L00 with the codes that are on and could not be looked for."""
    codes = sorted({code for rule in rules for code in rule.codes} & desk.enabled)
    if codes:
        yield finding_about_all("L00", desk.plan.id, "・".join(codes), {"codes": "・".join(codes)}, ())
