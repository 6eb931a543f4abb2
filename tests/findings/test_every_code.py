"""Every code of the catalogue is provoked by a file written as a text table, through the public functions.

A case names the code that its file must raise; nothing else may be raised, so that one cause makes one finding. A case
of another stage than collect, validate and merge returns the findings of that stage itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from unittest.mock import patch

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from wording_cases import ABOUT_ALL, SWITCHED_ON, TABLES, TEXTS, TWO_ITEMS
from written_plans import matrix, value, written_plan
from written_workbooks import (
    edited,
    form,
    parts,
    saved,
    table_workbook,
    with_declared_size,
    with_part,
    with_result,
    with_shared_strings,
    with_text_box,
    without_names,
    zipped,
)

from reportgen.collect import collect
from reportgen.compose import compose
from reportgen.deliver.forms import write_form
from reportgen.derive import derive
from reportgen.findings.catalogue import catalogue, location
from reportgen.findings.finding import Finding
from reportgen.japanese.numbers import read_number
from reportgen.merge import merge
from reportgen.model.plan import Choice, Indicator, Plan, Scale
from reportgen.pipeline.coverage import coverage
from reportgen.place import Confidence
from reportgen.plan.contradictions import Contradiction
from reportgen.plan.derivations import Band, Derivation
from reportgen.plan.load import Layout
from reportgen.plan.schema import Field, Rules
from reportgen.validate import not_compared, review, validate
from reportgen.validate.persons import persons

PLAN = written_plan(
    """
    1 | 延長保育事業 | 保育課
    2 | 一時預かり   | 保育課
    """
)
FIRST = "(1)-1 | 延長保育事業 | 保育課 | 園児30人が利用した。 | A | 引き続き実施する。 | 継続"
SECOND = "(1)-2 | 一時預かり | 保育課 | 2園で実施した。 | B | 3園に広げる。 | 充実"
GOOD = f"{FIRST}\n{SECOND}"
NAME = "inputs/2021/kodomo/submissions/回答_保育課.xlsx"

TWO_SUBMITTERS = written_plan(
    """
    1 | 延長保育事業 | 保育課
    2 | 一時預かり   | 保育課
    3 | 相談窓口     | 福祉課
    """
)
OTHERS = "(1)-3 | 相談窓口 | 福祉課 | 相談を12件受けた。 | A | 窓口を1つにまとめる。 | 継続"

Files = bytes | Mapping[str, bytes] | list[Finding]
Case = Callable[[], Files]
CASES: dict[str, Case] = {}
LAYOUTS: dict[str, Layout] = {}
PLANS: dict[str, Plan] = {}


def provokes(
    code: str,
    *,
    fields: tuple[Field, ...] = (),
    indicators: tuple[Field, ...] = (),
    on: Plan = PLAN,
    rules: Rules | None = None,
) -> Callable[[Case], Case]:
    """Register a case. ``fields`` are asked in place of the layout's own; ``on`` is another plan."""

    def register(case: Case) -> Case:
        CASES[code] = case
        PLANS[code] = on
        LAYOUTS[code] = asking(*fields, indicators=indicators) if fields or indicators else matrix()
        if rules is not None:
            layout = LAYOUTS[code]
            LAYOUTS[code] = replace(layout, definition=layout.definition.model_copy(update={"rules": rules}))
        return case

    return register


def asking(*fields: Field, indicators: tuple[Field, ...] = ()) -> Layout:
    layout = matrix()
    party = fields or layout.definition.entries.party
    entries = layout.definition.entries.model_copy(update={"party": party, "indicator": indicators})
    definition = layout.definition.model_copy(update={"entries": entries})
    return Layout(layout.name, layout.folder, definition, layout.version)


def findings_of(
    files: Files, layout: Layout | None = None, on: Plan = PLAN, *, reviewed: bool = False
) -> list[Finding]:
    """What collect, validate and merge say; ``reviewed`` adds the questions about wording."""
    if isinstance(files, list):
        return files
    given = files if isinstance(files, Mapping) else {NAME: files}
    layout = layout or matrix()
    submissions, findings = collect(given, on, layout)
    results = [validate(submission, on, layout) for submission in submissions]
    report, merging = merge(on, layout, [checked for checked, _ in results], issued=None, final=False)
    asked = review(report, on, layout) if reviewed else ()
    return [*findings, *(finding for _, own in results for finding in own), *merging, *asked]


def changed(table: str, number: int, text: str) -> str:
    """The good table with one cell of its first row changed; 4 is 実施状況, 5 評価, 7 方向性."""
    lines = table.splitlines()
    cells = lines[0].split(" | ")
    cells[number - 1] = text
    return "\n".join([" | ".join(cells), *lines[1:]])


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le") for name in streams)


# ── F ────────────────────────────────────────────────────────────────────────────────────────────────────


@provokes("F01")
def old_format() -> bytes:
    return ole("Root Entry", "Workbook")


