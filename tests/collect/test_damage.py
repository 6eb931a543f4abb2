"""Whatever happens to a form: the canonical values are the same, or a finding exists; and nothing raises."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from written_plans import matrix, written_plan
from written_workbooks import form, parts, saved, zipped

from reportgen.collect import collect
from reportgen.findings.finding import Finding
from reportgen.merge import merge
from reportgen.model.report import Report
from reportgen.validate import validate

PLAN = written_plan(
    """
    1 | 延長保育事業 | 保育課
    2 | 一時預かり   | 保育課
    3 | 相談窓口     | 保育課
    4 | 病児保育     | 保育課
    """
)
ROWS = """
(1)-1 | 延長保育事業 | 保育課 | 園児30人が利用した。 | A | 引き続き実施する。 | 継続
(1)-2 | 一時預かり | 保育課 | 2園で実施した。 | B | 3園に広げる。 | 充実
(1)-3 | 相談窓口 | 保育課 | 相談を120件受けた。 | C | 窓口を1つにまとめる。 | 縮小
(1)-4 | 病児保育 | 保育課 | 準備を進めた。 | D | 開設する。 | 廃止
"""
FIRST_ROW, LAST_ROW, COLUMNS = 4, 7, 9


@cache
def good() -> bytes:
    return form(PLAN, ROWS)


def outcome(data: bytes) -> tuple[Report, list[Finding]]:
    submissions, findings = collect({"submissions/回答_保育課.xlsx": data}, PLAN, matrix())
    results = [validate(submission, PLAN, matrix()) for submission in submissions]
    report, merging = merge(PLAN, matrix(), [checked for checked, _ in results], issued=None, final=False)
    return report, [*findings, *(finding for _, own in results for finding in own), *merging]


def texts(report: Report) -> list[tuple[str, str]]:
    return [(value.id, value.text) for value in report.values()]


def book() -> Book:
    from io import BytesIO

    return load_workbook(BytesIO(good()))


def move(target: Book, letters: Callable[[str], str], rows: Callable[[int], int]) -> None:
    """Move the defined names as Excel does when rows or columns are inserted or deleted."""
    for name, defined in target.defined_names.items():
        if name.startswith("rg_"):
            _, column, first, _, last = defined.attr_text.replace(":", "").split("$")
            area = f"${letters(column)}${rows(int(first))}:${letters(column)}${rows(int(last))}"
            defined.attr_text = f"'調査票'!{area}"


def insert_row(target: Book, chance: random.Random) -> None:
    at = chance.randint(1, LAST_ROW + 1)
    target["調査票"].insert_rows(at)
    move(target, str, lambda row: row + (row >= at))


def delete_row(target: Book, chance: random.Random) -> None:
    at = chance.randint(1, LAST_ROW)
    target["調査票"].delete_rows(at)
    move(target, str, lambda row: row - (row > at))


def insert_column(target: Book, chance: random.Random) -> None:
    at = chance.randint(1, COLUMNS)
    target["調査票"].insert_cols(at)
    move(target, lambda letter: chr(ord(letter) + (ord(letter) - 64 >= at)), int)


def delete_column(target: Book, chance: random.Random) -> None:
    at = chance.randint(1, COLUMNS)
    target["調査票"].delete_cols(at)
    for name in [n for n, d in target.defined_names.items() if d.attr_text.split("$")[1] == chr(64 + at)]:
        if name.startswith("rg_"):
            target.defined_names[name].attr_text = "#REF!"
    for name, defined in target.defined_names.items():
        if name.startswith("rg_") and "#" not in defined.attr_text and ord(defined.attr_text.split("$")[1]) - 64 > at:
            letter = defined.attr_text.split("$")[1]
            defined.attr_text = defined.attr_text.replace(f"${letter}$", f"${chr(ord(letter) - 1)}$")


def sort_visible(target: Book, chance: random.Random) -> None:
    sheet = target["調査票"]
    first = chance.choice((1, 2))
    rows = [[c.value for c in row] for row in sheet.iter_rows(FIRST_ROW, LAST_ROW, first, COLUMNS)]
    chance.shuffle(rows)
    for number, values in enumerate(rows, FIRST_ROW):
        for column, value in enumerate(values, first):
            sheet.cell(number, column).value = value


def copy_row(target: Book, chance: random.Random) -> None:
    sheet = target["調査票"]
    source, to = chance.randint(FIRST_ROW, LAST_ROW), chance.randint(FIRST_ROW, LAST_ROW + 2)
    for column in range(chance.choice((1, 2)), COLUMNS + 1):
        sheet.cell(to, column).value = sheet.cell(source, column).value


def merge_cells(target: Book, chance: random.Random) -> None:
    row, column = chance.randint(1, LAST_ROW), chance.randint(1, COLUMNS - 1)
    target["調査票"].merge_cells(
        start_row=row,
        start_column=column,
        end_row=row + chance.randint(0, 2),
        end_column=column + chance.randint(0, 1),
    )


def hide(target: Book, chance: random.Random) -> None:
    sheet = target["調査票"]
    sheet.row_dimensions[chance.randint(FIRST_ROW, LAST_ROW)].hidden = True
    sheet.column_dimensions["ABCDEFGH"[chance.randrange(8)]].hidden = True


def rename(target: Book, chance: random.Random) -> None:
    sheet = target["調査票"]
    sheet.cell(3, chance.randint(1, COLUMNS)).value = chance.choice(("", "備考", "評 価", "方向性", "実施状況※", 5))


def rename_sheet(target: Book, chance: random.Random) -> None:
    target["調査票"].title = "Sheet1"
    for defined in target.defined_names.values():
        defined.attr_text = defined.attr_text.replace("調査票", "Sheet1")


def restyle(target: Book, chance: random.Random) -> None:
    for row in target["調査票"].iter_rows():
        row[chance.randrange(len(row))].fill = PatternFill("solid", fgColor="FF0000")


def lose_marks(target: Book, chance: random.Random) -> None:
    for name in list(target.defined_names):
        if chance.random() < 0.6:
            del target.defined_names[name]
    if chance.random() < 0.5 and "_meta" in target.sheetnames:
        del target["_meta"]
    if chance.random() < 0.5:
        del target.custom_doc_props["reportgen_form"]


def type_elsewhere(target: Book, chance: random.Random) -> None:
    target["調査票"].cell(chance.randint(FIRST_ROW, LAST_ROW + 4), COLUMNS + chance.randint(1, 3)).value = "書き足し"


def comment(target: Book, chance: random.Random) -> None:
    cell = target["調査票"].cell(chance.randint(FIRST_ROW, LAST_ROW), 2)
    if cell.__class__.__name__ != "MergedCell":
        cell.comment = Comment("覚え書き", "担当")


DAMAGE = (
    insert_row,
    delete_row,
    insert_column,
    delete_column,
    sort_visible,
    copy_row,
    merge_cells,
    hide,
    rename,
    rename_sheet,
    restyle,
    lose_marks,
    type_elsewhere,
    comment,
)


def damaged(seed: int) -> tuple[bytes, list[str]]:
    chance = random.Random(seed)
    target = book()
    done = []
    for damage in chance.sample(DAMAGE, chance.choice((1, 1, 1, 2))):
        try:
            damage(target, chance)
        except (AttributeError, KeyError, ValueError):  # two kinds of damage that do not go together
            continue
        done.append(damage.__name__)
    return saved(target), done


def check(seed: int) -> None:
    data, done = damaged(seed)
    report, findings = outcome(data)

    different = [pair for pair, other in zip(texts(report), texts(outcome(good())[0]), strict=True) if pair != other]
    assert not different or findings, f"seed {seed}: {done} changed {different} in silence"


def test_a_good_form_has_the_values_that_were_typed_and_no_findings() -> None:
    report, findings = outcome(good())

    assert findings == []
    assert [value for _, value in texts(report) if value in "ABCD"] == ["A", "B", "C", "D"]


def test_no_damage_changes_a_value_in_silence() -> None:
    for seed in range(50):
        check(seed)


@pytest.mark.proof
def test_no_damage_of_many_changes_a_value_in_silence() -> None:
    for seed in range(50, 3000):
        check(seed)


def corrupted(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def corrupted_inside(seed: int) -> bytes:
    contents = parts(good())
    name = random.Random(seed).choice(sorted(contents))
    return zipped({**contents, name: corrupted(contents[name], seed)})


@pytest.mark.parametrize("damage", [lambda seed: corrupted(good(), seed), corrupted_inside], ids=["file", "part"])
def test_random_bytes_never_raise(damage: Callable[[int], bytes]) -> None:
    for seed in range(50):
        outcome(damage(seed))


@pytest.mark.proof
@pytest.mark.parametrize("damage", [lambda seed: corrupted(good(), seed), corrupted_inside], ids=["file", "part"])
def test_many_random_bytes_never_raise(damage: Callable[[int], bytes]) -> None:
    for seed in range(50, 3000):
        outcome(damage(seed))
