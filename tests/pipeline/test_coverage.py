"""Characters without a glyph: named with their cell, drawn visibly, and found in further fonts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from sample_documents import document, paragraph
from tiny_font import box, write_font

from reportgen import Workspace, build
from reportgen.document.theme import Face, Theme
from reportgen.errors import TemplateError
from reportgen.plan.load import load_layout
from reportgen.proof import prove
from reportgen.render.to_pdf import render_pdf, uncovered

FORM = "inputs/2021/ogori-kosodate/submissions/図書課.xlsx"


def findings(workspace: Path) -> list[dict[str, str]]:
    build(Workspace(workspace), 2021, "ogori-kosodate")
    path = workspace / "outputs/2021/ogori-kosodate/findings.json"
    return json.loads(path.read_text(encoding="utf-8"))


def typed(workspace: Path, text: str) -> str:
    """Type a text into the first answer of a form; return its cell."""
    path = workspace / FORM
    book = openpyxl.load_workbook(path)
    _, area = next(book.defined_names["rg_status"].destinations)
    cell = area.replace("$", "").split(":")[0]
    book["調査票"][cell] = text
    book.save(path)
    return cell


def test_a_character_without_a_glyph_is_named_with_its_cell_and_the_report_is_built(workspace):
    cell = typed(workspace, "𠮷田文庫の絵本を貸し出した。")
    found = [f for f in findings(workspace) if f["code"] == "D01a"]
    assert [(f["submitter"], f["file"], f["cell"], f["found"], f["level"]) for f in found] == [
        ("図書課", FORM, cell, "𠮷", "要確認")
    ]
    assert "U+20BB7" in found[0]["what"]


def test_every_character_stays_in_the_text_of_the_pdf_whether_it_is_drawn_or_not():
    text = "𠮟る 𠮷田 葛󠄀城 髙﨑 神 ①㈱★ か゚"
    page = document(paragraph(text))
    (run,) = uncovered(page)
    assert (run.missing, run.variations) == (("𠮷",), ())
    assert prove(page, {"a.pdf": render_pdf(page)}).equal


def test_an_unknown_variation_is_reported_apart():
    (run,) = uncovered(document(paragraph("園\U000e0105児")))
    assert (run.missing, run.variations) == ((), ("園\U000e0105",))


def test_a_further_font_is_asked_for_what_the_face_lacks(tmp_path):
    write_font(tmp_path / "Further.ttf", [box(500), box(900)], {"𠮷": 1})
    theme = Theme(face=Face(further=(str(tmp_path / "Further.ttf"),)))
    page = document(paragraph("𠮷田"), theme=theme)
    assert uncovered(page) == []
    assert prove(page, {"a.pdf": render_pdf(page)}).equal


def test_a_layout_names_further_fonts_beside_itself(workspace):
    folder = workspace / "templates/matrix"
    path = folder / "layout.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[theme.face]\nfurther = ["Further.ttf"]\n', encoding="utf-8")
    with pytest.raises(TemplateError, match=r"Further\.ttf"):
        load_layout(folder)
    write_font(folder / "Further.ttf", [box(500), box(900)], {"𠮷": 1})
    typed(workspace, "𠮷田文庫の絵本を貸し出した。")
    assert not any(f["code"].startswith(("D", "T13")) for f in findings(workspace))


def test_a_moved_workspace_with_further_fonts_gives_the_same_bytes(workspace, tmp_path_factory):
    folder = workspace / "templates/matrix"
    path = folder / "layout.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[theme.face]\nfurther = ["Further.ttf"]\n', encoding="utf-8")
    write_font(folder / "Further.ttf", [box(500), box(900)], {"𠮷": 1})
    other = tmp_path_factory.mktemp("moved") / "workspace"
    shutil.copytree(workspace, other)
    results = []
    for root in (workspace, other):
        build(Workspace(root), 2021, "ogori-kosodate")
        outputs = root / "outputs/2021/ogori-kosodate"
        results.append({p.name: p.read_bytes() for p in outputs.iterdir() if p.is_file()})
    assert results[0] == results[1]
