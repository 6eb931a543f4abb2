"""One cell, one value: what is mended is listed, what is unusable is a named kind of nothing, texts stay as typed."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.japanese.invisible import invisible_in
from reportgen.model.plan import Choice, Scale
from reportgen.model.submitted import CellKind, RawCell
from reportgen.model.value import Fix, Nothing
from reportgen.place import Place
from reportgen.plan.schema import Field
from reportgen.validate.values import Reading, read_cell

RATING = Scale(name="評価", choices=tuple(Choice(value=value) for value in "ABCD"))
DIRECTION = Scale(
    name="方向性",
    choices=(
        Choice(value="充実"),
        Choice(value="継続", synonyms=("継続実施", "現状維持")),
        Choice(value="見直し・改善"),
        Choice(value="廃止"),
    ),
)
SIGNS = Scale(name="達成度", choices=tuple(Choice(value=value) for value in "◎○△×"))
TEXT = Field(key="status", label="実施状況", limit=10, example="実施した。")
NUMBER = Field(key="count", label="人数", kind="number", unit="人")
DAY = Field(key="day", label="日付", kind="date")


def cell(shown: str, kind: CellKind = "text", formula: str | None = None) -> RawCell:
    return RawCell(place=Place("回答.xlsx"), kind=kind if shown else "blank", shown=shown, typed=shown, formula=formula)


def choice(shown: str, scale: Scale = RATING) -> Reading:
    return read_cell(cell(shown), Field(key="x", label=scale.name, kind="choice", scale=scale.name), scale)


def codes(reading: Reading) -> list[str]:
    return [remark.code for remark in reading.remarks]


@pytest.mark.parametrize(
    "typed",
    [
        "・一つ目\n・二つ目",
        "　字下げした文。\n　\n　空行のあと",
        "①②Ⅳ…",
        "神\ufa19塚\ufa10",
        "ﾌｧﾐﾘｰ･〜～",
        "x\u0301, \u304b\u0301",
        "葛\U000e0100城",
        "１２３",
        "タブ\tあり",
        "=1+1",
    ],
)
def test_a_text_is_kept_exactly_as_typed(typed: str) -> None:
    reading = read_cell(cell(typed), TEXT.model_copy(update={"limit": None}), None)

    assert reading == Reading(text=typed)


def is_all_seen(text: str) -> bool:
    """Say whether a text has nothing that is mended without being asked (T02, T06, T07, T08a, T14)."""
    mended = re.search("[\u3099\u309a\u2f00-\u2fd5]", text)
    return bool(text) and text == text.strip() and not invisible_in(text) and mended is None


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(is_all_seen))
def test_no_visible_character_of_a_text_is_ever_changed(typed: str) -> None:
    assert read_cell(cell(typed), TEXT.model_copy(update={"limit": None}), None).text == typed


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("実施\x07した", "実施した"),
        ("一行目\x0b二行目", "一行目\n二行目"),
        ("\x00実施\x9f\x7f", "実施"),
        ("あ\x85い", "あ\nい"),
        ("あ\u2028い", "あ\nい"),
        ("\ufeff実施", "実施"),
        ("\ufdd0実\ufffe施\U0010ffff", "実施"),
    ],
)
def test_control_characters_go_and_the_change_is_listed(typed: str, after: str) -> None:
    reading = read_cell(cell(typed), TEXT, None)

    assert reading.text == after
    assert reading.fixes == (Fix(code="T02", before=typed, after=after),)
    assert codes(reading) == ["T02"]


@pytest.mark.parametrize(
    ("typed", "after", "count"),
    [
        ("\u202e実施\u202cした", "実施した", "2"),
        ("\u2067実施\u2069", "実施", "2"),
        ("実\u200b施\u00adし\u2060た", "実施した", "3"),
        ("\U000e0100葛\U000e0101", "葛\U000e0101", "1"),
        ("\u3164実施", "実施", "1"),
    ],
)
def test_what_nobody_sees_goes_and_the_change_is_listed(typed: str, after: str, count: str) -> None:
    for asked in (TEXT, DAY, NUMBER):
        reading = read_cell(cell(typed), asked, None)

        assert reading.text == after
        assert reading.fixes == (Fix(code="T07", before=typed, after=after),)
        assert reading.remarks[0].code == "T07"
        assert reading.remarks[0].facts["count"] == count


@pytest.mark.parametrize("typed", ["👨‍👩‍👧", "👁️‍🗨️", "葛\U000e0100城", "☎\ufe0e", "🏴\U000e0067\U000e0062\U000e007f"])
def test_selectors_and_joiners_that_are_part_of_what_is_seen_stay(typed: str) -> None:
    assert read_cell(cell(typed), TEXT, None) == Reading(text=typed)


def test_a_lost_character_stays_and_must_be_mended() -> None:
    reading = read_cell(cell("園児\ufffd\ufffd人"), TEXT, None)

    assert (reading.text, reading.fixes, codes(reading)) == ("園児\ufffd\ufffd人", (), ["T15"])
    assert reading.remarks[0].facts == {"count": "2"}


@pytest.mark.parametrize("typed", ["A\u200b", "\ufeffＡ", "\u202dA\u202c"])
def test_a_choice_is_known_under_what_nobody_sees(typed: str) -> None:
    reading = choice(typed)

    assert (reading.text, codes(reading)) == ("A", ["C11a"])
    assert reading.fixes == (Fix(code="C11a", before=typed, after="A"),)


def test_a_choice_that_is_not_offered_tells_the_invisible_characters_in_it() -> None:
    reading = choice("E\u200b\u200b\u2060")

    assert (codes(reading), reading.remarks[0].facts["codes"]) == (["C13"], "U+200B、U+2060")


INVISIBLE = ["\u200b", "\u2060", "\ufe0f", "\u00ad", "\u3164", "\u00a0", "\ufeff", "\u200b \u200d", "\u202e\u202c"]


@pytest.mark.parametrize("typed", INVISIBLE)
def test_a_cell_that_only_looks_empty_is_unanswered(typed: str) -> None:
    assert cell(typed).is_unanswered("未選択")
    assert codes(choice(typed)) == ["C14a"]
    for asked in (NUMBER, DAY):
        assert read_cell(cell(typed), asked, None).nothing is Nothing.BLANK


@pytest.mark.parametrize("typed", ["", " ", "　\n ", "\x07", "\u3000", *INVISIBLE])
def test_a_text_of_nothing_is_blank(typed: str) -> None:
    reading = read_cell(cell(typed), TEXT, None)

    assert (reading.nothing, codes(reading)) == (Nothing.BLANK, ["C14b"])


def test_a_field_that_may_stay_empty_is_blank_without_a_word() -> None:
    reading = read_cell(cell(""), TEXT.model_copy(update={"required": False}), None)

    assert (reading.nothing, codes(reading)) == (Nothing.BLANK, [])


@pytest.mark.parametrize(
    ("typed", "over"),
    [
        ("あ" * 10, None),
        ("あ" * 11, 1),
        ("葛\U000e0100" * 10, None),
        ("葛\u3099" * 10, None),
        ("👨‍👩‍👧" * 10, None),
        ("あいうえお\nかきくけ", None),
        ("あいうえお\nかきくけこ", 1),
    ],
)
def test_characters_are_counted_as_a_reader_sees_them(typed: str, over: int | None) -> None:
    reading = read_cell(cell(typed), TEXT, None)

    assert codes(reading) == ([] if over is None else ["C17"])
    if over is not None:
        facts = reading.remarks[0].facts
        assert (facts["over"], facts["count"], facts["limit"]) == (str(over), str(10 + over), "10")
    assert reading.text == typed


def test_a_date_where_a_text_was_meant_is_kept_as_shown_and_asked_about() -> None:
    reading = read_cell(cell("4月1日", "date"), TEXT, None)

    assert (reading.text, codes(reading)) == ("4月1日", ["C06"])


@pytest.mark.parametrize("asked", [TEXT, NUMBER, DAY, Field(key="x", label="評価", kind="choice", scale="評価")])
def test_an_error_value_is_pending_whatever_was_asked(asked: Field) -> None:
    reading = read_cell(cell("#REF!", "error"), asked, RATING)

    assert (reading.nothing, codes(reading)) == (Nothing.PENDING, ["C03"])


def test_a_formula_is_used_by_its_result_and_asked_about() -> None:
    reading = read_cell(
        cell("A", formula="=Sheet2!B3"), Field(key="x", label="評価", kind="choice", scale="評価"), RATING
    )

    assert (reading.text, codes(reading)) == ("A", ["C02"])
    assert reading.remarks[0].facts == {"formula": "=Sheet2!B3"}


def test_a_formula_without_a_result_is_pending_not_blank() -> None:
    reading = read_cell(cell("", formula="=B3"), TEXT, None)

    assert (reading.nothing, codes(reading)) == (Nothing.PENDING, ["C01"])


@pytest.mark.parametrize("typed", ["A", "B", "C", "D"])
def test_a_choice_as_offered_is_taken_as_it_is(typed: str) -> None:
    assert choice(typed) == Reading(text=typed)


@pytest.mark.parametrize(
    ("typed", "after", "code", "scale"),
    [
        ("Ａ", "A", "C11a", RATING),
        ("a", "A", "C11a", RATING),
        (" A　", "A", "C11a", RATING),
        ("A\n", "A", "C11a", RATING),
        ("継 続", "継続", "C11a", DIRECTION),
        ("見直し･改善", "見直し・改善", "C11a", DIRECTION),
        ("Ａ（概ね順調）", "A", "C11b", RATING),
        ("A [順調]", "A", "C11b", RATING),
        ("継続実施", "継続", "C15", DIRECTION),
        ("現状 維持", "継続", "C15", DIRECTION),
    ],
)
def test_a_choice_in_another_spelling_is_mended_and_listed(typed: str, after: str, code: str, scale: Scale) -> None:
    reading = choice(typed, scale)

    assert reading.text == after
    assert reading.fixes == (Fix(code=code, before=typed, after=after),)
    assert codes(reading) == [code]


@pytest.mark.parametrize(
    ("typed", "scale"),
    [
        ("A→B", RATING),
        ("A・B", RATING),
        ("A、B", RATING),
        ("A/B", RATING),
        ("AまたはB", RATING),
        ("A～B", RATING),
        ("Ａ　Ｂ", RATING),
        ("AB", RATING),
        ("B+", RATING),
        ("Ｂ－", RATING),
        ("A\nC", RATING),
        ("充実・継続", DIRECTION),
        ("継続・現状維持・廃止", DIRECTION),
        ("◎○", SIGNS),
    ],
)
def test_two_answers_are_neither(typed: str, scale: Scale) -> None:
    reading = choice(typed, scale)

    assert (reading.nothing, codes(reading), reading.text) == (Nothing.PENDING, ["C12"], "")


@pytest.mark.parametrize("typed", ["E", "順調", "S", "1", "－", "なし", "A評価とした", "継続", "○", "TRUE"])
def test_what_is_not_offered_is_pending(typed: str) -> None:
    reading = choice(typed)

    assert (reading.nothing, codes(reading)) == (Nothing.PENDING, ["C13"])
    assert reading.remarks[0].facts["choices"] == "A・B・C・D"


def test_a_choice_that_contains_a_separator_is_one_answer() -> None:
    assert choice("見直し・改善", DIRECTION) == Reading(text="見直し・改善")


@pytest.mark.parametrize("typed", ["", " ", "未選択", "未 選択"])
def test_a_choice_not_made_is_unselected(typed: str) -> None:
    reading = choice(typed)

    assert (reading.nothing, codes(reading)) == (Nothing.UNSELECTED, ["C14a"])


def test_unselected_that_the_scale_offers_is_an_answer() -> None:
    scale = Scale(name="方向性", choices=(Choice(value="継続"), Choice(value="未選択")))

    assert choice("未選択", scale) == Reading(text="未選択")


def test_a_scale_without_choices_accepts_nothing_and_raises_nothing() -> None:
    asked = Field(key="x", label="評価", kind="choice", scale="評価")

    assert codes(read_cell(cell("A"), asked, None)) == ["C13"]


@pytest.mark.parametrize(
    ("shown", "kind", "text", "found"),
    [
        ("1234", "number", "1234", []),
        ("1234", "text", "1234", []),
        ("１，２３４", "text", "1234", ["C08a"]),
        ("▲5", "text", "-5", ["C08a"]),
        ("12.5", "text", "12.5", []),
        ("約100", "text", "約100", ["C08b"]),
        ("100件", "text", "100件", ["C08b"]),
        ("85%", "text", "85%", ["C08b"]),
        ("1,234人", "text", "1234", ["C08a"]),
        ("", "blank", "", ["C14d"]),
    ],
)
def test_a_number_is_read_or_asked_about_never_guessed(shown: str, kind: CellKind, text: str, found: list[str]) -> None:
    reading = read_cell(cell(shown, kind), NUMBER, None)

    assert (reading.text, codes(reading)) == (text, found)


@pytest.mark.parametrize(
    ("typed", "shown", "number_format", "unit", "number"),
    [
        ("0.85", "85%", "0%", "％", "85"),
        ("0.85", "85%", "0%", "", "85"),
        ("0.85", "85%", "0%", "人", None),
        ("0.85", "0.85", "General", "％", "0.85"),
        ("85", "85%", '0"%"', "％", "85"),
        ("0.30000000000000004", "0.3", "General", "", "0.3"),
        ("1234.5", "1,235", "#,##0", "", "1234.5"),
    ],
)
def test_a_stored_number_is_exact_and_a_percentage_is_what_a_person_sees(
    typed: str, shown: str, number_format: str, unit: str, number: str | None
) -> None:
    raw = RawCell(place=Place("回答.xlsx"), kind="number", shown=shown, typed=typed, number_format=number_format)
    reading = read_cell(raw, Field(key="count", label="人数", kind="number", unit=unit), None)

    assert reading.number == (None if number is None else Decimal(number))
    assert (reading.text, codes(reading)) == (shown, [] if number else ["C08b"])


@pytest.mark.parametrize(
    ("typed", "text", "found"), [("-1234.56", "▲1,234.6", []), ("0.05", "0.1", []), ("-0.01", "0.0", [])]
)
def test_a_number_is_printed_in_the_style_of_its_field(typed: str, text: str, found: list[str]) -> None:
    styled = Field(key="count", label="人数", kind="number", decimals=1, thousands=True, negative="▲")
    reading = read_cell(cell(typed, "number"), styled, None)

    assert (reading.text, reading.number, codes(reading)) == (text, Decimal(typed), found)


def test_a_number_typed_in_the_style_of_its_field_needs_no_remark() -> None:
    styled = Field(key="count", label="人数", kind="number", thousands=True, negative="▲")

    assert codes(read_cell(cell("▲1,234"), styled, None)) == []
    assert read_cell(cell("△1234"), styled, None).fixes == (Fix(code="C08a", before="△1234", after="▲1,234"),)


@pytest.mark.parametrize(("shown", "nothing"), [("－", Nothing.DASH), ("-", Nothing.DASH), ("対象外", "対象外")])
def test_a_dash_and_what_is_out_of_scope_are_kinds_of_nothing(shown: str, nothing: Nothing) -> None:
    reading = read_cell(cell(shown), NUMBER, None)

    assert (reading.nothing, reading.number, codes(reading)) == (nothing, None, [])


@pytest.mark.parametrize(
    ("shown", "kind", "found"), [("令和4年4月1日", "date", []), ("R4.4.1", "text", ["C07"]), ("春", "text", ["C07"])]
)
def test_a_day_is_shown_or_asked_about_never_guessed(shown: str, kind: CellKind, found: list[str]) -> None:
    reading = read_cell(cell(shown, kind), DAY, None)

    assert (reading.text, codes(reading)) == (shown, found)


@settings(derandomize=True, max_examples=300)
@given(st.text(max_size=30), st.sampled_from(["text", "number", "date", "boolean"]))
def test_no_cell_is_too_strange(shown: str, kind: CellKind) -> None:
    for asked in (TEXT, NUMBER, DAY, Field(key="x", label="評価", kind="choice", scale="評価")):
        reading = read_cell(cell(shown, kind), asked, RATING)
        assert reading.nothing is not None or reading.text
