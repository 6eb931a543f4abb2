"""What is asked about a text that stays as it was typed.

Comes in: a cleaned text, and the layout's rules. Goes out: remarks. One finding for one cause: a text that only points
elsewhere (C16) is not called short as well. The words that are looked for stand in ``questions.toml``.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from reportgen.japanese.classes import clusters
from reportgen.japanese.invisible import code_point, is_private
from reportgen.japanese.width import fold
from reportgen.plan.schema import Field, Rules
from reportgen.validate.remark import Remark
from reportgen.validate.wraps import cut_off

_MISREAD: Final = re.compile(
    "\ufffd|(?:[縺繧繝][^\\s、。]){3,}|(?:[\u00c2-\u00ef][\u0080-\u00bf\u0152-\u2122]{1,2}){3,}"
)
"""U+FFFD; UTF-8 read as CP932 (縺, 繧, 繝 begin every kana); UTF-8 read as Latin letters."""
_KANJI: Final = "\u3400-\u4dbf\u4e00-\u9fff々"
_SPACED: Final = re.compile(f"(?<![^\\s、。（「])[{_KANJI}](?:[ \u3000]+[{_KANJI}])+(?![^\\s、。）」])")
_MARK: Final = re.compile(r"^[\s・･○●※★☆]+|[\s。．.]+$")
_DIGIT, _DASH = "[0-9０-９]", "[-－−‐–ー]"
_PERSONAL: Final = (
    re.compile(
        rf"(?<!{_DIGIT})[0０]{_DIGIT}{{1,4}}[-－−‐–ー(（]{_DIGIT}{{1,4}}[-－−‐–ー)）]{_DIGIT}{{3,4}}(?!{_DIGIT})"
    ),
    re.compile(rf"(?<!{_DIGIT})[0０][5-9５-９][0０]{_DIGIT}{{8}}(?!{_DIGIT})"),
    re.compile(r"[A-Za-z0-9._%+\-]+[@＠][A-Za-z0-9.\-]+\.[A-Za-z]{2,}"),
    re.compile(rf"[^\s、。]{{0,12}}{_DIGIT}+丁目{_DIGIT}+(?:番(?:地)?(?:{_DIGIT}+号?)?|{_DASH}{_DIGIT}+)"),
    re.compile(rf"[^\s、。]{{0,12}}{_DIGIT}+番地(?:の?{_DIGIT}+)?"),
)
"""Telephone with its parts, mobile telephone without, e-mail, and addresses with 丁目 or 番地."""


def questions(text: str, asked: Field, rules: Rules) -> tuple[Remark, ...]:
    """Return what is asked about a text: C16, C18, C23, T08b, T08c, T09, T12, T15."""
    return tuple(_questions(text, asked, rules))


def _questions(text: str, asked: Field, rules: Rules) -> Iterator[Remark]:
    elsewhere = [line for line in text.split("\n") if _points_elsewhere(line)]
    if elsewhere:
        yield Remark("C16", {"words": "」「".join(elsewhere)})
    elif len(clusters(text)) < rules.short:
        yield Remark("C18a" if asked.example else "C18b", {"count": str(len(clusters(text))), "example": asked.example})
    personal = [found[0] for pattern in _PERSONAL for found in pattern.finditer(text)]
    if personal:
        yield Remark("C23", {"words": "」「".join(dict.fromkeys(personal))})
    wrapped = cut_off(text) if asked.kind == "text" else ()
    if wrapped:
        yield Remark("T08b", {"words": "」「".join(line[-10:] for line in wrapped)})
    spaced = [found[0] for found in _SPACED.finditer(text)]
    if spaced:
        yield Remark("T08c", {"words": "」「".join(dict.fromkeys(spaced))})
    yield from _about_characters(text)


def _about_characters(text: str) -> Iterator[Remark]:
    signs = [sign for sign in _signs() if sign in text]
    if signs:
        yield Remark("T09", {"signs": "」「".join(signs), "words": "」「".join(_signs()[sign] for sign in signs)})
    private = list(dict.fromkeys(filter(is_private, text)))
    if private:
        yield Remark("T12", {"chars": "".join(private), "codes": "、".join(map(code_point, private))})
    misread = _MISREAD.findall(text)
    if misread:
        yield Remark("T15", {"count": str(sum(map(len, misread)))})


def _points_elsewhere(line: str) -> bool:
    """Say whether a line says nothing but that something is said elsewhere; its mark and full stop do not count."""
    return fold(_MARK.sub("", line)) in _elsewhere()


@cache
def _words() -> Mapping[str, object]:
    return tomllib.loads(files("reportgen.validate").joinpath("questions.toml").read_text(encoding="utf-8"))


@cache
def _elsewhere() -> frozenset[str]:
    found = _words()["elsewhere"]
    assert isinstance(found, list)
    return frozenset(fold(word) for word in found)


@cache
def _signs() -> Mapping[str, str]:
    found = _words()["signs"]
    assert isinstance(found, dict)
    return found
