"""Sealing and verifying: a sealed folder is whole, is never overwritten, and tells of every change."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import pytest

from reportgen import Workspace, build
from reportgen.cli.run import run
from reportgen.errors import UsageError
from reportgen.pipeline import receipt as receipts
from reportgen.pipeline import verify as verifying
from reportgen.pipeline.seal import seal
from reportgen.pipeline.verify import verify

PLAN = "ogori-kosodate"
SHEET = f"inputs/2021/{PLAN}/submissions/図書課.xlsx"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose report has been built as HTML."""
    root = tmp_path_factory.mktemp("reported")
    for name in ("templates", "inputs"):
        shutil.copytree(Path(__file__).parents[2] / name, root / name)
    build(Workspace(root), 2021, PLAN, formats=("html",))
    return root


@pytest.fixture
def ready(reported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(reported, tmp_path / "ws"))


@pytest.fixture
def archive(ready: Path) -> Path:
    (made,) = seal(Workspace(ready), 2021, PLAN)
    return ready / made.folder


def test_a_sealed_folder_holds_everything_and_builds_the_same_report_again(ready, archive):
    names = set(contents(archive))
    assert {"manifest.json", "SHA256SUMS", "お読みください.txt", SHEET} < names
    assert {name for name in contents(ready) if name.startswith("outputs/")} <= names
    assert archive == ready / "archive" / "2021" / PLAN
    found = verify(archive)
    assert (found.status, found.changed, found.rebuilt, found.others) == (0, (), (), ())
    assert found.files == len(names)


def test_what_lies_beside_the_submissions_is_put_away_too(ready):
    (ready / f"inputs/2021/{PLAN}/受付簿.csv").write_text("受付", encoding="utf-8")
    (made,) = seal(Workspace(ready), 2021, PLAN)
    assert (ready / made.folder / f"inputs/2021/{PLAN}/受付簿.csv").exists()
    assert verify(ready / made.folder).status == 0


def test_the_same_content_gives_the_same_bytes_elsewhere(ready, archive, tmp_path):
    other = Path(shutil.copytree(ready, tmp_path / "other", ignore=shutil.ignore_patterns("archive")))
    seal(Workspace(other), 2021, PLAN)
    assert contents(other / "archive") == contents(ready / "archive")


