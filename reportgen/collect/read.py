"""The rows of a form, exactly as typed.

Comes in: a located table. Goes out: ``SubmittedRow`` values and the findings about structure that show while reading
(S03, S04, S07, S08, S09, S10). Nothing is judged, cleaned or converted. A field that is missing in ``cells`` has been
reported already: its column is not there, or a merge covers the cell.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.collect.locate import Table
from reportgen.collect.rows import Match, Printed, RowFinder
from reportgen.collect.words import REASON_KEY, identity_keys
from reportgen.findings.finding import Finding, Subject
from reportgen.model.plan import AskedRow, Item, subject_of
from reportgen.model.submitted import RawCell, SubmittedRow
from reportgen.plan.schema import Empty
from reportgen.workbook import Range, Sheet

MAX_ROWS: Final = 2_000
"""More rows than any form has; that there are more is reported (S10), and they are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row that is there, before it is known whose it is."""

    number: int
    printed: Printed
    cells: dict[str, RawCell]
    reason: RawCell | None

    def is_answered(self, unselected: str) -> bool:
        """Say whether anything at all is answered; ``unselected`` is the layout's word for a choice not made."""
        return not all(cell.is_unanswered(unselected) for cell in self.cells.values())


def read_rows(table: Table) -> tuple[tuple[ReadRow, ...], tuple[Finding, ...]]:
    """Return every row below the header in which one of the bound columns holds something, and S10 if that is cut."""
    numbers = {column.number for column in table.columns.values()}
    used = sorted({r for r, c in table.sheet.cells if r > table.header_row and c in numbers})
    used, left = used[:MAX_ROWS], used[MAX_ROWS:]
    covered = _covered(table, used)
    rows = tuple(_row(table, number, covered) for number in used)
    return rows, tuple(Finding(code="S10", place=table.sheet.place, found=str(number)) for number in left[:1])


def _covered(table: Table, used: Sequence[int]) -> dict[tuple[int, int], Range]:
    """Return the merged range over every bound cell that lies under one; its first cell is not covered.

    Merged ranges do not overlap (ECMA-376 part 1, 18.3.1.55), so the cells looked at are never more than the table has;
    a file that breaks this is not followed any further.
    """
    columns = sorted({column.number for column in table.columns.values()})
    covered: dict[tuple[int, int], Range] = {}
    seen = 0
    for merged in table.sheet.merged:
        rows = used[bisect_left(used, merged.first_row) : bisect_right(used, merged.last_row)]
        across = [column for column in columns if merged.first_column <= column <= merged.last_column]
        seen += len(rows) * len(across)
        if seen > len(used) * len(columns):
            break
        first = (merged.first_row, merged.first_column)
        covered |= {(row, column): merged for row in rows for column in across if (row, column) != first}
    return covered


def _row(table: Table, number: int, covered: Mapping[tuple[int, int], Range]) -> ReadRow:
    cells = {
        key: table.sheet.cell(number, column.number)
        for key, column in table.columns.items()
        if column.wanted.answer and (number, column.number) not in covered
    }
    row_id, item_number, item_name, name = (_text(table, key, number, covered) for key in identity_keys(table.kind))
    reason = table.columns.get(REASON_KEY)
    return ReadRow(
        number=number,
        printed=Printed(row_id=row_id, number=item_number, name=item_name, party=name),
        cells=cells,
        reason=table.sheet.cell(number, reason.number) if reason else None,
    )


def _text(table: Table, key: str, number: int, covered: Mapping[tuple[int, int], Range]) -> str:
    """Return what identifies a row in one column; a merge over several rows speaks for each of them."""
    column = table.columns.get(key)
    if column is None:
        return ""
    merged = covered.get((number, column.number))
    if merged is not None:
        return table.sheet.text(merged.first_row, merged.first_column)
    return table.sheet.text(number, column.number)


Matched = Sequence[tuple[ReadRow, Match | None]]


def assign(
    table: Table, rows: Sequence[ReadRow], assigned: Sequence[tuple[Item, AskedRow]], empty: Empty
) -> tuple[tuple[SubmittedRow, ...], tuple[Finding, ...]]:
    """Return the rows with the plan's row id where they have one, and what is to be said about rows.

    Of several rows for one assignment the first in which something is answered counts, or else the first. ``empty``
    holds the layout's words for what is not answered.
    """
    finder = RowFinder(assigned)
    matched = [(row, finder.find(row.printed)) for row in rows]
    used = _used(matched, empty.unselected)
    submitted = tuple(
        SubmittedRow(
            place=table.sheet.place_of(row.number),
            row_id=match.asked.row_id if match else None,
            number=row.printed.number,
            name=row.printed.name,
            party=row.printed.party,
            cells=row.cells,
            reason=row.reason,
            kind=table.kind,
            counts=match is None or used[match.asked.row_id] is row,
        )
        for row, match in matched
        if match or row.is_answered(empty.unselected)
    )
    return submitted, tuple(_findings(table, matched, assigned, used, empty))


