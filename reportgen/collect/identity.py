"""What a form says of itself, read from any of the three places that carry it.

Comes in: an open workbook. Goes out: a ``FormIdentity``, or ``None`` when no place says enough. The custom property
comes first, then the area that the defined name points at, then the sheet ``_meta`` by its name: other programs make
that sheet merely hidden, and copying a sheet into a new workbook loses the property.
"""

import json
from collections.abc import Mapping
from typing import Final

from reportgen.collect.words import identity_key
from reportgen.japanese.width import fold
from reportgen.model.submitted import FormIdentity
from reportgen.workbook import Range, Sheet, Workbook

PROPERTY: Final = "reportgen_form"
NAME: Final = "_reportgen_form"
SHEET: Final = "_meta"
_BLOCK: Final = Range(1, 1, 20, 2)


def identity_of(workbook: Workbook) -> FormIdentity | None:
    """Return who a form is, or ``None`` for a workbook that does not say so."""
    for source in (_from_property, _from_name, _from_sheet):
        identity = _identity(source(workbook))
        if identity is not None:
            return identity
    return None


def _from_property(workbook: Workbook) -> Mapping[str, object]:
    try:
        facts = json.loads(workbook.properties.get(PROPERTY, "null"))
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _from_name(workbook: Workbook) -> Mapping[str, object]:
    area = workbook.area(NAME)
    sheet = workbook.sheet(area.sheet) if area else None
    return _block(sheet, area.range) if area and sheet else {}


def _from_sheet(workbook: Workbook) -> Mapping[str, object]:
    sheet = workbook.sheet(SHEET)
    return _block(sheet, _BLOCK) if sheet else {}


def _block(sheet: Sheet, cells: Range) -> dict[str, object]:
    last = min(cells.last_row, cells.first_row + _BLOCK.last_row)
    facts: dict[str, object] = {}
    for row in range(cells.first_row, last + 1):
        key = identity_key(sheet.text(row, cells.first_column))
        if key:
            facts[key] = sheet.text(row, cells.first_column + 1)
    return facts


def _identity(facts: Mapping[str, object]) -> FormIdentity | None:
    plan_id, year = facts.get("plan_id"), _whole(facts.get("year"))
    if not isinstance(plan_id, str) or not plan_id or year is None:
        return None
    return FormIdentity(
        plan_id=plan_id,
        year=year,
        version=str(facts.get("version") or ""),
        submitter=str(facts.get("submitter") or ""),
        round=max(_whole(facts.get("round")) or 1, 1),
    )


def _whole(value: object) -> int | None:
    """Return a whole number written as such or as text, or ``None``. Six digits are more than any of them has."""
    text = fold(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None
