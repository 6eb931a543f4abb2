"""Forms out for a new year: what is written, what is left alone, and what stops it."""

from __future__ import annotations

import errno
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from reportgen import Workspace
from reportgen.cli.run import run
from reportgen.errors import ReportgenError, UsageError
from reportgen.pipeline.forms import MadeForms, make_forms

ROOT = Path(__file__).parents[2]
PLAN = "ogori-kosodate"
MASTER = f"inputs/2022/{PLAN}/plan.xlsx"
FORMS = f"outputs/2022/{PLAN}/forms"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def begun(workspace: Path, **options) -> MadeForms:
    (made,) = make_forms(Workspace(workspace), 2022, **{"from_year": 2021, **options})
    return made


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, MadeForms]:
    """A workspace whose new year was begun with zips, to be looked at only, and what was made."""
    root = tmp_path_factory.mktemp("begun")
    for name in ("templates", "inputs"):
        shutil.copytree(ROOT / name, root / name)
    return root, begun(root, zipped=True)


@pytest.fixture
def begun_before(once: tuple[Path, MadeForms], tmp_path: Path) -> Path:
    """A copy of that workspace, to be changed at will."""
    return shutil.copytree(once[0], tmp_path / "workspace")


def texts(path: Path) -> str:
    import docx
    from docx.oxml.ns import qn

    paragraphs = docx.Document(str(path)).element.body.iter(qn("w:p"))
    return "\n".join("".join(run.text or "" for run in one.iter(qn("w:t"))) for one in paragraphs)


def change(path: Path, *edits: tuple[str, str, object]) -> None:
    book = openpyxl.load_workbook(path)
    for sheet, cell, value in edits:
        book[sheet][cell] = value
    book.save(path)


def test_letters_without_a_day_by_which_to_answer_are_said_before_anybody_sends_them(workspace, capsys):
    arguments = ["forms", "--year", "2022", "--workspace", str(workspace)]
    assert run([*arguments, "--from-year", "2021"]) == 0
    assert "提出期限が決まっていない" in capsys.readouterr().out
    path = workspace / MASTER
    book = openpyxl.load_workbook(path)
    (head,) = (cell for row in book["会議"].iter_rows() for cell in row if cell.value == "期限")
    book["会議"].cell(head.row + 1, head.column).value = "2023/5/20"
    book.save(path)
    assert run(arguments) == 0
    assert "提出期限が決まっていない" not in capsys.readouterr().out


def test_a_new_year_begins_with_plan_forms_letters_and_what_changed(workspace):
    before = contents(workspace)
    made = begun(workspace)
    new = contents(workspace).keys() - before.keys()
    assert made == MadeForms(
        folder=FORMS, names=made.names, master=MASTER, paper="_事務局/移行の確認.docx", undated=True
    )
    assert len(made.names) == 17
    assert new == {
        MASTER,
        *(f"{FORMS}/{name}" for name in made.names),
        *(f"{FORMS}/依頼文_{Path(name).stem}.docx" for name in made.names),
        f"{FORMS}/_事務局/移行の確認.docx",
        f"{FORMS}/_事務局/移行の確認.html",
        f"{FORMS}/receipt.json",
    }
    assert {name: data for name, data in contents(workspace).items() if name in before} == before
    assert (workspace / MASTER).with_name("submissions").is_dir()
    assert "回答を190件書き足しました" in texts(workspace / FORMS / "_事務局/移行の確認.docx")


def test_forms_show_what_was_answered_in_the_year_before(once):
    workspace, _ = once
    sheet = openpyxl.load_workbook(workspace / FORMS / "図書課.xlsx")["調査票"]
    shown = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "前年度の実施状況（令和3年度）" in shown
    assert any("おはなし会" in text for text in shown)


def test_the_same_workspace_gives_the_same_bytes(begun_before):
    workspace = begun_before
    first = contents(workspace)
    (workspace / MASTER).unlink()
    begun(workspace, zipped=True)
    assert contents(workspace) == first


def test_the_outputs_of_the_year_before_are_never_read(begun_before):
    workspace = begun_before
    first = (workspace / MASTER).read_bytes()
    (workspace / MASTER).unlink()
    (workspace / f"outputs/2021/{PLAN}").mkdir(parents=True)
    (workspace / f"outputs/2021/{PLAN}/model.json").write_text("{}", encoding="utf-8")
    begun(workspace)
    assert (workspace / MASTER).read_bytes() == first


def test_a_plan_that_is_there_is_compared_and_never_overwritten(begun_before):
    workspace = begun_before
    change(
        workspace / MASTER, ("会議", "D3", "2023-05-12"), ("会議", "E3", "企画課 & <係>"), ("事業", "D3", "新しい名前")
    )
    edited = (workspace / MASTER).read_bytes()
    made = begun(workspace)
    assert made.master == ""
    assert (workspace / MASTER).read_bytes() == edited
    paper = texts(workspace / FORMS / "_事務局/移行の確認.docx")
    assert "書き換えていません" in paper
    assert "新しい名前" in paper
    letter = texts(workspace / FORMS / "依頼文_図書課.docx")
    assert "令和5年5月12日" in letter
    assert "企画課 & <係>" in letter


