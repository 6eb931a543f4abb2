"""Write what is handed out at a meeting: a summary of one page, the report itself, and a paper to look things up in.

Comes in: which plan of which year, and what is decided late: the meeting's name, its day, the numbers of the papers.
Goes out: the papers in ``outputs/<year>/<plan>/handouts/``, each read back first, all of them or none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from reportgen.compose.file_name import safe_stem
from reportgen.errors import UsageError
from reportgen.findings.catalogue import Level
from reportgen.model.plan import Opinion
from reportgen.model.report import Report, ReportSection
from reportgen.pipeline.intake import Intake, take_in
from reportgen.pipeline.outputs import RECEIPT, recover, write_outputs
from reportgen.pipeline.papers import FORMATS, Progress, issue
from reportgen.pipeline.report import Edition, edition_of
from reportgen.plan.load import Layout
from reportgen.units import Mm
from reportgen.workspace import PlanFolder, Workspace

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.proof import Proof

FOLDER: Final = "handouts"
_PAPERS: Final = ("summary", "report", "reference", "opinions")
_TITLES: Final = {"summary": "概要", "reference": "参考資料", "opinions": "意見と回答"}
_USUAL: Final = ("資料1", "資料2", "参考資料")
_BRANCHES: Final = ("-1", "-2", "-3")
_FITS: Final = (
    *((10, most, most, True) for most in (20, 12, 8)),
    *((10, fell, most, True) for fell, most in ((8, 5), (8, 3), (5, 3))),
    *((10, fell, most, False) for fell, most in ((8, 5), (8, 3), (5, 3), (3, 3), (2, 2), (2, 1))),
    *((10, fell, 0, False) for fell in (3, 2, 1, 0)),
    (4, 0, 0, False),
)
"""What a summary holds, most first: rows of a table of the plan's parts, what got worse, rows of other lists, and
whether the years are drawn. The drawing repeats its table, so it makes room for what stands nowhere else on the sheet.
"""
_SPARE_MM: Final = 8.0
"""Left free at the foot of a summary: programs that make the pages of a Word file themselves set it a little longer."""
_OPEN: Final = (Level.UNREADABLE, Level.MUST_FIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handouts:
    """What was made of one plan. ``status`` is 1 when something is 要修正 or 受付不可; ``names`` are files.

    ``summary_pages``: pages of the summary as PDF; more than one if it does not fit. ``kept`` are papers that were
    edited by hand, under their new names.
    """

    status: int
    plan_id: str
    plan_name: str
    year: int
    folder: str
    names: tuple[str, ...]
    kept: tuple[str, ...]
    summary_pages: int
    final: bool


def make_handouts(
    workspace: Workspace,
    year: int,
    plan: str | None = None,
    *,
    meeting: str | None = None,
    day: date | None = None,
    numbers: Sequence[str] = (),
    formats: tuple[str, ...] = FORMATS,
    progress: Progress = lambda _stage: None,
) -> tuple[Handouts, ...]:
    """Write the handouts of every plan of a year, or of the one named, and return what was made of each.

    What is not given is what the sheet 会議 says. ``numbers`` are of summary, report and reference; a fourth makes
    a paper of its own of the opinions, which otherwise stand in the reference. Without numbers they are branches of the
    sheet's (資料3-1, 資料3-2 …), and without that the usual ones.

    Raises:
        UsageError: U80 numbers that cannot name papers, U81 a number for opinions that a plan does not have.
        ReportgenError: as ``build`` does; a plan finished before the one that fails keeps its new handouts.
    """
    checked_numbers(numbers)
    return tuple(
        _make(folder, workspace, meeting, day, tuple(numbers), formats, progress)
        for folder in workspace.plans(year, plan)
    )


def checked_numbers(numbers: Sequence[str]) -> None:
    """Refuse numbers that cannot name papers. Raises ``UsageError`` U80; no numbers at all are fine."""
    said = ",".join(numbers)
    if numbers and len(numbers) not in (3, 4):
        raise UsageError("U80", value=said, reason=f"{len(numbers)}個あります")
    if not all(numbers):
        raise UsageError("U80", value=said, reason="空のものがあります")
    if len({safe_stem(number).casefold() for number in numbers}) < len(numbers):
        raise UsageError("U80", value=said, reason="同じものがあります")
    if any(ord(character) < ord(" ") for character in said):
        raise UsageError("U80", value=said, reason="改行などの見えない文字があります")


def _make(
    folder: PlanFolder,
    workspace: Workspace,
    meeting: str | None,
    day: date | None,
    numbers: tuple[str, ...],
    formats: tuple[str, ...],
    progress: Progress,
) -> Handouts:
    intake = take_in(folder, workspace, progress)
    held = intake.plan.meeting
    named = dict(zip(_PAPERS, numbers or _from(held.document_number), strict=False))
    told = replace(held, name=meeting or held.name, day=day or held.day, document_number=named["report"])
    intake = replace(intake, plan=replace(intake.plan, meeting=told))
    edition = edition_of(intake, issued=day, final=False, progress=progress)
    papers = _Papers(edition, intake.layout, named, intake.catalogue.item_word)
    files, proofs = _files(papers, edition, formats, progress)
    progress("deliver")
    from reportgen.pipeline.receipt import Asked, receipt_json

    status = _status(edition, intake)
    asked = Asked(formats=formats, issued=day)
    receipt = receipt_json(edition.report, intake.inputs, files, proofs, asked, status)
    recover(folder.outputs)
    kept = write_outputs(folder.outputs / FOLDER, {**files, RECEIPT: receipt})
    return Handouts(
        status=status,
        plan_id=edition.report.plan_id,
        plan_name=edition.report.plan_name,
        year=edition.report.year,
        folder=f"{folder.named(folder.outputs)}/{FOLDER}",
        names=tuple(files),
        kept=kept,
        summary_pages=papers.summary_pages,
        final=edition.report.final,
    )


def _from(number: str) -> tuple[str, ...]:
    """Return the numbers of the papers: branches of the one that the plan has for its report, else the usual ones."""
    return tuple(number + branch for branch in _BRANCHES) if number else _USUAL


class _Papers:
    """The documents of one plan's handouts."""

    def __init__(self, edition: Edition, layout: Layout, numbers: Mapping[str, str], item_word: str) -> None:
        self._edition, self._layout, self._numbers, self._item_word = edition, layout, numbers, item_word
        self.summary_pages = 0
        if "opinions" in numbers and not any(_opinions(edition.report)):
            raise UsageError("U81")

    def documents(self) -> Iterator[tuple[str, "Document"]]:
        """Yield every paper with the name of its files, in the order of their numbers."""
        yield self._stem("summary"), self._summary()
        yield self._stem("report"), self._edition.document
        yield self._stem("reference"), self._composed("reference", *_FITS[0])
        if "opinions" in self._numbers:
            yield self._stem("opinions"), self._composed("opinions", *_FITS[0])

    def _stem(self, paper: str) -> str:
        from reportgen.compose import file_stem

        title = _TITLES.get(paper) or file_stem(self._edition.report, self._layout)
        number = self._numbers[paper]
        return safe_stem(number if number == title else f"{number}_{title}")

    def _summary(self) -> "Document":
        """Return the summary with as much as fits on one page; with the least there is to say if nothing does."""
        from reportgen.render.to_pdf import page_count

        for fit in _FITS:
            document = self._composed("summary", *fit)
            if page_count(_shortened(document)) == 1:
                break
        self.summary_pages = page_count(document)
        return document

    def _composed(self, paper: str, most_groups: int, most_fell: int, most: int, draws_years: bool) -> "Document":
        from reportgen.compose.papers import ONE_PAGE, UPRIGHT, compose_paper
        from reportgen.digest import digest

        report, definition = self._edition.report, self._layout.definition
        found = digest(report, definition, most_groups)
        told = {
            "digest": found,
            "most_fell": most_fell,
            "most": most,
            "draws_years": draws_years,
            "shown_rates": found.rates.lowest(most) if found.rates else (),
            "rate": definition.counted().rate or "",
            "numbers": {name: self._numbers.get(name, "") for name in _PAPERS},
            "item_word": self._item_word,
            "star": definition.marks.star,
        }
        name = "handout" if paper == "summary" else f"handout_{paper}"
        meeting = replace(report.meeting, document_number=self._numbers[paper])
        page = ONE_PAGE if paper == "summary" else UPRIGHT
        return compose_paper(name, replace(report, meeting=meeting), self._layout, told, page)


