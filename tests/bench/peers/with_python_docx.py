"""The rows through python-docx, by its own calls alone. ``python with_python_docx.py ROWS.json OUT.docx``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

sys.path.insert(0, str(Path(__file__).parents[1]))
from rows import WIDTHS_MM

FACE = "BIZ UDGothic"


def start(title: str):
    """An empty document on landscape A4 with the mark of a draft in its header, and its title."""
    document = Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(15)
    page.top_margin, page.bottom_margin = Mm(18), Mm(16)
    mark = page.header.paragraphs[0]
    mark.text, mark.alignment = "（案）", WD_ALIGN_PARAGRAPH.RIGHT
    for name, size in (("Normal", 8.5), ("Heading 1", 14), ("Heading 2", 12), ("Heading 3", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = FACE, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACE)
    document.add_heading(title, 1)
    return document


def start_table(document, columns: list[str]):
    table = document.add_table(1, len(columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS_MM, strict=True):
        column.width = Mm(width)
    head = table.rows[0]
    mark = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(mark)
    for cell, text, width in zip(head.cells, columns, WIDTHS_MM, strict=True):
        cell.text, cell.width = text, Mm(width)
    return table


def add_programme(table, programme) -> None:
    first = last = None
    for entry in programme["entries"]:
        cells = table.add_row().cells
        if first is None:
            first = cells
            cells[0].text, cells[1].text, cells[3].text = (programme[key] for key in ("number", "name", "content"))
        last = cells
        for column, key in ((2, "department"), (4, "status"), (5, "rating"), (6, "next_steps"), (7, "direction")):
            cells[column].text = entry[key]
        for cell, width in zip(cells, WIDTHS_MM, strict=True):
            cell.width = Mm(width)
    if first is not last:
        for column in (0, 1, 3):
            first[column].merge(last[column])


def main() -> None:
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    document = start(data["title"])
    document.add_heading(f"{data['goal']['number']} {data['goal']['title']}", 2)
    for measure in data["measures"]:
        document.add_heading(f"{measure['number']} {measure['title']}", 3)
        table = start_table(document, data["columns"])
        for programme in measure["programmes"]:
            add_programme(table, programme)
    document.save(sys.argv[2])


if __name__ == "__main__":
    main()
