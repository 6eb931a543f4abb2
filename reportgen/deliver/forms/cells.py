"""Texts into cells, exactly.

Comes in: any text. Goes out: a string cell that shows just that text. What begins with ``=`` stays a text, nothing is
cut, and characters that XML cannot hold are written in the escape that the format has for them.
"""

import re
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.errors import RenderError

CELL_LIMIT: Final = 32_767
"""Characters of a cell, counted as UTF-16 code units. Source: Excel specifications and limits."""

_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units, as Excel counts it."""
    return len(text) + sum(char > "\uffff" for char in text)


def stored(text: str) -> str:
    """Return a text as the file stores it: ``_x000B_`` for a vertical tab, ``_x005F_x000B_`` for those seven letters.

    Carriage returns are escaped too, because XML turns them into line feeds.
    Source: ECMA-376 part 1, 22.9.2.19 ST_Xstring; XML 1.0, 2.2 and 2.11.
    """
    guarded = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _NOT_IN_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", guarded)


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text into a cell and return the cell; an empty text leaves it empty. Forms have no merged cells.

    Raises:
        RenderError: I60, the text is longer than a cell can hold. It is refused, never cut.
    """
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if not text:
        return cell
    if units(text) > CELL_LIMIT:
        raise RenderError("I60", f"{sheet.title} {cell.coordinate}", length=units(text), limit=CELL_LIMIT)
    cell.data_type = "s"
    # The public setter guesses a type from the text and cuts it at the limit, counting escapes.
    cell._value = stored(text)  # type: ignore[attr-defined]  # missing in the stubs
    return cell
