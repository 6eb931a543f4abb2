"""The derived values of one noun of the report, in the order of ``[[derive]]``.

Comes in: the layout's derivations, and what can be seen of one noun. Goes out: values by key, each with its text as
the layout writes it. Where there is nothing to reckon with (a value is missing, a division by zero) it is a dash,
never 0. What is printed is what counts further on: a band judges the rounded rate that a reader sees.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import cast

from reportgen.derive import arithmetic
from reportgen.derive.operands import Values, is_missing, lower_is_better, operands
from reportgen.japanese.numbers import number_text, plain, rounded
from reportgen.model.plan import History
from reportgen.model.value import Nothing, Value
from reportgen.plan.derivations import MISSING_SUFFIX, Derivation, Known, Noun, Over, summed
from reportgen.plan.schema import LayoutDefinition

Below = Mapping[Over, Sequence[Values]]
"""The values of everything below a noun, with the derived ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a derivation can see of one noun: its own values, earlier cycles, and what is below. ``id`` begins ids."""

    id: str
    values: Values
    below: Below = field(default_factory=dict)
    history: History = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """What a derivation gives: a number or a word, and from what; neither where there is none."""

    number: Decimal | None = None
    word: str | None = None
    sources: tuple[str, ...] = ()


class Reckoner:
    """Reckons for one layout and one fiscal year."""

    def __init__(self, definition: LayoutDefinition, year: int) -> None:
        self._derive, self._year = definition.derive, year
        self._dash = definition.empty.text(Nothing.DASH)
        self._known = _with_derived(definition)

    def derived(self, noun: Noun, seen: Seen) -> dict[str, Value]:
        """Return the derived values of a noun by key."""
        made: dict[str, Value] = {}
        for one in self._derive:
            if noun in one.on:
                made |= self._values(one, noun, replace(seen, values={**seen.values, **made}))
        return made

    def _values(self, one: Derivation, noun: Noun, seen: Seen) -> dict[str, Value]:
        if one.kind == "sum":
            return self._sum(one, seen, summed(one, noun, self._known))
        return {one.key: self._value(one, seen.id, self._result(one, seen))}

    def _result(self, one: Derivation, seen: Seen) -> _Result:
        match one.kind:
            case "ratio":
                lower = lower_is_better(one, seen.values) if one.direction else False
                if lower is None:
                    return _Result()
                return _reckon(
                    seen.values,
                    (one.of, one.target),
                    lambda value, target: arithmetic.ratio(value, target, lower_is_better=lower),
                )
            case "from_base":
                return _reckon(seen.values, (one.of, one.base, one.target), arithmetic.from_base)
            case "difference":
                return _reckon(seen.values, (one.of, one.base), arithmetic.difference)
            case "change":
                before = seen.history.get(one.of, {}).get(self._year - 1)
                values = {one.of: seen.values[one.of]} if one.of in seen.values else {}
                values |= {"": before} if before is not None else {}
                how = arithmetic.change_rate if one.rate else arithmetic.difference
                return _reckon(values, (one.of, ""), how)
            case "arrow":
                return _worded(seen.values.get(one.of), lambda number: arithmetic.arrow(number, one.arrows))
            case _:
                return _worded(seen.values.get(one.of), lambda number: arithmetic.band(number, one.bands))

    def _sum(self, one: Derivation, seen: Seen, over: Over) -> dict[str, Value]:
        """Return the sum of the numbers that are there, and how many are missing: an empty text if none is."""
        summands = [values[one.of] for values in seen.below.get(over, ()) if one.of in values]
        there = [value for value in summands if value.number is not None]
        result = arithmetic.total([cast(Decimal, value.number) for value in there]) if there else None
        missing = [value for value in summands if is_missing(value)]
        count = Value(
            id=f"{seen.id}/{one.key}{MISSING_SUFFIX}",
            text=str(len(missing)) if missing else "",
            number=Decimal(len(missing)),
            sources=tuple(value.id for value in missing),
        )
        sources = tuple(value.id for value in there)
        made = self._value(one, seen.id, _Result(number=result, sources=sources))
        return {one.key: made, one.key + MISSING_SUFFIX: count}

    def _value(self, one: Derivation, own: str, result: _Result) -> Value:
        identity = f"{own}/{one.key}"
        if result.word is not None:
            return Value(id=identity, text=result.word, sources=result.sources)
        if result.number is None:
            return Value(id=identity, text=self._dash, nothing=Nothing.DASH, sources=result.sources)
        number = plain(result.number if one.places is None else rounded(result.number, one.places))
        text = number_text(number, decimals=one.places, thousands=one.thousands, negative=one.negative)
        return Value(id=identity, text=text, number=number, sources=result.sources)


def _reckon(values: Values, keys: tuple[str | None, ...], how: Callable[..., Decimal | None]) -> _Result:
    given = operands(values.get(key or "") for key in keys)
    return _Result(number=how(*given.complete) if given.complete else None, sources=given.sources)


def _worded(value: Value | None, how: Callable[[Decimal], str | None]) -> _Result:
    sources = () if value is None else (value.id,)
    return _Result(word=None if value is None or value.number is None else how(value.number), sources=sources)


def _with_derived(definition: LayoutDefinition) -> Known:
    """Return the keys of every noun with the derived ones, as far as a sum needs to know them."""
    known = {noun: dict(keys) for noun, keys in definition.known_keys().items()}
    for one in definition.derive:
        for noun in one.on:
            known[noun] |= dict.fromkeys(one.made_keys(), "word" if one.kind in ("arrow", "band") else "number")
    return known
