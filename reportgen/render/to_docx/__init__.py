"""Word: turns a ``Document`` into the bytes of one .docx.

``markup`` and ``links`` write the smallest pieces, ``looks``, ``styles`` and ``numbering`` name every look once,
``heights`` estimates, ``sheets`` cuts the tree by paper, ``table``, ``contents`` and ``body`` walk it, ``furniture``
and ``sections`` stand around the page, ``settings`` and ``color_theme`` hold what Word asks of a file, ``package`` puts
the parts together. ``reference``, ``reference_styles`` and ``letterhead`` take the look of another Word file over.

Promised: the tables, cells, spans, header rows, texts and order of the tree; nothing lost, nothing twice; same
document, same bytes. Not promised: the page breaks of the PDF, for Word paginates by itself.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.document.theme import Theme
    from reportgen.document.tree import Document
    from reportgen.errors import TemplateError


def render_docx(document: "Document") -> bytes:
    """Return a document as the bytes of a .docx file.

    Raises:
        RenderError: I21 for a character that no XML file can hold, with the table and cell; I22 for a property that is
            too long; I23 for a link to a heading that is not there.
        TemplateError: K06–K09, a reference document that cannot be used; see ``check_reference``.
    """
    from reportgen.render.to_docx.package import write_package  # python-docx and lxml cost a tenth of a second

    return write_package(document)


def check_reference(theme: "Theme") -> "tuple[TemplateError, ...]":
    """Return what is wrong with the reference document of a theme: nothing, or one fault.

    K06 it cannot be opened as a Word file; K07 it holds macros; K08 its header or footer hold tracked changes,
    comments, lists, or files that are embedded or elsewhere; K09 a heading style numbers by itself.
    """
    from reportgen.errors import TemplateError
    from reportgen.render.to_docx.reference import open_reference

    try:
        if theme.reference:
            open_reference(theme.reference, "ja-JP")
    except TemplateError as fault:
        return (fault,)
    return ()
