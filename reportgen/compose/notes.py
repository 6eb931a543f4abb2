"""Notes (注) of one block: what stands in an ``aside`` is printed right below the block, and a mark takes its place.

Comes in: the content of each note, as ``leaves`` comes across it. Goes out: its mark, and the paragraphs below the
block. Notes are counted anew in every paragraph, list and table, as in official documents: ※1 of a table stands below
that table. A note of the same words as one before, as a loop writes it, is printed once, and both places bear its mark.
"""

from reportgen.document.text import Inline, Origin, Paragraph, Run


class Notes:
    """The notes of the block that is being made; ``sign`` is what stands before their number (※)."""

    def __init__(self, sign: str, role: str) -> None:
        self._sign, self._role = sign, role
        self._found: list[tuple[tuple[Inline, ...], Origin]] = []

    def mark(self, content: tuple[Inline, ...], origin: Origin) -> str:
        """Return the mark that stands for a note. One that prints a value of the model has a mark of its own."""
        known = [words for words, _ in self._found]
        if content in known and not any(isinstance(part, Run) and part.source for part in content):
            return self._mark(known.index(content))
        self._found.append((content, origin))
        return self._mark(len(known))

    def take(self) -> tuple[Paragraph, ...]:
        """Return the notes of the block that is finished, and begin anew."""
        made = tuple(
            Paragraph((Run(f"{self._mark(number)} "), *content), origin, self._role)
            for number, (content, origin) in enumerate(self._found)
        )
        self._found = []
        return made

    def _mark(self, number: int) -> str:
        return f"{self._sign}{number + 1}"
