"""One sheet's XML, read in a stream: nothing is kept but the cells that hold something.

Comes in: the part's bytes as a stream, the shared strings, the number formats by style. Goes out: a ``Sheet``.
A million empty styled rows cost time and no memory.

Source: ECMA-376 part 1, 18.3.1 (worksheet).
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Final

from reportgen.model.submitted import CellKind, RawCell
from reportgen.place import Confidence, Place
from reportgen.workbook.events import local_name, send_events
from reportgen.workbook.runs import Run, RunsTarget, set_apart_in, struck_in, unseen_in
from reportgen.workbook.shared import Style, Surroundings, decode, decoded_runs
from reportgen.workbook.shown import Shown, show, show_day
from reportgen.workbook.view import Range, Reach, Sheet, SheetState, cell_name, column_number, parse_range

MAX_MERGES: Final = 5_000
"""More merged ranges than any form has; further ones are not looked at."""

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CAPTURED: Final = frozenset({"v", "f", "t"})


class TooLarge(ValueError):
    """A sheet with more content than is ever read."""


def read_sheet(stream: IO[bytes], name: str, state: SheetState, file: Place, around: Surroundings, room: int) -> Sheet:
    """Return the sheet that a part describes.

    Raises:
        TooLarge: it holds more cells with content than there is ``room`` for.
        ValueError, IndexError, ParseError: it is damaged; ``package`` turns them into ``UnreadableWorkbook``.
    """
    target = _SheetTarget(name, file, around, room)
    send_events(stream, target)
    return Sheet(
        name=name,
        place=Place(file.file, file.sha256, name, confidence=Confidence.SHEET),
        state=state,
        cells=target.cells,
        merged=tuple(target.merged),
        hidden_rows=frozenset(target.hidden_rows),
        hidden_columns=tuple(target.hidden_columns),
        locked=target.locked,
        choices=tuple(target.choices),
        reach=Reach(target.last_row, target.last_column, target.regular),
    )


class _SheetTarget:
    """Receives the events of one sheet's XML."""

    def __init__(self, name: str, file: Place, around: Surroundings, room: int) -> None:
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.merged: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.choices: list[Range] = []
        self.locked = False
        self.last_row = self.last_column = 0
        self.regular = True
        self._name, self._file, self._around, self._room = name, file, around, room
        self._row = self._column = 0
        self._row_is_hidden = False
        self._cell: _OpenCell | None = None
        self._captured: list[str] | None = None
        self._phonetic = False
        self._rich = RunsTarget()
        self._shared_formulas: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        name = local_name(tag)
        if self._cell is not None:
            self._extend()
            self._rich.start(name, attributes)
        match name:
            case "row":
                self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
                self._row_is_hidden = attributes.get("hidden") in ("1", "true")
            case "c":
                self._open_cell(attributes)
            case "rPh":
                self._phonetic = True
            case "dataValidation" if attributes.get("type") == "list":
                self._offer(attributes.get("sqref", ""))
            case "col" if attributes.get("hidden") in ("1", "true"):
                self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
            case "sheetProtection":
                self.locked = attributes.get("sheet") in ("1", "true")
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case part if self._cell is not None and part in _CAPTURED:
                self._captured = []
                if part == "f":
                    self._cell.formula_attributes = attributes

    def data(self, text: str, /) -> None:
        if self._captured is not None:
            self._captured.append(text)

    def end(self, tag: str, /) -> None:
        part = local_name(tag)
        if part == "rPh":
            self._phonetic = False
        if self._cell is None:
            return
        self._rich.end(part)
        if part == "c":
            self._close_cell(self._cell)
            self._cell = None
        elif part in _CAPTURED and self._captured is not None:
            text, self._captured = "".join(self._captured), None
            self._cell.take(part, "" if self._phonetic else text)
            if part == "t" and not self._phonetic:
                self._rich.text(text)

    def close(self) -> None:
        pass

    def _merge(self, reference: str) -> None:
        merged = parse_range(reference)
        if merged is not None and len(self.merged) < MAX_MERGES:
            self.merged.append(merged)

    def _offer(self, references: str) -> None:
        """Take the ranges in which a choice is offered; their number is limited like that of merged ranges."""
        offered = (parse_range(reference) for reference in references.split())
        room = max(0, MAX_MERGES - len(self.choices))
        self.choices += [one for one in offered if one is not None][:room]

    def _open_cell(self, attributes: dict[str, str]) -> None:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        if match:
            self._column, self._row = column_number(match[1]), int(match[2])
        else:
            self._column += 1
            self.regular = self.regular and "r" not in attributes
        style = int(attributes.get("s", "0"))
        self._cell = _OpenCell(attributes.get("t", "n"), style)
        self._rich.start("is", {})

    def _extend(self) -> None:
        """Note how far the sheet goes. A cell with anything inside counts, for another reader may see content there."""
        self.last_row, self.last_column = max(self.last_row, self._row), max(self.last_column, self._column)

    def _close_cell(self, cell: "_OpenCell") -> None:
        if cell.value is None and cell.formula_attributes is None:
            return
        if len(self.cells) >= self._room:
            raise TooLarge(self._name)
        name = cell_name(self._row, self._column)
        place = Place(self._file.file, self._file.sha256, self._name, name, self._row, Confidence.EXACT)
        found = cell.shown(self._around)
        formula = self._formula(cell, name)
        if found.kind == "blank" and formula is None:
            return
        if self._row_is_hidden:
            self.hidden_rows.add(self._row)
        style = self._around.style(cell.style)
        runs = cell.runs(self._around) if cell.kind == "s" else decoded_runs(self._rich.runs)
        own = [Run(found.text, style.struck)]
        self.cells[self._row, self._column] = RawCell(
            place=place,
            kind=found.kind,
            shown=found.text,
            typed=found.typed,
            number_format=style.number_format,
            formula=formula,
            struck=found.text if style.struck else struck_in(runs),
            unseen=found.typed if _shows_nothing(style, found) else unseen_in(runs or own, style.look, style.ground),
            set_apart=set_apart_in(runs, style.look),
        )

    def _formula(self, cell: "_OpenCell", name: str) -> str | None:
        """Return the formula of a cell with its ``=``; a shared one is moved to where it stands."""
        attributes = cell.formula_attributes
        if attributes is None:
            return None
        index = attributes.get("si", "")
        if attributes.get("t") != "shared" or not index:
            return f"={cell.formula}"
        if cell.formula:
            self._shared_formulas[index] = (f"={cell.formula}", name)
            return f"={cell.formula}"
        if index not in self._shared_formulas:
            return "="
        from openpyxl.formula.translate import Translator

        formula, origin = self._shared_formulas[index]
        return str(Translator(formula, origin).translate_formula(name))


