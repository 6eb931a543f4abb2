"""Several files in one zip, read as if somebody had unpacked it.

Comes in: the files as they arrived. Goes out: the same files, with the contents of every zip in its place under
``…/まとめ.zip/回答_保育課.xlsx``, and findings for what could not be unpacked (F09, F20). A workbook is a zip as well;
what has the parts of an Office package stays whole. Limits are held before anything is unpacked. Nothing is written,
so a path inside the zip leads nowhere.

Source: APPNOTE.TXT 4.4.4 (bit 11: the name is UTF-8), 4.4.17 (names).
"""

import hashlib
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final

from reportgen.collect.container import is_left_out, too_large
from reportgen.findings.finding import Finding
from reportgen.place import Place
from reportgen.workbook.package import BROKEN, MAX_PARTS, MAX_RATIO, MAX_TOTAL_BYTES

_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1
_OFFICE: Final = re.compile(
    r"\[content_types\]\.xml|mimetype|content\.xml|(?:xl|word|ppt)/[^/]+\.(?:xml|bin)", re.IGNORECASE
)
_SMALL_BYTES: Final = 1_000_000


def unpacked(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Return the files with those of every zip in its place, and what is to be said about the zips.

    A zip inside a zip is not opened (F20a), nor one with a password (F20b) or beyond the limits (F09); a broken one is
    left as it is, for whoever opens it to say so.
    """
    found: dict[str, bytes] = {}
    findings: list[Finding] = []
    for file, data in files.items():
        archive = _archive(data)
        if archive is None:
            found[file] = data
            continue
        with archive:
            place = Place(file, hashlib.sha256(data).hexdigest())
            refused = _refusal(archive, place)
            if refused is not None:
                findings.append(refused)
                continue
            try:
                inside = dict(_contents(archive, file))
            except BROKEN:
                findings.append(Finding(code="F20c", place=place))
                continue
        for name, content in inside.items():
            if _archive(content) is None:
                found[name] = content
            else:
                place = Place(name, hashlib.sha256(content).hexdigest())
                findings.append(Finding(code="F20a", place=place))
    return found, tuple(findings)


def _archive(data: bytes) -> zipfile.ZipFile | None:
    """Return the zip, or ``None`` for anything else: a workbook, another Office file, an empty or broken zip."""
    if not data.startswith(b"PK"):
        return None
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = [name.replace("\\", "/") for name in archive.namelist()]
    except BROKEN:
        return None
    if any(_OFFICE.fullmatch(name) for name in names) or not any(map(_is_file, names)):
        return None
    return archive


def _is_file(name: str) -> bool:
    return not name.endswith("/") and not is_left_out(name)


def _refusal(archive: zipfile.ZipFile, place: Place) -> Finding | None:
    entries = [entry for entry in archive.infolist() if _is_file(_name(entry))]
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return Finding(code="F20b", place=place)
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        return too_large(place)
    dense = any(entry.file_size > max(_SMALL_BYTES, MAX_RATIO * entry.compress_size) for entry in entries)
    return Finding(code="F09b", place=place) if dense or len(entries) > MAX_PARTS else None


def _contents(archive: zipfile.ZipFile, file: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file with its name; of two of one name the second gets a number, so that neither is lost."""
    taken: set[str] = set()
    for entry in archive.infolist():
        inside = _name(entry)
        if not _is_file(inside):
            continue
        name = f"{file}/{inside}"
        stem, end = posixpath.splitext(name)
        number = 2
        while name in taken:
            name, number = f"{stem} ({number}){end}", number + 1
        taken.add(name)
        yield name, archive.read(entry)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry as whoever packed it saw it.

    Without bit 11 it is that of the sender's system: UTF-8 on a Mac, CP932 on a Japanese Windows.
    """
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        name = _decoded(name.encode("cp437", errors="replace")) or name
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) + ("/" if name.endswith(("/", "\\")) else "")


def _decoded(name: bytes) -> str | None:
    for encoding in ("utf-8", "cp932"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
