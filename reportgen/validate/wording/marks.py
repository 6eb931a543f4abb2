"""Signs: punctuation, brackets, widths of digits (L01, L02, L06, L08, L10, L11, L12, L13).

Comes in: a passage. Goes out: hits. Needs no dictionary. Source: 公用文作成の考え方（令和4年1月7日、文化審議会建議）
for 、 and 。, for digits and か所; brackets and widths are house style.
"""

import re
from collections.abc import Iterator
from typing import Final

from reportgen.validate.corpus import Passage
from reportgen.validate.desk import Desk, Hit, TextRule
from reportgen.validate.wording.sentences import Ending, tail_of, without_bracket

_URL: Final = re.compile(r"(?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+")
_COMMA: Final = re.compile(r"(?<![0-9０-９A-Za-zＡ-Ｚａ-ｚ])[，．](?![0-9０-９])|(?<=[ぁ-んァ-ヶ一-龠])[，．]")
_KA: Final = re.compile(r"[0-9０-９一二三四五六七八九十数]([ヶケ箇ヵカ])([所月年国])(?![一-龠]*(?:原|関|崎|谷))")
_RANGE: Final = re.compile(
    r"(?<![0-9０-９、,.])([0-9０-９])、([0-9０-９])(?=か所|ヶ所|カ所|箇所|人|回|日|年|件|名|校|園|か月|週)"
)
_HALF_DIGIT: Final = re.compile(r"[0-9]+")
_FULL_DIGIT: Final = re.compile(r"[０-９]+")
_PAIRS: Final = ("（）", "()", "「」", "『』", "【】", "〔〕", "［］", "[]", "〈〉", "《》")
_NUMBERED: Final = re.compile(r"^[ 　]*[0-9０-９ア-ンa-zA-Z一二三四五六七八九十①-⑳]{1,2}[)）]", re.MULTILINE)
_KANJI_DIGITS: Final = "〇一二三四五六七八九"


def commas(passage: Passage, _: Desk) -> Iterator[Hit]:
    """L01: ，． instead of 、。 outside numbers and addresses."""
    text = _URL.sub("", passage.text)
    yield from (Hit(code="L01", words=text[max(found.start() - 4, 0) : found.end()]) for found in _COMMA.finditer(text))


def full_stops(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L02: lines without 。 at their end.

    A final （…） after a 。 is none, nor is a line of a text that ends in a noun. In a text of statements every line is
    a sentence.
    """
    for line in passage.lines:
        if lacks_full_stop(line) and (passage.listed or tail_of(line).ending is not Ending.NOUN):
            yield Hit(code="L02", words=line)


def lacks_full_stop(line: str) -> bool:
    """Tell whether a line ends neither with 。 nor with a bracket after a 。; a quotation may end for its sentence."""
    line = line.rstrip()
    if not line or line.endswith(("。", "。」", "！", "？")):
        return False
    return not line[len(without_bracket(line)) :].startswith("。")


def many_commas(passage: Passage, _: Desk) -> Iterator[Hit]:
    """L06: four or more 、 in a sentence."""
    yield from (Hit(code="L06", words=one) for one in passage.sentences if without_bracket(one).count("、") >= 4)


def digits(passage: Passage, _: Desk) -> Iterator[Hit]:
    """L08: full- and half-width digits in one cell."""
    text = _URL.sub("", passage.text)
    half, full = _HALF_DIGIT.findall(text), _FULL_DIGIT.findall(text)
    if half and full:
        yield from (Hit(code="L08", words=one) for one in (half[0], full[0]))


def counters(passage: Passage, desk: Desk) -> Iterator[Hit]:
    """L10: 5ヶ所 → 5か所, and L11: 2、3か所 → 二、三か所."""
    for found in _KA.finditer(passage.text):
        if not desk.names.holds(passage.text, *found.span()):
            yield Hit(code="L10", words=found[0], better=found[0].replace(found[1], "か"))
    for found in _RANGE.finditer(passage.text):
        first, last = int(found[1]), int(found[2])
        if last == first + 1 and first:
            yield Hit(code="L11", words=found[0], better=f"{_KANJI_DIGITS[first]}、{_KANJI_DIGITS[last]}")


def brackets(passage: Passage, _: Desk) -> Iterator[Hit]:
    """L12a: a bracket without its partner; L12b: widths of round brackets mixed in one cell."""
    text = _NUMBERED.sub("", passage.text)
    folded = text.replace("（", "(").replace("）", ")")
    for opening, closing in _PAIRS[1:]:
        if folded.count(opening) != folded.count(closing):
            signs = "（…）" if opening == "(" else f"{opening}…{closing}"
            yield Hit(code="L12a", words=signs)
    if {"(", ")"} & set(text) and {"（", "）"} & set(text):
        yield from (Hit(code="L12b", words=one) for one in ("（）", "()"))


def stops_in_brackets(passage: Passage, _: Desk) -> Iterator[Hit]:
    """L13: 。 before a closing bracket."""
    yield from (Hit(code="L13", words=found[0]) for found in re.finditer(r"[^。\n]{0,6}。[」）)』]", passage.text))


RULES: Final = (
    TextRule(codes=("L01",), check=commas),
    TextRule(codes=("L02",), check=full_stops, needs_words=True),
    TextRule(codes=("L06",), check=many_commas),
    TextRule(codes=("L08",), check=digits),
    TextRule(codes=("L10", "L11"), check=counters),
    TextRule(codes=("L12a", "L12b"), check=brackets),
    TextRule(codes=("L13",), check=stops_in_brackets),
)
