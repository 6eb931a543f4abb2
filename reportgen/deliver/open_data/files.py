"""Public tables as files: CSV for spreadsheets, JSON for programs, the list of columns, and a word to readers.

Comes in: tables, and what they are about. Goes out: bytes by name. CSV as RFC 4180, in UTF-8 with a byte order mark
(without it Excel reads another encoding). A text that a spreadsheet would run as a formula is guarded by one apostrophe
that can be taken off again; numbers and JSON are bare.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib.resources import files
from io import StringIO
from string import Template
from typing import Final

from reportgen.deliver.open_data.fields import Cell, words
from reportgen.deliver.open_data.tables import About, Table
from reportgen.japanese.wareki import date_label, fiscal_year_label

GUARD: Final = "'"
_RUN: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", GUARD)
"""What a text must not begin with: signs of a formula in either width (OWASP, CSV Injection), and the guard itself."""


def open_data(tables: Sequence[Table], told: About) -> dict[str, bytes]:
    """Return the public files by name. Same tables, same bytes."""
    named = words()["files"]
    made = {f"{table.name}.csv": _table(table) for table in tables}
    made[named["dictionary"]] = csv_bytes([words()["dictionary"]["headings"], *_dictionary(tables)])
    made[named["metadata"]] = csv_bytes([words()["metadata"]["headings"], *_metadata(told)])
    made[named["data"]] = _json(tables, told)
    made[named["readme"]] = _readme(tables, told)
    return made


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV: UTF-8 with byte order mark, CRLF at the end of each row, texts guarded."""
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs; ``unguarded`` gives it back."""
    return GUARD + text if text.startswith(_RUN) else text


def unguarded(text: str) -> str:
    """Return the text of a guarded cell."""
    return text.removeprefix(GUARD)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return guarded(cell) if isinstance(cell, str) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _table(table: Table) -> bytes:
    heads = [column.name for column in table.columns]
    return csv_bytes([heads, *([row[column.key] for column in table.columns] for row in table.rows)])


def _dictionary(tables: Iterable[Table]) -> Iterable[list[Cell]]:
    said = words()
    for table in tables:
        for one in table.columns:
            kind, source = said["kind"][one.kind], said["source"][one.source]
            yield [f"{table.name}.csv", table.title, one.name, one.key, kind, one.unit or None, one.what, source]


def _metadata(told: About) -> list[list[Cell]]:
    said = words()["metadata"]
    return [
        [said["municipality"], told.municipality],
        [said["plan_name"], told.plan_name],
        [said["year"], told.year],
        [said["year_label"], fiscal_year_label(told.year)],
        [said["edition"], said["final"] if told.final else said["draft"]],
        [said["issued"], told.issued.isoformat() if told.issued else said["no_day"]],
        [said["issued_label"], date_label(told.issued) if told.issued else said["no_day"]],
        [said["licence"], told.licence or said["no_licence"]],
        [said["encoding"], said["encoding_is"]],
    ]


def _json(tables: Iterable[Table], told: About) -> bytes:
    made = {
        "metadata": {
            "municipality": told.municipality,
            "plan_name": told.plan_name,
            "year": told.year,
            "year_label": fiscal_year_label(told.year),
            "final": told.final,
            "issued": told.issued.isoformat() if told.issued else None,
            "licence": told.licence or None,
        },
        "tables": {
            table.name: [{key: _plain(cell) for key, cell in row.items()} for row in table.rows] for table in tables
        },
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _plain(cell: Cell) -> str | int | float | None:
    """Return a cell as JSON has it: a number as a number, unless a program would read another one; then as a text."""
    if not isinstance(cell, Decimal):
        return cell
    if cell == cell.to_integral_value():
        return int(cell)
    near = float(cell)
    return near if Decimal(repr(near)) == cell else f"{cell:f}"


def _readme(tables: Sequence[Table], told: About) -> bytes:
    said, named = words()["metadata"], words()["files"]
    listed = [f"{table.name}.csv　{table.title}（{len(table.rows)}行）" for table in tables]
    text = Template(files("reportgen.deliver.open_data").joinpath("readme.txt").read_text(encoding="utf-8"))
    others = [f"{named[key]}　{what}" for key, what in words()["others"].items()]
    filled = text.substitute(
        municipality=told.municipality,
        plan_name=told.plan_name,
        year_label=fiscal_year_label(told.year),
        edition=said["final"] if told.final else said["draft"],
        issued=date_label(told.issued) if told.issued else said["no_day"],
        licence=told.licence or said["no_licence"],
        files="\n".join(f"・{line}" for line in (*listed, *others)),
    )
    return filled.replace("\n", "\r\n").encode("utf-8-sig")
