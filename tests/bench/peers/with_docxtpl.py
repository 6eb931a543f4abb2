"""The rows through docxtpl.

``python with_docxtpl.py ROWS.json OUT.docx TEMPLATE.docx``; ``… ROWS.json TEMPLATE.docx`` makes the template.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def make_template(columns: list[str], target: Path) -> None:
    from docx.shared import Mm
    from with_python_docx import WIDTHS_MM, start, start_table

    document = start("{{ title }}")
    document.add_heading("{{ goal.number }} {{ goal.title }}", 2)
    document.add_paragraph("{%p for m in measures %}")
    document.add_heading("{{ m.number }} {{ m.title }}", 3)
    table = start_table(document, columns)
    for tag in ("{%tr for p in m.programmes %}", "{%tr for e in p.entries %}"):
        table.add_row().cells[0].text = tag
    cells = table.add_row().cells
    merged = {0: "number", 1: "name", 3: "content"}
    for column, key in ((2, "department"), (4, "status"), (5, "rating"), (6, "next_steps"), (7, "direction")):
        cells[column].text = f"{{{{ e.{key} }}}}"
    for column, key in merged.items():
        cells[column].text = f"{{% vm %}}{{{{ p.{key} }}}}"
    for cell, width in zip(cells, WIDTHS_MM, strict=True):
        cell.width = Mm(width)
    for _ in range(2):
        table.add_row().cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p endfor %}")
    document.save(str(target))


def main() -> None:
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    if len(sys.argv) == 3:
        make_template(data["columns"], Path(sys.argv[2]))
        return
    from docxtpl import DocxTemplate

    template = DocxTemplate(sys.argv[3])
    template.render(data, autoescape=True)
    template.save(sys.argv[2])


if __name__ == "__main__":
    main()
