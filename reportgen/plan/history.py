"""The sheet 実績: what was reported in earlier cycles.

Comes in: an open workbook, the layout, and the rows that answers are asked for. Goes out: histories by row id, faults
noted. A value is kept as typed; it says a number only where the cell plainly is one, and the stored number of a
question for numbers is written as the layout writes this year's.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from reportgen.japanese.numbers import read_number, stored_number
from reportgen.japanese.wareki import parse_fiscal_year
from reportgen.japanese.width import fold
from reportgen.model.plan import AskedRow, History, RowKind
from reportgen.model.submitted import RawCell
from reportgen.model.value import Value
from reportgen.plan.cells import identity, printed
from reportgen.plan.faults import Faults
from reportgen.plan.load import Layout
from reportgen.plan.master_words import master_words
from reportgen.plan.nearest import nearest
from reportgen.plan.rows import JOINT
from reportgen.plan.schema import Field
from reportgen.plan.tables import Row, Table, read_table
from reportgen.workbook import Workbook

Histories = Mapping[str, History]
"""Histories by row id."""

_JOINTS: Final[Mapping[RowKind, str]] = {"party": "/", "indicator": JOINT}
_PERCENT: Final = "%"


def read_histories(
    book: Workbook,
    layout: Layout | None,
    year: int | None,
    rows: Iterable[AskedRow],
    faults: Faults,
) -> Histories:
    """Return what the sheet says; there need not be one. ``rows`` are all that are asked for, ``year`` the plan's own.

    Notes: M33 no fiscal year, M80 somebody who does not answer for the item, M81 no such question, M82 a year that is
    not before the plan's, M83 a value twice, M95 an item that is not asked about, M96 nobody of that name in the plan.
    """
    table = read_table(book, master_words().sheets["history"], faults, required=False)
    if table is None or layout is None:
        return {}
    reader = _Reader(layout, year, tuple(rows), table, faults)
    for row in table.rows:
        reader.read(row)
    return reader.found


class _Reader:
    """Reads one row after the other."""

    def __init__(
        self, layout: Layout, year: int | None, rows: Sequence[AskedRow], table: Table, faults: Faults
    ) -> None:
        entries = layout.definition.entries
        self._asked: dict[RowKind, tuple[Field, ...]] = {"party": entries.party, "indicator": entries.indicator}
        self._year, self._table, self._faults = year, table, faults
        self._row_ids = frozenset(row.row_id for row in rows)
        self._items = frozenset(row.item_id for row in rows)
        self._names = frozenset((row.kind, row.name.text) for row in rows)
        self._first: dict[tuple[str, str, int], int] = {}
        self.found: dict[str, History] = {}

    def read(self, row: Row) -> None:
        """Enter the value of one row, or note why it cannot be."""
        owner, field = self._owner(row)
        year = self._past(row)
        cell, text = row.cell("value"), printed(self._table, row, "value", self._faults)
        if field is None or year is None or not text:
            return
        key = field.key
        first = self._first.setdefault((owner, key, year), row.number)
        if first != row.number:
            self._faults.add("M83", cell.place, first=first)
            return
        value = Value(
            id=f"history/{owner}/{key}/{year}",
            text=_written(cell, field) or text,
            raw=text,
            typed=cell.typed,
            number_format=cell.number_format,
            place=cell.place,
            number=number_in(cell),
        )
        self.found.setdefault(owner, {}).setdefault(key, {})[year] = value

    def _owner(self, row: Row) -> tuple[str, Field | None]:
        """Return row id and question of what a row is about; empty and ``None`` where a fault was noted."""
        item = identity(self._table, row, "item", self._faults)
        name = identity(self._table, row, "name", self._faults)
        label = identity(self._table, row, "field", self._faults)
        named = [(kind, f) for kind, fields in self._asked.items() for f in fields if fold(f.label) == fold(label)]
        if label and not named:
            labels = [field.label for fields in self._asked.values() for field in fields]
            facts = {"found": label, "near": nearest(label, labels), "labels": "、".join(dict.fromkeys(labels))}
            self._faults.add("M81", row.cell("field").place, **facts)
            return "", None
        for kind, field in named:
            owner = f"{item}{_JOINTS[kind]}{name}"
            if owner in self._row_ids:
                return owner, field
        if named and item and name and item == item.strip() and name == name.strip():
            sheets = {"party": "assignments", "indicator": "indicators"}
            there = "』『".join(master_words().sheets[sheets[kind]].name for kind, _ in named)
            if item not in self._items:
                self._faults.add("M95", row.cell("item").place, item=item)
            elif all((kind, name) not in self._names for kind, _ in named):
                self._faults.add("M96", row.cell("name").place, name=name, sheet=there)
            else:
                self._faults.add("M80", row.cell("name").place, item=item, name=name, sheet=there)
        return "", None

    def _past(self, row: Row) -> int | None:
        said = printed(self._table, row, "year", self._faults)
        year = parse_fiscal_year(said)
        if said and year is None:
            self._faults.add("M33", row.cell("year").place, found=said)
        elif year is not None and self._year is not None and year >= self._year:
            self._faults.add("M82", row.cell("year").place, found=said)
            return None
        return year


def _written(cell: RawCell, field: Field) -> str | None:
    """Return a stored number in the style of its question; ``None`` for what is printed as shown."""
    number = number_in(cell) if field.kind == "number" and cell.kind == "number" else None
    return None if number is None else field.written(number)


def number_in(cell: RawCell) -> Decimal | None:
    """Return the quantity of a cell: of a number what it stores, of a text what its digits say, commas aside.

    A percentage is the number that a person sees (85% is 85), as it is for one that was typed as text.
    """
    if cell.kind == "number":
        number = stored_number(cell.typed)
        return number * 100 if number is not None and "%" in cell.number_format else number
    return read_number(cell.shown, _PERCENT)
