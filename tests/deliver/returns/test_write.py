"""The returned form, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from exchanges import Exchange, exchange
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from written_plans import matrix, written_plan
from written_workbooks import edited, form

from reportgen.collect import collect, identify
from reportgen.deliver.forms import write_form
from reportgen.deliver.listing import listing
from reportgen.deliver.mail import MAX_LINES, mail_text
from reportgen.deliver.pages import findings_page
from reportgen.deliver.returns import return_name
from reportgen.deliver.returns.sheet import CELL_LIMIT
from reportgen.model.plan import Meeting
from reportgen.opc import unpack

PLAN = written_plan(
    "\n".join(f"{n} | 事業{n} | 保育課" for n in range(1, 7)),
    meeting=Meeting(deadline=date(2022, 5, 20), contact="企画課（内線 123）"),
)
ROWS = [
    "(1)-2 | 事業2 | 保育課 | 行った。⏎2行目 | A→B | 続ける。 | 継続実施",
    "(1)-1 | 事業1 | 保育課 | _x0007_音がする。 | E | 続ける。 | 継続",
    "(1)-3 | 事業3 | 保育課 | num:12.50 | Ａ | num:0.85 | 充実 | 率は速報値",
    "(1)-4 | 事業4 | 保育課 | date:2022-04-01 | A | 続ける。 | 充実",
    "(1)-5 | 事業5 | 保育課 | 実施したしなかった。 | A | err:#REF! | 充実",
    "(1)-6 | 事業6 | 保育課 | 前 | A | 続ける。 | 充実",
    "新規 | 夜間保育 | 保育課 | 準備を進めた。 | A | 開設する。 | 充実",
]


def dressed(book: Workbook) -> None:
    sheet = book["調査票"]
    sheet["G6"].number_format = "0%"
    sheet["E8"] = CellRichText("実施した", TextBlock(InlineFont(strike=True), "しなかった"), "。")
    sheet["E9"].value, sheet["E9"].data_type = "=1+1", "s"
    sheet["J3"], sheet["J4"], sheet["J5"] = "課内の確認", "部長了", "未"


SENT = form(PLAN, "\n".join(ROWS), dressed)
NAME = "回答_保育課.xlsx"


@pytest.fixture(scope="module")
def run() -> Exchange:
    return exchange({NAME: SENT}, PLAN)


@pytest.fixture(scope="module")
def returned(run: Exchange) -> bytes:
    return run.returned("保育課")


def answers(data: bytes) -> dict[str | None, dict[str, tuple[str, str, str]]]:
    (submission,), _ = collect({NAME: data}, PLAN, matrix())
    return {
        row.row_id: {key: (cell.kind, cell.shown, cell.struck) for key, cell in row.cells.items()}
        for row in submission.rows
        if row.row_id
    }


def test_every_value_that_a_cell_can_hold_stands_in_the_copy_as_it_was_seen(returned):
    sent, back = answers(SENT), answers(returned)
    assert sent["1-1/保育課"]["status"][1] == "\x07音がする。"
    sent["1-1/保育課"]["status"] = ("text", "音がする。", "")
    assert sent["1-5/保育課"]["next_steps"][0] == "error"
    sent["1-5/保育課"]["next_steps"] = ("blank", "", "")
    assert back == sent
    assert back["1-3/保育課"]["next_steps"] == ("number", "85%", "")
    assert back["1-6/保育課"]["status"] == ("text", "=1+1", "")
    assert back["1-5/保育課"]["status"] == ("text", "実施したしなかった。", "しなかった")


def test_nothing_that_was_text_is_a_formula(returned):
    book = load_workbook(BytesIO(returned))
    formulas = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    empty = load_workbook(BytesIO(write_form(PLAN, matrix(), "保育課")))
    own = [c for sheet in empty.worksheets for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert [c.value for c in formulas] == [c.value for c in own]


def test_rules_locks_and_counters_are_those_of_a_clean_form(returned):
    book, clean = (load_workbook(BytesIO(d)) for d in (returned, write_form(PLAN, matrix(), "保育課")))
    rules = [
        [(r.type, str(r.sqref), r.formula1) for r in b["調査票"].data_validations.dataValidation] for b in (book, clean)
    ]
    assert rules[0] == rules[1]
    assert book["調査票"].protection.sheet
    locks = [[c.protection.locked for row in b["調査票"].iter_rows(max_col=14) for c in row] for b in (book, clean)]
    assert locks[0] == locks[1]
    assert len(book["調査票"].conditional_formatting) == len(clean["調査票"].conditional_formatting)


def test_the_copy_is_the_form_of_the_next_round(run, returned):
    identity = identify(returned, NAME)
    assert identity is not None
    assert identity.round == 2
    assert (
        return_name(run.listings["保育課"], PLAN, matrix(), run.submissions["保育課"])
        == "確認結果_保育課_調査票_1回目.xlsx"
    )


def test_the_list_comes_first_and_links_to_the_cells_of_this_workbook(returned):
    book = load_workbook(BytesIO(returned))
    sheet = book["確認結果"]
    assert book.worksheets[0] is sheet
    links = {c.value: c.hyperlink.location for row in sheet.iter_rows() for c in row if c.hyperlink}
    assert links["I7"] == "'調査票'!I7", "in the file that was sent the row stands at F5"
    assert book["調査票"]["I7"].value == "E"
    open_cells = {c.column_letter for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert open_cells == {"M", "N"}
    assert sheet.column_dimensions["A"].hidden
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
        "landscape",
        9,
        1,
    )


def test_what_could_not_be_carried_is_quoted_in_the_list(returned):
    sheet = load_workbook(BytesIO(returned))["確認結果"]
    texts = "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)
    for words in ("実施状況：準備を進めた。", "今後の取り組み：開設する。", "J4「部長了」", "J5「未」", "#REF!"):
        assert words in texts


def test_a_marked_cell_has_a_fill_a_comment_with_its_number_and_a_way_back(returned):
    book = load_workbook(BytesIO(returned))
    sheet = book["調査票"]
    numbers = [row[2].value for row in book["確認結果"].iter_rows() if row[6].value == "I7"]
    cell = sheet["I7"]
    assert cell.comment.text.startswith(f"▲{numbers[0]}【要修正】評価の「E」は選択肢にありません。")
    assert cell.comment.author == "事務局"
    assert cell.fill.fgColor.rgb != sheet["I8"].fill.fgColor.rgb or sheet["I8"].comment
    (back,) = [c for c in sheet[7] if c.hyperlink]
    assert f"▲{numbers[0]}" in back.value
    assert back.hyperlink.location.startswith("'確認結果'!")


def test_an_unreadable_file_gets_an_empty_form_and_its_reason():
    broken = exchange({"保育課.xlsx": b""}, PLAN)
    book = load_workbook(BytesIO(broken.returned("保育課")))
    texts = [str(c.value) for row in book["確認結果"].iter_rows() for c in row if c.value]
    assert any("受付不可" in text for text in texts)
    assert any("読み取れなかった" in text for text in texts)
    assert [c.value for c in book["調査票"]["G"][6:]] == [None] * 6


def test_a_text_that_no_cell_can_hold_leaves_its_cell_empty_and_is_said():
    def edit(book: Workbook) -> None:
        cell = book["調査票"]["E4"]
        cell.data_type, cell._value = "s", "あ" * (CELL_LIMIT + 1)

    long = exchange({NAME: form(PLAN, "\n".join(ROWS), edit)}, PLAN)
    assert answers(long.returned("保育課"))["1-2/保育課"]["status"][1] == ""
    assert any("C24" in line for line in long.states("保育課"))


def test_the_same_input_gives_the_same_bytes(run, returned):
    again = exchange({NAME: SENT}, PLAN).returned("保育課")
    assert unpack(again) == unpack(returned)
    assert again == returned


def test_page_workbook_and_mail_say_the_same(run, returned):
    own = run.listings["保育課"]
    page = findings_page(own, PLAN).decode()
    mail = mail_text(own, PLAN, "確認結果.xlsx").decode()
    sheet = load_workbook(BytesIO(returned))["確認結果"]
    texts = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
    assert f"結果：{own.result}" in texts
    assert f"結果：{own.result}" in mail
    for step in own.next_steps:
        assert step in texts
        assert step in mail
        assert step in page
    for level, count in own.counts.items():
        assert not count or f"{level.value} <strong>{count}</strong> 件" in page
        assert [row[3].value for row in sheet.iter_rows(min_row=9)].count(level.value) == sum(
            line.level is level for line in own.lines
        )
    assert page.count('<li id="f') == len(own.lines)


def test_a_mail_has_at_most_fifteen_lines_whatever_is_in_it(run):
    own = run.listings["保育課"]
    lines = mail_text(own, PLAN, "確認結果.xlsx").decode().rstrip("\n").split("\n")
    assert len(lines) <= MAX_LINES
    assert lines[0] == "保育課　ご担当者様"
    assert [line for line in lines if line.startswith("1．【要修正】シート『調査票』")]
    assert "問い合わせ先：企画課（内線 123）" in lines
    empty = listing("保育課", (), run.words, replace(PLAN, meeting=Meeting()))
    assert "対応が必要な項目はありません" in mail_text(empty, PLAN, "").decode()


def test_a_clean_round_has_nothing_to_return():
    good = "\n".join(f"(1)-{n} | 事業{n} | 保育課 | 行った。 | A | 続ける。 | 継続" for n in range(1, 7))
    assert exchange({NAME: form(PLAN, good)}, PLAN).listings == {}
    assert exchange({NAME: form(PLAN, good, edited("F4", "E"))}, PLAN).listings["保育課"].counts
