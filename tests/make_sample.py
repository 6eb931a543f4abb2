"""Write the samples: for each a plan master, and the answers of every submitter in forms made from it.

Run from the top of the repository: ``PYTHONPATH=. python tests/make_sample.py``. The same files come out every time.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from master_books import Rows, master_book

from reportgen.deliver.forms import Answers, write_form
from reportgen.plan.load import load_layout
from reportgen.plan.master import load_plan
from reportgen.plan.master_words import master_words

HERE = Path(__file__).parent
ROOT = HERE.parent
FIELDS = ("status", "rating", "next_steps", "direction")
NOT_CHOSEN = "未選択"
"""What the city printed where nothing was chosen; in a form, that is an empty cell."""

Published = dict[str, Any]
Own = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """One sample: what was published, what its plan master says beside it, and how the one becomes the other.

    ``answers`` holds what each submitter answered, by row id; ``first`` the same of those who sent a first file before.
    """

    published: Published
    own: Own
    tables: Callable[[Published, Own], dict[str, Rows]]
    answers: Callable[[Published, Own], dict[str, Answers]]
    first: dict[str, Answers] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return f"inputs/{self.published['fiscal_year']}/{self.own['id']}"

    def sent(self) -> Iterator[tuple[str, str, int, Answers]]:
        """Every file that was sent: its name, who sent it, which round it is, and what it answers."""
        for submitter, answers in self.answers(self.published, self.own).items():
            if submitter in self.first:
                yield submitter, submitter, 1, self.first[submitter]
                yield f"{submitter}_2回目", submitter, 2, answers
            else:
                yield submitter, submitter, 1, answers


def reference(name: str = "ogori-2021") -> Published:
    return json.loads((HERE / "data" / f"{name}.json").read_text(encoding="utf-8"))


def words(*names: str) -> Own:
    """What a plan master says beside what was published: the words of all masters, and those of the files over them."""
    found: Own = {}
    for name in ("sample-master", *names):
        found = overlaid(found, tomllib.loads((HERE / "data" / f"{name}.toml").read_text(encoding="utf-8")))
    return found


def overlaid(below: Own, above: Own) -> Own:
    both = {key: overlaid(below[key], above[key]) for key in above if isinstance(below.get(key), dict)}
    return {**below, **above, **both}


def plan_rows(published: Published, own: Own) -> Rows:
    names, remarks = master_words().plan, own["remarks"]
    return [
        [names["id"], own["id"], remarks["plan_id"]],
        [names["municipality"], published["municipality"], ""],
        [names["name"], published["plan"], ""],
        [names["short_name"], own["short_name"], remarks["short_name"]],
        [names["year"], published["fiscal_year"], remarks["year"]],
        [names["layout"], own["layout"], remarks["layout"]],
    ]


# ── 令和3年度：施策ごとの表 ──────────────────────────────────────────────────────────────────────────────────


def matrix_tables(published: Published, own: Own) -> dict[str, Rows]:
    goal = published["goal"]
    sections: Rows = [[goal["number"], "", own["goal_kind"], goal["number"], goal["title"]]]
    items: Rows = []
    assignments: Rows = []
    for number, measure in enumerate(published["measures"], start=1):
        section = section_id(published, number)
        sections.append([section, goal["number"], own["measure_kind"], measure["number"], measure["title"]])
        for programme in measure["programmes"]:
            item = f"{section}-{programme['number']}"
            items.append([item, section, programme["number"], programme["name"], programme["content"]])
            assignments += [[item, entry["department"], ""] for entry in programme["entries"]]
    return {
        "plan": plan_rows(published, own),
        "meeting": [["", "", "", "", "", own["edition"]]],
        "sections": sections,
        "items": items,
        "assignments": assignments,
        "scales": [
            [choice["scale"], choice["value"], choice["meaning"], choice.get("synonyms", ""), master_words().example[0]]
            for choice in own["choices"]
        ],
    }


def section_id(published: Published, measure: int) -> str:
    return f"{published['goal']['number']}-{measure}"


def matrix_answers(published: Published, _: Own) -> dict[str, Answers]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for measure_number, measure in enumerate(published["measures"], start=1):
        for programme in measure["programmes"]:
            item = f"{section_id(published, measure_number)}-{programme['number']}"
            for entry in programme["entries"]:
                values = {key: entry[key] for key in FIELDS if entry[key] != NOT_CHOSEN}
                found.setdefault(entry["department"], {})[f"{item}/{entry['department']}"] = values
    return found


# ── 令和5年度：取組ごとの指標と役割分担 ──────────────────────────────────────────────────────────────────────

PROJECTS_IN = "2"
"""The chapter below which the projects stand."""
NOTES = ("※", "(")


def initiatives(published: Published) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every initiative with its id and its project."""
    for project in published["projects"]:
        for number, initiative in enumerate(project["initiatives"], start=1):
            yield f"{PROJECTS_IN}-{project['number']}-{number}", project, initiative


