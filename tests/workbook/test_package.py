"""Workbook files → values: what is there is seen, and whatever is broken ends in one exception with a reason."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl import Workbook as Book
from openpyxl.workbook.defined_name import DefinedName
from written_workbooks import (
    parts,
    table_workbook,
    with_declared_size,
    with_part,
    with_result,
    with_shared_strings,
    zipped,
)

from reportgen.workbook import Area, Range, UnreadableWorkbook, Workbook, open_workbook
from reportgen.workbook.view import parse_range

SHEET = "xl/worksheets/sheet1.xml"
TABLE = """
事業 | 人数 | 開始 | 済 | 率
公園⏎の整備 | num:30 | date:2022-04-01 | bool:TRUE | err:#N/A
"""


def opened(data: bytes) -> Workbook:
    return open_workbook(data, "submissions/回答.xlsx")


def cell_xml(xml: str) -> bytes:
    """A workbook whose cell A1 is the given element."""
    return with_part(
        table_workbook("x"), SHEET, r"<sheetData>.*</sheetData>", f'<sheetData><row r="1">{xml}</row></sheetData>'
    )


@pytest.mark.parametrize("store", [lambda data: data, with_shared_strings], ids=["inline", "shared"])
def test_every_kind_of_cell_is_read_with_its_place(store: Callable[[bytes], bytes]) -> None:
    sheet = opened(store(table_workbook(TABLE))).sheets[0]

    row = [sheet.cell(2, column) for column in range(1, 7)]
    assert [cell.kind for cell in row] == ["text", "number", "date", "boolean", "error", "blank"]
    assert [cell.shown for cell in row] == ["公園\nの整備", "30", "2022-04-01", "TRUE", "#N/A", ""]
    assert row[2].typed == date(2022, 4, 1).isoformat()
    assert [cell.place.cell for cell in row] == ["A2", "B2", "C2", "D2", "E2", "F2"]
    assert {cell.place.sheet for cell in row} == {"Sheet1"}
    assert len(row[0].place.sha256) == 64


def test_the_reader_and_openpyxl_agree_on_every_text_of_a_workbook() -> None:
    data = table_workbook(TABLE + "123 | num:1.5 | =B2*2 | _x0041_ | 神﨑①㎡\n")
    sheet = opened(data).sheets[0]
    other = openpyxl.load_workbook(BytesIO(data), data_only=True).worksheets[0]

    texts = {(c.row, c.column): c.value for row in other.iter_rows() for c in row if isinstance(c.value, str)}
    assert texts.pop((3, 4)) == "_x0041_"  # openpyxl does not decode ST_Xstring
    ours = {position: cell.shown for position, cell in sheet.cells.items() if cell.kind in ("text", "error")}
    assert ours.pop((3, 4)) == "A"
    assert ours == texts


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("一行目_x000D_\n二行目", "一行目\n二行目"),
        ("一行目_x000D_二行目", "一行目\n二行目"),
        ("一行目&#13;\n二行目", "一行目\n二行目"),
        ("型番_x005F_A", "型番_A"),
        ("文字どおりの_x005F_x000D_", "文字どおりの_x000D_"),
        ("番号x005F_A", "番号x005F_A"),
        ("_x3042_い", "あい"),
        ("_xD83D_", "_xD83D_"),
        ("　前後の空白 ", "　前後の空白 "),
        ("神\ufa19塚\ufa10①㎡㈱か\u3099", "神\ufa19塚\ufa10①㎡㈱か\u3099"),
    ],
)
def test_a_text_is_decoded_and_otherwise_left_as_it_is(stored: str, typed: str) -> None:
    inline = cell_xml(f'<c r="A1" t="inlineStr"><is><t xml:space="preserve">{stored}</t></is></c>')
    for data in (inline, with_shared_strings(inline)):
        assert opened(data).sheets[0].text(1, 1) == typed


def test_runs_are_joined_and_phonetic_guides_are_not_text() -> None:
    runs = (
        "<r><t>共</t></r><r><rPr><b/></rPr><t>通</t></r><rPh sb='0' eb='1'><t>キョウ</t></rPh><phoneticPr fontId='1'/>"
    )
    inline = cell_xml(f'<c r="A1" t="inlineStr"><is>{runs}</is></c>')

    assert opened(inline).sheets[0].text(1, 1) == "共通"
    assert opened(with_shared_strings(inline)).sheets[0].text(1, 1) == "共通"


def test_a_formula_comes_with_its_stored_result() -> None:
    data = with_result(table_workbook("num:2 | =A1*3"), "B1", "6", "n")

    cell = opened(data).sheets[0].cell(1, 2)
    assert (cell.formula, cell.shown, cell.kind) == ("=A1*3", "6", "number")


def test_a_formula_without_a_result_is_blank_and_one_with_an_empty_text_is_a_text() -> None:
    data = table_workbook("num:2 | =A1*3")

    assert opened(data).sheets[0].cell(1, 2).kind == "blank"
    assert opened(with_result(data, "B1", "")).sheets[0].cell(1, 2).kind == "text"


def test_a_shared_formula_is_moved_to_where_it_stands() -> None:
    first = '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c>'
    data = cell_xml(f'{first}</row><row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c>')

    assert [opened(data).sheets[0].cell(row, 1).formula for row in (1, 2)] == ["=B1*2", "=B2*2"]


def test_a_text_left_under_a_merge_is_seen() -> None:
    merge = r'\g<0><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
    sheet = opened(with_part(table_workbook("上\n下"), SHEET, "</sheetData>", merge)).sheets[0]

    assert sheet.merged == (Range(1, 1, 2, 1),)
    assert sheet.text(2, 1) == "下"
    assert sheet.merge_over(2, 1) == Range(1, 1, 2, 1)


def test_every_column_of_a_hidden_group_is_hidden() -> None:
    def edit(book: Book) -> None:
        book.worksheets[0].column_dimensions.group("B", "D", hidden=True)
        book.worksheets[0].row_dimensions[2].hidden = True

    sheet = opened(table_workbook("a | b\nc | d", edit)).sheets[0]
    assert [sheet.column_is_hidden(column) for column in range(1, 6)] == [False, True, True, True, False]
    assert sheet.hidden_rows == {2}


def test_states_names_properties_and_the_date_of_the_last_save_are_read() -> None:
    def edit(book: Book) -> None:
        book.create_sheet("裏").sheet_state = "veryHidden"
        book.defined_names["rg_x"] = DefinedName("rg_x", attr_text="'Sheet1'!$B$2:$B$9")
        book.defined_names["lost"] = DefinedName("lost", attr_text="#REF!")
        book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="鍵", value="値"))

    workbook = opened(table_workbook("a", edit))
    assert [(sheet.name, sheet.state) for sheet in workbook.sheets] == [("Sheet1", "visible"), ("裏", "veryHidden")]
    assert workbook.area("RG_X") == Area("Sheet1", Range(2, 2, 9, 2))
    assert workbook.area("lost") is None
    assert workbook.area("rg_x", "裏") is None
    assert workbook.properties == {"鍵": "値"}
    assert workbook.modified.startswith("20")


def test_a_sheet_name_with_an_apostrophe_is_found() -> None:
    def edit(book: Book) -> None:
        book.worksheets[0].title = "課'別"
        book.defined_names["x"] = DefinedName("x", attr_text="'課''別'!$A$1")

    assert opened(table_workbook("a", edit)).area("x") == Area("課'別", Range(1, 1, 1, 1))


@pytest.mark.parametrize("text", ["", "A", "A0", "1:2", "XFE1", "A1048577", "A1:B2:C3", "Sheet1!A1", "A1,B2"])
def test_what_names_no_range_is_none(text: str) -> None:
    assert parse_range(text) is None


def test_one_styled_cell_at_the_end_of_the_world_costs_nothing() -> None:
    def edit(book: Book) -> None:
        book.worksheets[0]["XFD1048576"].font = openpyxl.styles.Font(bold=True)

    sheet = opened(table_workbook("a", edit)).sheets[0]
    assert list(sheet.cells) == [(1, 1)]
    assert sheet.last_row == 1


def test_a_wrong_dimension_hides_nothing() -> None:
    data = with_part(table_workbook("a | b\nc | d"), SHEET, r'<dimension ref="[^"]*"\s*/>', '<dimension ref="A1"/>')

    assert opened(data).sheets[0].text(2, 2) == "d"


def test_strict_open_xml_reads_the_same() -> None:
    contents = parts(with_shared_strings(table_workbook(TABLE)))
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in contents.items()
    }

    assert opened(zipped(strict)).sheets[0].text(2, 1) == "公園\nの整備"


def test_styles_that_excel_opens_and_openpyxl_refuses_are_no_obstacle() -> None:
    data = with_part(table_workbook(TABLE), "xl/styles.xml", r"<fill>.*?</fill>", "<fill/>")

    assert opened(data).sheets[0].text(2, 1) == "公園\nの整備"


def test_dates_of_the_calendar_of_1904_are_read_as_days() -> None:
    data = table_workbook("date:2022-04-01")
    sheet = opened(with_part(data, "xl/workbook.xml", r"<workbookPr\b", '<workbookPr date1904="1"')).sheets[0]

    assert sheet.cell(1, 1).typed == "2026-04-02"


def test_a_date_stored_as_text_of_iso_8601_is_a_date() -> None:
    cell = opened(cell_xml('<c r="A1" t="d"><v>2022-04-01T00:00:00Z</v></c>')).sheets[0].cell(1, 1)

    assert (cell.kind, cell.typed) == ("date", "2022-04-01")


def test_cells_without_references_are_counted() -> None:
    xml = '<c t="inlineStr"><is><t>a</t></is></c><c/><c t="inlineStr"><is><t>c</t></is></c>'

    assert [cell.place.cell for cell in opened(cell_xml(xml)).sheets[0].cells.values()] == ["A1", "C1"]


def test_names_of_parts_are_found_whatever_their_case_and_slash() -> None:
    contents = parts(table_workbook("a"))
    renamed = {name.replace("xl/worksheets/", "xl\\Worksheets\\"): content for name, content in contents.items()}

    assert opened(zipped(renamed)).sheets[0].text(1, 1) == "a"


def entity(data: bytes) -> bytes:
    return with_part(data, SHEET, "<worksheet ", '<!DOCTYPE x [<!ENTITY a "ha">]><worksheet ')


def encrypted(data: bytes) -> bytes:
    at = data.rindex(b"PK\x01\x02")
    first = data.index(b"PK\x01\x02")
    changed = bytearray(data)
    while first != -1:
        changed[first + 8] |= 1
        first = data.find(b"PK\x01\x02", first + 1)
    assert at
    return bytes(changed)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (lambda data: b"", "not_zip"),
        (lambda data: data[:2000], "not_zip"),
        (lambda data: b"PK\x05\x06" + bytes(18), "damaged"),
        (encrypted, "damaged"),
        (entity, "entities"),
        (lambda data: with_declared_size(data, SHEET, 60_000_000), "too_large"),
        (lambda data: with_part(data, SHEET, "</worksheet>", ""), "damaged"),
        (lambda data: with_part(data, SHEET, r'<c r="A1"', '<c r="A1" s="much"'), "damaged"),
        (lambda data: with_part(data, "xl/workbook.xml", r"<sheets>.*</sheets>", "<sheets/>"), "no_sheets"),
        (lambda data: zipped({"a.txt": b"a"}), "damaged"),
        (lambda data: zipped({str(n): b"" for n in range(2001)}), "too_dense"),
        (lambda data: zipped({**parts(data), "xl/styles.xml": b" " * 2_000_000}), "too_dense"),
    ],
)  # fmt: skip
def test_a_broken_file_has_a_reason(broken: Callable[[bytes], bytes], reason: str) -> None:
    with pytest.raises(UnreadableWorkbook) as caught:
        opened(broken(table_workbook(TABLE)))

    assert caught.value.reason == reason


def test_a_large_white_picture_is_no_reason_to_refuse() -> None:
    data = zipped({**parts(table_workbook("a")), "xl/media/image1.bmp": bytes(3_000_000)})

    assert opened(data).sheets[0].text(1, 1) == "a"


def test_a_text_that_is_not_there_is_named_as_such() -> None:
    data = with_part(with_shared_strings(table_workbook("a")), SHEET, r'(t="s"><v>)0', r"\g<1>7")

    with pytest.raises(UnreadableWorkbook) as caught:
        opened(data)
    assert caught.value.reason == "strings"


def corrupted(data: bytes, seed: int) -> bytes:
    """A file with some bytes changed, dropped or doubled."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randrange(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + 40]
            case 3:
                changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed)