class _OpenCell:
    """A cell between its start and its end."""

    def __init__(self, kind: str, style: int) -> None:
        self.kind, self.style = kind, style
        self.value: str | None = None
        self.formula = ""
        self.formula_attributes: dict[str, str] | None = None

    def take(self, part: str, text: str) -> None:
        if part == "f":
            self.formula = text
        elif (part == "v") == (self.kind != "inlineStr"):
            self.value = (self.value or "") + text

    def runs(self, around: Surroundings) -> Sequence[Run]:
        """Return the runs of a shared string."""
        return around.runs.get(_index(self.value or "0"), ())

    def shown(self, around: Surroundings) -> Shown:
        """Return kind, shown text and stored value. Source: ECMA-376 part 1, 18.18.11 (ST_CellType)."""
        text = self.value
        if text is None or (text == "" and self.kind not in ("str", "inlineStr")):
            return Shown("blank")
        match self.kind:
            case "s":
                return _text(around.strings[_index(text)])
            case "str":
                return Shown("text", decode(text), decode(text))
            case "inlineStr":
                return _text(decode(text))
            case "b":
                word = "TRUE" if text.strip() in ("1", "true") else "FALSE"
                return Shown("boolean", word, word)
            case "e":
                return Shown("error", text, text)
            case "d":
                return _iso_date(text, around.style(self.style).number_format)
            case _:
                return _number(text, around.style(self.style).number_format, around.from_1904)


def _shows_nothing(style: Style, found: Shown) -> bool:
    """Say whether a number format such as ``;;;`` hides what stands there. Source: ECMA-376 part 1, 18.8.31."""
    sections = style.number_format.split(";")
    text = found.kind == "text" and len(sections) > 3 and not sections[3].strip()
    number = found.kind in ("number", "date") and len(sections) > 2 and not any(part.strip() for part in sections[:3])
    return text or number


def _text(text: str) -> Shown:
    kind: CellKind = "text" if text else "blank"
    return Shown(kind, text, text)


def _index(text: str) -> int:
    index = int(text)
    if index < 0:
        raise IndexError(index)
    return index


def _number(text: str, number_format: str, from_1904: bool) -> Shown:
    try:
        return show(int(text), number_format, from_1904=from_1904)
    except ValueError:
        value = float(text)
    if value in (float("inf"), float("-inf")) or value != value:
        return Shown("text", text, text)
    return show(value, number_format, from_1904=from_1904)


def _iso_date(text: str, number_format: str) -> Shown:
    try:
        stamp = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return Shown("text", text, text)
    day: date | datetime = stamp.date() if (stamp.hour, stamp.minute, stamp.second) == (0, 0, 0) else stamp
    return show_day(day, number_format)
