"""``[[derive]]`` of layout.toml: what is reckoned from the answers. A closed list of kinds, and no language.

Comes in: the parsed TOML, and which keys each noun of the report has. Goes out: ``Derivation`` values in the order in
which they are reckoned. Refused: a key that is not there (with the nearest one that is), one that comes later in the
file, an option that its kind does not know, sums of what cannot be added. What the kinds mean arithmetically stands in
``reportgen.derive``.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator, model_validator

from reportgen.plan.nearest import nearest
from reportgen.plan.numbers import NUMBER_KEYS, Key, NumberStyle

Noun = Literal["indicator", "entry", "item", "section", "report"]
Over = Literal["indicator", "entry", "item"]
DerivedKind = Literal["ratio", "from_base", "difference", "change", "sum", "arrow", "band"]
Known = Mapping[Noun, Mapping[str, str]]
"""For each noun the kind of every key that it has by itself (number, choice, text …)."""
Keys = Mapping[Noun, Collection[str]]
"""For each noun some of its keys."""

MISSING_SUFFIX: Final = "_missing"
"""Ends the key under which a sum says how many of its values are missing."""
_NEEDS: Final[Mapping[DerivedKind, tuple[str, ...]]] = {
    "ratio": ("of", "target"),
    "from_base": ("of", "base", "target"),
    "difference": ("of", "base"),
    "change": ("of",),
    "sum": ("of",),
    "arrow": ("of",),
    "band": ("of", "bands"),
}
_MAY: Final[Mapping[DerivedKind, tuple[str, ...]]] = {
    "ratio": ("direction", "higher", "lower"),
    "change": ("rate",),
    "sum": ("over",),
    "arrow": ("arrows",),
    "band": ("compare",),
}
_WITHIN: Final[Mapping[Noun, tuple[Over, ...]]] = {
    "item": ("indicator", "entry"),
    "section": ("indicator", "entry", "item"),
    "report": ("indicator", "entry", "item"),
}
"""What can be summed for a noun."""
_NUMBER: Final = ("number",)
_DEFAULT_DECIMALS: Final = 1
_HIGHER: Final = ("以上", "増加", "維持")
_LOWER: Final = ("以下", "減少")


class Band(BaseModel):
    """One step of a rating: the word for values from ``min`` on. The last one may have no ``min``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Annotated[str, StringConstraints(min_length=1)]
    min: Decimal | None = None

    @field_validator("min", mode="before")
    @classmethod
    def _as_written(cls, least: object) -> object:
        """TOML's 79.95 is binary; its shortest text is what was written."""
        return repr(least) if isinstance(least, float) else least


class Derivation(NumberStyle):
    """One derived value. ``on`` are the nouns that get it, under ``key``.

    ``of``, ``target`` and ``base`` are keys of numbers of the same noun, or of derivations written before; for a sum
    ``of`` is a key of what is summed, which ``over`` names where two nouns have it. ``direction`` is the key of a text
    of the indicator: with one of the words in ``lower`` a smaller value is better. ``rate``: a change in per cent.
    ``compare`` is the key of the choice with which a band is compared.
    """

    on: tuple[Noun, ...]
    key: Key
    label: Annotated[str, StringConstraints(min_length=1)]
    kind: DerivedKind
    of: Key
    target: Key | None = None
    base: Key | None = None
    over: Over | None = None
    direction: Key | None = None
    higher: tuple[str, ...] = _HIGHER
    lower: tuple[str, ...] = _LOWER
    rate: bool = False
    arrows: tuple[str, str, str] = ("↑", "→", "↓")
    bands: tuple[Band, ...] = ()
    compare: Key | None = None

    @model_validator(mode="before")
    @classmethod
    def _names_are_known(cls, raw: Any) -> Any:
        if isinstance(raw, dict):
            for name in raw:
                if name not in cls.model_fields:
                    raise ValueError(f"「{name}」という項目はありません。{_near(name, cls.model_fields)}")
        return raw

    @field_validator("on", mode="before")
    @classmethod
    def _one_or_more(cls, nouns: object) -> object:
        return (nouns,) if isinstance(nouns, str) else nouns

    @model_validator(mode="after")
    def _options_fit(self) -> "Derivation":
        needed, allowed = _NEEDS[self.kind], {*_NEEDS[self.kind], *_MAY.get(self.kind, ())}
        for name in needed:
            if not getattr(self, name):
                raise ValueError(f'kind = "{self.kind}" には {name} が必要です。')
        for name in ("target", "base", "over", "direction", "higher", "lower", "rate", "arrows", "bands", "compare"):
            if name in self.model_fields_set and name not in allowed:
                raise ValueError(f'kind = "{self.kind}" に {name} は書けません。')
        if self.unit_key is not None:
            raise ValueError("unit_key は使えません。unit を書いてください。")
        if self.kind in ("arrow", "band") and self.model_fields_set & {*NUMBER_KEYS}:
            raise ValueError(f'kind = "{self.kind}" に、数の書き方は書けません。')
        _check_bands(self.bands)
        return self

    @property
    def is_rate(self) -> bool:
        """Whether the result is in per cent."""
        return self.kind in ("ratio", "from_base") or self.rate

    @property
    def shown_unit(self) -> str:
        """The unit of the result: per cent for a rate, unless the layout says otherwise."""
        return self.unit or ("%" if self.is_rate else "")

    @property
    def places(self) -> int | None:
        """Places after the point: one for a rate, unless the layout says otherwise; all that there are for the rest."""
        return _DEFAULT_DECIMALS if self.decimals is None and self.is_rate else self.decimals

    def made_keys(self) -> tuple[str, ...]:
        """Return the keys of what is reckoned: its own, and for a sum that of the count of missing values."""
        return (self.key, self.key + MISSING_SUFFIX) if self.kind == "sum" else (self.key,)


