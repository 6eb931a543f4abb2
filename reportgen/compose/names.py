"""The names that a template can use: the report as records, its values as ``Datum``.

Comes in: the report and the layout definition. Goes out: a dictionary for the template, every value entered in the
ledger. A ``Datum`` can be printed, compared and tested, and nothing else: whoever turns it into a bare string is
reported, because the text would lose its provenance.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import total_ordering
from typing import Any, Final

from reportgen.compose.ledger import Ledger
from reportgen.japanese.wareki import date_label, fiscal_year_label
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem, ReportSection
from reportgen.model.value import Nothing, Statement, Value
from reportgen.plan.schema import Field, LayoutDefinition

SECTION_NAMES: Final = ("number", "title", "kind", "level", "items", "sections")
ITEM_NAMES: Final = ("number", "full_number", "name", "entries", "indicators")
ENTRY_NAMES: Final = ("party", "submitter")
INDICATOR_NAMES: Final = ("name", "submitter")
DATUM_NAMES: Final = ("nothing", "lines", "statements")

MARK: Final = "・"
"""The mark of a line that has none of its own."""

Refuse = Callable[["Datum", str], None]
"""Called with the datum and the operation that would have made a bare string of it."""


class Record:
    """A thing with names. Also iterates over its rows, if it has any (``fields``, ``scales``)."""

    __slots__ = ("kind", "names", "rows")

    def __init__(self, kind: str, names: Mapping[str, Any], rows: tuple[Any, ...] | None = None) -> None:
        self.kind, self.names, self.rows = kind, names, rows

    def __iter__(self) -> Iterator[Any]:
        if self.rows is None:
            raise TypeError(f"{self.kind} is not a list")
        return iter(self.rows)

    def __len__(self) -> int:
        return 1 if self.rows is None else len(self.rows)

    def __repr__(self) -> str:
        return f"<{self.kind}>"


@dataclass(slots=True)
class Books:
    """What every ``Datum`` of a run shares: the ledger, and whom to tell of a refused operation."""

    ledger: Ledger
    refuse: Refuse


@total_ordering
class Datum:
    """A printed text of the model. True if something was written; equal to a string of the same text."""

    __slots__ = ("books", "marked", "nothing", "number", "text")

    def __init__(
        self, text: str, number: int, books: Books, nothing: Nothing | None = None, marked: tuple[Statement, ...] = ()
    ) -> None:
        self.text, self.number, self.books, self.nothing, self.marked = text, number, books, nothing, marked

    @property
    def name(self) -> str:
        """What templates call it."""
        return self.books.ledger.data[self.number].name

    @property
    def lines(self) -> tuple["Datum", ...]:
        """The lines of the text, each to be printed on its own; printing all of them prints the value."""
        return self._parts(self.text.split("\n"))

    @property
    def statements(self) -> tuple[Record, ...]:
        """The statements with their marks, each text to be printed on its own; the lines of any other text."""
        marked = self.marked or tuple(Statement(text=line, mark=MARK) for line in self.text.split("\n"))
        parts = self._parts([statement.text for statement in marked])
        return tuple(
            Record("statement", {"text": part, "mark": statement.mark, "judged_label": _year(statement.judged)})
            for part, statement in zip(parts, marked, strict=True)
        )

    def _parts(self, texts: Sequence[str]) -> tuple["Datum", ...]:
        part = self.books.ledger.part
        return tuple(Datum(text, part(self.number, text, n), self.books, self.nothing) for n, text in enumerate(texts))

    def again(self) -> "Datum":
        """Return the same text, to be printed a second time."""
        return Datum(self.text, self.books.ledger.repeat(self.number), self.books, self.nothing, self.marked)

    def bare(self, operation: str) -> str:
        """Report an operation that would lose the provenance; return the bare text so that the run goes on."""
        self.books.refuse(self, operation)
        return self.text

    def __bool__(self) -> bool:
        return self.nothing is None and self.text != ""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Datum):
            return self.text == other.text
        return self.text == other if isinstance(other, str) else NotImplemented

    def __lt__(self, other: object) -> bool:
        if isinstance(other, Datum):
            return self.text < other.text
        return self.text < other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __contains__(self, part: object) -> bool:
        return (part.text if isinstance(part, Datum) else str(part)) in self.text

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __str__(self) -> str:
        return self.bare("~・%")

    def __html__(self) -> str:
        return self.bare("~・%")

    def __format__(self, specification: str) -> str:
        return self.bare("format")

    def __add__(self, other: object) -> str:
        return self.bare("+")

    __radd__ = __add__

    def __mod__(self, other: object) -> str:
        return self.bare("~・%")

    __rmod__ = __mod__

    def __mul__(self, other: object) -> str:
        return self.bare("*")

    __rmul__ = __mul__

    def __getitem__(self, key: object) -> str:
        return self.bare("[ ]")


def names_of(report: Report, definition: LayoutDefinition, books: Books) -> dict[str, Any]:
    """Return the names that stand in every template of a layout."""
    maker = _Maker(books)
    texts = [Record("text", {"key": text.key, "label": text.label}) for text in definition.item_texts]
    return {
        "report": _report(report),
        "sections": maker.sections(report.sections),
        "texts": _keyed("texts", texts),
        "fields": _fields(definition.entries.party),
        "indicator_fields": _fields(definition.entries.indicator),
        "scales": _scales(report),
        "meeting": _meeting(report),
        "draft": not report.final,
    }


def taken_names(definition: LayoutDefinition) -> tuple[tuple[str, str], ...]:
    """Return the keys of a definition that templates could not reach, as (section of layout.toml, key)."""
    texts = [("item_texts", text.key) for text in definition.item_texts if text.key in ITEM_NAMES]
    entries = definition.entries
    parties = [("entries.party", field.key) for field in entries.party if field.key in ENTRY_NAMES]
    indicators = [("entries.indicator", field.key) for field in entries.indicator if field.key in INDICATOR_NAMES]
    return (*texts, *parties, *indicators)


def value_names(definition: LayoutDefinition) -> tuple[str, ...]:
    """Return what templates call the values that must stand in the document."""
    return (
        *("section.number", "section.title", "item.number", "item.name"),
        *(f"item.{text.key}" for text in definition.item_texts),
        "entry.party",
        *(f"entry.{field.key}" for field in definition.entries.party),
        *(("indicator.name",) if definition.entries.indicator else ()),
        *(f"indicator.{field.key}" for field in definition.entries.indicator),
    )


class _Maker:
    """Turns the tree of the report into records, in print order."""

    def __init__(self, books: Books) -> None:
        self._books, self._enter = books, books.ledger.value

    def sections(self, sections: Iterable[ReportSection]) -> tuple[Record, ...]:
        return tuple(self._section(section) for section in sections)

    def _section(self, section: ReportSection) -> Record:
        names = {
            **self._data(section.texts, "section."),
            "number": self._datum(section.number, "section.number"),
            "title": self._datum(section.title, "section.title"),
            "kind": section.kind,
            "level": section.level,
            "items": tuple(self._item(item) for item in section.items),
            "sections": self.sections(section.sections),
        }
        return Record("section", names)

    def _item(self, item: ReportItem) -> Record:
        names = {
            "number": self._datum(item.number, "item.number"),
            "full_number": item.full_number,
            "name": self._datum(item.name, "item.name"),
            **self._data(item.texts, "item."),
            "indicators": tuple(self._indicator(indicator) for indicator in item.indicators),
            "entries": tuple(self._entry(entry) for entry in item.entries),
        }
        return Record("item", names)

    def _entry(self, entry: Entry) -> Record:
        names = {
            "party": self._datum(entry.party, "entry.party"),
            "submitter": entry.submitter,
            **self._data(entry.texts, "entry."),
            **self._data(entry.values, "entry."),
        }
        return Record("entry", names)

    def _indicator(self, indicator: IndicatorEntry) -> Record:
        names = {
            "name": self._datum(indicator.name, "indicator.name"),
            "submitter": indicator.submitter,
            **self._data(indicator.texts, "indicator."),
            **self._data(indicator.values, "indicator."),
        }
        return Record("indicator", names)

    def _data(self, values: Mapping[str, Value], prefix: str) -> dict[str, Datum]:
        return {key: self._datum(value, prefix + key) for key, value in values.items()}

    def _datum(self, value: Value, name: str) -> Datum:
        number = self._enter(value.text, value.id, name)
        return Datum(value.text, number, self._books, value.nothing, value.statements)


def _report(report: Report) -> Record:
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
            Record("choice", {"value": choice.value, "meaning": choice.meaning, "example": choice.example})
            for choice in scale.choices
        )
        made[key] = Record("scale", {"name": scale.name, "choices": choices})
    return Record("scales", made, tuple(made.values()))


def _fields(fields: Iterable[Field]) -> Record:
    return _keyed(
        "fields",
        [
            Record("field", {"key": field.key, "label": field.label, "kind": field.kind, "scale": field.scale or ""})
            for field in fields
        ],
    )


def _year(year: int | None) -> str:
    return "" if year is None else fiscal_year_label(year)


def _keyed(kind: str, records: list[Record]) -> Record:
    return Record(kind, {record.names["key"]: record for record in records}, tuple(records))
