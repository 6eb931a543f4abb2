"""One value: what is printed, what was typed, and where it came from.

Comes in: from the plan master and from validated submissions. Goes out: into the report, the document and model.json.
A text is never normalised or trimmed here; what was changed by a rule stands in ``fixes``, before and after.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportgen.place import Place


class Nothing(StrEnum):
    """The kinds of nothing, which mean different things and stay apart."""

    BLANK = "空欄"
    UNSELECTED = "未選択"
    DASH = "－"
    NOT_APPLICABLE = "対象外"
    PENDING = "未確定"
    NOT_SUBMITTED = "未提出"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A change that a rule made to a typed text: the code of its finding, and the text before and after."""

    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line of a text of statements: its words without the mark, and the mark (・ or ★).

    ``judged`` is the fiscal year in which the mark was given, where the plan says so.
    """

    text: str
    mark: str
    judged: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One printed text.

    ``id`` is unique in the report and stable between runs (``entry/2-1-4/子育て支援課/status``). ``text`` is what the
    document prints, lines parted by newlines. ``raw`` is what the cell held, as a person saw it; ``typed`` is what it
    stored where that is no text (a number in full, a date as ISO 8601), shown by its ``number_format``. ``nothing``
    says which kind of nothing stands there; then ``text`` is the words that the layout prints for it. ``statements``
    are the lines of a text of statements, and ``text`` is their words, one a line; empty for any other kind of text.
    ``number`` is the exact quantity that a number stands for, in its unit; ``None`` where there is none to reckon with.
    ``sources`` are the ids of the values from which this one was derived; empty for what somebody wrote.
    """

    id: str
    text: str
    raw: str = ""
    typed: str = ""
    number_format: str = ""
    place: Place | None = None
    nothing: Nothing | None = None
    fixes: tuple[Fix, ...] = ()
    statements: tuple[Statement, ...] = ()
    number: Decimal | None = None
    sources: tuple[str, ...] = ()

    @property
    def marked(self) -> str:
        """The text with its mark before each statement; the text itself where there are none."""
        return "\n".join(one.mark + one.text for one in self.statements) if self.statements else self.text