def narrative_tables(published: Published, own: Own) -> dict[str, Rows]:
    sections: Rows = []
    texts: Rows = []
    for chapter in published["chapters"]:
        name = chapter["number"].rstrip(".")
        sections.append([name, "", own["chapter_kind"], chapter["number"], chapter["title"]])
        for text in chapter["paragraphs"]:
            texts.append([name, "", own["note" if text.startswith(NOTES) else "paragraphs"], "", "", text])
        if name == PROJECTS_IN:
            for project in published["projects"]:
                below = f"{name}-{project['number']}"
                sections.append([below, name, own["project_kind"], project["number"], project["title"]])
                texts += statements(below, "", own["vision"], project["vision"], own)
            texts += row_texts(published, own)
    found = list(initiatives(published))
    return {
        "plan": plan_rows(published, own),
        "meeting": [["", "", "", "", "", own["edition"]]],
        "sections": sections,
        "items": [
            [name, f"{PROJECTS_IN}-{project['number']}", one["mark"], one["title"], one["summary"]]
            for name, project, one in found
        ],
        "assignments": [
            [name, role["name"], project["title"]] for name, project, one in found for role in one["roles"]
        ],
        "indicators": [
            [name, indicator["name"], project["title"]]
            for name, project, one in found
            for indicator in one["indicators"]
        ],
        "texts": texts,
    }


def row_texts(published: Published, own: Own) -> Rows:
    rows: Rows = []
    for name, _, one in initiatives(published):
        for indicator in one["indicators"]:
            rows += statements(name, indicator["name"], own["content"], indicator["items"], own)
        for role in one["roles"]:
            rows += statements(name, role["name"], own["role"], role["items"], own)
    return rows


def statements(owner: str, name: str, label: str, lines: list[dict[str, Any]], own: Own) -> Rows:
    return [
        [owner, name, label, own["star"], own["judged"], line["text"]]
        if line["progressed"]
        else [owner, name, label, own["bullet"], "", line["text"]]
        for line in lines
    ]


def narrative_answers(published: Published, own: Own) -> dict[str, Answers]:
    """What was published, with the mark that people type; the last project leaves it out, as people may."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name, project, one in initiatives(published):
        mark = own["bullet"] if project is not published["projects"][-1] else ""
        for joint, part in (("#", "indicator_progress"), ("/", "role_progress")):
            for row in one[part]:
                text = "\n".join(mark + line["text"] for line in row["items"])
                found.setdefault(project["title"], {})[f"{name}{joint}{row['name']}"] = {"progress": text}
    return found


# ── 令和6年度：数値の指標と事業費 ────────────────────────────────────────────────────────────────────────────


SCALE_KEYS = ("synonyms", "example", "counts", "reason")
MEETING_KEYS = ("document_number", "name", "day", "deadline", "contact")
OPINION_KEYS = ("owner", "speaker", "opinion", "response")
ACCEPTED_KEYS = ("submitter", "item", "name", "field", "code", "found", "reason")
ASKED = {"actual": "実績値", "rating": "評価", "outcome": "取組の成果と課題", "cost": "決算額"}
"""The layout's questions by key, indicators first."""


def indicator_items(own: Own) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every item with its id and that of its measure; one that stands a second time has no rows of its own."""
    for goal_number, goal in enumerate(own["goals"], start=1):
        for measure_number, measure in enumerate(goal["measures"], start=1):
            for number, item in enumerate(measure["items"], start=1):
                section = f"{goal_number}-{measure_number}"
                yield f"{section}-{number}", section, {"indicators": [], "entries": [], **item}


def indicator_tables(published: Published, own: Own) -> dict[str, Rows]:
    sections: Rows = []
    for number, goal in enumerate(own["goals"], start=1):
        sections.append([str(number), "", own["goal_kind"], str(number), goal["title"]])
        for below, measure in enumerate(goal["measures"], start=1):
            name = f"{number}-{below}"
            sections.append([name, str(number), own["measure_kind"], name, measure["title"]])
    found = list(indicator_items(own))
    optional = {
        "history": history(own),
        "opinions": [picked(one, OPINION_KEYS) for one in own.get("opinions", [])],
        "accepted": [picked(one, ACCEPTED_KEYS) for one in own.get("accepted", [])],
    }
    return {
        "plan": plan_rows(published, own),
        "meeting": [[*picked(own.get("meeting", {}), MEETING_KEYS), own["edition"]]],
        "sections": sections,
        "items": [
            [name, section, name.rpartition("-")[2], *picked(item, ("name", "budget", "badges", "repeats"))]
            for name, section, item in found
        ],
        "assignments": [[name, entry["by"], ""] for name, _, item in found for entry in item["entries"]],
        "indicators": [
            [name, *picked(one, ("name", "by", "unit", "base", "target", "way"))]
            for name, _, item in found
            for one in item["indicators"]
        ],
        "scales": [picked(choice, ("scale", "value", "meaning", *SCALE_KEYS)) for choice in own["choices"]],
        **{key: rows for key, rows in optional.items() if rows},
    }


def picked(one: dict[str, Any], keys: tuple[str, ...]) -> list[Any]:
    return [one.get(key, "") for key in keys]


def asked_rows(own: Own) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every row that is answered: its item, its name, and what is said about it."""
    for name, _, item in indicator_items(own):
        yield from ((name, one["name"], one) for one in item["indicators"])
        yield from ((name, one["by"], one) for one in item["entries"])


