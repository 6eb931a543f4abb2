"""What changed from last year's plan to this year's: the facts of 『移行の確認』.

Comes in: two plans with their layouts. Goes out: groups of differences, each as it was, as it is, and what to look at.
Items are known by their ids, parties by what they answer for; near names are offered as such and never decided.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Final

from reportgen.japanese.width import fold
from reportgen.model.plan import AskedRow, Item, Plan, Scale
from reportgen.plan.load import Layout
from reportgen.plan.schema import Field

_NEAR: Final = 0.6
"""From which likeness two names may be one: 子育て支援課 and こども子育て支援課 (0.8), not 健康課 and 福祉課 (0.33)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that changed; ``before`` or ``after`` is empty where there was or is none."""

    before: str
    after: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Differences of one kind, under a title."""

    title: str
    differences: tuple[Difference, ...]


def renewal(before: Plan, after: Plan, then: Layout, now: Layout) -> tuple[Group, ...]:
    """Return all differences in groups; a group without any stays, so that a reader sees that it was looked at."""
    renamed = dict(_renamed(before, after))
    found: Mapping[str, Iterable[Difference]] = {
        "parties": _parties(before, after, renamed),
        "items": _items(before, after),
        "assignments": _assignments(before, after, renamed),
        "scales": _scales(before, after, now),
        "fields": _fields(then, now),
    }
    return tuple(Group(title=_word("groups", key), differences=tuple(own)) for key, own in found.items())


# ── parties ─────────────────────────────────────────────────────────────────────────────────────────────


def _names(plan: Plan) -> dict[str, list[str]]:
    """Return who answers or sends, with the items they do it for."""
    found: dict[str, list[str]] = {}
    for item in plan.items():
        for row in item.rows():
            for name in dict.fromkeys([*([row.name.text] if row.kind == "party" else []), row.submitter]):
                found.setdefault(name, []).append(item.id)
    return found


