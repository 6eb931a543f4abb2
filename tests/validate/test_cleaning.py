"""What is mended in a text, and what is only asked about, code by code."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from reportgen.model.submitted import CellKind, RawCell
from reportgen.model.value import Fix
from reportgen.place import Place
from reportgen.plan.schema import Field, Rules
from reportgen.validate.values import Reading, read_cell
from reportgen.validate.wraps import cut_off, joined

TEXT = Field(key="status", label="実施状況", example="月2回実施した。")
LINES = Field(key="status", label="実施状況", kind="statements")
LONG = "園児30人が延長保育を利用したほか、新たに"


def read(
    shown: str, asked: Field = TEXT, kind: CellKind = "text", formula: str | None = None, **rules: object
) -> Reading:
    cell = RawCell(place=Place("回答.xlsx"), kind=kind, shown=shown, typed=shown, formula=formula)
    return read_cell(cell, asked, None, Rules.model_validate({"short": 0, **rules}))


def codes(reading: Reading) -> list[str]:
    return [remark.code for remark in reading.remarks]


@pytest.mark.parametrize(
    ("code", "typed", "after"),
    [
        ("T06", normalize("NFD", "ガイドブックを配布した。"), "ガイドブックを配布した。"),
        ("T06", "は\u309aん・う\u3099", "ぱん・ゔ"),
        ("T08a", "　実施した。 \n\n", "実施した。"),
        ("T08a", "　一つ目。\n　二つ目。　", "　一つ目。\n　二つ目。"),
        ("T14", "⼦どもと⾼校⽣", "子どもと高校生"),
    ],
)
def test_what_cannot_change_a_meaning_is_mended_and_listed(code: str, typed: str, after: str) -> None:
    reading = read(typed)

    assert (reading.text, codes(reading)) == (after, [code])
    assert reading.fixes == (Fix(code=code, before=typed, after=after),)


@pytest.mark.parametrize("typed", ["神\ufa19塚\ufa10㎡", "か\u0301", "髙橋・﨑", "⺟", "葛\u3099", "e\u0301"])
def test_nothing_else_is_ever_normalised(typed: str) -> None:
    reading = read(typed)

    assert (reading.text, reading.fixes) == (typed, ())


@pytest.mark.parametrize(
    ("rule", "code", "typed", "after"),
    [
        ("T05", "T05", "ﾌｧﾐﾘｰ･ｻﾎﾟｰﾄ事業", "ファミリー･サポート事業"),
        ("T05", "T05", "ｶﾞｲﾄﾞ", "ガイド"),
        ("T08", "T08d", f"{LONG}\n2園で始めた。\n・次の文", f"{LONG}2園で始めた。\n・次の文"),
        ("T10", "T10", "4月〜6月、10月～12月", "4月～6月、10月～12月"),
    ],
)
def test_what_a_layout_asks_for_is_mended_only_then(rule: str, code: str, typed: str, after: str) -> None:
    assert read(typed).text == typed

    reading = read(typed, fixes=(rule,))
    assert (reading.text, codes(reading)) == (after, [code])
    assert reading.fixes == (Fix(code=code, before=typed, after=after),)


@pytest.mark.parametrize("typed", ["4月〜6月〜", "A･B", "−5"])
def test_one_of_two_signs_alone_stays(typed: str) -> None:
    assert read(typed, fixes=("T10",)) == Reading(text=typed)


def test_the_lines_of_statements_are_not_joined_and_keep_their_beginning() -> None:
    typed = f"　・{LONG}\n2園で始めた。"

    assert read(typed, LINES, fixes=("T08",)).text == typed


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        (f"{LONG}\n2園で始めた。", 1),
        (f"・{LONG}\n36人", 1),
        (f"{LONG}。\n2園で始めた。", 0),
        (f"{LONG}\n\n2園で始めた。", 0),
        (f"{LONG}\n・2園で始めた。", 0),
        (f"{LONG}\n（1）2園で始めた。", 0),
        (f"{LONG}\n2. 園で始めた。", 0),
        (f"{LONG}\n4月　園で始めた。", 0),
        (f"{LONG}（5園）\n園で始めた。", 0),
        ("令和3年度　12人\n令和4年度　15人", 0),
    ],
)
def test_a_line_end_in_a_sentence_is_told_from_a_list(typed: str, cut: int) -> None:
    assert len(cut_off(typed)) == cut
    assert joined(typed).count("\n") == typed.count("\n") - cut
    assert joined(typed).replace("\n", "") == typed.replace("\n", "")


@pytest.mark.parametrize(
    "typed", ["同上", "〃", "・同上。", "前年度と同じ。", "別紙参照", "上記のとおり", "実施した。\n同左", " 同 上 "]
)
def test_what_only_points_elsewhere_must_be_written_out(typed: str) -> None:
    assert "C16" in codes(read(typed, short=20))
    assert "C18a" not in codes(read(typed, short=20))


@pytest.mark.parametrize("typed", ["前年度と同じ規模で実施した。", "別紙のとおり実施した。", "同上の会議を開いた。"])
def test_a_sentence_that_mentions_another_place_is_an_answer(typed: str) -> None:
    assert codes(read(typed)) == []


def test_a_short_text_is_asked_about_from_the_number_that_the_layout_names() -> None:
    assert codes(read("実施した。", short=5)) == []
    assert codes(read("実施した。", short=6)) == ["C18a"]
    assert codes(read("実施した。", LINES, short=6)) == ["C18b"]
    assert read("実施した。", short=6).remarks[0].facts == {"count": "5", "example": "月2回実施した。"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("電話0942-72-2111で受けた。", "0942-72-2111"),
        ("電話０９４２（７２）２１１１で受けた。", "０９４２（７２）２１１１"),
        ("携帯09012345678へ", "09012345678"),
        ("kosodate@city.example.jp へ", "kosodate@city.example.jp"),
        ("小郡255番地1で", "小郡255番地"),
        ("中央1丁目2番3号で", "中央1丁目2番3号"),
    ],
)
def test_what_may_be_personal_is_asked_about(typed: str, found: str) -> None:
    (remark,) = read(typed).remarks
    assert (remark.code, found in remark.facts["words"]) == ("C23", True)


@pytest.mark.parametrize(
    "typed",
    ["令和3-4年度に2-3回", "参加者0-5歳児", "10-20-300人", "1,234,567円", "第2期計画の3番目", "令和4年4月1日-30日"],
)
def test_other_numbers_are_not_personal(typed: str) -> None:
    assert codes(read(typed)) == []


@pytest.mark.parametrize(
    ("typed", "code"), [("\ue000田", "T12"), ("縺ゅ＞縺�縺医♀", "T15"), ("ã\x81\x82ã\x81\x84ã\x81\x86", "T15")]
)
def test_what_has_no_meaning_elsewhere_must_be_mended(typed: str, code: str) -> None:
    assert code in codes(read(typed.replace("\x81", "\u2018").replace("\x82", "\u201a").replace("\x84", "\u201e")))


@pytest.mark.parametrize(("typed", "words"), [("実　施", "実　施"), ("（実 施 済）", "実 施 済")])
def test_a_word_that_is_spaced_out_is_asked_about(typed: str, words: str) -> None:
    (remark,) = read(typed).remarks
    assert (remark.code, remark.facts["words"]) == ("T08c", words)


@pytest.mark.parametrize("typed", ["保育所　幼稚園", "山 田園", "A 市 B 町"])
def test_a_space_between_words_is_not(typed: str) -> None:
    assert codes(read(typed)) == []


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("=[1]Sheet1!A1", "S14"),
        ("='[1]シート 1'!$A$1", "S14"),
        (r"='C:\報告\[回答.xlsx]調査票'!E4", "S14"),
        ("=SUM([2]a!A1:A3)", "S14"),
        ("=Sheet2!B3", "C02"),
        ("=表[人数]+Sheet2!A1", "C02"),
    ],
)
def test_a_formula_to_another_file_is_told_from_one_to_another_sheet(formula: str, code: str) -> None:
    assert codes(read("30人", formula=formula)) == [code]
