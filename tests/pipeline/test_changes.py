"""The list of changes as files: from two runs of the sample to Word, HTML and JSON."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from docx import Document as read_docx
from html_reading import table_rows
from lxml import html

from reportgen import Workspace, build
from reportgen.cli.run import run
from reportgen.errors import UsageError
from reportgen.pipeline.changes import Listed, list_changes

PLAN = "ogori-kosodate"
ROOT = Path(__file__).parents[2]


def edit(workspace: Path, file: str, sheet: str, cells: dict[str, tuple[str, str]]) -> None:
    """Replace one piece of text by another in some cells of a workbook of the sample."""
    path = workspace / "inputs/2021" / PLAN / file
    book = openpyxl.load_workbook(path)
    for cell, (before, after) in cells.items():
        found = str(book[sheet][cell].value)
        assert before in found
        book[sheet][cell].value = found.replace(before, after, 1)
    book.save(path)


@pytest.fixture(scope="module")
def both_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the sample's results, and after one answer and one name of the plan were changed."""
    root = tmp_path_factory.mktemp("runs")
    for name in ("templates", "inputs"):
        shutil.copytree(ROOT / name, root / name)
    (outcome,) = build(Workspace(root), 2021, PLAN, formats=("html",))
    shutil.copytree(root / outcome.folder, root / "before")
    edit(root, "submissions/図書課.xlsx", "調査票", {"G7": ("実施した。", "3回実施した。")})
    edit(root, "plan.xlsx", "事業", {"D4": ("推進", "充実")})
    build(Workspace(root), 2021, PLAN, formats=("html",))
    return root


@pytest.fixture
def changed(both_runs: Path, tmp_path: Path) -> Path:
    """A copy of that workspace, to be changed at will."""
    return shutil.copytree(both_runs, tmp_path / "workspace")


def folders(workspace: Path) -> tuple[Path, Path]:
    return workspace / "before", workspace / "outputs/2021" / PLAN


@pytest.fixture
def listed(changed: Path) -> tuple[Listed, Path]:
    """The list of two drafts."""
    for folder in folders(changed):
        model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        (folder / "model.json").write_text(json.dumps(model | {"final": False}), encoding="utf-8")
    return list_changes(Workspace(changed), *folders(changed)), changed


def test_two_runs_of_the_sample_are_listed_in_every_format(listed):
    made, workspace = listed
    assert made.folder == workspace / "outputs/2021" / PLAN / "修正箇所"
    assert made.files == ("修正箇所一覧.docx", "修正箇所一覧.html", "修正箇所一覧.json")
    assert (made.count, made.counts) == (2, {"名称変更": 1, "変更": 1})
    page = html.document_fromstring((made.folder / "修正箇所一覧.html").read_bytes())
    head, *rows = [[text for _, _, _, text in row] for row in table_rows(page.xpath("//table")[0])]
    assert [text for (text,) in head] == ["番号", "事業名", "担当課", "項目", "修正前", "修正後", "出所", "理由"]
    assert rows[0][3:] == [
        ["事業名"],
        ["子育て家庭への育児相談・情報提供事業の【推進】"],
        ["子育て家庭への育児相談・情報提供事業の【充実】"],
        ["plan.xlsx", "事業 D4"],
        [""],
    ]
    assert rows[1][:4] == [["(1)-3"], ["各種学級・講座の充実"], ["図書課"], ["実施状況"]]
    assert rows[1][5][0].endswith("感染対策を取りながら【3回】実施した。")
    assert rows[1][6] == ["図書課.xlsx", "調査票 G7"]
    assert [strong.text_content() for strong in page.xpath("//td//strong")] == ["【推進】", "【充実】", "【3回】"]
    word = read_docx(io.BytesIO((made.folder / "修正箇所一覧.docx").read_bytes()))
    bold = [
        run.text for cell in word.tables[0].rows[2].cells for one in cell.paragraphs for run in one.runs if run.bold
    ]
    assert "3回" in "".join(bold)


def test_the_record_says_what_was_compared_and_where_the_new_text_comes_from(listed):
    made, _ = listed
    record = json.loads((made.folder / "修正箇所一覧.json").read_text(encoding="utf-8"))
    assert (record["before"]["final"], record["after"]["final"]) == (False, False)
    assert record["before"]["sha256"] != record["after"]["sha256"]
    name, answer = record["changes"]
    assert (name["kind"], name["label"], name["place"]["cell"]) == ("名称変更", "事業名", "D4")
    assert answer["place"]["file"] == f"inputs/2021/{PLAN}/submissions/図書課.xlsx"
    assert [part["text"] for part in answer["after"] if part["changed"]] == ["3回"]


