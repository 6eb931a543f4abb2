"""One table of a PDF: cells in their places, from TR, TH, TD and their spans.

Comes in: a Table element. Goes out: a ``ReadTable``. Source: ISO 32000-1, 14.8.4.3.4 and 14.8.5.7; ISO 14289-1, 7.5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reportgen.proof.pdf_file import Value, text_of
from reportgen.proof.pdf_structure import Element
from reportgen.proof.placing import Spans, place, with_announced_headers
from reportgen.proof.reading import Fault, Leaf, ReadCell, ReadTable, Unreadable

_SCOPES = {"/Column": "col", "/Row": "row", None: ""}


def read_table(
    table: Element,
    cell_leaves: Callable[[Element], tuple[Leaf, ...]],
    caption_text: Callable[[Element], str],
    faults: list[Fault],
) -> ReadTable:
    """Return the table; what does not fit together goes to ``faults``.

    Raises:
        Unreadable: kids that a table does not have, or in another order than Caption, THead, TBody.
    """
    kids = table.elements
    caption = caption_text(kids.pop(0)) if kids and kids[0].tag == "Caption" else None
    if [kid.tag for kid in kids] != ["THead", "TBody"]:
        raise Unreadable(table.where, f"holds {' '.join(kid.tag for kid in kids)}")
    head, body = (_rows(group) for group in kids)
    cells, column_count = _cells([*head, *body], table.where, faults, cell_leaves)
    return ReadTable(
        column_count=column_count,
        row_count=len(head) + len(body),
        header_rows=len(head),
        cells=tuple(cells if any(cell.headers for cell in cells) else with_announced_headers(cells, len(head))),
        caption=caption,
        label=text_of(table.entries.get("/T")),
        summary=text_of(table.attributes("/Table").get("/Summary")),
    )


def _rows(group: Element) -> list[list[Element]]:
    return [_tagged(row, "TH", "TD") for row in _tagged(group, "TR")]


def _tagged(parent: Element, *tags: str) -> list[Element]:
    kids = parent.elements
    for kid in kids:
        if kid.tag not in tags:
            raise Unreadable(kid.where, f"inside {parent.tag}")
    return kids


def _cells(
    rows: Sequence[Sequence[Element]],
    where: str,
    faults: list[Fault],
    cell_leaves: Callable[[Element], tuple[Leaf, ...]],
) -> tuple[list[ReadCell], int]:
    attributes = [[cell.attributes("/Table") for cell in row] for row in rows]
    spans = [[_spans(entries) for entries in row] for row in attributes]
    column_count = sum(columns for _, columns in spans[0]) if spans else 0
    columns, problems = place(spans, column_count)
    faults += [Fault(where, problem) for problem in problems]
    places = {
        cell.entries["/ID"]: (row, column)
        for row, cells in enumerate(rows)
        for column, cell in zip(columns[row], cells, strict=True)
        if "/ID" in cell.entries
    }
    return [
        ReadCell(
            row,
            column,
            row_span,
            column_span,
            cell_leaves(cell),
            cell.tag == "TH",
            _scope(entries),
            _headers(cell, entries, places, faults),
        )
        for row, cells in enumerate(rows)
        for column, cell, entries, (row_span, column_span) in zip(
            columns[row], cells, attributes[row], spans[row], strict=True
        )
    ], column_count


def _spans(entries: Mapping[str, Value]) -> Spans:
    rows, columns = entries.get("/RowSpan", 1), entries.get("/ColSpan", 1)
    for key, value in (("/RowSpan", rows), ("/ColSpan", columns)):
        if not isinstance(value, int) or value < 1:
            raise Unreadable("cell", f"{key} {value}")
    return rows, columns


def _scope(entries: Mapping[str, Value]) -> str:
    value = entries.get("/Scope")
    if value not in _SCOPES:
        raise Unreadable("cell", f"scope {value}")
    return _SCOPES[value]


def _headers(
    cell: Element, entries: Mapping[str, Value], places: Mapping[Value, tuple[int, int]], faults: list[Fault]
) -> tuple[tuple[int, int], ...]:
    names = entries.get("/Headers", ())
    try:
        return tuple([places[name] for name in names])
    except KeyError as name:
        faults.append(Fault(cell.where, f"header {name.args[0]} is not in the table"))
        return ()
