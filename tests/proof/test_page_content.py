import pytest

from reportgen.proof.page_content import Codes, scan
from reportgen.proof.pdf_file import PdfFont, PdfPage
from reportgen.proof.reading import Fault, Unreadable

LETTERS = b"".join(b"<%04X> <%04X>\n" % (code, code) for code in range(0x20, 0x7F))
TABLE = b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n95 beginbfchar\n" + LETTERS + b"endbfchar\n"
FONT = PdfFont("/Test", "/Type0 /Identity-H", TABLE)


def wide(text):
    return b"(" + b"".join(b"\x00" + bytes([c]) for c in text.encode("ascii")) + b")"


def page(content, font=FONT):
    return PdfPage(1, "3 0 R", 600.0, 400.0, content, {"/F1": font}, 0, ())


def marks(content):
    found, faults, _ = scan(page(content), Codes())
    assert faults == []
    return [(mark.mcid, mark.text, mark.place) for mark in found]


def faults(content):
    return scan(page(content), Codes())[1]


def line(text, x=10, y=20):
    return b"BT /F1 9 Tf 1 0 0 1 %d %d Tm %b Tj ET" % (x, y, wide(text))


def test_the_text_of_a_mark_is_all_that_is_shown_in_it():
    content = b"/P<</MCID 0>>BDC\nBT\n/F1 9 Tf\n1 0 0 1 10 20 Tm" + wide("ab ") + b"Tj\n1 0 0 1 10 9.5 Tm[" + wide("c")
    content += b"500" + wide("d") + b" -20.5]TJ\nET\nEMC\n"
    assert marks(content) == [(0, "ab cd", (10.0, 20.0))]


def test_strings_may_be_hexadecimal_or_escaped():
    content = (
        b"/P << /MCID 7 >> BDC BT /F1 9 Tf 1 0 0 1 0 0 Tm <0041 0042> Tj (\\000C\\\n\x00\\)\x00\\(\x00\\\\) Tj ET EMC"
    )
    assert marks(content) == [(7, "ABC)(\\", (0.0, 0.0))]


def test_text_may_go_on_without_a_new_position():
    content = b"/P<</MCID 0>>BDC " + line("a").removesuffix(b"ET") + b"[" + wide("b") + b"-9.5" + wide("c") + b"]TJ "
    assert marks(content + wide("d") + b"Tj ET EMC") == [(0, "abcd", (10.0, 20.0))]


def test_a_line_end_inside_a_string_is_a_line_feed():
    with pytest.raises(Unreadable, match="code 000A is no text"):
        scan(page(b"/P<</MCID 0>>BDC BT /F1 9 Tf 1 0 0 1 0 0 Tm (\x00\r\n) Tj ET EMC"), Codes())


def test_what_an_artifact_shows_is_no_text():
    assert marks(b"/Artifact <</Type /Pagination>> BDC " + line("1") + b" EMC /Artifact BMC 0 0 5 5 re f EMC") == []


def test_an_actual_text_stands_for_what_is_shown_in_it():
    content = b"/P<</MCID 0>>BDC " + line("a").removesuffix(b"ET")
    content += b"/Span<</ActualText<FEFF304200E9>>>BDC " + wide("?") + b"Tj EMC ET EMC"
    assert marks(content) == [(0, "aあé", (10.0, 20.0))]


