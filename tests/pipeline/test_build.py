"""A run as a whole: what stops it, what it leaves behind, what makes an edition final."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import reportgen.pipeline.report as pipeline
from reportgen import ReportgenError, Workspace, build
from reportgen.cli.run import run
from reportgen.pipeline import papers
from reportgen.pipeline.papers import FORMATS
from reportgen.pipeline.report import Outcome

ROOT = Path(__file__).parents[2]
STAGES = ["plan", "collect", "validate", "compose", "review", *FORMATS, "proof", "deliver"]


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def built(workspace: Path, **options) -> Outcome:
    (outcome,) = build(Workspace(workspace), 2021, "ogori-kosodate", **options)
    return outcome


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the outputs of a run, to be copied."""
    root = tmp_path_factory.mktemp("once")
    for name in ("templates", "inputs"):
        shutil.copytree(ROOT / name, root / name)
    built(root, formats=("html",))
    return root


@pytest.fixture
def built_before(once: Path, tmp_path: Path) -> Path:
    """A copy of that workspace, to be changed at will."""
    return shutil.copytree(once, tmp_path / "workspace")


def test_the_stages_are_announced_in_the_order_of_the_journey(workspace):
    seen: list[str] = []
    built(workspace, progress=seen.append)
    assert seen == STAGES


@pytest.mark.parametrize("stage", STAGES)
def test_an_interrupt_at_any_stage_leaves_the_previous_outputs_whole(built_before, stage):
    workspace = built_before
    before = contents(workspace / "outputs")

    def interrupted(at: str) -> None:
        if at == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(workspace, progress=interrupted)
    assert contents(workspace / "outputs") == before


def test_an_interrupt_ends_with_130_and_says_that_nothing_was_lost(workspace, monkeypatch, capsys):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "write_outputs", interrupted)
    assert run(["report", "--year", "2021", "--plan", "ogori-kosodate", "--workspace", str(workspace)]) == 130
    assert "中断しました" in capsys.readouterr().err


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_says_something_else_is_never_issued(built_before, monkeypatch, capsys, name):
    """A renderer that loses a sentence is caught by the proof: status 3, and the previous outputs stay."""
    workspace = built_before
    before = contents(workspace / "outputs")
    right = papers.RENDERERS[name]

    def wrong(document):
        from dataclasses import replace

        return right(replace(document, blocks=document.blocks[:-1]))

    monkeypatch.setitem(papers.RENDERERS, name, wrong)
    assert run(["report", "--year", "2021", "--plan", "ogori-kosodate", "--workspace", str(workspace)]) == 3
    assert f"書き出した {name} の内容が" in capsys.readouterr().err
    assert contents(workspace / "outputs") == before


def type_into_first_answer(workspace: Path, text: str) -> None:
    import openpyxl

    path = workspace / "inputs/2021/ogori-kosodate/submissions/図書課.xlsx"
    book = openpyxl.load_workbook(path)
    _, area = next(book.defined_names["rg_status"].destinations)
    book["調査票"][area.replace("$", "").split(":")[0]] = text
    book.save(path)


def test_a_document_with_a_replacement_for_a_character_is_never_final(workspace):
    type_into_first_answer(workspace, "𠮷田文庫の絵本を貸し出した。")
    outcome = built(workspace)
    assert (outcome.final, outcome.refused, outcome.status) == (False, True, 1)


def test_the_date_of_issue_stands_on_the_page_and_in_the_record(workspace):
    from datetime import date

    built(workspace, issued=date(2022, 7, 1))
    outputs = workspace / "outputs/2021/ogori-kosodate"
    assert "令和4年7月1日" in (outputs / "進捗状況_令和3年度.html").read_text(encoding="utf-8")
    assert json.loads((outputs / "receipt.json").read_text(encoding="utf-8"))["issued"] == "2022-07-01"


def test_a_plan_that_fails_after_another_leaves_that_one_built(workspace):
    broken = workspace / "inputs/2021/zzz"
    broken.mkdir()
    (broken / "plan.xlsx").write_bytes(b"broken")
    with pytest.raises(ReportgenError, match=r"zzz/plan\.xlsx"):
        build(Workspace(workspace), 2021)
    assert (workspace / "outputs/2021/ogori-kosodate/receipt.json").exists()
    assert not (workspace / "outputs/2021/zzz").exists()


def test_a_layout_saved_by_an_editor_that_marks_its_files_is_read_all_the_same(workspace):
    plain = built(workspace, formats=("html",))
    page = (workspace / plain.folder / plain.documents[0]).read_bytes()
    for name in ("layout.toml", "report.html.j2"):
        path = workspace / "templates/matrix" / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    built(workspace, formats=("html",))
    assert (workspace / plain.folder / plain.documents[0]).read_bytes() == page
