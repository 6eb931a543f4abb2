"""The signs in a returned form: a fill and a comment at what is to be mended, its numbers at the end of the row.

Comes in: the form and the lines of its list. Goes out: the same form, marked; its rules, locks and counters stay as
they are. Never colour alone: a marked cell has a comment, and its row says ▲ and the numbers, which lead to the list.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from reportgen.deliver.forms import FormBook, look
from reportgen.deliver.forms.cells import put_text
from reportgen.deliver.forms.look import Look
from reportgen.deliver.forms.sheet import FormSheet
from reportgen.deliver.listing import Line, word
from reportgen.deliver.returns.sheet import Entry, link, shortened
from reportgen.findings.catalogue import Level
from reportgen.japanese.width import width_em
from reportgen.model.submitted import words_digest

COMMENTS_SHEET: Final = "_marks"
"""The hidden sheet by which ``collect`` knows the secretariat's own comments."""

_FILLS: Final[Mapping[Level, str]] = {Level.MUST_FIX: "FFFBD0D5", Level.UNREADABLE: "FFFBD0D5", Level.ASK: "FFFFDFA8"}
_MARKS_WIDTH: Final = 18.0
_COMMENT_PX: Final = 380
_LINE_PX: Final = 18
_EMS: Final = 26.0
"""Characters in one line of a comment, at the size in which programs write them."""
_TALLEST_PX: Final = 600


def mark(form: FormBook, entries: Sequence[Entry], places: Mapping[int, str]) -> None:
    """Mark every cell and row of the form that the list asks about. ``places`` says where the lines of the list are."""
    by_row: defaultdict[tuple[str, int], list[Line]] = defaultdict(list)
    by_cell: defaultdict[tuple[str, int, int], list[Line]] = defaultdict(list)
    for entry in (one for whole in entries for one in whole.every):
        target, line = entry.target, entry.line
        if target and line.tracked.is_open and line.level is not Level.NOTE:
            if line.number not in [other.number for other in by_row[target.sheet, target.row]]:
                by_row[target.sheet, target.row].append(line)
            by_cell[target.sheet, target.row, target.column].append(line)
    digests = [_mark_cell(form, place, lines) for place, lines in by_cell.items()]
    for sheet in form.sheets:
        _write_marks(form, sheet, by_row, places)
    _remember(form.book, digests)


def _mark_cell(form: FormBook, place: tuple[str, int, int], lines: Sequence[Line]) -> str:
    """Fill a cell and write its comment; return the digest of the comment's words."""
    sheet, row, column = place
    cell = form.book[sheet].cell(row, column)
    assert isinstance(cell, Cell)
    cell.fill = look.solid(_FILLS[lines[0].level])
    text = "\n".join([*map(_comment, lines), word("marks", "see")])
    rows = sum(max(1, ceil(width_em(line) / _EMS)) for line in text.split("\n"))
    height = min(_LINE_PX * (rows + 1), _TALLEST_PX)
    cell.comment = Comment(text, word("marks", "author"), height=height, width=_COMMENT_PX)
    return words_digest(text)


def _comment(line: Line) -> str:
    facts = {"印": _sign([line]), "区分": line.level.value, "何が": shortened(line.what), "どう": shortened(line.do)}
    return word("marks", "comment" if line.do else "comment_plain", **facts)


def _sign(lines: Iterable[Line]) -> str:
    return word("marks", "between").join(word("marks", "mark", 番号=line.number) for line in lines)


def _write_marks(
    form: FormBook, sheet: FormSheet, lines: Mapping[tuple[str, int], Sequence[Line]], places: Mapping[int, str]
) -> None:
    """Write the column of numbers behind the last column of the form; those before keep their letters."""
    target, column = form.book[sheet.name], sheet.columns[-1].index + 1
    letter = get_column_letter(column)
    head = put_text(target, sheet.head_row, column, word("marks", "header"))
    form.wardrobe.dress(
        head, Look(bold=True, color=look.PAPER, fill=look.PLAN_HEAD_FILL, horizontal="center", vertical="center")
    )
    target.column_dimensions[letter].width = _MARKS_WIDTH
    for row in range(sheet.first_row, sheet.last_row + 1):
        own = lines.get((sheet.name, row), ())
        cell = put_text(target, row, column, _sign(own))
        form.wardrobe.dress(cell, Look(horizontal="center", fill=look.PLAN_FILL, bold=True, color=look.ALERT))
        if own:
            link(cell, places[own[0].number], word("marks", "see"))
    first = str(target.print_area).rpartition("!")[2].replace("$", "").partition(":")[0]
    target.print_area = f"{first}:{letter}{sheet.last_row}"


def _remember(book: Workbook, digests: Iterable[str]) -> None:
    sheet = book.create_sheet(COMMENTS_SHEET)
    sheet.sheet_state = "veryHidden"
    for row, digest in enumerate(sorted(set(digests)), start=1):
        put_text(sheet, row, 1, digest)
