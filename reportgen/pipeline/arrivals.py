"""What arrived, file by file: folders walked through, zips unpacked as a run reads them.

Comes in: paths as somebody names them. Goes out: the bytes of each file with its name, or why there are none. Nothing
is written and nothing is judged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.collect.archive import unpacked
from reportgen.collect.container import is_left_out, name_order
from reportgen.errors import UsageError
from reportgen.findings.catalogue import catalogue
from reportgen.workbook.package import MAX_TOTAL_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file. ``name`` is how it was called, with the folder or zip in which it came: まとめ.zip/保育課/回答.xlsx."""

    name: str
    data: bytes


def arrivals(paths: Sequence[Path]) -> Iterator[Arrival | UsageError]:
    """Yield every file, folders in order of names; an error carries the name of the file in ``where``.

    The errors: U01 nothing of that name, U04 it may not be read, U23 it is larger than any form may be, U26 a zip
    within a zip. A zip that cannot be unpacked as a whole is a file like any other: a run says what is the matter.
    """
    for path in paths:
        if not path.exists():
            yield UsageError("U01", str(path), path=path)
            continue
        for file, name in files_of(path):
            yield from _contents(file, name)


def files_of(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield a file, or those below a folder in order of names, each with its name; nobody's answers are left out."""
    if not path.is_dir():
        yield path, path.name
        return
    names = {file.relative_to(path).as_posix(): file for file in path.rglob("*") if file.is_file()}
    for name in sorted(names, key=name_order):
        if not is_left_out(name):
            yield names[name], name


def _contents(file: Path, name: str) -> Iterator[Arrival | UsageError]:
    try:
        if file.stat().st_size > MAX_TOTAL_BYTES:
            yield UsageError("U23", name, limit=MAX_TOTAL_BYTES // 1_000_000)
            return
        data = file.read_bytes()
    except OSError:
        yield UsageError("U04", str(file))
        return
    members, refused = unpacked({name: data})
    if any(finding.place.file == name for finding in refused):
        members, refused = {name: data}, ()
    yield from (Arrival(name=member, data=content) for member, content in members.items())
    words = catalogue()
    for finding in refused:
        yield UsageError("U26", finding.place.file, what=words.what(finding))
