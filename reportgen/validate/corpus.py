"""The texts of a report as the questions about wording see them: what was answered, and what the plan says.

Comes in: the report and its layout. Goes out: a ``Corpus`` of passages in print order, each with its place and with
what it is about. Choices, numbers, dates, what is not there and items that only repeat another are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.findings.finding import Subject
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem, ReportSection
from reportgen.model.value import Value
from reportgen.place import Place
from reportgen.plan.schema import Field, LayoutDefinition, PlanText
from reportgen.plan.wording import About
from reportgen.validate.wording.sentences import sentences_of, squeezed


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text. ``lines`` are its statements where ``listed``, else its lines; ``own`` is false for the plan's text.

    ``key`` is that of its field, ``row`` the id of its entry, ``name`` that of the party or indicator, ``kind`` party,
    indicator, item or section. ``rating`` is the best choice of a scale if the row has it.
    """

    text: str
    lines: tuple[str, ...]
    sentences: tuple[str, ...]
    squeezed: str
    listed: bool
    own: bool
    about: About | None
    key: str
    kind: str
    item: str
    row: str
    name: str
    subject: Subject
    place: Place
    best: str = ""

    @property
    def where(self) -> str:
        """The row and the field in short: (1)-4 保育課（実施状況）."""
        about = self.subject
        row = " ".join(part for part in (about.item, about.party or about.indicator) if part)
        return f"{row}（{about.field}）" if row else about.field


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All passages of a report, in print order, and what every finding about it says of the plan."""

    report: Report
    passages: tuple[Passage, ...]
    answers: tuple[Passage, ...]

    def about(self, about: About) -> tuple[Passage, ...]:
        """Return the answers about one thing."""
        return tuple(passage for passage in self.answers if passage.about == about)


def corpus_of(report: Report, definition: LayoutDefinition) -> Corpus:
    """Return the passages of a report: of each section its own texts, then those of its items, row by row."""
    builder = _Builder(report, definition)
    passages = tuple(builder.of_sections(report.sections))
    return Corpus(report=report, passages=passages, answers=tuple(one for one in passages if one.own))


class _Builder:
    """Turns values into passages."""

    def __init__(self, report: Report, definition: LayoutDefinition) -> None:
        self._report = report
        self._definition = definition

    def of_sections(self, sections: Iterable[ReportSection]) -> Iterator[Passage]:
        """Yield the passages of sections and of everything below them."""
        for section in sections:
            subject = Subject(plan=self._report.plan_id, field=f"{section.title.text}・")
            yield from self._plan_texts(section.texts, self._definition.section_texts, subject, "section", section.id)
            for item in section.items:
                if not item.repeats:
                    yield from self._of_item(item)
            yield from self.of_sections(section.sections)

    def _of_item(self, item: ReportItem) -> Iterator[Passage]:
        subject = self._subject(item)
        yield from self._plan_texts(item.texts, self._definition.item_texts, subject, "item", item.id)
        for indicator in item.indicators:
            yield from self._of_row(item, indicator, indicator.name.text, "indicator")
        for entry in item.entries:
            yield from self._of_row(item, entry, entry.party.text, "party")

    def _of_row(self, item: ReportItem, row: Entry | IndicatorEntry, name: str, kind: str) -> Iterator[Passage]:
        party = kind == "party"
        definition = self._definition
        about = self._subject(item, party=name if party else "", indicator="" if party else name)
        texts = definition.party_texts if party else definition.indicator_texts
        yield from self._plan_texts(row.texts, texts, about, kind, item.id, row.id, name)
        fields = definition.entries.party if party else definition.entries.indicator
        best = self._best_rating(row, fields)
        for asked in fields:
            value = row.values.get(asked.key)
            if value is None or value.nothing is not None or asked.kind not in ("text", "statements"):
                continue
            own = self._subject(
                item,
                party=about.party,
                indicator=about.indicator,
                submitter=row.submitter,
                field=asked.label,
            )
            yield _passage(
                value, own, key=asked.key, kind=kind, item=item.id, row=row.id, name=name, about=asked.about, best=best
            )

    def _plan_texts(
        self,
        texts: dict[str, Value],
        known: Iterable[PlanText],
        subject: Subject,
        kind: str,
        item: str,
        row: str = "",
        name: str = "",
    ) -> Iterator[Passage]:
        for text in known:
            value = texts.get(text.key)
            if value is None or value.nothing is not None or text.kind == "number" or not value.text:
                continue
            about = Subject(
                plan=subject.plan,
                item=subject.item,
                item_name=subject.item_name,
                party=subject.party,
                indicator=subject.indicator,
                field=subject.field + text.label,
            )
            yield _passage(value, about, key=text.key, kind=kind, item=item, row=row, name=name, own=False)

    def _best_rating(self, row: Entry | IndicatorEntry, fields: Iterable[Field]) -> str:
        for asked in fields:
            scale = self._report.scales.get(asked.scale or "")
            value = row.values.get(asked.key)
            if asked.about == "rating" and scale and value and value.nothing is None:
                return value.text if value.text == scale.choices[0].value else ""
        return ""

    def _subject(
        self, item: ReportItem, *, party: str = "", indicator: str = "", submitter: str = "", field: str = ""
    ) -> Subject:
        return Subject(
            plan=self._report.plan_id,
            submitter=submitter,
            party=party,
            item=item.full_number,
            item_name=item.name.text,
            indicator=indicator,
            field=field,
        )


def _passage(
    value: Value,
    subject: Subject,
    *,
    key: str,
    kind: str,
    item: str,
    row: str,
    name: str,
    about: About | None = None,
    own: bool = True,
    best: str = "",
) -> Passage:
    listed = bool(value.statements)
    lines = tuple(one.text for one in value.statements) if listed else tuple(value.text.split("\n"))
    found = [sentences_of(line) for line in lines] if listed else [sentences_of(value.text)]
    return Passage(
        text=value.text,
        lines=lines,
        sentences=tuple(sentence for line in found for sentence in line),
        squeezed=squeezed(value.text),
        listed=listed,
        own=own,
        about=about,
        key=key,
        kind=kind,
        item=item,
        row=row,
        name=name,
        subject=subject,
        place=value.place or Place(""),
        best=best,
    )
