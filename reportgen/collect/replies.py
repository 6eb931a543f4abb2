"""What a department wrote back in the list 『確認結果』 that came with its form.

Comes in: an open workbook. Goes out: one ``Reply`` for each finding, answered or not (a line may be about several), and
S24 for a reason whose line no longer says what it is about. The list is found by its defined name, then by the name of
its sheet; its lines are known by their hidden ids, so that sorting does no harm. Nothing is judged here.
"""

from collections.abc import Iterator
from typing import Final

from reportgen.collect.words import own_comments_sheet, reply_header, reply_sheet_name
from reportgen.findings.finding import Finding
from reportgen.japanese.invisible import looks_empty, without_controls
from reportgen.japanese.width import fold
from reportgen.model.submitted import Reply, words_digest
from reportgen.workbook import Sheet, Workbook
from reportgen.workbook.view import Note

NAME: Final = "_reportgen_findings"
"""The defined name of the list, headings included."""
_HEADER_ROWS: Final = 60


def replies(workbook: Workbook) -> tuple[tuple[Reply, ...], tuple[Finding, ...]]:
    """Return what was written into the list of findings, from top to bottom; nothing if the file has no such list."""
    sheet = reply_sheet(workbook)
    head = _head(sheet) if sheet else None
    if sheet is None or head is None:
        return (), ()
    row, columns = head
    found, lost = [], []
    for number in sorted({r for r, _ in sheet.cells if r > row}):
        handling, reason = (_written(sheet, number, columns.get(key)) for key in ("handling", "reason"))
        fingerprint, content = (_written(sheet, number, columns.get(key)) for key in ("fingerprint", "content"))
        place = sheet.place_of(number, columns["reason"])
        ids = list(zip(fingerprint.split("\n"), content.split("\n"), strict=False)) if fingerprint and content else []
        found += [
            Reply(fingerprint=own, content=text, handling=handling, reason=reason, place=place) for own, text in ids
        ]
        if reason and not ids:
            lost.append(Finding(code="S24", place=place, found=reason))
    return tuple(found), tuple(lost)


def reply_sheet(workbook: Workbook) -> Sheet | None:
    """Return the sheet that holds the list of findings, whatever it is called now."""
    area = workbook.area(NAME)
    named = workbook.sheet(area.sheet) if area else None
    if named is not None and _head(named) is not None:
        return named
    called = fold(reply_sheet_name())
    return next((sheet for sheet in workbook.sheets if fold(sheet.name) == called), None)


def is_own_comment(workbook: Workbook, note: Note) -> bool:
    """Say whether the secretariat wrote a comment: the form keeps the digests of those on a hidden sheet."""
    kept = workbook.sheet(own_comments_sheet())
    return kept is not None and any(cell.shown == words_digest(note.text) for cell in kept.cells.values())


def _head(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of headings and the columns by key; ``None`` where no row has one for reasons."""
    rows: dict[int, dict[str, int]] = {}
    for (row, column), key in _headings(sheet):
        rows.setdefault(row, {}).setdefault(key, column)
    fitting = [(row, columns) for row, columns in sorted(rows.items()) if {"handling", "reason"} <= columns.keys()]
    return fitting[0] if fitting else None


def _headings(sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    for (row, column), cell in sorted(sheet.cells.items()):
        key = reply_header(cell.shown) if row <= _HEADER_ROWS and len(cell.shown) <= 20 else None
        if key:
            yield (row, column), key


def _written(sheet: Sheet, row: int, column: int | None) -> str:
    """Return what stands in a cell, without what nobody sees; empty where nothing was written."""
    text = without_controls(sheet.text(row, column)) if column else ""
    return "" if looks_empty(text) else text
