"""One-defect mutants of a good PDF: each function breaks one thing that a reader, or a screen reader, would miss.

``MUTANTS`` maps a sentence to a function that changes an open file in place, and to what whoever notices it must say:
words of the proof, or the rule of a validator where neither words nor structure change. ``PAGED_MUTANTS`` break a file
with a cover, a table of contents and sheets of several sizes. The content of a page is changed as text;
``_change`` insists that it finds what it looks for, so that no mutant is the original by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

Mutation = Callable[[Pdf], None]
MUTANTS: dict[str, tuple[Mutation, str]] = {}
PAGED_MUTANTS: dict[str, tuple[Mutation, str]] = {}


def mutated(data: bytes, mutation: Mutation | None) -> bytes:
    """The file with one thing changed, or, without a mutation, only written anew."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        if mutation is not None:
            mutation(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()


def _mutant(noticed: str, mutants: dict[str, tuple[Mutation, str]] = MUTANTS) -> Callable[[Mutation], Mutation]:
    def register(function: Mutation) -> Mutation:
        mutants[function.__name__.replace("_", " ")] = (function, noticed)
        return function

    return register


def _elements(pdf: Pdf, tag: str) -> list[Object]:
    return list(_below(pdf.Root.StructTreeRoot.K[0], tag))


def _below(element: Object, tag: str):
    if f"/{tag}" == element.S:
        yield element
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _below(kid, tag)


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]


def _with(pdf: Pdf, tag: str, key: str) -> Object:
    return next(e for e in _elements(pdf, tag) if key in e.get("/A", {}))


def _content(pdf: Pdf, page: int = 0) -> bytes:
    return bytes(pdf.pages[page].Contents.read_bytes())


def _change(pdf: Pdf, pattern: bytes, replacement: bytes | Callable[[re.Match[bytes]], bytes], page: int = 0) -> None:
    content = _content(pdf, page)
    changed = re.sub(pattern, replacement, content, count=1, flags=re.DOTALL)
    assert changed != content, pattern
    pdf.pages[page].Contents.write(changed)


_FIRST_TD = rb"(/TD<</MCID \d+>>BDC\n)(.*?)(\nEMC)"
_LINE = rb"\((?:[^()\\]|\\.)*\)Tj"


# ── structure: figures ──────────────────────────────────────────────────────────────────────────────────────


@_mutant("Figure with")
def a_figure_without_alternative_text(pdf):
    del _elements(pdf, "Figure")[0]["/Alt"]


@_mutant("alternative")
def another_alternative_text(pdf):
    _elements(pdf, "Figure")[0].Alt = String("図")


@_mutant("P with ")
def a_paragraph_that_is_read_as_something_else(pdf):
    _elements(pdf, "P")[0].Alt = String("図")


@_mutant("steps")
def a_step_with_the_text_of_another(pdf):
    one, other = _elements(pdf, "Figure")[0].K[1:3]
    one.K, other.K = other.K, one.K


@_mutant("steps")
def a_step_that_is_not_in_the_figure(pdf):
    figure = _elements(pdf, "Figure")[0]
    figure.K = Array(list(figure.K)[:-1])


@_mutant("where it stands")
def a_figure_that_does_not_say_where_it_stands(pdf):
    del _elements(pdf, "Figure")[0]["/A"]


# ── structure: tables ───────────────────────────────────────────────────────────────────────────────────────


@_mutant("column 1 scope")
def a_header_cell_without_scope(pdf):
    del _with(pdf, "TH", "/Scope").A["/Scope"]


@_mutant("column 1 scope")
def a_column_header_says_it_heads_a_row(pdf):
    _with(pdf, "TH", "/Scope").A.Scope = Name.Row


@_mutant("nobody is not in the table")
def a_cell_names_a_header_that_is_not_there(pdf):
    _with(pdf, "TD", "/Headers").A.Headers = Array([String("nobody")])


