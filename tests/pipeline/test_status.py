from __future__ import annotations

import json
from datetime import date

from reportgen import Workspace, build
from reportgen.deliver.board import Status
from reportgen.pipeline.status import status, write_board


def test_the_board_agrees_with_what_a_run_finds_and_writes_nothing(workspace):
    folder = workspace / "inputs/2021/ogori-kosodate/submissions"
    (folder / "図書課.xlsx").unlink()
    (folder / "健康課.xlsx").write_bytes(b"")
    (board,) = status(Workspace(workspace), 2021, today=date(2022, 5, 20))
    assert not (workspace / "outputs").exists()
    where = {one.submitter: one.status for one in board.standings}
    assert (where["図書課"], where["健康課"]) == (Status.MISSING, Status.UNREADABLE)
    (outcome,) = build(Workspace(workspace), 2021, formats=("html",))
    assert len(board.standings) == outcome.expected
    assert board.is_open == (outcome.status == 1)
    for one in board.standings:
        path = workspace / outcome.folder / "findings" / one.submitter / "findings.json"
        found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        levels = [record["level"] for record in found if not record["answered_by"]]
        assert {level.value: n for level, n in one.listing.counts.items()} == {
            level.value: levels.count(level.value) for level in one.listing.counts
        }


def test_a_page_with_days_goes_where_it_is_asked_for_and_leaves_the_results_alone(workspace, tmp_path):
    (outcome,) = build(Workspace(workspace), 2021, formats=("html",))
    written = workspace / outcome.folder / "board.html"
    before = written.read_bytes()
    (board,) = status(Workspace(workspace), 2021, today=date(2022, 5, 20))
    write_board(board, tmp_path / "状況.html")
    assert "令和4年5月20日現在" in (tmp_path / "状況.html").read_text(encoding="utf-8")
    assert "現在" not in before.decode("utf-8").partition("<section")[0]
    assert written.read_bytes() == before
