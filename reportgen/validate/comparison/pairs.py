"""One text against another: the same in two columns, two parties, two items, or out of the plan (R02–R05).

Comes in: the whole report. Goes out: findings at the later text with the earlier one beside it; of several hits of one
pair the best. Stock phrases of the layout are left out of every comparison.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from reportgen.findings.finding import Finding
from reportgen.japanese.width import fold
from reportgen.validate.comparison.similarity import SHORTEST, Texts, common_run, contains, similarity
from reportgen.validate.corpus import Corpus, Passage
from reportgen.validate.desk import Desk, ReportRule, excerpt
from reportgen.validate.wording.sentences import fold_tense, sentences_of, squeezed

_EQUAL: Final = 1.0
_SAME_HEAD: Final = 4
"""Texts that differ by the ends of their sentences only begin with the same characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two passages, how alike they are, and the words that show it. ``fields`` are all columns that are alike."""

    earlier: Passage
    later: Passage
    score: float
    words: str
    fields: tuple[str, ...] = ()


def same_as_other_column(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """R02: what was done is what is planned, or what the plan says, but for the tense."""
    rows: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    items: dict[str, list[Passage]] = defaultdict(list)
    for passage in corpus.passages:
        if passage.kind == "item":
            items[passage.item].append(passage)
        elif passage.row:
            rows[passage.item, passage.row].append(passage)
    for (item, _), own in rows.items():
        others = [one for one in own if not one.own or one.about == "plan"] + items[item]
        found = [
            pair
            for done in own
            if done.own and done.about == "done"
            for other in others
            if (pair := _same(done, other, desk))
        ]
        if found:
            best = max(found, key=lambda pair: pair.score)
            facts = {"other": best.later.subject.field, "words": excerpt(best.words)}
            done = best.earlier
            yield Finding(
                code="R02",
                place=done.place,
                subject=done.subject,
                found=done.text,
                facts=facts,
                related=(best.later.place,),
            )


def _same(done: Passage, other: Passage, desk: Desk) -> _Pair | None:
    """Return the two most similar parts: statements where both are lists, else whole texts."""
    listed = done.listed and other.listed
    left = _parts(done.lines if listed else (done.text,), desk)
    right = _parts(other.lines if listed else (other.text,), desk)
    best: _Pair | None = None
    for one, another in product(left, right):
        score = _score(one, another, done, other, desk)
        if score and (best is None or score > best.score):
            best = _Pair(earlier=done, later=other, score=score, words=one)
    return best


def _score(one: str, another: str, done: Passage, other: Passage, desk: Desk) -> float:
    """Return how alike two parts are; the plan's words are printed before the answer."""
    left, right = squeezed(one), squeezed(another)
    if left == right and len(left) >= SHORTEST:
        return _EQUAL + 1
    first, second = (left, right) if other.own else (right, left)
    if left[:_SAME_HEAD] == right[:_SAME_HEAD] and len(left) >= SHORTEST and _folded(one) == _folded(another):
        return _EQUAL
    return similarity(first, second, desk.wording.similarity)


def _folded(text: str) -> str:
    return "。".join(fold_tense(part) for part in sentences_of(text))


