"""Tables and their pages drawn with letters.

A table: one row a line, one cell a token. ``b3`` is a cell of three lines, called b; ``b3!`` repeats its label on the
next page; ``b0`` is empty; ``^`` continues the cell above. Rows above ``--`` are the header.

A page: every line of a cell is 1 high and every box ends with a rule of 1 (the padding). ``b2`` is the second line of
b, ``B1`` the first line of its repeated label, ``..`` an empty place in a box, ``==`` the rule that closes it.
"""

from __future__ import annotations

from reportgen.render.to_pdf.pagination import Box, Portion, Rows, paginate


def drawn_rows(drawing: str, *, min_row: float = 0.0) -> tuple[Rows, list[str]]:
    """The measured table and the name of each of its cells."""
    lines = [line.split() for line in drawing.strip().splitlines()]
    header_rows = next((row for row, line in enumerate(lines) if line == ["--"]), 0)
    if header_rows:
        del lines[header_rows]
    boxes: list[Box] = []
    labels: list[int] = []
    names: list[str] = []
    covers: list[list[int]] = []
    for row, line in enumerate(lines):
        covers.append([])
        for column, token in enumerate(line):
            if token == "^":
                covers[row].append(covers[row - 1][column])
                continue
            last = row
            while last + 1 < len(lines) and lines[last + 1][column] == "^":
                last += 1
            count = int(token[1:].rstrip("!"))
            covers[row].append(len(boxes))
            boxes.append(Box(row, last, count, 1.0))
            labels.append(count if token.endswith("!") else 0)
            names.append(token[0])
    return Rows(boxes, covers, header_rows, 1.0, min_row, label_lines=labels.__getitem__), names


def drawn_pages(
    drawing: str, *, page: int, room: int | None = None, lead_in: float = 0.0, tail: float = 0.0, min_row: float = 0.0
) -> str:
    """The pages of a table, drawn; pages are parted by an empty line, an empty first page is drawn as ``(none)``."""
    rows, names = drawn_rows(drawing, min_row=min_row)
    portions = paginate(rows, room_pt=page if room is None else room, page_pt=page, lead_in_pt=lead_in, tail_pt=tail)
    return "\n\n".join(_drawn_portion(rows, names, portion) for portion in portions)


def _drawn_portion(rows: Rows, names: list[str], portion: Portion) -> str:
    columns = len(rows.covers[0])
    lines = [["  "] * columns for _ in range(round(portion.height_pt))]
    for part in (*portion.head, *portion.body):
        box = rows.boxes[part.box]
        top, bottom = round(part.top_pt), round(part.bottom_pt)
        name = names[part.box].upper() if part.kind == "label" else names[part.box]
        texts = [f"{name}{number % 10}" for number in range(part.first + 1, part.last + 1)]
        texts += [".."] * (bottom - 1 - top - len(texts)) + ["=="]
        for column, covering in enumerate(rows.covers[box.row]):
            if covering == part.box:
                for y, text in zip(range(top, bottom), texts, strict=True):
                    assert lines[y][column] == "  ", "two boxes in one place"
                    lines[y][column] = text
    return "\n".join(" ".join(line) for line in lines) or "(none)"
