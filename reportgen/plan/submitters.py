"""Names of parties and submitters, as far as files and folders bear them.

Comes in: the tables of the sheets 担当 and 指標. Goes out: the name of a submitter's form and page, and faults about
names that no file system takes or that two submitters would share.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from reportgen.japanese.width import fold
from reportgen.model.submitted import RawCell
from reportgen.plan.faults import Faults
from reportgen.plan.tables import Row, Table

MAX_NAME: Final = 60
"""Characters of a name: with an ending, 200 bytes in UTF-8, of the 255 that file systems allow for one name."""
OWN_SIGN: Final = "_"
"""Begins the names of our own pages, those that belong to no submitter."""
_REFUSED: Final = '\\/:*?"<>|'
_PERSON_KEYS: Final = ("party", "submitter")


def as_file_name(submitter: str) -> str:
    """Return a submitter's name as a folder or file name: characters that no file system takes become ＿.

    The result is empty for a name of nothing but dots and spaces.
    """
    return "".join("＿" if c in _REFUSED or ord(c) < 0x20 else c for c in submitter).strip(" .")


def check_names(tables: Iterable[Table], faults: Faults) -> None:
    """Note every name that cannot be a submitter's, once, at its first cell.

    Notes: M71 a name that is too long, M72 one of dots only or that begins with our own sign, M73 two submitters whose
    files would have one name, or whom a reader cannot tell apart.
    """
    seen: set[str] = set()
    told: set[str] = set()
    senders: dict[str, str] = {}
    for row in (row for table in tables for row in table.rows):
        for cell in _names(row):
            if cell.shown not in seen:
                seen.add(cell.shown)
                _check_name(cell, faults)
        for cell in list(_names(row))[-1:]:
            first = senders.setdefault(fold(as_file_name(cell.shown)), cell.shown)
            if cell.shown not in (first, *told):
                told.add(cell.shown)
                faults.add("M73", cell.place, found=cell.shown, first=first)


def _names(row: Row) -> Iterator[RawCell]:
    """Yield the cells of a row that name somebody; the last of them names who sends the file."""
    for key in _PERSON_KEYS:
        if key in row.columns and row.text(key).strip() == row.text(key) != "":
            yield row.cell(key)


def _check_name(cell: RawCell, faults: Faults) -> None:
    name = cell.shown
    if len(name) > MAX_NAME:
        faults.add("M71", cell.place, count=len(name), limit=MAX_NAME)
    elif name.startswith(OWN_SIGN) or not as_file_name(name):
        faults.add("M72", cell.place, found=name)
