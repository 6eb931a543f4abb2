"""Where links lead: relationships for other documents, bookmarks for headings of this one.

Comes in: ids of headings, ``href`` values. Goes out: the attribute of a ``w:hyperlink`` and, in the end, the list of
relationships that the document part needs. Ids count up in the order of first use.
"""

import re
from collections.abc import Container, Iterable
from typing import Final
from urllib.parse import quote

from reportgen.errors import RenderError

_LONE_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE_IN_ADDRESS: Final = "!#$%&'()*+,/:;=?@[]~"


class Links:
    """The links of one document.

    ``headings`` are the ids of all headings, in reading order; ``listed`` are those that a table of contents lists.
    """

    def __init__(self, headings: Iterable[str] = (), listed: Container[str] = ()) -> None:
        self._number = {name: number for number, name in enumerate(headings, 1)}
        self._listed = listed
        self._targets: dict[str, str] = {}

    @property
    def targets(self) -> dict[str, str]:
        """Relationship id → address, for every address outside the document."""
        return {name: address for address, name in self._targets.items()}

    def attribute(self, href: str) -> str:
        """Return the attribute of ``w:hyperlink`` that leads to an address, or to a heading for ``#id``.

        An address is written in ASCII, for Word calls a file damaged whose relationship holds a space or a lone ``%``
        (ECMA-376 part 2, 9.3: a target is a URI reference).

        Raises:
            RenderError: I23, there is no heading of that id.
        """
        if href.startswith("#"):
            return f'w:anchor="{self._bookmark(href[1:])}" w:history="1"'
        address = quote(_LONE_PERCENT.sub("%25", href), safe=_SAFE_IN_ADDRESS)
        name = self._targets.setdefault(address, f"rId{len(self._targets) + 1}")
        return f'r:id="{name}" w:history="1"'

    def bookmarked(self, heading: str, runs: str) -> str:
        """Return the runs of a heading between the marks that links and tables of contents lead to."""
        number = self._number[heading]
        marked = _marked(runs, number, self._bookmark(heading))
        if heading not in self._listed:
            return marked
        return _marked(marked, len(self._number) + number, self.contents_bookmark(heading))

    def contents_bookmark(self, heading: str) -> str:
        """Return the bookmark by which a table of contents knows a heading; Word names its own in the same way."""
        return f"_Toc{self._number[heading]:09}"

    def at_end(self, name: str) -> str:
        """Return a bookmark for the end of the document, where nothing is marked but a place."""
        return _marked("", 2 * len(self._number) + 1, name)

    def _bookmark(self, heading: str) -> str:
        """Return the name of a bookmark: letters, figures and ``_``, at most 40, beginning with a letter."""
        if heading not in self._number:
            raise RenderError("I23", "Word", target=heading)
        return f"heading_{self._number[heading]}"


def _marked(runs: str, number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
