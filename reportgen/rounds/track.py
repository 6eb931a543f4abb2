"""Findings of two rounds, compared.

Comes in: what was found now, what was found in each submitter's round before, the answers, and how far the checks
reached. Goes out: one list, in which what is not found any more stands at the end. A pure function: rounds are inputs,
and nothing of a former run is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.findings.finding import Finding
from reportgen.findings.tracked import State, Tracked
from reportgen.rounds.answers import Answers
from reportgen.rounds.reach import Reach, Reached


def track(
    now: Iterable[Finding], before: Mapping[str, Sequence[Finding]], answers: Answers, reach: Reach
) -> tuple[Tracked, ...]:
    """Return every finding of this round, then those of the round before that are not found any more.

    ``before`` holds the earlier findings of every submitter who has an earlier round; whoever has none gets no states.
    What is not found any more is 解消 if the check ran on what it is about. It stays 継続 if that could not be read, or
    if the list only quoted it and nobody has said that it is done. It is left out if something that covers it has been
    found instead (one finding for one cause).
    """
    former = _Former(before)
    found = tuple(now)
    same = [former.take_same(finding) for finding in found]
    tracked = []
    for finding, unchanged in zip(found, same, strict=True):
        earlier = unchanged or former.take_changed(finding)
        tracked.append(
            Tracked(
                finding=finding,
                state=_state(finding, earlier) if finding.subject.submitter in before else None,
                answer=answers.to(finding, earlier),
            )
        )
    return (*tracked, *_left(former, answers, reach))


def _state(finding: Finding, earlier: Finding | None) -> State:
    if earlier is None:
        return State.NEW
    return State.STAYS if earlier.content == finding.content else State.CHANGED


def _left(former: "_Former", answers: Answers, reach: Reach) -> Iterator[Tracked]:
    for finding in former.left():
        reached = reach.of(finding)
        if reached is Reached.READ and not answers.is_owed(finding):
            yield Tracked(finding=finding, state=State.GONE)
        elif reached is not Reached.COVERED:
            yield Tracked(finding=finding, state=State.STAYS, answer=answers.to(finding, finding))


class _Former:
    """The findings of the rounds before, each taken at most once: several of one code may stand in one field."""

    def __init__(self, before: Mapping[str, Sequence[Finding]]) -> None:
        self._order = [finding for findings in before.values() for finding in findings]
        self._waiting: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in self._order:
            self._waiting[finding.fingerprint].append(finding)

    def take_same(self, finding: Finding) -> Finding | None:
        """Return and remove the earlier finding with the same content at the same place, if there is one."""
        waiting = self._waiting[finding.fingerprint]
        return self._take(waiting, (one for one in waiting if one.content == finding.content))

    def take_changed(self, finding: Finding) -> Finding | None:
        """Return and remove an earlier finding at the same place, whatever stood there."""
        waiting = self._waiting[finding.fingerprint]
        return self._take(waiting, iter(waiting))

    def left(self) -> Iterator[Finding]:
        """Yield those that nothing of this round has taken, in their order."""
        left = {id(finding) for waiting in self._waiting.values() for finding in waiting}
        return (finding for finding in self._order if id(finding) in left)

    @staticmethod
    def _take(waiting: list[Finding], fitting: Iterator[Finding]) -> Finding | None:
        found = next(fitting, None)
        if found is not None:
            del waiting[next(index for index, one in enumerate(waiting) if one is found)]
        return found