def test_one_zip_a_department_holds_its_form_and_its_letter(once):
    workspace, made = once
    path = workspace / FORMS / "図書課.zip"
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == ["図書課.xlsx", "依頼文_図書課.docx"]
        assert all(entry.flag_bits & 0x800 for entry in packed.infolist())
        assert packed.read("図書課.xlsx") == (workspace / FORMS / "図書課.xlsx").read_bytes()
    assert len(made.names) == len(list((workspace / FORMS).glob("*.zip")))


def test_what_nobody_needs_any_more_goes_and_what_was_edited_stays(begun_before):
    workspace = begun_before
    folder = workspace / FORMS
    (folder / "依頼文_健康課.docx").write_bytes(b"dated by hand")
    book = openpyxl.load_workbook(workspace / MASTER)
    for cell in (cell for name in ("担当", "実績") for row in book[name].iter_rows() for cell in row):
        cell.value = "本の課" if cell.value == "図書課" else cell.value
    book.save(workspace / MASTER)
    begun(workspace)
    names = {path.name for path in folder.iterdir()}
    assert {"本の課.xlsx", "依頼文_健康課.docx", "依頼文_健康課（手直し）.docx"} <= names
    assert not [name for name in names if name.endswith(".zip") or "図書課" in name]


def test_a_zip_that_comes_back_whole_is_the_form_alone(begun_before):
    import json

    workspace = begun_before
    data = (workspace / FORMS / "図書課.zip").read_bytes()
    (workspace / MASTER).with_name("submissions").joinpath("図書課.zip").write_bytes(data)
    assert run(["report", "--year", "2022", "--format", "html", "--workspace", str(workspace)]) == 1
    found = json.loads((workspace / f"outputs/2022/{PLAN}/findings.json").read_text(encoding="utf-8"))
    assert {one["code"] for one in found if one["submitter"] == "図書課"} == {"F15"}


def test_a_letter_of_the_layouts_own_is_taken(workspace):
    own = "<article><h1>照会</h1><p>{{ recipient }}あて、{{ rows }}行</p></article>"
    (workspace / "templates/matrix/letter.html.j2").write_text(own, encoding="utf-8")
    begun(workspace)
    assert texts(workspace / FORMS / "依頼文_図書課.docx") == "照会\n図書課あて、2行"


# ── what stops it ───────────────────────────────────────────────────────────────────────────────────────


def refused(workspace: Path, year: int = 2022, **options) -> ReportgenError:
    before = contents(workspace)
    folders = {path for path in workspace.rglob("*") if path.is_dir()}
    with pytest.raises(ReportgenError) as caught:
        make_forms(Workspace(workspace), year, **{"from_year": 2021, **options})
    assert contents(workspace) == before
    assert {path for path in workspace.rglob("*") if path.is_dir()} - folders <= {workspace / "outputs"} | {
        workspace / "outputs" / "2022",
        workspace / "outputs" / "2022" / PLAN,
    }
    return caught.value


def test_a_year_before_without_a_plan_is_named(workspace):
    assert refused(workspace, from_year=2020).code == "U02"
    assert refused(workspace, plan="kodomo").code == "U03"


def test_the_year_before_lies_before(workspace):
    assert refused(workspace, year=2021).code == "U70"


def test_plans_of_other_ids_are_told_in_one_message(workspace):
    (workspace / "inputs/2022/kosodate").mkdir(parents=True)
    (workspace / "inputs/2022/kosodate/plan.xlsx").write_bytes(b"")
    fault = refused(workspace)
    assert fault.code == "U71"
    assert "kosodate" in str(fault)
    assert PLAN in str(fault)


def test_a_year_before_without_submissions_is_told(workspace):
    shutil.rmtree(workspace / f"inputs/2021/{PLAN}/submissions")
    assert refused(workspace).code == "U17"


def test_a_broken_letter_writes_nothing(workspace):
    (workspace / "templates/matrix/letter.html.j2").write_text("<article>{{ nobody }}</article>", encoding="utf-8")
    assert "letter.html.j2:1" in str(refused(workspace))


@pytest.mark.parametrize(("name", "code"), [("plan.xlsx.new", "U72"), ("図書課.xlsx", "U05")])
def test_a_full_disk_leaves_no_half_year(workspace, monkeypatch, name, code):
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == name:
            raise OSError(errno.ENOSPC, "full", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    fault = refused(workspace)
    assert isinstance(fault, UsageError)
    assert fault.code == code
    assert "空き容量が足りません" in str(fault)


def test_an_interruption_takes_the_new_plan_back(workspace, monkeypatch):
    from reportgen.pipeline import forms

    def interrupted(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(forms, "write_outputs", interrupted)
    with pytest.raises(KeyboardInterrupt):
        begun(workspace)
    assert not (workspace / "inputs/2022").exists()


# ── the command ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_was_made_and_where_to_look(workspace, capsys):
    arguments = ["--year", "R4", "--from-year", "令和3年度", "--zip", "--workspace", str(workspace)]
    assert run(["forms", *arguments]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert MASTER in lines[0]
    assert "17件の調査票と依頼文" in lines[1]
    assert "移行の確認.docx" in lines[2]


def test_without_a_year_before_nothing_is_rolled_over(workspace, capsys):
    assert run(["forms", "--year", "2021", "--workspace", str(workspace)]) == 0
    assert "移行の確認" not in capsys.readouterr().out
    assert not (workspace / f"outputs/2021/{PLAN}/forms/_事務局").exists()