@provokes("F02")
def password() -> bytes:
    return ole("Root Entry", "EncryptionInfo", "EncryptedPackage")


@provokes("F03")
def renamed_csv() -> bytes:
    return "事業番号,事業名\r\n(1)-1,延長保育事業\r\n".encode("cp932")


@provokes("F04")
def truncated() -> bytes:
    return form(PLAN, GOOD)[:3000]


STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


@provokes("F05")
def strict_open_xml() -> bytes:
    contents = parts(form(PLAN, GOOD))
    for usual, strict in STRICT.items():
        contents = {name: content.replace(usual.encode(), strict.encode()) for name, content in contents.items()}
    return zipped(contents)


@provokes("F06")
def macros() -> bytes:
    return zipped({**parts(form(PLAN, GOOD)), "xl/vbaProject.bin": b"macro"})


@provokes("F07")
def broken_styles() -> bytes:
    return with_part(form(PLAN, GOOD), "xl/styles.xml", "</styleSheet>", "<fills")


@provokes("F08")
def string_that_is_not_there() -> bytes:
    data = with_shared_strings(form(PLAN, GOOD))
    return with_part(data, "xl/worksheets/sheet1.xml", r'(t="s"><v>)\d+', r"\g<1>99999")


@provokes("F09a")
def very_large() -> bytes:
    return with_declared_size(form(PLAN, GOOD), "xl/worksheets/sheet1.xml", 60_000_000)


@provokes("F09b")
def bomb() -> bytes:
    return zipped({**parts(form(PLAN, GOOD)), "xl/worksheets/sheet9.xml": bytes(5_000_000)})


@provokes("F10")
def entities() -> bytes:
    declared = '<!DOCTYPE x [<!ENTITY a "ha">]><workbook '
    return with_part(form(PLAN, GOOD), "xl/workbook.xml", "<workbook ", declared)


@provokes("F12a")
def two_files() -> Mapping[str, bytes]:
    noted = f"{FIRST} | 補足です。\n{SECOND}"
    return {
        "submissions/回答.xlsx": form(PLAN, noted, modified="2022-05-01T09:00:00Z"),
        "submissions/回答 (2).xlsx": form(PLAN, GOOD, modified="2022-05-02T09:00:00Z"),
    }


@provokes("F12b")
def the_same_file_twice() -> Mapping[str, bytes]:
    data = form(PLAN, GOOD)
    return {"submissions/回答.xlsx": data, "submissions/回答 - コピー.xlsx": data}


@provokes("F12c")
def two_files_without_dates() -> Mapping[str, bytes]:
    return {"submissions/回答.xlsx": form(PLAN, GOOD), "submissions/回答 (2).xlsx": form(PLAN, changed(GOOD, 5, "B"))}


@provokes("F12d")
def a_file_and_its_correction() -> Mapping[str, bytes]:
    return {
        "submissions/回答.xlsx": form(PLAN, GOOD, modified="2022-05-01T09:00:00Z"),
        "submissions/回答 (2).xlsx": form(PLAN, changed(GOOD, 5, "B"), modified="2022-05-02T09:00:00Z"),
    }


@provokes("F12e")
def an_older_form_that_was_saved_later() -> Mapping[str, bytes]:
    return {
        "submissions/1回目.xlsx": form(PLAN, changed(GOOD, 5, "B"), modified="2022-06-02T09:00:00Z"),
        "submissions/2回目.xlsx": form(PLAN, GOOD, round=2, modified="2022-06-01T09:00:00Z"),
    }


@provokes("F13a")
def form_of_last_year() -> bytes:
    return form(PLAN, GOOD, year=2020)


@provokes("F13b")
def form_of_another_plan() -> bytes:
    return form(PLAN, GOOD, plan_id="kourei")


@provokes("F14", on=TWO_SUBMITTERS)
def form_of_another_department() -> Mapping[str, bytes]:
    return {
        "submissions/回答_福祉課.xlsx": form(TWO_SUBMITTERS, GOOD),
        NAME.replace("保育課", "子育て"): form(TWO_SUBMITTERS, OTHERS, submitter="福祉課"),
    }


@provokes("F15")
def nothing_filled_in() -> bytes:
    return form(PLAN, "(1)-1 | 延長保育事業 | 保育課\n(1)-2 | 一時預かり | 保育課 | | 未選択")


@provokes("F16")
def nothing_arrived() -> Mapping[str, bytes]:
    return {}


@provokes("F17")
def table_typed_by_hand() -> bytes:
    head = "番号 | 事業名 | 担当課 | 実施状況 | 評価 | 今後の取り組み | 方向性"
    return table_workbook(f"{head}\n{GOOD}", sheet="調査票")


@provokes("F18")
def nobody() -> bytes:
    row = "(9)-9 | 知らない事業 | 知らない課 | 実施した。 | A | 続ける。 | 継続"
    return form(PLAN, row, submitter="")


@provokes("F19")
def another_workbook() -> bytes:
    return table_workbook("品名 | 数量\n鉛筆 | num:12")


