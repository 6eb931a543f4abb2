"""Word: turns a ``Document`` into the bytes of one .docx.

``markup`` and ``links`` write the smallest pieces, ``looks``, ``styles`` and ``numbering`` name every look once,
``heights`` estimates, ``sheets`` cuts the tree by paper, ``table``, ``contents`` and ``body`` walk it, ``furniture``
and ``sections`` stand around the page, ``settings`` and ``color_theme`` hold what Word asks of a file, ``package`` puts
the parts together.

Promised: the tables, cells, spans, header rows, texts and order of the tree; nothing lost, nothing twice; same
document, same bytes. Not promised: the page breaks of the PDF, for Word paginates by itself.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.document.tree import Document


def render_docx(document: "Document") -> bytes:
    """Return a document as the bytes of a .docx file.

    Raises:
        RenderError: I21 for a character that no XML file can hold, with the table and cell; I22 for a property that is
            too long; I23 for a link to a heading that is not there.
    """
    from reportgen.render.to_docx.package import write_package  # python-docx and lxml cost a tenth of a second

    return write_package(document)
