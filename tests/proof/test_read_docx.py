"""The reader against packages written by hand, as Word would write them: translated style ids, vMerge without value."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest

from reportgen.proof.read_docx import read_docx
from reportgen.proof.reading import Leaf, Unreadable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STYLES = f"""<w:styles {W}>
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="項目★"/>
  <w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="表項目★"/><w:basedOn w:val="a4"/></w:style>
<w:style w:type="paragraph" w:styleId="a6"><w:name w:val="印なし"/><w:basedOn w:val="a4"/>
  <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a7"><w:name w:val="隠し"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="c1"><w:name w:val="隠し文字"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="★"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num></w:numbering>"""
CORE = '<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>題</dc:title></c:coreProperties>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="x" Target="https://e.jp/%E8%A8%88"/></Relationships>'
)


def package(body, **parts):
    contents = {
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": RELATIONS,
        "docProps/core.xml": CORE,
        **parts,
    }
    out = BytesIO()
    with ZipFile(out, "w") as written:
        for name, content in contents.items():
            written.writestr(name, content)
    return out.getvalue()


def paragraph(text, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{properties}{run}</w:p>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows, columns=2, head=1):
    grid = "<w:gridCol/>" * columns
    lines = [f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if n < head else ''}{row}</w:tr>" for n, row in enumerate(rows)]
    properties = '<w:tblPr><w:tblCaption w:val="題"/><w:tblDescription w:val="説明"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


HEAD = cell("甲") + cell("乙")
START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(body):
    return read_docx(package(body))


def parts(body):
    found = read(body)
    assert found.faults == ()
    return found.parts


def test_language_and_title_are_those_of_the_package():
    found = read("")
    assert (found.language, found.title, found.parts) == ("ja-JP", "題", ())


def test_styles_are_known_by_name_and_marks_by_numbering():
    found = parts(
        paragraph("一", "1") + paragraph("二") + paragraph("三", "a4") + paragraph("四", "a5") + paragraph("五", "a6")
    )
    assert found == (
        Leaf("heading", "一", level=1),
        Leaf("paragraph", "二"),
        Leaf("item", "三", mark="★"),
        Leaf("item", "四", mark="★"),
        Leaf("paragraph", "五"),
    )


def test_breaks_tabs_and_kept_white_space_are_text():
    body = '<w:p><w:r><w:t xml:space="preserve"> 一 </w:t><w:br/><w:t>二</w:t></w:r>'
    body += "<w:r><w:rPr><w:b/></w:rPr><w:tab/></w:r></w:p>"
    assert parts(body) == (Leaf("paragraph", " 一 \n二\t"),)


def test_white_space_that_is_not_kept_is_gone():
    assert parts("<w:p><w:r><w:t> 一 </w:t></w:r></w:p>") == (Leaf("paragraph", "一"),)


def test_links_lead_to_addresses_and_headings():
    heading = f'<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:bookmarkStart w:id="0" w:name="h"/>{paragraph("章")[5:-6]}'
    body = heading + '<w:bookmarkEnd w:id="0"/></w:p><w:p>'
    body += '<w:hyperlink r:id="rId1"><w:r><w:t>一</w:t></w:r></w:hyperlink><w:r><w:t>と</w:t></w:r>'
    body += '<w:hyperlink w:anchor="h"><w:r><w:t>二</w:t></w:r></w:hyperlink></w:p>'
    assert parts(body)[1] == Leaf("paragraph", "一と二", links=(("一", "https://e.jp/計"), ("二", "#章")))


def test_merges_are_followed_down_and_across():
    (found,) = parts(
        table(
            HEAD,
            cell("1", START) + cell("2"),
            cell("", GOES_ON) + cell("3"),
            cell("4", '<w:gridSpan w:val="2"/>' + START),
            cell("", '<w:gridSpan w:val="2"/>' + GOES_ON),
        )
    )
    assert [(c.row, c.column, c.row_span, c.column_span) for c in found.cells[2:]] == [
        (1, 0, 2, 1),
        (1, 1, 1, 1),
        (2, 1, 1, 1),
        (3, 0, 2, 2),
    ]
    assert (found.header_rows, found.row_count, found.column_count) == (1, 5, 2)
    assert (found.label, found.summary, found.caption) == ("題", "説明", None)


def test_a_caption_belongs_to_the_table_behind_it():
    found = parts(paragraph("表1", "a3") + table(HEAD, HEAD))
    assert len(found) == 1
    assert found[0].caption == "表1"


