"""``batch`` as somebody types it, and ``report --profile``."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from reportgen.cli import many
from reportgen.cli.run import run
from reportgen.pipeline.batch import Built

ROOT = Path(__file__).parents[2]
PLAN = "inputs/2023/kamaishi-juten"


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    for town in ("東町", "西町"):
        shutil.copytree(ROOT / "templates", tmp_path / town / "templates")
        shutil.copytree(ROOT / PLAN, tmp_path / town / PLAN)
    return tmp_path


def batch(folder: Path, *options: str) -> int:
    return run(["batch", str(folder), "--jobs", "2", "--format", "html", *options])


def test_everything_is_built_then_only_what_changed_then_all_of_it_again(towns, capsys):
    assert batch(towns) == 0
    assert capsys.readouterr().out == "2件の計画のうち、2件を作りました。\n"
    assert list(towns.glob("*/outputs/2023/kamaishi-juten/*.html"))
    (towns / "東町" / PLAN / "submissions/x.xlsx").write_bytes(b"")
    assert batch(towns) == 1
    out = capsys.readouterr().out
    assert "2件の計画のうち、1件を作りました。" in out
    assert "前回から何も変わっていない1件" in out
    assert f"指摘が残っている計画：1件\n  東町/{PLAN}\n" in out
    shutil.rmtree(towns / "西町")
    assert batch(towns, "--again") == 1
    assert "1件の計画のうち、1件を作りました。" in capsys.readouterr().out


def test_a_plan_that_fails_is_named_with_its_message_and_the_highest_status_wins(towns, capsys):
    (towns / "東町" / PLAN / "submissions/x.xlsx").write_bytes(b"")
    (towns / "西町" / PLAN / "plan.xlsx").write_bytes(b"")
    assert batch(towns) == 2
    out = capsys.readouterr().out
    assert "2件の計画のうち、1件を作りました。" in out
    assert re.search(rf"作れなかった計画：1件\n  西町/{PLAN}\n    .*plan\.xlsx.*\n    → ", out)


def test_json_lists_every_plan_in_order(towns, capsys):
    (towns / "西町" / PLAN / "plan.xlsx").write_bytes(b"")
    assert batch(towns, "--json", "--year", "R5") == 2
    first, second = json.loads(capsys.readouterr().out)
    assert (first["name"], first["status"], first["current"]) == (f"東町/{PLAN}", 0, False)
    assert first["outcome"]["plan_id"] == "kamaishi-juten"
    assert (second["status"], second["outcome"]) == (2, None)
    assert "plan.xlsx" in second["message"]


def test_a_fault_of_ours_leaves_a_record_of_itself(monkeypatch, capsys, tmp_path):
    fault = Built(name="町/x", status=3, message="ZeroDivisionError", trace="Traceback: …")
    monkeypatch.setattr(many, "build_many", lambda *_: iter([fault]))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    tasks = [type("Task", (), {"name": "町/x"})()]
    assert many.run_many(tasks, 1, as_json=False) == 3
    (record,) = tmp_path.glob("reportgen-*.log")
    assert record.read_text(encoding="utf-8") == "Traceback: …"
    assert str(record) in capsys.readouterr().out


@pytest.mark.parametrize("options", [["--jobs", "0"], ["--format", "doc"]])
def test_wrong_options_are_refused_before_anything_is_built(towns, options, capsys):
    assert run(["batch", str(towns), *options]) == 2
    assert not list(towns.glob("*/outputs"))


def test_the_profile_is_a_table_on_standard_error_whose_shares_make_a_whole(towns, capsys):
    arguments = ["report", "--year", "2023", "--workspace", str(towns / "東町")]
    assert run(arguments) == 0
    plain = capsys.readouterr()
    assert plain.err == ""
    assert run([*arguments, "--profile"]) == 0
    told = capsys.readouterr()
    assert told.out == plain.out
    first, *rows = told.err.splitlines()
    total = float(re.search(r"[\d.]+", first)[0])
    found = [re.fullmatch(r" *([\d.]+)秒　 *([\d.]+)％　(.+)", row) for row in rows]
    assert [row[3] for row in found][:3] == [
        "プログラムを読み込んでいます",
        "計画マスタと様式を読んでいます",
        "調査票を読み取っています",
    ]
    assert len(found) == 11
    assert sum(float(row[1]) for row in found) == pytest.approx(total, abs=0.01)
    assert sum(float(row[2]) for row in found) == pytest.approx(100, abs=1)
