"""A new layout is a whole copy of one that is there, and nothing that is there is touched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reportgen import build
from reportgen.cli.run import run
from reportgen.compose import check_layout
from reportgen.errors import UsageError
from reportgen.pipeline.layouts import copy_layout
from reportgen.plan.load import load_layout
from reportgen.workspace import Workspace


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def refused(workspace: Path, source: str, name: str) -> str:
    before = contents(workspace)
    with pytest.raises(UsageError) as told:
        copy_layout(Workspace(workspace), source, name)
    assert contents(workspace) == before
    return f"{told.value.code} {told.value}"


def test_a_copy_is_sound_and_lacks_only_the_picture(workspace):
    (workspace / "templates/matrix/parts").mkdir()
    (workspace / "templates/matrix/parts/foot.j2").write_text("{# 空 #}", encoding="utf-8")
    before = contents(workspace / "templates/matrix")
    layouts = {path.name for path in (workspace / "templates").iterdir()}
    assert copy_layout(Workspace(workspace), "matrix", "cards-2") == "templates/cards-2"
    assert before.pop("preview.png")
    assert contents(workspace / "templates/cards-2") == before
    assert check_layout(load_layout(workspace / "templates/cards-2")) == ()
    after = {path.name for path in (workspace / "templates").iterdir() if path.is_dir()}
    assert after - layouts == {"cards-2"}


@pytest.mark.parametrize("name", ["matrix", "MATRIX", "Readme_md"])
def test_a_name_that_is_taken_is_refused(workspace, name):
    (workspace / "templates/README_MD").write_text("x", encoding="utf-8")
    assert refused(workspace, "narrative", name).startswith("U15 ")


@pytest.mark.parametrize("name", ["", "..", "a/b", "a b", "様式", "-x", "_x", "con", "x" * 41, "a\n", "cards.old"])
def test_a_name_that_is_no_folder_name_is_refused(workspace, name):
    assert refused(workspace, "matrix", name).startswith("U14 ")


def test_an_unknown_source_is_refused_and_the_known_ones_are_named(workspace):
    (workspace / "templates/empty").mkdir()
    assert "matrix、narrative" in refused(workspace, "matrics", "cards")
    assert refused(workspace, "empty", "cards").startswith("U16 ")
    shutil.rmtree(workspace / "templates")
    assert "（なし）" in refused(workspace, "matrix", "cards")


def test_what_cannot_be_written_leaves_nothing_behind(workspace, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    assert refused(workspace, "matrix", "cards").startswith("U05 ")


def test_the_command_says_what_to_do_next(capsys, workspace):
    assert run(["layout", "new", "cards", "--from", "narrative", "--workspace", str(workspace)]) == 0
    out = capsys.readouterr().out
    assert "templates/narrative の写し" in out
    assert "reportgen layout check templates/cards" in out
    assert run(["layout", "check", str(workspace / "templates/cards")]) == 0
    assert run(["layout", "new", "cards", "--workspace", str(workspace)]) == 2
    assert "もうあります" in capsys.readouterr().err


SUMMARY = """{% import "house/tables.j2" as table %}
<article data-omit="section.number section.title item.number item.content entry.status entry.next_steps">
<header>{% if draft %}<p role="right">（案）</p>{% endif %}</header>
<h1>{{ report.plan_name }}</h1>
<table data-summary="行は事業と課、列は評価と方向性です。">
  <caption class="hidden">事業の一覧</caption>
  {{ table.columns([80, "*", 40, 40]) }}
  {{ table.head([labels.item, labels.party, fields.rating.label, fields.direction.label]) }}
  <tbody>{% for row in sections | rows | spans %}
  <tr>{{ table.merged(row.item_span, row.item.name) }}{{ table.answer(row.entry, "party") }}
  {{ table.answer(row.entry, "rating") }}{{ table.answer(row.entry, "direction") }}</tr>{% endfor %}</tbody>
</table>
{{ table.counts(sections, fields.rating, scales["評価"]) }}
</article>
"""


def test_a_layout_of_macros_that_leaves_values_out_makes_a_proven_report(workspace):
    (workspace / "templates/matrix/report.html.j2").write_text(SUMMARY, encoding="utf-8")
    (outcome,) = build(Workspace(workspace), 2021)
    assert outcome.status == 0
    receipt = json.loads((workspace / outcome.folder / "receipt.json").read_text(encoding="utf-8"))
    proof = receipt["proof"]
    assert (proof["equal"], proof["tables"]) == (True, 2)
    assert proof["values"] == 20 + 48 * 3
    html = (workspace / outcome.folder / "進捗状況_令和3年度.html").read_text(encoding="utf-8")
    assert "30件（63.8%）" in html
    assert "17件（36.2%）" in html