@provokes("F20a")
def zip_in_a_zip() -> Mapping[str, bytes]:
    good = form(PLAN, GOOD)
    return {
        "submissions/まとめ.zip": zipped({"回答_保育課.xlsx": good, "前回_保育課.zip": zipped({"回答.xlsx": good})})
    }


@provokes("F20b")
def zip_with_a_password() -> Mapping[str, bytes]:
    data = zipped({"回答_保育課.xlsx": form(PLAN, GOOD)})
    at = data.rindex(b"PK\x01\x02") + 8
    return {"submissions/まとめ_保育課.zip": data[:at] + b"\x01" + data[at + 1 :]}


@provokes("F20c")
def broken_zip() -> Mapping[str, bytes]:
    data = zipped({"回答_保育課.xlsx": form(PLAN, GOOD)})
    return {"submissions/まとめ_保育課.zip": data[:200] + bytes(100) + data[300:]}


# ── S ────────────────────────────────────────────────────────────────────────────────────────────────────


@provokes("F21")
def a_paper_beside_the_form() -> Mapping[str, bytes]:
    return {NAME: form(PLAN, GOOD), "inputs/2021/kodomo/submissions/別紙（保育課）.pdf": b"%PDF-1.7\n"}


@provokes("S01a")
def renamed_sheet() -> bytes:
    return form(PLAN, GOOD, renamed("回答（保育課）"))


def renamed(name: str) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        book["調査票"].title = name
        for defined in book.defined_names.values():
            defined.attr_text = defined.attr_text.replace("調査票", name)

    return edit


@provokes("S01b")
def copied_sheet() -> bytes:
    return form(PLAN, GOOD, lambda book: book.copy_worksheet(book["調査票"]))


@provokes("S02b")
def added_sheet() -> bytes:
    return form(PLAN, GOOD, lambda book: book.create_sheet("参考").append(["利用者の推移"]))


@provokes("S02a")
def hidden_sheet() -> bytes:
    def edit(book: Workbook) -> None:
        sheet = book.create_sheet("下書き")
        sheet["A1"] = "昨年の集計"
        sheet.sheet_state = "hidden"

    return form(PLAN, GOOD, edit)


@provokes("S03")
def hidden_row() -> bytes:
    def edit(book: Workbook) -> None:
        book["調査票"].row_dimensions[5].hidden = True

    return form(PLAN, GOOD, edit)


@provokes("S04a")
def merged_answers() -> bytes:
    return form(PLAN, GOOD, lambda book: book["調査票"].merge_cells("E4:E5"))


@provokes("S04b")
def text_under_a_merge() -> bytes:
    """Excel keeps one text; a program that merges without asking leaves both."""
    data = form(PLAN, GOOD)
    merge = r'\g<0><mergeCells count="1"><mergeCell ref="E4:E5"/></mergeCells>'
    return with_part(data, "xl/worksheets/sheet1.xml", "</sheetData>", merge)


@provokes("S05a")
def moved_columns() -> bytes:
    def edit(book: Workbook) -> None:
        without_names(book)
        for row in book["調査票"].iter_rows(min_row=3, min_col=5, max_col=6):
            row[0].value, row[1].value = row[1].value, row[0].value

    return form(PLAN, GOOD, edit)


@provokes("S05b")
def missing_column() -> bytes:
    def edit(book: Workbook) -> None:
        book["調査票"].delete_cols(6)
        without_names(book)

    return form(PLAN, GOOD, edit)


@provokes("S06a")
def decorated_header() -> bytes:
    return form(PLAN, GOOD, edited("F3", "評　価（Ａ～Ｄ）"))


@provokes("S06b")
def other_header() -> bytes:
    return form(PLAN, GOOD, edited("F3", "担当者の所見"))


@provokes("S06c")
def emptied_header() -> bytes:
    return form(PLAN, GOOD, without_names, edited("F3", ""))


@provokes("S07a")
def doubled_row() -> bytes:
    return form(PLAN, f"{FIRST}\n{FIRST}\n{SECOND}")


@provokes("S07b")
def deleted_row() -> bytes:
    return form(PLAN, FIRST)


@provokes("S07c")
def sorted_rows() -> bytes:
    return form(PLAN, f"{SECOND}\n{FIRST}")


@provokes("S07d")
def no_row_of_the_plan() -> bytes:
    return form(PLAN, "")


@provokes("S07e")
def renamed_item() -> bytes:
    return form(PLAN, changed(GOOD, 2, "夜間の見守り事業"))


@provokes("S08")
def added_row() -> bytes:
    return form(PLAN, f"{GOOD}\n新規 | 病児保育 | 保育課 | 準備を進めた。 | A | 開設する。 | 充実")


@provokes("S09a")
def memo_below_the_table() -> bytes:
    return form(PLAN, GOOD, edited("C8", "※令和4年度に名称を変更する予定です。"))


