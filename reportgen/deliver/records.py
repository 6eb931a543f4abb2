"""The model and the findings as JSON, and the schema that both keep to.

Comes in: a report, and findings with their catalogue. Goes out: UTF-8 JSON with sorted, stable content, and JSON
Schema (draft 2020-12). The model can be read back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reportgen.errors import UsageError
from reportgen.findings.catalogue import Catalogue, location
from reportgen.findings.tracked import Tracked
from reportgen.model.report import Report
from reportgen.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecord:
    """A finding in one flat row, with the words of the catalogue.

    ``answer`` is what was written about it; with ``answered_by`` (担当課, 事務局) it discharges the finding. ``state``
    says what became of it since the round before (新規, 継続, 内容変更, 解消); ``None`` where there is none.
    """

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
    answered_by: str
    state: str | None


Reasons = Mapping[tuple[str, str], str]
"""What was written beside the answers, by full number of the item and name of the party or indicator."""


def reasons_of(report: Report) -> Reasons:
    """Return what was written beside the answers of every row that has such a note."""
    return {(item, name): text for item, name, text in report.reasons()}


def finding_record(tracked: Tracked, catalogue: Catalogue, reasons: Reasons = MappingProxyType({})) -> FindingRecord:
    """Return a finding with its level and sentences filled in, and what the department says about its row."""
    finding, answer = tracked.finding, tracked.answer
    place, about = finding.place, finding.subject
    note = reasons.get((about.item, about.party or about.indicator), "") if tracked.stands else ""
    return FindingRecord(
        code=finding.code,
        level=catalogue.level(finding).value,
        actor=catalogue.actor(finding),
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
        where=location(finding, catalogue.item_word),
        what=catalogue.what(finding),
        do=catalogue.do(finding),
        related=finding.related,
        fingerprint=finding.fingerprint,
        answer=answer.reason if answer else note,
        answered_by=answer.by if answer else "",
        state=tracked.state.value if tracked.state else None,
    )


def findings_json(tracked: Iterable[Tracked], catalogue: Catalogue, reasons: Reasons = MappingProxyType({})) -> bytes:
    """Return all findings as records, in the order given."""
    from pydantic import TypeAdapter

    records = [finding_record(one, catalogue, reasons) for one in tracked]
    return TypeAdapter(list[FindingRecord]).dump_json(records, indent=1) + b"\n"


def model_json(report: Report) -> bytes:
    """Return the canonical model."""
    from pydantic import TypeAdapter

    return TypeAdapter(Report).dump_json(report, indent=1) + b"\n"


def report_of(data: bytes, where: str) -> Report:
    """Return the report that a model.json holds; ``where`` is what messages call the file.

    What an older version did not write yet has its usual value. What this version does not know is refused, since it
    would be lost silently.

    Raises:
        UsageError: U60 not the JSON of a report, or that of another version.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Report).validate_json(data, extra="forbid")
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False, include_context=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "－"
        raise UsageError("U60", where, key=key) from None


def schemas() -> dict[str, object]:
    """Return the JSON Schema of model.json and of findings.json, by file name."""
    from pydantic import TypeAdapter

    return {
        "model.json": TypeAdapter(Report).json_schema(mode="serialization"),
        "findings.json": TypeAdapter(list[FindingRecord]).json_schema(mode="serialization"),
    }
