"""The finding: a code, a place, what it is about, and the facts that fill its sentences.

Comes in: made by the stages (collect, validate, merge, compose). Goes out: to ``deliver`` and findings.json.
A finding holds no sentence and no level: both belong to its code, in the catalogue.
"""

import hashlib
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
        takes their place, and without that the name of the file.
        """
        about = self.subject
        own: tuple[str, ...] = (about.item, about.party, about.indicator, about.field)
        if not about.item and not about.field:
            own = (self.found or self.place.file,)
        parts = (about.plan, about.submitter, *own, self.code)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
