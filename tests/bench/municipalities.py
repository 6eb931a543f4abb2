"""Municipalities that do not exist: each a workspace with one plan, its departments' answers, and the layouts.

``python municipalities.py FOLDER --count N``. Town number k is the same on every machine: its size (20 to 400
programmes), its layout (matrix, indicators, narrative in turn), its departments and all its texts follow from k alone.
Nobody's data is in it: the words are joined from lists.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import make_sample as samples  # noqa: E402
from master_books import FACE, PlanSheet, Rows  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from reportgen.deliver.forms import look, write_form  # noqa: E402
from reportgen.plan.load import load_layout  # noqa: E402
from reportgen.plan.master import load_plan  # noqa: E402

LAYOUTS = ("matrix", "indicators", "narrative")
SIZES = (20, 400)

_AREAS = (
    "子育て 健康 福祉 環境 防災 観光 農業 商工 道路 公園 上下水道 文化財 スポーツ 図書館 学校教育 国際交流 情報".split()
)
_UNITS = "課 推進課 政策課 支援課 整備課 管理課 総務課 振興課".split()
_AIMS = "充実 推進 強化 支援 普及啓発 基盤整備 連携促進 人材育成 見直し 相談体制の整備".split()
_OBJECTS = "相談窓口 交流事業 講座 出前授業 補助制度 見守り活動 点検 広報 学習会 体験教室 受入体制 施設の改修".split()
_WHOM = "市民 保護者 児童生徒 高齢者 事業者 自治会 ボランティア 関係機関 障がいのある方 転入者".split()
_WHERE = "公民館 支所 小学校 総合体育館 保健センター 図書館 オンライン会場 駅前広場".split()
_DONE = (
    "{where}で{whom}を対象に{thing}を{n}回実施し、延べ{m}人が参加した。",
    "{whom}と協力して{thing}を行い、前年度より{n}件多い{m}件の申込みがあった。",
    "{thing}について、{whom}への周知を{n}回行った。アンケートでは{p}％が「満足」と答えた。",
    "新型コロナウイルス感染症の影響により、{thing}は{n}回の開催にとどまったが、{where}での個別対応を{m}件行った。",
    "{thing}の実施に向けて、{whom}との打合せを{n}回行い、課題を整理した。",
)
_NEXT = (
    "引き続き、{where}で{thing}を実施し、{whom}の参加を増やす。",
    "{whom}の意見を踏まえて{thing}の内容を見直し、年{n}回以上開催する。",
    "{where}と連携し、{thing}の周知を図る。",
)
_CONTENT = (
    "{whom}が安心して暮らせるよう、{thing}を通じて{area}の取組を進めます。",
    "{where}などを活用し、{whom}に対する{thing}を行います。\nまた、関係機関と連携した支援に努めます。",
)
_SYLLABLES = "青 桜 緑 清 美 高 松 竹 梅 北 南 東 西 大 小 中".split()
_ENDS = "川 山 原 田 野 浜 島 里 森 丘".split()

Data = dict[str, Any]


class Town:
    """Number ``k``, with its own chance."""

    def __init__(self, number: int) -> None:
        self.number, self.chance = number, random.Random(f"town {number}")
        self.layout = LAYOUTS[number % len(LAYOUTS)]
        name = "".join(self.chance.choice(part) for part in (_SYLLABLES, _ENDS))
        self.name, self.id = f"{name}{number}市", f"plan-{number:03}"
        self.programmes = round(SIZES[0] * (SIZES[1] / SIZES[0]) ** self.chance.random())
        areas = self.chance.sample(_AREAS, k=min(len(_AREAS), 4 + self.programmes // 20))
        self.departments = [f"{area}{self.chance.choice(_UNITS)}" for area in areas]

    def some(self, words: Iterable[str], most: int) -> list[str]:
        words = list(words)
        return self.chance.sample(words, k=min(len(words), self.chance.randint(1, most)))

    def sentence(self, forms: tuple[str, ...]) -> str:
        pick = self.chance.choice
        facts = {"where": pick(_WHERE), "whom": pick(_WHOM), "thing": pick(_OBJECTS), "area": pick(_AREAS)}
        numbers = {
            "n": self.chance.randint(2, 24),
            "m": self.chance.randint(25, 1800),
            "p": self.chance.randint(55, 98),
        }
        return pick(forms).format(**facts, **numbers)

    def text(self, forms: tuple[str, ...], most: int = 3) -> str:
        return "\n".join(self.sentence(forms) for _ in range(self.chance.randint(1, most)))

    def title(self, number: int) -> str:
        pick = self.chance.choice
        return f"{pick(_WHOM)}向け{pick(_OBJECTS)}の{pick(_AIMS)}（その{number}）"

    def sample(self) -> samples.Sample:
        """The town as the samples are made: what would be published, and the words of its plan master."""
        return {"matrix": self.matrix, "indicators": self.indicators, "narrative": self.narrative}[self.layout]()

    def head(self) -> Data:
        return {"municipality": self.name, "plan": f"{self.name}総合計画　実施計画", "fiscal_year": 2024}

    def parts(self, each: int) -> list[range]:
        """The programmes in runs of about ``each``, numbered through."""
        return [range(start, min(start + each, self.programmes)) for start in range(0, self.programmes, each)]

    def matrix(self) -> samples.Sample:
        def programme(number: int, place: int) -> Data:
            entries = [
                {
                    "department": department,
                    "status": self.text(_DONE),
                    "rating": self.chance.choice("AAABBCD"),
                    "next_steps": self.text(_NEXT, 2),
                    "direction": self.chance.choice(["継続", "継続", "継続", "充実", "縮小"]),
                }
                for department in self.some(self.departments, 4)
            ]
            content = self.text(_CONTENT, 2)
            return {"number": place, "name": self.title(number + 1), "content": content, "entries": entries}

        measures = [
            {
                "number": f"({place})",
                "title": f"{self.chance.choice(_AREAS)}の{self.chance.choice(_AIMS)}",
                "programmes": [programme(number, place) for place, number in enumerate(run, start=1)],
            }
            for place, run in enumerate(self.parts(12), start=1)
        ]
        published = self.head() | {"goal": {"number": "1", "title": "ともに育つまち"}, "measures": measures}
        own = samples.words("sample-plan") | {"id": self.id, "edition": "案"}
        return samples.Sample(published, own, samples.matrix_tables, samples.matrix_answers)

    def indicators(self) -> samples.Sample:
        def indicator(number: int, by: str) -> Data:
            base = self.chance.randint(10, 400)
            target = base + self.chance.randint(5, 200)
            actual = round(base + (target - base) * self.chance.uniform(-0.1, 1.2))
            rate = actual / target
            rating = next(mark for mark, least in (("◎", 1.0), ("○", 0.8), ("△", 0.6), ("×", -1.0)) if rate >= least)
            name = f"{self.chance.choice(_OBJECTS)}の利用件数{number}"
            facts = {"unit": "件", "base": base, "target": target, "way": "以上", "actual": actual, "rating": rating}
            return {"name": name, "by": by, **facts, "reason": self.sentence(_DONE)}

        def item(number: int) -> Data:
            parties = self.some(self.departments, 2)
            return {
                "name": self.title(number + 1),
                "budget": self.chance.randint(200, 90_000),
                "indicators": [indicator(n, parties[0]) for n in range(1, self.chance.randint(2, 3))],
                "entries": [
                    {"by": by, "outcome": self.text(_DONE), "cost": self.chance.randint(150, 88_000)} for by in parties
                ],
            }

        measures = [
            {"title": f"{self.chance.choice(_AREAS)}の{self.chance.choice(_AIMS)}", "items": [item(n) for n in run]}
            for run in self.parts(8)
        ]
        goals = [{"title": "いきいきと暮らせるまち", "measures": measures}]
        own = samples.words("sample-plan-2024") | self.head() | {"id": self.id, "edition": "案", "goals": goals}
        own |= {"before": "", "opinions": [], "accepted": []}
        return samples.invented(own)

    def narrative(self) -> samples.Sample:
        def statements(forms: tuple[str, ...]) -> list[Data]:
            texts = self.text(forms).split("\n")
            return [{"text": text, "progressed": forms is _CONTENT and self.chance.random() < 0.3} for text in texts]

        def initiative(number: int, place: int) -> Data:
            names, roles = self.some(_OBJECTS, 3), self.some(_WHOM, 3)
            return {
                "mark": chr(ord("①") + place),
                "title": self.title(number + 1),
                "summary": self.text(_CONTENT, 1),
                "indicators": [{"name": name, "items": statements(_CONTENT)} for name in names],
                "indicator_progress": [{"name": name, "items": statements(_DONE)} for name in names],
                "roles": [{"name": name, "items": statements(_CONTENT)} for name in roles],
                "role_progress": [{"name": name, "items": statements(_DONE)} for name in roles],
            }

        projects = [
            {
                "number": str(place),
                "title": f"{self.chance.choice(_AREAS)}プロジェクト{place}",
                "vision": statements(_CONTENT),
                "initiatives": [initiative(number, at) for at, number in enumerate(run)],
            }
            for place, run in enumerate(self.parts(10), start=1)
        ]
        chapters = [
            {"number": "1.", "title": "これまでの経過", "paragraphs": [self.sentence(_CONTENT)]},
            {"number": "2.", "title": "重点プロジェクトの進捗状況", "paragraphs": [self.sentence(_CONTENT)]},
        ]
        published = self.head() | {"title": "重点プロジェクトの進捗状況", "chapters": chapters, "projects": projects}
        own = samples.words("sample-plan-2023") | {"id": self.id, "edition": "案"}
        return samples.Sample(published, own, samples.narrative_tables, samples.narrative_answers)


def plain_master(tables: Mapping[str, Rows], own: Data, layout: Any) -> bytes:
    """A plan master without looks: the headings and the rows of each sheet."""
    book = Workbook()
    wardrobe = look.Wardrobe(book, FACE)
    for key, rows in tables.items():
        sheet = PlanSheet(book, wardrobe, key, own, layout)
        sheet.sheet.append(sheet.headings)
        for row in rows:
            sheet.sheet.append(list(row))
    del book[book.sheetnames[0]]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_workspace(root: Path, sample: samples.Sample) -> int:
    """Write templates, plan master and all submissions of one plan; return how many files were sent."""
    templates = root / "templates"
    shutil.copytree(ROOT / "templates", templates, dirs_exist_ok=True)
    layout = load_layout(templates / sample.own["layout"])
    folder = root / sample.folder
    (folder / "submissions").mkdir(parents=True)
    tables = sample.tables(sample.published, sample.own)
    (folder / "plan.xlsx").write_bytes(plain_master(tables, sample.own, layout.definition))
    plan = load_plan(folder / "plan.xlsx", lambda name: load_layout(templates / name), f"{sample.folder}/plan.xlsx")
    answers = sample.answers(sample.published, sample.own)
    for submitter, given in answers.items():
        data = write_form(plan, layout, submitter, answers=given)
        (folder / "submissions" / f"{submitter}.xlsx").write_bytes(data)
    return len(answers)


def write_towns(folder: Path, count: int) -> None:
    for number in range(count):
        town = Town(number)
        sent = write_workspace(folder / f"{number:03}", town.sample())
        print(f"{number:03} {town.layout}: {town.programmes} programmes, {sent} files", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "towns")
    parser.add_argument("--count", type=int, default=6)
    given = parser.parse_args()
    write_towns(given.folder, given.count)


if __name__ == "__main__":
    main()