def _check_bands(bands: tuple[Band, ...]) -> None:
    limits = [band.min for band in bands]
    if None in limits[:-1]:
        raise ValueError("bands の min を省けるのは、最後の1つだけです。")
    given = [limit for limit in limits if limit is not None]
    if sorted(given, reverse=True) != given or len(set(given)) < len(given):
        raise ValueError("bands は、min の大きい順に書いてください。")


def check_derivations(derivations: Iterable[Derivation], known: Known) -> None:
    """Raise ValueError for a key that nothing has, that comes later, that is no number, or that is used twice."""
    have = {noun: dict(keys) for noun, keys in known.items()}
    used: set[str] = set()
    for one in derivations:
        for noun in one.on:
            for option, key, wanted, keys in _asked(one, noun, have):
                if keys.get(key) not in wanted:
                    near = _near(key, keys, wanted)
                    raise ValueError(f"derive の {one.key}：{option} の「{key}」は使えません。{near}")
            _refuse_taken(one, have[noun])
        _refuse_taken(one, dict.fromkeys(used, ""))
        used |= set(one.made_keys())
        for noun in one.on:
            have[noun] |= dict.fromkeys(one.made_keys(), "word" if one.kind in ("arrow", "band") else "number")


def check_units(derivations: Iterable[Derivation], known: Known, asked: Keys, mixed: Keys) -> None:
    """Raise ValueError for a sum of rates or of numbers in several units, and for a change of what has no past.

    ``asked`` are the keys of questions for numbers: only they have values of earlier years. ``mixed`` are keys of
    numbers whose unit each row says for itself. Both are by noun; the derivations are known to be sound otherwise.
    """
    have = {noun: dict(keys) for noun, keys in known.items()}
    unsummed = {noun: dict.fromkeys(keys, "行ごとに単位が違うため（unit_key）") for noun, keys in mixed.items()}
    for one in derivations:
        for noun in one.on:
            if one.kind == "change" and one.of not in asked.get(noun, ()):
                near = _near(one.of, asked.get(noun, ()))
                raise ValueError(f"derive の {one.key}：前の年度の値は、調査票の数の項目にだけあります。{near}")
            if one.kind == "sum" and (why := unsummed.get(summed(one, noun, have), {}).get(one.of)):
                raise ValueError(f"derive の {one.key}：{why}、「{one.of}」は合計できません。")
        for noun in one.on:
            have[noun] |= dict.fromkeys(one.made_keys(), "word" if one.kind in ("arrow", "band") else "number")
            if one.is_rate:
                unsummed.setdefault(noun, {})[one.key] = "率であるため"
            elif one.of in unsummed.get(noun, {}) and one.kind in ("difference", "change"):
                unsummed[noun][one.key] = unsummed[noun][one.of]


def summed(one: Derivation, noun: Noun, known: Known) -> Over:
    """Return what a sum goes over for a noun. Raises ValueError where it cannot go over anything, or over two."""
    within = _WITHIN.get(noun, ())
    if one.over is not None:
        if one.over not in within:
            raise ValueError(f'derive の {one.key}：on = "{noun}" では、{one.over} を合計できません。')
        return one.over
    having = [over for over in within if known[over].get(one.of) == "number"]
    if len(having) > 1:
        raise ValueError(f"derive の {one.key}：「{one.of}」が{'と'.join(having)}にあります。over に書いてください。")
    if not having:
        numbers = {key: kind for over in within for key, kind in known[over].items()}
        raise ValueError(f"derive の {one.key}：of の「{one.of}」は使えません。{_near(one.of, numbers, _NUMBER)}")
    return having[0]


def _asked(one: Derivation, noun: Noun, have: Known) -> Iterator[tuple[str, str, tuple[str, ...], Mapping[str, str]]]:
    """Yield every key that a derivation names for a noun: its option, the key, kinds that fit, and where it is."""
    own = have[noun]
    if one.kind == "sum":
        yield "of", one.of, _NUMBER, have[summed(one, noun, have)]
        return
    if one.kind == "change" and noun not in ("indicator", "entry"):
        raise ValueError(f'derive の {one.key}：kind = "change" は、on が indicator か entry のときに使えます。')
    for option, wanted in (("of", _NUMBER), ("target", _NUMBER), ("base", _NUMBER)):
        key = getattr(one, option)
        if key is not None:
            yield option, key, wanted, own
    if one.direction is not None:
        yield "direction", one.direction, ("text",), own
    if one.compare is not None:
        yield "compare", one.compare, ("choice",), own


def _refuse_taken(one: Derivation, keys: Mapping[str, str]) -> None:
    for key in one.made_keys():
        if key in keys:
            raise ValueError(f"derive の key「{key}」は、すでに使われています。ほかの名前にしてください。")


def _near(name: str, valid: Iterable[str], wanted: tuple[str, ...] | None = None) -> str:
    """Return the nearest valid name, and all of them, as a sentence."""
    kinds = valid if isinstance(valid, Mapping) else {}
    names = sorted(key for key in valid if wanted is None or kinds.get(key) in wanted)
    if not names:
        return "使える名前はありません。"
    return f"近い名前：{nearest(name, names)}（使える名前：{'、'.join(names)}）"