def history(own: Own) -> Rows:
    """The lines of 実績: what its own file says of earlier years; before that, last year's lines and answers.

    Of last year stay the rows that there still are, under the names of today.
    """
    rows: Rows = [
        [item, name, ASKED["actual"], year_label(own["fiscal_year"] - back), value]
        for item, name, one in asked_rows(own)
        for back, value in zip((2, 1), one.get("before", ()), strict=False)
    ]
    if not own.get("before"):
        return rows
    then = earlier(own)
    old = history(then) + [
        [item, name, label, year_label(then["fiscal_year"]), one[key]]
        for item, name, one in asked_rows(then)
        for key, label in ASKED.items()
        if key in one
    ]
    there = {(item, name) for item, name, _ in asked_rows(own)}
    today = [[item, own["renamed"].get(name, name), *rest] for item, name, *rest in old]
    return [row for row in today if (row[0], row[1]) in there] + rows


def year_label(year: int) -> str:
    return f"令和{year - 2018}年度"


def earlier(own: Own) -> Own:
    """The same plan a year before."""
    return words("sample-plan-2024", own["before"])


def indicator_answers(_: Published, own: Own) -> dict[str, Answers]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for name, _section, item in indicator_items(own):
        for one in item["indicators"]:
            found.setdefault(one["by"], {})[f"{name}#{one['name']}"] = answered(one, ("actual", "rating", "reason"))
        for entry in item["entries"]:
            found.setdefault(entry["by"], {})[f"{name}/{entry['by']}"] = answered(entry, ("outcome", "cost"))
    return found


def answered(one: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: one[key] for key in keys if one.get(key, "") != ""}


def first_answers(own: Own) -> dict[str, Answers]:
    """What the first of two files said: as the second, but for what stands under ``first``."""
    twice = {one["by"] for _, _, one in asked_rows(own) if "first" in one}
    goals = [
        {**goal, "measures": [{**m, "items": [at_first(item) for item in m["items"]]} for m in goal["measures"]]}
        for goal in own["goals"]
    ]
    found = indicator_answers(own, {**own, "goals": goals})
    return {submitter: answers for submitter, answers in found.items() if submitter in twice}


def at_first(item: dict[str, Any]) -> dict[str, Any]:
    rows = {key: [one | one.get("first", {}) for one in item.get(key, [])] for key in ("indicators", "entries")}
    return {**item, **rows}


def invented(own: Own) -> Sample:
    """A sample of an invented city: what others published stands in its own file as well."""
    return Sample(own, own, indicator_tables, indicator_answers, first_answers(own))


# ── all files ──────────────────────────────────────────────────────────────────────────────────────────

SAMPLES = (
    Sample(reference(), words("sample-plan"), matrix_tables, matrix_answers),
    Sample(reference("kamaishi-2023"), words("sample-plan-2023"), narrative_tables, narrative_answers),
    invented(words("sample-plan-2024", "sample-indicators-2023")),
    invented(words("sample-plan-2024")),
)


def sample_files(scratch: Path) -> dict[str, bytes]:
    """Every file of the samples by its path in the repository. Plans are read back through a file in ``scratch``."""
    files: dict[str, bytes] = {}
    for sample in SAMPLES:
        layout = load_layout(ROOT / "templates" / sample.own["layout"])
        tables = sample.tables(sample.published, sample.own)
        master = master_book(sample.published["plan"], tables, sample.own, layout.definition)
        path = scratch / "plan.xlsx"
        path.write_bytes(master)
        plan = load_plan(path, lambda name: load_layout(ROOT / "templates" / name), f"{sample.folder}/plan.xlsx")
        files[f"{sample.folder}/plan.xlsx"] = master
        for name, submitter, round, answers in sample.sent():
            data = write_form(plan, layout, submitter, round=round, answers=answers)
            files[f"{sample.folder}/submissions/{name}.xlsx"] = data
    return files


def main() -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as scratch:
        files = sample_files(Path(scratch))
    for name, data in files.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
