"""From an openpyxl workbook to bytes that say nothing of the day and the machine.

Comes in: a workbook, and the results of its formulas as they stand now. Goes out: the bytes of the .xlsx.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reportgen.opc import repack, unpack

_CORE: Final = "docProps/core.xml"
_CORE_PROPERTIES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
)
"""No dates: a creation date is optional, and a made-up one would be false. Source: ECMA-376 part 2, 11.1."""
_FORMULA_CELL: Final = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v\s*(?:/>|></v>)')


class GrowingRow(RowDimension):
    """A row that starts at a height and grows with what is typed.

    A height that is marked as the user's own stays as it is and would hide the end of a long answer.
    Source: ECMA-376 part 1, 18.3.1.73 row, ``customHeight``.
    """

    @property
    def customHeight(self) -> bool:
        """Never the user's own height."""
        return False


def set_growing_height(sheet: Worksheet, row: int, height_pt: float) -> None:
    """Give a row its first height in points."""
    sheet.row_dimensions[row] = GrowingRow(sheet, index=row, ht=height_pt)


def workbook_bytes(book: Workbook, title: str, results: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return the file of a workbook.

    ``results`` holds, by sheet title and cell, the text that each formula yields for the values written. With it the
    counters are right where nothing is calculated: in the protected view, in a preview, and for a reader of values.
    """
    target = BytesIO()
    with ZipFile(target, "w") as archive:  # packed once, by ``repack``
        ExcelWriter(book, archive).save()
    parts = unpack(target.getvalue())
    parts[_CORE] = _CORE_PROPERTIES.format(title=escape(title)).encode()
    for number, sheet in enumerate(book.worksheets, start=1):
        if sheet.title in results:
            name = f"xl/worksheets/sheet{number}.xml"
            parts[name] = _with_results(parts[name], results[sheet.title])
    return repack(parts)


def _with_results(xml: bytes, results: Mapping[str, str]) -> bytes:
    def filled(match: re.Match[str]) -> str:
        cell, attributes, formula = match.groups()
        return f'<c r="{cell}"{attributes} t="str">{formula}<v>{escape(results[cell])}</v>'

    return _FORMULA_CELL.sub(filled, xml.decode("utf-8")).encode("utf-8")
