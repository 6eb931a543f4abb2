"""The sheet 選択肢: the scales that choices are made from.

Comes in: an open workbook and the layout. Goes out: the scales by name, faults noted.
"""

from collections.abc import Iterator, Mapping, Sequence

from reportgen.japanese.width import fold
from reportgen.model.plan import Choice, Scale
from reportgen.plan.cells import identity, printed
from reportgen.plan.contradictions import Row as RowName
from reportgen.plan.contradictions import unknown_values
from reportgen.plan.faults import Faults
from reportgen.plan.load import Layout
from reportgen.plan.master_words import master_words
from reportgen.plan.nearest import nearest
from reportgen.plan.schema import Field
from reportgen.plan.tables import Row, Table, read_table
from reportgen.workbook import Workbook


def read_scales(book: Workbook, layout: Layout | None, faults: Faults) -> dict[str, Scale]:
    """Return the scales in the order of the sheet, and their choices in the order in which forms offer them.

    A layout that asks for no choice needs no such sheet.
    Notes: M50 a question of the layout has no scale, M51 a choice or synonym stands twice, M52, M53 and M54 an unknown
    mark in one of the columns 例, 割合 and 理由, M55 the layout's rules name a choice that a scale does not have,
    though the rule is about this scale.
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
    values = {name: [choice.value for choice in of] for name, of in choices.items()}
    for name, value in _unknown(layout, values):
        near = nearest(value, values[name])
        faults.add("M55", table.sheet.place, scale=name, found=value, near=near, values="、".join(values[name]))
    return {name: Scale(name=name, choices=tuple(of)) for name, of in choices.items()}


def _choice(table: Table, row: Row, faults: Faults) -> Choice:
    words = master_words()
    return Choice(
        value=identity(table, row, "value", faults),
        meaning=printed(table, row, "meaning", faults, required=False),
        synonyms=words.parted(row.text("synonyms")),
        example=_is_marked(row, "example", words.example, "M52", faults),
        counts=not _is_marked(row, "counts", words.uncounted, "M53", faults),
        reason_required=_is_marked(row, "reason", words.reason, "M54", faults),
    )


def _is_marked(row: Row, key: str, marks: tuple[str, ...], code: str, faults: Faults) -> bool:
    """Say whether a mark stands in a cell; one that is none of ``marks`` is noted with the usual one."""
    mark = row.text(key).strip()
    if mark and fold(mark) not in map(fold, marks):
        faults.add(code, row.cell(key).place, found=mark, mark=marks[0])
    return bool(mark)


def _asked(layout: Layout | None) -> Iterator[tuple[str, str]]:
    """Yield the scales that the layout's questions need, each with the question."""
    entries = layout.definition.entries if layout else None
    for field in (*entries.party, *entries.indicator) if entries else ():
        if field.scale is not None:
            yield field.scale, field.label


def _unknown(layout: Layout | None, values: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield the choices that the layout's rules name and the plan does not have, each once, with its scale."""
    if layout is None:
        return
    entries = layout.definition.entries
    rows: dict[RowName, tuple[Field, ...]] = {"entry": entries.party, "indicator": entries.indicator}
    scales = {(row, field.key): field.scale for row, fields in rows.items() for field in fields if field.scale}
    yield from dict.fromkeys(unknown_values(layout.definition.rules.contradictions, scales, values))
