"""Plan masters as a secretariat would lay them out: hints, choices, names beside ids, a first sheet that explains."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.deliver.forms import look
from reportgen.deliver.forms.cells import put_text
from reportgen.deliver.forms.package import set_growing_height, workbook_bytes
from reportgen.plan.master_words import SheetWords, master_words
from reportgen.plan.schema import LayoutDefinition, PlanText

HINT_ROW, HEAD_ROW = 1, 2
SPARE_ROWS = 20
CHECKED_ROWS = 400
FACE = "BIZ UDゴシック"
HEADING = look.Look(bold=True, color=look.PAPER, fill=look.ANSWER_HEAD_FILL, horizontal="center", vertical="center")

Rows = list[list[str | int | float | date]]


def master_book(title: str, tables: Mapping[str, Rows], own: dict[str, Any], layout: LayoutDefinition) -> bytes:
    """A plan master. ``tables`` hold the rows of its sheets by our key; ``own`` its hints, widths and explanations."""
    book = Workbook()
    book.remove(book.worksheets[0])
    wardrobe = look.Wardrobe(book, FACE)
    explain(book, wardrobe, own, tables)
    results = {}
    for key, rows in tables.items():
        sheet = PlanSheet(book, wardrobe, key, own, layout)
        sheet.write(rows)
        results[sheet.sheet.title] = sheet.results
    add_choices(book, own, layout)
    return workbook_bytes(book, title, results)


TEXT_COLUMNS = {
    "sections": "ABD",
    "items": "AB",
    "assignments": "A",
    "indicators": "A",
    "texts": "A",
    "scales": "AB",
    "history": "A",
    "opinions": "A",
    "accepted": "B",
}
CENTRED_COLUMNS = {
    "sections": "D",
    "items": "C",
    "texts": "DE",
    "scales": "BEFG",
    "meeting": "AF",
    "history": "D",
    "accepted": "E",
}
DAY_COLUMNS = {"meeting": "CD"}


class PlanSheet:
    """One sheet of the plan master: a hint, headings, rows; columns keep their format where rows are added."""

    def __init__(
        self, book: Workbook, wardrobe: look.Wardrobe, key: str, own: dict[str, Any], layout: LayoutDefinition
    ) -> None:
        self.key, self.wardrobe, self.layout = key, wardrobe, layout
        self.words: SheetWords = master_words().sheets[key]
        self.sheet: Worksheet = book.create_sheet(self.words.name)
        self.hint: str = own["hints"][key]
        self.optional: list[str] = own.get("optional", {}).get(key, [])
        self.widths: list[float] = own["widths"][key]
        self.headings = [*self.own_headings(), *self.extra_headings(own["remarks"])]
        self.results: dict[str, str] = {}

    def own_headings(self) -> list[str]:
        """Our headings, with the layout's words for items, parties and indicators."""
        form = self.layout.form
        called = {"items": ("name", form.item_label), "assignments": ("party", form.party_label)}
        called["indicators"] = ("name", form.indicator_label)
        key, label = called.get(self.key, ("", ""))
        return [label if own == key else heading for own, heading in self.words.columns.items()]

    def extra_headings(self, remarks: dict[str, str]) -> list[str]:
        added = [self.words.optional[key] for key in self.optional]
        if self.key == "items":
            return [*self.labels(self.layout.item_texts), *added, remarks["item_section"]]
        if self.key in ("assignments", "indicators"):
            texts = self.layout.party_texts if self.key == "assignments" else self.layout.indicator_texts
            return [*self.labels(texts), remarks["assignment_item"]]
        return [remarks["header"]] if self.key == "plan" else added

    def labels(self, texts: Iterable[PlanText]) -> list[str]:
        return [text.label for text in texts if text.is_column]

    def write(self, rows: Rows) -> None:
        self.write_head()
        for row, texts in enumerate(rows, start=HEAD_ROW + 1):
            self.write_row(row, texts)
        if self.key in ("items", "assignments", "indicators"):
            for row in range(HEAD_ROW + 1, HEAD_ROW + 1 + len(rows) + SPARE_ROWS):
                self.write_name(row)
        self.set_page()

    def write_head(self) -> None:
        cell = put_text(self.sheet, HINT_ROW, 1, self.hint)
        self.wardrobe.dress(cell, look.Look(color=look.MUTED, vertical="center", wrap=False, lined=False))
        self.sheet.row_dimensions[HINT_ROW].height = 22
        self.sheet.row_dimensions[HEAD_ROW].height = 24
        for column, (heading, width) in enumerate(zip(self.headings, self.widths, strict=True), start=1):
            cell = put_text(self.sheet, HEAD_ROW, column, heading)
            fill = look.PLAN_HEAD_FILL if self.is_remark(column) else look.ANSWER_HEAD_FILL
            self.wardrobe.dress(cell, HEADING if fill == look.ANSWER_HEAD_FILL else replace(HEADING, fill=fill))
            whole = self.sheet.column_dimensions[get_column_letter(column)]
            whole.width = width
            self.wardrobe.dress(whole, replace(self.look(column), fill=None, lined=False))

    def is_remark(self, column: int) -> bool:
        return self.headings[column - 1].startswith(master_words().remark)

    def look(self, column: int) -> look.Look:
        letter = get_column_letter(column)
        return look.Look(
            color=look.MUTED if self.is_remark(column) else look.INK,
            fill=look.PLAN_FILL if self.is_remark(column) else None,
            horizontal="center" if letter in CENTRED_COLUMNS.get(self.key, "") else "left",
            vertical="center",
            number_format=self.number_format(letter),
        )

    def number_format(self, letter: str) -> str:
        if letter in DAY_COLUMNS.get(self.key, ""):
            return "yyyy/m/d"
        return "@" if letter in TEXT_COLUMNS.get(self.key, "") else "General"

    def write_row(self, row: int, texts: list[str | int | float | date]) -> None:
        for column, text in enumerate(texts, start=1):
            if isinstance(text, int | float | date):
                self.sheet.cell(row, column).value = text
            else:
                put_text(self.sheet, row, column, text)
        for column in range(1, len(self.headings) + 1):
            self.dress(row, column)
        sizes = [(str(text), width, look.PLAN_PT) for text, width in zip(texts, self.widths, strict=False)]
        set_growing_height(self.sheet, row, look.height_pt(sizes, 20.0))

    def dress(self, row: int, column: int) -> None:
        self.wardrobe.dress(self.sheet.cell(row, column), self.look(column))

    def write_name(self, row: int) -> None:
        """Say beside an id what it names, for the eye."""
        names, wanted, column = ("体系", "B", 5) if self.key == "items" else ("事業", "A", 4)
        last = len(self.headings)
        cell = self.sheet.cell(row, last)
        area = f"{names}!$A${HEAD_ROW + 1}:$E${CHECKED_ROWS}"
        cell.value = f'=IFERROR(VLOOKUP({wanted}{row},{area},{column},FALSE),"")'
        self.dress(row, last)
        self.results[cell.coordinate] = self.looked_up(names, self.sheet[f"{wanted}{row}"].value, column)

    def looked_up(self, names: str, wanted: object, column: int) -> str:
        for row in self.sheet.parent[names].iter_rows(min_row=HEAD_ROW + 1, values_only=True):
            if row[0] is not None and row[0] == wanted:
                return str(row[column - 1])
        return ""

    def set_page(self) -> None:
        sheet = self.sheet
        sheet.freeze_panes = f"A{HEAD_ROW + 1}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
        sheet.oddHeader.right.text = "&A"
        sheet.oddFooter.center.text = "&P / &N"


