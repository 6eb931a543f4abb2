"""Many departments, one report.

Comes in: the plan, the layout, and what was checked. Goes out: the canonical model in the plan's print order. It is
complete: every assignment and every indicator has an entry, and every entry has every field of the layout; what did not
arrive is a named kind of nothing. An item that stands a second time (再掲) has the entries of its original. Findings
here are about submitters without a usable file (F16); ``collect`` named missing rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from reportgen.findings.finding import Finding, Subject
from reportgen.model.checked import Checked
from reportgen.model.plan import AskedRow, Assignment, Indicator, Item, Plan, Section
from reportgen.model.report import Entry, IndicatorEntry, Receipt, Report, ReportItem, ReportSection
from reportgen.model.value import Nothing, Value
from reportgen.place import Place
from reportgen.plan.load import Layout
from reportgen.plan.schema import Field


def merge(
    plan: Plan, layout: Layout, checked: Iterable[Checked], *, issued: date | None, final: bool
) -> tuple[Report, tuple[Finding, ...]]:
    """Return the report and the findings about submitters without a usable file.

    Of several files of one submitter the last one given counts; ``collect`` gives one.
    """
    arrived = {one.submitter: one for one in checked}
    merger = _Merger(plan, layout, arrived)
    report = Report(
        plan_id=plan.id,
        municipality=plan.municipality,
        plan_name=plan.name,
        year=plan.year,
        layout=plan.layout,
        issued=issued,
        final=final,
        meeting=plan.meeting,
        scales=plan.scales,
        short_name=plan.short_name,
        sections=tuple(merger.section(section) for section in plan.sections),
        receipts=tuple(_receipt(submitter, arrived.get(submitter)) for submitter in plan.submitters()),
    )
    absent = [submitter for submitter in plan.submitters() if submitter not in arrived]
    return report, tuple(_absent(plan, submitter, layout) for submitter in absent)


def _receipt(submitter: str, checked: Checked | None) -> Receipt:
    return Receipt(submitter=submitter, file=checked.place if checked else None, round=checked.round if checked else 0)


def _absent(plan: Plan, submitter: str, layout: Layout) -> Finding:
    printed = {"printed": layout.definition.empty.not_submitted}
    return Finding(code="F16", place=Place(""), subject=Subject(plan=plan.id, submitter=submitter), facts=printed)


class _Merger:
    """Pours the entries into the plan's tree."""

    def __init__(self, plan: Plan, layout: Layout, arrived: Mapping[str, Checked]) -> None:
        self._definition = layout.definition
        self._items = {item.id: item for item in plan.items()}
        self._submitters = frozenset(arrived)
        self._entries = {
            (submitter, entry.kind, entry.row_id): entry for submitter, one in arrived.items() for entry in one.entries
        }

    def section(self, section: Section) -> ReportSection:
        """Return a node of the report's tree with everything below it."""
        return ReportSection(
            id=section.id,
            kind=section.kind,
            level=section.level,
            number=section.number,
            title=section.title,
            sections=tuple(self.section(below) for below in section.sections),
            items=tuple(self._item(item) for item in section.items),
            texts=section.texts,
            opinions=section.opinions,
        )

    def _item(self, item: Item) -> ReportItem:
        """Return an item with its entries; one that stands a second time has those of its original."""
        asked = self._items.get(item.repeats, item)
        return ReportItem(
            id=item.id,
            number=item.number,
            full_number=item.full_number,
            name=item.name,
            texts=item.texts,
            entries=tuple(self._entry(assignment) for assignment in asked.assignments),
            indicators=tuple(self._indicator(indicator) for indicator in asked.indicators),
            badges=item.badges,
            opinions=item.opinions,
            repeats=item.repeats,
        )

    def _entry(self, assignment: Assignment) -> Entry:
        own = f"entry/{assignment.row_id}"
        return Entry(
            id=own,
            party=replace(assignment.party, id=f"{own}/party"),
            submitter=assignment.submitter,
            values=self._values(assignment, self._definition.entries.party, own),
            texts=assignment.texts,
            reason=self._reason(assignment),
            history=assignment.history,
        )

    def _indicator(self, indicator: Indicator) -> IndicatorEntry:
        own = f"indicator/{indicator.row_id}"
        return IndicatorEntry(
            id=own,
            name=indicator.name,
            submitter=indicator.submitter,
            values=self._values(indicator, self._definition.entries.indicator, own),
            texts=indicator.texts,
            reason=self._reason(indicator),
            history=indicator.history,
        )

    def _values(self, row: AskedRow, fields: Iterable[Field], own: str) -> dict[str, Value]:
        entry = self._entries.get((row.submitter, row.kind, row.row_id))
        given = entry.values if entry else {}
        return {field.key: given.get(field.key) or self._absent(field, row.submitter, own) for field in fields}

    def _reason(self, row: AskedRow) -> Value | None:
        entry = self._entries.get((row.submitter, row.kind, row.row_id))
        return entry.reason if entry else None

    def _absent(self, asked: Field, submitter: str, own: str) -> Value:
        """Return the value of a field about which nothing was submitted, or whose row was missing."""
        nothing = Nothing.NOT_SUBMITTED
        if submitter in self._submitters:
            nothing = Nothing.UNSELECTED if asked.kind == "choice" else Nothing.BLANK
        return Value(id=f"{own}/{asked.key}", text=self._definition.empty.text(nothing), nothing=nothing)
