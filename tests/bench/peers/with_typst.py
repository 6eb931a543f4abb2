"""The rows through Typst, tagged. ``python with_typst.py ROWS.json OUT.pdf FONTS``."""

from __future__ import annotations

import sys
from pathlib import Path

import typst

SOURCE = Path(__file__).with_name("report.typ")
ROWS, OUT, FONTS = (Path(argument).resolve() for argument in sys.argv[1:4])

typst.compile(
    str(SOURCE),
    output=str(OUT),
    root="/",
    font_paths=[str(FONTS)],
    ignore_system_fonts=True,
    format="pdf",
    pdf_standards=["ua-1"],
    sys_inputs={"rows": str(ROWS)},
)