def test_marks_come_in_paint_order():
    content = b"/P<</MCID 1>>BDC " + line("b") + b" EMC /P<</MCID 0>>BDC " + line("a") + b" EMC"
    assert [(mcid, text) for mcid, text, _ in marks(content)] == [(1, "b"), (0, "a")]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (line("x"), "text outside of a mark: x"),
        (b"0 0 m 5 5 l S", "a rule or fill outside of a mark"),
        (b"/P<</MCID 0>>BDC 3 Tr " + line("x") + b" EMC", "text that nobody sees: x"),
        (b"/P<</MCID 0>>BDC 1 1 1 rg " + line("x") + b" EMC", "text that nobody sees: x"),
        (b"/P<</MCID 0>>BDC " + line("x", x=601) + b" EMC", "text beside the sheet, at 601 20"),
        (b"/P<</MCID 0>>BDC " + line("x", y=-1) + b" EMC", "text beside the sheet, at 10 -1"),
        (b"/P<</MCID 0>>BDC /F1 .5 Tf EMC", "text too small to be seen"),
        (b"/P<</MCID 0>>BDC /Artifact BMC EMC EMC", "an artifact inside a mark"),
        (b"/P<</MCID 0>>BDC /P<</MCID 1>>BDC EMC EMC", "mark 1 inside another mark"),
    ],
)
def test_what_is_painted_wrongly_is_a_fault(content, what):
    assert faults(content) == [Fault("page 1", what)]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"/P<</MCID 0>>BDC", "not closed"),
        (b"EMC", "EMC without a mark"),
        (b"/Span<</ActualText<FEFF3042>>>BDC EMC", "outside of a mark"),
        (b"/P<</MCID 0>>BDC /Span<</ActualText(x)>>BDC EMC EMC", "no UTF-16"),
        (b"/Im0 Do", "no statement"),
        (b"q 1 0 0 1 5 5 cm Q", "no statement"),
        (b"/G0 gs", "no statement"),
        (b"0 0 5 5 re W n", "no statement"),
        (b"0 0 0 1 k", "no statement"),
        (b"BI ID x EI", "no statement"),
        (b"/P<</MCID 0>>BDC BT 2 0 0 2 0 0 Tm ET EMC", "turned or scaled"),
        (b"/P<</MCID 0>>BDC BT /F9 9 Tf ET EMC", "font /F9 is not there"),
        (b"/P<</MCID 0>>BDC BT /F1 9 Tf 1 0 0 1 0 0 Tm <0009> Tj ET EMC", "code 0009 is no text"),
        (b"/P<</MCID 0>>BDC BT /F1 9 Tf 1 0 0 1 0 0 Tm <41> Tj ET EMC", "half a code"),
        (b"/P<</MCID 0>>BDC BT /F1 9 Tf 1 0 0 1 0 0 Tm (\x00) Tj 1 0 0 1 0 9 Tm (a) Tj ET EMC", "half a code"),
        (b"/P<</MCID 0>>BDC BT /F1 9 Tf 1 0 0 1 0 0 Tm <D800DC00> Tj ET EMC", "is no text"),
        (b"/P<</MCID 0>>BDC BT /F1 9 Tf 1 0 0 1 0 0 Tm (ab) Tj1 0 0 1 0 9 Tm (ab) Tj ET EMC", "no statement"),
        (b"/P<</MCID 0>>BDC BT 1 0 0 1 0 0 Tm (ab) Tj ET EMC", "without a font"),
    ],
)
def test_what_a_plain_report_does_not_use_is_refused(content, what):
    with pytest.raises(Unreadable, match=what):
        scan(page(content), Codes())


@pytest.mark.parametrize(
    "font",
    [PdfFont("/Test", "/Type0 /Identity-H", None), PdfFont("/Test", "/TrueType /WinAnsiEncoding", TABLE)],
)
def test_a_font_whose_codes_are_no_text_is_refused(font):
    with pytest.raises(Unreadable, match="its codes are no text"):
        scan(page(b"/P<</MCID 0>>BDC " + line("x") + b" EMC", font), Codes())


def test_a_string_that_does_not_end_is_refused_at_once():
    with pytest.raises(Unreadable, match="no statement"):
        scan(page(b"/P<</MCID 0>>BDC BT /F1 9 Tf 1 0 0 1 0 0 Tm [(" + b"a" * 5_000), Codes())


def test_places_are_those_of_the_first_line_and_every_line_is_checked():
    content = b"/P<</MCID 0>>BDC BT /F1 9 Tf 1 0 0 1 10 20 Tm %b Tj 1 0 0 1 10 401 Tm %b Tj ET EMC"
    found = scan(page(content % (wide("a"), wide("b"))), Codes())
    assert [(mark.text, mark.place) for mark in found.marks] == [("ab", (10.0, 20.0))]
    assert found.faults == [Fault("page 1", "text beside the sheet, at 10 401")]


def test_what_stands_at_the_foot_of_the_page_is_told_apart_from_its_head():
    head = b"/Artifact<</Type/Pagination/Subtype/Header>>BDC " + line("head") + b" EMC "
    foot = b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC " + line("- 1 -") + b" EMC "
    found = scan(page(head + b"/P<</MCID 0>>BDC " + line("words") + b" EMC " + foot), Codes())
    assert (found.footer, found.faults, [mark.text for mark in found.marks]) == ("- 1 -", [], ["words"])