def _used(matched: Matched, unselected: str) -> dict[str, ReadRow]:
    """Return the row that counts for each row id of the plan."""
    used: dict[str, ReadRow] = {}
    for row, match in matched:
        if match is None:
            continue
        kept = used.setdefault(match.asked.row_id, row)
        if not kept.is_answered(unselected) and row.is_answered(unselected):
            used[match.asked.row_id] = row
    return used


def _findings(
    table: Table,
    matched: Matched,
    assigned: Sequence[tuple[Item, AskedRow]],
    used: Mapping[str, ReadRow],
    empty: Empty,
) -> Iterator[Finding]:
    sheet = table.sheet
    known = [(row, match) for row, match in matched if match]
    yield from _hidden(sheet, [row.number for row, _ in known])
    yield from _merges(table, known, empty.pending)
    yield from _unknown(table, [row for row, match in matched if not match], empty.unselected)
    by_id: defaultdict[str, list[tuple[ReadRow, Match]]] = defaultdict(list)
    for row, match in known:
        by_id[match.asked.row_id].append((row, match))
        if match.trust == "edited":
            yield _edited(sheet, row, match)
    for row_id, same in by_id.items():
        if len(same) > 1:
            yield _twice(sheet, same, used[row_id])
    if not known and assigned:
        yield Finding(code="S07d", place=sheet.place)
        return
    for item, asked in assigned:
        if asked.row_id not in by_id:
            yield Finding(code="S07b", place=sheet.place, subject=subject_of(item, asked))
    order = {asked.row_id: position for position, (_, asked) in enumerate(assigned)}
    positions = [order[row_id] for row_id in by_id]
    if positions != sorted(positions):
        yield Finding(code="S07c", place=sheet.place)


def _edited(sheet: Sheet, row: ReadRow, match: Match) -> Finding:
    found = " ".join(part for part in (row.printed.number, row.printed.name, row.printed.party) if part)
    return Finding(
        code="S07e",
        place=sheet.place_of(row.number),
        subject=subject_of(match.item, match.asked),
        found=found,
    )


def _twice(sheet: Sheet, same: Sequence[tuple[ReadRow, Match]], used: ReadRow) -> Finding:
    """Return the finding about rows for one assignment, of which ``used`` counts."""
    rows = [row for row, _ in same]
    others = [row for row in rows if row is not used]
    _, match = same[0]
    return Finding(
        code="S07a",
        place=sheet.place_of(used.number),
        subject=subject_of(match.item, match.asked),
        facts={"count": str(len(rows)), "rows": "・".join(f"{row.number}行" for row in rows), "used": str(used.number)},
        related=tuple(sheet.place_of(row.number) for row in others),
    )


def _unknown(table: Table, rows: Sequence[ReadRow], unselected: str) -> Iterator[Finding]:
    for row in rows:
        place = table.sheet.place_of(row.number)
        parts = (row.printed.number, row.printed.name, row.printed.party)
        label = " ".join(part for part in parts if part)
        answers = [cell.shown for cell in row.cells.values() if cell.shown]
        if row.is_answered(unselected):
            yield Finding(code="S08", place=place, found=label or " ".join(answers))
        elif label:
            yield Finding(code="S09a", place=place, found=label)


def _hidden(sheet: Sheet, numbers: Sequence[int]) -> Iterator[Finding]:
    hidden = [number for number in numbers if number in sheet.hidden_rows]
    if hidden:
        rows = "・".join(f"{number}行" for number in hidden)
        yield Finding(code="S03", place=replace(sheet.place, row=hidden[0]), facts={"rows": rows})


def _merges(table: Table, known: Sequence[tuple[ReadRow, Match]], pending: str) -> Iterator[Finding]:
    """Yield S04a for a merge over answers, which are printed as ``pending`` below it, and S04b for a hidden text."""
    labels = {column.number: column.wanted.label for column in table.columns.values() if column.wanted.answer}
    sheet = table.sheet
    by_merge: defaultdict[Range, list[tuple[int, int]]] = defaultdict(list)
    for position, merged in _covered(table, sorted(row.number for row, _ in known)).items():
        if position[1] in labels:
            by_merge[merged].append(position)
    for merged, positions in by_merge.items():
        place = replace(sheet.place_of(merged.first_row, merged.first_column), cell=merged.name)
        facts = {"used": merged.name.partition(":")[0], "printed": pending}
        yield Finding(code="S04a", place=place, found=merged.name, facts=facts)
        for row, column in positions:
            text = sheet.text(row, column)
            if text:
                subject = Subject(field=labels[column])
                yield Finding(code="S04b", place=sheet.place_of(row, column), subject=subject, found=text)
