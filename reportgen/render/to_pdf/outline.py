"""The outline (bookmarks) of the file, nested as the headings are.

Comes in: bookmarks in reading order. Goes out: outline objects in a document. Source: ISO 32000-1, 12.3.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.render.to_pdf.objects import Body, PackedDocument, number, text_string
from reportgen.render.to_pdf.switches import pdfdoc


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: the title of a heading, its level from 1, and where it stands.

    ``page`` is 0-based, ``top_pt`` counts up from the foot of the page.
    """

    title: str
    level: int
    page: int
    top_pt: float


class Outline(pdfdoc.PDFOutlines):
    """The outline. An entry whose level skips one hangs below the nearest higher heading."""

    def __init__(self, bookmarks: Sequence[Bookmark], pages: Sequence[int]) -> None:
        super().__init__()
        self._bookmarks, self._pages = bookmarks, pages
        self._body = b""

    def prepare(self, document: pdfdoc.PDFDocument, canvas: object) -> None:
        """Register the entries; reportlab's protocol, called once when the file is written."""
        assert isinstance(document, PackedDocument)
        self.ready = 1 if self._bookmarks else -1
        if not self._bookmarks:
            return
        document.Catalog.showOutline()
        root = document.reference(self)
        bodies = [Body(b"") for _ in self._bookmarks]
        numbers = [document.reference(body) for body in bodies]
        families = _families([bookmark.level for bookmark in self._bookmarks])
        for parent, family in families.items():
            for place, index in enumerate(family):
                before = b"/Prev %d 0 R" % numbers[family[place - 1]] if place else b""
                after = b"/Next %d 0 R" % numbers[family[place + 1]] if place + 1 < len(family) else b""
                home = root if parent < 0 else numbers[parent]
                entries = b"/Parent %d 0 R%b%b%b" % (home, before, after, _below(index, families, numbers))
                bodies[index].body = b"<<%b%b>>" % (self._entry(self._bookmarks[index]), entries)
        self._body = b"<</Type/Outlines%b>>" % _below(-1, families, numbers)

    def _entry(self, bookmark: Bookmark) -> bytes:
        page, top = self._pages[bookmark.page], number(bookmark.top_pt)
        return b"/Title%b/Dest[%d 0 R/XYZ null %b null]" % (text_string(bookmark.title), page, top)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the dictionary; reportlab's protocol."""
        return self._body


def _families(levels: Sequence[int]) -> dict[int, list[int]]:
    """Return the children of each entry that has some; -1 is the root."""
    families: dict[int, list[int]] = {}
    ancestors: list[int] = []
    for index, level in enumerate(levels):
        while ancestors and levels[ancestors[-1]] >= level:
            ancestors.pop()
        families.setdefault(ancestors[-1] if ancestors else -1, []).append(index)
        ancestors.append(index)
    return families


def _below(index: int, families: dict[int, list[int]], numbers: Sequence[int]) -> bytes:
    """Return the entries that lead from an entry to those below it, all of them open."""
    family = families.get(index)
    if not family:
        return b""
    first, last = numbers[family[0]], numbers[family[-1]]
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, _descendants(index, families))


def _descendants(index: int, families: dict[int, list[int]]) -> int:
    return sum(1 + _descendants(child, families) for child in families.get(index, ()))
