"""The first sheet of a returned form, 『確認結果』: what to mend, with links, and two columns for the answer.

Comes in: the list of findings and where each is mended. Goes out: the sheet, locked but for 対応 and 理由, ready to
print. Ids of findings stand in hidden columns: by them ``collect`` knows a line again, whatever it is sorted by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.deliver.forms import FormBook, look
from reportgen.deliver.forms.cells import CELL_LIMIT, put_text, units
from reportgen.deliver.forms.look import Look
from reportgen.deliver.forms.package import set_growing_height
from reportgen.deliver.forms.paper import set_paper
from reportgen.deliver.listing import Line, Listing, at_place, word
from reportgen.deliver.returns.target import Target
from reportgen.findings.catalogue import Level
from reportgen.japanese.invisible import spelled
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.submitted import Reply, SubmittedRow

NAME: Final = "_reportgen_findings"
"""The defined name of the list, headings included."""
LINK_COLOR: Final = "FF0B4A8F"

_WIDTHS: Final[Mapping[str, float]] = {
    "fingerprint": 18.0, "content": 18.0, "number": 5.0, "level": 9.0, "state": 10.0, "sheet": 10.0, "cell": 7.0,
    "item": 9.0, "name": 17.0, "field": 13.0, "found": 36.0, "do": 46.0, "handling": 13.0, "reason": 28.0,
}  # fmt: skip
_KEYS: Final = tuple(_WIDTHS)
_HIDDEN: Final = ("fingerprint", "content")
_FIRST: Final = _KEYS.index("number") + 1
_LAST: Final = len(_KEYS)
_SHORT: Final = ("number", "level", "state", "cell", "item", "handling")
_QUOTED: Final = 300
"""Characters of a text that stands in its cell of the form as well; the list shows its beginning."""

_TOP: Final = Look(lined=False, vertical="center")
_TITLE: Final = replace(_TOP, size_pt=look.TITLE_PT, bold=True, wrap=False)
_STRONG: Final = replace(_TOP, size_pt=look.ANSWER_PT, bold=True)
_HEAD: Final = Look(bold=True, color=look.PAPER, fill=look.PLAN_HEAD_FILL, horizontal="center", vertical="center")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list with its place in this workbook, the rows that could not be carried, and its reply so far.

    ``carried``: what was found stands in its cell of the form. ``others`` are findings that are shown in this line.
    """

    line: Line
    target: Target | None
    sheet: str
    lost: tuple[SubmittedRow, ...]
    carried: bool
    reply: Reply | None
    others: tuple["Entry", ...] = ()

    @property
    def every(self) -> tuple["Entry", ...]:
        """The entry itself, and those that are shown with it."""
        return self, *self.others

    @property
    def asks(self) -> bool:
        """Whether a reply is wanted, or was given and may be changed."""
        return self.line.tracked.stands and self.line.level is not Level.NOTE


def write_list(form: FormBook, listing: Listing, entries: Sequence[Entry], *, round: int, read: bool) -> dict[int, str]:
    """Write the sheet as the first of the book; return, by number of a line, where it stands, as links name it.

    ``round`` is the one that was checked; ``read`` says whether the form holds its answers.
    """
    sheet = form.book.create_sheet(word("sheet", "name"), 0)
    head_row = _write_top(sheet, form, listing, round=round, read=read)
    _write_head(sheet, form, head_row)
    for row, entry in enumerate(entries, start=head_row + 1):
        _write_line(sheet, form, row, entry)
    last = head_row + len(entries)
    _add_validations(sheet, entries, head_row + 1)
    area = f"'{sheet.title}'!$A${head_row}:${get_column_letter(_LAST)}${last}"
    form.book.defined_names[NAME] = DefinedName(NAME, attr_text=area)
    _finish(sheet, form, head_row, last)
    link = get_column_letter(_FIRST)
    return {e.line.number: f"'{sheet.title}'!{link}{row}" for row, e in enumerate(entries, start=head_row + 1)}


