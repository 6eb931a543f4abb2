"""A second reader's opinion of the same sheets, so that no text is lost or changed by ours alone.

Comes in: the bytes of a file and the ``Workbook`` that our reader made of it. Goes out: for each sheet the values that
the other reader sees, or ``None`` where it may not or cannot look. It never raises.

The other reader lays every sheet out as a full grid and is ended by the operating system if that does not fit into
memory: one cell at XFD1048576 is 17 thousand million of them. So it only ever gets sheets whose last cell is known
from our own reading, packed anew from the parts that we resolved; whatever else lies in the file it never sees.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

from reportgen.workbook.package import SheetParts, parts_of_sheets
from reportgen.workbook.view import Workbook

Grid = Sequence[Sequence[object]]
"""The values of a sheet, row by row from A1 on: texts, numbers, days, or '' where nothing stands."""

MAX_GRID: Final = 500_000
"""More places than any form has, empty ones counted: about 16 MB in the other reader."""

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ENCODING: Final = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_ENDS_A_RUN: Final = (KeyboardInterrupt, SystemExit, GeneratorExit)


def second_reading(data: bytes, workbook: Workbook, sheets: Sequence[str]) -> Mapping[str, Grid] | None:
    """Return what the other reader sees on the named sheets, or ``None`` where it gives no opinion on one of them."""
    for name in sheets:
        sheet = workbook.sheet(name)
        if sheet is None or not sheet.reach.regular or sheet.reach.last_row * sheet.reach.last_column > MAX_GRID:
            return None
    try:
        return _grids(_repacked(parts_of_sheets(data, sheets), styled=workbook.styled), sheets)
    except _ENDS_A_RUN:
        raise
    except BaseException:  # a panic of the other reader is no Exception
        return None


def _repacked(parts: SheetParts, *, styled: bool) -> bytes:
    """Return a package with nothing but the given sheets, numbered from 1; broken styles are left out."""
    sheets = range(1, len(parts.sheets) + 1)
    kept = (("sharedStrings", parts.strings), ("styles", parts.styles if styled else b""))
    beside = {name: content for name, content in kept if content}
    links = [("worksheet", f"worksheets/sheet{n}.xml") for n in sheets] + [(name, f"{name}.xml") for name in beside]
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in sheets)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, start=1)
    )
    calendar = "1" if parts.from_1904 else "0"
    contents = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{calendar}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(related),
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in contents.items():
            archive.writestr(zipfile.ZipInfo(name), text)
        for name, content in beside.items():
            archive.writestr(zipfile.ZipInfo(f"xl/{name}.xml"), _plain(content))
        for n, content in zip(sheets, parts.sheets, strict=True):
            archive.writestr(zipfile.ZipInfo(f"xl/worksheets/sheet{n}.xml"), _plain(content))
    return target.getvalue()


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'


def _plain(part: bytes) -> bytes:
    """Return a part in UTF-8. Raises ``ValueError`` for another encoding, in which two readers may see two things."""
    declared = _ENCODING.match(part)
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or (declared and declared[1].lower() != b"utf-8"):
        raise ValueError("not UTF-8")
    part.decode("utf-8")
    return part


def _grids(data: bytes, sheets: Sequence[str]) -> dict[str, Grid]:
    import python_calamine

    book = python_calamine.load_workbook(BytesIO(data))
    return {
        name: book.get_sheet_by_name(str(number)).to_python(skip_empty_area=False)
        for number, name in enumerate(sheets, start=1)
    }
