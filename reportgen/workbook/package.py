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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import IO, Final, Literal, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reportgen.place import Place
from reportgen.workbook.events import local_name
from reportgen.workbook.notes import read_comments, read_shapes
from reportgen.workbook.shared import Style, Surroundings, read_strings, read_styles
from reportgen.workbook.sheet import TooLarge, read_sheet
from reportgen.workbook.view import DefinedName, Note, Sheet, SheetState, Workbook

Relations = tuple[tuple[str, str, str], ...]
"""Id, kind and target of everything that a part refers to."""
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
_STRICT: Final = "{http://purl.oclc.org/"
_STATES: Final = frozenset({"hidden", "veryHidden"})
BROKEN: Final = (
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
"""All that zipfile and the XML parser raise for a damaged file."""


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
    except BROKEN as fault:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetParts:
    """The bytes of named sheets and of what their cells refer to, empty where the package has no such part."""

    sheets: tuple[bytes, ...]
    strings: bytes
    styles: bytes
    from_1904: bool


def parts_of_sheets(data: bytes, names: Sequence[str]) -> SheetParts:
    """Return the parts from which ``open_workbook`` reads the named sheets of a file that it can open.

    Raises:
        KeyError: there is no such sheet. Whatever else is wrong would have been refused by ``open_workbook``.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        package, main = _package(archive)
        relations = tuple(package.targets(main))
        book = package.read(main)
        by_name: dict[str, str] = {}
        for element, target in _sheet_targets(book, relations):
            by_name.setdefault(element.get("name", ""), target)
        parts = {kind: target for _, kind, target in relations}
        return SheetParts(
            sheets=tuple(package.bytes(by_name[name]) for name in names),
            strings=package.bytes(parts.get("sharedStrings", "")),
            styles=package.bytes(parts.get("styles", "")),
            from_1904=_from_1904(book),
        )


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

    def bytes(self, part: str) -> bytes:
        """Return the bytes of a part, none where it is missing."""
        entry = self.entries.get(part.casefold())
        return self.archive.read(entry) if entry and part else b""

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
        package, main = _package(archive)
        relations = tuple(package.targets(main))
        book = package.read(main)
        around, styled = _surroundings(package, book, relations)
        sheets = tuple(_sheets(package, book, relations, file, around))
        if not sheets:
            raise UnreadableWorkbook("no_sheets")
        return Workbook(
            place=file,
            sheets=sheets,
            names=tuple(_names(book)),
            properties=dict(_properties(package)),
            modified=_modified(package),
            parts=frozenset(archive.namelist()),
            strict=book.tag.startswith(_STRICT),
            styled=styled,
        )


def _package(archive: zipfile.ZipFile) -> tuple[_Package, str]:
    """Return the package in a zip, and the name of its main part."""
    package = _Package(archive, {name.replace("\\", "/").casefold(): name for name in archive.namelist()})
    main = next((target for _, kind, target in package.targets("") if kind == "officeDocument"), "xl/workbook.xml")
    return package, main


def _sheet_targets(book: Element, relations: Relations) -> Iterator[tuple[Element, str]]:
    """Yield every sheet that the main part names, with the name of its part."""
    targets = {key: target for key, kind, target in relations if kind == "worksheet"}
    for element in _all(book, "sheet"):
        relation = next((value for key, value in element.items() if local_name(key) == "id"), "")
        if relation in targets:
            yield element, targets[relation]


def _from_1904(book: Element) -> bool:
    return any(pr.get("date1904") in ("1", "true") for pr in _all(book, "workbookPr"))


def _sheets(
    package: _Package,
    book: Element,
    relations: Relations,
    file: Place,
    around: Surroundings,
) -> Iterator[Sheet]:
    """Yield every sheet; one that is listed twice is read once, so that a short list cannot take hours."""
    room = MAX_CELLS
    read: set[str] = set()
    for element, target in _sheet_targets(book, relations):
        part = package.entries.get(target.casefold())
        if part is None or part in read:
            continue
        read.add(part)
        state = element.get("state", "visible")
        kept = cast(SheetState, state if state in _STATES else "visible")
        with package.archive.open(part) as stream:
            try:
                sheet = read_sheet(stream, element.get("name", ""), kept, file, around, room)
            except IndexError as fault:
                raise UnreadableWorkbook("strings", repr(fault)) from None
        room -= len(sheet.cells)
        yield replace(sheet, notes=_notes(package, target, sheet.place))


def _notes(package: _Package, part: str, sheet: Place) -> tuple[Note, ...]:
    """Return the notes of a sheet. Where there are threads, the plain comments only repeat them for old programs."""
    relations = list(package.targets(part))
    threads = [target for _, kind, target in relations if kind == "threadedComment"]
    comments = dict.fromkeys(threads or [target for _, kind, target in relations if kind == "comments"])
    drawings = dict.fromkeys(target for _, kind, target in relations if kind == "drawing")
    found = [
        note for target in comments for root in package.read_if_there(target) for note in read_comments(root, sheet)
    ]
    found += [
        note for target in drawings for root in package.read_if_there(target) for note in read_shapes(root, sheet)
    ]
    return tuple(found)


def _surroundings(package: _Package, book: Element, relations: Relations) -> tuple[Surroundings, bool]:
    """Return what cells refer to, and whether the styles could be read; without them the texts are still there."""
    parts = {kind: target for _, kind, target in relations}
    with package.stream(parts.get("sharedStrings", "")) as stream:
        strings, runs = read_strings(stream)
    styles: list[Style] = []
    styled = True
    try:
        with package.stream(parts.get("styles", "")) as stream:
            styles = read_styles(stream)
    except DefusedXmlException:
        raise
    except (ParseError, ValueError):
        styled = False
    return Surroundings(strings, styles, _from_1904(book), runs), styled


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
