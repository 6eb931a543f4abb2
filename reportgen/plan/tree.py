"""The sheets 体系 and 事業: the plan's tree, its items, and all that hangs on them.

Comes in: an open workbook and the layout, whose plain texts of items are columns of 事業. Goes out: the sections with
their items, parties, indicators and texts, faults noted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.model.plan import AskedRow, Assignment, History, Indicator, Item, Section
from reportgen.model.value import Value
from reportgen.place import Place
from reportgen.plan.cells import identity, new_id, number, printed
from reportgen.plan.columns import own_columns, read_columns, with_columns
from reportgen.plan.faults import Faults
from reportgen.plan.history import Histories, read_histories
from reportgen.plan.load import Layout
from reportgen.plan.master_words import SheetWords, master_words
from reportgen.plan.opinions import Opinions, read_opinions
from reportgen.plan.repeats import check_repeats
from reportgen.plan.rows import read_assignments, read_indicators
from reportgen.plan.schema import Form, PlanText
from reportgen.plan.submitters import check_names
from reportgen.plan.tables import Row, Table, read_table
from reportgen.plan.texts import OwnerKind, Texts, read_texts
from reportgen.workbook import Workbook

MAX_LEVELS: Final = 5
"""Sections below one another: the title of the document is h1, and headings end with h6."""


def read_tree(book: Workbook, layout: Layout | None, year: int | None, faults: Faults) -> tuple[Section, ...]:
    """Return the top sections; empty where a sheet could not be read. ``year`` is the one reported on, if known.

    Notes: M40 an id twice, M41 an unknown parent, M42 a section inside itself, M43 an unknown section, M44 an unknown
    item, M45 an item that nobody answers for, M47 two items of one number, M48 an empty sheet, M67 indicators that the
    layout does not ask about, M70 a section too deep; and what ``rows``, ``submitters``, ``texts``, ``history``,
    ``opinions`` and ``repeats`` note.
    """
    words = _words(layout)
    section_table = read_table(book, words["sections"], faults)
    item_table = read_table(book, words["items"], faults, strict=layout is not None)
    assignment_table = read_table(book, words["assignments"], faults)
    indicator_table = read_table(book, words["indicators"], faults, required=False)
    sections = _identified(section_table, faults)
    items = _identified(item_table, faults)
    if section_table is not None:
        _check_parents(section_table, sections, faults)
        if item_table is not None:
            _check_known(item_table, "section", sections, "M43", faults)
    if item_table is None or assignment_table is None:
        return ()
    _check_known(assignment_table, "item", items, "M44", faults)
    columns = _Columns.of(layout)
    assignments = read_assignments(assignment_table, faults, columns.parties)
    indicators = _indicators(indicator_table, items, layout, faults)
    check_names([table for table in (assignment_table, indicator_table) if table], faults)
    for name, row in items.items():
        if name not in assignments and name not in indicators and not row.text("repeats"):
            faults.add("M45", row.cell("id").place, id=name, sheet=assignment_table.sheet.name)
    if section_table is None:
        return ()
    check_repeats(item_table, items, {*assignments, *indicators}, faults)
    asked: list[AskedRow] = [row for of in assignments.values() for row in of]
    asked += [row for of in indicators.values() for row in of]
    hanging = _Hanging(
        assignments,
        indicators,
        read_histories(book, layout, year, asked, faults),
        read_opinions(book, sections, items, faults),
    )
    texts = read_texts(book, layout, hanging.owners(sections, items), faults)
    found = {
        name: hanging.item(_item(item_table, row, columns.items, faults), texts, layout, faults)
        for name, row in items.items()
    }
    return _Builder(section_table, sections, items, found, texts, hanging.opinions).build(faults)


def _words(layout: Layout | None) -> dict[str, SheetWords]:
    """Return the words of our sheets, with the layout's own names for items, parties and indicators."""
    words = master_words().sheets
    form = layout.definition.form if layout else Form()
    columns = _Columns.of(layout)
    return {
        "sections": words["sections"],
        "items": with_columns(words["items"], columns.items).calling("name", form.item_label),
        "assignments": with_columns(words["assignments"], columns.parties).calling("party", form.party_label),
        "indicators": with_columns(words["indicators"], columns.indicators).calling("name", form.indicator_label),
    }