def same_as_other_party(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """R03: two parties of one item say the same in one column, or what one says stands in what the other says."""
    items: dict[str, list[Passage]] = defaultdict(list)
    for passage in corpus.answers:
        if passage.kind == "party":
            items[passage.item].append(passage)
    for own in items.values():
        pairs = [
            pair
            for earlier, later in combinations(own, 2)
            if earlier.row != later.row and earlier.key == later.key and (pair := _alike(earlier, later, desk))
        ]
        yield from (_pair_finding("R03", pair) for pair in _best_for_each_row(pairs))


def same_as_other_item(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """R04a: a party's text again in another item; R04b: every answer of one item again in another one."""
    copied = list(_copied_items(corpus))
    silent = {(later.item, later.row) for _, rows in copied for later in rows}
    for earlier, later_rows in copied:
        first = later_rows[0]
        subject = first.subject
        facts = {"other": earlier[0].subject.item, "count": str(len(later_rows)), "words": excerpt(first.text)}
        yield Finding(
            code="R04b",
            place=first.place,
            subject=type(subject)(
                plan=subject.plan,
                submitter=subject.submitter,
                item=subject.item,
                item_name=subject.item_name,
                field=subject.field,
            ),
            found="\n".join(one.text for one in later_rows),
            facts=facts,
            related=tuple(one.place for one in (*later_rows[1:], *earlier)),
        )
    rows: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in corpus.answers:
        rows[passage.kind, passage.name].append(passage)
    for own in rows.values():
        yield from (_pair_finding("R04a", pair) for pair in _from_other_items(own, silent, desk))


def _from_other_items(own: Sequence[Passage], silent: Set[tuple[str, str]], desk: Desk) -> Iterator[_Pair]:
    """Yield for each row the pair with the earlier text of another item that it is most like, if there is one."""
    texts = Texts([_compared(one, desk) for one in own], desk.wording.similarity)
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, passage in enumerate(own):
        rows[passage.item, passage.row].append(place)
    for row, places in rows.items():
        likely = [
            (-most, earlier, later)
            for later in places
            if row not in silent
            for most, earlier in texts.before(later)
            if own[earlier].item != own[later].item
        ]
        best = _most_alike(texts, sorted(likely))
        if best:
            score, earlier, later = best
            yield _Pair(
                earlier=own[earlier],
                later=own[later],
                score=score,
                words=own[later].text,
                fields=_fields_alike(own, texts, [pair[1:] for pair in likely], own[earlier].row),
            )


def _most_alike(texts: Texts, likely: Iterable[tuple[float, int, int]]) -> tuple[float, int, int] | None:
    """Return the similarity and the places of the best pair, of equals the first; the most promising come first."""
    best: tuple[float, int, int] | None = None
    for most, earlier, later in likely:
        if best and -most < best[0]:
            break
        score = texts.similarity(earlier, later)
        if score and (best is None or (-score, earlier, later) < (-best[0], *best[1:])):
            best = score, earlier, later
    return best


def _fields_alike(own: Sequence[Passage], texts: Texts, likely: Iterable[tuple[int, int]], row: str) -> tuple[str, ...]:
    """Return the columns of all texts that are like one of an earlier row, in the order of that row."""
    pairs = sorted((earlier, later) for earlier, later in likely if own[earlier].row == row)
    alike = (own[later].subject.field for earlier, later in pairs if texts.similarity(earlier, later))
    return tuple(dict.fromkeys(alike))


def _copied_items(corpus: Corpus) -> Iterator[tuple[list[Passage], list[Passage]]]:
    """Yield the answers of an item and of a later item of one submitter that are equal, two rows or more.

    A later item is told once, with the nearest item before it. Its indicators are rows of another table.
    """
    tables: dict[tuple[str, str, str], list[Passage]] = defaultdict(list)
    for passage in corpus.answers:
        tables[passage.kind, passage.item, passage.key].append(passage)
    done: list[tuple[str, str, list[tuple[str, str]], list[Passage]]] = []
    for (kind, _, key), rows in tables.items():
        shape = [(row.name, squeezed(row.text)) for row in rows]
        said = sum(len(text) >= SHORTEST for _, text in shape)
        one_hand = len({row.subject.submitter for row in rows}) == 1
        earlier = next((old for a, b, other, old in reversed(done) if (a, b, other) == (kind, key, shape)), None)
        if earlier and one_hand and said > 1 and earlier[0].subject.submitter == rows[0].subject.submitter:
            yield earlier, rows
        done.append((kind, key, shape, rows))


def _compared(passage: Passage, desk: Desk) -> str:
    """Return the text of a passage without stock phrases, white space and marks."""
    return "".join(map(squeezed, _parts(passage.lines, desk)))


def _alike(earlier: Passage, later: Passage, desk: Desk) -> _Pair | None:
    left, right = _compared(earlier, desk), _compared(later, desk)
    if not left or not right:
        return None
    if contains(left, right):
        score = max(similarity(left, right, 0.0), desk.wording.similarity)
        return _Pair(earlier=earlier, later=later, score=score, words=min(earlier.text, later.text, key=len))
    score = similarity(left, right, desk.wording.similarity)
    return _Pair(earlier=earlier, later=later, score=score, words=later.text) if score else None


def _best_for_each_row(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    """Return for each later row its best pair, with the columns of all pairs between the same two rows."""
    rows: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        rows[pair.later.item, pair.later.row].append(pair)
    for own in rows.values():
        best = max(own, key=lambda pair: pair.score)
        fields = [p.later.subject.field for p in own if p.earlier.row == best.earlier.row]
        yield _Pair(
            earlier=best.earlier,
            later=best.later,
            score=best.score,
            words=best.words,
            fields=tuple(dict.fromkeys(fields)),
        )


def _pair_finding(code: str, pair: _Pair) -> Finding:
    other = pair.earlier.subject
    facts = {
        "other": pair.earlier.where,
        "other_party": other.party or other.indicator,
        "fields": "・".join(pair.fields),
        "words": excerpt(pair.words),
        "ratio": f"{pair.score:.3f}",
    }
    return Finding(
        code=code,
        place=pair.later.place,
        subject=pair.later.subject,
        found=pair.later.text,
        facts=facts,
        related=(pair.earlier.place,),
    )


def columns_and_plan(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """R02, and R05 where R02 is silent."""
    same = list(same_as_other_column(corpus, desk))
    yield from same
    told = {(found.place, found.subject) for found in same}
    yield from (found for found in out_of_the_plan(corpus, desk) if (found.place, found.subject) not in told)


def out_of_the_plan(corpus: Corpus, desk: Desk) -> Iterator[Finding]:
    """R05: a long run of the plan's own words in an answer."""
    plan: dict[str, list[Passage]] = defaultdict(list)
    for passage in corpus.passages:
        if not passage.own and passage.item:
            plan[passage.item].append(passage)
    for answer in corpus.answers:
        texts = [one for one in plan[answer.item] if one.kind == "item" or one.row == answer.row]
        runs = [(common_run(answer.squeezed, one.squeezed), one) for one in texts]
        run, text = max(runs, key=lambda pair: len(pair[0]), default=("", answer))
        if len(run) >= desk.wording.common_run:
            yield Finding(
                code="R05",
                place=answer.place,
                subject=answer.subject,
                found=answer.text,
                facts={"words": excerpt(run), "length": str(len(run)), "other": text.subject.field},
                related=(text.place,),
            )


def _parts(lines: Iterable[str], desk: Desk) -> list[str]:
    return [line for line in lines if line.strip() and fold(line) not in desk.stock]


RULES: Final = (
    ReportRule(codes=("R02", "R05"), check=columns_and_plan, needs_words=True),
    ReportRule(codes=("R03",), check=same_as_other_party),
    ReportRule(codes=("R04a", "R04b"), check=same_as_other_item),
)
