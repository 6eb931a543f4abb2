"""A small tagged PDF with everything the canvas can paint; ``python pdf_specimen.py FILE`` writes it.

Two pages, a table whose cell runs over both of them, a list, links, a nested outline, and text that breaks other
writers: characters beyond U+FFFF, variation sequences, compatibility ideographs, missing and private characters.
"""

from __future__ import annotations

import io
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import pikepdf

from reportgen.document.tree import Metadata
from reportgen.render.to_pdf.canvas import Destination, TaggedCanvas
from reportgen.render.to_pdf.font import FontChain, open_face
from reportgen.render.to_pdf.structure import Element

ASSETS = Path(str(files("reportgen"))) / "assets/bizud-gothic"
METADATA = Metadata(
    title="第2期子ども・子育て支援事業計画 <進捗>",
    subject="令和3年度 & 見込み",
    author="こども課",
    keywords=("計画", "進捗"),
    issued=date(2022, 7, 1),
)
A4_LANDSCAPE = (841.89, 595.28)
HARD = "𠮟る 葛\U000e0100城 ①㈱★ 髙﨑 神\ufa19"
ODD = "𠮷\ue000か\u3099葛\U000e01ef\u200b。"
LINK = "https://example.jp/計画"


def chains() -> tuple[FontChain, FontChain]:
    """Regular and bold."""
    regular, bold = (FontChain([open_face(ASSETS / f"BIZUDGothic-{name}.ttf")]) for name in ("Regular", "Bold"))
    return regular, bold


class Specimen:
    """The canvas while it is painted; its parts are in reading order."""

    def __init__(self, metadata: Metadata = METADATA) -> None:
        self.canvas = TaggedCanvas(metadata)
        self.regular, self.bold = chains()

    def line(self, element: Element, x: float, y: float, text: str, *, bold: bool = False, size: float = 8.5) -> None:
        with self.canvas.mark(element):
            self.canvas.text(x, y, size, self.bold if bold else self.regular, text)

    def furniture(self) -> None:
        with self.canvas.artifact("Pagination", "Footer"):
            self.canvas.text(410, 20, 9, self.regular, f"- {self.canvas.page_index + 1} -")

    def heading(self, parent: Element, level: int, text: str, y: float) -> None:
        tag = ("H1", "H2", "H3")[level - 1]
        self.line(parent.add(tag), 50, y, text, bold=True, size=14)  # type: ignore[arg-type]  # one of the tags
        self.canvas.bookmark(text, level, y + 14)

    def table(self, parent: Element) -> Element:
        """Paint a table of a header and two rows; returns the cell that is open at the page's end."""
        table = parent.add("Table", summary="事業ごとに、担当課と実施状況を示しています。")
        with self.canvas.artifact("Layout"):
            self.canvas.fill(50, 450, 400, 20, 0.9)
            self.canvas.rules([(50, y, 450, y) for y in (470, 450, 400)], 0.5)
            self.canvas.box(50, 400, 400, 70, 0.5, (0.2, 0.2, 0.6))
        row = table.add("THead").add("TR")
        for column, text in enumerate(("事業名", "担当課", "実施状況")):
            cell = row.add_cell("TH", scope="col", identity=f"t1.r0c{column}")
            self.line(cell.add("P"), 52 + 130 * column, 455, text, bold=True)
        body = table.add("TBody")
        row = body.add("TR")
        label = row.add_cell("TH", row_span=2, scope="rowgroup", identity="t1.r1c0", headers=["t1.r0c0"])
        self.line(label.add("P"), 52, 435, "（1）放課後児童健全育成事業")
        self.line(row.add_cell("TD", headers=["t1.r0c1", "t1.r1c0"]).add("P"), 182, 435, HARD)
        items = row.add_cell("TD", headers=["t1.r0c2", "t1.r1c0"]).add("L")
        for number, text in enumerate(("開催した。　", "増やした。")):
            item = items.add("LI")
            self.line(item.add("Lbl"), 312, 435 - 12 * number, "・")
            self.line(item.add("LBody"), 322, 435 - 12 * number, text)
        row = body.add("TR")
        long = row.add_cell("TD", column_span=2, headers=["t1.r0c1", "t1.r0c2", "t1.r1c0"])
        self.line(long.add("P"), 182, 405, ODD)
        return long

    def links(self, parent: Element) -> None:
        paragraph = parent.add("P")
        self.line(paragraph, 50, 380, "詳しくは")
        for y, text, target in ((380, LINK, LINK), (368, "2ページ", Destination(1, 500))):
            link = paragraph.add("Link")
            self.line(link, 90, y, text)
            self.canvas.link(link, target, (90, y - 2, 200, y + 9), f"{text}を開く")

    def finished(self) -> bytes:
        """Paint it all and return the file."""
        canvas = self.canvas
        section = canvas.document.add("Sect")
        canvas.start_page(*A4_LANDSCAPE)
        self.heading(section, 1, "第1章　計画の進捗", 520)
        self.heading(section, 2, "1　全体", 495)
        open_cell = self.table(section)
        self.furniture()
        canvas.end_page()
        canvas.start_page(*A4_LANDSCAPE)
        with canvas.artifact("Pagination"):
            canvas.text(52, 540, 8.5, self.regular, "（1）放課後児童健全育成事業（続き）")
        self.line(open_cell.add("P"), 182, 540, "次のページに続く段落。")
        self.line(open_cell, 182, 520, "セルに直に書いた行。")
        self.links(section)
        self.heading(section, 1, "第2章", 300)
        figure = section.add("Figure", alternative="事業の流れの図")
        with canvas.mark(figure):
            canvas.box(50, 200, 100, 40, 1)
            canvas.operators(b"q 1 0 0 RG 50 220 m 150 220 l S Q")
        self.furniture()
        canvas.end_page()
        return canvas.save()


_OPEN: list[pikepdf.Pdf] = []


def reopened(data: bytes) -> pikepdf.Pdf:
    """The file as another library reads it; kept open, because its objects die with it."""
    _OPEN.append(pikepdf.open(io.BytesIO(data)))
    return _OPEN[-1]


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(Specimen().finished())
