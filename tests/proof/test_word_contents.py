"""The table of contents of a Word file is read back; whoever breaks one thing in it is noticed."""

import re

import pytest
from paged_documents import contents, cover, with_pages
from sample_documents import HERE, document, heading, paragraph

from reportgen.document.text import Break, Run
from reportgen.document.tree import Heading
from reportgen.opc import repack, unpack
from reportgen.proof import prove
from reportgen.proof.read_docx import read_docx
from reportgen.proof.reading import ReadContents
from reportgen.render.to_docx import render_docx

SAMPLE = with_pages(paragraphs=2)
BODY = "word/document.xml"

MUTANTS = {
    "a line is gone": (r'<w:p><w:pPr><w:pStyle w:val="TOC3"/>.*?</w:p>', "", "contents entry"),
    "a line stands twice": (r'(<w:p><w:pPr><w:pStyle w:val="TOC3"/>.*?</w:p>)', r"\1\1", "contents entry"),
    "a line of another level": ('w:val="TOC3"', 'w:val="TOC2"', "contents entry"),
    "another text": (r'(w:val="TOC3".*?)点検', r"\1検査", "contents entry"),
    "a line leads elsewhere": (
        'w:anchor="_Toc000000005"',
        'w:anchor="_Toc000000004"',
        "leads to another heading",
    ),
    "a number of another page": ("PAGEREF _Toc000000005", "PAGEREF _Toc000000004", "the page of another heading"),
    "a page number that nobody counted": (
        r'(PAGEREF _Toc000000005.*?w:fldCharType="separate"/></w:r>)',
        r"\1<w:r><w:t>3</w:t></w:r>",
        "nobody has counted: 3",
    ),
    "other levels when it is made anew": (r'TOC \\o "2-3"', r'TOC \\o "2-4"', "other headings when it is made anew"),
    "its own heading is listed when it is made anew": (
        'w:val="Heading2Unlisted"',
        'w:val="Heading2"',
        "other headings when it is made anew",
    ),
    "the heading has lost its mark": (r'w:name="_Toc000000005"', 'w:name="x"', "leads to another heading"),
    "the field has no end": (
        r'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent>',
        "</w:p></w:sdtContent>",
        "not whole",
    ),
    "the field does not begin": (r'<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "", "not whole"),
    "another field": (r'TOC \\o "2-3"', r'INDEX \\o "2-3"', "another kind"),
    "another control": ("Table of Contents", "Bibliographies", "element sdt"),
    "words beside the lines": (r"(</w:p>)(</w:sdtContent>)", r"<w:r><w:t>余分</w:t></w:r>\1\2", "something else"),
    "no table of contents": ("<w:sdt>.*</w:sdt>", "", "contents:"),
}


@pytest.fixture(scope="module")
def good():
    return render_docx(SAMPLE)


def differences(data):
    return [str(difference) for difference in prove(SAMPLE, {"x.docx": data}).differences]


def test_the_good_file_is_proved(good):
    assert differences(good) == []
    listed = next(part for part in read_docx(good).parts if isinstance(part, ReadContents))
    assert listed.entries == (
        (2, "1 計画の概要 <A&B>"),
        (3, "(1) 計画の目的"),
        (3, "(2) 点検の方法"),
        (2, "2 事業別の進捗状況一覧"),
        (2, "3 おわりに"),
    )


@pytest.mark.parametrize("name", MUTANTS)
def test_the_proof_notices(good, name):
    pattern, replacement, said = MUTANTS[name]
    parts = unpack(good)
    text = parts[BODY].decode()
    changed = re.sub(pattern, replacement, text, count=1, flags=re.DOTALL)
    assert changed != text
    found = differences(repack(parts | {BODY: changed.encode()}))
    assert any(said in difference for difference in found), found


def test_a_heading_of_two_lines_is_a_line_of_the_contents():
    two = Heading(2, (Run("上の行", strong=True), Break(), Run("下の行")), "two", HERE)
    tree = document(contents(), two)
    assert prove(tree, {"x.docx": render_docx(tree)}).differences == ()


@pytest.mark.parametrize(
    "tree",
    [
        document(contents(), paragraph("見出しはありません。")),
        document(cover(), contents(1, 2), heading("章", 1)),
        document(heading("前", 2), contents(1, 6), heading("後", 6), contents(2, 3)),
    ],
    ids=["nothing to list", "a heading of the cover in its levels", "two tables of contents"],
)
def test_other_tables_of_contents_are_proved(tree):
    assert prove(tree, {"x.docx": render_docx(tree)}).differences == ()
