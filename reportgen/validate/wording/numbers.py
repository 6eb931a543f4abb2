"""Numbers and their order: thousands, weekdays, numbering (L09, L21, L24).

Comes in: a passage. Goes out: hits. Needs no dictionary. Source: 公用文作成の考え方（令和4年1月7日、文化審議会建議）:
commas every three digits, and the order 第1→1→(1)→ア→(ア) of items.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from reportgen.japanese.width import fold
from reportgen.japanese.years import weekday_of, weekdays_in
from reportgen.validate.corpus import Passage
from reportgen.validate.desk import Desk, Hit, TextRule

_LONG_NUMBER: Final = re.compile(
    r"(?<![0-9０-９,，.．\-－A-Za-z])[0-9０-９]{4,}(?=[人円件回名世台冊部枚食点](?![日月])|千円|世帯)"
)
_WITH_COMMA: Final = re.compile(r"[0-9０-９],[0-9０-９]{3}")
_WITH_MAN: Final = re.compile(r"[0-9０-９][万億](?![一-龠])|[0-9０-９][万億]円")
_KATAKANA: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEVELS: Final[tuple[tuple[re.Pattern[str], Callable[[str], int]], ...]] = (
    (re.compile(r"第([0-9０-９]{1,2})[ 　]"), lambda sign: int(fold(sign))),
    (re.compile(r"([0-9０-９]{1,2})[ 　.．](?![0-9０-９])"), lambda sign: int(fold(sign))),
    (re.compile(r"[(（]([0-9０-９]{1,2})[)）]"), lambda sign: int(fold(sign))),
    (re.compile(rf"([{_KATAKANA}])[ 　.．]"), lambda sign: _KATAKANA.index(sign) + 1),
    (re.compile(rf"[(（]([{_KATAKANA}])[)）]"), lambda sign: _KATAKANA.index(sign) + 1),
    (re.compile(rf"([{_CIRCLED}])"), lambda sign: _CIRCLED.index(sign) + 1),
)
_RANKED: Final = 5
"""How many of the levels have a place in the official order; circled numbers have none."""


def thousands(passage: Passage, _: Desk) -> Iterator[Hit]:
    """L09: four digits or more before a counter without a comma; 万 or 億 beside numbers in full."""
    for found in _LONG_NUMBER.finditer(passage.text):
        yield Hit(code="L09", words=passage.text[found.start() : found.end() + 1], better=f"{int(fold(found[0])):,}")
    mixed = _WITH_MAN.search(passage.text) if _WITH_COMMA.search(passage.text) else None
    if mixed:
        yield Hit(code="L09", words=mixed[0])


def weekdays(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L21: a date whose weekday the calendar does not confirm.

    Without a year, what was done lies in the fiscal year of the report; anything else may lie in the next one too.
    """
    for found in weekdays_in(passage.text):
        first = desk.plan.year + (found.month < 4)
        years = [found.year] if found.year else [first, first + 1] if passage.about != "done" else [first]
        real = [weekday_of(year, found.month, found.day) for year in years]
        if found.weekday not in real:
            yield Hit(code="L21", words=found.text, facts={"weekday": real[0] or "暦にない日"})


def numbering(passage: Passage, _: Desk) -> Iterator[Hit]:
    """L24: numbers of items that skip one, or stand in another order than 第1, 1, (1), ア, (ア)."""
    last: dict[int, int] = {}
    seen: list[int] = []
    for line in passage.text.split("\n"):
        read = _number(line.strip(" 　"))
        if read is None:
            continue
        level, number, sign = read
        if number != 1 and number != last.get(level, number - 1) + 1:
            yield Hit(code="L24", words=sign)
        if level < _RANKED and level not in seen and any(other > level for other in seen if other < _RANKED):
            yield Hit(code="L24", words=sign)
        seen.append(level)
        last = {kept: value for kept, value in last.items() if kept < level} | {level: number}


def _number(line: str) -> tuple[int, int, str] | None:
    for level, (pattern, value) in enumerate(_LEVELS):
        found = pattern.match(line)
        if found:
            return level, value(found[1]), found[0].strip(" 　")
    return None


RULES: Final = (
    TextRule(codes=("L09",), check=thousands),
    TextRule(codes=("L21",), check=weekdays),
    TextRule(codes=("L24",), check=numbering),
)
