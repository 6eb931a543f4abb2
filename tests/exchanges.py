"""A run without its document: files in, tracked findings and return packages out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from written_plans import matrix

from reportgen.collect import collect_rounds
from reportgen.deliver.listing import Listing, in_order, listings
from reportgen.deliver.returns import write_return
from reportgen.findings.catalogue import Catalogue, catalogue
from reportgen.findings.tracked import Tracked
from reportgen.model.plan import Plan
from reportgen.model.submitted import Submission
from reportgen.plan.load import Layout
from reportgen.rounds import Answers, Reach, owed, track
from reportgen.validate import validate


@dataclass(frozen=True, kw_only=True)
class Exchange:
    plan: Plan
    layout: Layout
    words: Catalogue
    submissions: Mapping[str, Submission]
    tracked: tuple[Tracked, ...]
    answers: Answers

    @property
    def listings(self) -> dict[str, Listing]:
        return listings(self.tracked, self.words, self.plan)

    def returned(self, submitter: str) -> bytes:
        latest = self.submissions.get(submitter)
        return write_return(self.listings[submitter], self.plan, self.layout, latest, self.answers.reply)

    def states(self, submitter: str) -> list[str]:
        """Every finding of a submitter in one line: state, code, place, and 確認済み if it was answered."""
        lines = []
        for one in self.tracked:
            about = one.finding.subject
            if about.submitter == submitter:
                row = [about.item, about.field] if about.item else [about.field or one.finding.found[:12]]
                settled = ["確認済み"] if one.stands and one.answer else []
                state = one.state.value if one.state else "－"
                lines.append(" ".join(part for part in [state, one.finding.code, *row, *settled] if part))
        return lines


def exchange(files: Mapping[str, bytes], plan: Plan, layout: Layout | None = None) -> Exchange:
    layout = layout or matrix()
    words = catalogue().with_levels(layout.definition.rules.levels)
    collected = collect_rounds(files, plan, layout)
    now = [*collected.findings, *(f for one in collected.submissions for f in validate(one, plan, layout)[1])]
    before = {
        name: (
            *one.findings,
            *validate(one.submission, plan, layout)[1],
            *owed([(past.submission, past.findings) for past in (*one.older, one)], words),
        )
        for name, one in collected.earlier.items()
    }
    earlier = {name: one.submission for name, one in collected.earlier.items()}
    answers = Answers(words, plan, collected.submissions, earlier)
    found = track(now, before, answers, Reach(plan, layout, collected.submissions))
    return Exchange(
        plan=plan,
        layout=layout,
        words=words,
        submissions={one.submitter: one for one in collected.submissions},
        tracked=in_order(found, words),
        answers=answers,
    )
