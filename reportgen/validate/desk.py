"""What every question about wording works with, and what it says when it has one.

Comes in: plan, layout and the codes that are on. Goes out: a ``Desk`` for the rules, and findings made of their hits.
A rule looks and says; whether its code is on, and what is shown to whom, is decided elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from reportgen.findings.finding import Finding, Subject
from reportgen.model.plan import Plan
from reportgen.place import Place
from reportgen.plan.wording import Wording
from reportgen.validate.corpus import Corpus, Passage
from reportgen.validate.wording.lists import Lists
from reportgen.validate.wording.protect import Names

_SHOWN_HITS: Final = 5
_SHOWN_LENGTH: Final = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The plan, the municipality's wording, the lists, the protected names, and stock phrases as they are compared."""

    plan: Plan
    wording: Wording
    lists: Lists
    names: Names
    enabled: frozenset[str]
    stock: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing about a passage: the code, the words that stand there, and better ones where they are known."""

    code: str
    words: str
    better: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule:
    """A rule that looks at one passage.

    ``needs_words``: it asks the dictionary. ``answers``: it is not for the plan's own texts.
    """

    codes: tuple[str, ...]
    check: Callable[[Passage, Desk], Iterable[Hit]]
    needs_words: bool = False
    answers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRule:
    """A rule that looks at the whole report and makes its findings itself."""

    codes: tuple[str, ...]
    check: Callable[[Corpus, Desk], Iterable[Finding]]
    needs_words: bool = False


def excerpt(text: str, length: int = _SHOWN_LENGTH) -> str:
    """Return a text on one line, its middle replaced by … where it is long: the beginning and the end tell most."""
    line = text.replace("\n", " ").strip()
    half = length // 2
    return line if len(line) <= length else f"{line[:half]}…{line[-half:]}"


def ending(sentence: str, length: int = 20) -> str:
    """Return the end of a sentence, with … before it where something is left out."""
    return sentence if len(sentence) <= length else "…" + sentence[-length:].lstrip("、。」）)")


def finding_of(code: str, passage: Passage, hits: Iterable[Hit]) -> Finding:
    """Return one finding for all hits of a code in a passage."""
    found = list(hits)
    words = list(dict.fromkeys(excerpt(hit.words) for hit in found))
    pairs = list(dict.fromkeys(f"「{excerpt(hit.words)}」→「{hit.better}」" for hit in found if hit.better))
    facts = {**found[0].facts, "words": _listed([f"「{one}」" for one in words]), "count": str(len(found))}
    if pairs:
        facts["pairs"] = _listed(pairs)
    return Finding(code=code, place=passage.place, subject=passage.subject, found=passage.text, facts=facts)


def finding_about_all(code: str, plan_id: str, found: str, facts: dict[str, str], places: Iterable[Place]) -> Finding:
    """Return a finding about the whole report, for the secretariat; ``found`` tells it from others of its code."""
    related = tuple(dict.fromkeys(places))
    return Finding(code=code, place=Place(""), subject=Subject(plan=plan_id), found=found, facts=facts, related=related)


def finding_about_spellings(code: str, plan_id: str, group: Mapping[str, list[Passage]]) -> Finding:
    """Return the finding for one group of spellings: the usual one first, and where the others stand."""
    ordered = sorted(group, key=lambda spelling: (-len(group[spelling]), spelling))
    rarer = [passage for spelling in ordered[1:] for passage in group[spelling]]
    facts = {
        "spellings": "・".join(f"「{spelling}」{len(group[spelling])}" for spelling in ordered),
        "rows": listed_places(rarer),
    }
    return finding_about_all(code, plan_id, "／".join(sorted(group)), facts, (one.place for one in rarer))


def listed_places(passages: Iterable[Passage]) -> str:
    """Return where passages stand, in short, at most five of them."""
    return _listed(list(dict.fromkeys(passage.where for passage in passages)))


def _listed(parts: list[str]) -> str:
    shown = "、".join(parts[:_SHOWN_HITS])
    return shown if len(parts) <= _SHOWN_HITS else f"{shown} ほか{len(parts) - _SHOWN_HITS}件"
