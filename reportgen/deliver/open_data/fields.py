"""A field of the layout as columns: its value, and beside it which kind of nothing stands where there is none.

Comes in: fields, texts and derivations of a layout, and values of the report. Goes out: columns, and cells that are
text, exact numbers or empty.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any, Final

from reportgen.model.value import Nothing, Value
from reportgen.plan.derivations import Derivation, Noun
from reportgen.plan.numbers import NumberStyle
from reportgen.plan.schema import Field, PlanText

Cell = str | int | Decimal | None
"""One value; ``None`` is an empty cell."""
NOT_A_NUMBER: Final = "not_a_number"
NOT_PUBLISHED: Final = "not_published"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its key in JSON, its heading in CSV, and what the list of columns says of it."""

    key: str
    name: str
    kind: str
    what: str
    source: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field that a table shows: where its value lies, and what it is called. ``kind`` is that of the layout."""

    key: str
    column: Column
    nothing: Column | None
    kind: str


@cache
def words() -> Mapping[str, Any]:
    """Return the words of open data."""
    return loads(files("reportgen.deliver.open_data").joinpath("words.toml").read_text(encoding="utf-8"))


def texts(given: Iterable[PlanText]) -> tuple[Asked, ...]:
    """Return the plan's own texts; statements stand in a table of their own."""
    labels = {one.key: one.label for one in given}
    return tuple(
        Asked(
            key=one.key, column=_column(one.key, one.label, one.kind, one, labels, "plan"), nothing=None, kind=one.kind
        )
        for one in given
        if one.kind != "statements"
    )


def answers(given: Iterable[Field], beside: Iterable[PlanText]) -> tuple[Asked, ...]:
    """Return the questions, each with its kind of nothing. ``beside`` are texts of the row, which may say a unit."""
    labels = {one.key: one.label for one in beside}
    found = []
    for one in given:
        column = _column(one.key, one.label, one.kind, one, labels, "answer", one.scale or "")
        shown = None if one.kind == "statements" else column
        found.append(Asked(key=one.key, column=shown or column, nothing=_nothing(column), kind=one.kind))
    return tuple(found)


def derived(given: Iterable[Derivation], noun: Noun, taken: Iterable[str]) -> tuple[Asked, ...]:
    """Return what is reckoned for a noun; ``taken`` are labels of other columns."""
    found = []
    for one in given:
        if noun in one.on:
            label = words()["field"]["derived_twice"].format(name=one.label) if one.label in {*taken} else one.label
            kind = "text" if one.kind in ("band", "arrow") else "number"
            style = NumberStyle(unit=one.shown_unit if kind == "number" else "")
            column = _column(f"derived_{one.key}", label, kind, style, {}, "derived")
            found.append(Asked(key=one.key, column=column, nothing=_nothing(column), kind=kind))
    return tuple(found)


def cell(value: Value | None, kind: str) -> Cell:
    """Return what a value gives: an exact number, a day, or its text; ``None`` where there is nothing."""
    if value is None or value.nothing is not None:
        return None
    if kind == "number":
        return value.number
    if kind == "date" and _DAY.match(value.typed):
        return value.typed[:10]
    return value.text or None


def nothing(value: Value | None, kind: str) -> str | None:
    """Return the code of the kind of nothing that stands there; ``None`` beside a value."""
    if value is None:
        return None
    if value.nothing is not None:
        return code_of(value.nothing)
    if kind == "number" and value.number is None:
        return NOT_A_NUMBER
    return None if value.text else code_of(Nothing.BLANK)


def code_of(kind: Nothing) -> str:
    """Return the code of a kind of nothing, as the list nothings.csv has it."""
    return kind.name.lower()


def _column(
    key: str, label: str, kind: str, style: object, labels: Mapping[str, str], source: str, scale: str = ""
) -> Column:
    said = words()["field"]
    unit = style.unit if kind == "number" and isinstance(style, NumberStyle) else ""
    if kind == "number" and isinstance(style, NumberStyle) and style.unit_key:
        unit = said["in_column"].format(column=labels.get(style.unit_key, style.unit_key))
        name = label
    else:
        name = f"{label}（{unit}）" if unit else label
    what = said["choice"].format(name=label, scale=scale) if scale else said["what"].format(name=label)
    kind = "text" if kind == "statements" else kind
    key = f"field_{key}" if key in _own_keys() else key
    return Column(key=key, name=name, kind=kind, what=what, source=source, unit=unit)


@cache
def _own_keys() -> frozenset[str]:
    """Return the keys of columns that stand in every plan's tables, which a field of a layout must not take."""
    said = words()
    tables = [said["common"], *(told["columns"] for told in said.values() if "columns" in told)]
    return frozenset(key for table in tables for key in table)


def _nothing(column: Column) -> Column:
    said = words()["field"]
    return Column(
        key=f"{column.key}_nothing",
        name=said["kind_of_nothing"].format(name=column.name),
        kind="code",
        what=said["kind_of_nothing_what"].format(name=column.name),
        source="program",
    )