@_mutant("column 1 headers")
def a_cell_names_the_header_of_another_column(pdf):
    one, other = [e for e in _elements(pdf, "TD") if "/Headers" in e.get("/A", {})][:2]
    one.A.Headers = other.A.Headers


@_mutant("column 1 headers")
def a_cell_names_no_header(pdf):
    del _with(pdf, "TD", "/Headers").A["/Headers"]


@_mutant("no cell")
def a_row_span_dropped(pdf):
    del _with(pdf, "TD", "/RowSpan").A["/RowSpan"]


@_mutant("leaves the table")
def a_row_span_too_big(pdf):
    cell = _with(pdf, "TD", "/RowSpan")
    cell.A.RowSpan = int(cell.A.RowSpan) + 1


@_mutant("leaves the table")
def a_column_span_dropped(pdf):
    del _with(pdf, "TH", "/ColSpan").A["/ColSpan"]


@_mutant("leaves the table")
def a_column_span_too_big(pdf):
    _with(pdf, "TD", "/ColSpan").A.ColSpan = 3


@_mutant("column 1 header")
def a_header_cell_is_data(pdf):
    _elements(pdf, "TH")[0].S = Name.TD


@_mutant("column 1 header")
def all_row_headers_are_data(pdf):
    for row in _elements(pdf, "TBody"):
        for cell in _below(row, "TH"):
            cell.S = Name.TD


@_mutant("column 1 header")
def a_data_cell_is_a_header(pdf):
    cell = _elements(pdf, "TD")[0]
    cell.S = Name.TH
    cell.A.Scope = Name.Row


@_mutant("exactly one element")
def an_empty_header_cell(pdf):
    del _elements(pdf, "TH")[0]["/K"]


@_mutant("reading order")
def two_cells_of_a_row_change_places(pdf):
    row = _elements(pdf, "TR")[2]
    row.K[2], row.K[3] = row.K[3], row.K[2]


@_mutant("no cell")
def a_cell_moves_to_the_next_row(pdf):
    one, other = _elements(pdf, "TR")[2:4]
    cell = one.K[len(one.K) - 1]
    one.K = Array(list(one.K)[:-1])
    cell.P = other
    other.K.append(cell)


@_mutant("leaves the table")
def a_cell_stands_twice(pdf):
    row = _elements(pdf, "TR")[3]
    row.K.append(row.K[0])


@_mutant("table 1 rows")
def a_row_is_gone(pdf):
    body = _elements(pdf, "TBody")[0]
    body.K = Array(list(body.K)[:-1])


@_mutant("header rows")
def a_header_row_stands_in_the_body(pdf):
    head, body = _elements(pdf, "THead")[0], _elements(pdf, "TBody")[0]
    row = head.K[1]
    head.K = Array([head.K[0]])
    row.P = body
    body.K = Array([row, *body.K])


@_mutant("stands where a block belongs")
def a_table_is_a_section(pdf):
    _elements(pdf, "Table")[0].S = Name.Sect


@_mutant("caption")
def a_caption_is_gone(pdf):
    table = next(e for e in _elements(pdf, "Table") if _kids(e)[0].S == "/Caption")
    table.K = Array(list(table.K)[1:])


@_mutant("summary")
def a_table_says_another_summary(pdf):
    _elements(pdf, "Table")[0].A.Summary = String("別の説明")


@_mutant("label")
def a_table_has_another_title(pdf):
    _elements(pdf, "Table")[0].T = String("別の題")


# ── structure: words ────────────────────────────────────────────────────────────────────────────────────────


@_mutant("level")
def a_heading_of_another_level(pdf):
    _elements(pdf, "H2")[0].S = Name.H3


@_mutant("kind")
def a_heading_is_a_paragraph(pdf):
    _elements(pdf, "H2")[0].S = Name.P


@_mutant("kind")
def a_paragraph_is_a_heading(pdf):
    _elements(pdf, "P")[0].S = Name.H2


