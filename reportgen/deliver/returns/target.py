"""Where in the returned workbook a finding is mended.

Comes in: the form's sheets and the submission. Goes out: for a finding the sheet and the cell or row of this workbook;
in the department's own file the row may stand elsewhere. Never a made-up cell: a finding about a row has a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reportgen.deliver.forms.sheet import FormSheet
from reportgen.findings.finding import Finding
from reportgen.model.plan import RowKind
from reportgen.model.submitted import Submission, SubmittedRow
from reportgen.place import Place


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the returned workbook. ``exact``: the finding is about just this cell, not about all of its row."""

    sheet: str
    row: int
    column: int
    exact: bool

    @property
    def cell(self) -> str:
        """The A1 name of the cell."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def shown(self) -> str:
        """What the list says: a cell where one is meant, else the row."""
        return self.cell if self.exact else f"{self.row}行"

    @property
    def location(self) -> str:
        """The place as a link inside the workbook names it."""
        return f"'{self.sheet.replace(chr(39), chr(39) * 2)}'!{self.cell}"


class Targets:
    """Finds places in one form."""

    def __init__(self, sheets: Sequence[FormSheet], submission: Submission | None) -> None:
        self._sheets = {sheet.kind: sheet for sheet in sheets}
        self._rows: dict[tuple[RowKind, str, str], tuple[FormSheet, int]] = {}
        self._ids: dict[str, tuple[FormSheet, int]] = {}
        for sheet in sheets:
            for number, row in enumerate(sheet.rows, start=sheet.first_row):
                self._rows[sheet.kind, row.item.full_number, row.asked.name.text] = (sheet, number)
                self._ids[row.asked.row_id] = (sheet, number)
        self._submitted = submission.rows if submission else ()

    def of(self, finding: Finding) -> Target | None:
        """Return where a finding is mended; ``None`` where it is about no row of the form."""
        about = finding.subject
        kind: RowKind = "indicator" if about.indicator else "party"
        found = self._rows.get((kind, about.item, about.indicator or about.party))
        if found is None and not about.item:
            row = self.submitted(finding.place)
            found = self._ids.get(row.row_id) if row and row.row_id else None
        if found is None:
            return None
        sheet, number = found
        open_columns = [column for column in sheet.columns if column.open]
        exact = next((column for column in open_columns if about.item and column.header == about.field), None)
        return Target(sheet.name, number, (exact or open_columns[0]).index, exact is not None)

    def sheet(self, finding: Finding) -> str:
        """Return the sheet of the form on which a finding without a row is mended; empty where none is known."""
        names = [sheet.name for sheet in self._sheets.values()]
        named = next((name for name in names if name in (finding.place.sheet, finding.facts.get("sheet"))), "")
        return named or (names[0] if len(names) == 1 and finding.place.sheet else "")

    def submitted(self, place: Place) -> SubmittedRow | None:
        """Return the submitted row at a place, if a row stands there."""
        if place.row is None:
            return None
        return next((r for r in self._submitted if (r.place.sheet, r.place.row) == (place.sheet, place.row)), None)
