from __future__ import annotations

import errno
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.errors import UsageError
from reportgen.pipeline import outputs
from reportgen.pipeline.outputs import recover, write_beside, write_outputs


def receipt(**files: bytes) -> bytes:
    return json.dumps(
        {"outputs": {n.replace("_", "."): sha256(data).hexdigest() for n, data in files.items()}}
    ).encode()


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_first_run_makes_the_folder_and_nothing_beside_it(tmp_path):
    write_outputs(tmp_path / "2021" / "plan", {"a.docx": b"1", "findings/甲課/指摘一覧.html": b"2"})
    assert contents(tmp_path) == {"2021/plan/a.docx": b"1", "2021/plan/findings/甲課/指摘一覧.html": b"2"}


def test_files_of_the_previous_run_go_and_files_of_the_user_stay(tmp_path):
    folder = tmp_path / "plan"
    write_outputs(folder, {"old.pdf": b"1", "receipt.json": receipt(old_pdf=b"1")})
    (folder / "メモ.txt").write_text("事務局のメモ", encoding="utf-8")
    (folder / "forms").mkdir()
    (folder / "forms" / "甲課.xlsx").write_bytes(b"form")
    assert write_outputs(folder, {"new.pdf": b"2", "receipt.json": receipt(new_pdf=b"2")}) == ()
    assert set(contents(folder)) == {"new.pdf", "receipt.json", "メモ.txt", "forms/甲課.xlsx"}


def test_a_result_that_was_edited_by_hand_is_kept_under_another_name(tmp_path):
    folder = tmp_path / "plan"
    for round_, kept in ((1, ()), (2, ("a（手直し）.docx",)), (3, ("a（手直し2）.docx",))):
        assert write_outputs(folder, {"a.docx": b"1", "receipt.json": receipt(a_docx=b"1")}) == kept
        (folder / "a.docx").write_bytes(b"edited %d" % round_)
    names = {name: data for name, data in contents(folder).items() if name != "receipt.json"}
    assert names == {"a.docx": b"edited 3", "a（手直し）.docx": b"edited 1", "a（手直し2）.docx": b"edited 2"}


def test_a_former_folder_that_cannot_be_removed_blocks_neither_this_run_nor_the_next(tmp_path, monkeypatch):
    folder = tmp_path / "plan"
    write_outputs(folder, {"a": b"1", "receipt.json": receipt(a=b"1")})

    def locked(path: Path) -> None:
        raise OSError(errno.EACCES, "a file in it is open")

    with monkeypatch.context() as patch:
        patch.setattr(outputs.shutil, "rmtree", locked)
        write_outputs(folder, {"a": b"2", "receipt.json": receipt(a=b"2")})
        assert (folder / "a").read_bytes() == b"2"
        write_beside(folder, "b", b"x")
    write_outputs(folder, {"a": b"3", "receipt.json": receipt(a=b"3")})
    assert (folder / "a").read_bytes() == b"3"
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_a_broken_receipt_of_the_previous_run_loses_nothing(tmp_path):
    folder = tmp_path / "plan"
    write_outputs(folder, {"old.pdf": b"1", "receipt.json": b"{broken"})
    write_outputs(folder, {"new.pdf": b"2"})
    assert contents(folder) == {"old.pdf": b"1", "new.pdf": b"2"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_disk_that_fails_leaves_the_previous_results_whole(tmp_path, monkeypatch, number):
    folder = tmp_path / "plan"
    write_outputs(folder, {"a": b"1", "b": b"1", "receipt.json": receipt(a=b"1", b=b"1")})
    before = contents(tmp_path)
    real = Path.write_bytes

    def failing(self: Path, data: bytes) -> int:
        if self.name == "b":
            raise OSError(number, os.strerror(number))
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(UsageError) as caught:
        write_outputs(folder, {"a": b"2", "b": b"2"})
    assert caught.value.code == "U05"
    assert contents(tmp_path) == before


def test_a_run_that_fails_between_the_renames_puts_the_old_folder_back(tmp_path, monkeypatch):
    folder = tmp_path / "plan"
    write_outputs(folder, {"a": b"1"})
    real = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == ".plan.new":
            raise OSError(errno.EACCES, "locked")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(UsageError):
        write_outputs(folder, {"a": b"2"})
    assert contents(tmp_path) == {"plan/a": b"1"}


def test_a_run_that_was_killed_between_the_renames_is_put_right(tmp_path):
    folder = tmp_path / "plan"
    write_outputs(folder, {"a": b"1"})
    folder.rename(tmp_path / ".plan.old000")
    recover(folder)
    assert contents(tmp_path) == {"plan/a": b"1"}


def test_an_interrupt_during_the_renames_waits_for_their_end(tmp_path, monkeypatch):
    folder = tmp_path / "plan"
    write_outputs(folder, {"a": b"1"})
    real = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        os.kill(os.getpid(), 2)
        return real(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_outputs(folder, {"a": b"2"})
    monkeypatch.undo()
    assert contents(folder) == {"a": b"2"}
    recover(folder)
    assert contents(tmp_path) == {"plan/a": b"2"}


def test_one_file_is_replaced_in_one_step(tmp_path, monkeypatch):
    write_beside(tmp_path, "forms/甲課.xlsx", b"1")
    monkeypatch.setattr(
        outputs.Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.EACCES, "open in Excel"))
    )
    with pytest.raises(UsageError):
        write_beside(tmp_path, "forms/甲課.xlsx", b"2")
    assert contents(tmp_path) == {"forms/甲課.xlsx": b"1"}
