"""Where a run looks for its files, and what it says when something is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli.run import run
from reportgen.errors import UsageError
from reportgen.workspace import PlanFolder, Workspace


def laid_out(root: Path, *folders: str) -> Workspace:
    """A workspace with these folders below ``inputs``; one that ends with ``.xlsx`` is an empty file in its folder."""
    (root / "inputs").mkdir()
    for name in folders:
        path = root / "inputs" / name
        (path.parent if path.suffix else path).mkdir(parents=True, exist_ok=True)
        if path.suffix:
            path.touch()
    return Workspace(root)


def refused(workspace: Workspace, year: int, only: str | None = None) -> UsageError:
    with pytest.raises(UsageError) as caught:
        workspace.plans(year, only)
    return caught.value


def test_a_missing_folder_of_submissions_stops_the_run_and_writes_nothing(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace / "inputs/2021/ogori-kosodate/submissions"
    folder.rename(folder.with_name("submission"))
    before = sorted(workspace.rglob("*"))

    assert run(["report", "--year", "2021", "--plan", "ogori-kosodate", "--workspace", str(workspace)]) == 2
    told = capsys.readouterr().err
    assert "inputs/2021/ogori-kosodate/submissions" in told
    assert "forms --year 2021 --plan ogori-kosodate" in told
    assert sorted(workspace.rglob("*")) == before


def test_an_empty_folder_of_submissions_is_one_in_which_nothing_has_arrived(tmp_path: Path) -> None:
    laid_out(tmp_path, "2021/kodomo/plan.xlsx", "2021/kodomo/submissions")
    folder = PlanFolder(tmp_path, 2021, "kodomo")
    assert folder.submissions() == {}

    (folder.path / "submissions").rmdir()
    with pytest.raises(UsageError) as caught:
        folder.submissions()
    assert (caught.value.code, caught.value.where) == ("U17", "inputs/2021/kodomo/submissions")


def test_folders_without_a_plan_master_are_named(tmp_path: Path) -> None:
    workspace = laid_out(tmp_path, "2021/kodomo/submissions", "2021/kourei")
    for only, folders in ((None, "inputs/2021/kodomo、inputs/2021/kourei"), ("kourei", "inputs/2021/kourei")):
        fault = refused(workspace, 2021, only)
        assert (fault.code, fault.facts["folders"]) == ("U18", folders)


def test_a_named_plan_without_its_master_is_refused_where_another_has_one(tmp_path: Path) -> None:
    workspace = laid_out(tmp_path, "2021/kodomo/plan.xlsx", "2021/kourei")
    assert [folder.id for folder in workspace.plans(2021)] == ["kodomo"]
    assert refused(workspace, 2021, "kourei").code == "U18"
    assert refused(workspace, 2021, "shougai").code == "U03"


def test_only_years_with_a_plan_are_offered(tmp_path: Path) -> None:
    workspace = laid_out(tmp_path, "2020/kodomo/plan.xlsx", "2021", "2022/kodomo")
    fault = refused(workspace, 2021)
    assert (fault.code, fault.facts["years"]) == ("U02", "2020")
