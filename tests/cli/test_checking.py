"""``check`` of many forms: folders, several processes, and what goes wrong with one of them."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import sys
from pathlib import Path

import pytest
from failing_workers import check_or_die

from reportgen.cli import checking
from reportgen.cli.run import run

SUBMISSIONS = Path(__file__).parents[2] / "inputs/2021/ogori-kosodate/submissions"
NAMES = ["健康課.xlsx", "図書課.xlsx", "福祉課.xlsx", "都市計画課.xlsx", "防災安全課.xlsx"]


@pytest.fixture
def folder(workspace: Path) -> Path:
    """Five forms, one of them in a folder below, a file that is none, and a lock file."""
    made = workspace / "届いたもの"
    (made / "あとから").mkdir(parents=True)
    for name in NAMES:
        shutil.copy(SUBMISSIONS / name, made / ("あとから" if name == NAMES[1] else "") / name)
    (made / "図.xlsx").write_bytes(b"broken")
    (made / "~$健康課.xlsx").write_bytes(b"lock")
    return made


def check(*arguments: object) -> int:
    *paths, root = map(str, arguments)
    return run(["check", *paths, "--workspace", root])


def heads(out: str) -> list[str]:
    return [line.partition("：")[0] for line in out.splitlines() if not line.startswith(" ")]


ORDER = ["あとから/図書課.xlsx", "健康課.xlsx", "福祉課.xlsx", "都市計画課.xlsx", "防災安全課.xlsx"]


def test_a_folder_is_checked_in_order_of_names_and_a_broken_file_stops_nothing(folder, workspace, capsys):
    assert check(folder, workspace) == 2
    one = capsys.readouterr()
    assert heads(one.out) == ORDER
    assert one.err.startswith("図.xlsx　このファイルからは、どの計画の調査票か分かりません")
    assert check(folder, "--jobs", "2", workspace) == 2
    assert capsys.readouterr() == one


def test_json_of_two_processes_is_one_array_as_of_one(folder, workspace, capsys):
    assert check(folder, "--format", "json", "--jobs", "2", workspace) == 2
    dealt = capsys.readouterr().out
    assert check(folder, "--format", "json", workspace) == 2
    assert capsys.readouterr().out == dealt
    records = json.loads(dealt)
    found = list(dict.fromkeys(one["file"] for one in records if one["file"]))
    assert len(found) > 1
    assert found == [name for name in ORDER if name in found]
    assert dealt == json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def test_json_of_nothing_is_an_empty_array(workspace, tmp_path, capsys):
    (tmp_path / "空").mkdir()
    assert check(tmp_path / "空", "--format", "json", workspace) == 2
    said = capsys.readouterr()
    assert said.out == "[]\n"
    assert "確認するファイルがありません" in said.err


def test_files_and_folders_together_are_told_apart_by_their_folder(folder, workspace, capsys):
    assert check(workspace / "ない.xlsx", folder / "あとから", SUBMISSIONS / "健康課.xlsx", workspace) == 2
    said = capsys.readouterr()
    assert heads(said.out) == ["あとから/図書課.xlsx", "健康課.xlsx"]
    assert "ない.xlsx」が見つかりません" in said.err


def test_the_forms_of_a_worker_that_dies_are_named_and_the_others_are_checked(folder, workspace, capsys):
    (folder / "福祉課.xlsx").rename(folder / "福祉課killed.xlsx")
    assert checking.run_checks([folder], workspace, 2, as_json=False, work=check_or_die) == 3
    said = capsys.readouterr()
    assert heads(said.out) == [name for name in ORDER if "福祉" not in name]
    assert "処理が止まりました（SIGKILL）。次の1件は確認していません：福祉課killed.xlsx" in said.err
    assert multiprocessing.active_children() == []


def test_a_broken_plan_is_told_once_and_each_of_its_forms_is_named(folder, workspace, capsys):
    (workspace / "inputs/2021/ogori-kosodate/plan.xlsx").write_bytes(b"")
    assert check(folder, workspace) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("plan.xlsx") == 1
    assert [name for name in ORDER if f"{name}：計画マスタか様式の誤りを直すまで" in said.err] == ORDER


def test_a_fault_of_ours_is_recorded_once_and_the_rest_goes_on(folder, workspace, capsys, monkeypatch):
    from reportgen.pipeline import checks

    right, kept = checks.check, []

    def faulty(path: Path, *rest: object, **more: object) -> object:
        if "課.xlsx" in path.name and path.name != "健康課.xlsx":
            raise ZeroDivisionError
        return right(path, *rest, **more)

    monkeypatch.setattr(checks, "check", faulty)
    monkeypatch.setattr(checking, "record", lambda trace: kept.append(trace) or "log")
    assert check(folder, workspace) == 3
    said = capsys.readouterr()
    assert heads(said.out) == ["健康課.xlsx"]
    assert len(kept) == 1
    assert said.err.count("ZeroDivisionError") == 4


def test_a_plan_is_read_once_for_all_its_forms(folder, workspace, capsys, monkeypatch):
    from reportgen.pipeline import checks

    right, read = checks.load, []
    monkeypatch.setattr(checks, "load", lambda *of: read.append(of) or right(*of))
    check(folder, workspace)
    assert len(heads(capsys.readouterr().out)) == 5
    assert len(read) == 1


def test_many_forms_are_shared_out_and_a_terminal_has_a_bar(folder, workspace, capsys, monkeypatch):
    monkeypatch.setattr(checking, "FEW", 5)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    asked = []
    right = checking.in_order
    monkeypatch.setattr(checking, "in_order", lambda *of: asked.append(of[1]) or right(*of))
    assert check(folder, workspace) == 2
    assert asked == [2]
    said = capsys.readouterr()
    assert heads(said.out) == ORDER
    assert "図.xlsx　" in said.err
