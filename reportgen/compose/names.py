"""The names that a template can use: the report as records, its values as ``Datum``.

Comes in: the report and the layout definition. Goes out: a dictionary for the template, every value entered in the
ledger. How a value behaves in a template, ``datum`` says.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from reportgen.compose.datum import DATUM_NAMES, Books, Choices, Datum
from reportgen.compose.record import Record
from reportgen.compose.years import Years, year_of
from reportgen.japanese.wareki import date_label, fiscal_year_label
from reportgen.model.plan import History, Opinion
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem, ReportSection
from reportgen.model.value import Nothing, Value
from reportgen.plan.derivations import Derivation, Noun
from reportgen.plan.schema import Field, LayoutDefinition, PlanText

SECTION_NAMES: Final = ("number", "title", "kind", "level", "items", "sections", "opinions")
ITEM_NAMES: Final = (
    *("number", "full_number", "name", "entries", "indicators"),
    *("badges", "opinions", "repeated"),
)
ENTRY_NAMES: Final = ("party", "submitter", "in_year")
INDICATOR_NAMES: Final = ("name", "submitter", "in_year")
REPORT_NAMES: Final = (
    *("municipality", "plan_name", "plan_short_name", "year", "year_label"),
    *("previous_year_label", "next_year_label", "issued_label"),
)

_NAMES_OF: Final[Mapping[Noun, tuple[str, ...]]] = {
    "report": REPORT_NAMES,
    "section": SECTION_NAMES,
    "item": ITEM_NAMES,
    "entry": ENTRY_NAMES,
    "indicator": INDICATOR_NAMES,
}


def names_of(report: Report, definition: LayoutDefinition, books: Books) -> dict[str, Any]:
    """Return the names that stand in every template of a layout."""
    form = definition.form
    maker = _Maker(books, definition, report)
    return {
        "report": _report(report, maker.derived(report.derived, "report.")),
        "sections": maker.sections(report.sections),
        "opinions": tuple(maker.opinions),
        "years": Years(report.year),
        "section_texts": _texts(definition.section_texts),
        "item_texts": _texts(definition.item_texts),
        "party_texts": _texts(definition.party_texts),
        "indicator_texts": _texts(definition.indicator_texts),
        "fields": _fields(definition.entries.party),
        "indicator_fields": _fields(definition.entries.indicator),
        "derived": _keyed("derived", [_derivation(one) for one in definition.derive]),
        "labels": Record(
            "labels", {"item": form.item_label, "party": form.party_label, "indicator": form.indicator_label}
        ),
        "scales": _scales(report),
        "meeting": _meeting(report),
        "draft": not report.final,
    }


def names_in(thing: Any) -> tuple[str, ...]:
    """Return what may stand behind the dot of a thing."""
    if isinstance(thing, Record):
        return tuple(thing.names)
    if isinstance(thing, Datum):
        return DATUM_NAMES
    return tuple(name for name in dir(thing) if not name.startswith("_"))


def kind_of(thing: Any) -> str:
    """Return what messages call a thing."""
    if isinstance(thing, Record):
        return thing.kind
    if isinstance(thing, Datum):
        return thing.name
    return {type(None): "none", bool: "true/false", tuple: "list"}.get(type(thing), type(thing).__name__)


def taken_names(definition: LayoutDefinition) -> tuple[tuple[str, str], ...]:
    """Return the keys of a definition that templates could not reach, as (section of layout.toml, key)."""
    rooms: tuple[tuple[str, Iterable[str], tuple[str, ...]], ...] = (
        ("section_texts", (text.key for text in definition.section_texts), SECTION_NAMES),
        ("item_texts", (text.key for text in definition.item_texts), ITEM_NAMES),
        ("party_texts", (text.key for text in definition.party_texts), ENTRY_NAMES),
        ("indicator_texts", (text.key for text in definition.indicator_texts), INDICATOR_NAMES),
        ("entries.party", (field.key for field in definition.entries.party), ENTRY_NAMES),
        ("entries.indicator", (field.key for field in definition.entries.indicator), INDICATOR_NAMES),
        *(("derive", one.made_keys(), _NAMES_OF[noun]) for one in definition.derive for noun in one.on),
    )
    return tuple((room, key) for room, keys, taken in rooms for key in keys if key in taken)


def value_names(definition: LayoutDefinition) -> tuple[str, ...]:
    """Return what templates call the values that must stand in the document."""
    asked = definition.entries
    return (
        *("section.number", "section.title"),
        *(f"section.{text.key}" for text in definition.section_texts),
        *("item.number", "item.name"),
        *(f"item.{text.key}" for text in definition.item_texts),
        *(f"indicator.{text.key}" for text in definition.indicator_texts),
        *(("indicator.name",) if asked.indicator else ()),
        *(f"indicator.{field.key}" for field in asked.indicator),
        "entry.party",
        *(f"entry.{text.key}" for text in definition.party_texts),
        *(f"entry.{field.key}" for field in asked.party),
    )


class _Maker:
    """Turns the tree of the report into records, in print order."""

    def __init__(self, books: Books, definition: LayoutDefinition, report: Report) -> None:
        self._books, self._definition, self._year = books, definition, report.year
        self._enter = books.ledger.value
        self.opinions: list[Record] = []
        nothing = (*Nothing, *(definition.empty.text(kind) for kind in Nothing), "")
        scales = {name: tuple(choice.value for choice in scale.choices) for name, scale in report.scales.items()}
        self._choices: dict[str | None, Choices] = {
            name: Choices(values, frozenset((*values, *nothing))) for name, values in scales.items()
        }

    def sections(self, sections: Iterable[ReportSection]) -> tuple[Record, ...]:
        return tuple(self._section(section) for section in sections)

    def _section(self, section: ReportSection) -> Record:
        names = {
            "number": self._datum(section.number, "section.number"),
            "title": self._datum(section.title, "section.title"),
            **self._texts(section.texts, "section.", self._definition.section_texts),
            **self.derived(section.derived, "section."),
            "kind": section.kind,
            "level": section.level,
            "opinions": self._opinions(section.opinions, section.number, section.title),
            "items": tuple(self._item(item) for item in section.items),
            "sections": self.sections(section.sections),
        }
        return Record("section", names)

    def _item(self, item: ReportItem) -> Record:
        rows = self._repeated(item) if item.repeats else self._rows(item)
        names = {
            "number": self._datum(item.number, "item.number"),
            "full_number": item.full_number,
            "name": self._datum(item.name, "item.name"),
            **self._texts(item.texts, "item.", self._definition.item_texts),
            **self.derived(item.derived, "item."),
            **rows,
            "badges": item.badges,
            "opinions": self._opinions(item.opinions, item.full_number, item.name),
            "repeated": bool(item.repeats),
        }
        return Record("item", names)

    def _rows(self, item: ReportItem) -> dict[str, tuple[Record, ...]]:
        return {
            "indicators": tuple(self._indicator(indicator) for indicator in item.indicators),
            "entries": tuple(self._entry(entry) for entry in item.entries),
        }

    def _repeated(self, item: ReportItem) -> dict[str, tuple[Record, ...]]:
        """Return the rows of an item that stands a second time: its values are the original's, and not counted."""
        self._enter = self._books.ledger.extra
        rows = self._rows(item)
        self._enter = self._books.ledger.value
        return rows

    def _opinions(self, given: Iterable[Opinion], number: Value | str, title: Value) -> tuple[Record, ...]:
        """Return opinions, each with the number by which it is known outside its section: an item's is the full one."""
        found = tuple(
            Record(
                "opinion",
                {
                    "number": number if isinstance(number, str) else self._extra(number, "opinion.number"),
                    "title": self._extra(title, "opinion.title"),
                    "speaker": self._extra(one.speaker, "opinion.speaker"),
                    "opinion": self._extra(one.opinion, "opinion.opinion"),
                    "response": self._extra(one.response, "opinion.response"),
                },
            )
            for one in given
        )
        self.opinions += found
        return found

    def _entry(self, entry: Entry) -> Record:
        names = {
            "party": self._datum(entry.party, "entry.party"),
            "submitter": entry.submitter,
            **self._texts(entry.texts, "entry.", self._definition.party_texts),
            **self._answers(entry.values, "entry.", self._definition.entries.party),
            **self.derived(entry.derived, "entry."),
        }
        names["in_year"] = self._history("entry", entry.history, names, self._definition.entries.party)
        return Record("entry", names)

    def _indicator(self, indicator: IndicatorEntry) -> Record:
        names = {
            "name": self._datum(indicator.name, "indicator.name"),
            "submitter": indicator.submitter,
            **self._texts(indicator.texts, "indicator.", self._definition.indicator_texts),
            **self._answers(indicator.values, "indicator.", self._definition.entries.indicator),
            **self.derived(indicator.derived, "indicator."),
        }
        names["in_year"] = self._history("indicator", indicator.history, names, self._definition.entries.indicator)
        return Record("indicator", names)

    def _history(
        self, kind: str, given: History, now: Mapping[str, Any], fields: Sequence[Field]
    ) -> Callable[[Any], Record]:
        """Return what gives the values of one year: now those of the report, in another year those of the plan."""
        known: dict[int, Record] = {}

        def made(year: int) -> Record:
            if year == self._year:
                return Record(kind, {field.key: now[field.key] for field in fields if field.key in now})
            return Record(kind, {field.key: self._earlier(kind, field.key, given, year) for field in fields})

        def in_year(year: Any) -> Record:
            wanted = year_of(year)
            if wanted not in known:
                known[wanted] = made(wanted)
            return known[wanted]

        return in_year

    def _earlier(self, kind: str, key: str, given: History, year: int) -> Datum:
        value, name = given.get(key, {}).get(year), f"{kind}.in_year.{key}"
        return self._extra(value, name) if value else Datum("", self._books.ledger.absent(name), self._books)

    def _extra(self, value: Value, name: str) -> Datum:
        """Return a value that need not be printed, and may be printed twice."""
        number = self._books.ledger.extra(value.text, value.id, name)
        return Datum(value.text, number, self._books, value.nothing, value.statements)

    def _texts(self, given: Mapping[str, Value], prefix: str, defined: Iterable[PlanText]) -> dict[str, Datum]:
        """Return the plan's own texts; one that is not given is empty and false."""
        found = self._data(given, prefix)
        for text in defined:
            if text.key not in found:
                found[text.key] = Datum("", self._books.ledger.absent(prefix + text.key), self._books)
        return found

    def _answers(self, values: Mapping[str, Value], prefix: str, fields: Iterable[Field]) -> dict[str, Datum]:
        """Return what was answered; an answer to a choice knows the choices of its scale."""
        found = self._data(values, prefix)
        for field in fields:
            if field.key in found and field.scale in self._choices:
                found[field.key].choices = self._choices[field.scale]
        return found

    def _data(self, values: Mapping[str, Value], prefix: str) -> dict[str, Datum]:
        return {key: self._datum(value, prefix + key) for key, value in values.items()}

    def derived(self, values: Mapping[str, Value], prefix: str) -> dict[str, Datum]:
        """Return what was reckoned; a template may print it once, again, or not at all."""
        return {key: self._extra(value, prefix + key) for key, value in values.items()}

    def _datum(self, value: Value, name: str) -> Datum:
        number = self._enter(value.text, value.id, name)
        return Datum(value.text, number, self._books, value.nothing, value.statements)


