"""Text with its place: runs, the leaves they make, and where a node was written.

Comes in: built by ``compose``. Goes out: into cells of a grid and blocks of a document. A *leaf* is one paragraph, list
item or heading; its text is the joined text of its runs, a ``Break`` counting as a newline.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """The template line that a node was written on, for messages; ``line`` is 1-based."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look, without line breaks.

    ``source`` is the id of the model value that the text is, or is a line of; ``None`` for the template's own words.
    ``part`` is the number of the line, where the layout prints a value line by line. ``again``: the value stands
    elsewhere in the document and is printed once more here. ``href`` makes it a link.
    """

    text: str
    source: str | None = None
    strong: bool = False
    emphasis: bool = False
    href: str | None = None
    part: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a leaf."""


Inline = Run | Break


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``role`` names its kind (``note``, ``lead`` …) and is looked up in the theme."""

    content: tuple[Inline, ...]
    origin: Origin
    role: str | None = None

    @property
    def text(self) -> str:
        """The text, breaks as a newline."""
        return inline_text(self.content)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One statement of a list; ``mark`` is drawn by the renderer (・ or ★) and is not part of the text."""

    content: tuple[Inline, ...]
    mark: str
    origin: Origin

    @property
    def text(self) -> str:
        """The text without its mark, breaks as a newline."""
        return inline_text(self.content)


@dataclass(frozen=True, slots=True)
class List:
    """A list of statements."""

    items: tuple[ListItem, ...]
    origin: Origin


CellBlock = Paragraph | List


def inline_text(content: tuple[Inline, ...]) -> str:
    """Return the text of a leaf, ``Break`` as a newline."""
    if len(content) == 1 and isinstance(content[0], Run):
        return content[0].text
    return "".join([part.text if isinstance(part, Run) else "\n" for part in content])
