"""The reader against a PDF written by hand: one page, a heading, a list, a table with a merged cell."""

from io import BytesIO

import pikepdf
import pytest

from reportgen.proof.pdf_file import PdfFile
from reportgen.proof.read_pdf import read_pdf
from reportgen.proof.reading import Leaf, ReadCell, ReadTable, Unreadable

CHARACTERS = "章一二三★前後甲乙1234 "
TABLE = (
    f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{len(CHARACTERS)} beginbfchar\n"
    + "".join(f"<{code:04X}> <{ord(character):04X}>\n" for code, character in enumerate(CHARACTERS, 1))
    + "endbfchar\n"
)
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">題 &amp; 名</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class Sketch:
    """A PDF in the making: ``say`` adds a structure element with its text, ``add`` one that holds others."""

    def __init__(self):
        self.pdf = pikepdf.new()
        self.page = self.pdf.add_blank_page(page_size=(600, 400)).obj
        self.owners, self.lines, self.annotations = [], [], []
        self.root = self.pdf.make_indirect({"/Type": pikepdf.Name.StructTreeRoot})
        self.root.K = pikepdf.Array()
        self.document = self.add(self.root, "Document")

    def add(self, parent, tag, **entries):
        entries = {f"/{key}": value for key, value in entries.items()}
        element = self.pdf.make_indirect(
            {"/S": pikepdf.Name(f"/{tag}"), "/P": parent, "/K": pikepdf.Array(), **entries}
        )
        parent.K.append(element)
        return element

    def say(self, parent, tag, text, **entries):
        element = self.add(parent, tag, **entries)
        self.mark(element, tag, text)
        return element

    def mark(self, element, tag, text):
        codes = "".join(f"{CHARACTERS.index(character) + 1:04X}" for character in text)
        number = len(self.owners)
        self.lines.append(
            f"/{tag} <</MCID {number}>> BDC BT /F1 10 Tf 1 0 0 1 50 {390 - 12 * number} Tm <{codes}> Tj ET EMC"
        )
        element["/Pg"] = self.page
        element.K.append(number)
        self.owners.append(element)

    def data(self):
        pdf = self.pdf
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            Encoding=pikepdf.Name("/Identity-H"),
            BaseFont=pikepdf.Name.Test,
            ToUnicode=pdf.make_stream(TABLE.encode()),
        )
        self.page.Contents = pdf.make_stream("\n".join(self.lines).encode())
        self.page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
        self.page.StructParents = 0
        self.root.ParentTree = pikepdf.Dictionary(
            Nums=pikepdf.Array([0, pikepdf.Array(self.owners), *self.annotations])
        )
        pdf.Root.StructTreeRoot = self.root
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.Lang = pikepdf.String("ja-JP")
        pdf.Root.Metadata = pdf.make_stream(PACKET.encode())
        pdf.docinfo["/Title"] = "題 & 名"
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def table_attributes(**entries):
    return pikepdf.Dictionary(O=pikepdf.Name.Table, **entries)


def sketched_table(sketch):
    table = sketch.add(
        sketch.document, "Table", T=pikepdf.String("題"), A=table_attributes(Summary=pikepdf.String("説明"))
    )
    head = sketch.add(sketch.add(table, "THead"), "TR")
    for text in "甲乙":
        sketch.say(head, "TH", text, A=table_attributes(Scope=pikepdf.Name.Column))
    body = sketch.add(table, "TBody")
    row = sketch.add(body, "TR")
    sketch.say(row, "TD", "1", A=table_attributes(RowSpan=2))
    lines = sketch.add(row, "TD")
    sketch.say(lines, "P", "2 ")
    sketch.add(lines, "P")
    sketch.say(lines, "P", "3")
    sketch.add(sketch.add(body, "TR"), "TD")
    return table


def test_words_are_leaves_in_the_order_of_the_tree():
    sketch = Sketch()
    section = sketch.add(sketch.document, "Sect")
    sketch.say(section, "H1", "章一")
    sketch.say(section, "P", "前 後")
    item = sketch.add(sketch.add(section, "L"), "LI")
    sketch.say(item, "Lbl", "★")
    sketch.say(item, "LBody", "二")
    found = read_pdf(sketch.data())
    assert found.faults == ()
    assert (found.language, found.title) == ("ja-JP", "題 & 名")
    assert found.parts == (
        Leaf("heading", "章一", level=1),
        Leaf("paragraph", "前 後"),
        Leaf("item", "二", mark="★"),
    )


