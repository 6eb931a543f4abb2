"""What has changed between two reports: everything that is printed, nothing else, in a steady order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reports import entry, item, reference_report, report, section, value

from reportgen.model.plan import Opinion
from reportgen.model.report import Report
from reportgen.model.value import Statement, Value
from reportgen.place import Place
from reportgen.rounds.changes import Change, Kind, compare
from reportgen.rounds.outline import outline

STATUS = st.sampled_from(["実施した。", "令和3年度に実施した。", "中止した。", ""])


@st.composite
def reports(draw) -> Report:
    """A report of up to three sections and five items, in any order, with any of three parties each."""
    names = draw(st.permutations(range(5)))
    kept = names[: draw(st.integers(0, 5))]
    homes = [draw(st.integers(0, 2)) for _ in kept]
    made = []
    for number in draw(st.permutations(range(3))):
        items = []
        for name, home in zip(kept, homes, strict=True):
            if home == number:
                parties = draw(st.permutations(["甲課", "乙課", "丙課"]))[: draw(st.integers(0, 3))]
                rows = [entry(f"i{name}/{party}", party, {"status": draw(STATUS)}) for party in parties]
                items.append(item(f"i{name}", str(len(items)), f"事業{name}", draw(STATUS), rows))
        made.append(section(f"s{number}", str(number), f"目標{number}", 1, items=items))
    return report(*made)


def texts(of: Report) -> dict[tuple, str]:
    return {(one.noun, one.id, *key): p.text for one in outline(of).walk() for key, p in one.fields.items() if p.text}


def whole(parts) -> str:
    return "".join(part.text for part in parts)


def put_into(older: Report, changes: tuple[Change, ...]) -> dict[tuple, str]:
    """The texts of the older report with the changes of texts made."""
    ids = {(change.noun, change.former_id): change.id for change in changes if change.former_id}
    made = {(noun, ids.get((noun, name), name), *key): text for (noun, name, *key), text in texts(older).items()}
    for change in changes:
        if change.kind in (Kind.MOVED, Kind.REORDERED):
            continue
        key = change.noun, change.id, change.field, change.year
        assert made.get(key, "") == whole(change.before)
        made[key] = whole(change.after)
    return {key: text for key, text in made.items() if text}


@settings(derandomize=True, max_examples=150, deadline=None)
@given(reports(), reports())
def test_the_changes_put_into_the_older_report_give_every_text_of_the_newer(older, newer):
    assert put_into(older, compare(older, newer)) == texts(newer)


@settings(derandomize=True, max_examples=50, deadline=None)
@given(reports())
def test_nothing_has_changed_in_the_same_report(one):
    assert compare(one, one) == ()


@settings(derandomize=True, max_examples=50, deadline=None)
@given(reports(), reports())
def test_the_order_is_that_of_the_newer_report(older, newer):
    places = {(one.noun, one.id): number for number, one in enumerate(outline(newer).walk())}
    changes = compare(older, newer)
    assert changes == compare(older, newer)
    found = [places[change.noun, change.id] for change in changes if change.kind is not Kind.GONE]
    assert found == sorted(found)


def one_item(name: str = "1-1", title: str = "講座", party: str = "甲課", status: str = "講座を3回開いた。", **options):
    rows = [entry(f"{name}/{party}", party, {"status": status})]
    return replace(item(name, name[-1], title, "講座を開きます。", rows), **options)


def goal(*items, name: str = "1", title: str = "目標", **options):
    return replace(section(name, name, title, 1, items=items), **options)


def told(older: Report, newer: Report) -> list[tuple[str, str, str, str]]:
    return [(c.kind.value, c.field, whole(c.before), whole(c.after)) for c in compare(older, newer)]


def test_a_changed_answer_says_whose_it_is_and_where_the_new_one_comes_from():
    new = one_item(status="講座を4回開いた。")
    place = Place("inputs/2021/plan/submissions/甲課.xlsx", sheet="調査票", cell="G7")
    answer = replace(new.entries[0].values["status"], place=place)
    new = replace(new, entries=(replace(new.entries[0], values={"status": answer}),))
    (change,) = compare(report(goal(one_item())), report(goal(new)))
    assert (change.kind, change.about.number, change.about.name, change.about.who) == (
        Kind.CHANGED,
        "1-1",
        "講座",
        "甲課",
    )
    assert change.place == place
    assert [part.text for part in change.after if part.changed] == ["4回"]


def test_an_item_under_another_heading_is_moved_with_what_it_holds():
    one, other = one_item(), one_item("1-2", "広場")
    older = report(goal(one, other), goal(name="2", title="目標二"))
    newer = report(goal(other), goal(one, name="2", title="目標二"))
    assert told(older, newer) == [("移動", "parent", "1 目標", "2 目標二")]


def test_as_few_items_as_possible_are_told_to_stand_elsewhere():
    items = [one_item(f"1-{n}", f"事業{n}") for n in range(1, 6)]
    newer = report(goal(items[4], *items[:4]))
    assert told(report(goal(*items)), newer) == [("順序変更", "order", "事業4", "")]


def test_an_item_is_known_by_its_name_where_ids_have_moved_up():
    first, second, third = (one_item(f"1-{n}", f"事業{n}") for n in (1, 2, 3))
    moved = [replace(one, id=f"1-{n}") for n, one in enumerate((second, third), 1)]
    found = compare(report(goal(first, second, third)), report(goal(*moved)))
    assert {(change.kind, change.about.name) for change in found} == {(Kind.GONE, "事業1")}


def test_a_renamed_item_and_a_renamed_party_keep_their_texts():
    newer = report(goal(one_item(title="出前講座", party="こども課")))
    assert told(report(goal(one_item())), newer) == [
        ("名称変更", "name", "講座", "出前講座"),
        ("名称変更", "party", "甲課", "こども課"),
    ]


def test_another_party_with_other_words_is_not_the_same_one_renamed():
    newer = report(goal(one_item(party="こども課", status="中止した。")))
    assert [kind for kind, *_ in told(report(goal(one_item())), newer)] == ["削除", "削除", "追加", "追加"]


def test_what_is_gone_stands_where_it_stood():
    items = [one_item(f"1-{n}", f"事業{n}") for n in (1, 2, 3)]
    changed = one_item("1-3", "事業3", status="講座を5回開いた。")
    names = [c.about.name for c in compare(report(goal(*items)), report(goal(items[0], changed)))]
    assert list(dict.fromkeys(names)) == ["事業2", "事業3"]


def test_marks_their_years_earlier_values_totals_opinions_and_choices_count():
    def statements(judged: int | None, mark: str) -> Value:
        return replace(value("text", "文"), statements=(Statement(text="文", mark=mark, judged=judged),))

    def made(mark, judged, earlier, total, answer, meaning):
        one = one_item()
        row = replace(one.entries[0], history={"rating": {2020: value("h", earlier)}})
        opinion = Opinion(speaker=value("s", "委員"), opinion=value("o", "増やすべきだ。"), response=value("r", answer))
        one = replace(one, texts={"content": statements(judged, mark)}, entries=(row,), opinions=(opinion,))
        base = report(goal(one), derived={"total": replace(value("t", total), sources=("a",))})
        scale = base.scales["評価"]
        choices = (replace(scale.choices[0], meaning=meaning), *scale.choices[1:])
        return replace(base, scales=base.scales | {"評価": replace(scale, choices=choices)})

    found = told(made("・", None, "A", "3", "検討します。", "良"), made("★", 2020, "B", "4", "増やします。", "最良"))
    assert found == [
        ("変更", "total", "3", "4"),
        ("変更", "choice/A", "A　良", "A　最良"),
        ("変更", "content", "・文", "★文（令和2年度）"),
        ("変更", "rating", "A", "B"),
        ("変更", "response", "検討します。", "増やします。"),
    ]


def test_what_no_document_prints_and_what_every_edition_changes_is_left_out():
    one = reference_report()
    row = next(one.items()).entries[0]
    assert compare(one, replace(one, final=not one.final, issued=None)) == ()
    older, newer = (
        report(goal(replace(one_item(), entries=(replace(row, reason=why),))))
        for why in (None, value("r", "内部のメモ"))
    )
    assert compare(older, newer) == ()


def test_rows_of_an_item_that_stands_twice_are_told_once():
    def twice(status: str) -> Report:
        return report(goal(one_item(status=status), one_item("1-2", "再掲の講座", status=status, repeats="1-1")))

    (change,) = compare(twice("講座を3回開いた。"), twice("講座を4回開いた。"))
    assert change.about.number == "1-1"
