"""What a file is, before any sheet is read."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from written_workbooks import table_workbook, zipped

from reportgen.collect.container import is_left_out, name_order, open_submission
from reportgen.findings.finding import Finding
from reportgen.workbook import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    "file",
    [
        "submissions/~$回答.xlsx",
        "submissions/._回答.xlsx",
        "submissions/.~lock.回答.xlsx#",
        "submissions/__MACOSX/回答.xlsx",
        "submissions/.DS_Store",
        "submissions/Thumbs.db",
    ],
)
def test_traces_of_programs_are_nobodys_answer(file: str) -> None:
    assert is_left_out(file)


@pytest.mark.parametrize("file", ["submissions/回答.xlsx", "submissions/回答~$1.xlsx", "submissions/メモ.txt"])
def test_everything_else_is_looked_at(file: str) -> None:
    assert not is_left_out(file)


def test_a_copy_comes_after_its_original() -> None:
    assert sorted(["回答 (2).xlsx", "回答.xlsx"], key=name_order) == ["回答.xlsx", "回答 (2).xlsx"]


def test_a_decomposed_name_stands_where_its_composed_twin_would() -> None:
    decomposed = normalize("NFD", "ガイド.xlsx")

    assert sorted([decomposed, "カンナ.xlsx"], key=name_order) == ["カンナ.xlsx", decomposed]


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (OLE + bytes(500) + "Workbook".encode("utf-16-le"), "F01", ""),
        (OLE + bytes(500) + "Book".encode("utf-16-le"), "F01", ""),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "F02", ""),
        (OLE + bytes(500) + "WordDocument".encode("utf-16-le"), "F03", "OLE"),
        ("番号,事業名\r\n1,公園".encode("cp932"), "F03", "CSV"),
        ("\ufeff番号,事業名\n".encode(), "F03", "CSV"),
        ("番号\t事業名\n".encode("utf-16"), "F03", "CSV"),
        ("公園を整備した。".encode(), "F03", "TXT"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "F03", "HTML"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html>", "F03", "HTML"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "F03", "XML"),
        (b"%PDF-1.7\n", "F03", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "F03", "PNG"),
        (zipped({"word/document.xml": b"", "[Content_Types].xml": b""}), "F03", "Word（.docx）"),
        (zipped({"xl/workbook.bin": b"", "[Content_Types].xml": b""}), "F03", "Excel（.xlsb）"),
        (zipped({"content.xml": b"", "mimetype": b""}), "F03", "OpenDocument（.ods）"),
        (zipped({"回答.xlsx": b""}), "F03", "ZIP"),
        (b"", "F04", ""),
        (bytes(100), "F04", ""),
        (table_workbook("a")[:1000], "F04", ""),
        (bytes(range(256)) * 20, "F08", ""),
    ],
)  # fmt: skip
def test_the_first_bytes_say_what_a_file_is(data: bytes, code: str, kind: str) -> None:
    finding = open_submission(data, "submissions/回答.xlsx")

    assert isinstance(finding, Finding)
    assert (finding.code, finding.facts.get("kind", "")) == (code, kind)
    assert finding.place.file == "submissions/回答.xlsx"
    assert len(finding.place.sha256) == 64


def test_a_long_text_cut_inside_a_character_is_still_a_text() -> None:
    for shift in range(4):
        finding = open_submission(b"a" * shift + "あ".encode() * 3000, "回答.xlsx")
        assert isinstance(finding, Finding)
        assert finding.facts == {"kind": "TXT"}


def test_the_extension_proves_nothing() -> None:
    assert isinstance(open_submission(table_workbook("a"), "回答.xls"), Workbook)
