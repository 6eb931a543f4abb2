"""What a meeting is told: counts and comparisons, each recounted by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sample_reports import entry, item, report, section, value

from reportgen.digest.groups import groups
from reportgen.digest.ratings import ratings
from reportgen.digest.statements import statements
from reportgen.model.plan import Choice, Scale
from reportgen.model.report import Entry, IndicatorEntry, ReportItem
from reportgen.model.value import Nothing, Statement

SCALE = Scale(
    name="評価",
    choices=(Choice(value="A"), Choice(value="B"), Choice(value="C"), Choice(value="対象外", counts=False)),
)


def rated(name: str, party: str, now: str, before: str = "", nothing: Nothing | None = None) -> Entry:
    made = entry(name, party, {"rating": now})
    values = {"rating": replace(made.values["rating"], nothing=nothing)}
    history = {"rating": {2020: value(f"history/{name}/{party}", before)}} if before else {}
    return replace(made, values=values, history=history)


def items(*entries: Entry, name: str = "1") -> tuple[ReportItem, ...]:
    return (item(name, name, f"事業{name}", "内容", entries),)


def tree():
    """Two goals: one with two measures, one with items of its own and a measure."""
    first = [
        section("1-1", "(1)", "施策あ", 2, items=items(rated("1", "甲課", "A", "B"), rated("1", "乙課", "C", "A"))),
        section("1-2", "(2)", "施策い", 2, items=items(rated("2", "甲課", "B", "B"), name="2")),
    ]
    own = items(rated("3", "丙課", "対象外", "C"), rated("3", "丁課", "未選択", "A", Nothing.UNSELECTED), name="3")
    below = section(
        "2-1", "(1)", "施策う", 2, items=items(rated("4", "戊課", "B"), rated("4", "己課", "B", "A"), name="4")
    )
    return (section("1", "1", "目標ア", 1, sections=first), section("2", "2", "目標イ", 1, sections=[below], items=own))


def counted(sections=None, most: int = 10):
    return ratings(groups(sections or tree(), most), "rating", "評価", SCALE, "entry", 2021)


def test_every_choice_is_counted_and_what_does_not_count_stands_beside_the_base():
    found = counted()
    assert (found.counting, found.beside) == (("A", "B", "C"), ("対象外",))
    assert [(row.label, row.counts, row.base, row.beside, row.unrated) for row in found.rows] == [
        ("(1) 施策あ", (1, 0, 1), 2, (0,), 0),
        ("(2) 施策い", (0, 1, 0), 1, (0,), 0),
        ("2 目標イ", (0, 0, 0), 0, (1,), 1),
        ("(1) 施策う", (0, 2, 0), 2, (0,), 0),
    ]
    assert (found.total.counts, found.total.base, found.total.beside, found.total.unrated) == ((1, 3, 1), 5, (1,), 1)
    assert [(one.item, one.name, one.shown) for one in found.unrated] == [("事業3", "丁課", "未選択")]


def test_a_word_for_nothing_is_no_choice_even_if_the_scale_has_that_word():
    scale = replace(SCALE, choices=(*SCALE.choices, Choice(value="未選択")))
    found = ratings(groups(tree()), "rating", "評価", scale, "entry", 2021)
    assert found.total.counts == (1, 3, 1, 0)
    assert found.total.unrated == 1


def test_what_fell_is_told_from_the_largest_step_and_only_where_both_years_count():
    years = counted().years
    assert [(one.name, one.before, one.value) for one in years.fell] == [("乙課", "A", "C"), ("己課", "A", "B")]
    assert (years.rose, years.same, years.without) == (1, 1, 1)
    assert (years.before.label, years.before.counts, years.before.base) == ("令和2年度", (3, 2, 1), 6)
    assert (years.after.label, years.after.counts) == ("令和3年度", (1, 3, 1))


def test_without_a_year_before_there_is_no_comparison():
    bare = [section("1", "1", "目標ア", 1, items=items(rated("1", "甲課", "A")))]
    assert counted(tuple(bare)).years is None


def test_an_item_that_stands_again_is_not_counted_twice():
    again = replace(items(rated("1", "甲課", "A"))[0], repeats="1")
    one = section("1", "1", "目標ア", 1, items=[*items(rated("1", "甲課", "A")), again])
    assert counted((one,)).total.counts == (1, 0, 0)


def test_rows_are_the_lowest_level_that_is_short_enough():
    assert [group.label for group in groups(tree(), 4)] == ["(1) 施策あ", "(2) 施策い", "2 目標イ", "(1) 施策う"]
    assert [group.label for group in groups(tree(), 3)] == ["1 目標ア", "2 目標イ"]
    assert [group.label for group in groups(tree(), 1)] == ["1 目標ア", "2 目標イ"]
    assert [len(group.items) for group in groups(tree(), 3)] == [2, 2]


def test_statements_are_counted_with_their_stars_and_what_is_missing_is_named():
    lines = (
        Statement(text="a", mark="★", judged=2021),
        Statement(text="b", mark="★", judged=2020),
        Statement(text="c", mark="・"),
    )
    role = replace(value("role", "a\nb\nc"), statements=lines)
    said = replace(value("said", "x\ny"), statements=lines[:2])
    silent = replace(value("silent", "未提出"), nothing=Nothing.NOT_SUBMITTED)
    one = Entry(id="e", party=value("p", "市民"), submitter="課", values={"progress": said}, texts={"role": role})
    other = IndicatorEntry(id="i", name=value("n", "仕組み"), submitter="課", values={"progress": silent})
    both = replace(item("1", "①", "取組", "内容", [one]), indicators=(other,))
    made = report(section("1", "1", "プロジェクト", 1, items=[both]))
    found = statements(groups(made.sections), {"indicator.progress": "進捗状況"}, "★", 2021)
    total = found.total
    assert (total.items, total.indicators, total.parties, total.asked, total.answered, total.lines) == (
        1,
        1,
        1,
        2,
        1,
        2,
    )
    assert (total.planned, total.starred, total.starred_now) == (3, 2, 1)
    assert [(one.name, one.label, one.text) for one in found.unwritten] == [("仕組み", "進捗状況", "未提出")]


def test_the_lowest_rates_are_shown_first_and_all_of_them_in_print_order():
    from reportgen.digest.rates import Rate, Rates

    def rate(size: str | None) -> Rate:
        shown = size or "－"
        number = None if size is None else Decimal(size)
        return Rate(number="1", item="a", name="b", unit="", target="1", actual="1", rate=shown, size=number)

    rows = tuple(map(rate, ("90", None, "100", "40")))
    given = Rates(label="達成率", target="目標", actual="実績", lower=(), rows=rows, known=3, reached=1)
    assert [row.rate for row in given.lowest(4)] == ["90", "－", "100", "40"]
    assert [row.rate for row in given.lowest(2)] == ["40", "90"]
    assert given.lowest(0) == ()
