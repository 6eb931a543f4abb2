"""Which characters the codes of a font are: a ToUnicode stream, read strictly.

Comes in: the stream. Goes out: code → text. Only two-byte codes are understood, as Identity-H writes them. Source: ISO
32000-1, 9.10.3; Adobe Technical Note 5014.
"""

import re

from reportgen.proof.reading import Unreadable

_SPACES = re.compile(rb"begincodespacerange\s*((?:<[0-9A-Fa-f]+>\s*)+)endcodespacerange")
_BLOCK = re.compile(rb"(\d+)\s+beginbf(char|range)\s(.*?)endbf(?:char|range)", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>\s*")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])\s*")
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


class CodeTable(dict[int, str]):
    """The text of every code, as ``str.translate`` takes it: codes, read as UTF-16, become text all at once.

    Raises:
        Unreadable: when it is asked for a code that it does not have; ``translate`` would pass over a ``KeyError``.
    """

    def __missing__(self, code: int) -> str:
        """Refuse a code."""
        raise Unreadable("ToUnicode", f"code {code:04X} is no text")


def to_unicode(stream: bytes) -> CodeTable:
    """Return the text of every code.

    Raises:
        Unreadable: an entry that is not well formed, a code given twice, a text that is none (U+0000, U+FEFF,
            U+FFFE, U+FFFF, a lone surrogate).
    """
    spaces = _SPACES.search(stream)
    if spaces is None or _HEX.findall(spaces[1]) != [b"0000", b"FFFF"]:
        raise Unreadable("ToUnicode", "codes are not two bytes")
    table = CodeTable()
    for count, kind, block in _BLOCK.findall(stream):
        pairs = _chars(block) if kind == b"char" else _ranges(block)
        if len(pairs) < int(count):
            raise Unreadable("ToUnicode", f"{len(pairs)} entries where {count.decode()} are announced")
        for code, text in pairs:
            if code in table:
                raise Unreadable("ToUnicode", f"code {code:04X} is given twice")
            table[code] = text
    return table


def _chars(block: bytes) -> list[tuple[int, str]]:
    _check_whole(_CHAR, block)
    return [(int(code, 16), _text(text)) for code, text in _CHAR.findall(block)]


def _ranges(block: bytes) -> list[tuple[int, str]]:
    _check_whole(_RANGE, block)
    found: list[tuple[int, str]] = []
    for first, last, start, listed in _RANGE.findall(block):
        codes = range(int(first, 16), int(last, 16) + 1)
        if start:
            text = _text(start)
            found += [(code, text[:-1] + chr(ord(text[-1]) + step)) for step, code in enumerate(codes)]
        else:
            found += zip(codes, map(_text, _HEX.findall(listed)), strict=True)
    return found


def _check_whole(entry: re.Pattern[bytes], block: bytes) -> None:
    rest = entry.sub(b"", block).strip()
    if rest:
        raise Unreadable("ToUnicode", f"no entry: {rest[:40].decode('latin-1')}")


def _text(digits: bytes) -> str:
    try:
        text = bytes.fromhex(digits.decode("ascii")).decode("utf-16-be")
    except ValueError:
        raise Unreadable("ToUnicode", f"<{digits.decode('ascii')}> is no UTF-16") from None
    if not text or any(c in "\x00\ufeff\ufffe\uffff" for c in text):
        raise Unreadable("ToUnicode", f"<{digits.decode('ascii')}> is no text")
    return text
