"""Boards for tests: two departments, their receipts, and findings about them."""

from __future__ import annotations

import string
from datetime import date

from reportgen.deliver.board import Board, board
from reportgen.findings.catalogue import catalogue
from reportgen.findings.finding import Finding, Subject
from reportgen.findings.tracked import Tracked
from reportgen.model.plan import Meeting, Plan
from reportgen.model.report import Receipt
from reportgen.place import Confidence, Place

DEADLINE = date(2022, 5, 20)
PLAN = Plan(
    id="p",
    municipality="試験市",
    name="試験計画",
    year=2021,
    layout="matrix",
    sections=(),
    scales={},
    meeting=Meeting(deadline=DEADLINE, contact="企画課（内線 123）"),
)


def finding(
    code: str,
    *,
    submitter: str = "甲課",
    item: str = "(1)-4",
    found: str = "E",
    sheet: str | None = "調査票",
    related: tuple[Place, ...] = (),
) -> Tracked:
    entry = catalogue().entries[code]
    names = [name for _, name, _, _ in string.Formatter().parse(entry.what + entry.do) if name]
    place = (
        Place(f"inputs/2021/p/submissions/{submitter}.xlsx", "0" * 64, sheet, "D12", confidence=Confidence.EXACT)
        if sheet
        else Place("")
    )
    subject = Subject(submitter=submitter, party=submitter, item=item, item_name="延長保育" if item else "")
    known = {"found", "submitter", "party", "item", "item_name", "field"}
    facts = {name: f"〔{name}〕" for name in names if name not in known}
    return Tracked(finding=Finding(code=code, place=place, subject=subject, found=found, facts=facts, related=related))


def made(*found: Tracked, sent: str = "甲課、乙課", names: str = "甲課、乙課", today: date | None = None) -> Board:
    """The board of everybody in ``names``; ``sent`` are those of whom a file can be used."""
    receipts = [
        Receipt(submitter=name, file=Place(f"{name}.xlsx") if name in sent.split("、") else None, round=1)
        for name in names.split("、")
    ]
    return board(receipts, found, catalogue(), PLAN, today=today)
