"""Whatever happens to a form: the canonical values are the same, or a finding speaks of those that are not."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from written_plans import TEMPLATES, matrix, value, written_plan
from written_workbooks import form, saved, with_text_box

from reportgen.collect import collect
from reportgen.deliver.forms import write_form
from reportgen.findings.catalogue import Level, catalogue
from reportgen.findings.finding import Finding
from reportgen.merge import merge
from reportgen.model.plan import Indicator, Plan
from reportgen.model.report import Report
from reportgen.model.value import Value
from reportgen.pipeline.intake import load
from reportgen.plan.load import Layout, load_layout
from reportgen.validate import validate
from reportgen.workbook.view import parse_range
from reportgen.workspace import Workspace

TABLE = """
1 | 延長保育事業 | 保育課
2 | 一時預かり   | 保育課
3 | 相談窓口     | 保育課
4 | 病児保育     | 保育課
"""
ROWS = """
(1)-1 | 延長保育事業 | 保育課 | 園児30人が利用した。 | A | 引き続き実施する。 | 継続
(1)-2 | 一時預かり | 保育課 | 2園で実施した。 | B | 3園に広げる。 | 充実
(1)-3 | 相談窓口 | 保育課 | 相談を120件受けた。 | C | 窓口を1つにまとめる。 | 縮小
(1)-4 | 病児保育 | 保育課 | 準備を進めた。 | D | 開設する。 | 縮小
"""


@dataclass(frozen=True)
class Given:
    """A good submission, and where its table stands."""

    plan: Plan
    layout: Layout
    data: bytes
    sheet: str
    head: int
    last_row: int
    last_column: int

    @property
    def first_row(self) -> int:
        return self.head + 1


@cache
def written_by_hand() -> Given:
    """The form of one sheet, as small as a form can be."""
    plan = written_plan(TABLE)
    return Given(plan, matrix(), form(plan, ROWS), "調査票", head=3, last_row=7, last_column=9)


@cache
def of_the_house() -> Given:
    """A form as it is sent out, with two sheets, lists, protection and statements."""
    plain = written_plan(TABLE)
    (section,) = plain.sections
    items = tuple(
        replace(
            item,
            texts={"summary": value(f"item/{item.id}/summary", "取組の内容")},
            indicators=(
                Indicator(
                    row_id=f"{item.id}#利用者数",
                    item_id=item.id,
                    name=value(f"i/{item.id}", "利用者数"),
                    submitter="保育課",
                ),
            ),
        )
        for item in section.items
    )
    plan = replace(plain, sections=(replace(section, items=items),))
    layout = load_layout(TEMPLATES / "narrative")
    asked = [*plan.asked("保育課", "party"), *plan.asked("保育課", "indicator")]
    answers = {
        row.row_id: {"progress": f"・{number}園で実施し、利用者が増えた。\n・{number}回の会議を開いた。"}
        for number, (_, row) in enumerate(asked, start=2)
    }
    data = write_form(plan, layout, "保育課", answers=answers)
    name = layout.definition.form.party_sheet
    sheet = load_workbook(BytesIO(data))[name]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value)
    return Given(plan, layout, data, name, head=head, last_row=head + 4, last_column=sheet.max_column)


@cache
def of_the_sample() -> tuple[Given, ...]:
    """Every submission of the first sample, as the departments sent it."""
    (folder,) = Workspace(Path(__file__).parents[2]).plans(2021)
    plan, layout = load(folder, Workspace(folder.root))
    return tuple(_sent(plan, layout, data) for data in folder.submissions().values())


def _sent(plan: Plan, layout: Layout, data: bytes) -> Given:
    sheet = load_workbook(BytesIO(data))["調査票"]
    filled = [row[0].row for row in sheet.iter_rows() if row[0].value]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "行ID")
    return Given(plan, layout, data, "調査票", head, max(filled), sheet.max_column)


def outcome(given: Given, data: bytes) -> tuple[Report, list[Finding]]:
    submissions, findings = collect({"submissions/回答_保育課.xlsx": data}, given.plan, given.layout)
    results = [validate(submission, given.plan, given.layout) for submission in submissions]
    report, merging = merge(given.plan, given.layout, [one for one, _ in results], issued=None, final=False)
    return report, [*findings, *(finding for _, own in results for finding in own), *merging]


# ── what may happen to a form ────────────────────────────────────────────────────────────────────────────


Mutation = Callable[[Book, Worksheet, Given, random.Random], object]


def names(book: Book) -> dict[str, list[str]]:
    """The defined names of columns, each as its parts: sheet, column, first row, column, last row."""
    return {
        name: defined.attr_text.replace(":", "").split("$")
        for name, defined in book.defined_names.items()
        if name.startswith(("rg_", "rgi_")) and "#" not in defined.attr_text
    }


def move(book: Book, sheet: Worksheet, columns: Callable[[int], int], rows: Callable[[int], int]) -> None:
    """Move the defined names as Excel does when rows or columns are inserted or deleted; 0 is a column that is gone."""
    for name, (on, letters, first, _, last) in names(book).items():
        if on.strip("'!") == sheet.title:
            column = columns(column_index_from_string(letters))
            area = f"{on}${get_column_letter(column or 1)}${rows(int(first))}:"
            area += f"${get_column_letter(column or 1)}${rows(int(last))}"
            book.defined_names[name].attr_text = area if column else "#REF!"


def answer(sheet: Worksheet, given: Given, chance: random.Random) -> Cell | None:
    """One cell of the table that holds a text."""
    cells = [
        cell
        for row in sheet.iter_rows(given.first_row, given.last_row, 5, given.last_column)
        for cell in row
        if isinstance(cell.value, str) and not cell.value.startswith("=")
    ]
    return chance.choice(cells) if cells else None


def insert_row(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    at = chance.randint(1, given.last_row + 1)
    sheet.insert_rows(at)
    move(book, sheet, int, lambda row: row + (row >= at))


def delete_row(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    at = chance.randint(1, given.last_row)
    sheet.delete_rows(at)
    move(book, sheet, int, lambda row: row - (row > at))


def insert_column(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    at = chance.randint(1, given.last_column)
    sheet.insert_cols(at)
    move(book, sheet, lambda column: column + (column >= at), int)


def delete_column(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    at = chance.randint(1, given.last_column)
    sheet.delete_cols(at)
    move(book, sheet, lambda column: 0 if column == at else column - (column > at), int)


def swap_columns(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    """Cut one column with its heading and insert it elsewhere, by values: the names stay where they are."""
    left, right = chance.sample(range(2, given.last_column + 1), 2)
    for row in range(given.head, given.last_row + 1):
        one, other = sheet.cell(row, left), sheet.cell(row, right)
        one.value, other.value = other.value, one.value


def sort_rows(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    first = chance.choice((1, 2))
    rows = [[c.value for c in row] for row in sheet.iter_rows(given.first_row, given.last_row, first)]
    chance.shuffle(rows)
    for number, values in enumerate(rows, given.first_row):
        for column, content in enumerate(values, first):
            sheet.cell(number, column).value = content


def copy_row(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    """Copy the whole row of one item over another's, also its number and name."""
    source, to = chance.randint(given.first_row, given.last_row), chance.randint(given.first_row, given.last_row + 2)
    for column in range(chance.choice((1, 2)), given.last_column + 1):
        sheet.cell(to, column).value = sheet.cell(source, column).value


