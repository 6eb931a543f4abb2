"""A finding in the exchange between a department and the secretariat: whether it is new, and what was answered to it.

Comes in: made by ``pipeline`` from the findings of a submitter's two latest rounds and from what was written back.
Goes out: to ``deliver``, which prints it, and to whoever asks what is still open. The finding itself knows nothing of
rounds and answers.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from reportgen.findings.finding import Finding
from reportgen.place import Place


class State(StrEnum):
    """What became of a finding since the round before."""

    NEW = "新規"
    STAYS = "継続"
    CHANGED = "内容変更"
    GONE = "解消"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to a finding: a reason, who gave it, and where it stands.

    ``by`` is 担当課 for what a department wrote (in 『確認結果』 or beside its answers), 事務局 for what the
    secretariat accepted. ``found`` is the text to which the reason was given; if another stands there now, the reason
    answers nothing.
    """

    reason: str
    by: Literal["担当課", "事務局"]
    place: Place
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A finding with its state and the answer that discharges it, if there is one.

    ``state`` is ``None`` in a first round, when there is nothing to compare with.
    """

    finding: Finding
    state: State | None = None
    answer: Answer | None = None

    @property
    def stands(self) -> bool:
        """Whether it is still there, answered or not."""
        return self.state is not State.GONE

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it, as far as its level asks for that."""
        return self.stands and self.answer is None
