"""Where something came from: file, sheet, cell, and how sure we are of it.

Never a made-up cell: if only the row is known, the confidence says so and the sentence changes with it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How exactly a place is known."""

    EXACT = "exact"
    ROW = "row"
    SHEET = "sheet"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a workbook.

    ``file`` is a POSIX path relative to the workspace, so that no machine shows in an output; ``sha256`` is the hex
    digest of its bytes; ``cell`` is an A1 reference or a range (``D12`` or ``D12:D14``); ``row`` is 1-based.
    """

    file: str
    sha256: str = ""
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    confidence: Confidence = Confidence.FILE
