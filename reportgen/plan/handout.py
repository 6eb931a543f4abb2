"""``[handout]`` of layout.toml: which answers a meeting is shown counts of.

Comes in: the parsed TOML, and which keys the rows of the forms and the derivations have. Goes out: what is counted,
with what is usual where the layout says nothing. Refused: a key that is not there, with the nearest one that is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from reportgen.plan.nearest import nearest
from reportgen.plan.numbers import Key
from reportgen.plan.wording import About

RatedNoun = Literal["entry", "indicator"]
_NOUNS: tuple[RatedNoun, ...] = ("entry", "indicator")
_RATING = "rating"


class Handout(BaseModel):
    """What the one-page summary of a meeting counts. The scales go from best to worst.

    ``rating`` and ``direction`` are keys of choices; ``on`` says of which rows, where both kinds have such a key.
    ``rate`` is the key of a derived number of indicators.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: RatedNoun | None = None
    rating: Key | None = None
    direction: Key | None = None
    rate: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted, by key, and of which rows. ``None`` where a layout has nothing of the kind."""

    on: RatedNoun
    rating: str | None = None
    direction: str | None = None
    rate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Countable:
    """What a layout could have counted: keys of choices by row, each with what it is ``about``, and keys of rates."""

    choices: Mapping[RatedNoun, Mapping[str, About | None]]
    rates: tuple[str, ...]


def counted(handout: Handout, given: Countable) -> Counted:
    """Return what is counted: as the layout says, else the first choice about a rating, else the first choice.

    A direction is counted only if the layout names it; of rates the first ratio of indicators is usual.
    Raises ValueError for a key that is not there.
    """
    on = _noun(handout, given)
    choices = given.choices[on]
    for name, key in ((_RATING, handout.rating), ("direction", handout.direction)):
        if key is not None and key not in choices:
            raise ValueError(f"handout の {name}「{key}」という、選択肢の項目はありません。{_near(key, choices)}")
    if handout.rate is not None and handout.rate not in given.rates:
        near = _near(handout.rate, given.rates)
        raise ValueError(f"handout の rate「{handout.rate}」という、指標の率はありません。{near}")
    about = (key for key, what in choices.items() if what == _RATING)
    usual = next(about, None) or next((key for key in choices if key != handout.direction), None)
    rate = handout.rate or next(iter(given.rates), None)
    return Counted(on=on, rating=handout.rating or usual, direction=handout.direction, rate=rate)


def _noun(handout: Handout, given: Countable) -> RatedNoun:
    """Return the rows that are counted: those that the layout says, else the first that have what it names."""
    if handout.on is not None:
        return handout.on
    named = [key for key in (handout.rating, handout.direction) if key is not None]
    fitting = [noun for noun in _NOUNS if given.choices[noun] and all(key in given.choices[noun] for key in named)]
    if not fitting and named:
        every = dict.fromkeys(key for noun in _NOUNS for key in given.choices[noun])
        key = next((key for key in named if key not in every), named[0])
        raise ValueError(f"handout の「{key}」という、選択肢の項目はありません。{_near(key, every)}")
    return fitting[0] if fitting else "entry"


def _near(key: str, names: Iterable[str]) -> str:
    valid = list(names)
    if not valid:
        return "使える名前はありません。"
    return f"近い名前：{nearest(key, valid)}（使える名前：{'、'.join(valid)}）"
