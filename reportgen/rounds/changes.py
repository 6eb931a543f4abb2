"""What has changed between two reports of one plan and cycle: in words, and in what there is and where it stands.

Comes in: two reports. Goes out: a list of ``Change`` in the print order of the newer one; what is gone stands where it
stood. The changes of texts, put into the older report, give every text of the newer one. Must not know layouts, files
or sentences: labels and words around the texts are added by whoever prints the list.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportgen.model.report import Report
from reportgen.place import Place
from reportgen.rounds.outline import NAME_OF, About, FieldName, Noun, Printed, Thing, outline
from reportgen.rounds.parts import Part, Parts, parts_of


class Kind(StrEnum):
    """What has happened."""

    CHANGED = "変更"
    RENAMED = "名称変更"
    RENUMBERED = "番号変更"
    MOVED = "移動"
    REORDERED = "順序変更"
    ADDED = "追加"
    GONE = "削除"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference of one field of one thing.

    ``before`` and ``after`` are the texts in parts; empty where nothing stood or stands. ``id`` is that of the thing in
    the newer report (in the older one if it is gone), ``former_id`` that in the older one where it is another, and
    ``about`` how a reader calls it there. ``year`` is the earlier fiscal year whose value it is. For 移動 the texts are
    the headings it stood and stands under, for 順序変更 the names of what it stood and stands behind, empty for the
    first place. ``place`` is where the new text comes from, for what is gone the old one. ``derived``: reckoned from
    other values.
    """

    kind: Kind
    noun: Noun
    id: str
    about: About
    former_id: str = ""
    field: str = ""
    year: int | None = None
    before: Parts = ()
    after: Parts = ()
    place: Place | None = None
    derived: bool = False


_Key = Callable[[Thing], tuple[str, ...]]


def compare(before: Report, after: Report) -> tuple[Change, ...]:
    """Return what has changed; nothing for reports that print the same."""
    old, new = outline(before), outline(after)
    return tuple(_Comparison(old, new).changes())


class _Comparison:
    """Two outlines whose things are paired. Things are told apart by what they are, not by what they say."""

    def __init__(self, old: Thing, new: Thing) -> None:
        self._old, self._new = old, new
        self._partner: dict[int, Thing] = {}
        self._kept: set[int] = set()
        self._parent = {id(part): thing for root in (old, new) for thing in root.walk() for part in thing.parts}
        self._pair(old, new)
        self._pair_by_name_and_id()
        for thing in list(new.walk()):
            if id(thing) in self._partner:
                self._pair_rows(self._partner[id(thing)], thing)
        self._moved: set[int] = set()

    def changes(self) -> Iterator[Change]:
        """Yield every change, from top to bottom."""
        former = {(new.noun, new.id): old.id for new in self._new.walk() if (old := self._partner.get(id(new)))}
        for change in self._told(self._new):
            before = change.id if change.kind is Kind.GONE else former.get((change.noun, change.id), change.id)
            yield change if before == change.id else replace(change, former_id=before)

    # ── who is who ──────────────────────────────────────────────────────────────────────────────────────

    def _pair(self, old: Thing, new: Thing) -> None:
        self._partner[id(new)] = old
        self._kept.add(id(old))

    def _free(self, things: Iterator[Thing], *nouns: Noun) -> list[Thing]:
        taken = self._kept, self._partner
        return [one for one in things if one.noun in nouns and not any(id(one) in those for those in taken)]

    def _pair_by_name_and_id(self) -> None:
        """Pair scales, sections and items wherever they stand: by id and name, by a name there is once, by id."""
        nouns: tuple[Noun, ...] = ("scale", "section", "item")
        keys: tuple[_Key, ...] = (
            lambda one: (one.noun, one.id, one.name),
            lambda one: (one.noun, one.name),
            lambda one: (one.noun, one.id),
        )
        for key in keys:
            old, new = self._free(self._old.walk(), *nouns), self._free(self._new.walk(), *nouns)
            self._pair_unique([(key(one), one) for one in old], [(key(one), one) for one in new])

    def _pair_rows(self, old: Thing, new: Thing) -> None:
        """Pair rows and opinions of one owner: by name, then by who sent or said it, then the two that are left."""
        nouns: tuple[Noun, ...] = ("entry", "indicator", "opinion")
        keys: tuple[_Key, ...] = (lambda one: (one.noun, one.name), lambda one: (one.noun, one.alias))
        for key in keys:
            olds, news = self._free(iter(old.parts), *nouns), self._free(iter(new.parts), *nouns)
            self._pair_unique([(key(one), one) for one in olds], [(key(one), one) for one in news])
        for noun in nouns:
            olds, news = self._free(iter(old.parts), noun), self._free(iter(new.parts), noun)
            if len(olds) == len(news) == 1 and _say_the_same(olds[0], news[0]):
                self._pair(olds[0], news[0])

    def _pair_unique(
        self, old: Sequence[tuple[tuple[str, ...], Thing]], new: Sequence[tuple[tuple[str, ...], Thing]]
    ) -> None:
        often_old, often_new = Counter(key for key, _ in old), Counter(key for key, _ in new)
        found = {key: thing for key, thing in old if often_old[key] == 1}
        for key, thing in new:
            if key in found and often_new[key] == 1:
                self._pair(found[key], thing)

    # ── what has changed ────────────────────────────────────────────────────────────────────────────────

    def _told(self, new: Thing) -> Iterator[Change]:
        old = self._partner.get(id(new))
        if old is None:
            yield from _all(new, Kind.ADDED)
        else:
            yield from self._place(old, new)
            yield from _fields(old, new)
            self._note_order(old, new)
        for thing in self._together(old, new):
            if id(thing) in self._gone(old):
                yield from self._told_gone(thing)
            else:
                yield from self._told(thing)

    def _told_gone(self, old: Thing) -> Iterator[Change]:
        yield from _all(old, Kind.GONE)
        for part in old.parts:
            if id(part) not in self._kept:
                yield from self._told_gone(part)

    def _gone(self, old: Thing | None) -> set[int]:
        return {id(part) for part in old.parts if id(part) not in self._kept} if old else set()

    def _together(self, old: Thing | None, new: Thing) -> list[Thing]:
        """Return what stands under a thing now, and what is gone right behind its former neighbour."""
        made = list(new.parts)
        at = 0
        for part in old.parts if old else ():
            if id(part) in self._kept:
                at = next((n + 1 for n, one in enumerate(made) if self._partner.get(id(one)) is part), at)
            else:
                made.insert(at, part)
                at += 1
        return made

    def _place(self, old: Thing, new: Thing) -> Iterator[Change]:
        """Yield that a thing stands under another heading, or behind another neighbour."""
        above_old, above_new = self._parent.get(id(old)), self._parent.get(id(new))
        if above_old is None or above_new is None:
            return
        if self._partner.get(id(above_new)) is not above_old:
            yield _change(Kind.MOVED, new, "parent", _heading(above_old), _heading(above_new))
        elif id(new) in self._moved:
            yield _change(Kind.REORDERED, new, "order", _before(old, above_old), _before(new, above_new))

    def _note_order(self, old: Thing, new: Thing) -> None:
        """Note the fewest things under a heading that must be moved to turn the old order into the new one."""
        rank = {id(part): number for number, part in enumerate(old.parts)}
        both = [part for part in new.parts if id(self._partner.get(id(part))) in rank]
        both = [part for part in both if part.noun not in ("scale", "opinion")]
        stay = _longest_rising([rank[id(self._partner[id(part)])] for part in both])
        self._moved |= {id(part) for number, part in enumerate(both) if number not in stay}


