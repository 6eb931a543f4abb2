"""All files that departments sent, as submissions.

Comes in: the bytes of every file by its path in the workspace, the plan, the layout. Goes out: at most one submission
for each submitter, and all findings about files and structure. No file stops the run: what cannot be read is a finding.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.collect.archive import unpacked
from reportgen.collect.condition import how_saved, lost_choices, submitter_in_name, whose
from reportgen.collect.container import is_left_out, name_order, open_submission
from reportgen.collect.identity import identity_of
from reportgen.collect.locate import Table, locate
from reportgen.collect.opinion import second_opinion
from reportgen.collect.outside import memos, outdated, plan_cells
from reportgen.collect.read import ReadRow, assign, read_rows
from reportgen.collect.replies import is_own_comment, replies, reply_sheet
from reportgen.collect.rows import submitter_by_rows
from reportgen.collect.versions import Chosen, Version, chosen
from reportgen.collect.words import kinds, own_sheets, sheet_name
from reportgen.findings.finding import Finding
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.japanese.width import fold
from reportgen.model.plan import Plan, RowKind
from reportgen.model.submitted import FormIdentity, Submission, SubmittedRow
from reportgen.plan.load import Layout
from reportgen.workbook import UnreadableWorkbook, Workbook, open_workbook
from reportgen.workbook.view import Note

_FIRST_ERA_YEAR: Final = 1868
_PAPERS: Final = frozenset({"PDF", "PNG", "JPEG", "RTF", "TXT", "Word（.docx）", "PowerPoint（.pptx）"})
"""What people enclose with a form. Anything else may be the form itself, in a shape that cannot be read."""
_ENCLOSED: Final = "F21"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Received:
    """One file: what it is a version of if it could be read, and what was found in it."""

    version: Version | None
    findings: tuple[Finding, ...]


def collect(
    files: Mapping[str, bytes], plan: Plan, layout: Layout
) -> tuple[tuple[Submission, ...], tuple[Finding, ...]]:
    """Return one submission for each submitter, in the plan's order, and the findings of all files, by file name.

    A newer round goes before an older one. Two files of one round are a finding (F12), and the one saved last by its
    own record is used. A zip is read as if it had been unpacked. Nothing in a file raises an exception.
    """
    collected = collect_rounds(files, plan, layout)
    return collected.submissions, collected.findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A submitter's round before the latest one, with what was found in its file, and the rounds before that.

    ``older`` are those, the oldest first; they have none of their own.
    """

    submission: Submission
    findings: tuple[Finding, ...]
    older: tuple["Earlier", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The latest round of each submitter, in the plan's order, and the findings of all files that count.

    ``earlier`` holds, by submitter, the round before that. Where a later file could not be read, the one that could is
    both: nothing that was said about it has been mended yet.
    """

    submissions: tuple[Submission, ...]
    findings: tuple[Finding, ...]
    earlier: Mapping[str, Earlier]


def collect_rounds(files: Mapping[str, bytes], plan: Plan, layout: Layout) -> Collected:
    """Return the two latest rounds of each submitter. Which is newer is what the files say of themselves."""
    given = {file: data for file, data in files.items() if not is_left_out(file)}
    files, packed = unpacked(given)
    names = sorted((file for file in files if not is_left_out(file)), key=name_order)
    received = [_refused(finding, plan, submitter_in_name(finding.place.file, plan)) for finding in packed]
    received += [_receive(files[file], file, plan, layout) for file in names]
    received = _with_enclosures(received, [file for file in given if file not in files], plan)
    groups: dict[str, list[Version]] = {}
    for one in received:
        if one.version is not None:
            groups.setdefault(one.version.submission.submitter, []).append(one.version)
    unselected = layout.definition.empty.unselected
    choices = {name: chosen(versions, plan, unselected) for name, versions in groups.items()}
    used = [choice.used for choice in choices.values()]
    kept = [one for one in received if one.version is None or one.version in used]
    unread = {f.subject.submitter for one in kept if one.version is None for f in one.findings if f.code != _ENCLOSED}
    doubles = [_about_submitter(found, plan, name) for name, choice in choices.items() for found in choice.findings]
    return Collected(
        submissions=tuple(choices[name].used.submission for name in plan.submitters() if name in choices),
        findings=(*(finding for one in kept for finding in one.findings), *doubles),
        earlier=_earlier(choices, unread),
    )


def _with_enclosures(received: Sequence[_Received], zips: Sequence[str], plan: Plan) -> list[_Received]:
    """Return what was received, with F21 for papers that came beside a form: that is no fault.

    A paper belongs to the submitter that its name mentions, or to the only one whose form lies in the same zip.
    """
    sent = [(one.version.submission.place.file, one.version.submission.submitter) for one in received if one.version]
    return [_enclosed(one, sent, zips, plan) or one for one in received]


def _enclosed(one: _Received, sent: Sequence[tuple[str, str]], zips: Sequence[str], plan: Plan) -> _Received | None:
    finding = one.findings[0] if one.version is None else None
    if finding is None or finding.code != "F03" or finding.facts["kind"] not in _PAPERS:
        return None
    file = finding.place.file
    packed = next((f"{name}/" for name in zips if file.startswith(f"{name}/")), None)
    beside = {submitter for form, submitter in sent if packed is not None and form.startswith(packed)}
    owner = finding.subject.submitter or (beside.pop() if len(beside) == 1 else "")
    if owner not in {submitter for _, submitter in sent}:
        return None
    found = Finding(code=_ENCLOSED, place=finding.place, found=file.rpartition("/")[2], facts=finding.facts)
    return _refused(found, plan, owner)


def _earlier(choices: Mapping[str, Chosen], unread: Collection[str]) -> dict[str, Earlier]:
    """Return the rounds before; ``unread`` have sent a file that could not be read."""
    found = {}
    for name, choice in choices.items():
        before = choice.before or ((choice.used,) if name in unread else ())
        rounds = [Earlier(submission=one.submission, findings=one.findings) for one in before]
        if rounds:
            found[name] = replace(rounds[-1], older=tuple(rounds[:-1]))
    return found


def identify(data: bytes, file: str) -> FormIdentity | None:
    """Return what a file says of itself, or ``None`` if it says nothing or cannot be read."""
    try:
        return identity_of(open_workbook(data, file))
    except UnreadableWorkbook:
        return None


def _receive(data: bytes, file: str, plan: Plan, layout: Layout) -> _Received:
    opened = open_submission(data, file)
    if isinstance(opened, Finding):
        return _refused(opened, plan, submitter_in_name(file, plan))
    identity = identity_of(opened)
    mismatch = _mismatch(opened, identity, plan)
    if mismatch is not None:
        return _refused(mismatch, plan, identity.submitter if identity else "")
    tables, structure = locate(opened, layout.definition)
    if not tables:
        return _refused(structure[0], plan, _submitter(identity, {}, plan) or submitter_in_name(file, plan))
    read = [(table, *read_rows(table)) for table in tables]
    submitter = _submitter(identity, {table.kind: rows for table, rows, _ in read}, plan)
    if not submitter:
        return _refused(Finding(code="F18", place=opened.place), plan, submitter_in_name(file, plan))
    assigned = [
        assign(table, rows, plan.asked(submitter, table.kind), layout.definition.empty) for table, rows, _ in read
    ]
    answered, unanswerable = replies(opened)
    submission = Submission(
        place=opened.place,
        identity=identity,
        submitter=submitter,
        bindings={table.kind: {key: column.binding for key, column in table.columns.items()} for table in tables},
        rows=tuple(row for rows, _ in assigned for row in rows),
        replies=answered,
    )
    asked = {(table.kind, row.row_id): (i, row) for table in tables for i, row in plan.asked(submitter, table.kind)}
    findings = (
        *how_saved(opened),
        *(whose(opened, submitter, plan) if identity else _foreign(tables)),
        *structure,
        *_missing_sheets(opened, tables, plan, submitter, layout),
        *(finding for _, _, cut in read for finding in cut),
        *(
            finding
            for table, (rows, about_rows) in zip(tables, assigned, strict=True)
            for finding in _beside_answers(table, rows, about_rows, plan, layout, ours=identity is not None)
        ),
        *_other_sheets(opened, tables),
        *unanswerable,
        *_notes(opened),
        *_other_parts(opened),
        *second_opinion(data, opened, tables, submission.rows, asked),
    )
    about = tuple(_about_submitter(finding, plan, submitter) for finding in findings)
    version = Version(submission=submission, findings=about, modified=opened.modified)
    return _Received(version=version, findings=about)


def _beside_answers(
    table: Table, rows: Sequence[SubmittedRow], about: Sequence[Finding], plan: Plan, layout: Layout, *, ours: bool
) -> Iterator[Finding]:
    """Yield what is to be said about rows and about what stands beside the answers.

    In a form of ours nobody could edit the plan's words while its sheet is locked: what differs there was changed in
    the plan, and is said once, as S23.
    """
    edited = [finding for finding in about if finding.code == "S07e"] if ours and table.sheet.locked else []
    numbers = [row.place.row for row in rows if row.row_id is not None and row.place.row is not None]
    form = plan_cells(table, plan, layout.definition, numbers) if ours else frozenset()
    yield from (finding for finding in about if finding not in edited)
    yield from outdated(table, plan, form, edited)
    yield from memos(table, plan, form)
    if ours:
        yield from lost_choices(table, rows, layout.definition)


def _notes(workbook: Workbook) -> Iterator[Finding]:
    """Yield what lies above the cells, but for the comments with which the secretariat sent the form back."""
    for note in (note for sheet in workbook.sheets for note in sheet.notes):
        if note.kind == "shape" or not is_own_comment(workbook, note):
            yield _above_the_cells(note)


def _above_the_cells(note: Note) -> Finding:
    """Return S12 for the words of a shape, S13 for those of a comment: neither is carried into the report."""
    return Finding(code="S12" if note.kind == "shape" else "S13", place=note.place, found=note.text)


def _refused(finding: Finding, plan: Plan, submitter: str) -> _Received:
    return _Received(version=None, findings=(_about_submitter(finding, plan, submitter),))


def _about_submitter(finding: Finding, plan: Plan, submitter: str) -> Finding:
    return replace(finding, subject=replace(finding.subject, plan=plan.id, submitter=submitter))


def _mismatch(workbook: Workbook, identity: FormIdentity | None, plan: Plan) -> Finding | None:
    """Return F13 for the form of another year or another plan."""
    if identity is None or (identity.plan_id == plan.id and identity.year == plan.year):
        return None
    expected = {"expected": _year_label(plan.year), "plan_name": plan.name}
    if identity.plan_id == plan.id:
        return Finding(code="F13a", place=workbook.place, found=_year_label(identity.year), facts=expected)
    return Finding(code="F13b", place=workbook.place, found=identity.plan_id, facts=expected)


def _year_label(year: int) -> str:
    return fiscal_year_label(year) if year >= _FIRST_ERA_YEAR else str(year)


def _submitter(identity: FormIdentity | None, rows: Mapping[RowKind, Sequence[ReadRow]], plan: Plan) -> str:
    """Return who sent a form: as it says itself, or else the only one whose rows it holds; empty if neither helps."""
    said = identity.submitter if identity else ""
    for submitter in plan.submitters():
        if said and fold(said) == fold(submitter):
            return submitter
    return submitter_by_rows(plan, {kind: [row.printed for row in own] for kind, own in rows.items()})


def _foreign(tables: Sequence[Table]) -> Iterator[Finding]:
    """Yield F17 for tables that are not ours: the file says nothing of itself and carries none of our names."""
    if all(column.binding != "name" for table in tables for column in table.columns.values()):
        yield Finding(code="F17", place=tables[0].sheet.place)


def _missing_sheets(
    workbook: Workbook, tables: Sequence[Table], plan: Plan, submitter: str, layout: Layout
) -> Iterator[Finding]:
    """Yield S21 for a sheet of the form that is not there although the submitter has rows on it."""
    found = {table.kind for table in tables}
    for kind in kinds(layout.definition):
        if kind not in found and plan.asked(submitter, kind):
            yield Finding(code="S21", place=workbook.place, facts={"sheet": sheet_name(layout.definition, kind)})


def _other_sheets(workbook: Workbook, tables: Sequence[Table]) -> Iterator[Finding]:
    """Yield what stands on sheets that are neither the form nor the secretariat's. A second form is S01b already."""
    read = [reply_sheet(workbook), *(sheet for table in tables for sheet in (table.sheet, *table.rivals))]
    for sheet in workbook.sheets:
        ours = fold(sheet.name) in own_sheets() or sheet.name.startswith("_")
        if sheet in read or ours or not sheet.cells:
            continue
        yield Finding(code="S02b" if sheet.state == "visible" else "S02a", place=sheet.place, found=sheet.name)


def _other_parts(workbook: Workbook) -> Iterator[Finding]:
    """Yield what a package holds beside sheets: macros, which are never run, and embedded files."""
    parts = [part.casefold() for part in workbook.parts]
    if any(part.endswith("vbaproject.bin") for part in parts):
        yield Finding(code="F06", place=workbook.place)
    embedded = sum(part.startswith("xl/embeddings/") for part in parts)
    if embedded:
        yield Finding(code="S16", place=workbook.place, facts={"count": str(embedded)})
