"""Kinsoku seen with other eyes: which ends of lines break a rule of JLREQ or of the house.

Takes a paragraph and the lines somebody made of it (ours, or read back from a PDF), with or without the white space
at their ends, and walks both. The sets are written from JLREQ appendix A and share nothing with the breaker.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_START = {
    "closing bracket": "’”）〕］｝〉》」』】｠⦆〙〗»〟)]}｣",
    "stop or comma": "。．、，｡､",
    "hyphen": "‐〜゠–～",
    "dividing mark": "！？‼⁇⁈⁉!?",
    "middle dot": "・：；･",
    "iteration mark": "々〻ヽヾゝゞ",
    "long vowel": "ーｰ",
    "small kana": "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    + "".join(map(chr, range(0x31F0, 0x3200)))
    + "".join(map(chr, range(0xFF67, 0xFF70))),
    "unit": "％%‰°′″℃￠¢㎡㎝㎞㎏㎎㏄",
    "voiced mark": "゛゜ﾞﾟ",
}
_END = {
    "opening bracket": "‘“（〔［｛〈《「『【｟⦅〘〖«〝([{｢",
    "currency or number sign": "￥¥＄$￡£€№＃",
    "list mark": "※★☆●○◎◇◆□■▲△▼▽" + "".join(map(chr, range(0x2460, 0x2474))),
}
_HOLDS_ACROSS_SPACE = ("closing bracket", "stop or comma", "dividing mark")
_INSEPARABLE = "—―…‥"
_WHITE = (" ", "\t", "\u3000")
_LIST_MARKS = "・･-"
_ERA = re.compile(r"(?:令和|平成|昭和)(?:[0-9０-９]|元年)")


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that is broken at the end of line ``line`` (from 0), and the text around."""

    line: int
    rule: str
    around: str


def violations(source: str, lines: Sequence[str]) -> list[Violation]:
    """Return every broken rule; ``lost text`` when the lines do not hold the characters of the source in order."""
    found: list[Violation] = []
    at = 0
    for number, line in enumerate(lines):
        if number and line[:1] in _WHITE and line.strip():
            found.append(Violation(number - 1, "white space starts a line", line[:8]))
        for char in line:
            if char.isspace():
                continue
            while at < len(source) and source[at].isspace():
                at += 1
            if source[at : at + 1] != char:
                return [*found, Violation(number, "lost text", line)]
            at += 1
        if number + 1 < len(lines):
            around = f"{source[max(0, at - 6) : at]}|{source[at : at + 6]}"
            found += [Violation(number, rule, around) for rule in _broken(source, at)]
    if source[at:].strip():
        found.append(Violation(len(lines), "lost text", source[at:]))
    return found


def _broken(source: str, end: int) -> list[str]:
    following = end
    while following < len(source) and source[following].isspace():
        following += 1
    if end <= 0 or following >= len(source):
        return []
    before, after, touching = source[end - 1], source[following], following == end
    rules = [rule for rule, chars in _START.items() if after in chars and (touching or rule in _HOLDS_ACROSS_SPACE)]
    rules += [rule for rule, chars in _END.items() if before in chars and (touching or rule == "opening bracket")]
    if touching:
        rules += _broken_between(source, end)
    return rules


def _broken_between(source: str, at: int) -> list[str]:
    before, after = source[at - 1], source[at]
    rules = []
    if before in _INSEPARABLE and before == after:
        rules.append("inseparable")
    if _in_word(before) and _in_word(after):
        rules.append("word")
    if unicodedata.category(after) in ("Mn", "Me") or "\u200d" in (before, after):
        rules.append("cluster")
    if any(match.start() < at < match.end() for match in _ERA.finditer(source)):
        rules.append("era year")
    if before in _LIST_MARKS and (at == 1 or source[at - 2].isspace()):
        rules.append("list mark")
    return rules


def _in_word(char: str) -> bool:
    folded = unicodedata.normalize("NFKC", char)
    return (
        char not in _START["unit"]
        and len(folded) == 1
        and folded.isascii()
        and folded.isalnum()
        and (char.isascii() or "０" <= char <= "ｚ")
    )
