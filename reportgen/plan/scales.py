"""The sheet 選択肢: the scales that choices are made from.

Comes in: an open workbook and the layout. Goes out: the scales by name, faults noted.
"""

from collections.abc import Iterator

from reportgen.japanese.width import fold
from reportgen.model.plan import Choice, Scale
from reportgen.plan.cells import identity, printed
from reportgen.plan.faults import Faults
from reportgen.plan.load import Layout
from reportgen.plan.master_words import master_words
from reportgen.plan.tables import Row, Table, read_table
from reportgen.workbook import Workbook


def read_scales(book: Workbook, layout: Layout | None, faults: Faults) -> dict[str, Scale]:
    """Return the scales in the order of the sheet, and their choices in the order in which forms offer them.

    A layout that asks for no choice needs no such sheet.
    Notes: M50 a question of the layout has no scale, M51 a choice or synonym stands twice, M52 an unknown mark.
    """
    asked = tuple(_asked(layout))
    table = read_table(book, master_words().sheets["scales"], faults, required=bool(asked) or layout is None)
    if table is None:
        return {}
    choices: dict[str, list[Choice]] = {}
    readings: dict[tuple[str, str], Row] = {}
    for row in table.rows:
        scale = identity(table, row, "scale", faults)
        choice = _choice(table, row, faults)
        for spelling in dict.fromkeys(fold(text) for text in (choice.value, *choice.synonyms) if text):
            first = readings.setdefault((scale, spelling), row)
            if first is not row:
                faults.add("M51", row.cell("value").place, scale=scale, value=choice.value, first=first.number)
        choices.setdefault(scale, []).append(choice)
    for name, label in asked:
        if name not in choices:
            faults.add("M50", table.sheet.place, scale=name, label=label)
    return {name: Scale(name=name, choices=tuple(of)) for name, of in choices.items()}


def _choice(table: Table, row: Row, faults: Faults) -> Choice:
    mark = row.text("example").strip()
    marks = master_words().example
    if mark and mark not in marks:
        faults.add("M52", row.cell("example").place, found=mark, mark=marks[0])
    return Choice(
        value=identity(table, row, "value", faults),
        meaning=printed(table, row, "meaning", faults, required=False),
        synonyms=_synonyms(row.text("synonyms")),
        example=bool(mark),
    )


def _synonyms(text: str) -> tuple[str, ...]:
    for mark in master_words().synonyms_between:
        text = text.replace(mark, "\n")
    return tuple(part.strip() for part in text.split("\n") if part.strip())


def _asked(layout: Layout | None) -> Iterator[tuple[str, str]]:
    """Yield the scales that the layout's questions need, each with the question."""
    entries = layout.definition.entries if layout else None
    for field in (*entries.party, *entries.indicator) if entries else ():
        if field.scale is not None:
            yield field.scale, field.label
