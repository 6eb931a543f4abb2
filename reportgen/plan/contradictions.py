"""``[[rules.contradictions]]`` of layout.toml: two answers of one row that can hardly both be meant (C21).

Comes in: the parsed TOML, the questions of the form, and later the plan's scales. Goes out: ``Contradiction`` values.
Refused: a question that is not there (with the nearest one that is), and a condition that its kind cannot meet. The
values of a choice are those of the plan, so they are compared when the plan is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, field_validator

from reportgen.plan.nearest import nearest, resembles

Row = Literal["indicator", "entry"]
State = Literal["filled", "empty"]
Condition = tuple[str, ...] | Decimal | State
"""One of these choices; exactly this number; or whether anything is written."""

STATES: Final = ("filled", "empty")
_WORDS: Final[Mapping[str, str]] = {
    "choice": '［"…"］の形で、選択肢を並べて書いてください。',
    "number": '数か、"filled"（記入あり）・"empty"（記入なし）を書いてください。',
    "text": '"filled"（記入あり）か "empty"（記入なし）を書いてください。',
}


class Contradiction(BaseModel):
    """Two answers that are asked about where one row gives both. ``on`` says what the row is about.

    ``when`` are two conditions by key. At least one is a value, since the finding stands at it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: Row = "entry"
    when: dict[str, Condition]

    @field_validator("when", mode="before")
    @classmethod
    def _two_conditions(cls, raw: Any) -> dict[str, Condition]:
        if not isinstance(raw, dict) or len(raw) != 2:
            raise ValueError('when には、条件を2つ書いてください（例：{ rating = ["D"], direction = ["充実"] }）。')
        read = {str(key): _condition(str(key), said) for key, said in raw.items()}
        if all(_is_state(condition) for condition in read.values()):
            raise ValueError("when の条件の少なくとも1つは、選択肢か数にしてください。")
        return read

    @property
    def ordered(self) -> tuple[tuple[str, Condition], tuple[str, Condition]]:
        """Both conditions in the order in which a sentence names them: a value first, then as they are written."""
        first, second = sorted(self.when.items(), key=lambda pair: _is_state(pair[1]))
        return first, second


def _is_state(condition: Condition) -> bool:
    return isinstance(condition, str)


def _condition(key: str, said: object) -> Condition:
    if isinstance(said, list | tuple) and said and all(isinstance(word, str) for word in said):
        return tuple(said)
    if isinstance(said, int | float) and not isinstance(said, bool):
        return Decimal(repr(said))
    if said == "filled":
        return "filled"
    if said == "empty":
        return "empty"
    raise ValueError(f'when の {key}：［"…"］の選択肢、数、"filled"、"empty" のどれかを書いてください。')


def check_contradictions(rules: tuple[Contradiction, ...], kinds: Mapping[Row, Mapping[str, str]]) -> None:
    """Raise ValueError for a key that no question of the row has, and for a condition that its kind cannot meet.

    ``kinds`` are those of the questions, by what a row is about and by key.
    """
    for one in rules:
        asked = kinds[one.on]
        for key, condition in one.when.items():
            if key not in asked:
                near = nearest(key, asked)
                names = f"近い名前：{near}（使える名前：{'、'.join(asked)}）" if asked else "使える名前はありません。"
                raise ValueError(f"contradictions の when の「{key}」という項目は、調査票にありません。{names}")
            if not _fits(condition, asked[key]):
                words = _WORDS.get(asked[key], _WORDS["text"])
                raise ValueError(f"contradictions の when の {key}（{asked[key]}）：{words}")


def _fits(condition: Condition, kind: str) -> bool:
    if isinstance(condition, tuple):
        return kind == "choice"
    return kind == "number" if isinstance(condition, Decimal) else kind != "choice"


def unknown_values(
    rules: tuple[Contradiction, ...],
    scales: Mapping[tuple[Row, str], str],
    choices: Mapping[str, Sequence[str]],
) -> Iterator[tuple[str, str]]:
    """Yield the name of the scale and the value, for each choice that a rule names and that its scale does not have.

    ``scales`` are names by row and key, ``choices`` the values by name. Plans of one layout may rate in other words: a
    rule that speaks of choices none of which the plan has, nor one that resembles them, is about another scale. It
    never applies, and nothing is wrong with it.
    """
    for one in rules:
        named = [(scales[one.on, key], words) for key, words in one.when.items() if isinstance(words, tuple)]
        if all(_is_about(words, choices.get(scale, ())) for scale, words in named):
            yield from ((scale, word) for scale, words in named for word in words if word not in choices.get(scale, ()))


def _is_about(words: tuple[str, ...], values: Sequence[str]) -> bool:
    return bool(values) and any(word in values or resembles(word, values) for word in words)
