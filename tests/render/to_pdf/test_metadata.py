"""What the file says of itself: Info and XMP agree, both claims stand, dates come from outside."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from importlib.resources import files
from typing import Any

import page
import pytest
from pdf_specimen import A4_LANDSCAPE, METADATA, chains, reopened

from reportgen.document.tree import Metadata
from reportgen.render.to_pdf.canvas import TaggedCanvas
from reportgen.render.to_pdf.metadata import page_labels, xmp

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}


def written(metadata: Metadata) -> bytes:
    canvas = TaggedCanvas(metadata)
    canvas.start_page(*A4_LANDSCAPE)
    with canvas.mark(canvas.document.add("P")):
        canvas.text(50, 500, 9, chains()[0], "本文")
    canvas.end_page()
    return canvas.save()


def packet(metadata: Metadata) -> dict[str, str]:
    """Each property of the packet with its text."""
    root = ET.fromstring(xmp(metadata).decode("utf-8").partition("?>")[2].rpartition("<?")[0])
    found = {}
    for prefix, space in NAMES.items():
        for element in root.iter():
            if prefix != "rdf" and element.tag.startswith(f"{{{space}}}"):
                found[f"{prefix}:{element.tag.partition('}')[2]}"] = "".join(element.itertext())
    return found


def test_info_and_xmp_say_the_same() -> None:
    info = reopened(written(METADATA)).docinfo
    said = packet(METADATA)
    pairs = {
        "/Title": "dc:title",
        "/Subject": "dc:description",
        "/Author": "dc:creator",
        "/Keywords": "pdf:Keywords",
        "/Producer": "pdf:Producer",
        "/Creator": "xmp:CreatorTool",
    }
    assert {key: str(info[key]) for key in pairs} == {key: said[name] for key, name in pairs.items()}
    assert said["dc:title"] == "第2期子ども・子育て支援事業計画 <進捗>"
    assert said["dc:language"] == "ja-JP"


@pytest.mark.parametrize(
    ("issued", "in_info", "in_xmp"),
    [
        (date(2022, 7, 1), "D:20220701000000+09'00'", "2022-07-01T00:00:00+09:00"),
        (None, "D:20000101000000+09'00'", "2000-01-01T00:00:00+09:00"),
    ],
)
def test_dates_are_the_date_of_issue_or_a_fixed_one(issued: date | None, in_info: str, in_xmp: str) -> None:
    metadata = Metadata(title="計画", issued=issued)
    info = reopened(written(metadata)).docinfo
    assert {str(info[key]) for key in ("/CreationDate", "/ModDate")} == {in_info}
    assert {packet(metadata)[name] for name in ("xmp:CreateDate", "xmp:ModifyDate")} == {in_xmp}


def test_what_is_not_known_is_left_out() -> None:
    metadata = Metadata(title="計画")
    assert not {"/Author", "/Subject", "/Keywords"} & set(reopened(written(metadata)).docinfo.keys())
    assert not {"dc:creator", "dc:description", "pdf:Keywords"} & packet(metadata).keys()


@pytest.mark.parametrize("metadata", [METADATA, Metadata(title="計画"), Metadata(title="Plan (A) \\ 1", author="(課)")])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_both_claims_stand_together(metadata: Metadata, profile: str) -> None:
    report = page.validate_pdf_bytes(written(metadata), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    said = packet(metadata)
    assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "2", "A")


def test_a_title_is_shown_as_written_even_where_pdf_would_escape_it() -> None:
    assert str(reopened(written(Metadata(title="Plan (A) \\ 1"))).docinfo["/Title"]) == "Plan (A) \\ 1"


def test_a_character_that_xml_cannot_hold_does_not_spoil_the_packet() -> None:
    assert packet(Metadata(title="計\x0b画 & <案>"))["dc:title"] == "計\ufffd画 & <案>"


def test_the_catalogue_names_language_title_and_colours() -> None:
    root: Any = reopened(written(Metadata(title="計画", language="ja-JP"))).Root
    assert str(root.Lang) == "ja-JP"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    (intent,) = root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes() == files("reportgen").joinpath("assets/srgb/sRGB.icc").read_bytes()


def test_metadata_stay_readable_without_unpacking() -> None:
    data = written(Metadata(title="計画"))
    assert "<rdf:li xml:lang='x-default'>計画</rdf:li>".encode() in data


@pytest.mark.parametrize(
    ("counted", "labels"),
    [
        ([True, True], None),
        ([False, True, True], b"<</Nums[0<</S/r/St 1>> 1<</S/D/St 1>>]>>"),
        ([False, False, True], b"<</Nums[0<</S/r/St 1>> 2<</S/D/St 1>>]>>"),
        ([True, True, False, True], b"<</Nums[0<</S/D/St 1>> 2<</S/r/St 1>> 3<</S/D/St 3>>]>>"),
        ([False], b"<</Nums[0<</S/r/St 1>>]>>"),
    ],
)
def test_pages_that_are_not_counted_have_a_row_of_labels_of_their_own(counted, labels):
    assert page_labels(counted) == labels
