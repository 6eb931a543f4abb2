"""The report's tree with its derived values, from the leaves up.

Comes in: a report and a layout. Goes out: the report with ``derived`` filled, and C26 where a derived rating differs
from the chosen one. An item that shows another one a second time (再掲) is not summed again, nor asked about.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from reportgen.derive.operands import Values
from reportgen.derive.reckoning import Below, Reckoner, Seen
from reportgen.findings.finding import Finding, Subject
from reportgen.japanese.width import fold
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem, ReportSection
from reportgen.place import Place
from reportgen.plan.derivations import Derivation, Noun, Over
from reportgen.plan.load import Layout
from reportgen.plan.schema import Field, LayoutDefinition

_Row = TypeVar("_Row", Entry, IndicatorEntry)


def derive(report: Report, layout: Layout) -> tuple[Report, tuple[Finding, ...]]:
    """Return the report with its derived values, and what there is to say about them.

    Where there is nothing to reckon with (a value is missing, a division by zero) a value is a dash, never 0.
    """
    deriver = _Deriver(report, layout)
    found = [deriver.section(section) for section in report.sections]
    below = _together(below for _, below in found)
    derived = deriver.reckoner.derived("report", Seen(id="report", values={}, below=below))
    sections = tuple(section for section, _ in found)
    return replace(report, sections=sections, derived=derived), tuple(deriver.findings)


class _Deriver:
    """Walks the tree; notes findings on its way."""

    def __init__(self, report: Report, layout: Layout) -> None:
        definition = layout.definition
        self.reckoner = Reckoner(definition, report.year)
        self.findings: list[Finding] = []
        self._plan = report.plan_id
        self._compared = [one for one in definition.derive if one.compare is not None]
        self._labels = _labels(definition)
        self._units = {one.key: one.shown_unit for one in definition.derive}

    def section(self, section: ReportSection) -> tuple[ReportSection, Below]:
        """Return a section with everything below it derived, and the values that are below it."""
        items = tuple(self._item(item) for item in section.items)
        found = [self.section(one) for one in section.sections]
        below = _together([*(_below(item) for item in items if not item.repeats), *(below for _, below in found)])
        seen = Seen(id=f"section/{section.id}", values=section.texts, below=below)
        derived = self.reckoner.derived("section", seen)
        sections = tuple(one for one, _ in found)
        return replace(section, items=items, sections=sections, derived=derived), below

    def _item(self, item: ReportItem) -> ReportItem:
        made = replace(
            item,
            indicators=tuple(self._row("indicator", item, one) for one in item.indicators),
            entries=tuple(self._row("entry", item, one) for one in item.entries),
        )
        seen = Seen(id=f"item/{item.id}", values=item.texts, below=_below(made))
        return replace(made, derived=self.reckoner.derived("item", seen))

    def _row(self, noun: Noun, item: ReportItem, row: _Row) -> _Row:
        seen = Seen(id=row.id, values={**row.texts, **row.values}, history=row.history)
        derived = self.reckoner.derived(noun, seen)
        if not item.repeats:
            told = (self._difference(one, noun, item, row, derived) for one in self._compared if noun in one.on)
            self.findings += [finding for finding in told if finding is not None]
        return replace(row, derived=derived)

    def _difference(
        self, one: Derivation, noun: Noun, item: ReportItem, row: Entry | IndicatorEntry, derived: Values
    ) -> Finding | None:
        """Return C26 if a rating was chosen that is not the derived one; ``None`` where one of the two is missing."""
        chosen, rating = row.values[one.compare or ""], derived[one.key]
        value = {**row.texts, **row.values, **derived}[one.of]
        if chosen.nothing or rating.nothing or fold(chosen.text) == fold(rating.text):
            return None
        about = Subject(
            plan=self._plan,
            submitter=row.submitter,
            party=row.party.text if isinstance(row, Entry) else "",
            item=item.full_number,
            item_name=item.name.text,
            indicator=row.name.text if isinstance(row, IndicatorEntry) else "",
            field=self._labels[noun].get(one.compare or "", ""),
        )
        facts = {
            "label": self._labels[noun].get(one.of, ""),
            "value": value.text + self._units.get(one.of, ""),
            "derived": rating.text,
        }
        return Finding(code="C26", place=chosen.place or Place(""), subject=about, found=chosen.text, facts=facts)


def _labels(definition: LayoutDefinition) -> dict[Noun, dict[str, str]]:
    """Return the labels of questions and derived values that a row of each kind has, by key."""
    derived = {one.key: one.label for one in definition.derive}
    asked: dict[Noun, tuple[Field, ...]] = {
        "entry": definition.entries.party,
        "indicator": definition.entries.indicator,
    }
    return {noun: {**derived, **{field.key: field.label for field in fields}} for noun, fields in asked.items()}


def _below(item: ReportItem) -> Below:
    return {
        "indicator": [{**one.texts, **one.values, **one.derived} for one in item.indicators],
        "entry": [{**one.texts, **one.values, **one.derived} for one in item.entries],
        "item": [{**item.texts, **item.derived}],
    }


def _together(parts: Iterable[Below]) -> Below:
    joined: dict[Over, list[Values]] = {"indicator": [], "entry": [], "item": []}
    for part in parts:
        for over, values in part.items():
            joined[over] += values
    return joined
