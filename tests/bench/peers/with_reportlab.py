"""The rows through reportlab's own tables (platypus), which have no tags.

``python with_reportlab.py ROWS.json OUT.pdf FONTS``.
"""

from __future__ import annotations

import json
import sys
from html import escape
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

sys.path.insert(0, str(Path(__file__).parents[1]))
from rows import WIDTHS_MM

CELL = ParagraphStyle("cell", fontName="UD", fontSize=8.5, leading=12.5, wordWrap="CJK")
CENTRED = ParagraphStyle("centred", CELL, alignment=1)
HEADS = {n: ParagraphStyle(f"h{n}", CELL, fontSize=16 - n, leading=22, fontName="UD-Bold") for n in (1, 2, 3)}


def shown(text: str, style: ParagraphStyle = CELL) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def table(measure, columns: list[str]) -> LongTable:
    rows = [[shown(column, CENTRED) for column in columns]]
    style: list[tuple] = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for programme in measure["programmes"]:
        first, last = len(rows), len(rows) + len(programme["entries"]) - 1
        if last > first:
            style += [("SPAN", (column, first), (column, last)) for column in (0, 1, 3)]
        for place, entry in enumerate(programme["entries"]):
            lead = [shown(programme[key]) for key in ("number", "name", "content")] if not place else [""] * 3
            rows.append(
                [lead[0], lead[1], shown(entry["department"]), lead[2], shown(entry["status"]),
                 shown(entry["rating"], CENTRED), shown(entry["next_steps"]), shown(entry["direction"], CENTRED)]
            )  # fmt: skip
    return LongTable(rows, [width * mm for width in WIDTHS_MM], repeatRows=1, splitInRow=1, style=TableStyle(style))


def furniture(canvas, document) -> None:
    canvas.setFont("UD", 8.5)
    canvas.drawRightString(282 * mm, 198 * mm, "（案）")
    canvas.drawCentredString(148.5 * mm, 8 * mm, f"- {document.page} -")


def main() -> None:
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    fonts = Path(sys.argv[3])
    pdfmetrics.registerFont(TTFont("UD", str(fonts / "BIZUDGothic-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("UD-Bold", str(fonts / "BIZUDGothic-Bold.ttf")))
    story = [shown(data["title"], HEADS[1]), shown(f"{data['goal']['number']} {data['goal']['title']}", HEADS[2])]
    for measure in data["measures"]:
        story += [shown(f"{measure['number']} {measure['title']}", HEADS[3]), table(measure, data["columns"])]
    margins = {"leftMargin": 15 * mm, "rightMargin": 15 * mm, "topMargin": 18 * mm, "bottomMargin": 16 * mm}
    document = SimpleDocTemplate(sys.argv[2], pagesize=landscape(A4), title=data["title"], **margins)
    document.build(story, onFirstPage=furniture, onLaterPages=furniture)


if __name__ == "__main__":
    main()
