"""What the makers of one document share: the look it must fit, the books, and the names given out so far."""

import difflib
from collections.abc import Iterable

from reportgen.compose.faults import Faults
from reportgen.compose.ledger import Ledger
from reportgen.compose.markup import Element
from reportgen.compose.notes import Notes
from reportgen.document.text import Origin
from reportgen.document.theme import NOTE_ROLE, Page, Theme


class Composition:
    """One document in the making. ``page`` is the sheet of the section that is being made."""

    def __init__(self, theme: Theme, ledger: Ledger, faults: Faults, note_sign: str) -> None:
        self.theme, self.ledger, self.faults = theme, ledger, faults
        self.page: Page = theme.page
        self.notes = Notes(note_sign, NOTE_ROLE)
        self.levels: list[int] = []
        self._tables = 0
        self._ids: dict[str, Origin] = {}
        self._roles = {NOTE_ROLE, *theme.roles}

    def next_table(self) -> str:
        """Return the id of the next table in reading order."""
        self._tables += 1
        return f"t{self._tables}"

    def heading_id(self, element: Element) -> str:
        """Return the id of a heading: its own, which must be unique (K53), or its number in reading order."""
        name = element.attributes.get("id") or f"section-{len(self.levels)}"
        if name in self._ids:
            self.faults.add("K53", element.origin, name=name, other=str(self._ids[name]))
        self._ids[name] = element.origin
        return name

    def check_level(self, level: int, origin: Origin) -> None:
        """Note a heading that skips a level (K50) and a second title (K51)."""
        before = self.levels[-1] if self.levels else 0
        if level > before + 1:
            self.faults.add("K50", origin, name=f"h{level}", before=f"h{before}" if before else "", wanted=before + 1)
        elif level == 1 and self.levels:
            self.faults.add("K51", origin, name="h1")
        self.levels.append(level)

    def check_links(self, links: Iterable[Element]) -> None:
        """Note links to headings that are not there (K62), when all headings are known."""
        for link in links:
            target = link.attributes.get("href", "")
            if target.startswith("#") and target[1:] not in self._ids:
                self.faults.add("K62", link.origin, name=target[1:])

    def refuse_notes(self, element: Element) -> None:
        """Note notes in words that are printed nowhere in the body (K71)."""
        for aside in element.elements("aside"):
            self.faults.add("K71", aside.origin, name="aside")

    def sheet(self, element: Element) -> Page | None:
        """Return the sheet that a section names; ``None`` if it names none, or one that is not there (K66)."""
        name = element.attributes.get("data-page")
        if name is not None and name not in self.theme.pages:
            near = difflib.get_close_matches(name, sorted(self.theme.pages), len(self.theme.pages) or 1, 0.0)
            self.faults.add("K66", element.origin, name=name, names="、".join(near) or "ありません")
        return self.theme.pages.get(name or "")

    def check_role(self, element: Element) -> None:
        """Note a role that nothing styles (K43)."""
        role = element.attributes.get("role")
        if role is not None and role not in self._roles:
            near = difflib.get_close_matches(role, sorted(self._roles), 1, 0.0)[0]
            self.faults.add("K43", element.origin, name=role, near=near, names="、".join(sorted(self._roles)))