@dataclass(frozen=True, slots=True)
class _Columns:
    """The texts of a layout that are columns of the sheets 事業, 担当 and 指標."""

    items: Sequence[PlanText] = ()
    parties: Sequence[PlanText] = ()
    indicators: Sequence[PlanText] = ()

    @classmethod
    def of(cls, layout: Layout | None) -> "_Columns":
        if layout is None:
            return cls()
        asked = layout.definition
        return cls(*map(own_columns, (asked.item_texts, asked.party_texts, asked.indicator_texts)))


def _indicators(
    table: Table | None, items: Mapping[str, Row], layout: Layout | None, faults: Faults
) -> dict[str, tuple[Indicator, ...]]:
    if table is None:
        return {}
    _check_known(table, "item", items, "M44", faults)
    if layout is not None and table.rows and not layout.definition.entries.indicator:
        faults.add("M67", table.sheet.place, layout=layout.name)
    return read_indicators(table, faults, _Columns.of(layout).indicators)


@dataclass(frozen=True, slots=True)
class _Hanging:
    """What hangs on items, by their ids."""

    assignments: Mapping[str, tuple[Assignment, ...]]
    indicators: Mapping[str, tuple[Indicator, ...]]
    histories: Histories
    opinions: Opinions

    def owners(self, sections: Mapping[str, Row], items: Mapping[str, Row]) -> dict[OwnerKind, frozenset[str]]:
        return {
            "section": frozenset(sections),
            "item": frozenset(items),
            "party": frozenset(row.row_id for rows in self.assignments.values() for row in rows),
            "indicator": frozenset(row.row_id for rows in self.indicators.values() for row in rows),
        }

    def item(self, item: Item, texts: Texts, layout: Layout | None, faults: Faults) -> Item:
        """Return an item with its rows and with the texts of all of them, in the order of the layout."""
        written: dict[str, Value] = {**item.texts, **texts.of("item", item.id)}
        order = [text.key for text in layout.definition.item_texts] if layout else []
        assignments, indicators = self.assignments.get(item.id, ()), self.indicators.get(item.id, ())
        return replace(
            item,
            texts={key: written[key] for key in order if key in written},
            assignments=tuple(
                replace(row, texts={**row.texts, **texts.of("party", row.row_id)}, history=self._history(row.row_id))
                for row in assignments
            ),
            indicators=tuple(
                replace(row, texts=_both(row, texts, layout, faults), history=self._history(row.row_id))
                for row in indicators
            ),
            opinions=self.opinions.get(("item", item.id), ()),
        )

    def _history(self, row_id: str) -> History:
        return self.histories.get(row_id, {})


def _both(indicator: Indicator, texts: Texts, layout: Layout | None, faults: Faults) -> dict[str, Value]:
    """Return the texts of an indicator in the order of the layout, from its row and from the sheet 文章.

    Notes: M94 a text that stands in both.
    """
    lines = texts.of("indicator", indicator.row_id)
    written = {key: value for key, value in indicator.texts.items() if value.text or key not in lines}
    for key in written.keys() & lines.keys():
        faults.add("M94", lines[key].place or Place(""), found=lines[key].text)
    order = [text.key for text in layout.definition.indicator_texts] if layout else []
    return {key: value for key in order if (value := written.get(key) or lines.get(key)) is not None}


def _identified(table: Table | None, faults: Faults) -> dict[str, Row]:
    """Return the rows by id; a second row of the same id is noted and left out."""
    rows: dict[str, Row] = {}
    if table is None:
        return rows
    for row in table.rows:
        name = new_id(table, row, "id", faults)
        if name in rows:
            faults.add("M40", row.cell("id").place, id=name, first=rows[name].number)
        elif name:
            rows[name] = row
    if not table.rows:
        faults.add("M48", table.sheet.place)
    return rows


def _check_parents(table: Table, rows: Mapping[str, Row], faults: Faults) -> None:
    for name, row in rows.items():
        parent = identity(table, row, "parent", faults, required=False)
        if parent == parent.strip() and parent and parent not in rows:
            faults.add("M41", row.cell("parent").place, id=parent)
        elif name in (above := _ancestors(name, rows)):
            faults.add("M42", row.cell("parent").place, id=name)
        elif len(above) == MAX_LEVELS:
            faults.add("M70", row.cell("parent").place, id=name, limit=MAX_LEVELS)


