"""Publishing: what the public folder holds, what is asked before, and what is refused."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from reportgen import Workspace, build
from reportgen.cli.run import run
from reportgen.errors import UsageError
from reportgen.pipeline import outputs
from reportgen.pipeline.handouts import make_handouts
from reportgen.pipeline.publish import publish

PLAN = "ogori-kosodate"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose reports have been built as HTML."""
    root = tmp_path_factory.mktemp("reported")
    for name in ("templates", "inputs"):
        shutil.copytree(ROOT / name, root / name)
    for year in (2021, 2023, 2024):
        build(Workspace(root), year, formats=("html",))
    return root


@pytest.fixture
def ready(reported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(reported, tmp_path / "ws"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def answer(root: Path, text: str) -> None:
    """Write another answer into the first row of 図書課, and build the report again."""
    path = root / f"inputs/2021/{PLAN}/submissions/図書課.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["調査票"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "実施状況" for cell in row))
    (column,) = (cell.column for cell in head if cell.value == "実施状況")
    sheet.cell(row=head[0].row + 1, column=column, value=text)
    book.save(path)
    build(Workspace(root), 2021, PLAN, formats=("html",))


def test_the_public_folder_holds_the_page_and_every_answer(ready):
    (made,) = publish(Workspace(ready), 2021, PLAN)
    folder = ready / made.folder
    assert made.status == 0
    page = folder / "進捗状況_令和3年度.html"
    assert page.read_bytes() == (ready / f"outputs/2021/{PLAN}" / page.name).read_bytes()
    entries = rows(folder / "entries.csv")
    assert len(entries) == 48
    assert len(rows(folder / "items.csv")) == 20
    assert {row["年度（西暦）"] + row["年度（和暦）"] for row in entries} == {"2021令和3年度"}
    listed = {(row["ファイル"], row["列"]) for row in rows(folder / "dictionary.csv")}
    for path in folder.glob("*.csv"):
        if path.name not in ("dictionary.csv", "metadata.csv"):
            heads = list(rows(path)[0])
            assert {(path.name, head) for head in heads} <= listed
            assert len(heads) == len(set(heads))


@pytest.mark.parametrize("year", [2021, 2023, 2024])
def test_nothing_internal_leaves_the_house(ready, year):
    for made in publish(Workspace(ready), year, draft=True):
        model = json.loads((ready / made.folder).parent.joinpath("model.json").read_text(encoding="utf-8"))
        receipts = model["receipts"]
        secrets = [part for receipt in receipts for part in (receipt["file"]["file"], receipt["file"]["sha256"])]
        for path in (ready / made.folder).iterdir():
            text = path.read_text(encoding="utf-8-sig")
            assert [secret for secret in [*secrets, "plan.xlsx", "submissions"] if secret in text] == [], path.name


def test_the_same_inputs_give_the_same_public_bytes(ready):
    first, second = (
        {name: (ready / made.folder / name).read_bytes() for name in made.files}
        for made in (publish(Workspace(ready), 2021, PLAN)[0] for _ in range(2))
    )
    assert first == second


def test_a_name_and_a_telephone_number_are_asked_about_beside_the_public_folder(ready, capsys):
    answer(ready, "講師に小郡花子氏を招いた。申込みは0942-72-2111で受けた。")
    assert run(["publish", "--year", "2021", "--plan", PLAN, "--workspace", str(ready)]) == 1
    out = capsys.readouterr().out
    assert "小郡花子氏" in out
    assert "（P01）" in out
    assert "（C23）" in out
    checklist = ready / f"outputs/2021/{PLAN}/公開前の確認.txt"
    assert "小郡花子氏" in checklist.read_text(encoding="utf-8-sig")
    assert not list((ready / f"outputs/2021/{PLAN}/公開").glob("*確認*"))


def test_a_draft_is_refused_unless_it_is_asked_for_and_says_what_it_is(ready):
    with pytest.raises(UsageError) as caught:
        publish(Workspace(ready), 2024)
    assert caught.value.code == "U34"
    assert not list((ready / "outputs/2024").glob("*/公開"))
    (made,) = publish(Workspace(ready), 2024, draft=True)
    assert made.status == 1
    assert {row["項目"]: row["内容"] for row in rows(ready / made.folder / "metadata.csv")}["版"] == "案"


def test_a_report_that_is_not_current_is_not_published(ready):
    (ready / f"inputs/2021/{PLAN}/submissions/図書課.xlsx").write_bytes(b"")
    with pytest.raises(UsageError) as caught:
        publish(Workspace(ready), 2021, PLAN)
    assert caught.value.code == "U31"


def test_a_new_report_points_at_what_was_made_from_the_one_before(ready, capsys):
    """What was published and handed out stays where it is, but nobody takes it for the new report."""
    publish(Workspace(ready), 2021, PLAN)
    make_handouts(Workspace(ready), 2021, PLAN, formats=("html",))
    (same,) = build(Workspace(ready), 2021, PLAN, formats=("html",))
    assert same.stale == ()
    answer(ready, "別の回答を書いた。")
    capsys.readouterr()
    assert run(["report", "--year", "2021", "--format", "html", "--workspace", str(ready)]) == 0
    said = capsys.readouterr().out
    assert f"outputs/2021/{PLAN}/handouts、outputs/2021/{PLAN}/公開。使うときは、作り直してください。" in said
    publish(Workspace(ready), 2021, PLAN)
    (again,) = build(Workspace(ready), 2021, PLAN, formats=("html",))
    assert again.stale == ("handouts",)


def test_files_of_an_earlier_publication_go_and_a_stranger_is_pointed_out(ready):
    (made,) = publish(Workspace(ready), 2021, PLAN)
    folder = ready / made.folder
    record = folder.with_name("publication.json")
    told = json.loads(record.read_text(encoding="utf-8"))
    (folder / "古い表.csv").write_bytes(b"old")
    told["files"]["古い表.csv"] = hashlib.sha256(b"old").hexdigest()
    record.write_text(json.dumps(told), encoding="utf-8")
    (folder / "内部メモ.txt").write_text("非公開", encoding="utf-8")
    (again,) = publish(Workspace(ready), 2021, PLAN)
    assert again.status == 1
    assert any("内部メモ.txt" in line for line in again.checklist)
    assert not (folder / "古い表.csv").exists()


def test_a_full_disk_leaves_the_earlier_publication_whole(ready, monkeypatch):
    (made,) = publish(Workspace(ready), 2021, PLAN)
    before = {path.name: path.read_bytes() for path in (ready / made.folder).iterdir()}
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "items.csv":
            raise OSError(errno.ENOSPC, "no space", str(path))
        return write(path, data)

    monkeypatch.setattr(outputs.Path, "write_bytes", full)
    with pytest.raises(UsageError) as caught:
        publish(Workspace(ready), 2021, PLAN)
    assert caught.value.code == "U05"
    assert {path.name: path.read_bytes() for path in (ready / made.folder).iterdir()} == before
