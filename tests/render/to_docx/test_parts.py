"""Parts and what they refer to become the entries of a package."""

from __future__ import annotations

from lxml import etree

from reportgen.render.to_docx.parts import RELATION, Part

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def listed(xml: bytes) -> list[dict[str, str]]:
    return [{str(key): str(value) for key, value in element.items()} for element in etree.fromstring(xml)]


def test_ids_are_the_next_free_ones_and_a_given_one_stays():
    part = Part("word/document.xml", "a/b")
    assert part.refer(f"{RELATION}hyperlink", "https://example.jp/", "rId2") == "rId2"
    assert [part.refer(f"{RELATION}header", Part(f"word/header{n}.xml", "a/b")) for n in (1, 2)] == ["rId1", "rId3"]


def test_every_part_that_can_be_reached_is_in_the_package_once_and_targets_are_relative():
    package, main = Part(), Part("word/document.xml", "a/main", b"<m/>")
    picture = Part("word/media/p1.png", "image/png", b"\x89PNG")
    for number in (1, 2):
        header = Part(f"word/header{number}.xml", "a/header", b"<h/>")
        header.refer(f"{RELATION}image", picture)
        main.refer(f"{RELATION}header", header)
    main.refer(f"{RELATION}hyperlink", 'https://example.jp/?a=1&b="2"')
    package.refer(f"{RELATION}officeDocument", main)
    entries = package.entries()
    assert sorted(entries) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/_rels/header1.xml.rels",
        "word/_rels/header2.xml.rels",
        "word/document.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/media/p1.png",
    ]
    assert entries["word/media/p1.png"] == b"\x89PNG"
    (root,) = listed(entries["_rels/.rels"])
    assert root == {"Id": "rId1", "Type": f"{RELATION}officeDocument", "Target": "word/document.xml"}
    relations = listed(entries["word/_rels/document.xml.rels"])
    assert [one["Target"] for one in relations] == ["header1.xml", "header2.xml", 'https://example.jp/?a=1&b="2"']
    assert [one.get("TargetMode") for one in relations] == [None, None, "External"]
    assert listed(entries["word/_rels/header1.xml.rels"])[0]["Target"] == "media/p1.png"
    assert {element.tag for element in etree.fromstring(entries["_rels/.rels"])} == {_RELATIONSHIP}


def test_a_picture_is_told_by_its_ending_and_every_other_part_by_its_name():
    package = Part()
    for name, kind in (("a.PNG", "image/png"), ("b.png", "image/odd"), ("c.xml", "a/c")):
        package.refer(f"{RELATION}x", Part(name, kind))
    kinds = listed(package.entries()["[Content_Types].xml"])
    assert [one["Extension"] for one in kinds if "Extension" in one] == ["png", "rels", "xml"]
    assert {one["PartName"]: one["ContentType"] for one in kinds if "PartName" in one} == {
        "/b.png": "image/odd",
        "/c.xml": "a/c",
    }