def _report(report: Report, derived: Mapping[str, Datum]) -> Record:
    return Record(
        "report",
        {
            "municipality": report.municipality,
            "plan_name": report.plan_name,
            "plan_short_name": report.short_name or report.plan_name,
            "year": report.year,
            "year_label": fiscal_year_label(report.year),
            "previous_year_label": fiscal_year_label(report.year - 1),
            "next_year_label": fiscal_year_label(report.year + 1),
            "issued_label": date_label(report.issued) if report.issued else "",
            **derived,
        },
    )


def _meeting(report: Report) -> Record:
    meeting = report.meeting
    return Record(
        "meeting",
        {
            "document_number": meeting.document_number,
            "name": meeting.name,
            "day_label": date_label(meeting.day) if meeting.day else "",
            "contact": meeting.contact,
        },
    )


def _scales(report: Report) -> Record:
    made: dict[str, Record] = {}
    for key, scale in report.scales.items():
        choices = tuple(
            Record(
                "choice",
                {
                    "value": choice.value,
                    "meaning": choice.meaning,
                    "example": choice.example,
                    "counts": choice.counts,
                    "reason_required": choice.reason_required,
                },
            )
            for choice in scale.choices
        )
        made[key] = Record("scale", {"name": scale.name, "choices": choices})
    return Record("scales", made, tuple(made.values()))


def _texts(texts: Iterable[PlanText]) -> Record:
    return _keyed(
        "texts",
        [
            Record("text", {"key": text.key, "label": text.label, "kind": text.kind, "unit": text.unit})
            for text in texts
        ],
    )


def _derivation(one: Derivation) -> Record:
    return Record("derivation", {"key": one.key, "label": one.label, "kind": one.kind, "unit": one.shown_unit})


def _fields(fields: Iterable[Field]) -> Record:
    return _keyed(
        "fields",
        [
            Record(
                "field",
                {
                    "key": field.key,
                    "label": field.label,
                    "kind": field.kind,
                    "scale": field.scale or "",
                    "unit": field.unit,
                },
            )
            for field in fields
        ],
    )


def _keyed(kind: str, records: list[Record]) -> Record:
    return Record(kind, {record.names["key"]: record for record in records}, tuple(records))