def test_a_second_seal_of_the_same_says_so_and_one_of_something_else_is_refused(ready, archive):
    before = contents(archive)
    (again,) = seal(Workspace(ready), 2021, PLAN)
    assert again.new is False
    (ready / "outputs/2021" / PLAN / "メモ.txt").write_text("会議の記録", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        seal(Workspace(ready), 2021, PLAN)
    assert caught.value.code == "U32"
    assert "メモ.txt" in str(caught.value)
    assert contents(archive) == before


def test_a_report_that_was_never_built_is_not_sealed(workspace):
    with pytest.raises(UsageError) as caught:
        seal(Workspace(workspace), 2021, PLAN)
    assert caught.value.code == "U30"
    assert not (workspace / "archive").exists()


STALE = {
    "a submission that changed": lambda root: (root / SHEET).write_bytes(b"x"),
    "a submission that is gone": lambda root: (root / SHEET).unlink(),
    "a submission that came later": lambda root: (root / SHEET).with_name("遅れた課.xlsx").write_bytes(b"x"),
    "a layout that changed": lambda root: (root / "templates/matrix/layout.toml").write_text("title = 'a'"),
    "a result edited by hand": lambda root: (root / f"outputs/2021/{PLAN}/model.json").write_text("{}"),
    "a result that is gone": lambda root: (root / f"outputs/2021/{PLAN}/model.json").unlink(),
}


@pytest.mark.parametrize("name", STALE)
def test_a_report_that_is_not_made_from_what_lies_there_is_not_sealed(ready, name):
    STALE[name](ready)
    with pytest.raises(UsageError) as caught:
        seal(Workspace(ready), 2021, PLAN)
    assert caught.value.code == "U31"
    assert not (ready / "archive").exists()


def test_every_file_that_was_tampered_with_is_named_and_nothing_is_built(archive, monkeypatch):
    (archive / SHEET).write_bytes((archive / SHEET).read_bytes() + b"\0")
    (archive / f"outputs/2021/{PLAN}/model.json").unlink()
    (archive / "inputs/追加.txt").write_text("a", encoding="utf-8")
    (archive / "Thumbs.db").write_bytes(b"left behind by a file manager")
    monkeypatch.setattr(verifying, "build", lambda *_args, **_options: pytest.fail("built from files that changed"))
    found = verify(archive)
    assert (found.status, found.rebuilt) == (1, None)
    assert {(one.kind.value, one.name) for one in found.changed} == {
        ("changed", SHEET),
        ("missing", f"outputs/2021/{PLAN}/model.json"),
        ("extra", "inputs/追加.txt"),
    }


def test_a_forged_manifest_cannot_hide_an_edited_result(archive):
    """Whoever edits a result and its hash is found by building again, and the number of the seal is another."""
    name = f"outputs/2021/{PLAN}/進捗状況_令和3年度.html"
    (archive / name).write_bytes((archive / name).read_bytes().replace("実施".encode(), "中止".encode(), 1))
    manifest = json.loads((archive / "manifest.json").read_text(encoding="utf-8"))
    before = verify(archive).seal
    manifest["files"][name] = verifying.hashes({name: (archive / name).read_bytes()})[name]
    (archive / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = verify(archive)
    assert found.changed == ()
    assert [one.name for one in found.rebuilt or ()] == ["進捗状況_令和3年度.html"]
    assert (found.status, found.seal == before) == (1, False)


def test_another_version_is_named_and_the_report_is_compared_all_the_same(archive, monkeypatch):
    monkeypatch.setattr(receipts, "versions", lambda: {"reportgen": "9.9.9"})
    monkeypatch.setattr(verifying, "versions", lambda: {"reportgen": "9.9.9"})
    found = verify(archive)
    assert (found.status, found.rebuilt) == (0, ())
    assert ("reportgen", "9.9.9") in {(name, now) for name, _, now in found.others}


@pytest.mark.parametrize("manifest", [b"", b"{}", b"\xff", b'{"form": 99}', b"[]"])
def test_a_folder_without_a_readable_manifest_is_no_sealed_folder(archive, manifest):
    (archive / "manifest.json").write_bytes(manifest)
    with pytest.raises(UsageError) as caught:
        verify(archive)
    assert caught.value.code == "U33"


@pytest.mark.parametrize("plan", ["..", "../x", "", "a/b", "a\\b"])
def test_a_manifest_cannot_lead_out_of_the_temporary_workspace(archive, plan):
    told = json.loads((archive / "manifest.json").read_text(encoding="utf-8")) | {"plan": plan}
    (archive / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(UsageError):
        verify(archive)


def test_a_temporary_folder_that_cannot_be_written_is_one_message(archive, monkeypatch):
    before = contents(archive)

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(verifying, "TemporaryDirectory", full)
    with pytest.raises(UsageError) as caught:
        verify(archive)
    assert (caught.value.code, contents(archive)) == ("U38", before)


def test_a_full_disk_leaves_nothing_half_written(ready, monkeypatch):
    write = Path.write_bytes
    left = iter(range(10))

    def full(path: Path, data: bytes) -> int:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "no space", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UsageError) as caught:
        seal(Workspace(ready), 2021, PLAN)
    assert caught.value.code == "U39"
    assert "空き容量" in str(caught.value)
    assert [path for path in (ready / "archive").rglob("*") if path.is_file()] == []


def test_a_place_that_cannot_be_written_is_one_message(ready):
    (ready / "archive").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        seal(Workspace(ready), 2021, PLAN)
    assert caught.value.code == "U39"


def test_putting_away_a_draft_is_said(ready, capsys):
    arguments = ["--year", "2021", "--plan", PLAN, "--workspace", str(ready)]
    assert run(["seal", *arguments]) == 0
    assert "（案）" not in capsys.readouterr().out
    shutil.rmtree(ready / "archive")
    (ready / f"inputs/2021/{PLAN}/submissions/図書課.xlsx").unlink()
    build(Workspace(ready), 2021, PLAN, formats=("html",))
    assert run(["seal", *arguments]) == 0
    assert "確定していない報告書（案）です。" in capsys.readouterr().out


def test_the_commands_end_with_0_and_with_1_when_something_differs(ready, capsys):
    assert run(["seal", "--year", "R3", "--plan", PLAN, "--workspace", str(ready)]) == 0
    folder = str(ready / "archive/2021" / PLAN)
    assert "封の番号" in capsys.readouterr().out
    assert run(["verify", folder]) == 0
    assert "1バイトも違わない" in capsys.readouterr().out
    (Path(folder) / SHEET).write_bytes(b"")
    assert run(["verify", folder]) == 1
    assert f"変わっています：{SHEET}" in capsys.readouterr().out
    assert run(["verify", str(ready)]) == 2
