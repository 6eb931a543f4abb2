from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reportgen.cli.run import run

ROOT = Path(__file__).parents[2]
PLAN = "inputs/2021/ogori-kosodate"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace with one plan, to which nobody has sent anything yet."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / PLAN / "submissions").mkdir(parents=True)
    shutil.copy(ROOT / PLAN / "plan.xlsx", tmp_path / PLAN)
    shutil.copy(ROOT / PLAN / "submissions/図書課.xlsx", tmp_path)
    return tmp_path


def test_status_names_everybody_and_counts_them(capsys, office):
    shutil.copy(office / "図書課.xlsx", office / PLAN / "submissions")
    assert run(["status", "--year", "2021", "--today", "2022-05-20", "--workspace", str(office)]) == 0
    out = capsys.readouterr().out
    assert "17件（完了 1、未提出 16）" in out
    assert "■□□□" in out
    assert [line.split()[:3] for line in out.splitlines() if "図書課" in line] == [["図書課", "完了", "1"]]
    assert "ご担当者様" not in out


def test_status_prints_the_reminders_when_asked(capsys, office):
    run(["status", "--year", "2021", "--reminders", "--workspace", str(office)])
    assert capsys.readouterr().out.count("ご担当者様") == 17


def test_status_as_json_is_nothing_but_json(capsys, office):
    run(["status", "--year", "R3", "--today", "2022-05-20", "--json", "--workspace", str(office)])
    (board,) = json.loads(capsys.readouterr().out)
    assert (board["plan_id"], board["today"], board["days_left"]) == ("ogori-kosodate", "2022-05-20", None)
    assert board["counts"] == {"受付不可": 0, "未提出": 17, "要修正": 0, "要確認": 0, "完了": 0}
    assert board["submitters"][0]["reminder"].startswith(board["submitters"][0]["submitter"])


def test_status_writes_a_page_only_for_one_plan_and_says_when_it_cannot(capsys, office):
    page = office / "状況.html"
    arguments = ["status", "--year", "2021", "--workspace", str(office), "--html"]
    assert run([*arguments, str(page)]) == 0
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
    assert run([*arguments, str(page / "x.html")]) == 2
    assert "書き込めません" in capsys.readouterr().err


def test_received_files_are_told_with_number_and_place(capsys, office):
    arguments = ["receive", str(office / "図書課.xlsx"), "--workspace", str(office), "--now", "2022-05-20T10:15"]
    assert run(arguments) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"1　図書課.xlsx　受付 → {PLAN}/submissions/図書課.xlsx",
        "結果：受付 1件",
    ]
    assert '"2022-05-20 10:15:00"' in (office / PLAN / "受付簿.csv").read_text(encoding="utf-8-sig")
    assert run(arguments) == 0
    assert "受付済み（受付番号1）" in capsys.readouterr().out


def test_a_changed_answer_is_shown_shortened(capsys, office):
    from openpyxl import load_workbook

    book = load_workbook(office / "図書課.xlsx", rich_text=True)
    sheet = book["調査票"]
    header = next(cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == "実施状況")
    for row in range(header.row + 1, header.row + 8):
        if sheet.cell(row, 3).value:
            sheet.cell(row, header.column).value = "新しい文です。" * 20
    book.save(office / "直し.xlsx")
    run(["receive", str(office / "図書課.xlsx"), "--workspace", str(office)])
    capsys.readouterr()
    assert run(["receive", str(office / "直し.xlsx"), "--workspace", str(office)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "変更" in lines[0]
    shown = [line for line in lines if " → 新しい文です。" in line]
    assert 0 < len(shown) <= 5
    assert all(line.endswith("…") and "・図書課・実施状況：" in line for line in shown)


def test_receive_as_json_is_nothing_but_json(capsys, office):
    run(["receive", str(office / "図書課.xlsx"), "--json", "--workspace", str(office)])
    told = json.loads(capsys.readouterr().out)
    assert [one["submitter"] for one in told["files"]] == ["図書課"]
    assert told["lost"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["receive"], "paths が指定されていません"),
        (["receive", "nowhere"], "「nowhere」が見つかりません"),
        (["receive", "empty"], "受け付けるファイルがありません"),
        (["receive", "図書課.xlsx", "--now", "昨日"], "「昨日」は日時として読み取れません"),
        (["receive", "図書課.xlsx", "--year", "1999"], "1999年度の計画"),
        (["receive", "図書課.xlsx", "--plan", "none"], "「none」という計画はありません"),
        (["receive", "図書課.xlsx", "--workspace", "empty"], "「inputs」が見つかりません"),
        (["status", "--year", "2021", "--today", "5/20"], "--today は"),
    ],
)
def test_a_mistake_is_one_sentence_without_a_traceback(capsys, office, monkeypatch, arguments, message):
    (office / "empty").mkdir()
    monkeypatch.chdir(office)
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert "Traceback" not in captured.err
    assert not (office / PLAN / "受付簿.csv").exists()


def test_a_locked_register_is_one_sentence(capsys, office):
    (office / PLAN / "受付簿.csv").mkdir()
    assert run(["receive", str(office / "図書課.xlsx"), "--workspace", str(office)]) == 2
    captured = capsys.readouterr()
    assert "受付簿.csv" in captured.err or "保存できません" in captured.err
    assert list((office / PLAN / "submissions").iterdir()) == []


def test_a_name_that_no_encoding_explains_does_not_stop_the_intake(capsys, office):
    import os

    raw = "図書課".encode("cp932") + b".xlsx"
    target = os.path.join(os.fsencode(office), raw)  # noqa: PTH118  (bytes, as the file system holds them)
    shutil.copy(office / "図書課.xlsx", os.fsdecode(target))
    assert run(["receive", os.fsdecode(target), "--workspace", str(office)]) == 0
    assert "受付 1件" in capsys.readouterr().out
