"""What a form that went back could only quote, and what nobody has said is done, however many rounds ago it was found.

Comes in: a submitter's rounds, the oldest first, with what was found in each. Goes out: findings of earlier rounds that
the last of them still owes. A form of a later round does not hold such a text, so only a word about it ends it.
"""

from collections.abc import Sequence
from typing import Final

from reportgen.findings.catalogue import Catalogue
from reportgen.findings.finding import Finding
from reportgen.japanese.width import fold
from reportgen.model.submitted import Submission

CORRECTED: Final = "修正済"
"""The 対応 that says that something was changed; its reason tells what, and accepts nothing."""

Round = tuple[Submission, Sequence[Finding]]


def owed(rounds: Sequence[Round], catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return what was only quoted in rounds before the last and was not called done since, each text once."""
    kept: dict[tuple[str, str], Finding] = {}
    for number, (submission, findings) in enumerate(rounds):
        later = [other for other, _ in rounds[number + 1 :]]
        for finding in findings if later else ():
            if catalogue.entries[finding.code].quoted and all(_owes(one, submission, finding) for one in later):
                kept.setdefault((finding.fingerprint, finding.content), finding)
    again = {(one.fingerprint, one.content) for one in (rounds[-1][1] if rounds else ())}
    return tuple(finding for key, finding in kept.items() if key not in again)


def is_done(submission: Submission, finding: Finding) -> bool:
    """Say whether a list that came back says 修正済 to a finding."""
    return any(
        fold(reply.handling) == fold(CORRECTED)
        for reply in submission.replies
        if (reply.fingerprint, reply.content) == (finding.fingerprint, finding.content)
    )


def _owes(later: Submission, found_in: Submission, finding: Finding) -> bool:
    """Say whether a later file cannot show that a text is gone: a file of the same round was read anew."""
    return later.round > found_in.round and not is_done(later, finding)
