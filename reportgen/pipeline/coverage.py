"""Characters that the document's faces cannot draw, as findings that name the cell they were typed into.

Comes in: the document, and the report that it was made from. Goes out: D01 for a character without a glyph, which the
draft shows as 〓, and T13 for a variant form that is drawn in its standard form.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.document.tree import Document
from reportgen.findings.finding import Finding, Subject
from reportgen.japanese.invisible import is_private
from reportgen.model.report import Report, ReportItem
from reportgen.model.value import Value
from reportgen.place import Place
from reportgen.plan.load import Layout


@dataclass(frozen=True, slots=True)
class _Answer:
    value: Value
    subject: Subject


def coverage(document: Document, report: Report, layout: Layout) -> tuple[Finding, ...]:
    """Return one finding for each value that cannot be drawn as written, in reading order.

    A text of the plan or the layout is the secretariat's, and each of its leaves is named once. A private character in
    an answer has been reported as such (T12).
    """
    from reportgen.render.to_pdf import uncovered

    runs = uncovered(document)
    if not runs:
        return ()
    answers = {answer.value.id: answer for answer in _answers(report, layout)}
    places = {value.id: value.place for value in report.values()}
    found: dict[tuple[str, str], Finding] = {}
    for run in runs:
        answer = answers.get(run.source or "")
        code = "D01a" if answer else "D01b"
        subject = answer.subject if answer else Subject(plan=report.plan_id)
        place = places.get(run.source or "") or Place("")
        about = run.source or run.text
        missing = [cluster for cluster in run.missing if not (answer and is_private(cluster[0]))]
        for kind, characters in ((code, missing), ("T13", run.variations)):
            if characters:
                facts = {"codes": "、".join(map(_codes, characters)), "text": run.text}
                finding = Finding(code=kind, place=place, subject=subject, found="".join(characters), facts=facts)
                found.setdefault((kind, about), finding)
    return tuple(found.values())


def _codes(cluster: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in cluster)


def _answers(report: Report, layout: Layout) -> Iterator[_Answer]:
    """Yield every answered value with what a finding says it is about."""
    entries = layout.definition.entries
    labels = {field.key: field.label for field in (*entries.party, *entries.indicator)}
    for item in (item for item in report.items() if not item.repeats):
        for entry in item.entries:
            about = _subject(report, item, entry.submitter)
            for key, value in entry.values.items():
                yield _Answer(value, _with(about, labels.get(key, key), party=entry.party.text))
        for indicator in item.indicators:
            about = _subject(report, item, indicator.submitter)
            for key, value in indicator.values.items():
                yield _Answer(value, _with(about, labels.get(key, key), indicator=indicator.name.text))


def _subject(report: Report, item: ReportItem, submitter: str) -> Subject:
    return Subject(plan=report.plan_id, submitter=submitter, item=item.full_number, item_name=item.name.text)


def _with(about: Subject, field: str, *, party: str = "", indicator: str = "") -> Subject:
    return replace(about, field=field, party=party, indicator=indicator)
