"""The sheets 計画 and 会議: what the plan is called, which year is reported on, and what is decided late.

Comes in: an open workbook. Goes out: ``Facts`` and a ``Meeting``, faults noted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from reportgen.japanese.wareki import parse_fiscal_year
from reportgen.japanese.width import fold
from reportgen.model.plan import Meeting
from reportgen.plan.cells import printed
from reportgen.plan.days import day_of
from reportgen.plan.faults import Faults
from reportgen.plan.master_words import master_words
from reportgen.plan.tables import Row, Table, read_table
from reportgen.workbook import Workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the sheet 計画 says. A text is empty, and the year ``None``, where a fault was noted."""

    id: str = ""
    municipality: str = ""
    name: str = ""
    year: int | None = None
    layout: str = ""
    short_name: str = ""


def read_facts(book: Workbook, file: str, faults: Faults) -> Facts:
    """Return the facts of the plan.

    Notes: M30 a fact is missing, M31 an unknown one, M32 one given twice, M33 no fiscal year, M34 the year or the id is
    not that of the folder ``inputs/<year>/<plan>/``.
    """
    table = read_table(book, master_words().sheets["plan"], faults)
    if table is None:
        return Facts()
    rows = _by_fact(table, faults)
    free = master_words().optional_facts
    texts = {key: printed(table, row, "value", faults, required=key not in free) for key, row in rows.items()}
    year = parse_fiscal_year(texts.get("year", ""))
    if texts.get("year") and year is None:
        faults.add("M33", rows["year"].cell("value").place, found=texts["year"])
    for key, said in (("year", str(year or "")), ("id", texts.get("id", ""))):
        folder = _folder(file).get(key, said)
        if said and said != folder:
            heading = master_words().plan[key]
            faults.add("M34", rows[key].cell("value").place, heading=heading, found=texts[key], folder=folder)
    return Facts(
        id=texts.get("id", ""),
        municipality=texts.get("municipality", ""),
        name=texts.get("name", ""),
        year=year,
        layout=texts.get("layout", ""),
        short_name=texts.get("short_name", ""),
    )


def _by_fact(table: Table, faults: Faults) -> Mapping[str, Row]:
    words = master_words().plan
    keys = {fold(name): key for key, name in words.items()}
    rows: dict[str, Row] = {}
    for row in table.rows:
        name = row.text("key")
        key = keys.get(fold(name))
        if key is None:
            faults.add("M31", row.cell("key").place, found=name, names="、".join(words.values()))
        elif key in rows:
            faults.add("M32", row.cell("key").place, name=name)
        else:
            rows[key] = row
    for key, name in words.items():
        if key not in rows and key not in master_words().optional_facts:
            faults.add("M30", table.sheet.place, name=name)
    return rows


def _folder(file: str) -> Mapping[str, str]:
    """Return year and id as the folders name them; empty for a workbook that does not lie in a workspace."""
    parts = PurePosixPath(file).parts
    return {"year": parts[1], "id": parts[2]} if len(parts) == 4 and parts[0] == "inputs" else {}


def read_meeting(book: Workbook, faults: Faults) -> Meeting:
    """Return what is decided late; an empty sheet is a draft of which nothing is known.

    Notes: M35 more than one row, M36 no day, M37 neither draft nor final.
    """
    words = master_words()
    table = read_table(book, words.sheets["meeting"], faults)
    if table is None or not table.rows:
        return Meeting()
    row = table.rows[0]
    for other in table.rows[1:]:
        faults.add("M35", table.sheet.place_of(other.number))
    edition = row.text("edition").strip()
    if edition not in ("", words.draft, words.final):
        faults.add("M37", row.cell("edition").place, found=edition, draft=words.draft, final=words.final)
    return Meeting(
        document_number=printed(table, row, "document_number", faults, required=False),
        name=printed(table, row, "name", faults, required=False),
        day=_day(row, "day", faults),
        deadline=_day(row, "deadline", faults),
        contact=printed(table, row, "contact", faults, required=False),
        final=edition == words.final,
    )


def _day(row: Row, key: str, faults: Faults) -> date | None:
    cell = row.cell(key)
    if not cell.shown.strip():
        return None
    day = day_of(cell)
    if day is None:
        faults.add("M36", cell.place, found=cell.shown)
    return day
