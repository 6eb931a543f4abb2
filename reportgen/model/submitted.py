"""What a department sent, exactly as typed, every value with its place.

Comes in: from ``collect``. Goes out: to ``validate``. Nothing here is judged, cleaned or converted, beyond decoding
what the file format encoded.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal

from reportgen.japanese.width import fold
from reportgen.model.plan import RowKind
from reportgen.model.value import Nothing
from reportgen.place import Place

CellKind = Literal["blank", "text", "number", "date", "boolean", "error"]
Binding = Literal["name", "header", "position"]
"""How a column was found: by the form's defined name, by its header text, or by its position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCell:
    """One cell. ``shown`` is the text as a person sees it; ``formula`` is set when the text is a formula's result.

    ``typed`` is the stored value in a plain form (numbers as ``repr``, dates as ISO 8601), for the record. ``struck``
    is what of the text is struck out, run after run; ``unseen`` what nobody sees, by its colour or number format;
    ``set_apart`` the words that are bold or coloured unlike the rest.
    """

    place: Place
    kind: CellKind = "blank"
    shown: str = ""
    typed: str = ""
    number_format: str = ""
    formula: str | None = None
    struck: str = ""
    unseen: str = ""
    set_apart: str = ""

    def is_unanswered(self, unselected: str) -> bool:
        """Say whether no answer stands here: nothing, white space, or the word for a choice not made.

        ``unselected`` is what the layout prints for such a choice; a formula or an error is never nothing.
        """
        if self.formula is not None or self.kind == "error":
            return False
        return fold(self.shown) in ("", fold(Nothing.UNSELECTED.value), fold(unselected))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormIdentity:
    """What a form says of itself: plan, fiscal year, version of the layout, submitter, and round (1, 2 …)."""

    plan_id: str
    year: int
    version: str
    submitter: str
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedRow:
    """One row of a form: the plan's row that it answers for, its printed identity, and its answers by field key.

    ``row_id`` is found from the hidden id and the printed identity together; ``None`` for a row the plan does not know.
    ``kind`` is that of its sheet; ``party`` holds the name of the party, or of the indicator. A field that is missing
    in ``cells`` could not be read and has been reported. ``reason`` is the department's note. ``counts`` is false for a
    row in whose place another one of the same ``row_id`` is used, which has been reported too.
    """

    place: Place
    row_id: str | None
    number: str
    name: str
    party: str
    cells: dict[str, RawCell]
    reason: RawCell | None = None
    kind: RowKind = "party"
    counts: bool = True

    def is_blank(self, unselected: str) -> bool:
        """Say whether no field of the row is answered."""
        return all(cell.is_unanswered(unselected) for cell in self.cells.values())


def words_digest(text: str) -> str:
    """Return sixteen hex digits of the words of a comment, whatever a program does to its white space.

    The secretariat's own comments come back in a form and are known by it.
    """
    words = "".join(fold(text).split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a department wrote in one line of 『確認結果』: ``handling`` is its 対応, ``reason`` its 理由, or nothing.

    ``fingerprint`` and ``content`` are those of the finding to which it replies, as it was when the list was written.
    """

    fingerprint: str
    content: str
    handling: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One file that could be read. ``submitter`` is empty when neither identity nor contents name one.

    ``bindings`` say for each kind of sheet that was found how its columns were found, by field key. ``replies`` are
    what was written back in the list of findings that came with the form.
    """

    place: Place
    identity: FormIdentity | None
    submitter: str
    bindings: dict[RowKind, dict[str, Binding]]
    rows: tuple[SubmittedRow, ...]
    replies: tuple[Reply, ...] = ()

    @property
    def round(self) -> int:
        """The round the file says it belongs to; 1 when it says nothing."""
        return self.identity.round if self.identity else 1
