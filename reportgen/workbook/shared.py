"""What the cells of all sheets refer to: shared strings with their runs, and by style what decides how words are seen.

Comes in: the two parts as streams. Goes out: lists in the order in which cells count them. Of the styles only number
formats, fonts and fills are read, so that styles which Excel repairs in silence are no obstacle here either.

Source: ECMA-376 part 1, 18.4 (shared strings), 18.8.10 (cellXfs), 18.8.21 (fills), 18.8.22 (font), 18.8.30 (numFmt),
22.9.2.19 (ST_Xstring).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final, TypeVar

from reportgen.workbook.events import local_name, send_events
from reportgen.workbook.runs import USUAL, WHITE, Look, Run, RunsTarget, color_of, is_on
from reportgen.workbook.shown import BUILT_IN

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says about its words. ``ground`` is the colour behind them, ``struck`` strikes them out."""

    number_format: str = "General"
    struck: bool = False
    look: Look = USUAL
    ground: str = WHITE


PLAIN: Final = Style()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cells refer to outside their sheet: shared strings, their runs by number, styles by id, and the calendar."""

    strings: Sequence[str]
    styles: Sequence[Style]
    from_1904: bool
    runs: Mapping[int, Sequence[Run]] = field(default_factory=dict)

    def style(self, number: int) -> Style:
        """Return a style; the plain one where the file has none of that number."""
        return self.styles[number] if 0 <= number < len(self.styles) else PLAIN


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


def read_strings(stream: IO[bytes]) -> tuple[list[str], dict[int, list[Run]]]:
    """Return the shared strings (plain text and runs, never the phonetic guide rPh), and the runs of rich ones."""
    target = _StringsTarget()
    send_events(stream, target)
    return target.strings, target.runs


def read_styles(stream: IO[bytes]) -> list[Style]:
    """Return every cell style, in the order in which cells count them.

    A font or fill that is not there is the plain one.
    """
    target = _StylesTarget()
    send_events(stream, target)
    return [target.style(*keys) for keys in target.keys]


class _StringsTarget:
    """Receives the events of the shared strings."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.runs: dict[int, list[Run]] = {}
        self._rich = RunsTarget()
        self._pieces: list[str] = []
        self._inside = self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        name = local_name(tag)
        self._rich.start(name, attributes)
        match name:
            case "si":
                self._pieces = []
            case "t":
                self._inside = not self._phonetic
            case "rPh":
                self._phonetic = True

    def data(self, text: str, /) -> None:
        if self._inside:
            self._pieces.append(text)
            self._rich.text(text)

    def end(self, tag: str, /) -> None:
        name = local_name(tag)
        self._rich.end(name)
        match name:
            case "si":
                if self._rich.runs:
                    self.runs[len(self.strings)] = decoded_runs(self._rich.runs)
                self.strings.append(decode("".join(self._pieces)))
            case "t":
                self._inside = False
            case "rPh":
                self._phonetic = False

    def close(self) -> None:
        pass


def decoded_runs(runs: Sequence[Run]) -> list[Run]:
    """Return runs with their texts as typed."""
    return [Run(decode(run.text), run.struck, run.look) for run in runs]


class _StylesTarget:
    """Receives the events of the styles: number formats, fonts and fills by id; of each cell style those ids."""

    def __init__(self) -> None:
        self.keys: list[tuple[str, str, str]] = []
        self._formats: dict[str, str] = {}
        self._fonts: list[Run] = []
        self._fills: list[str] = []
        self._list = ""
        self._solid = False

    def style(self, number_format: str, font: str, fill: str) -> Style:
        own = self._formats.get(number_format)
        code = own or BUILT_IN.get(int(number_format), "General")
        words = _at(self._fonts, font) or Run()
        return Style(code, words.struck, words.look or USUAL, _at(self._fills, fill) or WHITE)

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        name = local_name(tag)
        match name:
            case "numFmt" if self._list != "dxfs":
                self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "cellXfs" | "fonts" | "fills" | "dxfs":
                self._list = name
            case "xf" if self._list == "cellXfs":
                ids = (attributes.get(key, "0") for key in ("numFmtId", "fontId", "fillId"))
                self.keys.append((next(ids), next(ids), next(ids)))
            case "font" if self._list == "fonts":
                self._fonts.append(Run(look=USUAL))
            case "fill" if self._list == "fills":
                self._fills.append(WHITE)
            case "patternFill":
                self._solid = attributes.get("patternType") == "solid"
            case "fgColor" if self._list == "fills" and self._fills and self._solid:
                self._fills[-1] = color_of(attributes)
            case "strike" | "b" | "color" if self._list == "fonts" and self._fonts:
                self._dress(self._fonts[-1], name, attributes)

    def _dress(self, font: Run, name: str, attributes: Mapping[str, str]) -> None:
        look = font.look or USUAL
        match name:
            case "strike":
                font.struck = is_on(attributes)
            case "b":
                font.look = look._replace(bold=is_on(attributes))
            case _:
                font.look = look._replace(color=color_of(attributes))

    def data(self, text: str, /) -> None:
        pass

    def end(self, tag: str, /) -> None:
        if local_name(tag) == self._list:
            self._list = ""

    def close(self) -> None:
        pass


_Kept = TypeVar("_Kept")


def _at(kept: Sequence[_Kept], number: str) -> _Kept | None:
    """Return what a style refers to by its number, or ``None`` where the file has none of it."""
    return kept[int(number)] if number.isdecimal() and int(number) < len(kept) else None
