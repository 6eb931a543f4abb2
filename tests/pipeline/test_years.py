"""The summary of several sealed years: its files, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sample_reports import reference_report

from reportgen import Workspace
from reportgen.cli.run import run
from reportgen.deliver.records import model_json
from reportgen.errors import UsageError
from reportgen.model.report import Report, ReportSection
from reportgen.pipeline.years import summarise
from reportgen.rounds.archive import sealed

MATRIX = Path(__file__).parents[2] / "templates" / "matrix"


def rated(report: Report, ratings: str) -> Report:
    """The report with its first ratings replaced, in print order."""
    left = iter(ratings)

    def again(section: ReportSection) -> ReportSection:
        items = []
        for item in section.items:
            entries = []
            for entry in item.entries:
                value = entry.values["rating"]
                new = replace(value, text=next(left, value.text))
                entries.append(replace(entry, values={**entry.values, "rating": new}))
            items.append(replace(item, entries=tuple(entries)))
        return replace(section, items=tuple(items), sections=tuple(again(one) for one in section.sections))

    return replace(report, sections=tuple(again(one) for one in report.sections))


def archived(root: Path, year: int, ratings: str = "", plan: str = "plan", model: bytes | None = None) -> Path:
    """A sealed folder of one year, as ``seal`` writes it."""
    report = rated(reference_report(year=year, final=True, plan_id=plan), ratings)
    given = {f"templates/matrix/{path.name}": path.read_bytes() for path in MATRIX.iterdir() if path.is_file()}
    given[f"outputs/{year}/{plan}/model.json"] = model_json(report) if model is None else model
    receipt = {
        "plan": plan,
        "year": year,
        "asked": {"formats": ["html"], "issued": None, "final": True},
        "versions": {"reportgen": "0.1.0"},
        "outputs": {"model.json": ""},
    }
    folder = root / "archive" / str(year) / plan
    for name, data in sealed(receipt, given, "計画").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_three_years_make_a_paper_in_every_format_and_json(tmp_path):
    for year, ratings in ((2021, "BBCA"), (2022, "BACA"), (2023, "CBCA")):
        archived(tmp_path, year, ratings)
    folder, names = summarise(Workspace(tmp_path), [], plan="plan", first=2021, last=2023)
    stem = "年度のまとめ_令和3年度から令和5年度"
    assert {f"{stem}.{kind}" for kind in ("docx", "pdf", "html", "json")} < set(names)
    told = json.loads((tmp_path / folder / f"{stem}.json").read_text(encoding="utf-8"))
    assert [one["year"] for one in told["years"]] == [2021, 2022, 2023]
    assert (told["compared"], told["dropped"]) == (47, 1)  # one row of the published report has no rating
    low = [one["ratings"] for one in told["stayed"]]
    assert ["B", "B", "C"] in low
    assert ["C", "C", "C"] in low
    page = (tmp_path / folder / f"{stem}.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "どの年度も「B」以下" in page


@pytest.mark.parametrize("count", [1, 4, 8, 12])
def test_a_plan_of_any_length_has_room_for_its_years(tmp_path, count):
    for year in range(2024 - count, 2024):
        archived(tmp_path, year, "BBBB")
    _, names = summarise(Workspace(tmp_path), [], plan="plan")
    assert any(name.endswith(".pdf") for name in names)


def test_the_order_of_the_folders_does_not_matter(tmp_path):
    folders = [archived(tmp_path, year) for year in (2021, 2022)]
    made = []
    for given in (folders, folders[::-1]):
        folder, names = summarise(Workspace(tmp_path), given)
        made.append({name: (tmp_path / folder / name).read_bytes() for name in names})
    assert made[0] == made[1]


def test_years_outside_the_span_are_left_out(tmp_path):
    for year in (2020, 2021, 2022):
        archived(tmp_path, year)
    _, names = summarise(Workspace(tmp_path), [], plan="plan", first=2021)
    assert any("令和3年度から令和4年度" in name for name in names)


def refused(root: Path, *folders: Path, **options: object) -> str:
    with pytest.raises(UsageError) as caught:
        summarise(Workspace(root), list(folders), **options)  # type: ignore[arg-type]
    assert not (root / "outputs").exists()
    return caught.value.code


def test_what_cannot_be_summarised_is_one_message(tmp_path):
    one = archived(tmp_path, 2021)
    assert refused(tmp_path) == "U41"
    assert refused(tmp_path, one, plan="plan") == "U41"
    assert refused(tmp_path, plan="other") == "U40"
    assert refused(tmp_path, tmp_path) == "U33"
    assert refused(tmp_path, one, archived(tmp_path, 2022, plan="other")) == "U35"
    assert refused(tmp_path, one, archived(tmp_path / "copy", 2021)) == "U36"
    assert refused(tmp_path, archived(tmp_path, 2023, model=b"{}")) == "U60"
    (one / "お読みください.txt").write_text("changed", encoding="utf-8")
    assert refused(tmp_path, one) == "U37"


def test_the_command_says_where_the_summary_is(tmp_path, capsys):
    archived(tmp_path, 2021)
    assert run(["years", "--plan", "plan", "--from", "R3", "--to", "2024", "--workspace", str(tmp_path)]) == 0
    assert "outputs/years/plan" in capsys.readouterr().out
    assert run(["years", "--workspace", str(tmp_path)]) == 2
