"""A table of layout.toml → a value of a class, strictly.

Comes in: what the TOML parser made, and a dataclass whose fields say which keys there are and what each may hold. Goes
out: the value, or every fault at once, each with its place. Nothing is guessed: a text is no number, and an unknown key
is refused. What one key alone may hold stands at its type (``Annotated`` with ``As``, ``shortest``, ``at_least`` …);
what keys must not say together the class refuses itself, when all of them are sound.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import partial
from types import UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

_Of = TypeVar("_Of")
Check = Callable[[Any], None]
"""Raises ValueError for what a value of the right type may not be."""

_UNKNOWN: Final = "この名前の項目はありません。"
_LACKING: Final = "必要な項目がありません。"
_TABLE: Final = "［見出し］の形で、項目ごとに書いてください。"
_LIST: Final = "[ ] で囲んで、並べて書いてください。"
_UNFIT: Final = "使えない文字があるか、長すぎます。"
_SINGLE: Final[dict[type, str]] = {
    str: '文字（"…"）で書いてください。',
    int: "整数で書いてください。",
    float: "数で書いてください。",
    bool: "true か false で書いてください。",
}


class Fault(NamedTuple):
    """What is the matter, and where: keys, and places in lists counted from 0."""

    place: tuple[int | str, ...]
    reason: str


class Refused(ValueError):
    """What cannot be read, with all its faults. A class raises it for a fault of one of its own keys."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(fault.reason for fault in faults))
        self.faults = faults


class As(NamedTuple):
    """How the value of a key is read where its type alone does not say it; raises ValueError for what it refuses."""

    read: Callable[[Any], Any]


def shortest(count: int) -> Check:
    """Return the check that a text has so many characters at least."""
    few = "空にできません。" if count == 1 else f"{count}文字以上で書いてください。"
    return partial(_refuse_unless, lambda text: len(text) >= count, few)


def longest(count: int) -> Check:
    """Return the check that a text has so many characters at most."""
    return partial(_refuse_unless, lambda text: len(text) <= count, f"{count}文字で書いてください。")


def matching(pattern: str) -> Check:
    """Return the check that the whole of a text is written like this."""
    return partial(_refuse_unless, lambda text: re.fullmatch(pattern, text), _UNFIT)


def at_least(least: float) -> Check:
    """Return the check that a number is not smaller."""
    return partial(_refuse_unless, lambda number: number >= least, f"{least:g}以上の数で書いてください。")


def at_most(most: float) -> Check:
    """Return the check that a number is not greater."""
    return partial(_refuse_unless, lambda number: number <= most, f"{most:g}以下の数で書いてください。")


def above(bound: float) -> Check:
    """Return the check that a number is greater."""
    return partial(_refuse_unless, lambda number: number > bound, f"{bound:g}より大きい数で書いてください。")


def _refuse_unless(holds: Callable[[Any], object], reason: str, value: object) -> None:
    if not holds(value):
        raise ValueError(reason)


def read(wanted: type[_Of], raw: object) -> _Of:
    """Return a value of a class, or of a type that a field of one has.

    Raises:
        Refused: everything that is the matter with it.
    """
    try:
        value: _Of = _read(wanted, raw)
    except Refused:
        raise
    except ValueError as fault:
        raise Refused(Fault((), str(fault))) from None
    return value


def _read(wanted: Any, raw: object) -> Any:
    kind, parts = get_origin(wanted), get_args(wanted)
    if kind is Annotated:
        return _marked(parts[0], parts[1:], raw)
    if kind in (Union, UnionType):  # of a type and None
        return None if raw is None else _read(parts[0], raw)
    if kind is Literal:
        return _one_of(parts, raw)
    if kind is tuple:
        return _list(parts, raw)
    if kind is dict:
        return _names(parts, raw)
    if is_dataclass(wanted):
        return raw if isinstance(raw, wanted) else _table(wanted, raw)  # type: ignore[arg-type]  # it is a class
    return _single(getattr(wanted, "__supertype__", wanted), raw)


def _marked(wanted: Any, marks: Iterable[object], raw: object) -> Any:
    for mark in marks:
        if isinstance(mark, As):
            return mark.read(raw)
    value = _read(wanted, raw)
    for mark in marks:
        if callable(mark):
            mark(value)
    return value


def _single(wanted: type, raw: object) -> Any:
    taken = (float, int) if wanted is float else wanted
    if not isinstance(raw, taken) or (isinstance(raw, bool) and wanted is not bool):
        raise ValueError(_SINGLE[wanted])
    return float(raw) if isinstance(raw, int) and wanted is float else raw


def _one_of(words: tuple[object, ...], raw: object) -> object:
    if raw not in words:
        named = "・".join(f"'{word}'" for word in words)
        raise ValueError(f"{named} のいずれかにしてください。")
    return raw


def _list(parts: tuple[Any, ...], raw: object) -> tuple[Any, ...]:
    if not isinstance(raw, list | tuple):
        raise ValueError(_LIST)
    kinds = [parts[0]] * len(raw) if parts[1:] == (...,) else parts
    if len(kinds) != len(raw):
        raise ValueError(f"[ ] の中に{len(kinds)}個を並べて書いてください。")
    pairs = enumerate(zip(kinds, raw, strict=True))
    return tuple(_all((place, partial(read, kind, one)) for place, (kind, one) in pairs).values())


def _names(parts: tuple[Any, ...], raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise ValueError(_TABLE)
    _all((name, partial(read, parts[0], name)) for name in raw)
    return _all((name, partial(read, parts[1], one)) for name, one in raw.items())


def _table(wanted: type, raw: object) -> Any:
    if not isinstance(raw, dict):
        raise ValueError(_TABLE)
    return wanted(**_all(_keys(wanted, raw)))


def _keys(wanted: Any, raw: dict[str, object]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield how to read what is given, in the order of the class; what it lacks and what it does not know."""
    own = {one.name: one for one in fields(wanted)}
    for one in own.values():
        if one.name in raw:
            kind: Any = one.type
            yield one.name, partial(read, kind, raw[one.name])
        elif one.default is MISSING and one.default_factory is MISSING:
            yield one.name, partial(_refuse_unless, bool, _LACKING, None)
    for name in raw:
        if name not in own:
            yield name, partial(_refuse_unless, bool, _UNKNOWN, None)


def _all(readings: Iterable[tuple[Any, Callable[[], Any]]]) -> dict[Any, Any]:
    """Return what was read, by key.

    Raises:
        Refused: the faults of all keys.
    """
    found: dict[Any, Any] = {}
    faults: list[Fault] = []
    for key, reading in readings:
        try:
            found[key] = reading()
        except Refused as refused:
            faults += [Fault((key, *fault.place), fault.reason) for fault in refused.faults]
        except ValueError as error:
            faults.append(Fault((key,), str(error)))
    if faults:
        raise Refused(*faults)
    return found
