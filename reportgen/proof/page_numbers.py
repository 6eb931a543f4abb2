"""What the pages of a PDF are called: by the number at their foot, and by viewers.

Comes in: the texts at the foot of the pages, and the page labels of the file. Goes out: numbers, and faults where a
viewer would call a page otherwise than it calls itself. Source: ISO 32000-1, 12.4.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.proof.pdf_file import PdfFile, Value
from reportgen.proof.reading import Fault

_FIGURES = re.compile(r"[0-9]+")


def number_in(text: str) -> int | None:
    """Return the number that a page number begins with, whatever stands around it; None without one."""
    found = _FIGURES.search(text)
    return int(found[0]) if found else None


def label_faults(file: PdfFile, printed: Sequence[int | None]) -> list[Fault]:
    """Return the pages that viewers call otherwise than the number ``printed`` at their foot."""
    labels = _labels(file, len(printed))
    return [
        Fault(f"page {page}", f"says that it is {number}, and viewers call it {label}")
        for page, (number, label) in enumerate(zip(printed, labels, strict=True), 1)
        if number is not None and label != str(number)
    ]


def _labels(file: PdfFile, count: int) -> list[str]:
    """Return the labels in figures; another kind of label is named by its style."""
    ranges = dict(_ranges(file, file.root.get("/PageLabels")))
    labels: list[str] = []
    style, number = "/D", 1
    for page in range(count):
        if page in ranges:
            found = file.get(ranges[page])
            style, number = str(found.get("/S", "")) + str(found.get("/P", "")), int(found.get("/St", 1))
        labels.append(str(number) if style == "/D" else f"{style} {number}")
        number += 1
    return labels


def _ranges(file: PdfFile, node: Value) -> Iterator[tuple[int, Value]]:
    """Yield the entries of the number tree (7.9.7)."""
    entries = file.get(node) or {}
    numbers = file.get(entries.get("/Nums", []))
    yield from zip(numbers[::2], numbers[1::2], strict=True)
    for kid in file.get(entries.get("/Kids", [])):
        yield from _ranges(file, kid)
