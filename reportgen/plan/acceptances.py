"""The sheet 確認済: findings that the secretariat has accepted, each with the reason.

Comes in: an open workbook, the layout and the plan's tree. Goes out: acceptances in the order of the sheet, faults
noted.
"""

from collections.abc import Iterator

from reportgen.findings.catalogue import Catalogue, Level, catalogue
from reportgen.model.plan import Acceptance, Item, Section
from reportgen.plan.cells import identity, printed
from reportgen.plan.faults import Faults
from reportgen.plan.load import Layout
from reportgen.plan.master_words import master_words
from reportgen.plan.nearest import nearest
from reportgen.plan.tables import Row, Table, read_table
from reportgen.workbook import Workbook

_TO_MEND = (Level.UNREADABLE, Level.MUST_FIX)


def read_acceptances(
    book: Workbook, layout: Layout | None, sections: tuple[Section, ...], faults: Faults
) -> tuple[Acceptance, ...]:
    """Return what the sheet says; there need not be one. ``sections`` are empty if the tree could not be read.

    Notes: M20 no reason, M86 an unknown submitter, M87 an unknown code, M88 a code that must be mended and cannot be
    accepted, M89 an item or a name that is not in the plan.
    """
    table = read_table(book, master_words().sheets["accepted"], faults, required=False)
    if table is None:
        return ()
    levels = layout.definition.rules.levels if layout else {}
    checker = _Checker(table, catalogue().with_levels(levels), tuple(_items(sections)), faults)
    return tuple(checker.acceptance(row) for row in table.rows)


class _Checker:
    """Reads one row after the other."""

    def __init__(self, table: Table, codes: Catalogue, items: tuple[Item, ...], faults: Faults) -> None:
        self._table, self._codes, self._faults = table, codes, faults
        self._submitters = tuple(dict.fromkeys(row.submitter for item in items for row in item.rows()))
        self._names = {item.full_number: [row.name.text for row in item.rows()] for item in items}

    def acceptance(self, row: Row) -> Acceptance:
        """Return what a row accepts, faults noted."""
        needed = ("submitter", "code")
        said = {
            key: identity(self._table, row, key, self._faults, required=key in needed)
            for key in ("submitter", "item", "name", "field", "code")
        }
        self._check_submitter(row, said["submitter"])
        self._check_code(row, said["code"])
        self._check_row(row, said["item"], said["name"])
        return Acceptance(
            **said,
            found=printed(self._table, row, "found", self._faults, required=False),
            reason=printed(self._table, row, "reason", self._faults),
            place=row.cell("code").place,
        )

    def _check_submitter(self, row: Row, submitter: str) -> None:
        if self._submitters and submitter.strip() and submitter.strip() not in self._submitters:
            near = nearest(submitter, self._submitters)
            self._faults.add("M86", row.cell("submitter").place, found=submitter, near=near)

    def _check_code(self, row: Row, code: str) -> None:
        place = row.cell("code").place
        if code.strip() and code.strip() not in self._codes.entries:
            self._faults.add("M87", place, found=code, near=nearest(code, self._codes.entries))
        elif code.strip() and self._codes.entries[code.strip()].level in _TO_MEND:
            self._faults.add("M88", place, found=code, level=self._codes.entries[code.strip()].level.value)

    def _check_row(self, row: Row, number: str, name: str) -> None:
        number, name = number.strip(), name.strip()
        if not self._names or not number:
            return
        if number not in self._names:
            self._faults.add("M89", row.cell("item").place, found=number, near=nearest(number, self._names))
        elif name and name not in self._names[number]:
            near = nearest(name, self._names[number])
            self._faults.add("M89", row.cell("name").place, found=name, near=near)


def _items(sections: tuple[Section, ...]) -> Iterator[Item]:
    for section in sections:
        yield from section.items
        yield from _items(section.sections)
