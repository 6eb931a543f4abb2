"""The two questions that a document is asked: what is its PDF, and which of its characters can no face draw.

Neither imports the PDF library before it is needed; coverage never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from reportgen.document.text import Inline, List, ListItem, Paragraph, Run
from reportgen.document.theme import Face
from reportgen.document.tree import Block, Document, Figure, Heading, Table, walk
from reportgen.render.to_pdf.font import FontChain, open_face
from reportgen.render.to_pdf.typeset import Typesetter


class Uncovered(NamedTuple):
    """What the faces cannot draw of a run of text. ``source`` is the model value it is, if it is one.

    ``missing`` are characters that no face has; ``variations`` are variation sequences drawn with their base glyph.
    """

    text: str
    source: str | None
    missing: tuple[str, ...]
    variations: tuple[str, ...]


def render_pdf(document: Document) -> bytes:
    """Return the document as PDF. Same document, same bytes.

    A character that no face has is drawn as a visible replacement and never an error; see ``uncovered``.

    Raises:
        RenderError: a page on which not even three lines of a table cell have room, or a font that cannot be embedded.
    """
    from reportgen.render.to_pdf.flow import flow
    from reportgen.render.to_pdf.paint import paint

    typesetter = _typesetter(document.theme.face)
    return paint(document, flow(document, typesetter), typesetter)


def page_count(document: Document) -> int:
    """Return how many pages the PDF has. Raises ``RenderError`` as above, for a page without room."""
    from reportgen.render.to_pdf.flow import flow

    return len(flow(document, _typesetter(document.theme.face)))


def uncovered(document: Document) -> list[Uncovered]:
    """Return the runs that the document's faces cannot draw as written, in reading order; empty if all is well."""
    typesetter = _typesetter(document.theme.face)
    chains = (typesetter.regular, typesetter.bold)
    found: list[Uncovered] = []
    for text, content in _leaves(document.blocks):
        for run in content:
            if isinstance(run, Run):
                missing = dict.fromkeys(c for chain in chains for c in chain.missing(run.text))
                variations = dict.fromkeys(c for chain in chains for c in chain.unknown_variations(run.text))
                if missing or variations:
                    found.append(Uncovered(text, run.source, tuple(missing), tuple(variations)))
    return found


def _typesetter(face: Face) -> Typesetter:
    folder = Path(str(files("reportgen"))) / "assets" / face.asset
    further = [open_face(Path(path)) for path in face.further]
    regular, bold = (FontChain([open_face(path), *further]) for path in _face_files(folder))
    return Typesetter(regular, bold)


def _face_files(folder: Path) -> tuple[Path, Path]:
    """Return the regular and the bold file of a face: ``…-Regular.ttf`` and ``…-Bold.ttf``."""
    (regular,), (bold,) = folder.glob("*-Regular.ttf"), folder.glob("*-Bold.ttf")
    return regular, bold


def _leaves(blocks: tuple[Block, ...]) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    for block in walk(blocks):
        if isinstance(block, Heading | Paragraph):
            yield block.text, block.content
        elif isinstance(block, List):
            yield from ((item.text, item.content) for item in block.items)
        elif isinstance(block, Table):
            yield from _table_leaves(block)
        elif isinstance(block, Figure):
            yield from ((step, (Run(step),)) for step in block.drawing.texts)
            if block.caption:
                yield block.caption.text, block.caption.content


def _table_leaves(table: Table) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    leaves: list[Paragraph | ListItem] = [table.caption] if table.caption else []
    for row in range(table.grid.row_count):
        for slot in table.grid.starting(row):
            leaves += slot.cell.leaves
    yield from ((leaf.text, leaf.content) for leaf in leaves)
