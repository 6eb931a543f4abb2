"""What a page paints, mark by mark: a strict scanner of content streams.

Comes in: a page. Goes out: the text of every mark in paint order, what stands at the foot of the page, and what was
painted outside of marks or so that nobody sees it. It understands the operators of a plain report and refuses all
others; a report needs no transparency, no clipping, no scaling and no pictures. One match is one whole statement, so a
page of 40 rows costs a millisecond.
Source: ISO 32000-1, 7.8.2, 9.4 and 14.6.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from reportgen.proof.pdf_file import PdfFont, PdfPage
from reportgen.proof.reading import Fault, Unreadable
from reportgen.proof.to_unicode import CodeTable, to_unicode

_NUMBER = rb"[-+]?+(?:\d++\.?+\d*+|\.\d++)"
_STRING = rb"(?:\((?:[^()\\]++|\\[\s\S])*+\)|<[0-9A-Fa-f\s]*+>)"
_NAME = rb"/[^\s()<>\[\]{}/%]++"
_PIECES = rb"\[(?:\s*+(?:%b|%b))*+\s*+\]" % (_STRING, _NUMBER)
_LINE = rb"1\ 0\ 0\ 1\ %b\s++%b\s++Tm\s*+(?:%b\s*+Tj|%b\s*+TJ)" % (_NUMBER, _NUMBER, _STRING, _PIECES)
_BEGIN, _MARK = rb"%b\s*+<<\s*+/MCID\s++" % _NAME, rb"\s*+>>\s*+BDC"
_STATEMENT: Final = re.compile(
    rb"""\s*+(?:
      %(begin)s(?P<number>\d++)%(mark)s\s++BT\s++(?P<text>%(line)s(?:\s++%(line)s)*+)\s++ET\s++(?P<whole>EMC)
    | (?:BT\s++)?(?P<lines>%(line)s(?:\s++%(line)s)*+)
    | (?:BT\s++)?(?P<move>(?:%(number)s\s++){6})Tm
    | (?P<show>%(string)s)\s*+Tj
    | (?P<array>%(pieces)s)\s*+TJ
    | %(begin)s(?P<mcid>\d++)%(mark)s
    | (?:ET\s++)?(?P<end>EMC)
    | (?:BT\s++)?(?P<font>%(name)s)\s++(?P<size>%(number)s)\s++Tf
    | (?P<colour>(?:%(number)s\s++)++)(?:g|rg)
    | (?P<path>(?:(?:%(number)s\s++)*+(?:re|m|l|w|J|j|i|G|RG|BT|ET|n)(?:\s++|$))++)
    | (?P<paint>S|s|f\*?|F|B\*?|b\*?)
    | (?P<mode>%(number)s)\s++Tr
    | /Artifact\s*+(?:<<[^<>]*+>>\s*+BDC|BMC)(?P<artifact>)
    | /Span\s*+<<\s*+/ActualText\s*+(?P<actual>%(string)s)\s*+>>\s*+BDC
    )(?:(?<=\s)|(?=[\s\[(<]|$))"""
    % {
        b"number": _NUMBER,
        b"string": _STRING,
        b"name": _NAME,
        b"pieces": _PIECES,
        b"line": _LINE,
        b"begin": _BEGIN,
        b"mark": _MARK,
    },
    re.VERBOSE,
)
"""One statement; its last group names it. Lines that follow each other are one, and so is a mark that holds nothing
else: nearly all text is so."""
_PLACED: Final = re.compile(
    rb"1 0 0 1 (%b)\s+(%b)\s+Tm\s*(?:\(([^()\\\r]*+)\)\s*Tj|(%b)\s*Tj|(%b))" % (_NUMBER, _NUMBER, _STRING, _PIECES)
)
"""One of such lines: where it begins; its text if it needs no decoding; the string; the array."""
_PIECE: Final = re.compile(_STRING)
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])|\r\n?")
_ESCAPED: Final = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_INVISIBLE_MODES: Final = (b"3", b"7")
"""Text rendering modes that paint nothing (9.3.6)."""


@dataclass(slots=True)
class Mark:
    """One marked-content sequence: its number, its page from 1, its text, and where that begins, in points.

    White space at line ends is part of the text.
    """

    mcid: int
    page: int
    text: str = ""
    place: tuple[float, float] | None = None


class Content(NamedTuple):
    """What a page paints: its marks, what is wrong with it, and the text at its foot, which is an artifact."""

    marks: list[Mark]
    faults: list[Fault]
    footer: str


class Codes:
    """The tables of all fonts, each read once."""

    def __init__(self) -> None:
        self._tables: dict[PdfFont, CodeTable] = {}

    def of(self, font: PdfFont) -> CodeTable:
        """Return what the codes of a font are.

        Raises:
            Unreadable: a font without ToUnicode, or one whose codes are not two bytes.
        """
        if font not in self._tables:
            if font.encoding != "/Type0 /Identity-H" or font.to_unicode is None:
                raise Unreadable(f"font {font.name}", f"{font.encoding}: its codes are no text")
            self._tables[font] = to_unicode(font.to_unicode)
        return self._tables[font]


def scan(page: PdfPage, codes: Codes) -> Content:
    """Return the marks of a page in paint order, what is wrong with its content, and the text at its foot.

    Raises:
        Unreadable: an operator that a plain report does not use, a code that is no text, marks that do not close.
    """
    return _Scanner(page, codes).run()


class _Scanner:
    def __init__(self, page: PdfPage, codes: Codes) -> None:
        self._page, self._codes = page, codes
        self._marks: list[Mark] = []
        self._footer = Mark(-1, page.number)
        self._faults: list[Fault] = []
        self._stack: list[Mark | str | None] = []
        self._table: CodeTable | None = None
        self._place = (0.0, 0.0)
        self._white = self._invisible = False

    def run(self) -> Content:
        content, end, match = self._page.content, 0, _STATEMENT.match
        act: dict[str, Callable[[re.Match[bytes]], None]] = {
            "whole": self._whole, "lines": self._lines, "move": self._move, "show": self._show, "array": self._array,
            "mcid": self._begin, "end": self._end, "size": self._font, "colour": self._colour, "path": self._pass,
            "paint": self._paint, "mode": self._mode, "artifact": self._artifact, "actual": self._actual,
        }  # fmt: skip
        length = len(content.rstrip())
        while end < length:
            statement = match(content, end)
            if statement is None:
                raise Unreadable(self._where, f"no statement: {content[end : end + 40]!r}")
            act[statement.lastgroup or ""](statement)
            end = statement.end()
        if self._stack:
            raise Unreadable(self._where, "a mark is not closed")
        return Content(self._marks, list(dict.fromkeys(self._faults)), self._footer.text)

    @property
    def _where(self) -> str:
        return f"page {self._page.number}"

    def _fault(self, what: str) -> None:
        self._faults.append(Fault(self._where, what))

    # ── marks ───────────────────────────────────────────────────────────────────────────────────────────
    def _whole(self, statement: re.Match[bytes]) -> None:
        self._open(int(statement["number"]))
        self._show_lines(statement["text"])
        self._stack.pop()

    def _begin(self, statement: re.Match[bytes]) -> None:
        self._open(int(statement["mcid"]))

    def _open(self, mcid: int) -> None:
        if self._stack:
            self._fault(f"mark {mcid} inside another mark")
        mark = Mark(mcid, self._page.number)
        self._marks.append(mark)
        self._stack.append(mark)

    def _artifact(self, statement: re.Match[bytes]) -> None:
        if self._stack:
            self._fault("an artifact inside a mark")
        self._stack.append(self._footer if b"/Footer" in statement[0] else None)

    def _actual(self, statement: re.Match[bytes]) -> None:
        if not self._stack or isinstance(self._stack[-1], str):
            raise Unreadable(self._where, "a text of its own outside of a mark")
        data = _decoded(statement["actual"])
        if data[:2] != b"\xfe\xff":
            raise Unreadable(self._where, "a text of its own that is no UTF-16")
        text = data[2:].decode("utf-16-be")
        self._say(text)
        self._stack.append(text)

    def _end(self, statement: re.Match[bytes]) -> None:
        if not self._stack:
            raise Unreadable(self._where, "EMC without a mark")
        self._stack.pop()

    # ── text ────────────────────────────────────────────────────────────────────────────────────────────
    def _font(self, statement: re.Match[bytes]) -> None:
        name = statement["font"].decode("latin-1")
        if name not in self._page.fonts:
            raise Unreadable(self._where, f"font {name} is not there")
        self._table = self._codes.of(self._page.fonts[name])
        if float(statement["size"]) < 1.0:
            self._fault("text too small to be seen")

    def _mode(self, statement: re.Match[bytes]) -> None:
        self._invisible = statement["mode"] in _INVISIBLE_MODES

    def _lines(self, statement: re.Match[bytes]) -> None:
        self._show_lines(statement["lines"])

    def _show_lines(self, text: bytes) -> None:
        """Show lines, each in its place."""
        lines = _PLACED.findall(text)
        places = [(float(line[0]), float(line[1])) for line in lines]
        self._place = places[0]
        self._text([plain or _joined(string or array) for _, _, plain, string, array in lines])
        self._place = places[-1]
        self._check_places(places)

    def _move(self, statement: re.Match[bytes]) -> None:
        scale, _, place = statement["move"].partition(b"1 0 0 1 ")
        if scale or not place:
            raise Unreadable(self._where, "text that is turned or scaled")
        x, y = map(float, place.split())
        self._place = (x, y)
        self._check_places([self._place])

    def _check_places(self, places: list[tuple[float, float]]) -> None:
        width, height = self._page.width_pt, self._page.height_pt
        for x, y in places:
            if not (0.0 <= x <= width and 0.0 <= y <= height):
                self._fault(f"text beside the sheet, at {x:g} {y:g}")

    def _show(self, statement: re.Match[bytes]) -> None:
        """Show text that goes on where the last one ended."""
        self._text([_decoded(statement["show"])])

    def _array(self, statement: re.Match[bytes]) -> None:
        self._text([_joined(statement["array"])])

    def _text(self, strings: list[bytes]) -> None:
        if self._table is None or any([len(string) % 2 for string in strings]):
            raise Unreadable(self._where, "text without a font, or half a code")
        try:
            text = b"".join(strings).decode("utf-16-be").translate(self._table)
        except UnicodeDecodeError:
            raise Unreadable(self._where, "a code between D800 and DFFF, which is no text") from None
        except Unreadable as missing:
            raise Unreadable(self._where, missing.fault.what) from None
        if self._white or self._invisible:
            self._fault(f"text that nobody sees: {text}")
        if not self._stack:
            self._fault(f"text outside of a mark: {text}")
        else:
            self._say(text)

    def _say(self, text: str) -> None:
        """Give text to the mark that is open; other artifacts, and signs that have a text of their own, say nothing."""
        mark = self._stack[-1]
        if isinstance(mark, Mark):
            mark.place = mark.place or self._place
            mark.text += text

    # ── the rest ────────────────────────────────────────────────────────────────────────────────────────
    def _colour(self, statement: re.Match[bytes]) -> None:
        self._white = min(map(float, statement["colour"].split())) >= 1.0

    def _paint(self, statement: re.Match[bytes]) -> None:
        if not self._stack:
            self._fault("a rule or fill outside of a mark")

    def _pass(self, statement: re.Match[bytes]) -> None:
        """Paths are not painted yet; text objects have no look of their own."""


def _joined(array: bytes) -> bytes:
    """Return the bytes of the strings of an array, or of one string."""
    return b"".join(map(_decoded, _PIECE.findall(array)))


def _decoded(string: bytes) -> bytes:
    """Return the bytes of a string, literal or hexadecimal (7.3.4)."""
    if string[:1] == b"<":
        digits = b"".join(string[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    inner = string[1:-1]
    if b"\\" not in inner and b"\r" not in inner:
        return inner
    return _ESCAPE.sub(_unescaped, inner)


def _unescaped(found: re.Match[bytes]) -> bytes:
    escape = found[1]
    if escape is None:
        return b"\n"
    if escape[:1].isdigit():
        return bytes([int(escape, 8) & 0xFF])
    return _ESCAPED.get(escape, escape)
