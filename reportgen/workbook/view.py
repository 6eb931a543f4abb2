"""What a workbook file holds, as frozen values.

Comes in: from ``package`` and ``sheet``. Goes out: to ``collect`` and ``plan.master``. Rows and columns are 1-based.
Only cells that hold something are stored; asking for any other cell gives a blank one with its exact place.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple

from reportgen.model.submitted import RawCell
from reportgen.place import Confidence, Place

SheetState = Literal["visible", "hidden", "veryHidden"]

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
"""The last row and column of a sheet. Source: Excel specifications and limits."""

_CORNER: Final = r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_CELLS: Final = re.compile(rf"{_CORNER}(?::{_CORNER})?")
_COLUMNS: Final = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_REFERENCE: Final = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")


@cache
def column_letters(column: int) -> str:
    """Return the letters of a column: 1 → A, 28 → AB."""
    letters = ""
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """Return the number of a column: A → 1, AB → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_name(row: int, column: int) -> str:
    """Return the A1 name of a cell: (12, 4) → D12."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells; all four edges belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __contains__(self, position: tuple[int, int]) -> bool:
        row, column = position
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    @property
    def name(self) -> str:
        """The A1 name: D12:D14, or D12 for a single cell."""
        first, last = cell_name(self.first_row, self.first_column), cell_name(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"


def parse_range(text: str) -> Range | None:
    """Return the range that ``$F$8:$F$12``, ``F8`` or ``F:G`` names, or ``None`` if the text names none."""
    columns = _COLUMNS.fullmatch(text)
    if columns:
        return _within_limits(1, column_number(columns[1]), LAST_ROW, column_number(columns[2]))
    cells = _CELLS.fullmatch(text)
    if cells is None:
        return None
    left, top, right, bottom = cells.groups()
    return _within_limits(int(top), column_number(left), int(bottom or top), column_number(right or left))


def _within_limits(top: int, left: int, bottom: int, right: int) -> Range | None:
    top, bottom = sorted((top, bottom))
    left, right = sorted((left, right))
    inside = top >= 1 and left >= 1 and bottom <= LAST_ROW and right <= LAST_COLUMN
    return Range(top, left, bottom, right) if inside else None


@dataclass(frozen=True, slots=True)
class Area:
    """What a defined name refers to: a range of one sheet."""

    sheet: str
    range: Range


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name. ``sheet`` is set for one that holds on that sheet only; ``refers_to`` is kept as written."""

    name: str
    refers_to: str
    sheet: str | None = None

    @property
    def area(self) -> Area | None:
        """The one range it refers to, or ``None``: a constant, a formula, several ranges, or ``#REF!``."""
        match = _REFERENCE.fullmatch(self.refers_to)
        cells = parse_range(match[3]) if match else None
        if match is None or cells is None:
            return None
        return Area((match[1] or match[2]).replace("''", "'"), cells)


class Reach(NamedTuple):
    """How far a sheet goes: its last row and column with anything inside a cell, whether we can read it or not.

    ``regular``: every cell that says where it stands says it as A1, so that no other reader can place it elsewhere.
    """

    last_row: int = 0
    last_column: int = 0
    regular: bool = True


_NOWHERE: Final = Reach()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words that lie above the cells: a comment, or a shape such as a text box."""

    kind: Literal["comment", "shape"]
    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One worksheet. ``cells`` holds the cells that are not empty, also those under a merge, by (row, column).

    ``locked``: the sheet is protected, so that only cells which are open to it could be written. ``choices`` are the
    ranges in which the sheet offers a list to choose from.
    """

    name: str
    place: Place
    state: SheetState = "visible"
    cells: Mapping[tuple[int, int], RawCell]
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    notes: tuple[Note, ...] = ()
    locked: bool = False
    choices: tuple[Range, ...] = ()
    reach: Reach = _NOWHERE

    @property
    def last_row(self) -> int:
        """The last row that holds something; 0 for an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column that holds something; 0 for an empty sheet."""
        return max((column for _, column in self.cells), default=0)

    def cell(self, row: int, column: int) -> RawCell:
        """Return a cell; one that holds nothing is blank and has its exact place all the same."""
        found = self.cells.get((row, column))
        return found if found is not None else RawCell(place=self.place_of(row, column))

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows; empty if it holds nothing."""
        found = self.cells.get((row, column))
        return found.shown if found is not None else ""

    def place_of(self, row: int, column: int | None = None) -> Place:
        """Return the place of a cell, or of a whole row."""
        if column is None:
            return Place(self.place.file, self.place.sha256, self.name, row=row, confidence=Confidence.ROW)
        name = cell_name(row, column)
        return Place(self.place.file, self.place.sha256, self.name, name, row, Confidence.EXACT)

    def column_is_hidden(self, column: int) -> bool:
        """Say whether a column is hidden. The ranges of a hidden group are kept whole, not only their first column."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def merge_over(self, row: int, column: int) -> Range | None:
        """Return the merged range that a cell belongs to, or ``None``."""
        return next((merged for merged in self.merged if (row, column) in merged), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """One workbook file.

    ``properties`` are the custom document properties; ``modified`` is the date of the last save as the file itself
    records it (ISO 8601), empty if it does not. ``parts`` are the names of everything in the package. ``strict``: it
    was saved as Strict Open XML. ``styled``: its styles could be read; if not, dates and numbers show as stored.
    """

    place: Place
    sheets: tuple[Sheet, ...]
    names: tuple[DefinedName, ...] = ()
    properties: Mapping[str, str]
    modified: str = ""
    parts: frozenset[str] = frozenset()
    strict: bool = False
    styled: bool = True

    def sheet(self, name: str) -> Sheet | None:
        """Return a sheet by its name, or ``None``. Excel does not tell upper from lower case in it."""
        return next((s for s in self.sheets if s.name.casefold() == name.casefold()), None)

    def area(self, name: str, sheet: str | None = None) -> Area | None:
        """Return what a defined name refers to, or ``None``.

        With ``sheet``, only an area on that sheet counts; a copied sheet carries its own names.
        """
        for defined in self.names:
            area = defined.area
            if defined.name.casefold() != name.casefold() or area is None:
                continue
            if sheet is None or area.sheet.casefold() == sheet.casefold():
                return area
        return None