def test_the_same_results_make_the_same_bytes_and_a_later_report_leaves_the_list_alone(listed):
    made, workspace = listed
    first = {name: (made.folder / name).read_bytes() for name in made.files}
    list_changes(Workspace(workspace), workspace / "before", made.folder.parent)
    assert {name: (made.folder / name).read_bytes() for name in made.files} == first
    build(Workspace(workspace), 2021, PLAN, formats=("html",))
    assert {name: (made.folder / name).read_bytes() for name in made.files} == first


def test_a_list_in_which_somebody_wrote_reasons_is_kept(listed):
    made, workspace = listed
    path = made.folder / "修正箇所一覧.docx"
    path.write_bytes(path.read_bytes() + b" ")
    again = list_changes(Workspace(workspace), workspace / "before", made.folder.parent)
    assert again.kept == ("修正箇所一覧（手直し）.docx",)
    assert (made.folder / again.kept[0]).read_bytes().endswith(b" ")


def test_what_follows_a_final_edition_is_a_list_of_errata_without_names_of_files(changed):
    made = list_changes(Workspace(changed), *folders(changed), changed / "errata")
    assert (made.title, made.folder) == ("正誤表", changed / "errata")
    page = (made.folder / "正誤表.html").read_text(encoding="utf-8")
    heads = html.document_fromstring(page).xpath("//thead//th")
    assert [one.text_content().strip() for one in heads] == ["番号", "事業名", "担当課", "項目", "誤", "正", "理由"]
    assert "xlsx" not in page


def test_brackets_that_the_texts_use_are_not_used_for_marking(changed):
    edit(changed, "submissions/図書課.xlsx", "調査票", {"G7": ("3回実施した。", "【新】4回実施した。")})
    build(Workspace(changed), 2021, PLAN, formats=("html",))
    made = list_changes(Workspace(changed), *folders(changed))
    page = html.document_fromstring((made.folder / "正誤表.html").read_bytes())
    assert [one.text_content() for one in page.xpath("//td//strong")][-1] == "〔【新】4回〕"


def test_nothing_has_changed_is_said_on_the_paper_and_on_the_screen(capsys, built):
    _, folder = built
    assert run(["diff", str(folder), str(folder / "model.json"), "--workspace", str(folder.parents[2])]) == 0
    assert "正誤表：変わったところはありません。" in capsys.readouterr().out
    assert "変わったところはありません。" in (folder / "修正箇所/正誤表.html").read_text(encoding="utf-8")
    shutil.rmtree(folder / "修正箇所")


def test_changes_end_with_0_and_are_counted(capsys, listed):
    made, workspace = listed
    arguments = ["diff", str(workspace / "before"), str(made.folder.parent), "--workspace", str(workspace)]
    assert run(arguments) == 0
    out = capsys.readouterr().out
    assert "修正箇所一覧：変わったところは2か所です（名称変更 1か所、変更 1か所）。" in out
    assert str(made.folder / "修正箇所一覧.docx") in out


def refused(workspace: Path, before: Path, after: Path, out: Path | None = None) -> str:
    with pytest.raises(UsageError) as caught:
        list_changes(Workspace(workspace), before, after, out)
    assert caught.value.status == 2
    return caught.value.code


def written(folder: Path, model: dict[str, object]) -> Path:
    folder.mkdir()
    (folder / "model.json").write_text(json.dumps(model), encoding="utf-8")
    return folder


def test_wrong_input_is_one_message_and_nothing_is_written(built, tmp_path):
    _, folder = built
    root = folder.parents[2]
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert refused(root, tmp_path, folder) == "U61"
    assert refused(root, written(tmp_path / "text", {"a": 1}), folder) == "U60"
    assert refused(root, written(tmp_path / "newer", model | {"unheard_of": 1}), folder) == "U60"
    assert refused(root, written(tmp_path / "year", model | {"year": 2020}), folder) == "U62"
    assert refused(root, folder, written(tmp_path / "layout", model | {"layout": "nothing"})) == "U63"
    assert refused(root, folder, folder, folder) == "U09"
    assert not (folder / "修正箇所").exists()


def test_a_record_of_an_older_version_has_usual_values_for_what_it_does_not_say(built, tmp_path):
    _, folder = built
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    del model["derived"], model["short_name"]
    made = list_changes(Workspace(folder.parents[2]), written(tmp_path / "older", model), folder, tmp_path / "out")
    assert made.counts == {"変更": 1}
