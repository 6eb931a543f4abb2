"""The plan master of a new year: last year's file with a few cells changed.

Comes in: the bytes of a plan master that was read without a fault, the new year, and last year's answers. Goes out: the
bytes of the new one. The file is never loaded and saved again, which would lose what a library does not know (text
boxes, choices that Excel keeps in extensions): cells are exchanged in the package, and everything else stays byte for
byte. Same input, same bytes.
"""

import posixpath
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from reportgen.deliver.forms import look
from reportgen.deliver.forms.cells import stored
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.japanese.width import fold
from reportgen.opc import CONTENT_TYPES, repack, unpack
from reportgen.plan.faults import Faults
from reportgen.plan.master_words import master_words
from reportgen.plan.tables import Table, read_table
from reportgen.workbook import Workbook, cell_name, open_workbook
from reportgen.workbook.view import column_number

CLEARED: Final = ("meeting", "opinions", "accepted")
"""Sheets that are about one year alone."""
_LEAST_PT: Final = 20.0
_HISTORY: Final = ("item", "name", "field", "year", "value")
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CHAIN: Final = re.compile(r"<(?:Override|Relationship)\b[^>]*calcChain[^>]*/>")

Content = str | int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """One line of the sheet 実績: ids and names as the plan has them, the label of the question, and the answer."""

    item: str
    name: str
    field: str
    year: int
    value: str | Decimal


def next_master(data: bytes, file: str, year: int, answers: Sequence[EarlierAnswer]) -> bytes:
    """Return the plan master for ``year``: 計画 says the year, sheets about one year are emptied, 実績 has the answers.

    Answers are put below the rows that are there; without such a sheet, one is made, dressed like 体系.
    """
    book = open_workbook(data, file)
    package = _Package(data)
    _say_year(package, book, year)
    for key in CLEARED:
        table = _table(book, key)
        if table is not None:
            rows = {row.number for row in table.rows}
            cells = [position for position in table.sheet.cells if position[0] in rows]
            package.edit(table.sheet.name, partial(_emptied, cells=cells))
    _add_answers(package, book, answers)
    return package.bytes()


def _table(book: Workbook, key: str) -> Table | None:
    """Return a sheet of the plan master; what is wrong with it was said when the plan was loaded."""
    return read_table(book, master_words().sheets[key], Faults(book.place.file), strict=False, required=False)


def _say_year(package: "_Package", book: Workbook, year: int) -> None:
    table, heading = _table(book, "plan"), master_words().plan["year"]
    assert table is not None  # a plan without it was refused
    row = next(row for row in table.rows if fold(row.text("key")) == fold(heading))
    said: Content = year if row.cell("value").kind == "number" else fiscal_year_label(year)
    position = (row.number, row.columns["value"])
    package.edit(table.sheet.name, lambda xml: _replaced(xml, position, said))


def _add_answers(package: "_Package", book: Workbook, answers: Sequence[EarlierAnswer]) -> None:
    if not answers:
        return
    table, example = _table(book, "history"), _table(book, "sections")
    lines: list[dict[str, Content]] = [
        {"item": a.item, "name": a.name, "field": a.field, "year": fiscal_year_label(a.year), "value": a.value}
        for a in answers
    ]
    if table is None:
        assert example is not None  # a plan without it was refused
        package.add_sheet(master_words().sheets["history"].name, _new_sheet(package, example, lines))
        return
    columns = {key: table.rows[0].columns[key] if table.rows else _found(table, key) for key in _HISTORY}
    rows = [{columns[key]: content for key, content in line.items()} for line in lines]
    last = table.sheet.last_row
    package.edit(table.sheet.name, lambda xml: _appended(xml, last, rows))


def _found(table: Table, key: str) -> int:
    """Return the column of a heading on a sheet without rows."""
    heading = fold(table.headings[key])
    return next(column for (_, column), cell in sorted(table.sheet.cells.items()) if fold(cell.shown) == heading)


# ── the package ─────────────────────────────────────────────────────────────────────────────────────────