@provokes("S09b")
def added_column() -> bytes:
    return form(PLAN, GOOD, edited("J3", "課内の確認"), edited("J4", "部長了"), edited("J5", "未"))


def after_the_plan_changed(*changed_in_form: tuple[str, str]) -> bytes:
    """A form of the plan as it was: what it prints is not what the plan says now."""
    answer = {"status": "実施した。", "rating": "A", "next_steps": "続ける。", "direction": "継続"}
    data = write_form(PLAN, matrix(), "保育課", answers={a.row_id: answer for _, a in PLAN.asked("保育課", "party")})
    book = load_workbook(BytesIO(data))
    sheet = book["調査票"]
    for now, then in changed_in_form:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == now:
                    cell.value = then
    return saved(book)


@provokes("S23")
def plan_that_changed_after_the_forms_went_out() -> bytes:
    return after_the_plan_changed(
        ("延長保育事業の内容", "延長保育の、前の内容"),
        ("一時預かりの内容", "一時預かりの、前の内容"),
        ("一時預かり", "一時保育"),
    )


@provokes("S10")
def too_many_rows() -> bytes:
    return form(PLAN, GOOD, blown_up)


def blown_up(book: Workbook) -> None:
    for row in range(6, 2100):
        book["調査票"].cell(row, 2).value = "(1)-1"
        book["調査票"].cell(row, 3).value = "延長保育事業"


@provokes("S12")
def text_box() -> bytes:
    return with_text_box(form(PLAN, GOOD), "別紙に記載しました。")


@provokes("S13")
def comment() -> bytes:
    def edit(book: Workbook) -> None:
        book["調査票"]["F6"].comment = Comment("数字は速報値です。", "保育課")

    return form(PLAN, GOOD, edit)


@provokes("S14")
def formula_to_another_file() -> bytes:
    return with_result(form(PLAN, changed(GOOD, 4, "=[1]Sheet1!A1")), "E4", "30人が利用した。")


@provokes("S15")
def lost_choices() -> bytes:
    return with_part(form(PLAN, GOOD), "xl/worksheets/sheet1.xml", "<dataValidations.*</dataValidations>", "")


@provokes("S16")
def embedded_file() -> bytes:
    return zipped({**parts(form(PLAN, GOOD)), "xl/embeddings/Microsoft_Word_Document.docx": b"PK"})


@provokes("S24")
def reason_whose_line_says_nothing() -> bytes:
    def edit(book: Workbook) -> None:
        sheet = book.create_sheet("確認結果")
        sheet.append(["番号", "対応", "理由"])
        sheet.append(["1", "このままで可", "国の基準のとおりです。"])

    return form(PLAN, GOOD, edit)


PROGRESS = (Field(key="progress", label="進捗状況"),)


def with_indicators() -> Plan:
    """The plan with two indicators of its first item, for which the same department answers."""
    (only,) = PLAN.sections
    first, *others = only.items
    names = ("利用者数", "満足度")
    indicators = tuple(
        Indicator(row_id=f"{first.id}#{name}", item_id=first.id, name=value(f"i/{name}", name), submitter="保育課")
        for name in names
    )
    return replace(PLAN, sections=(replace(only, items=(replace(first, indicators=indicators), *others)),))


INDICATED = with_indicators()


def two_sheets(progress: str) -> bytes:
    """A form in which the sheet of parties is filled in, and the rows of indicators as given."""
    answer = {"status": "実施した。", "rating": "A", "next_steps": "続ける。", "direction": "継続"}
    answers: dict[str, Mapping[str, str]] = {a.row_id: answer for _, a in INDICATED.asked("保育課", "party")}
    answers |= {row.row_id: {"progress": progress} for _, row in INDICATED.asked("保育課", "indicator")}
    return write_form(INDICATED, asking(indicators=PROGRESS), "保育課", answers=answers)


@provokes("S21", indicators=PROGRESS, on=INDICATED)
def sheet_of_the_form_deleted() -> bytes:
    book = load_workbook(BytesIO(two_sheets("伸びた。")))
    del book["指標"]
    return saved(book)


@provokes("S22", indicators=PROGRESS, on=INDICATED)
def sheet_of_the_form_left_blank() -> bytes:
    return two_sheets("")


def test_a_text_typed_over_the_plan_is_the_plans_change_and_a_memo_below_it_is_a_memo() -> None:
    """The columns of the plan are the form's own where it has rows; below them somebody wrote a memo."""

    def memo(book: Workbook) -> None:
        sheet = book["調査票"]
        sheet.cell(sheet.max_row + 2, 6).value = "あとで確認"

    changed_plan = after_the_plan_changed(("延長保育事業の内容", "延長保育の、前の内容"))
    book = load_workbook(BytesIO(changed_plan))
    found = findings_of(saved(book, memo))
    assert sorted(finding.code for finding in found) == ["S09a", "S23"]


