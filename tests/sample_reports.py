"""Reports for tests: one from the reference data, and small ones from lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sample_documents import reference

from reportgen.model.plan import Choice, Meeting, Scale
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem, ReportSection
from reportgen.model.value import Statement, Value

FIELDS = ("status", "rating", "next_steps", "direction")
SCALES = {
    "評価": Scale(name="評価", choices=tuple(Choice(value=v, meaning=f"{v}の意味") for v in "ABCD")),
    "方向性": Scale(name="方向性", choices=tuple(Choice(value=v) for v in ("継続", "拡大", "縮小", "未選択"))),
}


def value(name: str, text: str) -> Value:
    return Value(id=name, text=text, raw=text)


def entry(name: str, party: str, texts: dict[str, str]) -> Entry:
    values = {key: value(f"entry/{name}/{party}/{key}", text) for key, text in texts.items()}
    return Entry(id=f"{name}/{party}", party=value(f"party/{name}/{party}", party), submitter=party, values=values)


def item(name: str, number: str, title: str, content: str, entries: Sequence[Entry]) -> ReportItem:
    return ReportItem(
        id=name,
        number=value(f"item/{name}/number", number),
        full_number=name,
        name=value(f"item/{name}/name", title),
        texts={"content": value(f"item/{name}/content", content)},
        entries=tuple(entries),
    )


def section(name: str, number: str, title: str, level: int, *, sections: Any = (), items: Any = ()) -> ReportSection:
    return ReportSection(
        id=name,
        kind=("基本目標", "施策", "区分")[level - 1],
        level=level,
        number=value(f"section/{name}/number", number),
        title=value(f"section/{name}/title", title),
        sections=tuple(sections),
        items=tuple(items),
    )


def report(*sections: ReportSection, **options: Any) -> Report:
    given: dict[str, Any] = {
        "plan_id": "plan",
        "municipality": "試験市",
        "plan_name": "第2期試験市子ども計画",
        "short_name": "第2期計画",
        "year": 2021,
        "layout": "matrix",
        "issued": date(2022, 7, 1),
        "final": False,
        "meeting": Meeting(),
        "scales": SCALES,
        "sections": sections,
        "receipts": (),
    }
    return Report(**(given | options))


def reference_report(data: dict[str, Any] | None = None, copies: int = 1, **options: Any) -> Report:
    """The reference report as ``merge`` hands it over; ``copies`` repeats its programmes in each measure."""
    data = data or reference()
    measures = [_measure(index, measure, copies) for index, measure in enumerate(data["measures"], 1)]
    goal = section("goal", data["goal"]["number"], data["goal"]["title"], 1, sections=measures)
    given = {"municipality": data["municipality"], "plan_name": data["plan"], "year": data["fiscal_year"]}
    return report(goal, **(given | options))


def narrative_report(**options: Any) -> Report:
    """The second reference report as ``merge`` hands it over."""
    data = reference("kamaishi-2023")
    chapters = []
    for number, chapter in enumerate(data["chapters"], 1):
        name = f"c{number}"
        notes = [line for line in chapter["paragraphs"] if line[0] in "(※"]
        words = [line for line in chapter["paragraphs"] if line not in notes]
        projects = [_project(one) for one in data["projects"]] if number == 2 else []
        texts = {key: "\n".join(lines) for key, lines in (("paragraphs", words), ("note", notes)) if lines}
        made = section(name, chapter["number"], chapter["title"], 1, sections=projects)
        chapters.append(
            replace(made, kind="章", texts={key: value(f"section/{name}/{key}", text) for key, text in texts.items()})
        )
    given = {"municipality": data["municipality"], "plan_name": data["plan"], "year": int(data["fiscal_year"])}
    return report(*chapters, **({"layout": "narrative"} | given | options))


def _project(project: dict[str, Any]) -> ReportSection:
    name = f"p{project['number']}"
    items = [_initiative(f"{name}-{number}", one) for number, one in enumerate(project["initiatives"], 1)]
    made = section(name, project["number"], project["title"], 2, items=items)
    return replace(made, kind="プロジェクト", texts={"vision": statements(f"section/{name}/vision", project["vision"])})


def _initiative(name: str, one: dict[str, Any]) -> ReportItem:
    progress = {part["name"]: part["items"] for part in one["indicator_progress"]}
    work = {part["name"]: part["items"] for part in one["role_progress"]}
    return ReportItem(
        id=name,
        number=value(f"item/{name}/number", one["mark"]),
        full_number=name,
        name=value(f"item/{name}/name", one["title"]),
        texts={"summary": value(f"item/{name}/summary", one["summary"])},
        indicators=tuple(
            IndicatorEntry(
                id=f"{name}/{part['name']}",
                name=value(f"indicator/{name}/{part['name']}/name", part["name"]),
                submitter="子ども課",
                texts={"content": statements(f"indicator/{name}/{part['name']}/content", part["items"])},
                values={"progress": statements(f"indicator/{name}/{part['name']}/progress", progress[part["name"]])},
            )
            for part in one["indicators"]
        ),
        entries=tuple(
            Entry(
                id=f"{name}/{part['name']}",
                party=value(f"entry/{name}/{part['name']}/party", part["name"]),
                submitter="子ども課",
                texts={"role": statements(f"entry/{name}/{part['name']}/role", part["items"])},
                values={"progress": statements(f"entry/{name}/{part['name']}/progress", work[part["name"]])},
            )
            for part in one["roles"]
        ),
    )


def statements(name: str, items: Sequence[dict[str, Any]]) -> Value:
    made = tuple(Statement(text=one["text"], mark="★" if one["progressed"] else "・") for one in items)
    return replace(value(name, "\n".join(one.text for one in made)), statements=made)


def _measure(index: int, measure: dict[str, Any], copies: int) -> ReportSection:
    items = [
        _programme(f"{index}-{copy}-{programme['number']}", programme)
        for copy in range(copies)
        for programme in measure["programmes"]
    ]
    return section(f"m{index}", measure["number"], measure["title"], 2, items=items)


def _programme(name: str, programme: dict[str, Any]) -> ReportItem:
    entries = [entry(name, e["department"], {key: e[key] for key in FIELDS}) for e in programme["entries"]]
    return item(name, str(programme["number"]), programme["name"], programme["content"], entries)
