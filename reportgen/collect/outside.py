"""What is written beside the questions: memos that no field will carry into the report, and the plan as it was.

Comes in: the located table, the plan. Goes out: S09 for every text at the level of the table or below it that stands in
no column of ours and is not the plan's own; several in one column are one finding. Where the form itself prints a text
of the plan, another text is none of the department's: the plan has changed since (S23).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from reportgen.collect.locate import Table
from reportgen.collect.words import is_furniture, plan_headers
from reportgen.findings.finding import Finding
from reportgen.japanese.width import fold
from reportgen.model.plan import Plan, Section
from reportgen.model.submitted import RawCell
from reportgen.plan.schema import LayoutDefinition
from reportgen.workbook.view import column_letters

Cells = Collection[tuple[int, int]]


def plan_cells(table: Table, plan: Plan, layout: LayoutDefinition, rows: Iterable[int]) -> Cells:
    """Return where a form of ours prints the plan's own words, and earlier answers, beside what identifies a row.

    They stand in the given rows, in columns with the headings of the form; the section has its kind for a heading, and
    stands between the hidden id and the number.
    """
    heads = plan_headers(layout, table.kind, plan.year)
    columns = {
        c for (row, c), cell in table.sheet.cells.items() if row == table.header_row and fold(cell.shown) in heads
    }
    first, second = (table.columns.get(key) for key in ("row_id", "item_number"))
    if first and second and second.number - first.number == 2:
        columns.add(first.number + 1)
    columns -= {column.number for column in table.columns.values()}
    return frozenset((row, column) for row in rows for column in columns)


def memos(table: Table, plan: Plan, form: Cells = frozenset()) -> tuple[Finding, ...]:
    """Return S09a for a single text outside the columns and cells of the form, S09b for several in one column."""
    by_column: defaultdict[int, list[RawCell]] = defaultdict(list)
    for position, cell in _strange(table, plan):
        if position not in form:
            by_column[position[1]].append(cell)
    return tuple(_memo(column, cells) for column, cells in sorted(by_column.items()))


def outdated(table: Table, plan: Plan, form: Cells, edited: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return S23 if the form prints what the plan no longer says, with all its rows.

    ``edited`` are rows of a locked sheet whose number, name or party is not the plan's.
    """
    cells = [(row, cell.place, cell.shown) for (row, column), cell in _strange(table, plan) if (row, column) in form]
    cells += [(finding.place.row or 0, finding.place, finding.found) for finding in edited]
    if not cells:
        return ()
    (_, place, found), *others = sorted(cells, key=lambda one: one[0])
    rows = "・".join(f"{row}行" for row in sorted({row for row, _, _ in cells}))
    related = tuple(other for _, other, _ in others)
    return (Finding(code="S23", place=place, found=found, facts={"rows": rows}, related=related),)


def _strange(table: Table, plan: Plan) -> Iterator[tuple[tuple[int, int], RawCell]]:
    """Yield the texts below the headings that stand in no column of ours and are not the plan's own."""
    known = _known_texts(plan)
    bound = {column.number for column in table.columns.values()}
    for (row, column), cell in sorted(table.sheet.cells.items()):
        if row <= table.header_row or column in bound or cell.formula is not None:
            continue
        if is_furniture(table.sheet.text(table.header_row, column)) or not cell.shown.strip():
            continue
        if fold(cell.shown) not in known:
            yield (row, column), cell


def _memo(column: int, cells: Sequence[RawCell]) -> Finding:
    first, *others = cells
    if not others:
        return Finding(code="S09a", place=first.place, found=first.shown)
    return Finding(
        code="S09b",
        place=first.place,
        found=first.shown,
        facts={
            "column": column_letters(column),
            "count": str(len(cells)),
            "texts": "\n".join(f"{cell.place.cell}「{cell.shown}」" for cell in cells),
        },
        related=tuple(cell.place for cell in others),
    )


def _known_texts(plan: Plan) -> frozenset[str]:
    """Return what the plan knows, folded: its own words and earlier answers, which the form prints beside questions."""
    texts = [text for section in plan.sections for text in _of_section(section)]
    for item in plan.items():
        owners = (item, *item.rows())
        texts += [item.full_number, item.number.text, *(owner.name.text for owner in owners)]
        texts += [text.marked for owner in owners for text in owner.texts.values()]
        texts += [value.text for row in item.rows() for years in row.history.values() for value in years.values()]
    return frozenset(fold(text) for text in texts)


def _of_section(section: Section) -> Iterator[str]:
    yield section.number.text
    yield section.title.text
    yield section.heading
    for below in section.sections:
        yield from _of_section(below)
