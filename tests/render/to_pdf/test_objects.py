"""How objects become bytes: strings, numbers, streams, and the file around them."""

from __future__ import annotations

import re
import zlib

import page
import pytest
from pdf_specimen import A4_LANDSCAPE, METADATA, Specimen, chains, reopened

from reportgen.render.to_pdf.canvas import TaggedCanvas
from reportgen.render.to_pdf.objects import Stream, deflate, number, text_string


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plan", b"(Plan)"),
        ("a(b)\\c", b"(a\\(b\\)\\\\c)"),
        ("", b"()"),
        ("計", b"<FEFF8A08>"),
        ("𠮟", b"<FEFFD842DF9F>"),
        ("a\nb", b"<FEFF0061000A0062>"),
        ("é", b"<FEFF00E9>"),
    ],
)
def test_a_text_string_is_plain_or_utf_16(text: str, written: bytes) -> None:
    assert text_string(text) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, b"0"),
        (8.5, b"8.5"),
        (841.8897, b"841.89"),
        (-0.25, b"-0.25"),
        (1e-9, b"0"),
        (0.1 + 0.2, b"0.3"),
        (1190, b"1190"),
    ],
)
def test_a_number_has_at_most_two_decimals(value: float, written: bytes) -> None:
    assert number(value) == written


@pytest.mark.parametrize("last", [b"\r", b"\n", b"\r\n", b"a"])
def test_the_end_of_a_stream_is_clear_whatever_its_last_byte(last: bytes) -> None:
    data = b"0 0 m" + last
    body = Stream(data, compress=False).body
    length = int(re.search(rb"/Length (\d+)", body)[1])  # type: ignore[index]  # it is there
    start = body.index(b"stream\n") + 7
    assert body[start : start + length] == data
    assert body[start + length :] == b"\r\nendstream"


def test_compressed_data_that_end_in_a_carriage_return_pass_the_validator() -> None:
    """Found once in 256 streams: here by looking for a page whose compressed content ends so."""
    for size in range(1, 300):
        canvas = TaggedCanvas(METADATA)
        canvas.start_page(*A4_LANDSCAPE)
        with canvas.mark(canvas.document.add("P")):
            canvas.text(50, 500, 9, chains()[0], "あ" * size)
        canvas.end_page()
        if canvas._pages[-1].content.endswith(b"\r"):
            assert page.is_pdf_compliant_bytes(canvas.save(), profile="2a")
            return
    pytest.fail("no such page was found")


def test_compression_can_be_undone() -> None:
    assert zlib.decompress(deflate("進捗".encode() * 100)) == "進捗".encode() * 100


def test_every_object_is_where_the_cross_reference_says() -> None:
    """Some in object streams, some not; a reader that must repair the table says so."""
    data = Specimen().finished()
    pdf = reopened(data)
    assert pdf.check_pdf_syntax() == []
    assert pdf.get_warnings() == []
    numbers = [int(found) for found in re.findall(rb"^(\d+) 0 obj$", data, re.MULTILINE)]
    assert numbers == sorted(set(numbers))
    inside = sum(int(found) for found in re.findall(rb"/Type/ObjStm/N (\d+)", data))
    assert len(numbers) + inside == int(re.search(rb"/Size (\d+)", data)[1]) - 1  # type: ignore[index]  # it is there


def test_the_file_begins_and_ends_as_an_archive_wants_it() -> None:
    data = Specimen().finished()
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4,}\n", data)
    assert data.endswith(b"%%EOF\n")
    assert data.count(b"%%EOF") == 1
    assert int(data.rsplit(b"startxref\n", 1)[1].split()[0]) == data.rindex(b"obj\n<</Type/XRef") - len(
        re.search(rb"(\d+ 0 )obj\n<</Type/XRef", data)[1]  # type: ignore[index]  # it is there
    )