def test_a_leaf_may_have_several_marks():
    sketch = Sketch()
    element = sketch.say(sketch.document, "P", "前")
    sketch.mark(element, "P", "後")
    assert read_pdf(sketch.data()).parts == (Leaf("paragraph", "前後"),)


def test_a_table_is_rebuilt_from_its_tags():
    sketch = Sketch()
    sketched_table(sketch)
    found = read_pdf(sketch.data())
    assert found.faults == ()

    def cell(row, column, span, header, scope, headers, *texts):
        leaves = tuple(Leaf("paragraph", text) for text in texts)
        return ReadCell(row, column, span, 1, leaves, header=header, scope=scope, headers=headers)

    assert found.parts == (
        ReadTable(
            column_count=2,
            row_count=3,
            header_rows=1,
            cells=(
                cell(0, 0, 1, True, "col", (), "甲"),
                cell(0, 1, 1, True, "col", (), "乙"),
                cell(1, 0, 2, False, "", ((0, 0),), "1"),
                cell(1, 1, 1, False, "", ((0, 1),), "2 ", "", "3"),
                cell(2, 1, 1, False, "", ((0, 1),)),
            ),
            caption=None,
            label="題",
            summary="説明",
        ),
    )


def test_paint_order_must_be_reading_order():
    sketch = Sketch()
    sketch.say(sketch.document, "P", "前")
    sketch.say(sketch.document, "P", "後")
    sketch.document.K = pikepdf.Array(reversed(list(sketch.document.K)))
    assert "is not painted in reading order" in [fault.what for fault in read_pdf(sketch.data()).faults]


@pytest.mark.parametrize(
    ("tag", "inside"), [("Figure", "Document"), ("TR", "Document"), ("P", "Table"), ("Note", "Document"), ("P", "TR")]
)
def test_an_element_in_a_place_where_it_has_no_meaning_is_refused(tag, inside):
    sketch = Sketch()
    table = sketched_table(sketch)
    parent = {"Document": sketch.document, "Table": table, "TR": table.K[1].K[0]}[inside]
    sketch.say(parent, tag, "前")
    with pytest.raises(Unreadable):
        read_pdf(sketch.data())


def test_a_page_that_is_turned_is_refused():
    sketch = Sketch()
    sketch.page.Rotate = 90
    with pytest.raises(Unreadable, match="turned"):
        read_pdf(sketch.data())


def test_a_picture_on_the_page_is_refused():
    sketch = Sketch()
    data = pikepdf.open(BytesIO(sketch.data()))
    data.pages[0].Resources.XObject = pikepdf.Dictionary()
    out = BytesIO()
    data.save(out)
    with pytest.raises(Unreadable, match="draws with /XObject"):
        read_pdf(out.getvalue())


def test_a_title_that_is_no_text_is_refused():
    sketch = Sketch()
    table = sketched_table(sketch)
    table.T = pikepdf.Name("/Title")
    with pytest.raises(Unreadable, match="is no text"):
        read_pdf(sketch.data())


def test_content_beside_the_rows_of_a_table_is_refused():
    sketch = Sketch()
    table = sketched_table(sketch)
    sketch.mark(table, "Table", "前")
    with pytest.raises(Unreadable, match="content where elements belong"):
        read_pdf(sketch.data())


def linked(sketch):
    """Add a paragraph with a link, and return the link and its annotation."""
    link = sketch.say(sketch.add(sketch.document, "P"), "Link", "前")
    note = sketch.pdf.make_indirect(
        {
            "/Type": pikepdf.Name.Annot,
            "/Subtype": pikepdf.Name.Link,
            "/StructParent": 1,
            "/A": {"/S": pikepdf.Name.URI, "/URI": pikepdf.String("https://e.jp/%E8%A8%88")},
        }
    )
    link.K.append(pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=note, Pg=sketch.page))
    sketch.page.Annots = pikepdf.Array([note])
    sketch.annotations = [1, link]
    return link, note


def faults(sketch):
    return [fault.what for fault in read_pdf(sketch.data()).faults]