def _shortened(document: "Document") -> "Document":
    """Return a document on a sheet with less room."""
    page = document.theme.page
    page = replace(page, bottom_mm=Mm(page.bottom_mm + _SPARE_MM))
    return replace(document, theme=replace(document.theme, page=page))


def _files(
    papers: _Papers, edition: Edition, formats: tuple[str, ...], progress: Progress
) -> tuple[dict[str, bytes], dict[str, "Proof"]]:
    """Return every file by name, and the proof of each paper.

    Raises ``ProofError`` I01 for a file that does not say what its document says.
    """
    files: dict[str, bytes] = {}
    proofs: dict[str, Proof] = {}
    for stem, document in papers.documents():
        values = edition.printed if document is edition.document else ()
        issued = issue(document, stem, formats, values, progress=progress, divided=True)
        proofs[stem] = issued.proof
        files |= issued.files
    return files, proofs


def _status(edition: Edition, intake: Intake) -> int:
    levels = (intake.catalogue.level(one.finding) for one in edition.tracked if one.is_open)
    return int(any(level in _OPEN for level in levels))


def _opinions(report: Report) -> Iterator[Opinion]:
    def within(sections: tuple[ReportSection, ...]) -> Iterator[Opinion]:
        for section in sections:
            yield from section.opinions
            yield from (opinion for item in section.items for opinion in item.opinions)
            yield from within(section.sections)

    return within(report.sections)
