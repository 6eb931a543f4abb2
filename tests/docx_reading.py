"""Reads a .docx as its XML stands: tables by walking cells and spans, styles by name, marks by their numbering.

Independent of the code that writes: nothing of ``reportgen.render`` is imported. ``row.cells`` of python-docx is not
used, for it repeats the text of a merged cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from reportgen.document.grid import Grid

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Children in the order of the schema: ECMA-376 part 1, annex A.1.
ORDER = {
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "tcPr": ("cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"),
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
        "lang eastAsianLayout specVanish oMath"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
    ),
}


@dataclass(frozen=True)
class ReadCell:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class ReadTable:
    header_rows: int
    widths: tuple[int, ...]
    rows: int
    cells: tuple[ReadCell, ...]


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


class ReadDocx:
    """One file, opened."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts(data)
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.document[0]
        self.styles = {s.get(W + "styleId"): s for s in self._part("styles").iter(W + "style")}
        self.settings = self._part("settings")
        self._marks = self._read_marks()

    def _part(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[f"word/{name}.xml"])

    def _read_marks(self) -> dict[str, str]:
        """Style id → mark."""
        numbering = self._part("numbering")
        texts = {a.get(W + "abstractNumId"): a[-1].find(W + "lvlText").get(W + "val") for a in numbering if len(a) > 1}
        marks = {n.get(W + "numId"): texts[n[0].get(W + "val")] for n in numbering.iter(W + "num")}
        return {
            name: marks[found.get(W + "val")]
            for name, style in self.styles.items()
            if (found := style.find(f"{W}pPr/{W}numPr/{W}numId")) is not None
        }

    def style_name(self, paragraph: etree._Element) -> str:
        """The name of a paragraph's style, as Word shows it."""
        return self.styles[style_id(paragraph)].find(W + "name").get(W + "val")

    def mark(self, paragraph: etree._Element) -> str:
        """The mark of its style, or of the one that this is based on."""
        name = style_id(paragraph)
        based_on = self.styles[name].find(W + "basedOn")
        return self._marks.get(name) or self._marks.get("" if based_on is None else based_on.get(W + "val"), "")

    def tables(self) -> list[etree._Element]:
        return list(self.body.iter(W + "tbl"))

    def table(self, index: int = 0) -> ReadTable:
        return self.read_table(self.tables()[index])

    def read_table(self, table: etree._Element) -> ReadTable:
        rows = table.findall(W + "tr")
        headers = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        count = headers.index(False) if False in headers else len(rows)
        assert not any(headers[count:]), "a header flag on a later row is ignored by Word"
        widths = tuple(int(c.get(W + "w")) for c in table.find(W + "tblGrid"))
        return ReadTable(count, widths, len(rows), tuple(self._cells(rows, len(widths))))

    def _cells(self, rows: list[etree._Element], columns: int) -> Iterator[ReadCell]:
        placed = [list(place(row)) for row in rows]
        for cells in placed:
            assert sum(span for _, _, span, _ in cells) == columns, "a row does not fill the grid"
        for number, cells in enumerate(placed):
            for tc, column, span, merge in cells:
                if merge == "continue":
                    assert number, "nothing to continue"
                    assert any(c == column and s == span and m for _, c, s, m in placed[number - 1])
                    assert cell_text(tc) == ""
                    continue
                down = 1
                while merge == "restart" and number + down < len(rows):
                    below = [m for _, c, s, m in placed[number + down] if (c, s) == (column, span)]
                    if below != ["continue"]:
                        break
                    down += 1
                marks = tuple(self.mark(p) for p in tc.findall(W + "p"))
                yield ReadCell(number, column, down, span, cell_text(tc), marks)

    def leaves(self) -> list[str]:
        """The texts of all paragraphs of the body in reading order; empty ones are left out.

        A drawing has the texts of its boxes, not the line of text that stands in for it.
        """
        found = (p for p in self.body.iter(W + "p") if p.find(f"{W}r/{MC}AlternateContent") is None)
        return [text for p in found if (text := paragraph_text(p))]


def style_id(paragraph: etree._Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val")


def place(row: etree._Element) -> Iterator[tuple[etree._Element, int, int, str]]:
    """Each ``w:tc`` with its column, column span and kind of merge; a ``vMerge`` without value means continue."""
    column = 0
    for tc in row.findall(W + "tc"):
        span_element, merge = tc.find(f"{W}tcPr/{W}gridSpan"), tc.find(f"{W}tcPr/{W}vMerge")
        span = 1 if span_element is None else int(span_element.get(W + "val"))
        yield tc, column, span, "" if merge is None else merge.get(W + "val", "continue")
        column += span


def paragraph_text(paragraph: etree._Element) -> str:
    drawn = {W + "br": "\n", W + "tab": "\t"}
    return "".join(
        (e.text or "") if e.tag == W + "t" else drawn[e.tag]
        for e in paragraph.iter(W + "t", W + "br", W + "tab")
        if e.getparent().tag == W + "r"
    )


def cell_text(tc: etree._Element) -> str:
    assert tc[-1].tag == W + "p", "a cell ends with a paragraph"
    return "\n".join(paragraph_text(p) for p in tc.findall(W + "p"))


def expected(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    """What a reader must find, in the order of the cells."""
    return [
        (slot.row, slot.column, slot.cell.row_span, slot.cell.column_span, slot.cell.text)
        for row in range(grid.row_count)
        for slot in grid.starting(row)
    ]


def found(table: ReadTable) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def disorders(root: etree._Element) -> list[str]:
    """Every element whose children do not stand in the order of the schema, or that the schema does not know there."""
    wrong = []
    for name, listed in ORDER.items():
        order = listed.split()
        for element in root.iter(W + name):
            names = [etree.QName(child).localname for child in element]
            if not set(names) <= set(order) or names != sorted(names, key=order.index):
                wrong.append(f"{name}: {' '.join(names)}")
    return wrong


def audit(data: bytes, path) -> list[str]:
    """What the schema check finds in a file that is written to ``path`` first."""
    from openxml_audit import FileFormat, OpenXmlValidator  # half a second that most tests need not pay

    path.write_bytes(data)
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(path)
    return [str(error) for error in result.errors]


def readable(data: bytes) -> str:
    """The body as text with one element a line, to compare and to look at."""
    document = etree.fromstring(parts(data)["word/document.xml"])
    return etree.tostring(document, pretty_print=True, encoding="unicode")
