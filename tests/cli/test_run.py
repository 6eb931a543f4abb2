from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli.run import run

ROOT = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report"], "--year が指定されていません"),
        (["report", "--year", "来年"], "「来年」は年度として読み取れません"),
        (["report", "--year", "2021", "--issued", "7/1"], "「7/1」は日付として読み取れません"),
        (["report", "--year", "2021", "--format", "doc"], "「doc」はありません"),
        (["report", "--yeer", "2021"], "--yeer というオプションはありません"),
        (["raport"], "「raport」という命令はありません"),
        (["explain", "Z99"], "「Z99」というコードの指摘はありません"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(capsys, arguments, message):
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


def test_a_folder_without_inputs_is_named(capsys, tmp_path):
    assert run(["report", "--year", "2021", "--workspace", str(tmp_path)]) == 2
    assert "inputs" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_year_without_plans_lists_the_years_there_are(capsys, workspace):
    assert run(["report", "--year", "1999", "--workspace", str(workspace)]) == 2
    assert "2021" in capsys.readouterr().err


def test_the_sample_is_reported_with_its_files_and_counts(capsys, workspace):
    assert run(["report", "--year", "2021", "--plan", "ogori-kosodate", "--workspace", str(workspace)]) == 0
    out = capsys.readouterr().out
    assert "提出：17件のうち17件" in out
    assert "要確認 " in out
    for suffix in ("docx", "pdf", "html"):
        assert f"outputs/2021/ogori-kosodate/進捗状況_令和3年度.{suffix}" in out


def test_json_on_standard_output_is_nothing_but_json(capsys, workspace):
    assert run(["report", "--year", "2021", "--json", "--workspace", str(workspace)]) == 0
    (outcome,) = json.loads(capsys.readouterr().out)
    assert outcome["plan_id"] == "ogori-kosodate"
    assert outcome["counts"]["要修正"] == 0


def test_an_unreadable_submission_is_a_finding_status_1_and_a_draft_of_the_rest(capsys, workspace):
    folder = workspace / "inputs/2021/ogori-kosodate/submissions"
    (folder / "図書課.xlsx").write_bytes(b"")
    assert run(["report", "--year", "2021", "--workspace", str(workspace)]) == 1
    out = capsys.readouterr().out
    assert "受付不可 1件" in out
    assert "報告書（案）" in out
    outputs = workspace / "outputs/2021/ogori-kosodate"
    model = json.loads((outputs / "model.json").read_text(encoding="utf-8"))
    assert model["final"] is False
    assert (outputs / "進捗状況_令和3年度.docx").exists()


def test_a_missing_department_is_named_and_the_rest_is_built(capsys, workspace):
    (workspace / "inputs/2021/ogori-kosodate/submissions/図書課.xlsx").unlink()
    assert run(["report", "--year", "2021", "--workspace", str(workspace)]) == 1
    out = capsys.readouterr().out
    assert "提出：17件のうち16件" in out
    assert "未提出：図書課" in out
    assert "報告書（案）" in out
    assert "案として作りました" in out
    findings = json.loads((workspace / "outputs/2021/ogori-kosodate/findings.json").read_text(encoding="utf-8"))
    assert [f["submitter"] for f in findings if f["code"] == "F16"] == ["図書課"]


def set_meeting(workspace: Path, key: str, value: object) -> None:
    import openpyxl

    path = workspace / "inputs/2021/ogori-kosodate/plan.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["会議"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == key for cell in row))
    (column,) = (cell.column for cell in header if cell.value == key)
    sheet.cell(row=header[0].row + 1, column=column, value=value)
    book.save(path)


def test_final_is_refused_while_the_secretariat_has_not_settled_every_question(capsys, workspace):
    set_meeting(workspace, "案/確定", "案")
    assert run(["report", "--year", "2021", "--final", "--workspace", str(workspace)]) == 1
    assert "確定版にはせず" in capsys.readouterr().out


def test_final_never_makes_a_plan_that_is_settled_less_final(capsys, workspace):
    assert run(["report", "--year", "2021", "--final", "--workspace", str(workspace)]) == 0
    assert "報告書（確定版）" in capsys.readouterr().out


@pytest.mark.parametrize("year", ["R3", "令和3年度", "２０２１"])
def test_a_year_may_be_said_as_people_say_it(capsys, workspace, year):
    assert run(["report", "--year", year, "--format", "html", "--workspace", str(workspace)]) == 0


def test_a_result_that_was_edited_by_hand_is_kept_and_named(capsys, workspace):
    arguments = ["report", "--year", "2021", "--format", "docx", "--workspace", str(workspace)]
    run(arguments)
    path = workspace / "outputs/2021/ogori-kosodate/進捗状況_令和3年度.docx"
    path.write_bytes(path.read_bytes() + b" ")
    capsys.readouterr()
    run(arguments)
    assert "進捗状況_令和3年度（手直し）.docx" in capsys.readouterr().out
    assert path.with_stem(path.stem + "（手直し）").exists()


def test_a_template_fault_writes_nothing_and_leaves_the_previous_outputs(capsys, workspace):
    arguments = ["report", "--year", "2021", "--workspace", str(workspace)]
    assert run(arguments) == 0
    before = contents(workspace / "outputs")
    template = workspace / "templates/matrix/report.html.j2"
    template.write_text(template.read_text(encoding="utf-8") + "\n{{ unknown_name }}\n", encoding="utf-8")
    capsys.readouterr()
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert "templates/matrix/report.html.j2:" in captured.err
    assert captured.out == ""
    assert contents(workspace / "outputs") == before


def test_a_broken_plan_master_is_named_with_file_sheet_and_cell(capsys, workspace):
    import openpyxl

    path = workspace / "inputs/2021/ogori-kosodate/plan.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["事業"]
    sheet.cell(row=sheet.max_row, column=1, value=sheet.cell(row=2, column=1).value)
    book.save(path)
    assert run(["report", "--year", "2021", "--workspace", str(workspace)]) == 2
    err = capsys.readouterr().err
    assert "inputs/2021/ogori-kosodate/plan.xlsx" in err
    assert "『事業』" in err
    assert not (workspace / "outputs").exists()


def test_a_fault_of_our_own_leaves_a_record_and_no_traceback_on_screen(capsys, workspace, monkeypatch):
    import reportgen.pipeline.report as pipeline

    monkeypatch.setattr(pipeline, "take_in", lambda *_: 1 / 0)
    assert run(["report", "--year", "2021", "--workspace", str(workspace)]) == 3
    err = capsys.readouterr().err
    assert "Traceback" not in err
    record = Path(err.split("：")[-1].strip())
    assert "ZeroDivisionError" in record.read_text(encoding="utf-8")
    record.unlink()


def test_two_runs_give_the_same_bytes_whatever_the_machine_is_set_to(workspace, tmp_path_factory):
    other = tmp_path_factory.mktemp("別の フォルダー")
    for name in ("templates", "inputs"):
        shutil.copytree(workspace / name, other / name)
    home = tmp_path_factory.mktemp("home")
    (home / ".reportlab_settings").write_text("useA85 = 1\n", encoding="utf-8")
    settings = [
        (workspace, {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "ja_JP.UTF-8"}, workspace),
        (
            other,
            {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LANG": "C", "LC_ALL": "C", "HOME": str(home)},
            other,
        ),
    ]
    found = []
    for root, extra, folder in settings:
        environment = {**os.environ, **extra, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "reportgen", "report", "--year", "2021"]
        subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
        found.append(contents(root / "outputs"))
    assert found[0].keys() == found[1].keys()
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


@pytest.mark.parametrize("code", ["c14", "Ｃ14", "C14A"])
def test_explain_takes_a_code_as_people_type_it_and_shows_no_braces(capsys, code):
    assert run(["explain", code]) == 0
    out = capsys.readouterr().out
    assert "C14a" in out
    assert "{" not in out


def test_explain_prints_every_variant_of_a_code(capsys):
    assert run(["explain", "C14"]) == 0
    out = capsys.readouterr().out
    assert "C14a" in out
    assert "C14b" in out


def test_forms_are_written_for_every_submitter_and_leave_the_report_alone(capsys, workspace):
    arguments = ["--year", "2021", "--workspace", str(workspace)]
    assert run(["report", *arguments]) == 0
    before = contents(workspace / "outputs")
    assert run(["forms", *arguments]) == 0
    assert "17件の調査票" in capsys.readouterr().out
    after = contents(workspace / "outputs")
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 17 + 17 + 1  # forms, letters and their list


def test_a_report_after_forms_keeps_the_forms(workspace):
    arguments = ["--year", "2021", "--workspace", str(workspace)]
    run(["forms", *arguments])
    run(["report", *arguments])
    assert len(list((workspace / "outputs/2021/ogori-kosodate/forms").glob("*.xlsx"))) == 17


def test_check_looks_at_one_form_and_changes_nothing(capsys, workspace):
    path = workspace / "inputs/2021/ogori-kosodate/submissions/都市計画課.xlsx"
    before = contents(workspace)
    assert run(["check", str(path), "--workspace", str(workspace)]) == 0
    out = capsys.readouterr().out
    assert "要確認 2件" in out
    assert "評価が選択されていません" in out
    assert contents(workspace) == before


def test_check_goes_on_after_a_file_that_says_nothing_of_itself(capsys, workspace):
    folder = workspace / "inputs/2021/ogori-kosodate/submissions"
    (folder / "空.xlsx").write_bytes(b"")
    assert run(["check", str(folder / "空.xlsx"), str(folder / "図書課.xlsx"), "--workspace", str(workspace)]) in (1, 2)
    captured = capsys.readouterr()
    assert "空.xlsx" in captured.out + captured.err
    assert "図書課.xlsx：お知らせ 1件" in captured.out
    assert "チェック不可：計画マスタの『実績』シートに令和2年度の値がないため" in captured.out


def test_check_shows_the_surest_questions_about_wording_and_says_how_many_more_there_are(capsys, workspace):
    path = workspace / "inputs/2021/ogori-kosodate/submissions/子育て支援課.xlsx"
    run(["check", str(path), "--workspace", str(workspace)])
    out = capsys.readouterr().out
    run(["check", str(path), "--workspace", str(workspace), "--format", "json"])
    every = json.loads(capsys.readouterr().out)
    told = [line for line in out.splitlines() if line.startswith("  [")]
    asked = [line for line in told if line.rpartition("（")[2][0] in "LR"]
    questions = [one for one in every if one["code"][0] in "LR"]
    assert 0 < len(asked) <= 5 < len(questions)
    assert f"文章についての問いが、ほかに{len(questions) - len(asked)}件あります" in out


def test_check_without_its_plan_says_so(capsys, workspace, tmp_path_factory):
    path = workspace / "inputs/2021/ogori-kosodate/submissions/都市計画課.xlsx"
    assert run(["check", str(path), "--workspace", str(tmp_path_factory.mktemp("empty"))]) == 2
    assert "plan.xlsx" in capsys.readouterr().err


def test_init_lays_out_a_workspace_that_works(capsys, tmp_path):
    target = tmp_path / "作業"
    assert run(["init", str(target)]) == 0
    assert run(["report", "--year", "2021", "--workspace", str(target)]) == 0
    assert (target / "outputs/2021/ogori-kosodate/進捗状況_令和3年度.pdf").exists()


def test_init_leaves_the_users_own_plans_where_they_are(tmp_path, monkeypatch):
    import reportgen.pipeline.starter as starter

    source = tmp_path / "source"
    for name in ("templates", "inputs"):
        shutil.copytree(ROOT / name, source / name)
    (source / "inputs/2099/himitsu").mkdir(parents=True)
    (source / "inputs/2099/himitsu/plan.xlsx").write_bytes(b"x")
    monkeypatch.setattr(starter, "_source", lambda: source)
    starter.lay_out(tmp_path / "new")
    assert not (tmp_path / "new/inputs/2099").exists()
    assert (tmp_path / "new/inputs/2021/ogori-kosodate/plan.xlsx").exists()


def test_init_never_touches_a_folder_in_use(capsys, tmp_path):
    (tmp_path / "大事なファイル.txt").write_text("x", encoding="utf-8")
    assert run(["init", str(tmp_path)]) == 2
    assert "空ではありません" in capsys.readouterr().err
    assert contents(tmp_path) == {"大事なファイル.txt": b"x"}


def test_layout_check_passes_the_layouts_we_ship(capsys):
    for folder in sorted((ROOT / "templates").glob("*/layout.toml")):
        assert run(["layout", "check", str(folder.parent)]) == 0
        assert "誤りはありません" in capsys.readouterr().out


def test_layout_check_looks_at_the_word_file_that_gives_the_look(capsys, tmp_path):
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    folder = tmp_path / "templates" / "matrix"
    (folder / "reference.docx").write_bytes(b"PK")
    assert run(["layout", "check", str(folder)]) == 2
    assert "templates/matrix/reference.docx" in capsys.readouterr().err


def test_schema_is_json(capsys):
    assert run(["schema"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"model.json", "findings.json"}
