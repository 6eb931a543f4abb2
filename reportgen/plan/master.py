"""The plan master (計画マスタ, plan.xlsx) → ``Plan``.

Comes in: the workbook in which the secretariat defines a plan and one cycle of it. Goes out: the plan, every text as
typed. Whatever is wrong stops the run, all of it in one message with sheet and cell: a plan that is half understood
would make a document that is half right.

Reading order: here, then ``facts`` (計画, 会議), ``tree`` (体系, 事業), ``rows`` (担当, 指標), ``texts`` (文章),
``history`` (実績), ``opinions`` (意見), ``scales`` (選択肢), ``acceptances`` (確認済); below them ``cells`` and
``tables``, and ``master.toml`` with the names of sheets and headings.
"""

from collections.abc import Callable
from pathlib import Path

from reportgen.errors import UnreadableFile
from reportgen.model.plan import Plan
from reportgen.plan.acceptances import read_acceptances
from reportgen.plan.facts import read_facts, read_meeting
from reportgen.plan.faults import Faults
from reportgen.plan.load import Layout
from reportgen.plan.scales import read_scales
from reportgen.plan.tree import read_tree
from reportgen.workbook import UnreadableWorkbook, Workbook, open_workbook
from reportgen.workbook.package import Reason


def load_plan(path: Path, layout_of: Callable[[str], Layout], file: str) -> Plan:
    """Return the plan in a workbook.

    ``layout_of`` loads the layout that the plan names: its texts of items are columns of the sheet 事業, and its
    questions need scales. ``file`` is the name of the workbook in places and messages, relative to the workspace.

    Raises:
        UnreadableFile: M01 to M05, the workbook cannot be opened.
        PlanError: M1x a sheet or column, M2x a cell, M3x plan and meeting, M4x sections, items and their rows, M5x
            scales, M6x texts and indicators, M7x depth and names, M8x earlier years, opinions and acceptances, M9x
            items that stand twice; M06 for several faults, with all of them.
        TemplateError: what ``layout_of`` raises.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise UnreadableFile("M01", file) from None
    return read_plan(data, layout_of, file)


def read_plan(data: bytes, layout_of: Callable[[str], Layout], file: str) -> Plan:
    """Return the plan in the bytes of a workbook. Raises as ``load_plan`` does."""
    book = _open(data, file)
    faults = Faults(file)
    facts = read_facts(book, file, faults)
    meeting = read_meeting(book, faults)
    layout = layout_of(facts.layout) if facts.layout else None
    sections = read_tree(book, layout, facts.year, faults)
    scales = read_scales(book, layout, faults)
    accepted = read_acceptances(book, layout, sections, faults)
    faults.raise_if_any()
    assert facts.year is not None, "a year that is missing or unknown is a fault"
    return Plan(
        id=facts.id,
        municipality=facts.municipality,
        name=facts.name,
        short_name=facts.short_name,
        year=facts.year,
        layout=facts.layout,
        sections=sections,
        scales=scales,
        meeting=meeting,
        place=book.place,
        accepted=accepted,
    )


def _open(data: bytes, file: str) -> Workbook:
    try:
        return open_workbook(data, file)
    except UnreadableWorkbook as fault:
        raise UnreadableFile(_code(fault.reason), file) from None


def _code(reason: Reason) -> str:
    match reason:
        case "not_zip":
            return "M02"
        case "damaged" | "strings" | "no_sheets":
            return "M03"
        case "entities":
            return "M04"
        case "too_large" | "too_dense":
            return "M05"
