"""The finding: a code, a place, what it is about, and the facts that fill its sentences.

Comes in: made by the stages (collect, validate, merge, compose). Goes out: to ``deliver`` and findings.json.
A finding holds no sentence and no level: both belong to its code, in the catalogue.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportgen.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a finding is about. ``item`` is the full number (``(1)-4``); ``field`` is the label. Empty where none."""

    plan: str = ""
    submitter: str = ""
    party: str = ""
    item: str = ""
    item_name: str = ""
    indicator: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. ``found`` is the text that stands there; ``facts`` fill the sentences of the catalogue.

    ``related`` are other places that belong to it, such as the second of two equal rows.
    """

    code: str
    place: Place
    subject: Subject = field(default_factory=Subject)
    found: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    related: tuple[Place, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits that stay the same when rows move or the text changes.

        Made of plan, submitter, item, party, indicator, field and code. With neither item nor field the found text
        takes their place, without that the sheet it is about, and where nobody is named the file: a submitter's file is
        called otherwise in every round.
        """
        about = self.subject
        own: tuple[str, ...] = (about.item, about.party, about.indicator, about.field)
        if not about.item and not about.field:
            own = (self.found or (self.facts.get("sheet", "") if about.submitter else self.place.file),)
        return _digest((about.plan, about.submitter, *own, self.code))

    @property
    def content(self) -> str:
        """Sixteen hex digits of what stands there: a reason that was given holds as long as they stay the same.

        Made of the found text, or of the facts where no text was found.
        """
        return _digest((self.found,) if self.found else (f"{key}={text}" for key, text in sorted(self.facts.items())))


def _digest(parts: Iterable[str]) -> str:
    """Return sixteen hex digits; a half surrogate, which some programs store, is a character like any other."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
