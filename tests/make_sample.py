"""Write the sample: a plan master, and the answers of every department in forms made from it.

Run from the top of the repository: ``python -m tests.make_sample``. The same files come out every time.
"""

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.deliver.forms import Answers, look, write_form
from reportgen.deliver.forms.cells import put_text
from reportgen.deliver.forms.package import set_growing_height, workbook_bytes
from reportgen.plan.load import load_layout
from reportgen.plan.master import load_plan
from reportgen.plan.master_words import SheetWords, master_words

HERE = Path(__file__).parent
ROOT = HERE.parent
FIELDS = ("status", "rating", "next_steps", "direction")
NOT_CHOSEN = "未選択"
"""What the city printed where nothing was chosen; in a form, that is an empty cell."""

HINT_ROW, HEAD_ROW = 1, 2
SPARE_ROWS = 20
CHECKED_ROWS = 400
FACE = "BIZ UDゴシック"
HEADING = look.Look(bold=True, color=look.PAPER, fill=look.ANSWER_HEAD_FILL, horizontal="center", vertical="center")

Rows = list[list[str | int]]


def reference() -> dict[str, Any]:
    return json.loads((HERE / "data" / "ogori-2021.json").read_text(encoding="utf-8"))


def words() -> dict[str, Any]:
    return tomllib.loads((HERE / "data" / "sample-plan.toml").read_text(encoding="utf-8"))


def section_id(published: dict[str, Any], measure: int) -> str:
    return f"{published['goal']['number']}-{measure}"


