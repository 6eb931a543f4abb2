"""The second sample, from its files to the report: every published line with its mark, in its place and order."""

from __future__ import annotations

from collections import Counter
from functools import cache
from io import BytesIO

import pytest
from make_sample import ROOT, reference
from openpyxl import load_workbook

from reportgen.findings.finding import Finding
from reportgen.merge import merge
from reportgen.model.report import Report, ReportItem
from reportgen.model.value import Statement, Value
from reportgen.pipeline.intake import Intake, take_in
from reportgen.workspace import Workspace

FOLDER = ROOT / "inputs/2023/kamaishi-juten"
PROJECTS = ["情報発信プロジェクト", "遊び場開拓プロジェクト", "子どもと家庭を守るプロジェクト"]
STAR_YEAR = 2021

Lines = list[tuple[str, str, int | None]]


@cache
def intake() -> Intake:
    (folder,) = Workspace(ROOT).plans(2023, "kamaishi-juten")
    return take_in(folder, Workspace(ROOT), lambda _stage: None)


@cache
def merged() -> tuple[Report, tuple[Finding, ...]]:
    return merge(intake().plan, intake().layout, intake().checked, issued=None, final=True)


def report() -> Report:
    return merged()[0]


def initiatives() -> list[tuple[ReportItem, dict]]:
    published = [one for project in reference("kamaishi-2023")["projects"] for one in project["initiatives"]]
    return list(zip(report().items(), published, strict=True))


def lines(value: Value) -> Lines:
    return [(one.mark, one.text, one.judged) for one in value.statements]


def published_lines(items: list[dict]) -> Lines:
    return [("★", one["text"], STAR_YEAR) if one["progressed"] else ("・", one["text"], None) for one in items]


def test_nothing_is_to_be_said_about_it():
    assert intake().findings == ()
    assert merged()[1] == ()


def test_the_plan_is_the_published_one():
    published = reference("kamaishi-2023")
    made = report()
    assert (made.municipality, made.plan_name, made.year) == (published["municipality"], published["plan"], 2023)
    assert made.scales == {}
    assert [(s.kind, s.level, s.number.text, s.title.text) for s in made.sections] == [
        ("章", 1, chapter["number"], chapter["title"]) for chapter in published["chapters"]
    ]
    _, second, _ = made.sections
    assert [(s.kind, s.level, s.number.text, s.title.text) for s in second.sections] == [
        ("プロジェクト", 2, project["number"], project["title"]) for project in published["projects"]
    ]


def test_every_paragraph_of_the_chapters_is_there():
    for section, chapter in zip(report().sections, reference("kamaishi-2023")["chapters"], strict=True):
        texts = [section.texts[key].text for key in ("paragraphs", "note") if key in section.texts]
        assert "\n".join(texts).split("\n") == chapter["paragraphs"]
    note = report().sections[2].texts["note"].text
    assert note.startswith("※取組指標の状況確認")


def test_every_vision_is_there_line_by_line():
    for section, project in zip(report().sections[1].sections, reference("kamaishi-2023")["projects"], strict=True):
        assert lines(section.texts["vision"]) == published_lines(project["vision"])


def test_every_initiative_is_there_with_its_number_name_and_contents():
    assert [(i.number.text, i.name.text, i.texts["summary"].text) for i, _ in initiatives()] == [
        (one["mark"], one["title"], one["summary"]) for _, one in initiatives()
    ]
    assert [item.full_number for item, _ in initiatives()] == [f"{p}-{n}" for p in "123" for n in "①②③"]


@pytest.mark.parametrize("number", range(9))
def test_every_line_of_an_initiative_is_there_with_its_mark_in_its_order(number):
    item, published = initiatives()[number]
    plan = [(i.name.text, lines(i.texts["content"])) for i in item.indicators]
    plan += [(e.party.text, lines(e.texts["role"])) for e in item.entries]
    answers = [(i.name.text, lines(i.values["progress"])) for i in item.indicators]
    answers += [(e.party.text, lines(e.values["progress"])) for e in item.entries]
    asked = [*published["indicators"], *published["roles"]]
    answered = [*published["indicator_progress"], *published["role_progress"]]
    assert plan == [(row["name"], published_lines(row["items"])) for row in asked]
    assert answers == [(row["name"], published_lines(row["items"])) for row in answered]