def _write_top(sheet: Worksheet, form: FormBook, listing: Listing, *, round: int, read: bool) -> int:
    """Write what stands above the list and return the row of its headings."""
    plan, version = form.sheets[0].plan, form.version
    facts = [
        *([word("sheet", "deadline", 期限=listing.deadline)] if listing.deadline else []),
        *([word("sheet", "contact", 連絡先=listing.contact)] if listing.contact else []),
        word("sheet", "version", 版=version),
    ]
    lines = [
        (word("sheet", "title", 提出者=listing.reader, 回=round), _TITLE),
        (word("sheet", "plan", 計画名=plan.name, 年度=fiscal_year_label(plan.year)), _TOP),
        (word("sheet", "facts_between").join(facts), _TOP),
        (word("sheet", "counts", 結果=listing.result), _STRONG),
        *([(word("list", "compared", 内容=listing.compared), _TOP)] if listing.compared else []),
        *((step, _STRONG) for step in listing.next_steps),
        (word("sheet", "how"), _TOP),
        (word("sheet", "copy" if read else "copy_blank"), _TOP),
    ]
    width = sum(_WIDTHS[key] for key in _KEYS[_FIRST - 1 :])
    for row, (text, dressed) in enumerate(lines, start=1):
        form.wardrobe.dress(put_text(sheet, row, _FIRST, text), dressed)
        sheet.merge_cells(start_row=row, end_row=row, start_column=_FIRST, end_column=_LAST)
        sheet.row_dimensions[row].height = look.height_pt([(text, width, dressed.size_pt)], 18.0) + 2.0
    return len(lines) + 2


def _write_head(sheet: Worksheet, form: FormBook, row: int) -> None:
    for column, key in enumerate(_KEYS, start=1):
        open_to_write = key in ("handling", "reason")
        dressed = replace(_HEAD, fill=look.ANSWER_HEAD_FILL) if open_to_write else _HEAD
        form.wardrobe.dress(put_text(sheet, row, column, _header(form, key)), dressed)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = _WIDTHS[key], key in _HIDDEN
    sheet.row_dimensions[row].height = 24.0


def _header(form: FormBook, key: str) -> str:
    """Return a heading; the item has the name that the layout gives it."""
    label = form.sheets[0].layout.form.item_label
    if key == "name":
        return label
    return label.removesuffix("名") + word("columns", "number") if key == "item" else word("columns", key)


def _write_line(sheet: Worksheet, form: FormBook, row: int, entry: Entry) -> None:
    texts = _texts(form, entry)
    for column, key in enumerate(_KEYS, start=1):
        cell = put_text(sheet, row, column, texts[key])
        form.wardrobe.dress(cell, _look(key, entry))
        if key == "cell" and entry.target:
            link(cell, entry.target.location, word("sheet", "link_hint"))
    sizes = [(texts[key], _WIDTHS[key], look.PLAN_PT) for key in _KEYS if key not in _HIDDEN]
    set_growing_height(sheet, row, look.height_pt(sizes, 32.0))


def _look(key: str, entry: Entry) -> Look:
    if key in ("handling", "reason") and entry.asks:
        return Look(fill=look.ANSWER_FILL, open=True, number_format="@", horizontal=_side(key))
    serious = entry.line.level in (Level.UNREADABLE, Level.MUST_FIX) and entry.line.tracked.is_open
    return Look(
        horizontal=_side(key),
        fill=None if entry.line.tracked.is_open else look.PLAN_FILL,
        bold=key == "level" and serious,
        color=look.ALERT if key == "level" and serious else look.INK,
    )


def _side(key: str) -> look.Horizontal:
    return "center" if key in _SHORT else "left"


def _texts(form: FormBook, entry: Entry) -> dict[str, str]:
    line, about = entry.line, entry.line.finding.subject
    several = word("list", "several", 件数=len(entry.others)) if entry.others else ""
    return {
        "fingerprint": "\n".join(one.line.finding.fingerprint for one in entry.every),
        "content": "\n".join(one.line.finding.content for one in entry.every),
        "number": str(line.number),
        "level": line.level.value,
        "state": line.state,
        "sheet": entry.target.sheet if entry.target else entry.sheet,
        "cell": entry.target.shown if entry.target else "",
        "item": about.item,
        "name": _lines(about.item_name, several),
        "field": _lines(about.indicator, about.field),
        "found": _found(form, entry),
        "do": _do(entry),
        "handling": _handling(entry),
        "reason": cut("\n".join(dict.fromkeys(reply.reason for reply in _replies(entry) if reply.reason))),
    }


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _replies(entry: Entry) -> list[Reply]:
    return [one.reply for one in entry.every if one.reply and one.asks]


