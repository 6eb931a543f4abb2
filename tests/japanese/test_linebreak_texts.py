"""Whole texts and random ones: nothing lost, nothing outside the column, no broken rule by two other judges.

``uniseg`` is the second judge: UAX #14, strict (small kana and ー start no line), in an East Asian context: what
Unicode calls ambiguous is set like a kanji, and “ ” ‘ ’ are the brackets that JLREQ makes of them (cl-01, cl-02).
Breaks of ours that it does not have, all of them meant:

- ・ or a half-width hyphen after white space is a list mark and starts a line;
- U+3000 is white space, so a straight quotation mark after it may start a line;
- after ％ or ℃ an opening bracket may start a line even before a figure, and after a closing mark a ￥ or № may.
"""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kinsoku_checker import Violation, violations
from uniseg.linebreak import LineBreak, line_break, line_break_breakables

from reportgen.japanese.classes import clusters
from reportgen.japanese.linebreak import Kind, Line, Rules, break_paragraph
from reportgen.japanese.width import cluster_width_em as measure

DATA = Path(__file__).parent.parent / "data" / "japanese"
TEXTS = {name: (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines() for name in ("matrix", "narrative")}
WIDTHS_EM = [2, 3, 4, 5, 6, 8, 9.5, 10, 12, 16, 20]
RULES = [Rules(), Rules(hang_em=0.0), Rules(hang_em=0.35), Rules(hang_em=0.0, squeeze=False)]
POOL = (
    list("漢字仮名交文章あいうえおかきくカキクー") * 3
    + list("、。「」（）『』〔〕・：；！？…‥―—〜–々っょァｱｶﾞｰ｢｣､｡･゛℃％㎡°①⑳※○★●￥№＃＋－×÷＝／→↑Ⅳα㈱")
    + list("‘’“”‼⁇123456789１２３ABCabcＡＢＣ .,()/-%~+=<>'\"&@_*#:;!?{}[]|　　  \u00a0\u2060")
    + ["葛\U000e0100", "か\u309a", "令和3年度", "平成30年", "令和元年度", "1,234人", "https://a.jp/x", "第2期"]
    + ["（1）", "(2)", "約30名", "10か所", "e-mail", "3.5％", "※1", " ・", "。 ・", "（注）"]
)
random_texts = st.lists(st.sampled_from(POOL), max_size=60).map("".join)


def rules_broken(text: str, lines: tuple[Line, ...]) -> list[Violation]:
    forced = {number for number, line in enumerate(lines) if line.kind is Kind.FORCED}
    found = violations(text, [line.text + line.trail for line in lines])
    return [violation for violation in found if violation.line not in forced]


def assert_lines_are_sound(text: str, lines: tuple[Line, ...], width_em: float, rules: Rules, indent_em: float) -> None:
    assert "".join(line.text + line.trail for line in lines) == text
    for number, line in enumerate(lines):
        assert line.indent_em == (indent_em if number else 0.0)
        room = width_em - line.indent_em
        assert line.width_em <= room + 1e-6 or len(clusters(line.text)) == 1
        assert 0.0 <= line.hang_em <= rules.hang_em + 1e-6
        assert (line.hang_em > 0.0) == (line.kind is Kind.HANGING)
        assert not line.hang_em or line.text[-1] in "、。，．､｡"
        counts = [count for count, _ in line.shifts]
        assert counts == sorted(set(counts))
        assert all(0 < count <= len(line.text) for count in counts)
        width = sum(map(measure, clusters(line.text))) + sum(em for _, em in line.shifts) - line.lead_em
        assert width == pytest.approx(line.width_em + line.hang_em, abs=1e-9)
        assert not line.trail or line.trail.isspace()
        assert line.text[-1:] not in (" ", "\u3000")


def line_break_for_japanese(char: str) -> LineBreak:
    if char in "“‘":
        return LineBreak.OP
    if char in "”’":
        return LineBreak.CL
    kind = line_break(char)
    return LineBreak.ID if kind is LineBreak.AI else kind


@cache
def unicode_breaks(text: str) -> list[int]:
    return list(line_break_breakables(text, property=line_break_for_japanese))


def breaks_outside_unicode(text: str, lines: tuple[Line, ...]) -> list[str]:
    allowed = unicode_breaks(text)
    at, found = 0, []
    for line in lines[:-1]:
        at += len(line.text + line.trail)
        if line.kind is not Kind.FORCED and not allowed[at] and not is_meant(text[at - 1], text[at]):
            found.append(f"{text[max(0, at - 6) : at]}|{text[at : at + 6]}")
    return found


def is_meant(before: str, after: str) -> bool:
    if before.isspace():
        return after in "・･-" or (before == "\u3000" and after in "'\"")
    kinds = line_break_for_japanese(before), line_break_for_japanese(after)
    closing = (LineBreak.CL, LineBreak.CP)
    return kinds == (LineBreak.PO, LineBreak.OP) or (kinds[0] in closing and kinds[1] is LineBreak.PR)


@pytest.mark.parametrize("width_em", range(8, 21))
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_real_report_is_set_without_a_broken_rule_and_nothing_sticks_out(name, width_em):
    for text in TEXTS[name]:
        lines = break_paragraph(text, width_em, measure)
        assert_lines_are_sound(text, lines, width_em, Rules(), 0.0)
        assert all(line.kind is not Kind.FORCED for line in lines)
        assert rules_broken(text, lines) == []
        assert breaks_outside_unicode(text, lines) == []


@pytest.mark.parametrize("width_em", range(8, 21))
def test_figures_of_a_real_report_stay_with_their_counters(width_em):
    parted = [
        (before.text, after.text)
        for text in TEXTS["matrix"]
        for before, after in pairwise(break_paragraph(text, width_em, measure))
        if before.text[-1:].isdigit() and after.text[:1] in "年月日人回名か" and not before.trail
    ]
    assert len(parted) <= 1, parted


def check_a_random_text(text: str, width_em: float, rules: Rules, indent_em: float) -> None:
    indent_em = indent_em if indent_em < width_em else 0.0
    lines = break_paragraph(text, width_em, measure, rules, indent_em)
    assert_lines_are_sound(text, lines, width_em, rules, indent_em)
    assert rules_broken(text, lines) == []
    assert breaks_outside_unicode(text, lines) == []


any_column = {
    "text": random_texts,
    "width_em": st.sampled_from(WIDTHS_EM),
    "rules": st.sampled_from(RULES),
    "indent_em": st.sampled_from([0.0, 1.0, 2.5]),
}


@settings(derandomize=True, max_examples=400, deadline=None)
@given(**any_column)
def test_a_random_text_is_set_without_a_broken_rule(text, width_em, rules, indent_em):
    check_a_random_text(text, width_em, rules, indent_em)


@pytest.mark.proof
@settings(derandomize=True, max_examples=20_000, deadline=None)
@given(**any_column)
def test_twenty_thousand_random_texts_are_set_without_a_broken_rule(text, width_em, rules, indent_em):
    check_a_random_text(text, width_em, rules, indent_em)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.sampled_from("漢字仮名、。「」・ー※A1 　"), max_size=40).map("".join), st.sampled_from(WIDTHS_EM))
def test_a_line_is_forced_only_where_no_end_that_fits_is_free(text, width_em):
    lines = break_paragraph(text, width_em, measure)
    start = 0
    for line in lines:
        if line.kind is Kind.FORCED:
            assert not free_ends(text, start, width_em)
        start += len(line.text + line.trail)


def free_ends(text: str, start: int, width_em: float) -> list[int]:
    """Ends after ``start`` that fit even with no mark squeezed and that neither judge objects to."""
    allowed = unicode_breaks(text)
    ends = [at for at in range(start + 1, len(text)) if allowed[at] and not text[at - 1].isspace()]
    return [
        at
        for at in ends
        if sum(map(measure, text[start:at])) <= width_em
        and text[start:at].strip()
        and not violations(text, [text[:at], text[at:]])
    ]
