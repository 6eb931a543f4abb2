"""The verdict: every file against the tree, and every model value in the tree exactly once.

Comes in: a document, files by name, ids of model values. Goes out: a ``Proof``, which the receipt keeps. A file that
cannot be read is a difference, never an exception.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from reportgen.document.tree import Document
from reportgen.proof.compare import NOTHING, compare
from reportgen.proof.expected import expected, value_counts
from reportgen.proof.reading import Leaf, Reading, ReadTable, Unreadable

_MODEL = "model"
"""The format of a difference within the document itself."""
_SHOWN = 50
"""How many differences of one file are kept in words; all are counted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a file, or the document itself (format ``model``), does not say what it should."""

    format: str
    where: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProof:
    """What was read in one file. ``leaves`` counts headings, paragraphs and list items, those in cells too."""

    file: str
    format: str
    equal: bool
    leaves: int
    tables: int
    cells: int
    difference_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The verdict on one run. The counts are those of the document; ``values`` is how many model values it shows."""

    equal: bool
    leaves: int
    tables: int
    cells: int
    values: int
    files: tuple[FileProof, ...]
    differences: tuple[Difference, ...]


def prove(document: Document, files: Mapping[str, bytes], values: Iterable[str] = ()) -> Proof:
    """Return the proof for files named ``*.docx``, ``*.pdf``, ``*.html``.

    ``values`` are the ids of the model values that the layout prints once: each must be the source of one place.
    """
    should = expected(document)
    ids = list(values)
    differences = _value_differences(document, ids)
    proofs: list[FileProof] = []
    for name, data in sorted(files.items()):
        proof, found = _file(name, data, should)
        proofs.append(proof)
        differences += found
    leaves, tables, cells = _counts(should)
    return Proof(
        equal=not differences,
        leaves=leaves,
        tables=tables,
        cells=cells,
        values=len(ids),
        files=tuple(proofs),
        differences=tuple(differences),
    )


def joined(one: Proof, other: Proof) -> Proof:
    """Return the proof of all files of two proofs of the same document, whose files and values differ."""
    differences = (*one.differences, *other.differences)
    return replace(
        one,
        equal=one.equal and other.equal,
        values=one.values + other.values,
        files=tuple(sorted((*one.files, *other.files), key=lambda proof: proof.file)),
        differences=tuple(sorted(differences, key=lambda found: (found.format != _MODEL, found.format))),
    )


def _value_differences(document: Document, ids: list[str]) -> list[Difference]:
    counts = value_counts(document) if ids else Counter[str]()
    wrong = ((name, counts[name]) for name in dict.fromkeys(ids) if counts[name] != 1)
    return [Difference(_MODEL, f"value {name}", "1 place", f"{count} places") for name, count in wrong]


def _file(name: str, data: bytes, should: Reading) -> tuple[FileProof, list[Difference]]:
    kind = name.rpartition(".")[2].lower()
    found, differences = _read_and_compare(kind, data, should)
    leaves, tables, cells = _counts(found) if found else (0, 0, 0)
    proof = FileProof(
        file=name,
        format=kind,
        equal=not differences,
        leaves=leaves,
        tables=tables,
        cells=cells,
        difference_count=len(differences),
    )
    return proof, differences[:_SHOWN]


def _read_and_compare(kind: str, data: bytes, should: Reading) -> tuple[Reading | None, list[Difference]]:
    reader = _READERS.get(kind)
    if reader is None:
        return None, [Difference(kind, "file", " ".join(_READERS), "no reader for this format")]
    try:
        found = reader(data)
    except Unreadable as error:
        return None, [Difference(kind, error.fault.where, NOTHING, error.fault.what)]
    except Exception as error:  # a broken file may fail anywhere in a library; that too is a difference
        return None, [Difference(kind, "file", "a readable file", f"{type(error).__name__}: {error}")]
    return found, [Difference(kind, d.where, d.expected, d.found) for d in compare(should, found)]


def _counts(reading: Reading) -> tuple[int, int, int]:
    """Return how many leaves, tables and cells were read."""
    tables = [part for part in reading.parts if isinstance(part, ReadTable)]
    cells = list(chain.from_iterable(table.cells for table in tables))
    outside = sum(isinstance(part, Leaf) for part in reading.parts)
    return outside + sum(len(cell.leaves) for cell in cells), len(tables), len(cells)


def _docx(data: bytes) -> Reading:
    from reportgen.proof.read_docx import read_docx

    return read_docx(data)


def _html(data: bytes) -> Reading:
    from reportgen.proof.read_html import read_html

    return read_html(data)


def _pdf(data: bytes) -> Reading:
    from reportgen.proof.read_pdf import read_pdf

    return read_pdf(data)


_READERS: Mapping[str, Callable[[bytes], Reading]] = {"docx": _docx, "pdf": _pdf, "html": _html}
