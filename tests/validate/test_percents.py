"""Percentages of one column that are written in two ways."""

from __future__ import annotations

from reportgen.findings.finding import Subject
from reportgen.model.submitted import CellKind, RawCell
from reportgen.place import Place
from reportgen.validate.percents import Asked, mixed_percents


def asked(shown: str, typed: str = "", number_format: str = "General", unit: str = "％", column: str = "rate") -> Asked:
    kind: CellKind = "number" if typed else "text"
    cell = RawCell(place=Place("回答.xlsx"), kind=kind, shown=shown, typed=typed, number_format=number_format)
    return Asked(column=("indicator", column), unit=unit, cell=cell, about=Subject(field="割合"))


def found(*answers: Asked) -> list[tuple[str, str]]:
    return [(finding.found, finding.facts["other"]) for finding in mixed_percents(list(answers))]


def test_each_bare_share_among_percentages_is_named():
    mixed = asked("0.85", "0.85"), asked("85", "85"), asked("0.5", "0.5"), asked("85%", "0.85", "0%")
    assert found(*mixed) == [("0.85", "85"), ("0.5", "85")]
    assert found(asked("0.85", "0.85"), asked("85%", "0.85", "0%")) == [("0.85", "85%")]


def test_what_is_written_in_one_way_is_not():
    assert found(asked("85", "85"), asked("90.5", "90.5"), asked("0", "0"), asked("85%", "0.85", "0%")) == []
    assert found(asked("0.85", "0.85"), asked("0.9", "0.9")) == []
    assert found(asked("0.5％"), asked("85", "85")) == []


def test_other_columns_and_other_units_do_not_count():
    assert found(asked("0.85", "0.85"), asked("85", "85", column="other")) == []
    assert found(asked("0.85", "0.85"), asked("85", "85", unit="人")) == []
    assert found(asked("0.85", "0.85"), asked("約85")) == []
