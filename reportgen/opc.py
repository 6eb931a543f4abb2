"""The zip of an OOXML file, in bytes that depend on its parts alone.

Comes in: the parts of a package by name, or the bytes of one. Goes out: a zip whose order, dates, permissions and
compression are fixed, or the parts. It knows nothing of Word or Excel, and it is for files of our own making: what
departments send is opened with limits elsewhere.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CONTENT_TYPES: Final = "[Content_Types].xml"

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can say."""
_CREATED_ON_UNIX: Final = 3
_OWNER_READS_AND_WRITES: Final = 0o600 << 16
_COMPRESSION_LEVEL: Final = 6


def repack(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip of a package: the content types first, the other parts sorted by name, all of one fixed time.

    ``parts`` maps zip entry names without a leading slash (``word/document.xml``) to their contents. The order of the
    mapping does not matter. Same parts, same bytes, as long as zlib is the same.

    Raises:
        KeyError: the parts have no ``[Content_Types].xml``; they are no package.

    Source: ECMA-376 part 2, 10.2 (a consumer may read a package as a stream, and needs the content types first).
    """
    return archive({CONTENT_TYPES: parts[CONTENT_TYPES], **dict(sorted(parts.items()))})


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files in the order given, all of one fixed time; names beyond ASCII are marked as UTF-8.

    Same files, same bytes, as long as zlib is the same. Source: APPNOTE.TXT 4.4.4, bit 11 of the general purpose flag.
    """
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(_entry(name), data, compresslevel=_COMPRESSION_LEVEL)
    return target.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _CREATED_ON_UNIX
    entry.external_attr = _OWNER_READS_AND_WRITES
    return entry


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by entry name, in the order of the zip. Folder entries are left out.

    Raises:
        zipfile.BadZipFile: the bytes are no zip.
    """
    with ZipFile(BytesIO(data)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}
