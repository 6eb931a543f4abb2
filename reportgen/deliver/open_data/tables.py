"""The report as public tables. What is not named here does not leave the house.

Comes in: a report, its layout, and the ids of values that the document leaves out. Goes out: tables. No file name, no
hash, no submitter, no reason, no opinion and no earlier year is looked at.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from reportgen.deliver.open_data.fields import (
    NOT_PUBLISHED,
    Asked,
    Cell,
    Column,
    answers,
    cell,
    code_of,
    derived,
    nothing,
    texts,
    words,
)
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem, ReportSection
from reportgen.model.value import Nothing, Statement, Value
from reportgen.plan.load import Layout
from reportgen.plan.schema import Field, LayoutDefinition, PlanText

Row = dict[str, Cell]
_INTEGERS: Final = frozenset({"year", "level", "order", "judged"})
_FLAGS: Final = frozenset({"example", "counts"})
_ANSWERED: Final = frozenset({"entries", "indicators"})
_OF_PROGRAM: Final = frozenset({"year", "year_label", "order", "table", "key"})


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the public data is about."""

    municipality: str
    plan_name: str
    year: int
    issued: date | None
    final: bool
    licence: str


@dataclass(slots=True, kw_only=True)
class Table:
    """One table: its file name without extension, what it is called, its columns, and its rows by column key."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)


def about(report: Report, layout: Layout) -> About:
    """Return what the data is about; the licence is the layout's."""
    return About(
        municipality=report.municipality,
        plan_name=report.plan_name,
        year=report.year,
        issued=report.issued,
        final=report.final,
        licence=layout.definition.publication.licence,
    )


def public_tables(report: Report, layout: Layout, omitted: Set[str]) -> tuple[Table, ...]:
    """Return the tables that have rows, in a fixed order.

    ``omitted`` are ids of values that the document leaves out; they stay in the house, and so does what was reckoned
    from them. A question that is left out everywhere has no column.
    """
    maker = _Maker(report, layout.definition, omitted)
    maker.sections(report.sections, "")
    maker.lists()
    return tuple(_without_unpublished(table) for table in maker.tables.values() if table.rows)


class _Maker:
    """Walks the report once and fills every table."""

    def __init__(self, report: Report, definition: LayoutDefinition, omitted: Set[str]) -> None:
        self._report, self._definition, self._hidden = report, definition, _hidden(report, omitted)
        asked = definition.entries
        self._fields: dict[str, tuple[Asked, ...]] = {
            "sections": _with_derived(texts(definition.section_texts), definition, "section"),
            "items": _with_derived(texts(definition.item_texts), definition, "item"),
            "entries": _with_derived(
                (*texts(definition.party_texts), *answers(asked.party, definition.party_texts)), definition, "entry"
            ),
            "indicators": _with_derived(
                (*texts(definition.indicator_texts), *answers(asked.indicator, definition.indicator_texts)),
                definition,
                "indicator",
            ),
        }
        named = ("sections", "items", "badges", "entries", "indicators", "statements", "choices", "nothings")
        self.tables = {
            name: Table(name=name, title=words()[name]["title"], columns=self._columns(name)) for name in named
        }
        self._labels = {
            "sections": {one.key: one.label for one in definition.section_texts},
            "items": {one.key: one.label for one in definition.item_texts},
            "entries": _labels(definition.party_texts, asked.party),
            "indicators": _labels(definition.indicator_texts, asked.indicator),
        }
        self._bullet = definition.marks.bullet
        self._common: Row = {
            "municipality": report.municipality,
            "plan_name": report.plan_name,
            "year": report.year,
            "year_label": fiscal_year_label(report.year),
        }

    def sections(self, given: Iterable[ReportSection], parent: str) -> None:
        """Enter sections with everything below them."""
        for one in given:
            own: Row = {"section_id": one.id, "parent_id": parent or None, "kind": one.kind, "level": one.level}
            self._row("sections", own | self._texts(number=one.number, title=one.title), one.texts, {}, one.derived)
            self._statements("sections", one.id, one.texts)
            for item in one.items:
                self._item(item, one.id)
            self.sections(one.sections, one.id)

    def _item(self, item: ReportItem, section: str) -> None:
        own: Row = {"section_id": section, "item_id": item.id, "full_number": item.full_number}
        own |= {"repeats": item.repeats or None, **self._texts(number=item.number, name=item.name)}
        self._row("items", own, item.texts, {}, item.derived)
        self._statements("items", item.id, item.texts)
        for order, badge in enumerate(item.badges, 1):
            self.tables["badges"].rows.append({**self._common, "item_id": item.id, "order": order, "badge": badge})
        if item.repeats:
            return
        about = {"item_id": item.id, "full_number": item.full_number, **self._texts(item_name=item.name)}
        for entry in item.entries:
            self._answered("entries", entry, about | self._texts(party=entry.party))
        for indicator in item.indicators:
            self._answered("indicators", indicator, about | self._texts(indicator=indicator.name))

    def _answered(self, table: str, row: Entry | IndicatorEntry, own: Row) -> None:
        self._row(table, own | {"entry_id": row.id}, row.texts, row.values, row.derived)
        self._statements(table, row.id, {**row.texts, **row.values})

    def lists(self) -> None:
        """Enter the lists of codes: the choices, and the kinds of nothing."""
        for scale in self._report.scales.values():
            for order, one in enumerate(scale.choices, 1):
                row: Row = {"scale": scale.name, "order": order, "value": one.value, "meaning": one.meaning or None}
                self.tables["choices"].rows.append(row | {"example": int(one.example), "counts": int(one.counts)})
        printed = {code_of(kind): self._definition.empty.text(kind) for kind in Nothing}
        for code, said in words()["nothing"].items():
            row = {"code": code, "name": said["name"], "meaning": said["what"], "printed": printed.get(code)}
            self.tables["nothings"].rows.append(row)

    def _row(
        self,
        table: str,
        own: Mapping[str, Cell],
        given: Mapping[str, Value],
        answered: Mapping[str, Value],
        reckoned: Mapping[str, Value],
    ) -> None:
        row: Row = {**self._common, **own}
        for one in self._fields[table]:
            value = (reckoned if one.column.source == "derived" else {**given, **answered}).get(one.key)
            hidden = value is not None and self._hides(value)
            if one.kind != "statements":
                row[one.column.key] = None if hidden else cell(value, one.kind)
            if one.nothing is not None:
                row[one.nothing.key] = NOT_PUBLISHED if hidden else nothing(value, one.kind)
        self.tables[table].rows.append(row)

    def _hides(self, value: Value) -> bool:
        return value.id in self._hidden

    def _texts(self, **given: Value) -> Row:
        return {key: None if self._hides(value) else value.text or None for key, value in given.items()}

    def _statements(self, table: str, owner: str, given: Mapping[str, Value]) -> None:
        """Enter the lines of the fields that are statements, one a row."""
        kinds = {one.key for one in self._statement_fields(table)}
        for key, value in given.items():
            if key not in kinds or value.nothing is not None or self._hides(value):
                continue
            lines = value.statements or tuple(
                Statement(text=line, mark=self._bullet) for line in value.text.split("\n") if line
            )
            for order, line in enumerate(lines, 1):
                about: Row = {"table": table, "owner_id": owner, "key": key, "label": self._labels[table][key]}
                told: Row = {"order": order, "mark": line.mark or None, "judged": line.judged, "text": line.text}
                self.tables["statements"].rows.append({**self._common, **about, **told})

    def _statement_fields(self, table: str) -> Iterator[Any]:
        d = self._definition
        rooms: dict[str, tuple[Any, ...]] = {
            "sections": d.section_texts,
            "items": d.item_texts,
            "entries": (*d.party_texts, *d.entries.party),
            "indicators": (*d.indicator_texts, *d.entries.indicator),
        }
        return (one for one in rooms[table] if one.kind == "statements")

    def _columns(self, table: str) -> tuple[Column, ...]:
        common = {} if table in ("choices", "nothings") else words()["common"]
        said = {**common, **words()[table]["columns"]}
        found = [_column(key, word["name"], word["what"]) for key, word in said.items()]
        for one in self._fields.get(table, ()):
            found += [one.column] if one.kind != "statements" else []
            found += [one.nothing] if one.nothing is not None else []
        return _told_apart(found)