def test_a_name_edited_in_an_unlocked_form_is_the_departments() -> None:
    book = load_workbook(BytesIO(after_the_plan_changed(("一時預かり", "一時保育"))))
    book["調査票"].protection.sheet = False
    assert [finding.code for finding in findings_of(saved(book))] == ["S07e"]


def test_an_unchanged_plan_raises_nothing_about_its_own_forms() -> None:
    assert findings_of(after_the_plan_changed()) == []


# ── X ────────────────────────────────────────────────────────────────────────────────────────────────────


@provokes("X01")
def cell_that_can_be_read_in_two_ways() -> bytes:
    both = '<c r="E4" t="str"><v>園児30人が利用した。</v><is><t>園児3人が利用した。</t></is></c>'
    return with_part(form(PLAN, GOOD), "xl/worksheets/sheet1.xml", '<c r="E4".*?</c>', both)


@provokes("X02")
def cell_too_far_away_for_a_second_reader() -> bytes:
    far = '<row r="1048576"><c r="XFD1048576" t="str"><v></v></c></row></sheetData>'
    return with_part(form(PLAN, GOOD), "xl/worksheets/sheet1.xml", "</sheetData>", far)


# ── C ────────────────────────────────────────────────────────────────────────────────────────────────────


@provokes("C01")
def formula_without_result() -> bytes:
    return form(PLAN, changed(GOOD, 4, "=B4&C4"))


@provokes("C02")
def formula() -> bytes:
    return with_result(form(PLAN, changed(GOOD, 4, "=B4&C4")), "E4", "30人が利用した。")


@provokes("C03")
def error_value() -> bytes:
    return form(PLAN, changed(GOOD, 5, "err:#REF!"))


@provokes("C06")
def date_in_a_text() -> bytes:
    return form(PLAN, changed(GOOD, 4, "date:2022-04-01"))


NUMBER = Field(key="status", label="実施状況", kind="number", example="120")
DAY = Field(key="status", label="実施状況", kind="date")
OPEN = Field(key="status", label="実施状況")
RATING = Field(key="rating", label="評価", kind="choice", scale="評価")
JUDGED = Derivation(
    on=("entry",),
    key="judged",
    label="数による評価",
    kind="band",
    of="status",
    bands=(Band(value="A", min=Decimal(100)), Band(value="B")),
    compare="rating",
)


@provokes("C26")
def rating_that_differs_from_the_derived_one() -> list[Finding]:
    layout = asking(NUMBER, RATING)
    layout = replace(layout, definition=layout.definition.model_copy(update={"derive": (JUDGED,)}))
    answers = {"1-1/保育課": {"status": 56, "rating": "A"}, "1-2/保育課": {"status": 56, "rating": "B"}}
    submissions, _ = collect({NAME: write_form(PLAN, layout, "保育課", answers=answers)}, PLAN, layout)
    report, _ = merge(PLAN, layout, [validate(one, PLAN, layout)[0] for one in submissions], issued=None, final=False)
    return list(derive(report, layout)[1])


@provokes("C07", fields=(DAY,))
def day_as_text() -> bytes:
    return form(PLAN, "(1)-1 | 延長保育事業 | 保育課 | 春ごろ\n(1)-2 | 一時預かり | 保育課 | date:2022-04-01")


@provokes("C08a", fields=(NUMBER,))
def number_as_text() -> bytes:
    return form(PLAN, "(1)-1 | 延長保育事業 | 保育課 | １，２３４\n(1)-2 | 一時預かり | 保育課 | num:56")


@provokes("C08b", fields=(NUMBER,))
def about_a_number() -> bytes:
    return form(PLAN, "(1)-1 | 延長保育事業 | 保育課 | 約100\n(1)-2 | 一時預かり | 保育課 | num:56")


PERCENT = NUMBER.model_copy(update={"unit": "％"})


@provokes("C09", fields=(PERCENT,))
def share_among_percentages() -> bytes:
    return form(PLAN, "(1)-1 | 延長保育事業 | 保育課 | num:0.85\n(1)-2 | 一時預かり | 保育課 | num:85")


@provokes("C11a")
def wide_choice() -> bytes:
    return form(PLAN, changed(GOOD, 5, "Ａ"))


@provokes("C11b")
def explained_choice() -> bytes:
    return form(PLAN, changed(GOOD, 5, "Ａ（概ね順調）"))


@provokes("C12")
def two_answers() -> bytes:
    return form(PLAN, changed(GOOD, 5, "A→B"))


@provokes("C13")
def unknown_choice() -> bytes:
    return form(PLAN, changed(GOOD, 5, "順調"))


@provokes("C14a")
def choice_not_made() -> bytes:
    return form(PLAN, changed(GOOD, 5, "未選択"))


@provokes("C14b")
def blank_text() -> bytes:
    return form(PLAN, changed(GOOD, 4, ""))


@provokes("C14c")
def blank_row() -> bytes:
    return form(PLAN, f"(1)-1 | 延長保育事業 | 保育課\n{SECOND}")


