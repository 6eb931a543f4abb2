"""A sheet of the plan master as a table: headings found by their text, rows below them.

Comes in: an open workbook and the words of one sheet. Goes out: a ``Table``, or ``None`` with faults noted when the
sheet is not there or lacks a column. Cells are given as typed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reportgen.japanese.invisible import code_point, invisible_in, looks_empty
from reportgen.japanese.width import fold
from reportgen.model.submitted import RawCell
from reportgen.model.value import Value
from reportgen.plan.faults import Faults
from reportgen.plan.master_words import SheetWords, master_words
from reportgen.workbook import Sheet, Workbook

_LOST: Final = "\ufffd"
"""Stands where a program could not tell the character (The Unicode Standard, 23.8)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table that holds something."""

    sheet: Sheet
    number: int
    columns: Mapping[str, int]

    def cell(self, key: str) -> RawCell:
        """Return the cell of a column; blank if nobody sees anything in it, or if an optional column is not there."""
        if key not in self.columns:
            return RawCell(place=self.sheet.place_of(self.number))
        cell = self.sheet.cell(self.number, self.columns[key])
        return RawCell(place=cell.place) if cell.kind == "text" and _is_unseen(cell) else cell

    def text(self, key: str) -> str:
        """Return what the cell of a column shows."""
        return self.cell(key).shown

    def value(self, key: str, identity: str) -> Value:
        """Return the cell of a column as a printed value."""
        cell = self.cell(key)
        return Value(id=identity, text=cell.shown, raw=cell.shown, place=cell.place)


def _is_unseen(cell: RawCell) -> bool:
    return cell.formula is None and bool(cell.shown.strip()) and looks_empty(cell.shown)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings of one sheet. ``headings`` holds the heading of every column by our key."""

    sheet: Sheet
    rows: tuple[Row, ...]
    headings: Mapping[str, str]


def read_table(
    book: Workbook, words: SheetWords, faults: Faults, *, strict: bool = True, required: bool = True
) -> Table | None:
    """Return the table of a sheet.

    ``strict`` notes headings that nobody reads; without it, they may belong to a layout that is not known.
    Notes: M10 no such sheet although it is ``required``, M11 no headings, M12 a column is missing, M13 an unknown
    heading, M14 a heading twice, M15 text under no heading, M16 merged cells, M26 characters that nobody sees or that
    were lost.
    """
    sheet = book.sheet(words.name)
    if sheet is None and not required:
        return None
    if sheet is None:
        there = "、".join(s.name for s in book.sheets if s.state == "visible")
        faults.add("M10", book.place, sheet=words.name, sheets=there)
        return None
    head = _head_row(sheet, words)
    if head == 0:
        faults.add("M11", sheet.place, headings="、".join(words.columns.values()))
        return None
    columns = _columns(sheet, head, words, faults, strict)
    _check_below(sheet, head, faults)
    if not columns.keys() >= words.columns.keys():
        return None
    bound = frozenset(columns.values())
    used = sorted({row for row, column in sheet.cells if row > head and column in bound and _holds(sheet, row, column)})
    table = Table(sheet, tuple(Row(sheet, row, columns) for row in used), _as_written(sheet, head, words, columns))
    _check_characters(table, faults)
    return table


def _check_characters(table: Table, faults: Faults) -> None:
    """Note M26 for every cell with characters that a document must not hold, or that make another name unseen.

    A cell in which nothing else stands is empty to whoever looks at it; where something is needed, that is M20.
    """
    for row in table.rows:
        for key, heading in table.headings.items():
            cell = row.cell(key)
            unwanted = [*invisible_in(cell.shown), *([_LOST] if _LOST in cell.shown else [])]
            if unwanted and not looks_empty(cell.shown):
                codes = "、".join(dict.fromkeys(map(code_point, unwanted)))
                faults.add("M26", cell.place, heading=heading, codes=codes)


def _as_written(sheet: Sheet, head: int, words: SheetWords, columns: Mapping[str, int]) -> dict[str, str]:
    """Return our heading of every column, or the other one where that stands there."""
    other = {key: label for key, label in words.also.items() if fold(sheet.text(head, columns[key])) == fold(label)}
    return {**{key: words.headings[key] for key in columns}, **other}


def _holds(sheet: Sheet, row: int, column: int) -> bool:
    return not looks_empty(sheet.text(row, column)) or sheet.cell(row, column).formula is not None


def _head_row(sheet: Sheet, words: SheetWords) -> int:
    """Return the first row with most of the headings, or 0 if no row has two of them."""
    wanted = {fold(heading) for heading in (*words.headings.values(), *words.also.values())}
    found: dict[int, set[str]] = {}
    for (row, _), cell in sheet.cells.items():
        if fold(cell.shown) in wanted:
            found.setdefault(row, set()).add(fold(cell.shown))
    best = max(found, key=lambda row: (len(found[row]), -row), default=0)
    return best if best and len(found[best]) >= 2 else 0


def _columns(sheet: Sheet, head: int, words: SheetWords, faults: Faults, strict: bool) -> dict[str, int]:
    keys = {fold(heading): key for headings in (words.also, words.headings) for key, heading in headings.items()}
    columns: dict[str, int] = {}
    for column, text in _headings(sheet, head):
        key = keys.get(fold(text))
        if key is None:
            if strict and not text.strip().startswith(master_words().remark):
                facts = {"found": text, "headings": "、".join(words.headings.values()), "remark": master_words().remark}
                faults.add("M13", sheet.place_of(head, column), **facts)
        elif key in columns:
            faults.add("M14", sheet.place_of(head, column), heading=words.headings[key])
        else:
            columns[key] = column
    for key, heading in words.columns.items():
        if key not in columns:
            faults.add("M12", sheet.place_of(head), heading=heading)
    return columns


def _headings(sheet: Sheet, head: int) -> Iterator[tuple[int, str]]:
    for (row, column), cell in sorted(sheet.cells.items()):
        if row == head and cell.shown.strip():
            yield column, cell.shown


def _check_below(sheet: Sheet, head: int, faults: Faults) -> None:
    headed = {column for column, _ in _headings(sheet, head)}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row > head and column not in headed and cell.shown.strip():
            faults.add("M15", cell.place, found=cell.shown)
    for merged in sheet.merged:
        if merged.last_row > head:
            place = sheet.place_of(merged.first_row, merged.first_column)
            faults.add("M16", place, range=merged.name)
