"""Before any sheet is read: is this file a workbook at all, and if not, what is it?

Comes in: one file's bytes and its name. Goes out: an open ``Workbook``, or the finding that says why there is none.
Names and extensions prove nothing; the first bytes do. Limits on size and number of parts are held by ``workbook``
before anything is unpacked.
"""

import hashlib
import re
import zipfile
from io import BytesIO
from typing import Final
from unicodedata import normalize

from reportgen.collect.words import is_own_letter
from reportgen.findings.finding import Finding
from reportgen.place import Place
from reportgen.workbook import UnreadableWorkbook, Workbook, open_workbook
from reportgen.workbook.package import MAX_PART_BYTES, MAX_TOTAL_BYTES

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_STARTS: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
)
_PARTS: Final = (
    ("word/document.xml", "Word（.docx）"),
    ("ppt/presentation.xml", "PowerPoint（.pptx）"),
    ("xl/workbook.bin", "Excel（.xlsb）"),
    ("content.xml", "OpenDocument（.ods）"),
)
_HTML: Final = re.compile(rb"<(?:!doctype html|html|table|meta|body)\b", re.IGNORECASE)
_HEAD_BYTES: Final = 4096
_ENCODINGS: Final = ("utf-8-sig", "cp932")


def is_left_out(file: str) -> bool:
    """Say whether a file is nobody's answer.

    It is a trace of a program (lock files, resource forks, folder settings), or the covering letter that went out with
    the form and is sent back in the same zip.
    """
    *folders, name = file.split("/")
    if "__MACOSX" in folders or name.startswith(("~$", "._", ".~lock.")):
        return True
    return name.casefold() in (".ds_store", "thumbs.db", "desktop.ini") or is_own_letter(name)


def name_order(file: str) -> tuple[str, str]:
    """Return the sort key of a file name, so that 回答.xlsx comes before 回答 (2).xlsx.

    A decomposed name (Mac) sorts and compares like its composed twin.
    """
    return normalize("NFC", file.rpartition(".")[0] or file), file


def open_submission(data: bytes, file: str) -> Workbook | Finding:
    """Return the workbook in a file, or the finding that says why it cannot be read (F01 to F04, F08 to F10)."""
    try:
        return open_workbook(data, file)
    except UnreadableWorkbook as fault:
        code, facts = _diagnosis(data, fault)
    return Finding(code=code, place=_place(data, file), facts=facts)


def _place(data: bytes, file: str) -> Place:
    return Place(file, hashlib.sha256(data).hexdigest())


def too_large(place: Place) -> Finding:
    """Return F09a with the limits."""
    facts = {"total": str(MAX_TOTAL_BYTES // 1_000_000), "part": str(MAX_PART_BYTES // 1_000_000)}
    return Finding(code="F09a", place=place, facts=facts)


def _diagnosis(data: bytes, fault: UnreadableWorkbook) -> tuple[str, dict[str, str]]:
    match fault.reason:
        case "not_zip":
            return _not_a_package(data)
        case "too_large":
            return "F09a", too_large(Place("")).facts
        case "too_dense":
            return "F09b", {}
        case "entities":
            return "F10", {}
        case "strings" | "damaged" | "no_sheets":
            kind = _package_kind(data)
            return ("F03", {"kind": kind}) if kind else ("F08", {})


def _not_a_package(data: bytes) -> tuple[str, dict[str, str]]:
    if data.startswith(_OLE):
        if _utf16("EncryptedPackage") in data:
            return "F02", {}
        workbook = any(_utf16(stream) in data for stream in ("Workbook", "Book"))
        return ("F01", {}) if workbook else ("F03", {"kind": "OLE"})
    if not data.strip(b"\x00 \r\n") or data.startswith(_ZIP):
        return "F04", {}
    kind = _text_kind(data)
    return ("F03", {"kind": kind}) if kind else ("F08", {})


def _text_kind(data: bytes) -> str:
    head = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if _HTML.search(head):
        return "HTML"
    if head.startswith(b"<?xml"):
        return "XML"
    text = _decoded(data[:_HEAD_BYTES])
    if text is None:
        return ""
    return "CSV" if "," in text or "\t" in text else "TXT"


def _decoded(head: bytes) -> str | None:
    """Return the beginning of a text file, or ``None`` for other bytes. The cut may fall inside a character."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore")
    if b"\x00" in head:
        return None
    for encoding in _ENCODINGS:
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _package_kind(data: bytes) -> str:
    """Return what a zip is that holds no Excel workbook; empty if it does hold one, or is broken."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {name.replace("\\", "/").casefold() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):  # the third: a newer kind of zip
        return ""
    if "xl/workbook.xml" in parts:
        return ""
    return next((kind for part, kind in _PARTS if part in parts), "" if "[content_types].xml" in parts else "ZIP")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
