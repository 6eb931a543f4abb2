"""Build the report of one plan: every stage in its order, then all outputs at once.

Comes in: a workspace and which plan of which year. Goes out: an ``Outcome``, and the files in ``outputs/``. Trouble in
submissions becomes findings; only a broken plan master, layout or our own fault stops the run, and then nothing is
written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reportgen.errors import ProofError
from reportgen.findings.catalogue import Catalogue, Level
from reportgen.findings.finding import Finding
from reportgen.model.report import Report
from reportgen.pipeline.coverage import coverage
from reportgen.pipeline.intake import Intake, take_in
from reportgen.pipeline.outputs import RECEIPT, write_outputs
from reportgen.workspace import PlanFolder, Workspace

if TYPE_CHECKING:
    from reportgen.document.tree import Document

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""

FORMATS = ("docx", "pdf", "html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run has done.

    ``status`` is 0 when nothing is 要修正 or 受付不可, else 1. ``folder`` is relative to the workspace, ``files``
    to it. ``refused``: a final edition was asked for, but something is open and a draft was made.
    """

    status: int
    plan_id: str
    plan_name: str
    year: int
    folder: str
    files: tuple[str, ...]
    documents: tuple[str, ...]
    counts: dict[str, int]
    submitted: int
    expected: int
    final: bool
    refused: bool


def build(
    workspace: Workspace,
    year: int,
    plan: str | None = None,
    *,
    formats: tuple[str, ...] = FORMATS,
    issued: date | None = None,
    final: bool = False,
    progress: Progress = lambda _stage: None,
) -> tuple[Outcome, ...]:
    """Build every plan of a year, or the one named, and return what was done, in order of plan ids.

    Raises:
        ReportgenError: with its exit status; a plan built before the one that fails keeps its new outputs.
    """
    return tuple(
        build_plan(folder, workspace, formats=formats, issued=issued, final=final, progress=progress)
        for folder in workspace.plans(year, plan)
    )


def build_plan(
    folder: PlanFolder,
    workspace: Workspace,
    *,
    formats: tuple[str, ...] = FORMATS,
    issued: date | None = None,
    final: bool = False,
    progress: Progress = lambda _stage: None,
) -> Outcome:
    """Build one plan. Raises as ``build`` does."""
    intake = take_in(folder, workspace, progress)
    report, findings = _merged(intake, issued=issued, final=final)
    progress("compose")
    from reportgen.compose import compose, file_stem

    document, composing = compose(report, intake.layout)
    findings = (*findings, *composing, *coverage(document, report, intake.layout))
    stem = file_stem(report, intake.layout)
    documents = _rendered(document, stem, formats, progress)
    progress("proof")
    from reportgen.proof import prove

    proof = prove(document, documents, [value.id for value in report.values()])
    if not proof.equal:
        first = proof.differences[0]
        raise ProofError("I01", first.where, format=first.format, expected=first.expected, found=first.found)
    progress("deliver")
    from reportgen.pipeline.receipt import receipt_json

    files = {**documents, **_records(report, findings, intake)}
    files[RECEIPT] = receipt_json(report, intake.inputs, files, proof)
    write_outputs(folder.outputs, files)
    return _outcome(report, findings, intake, files, tuple(documents), asked_final=final)


def _merged(intake: Intake, *, issued: date | None, final: bool) -> tuple[Report, tuple[Finding, ...]]:
    """Merge, as a final edition if one is wanted and nothing stands in its way."""
    from reportgen.merge import merge

    plan = intake.plan
    day = issued or plan.meeting.day
    wanted = final or plan.meeting.final
    report, merging = merge(plan, intake.layout, intake.checked, issued=day, final=wanted)
    findings = (*intake.findings, *merging)
    blocking = {Level.UNREADABLE, Level.MUST_FIX, *([Level.ASK] if final else [])}
    if wanted and _levels(findings, intake.catalogue) & blocking:
        report, merging = merge(plan, intake.layout, intake.checked, issued=day, final=False)
    return report, findings


def _levels(findings: tuple[Finding, ...], catalogue: Catalogue) -> set[Level]:
    return {catalogue.level(finding) for finding in catalogue.in_order(findings)}


def _rendered(document: "Document", stem: str, formats: tuple[str, ...], progress: Progress) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name in formats:
        progress(name)
        files[f"{stem}.{name}"] = _RENDERERS[name](document)
    return files


def _docx(document: "Document") -> bytes:
    from reportgen.render.to_docx import render_docx

    return render_docx(document)


def _pdf(document: "Document") -> bytes:
    from reportgen.render.to_pdf import render_pdf

    return render_pdf(document)


def _html(document: "Document") -> bytes:
    from reportgen.render.to_html import render_html

    return render_html(document)


_RENDERERS: Mapping[str, Callable[["Document"], bytes]] = {"docx": _docx, "pdf": _pdf, "html": _html}


def _records(report: Report, findings: tuple[Finding, ...], intake: Intake) -> dict[str, bytes]:
    from reportgen.deliver.pages import by_submitter, findings_page, folder_name
    from reportgen.deliver.records import findings_json, model_json

    catalogue = intake.catalogue
    shown = [f for f in catalogue.in_order(findings) if catalogue.entries[f.code].actor == "担当課"]
    pages = {
        f"findings/{folder_name(name)}/指摘一覧.html": findings_page(name, own, catalogue, intake.plan)
        for name, own in by_submitter(shown).items()
    }
    return {"model.json": model_json(report), "findings.json": findings_json(findings, catalogue), **pages}


def _outcome(
    report: Report,
    findings: tuple[Finding, ...],
    intake: Intake,
    files: Mapping[str, bytes],
    documents: tuple[str, ...],
    *,
    asked_final: bool,
) -> Outcome:
    levels = [intake.catalogue.level(finding) for finding in intake.catalogue.in_order(findings)]
    counts = {level.value: levels.count(level) for level in Level}
    return Outcome(
        status=1 if counts[Level.UNREADABLE] or counts[Level.MUST_FIX] or (asked_final and not report.final) else 0,
        plan_id=report.plan_id,
        plan_name=report.plan_name,
        year=report.year,
        folder=intake.folder.named(intake.folder.outputs),
        files=tuple(sorted(files)),
        documents=documents,
        counts=counts,
        submitted=sum(receipt.file is not None for receipt in report.receipts),
        expected=len(report.receipts),
        final=report.final,
        refused=asked_final and not report.final,
    )
