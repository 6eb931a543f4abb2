"""Which findings a submitter sees at once.

Comes in: findings and their catalogue. Goes out: the same findings in the same order, without the less certain
questions about wording. This is for display only: findings.json holds them all.
"""

from collections import defaultdict
from collections.abc import Sequence

from reportgen.findings.catalogue import Catalogue, Level
from reportgen.findings.finding import Finding

SHOWN_QUESTIONS = 5
"""How many questions about wording a submitter sees at once: people ignore a wall."""


def shown(findings: Sequence[Finding], catalogue: Catalogue, limit: int = SHOWN_QUESTIONS) -> tuple[Finding, ...]:
    """Return what is shown: all that is no question about wording, and the surest questions of each submitter.

    The more serious level goes first, then the surer code, then the earlier one. What the secretariat acts on is not
    cut.
    """
    questions: dict[str, list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        if not catalogue.blocks_final(finding) and catalogue.actor(finding) == "担当課":
            questions[finding.subject.submitter].append(number)
    levels = list(Level)

    def rank(number: int) -> tuple[int, int, int]:
        finding = findings[number]
        return levels.index(catalogue.level(finding)), -catalogue.entries[finding.code].sure, number

    left_out = {number for own in questions.values() for number in sorted(own, key=rank)[limit:]}
    return tuple(finding for number, finding in enumerate(findings) if number not in left_out)
