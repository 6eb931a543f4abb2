"""The package around the sheets: a zip with parts, their relations, strings, styles, names and properties.

Comes in: the bytes of a file and its name. Goes out: a ``Workbook``. Every way in which a file can be broken ends in
one exception with a reason from a closed list; its text is for developers and never shown to a reader.

Source: ECMA-376 part 1, 18.2 (workbook), 18.4.8 (si), 18.8 (styles); part 2 (packages and relations).
"""

import hashlib
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import IO, Final, Literal, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reportgen.place import Place
from reportgen.workbook.events import local_name
from reportgen.workbook.notes import read_comments, read_shapes
from reportgen.workbook.shared import Surroundings, read_formats, read_strings
from reportgen.workbook.sheet import TooLarge, read_sheet
from reportgen.workbook.view import DefinedName, Note, Sheet, SheetState, Workbook

Reason = Literal["not_zip", "damaged", "strings", "entities", "too_large", "too_dense", "no_sheets"]

MAX_PARTS: Final = 2_000
MAX_PART_BYTES: Final = 50_000_000
MAX_TOTAL_BYTES: Final = 150_000_000
MAX_RATIO: Final = 200
"""A package beyond these limits is refused before anything is unpacked: 196 kB can unpack to 200 MB."""

MAX_CELLS: Final = 100_000
"""More cells with content than any form or plan has, all sheets together."""

_MAX_TREE_BYTES: Final = 5_000_000
_SMALL_BYTES: Final = 1_000_000
"""Below this, a part may be packed as tightly as it likes."""

_READ: Final = (".xml", ".rels", ".vml")
_STATES: Final = frozenset({"hidden", "veryHidden"})
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,  # a part that is missing (KeyError), an index that is too high, an unknown encoding
    ValueError,  # a number that is none, and all that defusedxml refuses
    NotImplementedError,  # a compression method that zipfile does not know
    RuntimeError,  # an encrypted entry
    OverflowError,
    ParseError,
)


class UnreadableWorkbook(Exception):
    """A file that is no readable workbook.

    ``reason``: ``not_zip`` no package at all; ``damaged`` a broken one; ``strings`` a cell refers to a text that is
    not there; ``entities`` declarations that could expand or load something; ``too_large`` or ``too_dense`` over a
    limit; ``no_sheets``.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason: Reason = reason


def open_workbook(data: bytes, file: str) -> Workbook:
    """Return what a workbook file holds. ``file`` is its POSIX path relative to the workspace.

    Raises:
        UnreadableWorkbook: for every file that is none, whatever its bytes.
    """
    try:
        return _read(data, Place(file, hashlib.sha256(data).hexdigest()))
    except UnreadableWorkbook:
        raise
    except DefusedXmlException as fault:
        raise UnreadableWorkbook("entities", repr(fault)) from None
    except TooLarge as fault:
        raise UnreadableWorkbook("too_large", str(fault)) from None
    except _BROKEN as fault:
        raise UnreadableWorkbook("damaged", repr(fault)) from None


def check_limits(archive: zipfile.ZipFile) -> None:
    """Refuse a package by its directory alone.

    Only parts that are ever unpacked count: a large white picture is packed tightly too, and stays packed. ``zipfile``
    never unpacks more of a part than its directory announces, so the directory need not be trusted.

    Raises:
        UnreadableWorkbook: ``too_large`` or ``too_dense``.
    """
    parts = archive.infolist()
    read = [part for part in parts if part.filename.casefold().endswith(_READ)]
    sizes = [part.file_size for part in read]
    if sum(sizes) > MAX_TOTAL_BYTES or max(sizes, default=0) > MAX_PART_BYTES:
        raise UnreadableWorkbook("too_large")
    dense = any(p.file_size > max(_SMALL_BYTES, MAX_RATIO * p.compress_size) for p in read)
    if dense or len(parts) > MAX_PARTS:
        raise UnreadableWorkbook("too_dense")


@dataclass(frozen=True, slots=True)
class _Package:
    """A zip whose parts are found by name, as Excel finds them: without regard to case or kind of slash."""

    archive: zipfile.ZipFile
    entries: dict[str, str]

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self.entries

    def read(self, part: str) -> Element:
        """Return the root element of a small part. Raises ``TooLarge`` for one that no program writes so large."""
        entry = self.entries[part.casefold()]
        if self.archive.getinfo(entry).file_size > _MAX_TREE_BYTES:
            raise TooLarge(part)
        return fromstring(self.archive.read(entry), forbid_dtd=True)

    def stream(self, part: str) -> IO[bytes]:
        """Return the bytes of a part that may be missing; then they are those of an empty element."""
        entry = self.entries.get(part.casefold())
        return self.archive.open(entry) if entry and part else BytesIO(b"<x/>")

    def read_if_there(self, part: str) -> Iterator[Element]:
        """Yield the root element of a part that may be missing."""
        if part and part in self:
            yield self.read(part)

    def targets(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield id, kind (the last word of its type) and target of every relation of a part ('' is the package)."""
        folder, _, name = part.rpartition("/")
        for root in self.read_if_there(posixpath.join(folder, "_rels", f"{name}.rels")):
            for relation in root:
                if relation.get("TargetMode") == "External":
                    continue
                kind = relation.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                yield relation.get("Id", ""), kind, target