@_mutant("mark")
def a_mark_of_a_list_is_its_text(pdf):
    item = _elements(pdf, "LI")[0]
    mark, body = item.K
    body.K = Array([*_kids(mark), *_kids(body)])
    item.K = Array([body])


@_mutant("reading order")
def a_section_moves_to_the_end(pdf):
    top = pdf.Root.StructTreeRoot.K[0]
    top.K = Array([*list(top.K)[1:], top.K[0]])


@_mutant("/ActualText")
def an_element_says_something_else_than_it_shows(pdf):
    _elements(pdf, "TD")[0].ActualText = String("別の文")


@_mutant("renames elements")
def an_element_is_renamed(pdf):
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/TH": Name.TD})


@_mutant("another parent")
def an_element_names_another_parent(pdf):
    _elements(pdf, "TD")[0].P = _elements(pdf, "TR")[0]


@_mutant("links")
def a_link_leads_elsewhere(pdf):
    _annotation(pdf, "/URI").A.URI = String("https://example.com/")


@_mutant("links")
def a_link_leads_to_another_heading(pdf):
    note = next(n for page in pdf.pages for n in page.get("/Annots", []) if "/Dest" in n or n.A.S == "/GoTo")
    place = note.Dest if "/Dest" in note else note.A.D
    place[0], place[3] = pdf.pages[0].obj, 10_000


@_mutant("belong to no element")
def a_link_belongs_to_no_element(pdf):
    link = _elements(pdf, "Link")[0]
    link.K = next(kid for kid in _kids(link) if isinstance(kid, int))


@_mutant("PDFUA1-LINK-CONTENTS-001")
def a_link_says_nothing_to_a_screen_reader(pdf):
    del _annotation(pdf, "/URI")["/Contents"]


def _annotation(pdf: Pdf, kind: str) -> Object:
    return next(n for page in pdf.pages for n in page.get("/Annots", []) if n.get("/A", {}).get("/S") == kind)


# ── tree and pages ──────────────────────────────────────────────────────────────────────────────────────────


@_mutant("exactly one element")
def one_mark_belongs_to_two_elements(pdf):
    one, other = _elements(pdf, "TD")[:2]
    other.K = one.K


@_mutant("exactly one element")
def a_mark_belongs_to_no_element(pdf):
    del _elements(pdf, "TD")[0]["/K"]


@_mutant("column 1 line 1 text")
def two_marks_change_elements(pdf):
    one, other = _elements(pdf, "TD")[:2]
    one.K, other.K = other.K, one.K


@_mutant("the parent tree")
def the_parent_tree_is_gone(pdf):
    del pdf.Root.StructTreeRoot["/ParentTree"]


@_mutant("the parent tree")
def two_entries_of_the_parent_tree_change_places(pdf):
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[1] = row[1], row[0]


@_mutant("the parent tree")
def a_page_names_the_parent_tree_of_another(pdf):
    one, other = pdf.pages[0].obj, pdf.pages[1].obj
    one.StructParents, other.StructParents = other.StructParents, one.StructParents


@_mutant("id tree")
def an_id_leads_to_another_cell(pdf):
    names = pdf.Root.StructTreeRoot.IDTree.Names
    names[1], names[3] = names[3], names[1]


@_mutant("id tree")
def the_id_tree_is_gone(pdf):
    del pdf.Root.StructTreeRoot["/IDTree"]


@_mutant("stands twice")
def two_cells_of_one_id(pdf):
    one, other = [e for e in _elements(pdf, "TH") if "/ID" in e][:2]
    other.ID = one.ID


@_mutant("is read after page")
def pages_in_another_order(pdf):
    pdf.Root.Pages.Kids = Array(reversed(list(pdf.Root.Pages.Kids)))


# ── content ─────────────────────────────────────────────────────────────────────────────────────────────────


@_mutant("rule or fill outside")
def a_rule_outside_of_marks(pdf):
    _change(pdf, rb"/Artifact<</Type/Layout>>BDC\n(.*?)\nEMC", rb"\1")


