"""Did a program do the work? Its file, read back by others: python-docx, PDFium and pikepdf.

``python checks.py ROWS.json FILE`` prints what was found as JSON; ``faults`` is empty if it is what was asked for.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rows import canonical, rows, texts  # noqa: F401  # `canonical` for whoever checks without a file

CONTIGUOUS = 0.75
"""How many of the texts must stand in one piece in the order of the page; others go on over a page's end."""


def check(data: dict[str, Any], file: Path) -> dict[str, Any]:
    return _docx(data, file) if file.suffix == ".docx" else _pdf(data, file)


def _docx(data: dict[str, Any], file: Path) -> dict[str, Any]:
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(str(file))
    tables = [list(table._tbl.tr_lst) for table in document.tables]
    tables = [rows_ for rows_ in tables if len(rows_) > 1]
    found = Counter(_cell_text(cell, qn) for rows_ in tables for row in rows_ for cell in row.tc_lst)
    wanted = Counter(_squeezed(text) for text in texts(data))
    marks = document.element.body.iter(qn("w:tblHeader"))
    restarts = sum(merge.get(qn("w:val")) == "restart" for merge in document.element.body.iter(qn("w:vMerge")))
    spans = sum(len(one["entries"]) > 1 for measure in data["measures"] for one in measure["programmes"])
    header = "".join(paragraph.text for paragraph in document.sections[-1].header.paragraphs)
    header += "".join(t.text or "" for t in document.sections[-1].header._element.iter(qn("w:t")))
    faults = []
    if sum(map(len, tables)) - len(tables) != sum(1 for _ in rows(data)):
        faults.append(f"rows: {sum(map(len, tables)) - len(tables)}")
    if wanted - found:
        faults.append(f"texts missing: {sum((wanted - found).values())}")
    if sum(1 for _ in marks) < len(data["measures"]):
        faults.append("a header is not repeated")
    if restarts not in (3 * spans, 3 * sum(len(measure["programmes"]) for measure in data["measures"])):
        faults.append(f"merged cells: {restarts}")
    if "（案）" not in header:
        faults.append("no mark of a draft")
    return {"faults": faults, "pages": None, "tagged": None}


def _cell_text(cell: Any, qn: Any) -> str:
    return _squeezed("".join(text.text or "" for text in cell.iter(qn("w:t"))))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _pdf(data: dict[str, Any], file: Path) -> dict[str, Any]:
    import pikepdf
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        pages = [_squeezed(page.get_textpage().get_text_bounded()) for page in document]
    whole = "".join(pages)
    wanted = [_squeezed(text) for text in texts(data)]
    letters = Counter("".join(wanted)) - Counter(whole)
    pieces = sum(text in whole for text in wanted) / len(wanted)
    with pikepdf.open(file) as opened:
        faces = {str(font.get("/FontName", "")) for font in opened.objects if _is_embedded(font)}
        tagged = "/StructTreeRoot" in opened.Root and bool(opened.Root.get("/MarkInfo", {}).get("/Marked", False))
    heads = sum(_squeezed(data["columns"][4]) in page for page in pages) / len(pages)
    faults = []
    if sum(letters.values()) > len(wanted) * 0.01:
        faults.append(f"letters missing: {sum(letters.values())}")
    if pieces < CONTIGUOUS:
        faults.append(f"texts in one piece: {pieces:.0%}")
    if heads < 0.95:
        faults.append(f"the header stands on {heads:.0%} of the pages")
    if sum("（案）" in page for page in pages) < len(pages):
        faults.append("no mark of a draft")
    if not any(re.search(r"BIZ.?UD.?Gothic", face) for face in faces):
        faults.append(f"faces: {sorted(faces)}")
    return {"faults": faults, "pages": len(pages), "tagged": tagged, "pieces": round(pieces, 3)}


def _is_embedded(thing: Any) -> bool:
    import pikepdf

    keys = ("/FontFile", "/FontFile2", "/FontFile3")
    return isinstance(thing, pikepdf.Dictionary) and any(key in thing for key in keys)


if __name__ == "__main__":
    print(
        json.dumps(
            check(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])), ensure_ascii=False
        )
    )