@provokes("C14d", fields=(OPEN, *matrix().definition.entries.party[1:]))
def blank_text_without_an_example() -> bytes:
    return form(PLAN, changed(GOOD, 4, ""))


@provokes("C15")
def synonym() -> bytes:
    return form(PLAN, changed(GOOD, 7, "継続実施"))


@provokes("C16")
def ditto() -> bytes:
    return form(PLAN, changed(GOOD, 4, "同上"))


@provokes("C17")
def over_the_limit() -> bytes:
    return form(PLAN, changed(GOOD, 4, "あ" * 401))


@provokes("C18a")
def two_characters() -> bytes:
    return form(PLAN, changed(GOOD, 4, "済。"))


@provokes("C18b", fields=(OPEN, *matrix().definition.entries.party[1:]))
def two_characters_without_an_example() -> bytes:
    return form(PLAN, changed(GOOD, 4, "済。"))


@provokes("C23")
def telephone() -> bytes:
    return form(PLAN, changed(GOOD, 4, "相談は０９４２－７２－２１１１で受けた。"))


LINES = (Field(key="status", label="実施状況", kind="statements"), *matrix().definition.entries.party[1:])


REASONED = replace(
    PLAN,
    scales={
        **PLAN.scales,
        "評価": Scale(name="評価", choices=tuple(Choice(value=v, reason_required=v == "D") for v in "ABCD")),
    },
)


@provokes("C25", on=REASONED)
def rating_without_its_reason() -> bytes:
    return form(PLAN, changed(GOOD, 5, "D"))


def last_year(**answers: str) -> Plan:
    """The plan in which the first row has values of the year before."""
    (section,) = PLAN.sections
    first, *others = section.items
    (row,) = first.assignments
    history = {key: {2020: replace(value(key, text), number=read_number(text))} for key, text in answers.items()}
    item = replace(first, assignments=(replace(row, history=history),))
    return replace(PLAN, sections=(replace(section, items=(item, *others)),))


DONE = "園児30人が延長保育を利用し、2園で時間を延ばした。"
CLOSING = tuple(
    Contradiction.model_validate({"when": when})
    for when in (
        {"rating": ["D"], "direction": ["充実"]},
        {"direction": ["廃止"], "next_steps": "filled"},
    )
)
NO_FIGURE = (Contradiction(when={"rating": ("A",), "status": "empty"}),)


@provokes("C00")
def no_year_before() -> list[Finding]:
    return list(not_compared(PLAN, matrix()))


@provokes("C19a", on=last_year(status=DONE))
def text_of_the_year_before() -> bytes:
    return form(PLAN, changed(GOOD, 4, DONE))


@provokes("C19b", on=last_year(status=DONE))
def text_of_the_year_before_with_a_word_changed() -> bytes:
    return form(PLAN, changed(GOOD, 4, DONE.replace("延ばした", "伸ばした")))


@provokes("C20")
def year_left_standing() -> bytes:
    return form(PLAN, changed(GOOD, 4, "令和2年度は、園児30人が利用した。"))


@provokes("C21a", rules=Rules(contradictions=CLOSING))
def worst_rating_and_more_of_it() -> bytes:
    return form(PLAN, changed(changed(GOOD, 5, "D"), 7, "充実"))


@provokes("C21b", rules=Rules(contradictions=CLOSING))
def closed_and_continued() -> bytes:
    return form(PLAN, changed(GOOD, 7, "廃止"))


@provokes("C21c", fields=(NUMBER, RATING), rules=Rules(contradictions=NO_FIGURE))
def rated_without_a_figure() -> bytes:
    return form(PLAN, "(1)-1 | 延長保育事業 | 保育課 | － | A\n(1)-2 | 一時預かり | 保育課 | num:56 | B")


@provokes("C22a", on=last_year(status="1204"), fields=(NUMBER,))
def a_figure_lost() -> bytes:
    return form(PLAN, "(1)-1 | 延長保育事業 | 保育課 | num:120\n(1)-2 | 一時預かり | 保育課 | num:56")


@provokes("C22b", on=last_year(status="0"), fields=(NUMBER,))
def something_where_nothing_was() -> bytes:
    return form(PLAN, "(1)-1 | 延長保育事業 | 保育課 | num:3\n(1)-2 | 一時預かり | 保育課 | num:56")


@provokes("C24", fields=(OPEN, *matrix().definition.entries.party[1:]))
def text_that_no_cell_can_hold() -> bytes:
    def edit(book: Workbook) -> None:
        cell = book["調査票"]["E4"]
        cell.data_type, cell._value = "s", "あ" * 32_768

    return form(PLAN, GOOD, edit)


@provokes("C28", fields=LINES)
def mark_of_judgement_in_an_answer() -> bytes:
    return form(PLAN, changed(GOOD, 4, "・園児30人が利用した。⏎★1園を増やした。"))