def test_two_merges_one_below_the_other_are_two():
    (found,) = parts(table(HEAD, *[cell("1", START) + cell("2"), cell("", GOES_ON) + cell("3")] * 2))
    assert [(c.row, c.row_span) for c in found.cells if c.column == 0] == [(0, 1), (1, 2), (3, 2)]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (table(HEAD, cell("1", GOES_ON) + cell("2"), head=1), "continues no cell"),
        (table(HEAD, cell("1", START) + cell("2"), HEAD, cell("", GOES_ON) + cell("4")), "continues no cell"),
        (table(HEAD, cell("1", START) + cell("2"), cell("隠", GOES_ON) + cell("4")), "covered, but holds text: 隠"),
        (table(HEAD, cell("1")), "1 columns, the table has 2"),
        (table(HEAD, HEAD, HEAD).replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>", 2).replace(
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>", "<w:tr>", 1), "behind other rows"),
        (table(HEAD, HEAD) + table(HEAD, HEAD), "without a paragraph"),
        (table(HEAD, "<w:tc><w:tcPr/></w:tc>" + cell("2")), "does not end with a paragraph"),
        (paragraph("表1", "a3") + paragraph("二"), "no table follows"),
        (paragraph("一", "a7"), "hidden by its style"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>一</w:t></w:r></w:p>", "is hidden"),
        ('<w:p><w:r><w:rPr><w:rStyle w:val="c1"/></w:rPr><w:t>一</w:t></w:r></w:p>', "is hidden"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_fault(body, what):
    assert any(what in fault.what for fault in read(body).faults)


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:ins w:id="1"><w:r><w:t>一</w:t></w:r></w:ins></w:p>',
        "<w:p><w:r><w:drawing/></w:r></w:p>",
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        "<w:sdt/>",
        paragraph("一", "nobody"),
        paragraph("一", "c1"),
        table(HEAD, HEAD).replace("</w:tbl>", "<w:sdt/></w:tbl>"),
        '<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:p>',
        '<w:p><w:hyperlink r:id="rId1"><w:proofErr/></w:hyperlink></w:p>',
        '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>一</w:t></w:r></w:hyperlink></w:p>',
        table(HEAD, cell("1", '<w:hMerge w:val="restart"/>') + cell("2")),
        table(HEAD, cell("1", '<w:vMerge w:val="stop"/>') + cell("2")),
        table(HEAD, f"<w:tc>{table(HEAD, HEAD)}{paragraph('')}</w:tc>" + cell("2")),
        table(HEAD, "<w:trPr><w:gridBefore/></w:trPr>" + cell("2")),
        table(HEAD, cell("1") + "<w:trPr/>" + cell("2")),
        table(HEAD, f"<w:tc>{paragraph('1')}<w:tcPr/></w:tc>" + cell("2")),
        "<w:p><w:pPr/><w:r><w:t>一</w:t></w:r><w:pPr/></w:p>",
        '<w:p><w:pPr><w:pStyle w:val="1"/><w:pStyle w:val="a"/></w:pPr></w:p>',
    ],
)
def test_what_a_plain_report_does_not_hold_is_refused(body):
    with pytest.raises(Unreadable):
        read(body)


def without(name, **parts):
    source = ZipFile(BytesIO(package(paragraph("一"), **parts)))
    out = BytesIO()
    with ZipFile(out, "w") as written:
        for entry in source.namelist():
            if entry != name:
                written.writestr(entry, source.read(entry))
    return out.getvalue()


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
def test_a_missing_part_is_refused(name):
    with pytest.raises(Unreadable, match="not in the package"):
        read_docx(without(name))


def test_a_document_without_links_needs_no_relationships():
    assert read_docx(without("word/_rels/document.xml.rels")).parts == (Leaf("paragraph", "一"),)


def test_a_document_without_body_is_refused():
    with pytest.raises(Unreadable, match="no body"):
        read_docx(package("", **{"word/document.xml": f"<w:document {W}/>"}))


PLAIN_STYLES = f'<w:styles {W}><w:style w:type="paragraph" w:default="1"><w:name w:val="Normal"/></w:style></w:styles>'


def test_a_document_without_lists_needs_no_numbering():
    data = without("word/numbering.xml", **{"word/styles.xml": PLAIN_STYLES})
    assert read_docx(data).parts == (Leaf("paragraph", "一"),)


@pytest.mark.parametrize(
    ("numbering", "what"),
    [
        (NUMBERING.replace('w:numId="5"', 'w:numId="6"'), "list 5 level 0 is not defined"),
        (NUMBERING.replace('w:ilvl="0"', 'w:ilvl="1"'), "list 5 level 0 is not defined"),
        (NUMBERING.replace("bullet", "decimal"), "counts"),
        (NUMBERING.replace("</w:num>", '<w:lvlOverride w:ilvl="0"/></w:num>'), "overrides"),
    ],
)
def test_a_list_whose_marks_stand_nowhere_is_refused(numbering, what):
    with pytest.raises(Unreadable, match=what):
        read_docx(package("", **{"word/numbering.xml": numbering}))


def test_a_file_that_names_no_language_has_none():
    assert read_docx(package("", **{"word/styles.xml": f"<w:styles {W}/>"})).language == ""


def test_a_part_that_was_damaged_is_refused():
    data = package(paragraph("一"))
    with pytest.raises(BadZipFile):
        read_docx(data.replace("一".encode(), "二".encode()))


def test_what_is_no_package_is_refused():
    with pytest.raises(BadZipFile):
        read_docx(b"PK")


def test_entities_of_the_outside_are_not_read():
    body = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    data = package(
        "", **{"word/document.xml": f"{body}<w:document {W}><w:body>{paragraph('&x;')}</w:body></w:document>"}
    )
    assert read_docx(data).parts == ()