class _Package:
    """The parts of a workbook, and which of them is which sheet."""

    def __init__(self, data: bytes) -> None:
        self._parts = unpack(data)
        roots = self._relations("")
        self._main = next((t for _, kind, t in roots if kind.endswith("/officeDocument")), "xl/workbook.xml")
        self._sheets = dict(self._named_sheets())

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        folder, _, name = part.rpartition("/")
        data = self._parts.get(posixpath.join(folder, "_rels", f"{name}.rels"), b"<x/>")
        return [
            (
                relation.get("Id", ""),
                relation.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in ElementTree.fromstring(data)
        ]

    def _named_sheets(self) -> Iterator[tuple[str, str]]:
        targets = {key: target for key, _, target in self._relations(self._main)}
        for element in ElementTree.fromstring(self._parts[self._main]).iter():
            if element.tag.rpartition("}")[2] == "sheet":
                relation = next(value for key, value in element.items() if key.rpartition("}")[2] == "id")
                yield element.get("name", ""), targets[relation]

    def edit(self, sheet: str, change: Callable[[str], str]) -> None:
        """Change the XML of a sheet."""
        part = self._sheets[sheet]
        self._parts[part] = change(self._parts[part].decode("utf-8-sig")).encode()

    def xml(self, sheet: str) -> str:
        """Return the XML of a sheet."""
        return self._parts[self._sheets[sheet]].decode("utf-8-sig")

    def add_sheet(self, name: str, xml: str) -> None:
        """Add a sheet behind all others."""
        folder = posixpath.dirname(self._main)
        numbers = (number for number in range(1, 10_000) if f"{folder}/worksheets/sheet{number}.xml" not in self._parts)
        target = f"worksheets/sheet{next(numbers)}.xml"
        self._parts[f"{folder}/{target}"] = xml.encode()
        main = self._parts[self._main].decode("utf-8-sig")
        ids = [int(found) for found in re.findall(r'\bsheetId="(\d+)"', main)]
        first = next(e for e in ElementTree.fromstring(main).iter() if e.tag.rpartition("}")[2] == "sheet")
        space = next(key.partition("}")[0][1:] for key in first.attrib if key.endswith("}id"))
        prefix = re.search(r"<(\w+:)?sheets\b", main)
        sheet = (
            f'<{(prefix and prefix[1]) or ""}sheet xmlns:r="{space}" name={quoteattr(name)} '
            f'sheetId="{max(ids) + 1}" r:id="rIdEarlier"/>'
        )
        self._parts[self._main] = re.sub(r"(?=</(?:\w+:)?sheets>)", lambda _: sheet, main, count=1).encode()
        types = {key.rpartition("/")[2]: key for _, key, _ in self._relations(self._main)}
        rels = posixpath.join(folder, "_rels", f"{posixpath.basename(self._main)}.rels")
        link = f'<Relationship Id="rIdEarlier" Type="{types["worksheet"]}" Target="{target}"/>'
        self._insert(rels, "Relationships", link)
        self._insert(CONTENT_TYPES, "Types", f'<Override PartName="/{folder}/{target}" ContentType="{_SHEET_TYPE}"/>')

    def _insert(self, part: str, root: str, element: str) -> None:
        text = self._parts[part].decode("utf-8-sig")
        prefix = re.search(rf"<(\w+:)?{root}\b", text)
        named = element.replace("<", f"<{prefix[1] or ''}", 1) if prefix else element
        self._parts[part] = re.sub(rf"(?=</(?:\w+:)?{root}>)", lambda _: named, text, count=1).encode()

    def bytes(self) -> bytes:
        """Return the file. The order of calculation is left to the program that opens it, for formulas may be gone."""
        chain = [part for part in self._parts if part.endswith("/calcChain.xml")]
        for part in chain:
            del self._parts[part]
        for part in [part for part in self._parts if chain and (part == CONTENT_TYPES or part.endswith(".rels"))]:
            self._parts[part] = _CHAIN.sub("", self._parts[part].decode("utf-8-sig")).encode()
        return repack(self._parts)


# ── the XML of a sheet ──────────────────────────────────────────────────────────────────────────────────


def _prefix(xml: str) -> str:
    """Return what stands before the names of elements: empty, or ``x:``."""
    found = re.search(r"<(\w+:)?sheetData\b", xml)
    return (found[1] or "") if found else ""


def _cell(position: tuple[int, int], content: Content, attributes: str, prefix: str) -> str:
    """Return a cell with a style and whatever else ``attributes`` say; no content leaves it empty."""
    kept = re.sub(r'\s(?:r|t|cm|vm)="[^"]*"', "", attributes)
    start = f'<{prefix}c r="{cell_name(*position)}"{kept}'
    match content:
        case None:
            return f"{start}/>"
        case str():
            text = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(stored(content))}</{prefix}t></{prefix}is>'
            return f'{start} t="inlineStr">{text}</{prefix}c>'
        case _:
            return f"{start}><{prefix}v>{content:f}</{prefix}v></{prefix}c>"


def _replaced(xml: str, position: tuple[int, int], content: Content) -> str:
    prefix, name = _prefix(xml), cell_name(*position)
    pattern = rf'<{prefix}c\b((?:\s[^>]*?)?\sr="{name}"[^>]*?)(?:/>|>.*?</{prefix}c>)'
    return re.sub(pattern, lambda c: _cell(position, content, c[1], prefix), xml, count=1, flags=re.DOTALL)


def _emptied(xml: str, cells: Sequence[tuple[int, int]]) -> str:
    for position in cells:
        xml = _replaced(xml, position, None)
    return xml


