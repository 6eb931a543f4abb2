from __future__ import annotations

import errno
import json
import os
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from written_workbooks import zipped

from reportgen import Workspace, build
from reportgen.errors import UsageError
from reportgen.pipeline import desk
from reportgen.pipeline.desk import Received
from reportgen.pipeline.receive import Intaken, receive
from reportgen.rounds.register import Entry, read_register

ROOT = Path(__file__).parents[2]
PLAN = "inputs/2021/ogori-kosodate"
SAMPLES = ROOT / PLAN / "submissions"
NOW = "2022-05-20 10:15:00"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace to which nobody has sent anything yet."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / PLAN).mkdir(parents=True)
    shutil.copy(ROOT / PLAN / "plan.xlsx", tmp_path / PLAN)
    (tmp_path / "mail").mkdir()
    return tmp_path


def sample(name: str = "図書課", **cells: str) -> bytes:
    """A form as a department sent it; ``cells`` are typed anew."""
    data = (SAMPLES / f"{name}.xlsx").read_bytes()
    if not cells:
        return data
    book = load_workbook(BytesIO(data), rich_text=True)
    for cell, text in cells.items():
        book["調査票"][cell].value = text
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def saying(data: bytes, *, title: str = "", **said: object) -> bytes:
    """The same form saying something else of itself: another round, another year."""
    book = load_workbook(BytesIO(data), rich_text=True)
    (own,) = (one for one in book.custom_doc_props.props if one.name == "reportgen_form")
    own.value = json.dumps({**json.loads(own.value), **said}, ensure_ascii=False)
    book.properties.title = title or book.properties.title
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def mailed(office: Path, name: str, data: bytes) -> Path:
    path = office / "mail" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def take(office: Path, *paths: Path, year: int | None = None, plan: str | None = None) -> Intaken:
    return receive(paths or [office / "mail"], Workspace(office), year, plan, now=NOW)


def told(intaken: Intaken) -> list[str]:
    return [f"{one.kind} {one.original} {one.result}" for one in intaken.files]


def lying(office: Path) -> dict[str, bytes]:
    folder = office / PLAN / "submissions"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def entries(office: Path) -> tuple[Entry, ...]:
    return read_register((office / PLAN / desk.REGISTER).read_bytes()).entries


def rating_cell() -> str:
    """The first answered cell of 評価 in the sample form."""
    sheet = load_workbook(SAMPLES / "図書課.xlsx")["調査票"]
    header = next(cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == "評価")
    return f"{header.column_letter}{header.row + 1}"


def test_a_form_is_filed_under_the_plan_it_names_and_noted(office):
    data = sample()
    (one,) = take(office, mailed(office, "回答.xlsx", data)).files
    assert isinstance(one, Received)
    assert (one.kind, one.number, one.submitter, one.round) == ("filed", 1, "図書課", 1)
    assert one.stored == f"{PLAN}/submissions/回答.xlsx"
    assert lying(office) == {"回答.xlsx": data}
    (line,) = entries(office)
    assert (line.received, line.original, line.submitter, line.result) == (NOW, "回答.xlsx", "図書課", "受付")
    assert line.version
    assert not list((office / PLAN).glob(".*")), "nothing is left behind"
    assert (office / "mail/回答.xlsx").read_bytes() == data


def test_what_is_there_already_is_not_counted_twice(office):
    path = mailed(office, "回答.xlsx", sample())
    take(office, path)
    again = take(office, path, mailed(office, "写し.xlsx", sample()))
    assert told(again) == ["already 回答.xlsx 受付済み（受付番号1）", "already 写し.xlsx 受付済み（受付番号1）"]
    assert again.status == 0
    assert len(entries(office)) == 1
    assert list(lying(office)) == ["回答.xlsx"]


def test_nothing_is_overwritten_by_another_file_of_that_name(office):
    one, other = sample("図書課"), sample("健康課")
    take(office, mailed(office, "a/回答.xlsx", one), mailed(office, "b/回答.xlsx", other))
    assert lying(office) == {"回答.xlsx": one, "回答 (2).xlsx": other}
    assert [line.stored for line in entries(office)] == ["回答.xlsx", "回答 (2).xlsx"]


def test_zips_and_folders_are_taken_apart_and_traces_of_programs_left_out(office):
    packed = zipped({"健康課/回答.xlsx": sample("健康課"), "__MACOSX/._回答.xlsx": b"x"})
    mailed(office, "まとめ.zip", packed)
    mailed(office, "図書課/回答.xlsx", sample())
    mailed(office, "図書課/~$回答.xlsx", b"x")
    mailed(office, "Thumbs.db", b"x")
    assert [one.original for one in take(office).files] == ["まとめ.zip/健康課/回答.xlsx", "図書課/回答.xlsx"]
    assert [line.submitter for line in entries(office)] == ["健康課", "図書課"]