@_mutant("text outside of a mark")
def text_outside_of_marks(pdf):
    _change(pdf, rb"(/Artifact<</Type/Pagination/Subtype/Footer>>BDC)\n(.*?)\nEMC", rb"\2")


@_mutant("is not on its page")
def real_content_is_an_artifact(pdf):
    _change(pdf, _FIRST_TD, rb"/Artifact BMC\n\2\3")


@_mutant("exactly one element")
def an_artifact_is_read_as_content(pdf):
    last = len(_elements(pdf, "TD"))
    _change(pdf, rb"/Artifact<</Type/Pagination/Subtype/Footer>>BDC", b"/P<</MCID %d>>BDC" % (10_000 + last))


@_mutant("an artifact inside a mark")
def an_artifact_inside_a_mark(pdf):
    _change(pdf, _FIRST_TD, rb"\1/Artifact BMC\n\2\nEMC\3")


@_mutant("reading order")
def two_marks_painted_in_another_order(pdf):
    plain = rb"(/TD<</MCID \d+>>BDC(?:(?!Tf|EMC).)*?\nEMC)"
    _change(pdf, plain + rb"\n" + plain, rb"\2\n\1")


@_mutant("is not on its page")
def two_marks_of_one_number(pdf):
    _change(pdf, rb"/TD<</MCID (\d+)>>BDC(.*?)/TD<</MCID \d+>>BDC", rb"/TD<</MCID \1>>BDC\2/TD<</MCID \1>>BDC")


@_mutant("line 1 text")
def a_line_is_not_painted(pdf):
    _change(pdf, rb"(/TD<</MCID \d+>>BDC\n[^E]*?)" + _LINE, rb"\1()Tj")


@_mutant("line 1 text")
def a_line_is_painted_twice(pdf):
    _change(pdf, rb"(/TD<</MCID \d+>>BDC\n[^E]*?)(" + _LINE + rb")", rb"\1\2\n\2")


@_mutant("line 1 text")
def a_line_with_its_characters_reversed(pdf):
    def reverse(found: re.Match[bytes]) -> bytes:
        codes = found[2]
        return found[1] + b"(" + b"".join(codes[i : i + 2] for i in range(len(codes) - 2, -1, -2)) + b")Tj"

    _change(pdf, rb"(/TD<</MCID \d+>>BDC\n[^E]*?)\(((?:[^()\\]{2}){2,})\)Tj", reverse)


@_mutant("nobody sees")
def text_that_is_not_painted(pdf):
    _change(pdf, rb"(/TD<</MCID \d+>>BDC\n[^E]*?)(" + _LINE + rb")", rb"\1 3 Tr \2 0 Tr")


@_mutant("nobody sees")
def text_in_the_colour_of_the_paper(pdf):
    _change(pdf, rb"(/TD<</MCID \d+>>BDC\n)(.*?)(\nEMC)", rb"\g<1>1 g\n\2\n0 g\3")


@_mutant("beside the sheet")
def text_beside_the_sheet(pdf):
    _change(pdf, rb"(/TD<</MCID \d+>>BDC\n[^E]*?1 0 0 1 )([\d.]+)", rb"\g<1>9\2")


@_mutant("too small")
def text_too_small_to_be_seen(pdf):
    _change(pdf, rb"/(\w+) [\d.]+ Tf", rb"/\1 0.1 Tf")


@_mutant("turned or scaled")
def text_squeezed_to_nothing(pdf):
    _change(pdf, rb"1 0 0 1 ([\d.]+ [\d.]+) Tm", rb"0 0 0 1 \1 Tm")


@_mutant("no statement")
def text_clipped_away(pdf):
    _change(pdf, rb"\A", b"0 0 1 1 re W n\n")


@_mutant("nobody sees")
def one_more_hidden_line(pdf):
    _change(pdf, rb"(/TD<</MCID \d+>>BDC\n.*?)(" + _LINE + rb")(.*?\nEMC)", rb"\1\2\n3 Tr\n\2\n0 Tr\3")


