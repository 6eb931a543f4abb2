"""From a document to its files, proven: the last steps that the report and every paper beside it have in common.

Comes in: a document, and the name its files are to have. Goes out: the bytes of each file, read back and compared with
the document before anybody sees them. Nothing is written to a disk here.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from reportgen.errors import ProofError

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.proof import Proof

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""

FORMATS = ("docx", "pdf", "html")


def issue(document: "Document", stem: str, formats: Iterable[str] = FORMATS) -> dict[str, bytes]:
    """Return the files of a paper by name (``<stem>.docx``), each read back and equal to the document.

    Raises:
        ProofError: I01, naming the first difference, if a file does not say what the document says.
        RenderError: a document that cannot be written.
    """
    files = rendered(document, stem, formats)
    proven(document, files)
    return files


def rendered(
    document: "Document", stem: str, formats: Iterable[str], progress: Progress = lambda _stage: None
) -> dict[str, bytes]:
    """Return the files of a document by name, not yet proven."""
    files: dict[str, bytes] = {}
    for name in formats:
        progress(name)
        files[f"{stem}.{name}"] = _RENDERERS[name](document)
    return files


def proven(document: "Document", files: Mapping[str, bytes], values: Iterable[str] = ()) -> "Proof":
    """Return the proof of files against their document; ``values`` are ids that must stand in it exactly once.

    Raises:
        ProofError: I01, naming the first difference, if there is one.
    """
    from reportgen.proof import prove

    proof = prove(document, files, values)
    if not proof.equal:
        first = proof.differences[0]
        raise ProofError("I01", first.where, format=first.format, expected=first.expected, found=first.found)
    return proof


def _docx(document: "Document") -> bytes:
    from reportgen.render.to_docx import render_docx

    return render_docx(document)


def _pdf(document: "Document") -> bytes:
    from reportgen.render.to_pdf import render_pdf

    return render_pdf(document)


def _html(document: "Document") -> bytes:
    from reportgen.render.to_html import render_html

    return render_html(document)


_RENDERERS: Mapping[str, Callable[["Document"], bytes]] = {"docx": _docx, "pdf": _pdf, "html": _html}