def repacked(data: bytes, seed: int) -> bytes:
    """A whole zip whose unpacked parts are corrupted: the damage gets past the checksums."""
    contents = parts(data)
    name = random.Random(seed).choice(sorted(contents))
    return zipped({**contents, name: corrupted(contents[name], seed)})


def survives(data: bytes) -> bool:
    """Whether a file was read; one that was not raised the one exception that is allowed."""
    try:
        return bool(opened(data).sheets)
    except UnreadableWorkbook:
        return False


@pytest.mark.parametrize("damage", [corrupted, repacked])
def test_random_damage_never_raises_anything_else(damage: Callable[[bytes, int], bytes]) -> None:
    data = with_shared_strings(table_workbook(TABLE))
    survivors = [survives(damage(data, seed)) for seed in range(50)]

    assert any(survivors)
    assert not all(survivors)


@pytest.mark.proof
@pytest.mark.parametrize("damage", [corrupted, repacked])
def test_much_random_damage_never_raises_anything_else(damage: Callable[[bytes, int], bytes]) -> None:
    data = with_shared_strings(table_workbook(TABLE))
    survivors = [survives(damage(data, seed)) for seed in range(5000)]

    assert any(survivors)
    assert not all(survivors)


def test_a_cell_that_holds_a_number_no_float_can_hold_is_a_text() -> None:
    cell = opened(cell_xml('<c r="A1"><v>1e999</v></c>')).sheets[0].cell(1, 1)

    assert (cell.kind, cell.shown) == ("text", "1e999")
