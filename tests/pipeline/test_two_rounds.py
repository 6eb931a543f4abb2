"""Two rounds of one department, from its file to the summary on the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen import Workspace, build
from reportgen.cli.run import run
from reportgen.pipeline.report import Outcome

PLAN, NAME = "ogori-kosodate", "都市計画課"


def built(workspace: Path) -> Outcome:
    (outcome,) = build(Workspace(workspace), 2021, PLAN, formats=("html",))
    return outcome


def told(workspace: Path, outcome: Outcome) -> dict[str, str | None]:
    """State by code and field of what the department is told."""
    records = json.loads((workspace / outcome.folder / "findings" / NAME / "findings.json").read_bytes())
    return {f"{one['code']} {one['item']} {one['field']}": one["state"] for one in records}


@pytest.fixture
def sent(workspace: Path) -> Path:
    """The department's file with a choice that there is not, a text that plainly needs a question, and a memo."""
    path = workspace / f"inputs/2021/{PLAN}/submissions/{NAME}.xlsx"
    book = load_workbook(path)
    sheet = book["調査票"]
    sheet["I7"], sheet["G7"] = "E", "子どもが見れる様に令和2年度に取り組んだ。"
    sheet["P7"] = "数は速報値"
    book.save(path)
    return path


def test_the_returned_form_is_answered_sent_back_and_told(workspace, sent, capsys):
    first = built(workspace)
    assert first.states == {}
    before = told(workspace, first)
    assert set(before.values()) == {None}
    (copy,) = (workspace / first.folder / "findings" / NAME).glob("確認結果*.xlsx")
    book = load_workbook(copy, rich_text=True)
    for row in book["確認結果"].iter_rows():
        if "令和2年度" in str(row[11].value):
            row[12].value, row[13].value = "このままで可", "前の年度からの事業です。"
    book["調査票"]["I7"].value = "A"
    book.save(sent.with_name(f"{NAME}（2回目）.xlsx"))

    assert run(["report", "--year", "2021", "--plan", PLAN, "--workspace", str(workspace), "--format", "html"]) == 0
    out = capsys.readouterr().out
    second = built(workspace)
    after = told(workspace, second)
    item = next(key.split()[1] for key in before if key.startswith("C13"))
    assert after[f"C13 {item} 評価"] == "解消"
    assert after[f"C20 {item} 実施状況"] == "継続"
    assert second.settled == first.settled + 1
    assert "新規" not in after.values(), "questions about wording are compared as well"
    assert {key for key in after if key[0] == "L"} == {key for key in before if key[0] == "L"} != set()
    states = "、".join(f"{state} {count}件" for state, count in second.states.items())
    assert f"前回の確認から：{states}" in out
    assert f"（ほかに確認済み {second.settled}件）" in out


def test_the_departments_own_file_corrected_and_sent_again_is_its_second_round(workspace, sent):
    built(workspace)
    book = load_workbook(sent)
    book["調査票"]["I7"].value = "A"
    book["調査票"]["P7"].value = None
    book.properties.modified = book.properties.modified.replace(year=2090)
    book.save(sent.with_name(f"{NAME}（修正）.xlsx"))
    outcome = built(workspace)
    states = told(workspace, outcome)
    assert [state for key, state in states.items() if key.startswith(("C13", "S09a"))] == ["解消", "解消"]
    assert [state for key, state in states.items() if key.startswith("F12")] == ["新規"]
    assert outcome.status == 0
