"""What the cells of all sheets refer to: shared strings, and by style number formats and whether words are struck out.

Comes in: the two parts as streams. Goes out: lists in the order in which cells count them. Of the styles nothing else
is read, so that styles which Excel repairs in silence are no obstacle here either.

Source: ECMA-376 part 1, 18.4 (shared strings; 18.4.10 strike), 18.8.10 (cellXfs), 18.8.22 (font), 18.8.30 (numFmt),
22.9.2.19 (ST_Xstring).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

from reportgen.workbook.events import local_name, send_events
from reportgen.workbook.shown import BUILT_IN

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cells refer to outside their sheet: shared strings, number formats by style id, and the calendar.

    ``struck`` holds what is struck out of a string by its number; ``struck_styles`` strike out a whole cell.
    """

    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool
    struck: Mapping[int, str] = field(default_factory=dict)
    struck_styles: frozenset[int] = frozenset()


def is_on(attributes: Mapping[str, str]) -> bool:
    """Say whether a property such as ``strike`` holds; its presence alone says so (ECMA-376 part 1, 18.8.2)."""
    return attributes.get("val", "1") not in ("0", "false")


def decode(text: str) -> str:
    r"""Return a stored text as typed: ``_xHHHH_`` is the character it stands for, every line end is ``\n``.

    Surrogates and non-characters stay as they are written, since no text can hold them.
    """
    if "_x" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code == 0 or 0xD800 <= code <= 0xDFFF or code >= 0xFFFE else chr(code)


def read_strings(stream: IO[bytes]) -> tuple[list[str], dict[int, str]]:
    """Return the shared strings (plain text and runs, never the phonetic guide rPh), and what is struck out of them."""
    target = _StringsTarget()
    send_events(stream, target)
    return target.strings, target.struck


def read_formats(stream: IO[bytes]) -> tuple[list[str], frozenset[int]]:
    """Return the number format of every cell style, and the styles whose font is struck out."""
    target = _StylesTarget()
    send_events(stream, target)
    struck = frozenset(style for style, font in enumerate(target.fonts) if font in target.struck_fonts)
    return [target.own.get(key) or BUILT_IN.get(int(key), "General") for key in target.keys], struck


class _StringsTarget:
    """Receives the events of the shared strings."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.struck: dict[int, str] = {}
        self._pieces: list[str] = []
        self._struck_pieces: list[str] = []
        self._inside = self._phonetic = self._strikes = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        match local_name(tag):
            case "si":
                self._pieces, self._struck_pieces = [], []
            case "r":
                self._strikes = False
            case "strike":
                self._strikes = is_on(attributes)
            case "t":
                self._inside = not self._phonetic
            case "rPh":
                self._phonetic = True

    def data(self, text: str, /) -> None:
        if self._inside:
            self._pieces.append(text)
            if self._strikes:
                self._struck_pieces.append(text)

    def end(self, tag: str, /) -> None:
        match local_name(tag):
            case "si":
                if self._struck_pieces:
                    self.struck[len(self.strings)] = decode("".join(self._struck_pieces))
                self.strings.append(decode("".join(self._pieces)))
            case "r":
                self._strikes = False
            case "t":
                self._inside = False
            case "rPh":
                self._phonetic = False

    def close(self) -> None:
        pass


class _StylesTarget:
    """Receives the events of the styles: ``own`` formats by id; of each cell style the id in ``keys``, and its font."""

    def __init__(self) -> None:
        self.own: dict[str, str] = {}
        self.keys: list[str] = []
        self.fonts: list[str] = []
        self.struck_fonts: set[str] = set()
        self._inside = self._in_fonts = False
        self._font = -1

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        match local_name(tag):
            case "numFmt":
                self.own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "cellXfs":
                self._inside = True
            case "xf" if self._inside:
                self.keys.append(attributes.get("numFmtId", "0"))
                self.fonts.append(attributes.get("fontId", "0"))
            case "fonts":
                self._in_fonts = True
            case "font" if self._in_fonts:
                self._font += 1
            case "strike" if self._in_fonts and is_on(attributes):
                self.struck_fonts.add(str(self._font))

    def data(self, text: str, /) -> None:
        pass

    def end(self, tag: str, /) -> None:
        match local_name(tag):
            case "cellXfs":
                self._inside = False
            case "fonts":
                self._in_fonts = False

    def close(self) -> None:
        pass
