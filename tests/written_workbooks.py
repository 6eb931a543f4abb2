"""Workbooks for tests, written as text tables, and their defects.

A line is a row, ``|`` parts the cells, ``⏎`` is a line break inside a cell. A cell is text unless it begins with
``num:``, ``date:``, ``bool:``, ``err:`` or ``=``. ``form`` adds what makes a table a form: identity, defined names,
hidden ids.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.model.plan import Plan

Edit = Callable[[Workbook], object]

HEADERS = {
    "行ID": "row_id",
    "番号": "item_number",
    "事業名": "item_name",
    "担当課": "party",
    "実施状況": "status",
    "評価": "rating",
    "今後の取り組み": "next_steps",
    "方向性": "direction",
    "理由・補足": "reason",
}
HEADER_ROW = 3
"""The header of a form; its answers begin in the row below."""


def rows(table: str) -> list[list[str]]:
    """The cells of a text table; blank lines are left out, an empty row is a line of bars."""
    lines = [line for line in table.strip("\n").splitlines() if line.strip()]
    return [[cell.strip(" ").replace("⏎", "\n") for cell in line.split("|")] for line in lines]


def put(sheet: Worksheet, first_row: int, table: Iterable[Iterable[str]]) -> None:
    for row, cells in enumerate(table, first_row):
        for column, text in enumerate(cells, 1):
            if text:
                put_cell(sheet, row, column, text)


def put_cell(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    kind, _, rest = text.partition(":")
    match kind:
        case "num":
            cell.value = float(rest) if "." in rest else int(rest)
        case "date":
            cell.value = date.fromisoformat(rest)
        case "bool":
            cell.value = rest == "TRUE"
        case "err":
            cell.value = rest
            cell.data_type = "e"
        case _ if text.startswith("="):
            cell.value = text
        case _:
            cell.value = text
            cell.data_type = "s"


def saved(book: Workbook, *edits: Edit) -> bytes:
    for edit in edits:
        edit(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def table_workbook(table: str, *edits: Edit, sheet: str = "Sheet1", first_row: int = 1) -> bytes:
    """A workbook with one table and nothing else: no identity, no names."""
    book = Workbook()
    book.worksheets[0].title = sheet
    put(book.worksheets[0], first_row, rows(table))
    return saved(book, *edits)


def form(
    plan: Plan,
    table: str,
    *edits: Edit,
    submitter: str = "保育課",
    round: int = 1,
    modified: str = "",
    **identity: Any,
) -> bytes:
    """A form of a plan: ``table`` holds the rows below the header; the hidden id is added where number and party fit.

    Columns: 番号 | 事業名 | 担当課 | 実施状況 | 評価 | 今後の取り組み | 方向性 | 理由・補足.
    ``modified`` is the day of the last save.
    """
    ids = {(item.full_number, a.party.text): a.row_id for item in plan.items() for a in item.assignments}
    cells = [[ids.get((row[0], row[2]), "") if len(row) > 2 else "", *row] for row in rows(table)]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "調査票"
    put_cell(sheet, 1, 2, f"{plan.name} 調査票")
    put(sheet, HEADER_ROW, [HEADERS, *cells])
    sheet.column_dimensions["A"].hidden = True
    sheet.add_data_validation(DataValidation(type="list", formula1='"A,B,C,D"', sqref="A1:Z3000"))
    for number, key in enumerate(HEADERS.values()):
        letter = "ABCDEFGHI"[number]
        area = f"'調査票'!${letter}${HEADER_ROW + 1}:${letter}${HEADER_ROW + max(len(cells), 1)}"
        book.defined_names[f"rg_{key}"] = DefinedName(f"rg_{key}", attr_text=area)
    said = {"plan_id": plan.id, "year": plan.year, "version": "1", "submitter": submitter, "round": round, **identity}
    identify(book, said)
    data = saved(book, *edits)
    return with_part(
        data, "docProps/core.xml", r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{modified or '2022-05-01T00:00:00Z'}"
    )


def identify(book: Workbook, said: dict[str, Any]) -> None:
    """Say who a form is, in the three places."""
    book.custom_doc_props.append(StringProperty(name="reportgen_form", value=json.dumps(said, ensure_ascii=False)))
    meta = book.create_sheet("_meta")
    meta.sheet_state = "veryHidden"
    keys = {"plan_id": "様式ID", "year": "年度", "version": "版", "submitter": "提出者", "round": "回"}
    put(meta, 1, [[label, str(said[key])] for key, label in keys.items()])
    book.defined_names["_reportgen_form"] = DefinedName("_reportgen_form", attr_text="_meta!$A$1:$B$5")


def without_identity(book: Workbook) -> None:
    """Take all three away."""
    del book.custom_doc_props["reportgen_form"]
    del book["_meta"]
    del book.defined_names["_reportgen_form"]


def without_names(book: Workbook) -> None:
    """Take away the names of the columns."""
    for name in [name for name in book.defined_names if name.startswith("rg_")]:
        del book.defined_names[name]


def edited(cell: str, text: str, sheet: str = "調査票") -> Edit:
    """An edit that types a text into a cell."""

    def edit(book: Workbook) -> None:
        target = book[sheet][cell]
        target.value = None
        if text:
            put_cell(book[sheet], target.row, target.column, text)

    return edit


def with_result(data: bytes, cell: str, result: str, kind: str = "str") -> bytes:
    """A workbook in which the formula of a cell on the first sheet has a stored result."""
    pattern = rf'<c r="{cell}"([^>]*)>(<f>[^<]*</f>)<v\s*/?>(?:</v>)?</c>'
    return with_part(data, "xl/worksheets/sheet1.xml", pattern, rf'<c r="{cell}" t="{kind}">\g<2><v>{result}</v></c>')


def with_declared_size(data: bytes, part: str, size: int) -> bytes:
    """A workbook whose directory announces another size for one part. Source: APPNOTE.TXT 4.3.12."""
    at = data.rindex(part.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    return data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]


def with_shared_strings(data: bytes) -> bytes:
    """A workbook whose texts lie in one table, as Excel saves them."""
    contents = parts(data)
    strings: dict[str, int] = {}

    def shared(match: re.Match[str]) -> str:
        number = strings.setdefault(match[2], len(strings))
        return f'<c{match[1]} t="s"><v>{number}</v></c>'

    inline = re.compile(r'<c([^>]*) t="inlineStr">\s*<is>(.*?)</is>\s*</c>', re.DOTALL)
    for name in [name for name in contents if name.startswith("xl/worksheets/sheet")]:
        contents[name] = inline.sub(shared, contents[name].decode()).encode()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    table = "".join(f"<si>{text}</si>" for text in strings)
    contents["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{table}</sst>'.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rIdStrings" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    relations = contents["xl/_rels/workbook.xml.rels"].decode().replace("</Relationships>", relation)
    return zipped({**contents, "xl/_rels/workbook.xml.rels": relations.encode()})


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(contents: dict[str, bytes], **options: Any) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_part(data: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """A workbook with one part changed as raw XML; the pattern must be found."""
    contents = parts(data)
    text, count = re.subn(pattern, replacement, contents[part].decode("utf-8"), flags=re.DOTALL)
    assert count, f"{pattern} is not in {part}"
    return zipped({**contents, part: text.encode("utf-8")})


_DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor>
 <xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>7</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
 <xdr:ext cx="1" cy="1"/><xdr:sp><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>
 <xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"""
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId91" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
    'Target="../drawings/drawing1.xml"/></Relationships>'
)


def with_text_box(data: bytes, text: str) -> bytes:
    """The same workbook with a text box on its first sheet, whose corner lies at F8."""
    contents = parts(data)
    contents["xl/drawings/drawing1.xml"] = _DRAWING.format(text=text).encode()
    contents["xl/worksheets/_rels/sheet1.xml.rels"] = _RELATION.encode()
    return zipped(contents)
