"""Reports for tests: one from the reference data, and small ones from lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sample_documents import reference

from reportgen.model.plan import Choice, Meeting, Scale
from reportgen.model.report import Entry, Report, ReportItem, ReportSection
from reportgen.model.value import Value

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
