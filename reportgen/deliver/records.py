"""The model and the findings as JSON, and the schema that both keep to.

Comes in: a report, and findings with their catalogue. Goes out: UTF-8 JSON with sorted, stable content, and JSON
Schema (draft 2020-12).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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
    answer: str


Reasons = Mapping[tuple[str, str], str]
"""What was written beside the answers, by full number of the item and name of the party or indicator."""


def reasons_of(report: Report) -> Reasons:
    """Return what was written beside the answers of every row that has such a note."""
    return {(item, name): text for item, name, text in report.reasons()}


def finding_record(finding: Finding, catalogue: Catalogue, reasons: Reasons = MappingProxyType({})) -> FindingRecord:
    """Return a finding with its level and sentences filled in, and what the department says about its row."""
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
        answer=reasons.get((about.item, about.party or about.indicator), ""),
    )


def findings_json(findings: Iterable[Finding], catalogue: Catalogue, report: Report) -> bytes:
    """Return all findings that are switched on, most serious first."""
    from pydantic import TypeAdapter

    reasons = reasons_of(report)
    records = [finding_record(finding, catalogue, reasons) for finding in catalogue.in_order(findings)]
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
