"""Comments, threads and shapes are read with their cells."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.comments import Comment
from written_workbooks import parts, saved, table_workbook, with_text_box, zipped

from reportgen.workbook import open_workbook

THREAD = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="B2" id="1"><text>本文です。</text></threadedComment>
<threadedComment ref="B2" id="2" parentId="1"><text>返信です。</text></threadedComment></ThreadedComments>"""
RELATION = (
    '<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
    'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
)


def commented(book: Workbook) -> None:
    book.worksheets[0]["B2"].comment = Comment("[スレッド] 本文です。", "保育課")


def notes(data: bytes) -> list[tuple[str, str | None, str]]:
    (sheet,) = open_workbook(data, "a.xlsx").sheets
    return [(note.kind, note.place.cell, note.text) for note in sheet.notes]


def test_a_comment_is_read_with_its_cell():
    assert notes(table_workbook("a | b", commented)) == [("comment", "B2", "[スレッド] 本文です。")]


def test_a_thread_is_read_in_place_of_the_comment_that_repeats_it():
    contents = parts(table_workbook("a | b", commented))
    contents["xl/threadedComments/threadedComment1.xml"] = THREAD.encode()
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    contents[name] = contents[name].replace(b"</Relationships>", RELATION.encode())
    assert notes(zipped(contents)) == [("comment", "B2", "本文です。"), ("comment", "B2", "返信です。")]


def test_the_words_of_a_text_box_are_read_at_its_corner():
    assert notes(with_text_box(table_workbook("a | b"), "別紙に記載 ＆ 参照")) == [
        ("shape", "F8", "別紙に記載 ＆ 参照")
    ]


def test_a_shape_without_words_says_nothing():
    assert notes(with_text_box(table_workbook("a | b"), "")) == []


def test_a_sheet_without_notes_has_none():
    assert notes(saved(Workbook())) == []