def _hidden(report: Report, omitted: Set[str]) -> frozenset[str]:
    """Return the ids of what is left out, and of all that was reckoned from it, by however many steps."""
    reckoned = tuple(_reckoned(report))
    hidden = frozenset(omitted)
    while more := {value.id for value in reckoned if value.id not in hidden and not hidden.isdisjoint(value.sources)}:
        hidden |= more
    return hidden


def _reckoned(report: Report) -> Iterator[Value]:
    sections = list(report.sections)
    for section in sections:  # grows as it goes
        sections += section.sections
        yield from section.derived.values()
    for item in report.items():
        yield from item.derived.values()
        for rows in (item.entries, item.indicators):
            for row in rows:
                yield from row.derived.values()


def _labels(texts: Iterable[PlanText], asked: Iterable[Field]) -> dict[str, str]:
    return {**{one.key: one.label for one in texts}, **{one.key: one.label for one in asked}}


def _with_derived(given: tuple[Asked, ...], definition: LayoutDefinition, noun: Any) -> tuple[Asked, ...]:
    taken = [one.column.name.partition("（")[0] for one in given]
    return (*given, *derived(definition.derive, noun, taken))


def _column(key: str, name: str, what: str) -> Column:
    kind = "integer" if key in _INTEGERS else "flag" if key in _FLAGS else "code" if key.endswith("_id") else "text"
    return Column(key=key, name=name, kind=kind, what=what, source="program" if key in _OF_PROGRAM else "plan")


def _told_apart(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns no two of which have one heading: the second 番号 is 番号（2）."""
    seen: Counter[str] = Counter()
    found = []
    for one in columns:
        seen[one.name] += 1
        found.append(replace(one, name=f"{one.name}（{seen[one.name]}）") if seen[one.name] > 1 else one)
    return tuple(found)


def _without_unpublished(table: Table) -> Table:
    """Return a table without the questions whose answers stand nowhere in the document."""
    hidden = {
        column.key.removesuffix("_nothing")
        for column in table.columns
        if column.key.endswith("_nothing") and all(row[column.key] == NOT_PUBLISHED for row in table.rows)
    }
    gone = hidden | {f"{key}_nothing" for key in hidden}
    kept = tuple(column for column in table.columns if column.key not in gone)
    rows = [{column.key: row[column.key] for column in kept} for row in table.rows]
    return Table(name=table.name, title=table.title, columns=kept, rows=rows)