def _ancestors(name: str, rows: Mapping[str, Row]) -> list[str]:
    """Return the sections above a section, the nearest first; a ring is walked once."""
    above: list[str] = []
    parent = rows[name].text("parent")
    while parent in rows and parent not in above:
        above.append(parent)
        parent = rows[parent].text("parent")
    return above


def _check_known(table: Table, key: str, known: Mapping[str, Row], code: str, faults: Faults) -> None:
    for row in table.rows:
        name = identity(table, row, key, faults)
        if name == name.strip() and name and name not in known:
            faults.add(code, row.cell(key).place, id=name)


def _item(table: Table, row: Row, texts: Sequence[PlanText], faults: Faults) -> Item:
    name = row.text("id")
    number(table, row, "number", faults)
    printed(table, row, "name", faults)
    return Item(
        id=name,
        number=row.value("number", f"item/{name}/number"),
        full_number="",
        name=row.value("name", f"item/{name}/name"),
        texts=read_columns(table, row, texts, f"item/{name}", faults),
        assignments=(),
        place=row.cell("name").place,
        badges=_badges(row),
        repeats=identity(table, row, "repeats", faults, required=False),
    )


def _badges(row: Row) -> tuple[str, ...]:
    """Return the labels of an item, each once; the one that says so where it stands a second time."""
    words = master_words()
    own = words.parted(row.text("badges"))
    return tuple(dict.fromkeys((*own, words.repeated) if row.text("repeats") else own))


@dataclass(frozen=True, slots=True)
class _Builder:
    """Hangs items on sections and sections on sections, in the order of the sheets."""

    section_table: Table
    sections: Mapping[str, Row]
    item_rows: Mapping[str, Row]
    items: Mapping[str, Item]
    texts: Texts
    opinions: Opinions

    def build(self, faults: Faults) -> tuple[Section, ...]:
        for row in self.sections.values():
            printed(self.section_table, row, "kind", faults)
            number(self.section_table, row, "number", faults)
            printed(self.section_table, row, "title", faults)
        numbered = self._numbered(faults)
        tops = [name for name, row in self.sections.items() if not row.text("parent")]
        return tuple(self._section(name, 1, numbered) for name in tops)

    def _section(self, name: str, level: int, numbered: Mapping[str, Item]) -> Section:
        row = self.sections[name]
        below = [other for other, its in self.sections.items() if its.text("parent") == name]
        return Section(
            id=name,
            kind=row.text("kind"),
            level=level,
            number=row.value("number", f"section/{name}/number"),
            title=row.value("title", f"section/{name}/title"),
            sections=tuple(self._section(other, level + 1, numbered) for other in below),
            items=tuple(item for item in numbered.values() if self._section_of(item) == name),
            texts=self.texts.of("section", name),
            opinions=self.opinions.get(("section", name), ()),
        )

    def _section_of(self, item: Item) -> str:
        return self.item_rows[item.id].text("section")

    def _numbered(self, faults: Faults) -> dict[str, Item]:
        """Return the items with their full numbers: as short as the plan allows, and no two alike."""
        short = {name: self._full_number(item, 1) for name, item in self.items.items()}
        shared = _repeated(short.values())
        depth = max((len(_ancestors(name, self.sections)) + 1 for name in self.sections), default=1)
        full = {n: self._full_number(self.items[n], depth) if text in shared else text for n, text in short.items()}
        still_shared = _repeated(full.values())
        for name in full:
            if full[name] in still_shared:
                faults.add("M47", self.item_rows[name].cell("number").place, number=full[name])
        return {name: replace(item, full_number=full[name]) for name, item in self.items.items()}

    def _full_number(self, item: Item, sections: int) -> str:
        """Return the number of an item behind those of its nearest numbered sections; its id if it has no number."""
        if not item.number.text.strip():
            return item.id
        nearest = self._section_of(item)
        path = [nearest, *_ancestors(nearest, self.sections)] if nearest in self.sections else []
        above = [self.sections[name].text("number") for name in path]
        numbers = [text for text in above if text.strip()][:sections]
        return "-".join([*reversed(numbers), item.number.text])


def _repeated(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text for text, count in Counter(texts).items() if count > 1)