def test_a_link_is_read_with_its_address():
    sketch = Sketch()
    linked(sketch)
    found = read_pdf(sketch.data())
    assert found.faults == ()
    assert found.parts == (Leaf("paragraph", "前", links=(("前", "https://e.jp/計"),)),)


def test_a_link_to_no_place_of_a_page_is_refused():
    sketch = Sketch()
    _, note = linked(sketch)
    del note["/A"]
    note.Dest = pikepdf.Array([sketch.page, pikepdf.Name.Fit])
    with pytest.raises(Unreadable, match="leads nowhere"):
        read_pdf(sketch.data())


def test_a_link_without_annotation_leads_nowhere():
    sketch = Sketch()
    sketch.say(sketch.add(sketch.document, "P"), "Link", "前")
    assert faults(sketch) == ["leads to 0 places"]


def test_a_list_holds_items_and_nothing_else():
    sketch = Sketch()
    sketch.say(sketch.add(sketch.document, "L"), "P", "前")
    with pytest.raises(Unreadable):
        read_pdf(sketch.data())


def test_an_item_is_a_mark_and_a_body():
    sketch = Sketch()
    item = sketch.add(sketch.add(sketch.document, "L"), "LI")
    sketch.say(item, "LBody", "前")
    sketch.say(item, "Lbl", "★")
    with pytest.raises(Unreadable, match="holds LBody Lbl"):
        read_pdf(sketch.data())


def test_a_link_that_the_parent_tree_leads_elsewhere_is_a_fault():
    sketch = Sketch()
    linked(sketch)
    sketch.annotations[1] = sketch.document
    assert "the parent tree leads elsewhere" in faults(sketch)


def test_an_annotation_of_two_links_is_a_fault():
    sketch = Sketch()
    link, _ = linked(sketch)
    other = sketch.say(sketch.add(sketch.document, "P"), "Link", "後")
    other.K.append(link.K[1])
    assert "belongs to two elements" in faults(sketch)


def test_two_marks_of_one_number_are_a_fault_though_both_are_claimed():
    sketch = Sketch()
    element = sketch.say(sketch.document, "P", "前")
    sketch.lines *= 2
    element.K = pikepdf.Array([0, 0])
    assert "two marks of one number" in faults(sketch)


@pytest.mark.parametrize("kid", [pikepdf.Dictionary(Type=pikepdf.Name.Page), pikepdf.Array([0]), pikepdf.Name.P])
def test_a_kid_that_is_no_content_is_refused(kid):
    sketch = Sketch()
    sketch.say(sketch.document, "P", "前").K.append(kid)
    with pytest.raises(Unreadable, match="kid"):
        read_pdf(sketch.data())


@pytest.mark.parametrize(
    "attributes",
    [{"RowSpan": 0}, {"ColSpan": pikepdf.String("2")}, {"Scope": pikepdf.Name.Both}],
)
def test_an_attribute_that_means_nothing_is_refused(attributes):
    sketch = Sketch()
    table = sketched_table(sketch)
    table.K[1].K[0].K[0].A = table_attributes(**attributes)
    with pytest.raises(Unreadable, match=f"{next(iter(attributes)).lower()}|/{next(iter(attributes))}"):
        read_pdf(sketch.data())


def test_a_table_without_a_head_is_refused():
    sketch = Sketch()
    table = sketched_table(sketch)
    table.K = pikepdf.Array([table.K[1]])
    with pytest.raises(Unreadable, match="holds TBody"):
        read_pdf(sketch.data())


def test_a_file_without_metadata_is_refused():
    sketch = Sketch()
    sketch.say(sketch.document, "P", "前")
    data = sketch.data()
    assert b"/Metadata 3 0 R" in data
    with pytest.raises(Unreadable, match="no reference"):
        read_pdf(data.replace(b"/Metadata 3 0 R", b"/Nonsense 3 0 R"))


def test_a_text_that_looks_like_a_reference_is_text():
    sketch = Sketch()
    sketch.say(sketch.document, "P", "前")
    assert PdfFile(sketch.data()).get("u:12 0 R") == "u:12 0 R"


def test_a_file_without_tags_is_refused():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = BytesIO()
    pdf.save(out)
    with pytest.raises(Unreadable, match="structure tree"):
        read_pdf(out.getvalue())


def test_what_is_no_pdf_is_refused():
    with pytest.raises(pikepdf.PdfError):
        read_pdf(b"%PDF-1.7\n")
