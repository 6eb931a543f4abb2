"""A text of statements: one a line.

Comes in: a text as typed, and the marks of the layout. Goes out: its statements, with every fix and every remark. The
usual mark may be typed or left out. The mark that stands for a judgement is not the department's to give: it is asked
about, and the statement gets the usual one. The words of a statement are never changed; what stood in the cell stays
in ``Value.raw``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.japanese.width import fold
from reportgen.model.value import Fix, Statement
from reportgen.plan.schema import Marks
from reportgen.validate.remark import Remark

_BLANK: Final = re.compile(r"[ \u3000]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The lines of a text. ``fixes`` hold what was left out besides the usual mark, before and after."""

    lines: tuple[Statement, ...]
    fixes: tuple[Fix, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """The words alone, one statement a line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not empty: its mark as typed, its words, and whether white space stood before or after a mark."""

    mark: str
    words: str
    padded: bool


def statements_of(text: str, marks: Marks) -> Statements:
    """Return the statements of a text, one for each line that is not empty.

    Remarks: T21a empty lines and T21b white space at the beginning of lines are left out, C28 a mark of judgement is
    not taken over, C29 some lines have a mark and others, which may go on with the line before, have none.
    """
    typed = text.split("\n")
    written = [line for line in typed if line.strip()]
    lines = [_line(line, marks) for line in written]
    fixes: list[Fix] = []
    remarks: list[Remark] = []
    for code, applies, after in (
        ("T21a", len(written) < len(typed), written),
        ("T21b", any(line.padded for line in lines), [line.mark + line.words for line in lines]),
    ):
        if applies:
            fixes.append(Fix(code=code, before=text, after="\n".join(after)))
            remarks.append(Remark(code))
            text = fixes[-1].after
    starred = [line.words for line in lines if fold(line.mark) == fold(marks.star)]
    if starred:
        fixes.append(Fix(code="C28", before=text, after="\n".join(marks.bullet + line.words for line in lines)))
        remarks.append(Remark("C28", {"star": marks.star, "bullet": marks.bullet, "words": "」「".join(starred)}))
    remarks += _unmarked(lines, marks)
    statements = tuple(Statement(text=line.words, mark=marks.bullet) for line in lines)
    return Statements(lines=statements, fixes=tuple(fixes), remarks=tuple(remarks))


def _line(line: str, marks: Marks) -> _Line:
    words = line[_end_of_blank(line) :]
    if fold(words[:1]) not in (fold(marks.bullet), fold(marks.star)):
        return _Line("", words, words != line)
    after = words[1 + _end_of_blank(words[1:]) :]
    return _Line(words[0], after, words[0] + after != line)


def _end_of_blank(text: str) -> int:
    found = _BLANK.match(text)
    return found.end() if found else 0


def _unmarked(lines: Sequence[_Line], marks: Marks) -> list[Remark]:
    """Return C29 with the first line that lacks the mark which a line before it has."""
    first = next((number for number, line in enumerate(lines) if line.mark), len(lines))
    lacking = [line.words for line in lines[first:] if not line.mark]
    return [Remark("C29", {"words": lacking[0], "bullet": marks.bullet})] if lacking else []
