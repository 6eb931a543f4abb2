from io import BytesIO
from zipfile import ZipFile

import pytest

from reportgen.opc import repack, unpack

PARTS = {"word/b.xml": b"<b/>", "[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<r/>", "word/a.xml": b"<a/>" * 99}


def test_the_content_types_come_first_and_the_rest_is_sorted():
    with ZipFile(BytesIO(repack(PARTS))) as package:
        assert package.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/a.xml", "word/b.xml"]


def test_the_bytes_depend_on_the_parts_alone():
    assert repack(PARTS) == repack(dict(reversed(PARTS.items())))
    assert repack(PARTS) != repack(PARTS | {"word/b.xml": b"<c/>"})


def test_every_entry_has_the_same_date_system_and_permissions():
    with ZipFile(BytesIO(repack(PARTS))) as package:
        seen = {(i.date_time, i.create_system, i.external_attr, i.compress_type) for i in package.infolist()}
    assert seen == {((1980, 1, 1, 0, 0, 0), 3, 0o600 << 16, 8)}


def test_unpacking_gives_the_parts_back():
    assert unpack(repack(PARTS)) == PARTS


def test_folders_of_a_foreign_zip_are_no_parts():
    target = BytesIO()
    with ZipFile(target, "w") as package:
        package.writestr("word/", b"")
        package.writestr("word/a.xml", b"<a/>")
    assert unpack(target.getvalue()) == {"word/a.xml": b"<a/>"}


def test_parts_without_content_types_are_no_package():
    with pytest.raises(KeyError):
        repack({"word/a.xml": b"<a/>"})