def test_a_zip_with_a_password_is_kept_for_the_run_to_tell_and_a_zip_in_a_zip_is_refused(office):
    nested = zipped({"中.zip": zipped({"a.xlsx": sample()}), "健康課.xlsx": sample("健康課")})
    taken = take(office, mailed(office, "外.zip", nested))
    assert [one.kind for one in taken.files] == ["filed", "refused"]
    assert "ZIPファイル" in taken.files[1].result
    assert taken.status == 2
    locked = bytearray(zipped({"図書課.xlsx": b"secret"}))
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert zipfile.ZipFile(BytesIO(locked)).infolist()[0].flag_bits & 1
    (one,) = take(office, mailed(office, "図書課.zip", bytes(locked))).files
    assert (one.kind, one.submitter) == ("unreadable", "図書課")
    assert "パスワード" in one.result


def test_what_is_no_form_is_kept_apart_and_the_run_tells_what_it_is(office):
    mailed(office, "図書課.xlsx", sample())
    taken = take(office, mailed(office, "=メモ.pdf", b"%PDF-1.4"), office / "mail/図書課.xlsx", year=2021)
    assert [one.kind for one in taken.files] == ["unreadable", "filed"]
    assert taken.status == 1
    assert set(lying(office)) == {"_提出者不明/=メモ.pdf", "図書課.xlsx"}
    (outcome,) = build(Workspace(office), 2021, formats=("html",))
    assert outcome.counts["受付不可"] == 1
    raw = (office / PLAN / desk.REGISTER).read_text(encoding="utf-8-sig")
    assert '"\'=メモ.pdf"' in raw
    assert entries(office)[0].original == "=メモ.pdf"


def test_an_unreadable_file_that_is_named_after_a_submitter_is_filed_as_theirs(office):
    (one,) = take(office, mailed(office, "図書課_回答.xlsx", b"")).files
    assert (one.kind, one.submitter) == ("unreadable", "図書課")
    assert list(lying(office)) == ["図書課_回答.xlsx"]