@provokes("C29", fields=LINES)
def line_without_a_mark() -> bytes:
    return form(PLAN, changed(GOOD, 4, "・園児30人が利用し、⏎1園を増やした。"))


# ── T ────────────────────────────────────────────────────────────────────────────────────────────────────


@provokes("T02")
def control_character() -> bytes:
    return form(PLAN, changed(GOOD, 4, "園児_x0007_30人が利用した。"))


@provokes("T03")
def struck_out_words() -> bytes:
    def strike(book: Workbook) -> None:
        words = TextBlock(InlineFont(strike=True), "しなかった")
        book["調査票"]["E4"] = CellRichText("園児30人が利用した", words, "。")

    return form(PLAN, GOOD, strike)


@provokes("T04")
def white_words() -> bytes:
    def whiten(book: Workbook) -> None:
        book["調査票"]["E4"].font = Font(color="FFFFFFFF")

    return form(PLAN, GOOD, whiten)


@provokes("T05", rules=Rules(fixes=("T05",)))
def half_width_kana() -> bytes:
    return form(PLAN, changed(GOOD, 4, "ﾌｧﾐﾘｰ･ｻﾎﾟｰﾄを実施した。"))


@provokes("T06")
def kana_in_pieces() -> bytes:
    return form(PLAN, changed(GOOD, 4, "か\u3099いと\u3099を作った。"))


@provokes("T07")
def bidi_control() -> bytes:
    return form(PLAN, changed(GOOD, 4, "園児\u202e30\u202c人が利用した。"))


@provokes("T08a")
def space_at_the_end() -> bytes:
    return form(PLAN, changed(GOOD, 4, "園児30人が利用した。　"))


@provokes("T08b")
def line_end_in_a_sentence() -> bytes:
    return form(PLAN, changed(GOOD, 4, "園児30人が延長保育を利用したほか、新たに⏎2園で受け入れを始めた。"))


@provokes("T08c")
def spaced_word() -> bytes:
    return form(PLAN, changed(GOOD, 4, "実　施　済、園児30人が利用した。"))


@provokes("T08d", rules=Rules(fixes=("T08",)))
def line_end_that_may_be_mended() -> bytes:
    return line_end_in_a_sentence()


@provokes("T09")
def word_in_one_sign() -> bytes:
    return form(PLAN, changed(GOOD, 4, "㈱みらいに委託した。"))


@provokes("T10", rules=Rules(fixes=("T10",)))
def two_signs_alike() -> bytes:
    return form(PLAN, changed(GOOD, 4, "4月〜6月と10月～12月に実施した。"))


@provokes("T12")
def private_character() -> bytes:
    return form(PLAN, changed(GOOD, 4, "\ue000田園で実施した。"))


@provokes("T14")
def radicals() -> bytes:
    return form(PLAN, changed(GOOD, 4, "⼦どもの⾼校で実施した。"))


@provokes("T15")
def lost_character() -> bytes:
    return form(PLAN, changed(GOOD, 4, "園児\ufffd人が利用した。"))


@provokes("T18")
def red_words() -> bytes:
    def redden(book: Workbook) -> None:
        words = TextBlock(InlineFont(color="FFFF0000"), "30人")
        book["調査票"]["E4"] = CellRichText("園児", words, "が利用した。")

    return form(PLAN, GOOD, redden)


@provokes("T21a", fields=LINES)
def empty_line_between_statements() -> bytes:
    return form(PLAN, changed(GOOD, 4, "・園児30人が利用した。⏎⏎・1園を増やした。"))


@provokes("T21b", fields=LINES)
def space_before_a_mark() -> bytes:
    return form(PLAN, changed(GOOD, 4, "　・園児30人が利用した。"))


# ── T13 and D: what the faces cannot draw ────────────────────────────────────────────────────────────────


def composed(table: str, on: Plan = PLAN) -> list[Finding]:
    layout = matrix()
    submissions, _ = collect({NAME: form(on, table)}, on, layout)
    report, _ = merge(on, layout, [validate(one, on, layout)[0] for one in submissions], issued=None, final=False)
    document, _ = compose(report, layout)
    return list(coverage(document, report, layout))


@provokes("T13")
def variant_form_without_a_glyph() -> list[Finding]:
    return composed(changed(GOOD, 4, "園\U000e0105児30人が利用した。"))


@provokes("D01a")
def answer_without_a_glyph() -> list[Finding]:
    return composed(changed(GOOD, 4, "𠮷田園の園児30人が利用した。"))


@provokes("D01b")
def plan_text_without_a_glyph() -> list[Finding]:
    (section,) = PLAN.sections
    title = replace(section.title, text="𠮷田園の整備")
    return composed(GOOD, replace(PLAN, sections=(replace(section, title=title),)))


@provokes("P01")
def a_name_of_a_person() -> list[Finding]:
    submissions, _ = collect(
        {NAME: form(PLAN, changed(GOOD, 4, "講師に小郡花子氏を招き、研修を行った。"))}, PLAN, matrix()
    )
    checked, _ = validate(submissions[0], PLAN, matrix())
    report, _ = merge(PLAN, matrix(), [checked], issued=None, final=False)
    return list(persons(report, matrix()))


