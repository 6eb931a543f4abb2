"""Plans that know what was answered in the year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from written_plans import value

from reportgen.model.plan import Item, Plan, Section


def with_history(plan: Plan, answers: Mapping[str, Mapping[str, str]], year: int | None = None) -> Plan:
    """A plan with answers of one year, by row id and key; the year before its own unless another is given."""
    then = plan.year - 1 if year is None else year

    def of_item(item: Item) -> Item:
        rows = [
            replace(
                row,
                history={
                    key: {**row.history.get(key, {}), then: value(f"history/{row.row_id}/{key}/{then}", text)}
                    for key, text in answers.get(row.row_id, {}).items()
                },
            )
            for row in item.assignments
        ]
        return replace(item, assignments=tuple(rows))

    def of_section(section: Section) -> Section:
        items = tuple(of_item(item) for item in section.items)
        return replace(section, items=items, sections=tuple(of_section(below) for below in section.sections))

    return replace(plan, sections=tuple(of_section(section) for section in plan.sections))
