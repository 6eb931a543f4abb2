"""The outline of the file: nested as the headings are, leading to their pages."""

from __future__ import annotations

import io
from collections.abc import Sequence

import page
import pypdfium2
import pytest
from pdf_specimen import A4_LANDSCAPE, METADATA, Specimen, chains, reopened

from reportgen.render.to_pdf.canvas import TaggedCanvas


def written(levels: Sequence[int]) -> bytes:
    """A file with one heading a page, titled by its place."""
    canvas = TaggedCanvas(METADATA)
    for number, level in enumerate(levels):
        canvas.start_page(*A4_LANDSCAPE)
        with canvas.mark(canvas.document.add("P")):
            canvas.text(50, 500, 9, chains()[0], "本文")
        canvas.bookmark(f"見出し{number}", level, 500 - number)
        canvas.end_page()
    return canvas.save()


def entries(data: bytes) -> list[tuple[str, int, int]]:
    """Title, depth and page of each entry, as a viewer shows them."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    return [
        (entry.get_title(), entry.level, place.get_index())
        for entry in document.get_toc()
        if (place := entry.get_dest()) is not None
    ]


@pytest.mark.parametrize(
    ("levels", "depths"),
    [
        ([1], [0]),
        ([1, 1, 1], [0, 0, 0]),
        ([1, 2, 3, 2, 1, 2], [0, 1, 2, 1, 0, 1]),
        ([1, 3, 3, 2], [0, 1, 1, 1]),
        ([2, 1, 2], [0, 0, 1]),
    ],
)
def test_entries_nest_as_the_headings_do(levels: list[int], depths: list[int]) -> None:
    expected = [(f"見出し{number}", depth, number) for number, depth in enumerate(depths)]
    assert entries(written(levels)) == expected


def test_counts_and_neighbours_are_those_of_an_open_outline() -> None:
    outline = reopened(written([1, 2, 3, 2, 1])).Root.Outlines
    first, last = outline.First, outline.Last
    assert (outline.Count, first.Count) == (5, 3)
    assert first.Next.objgen == last.objgen
    assert last.Prev.objgen == first.objgen
    assert (first.First.Count, first.First.Next.objgen) == (1, first.Last.objgen)
    assert "/Count" not in last
    assert first.First.First.Parent.Parent.Parent.objgen == outline.objgen


def test_an_entry_leads_to_the_height_of_its_heading() -> None:
    outline = reopened(written([1, 2])).Root.Outlines
    assert [str(part) if index == 1 else part for index, part in enumerate(outline.First.First.Dest) if index] == [
        "/XYZ", None, 499, None,
    ]  # fmt: skip


def test_the_outline_is_open_when_the_file_is_opened() -> None:
    assert reopened(Specimen().finished()).Root.PageMode == "/UseOutlines"


def test_a_document_without_headings_has_no_outline() -> None:
    canvas = TaggedCanvas(METADATA)
    canvas.start_page(*A4_LANDSCAPE)
    canvas.end_page()
    data = canvas.save()
    root = reopened(data).Root
    assert "/Outlines" not in root
    assert root.PageMode == "/UseNone"
    assert page.is_pdf_compliant_bytes(data, profile="ua1")
