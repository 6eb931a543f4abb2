"""Header and footer of a reference document, with their pictures.

Comes in: such a part. Goes out: a ``Letterhead``, which writes itself with further lines below it. Pictures that lie in
the file and links are taken over; whatever reaches elsewhere or is not meant to be seen is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from reportgen.errors import TemplateError
from reportgen.render.to_docx.reference_styles import W, parsed, rename_styles

if TYPE_CHECKING:
    from docx.opc.part import Part
    from lxml.etree import _Element

Kind = Literal["header", "footer"]

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_REFUSED: Final = tuple(
    f"{W}{name}"
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "commentReference", "object", "control"),
        *("altChunk", "numPr"),
    )
)
_TRACES: Final = ("rsid", "paraId", "textId")
_FIRST_ID: Final = 100_000
_IDS_EACH: Final = 1_000
"""The ids of drawings begin far above those of the body, and differ from part to part."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: a part, or an address."""

    id: str
    kind: str
    target: Part | str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A header or footer. ``blank``: it shows nothing. ``counts``: it shows the number of the page."""

    root: _Element
    relations: tuple[Relation, ...]
    blank: bool
    counts: bool

    def written(self, lines: str, renames: dict[str, str], number: int) -> str:
        """Return the part with lines of a header or footer part below what it shows; a line that it has is left out.

        ``lines`` is a whole part; ``renames`` are the ids of styles that have changed; ``number`` is that of the part.
        """
        made, further = deepcopy(self.root), list(parsed(lines.encode()))
        rename_styles(made, renames)
        for drawing_id, drawing in enumerate(made.iter(f"{_WP}docPr"), _FIRST_ID + number * _IDS_EACH):
            drawing.set("id", str(drawing_id))
        known = {_text(line) for line in made.iter(f"{W}p")}
        if self.blank and further:
            made[:] = []
        made.extend(line for line in further if not _text(line) or _text(line) not in known)
        return etree.tostring(made, xml_declaration=True, encoding="UTF-8", standalone=True).decode()


def letterhead_of(part: Part, where: str) -> Letterhead:
    """Return the letterhead of a header or footer part.

    Raises:
        TemplateError: K08, tracked changes, comments, lists that count, embedded or linked files.
    """
    root = parsed(part.blob)
    relations = tuple(_relations(part, where))
    if next(root.iter(*_REFUSED), None) is not None:
        raise TemplateError("K08", where)
    _clean(root)
    drawn = next(root.iter(f"{W}drawing", f"{W}pict", f"{W}tbl", f"{W}fldChar", f"{W}fldSimple"), None)
    instructions = [text.text or "" for text in root.iter(f"{W}instrText")]
    instructions += [str(field.get(f"{W}instr", "")) for field in root.iter(f"{W}fldSimple")]
    return Letterhead(
        root=root,
        relations=relations,
        blank=drawn is None and not "".join(text.text or "" for text in root.iter(f"{W}t")),
        counts=any(words.split()[:1] == ["PAGE"] for words in instructions),
    )


def _relations(part: Part, where: str) -> Iterator[Relation]:
    for name, relation in part.rels.items():
        if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK and relation.is_external:
            yield Relation(name, relation.reltype, relation.target_ref)
        elif relation.reltype == RELATIONSHIP_TYPE.IMAGE and not relation.is_external:
            yield Relation(name, relation.reltype, relation.target_part)
        else:
            raise TemplateError("K08", where)


def _clean(root: _Element) -> None:
    """Take out bookmarks and the traces of editing."""
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}proofErr")):
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
    for element in root.iter(etree.Element):
        for name in [key for key in element.attrib if etree.QName(key).localname.startswith(_TRACES)]:
            del element.attrib[name]


def _text(paragraph: _Element) -> str:
    drawn = {f"{W}tab": "\t", f"{W}instrText": ""}
    return "".join(
        drawn.get(str(element.tag), element.text or "")
        for element in paragraph.iter(f"{W}t", f"{W}tab")
        if element.tag == f"{W}t" or not element.attrib
    )
