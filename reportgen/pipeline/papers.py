"""From a document to its files, proven: the last steps that the report and every paper beside it have in common.

Comes in: a document, and the name its files are to have. Goes out: the bytes of each file, read back and compared with
the document before anybody sees them. Nothing is written to a disk here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.errors import ProofError
from reportgen.pipeline.beside import both

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.proof import Proof

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""

FORMATS = ("docx", "pdf", "html")
_HEAVIEST = "pdf"
"""The format that takes as long as all others together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """Files by name, in the order their formats were asked for, and the proof that they say what they should."""

    files: dict[str, bytes]
    proof: "Proof"


def _silent(_stage: str) -> None:
    """Tell nobody."""


def issue(
    document: "Document",
    stem: str,
    formats: Sequence[str] = FORMATS,
    values: Collection[str] = (),
    *,
    progress: Progress = _silent,
    divided: bool = False,
) -> Issued:
    """Return the files of a paper (``<stem>.docx``), each read back and equal to the document.

    ``values`` are ids of the model that must stand in the document exactly once. ``divided``: where the system can,
    the heaviest format is written and read back while a copy of this process does the others; ``progress`` then hears
    of the stages here alone.

    Raises:
        ProofError: I01, naming the first difference, if a file does not say what the document says.
        RenderError: a document that cannot be written.
    """
    made = _divided(document, stem, formats, values, progress) if divided else None
    issued = made or _issued(document, stem, formats, values, progress)
    if not issued.proof.equal:
        first = issued.proof.differences[0]
        raise ProofError("I01", first.where, format=first.format, expected=first.expected, found=first.found)
    return issued


def _issued(
    document: "Document", stem: str, formats: Iterable[str], values: Collection[str], progress: Progress
) -> Issued:
    """Write every format, then read every file."""
    files: dict[str, bytes] = {}
    for name in formats:
        progress(name)
        files[f"{stem}.{name}"] = RENDERERS[name](document)
    progress("proof")
    from reportgen.proof import prove

    return Issued(files=files, proof=prove(document, files, values))


def _divided(
    document: "Document", stem: str, formats: Sequence[str], values: Collection[str], progress: Progress
) -> Issued | None:
    """Return what two processes have made, ``None`` if that is not to be had."""
    others = [name for name in formats if name != _HEAVIEST]
    if len(others) in (0, len(formats)):
        return None
    parts = both(
        lambda: _issued(document, stem, [_HEAVIEST], values, progress),
        lambda: _issued(document, stem, others, (), _silent),
    )
    if parts is None:
        return None
    from reportgen.proof import joined

    made = parts[0].files | parts[1].files
    files = {name: made[name] for name in (f"{stem}.{one}" for one in formats)}
    return Issued(files=files, proof=joined(*(part.proof for part in parts)))


def _docx(document: "Document") -> bytes:
    from reportgen.render.to_docx import render_docx

    return render_docx(document)


def _pdf(document: "Document") -> bytes:
    from reportgen.render.to_pdf import render_pdf

    return render_pdf(document)


def _html(document: "Document") -> bytes:
    from reportgen.render.to_html import render_html

    return render_html(document)


RENDERERS: Mapping[str, Callable[["Document"], bytes]] = {"docx": _docx, "pdf": _pdf, "html": _html}
"""How each format is written. Nothing is proven here."""
