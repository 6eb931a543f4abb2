"""The page 指摘一覧 of one reader: what to fix, where, and how.

Comes in: a ``Listing``. Goes out: the bytes of an HTML file without scripts or outside files. Nothing is decided here:
order, numbers, counts and sentences are the list's.
"""

import re
from dataclasses import dataclass
from typing import Final

from reportgen.deliver.listing import Line, Listing, word
from reportgen.deliver.templates import style, template
from reportgen.findings.catalogue import Level
from reportgen.findings.tracked import State
from reportgen.japanese.invisible import spelled
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.plan import Plan

_HERE: Final = "reportgen.deliver"
_KEYS: Final = {
    Level.UNREADABLE: ("unreadable", "✕"),
    Level.MUST_FIX: ("must-fix", "！"),
    Level.ASK: ("ask", "？"),
    Level.NOTE: ("note", "ｉ"),
}
_SETTLED: Final = ("settled", "✓")
_GONE: Final = ("gone", "✓")
_SPELLING: Final = re.compile("「.*?」[0-9]+")


@dataclass(frozen=True, slots=True)
class _Look:
    """What tells a kind of card from others beside its words: a class and a sign."""

    name: str
    key: str
    icon: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """One finding. ``quoted`` is the sentence what, cut at the quotation of what stands there.

    ``listed`` are the lines of a list that was made of the whole report, or the places of several findings, instead of
    ``found``.
    """

    look: _Look
    number: int
    state: str
    code: str
    where: str
    quoted: tuple[str, str, str]
    do: str
    found: str
    listed: tuple[str, ...]
    answer: str
    answered_by: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variant:
    """One line of the table of spellings: what differs, how often each stands, and where the rarer ones are."""

    number: int
    code: str
    spellings: tuple[str, ...]
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    submitter: str
    plan_name: str
    year_label: str
    contact: str
    levels: tuple[_Look, ...]
    settled: int
    compared: tuple[tuple[str, int], ...]
    steps: tuple[str, ...]
    cards: tuple[_Card, ...]
    variants: tuple[_Variant, ...]
    to_secretariat: bool


def findings_page(listing: Listing, plan: Plan) -> bytes:
    """Return the page of one reader, UTF-8. Spellings that differ are one table there, if they are still open."""
    variants = tuple(line for line in listing.lines if _is_variant(line)) if listing.is_ours else ()
    page = _Page(
        submitter=listing.reader.removeprefix("_"),
        plan_name=plan.name,
        year_label=fiscal_year_label(plan.year),
        contact=listing.contact,
        levels=tuple(_look(level, count) for level, count in listing.counts.items() if count),
        settled=listing.settled,
        compared=tuple((state.value, count) for state, count in listing.states.items()),
        steps=listing.next_steps,
        cards=tuple(_card(line) for line in listing.lines if line not in variants),
        variants=tuple(map(_variant, variants)),
        to_secretariat=listing.is_ours,
    )
    html = template(_HERE, "findings_page.html.j2").render(page=page, style=style(_HERE, "findings_page.css"))
    return html.encode("utf-8", "backslashreplace")


def _is_variant(line: Line) -> bool:
    return line.tracked.is_open and {"spellings", "rows"} <= line.finding.facts.keys()


def _variant(line: Line) -> _Variant:
    facts = line.finding.facts
    spellings = tuple(_SPELLING.findall(facts["spellings"]))
    return _Variant(
        number=line.number,
        code=line.finding.code,
        spellings=spellings or (facts["spellings"],),
        rows=facts["rows"],
    )


def _look(level: Level, count: int = 0) -> _Look:
    key, icon = _KEYS[level]
    return _Look(level.value, key, icon, count)


def _card(line: Line) -> _Card:
    about = line.finding.subject
    before, quoted, after = _quotation(line.what, spelled(line.finding.found) if line.also else line.found)
    is_list = line.also or ("\n" in line.found and not line.finding.place.file)
    listed = tuple(line.found.split("\n")) if is_list else ()
    look = _look(line.level)
    if not line.tracked.is_open:
        name = State.GONE.value if line.gone else word("list", "settled")
        look = _Look(name, *(_GONE if line.gone else _SETTLED))
    return _Card(
        look=look,
        number=line.number,
        state=line.tracked.state.value if line.tracked.state and not line.gone else "",
        code=f"{line.level.value}　{line.finding.code}" if not line.tracked.is_open else line.finding.code,
        where=line.where,
        quoted=(before, quoted, after),
        do=line.do if line.tracked.is_open else "",
        found="" if quoted or listed else line.found,
        listed=listed,
        answer=line.answer,
        answered_by=line.tracked.answer.by if line.tracked.answer else "",
        party=about.party if about.party != about.submitter else "",
    )


def _quotation(sentence: str, found: str) -> tuple[str, str, str]:
    """Return a sentence in three parts, the second being what was found, if the sentence quotes it."""
    before, quoted, after = sentence.partition(found) if found else (sentence, "", "")
    return before, quoted, after
