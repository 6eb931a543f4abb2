"""Fiscal years in an answer that were left standing from a year before (C20).

Comes in: a text, and the fiscal year reported on. Goes out: the mentions that are asked about. A text that names the
year reported on as well tells of both and is not asked about; nor is a comparison, a beginning (令和元年度から), what
stands in brackets, or a past event that describes a noun (令和5年度に策定した計画). A year without 度 is a date in
history more often than not: it is left to R06. Years to come are never stale.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from reportgen.japanese.years import YearMention, years_in
from reportgen.validate.wording.lists import lists

_CLAUSE_ENDS: Final = re.compile(r"[、。\n]")
_BRACKETS: Final = {"（": "）", "(": ")", "［": "］", "[": "]", "〔": "〕", "【": "】"}
_FISCAL: Final = "年度"


def stale_years(text: str, year: int) -> tuple[YearMention, ...]:
    """Return the mentions of fiscal years before ``year`` that tell of that year as if it were the one reported on."""
    mentions = years_in(text)
    if any(year in one.fiscal_years for one in mentions):
        return ()
    return tuple(
        one for one in mentions if _FISCAL in one.text and max(one.fiscal_years) < year and not _is_meant(text, one)
    )


def is_compared(after: str) -> bool:
    """Say whether what follows a year, up to the end of its clause, compares with it (…と比べて)."""
    clause = _clause(after)
    return any(word in clause for word in lists().comparing)


def _is_meant(text: str, mention: YearMention) -> bool:
    after = text[mention.end :]
    if after.startswith(_words()["after"]) or is_compared(after) or _in_brackets(text[: mention.start]):
        return True
    return after.startswith(("に", "の")) and _describes_noun().search(_clause(after)) is not None


def _clause(after: str) -> str:
    return _CLAUSE_ENDS.split(after, maxsplit=1)[0]


def _in_brackets(before: str) -> bool:
    """Say whether a bracket that was opened before is still open."""
    return any(before.rfind(opening) > before.rfind(closing) for opening, closing in _BRACKETS.items())


@cache
def _describes_noun() -> re.Pattern[str]:
    words = _words()
    past, following = ("|".join(map(re.escape, words[key])) for key in ("past", "next"))
    return re.compile(rf"(?:{past})(?!{following})(?=[一-龠ァ-ヶ「『])")


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    text = files("reportgen.validate").joinpath("earlier.toml").read_text(encoding="utf-8")
    return {key: tuple(words) for key, words in tomllib.loads(text).items()}