def answers_of(published: dict[str, Any]) -> dict[str, Answers]:
    """What each department answered, by row id."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for measure_number, measure in enumerate(published["measures"], start=1):
        for programme in measure["programmes"]:
            item = f"{section_id(published, measure_number)}-{programme['number']}"
            for entry in programme["entries"]:
                values = {key: entry[key] for key in FIELDS if entry[key] != NOT_CHOSEN}
                found.setdefault(entry["department"], {})[f"{item}/{entry['department']}"] = values
    return found


# ── plan.xlsx ──────────────────────────────────────────────────────────────────────────────────────────


def plan_workbook(published: dict[str, Any], own: dict[str, Any]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    wardrobe = look.Wardrobe(book, FACE)
    explain(book, wardrobe, own["explanation"])
    results = {}
    for key, rows in tables(published, own).items():
        sheet = PlanSheet(book, wardrobe, key, own)
        sheet.write(rows)
        results[sheet.sheet.title] = sheet.results
    add_choices(book, own)
    return workbook_bytes(book, published["plan"], results)


def tables(published: dict[str, Any], own: dict[str, Any]) -> dict[str, Rows]:
    """The rows of every sheet, in the order of its columns."""
    names = master_words().plan
    goal = published["goal"]
    sections: Rows = [[goal["number"], "", own["goal_kind"], goal["number"], goal["title"]]]
    items: Rows = []
    assignments: Rows = []
    for number, measure in enumerate(published["measures"], start=1):
        section = section_id(published, number)
        sections.append([section, goal["number"], own["measure_kind"], measure["number"], measure["title"]])
        for programme in measure["programmes"]:
            item = f"{section}-{programme['number']}"
            items.append([item, section, programme["number"], programme["name"], programme["content"]])
            assignments += [[item, entry["department"], ""] for entry in programme["entries"]]
    remarks = own["remarks"]
    return {
        "plan": [
            [names["id"], own["id"], remarks["plan_id"]],
            [names["municipality"], published["municipality"], ""],
            [names["name"], published["plan"], ""],
            [names["short_name"], own["short_name"], remarks["short_name"]],
            [names["year"], published["fiscal_year"], remarks["year"]],
            [names["layout"], own["layout"], remarks["layout"]],
        ],
        "meeting": [["", "", "", "", "", own["edition"]]],
        "sections": sections,
        "items": items,
        "assignments": assignments,
        "scales": [
            [choice["scale"], choice["value"], choice["meaning"], choice.get("synonyms", ""), master_words().example[0]]
            for choice in own["choices"]
        ],
    }


TEXT_COLUMNS = {"sections": "ABD", "items": "AB", "assignments": "A", "scales": "AB"}
CENTRED_COLUMNS = {"sections": "D", "items": "C", "scales": "BE", "meeting": "AF"}
DAY_COLUMNS = {"meeting": "CD"}


class PlanSheet:
    """One sheet of the plan master: a hint, headings, rows; columns keep their format where rows are added."""

    def __init__(self, book: Workbook, wardrobe: look.Wardrobe, key: str, own: dict[str, Any]) -> None:
        self.key, self.wardrobe = key, wardrobe
        self.words: SheetWords = master_words().sheets[key]
        self.sheet: Worksheet = book.create_sheet(self.words.name)
        self.hint: str = own["hints"][key]
        self.widths: list[float] = own["widths"][key]
        self.headings = [*self.words.columns.values(), *self.extra_headings(own["remarks"])]
        self.results: dict[str, str] = {}

    def extra_headings(self, remarks: dict[str, str]) -> list[str]:
        if self.key == "items":
            return ["内容", remarks["item_section"]]
        extra = {"plan": remarks["header"], "assignments": remarks["assignment_item"]}.get(self.key)
        return [extra] if extra else []

    def write(self, rows: Rows) -> None:
        self.write_head()
        for row, texts in enumerate(rows, start=HEAD_ROW + 1):
            self.write_row(row, texts)
        if self.key in ("items", "assignments"):
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

    def write_row(self, row: int, texts: list[str | int]) -> None:
        for column, text in enumerate(texts, start=1):
            if isinstance(text, int):
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


def explain(book: Workbook, wardrobe: look.Wardrobe, text: dict[str, Any]) -> None:
    sheet = book.create_sheet(text["name"])
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 2
    sheet.column_dimensions["B"].width = 110
    lines = [(text["title"], look.TITLE_PT, True), (text["lead"], look.ANSWER_PT, False)]
    for section in text["sections"]:
        lines += [("", 6.0, False), (section["title"], look.ANSWER_PT, True)]
        lines += [(line, look.PLAN_PT, False) for line in section["lines"]]
    for row, (line, size_pt, bold) in enumerate(lines, start=1):
        cell = put_text(sheet, row, 2, line)
        wardrobe.dress(cell, look.Look(size_pt=size_pt, bold=bold, vertical="center", lined=False))
        sheet.row_dimensions[row].height = look.height_pt([(line, 110, size_pt)], size_pt + 7)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def add_choices(book: Workbook, own: dict[str, Any]) -> None:
    """Offer what may be entered. Nothing is refused here: the loader says what is wrong, and why."""
    marks = master_words()
    sections, items = (f"{name}!$A${HEAD_ROW + 1}:$A${CHECKED_ROWS}" for name in ("体系", "事業"))
    for name, cells, source in (
        ("計画", f"B{HEAD_ROW + 6}", quoted(own["layouts"])),
        ("会議", f"F{HEAD_ROW + 1}", quoted([marks.draft, marks.final])),
        ("体系", f"B{HEAD_ROW + 1}:B{CHECKED_ROWS}", sections),
        ("体系", f"C{HEAD_ROW + 1}:C{CHECKED_ROWS}", quoted(own["kinds"])),
        ("事業", f"B{HEAD_ROW + 1}:B{CHECKED_ROWS}", sections),
        ("担当", f"A{HEAD_ROW + 1}:A{CHECKED_ROWS}", items),
        ("選択肢", f"E{HEAD_ROW + 1}:E{CHECKED_ROWS}", quoted([marks.example[0]])),
    ):
        rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
        rule.add(cells)
        book[name].add_data_validation(rule)


def quoted(choices: list[str]) -> str:
    return '"' + ",".join(choices) + '"'


# ── all files ──────────────────────────────────────────────────────────────────────────────────────────


def sample_files(scratch: Path) -> dict[str, bytes]:
    """Every file of the sample by its path in the repository. The plan is read back through a file in ``scratch``."""
    published, own = reference(), words()
    folder = f"inputs/{published['fiscal_year']}/{own['id']}"
    master = plan_workbook(published, own)
    path = scratch / "plan.xlsx"
    path.write_bytes(master)
    plan = load_plan(path, lambda name: load_layout(ROOT / "templates" / name), f"{folder}/plan.xlsx")
    layout = load_layout(ROOT / "templates" / plan.layout)
    return {
        f"{folder}/plan.xlsx": master,
        **{
            f"{folder}/submissions/{submitter}.xlsx": write_form(plan, layout, submitter, answers=answers)
            for submitter, answers in answers_of(published).items()
        },
    }


def main() -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as scratch:
        files = sample_files(Path(scratch))
    for name, data in files.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
