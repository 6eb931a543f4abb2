"""Plans for tests: small ones written as text tables, and the one of the reference data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sample_documents import reference

from reportgen.model.plan import Assignment, Choice, Item, Plan, Scale, Section
from reportgen.model.value import Value
from reportgen.place import Place
from reportgen.plan.load import Layout, load_layout

TEMPLATES = Path(__file__).parent.parent / "templates"
SCALES = {
    "評価": Scale(name="評価", choices=tuple(Choice(value=v) for v in "ABCD")),
    "方向性": Scale(
        name="方向性",
        choices=(
            Choice(value="充実"),
            Choice(value="継続", synonyms=("継続実施", "現状維持")),
            Choice(value="縮小"),
            Choice(value="廃止"),
        ),
    ),
}
FIELDS = ("status", "rating", "next_steps", "direction")


@cache
def matrix() -> Layout:
    return load_layout(TEMPLATES / "matrix")


def value(name: str, text: str) -> Value:
    return Value(id=name, text=text, raw=text)


def item(
    name: str,
    number: str,
    full_number: str,
    title: str,
    parties: list[str],
    texts: dict[str, str],
    sent_by: Mapping[str, str] = MappingProxyType({}),
) -> Item:
    return Item(
        id=name,
        number=value(f"item/{name}/number", number),
        full_number=full_number,
        name=value(f"item/{name}/name", title),
        texts={key: value(f"item/{name}/{key}", text) for key, text in texts.items()},
        assignments=tuple(
            Assignment(
                row_id=f"{name}/{party}",
                item_id=name,
                party=value(f"assignment/{name}/{party}", party),
                submitter=sent_by.get(party, party),
            )
            for party in parties
        ),
        place=Place("inputs/2021/plan/plan.xlsx"),
    )


def section(name: str, number: str, title: str, level: int, **below: Any) -> Section:
    return Section(
        id=name,
        kind=("基本目標", "施策")[level - 1],
        level=level,
        number=value(f"section/{name}/number", number),
        title=value(f"section/{name}/title", title),
        **below,
    )


def plan(*sections: Section, **options: Any) -> Plan:
    given: dict[str, Any] = {
        "id": "kodomo",
        "municipality": "試験市",
        "name": "試験市子ども計画",
        "year": 2021,
        "layout": "matrix",
        "sections": sections,
        "scales": SCALES,
        "place": Place("inputs/2021/plan/plan.xlsx"),
    }
    return Plan(**(given | options))


def written_plan(table: str, sent_by: Mapping[str, str] | None = None, **options: Any) -> Plan:
    """A plan of one section, written as lines of 番号 | 事業名 | 担当課、担当課.

    ``sent_by`` says who sends the file for a party, where it is not the party itself.
    """
    items = []
    for line in table.strip().splitlines():
        number, title, parties = (part.strip() for part in line.split("|"))
        names = [party.strip() for party in parties.split("、")]
        texts = {"content": f"{title}の内容"}
        items.append(item(f"1-{number}", number, f"(1)-{number}", title, names, texts, sent_by or {}))
    return plan(section("1", "(1)", "子育ての支援", 1, items=tuple(items)), **options)


def reference_plan() -> tuple[Plan, dict[str, dict[str, str]]]:
    """The plan of the reference data, and every answer of its report by row id and field."""
    data = reference()
    answers: dict[str, dict[str, str]] = {}
    measures = []
    for index, measure in enumerate(data["measures"], 1):
        items = []
        for programme in measure["programmes"]:
            name, number = f"{index}-{programme['number']}", str(programme["number"])
            parties = [entry["department"] for entry in programme["entries"]]
            full_number = f"{measure['number']}-{number}"
            items.append(item(name, number, full_number, programme["name"], parties, {"content": programme["content"]}))
            for entry in programme["entries"]:
                answers[f"{name}/{entry['department']}"] = {key: entry[key] for key in FIELDS}
        measures.append(section(f"m{index}", measure["number"], measure["title"], 2, items=tuple(items)))
    goal = section("goal", data["goal"]["number"], data["goal"]["title"], 1, sections=tuple(measures))
    return plan(goal, id="reference", municipality=data["municipality"], name=data["plan"]), answers
