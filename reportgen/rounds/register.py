"""The register of what arrived (受付簿): one line a file, only ever added to.

Comes in: the bytes of the register, or what is to be noted. Goes out: its entries, or the bytes of one more line; who
writes them is ``pipeline``. A run never reads it: the same submissions make the same report, whatever stands here.

The file is CSV as Excel opens it: UTF-8 with a byte order mark, CRLF, every cell in quotation marks. A cell that a
spreadsheet could take for a formula begins with an apostrophe, which is taken away in reading (OWASP, CSV Injection).
No cell holds a line break, so a line that was cut off by an interruption spoils no other.
"""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from reportgen.errors import UsageError

_MARK: Final = b"\xef\xbb\xbf"
_END: Final = "\r\n"
_BREAKS: Final = "\x7f\x85\u2028\u2029"
_FORMULA: Final = "=+-@＝＋－＠'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file. ``stored`` is its POSIX path below ``submissions``; ``round`` is 0 where the file says nothing."""

    number: int
    received: str
    original: str
    stored: str
    sha256: str
    submitter: str
    round: int
    version: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What stands in a register. ``ends_whole`` is false when its last line was cut off."""

    entries: tuple[Entry, ...] = ()
    ends_whole: bool = True

    @property
    def next_number(self) -> int:
        """The number of the next file; a number is never given twice."""
        return max((entry.number for entry in self.entries), default=0) + 1


def read_register(data: bytes, where: str = "") -> Register:
    """Return the entries of a register; no bytes are an empty one, and a line that was cut off is left out.

    Raises:
        UsageError: U19 for a file that is no register of ours or is not UTF-8: Excel saves CSV otherwise by itself.
    """
    if not data:
        return Register()
    first, *lines = data.removeprefix(_MARK).split(b"\n")
    if _cells(first) != tuple(_words()["columns"].values()) and data != _MARK:
        raise UsageError("U19", where)
    entries = (_entry(_cells(line)) for line in lines)
    return Register(entries=tuple(entry for entry in entries if entry), ends_whole=data.endswith(b"\n"))


def heading() -> bytes:
    """Return the beginning of a new register."""
    return _MARK + _line(_words()["columns"].values())


def line_of(entry: Entry) -> bytes:
    """Return the line of one file, with its end."""
    return _line("" if cell == 0 else str(cell) for cell in astuple(entry))


def result(key: str, **facts: object) -> str:
    """Return what is noted as 結果. An unknown key is a fault of ours and raises ``KeyError``."""
    return _words()["result"][key].format(**facts)


def _line(cells: Iterable[str]) -> bytes:
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator=_END).writerow(_guarded(cell) for cell in cells)
    return target.getvalue().encode("utf-8", "backslashreplace")


def _guarded(cell: str) -> str:
    """Return a text in one line that no spreadsheet takes for a formula."""
    text = "".join(" " if c < " " or c in _BREAKS else c for c in cell)
    return f"'{text}" if text.lstrip()[:1] in tuple(_FORMULA) else text


def _cells(line: bytes) -> tuple[str, ...]:
    """Return the cells of one line; empty for a line that is damaged."""
    try:
        rows = list(csv.reader([line.decode("utf-8").rstrip("\r")], strict=True))
    except (UnicodeDecodeError, csv.Error):
        return ()
    return tuple(cell.removeprefix("'") for cell in rows[0]) if rows else ()


def _entry(cells: tuple[str, ...]) -> Entry | None:
    if len(cells) != len(_words()["columns"]) or not _is_number(cells[0]) or not cells[-1]:
        return None  # the last cell of every line of ours says something
    number, received, original, stored, sha256, submitter, of_round, version, told = cells
    return Entry(
        number=int(number),
        received=received,
        original=original,
        stored=stored,
        sha256=sha256,
        submitter=submitter,
        round=int(of_round) if _is_number(of_round) else 0,
        version=version,
        result=told,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("reportgen.rounds").joinpath("register.toml").read_text(encoding="utf-8"))
