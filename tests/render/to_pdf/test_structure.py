"""The structure tree as the file holds it: attributes of cells, identities, and what is refused."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pdf_specimen import A4_LANDSCAPE, METADATA, Specimen, chains, reopened

from reportgen.errors import RenderError
from reportgen.render.to_pdf.canvas import TaggedCanvas
from reportgen.render.to_pdf.structure import Element


@pytest.fixture
def canvas() -> TaggedCanvas:
    made = TaggedCanvas(METADATA)
    made.start_page(*A4_LANDSCAPE)
    return made


def saved(canvas: TaggedCanvas) -> pikepdf.Pdf:
    canvas.end_page()
    return reopened(canvas.save())


def outline(element: Any) -> list[Any]:
    """Tags as nested lists: [tag, kids...]."""
    kids = element.get("/K", [])
    below = [
        kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary)
    ]
    return [str(element.S)[1:], *(outline(kid) for kid in below if "/S" in kid)]


def test_the_tree_is_nested_as_it_was_made() -> None:
    root = reopened(Specimen().finished()).Root.StructTreeRoot
    table = ["Table"]
    table.append(["THead", ["TR", *[["TH", ["P"]]] * 3]])
    items = ["L", *[["LI", ["Lbl"], ["LBody"]]] * 2]
    table.append(["TBody", ["TR", ["TH", ["P"]], ["TD", ["P"]], ["TD", items]], ["TR", ["TD", ["P"], ["P"]]]])
    links = ["P", ["Link"], ["Link"]]
    assert outline(root.K[0]) == ["Document", ["Sect", ["H1"], ["H2"], table, links, ["H1"], ["Figure"]]]


def test_every_element_knows_its_parent() -> None:
    root = reopened(Specimen().finished()).Root.StructTreeRoot

    def check(element: Any) -> int:
        kids = element.get("/K", [])
        below = [
            kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary)
        ]
        inner = [kid for kid in below if "/S" in kid]
        assert all(kid.P.objgen == element.objgen for kid in inner)
        return 1 + sum(map(check, inner))

    assert root.K[0].P.objgen == root.objgen
    assert check(root.K[0]) == 36


@pytest.mark.usefixtures("unproven")
def test_a_cell_states_spans_scope_headers_and_identity(canvas: TaggedCanvas) -> None:
    row = canvas.document.add("Table").add("TR")
    row.add_cell("TH", scope="rowgroup", row_span=3, column_span=2, identity="t1.r0c0")
    row.add_cell("TD", headers=["t1.r0c0", "t1.r0c0"])
    row.add_cell("TD")
    head, cell, plain = saved(canvas).Root.StructTreeRoot.K[0].K.K.K
    assert {key: str(value) for key, value in head.A.items()} == {
        "/O": "/Table", "/RowSpan": "3", "/ColSpan": "2", "/Scope": "/Row",
    }  # fmt: skip
    assert str(head.ID) == "t1.r0c0"
    assert [str(name) for name in cell.A.Headers] == ["t1.r0c0"] * 2
    assert set(plain.keys()) == {"/S", "/P"}


@pytest.mark.parametrize(
    ("scope", "written"), [("col", "/Column"), ("colgroup", "/Column"), ("row", "/Row"), ("rowgroup", "/Row")]
)
def test_a_scope_is_column_or_row(canvas: TaggedCanvas, scope: Any, written: str) -> None:
    canvas.document.add("Table").add("TR").add_cell("TH", scope=scope)
    assert saved(canvas).Root.StructTreeRoot.K[0].K.K.K.A.Scope == written


def test_descriptions_are_written_in_any_script(canvas: TaggedCanvas) -> None:
    canvas.document.add("Figure", alternative="流れの図（1）", title="図1", actual="→", identity="f1")
    canvas.document.add("Table", summary="表の(説明)\\", title="表1")
    figure, table = saved(canvas).Root.StructTreeRoot.K[0].K
    assert [str(figure[key]) for key in ("/Alt", "/T", "/ActualText", "/ID")] == ["流れの図（1）", "図1", "→", "f1"]
    assert (str(table.A.Summary), str(table.T)) == ("表の(説明)\\", "表1")


def test_a_list_says_that_its_items_are_marked(canvas: TaggedCanvas) -> None:
    canvas.document.add("L").add("LI")
    assert saved(canvas).Root.StructTreeRoot.K[0].K.A.ListNumbering == "/Disc"


def test_identities_are_found_by_name_in_order(canvas: TaggedCanvas) -> None:
    row = canvas.document.add("Table").add("TR")
    for name in ("t2.r0c0", "t10.r0c0", "t1.r0c0"):
        row.add_cell("TH", scope="col", identity=name)
    root = saved(canvas).Root.StructTreeRoot
    names = list(root.IDTree.Names)
    assert [str(name) for name in names[0::2]] == ["t1.r0c0", "t10.r0c0", "t2.r0c0"]
    assert [str(element.ID) for element in names[1::2]] == [str(name) for name in names[0::2]]


def test_a_document_without_identities_has_no_id_tree(canvas: TaggedCanvas) -> None:
    assert "/IDTree" not in saved(canvas).Root.StructTreeRoot


def test_an_identity_is_unique(canvas: TaggedCanvas) -> None:
    canvas.document.add("P", identity="a")
    with pytest.raises(RenderError) as refused:
        canvas.document.add("P", identity="a")
    assert (refused.value.code, refused.value.where) == ("I46", "a")


@pytest.mark.parametrize("identity", ["表1", "a(b", "a b"])
def test_an_identity_is_plain(canvas: TaggedCanvas, identity: str) -> None:
    with pytest.raises(RenderError) as refused:
        canvas.document.add("P", identity=identity)
    assert (refused.value.code, refused.value.where) == ("I45", identity)


def test_a_header_that_does_not_exist_is_refused(canvas: TaggedCanvas) -> None:
    row = canvas.document.add("Table").add("TR")
    row.add_cell("TH", scope="col", identity="t1.r0c0")
    row.add_cell("TD", headers=["t1.r0c0", "t1.r0c9"])
    canvas.end_page()
    with pytest.raises(RenderError) as refused:
        canvas.save()
    assert (refused.value.code, refused.value.where) == ("I47", "t1.r0c9")


def test_an_element_that_is_not_painted_is_empty(canvas: TaggedCanvas) -> None:
    canvas.document.add("P")
    assert "/K" not in saved(canvas).Root.StructTreeRoot.K[0].K


def test_ten_thousand_elements_keep_their_places(canvas: TaggedCanvas) -> None:
    """More than many object streams hold: numbers, parents and marks stay in step."""
    regular, _ = chains()
    rows: list[Element] = []
    for number in range(2500):
        row = canvas.document.add("Table").add("TR") if number % 100 == 0 else rows[-1]
        rows.append(row)
        with canvas.mark(row.add_cell("TD").add("P", title=str(number))):
            canvas.text(10, 10, 5, regular, "あ")
    root = saved(canvas).Root.StructTreeRoot
    (marks,) = list(root.ParentTree.Nums)[1::2]
    assert [(str(element.T), int(element.K)) for element in marks] == [(str(number), number) for number in range(2500)]
    assert all(element.P.K.objgen == element.objgen for element in marks)
