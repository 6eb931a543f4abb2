"""The model and the findings as JSON, and the schema that both keep to.

Comes in: a report, and findings with their catalogue. Goes out: UTF-8 JSON with sorted, stable content, and JSON
Schema (draft 2020-12).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.findings.catalogue import Catalogue, location
from reportgen.findings.finding import Finding
from reportgen.model.report import Report
from reportgen.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecord:
    """A finding in one flat row, with the words of the catalogue."""

    code: str
    level: str
    actor: str
    file: str
    sheet: str | None
    cell: str | None
    row: int | None
    confidence: str
    submitter: str
    party: str
    item: str
    item_name: str
    indicator: str
    field: str
    found: str
    where: str
    what: str
    do: str
    related: tuple[Place, ...]
    fingerprint: str


def finding_record(finding: Finding, catalogue: Catalogue) -> FindingRecord:
    """Return a finding with its level and sentences filled in."""
    place, about = finding.place, finding.subject
    return FindingRecord(
        code=finding.code,
        level=catalogue.level(finding).value,
        actor=catalogue.entries[finding.code].actor,
        file=place.file,
        sheet=place.sheet,
        cell=place.cell,
        row=place.row,
        confidence=place.confidence.value,
        submitter=about.submitter,
        party=about.party,
        item=about.item,
        item_name=about.item_name,
        indicator=about.indicator,
        field=about.field,
        found=finding.found,
        where=location(finding),
        what=catalogue.what(finding),
        do=catalogue.do(finding),
        related=finding.related,
        fingerprint=finding.fingerprint,
    )


def findings_json(findings: Iterable[Finding], catalogue: Catalogue) -> bytes:
    """Return all findings that are switched on, most serious first."""
    from pydantic import TypeAdapter

    records = [finding_record(finding, catalogue) for finding in catalogue.in_order(findings)]
    return TypeAdapter(list[FindingRecord]).dump_json(records, indent=1) + b"\n"


def model_json(report: Report) -> bytes:
    """Return the canonical model."""
    from pydantic import TypeAdapter

    return TypeAdapter(Report).dump_json(report, indent=1) + b"\n"


def schemas() -> dict[str, object]:
    """Return the JSON Schema of model.json and of findings.json, by file name."""
    from pydantic import TypeAdapter

    return {
        "model.json": TypeAdapter(Report).json_schema(mode="serialization"),
        "findings.json": TypeAdapter(list[FindingRecord]).json_schema(mode="serialization"),
    }
