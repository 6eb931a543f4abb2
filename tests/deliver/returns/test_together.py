"""Many findings of one kind: one line in page, workbook and mail; every one of them in the JSON and in the reply."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from exchanges import Exchange, exchange
from openpyxl import Workbook, load_workbook
from written_plans import written_plan
from written_workbooks import form, saved

from reportgen.deliver.listing import TOGETHER
from reportgen.deliver.mail import mail_text
from reportgen.deliver.pages import findings_page
from reportgen.deliver.records import findings_json

COUNT, LONG = 8, 20
PLAN = written_plan("\n".join(f"{n} | 事業{n} | 保育課" for n in range(1, COUNT + 1)))


def sent(*ratings: str, day: str = "date:2022-04-01") -> bytes:
    rows = [f"(1)-{n} | 事業{n} | 保育課 | {day} | {r} | 続ける。 | 充実" for n, r in enumerate(ratings, start=1)]
    return form(PLAN, "\n".join(rows), lambda book: memos(book))


def memos(book: Workbook) -> None:
    for row in range(4, 4 + COUNT):
        book["調査票"].cell(row, 10 + row).value = f"メモ{row}：" + "長い" * LONG


@pytest.fixture(scope="module")
def run() -> Exchange:
    return exchange({"1.xlsx": sent("E", "F", *"ＥEEE", "A→B", "A")}, PLAN)


@pytest.fixture(scope="module")
def sheet(run: Exchange):
    return load_workbook(BytesIO(run.returned("保育課")))["確認結果"]


def row_of(sheet, text: str) -> list[str]:
    (row,) = [row for row in sheet.iter_rows(values_only=True) if text in str(row[11])]
    return [str(value or "") for value in row]


def again(run: Exchange, edit: Callable[[Workbook], object]) -> Exchange:
    book = load_workbook(BytesIO(run.returned("保育課")), rich_text=True)
    edit(book)
    return exchange({"1.xlsx": sent("E", "F", *"ＥEEE", "A→B", "A"), "2.xlsx": saved(book)}, PLAN)


def reply(text: str, handling: str, reason: str) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        (line,) = [row for row in book["確認結果"].iter_rows() if text in str(row[11].value)]
        line[12].value, line[13].value = handling, reason

    return edit


def test_more_than_five_of_one_code_are_one_line_and_all_of_them_count(run):
    own = run.listings["保育課"]
    sizes = {line.finding.code: len(line.every) for line in own.lines}
    assert sizes == {"C13": 6, "C12": 1, "C06": COUNT, "S09a": COUNT}
    assert sum(own.counts.values()) == len(own.every) == len(run.tracked)
    assert [line.number for line in own.lines] == [1, 2, 3, 4]


def test_five_of_one_code_stand_alone():
    own = exchange({"1.xlsx": sent(*"EEEEEAAA", day="行った。")}, PLAN).listings["保育課"]
    assert [len(line.every) for line in own.lines if line.finding.code == "C13"] == [1] * TOGETHER


def test_choices_of_another_question_are_not_put_under_the_first_ones_advice():
    rows = [f"(1)-{n} | 事業{n} | 保育課 | 行った。 | E | 続ける。 | 拡大" for n in range(1, 5)]
    own = exchange({"1.xlsx": form(PLAN, "\n".join(rows))}, PLAN).listings["保育課"]
    assert {len(line.every) for line in own.lines if line.finding.code == "C13"} == {1}


def test_page_workbook_mail_and_json_tell_of_every_place(run, sheet):
    own = run.listings["保育課"]
    page = findings_page(own, PLAN).decode()
    assert page.count('<li id="f') == 4
    assert "評価の「<mark>E</mark>」は選択肢にありません。同じことが、ほかに5か所にあります。" in page
    assert "<li>F5（(1)-2・評価）「F」</li>" in page
    row = row_of(sheet, "選択肢にありません")
    assert "同じことが、ほかに5か所にあります。" in row[11]
    assert row[8] == "事業1\nほか5か所"
    assert len(row[10].split("\n")) == len(row[0].split("\n")) == 6
    assert "「F」" in row[10]
    mail = mail_text(own, PLAN, "確認結果.xlsx").decode()
    assert f"ほか{len(own.every) - 6 - 1 - COUNT}件" in mail
    told = json.loads(findings_json([line.tracked for line in own.every], run.words))
    assert len(told) == len(own.every)


def test_what_only_the_list_holds_is_quoted_whole(sheet):
    found = row_of(sheet, "欄の外")[10]
    assert all(f"メモ{row}：" + "長い" * LONG in found for row in range(4, 4 + COUNT))


def test_texts_that_one_row_of_a_workbook_cannot_show_stand_alone():
    def long(book: Workbook) -> None:
        for row in range(4, 4 + COUNT):
            book["調査票"].cell(row, 10 + row).value = "長" * (60 + row)

    rows = [f"(1)-{n} | 事業{n} | 保育課 | 行った。 | A | 続ける。 | 充実" for n in range(1, COUNT + 1)]
    own = exchange({"1.xlsx": form(PLAN, "\n".join(rows), long)}, PLAN).listings["保育課"]
    assert [len(line.every) for line in own.lines] == [1] * COUNT


def test_a_mail_never_cuts_off_that_there_are_more_places():
    names = "\n".join(f"{n} | {'名' * 90}{n} | 保育課" for n in range(1, COUNT + 1))
    plan = written_plan(names)
    rows = [f"(1)-{n} | {'名' * 90}{n} | 保育課 | 行った。 | E | 続ける。 | 充実" for n in range(1, COUNT + 1)]
    own = exchange({"1.xlsx": form(plan, "\n".join(rows))}, plan).listings["保育課"]
    assert f"…同じことが、ほかに{COUNT - 1}か所にあります。" in mail_text(own, plan, "").decode()


def test_every_cell_of_a_line_is_marked_with_its_number(run):
    book = load_workbook(BytesIO(run.returned("保育課")))
    comments = [c.comment.text for row in book["調査票"].iter_rows() for c in row if c.comment]
    assert sum(text.startswith("▲1【要修正】") for text in comments) == 6


def test_one_reason_answers_every_finding_of_its_line_and_comes_back(run):
    after = again(run, reply("日付", "このままで可", "開始の日です。"))
    answered = [one for one in after.tracked if one.finding.code == "C06"]
    assert [one.answer.reason for one in answered if one.answer] == ["開始の日です。"] * COUNT
    third = load_workbook(BytesIO(after.returned("保育課")))["確認結果"]
    reasons = [row[13].value for row in third.iter_rows()]
    assert reasons.count("開始の日です。") == COUNT


def test_a_reason_ends_with_the_text_it_was_given_to_and_only_there(run):
    def edit(book: Workbook) -> None:
        reply("日付", "このままで可", "開始の日です。")(book)
        cells = [cell for row in book["調査票"].iter_rows() for cell in row if cell.is_date]
        cells[0].value = cells[0].value.replace(day=2)

    found = [one for one in again(run, edit).tracked if one.finding.code == "C06"]
    assert [one.answer is None for one in found].count(True) == 1


def test_done_is_said_of_every_text_that_the_list_quotes(run):
    after = again(run, reply("欄の外", "修正済", ""))
    states = [line for line in after.states("保育課") if "S09a" in line]
    assert len(states) == COUNT
    assert all(re.match("解消", line) for line in states)


def test_what_was_quoted_and_nobody_ended_says_how_to_end_it(run):
    own = again(run, lambda book: None).listings["保育課"]
    (line,) = [line for line in own.lines if line.finding.code == "S09a"]
    assert line.do.endswith("「修正済」を選んでください。")
    assert len(line.every) == COUNT
