"""The words by which a form is known again.

Comes in: ``words.toml`` beside this module. Goes out: sheet names, keys of the identity, headings of the columns that
do not belong to the layout.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Final
from unicodedata import normalize

from reportgen.japanese.wareki import fiscal_year_label
from reportgen.japanese.width import fold
from reportgen.model.plan import RowKind
from reportgen.plan.schema import LayoutDefinition

NAME_PREFIX: Final[Mapping[RowKind, str]] = {"party": "rg_", "indicator": "rgi_"}
"""What the defined names of columns begin with."""
REASON_KEY: Final = "reason"
_FIRST_ERA_YEAR: Final = 1868


def identity_keys(kind: RowKind) -> tuple[str, str, str, str]:
    """Return the keys of the columns by which a row is known; that of its party or indicator comes last."""
    return "row_id", "item_number", "item_name", kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A column to be found: its key, what it is called in messages, and the folded headings it may stand under."""

    key: str
    label: str
    spellings: tuple[str, ...]
    answer: bool


@cache
def _words() -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads(files("reportgen.collect").joinpath("words.toml").read_text(encoding="utf-8"))


def _list(group: str, key: str) -> tuple[str, ...]:
    found = _words()[group][key]
    return tuple(str(text) for text in found) if isinstance(found, list) else (str(found),)


def identity_key(text: str) -> str | None:
    """Return the key (``plan_id``, ``year`` …) that a line of the identity sheet gives, or ``None``."""
    return next((key for key, word in _words()["identity"].items() if fold(str(word)) == fold(text)), None)


def kinds(layout: LayoutDefinition) -> tuple[RowKind, ...]:
    """Return the kinds of sheets about which a layout asks something."""
    return ("party", "indicator") if layout.entries.indicator else ("party",)


def sheet_name(layout: LayoutDefinition, kind: RowKind) -> str:
    """Return what a layout calls the sheet of one kind."""
    return layout.form.party_sheet if kind == "party" else layout.form.indicator_sheet


def is_own_letter(name: str) -> bool:
    """Say whether a file has the name of the letter that goes out with a form. A Mac decomposes its characters."""
    return any(fnmatchcase(normalize("NFC", name), pattern) for pattern in _list("files", "letters"))


@cache
def own_sheets() -> frozenset[str]:
    """Return the folded names of sheets that the secretariat added to the form."""
    return frozenset(fold(name) for name in _list("sheets", "own"))


def reply_sheet_name() -> str:
    """Return what the sheet with the list of findings is called when it goes out."""
    return str(_words()["reply"]["sheet"])


def own_comments_sheet() -> str:
    """Return the name of the hidden sheet that knows the secretariat's own comments."""
    return str(_words()["reply"]["comments"])


@cache
def _reply_headers() -> Mapping[str, str]:
    headers = _words()["reply"]["headers"]
    assert isinstance(headers, dict)
    return {fold(str(text)): key for key, text in headers.items()}


def reply_header(text: str) -> str | None:
    """Return the key of a column in the list of findings (``reason`` …) that a heading names, or ``None``."""
    return _reply_headers().get(fold(text))


def is_furniture(header: str) -> bool:
    """Say whether a column holds what the form counts or says by itself."""
    folded = fold(header)
    ours = {fold(word) for word in _list("furniture", "headers")}
    return folded in ours or folded.endswith(tuple(fold(word) for word in _list("furniture", "endings")))


def plan_headers(layout: LayoutDefinition, kind: RowKind, year: int) -> frozenset[str]:
    """Return the folded headings of the columns in which the form of one kind and year prints what the plan knows.

    They are the plan's own words, and the answers of the year before.
    """
    words, own = _words()["plan"], layout.party_texts if kind == "party" else layout.indicator_texts
    texts = [str(words["text"]).format(項目=text.label) for text in (*layout.item_texts, *own)]
    asked = layout.entries.party if kind == "party" else layout.entries.indicator
    before = fiscal_year_label(year - 1) if year > _FIRST_ERA_YEAR else ""
    texts += [str(words["earlier"]).format(項目=field.label, 年度=before) for field in asked]
    return frozenset(fold(text) for text in (str(words["section"]), *texts))


def wanted_columns(layout: LayoutDefinition, kind: RowKind = "party") -> tuple[Wanted, ...]:
    """Return the columns of a sheet in the order in which the form has them."""
    form, entries = layout.form, layout.entries
    called = {"item_name": form.item_label, "party": form.party_label, "indicator": form.indicator_label}
    answers = [
        Wanted(key=f.key, label=f.label, spellings=_folded((f.label, *f.synonyms)), answer=True)
        for f in (entries.party if kind == "party" else entries.indicator)
    ]
    before = [_own(key, called.get(key)) for key in identity_keys(kind)]
    return (*before, *answers, _own(REASON_KEY, None))


def _own(key: str, label: str | None) -> Wanted:
    spellings = (*((label,) if label else ()), *_list("headers", key))
    return Wanted(key=key, label=spellings[0], spellings=_folded(spellings), answer=False)


def _folded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(text) for text in texts))
