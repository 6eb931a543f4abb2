"""Where the answers stand: sheets, header rows, and one column for every field of the layout.

Comes in: an open workbook and the layout. Goes out: a ``Table`` for each kind of sheet, and the findings about their
structure (F19, S01, S05, S06). A column is bound by the form's defined name, then by its header text, then by its
position, and remembers which. Nobody's text is read here but headings.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from reportgen.collect.replies import reply_sheet
from reportgen.collect.words import (
    NAME_PREFIX,
    Wanted,
    identity_keys,
    kinds,
    own_sheets,
    sheet_name,
    wanted_columns,
)
from reportgen.findings.finding import Finding, Subject
from reportgen.japanese.width import edit_distance, fold
from reportgen.model.plan import RowKind
from reportgen.model.submitted import Binding
from reportgen.plan.schema import LayoutDefinition
from reportgen.workbook import Sheet, Workbook

_HEADER_ROWS: Final = 60
"""A header further down is not looked for unless a defined name points there."""

_DECORATION: Final = tuple("（([［〔【※*＊:：/／" + "\n")
"""What may follow a heading without making it another one: 評価（A～D）, 評価※."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the table; ``header`` is the text that stands above it."""

    wanted: Wanted
    number: int
    binding: Binding
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table of answers of one kind. ``columns`` holds what was found, by key; ``missing`` what was not.

    ``rivals`` are other sheets that could be the form as well.
    """

    kind: RowKind
    sheet: Sheet
    header_row: int
    columns: Mapping[str, Column]
    missing: tuple[Wanted, ...]
    rivals: tuple[Sheet, ...] = ()


def locate(workbook: Workbook, layout: LayoutDefinition) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Return the tables of answers, at most one of each kind; none, with F19, when no sheet holds one."""
    by_kind: defaultdict[RowKind, list[_Candidate]] = defaultdict(list)
    replies = reply_sheet(workbook)
    for order, sheet in enumerate(workbook.sheets):
        fitting = [_candidate(workbook, sheet, order, layout, kind) for kind in kinds(layout)]
        best = max((one for one in fitting if one is not None), key=_rank, default=None)
        if best is not None and sheet is not replies and fold(sheet.name) not in own_sheets():
            by_kind[best.kind].append(best)
    found = [_table(by_kind[kind], layout) for kind in kinds(layout) if by_kind[kind]]
    findings = [finding for _, own in found for finding in own]
    if not found:
        findings.append(Finding(code="F19", place=workbook.place))
    return tuple(table for table, _ in found), tuple(findings)


