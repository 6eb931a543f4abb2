"""What is written beside the questions: memos that no field will carry into the report.

Comes in: the located table, the plan. Goes out: S09 for every text at the level of the table or below it that stands in
no column of ours and is not the plan's own. Several in one column are one finding.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportgen.collect.locate import Table
from reportgen.collect.words import is_furniture
from reportgen.findings.finding import Finding
from reportgen.japanese.width import fold
from reportgen.model.plan import Plan, Section
from reportgen.model.submitted import RawCell
from reportgen.workbook.view import column_letters


def memos(table: Table, plan: Plan) -> tuple[Finding, ...]:
    """Return S09a for a single text outside the columns of the form, S09b for several in one column."""
    by_column: defaultdict[int, list[RawCell]] = defaultdict(list)
    known = _known_texts(plan)
    bound = {column.number for column in table.columns.values()}
    for (row, column), cell in sorted(table.sheet.cells.items()):
        if row <= table.header_row or column in bound or cell.formula is not None:
            continue
        if is_furniture(table.sheet.text(table.header_row, column)) or not cell.shown.strip():
            continue
        if fold(cell.shown) not in known:
            by_column[column].append(cell)
    return tuple(_memo(column, cells) for column, cells in sorted(by_column.items()))


def _memo(column: int, cells: Sequence[RawCell]) -> Finding:
    first, *others = cells
    if not others:
        return Finding(code="S09a", place=first.place, found=first.shown)
    return Finding(
        code="S09b",
        place=first.place,
        found=first.shown,
        facts={"column": column_letters(column), "count": str(len(cells))},
        related=tuple(cell.place for cell in others),
    )


def _known_texts(plan: Plan) -> frozenset[str]:
    """Return the plan's own words, folded: what the form prints beside the questions."""
    texts = [text for section in plan.sections for text in _of_section(section)]
    for item in plan.items():
        owners = (item, *item.rows())
        texts += [item.full_number, item.number.text, *(owner.name.text for owner in owners)]
        texts += [text.marked for owner in owners for text in owner.texts.values()]
    return frozenset(fold(text) for text in texts)


def _of_section(section: Section) -> Iterator[str]:
    yield section.number.text
    yield section.title.text
    yield section.heading
    for below in section.sections:
        yield from _of_section(below)
