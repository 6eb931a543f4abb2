"""The tagged canvas: what it refuses, what it writes, and that both standards accept it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from pdf_specimen import A4_LANDSCAPE, HARD, LINK, METADATA, ODD, Specimen, chains, reopened

from reportgen.errors import RenderError
from reportgen.render.to_pdf.canvas import TaggedCanvas
from reportgen.render.to_pdf.font import FontChain


@pytest.fixture(scope="module")
def specimen() -> bytes:
    return Specimen().finished()


@pytest.fixture(scope="module")
def regular() -> FontChain:
    return chains()[0]


@pytest.fixture
def canvas() -> TaggedCanvas:
    made = TaggedCanvas(METADATA)
    made.start_page(*A4_LANDSCAPE)
    return made


@pytest.fixture
def opened(specimen: bytes) -> pikepdf.Pdf:
    return reopened(specimen)


def operators(data: bytes, number: int = 0) -> list[tuple[list[Any], str]]:
    found = pikepdf.parse_content_stream(reopened(data).pages[number])
    return [(list(operands), str(operator)) for operands, operator in found]


def elements(pdf: pikepdf.Pdf, tag: str) -> list[Any]:
    """Every structure element of a kind, in reading order."""
    found = []

    def walk(element: Any) -> None:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if str(kid.S) == f"/{tag}":
                    found.append(kid)
                walk(kid)

    walk(pdf.Root.StructTreeRoot)
    return found


# ── what it refuses ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "paint",
    [
        pytest.param(lambda canvas, chain: canvas.text(0, 0, 9, chain, "あ"), id="text"),
        pytest.param(lambda canvas, chain: canvas.fill(0, 0, 9, 9, 0.5), id="fill"),
        pytest.param(lambda canvas, chain: canvas.rules([(0, 0, 9, 9)], 0.5), id="rules"),
        pytest.param(lambda canvas, chain: canvas.box(0, 0, 9, 9, 0.5), id="box"),
        pytest.param(lambda canvas, chain: canvas.operators(b"n"), id="raw operators"),
    ],
)
def test_nothing_is_painted_outside_a_mark(
    canvas: TaggedCanvas, regular: FontChain, paint: Callable[[TaggedCanvas, FontChain], None]
) -> None:
    with pytest.raises(RenderError) as refused:
        paint(canvas, regular)
    assert (refused.value.code, refused.value.where) == ("I54", "PDF p.1")


def test_a_mark_inside_a_mark_is_refused(canvas: TaggedCanvas) -> None:
    paragraph = canvas.document.add("P")
    with pytest.raises(RenderError, match="「P」の中で「Artifact」") as refused, canvas.mark(paragraph):
        canvas.artifact()
    assert refused.value.code == "I53"


def test_a_mark_before_the_first_page_is_refused() -> None:
    canvas = TaggedCanvas(METADATA)
    with pytest.raises(RenderError) as refused:
        canvas.mark(canvas.document.add("P"))
    assert refused.value.code == "I53"


def test_a_page_does_not_end_within_a_mark(canvas: TaggedCanvas) -> None:
    with pytest.raises(RenderError) as refused, canvas.artifact():
        canvas.end_page()
    assert refused.value.code == "I52"


def test_a_page_does_not_begin_within_another(canvas: TaggedCanvas) -> None:
    with pytest.raises(RenderError) as refused:
        canvas.start_page(*A4_LANDSCAPE)
    assert refused.value.code == "I51"


def test_a_file_is_not_written_with_a_page_open_or_without_pages(canvas: TaggedCanvas) -> None:
    with pytest.raises(RenderError) as refused:
        canvas.save()
    assert refused.value.code == "I51"
    with pytest.raises(RenderError):
        TaggedCanvas(METADATA).save()


# ── what it writes ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_both_standards_accept_the_specimen(specimen: bytes, profile: str) -> None:
    report = page.validate_pdf_bytes(specimen, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_a_reader_of_other_make_finds_no_fault(specimen: bytes, opened: pikepdf.Pdf) -> None:
    assert opened.check_pdf_syntax() == []
    assert len(opened.pages) == 2
    assert pypdfium2.PdfDocument(specimen)[0].get_size() == pytest.approx(A4_LANDSCAPE, abs=0.01)


def test_text_is_copied_as_it_was_written(specimen: bytes) -> None:
    text = pypdfium2.PdfDocument(specimen)[0].get_textpage().get_text_range()
    for line in (HARD, ODD, "（1）放課後児童健全育成事業", "第1章　計画の進捗"):
        assert line in text


def test_white_space_at_a_line_end_is_in_the_text_layer(opened: pikepdf.Pdf) -> None:
    body = elements(opened, "LBody")[0]
    shown = [operands for operands, operator in _marked(opened, body) if operator == "Tj"]
    assert len(bytes(shown[0][0])) == 2 * len("開催した。　")


def _marked(pdf: pikepdf.Pdf, element: Any) -> list[tuple[list[Any], str]]:
    """The operators of the one mark of an element."""
    found, inside = [], False
    for operands, operator in pikepdf.parse_content_stream(pikepdf.Page(element.Pg)):
        name = str(operator)
        if name == "BDC":
            inside = operands[1].get("/MCID") == element.K
        elif name == "EMC":
            inside = False
        elif inside:
            found.append((list(operands), name))
    return found


def test_every_mark_leads_through_the_parent_tree_to_the_element_that_holds_it(opened: pikepdf.Pdf) -> None:
    tree = list(opened.Root.StructTreeRoot.ParentTree.Nums)
    keys, values = tree[0::2], tree[1::2]
    assert keys == list(range(4)), "two pages and two links"
    assert opened.Root.StructTreeRoot.ParentTreeNextKey == 4
    for number, sheet in enumerate(opened.pages):
        assert sheet.obj.StructParents == number
        marks = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(sheet)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        assert marks == list(range(len(values[number])))
        for mark in marks:
            assert _holds(values[number][mark], sheet.obj, mark)


def _holds(element: Any, sheet: Any, mark: int) -> bool:
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    for kid in kids:
        if isinstance(kid, int) and kid == mark and element.Pg.objgen == sheet.objgen:
            return True
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/MCID") == mark and kid.Pg.objgen == sheet.objgen:
            return True
    return False


def test_an_element_is_painted_on_several_pages(canvas: TaggedCanvas, regular: FontChain) -> None:
    paragraph = canvas.document.add("P")
    for text in ("一", "二", "三"):
        with canvas.mark(paragraph):
            canvas.text(50, 500, 9, regular, text)
        canvas.end_page()
        canvas.start_page(*A4_LANDSCAPE)
    canvas.end_page()
    pdf = reopened(canvas.save())
    (element,) = elements(pdf, "P")
    assert element.Pg.objgen == pdf.pages[0].obj.objgen
    first, *others = element.K
    assert first == 0
    assert [(kid.Type, kid.MCID, kid.Pg.objgen) for kid in others] == [
        ("/MCR", 0, pdf.pages[number].obj.objgen) for number in (1, 2)
    ]


def test_everything_painted_is_in_a_mark_or_an_artifact(specimen: bytes) -> None:
    for number in (0, 1):
        depth = 0
        for operands, operator in operators(specimen, number):
            if operator == "BDC":
                depth += 1
                assert depth == 1 or str(operands[0]) == "/Span"
            elif operator == "EMC":
                depth -= 1
            elif operator in {"Tj", "TJ", "f", "S", "s", "B"}:
                assert depth, operator
        assert depth == 0


def test_shifts_move_the_glyphs_behind_them(canvas: TaggedCanvas, regular: FontChain) -> None:
    with canvas.mark(canvas.document.add("P")):
        canvas.text(50, 500, 9, regular, "「あ」、い", shifts=[(0, -0.5), (3, -0.25), (5, 0.125)])
    canvas.end_page()
    (shown,) = [operands[0] for operands, operator in operators(canvas.save()) if operator == "TJ"]
    assert [len(bytes(part)) // 2 if isinstance(part, pikepdf.String) else float(part) for part in shown] == [
        500, 3, 250, 2,
    ]  # fmt: skip


def test_shifts_hold_in_a_line_of_several_faces_too(canvas: TaggedCanvas, regular: FontChain) -> None:
    with canvas.mark(canvas.document.add("P")):
        canvas.text(50, 500, 9, regular, "葛\U000e0100、城", shifts=[(0, 0.5), (3, -0.5)])
    canvas.end_page()
    (shown,) = [operands[0] for operands, operator in operators(canvas.save()) if operator == "TJ"]
    assert [len(bytes(part)) // 2 if isinstance(part, pikepdf.String) else float(part) for part in shown] == [
        -500, 1, 1, 500, 1,
    ]  # fmt: skip


def test_a_private_character_says_what_it_stands_for(specimen: bytes) -> None:
    spans = [operands[1] for operands, operator in operators(specimen) if operator == "BDC" and operands[0] == "/Span"]
    assert [str(span.ActualText) for span in spans] == ["\ue000"]


def test_a_missing_character_is_drawn_as_a_geta(canvas: TaggedCanvas, regular: FontChain) -> None:
    """Two missing characters and a real 〓: three codes, one outline."""
    with canvas.mark(canvas.document.add("P")):
        canvas.text(50, 500, 9, regular, "𠮷〓😀")
    canvas.end_page()
    document = pypdfium2.PdfDocument(canvas.save())
    assert document[0].get_textpage().get_text_range() == "𠮷〓😀"
    bitmap = document[0].render(scale=4).to_pil().convert("L")
    left, top = 50 * 4, round((A4_LANDSCAPE[1] - 510) * 4)
    signs = [bitmap.crop((left + 36 * place, top, left + 36 * place + 36, top + 48)).tobytes() for place in range(3)]
    assert signs[0] == signs[1] == signs[2]
    assert min(signs[0]) < 64, "something black is drawn"


def test_links_have_words_a_place_and_a_way_back(opened: pikepdf.Pdf) -> None:
    sheet = opened.pages[1].obj
    assert [note.F for note in sheet.Annots] == [4, 4]
    outside, inside = sheet.Annots
    assert str(outside.A.URI) == LINK
    assert str(outside.Contents) == f"{LINK}を開く"
    assert inside.Dest[0].objgen == sheet.objgen
    for note, element in zip(sheet.Annots, elements(opened, "Link"), strict=True):
        mark, reference = element.K
        assert isinstance(mark, int)
        assert reference.Obj.objgen == note.objgen
        tree = list(opened.Root.StructTreeRoot.ParentTree.Nums)
        assert tree[2 * tree[0::2].index(note.StructParent) + 1].objgen == element.objgen


def test_artifacts_say_what_they_are(specimen: bytes) -> None:
    kinds = {
        (str(operands[1].get("/Type")), str(operands[1].get("/Subtype")))
        for number in (0, 1)
        for operands, operator in operators(specimen, number)
        if operator == "BDC" and operands[0] == "/Artifact"
    }
    assert kinds == {("/Layout", "None"), ("/Pagination", "None"), ("/Pagination", "/Footer")}


def test_colours_are_grey_or_rgb_and_set_only_when_they_change(specimen: bytes) -> None:
    for number in (0, 1):
        states = [
            operator for _, operator in operators(specimen, number) if operator in {"g", "rg", "G", "RG", "k", "K"}
        ]
        assert set(states) <= {"g", "rg", "G", "RG"}
    fonts = [tuple(operands) for operands, operator in operators(specimen) if operator == "Tf"]
    assert all(one != two for one, two in pairwise(fonts))


def test_a_page_begins_without_the_state_of_the_one_before(canvas: TaggedCanvas, regular: FontChain) -> None:
    for _ in range(2):
        with canvas.artifact():
            canvas.fill(0, 0, 9, 9, 0.5)
            canvas.text(50, 500, 9, regular, "あ")
        canvas.end_page()
        canvas.start_page(*A4_LANDSCAPE)
    canvas.end_page()
    data = canvas.save()
    names = [[operator for _, operator in operators(data, number)] for number in (0, 1)]
    assert names[0] == names[1] == ["BDC", "g", "re", "f", "g", "BT", "Tf", "Tm", "Tj", "ET", "EMC"]


def test_same_operations_same_bytes(specimen: bytes) -> None:
    assert Specimen().finished() == specimen


def test_the_identity_follows_the_content(specimen: bytes) -> None:
    def identity(data: bytes) -> list[bytes]:
        return re.findall(rb"/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]", data)

    other = Specimen(METADATA.__class__(title="別の文書")).finished()
    ((first, second),) = identity(specimen)
    assert first == second
    assert identity(other) != identity(specimen)


def test_viewers_call_the_pages_by_their_numbers_and_those_that_are_not_counted_otherwise(regular: FontChain) -> None:
    canvas = TaggedCanvas(METADATA)
    for counted in (False, True, True):
        canvas.start_page(*A4_LANDSCAPE, counted=counted)
        with canvas.mark(canvas.document.add("P")):
            canvas.text(50, 500, 9, regular, "本文")
        canvas.end_page()
    file = pypdfium2.PdfDocument(canvas.save())
    assert [file.get_page_label(number) for number in range(3)] == ["i", "1", "2"]