def _handling(entry: Entry) -> str:
    """Return what was chosen; nothing where several findings of one line were answered differently."""
    chosen = {one.reply.handling if one.reply else "" for one in entry.every} if entry.asks else set()
    return chosen.pop() if len(chosen) == 1 else ""


def _do(entry: Entry) -> str:
    line = entry.line
    if line.gone:
        return f"{line.what}\n{word('sheet', 'gone_do')}"
    if line.settled and line.tracked.answer:
        answer = line.tracked.answer
        return cut(f"{line.what}\n{word('sheet', 'settled_do', 人=answer.by, 理由=answer.reason)}")
    return cut("\n→ ".join(part for part in (line.what, line.do) if part))


def _found(form: FormBook, entry: Entry) -> str:
    """Return what stands there: shortened where the form shows it anyway, whole where it could not be carried."""
    if entry.others:
        return cut("\n".join(_listed(form, one) for one in entry.every))
    found = entry.line.finding.facts.get("texts") or entry.line.finding.found
    if entry.carried:
        return shortened(spelled(found))
    rows = [_quoted(row, _labels(form)) for row in entry.lost]
    return cut("\n".join([spelled(found), *([word("sheet", "related_rows"), *rows] if rows else [])]).strip("\n"))


def _listed(form: FormBook, entry: Entry) -> str:
    """Return one of several findings of a line; whole where the form cannot show it."""
    head = at_place(entry.line, entry.target.cell if entry.carried and entry.target else "")
    return head if entry.carried else _lines(head, *(_quoted(row, _labels(form)) for row in entry.lost))


def _labels(form: FormBook) -> dict[str, str]:
    return {column.key: column.header for sheet in form.sheets for column in sheet.columns}


def _quoted(row: SubmittedRow, labels: Mapping[str, str]) -> str:
    head = " ".join(part for part in (row.number, row.name, row.party) if part)
    given = {**row.cells, **({"reason": row.reason} if row.reason else {})}
    texts = [word("sheet", "quoted", 項目=labels.get(k, k), 内容=cell.shown) for k, cell in given.items() if cell.shown]
    return spelled("\n".join([head, *texts]))


def shortened(text: str) -> str:
    """Return the beginning of a text, with … where it goes on."""
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def cut(text: str) -> str:
    """Return a text that a cell can hold, and say so where something was left out."""
    if units(text) <= CELL_LIMIT:
        return text
    more = word("sheet", "cut")
    return text[: (CELL_LIMIT - units(more)) // 2] + more


def link(cell: Cell, location: str, tooltip: str) -> None:
    """Make a cell a link to a place inside the workbook, underlined."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location, tooltip=tooltip)
    font = cell.font
    cell.font = Font(name=font.name, size=font.size, bold=font.bold, underline="single", color=LINK_COLOR)


def _add_validations(sheet: Worksheet, entries: Sequence[Entry], first: int) -> None:
    corrected, accepted = word("handling", "corrected"), word("handling", "accepted")
    handling, reason = (get_column_letter(_KEYS.index(key) + 1) for key in ("handling", "reason"))
    choices = {True: f'"{corrected},{accepted}"', False: f'"{corrected}"'}
    lists = {
        asked: DataValidation(
            type="list", formula1=formula, allow_blank=True, showErrorMessage=True, error=word("handling", "refusal")
        )
        for asked, formula in choices.items()
    }
    hint = DataValidation(
        allow_blank=True,
        showInputMessage=True,
        promptTitle=word("handling", "reason_title"),
        prompt=word("handling", "reason_hint"),
        imeMode="hiragana",
    )
    for row, entry in enumerate(entries, start=first):
        if entry.asks:
            lists[entry.line.level is Level.ASK].add(f"{handling}{row}")
            hint.add(f"{reason}{row}")
    for rule in (*lists.values(), hint):
        if rule.sqref:
            sheet.add_data_validation(rule)


def _finish(sheet: Worksheet, form: FormBook, head_row: int, last: int) -> None:
    for other in form.book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    form.book.active = 0
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = f"A{head_row + 1}"
    sheet.protection.sheet = sheet.protection.objects = sheet.protection.scenarios = True
    for allowed in ("formatColumns", "formatRows", "autoFilter"):
        setattr(sheet.protection, allowed, False)  # in the format, False says that it is not forbidden
    set_paper(sheet, "landscape", form.sheets[0].submitter)
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.5, 0.25, 0.25
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.print_area = f"{get_column_letter(_FIRST)}1:{get_column_letter(_LAST)}{last}"