def test_the_counts_are_those_of_the_published_document():
    items = [item for item, _ in initiatives()]
    rows = [row for item in items for row in (*item.indicators, *item.entries)]
    visions = [section.texts["vision"] for section in report().sections[1].sections]
    contents = [i.texts["content"] for item in items for i in item.indicators]
    roles = [e.texts["role"] for item in items for e in item.entries]
    answers = [row.values["progress"] for row in rows]
    assert (len(items), len(rows), len(contents) + len(roles) + len(answers)) == (9, 68, 136)
    stars = [
        sum(one.mark == "★" for value in values for one in value.statements) for values in (visions, contents, roles)
    ]
    assert stars == [7, 25, 23]
    assert sum(len(value.statements) for value in visions) == 14
    assert sum(len(value.statements) for value in (*contents, *roles, *answers)) == 235


def test_a_star_is_the_plans_own_and_no_answer_has_one():
    marks = Counter(one.mark for _, answer in answered() for one in answer.statements)
    assert set(marks) == {"・"}
    assert all(answer.fixes == () for _, answer in answered())


def answered() -> list[tuple[str, Value]]:
    rows = [row for item in report().items() for row in (*item.indicators, *item.entries)]
    return [(row.submitter, row.values["progress"]) for row in rows]


def test_every_value_has_an_id_of_its_own_and_the_cell_it_came_from():
    values = list(report().values())
    assert len({value.id for value in values}) == len(values)
    for submitter, answer in answered():
        assert answer.place is not None
        assert answer.place.file == f"inputs/2023/kamaishi-juten/submissions/{submitter}.xlsx"
        assert answer.place.cell
    others = {value.place.file for value in values if value.place} - {"inputs/2023/kamaishi-juten/plan.xlsx"}
    assert len(others) == 3


def test_what_was_typed_is_kept_beside_what_is_printed():
    values = [answer for _, answer in answered()]
    typed = [value.raw.split("\n") for value in values]
    marked = sum(line.startswith("・") for lines in typed for line in lines)
    assert 0 < marked < sum(len(lines) for lines in typed)
    for value, lines in zip(values, typed, strict=True):
        assert [one.text for one in value.statements] == [line.removeprefix("・") for line in lines]


@pytest.mark.parametrize(("submitter", "rows"), list(zip(PROJECTS, [(7, 15), (8, 13), (10, 15)], strict=True)))
def test_each_project_answers_in_one_file_with_two_sheets(submitter, rows):
    book = load_workbook(BytesIO((FOLDER / f"submissions/{submitter}.xlsx").read_bytes()))
    assert book.sheetnames == ["指標", "役割分担", "記入のしかた", "エラーメッセージ一覧", "_list", "_meta"]
    assert tuple(len(filled(book[name])) for name in ("指標", "役割分担")) == rows
    assert sum(rows) == {"情報発信プロジェクト": 22, "遊び場開拓プロジェクト": 21}.get(submitter, 25)


def filled(sheet) -> list[list[object]]:
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "行ID")
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1) if row[0].value]


def test_the_forms_show_every_star_of_their_rows_and_let_nobody_change_it():
    shown = 0
    for submitter in PROJECTS:
        book = load_workbook(BytesIO((FOLDER / f"submissions/{submitter}.xlsx").read_bytes()))
        for sheet in (book["指標"], book["役割分担"]):
            assert sheet.protection.sheet
            for row in sheet.iter_rows(min_row=7):
                stars = [cell for cell in row if isinstance(cell.value, str) and "★" in cell.value]
                assert all(cell.protection.locked for cell in stars)
                shown += sum(cell.value.count("★") for cell in stars)
    assert shown == 25 + 23


def test_statements_are_values_of_their_own_kind():
    (vision, *_) = [section.texts["vision"] for section in report().sections[1].sections]
    assert vision.statements[0] == Statement(text="広報の内容が充実している。", mark="★", judged=STAR_YEAR)
    assert vision.text.split("\n") == [one.text for one in vision.statements]
