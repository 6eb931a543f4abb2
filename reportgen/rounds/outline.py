"""A report as an outline of things with printed texts: the shape in which two reports are compared.

Comes in: a report. Goes out: a tree of ``Thing``, in print order. What no document prints (reasons, receipts, raw
contents of cells) and what changes with every edition (date of issue, meeting, draft or final) is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.plan import History, Opinion, Scale
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem, ReportSection
from reportgen.model.value import Value
from reportgen.place import Place

Noun = Literal["report", "scale", "section", "item", "entry", "indicator", "opinion"]
FieldName = tuple[str, int | None]
"""Key of a field, and the earlier fiscal year whose value it is; ``None`` for what belongs to this report."""

NAME_OF: Mapping[Noun, str] = {
    "report": "plan_name",
    "scale": "name",
    "section": "title",
    "item": "name",
    "entry": "party",
    "indicator": "name",
    "opinion": "opinion",
}
"""The field by which people call a thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A text as it is printed, with the marks of its statements. ``derived``: reckoned, not written by anybody."""

    text: str
    place: Place | None = None
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a reader calls a thing: full number and name of the item or section, and the party or indicator."""

    number: str = ""
    name: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing of the report. ``alias`` tells a row whose name was changed: its submitter, or who spoke."""

    noun: Noun
    id: str
    about: About
    fields: dict[FieldName, Printed]
    parts: tuple["Thing", ...] = field(default=())
    alias: str = ""

    @property
    def name(self) -> str:
        """The name that is printed."""
        return self.fields[NAME_OF[self.noun], None].text

    def walk(self) -> Iterator["Thing"]:
        """Yield the thing and everything below it, in print order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def outline(report: Report) -> Thing:
    """Return the whole report as one thing."""
    heads = {"plan_name": report.plan_name, "short_name": report.short_name, "municipality": report.municipality}
    return Thing(
        noun="report",
        id=report.plan_id,
        about=About(name=report.plan_name),
        fields={**_plain(heads), **_values(report.derived)},
        parts=(*map(_scale, report.scales.values()), *map(_section, report.sections)),
    )


def _scale(scale: Scale) -> Thing:
    choices = {one.value: f"{one.value}　{one.meaning}" if one.meaning else one.value for one in scale.choices}
    fields = _plain({f"choice/{value}": text for value, text in choices.items()})
    return Thing(
        noun="scale", id=scale.name, about=About(name=scale.name), fields={**_plain({"name": scale.name}), **fields}
    )


def _section(section: ReportSection) -> Thing:
    about = About(number=section.number.text, name=section.title.text)
    return Thing(
        noun="section",
        id=section.id,
        about=about,
        fields={
            **_values({"number": section.number, "title": section.title}),
            **_plain({"kind": section.kind}),
            **_values(section.texts, section.derived),
        },
        parts=(
            *_opinions(section.opinions, about),
            *map(_item, section.items),
            *map(_section, section.sections),
        ),
    )


def _item(item: ReportItem) -> Thing:
    """Return an item; one that stands a second time (再掲) shows its original's rows, which are told there."""
    about = About(number=item.full_number, name=item.name.text)
    rows: tuple[Entry | IndicatorEntry, ...] = () if item.repeats else (*item.indicators, *item.entries)
    return Thing(
        noun="item",
        id=item.id,
        about=about,
        fields={
            **_values({"number": item.number, "name": item.name}),
            **_plain({"badges": "、".join(item.badges), "repeats": item.repeats}),
            **_values(item.texts, item.derived),
        },
        parts=(*(_row(row, about) for row in rows), *_opinions(item.opinions, about)),
    )


def _row(row: Entry | IndicatorEntry, item: About) -> Thing:
    noun: Noun = "entry" if isinstance(row, Entry) else "indicator"
    name = row.party if isinstance(row, Entry) else row.name
    return Thing(
        noun=noun,
        id=row.id,
        about=About(number=item.number, name=item.name, who=name.text),
        fields={**_values({NAME_OF[noun]: name}, row.texts, row.values, row.derived), **_earlier(row.history)},
        alias=row.submitter,
    )


def _opinions(opinions: Iterable[Opinion], about: About) -> Iterator[Thing]:
    for number, one in enumerate(opinions):
        yield Thing(
            noun="opinion",
            id=f"{about.number}/{number}",
            about=About(number=about.number, name=about.name, who=one.speaker.text),
            fields=_values({"speaker": one.speaker, "opinion": one.opinion, "response": one.response}),
            alias=one.speaker.text,
        )


def _earlier(history: History) -> dict[FieldName, Printed]:
    return {(key, year): _printed(value) for key, years in history.items() for year, value in years.items()}


def _values(*rooms: Mapping[str, Value]) -> dict[FieldName, Printed]:
    return {(key, None): _printed(value) for room in rooms for key, value in room.items()}


def _plain(texts: Mapping[str, str]) -> dict[FieldName, Printed]:
    return {(key, None): Printed(text=text) for key, text in texts.items()}


def _printed(value: Value) -> Printed:
    """Return the text with marks, and behind a mark of an earlier cycle its year."""
    lines = [
        one.mark + one.text + (f"（{fiscal_year_label(one.judged)}）" if one.judged else "") for one in value.statements
    ]
    text = "\n".join(lines) if lines else value.text
    return Printed(text=text, place=value.place, derived=bool(value.sources))