def _rows(xml: str) -> dict[int, str]:
    prefix = _prefix(xml)
    pattern = rf'<{prefix}row\b[^>]*?\sr="(\d+)"[^>]*?(?:/>|>.*?</{prefix}row>)'
    return {int(row[1]): row[0] for row in re.finditer(pattern, xml, re.DOTALL)}


def _styles(row: str) -> dict[int, str]:
    """Return the number of the style of each cell of a row, by column."""
    cells = re.findall(r"<(?:\w+:)?c\b([^>]*)", row)
    found = ((re.search(r'\br="([A-Z]+)', cell), re.search(r'\ss="(\d+)"', cell)) for cell in cells)
    return {column_number(name[1]): style[1] for name, style in found if name and style}


def _appended(xml: str, last: int, lines: Sequence[Mapping[int, Content]]) -> str:
    """Return a sheet with lines below its last row, each dressed as what was prepared there, or as that last row."""
    prefix, rows, widths = _prefix(xml), _rows(xml), _columns(xml, "width")
    usual = _styles(rows.get(last, ""))
    for number, line in enumerate(lines, start=last + 1):
        rows[number] = _row(number, line, {**usual, **_styles(rows.get(number, ""))}, widths, prefix)
    body = "".join(rows[number] for number in sorted(rows))
    xml = re.sub(rf"<{prefix}sheetData\s*/>", f"<{prefix}sheetData></{prefix}sheetData>", xml)
    pattern = rf"(<{prefix}sheetData\b[^>]*>).*(</{prefix}sheetData>)"
    xml = re.sub(pattern, lambda data: data[1] + body + data[2], xml, count=1, flags=re.DOTALL)
    return re.sub(rf'(<{prefix}dimension ref="[A-Z]+\d+:[A-Z]+)\d+"', rf'\g<1>{max(rows)}"', xml)


def _columns(xml: str, attribute: str) -> dict[int, str]:
    """Return an attribute of the columns of a sheet, by column."""
    found: dict[int, str] = {}
    for column in re.findall(r"<(?:\w+:)?col\s([^>]*)", xml):
        said = {key: value for key, value in re.findall(r'\b(\w+)="([^"]*)"', column)}
        for number in range(int(said["min"]), min(int(said["max"]), int(said["min"]) + 50) + 1):
            found |= {number: said[attribute]} if attribute in said else {}
    return found


def _row(
    number: int,
    line: Mapping[int, Content],
    styles: Mapping[int, str],
    widths: Mapping[int, str],
    prefix: str = "",
) -> str:
    """Return a row in which every text is seen whole; as nobody set its height, it grows with what is typed."""
    sizes = [(str(text), float(widths.get(column, 8.43)), look.ANSWER_PT) for column, text in line.items()]
    height = look.height_pt(sizes, _LEAST_PT)
    cells = (
        _cell((number, column), line.get(column), f' s="{styles[column]}"' if column in styles else "", prefix)
        for column in sorted({*line, *styles})
    )
    return f'<{prefix}row r="{number}" ht="{height:g}">{"".join(cells)}</{prefix}row>'


def _new_sheet(package: _Package, example: Table, lines: Sequence[Mapping[str, Content]]) -> str:
    """Return the XML of a sheet with hint, headings and lines, in the styles of another table."""
    words, own = master_words().sheets["history"], _words()
    rows = _rows(package.xml(example.sheet.name))
    head_row = max(row for row, _ in example.sheet.cells if row < _first(example))
    first, body = _styles(rows.get(1, "")), _styles(rows.get(_first(example), ""))
    head = next(iter(_styles(rows.get(head_row, "")).values()), "0")
    text, name = (body.get(_found(example, key), "0") for key in ("title", "id"))
    usual = {number: name if number == 1 else text for number in range(1, len(_HISTORY) + 1)}
    columns = {key: number for number, key in enumerate(_HISTORY, start=1)}
    texts = {columns[key]: words.columns[key] for key in _HISTORY}
    wide = {columns[key]: str(own["widths"][key]) for key in _HISTORY}
    told = [
        _row(1, {1: own["hint"]}, {1: first.get(1, "0")}, {1: "200"}),
        _row(2, texts, dict.fromkeys(texts, head), wide),
        *(
            _row(number, {columns[key]: content for key, content in line.items()}, usual, wide)
            for number, line in enumerate(lines, start=3)
        ),
    ]
    whole = _columns(package.xml(example.sheet.name), "style")
    plain = {number: whole.get(_found(example, "id" if number == 1 else "title"), "0") for number in usual}
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1" style="{plain[number]}"/>'
        for number, width in wide.items()
    )
    space = ElementTree.fromstring(package.xml(example.sheet.name)).tag.partition("}")[0].lstrip("{")
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(told)}</sheetData>"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _first(table: Table) -> int:
    return table.rows[0].number if table.rows else table.sheet.last_row + 1


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(files("reportgen.deliver").joinpath("master.toml").read_text(encoding="utf-8"))