def _say_the_same(old: Thing, new: Thing) -> bool:
    """Whether at least half of the texts of two rows, names apart, are the same."""
    name = NAME_OF[new.noun], None
    keys = [key for key in new.fields if key != name and new.fields[key].text]
    same = sum(key in old.fields and old.fields[key].text == new.fields[key].text for key in keys)
    return bool(keys) and same * 2 >= len(keys)


def _all(thing: Thing, kind: Kind) -> Iterator[Change]:
    """Yield every text of a thing that is new or gone."""
    for (key, year), printed in thing.fields.items():
        if printed.text:
            text = (Part(printed.text, True),)
            before, after = (text, ()) if kind is Kind.GONE else ((), text)
            yield _made(kind, thing, (key, year), before, after, printed)


def _fields(old: Thing, new: Thing) -> Iterator[Change]:
    """Yield the texts of a pair that differ, in the order of the newer one; what it lacks comes last."""
    names = [*new.fields, *(name for name in old.fields if name not in new.fields)]
    nothing = Printed(text="")
    for name in names:
        before, after = old.fields.get(name, nothing), new.fields.get(name, nothing)
        if before.text != after.text:
            yield _made(
                _kind(new, name), new, name, *parts_of(before.text, after.text), after if after.text else before
            )


def _kind(thing: Thing, name: FieldName) -> Kind:
    if name == (NAME_OF[thing.noun], None) and thing.noun != "opinion":
        return Kind.RENAMED
    return Kind.RENUMBERED if name == ("number", None) else Kind.CHANGED


def _made(kind: Kind, thing: Thing, name: FieldName, before: Parts, after: Parts, printed: Printed) -> Change:
    return Change(
        kind=kind,
        noun=thing.noun,
        id=thing.id,
        about=thing.about,
        field=name[0],
        year=name[1],
        before=before,
        after=after,
        place=printed.place,
        derived=printed.derived,
    )


def _change(kind: Kind, thing: Thing, field: str, before: str, after: str) -> Change:
    old, new = parts_of(before, after)
    place = thing.fields[NAME_OF[thing.noun], None].place
    return Change(
        kind=kind, noun=thing.noun, id=thing.id, about=thing.about, field=field, before=old, after=new, place=place
    )


def _heading(thing: Thing) -> str:
    number, name = thing.about.number, thing.about.name
    return f"{number} {name}" if number[-1:].isalnum() else number + name


def _before(thing: Thing, above: Thing) -> str:
    """Return the name of what stands before a thing among its own kind; empty for the first."""
    own = [part for part in above.parts if part.noun == thing.noun]
    at = next(number for number, part in enumerate(own) if part is thing)
    return own[at - 1].name if at else ""


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest rising row within distinct numbers."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(places[at - 1] if at else None)
        ends[at : at + 1], places[at : at + 1] = [number], [place]
    found: set[int] = set()
    last = places[-1] if places else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