# ── L and R: wording, and one text against another ───────────────────────────────────────────────────────


def _register(code: str, plan: Plan, table: str) -> None:
    levels = {**matrix().definition.rules.levels, **({code: SWITCHED_ON[code]} if code in SWITCHED_ON else {})}
    provokes(code, on=plan, rules=Rules(levels=levels))(lambda: form(plan, table))


for _code, _cells in TEXTS.items():
    _table = GOOD
    for _number, _text in _cells.items():
        _table = changed(_table, _number, _text)
    _register(_code, PLAN, _table)
for _code, (_plan, _table) in TABLES.items():
    _register(_code, _plan, _table)


@provokes("R04c", fields=LINES, on=TWO_ITEMS)
def a_statement_in_two_items() -> bytes:
    said = "・園児30人を夕方の7時まで園で預かった。"
    other = "・駅の近くに2園を新しく建て、職員を8人増やし、給食の室も直した。"
    return form(
        TWO_ITEMS,
        f"(1)-1 | 延長保育事業 | 保育課 | {said}⏎・保護者20人の相談を園の外で聞いた。 | A | 続ける。 | 継続\n"
        f"(1)-2 | 一時預かり | 保育課 | {said}⏎{other} | A | 園を増やす。 | 継続",
    )


@provokes("L00")
def without_a_dictionary() -> list[Finding]:
    with patch("reportgen.validate.review.is_installed", return_value=False):
        return findings_of(form(PLAN, GOOD), reviewed=True)


# ── the tests ────────────────────────────────────────────────────────────────────────────────────────────

ALSO = {"S04b": {"S04a"}, "S10": {"S07a"}}
UNREADABLE = {"F01", "F02", "F03", "F04", "F08", "F09a", "F09b", "F10", "F13a", "F13b", "F18", "F19"} | {"F20b", "F20c"}
OF_NOBODY = {"D01b", "C00"} | ABOUT_ALL
POLITE = re.compile(r"(です|ます|ません|でした|ました|ください|ますか|ください（.*）|ます（.*）)(。|（.*）。)$")


def test_every_code_of_the_catalogue_has_a_case_and_every_case_a_code() -> None:
    assert sorted(CASES) == sorted(catalogue().entries)


def test_a_good_form_raises_nothing() -> None:
    assert findings_of(form(PLAN, GOOD), reviewed=True) == []


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_cause_raises_its_code_and_no_other(code: str) -> None:
    found = findings_of(CASES[code](), LAYOUTS[code], PLANS[code], reviewed=code[0] in "LR")

    codes = [finding.code for finding in found]
    assert code in codes
    expected = {code} | ALSO.get(code, set()) | ({"F16"} if code in UNREADABLE else set())
    assert set(codes) == expected
    assert codes.count(code) == 1


@pytest.mark.parametrize("code", sorted(CASES))
def test_the_sentences_of_a_code_are_filled_polite_and_say_where(code: str) -> None:
    finding = next(
        f for f in findings_of(CASES[code](), LAYOUTS[code], PLANS[code], reviewed=code[0] in "LR") if f.code == code
    )

    what, do = catalogue().what(finding), catalogue().do(finding)
    assert POLITE.search(what), what
    assert not do or POLITE.search(do), do
    for text in (what, do):
        assert "{" not in text
        assert "「」" not in text
        assert "（）" not in text
        assert "。）。" not in text
    assert do or catalogue().level(finding).value == "お知らせ"
    assert location(finding) or code in ("F16", *OF_NOBODY)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("F16", "この担当の欄には「未提出」と印刷します。"),
        ("S04a", "左上のセル（E4）の内容だけを読み取りました。ほかの回答の欄には「確認中」と印刷します。"),
        ("C14a", "そのままの場合、報告書には「未選択」と印刷します。"),
        ("C17", "実施状況が上限を1字超えています（現在401字、上限400字）。"),
        ("S23", "変わっています（調査票の7行・8行）。"),
    ],
)
def test_a_sentence_says_what_was_used_and_what_is_printed(code: str, said: str) -> None:
    finding = next(
        f for f in findings_of(CASES[code](), LAYOUTS[code], PLANS[code], reviewed=code[0] in "LR") if f.code == code
    )
    assert said in catalogue().what(finding) + catalogue().do(finding)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_finding_names_its_submitter_or_says_that_there_is_none(code: str) -> None:
    finding = next(
        f for f in findings_of(CASES[code](), LAYOUTS[code], PLANS[code], reviewed=code[0] in "LR") if f.code == code
    )

    assert finding.subject.plan == "kodomo"
    assert finding.subject.submitter == ("" if code in OF_NOBODY else "保育課")
    if finding.place.confidence is Confidence.EXACT:
        assert finding.place.cell
        assert finding.place.sheet