def explain(book: Workbook, wardrobe: look.Wardrobe, own: dict[str, Any], keys: Collection[str]) -> None:
    """Write the first sheet; a section or a line about a sheet stands there if the book has that sheet."""
    text = own["explanation"]
    sheet = book.create_sheet(text["name"])
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 2
    sheet.column_dimensions["B"].width = 110
    lines = [(text["title"], look.TITLE_PT, True), (text["lead"], look.ANSWER_PT, False)]
    for section in text["sections"]:
        if section.get("about", "plan") in keys:
            lines += [("", 6.0, False), (section["title"], look.ANSWER_PT, True)]
            lines += [(line, look.PLAN_PT, False) for line in told(section, own["roles"], keys)]
    for row, (line, size_pt, bold) in enumerate(lines, start=1):
        cell = put_text(sheet, row, 2, line)
        wardrobe.dress(cell, look.Look(size_pt=size_pt, bold=bold, vertical="center", lined=False))
        sheet.row_dimensions[row].height = look.height_pt([(line, 110, size_pt)], size_pt + 7)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def told(section: dict[str, Any], roles: dict[str, str], keys: Collection[str]) -> list[str]:
    """The lines of a section: its own, or what the sheets are for."""
    if "roles" not in section:
        return section["lines"]
    return [line for key, line in roles.items() if key in keys]


def add_choices(book: Workbook, own: dict[str, Any], layout: LayoutDefinition) -> None:
    """Offer what may be entered. Nothing is refused here: the loader says what is wrong, and why."""
    words = master_words()
    sections, items = (f"{name}!$A${HEAD_ROW + 1}:$A${CHECKED_ROWS}" for name in ("体系", "事業"))
    texts = (*layout.section_texts, *layout.party_texts, *layout.indicator_texts)
    for name, cells, source in (
        ("計画", f"B{HEAD_ROW + 6}", quoted(own["layouts"])),
        ("会議", f"F{HEAD_ROW + 1}", quoted([words.draft, words.final])),
        ("体系", f"B{HEAD_ROW + 1}:B{CHECKED_ROWS}", sections),
        ("体系", f"C{HEAD_ROW + 1}:C{CHECKED_ROWS}", quoted(own["kinds"])),
        ("事業", f"B{HEAD_ROW + 1}:B{CHECKED_ROWS}", sections),
        ("担当", f"A{HEAD_ROW + 1}:A{CHECKED_ROWS}", items),
        ("指標", f"A{HEAD_ROW + 1}:A{CHECKED_ROWS}", items),
        ("実績", f"A{HEAD_ROW + 1}:A{CHECKED_ROWS}", items),
        ("文章", f"C{HEAD_ROW + 1}:C{CHECKED_ROWS}", quoted([text.label for text in texts])),
        ("文章", f"D{HEAD_ROW + 1}:D{CHECKED_ROWS}", quoted([layout.marks.bullet, layout.marks.star])),
        ("選択肢", f"E{HEAD_ROW + 1}:E{CHECKED_ROWS}", quoted([words.example[0]])),
    ):
        if name in book.sheetnames:
            rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
            rule.add(cells)
            book[name].add_data_validation(rule)


def quoted(choices: list[str]) -> str:
    return '"' + ",".join(choices) + '"'