# ── fonts ───────────────────────────────────────────────────────────────────────────────────────────────────


def _fonts(pdf: Pdf) -> list[Object]:
    return list(pdf.pages[0].Resources.Font.values())


def _table(pdf: Pdf, pattern: bytes, replacement: bytes | Callable[[re.Match[bytes]], bytes]) -> None:
    stream = _fonts(pdf)[0].ToUnicode
    old = stream.read_bytes()
    head, entries, rest = old.partition(b"beginbfchar\n")
    new = re.sub(pattern, replacement, rest, count=1)
    assert new != rest
    stream.write(head + entries + new)


@_mutant("text")
def one_character_reads_as_another(pdf):
    _table(pdf, rb"(<\w{4}>) <\w+>", rb"\1 <20B9>")


@_mutant("text")
def two_characters_read_as_each_other(pdf):
    _table(pdf, rb"(<\w{4}>) (<\w+>)\n(<\w{4}>) (<\w+>)", rb"\1 \4\n\3 \2")


@_mutant("<0000> is no text")
def a_character_reads_as_nothing(pdf):
    _table(pdf, rb"(<\w{4}>) <\w+>", rb"\1 <0000>")


@_mutant("is no text")
def a_character_cannot_be_read(pdf):
    _table(pdf, rb"<(\w{4})> (<\w+>)", rb"<FFF0> \2")


@_mutant("its codes are no text")
def a_font_whose_text_cannot_be_read(pdf):
    del _fonts(pdf)[0]["/ToUnicode"]


@_mutant("PDFUA1-FONT-EMBEDDING-001")
def a_font_that_is_not_embedded(pdf):
    del _fonts(pdf)[0].DescendantFonts[0].FontDescriptor["/FontFile2"]


@_mutant("PDFUA1-FONT-GLYPH-WIDTH-001")
def a_font_with_wrong_widths(pdf):
    widths = _fonts(pdf)[0].DescendantFonts[0].W[1]
    for index in range(len(widths)):
        widths[index] = 300


# ── the file ────────────────────────────────────────────────────────────────────────────────────────────────


@_mutant("file language")
def no_language(pdf):
    del pdf.Root["/Lang"]


@_mutant("file language")
def another_language(pdf):
    pdf.Root.Lang = String("en-US")


@_mutant("file title")
def another_title(pdf):
    pdf.docinfo["/Title"] = "別の題"


@_mutant("file title")
def no_title_in_the_metadata(pdf):
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(re.sub(rb"<dc:title>.*?</dc:title>", b"", packet, flags=re.DOTALL))


@_mutant("PDFUA1-ID-PART-001")
def no_claim_to_be_accessible(pdf):
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


@_mutant("tagged")
def a_file_that_does_not_say_it_is_tagged(pdf):
    pdf.Root.MarkInfo.Marked = False


@_mutant("PDFUA1-VIEWER-PREFERENCES-001")
def a_viewer_that_shows_the_file_name(pdf):
    del pdf.Root["/ViewerPreferences"]


@_mutant("PDFUA1-PAGE-TABS-001")
def pages_without_tab_order(pdf):
    for page in pdf.pages:
        del page.obj["/Tabs"]


@_mutant("PDFA2A-DEVICE-GRAY-001")
def no_colours_described(pdf):
    del pdf.Root["/OutputIntents"]


# ── contents and sheets ─────────────────────────────────────────────────────────────────────────────────────


def _paged(noticed: str) -> Callable[[Mutation], Mutation]:
    return _mutant(noticed, PAGED_MUTANTS)


def _marked(pdf: Pdf, tag: str, number: int, page: int = 1) -> re.Match[bytes]:
    """The marks of a kind on a page: everything up to the text, the text, the rest."""
    found = list(re.finditer(rb"/%b<</MCID \d+>>BDC\n.*?\nEMC" % tag.encode(), _content(pdf, page), re.DOTALL))
    return found[number]


