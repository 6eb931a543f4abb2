"""What another program makes of the file: LibreOffice opens it, and its tagged PDF tells pages and cells.

LibreOffice is not Word: what only Word can show is not claimed here. Without ``soffice`` these tests are skipped.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from paged_documents import A3, wide_section, with_pages
from sample_documents import HERE, REVIEW_STEPS, cell, document, equal_widths, flow_chart, heading, matrix_document
from sample_documents import table as table_node

from reportgen.document.grid import Grid, resolve
from reportgen.document.theme import Theme
from reportgen.document.tree import Document, Section, Table, walk
from reportgen.render.to_docx import render_docx

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

PDF_UA = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


def convert(tree: Document, folder: Path) -> Path:
    """Write a document as .docx and let LibreOffice make a tagged PDF of it."""
    source = folder / "report.docx"
    source.write_bytes(render_docx(tree))
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *(str(SOFFICE), f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", PDF_UA, "--outdir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return source.with_suffix(".pdf")


def page_texts(pdf: Path) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()


def structure(element: pikepdf.Object, names: tuple[str, ...]) -> Iterator[pikepdf.Dictionary]:
    """The structure elements of certain kinds, in reading order."""
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from structure(kid, names)
    elif isinstance(element, pikepdf.Dictionary):
        if str(element.get("/S", "")) in names:
            yield element
        if "/K" in element:
            yield from structure(element.K, names)


def attribute(element: pikepdf.Dictionary, name: str, default: object) -> object:
    found = element.get("/A", pikepdf.Array())
    owners = list(found) if isinstance(found, pikepdf.Array) else [found]
    return next((owner[name] for owner in owners if name in owner), default)


def tagged_tables(pdf: Path) -> list[list[list[tuple[str, int, int]]]]:
    """Per table and row: kind of cell, row span, column span."""
    with pikepdf.open(pdf) as opened:
        return [
            [
                [
                    (
                        str(c.S),
                        int(attribute(c, "/RowSpan", 1)),  # type: ignore[call-overload]  # a number in every file
                        int(attribute(c, "/ColSpan", 1)),  # type: ignore[call-overload]  # a number in every file
                    )
                    for c in structure(row.K, ("/TH", "/TD"))
                ]
                for row in structure(table.K, ("/TR",))
                if "/K" in row
            ]
            for table in structure(opened.Root.StructTreeRoot.K, ("/Table",))
        ]


def spans(grid: Grid) -> list[list[tuple[str, int, int]]]:
    return [
        [
            ("/TH" if row < grid.header_rows else "/TD", slot.cell.row_span, slot.cell.column_span)
            for slot in grid.starting(row)
        ]
        for row in range(grid.row_count)
    ]


def marked_grid(groups: int, rows: int) -> Grid:
    """Groups whose every cell says which group and row it belongs to."""
    made = [[cell("見出し甲", scope="col"), cell("見出し乙", scope="col"), cell("見出し丙", scope="col")]]
    for group in range(groups):
        for row in range(rows):
            name = f"G{group:02}R{row}"
            text = f"{name}\n" + "説明の文章が続きます。" * (3 + (group + row) % 5)
            lead = [cell(f"G{group:02}組", row_span=rows)] if row == 0 else []
            made.append([*lead, cell(text), cell("短い")])
    return resolve(
        made, widths_mm=equal_widths(3), header_rows=1, text_width_mm=Theme().page.text_width_mm, origin=HERE
    )


def test_headers_repeat_and_no_group_is_torn_apart(tmp_path):
    grid = marked_grid(groups=14, rows=3)
    pdf = convert(document(heading("題"), table_node(grid)), tmp_path)
    pages = page_texts(pdf)
    assert len(pages) > 2
    assert all("見出し甲" in page and "見出し丙" in page for page in pages)
    of_page = [sorted(set(re.findall(r"G(\d\d)", page))) for page in pages]
    assert sorted(name for names in of_page for name in names) == [f"{group:02}" for group in range(14)]
    (table,) = tagged_tables(pdf)
    assert table == spans(grid)


def test_a_drawing_shows_each_of_its_steps_once(tmp_path):
    pdf = convert(document(heading("題"), flow_chart(cycle=True)), tmp_path)
    (page,) = page_texts(pdf)
    drawn = re.sub(r"\s", "", page)
    assert all(drawn.count(step) == 1 for step in REVIEW_STEPS)


def test_sheets_of_two_sizes_are_counted_without_the_cover(tmp_path):
    sample = with_pages()
    page = replace(sample.theme.page, number="1/9")
    wide = replace(wide_section(), page=replace(A3, number="1/9"))
    blocks = tuple(wide if isinstance(block, Section) and block.page else block for block in sample.blocks)
    pdf = convert(replace(sample, theme=replace(sample.theme, page=page), blocks=blocks), tmp_path)
    pages = [re.sub(r"\s", "", text) for text in page_texts(pdf)]
    assert [re.findall(r"\d/\d", text) for text in pages] == [[], ["1/4"], ["2/4"], ["3/4"], ["4/4"]]
    assert ["資料1" in text for text in pages] == [False, True, True, True, True]
    assert pages[1].count("計画の概要<A&B>") == 2
    with pikepdf.open(pdf) as opened:
        widths = [round(float(page.MediaBox[2]) / 72 * 25.4) for page in opened.pages]
    assert widths == [210, 210, 210, 420, 210]


@pytest.mark.proof
def test_the_reference_report_has_the_tables_of_the_tree(tmp_path):
    tree = matrix_document()
    pdf = convert(tree, tmp_path)
    grids_of_tree = [block.grid for block in walk(tree.blocks) if isinstance(block, Table)]
    assert tagged_tables(pdf) == [spans(grid) for grid in grids_of_tree]
    assert all("担当課" in page for page in page_texts(pdf))


@pytest.mark.proof
def test_a_span_and_a_row_taller_than_a_page_lose_nothing(tmp_path):
    text = "\n".join(f"第{n}文です。" for n in range(300))
    made = [
        [cell("甲", scope="col"), cell("乙", scope="col"), cell("丙", scope="col")],
        [cell(text, row_span=4), cell("課1"), cell("短い")],
        *[[cell(f"課{n}"), cell("短い")] for n in range(2, 5)],
        [cell("次"), cell("課5"), cell(text)],
    ]
    grid = resolve(
        made, widths_mm=equal_widths(3), header_rows=1, text_width_mm=Theme().page.text_width_mm, origin=HERE
    )
    pages = page_texts(convert(document(table_node(grid)), tmp_path))
    drawn = re.sub(r"\s", "", "".join(pages))  # LibreOffice sets figures a little apart, and the reader sees a blank
    assert len(pages) > 10
    assert [n for n in range(300) if drawn.count(f"第{n}文") != 2] == []