def _table(candidates: "list[_Candidate]", layout: LayoutDefinition) -> tuple[Table, tuple[Finding, ...]]:
    best, *rest = sorted(candidates, key=_rank, reverse=True)
    others = tuple(c.sheet for c in rest if c.sheet.state == "visible" and _is_serious(c, best))
    table, findings = _bound(best, wanted_columns(layout, best.kind))
    table = replace(table, rivals=others)
    return table, (*_about_sheet(best, others), *findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A sheet that may hold a table: columns by defined name, its header row, and how many headings fit there.

    ``called``: it has the name that the layout gives to such a sheet.
    """

    kind: RowKind
    sheet: Sheet
    order: int
    named: Mapping[str, int]
    header_row: int
    fitting: int
    called: bool


def _candidate(
    workbook: Workbook, sheet: Sheet, order: int, layout: LayoutDefinition, kind: RowKind
) -> _Candidate | None:
    wanted = wanted_columns(layout, kind)
    answers = sum(1 for column in wanted if column.answer)
    areas = {column.key: workbook.area(NAME_PREFIX[kind] + column.key, sheet.name) for column in wanted}
    named = {key: area.range.first_column for key, area in areas.items() if area}
    tops = Counter(area.range.first_row for area in areas.values() if area)
    header_row, fitting = _header_row(sheet, wanted, tops.most_common(1)[0][0] if tops else None)
    if not named and fitting < max(2, (answers + 1) // 2):
        return None
    called = fold(sheet.name) == fold(sheet_name(layout, kind))
    return _Candidate(
        kind=kind, sheet=sheet, order=order, named=named, header_row=header_row, fitting=fitting, called=called
    )


def _rank(candidate: _Candidate) -> tuple[int, int, bool, bool, int]:
    visible = candidate.sheet.state == "visible"
    return len(candidate.named), candidate.fitting, visible, candidate.called, -candidate.order


def _is_serious(candidate: _Candidate, best: _Candidate) -> bool:
    """Say whether a second sheet could be the form as well: as many headings fit, and something is written below."""
    return candidate.fitting >= max(best.fitting, 2) and candidate.sheet.last_row > candidate.header_row


def _header_row(sheet: Sheet, wanted: tuple[Wanted, ...], below: int | None) -> tuple[int, int]:
    """Return the row in which most headings stand, and how many; the row above the named data where none does."""
    spellings = {spelling for column in wanted for spelling in column.spellings}
    last = _HEADER_ROWS if below is None else below - 1
    fitting: Counter[int] = Counter()
    for (row, _), cell in sheet.cells.items():
        if row <= last and cell.kind == "text" and len(cell.shown) <= 100 and fold(cell.shown) in spellings:
            fitting[row] += 1
    if not fitting:
        return (below or 1) - 1, 0
    row, count = max(fitting.items(), key=lambda pair: (pair[1], pair[0]))
    return (below - 1, 0) if below is not None and count < 2 else (row, count)


def _bound(candidate: _Candidate, wanted: tuple[Wanted, ...]) -> tuple[Table, tuple[Finding, ...]]:
    binder = _Binder(candidate, wanted)
    columns = {column.key: found for column in wanted if (found := binder.bind(column)) is not None}
    for column, number in _by_position(candidate.sheet, candidate.header_row, wanted, columns):
        columns[column.key] = Column(wanted=column, number=number, binding="position", header="")
    columns = _without_collisions({column.key: columns[column.key] for column in wanted if column.key in columns})
    nameless = not any(key in columns for key in identity_keys(candidate.kind)[:3])
    missing = tuple(
        column
        for column in wanted
        if column.key not in columns and (column.answer or (nameless and column.key == "item_number"))
    )
    table = Table(
        kind=candidate.kind, sheet=candidate.sheet, header_row=candidate.header_row, columns=columns, missing=missing
    )
    return table, tuple(_about_columns(table))


def _without_collisions(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Return the columns without those that a defined name leads to although another field's heading stands there."""
    own = {column.number for column in columns.values() if fold(column.header) in column.wanted.spellings}
    return {
        key: column
        for key, column in columns.items()
        if column.number not in own or fold(column.header) in column.wanted.spellings
    }


class _Binder:
    """Binds one column after the other; a heading that says exactly what is wanted goes before everything else."""

    def __init__(self, candidate: _Candidate, wanted: tuple[Wanted, ...]) -> None:
        self._named = candidate.named
        self._headers = {
            column: cell.shown
            for (row, column), cell in sorted(candidate.sheet.cells.items())
            if row == candidate.header_row and cell.shown
        }
        folded = {column: fold(text) for column, text in self._headers.items()}
        self._exact = {w.key: [c for c, text in folded.items() if text in w.spellings] for w in wanted}
        taken = {column for columns in self._exact.values() for column in columns}
        self._near = {
            w.key: [c for c, text in folded.items() if c not in taken and _is_near(self._headers[c], text, w)]
            for w in wanted
        }

    def bind(self, wanted: Wanted) -> Column | None:
        """Return the column, or ``None`` where neither name nor heading leads to one."""
        exact, near, named = self._exact[wanted.key], self._near[wanted.key], self._named.get(wanted.key)
        if named is not None and (named in exact or not exact):
            return self._column(wanted, named, "name")
        if exact:
            return self._column(wanted, exact[0], "header")
        return self._column(wanted, near[0], "header") if len(near) == 1 else None

    def _column(self, wanted: Wanted, number: int, binding: Binding) -> Column:
        return Column(wanted=wanted, number=number, binding=binding, header=self._headers.get(number, ""))


def _is_near(header: str, folded: str, wanted: Wanted) -> bool:
    """Say whether a heading is the wanted one with a slip of the pen or an addition in brackets.

    The allowed distance grows with the length: of 評価, every second heading of two characters is two changes away.
    """
    for spelling in wanted.spellings:
        limit = 0 if len(spelling) < 3 else 1 if len(spelling) < 5 else 2
        if edit_distance(folded, spelling, limit) <= limit:
            return True
    head = min((header.find(mark) for mark in _DECORATION if mark in header[1:]), default=0)
    return head > 0 and fold(header[:head]) in wanted.spellings


def _by_position(
    sheet: Sheet, header_row: int, wanted: tuple[Wanted, ...], columns: Mapping[str, Column]
) -> Iterator[tuple[Wanted, int]]:
    """Yield answer columns whose heading was emptied, where both neighbours are known and leave just this one."""
    answers = [column for column in wanted if column.answer]
    for before, column, after in zip([None, *answers], answers, [*answers[1:], None], strict=False):
        if column.key in columns or before is None or after is None:
            continue
        if before.key not in columns or after.key not in columns:
            continue
        between = range(columns[before.key].number + 1, columns[after.key].number)
        empty = [n for n in between if not sheet.text(header_row, n) and _has_content(sheet, header_row, n)]
        if len(empty) == 1:
            yield column, empty[0]


def _has_content(sheet: Sheet, header_row: int, number: int) -> bool:
    return any(column == number and row > header_row for row, column in sheet.cells)


def _about_sheet(best: _Candidate, others: tuple[Sheet, ...]) -> Iterator[Finding]:
    sheet = best.sheet
    if others:
        names = "」「".join(other.name for other in others)
        related = tuple(other.place for other in others)
        yield Finding(code="S01b", place=sheet.place, facts={"sheet": sheet.name, "others": names}, related=related)
    elif not best.called:
        yield Finding(code="S01a", place=sheet.place, found=sheet.name)


def _about_columns(table: Table) -> Iterator[Finding]:
    place = table.sheet.place
    bound = list(table.columns.values())
    numbers = [column.number for column in bound if column.wanted.key != "row_id"]
    if numbers != sorted(numbers):
        yield Finding(code="S05a", place=place)
    for wanted in table.missing:
        yield Finding(code="S05b", place=place, subject=Subject(field=wanted.label))
    for column in bound:
        if column.header and fold(column.header) in column.wanted.spellings:
            continue
        if column.wanted.key == "row_id":
            continue
        sure = column.header and _is_near(column.header, fold(column.header), column.wanted)
        header = table.sheet.place_of(table.header_row, column.number) if table.header_row else place
        code = "S06a" if sure else "S06b" if column.header else "S06c"
        yield Finding(code=code, place=header, subject=Subject(field=column.wanted.label), found=column.header)