@_paged("do not belong to exactly one element")
def an_entry_is_gone(pdf):
    toc = _elements(pdf, "TOC")[0]
    toc.K = Array(list(toc.K)[:-1])


@_paged("contents entry")
def an_entry_with_all_that_is_painted_of_it_is_gone(pdf):
    marks = [_marked(pdf, "Link", -1)[0], _marked(pdf, "Span", -1)[0]]
    for mark in marks:
        _change(pdf, re.escape(mark), b"", page=1)
    toc = _elements(pdf, "TOC")[0]
    gone = _elements(pdf, "TOCI")[-1].K.K
    notes = [kid.Obj.objgen for kid in _kids(gone) if isinstance(kid, Dictionary) and "/Obj" in kid]
    toc.K = Array(list(toc.K)[:-1])
    page = pdf.pages[1]
    page.Annots = Array([note for note in page.Annots if note.objgen not in notes])
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[3]
    for number in (int(found) for mark in marks for found in re.findall(rb"MCID (\d+)", mark)):
        row[number] = None


@_paged("leads to")
def the_text_of_an_entry_is_another(pdf):
    content = _marked(pdf, "Link", 0)[0]
    _change(pdf, re.escape(content), content.replace(_codes(content), _codes(content)[2:]), page=1)


def _codes(mark: bytes) -> bytes:
    found = re.search(rb"\(((?:[^()\\]|\\.)*)\)Tj", mark, re.DOTALL)
    assert found
    return found[1]


@_paged("is said to be on page")
def an_entry_names_the_page_of_another(pdf):
    one, other = _codes(_marked(pdf, "Span", 1)[0]), _codes(_marked(pdf, "Span", 2)[0])
    assert one != other
    mark = _marked(pdf, "Span", 1)[0]
    _change(pdf, re.escape(mark), lambda _: mark.replace(one, other), page=1)


@_paged("is said to be on page")
def an_entry_without_a_number(pdf):
    mark = _marked(pdf, "Span", 0)[0]
    _change(pdf, re.escape(mark), lambda _: mark.replace(_codes(mark), b""), page=1)


@_paged("leads to")
def an_entry_leads_to_another_heading(pdf):
    one, other = list(pdf.pages[1].Annots)[:2]
    one.Dest = other.Dest


@_paged("contents entry")
def two_entries_change_places_with_their_links(pdf):
    one, other = _elements(pdf, "Reference")[:2]
    one.K, other.K = other.K, one.K


@_paged("contents entry")
def an_entry_is_one_level_higher(pdf):
    top = _elements(pdf, "TOC")[0]
    first = top.K[0]
    below = first.K[1]
    first.K = first.K[0]
    for item in _kids(below):
        item.P = top
    top.K = Array([first, *_kids(below), *list(top.K)[1:]])


@_paged("is no entry of a table of contents")
def an_entry_without_a_reference(pdf):
    item = _elements(pdf, "TOCI")[-1]
    item.K = item.K.K


@_paged("stands where a block belongs")
def an_item_outside_of_its_list(pdf):
    _elements(pdf, "TOC")[0].S = Name.Sect


@_paged("viewers call it")
def viewers_count_the_cover(pdf):
    del pdf.Root["/PageLabels"]


@_paged("viewers call it")
def viewers_count_from_another_number(pdf):
    pdf.Root.PageLabels.Nums[3].St = 2


@_paged("is said to be on page")
def a_page_prints_another_number_than_the_contents_say(pdf):
    footer = rb"(/Subtype/Footer>>BDC.*?)\([^()]*\)Tj"
    number = re.search(rb"/Subtype/Footer>>BDC.*?(\([^()]*\)Tj)", _content(pdf, 4), re.DOTALL)
    _change(pdf, footer, lambda found: found[1] + number[1], page=3)


@_paged("PDFUA1-")
def a_link_of_an_entry_says_nothing_to_a_screen_reader(pdf):
    del pdf.pages[1].Annots[0]["/Contents"]
