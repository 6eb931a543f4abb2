"""The layout's own columns in the sheets 事業, 担当 and 指標: plain texts and numbers about a row's subject.

Comes in: the words of a sheet and the texts of the layout, then one row after the other. Goes out: the words with
those columns, and the values by key, faults noted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.model.value import Value
from reportgen.plan.cells import printed
from reportgen.plan.faults import Faults
from reportgen.plan.master_words import SheetWords
from reportgen.plan.quantities import quantity
from reportgen.plan.schema import IndicatorText, PlanText
from reportgen.plan.tables import Row, Table


def own_columns(texts: Iterable[PlanText]) -> tuple[PlanText, ...]:
    """Return the texts that are columns of their owner's sheet."""
    return tuple(text for text in texts if text.is_column)


def with_columns(words: SheetWords, texts: Sequence[PlanText]) -> SheetWords:
    """Return the words of a sheet with the columns of a layout; that of a plain text of indicators may be left out."""
    columns = {_column(text): text.label for text in texts if not _may_be_left_out(text)}
    optional = {_column(text): text.label for text in texts if _may_be_left_out(text)}
    return replace(words, columns={**words.columns, **columns}, optional={**words.optional, **optional})


def read_columns(table: Table, row: Row, texts: Sequence[PlanText], own: str, faults: Faults) -> dict[str, Value]:
    """Return the values of a row by key; ``own`` begins their ids. A column that was left out gives no value.

    Notes: M22 an error or an unsaved formula, M93 a number that is none.
    """
    found: dict[str, Value] = {}
    for text in texts:
        key = _column(text)
        if key in row.columns:
            shown = printed(table, row, key, faults, required=False)
            value = row.value(key, f"{own}/{text.key}")
            found[text.key] = _number(row, text, value, texts, faults) if text.kind == "number" and shown else value
    return found


def _number(row: Row, text: PlanText, value: Value, texts: Sequence[PlanText], faults: Faults) -> Value:
    cell = row.cell(_column(text))
    said = quantity(cell, _unit(row, text, texts))
    if said.nothing is not None:
        return replace(value, nothing=said.nothing)
    if said.number is None:
        if cell.kind != "error":
            faults.add("M93", cell.place, found=cell.shown, heading=text.label)
        return value
    written = text.written(said.number)
    return replace(
        value,
        text=cell.shown if written is None else written,
        typed=cell.typed,
        number_format=cell.number_format,
        number=said.number,
    )


def _unit(row: Row, text: PlanText, texts: Sequence[PlanText]) -> str:
    """Return the unit in which a row counts: that of the text, or what the row itself says."""
    named = [_column(other) for other in texts if other.key == text.unit_key]
    return row.text(named[0]) if named else text.unit


def _column(text: PlanText) -> str:
    return f"text/{text.key}"


def _may_be_left_out(text: PlanText) -> bool:
    return isinstance(text, IndicatorText) and text.kind == "text"
