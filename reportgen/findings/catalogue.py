"""The catalogue of codes: level, who acts, and the two sentences what and do.

Comes in: ``catalogue.toml`` beside this module, and the levels that a layout overrides. Goes out: the words and the
level of a finding, formatted only when it is shown. No call site sets a level.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

from reportgen.findings.finding import Finding
from reportgen.japanese.invisible import spelled
from reportgen.place import Confidence

Actor = Literal["担当課", "事務局", "開発"]


class Level(StrEnum):
    """How serious a finding is, most serious first."""

    UNREADABLE = "受付不可"
    MUST_FIX = "要修正"
    ASK = "要確認"
    NOTE = "お知らせ"


OFF = "off"
"""In a layout's rules, the level of a code that is switched off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One code. ``what`` and ``do`` are filled with the facts of a finding; ``do`` may be empty for an お知らせ.

    ``draft_only``: while such a finding stands, no edition is final, whatever its level and whoever accepts it.
    ``quoted``: the form that goes back does not hold what was found, so only the department can say that it is done.
    ``noted`` is false for what a note beside the answers, written about anything, must not settle.
    ``blocks_final`` is false for a question about wording, which never stands in the way of a final edition; ``sure``
    says how certain such a question is, from 0 to 100.
    """

    code: str
    level: Level
    actor: Actor
    what: str
    do: str
    enabled: bool = True
    draft_only: bool = False
    quoted: bool = False
    noted: bool = True
    blocks_final: bool = True
    sure: int = 100


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All codes, with the levels that hold for one layout, and what it calls its items (事業, 取組)."""

    entries: Mapping[str, Entry]
    item_word: str = "事業"

    def level(self, finding: Finding) -> Level:
        """Return the level of a finding. An unknown code is a fault of ours and raises ``KeyError``."""
        return self.entries[finding.code].level

    def actor(self, finding: Finding) -> Actor:
        """Return who acts on a finding: who its code says, but the secretariat for the plan's own wording.

        A question about wording that concerns no submitter is about a text of the plan, which no department can change.
        """
        entry = self.entries[finding.code]
        return entry.actor if entry.blocks_final or finding.subject.submitter else "事務局"

    def blocks_final(self, finding: Finding) -> bool:
        """Tell whether a finding may keep an edition from being final; a question about wording never does."""
        return self.entries[finding.code].blocks_final

    def what(self, finding: Finding) -> str:
        """Return the sentence that says what is the matter."""
        return self.entries[finding.code].what.format(**_facts(finding))

    def do(self, finding: Finding) -> str:
        """Return the sentence that says what to do; empty if there is nothing to do."""
        return self.entries[finding.code].do.format(**_facts(finding))

    def in_order(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that are switched on, most serious first, then by file, sheet and row, as they came."""
        levels = list(Level)
        kept = [f for f in findings if self.entries[f.code].enabled]
        return tuple(sorted(kept, key=lambda f: (levels.index(self.level(f)), f.place.file, f.place.sheet or "")))

    def with_levels(self, levels: Mapping[str, str]) -> "Catalogue":
        """Return the catalogue with other levels for some codes.

        A key is a code (``C14``, all its variants) or a variant (``C14a``); the longer key wins. A value is a level or
        ``off``. Unknown keys raise ``KeyError``, unknown levels ``ValueError``; the layout's schema checks both.
        """
        changed = dict(self.entries)
        for key, name in sorted(levels.items(), key=lambda pair: len(pair[0])):
            codes = [code for code in self.entries if code == key or code.rstrip("abcdef") == key]
            if not codes:
                raise KeyError(key)
            for code in codes:
                entry = changed[code]
                changed[code] = (
                    replace(entry, enabled=False) if name == OFF else replace(entry, level=Level(name), enabled=True)
                )
        return replace(self, entries=changed)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue as it is written."""
    text = files("reportgen.findings").joinpath("catalogue.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    return Catalogue(
        {
            code: Entry(
                code=code,
                level=Level(entry["level"]),
                actor=entry["actor"],
                what=entry["what"],
                do=entry.get("do", ""),
                enabled=entry.get("enabled", True),
                draft_only=entry.get("draft_only", False),
                quoted=entry.get("quoted", False),
                noted=entry.get("noted", True),
                blocks_final=entry.get("blocks_final", True),
                sure=entry.get("sure", 100),
            )
            for code, entry in raw.items()
        }
    )


def location(finding: Finding, item_word: str = "事業") -> str:
    """Return the place as a reader finds it, no more exactly than it is known.

    ``item_word`` is what the plan calls its items. For example
    シート『調査票』D12（事業番号(1)-4『延長保育事業』・評価）, or ファイル『….xlsx』.
    """
    place, about = finding.place, finding.subject
    name = place.file.rpartition("/")[2]
    match place.confidence:
        case Confidence.EXACT:
            head = f"シート『{place.sheet}』{place.cell}"
        case Confidence.ROW:
            head = f"シート『{place.sheet}』{place.row}行目"
        case Confidence.SHEET:
            head = f"シート『{place.sheet}』"
        case Confidence.FILE:
            head = f"ファイル『{name}』" if name else ""
    item = f"{item_word}番号{about.item}『{about.item_name}』" if about.item else ""
    inside = "・".join(part for part in (item, about.indicator, about.field) if part)
    return f"{head}（{inside}）" if inside else head


def _facts(finding: Finding) -> dict[str, str]:
    """Return what fills the sentences; what nobody would see is spelled out, so that a sentence shows what it means."""
    about = finding.subject
    facts = {
        "found": finding.found,
        "submitter": about.submitter,
        "party": about.party,
        "item": about.item,
        "item_name": about.item_name,
        "field": about.field,
        **finding.facts,
    }
    return {key: spelled(text) for key, text in facts.items()}