def _renamed(before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    """Yield names that are gone, with the one that newly stands at most of their items."""
    old, new = _names(before), _names(after)
    for gone in (name for name in old if name not in new):
        heirs = Counter(name for name, items in new.items() for item in items if _newly(name, item, gone, old))
        if heirs:
            most = max(heirs.values())
            yield gone, max((name for name, count in heirs.items() if count == most), key=lambda n: _likeness(gone, n))


def _newly(name: str, item: str, gone: str, old: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a name stands at an item of one that is gone, where it did not stand before."""
    return item in old[gone] and item not in old.get(name, ())


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def _parties(before: Plan, after: Plan, renamed: Mapping[str, str]) -> Iterator[Difference]:
    old, new = _names(before), _names(after)
    heirs = Counter(renamed.values())
    told: set[str] = set()
    for gone in (name for name in old if name not in new):
        heir = renamed.get(gone)
        if heir is None:
            near = max((n for n in new if n not in old), key=lambda n: _likeness(gone, n), default="")
            alike = bool(near) and _likeness(gone, near) >= _NEAR
            yield Difference(
                before=gone, after=near if alike else "", note=_word("parties", "near" if alike else "gone")
            )
            told |= {near} if alike else set()
            continue
        told.add(heir)
        items = _titles(after, [item for item in old[gone] if item in new[heir]])
        if heir in old or heirs[heir] > 1:
            yield Difference(before=gone, after=heir, note=_word("parties", "merged", 相手=heir, 事業=items))
        else:
            yield Difference(before=gone, after=heir, note=_word("parties", "renamed", 事業=items))
    for name in (name for name in new if name not in old and name not in told):
        yield Difference(before="", after=name, note=_word("parties", "new"))


def _titles(plan: Plan, ids: Iterable[str]) -> str:
    wanted = set(ids)
    return _word("fields", "between").join(_called(item) for item in plan.items() if item.id in wanted)


# ── items ───────────────────────────────────────────────────────────────────────────────────────────────


def _called(item: Item) -> str:
    return _word("items", "named", 番号=item.full_number, 事業=item.name.text)


def _items(before: Plan, after: Plan) -> Iterator[Difference]:
    old, new = ({item.id: item for item in plan.items()} for plan in (before, after))
    added = {fold(item.name.text): item for key, item in new.items() if key not in old}
    moved = set()
    for key, item in old.items():
        if key in new:
            yield from _changed(item, new[key])
        elif fold(item.name.text) in added:
            twin = added[fold(item.name.text)]
            moved.add(twin.id)
            yield Difference(before=_called(item), after=_called(twin), note=_word("items", "other_id"))
        else:
            yield Difference(before=_called(item), after="", note=_word("items", "ended"))
    for key, item in new.items():
        if key not in old and key not in moved:
            yield Difference(before="", after=_called(item), note=_word("items", "added"))


def _changed(old: Item, new: Item) -> Iterator[Difference]:
    notes = [
        key
        for key, one, other in (
            ("renumbered", old.full_number, new.full_number),
            ("renamed", old.name.text, new.name.text),
        )
        if one != other
    ]
    texts = {key: value.marked for key, value in old.texts.items()}
    notes += ["text"] if texts != {key: value.marked for key, value in new.texts.items()} else []
    if notes:
        note = "".join(_word("items", key) for key in notes)
        yield Difference(before=_called(old), after=_called(new), note=note)


def _assignments(before: Plan, after: Plan, renamed: Mapping[str, str]) -> Iterator[Difference]:
    """Yield rows that came or went, at items of both years; a new name of a party is no other row."""
    new = {item.id: item for item in after.items()}
    for item in before.items():
        if item.id in new:
            old_rows = {renamed.get(row.name.text, row.name.text): row for row in item.rows()}
            new_rows = {row.name.text: row for row in new[item.id].rows()}
            for name in (name for name in old_rows if name not in new_rows):
                yield Difference(before=_row(item, old_rows[name]), after="", note=_word("assignments", "ended"))
            for name in (name for name in new_rows if name not in old_rows):
                added = _row(new[item.id], new_rows[name])
                yield Difference(before="", after=added, note=_word("assignments", "added"))


def _row(item: Item, row: AskedRow) -> str:
    return _word("assignments", "named", 番号=item.full_number, 事業=item.name.text, 名前=row.name.text)


# ── scales and questions ────────────────────────────────────────────────────────────────────────────────


def _scales(before: Plan, after: Plan, now: Layout) -> Iterator[Difference]:
    for name, scale in after.scales.items():
        if name in before.scales:
            yield from _choices(name, before.scales[name], scale)
        lost = Counter(_unknown(after, now, name, scale))
        for value, count in lost.items():
            yield Difference(before=_choice(name, value), after="", note=_word("scales", "history", 件数=count))


def _choices(name: str, before: Scale, after: Scale) -> Iterator[Difference]:
    old, new = ([choice.value for choice in scale.choices] for scale in (before, after))
    added = [value for value in new if value not in old]
    for value in (value for value in old if value not in new):
        near = max(added, key=lambda other: _likeness(value, other), default="")
        if near and _likeness(value, near) >= _NEAR:
            added.remove(near)
            note = _word("scales", "renamed")
            yield Difference(before=_choice(name, value), after=_choice(name, near), note=note)
        else:
            yield Difference(before=_choice(name, value), after="", note=_word("scales", "gone"))
    for value in added:
        yield Difference(before="", after=_choice(name, value), note=_word("scales", "added"))


def _choice(scale: str, value: str) -> str:
    return _word("scales", "named", 選択肢=scale, 値=value)


def _unknown(plan: Plan, layout: Layout, name: str, scale: Scale) -> Iterator[str]:
    """Yield earlier answers that the scale no longer has; words for nothing on purpose are no choices."""
    asked = layout.definition.entries
    known = {fold(word) for choice in scale.choices for word in (choice.value, *choice.synonyms)}
    known |= {fold(text) for text in (layout.definition.empty.dash, layout.definition.empty.not_applicable)}
    for row in (row for item in plan.items() for row in item.rows()):
        fields = asked.party if row.kind == "party" else asked.indicator
        for key in (field.key for field in fields if field.scale == name):
            for value in row.history.get(key, {}).values():
                if fold(value.text) not in known:
                    yield value.text


def _fields(then: Layout, now: Layout) -> Iterator[Difference]:
    for kind in ("party", "indicator"):
        old: dict[str, Field] = {f.key: f for f in getattr(then.definition.entries, kind)}
        new: dict[str, Field] = {f.key: f for f in getattr(now.definition.entries, kind)}
        for key, field in old.items():
            if key not in new:
                yield Difference(before=field.label, after="", note=_word("fields", "gone"))
            elif notes := "".join(_field_notes(field, new[key])):
                yield Difference(before=field.label, after=new[key].label, note=notes)
        for key, field in new.items():
            if key not in old:
                yield Difference(before="", after=field.label, note=_word("fields", "added"))


def _field_notes(old: Field, new: Field) -> Iterator[str]:
    if old.label != new.label:
        yield _word("fields", "label")
    if (old.kind, old.scale) != (new.kind, new.scale):
        yield _word("fields", "kind")
    if old.limit != new.limit:
        none = _word("fields", "none")
        yield _word("fields", "limit", 前=old.limit or none, 今=new.limit or none)
    if old.required != new.required:
        yield _word("fields", "required")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("reportgen.rounds").joinpath("renewal.toml").read_text(encoding="utf-8"))


def _word(group: str, key: str, **facts: object) -> str:
    return _words()[group][key].format(**facts) if facts else _words()[group][key]
