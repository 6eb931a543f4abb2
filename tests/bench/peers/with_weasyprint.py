"""The rows through WeasyPrint, as PDF/UA-1. ``python with_weasyprint.py ROWS.json OUT.pdf FONTS``."""

from __future__ import annotations

import json
import sys
from html import escape
from pathlib import Path

from weasyprint import HTML

sys.path.insert(0, str(Path(__file__).parents[1]))
from rows import WIDTHS_MM

STYLE = """
@font-face { font-family: "BIZ UDGothic"; src: url("%s/BIZUDGothic-Regular.ttf"); font-weight: 400 }
@font-face { font-family: "BIZ UDGothic"; src: url("%s/BIZUDGothic-Bold.ttf"); font-weight: 700 }
@page { size: 297mm 210mm; margin: 18mm 15mm 16mm 15mm;
  font: 8.5pt "BIZ UDGothic";
  @top-right { content: "（案）" }
  @bottom-center { content: "- " counter(page) " -" } }
html { font: 8.5pt/12.5pt "BIZ UDGothic"; line-break: strict }
h1 { font-size: 14pt } h2 { font-size: 12pt } h3 { font-size: 11pt }
table { border-collapse: collapse; table-layout: fixed; width: 267mm }
th, td { border: 0.5pt solid; padding: 1mm 1.3mm; vertical-align: top; white-space: pre-line }
tbody th { font-weight: 400; text-align: left }
.c { text-align: center }
"""


def table(measure, columns: list[str]) -> str:
    widths = "".join(f'<col style="width:{width}mm">' for width in WIDTHS_MM)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    rows = []
    for programme in measure["programmes"]:
        span = f'rowspan="{len(programme["entries"])}"'
        for place, entry in enumerate(programme["entries"]):
            lead = content = ""
            if not place:
                lead = f'<td class="c" {span}>{programme["number"]}</td>'
                lead += f'<th scope="row" {span}>{escape(programme["name"])}</th>'
                content = f"<td {span}>{escape(programme['content'])}</td>"
            rows.append(
                f"<tr>{lead}<td>{escape(entry['department'])}</td>{content}<td>{escape(entry['status'])}</td>"
                f'<td class="c">{escape(entry["rating"])}</td><td>{escape(entry["next_steps"])}</td>'
                f'<td class="c">{escape(entry["direction"])}</td></tr>'
            )
    return f"<table><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def main() -> None:
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    fonts = Path(sys.argv[3]).resolve().as_uri()
    parts = [f"<h1>{escape(data['title'])}</h1><h2>{data['goal']['number']} {escape(data['goal']['title'])}</h2>"]
    for measure in data["measures"]:
        parts += [f"<h3>{measure['number']} {escape(measure['title'])}</h3>", table(measure, data["columns"])]
    head = f'<meta charset="utf-8"><title>{escape(data["title"])}</title><style>{STYLE % (fonts, fonts)}</style>'
    page = f'<!DOCTYPE html><html lang="ja"><head>{head}</head><body>{"".join(parts)}</body></html>'
    HTML(string=page).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