def merge_cells(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    row, column = chance.randint(1, given.last_row), chance.randint(1, given.last_column - 1)
    down, right = chance.randint(0, 2), chance.randint(0, 1)
    sheet.merge_cells(start_row=row, start_column=column, end_row=row + down, end_column=column + right)


def hide(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    sheet.row_dimensions[chance.randint(given.first_row, given.last_row)].hidden = True
    sheet.column_dimensions[get_column_letter(chance.randint(1, given.last_column))].hidden = True
    if chance.random() < 0.3:
        sheet.sheet_state = "hidden"
        book.create_sheet("表紙").append(["かがみ"])
        book.active = book["表紙"]


def rename_header(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    texts = ("", "備考", "評 価", "方向性", "実施状況※", "進捗状況", 5)
    sheet.cell(given.head, chance.randint(1, given.last_column)).value = chance.choice(texts)


def delete_headers(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    for column in range(1, given.last_column + 1):
        sheet.cell(given.head, column).value = None


def rename_sheet(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    old, new = sheet.title, chance.choice(("Sheet1", "回答", "調査票 (2)"))
    sheet.title = new
    for defined in book.defined_names.values():
        defined.attr_text = defined.attr_text.replace(old, new)


def copy_sheet(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    copied = book.copy_worksheet(sheet)
    cell = answer(copied, given, chance)
    if cell is not None:
        cell.value = "写しだけを直した。"


def restyle(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    for row in sheet.iter_rows():
        cell = row[chance.randrange(len(row))]
        cell.fill = PatternFill("solid", fgColor="FFFF0000")
        cell.font = Font(color=chance.choice(("FFFF0000", "FFFFFFFF", "FF000000")), bold=True)
        cell.number_format = chance.choice(("General", ";;;", "@", "0.0"))


def strike(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    cell = answer(sheet, given, chance)
    if cell is not None:
        if chance.random() < 0.5:
            cell.font = Font(strike=True)
        else:
            cell.value = CellRichText(str(cell.value)[:2], TextBlock(InlineFont(strike=True), str(cell.value)[2:]))


def lose_marks(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    for name in list(book.defined_names):
        if chance.random() < 0.6:
            del book.defined_names[name]
    if chance.random() < 0.5 and "_meta" in book.sheetnames:
        del book["_meta"]
    if chance.random() < 0.5:
        del book.custom_doc_props["reportgen_form"]


def type_elsewhere(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    row = chance.randint(given.first_row, given.last_row + 4)
    sheet.cell(row, given.last_column + chance.randint(1, 3)).value = "書き足し"


def move_answer(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    """Move an answer to the wrong row or column, where nothing stands: what is typed over is lost to anybody."""
    cell = answer(sheet, given, chance)
    at = chance.randint(given.first_row, given.last_row + 1), chance.randint(4, given.last_column + 1)
    if cell is not None and sheet.cell(*at).value is None:
        sheet.cell(*at).value, cell.value = cell.value, None


def comment(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    cell = answer(sheet, given, chance)
    if cell is not None:
        cell.comment = Comment("覚え書き", "担当")


def respell_choice(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    for row in range(given.first_row, given.last_row + 1):
        for column in range(5, given.last_column + 1):
            text = sheet.cell(row, column).value
            if text in ("A", "B", "C", "D"):
                sheet.cell(row, column).value = chance.choice((chr(ord(text) + 0xFEE0), text.lower(), f" {text}　"))


def formula(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    cell = answer(sheet, given, chance)
    if cell is not None:
        cell.value = chance.choice(("=A1", "=[1]Sheet1!A1", "=#REF!", "#N/A"))


def far_style(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    far = sheet.cell(chance.choice((5_000, 1_048_576)), chance.choice((1, 300, 16_384)))
    far.fill = PatternFill("solid", fgColor="FFFF0000")
    if chance.random() < 0.5:
        far.value = "遠く"


def filter_rows(book: Book, sheet: Worksheet, given: Given, chance: random.Random) -> None:
    sheet.auto_filter.ref = f"A{given.head}:{get_column_letter(given.last_column)}{given.last_row}"
    for row in range(given.first_row, given.last_row + 1):
        sheet.row_dimensions[row].hidden = chance.random() < 0.5


MUTATIONS: tuple[Mutation, ...] = (
    insert_row, delete_row, insert_column, delete_column, swap_columns, sort_rows, copy_row, merge_cells,
    hide, rename_header, delete_headers, rename_sheet, copy_sheet, restyle, strike, lose_marks, type_elsewhere,
    move_answer, comment, respell_choice, formula, far_style, filter_rows,
)  # fmt: skip


def mutated(given: Given, seed: int) -> tuple[bytes, list[str]]:
    chance = random.Random(seed)
    book = load_workbook(BytesIO(given.data))
    done = []
    chosen = chance.sample(MUTATIONS, chance.choice((1, 1, 1, 2)))
    for mutation in sorted(chosen, key=lambda one: one is far_style):  # openpyxl walks to the far cell
        try:
            mutation(book, book[given.sheet], given, chance)
        except (AttributeError, KeyError, ValueError):  # two mutations that do not go together
            continue
        done.append(mutation.__name__)
    data: bytes = saved(book)
    if chance.random() < 0.05:
        data, _ = with_text_box(data, "別の場所に書きました。"), done.append("text_box")
    return data, done


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────

ABOUT_ALL = {"F15", "F16", "F17", "F18", "F19", "S01b", "S05b", "S06b", "S06c", "S07d", "S10", "S21", "S22", "S23"}
"""Findings that speak of every value of a sheet or a file."""
SILENT = {"X02", "S15"}


def answers(report: Report) -> dict[str, tuple[Value, str]]:
    """Every answer by its id, with the number of its item."""
    found = {}
    for item in report.items():
        for entry in (*item.entries, *item.indicators):
            found |= {one.id: (one, item.full_number) for one in entry.values.values()}
    return found


def speaks(finding: Finding, number: str, rows: set[int | None]) -> bool:
    """Say whether a finding speaks of a value: of its item, of its row before or now, or of all of them."""
    if finding.code in SILENT or (catalogue().level(finding) is Level.NOTE and not finding.subject.item):
        return False
    places = {finding.place.row, *(place.row for place in finding.related)} - {None}
    merged = parse_range(finding.place.cell or "")
    if merged is not None:
        places |= set(range(merged.first_row, merged.last_row + 1))
    return finding.code in ABOUT_ALL or finding.subject.item == number or bool(places & rows)


def check(given: Given, seed: int) -> None:
    data, done = mutated(given, seed)
    report, findings = outcome(given, data)
    before, after = answers(outcome(given, given.data)[0]), answers(report)

    assert before.keys() == after.keys()
    for name, (was, number) in before.items():
        now = after[name][0]
        if (now.text, now.nothing) == (was.text, was.nothing):
            continue
        rows = {place.row for place in (was.place, now.place) if place is not None}
        said = sorted({finding.code for finding in findings})
        assert any(speaks(finding, number, rows) for finding in findings), (
            f"seed {seed}, {done}: {name} was {was.text!r} and is {now.text!r}, and only {said} was said"
        )


FORMS = pytest.mark.parametrize("given", [written_by_hand, of_the_house])


@FORMS
def test_a_good_form_raises_nothing(given: Callable[[], Given]) -> None:
    report, findings = outcome(given(), given().data)

    assert findings == []
    assert all(one.nothing is None for one, _ in answers(report).values())


@FORMS
def test_no_mutation_changes_a_value_in_silence(given: Callable[[], Given]) -> None:
    for seed in range(50):
        check(given(), seed)


@pytest.mark.proof
@FORMS
def test_no_mutation_of_many_changes_a_value_in_silence(given: Callable[[], Given]) -> None:
    for seed in range(50, 1050):
        check(given(), seed)


def test_no_mutation_of_a_real_submission_changes_a_value_in_silence() -> None:
    assert len(of_the_sample()) == 17
    for seed, given in enumerate(of_the_sample()):
        check(given, seed)


@pytest.mark.proof
def test_no_mutation_of_many_real_submissions_changes_a_value_in_silence() -> None:
    for seed in range(17, 2_017):
        check(of_the_sample()[seed % 17], seed)
