"""Many plans: each in a process of its own, none stops the others, and what is current is left alone."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from failing_workers import build_or_die

from reportgen.errors import UsageError
from reportgen.pipeline.batch import Built, Task, build_many, build_one, tasks_in
from reportgen.pipeline.receipt import Asked

ROOT = Path(__file__).parents[2]
PLAN = "inputs/2023/kamaishi-juten"


def lay_out(root: Path) -> Path:
    """A workspace with the sample that is built soonest."""
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / PLAN, root / PLAN)
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose plan is built, to be copied."""
    root = lay_out(tmp_path_factory.mktemp("once") / "a")
    (task,) = tasks_in(root, formats=("html",))
    assert build_one(task).outcome is not None
    return root


@pytest.fixture
def one(once: Path, tmp_path: Path) -> Task:
    """The plan of one workspace, built."""
    (task,) = tasks_in(shutil.copytree(once, tmp_path / "a"), formats=("html",))
    return task


def spoil(task: Task) -> None:
    task.folder.master.write_bytes(b"")


# ── which plans ────────────────────────────────────────────────────────────────────────────────────────


def test_a_workspace_or_a_folder_of_workspaces_gives_every_plan_of_every_year(tmp_path):
    for name in ("inputs/2021/x", "inputs/2020/y", "inputs/2020/b"):
        for town in "ba":
            (tmp_path / town / name).mkdir(parents=True)
            (tmp_path / town / name / "plan.xlsx").touch()
    (tmp_path / "no workspace").mkdir()
    alone = ["inputs/2020/b", "inputs/2020/y", "inputs/2021/x"]
    assert [task.name for task in tasks_in(tmp_path / "a")] == alone
    assert [task.name for task in tasks_in(tmp_path)] == [f"{town}/{name}" for town in "ab" for name in alone]
    assert [task.name for task in tasks_in(tmp_path, 2021)] == ["a/inputs/2021/x", "b/inputs/2021/x"]


@pytest.mark.parametrize("folder", [".", "nowhere"])
def test_a_folder_without_a_plan_is_named(tmp_path, folder):
    with pytest.raises(UsageError, match="作る計画がありません"):
        tasks_in(tmp_path / folder)


# ── what is current ────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_whose_inputs_and_outputs_stand_is_left_alone(one):
    before = {path: path.stat().st_ino for path in one.folder.outputs.rglob("*")}
    assert build_one(one) == Built(name=one.name, status=0, current=True)
    assert {path: path.stat().st_ino for path in one.folder.outputs.rglob("*")} == before


def test_whoever_wants_it_built_again_gets_it_with_the_same_bytes(one):
    before = contents(one.folder.outputs)
    assert build_one(replace(one, again=True)).outcome is not None
    assert contents(one.folder.outputs) == before


def test_a_run_that_left_something_open_ends_so_again(one):
    (one.folder.path / "submissions/x.xlsx").write_bytes(b"")
    assert build_one(one).status == 1
    assert build_one(one) == Built(name=one.name, status=1, current=True)


def change_master(task: Task) -> None:
    from zipfile import ZipFile

    with ZipFile(task.folder.master, "a") as book:
        book.comment = b"saved again"


def add_submission(task: Task) -> None:
    (task.folder.path / "submissions/memo.txt").write_text("x", encoding="utf-8")


def take_submission(task: Task) -> None:
    next((task.folder.path / "submissions").glob("*.xlsx")).unlink()


def change_template(task: Task) -> None:
    path = task.folder.root / "templates/narrative/report.html.j2"
    path.write_text(path.read_text(encoding="utf-8") + "{# changed #}\n", encoding="utf-8")


def take_output(task: Task) -> None:
    next(task.folder.outputs.glob("*.html")).unlink()


def edit_output(task: Task) -> None:
    path = next(task.folder.outputs.glob("*.html"))
    path.write_bytes(path.read_bytes() + b"\n")


def take_receipt(task: Task) -> None:
    (task.folder.outputs / "receipt.json").unlink()


def edited_receipt(key: str, value: object) -> object:
    def edit(task: Task) -> None:
        path = task.folder.outputs / "receipt.json"
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {key: value}), encoding="utf-8")

    return edit


@pytest.mark.parametrize(
    "change",
    [
        change_master,
        add_submission,
        take_submission,
        change_template,
        take_output,
        edit_output,
        take_receipt,
        edited_receipt("versions", {}),
        edited_receipt("status", None),
        edited_receipt("layout", 1),
        edited_receipt("outputs", []),
    ],
)
def test_whatever_changes_has_the_plan_built_again(one, change):
    change(one)
    assert not build_one(one).current
    assert build_one(one).current


def test_other_formats_are_another_run(one):
    assert build_one(replace(one, asked=Asked(formats=("html", "docx")))).outcome is not None


# ── what goes wrong ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def towns(once: Path, tmp_path: Path) -> dict[str, Task]:
    """Workspaces named after what will happen to them; all have outputs of an earlier run."""
    names = ("broken", "ended", "faulty", "full", "killed", "well")
    for name in names:
        shutil.copytree(once, tmp_path / name)
    return {task.folder.root.name: task for task in tasks_in(tmp_path, formats=("html",), again=True)}


def test_one_failure_never_stops_the_rest_and_leaves_the_previous_results(towns):
    spoil(towns["broken"])
    before = {name: contents(task.folder.outputs) for name, task in towns.items()}
    found = {one.name.split("/")[0]: one for one in build_many(list(towns.values()), 2, build_or_die)}
    assert {name: one.status for name, one in found.items()} == {
        "broken": 2,
        "ended": 3,
        "faulty": 3,
        "full": 2,
        "killed": 3,
        "well": 0,
    }
    assert "plan.xlsx" in found["broken"].message
    assert "（SIGKILL）" in found["killed"].message
    assert "（9）" in found["ended"].message
    assert "空き容量が足りません" in found["full"].message
    assert "in _faulty" in found["faulty"].trace
    assert {name for name, one in found.items() if one.failed} == set(towns) - {"well"}
    assert {name: contents(task.folder.outputs) for name, task in towns.items()} == before
