"""The committed samples are what their script makes, and say what the cities published."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_sample import FIELDS, NOT_CHOSEN, ROOT, SAMPLES, reference, sample_files

from reportgen.collect import collect
from reportgen.opc import unpack
from reportgen.plan.load import load_layout
from reportgen.plan.master import load_plan

FOLDER = "inputs/2021/ogori-kosodate"
MESSAGES = "<t>エラーメッセージ一覧</t>".encode()
FOLDERS = [sample.folder for sample in SAMPLES]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, bytes]:
    return sample_files(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def plan():
    return load_plan(
        ROOT / FOLDER / "plan.xlsx", lambda name: load_layout(ROOT / "templates" / name), f"{FOLDER}/plan.xlsx"
    )


def committed(name: str = FOLDER) -> dict[str, bytes]:
    folder = ROOT / name
    paths = [folder / "plan.xlsx", *sorted((folder / "submissions").iterdir())]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def test_the_committed_files_are_those_that_the_script_makes(made):
    """Run tests/make_sample.py after a change of forms. Parts are compared, since zlib may differ."""
    files = {path: data for folder in FOLDERS for path, data in committed(folder).items()}
    assert sorted(files) == sorted(made)
    for name, data in files.items():
        assert beside_messages(data) == beside_messages(made[name]), name


def beside_messages(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook but for the list of messages: it changes with each sentence
    of the catalogue, and a form that was sent out keeps the one of its day."""
    return {name: part for name, part in unpack(data).items() if MESSAGES not in part}


def test_the_script_makes_the_same_bytes_every_time(made, tmp_path):
    assert sample_files(tmp_path) == made


def test_the_plan_holds_every_published_text_of_the_plan(plan):
    published = reference()
    (goal,) = plan.sections
    assert (goal.number.text, goal.title.text) == (published["goal"]["number"], published["goal"]["title"])
    assert [
        {
            "number": section.number.text,
            "title": section.title.text,
            "programmes": [
                (item.number.text, item.name.text, item.texts["content"].text, [a.party.text for a in item.assignments])
                for item in section.items
            ],
        }
        for section in goal.sections
    ] == [
        {
            "number": measure["number"],
            "title": measure["title"],
            "programmes": [
                (str(p["number"]), p["name"], p["content"], [e["department"] for e in p["entries"]])
                for p in measure["programmes"]
            ],
        }
        for measure in published["measures"]
    ]
    assert (plan.municipality, plan.name, plan.year) == (
        published["municipality"],
        published["plan"],
        published["fiscal_year"],
    )


def test_the_submissions_hold_every_published_answer_and_nothing_else(plan):
    submissions, findings = collect(
        {name: data for name, data in committed().items() if "/submissions/" in name},
        plan,
        load_layout(ROOT / "templates/matrix"),
    )
    assert findings == ()
    answered = {row.row_id: row for s in submissions for row in s.rows}
    expected = [entry for m in reference()["measures"] for p in m["programmes"] for entry in p["entries"]]
    rows = [answered[a.row_id] for item in plan.items() for a in item.assignments]
    assert len(submissions) == 17
    assert len(answered) == len(rows) == len(expected) == 48
    for row, entry in zip(rows, expected, strict=True):
        assert row.party == entry["department"]
        for key in FIELDS:
            assert row.cells[key].shown == ("" if entry[key] == NOT_CHOSEN else entry[key])


def test_what_was_not_chosen_is_an_empty_cell():
    chosen = [e[k] for m in reference()["measures"] for p in m["programmes"] for e in p["entries"] for k in FIELDS]
    assert chosen.count(NOT_CHOSEN) == 2
    for name, data in committed().items():
        if "/submissions/" in name:
            texts = b"".join(part for part_name, part in unpack(data).items() if part_name.endswith("sheet1.xml"))
            assert NOT_CHOSEN not in texts.decode()
            assert "".join(f"&#{ord(char)};" for char in NOT_CHOSEN) not in texts.decode()


def test_every_meaning_that_the_city_did_not_publish_is_marked_as_an_example(plan):
    assert all(choice.example for scale in plan.scales.values() for choice in scale.choices)


def test_files_are_named_after_their_departments(plan):
    names = {Path(name).stem for name in committed() if "/submissions/" in name}
    assert names == set(plan.submitters())
