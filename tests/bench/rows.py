"""The rows that every program of the bench sets: the reference report, or many times as many rows of varied text.

``python rows.py COPIES FIRST OUT.json``. Every copy but number 0 has other names, other figures and another first
clause in each line, so that nothing remembered of one paragraph helps with the next. The same arguments give the same
rows.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).parents[1] / "data/ogori-2021.json"
FIELDS = ("department", "status", "rating", "next_steps", "direction")
WIDTHS_MM = (10, 32, 27, 58, 61, 12, 50, 17)
_PLACES = "中央公民館 東部支所 みどり児童館 市立図書館 総合体育館 駅前交流広場 西部保健センター 北町会館".split()
_PARTNERS = "自治会 民生委員・児童委員 子育てサークル 地元企業 小中学校 社会福祉協議会 ボランティア団体".split()

Data = dict[str, Any]


def canonical(copies: int, first: int = 0) -> Data:
    """The rows of ``copies`` reports in one, its programmes numbered through in each of its four tables."""
    data: Data = json.loads(REFERENCE.read_text(encoding="utf-8"))
    for number, measure in enumerate(data["measures"]):
        programmes = measure["programmes"]
        made = [
            _varied(programme, copy, f"{number}{index:02}")
            for copy in range(first, first + copies)
            for index, programme in enumerate(programmes)
        ]
        measure["programmes"] = [programme | {"number": str(place)} for place, programme in enumerate(made, start=1)]
    return data | {"title": f"{data['plan']}　進捗状況（令和3年度）"}


def _varied(programme: Data, copy: int, name: str) -> Data:
    if not copy:
        return programme
    entries = [
        entry | {key: _other(entry[key], copy, f"{name}{row}{key[0]}") for key in ("status", "next_steps")}
        for row, entry in enumerate(programme["entries"])
    ]
    title = f"{programme['name']}（{_pick(_PLACES, copy, name)}第{copy}期）"
    return programme | {"name": title, "content": _other(programme["content"], copy, name), "entries": entries}


def _other(text: str, copy: int, name: str) -> str:
    """Other figures, and before each line a clause that no other line has."""
    seed = copy * 7919 + sum(map(ord, name)) * 31
    return "\n".join(_line(line, seed + number, name) for number, line in enumerate(text.split("\n")))


def _line(line: str, seed: int, name: str) -> str:
    if not line:
        return line
    clause = f"{_pick(_PLACES, seed, name)}で{_pick(_PARTNERS, seed // 3, name)}と{seed % 8999}件協議し、"
    return clause + re.sub(r"\d+", lambda found: str(int(found[0]) % 7 + seed % 997), line)


def _pick(words: list[str], seed: int, name: str) -> str:
    return words[(seed + len(name) + sum(map(ord, name))) % len(words)]


def rows(data: Data) -> Iterator[tuple[Data, Data, int]]:
    """Every row as (programme, entry, its place among the rows of the programme)."""
    for measure in data["measures"]:
        for programme in measure["programmes"]:
            for place, entry in enumerate(programme["entries"]):
                yield programme, entry, place


def texts(data: Data) -> Iterator[str]:
    """Every text that stands in a cell, once for each cell."""
    for programme, entry, place in rows(data):
        if not place:
            yield from (programme["number"], programme["name"], programme["content"])
        yield from (entry[key] for key in FIELDS)


if __name__ == "__main__":
    COPIES, FIRST, TARGET = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    DATA = canonical(COPIES, FIRST)
    TARGET.write_text(json.dumps(DATA, ensure_ascii=False), encoding="utf-8")