def test_a_run_makes_the_same_bytes_with_and_without_the_register(office):
    take(office, mailed(office, "図書課.xlsx", sample()))
    (outcome,) = build(Workspace(office), 2021, formats=("html",))
    folder = office / outcome.folder
    first = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert b'id="overview"' in first[Path("board.html")]
    (office / PLAN / desk.REGISTER).unlink()
    build(Workspace(office), 2021, formats=("html",))
    assert {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == first


def test_a_second_file_says_what_changed(office):
    cell = rating_cell()
    take(office, mailed(office, "1.xlsx", sample()))
    (one,) = take(office, mailed(office, "2.xlsx", sample(**{cell: "D"}))).files
    (edit,) = one.edits
    assert (edit.field, edit.after) == ("評価", "D")
    assert edit.before in ("A", "B", "C")
    assert one.result == entries(office)[1].result == "受付（前の提出から 変更1件）"
    (same,) = take(office, mailed(office, "3.xlsx", saying(sample(**{cell: "D"}), title="写し"))).files
    assert (same.result, same.edits) == ("受付（前の提出から 変更なし）", ())


def test_a_form_of_an_older_round_is_filed_and_said_not_to_count(office):
    take(office, mailed(office, "2回目.xlsx", saying(sample(), round=2)))
    (one,) = take(office, mailed(office, "1回目.xlsx", sample(**{rating_cell(): "D"}))).files
    assert (one.kind, one.round, one.edits) == ("filed", 1, ())
    assert "2回目が届いているため、報告書には使いません" in one.result


def test_a_mistyped_year_does_not_put_a_form_among_those_of_another_year(office):
    """Both years are here, so the form is at home in one of them; only year and plan together say that it is meant."""
    shutil.copytree(office / PLAN, office / "inputs/2020/ogori-kosodate")
    path = mailed(office, "図書課.xlsx", sample())
    refused = take(office, path, year=2020)
    assert refused.status == 2
    assert "2021年度「ogori-kosodate」のもの" in refused.files[0].result
    assert not list((office / "inputs").rglob("図書課*"))


def test_a_form_of_another_year_is_refused_unless_the_options_leave_one_plan(office):
    path = mailed(office, "図書課.xlsx", saying(sample(), year=2020))
    refused = take(office, path)
    assert refused.status == 2
    assert "2020年度「ogori-kosodate」" in refused.files[0].result
    assert not (office / PLAN / "submissions").exists()
    (one,) = take(office, path, year=2021).files
    assert (one.kind, one.submitter) == ("unreadable", "図書課")
    assert "令和2年度" in one.result


def test_without_identity_a_file_needs_a_plan_when_there_are_several(office):
    (office / "inputs/2022/next").mkdir(parents=True)
    shutil.copy(office / PLAN / "plan.xlsx", office / "inputs/2022/next")
    path = mailed(office, "メモ.pdf", b"%PDF-1.4")
    assert [one.kind for one in take(office, path).files] == ["refused"]
    assert [one.kind for one in take(office, path, year=2021, plan="ogori-kosodate").files] == ["unreadable"]


@pytest.mark.parametrize("where", ["write", "rename", "note"])
def test_an_intake_that_was_cut_off_anywhere_goes_on_where_it_stopped(office, monkeypatch, where):
    first, second = mailed(office, "図書課.xlsx", sample()), mailed(office, "健康課.xlsx", sample("健康課"))
    take(office, first)
    calls = {"write": (desk.os, "fsync"), "rename": (desk, "_moved"), "note": (desk, "line_of")}
    target, name = calls[where]

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    real_append = desk.Desk._append
    with monkeypatch.context() as patch:
        if where == "write":
            patch.setattr(desk.Desk, "_append", lambda self, data: real_append(self, data) if data else None)
        patch.setattr(target, name, killed)
        with pytest.raises(KeyboardInterrupt):
            take(office, second)
    taken = take(office, second)
    assert sorted(lying(office)) == ["健康課.xlsx", "図書課.xlsx"]
    assert [(line.number, line.submitter) for line in entries(office)] == [(1, "図書課"), (2, "健康課")]
    assert taken.files[-1].number == 2
    assert not list((office / PLAN).glob(".*"))


def test_a_line_that_was_cut_off_is_written_again(office):
    take(office, mailed(office, "図書課.xlsx", sample()))
    register = office / PLAN / desk.REGISTER
    register.write_bytes(register.read_bytes()[:-40])
    taken = take(office, mailed(office, "健康課.xlsx", sample("健康課")))
    assert [one.kind for one in taken.files] == ["noted", "filed"]
    assert [line.submitter for line in entries(office)] == ["図書課", "健康課"]


def test_files_that_lie_there_without_a_line_get_one_and_lines_without_a_file_are_told(office):
    mailed(office, "図書課.xlsx", sample())
    folder = office / PLAN / "submissions"
    folder.mkdir()
    (folder / "健康課.xlsx").write_bytes(sample("健康課"))
    taken = take(office)
    assert told(taken)[0] == "noted 健康課.xlsx 受付（submissions に置かれていたもの）"
    assert taken.lost == ()
    (folder / "健康課.xlsx").unlink()
    (folder / "図書課.xlsx").rename(folder / "図書課（確認済）.xlsx")
    assert take(office).lost == (f"{PLAN}/submissions/健康課.xlsx",), "a file under another name is not lost"


def test_a_file_that_was_rewritten_in_its_place_gets_a_line_of_its_own(office):
    take(office, mailed(office, "図書課.xlsx", sample()))
    (office / PLAN / "submissions/図書課.xlsx").write_bytes(sample(**{rating_cell(): "D"}))
    kinds = [(one.kind, one.result) for one in take(office, mailed(office, "健康課.xlsx", sample("健康課"))).files]
    assert kinds[0] == ("noted", "受付（受け付けた後に、内容が書き換えられたもの）")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_full_or_locked_disk_is_one_sentence_and_the_next_intake_goes_on(office, monkeypatch, code):
    paths = [mailed(office, "図書課.xlsx", sample()), mailed(office, "健康課.xlsx", sample("健康課"))]
    real = os.link
    done: list[str] = []

    def link(source, target):
        if done:
            raise OSError(code, os.strerror(code), str(target))
        done.append(str(target))
        real(source, target)

    def rename(*_: object) -> None:
        raise OSError(code, os.strerror(code), "健康課.xlsx")

    with monkeypatch.context() as patch:
        patch.setattr(desk.os, "link", link)
        patch.setattr(Path, "rename", rename)
        taken = take(office, *paths)
    assert [one.kind for one in taken.files] == ["filed", "refused"]
    assert "保存できません（" in taken.files[1].result
    assert taken.status == 2
    assert [one.kind for one in take(office, *paths).files] == ["already", "filed"]
    assert not list((office / PLAN).glob(".*"))


def test_a_register_that_excel_saved_in_another_encoding_stops_before_anything_is_filed(office):
    take(office, mailed(office, "図書課.xlsx", sample()))
    register = office / PLAN / desk.REGISTER
    saved = register.read_text(encoding="utf-8-sig").encode("cp932")
    register.write_bytes(saved)
    with pytest.raises(UsageError, match="受付簿を読み取れません"):
        take(office, mailed(office, "健康課.xlsx", sample("健康課")))
    assert list(lying(office)) == ["図書課.xlsx"]
    assert register.read_bytes() == saved


def test_a_name_longer_than_a_file_system_takes_is_cut_and_keeps_its_ending(office):
    packed = zipped({"あ" * 120 + ".xlsx": sample()})
    take(office, mailed(office, "まとめ.zip", packed))
    (name,) = lying(office)
    assert name.endswith("あ.xlsx")
    assert len(name.encode()) <= 200


def test_nothing_that_is_not_there_can_be_received(office):
    assert take(office, office / "ない.xlsx").files[0].kind == "refused"
    with pytest.raises(UsageError, match="受け付けるファイルがありません"):
        take(office)
    with pytest.raises(UsageError, match="ogori-kosodate"):
        take(office, plan="none")