def _read(data: bytes, file: Place) -> Workbook:
    if not zipfile.is_zipfile(BytesIO(data)):
        raise UnreadableWorkbook("not_zip")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        check_limits(archive)
        package = _Package(archive, {name.replace("\\", "/").casefold(): name for name in archive.namelist()})
        main = next((target for _, kind, target in package.targets("") if kind == "officeDocument"), "xl/workbook.xml")
        relations = tuple(package.targets(main))
        book = package.read(main)
        sheets = tuple(_sheets(package, book, relations, file))
        if not sheets:
            raise UnreadableWorkbook("no_sheets")
        return Workbook(
            place=file,
            sheets=sheets,
            names=tuple(_names(book)),
            properties=dict(_properties(package)),
            modified=_modified(package),
            parts=frozenset(archive.namelist()),
        )


def _sheets(
    package: _Package, book: Element, relations: tuple[tuple[str, str, str], ...], file: Place
) -> Iterator[Sheet]:
    around = _surroundings(package, book, relations)
    targets = {key: target for key, kind, target in relations if kind == "worksheet"}
    room = MAX_CELLS
    for element in _all(book, "sheet"):
        relation = next((value for key, value in element.items() if local_name(key) == "id"), "")
        part = package.entries.get(targets.get(relation, "").casefold())
        if part is None:
            continue
        state = element.get("state", "visible")
        kept = cast(SheetState, state if state in _STATES else "visible")
        with package.archive.open(part) as stream:
            try:
                sheet = read_sheet(stream, element.get("name", ""), kept, file, around, room)
            except IndexError as fault:
                raise UnreadableWorkbook("strings", repr(fault)) from None
        room -= len(sheet.cells)
        yield replace(sheet, notes=_notes(package, targets[relation], sheet.place))


def _notes(package: _Package, part: str, sheet: Place) -> tuple[Note, ...]:
    """Return the notes of a sheet. Where there are threads, the plain comments only repeat them for old programs."""
    relations = list(package.targets(part))
    threads = [target for _, kind, target in relations if kind == "threadedComment"]
    comments = threads or [target for _, kind, target in relations if kind == "comments"]
    drawings = [target for _, kind, target in relations if kind == "drawing"]
    found = [
        note for target in comments for root in package.read_if_there(target) for note in read_comments(root, sheet)
    ]
    found += [
        note for target in drawings for root in package.read_if_there(target) for note in read_shapes(root, sheet)
    ]
    return tuple(found)


def _surroundings(package: _Package, book: Element, relations: tuple[tuple[str, str, str], ...]) -> Surroundings:
    parts = {kind: target for _, kind, target in relations}
    with package.stream(parts.get("sharedStrings", "")) as stream:
        strings, struck = read_strings(stream)
    with package.stream(parts.get("styles", "")) as stream:
        formats, struck_styles = read_formats(stream)
    from_1904 = any(pr.get("date1904") in ("1", "true") for pr in _all(book, "workbookPr"))
    return Surroundings(strings, formats, from_1904, struck, struck_styles)


def _names(book: Element) -> Iterator[DefinedName]:
    sheets = [sheet.get("name", "") for sheet in _all(book, "sheet")]
    names = list(_all(book, "definedName"))
    for defined in sorted(names, key=lambda n: n.get("localSheetId") is not None):
        local = defined.get("localSheetId")
        scope = sheets[int(local)] if local is not None and int(local) < len(sheets) else None
        yield DefinedName(defined.get("name", ""), (defined.text or "").strip(), scope)


def _properties(package: _Package) -> Iterator[tuple[str, str]]:
    for root in package.read_if_there("docProps/custom.xml"):
        for entry in root:
            yield entry.get("name", ""), "".join(entry.itertext())


def _modified(package: _Package) -> str:
    for root in package.read_if_there("docProps/core.xml"):
        for entry in _all(root, "modified"):
            return (entry.text or "").strip()
    return ""


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if local_name(element.tag) == name)
