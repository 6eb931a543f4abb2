"""What lies above the cells of a sheet: comments, their threads, and the words in shapes.

Comes in: the parts that belong to a sheet. Goes out: one ``Note`` a comment or shape that holds words. Nobody prints
them; they are read so that ``collect`` can say where they are.

Source: ECMA-376 part 1, 18.7 (comments) and 20.5 (drawings); [MS-XLSX] 2.6.205 (threaded comments).
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reportgen.place import Confidence, Place
from reportgen.workbook.events import local_name
from reportgen.workbook.view import Note, cell_name, parse_range


def read_comments(root: Element, sheet: Place) -> Iterator[Note]:
    """Yield the comments of a ``comments`` or ``threadedComments`` part, in file order; phonetic guides left out."""
    for comment in root.iter():
        if local_name(comment.tag) in ("comment", "threadedComment"):
            words = "".join(_words(comment)).strip()
            if words:
                yield Note(kind="comment", place=_at(sheet, comment.get("ref", "")), text=words)


def read_shapes(root: Element, sheet: Place) -> Iterator[Note]:
    """Yield the shapes of a drawing that hold words, at the cell where their upper left corner lies."""
    for anchor in root:
        paragraphs = ["".join(_words(p)) for p in anchor.iter() if local_name(p.tag) == "p"]
        words = "\n".join(paragraphs).strip()
        if words:
            yield Note(kind="shape", place=_at(sheet, _corner(anchor)), text=words)


def _words(element: Element) -> Iterator[str]:
    """Yield the texts below an element, without the readings of phonetic guides (``rPh``)."""
    for child in element:
        name = local_name(child.tag)
        if name == "rPh":
            continue
        if name in ("t", "text") and not len(child):
            yield child.text or ""
        else:
            yield from _words(child)


def _corner(anchor: Element) -> str:
    """Return the A1 name of the cell an anchor begins in, or '' for one that stands at no cell."""
    for start in anchor:
        if local_name(start.tag) == "from":
            found = {local_name(part.tag): part.text or "0" for part in start}
            return cell_name(int(found.get("row", "0")) + 1, int(found.get("col", "0")) + 1)
    return ""


def _at(sheet: Place, cell: str) -> Place:
    area = parse_range(cell)
    if area is None:
        return Place(sheet.file, sheet.sha256, sheet.sheet, confidence=Confidence.SHEET)
    return Place(sheet.file, sheet.sha256, sheet.sheet, area.name, area.first_row, Confidence.EXACT)
