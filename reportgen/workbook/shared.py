"""What the cells of all sheets refer to: shared strings, and number formats by style.

Comes in: the two parts as streams. Goes out: lists in the order in which cells count them. Of the styles nothing else
is read, so that styles which Excel repairs in silence are no obstacle here either.

Source: ECMA-376 part 1, 18.4 (shared strings), 18.8.10 (cellXfs), 18.8.30 (numFmt), 22.9.2.19 (ST_Xstring).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Final

from reportgen.workbook.events import local_name, send_events
from reportgen.workbook.shown import BUILT_IN

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cells refer to outside their sheet: shared strings, number formats by style id, and the calendar."""

    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool


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


def read_strings(stream: IO[bytes]) -> list[str]:
    """Return the shared strings: plain text and runs, never the phonetic guide (rPh)."""
    target = _StringsTarget()
    send_events(stream, target)
    return target.strings


def read_formats(stream: IO[bytes]) -> list[str]:
    """Return the number format of every cell style."""
    target = _StylesTarget()
    send_events(stream, target)
    return [target.own.get(key) or BUILT_IN.get(int(key), "General") for key in target.keys]


class _StringsTarget:
    """Receives the events of the shared strings."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._inside = self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        match local_name(tag):
            case "si":
                self._pieces = []
            case "t":
                self._inside = not self._phonetic
            case "rPh":
                self._phonetic = True

    def data(self, text: str, /) -> None:
        if self._inside:
            self._pieces.append(text)

    def end(self, tag: str, /) -> None:
        match local_name(tag):
            case "si":
                self.strings.append(decode("".join(self._pieces)))
            case "t":
                self._inside = False
            case "rPh":
                self._phonetic = False

    def close(self) -> None:
        pass


class _StylesTarget:
    """Receives the events of the styles: ``own`` formats by id, and the id of each cell style in ``keys``."""

    def __init__(self) -> None:
        self.own: dict[str, str] = {}
        self.keys: list[str] = []
        self._inside = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        match local_name(tag):
            case "numFmt":
                self.own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "cellXfs":
                self._inside = True
            case "xf" if self._inside:
                self.keys.append(attributes.get("numFmtId", "0"))

    def data(self, text: str, /) -> None:
        pass

    def end(self, tag: str, /) -> None:
        if local_name(tag) == "cellXfs":
            self._inside = False

    def close(self) -> None:
        pass
