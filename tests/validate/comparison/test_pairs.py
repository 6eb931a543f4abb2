"""Texts against texts of other items: the quick way finds what comparing each with each would find."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.findings.finding import Subject
from reportgen.place import Place
from reportgen.validate.comparison.pairs import same_as_other_item
from reportgen.validate.comparison.similarity import similarity
from reportgen.validate.corpus import Corpus, Passage
from reportgen.validate.wording.sentences import squeezed

FLOOR = 0.8
DESK = SimpleNamespace(wording=SimpleNamespace(similarity=FLOOR), stock=frozenset({"この行は定型の文です。"}))


def passage(number: int, item: int, party: str, key: str, text: str) -> Passage:
    return Passage(
        text=text,
        lines=tuple(text.split("\n")),
        sentences=(text,),
        squeezed=squeezed(text),
        listed=False,
        own=True,
        about="done",
        key=key,
        kind="party",
        item=f"事業{item}",
        row=f"事業{item}/{party}",
        name=party,
        subject=Subject(plan="計画", submitter=party, item=f"事業{item}", party=party, field=key),
        place=Place(file=f"{party}.xlsx", sheet="回答", row=number),
    )


def corpus(texts: list[tuple[int, str, str, str]]) -> Corpus:
    passages = tuple(passage(number, *text) for number, text in enumerate(texts, start=1))
    return Corpus(report=None, passages=passages, answers=passages)  # type: ignore[arg-type]  # no rule here asks for it


def told(made: Corpus) -> set[tuple[int, int, str, str]]:
    """Row of the later text, of the earlier one, how alike, and the columns of R04a."""
    found = [one for one in same_as_other_item(made, DESK) if one.code == "R04a"]  # type: ignore[arg-type]
    return {(one.place.row, one.related[0].row, one.facts["ratio"], one.facts["fields"]) for one in found}


def each_with_each(made: Corpus) -> set[tuple[int, int, str, str]]:
    rows: dict[str, list[tuple[float, Passage, Passage]]] = {}
    for earlier, later in combinations(made.answers, 2):
        if earlier.name == later.name and earlier.item != later.item:
            score = similarity(compared(earlier), compared(later), FLOOR)
            if score:
                rows.setdefault(later.row, []).append((score, earlier, later))
    best = {row: max(pairs, key=lambda pair: pair[0]) for row, pairs in rows.items()}
    return {
        (
            later.place.row,
            earlier.place.row,
            f"{score:.3f}",
            "・".join(dict.fromkeys(p[2].subject.field for p in rows[row] if p[1].row == earlier.row)),
        )
        for row, (score, earlier, later) in best.items()
    }


def compared(one: Passage) -> str:
    return "".join(squeezed(line) for line in one.lines if line not in DESK.stock)


SAYINGS = st.lists(
    st.sampled_from(
        [
            "園児を夕方まで預かる事業を",
            "3園で",
            "続けた。",
            "広げた。",
            "保護者の相談に応じた。",
            "\nこの行は定型の文です。\n",
        ]
    ),
    min_size=2,
    max_size=5,
).map("".join)
ANSWERS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["保育課", "福祉課"]), st.sampled_from(["状況", "今後"]), SAYINGS),
    max_size=12,
    unique_by=lambda one: one[:3],
).map(lambda texts: sorted(texts, key=lambda one: one[0]))


@settings(derandomize=True, max_examples=400, deadline=None)
@given(ANSWERS)
def test_the_best_pair_of_each_row_is_that_of_comparing_each_with_each(texts: list[tuple[int, str, str, str]]):
    made = corpus(texts)
    copied = [one for one in same_as_other_item(made, DESK) if one.code == "R04b"]  # type: ignore[arg-type]
    if not copied:
        assert told(made) == each_with_each(made)


def test_of_several_texts_that_are_equally_alike_the_first_is_named():
    text = "園児を夕方まで預かる事業を3園で続けた。"
    made = corpus([(1, "保育課", "状況", text), (2, "保育課", "状況", text), (3, "保育課", "状況", text)])
    assert told(made) == {(2, 1, "1.000", "状況"), (3, 1, "1.000", "状況")}


def test_a_text_of_the_same_characters_in_another_order_is_not_the_most_alike():
    text = "園児を夕方まで預かる事業を3園で続けた。"
    turned, near = "続けた。" + text.removesuffix("続けた。"), text.replace("夕方", "夜間")
    made = corpus([(1, "保育課", "状況", turned), (2, "保育課", "状況", near), (3, "保育課", "状況", text)])
    assert similarity(turned, text, FLOOR) < similarity(near, text, FLOOR)
    assert (3, 2) in {pair[:2] for pair in told(made)}


def test_the_columns_named_are_those_that_are_like_the_row_named():
    first, second = "園児を夕方まで預かる事業を3園で続けた。", "保護者の相談に、電話と面談で応じていく。"
    made = corpus(
        [
            (1, "保育課", "状況", first),
            (2, "保育課", "今後", second.replace("電話", "手紙")),
            (3, "保育課", "状況", first),
            (3, "保育課", "今後", second),
        ]
    )
    assert told(made) == {(3, 1, "1.000", "状況")}


def test_stock_phrases_do_not_make_texts_alike():
    made = corpus(
        [(1, "保育課", "状況", "この行は定型の文です。\n一"), (2, "保育課", "状況", "この行は定型の文です。\n二")]
    )
    assert told(made) == set()


def test_texts_of_one_item_and_of_two_parties_are_not_asked_about_here():
    text = "園児を夕方まで預かる事業を3園で続けた。"
    made = corpus([(1, "保育課", "状況", text), (1, "保育課", "今後", text), (2, "福祉課", "状況", text)])
    assert told(made) == set()
