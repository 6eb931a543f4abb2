"""The sheet as it is locked, shown and printed."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import load_workbook
from written_plans import item, matrix, plan, section, written_plan

from reportgen.deliver.forms import look, write_form
from reportgen.deliver.forms.columns import Use, form_columns
from reportgen.opc import unpack

PLAN = written_plan("1 | 交流事業 | 福祉課\n2 | 相談事業 | 福祉課")
HEAD, FIRST, LAST = 6, 7, 8


def book(of=PLAN, submitter="福祉課"):
    return load_workbook(BytesIO(write_form(of, matrix(), submitter)))


def sheet(of=PLAN, submitter="福祉課"):
    return book(of, submitter)["調査票"]


# ── locked and open ─────────────────────────────────────────────────────────────────────────────────────


def test_only_answers_and_reasons_can_be_written():
    found = sheet()
    open_cells = {cell.coordinate for row in found.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {f"{letter}{row}" for letter in "GIJLM" for row in (FIRST, LAST)}


def test_the_sheet_is_protected_without_a_password_and_lets_sizes_and_filters_be_changed():
    protection = sheet().protection
    assert protection.sheet
    assert protection.password is None
    allowed = {name for name in ("formatRows", "formatColumns", "autoFilter") if not getattr(protection, name)}
    assert allowed == {"formatRows", "formatColumns", "autoFilter"}
    refused = ("insertRows", "insertColumns", "deleteRows", "deleteColumns", "formatCells", "objects", "sort")
    assert all(getattr(protection, name) for name in refused)


def test_the_other_sheets_are_locked_too_and_none_can_be_renamed_or_deleted():
    found = book()
    assert found["記入のしかた"].protection.sheet
    assert found.security.lockStructure
    assert found.security.workbookPassword is None


def test_open_cells_are_tinted_and_plan_cells_are_grey():
    found = sheet()
    assert {found[f"{letter}7"].fill.start_color.rgb for letter in "GIJLM"} == {look.ANSWER_FILL}
    assert {found[f"{letter}7"].fill.start_color.rgb for letter in "BCDEFHKN"} == {look.PLAN_FILL}


# ── names and ids ───────────────────────────────────────────────────────────────────────────────────────


def test_every_column_that_is_read_has_a_name_over_its_rows():
    found = book()
    names = {name: found.defined_names[name].attr_text for name in found.defined_names if name.startswith("rg_")}
    columns = {"row_id": "A", "item_number": "C", "item_name": "D", "party": "E"}
    columns |= {"status": "G", "rating": "I", "next_steps": "J", "direction": "L", "reason": "M"}
    assert names == {f"rg_{key}": f"'調査票'!${letter}$7:${letter}$8" for key, letter in columns.items()}


def test_only_the_row_ids_are_hidden():
    found = sheet()
    assert [letter for letter, column in found.column_dimensions.items() if column.hidden] == ["A"]
    assert not [row for row, line in found.row_dimensions.items() if line.hidden]
    assert [s.title for s in book() if s.sheet_state == "visible"] == ["調査票", "記入のしかた", "エラーメッセージ一覧"]


def test_the_table_object_covers_headings_and_rows():
    (table,) = sheet().tables.values()
    assert table.ref == "A6:N8"
    assert table.column_names == [cell.value for cell in sheet()[HEAD]]


def test_no_cells_are_merged():
    assert [len(s.merged_cells.ranges) for s in book()] == [0, 0, 0, 0, 0]


# ── screen ──────────────────────────────────────────────────────────────────────────────────────────────


def test_headings_and_the_name_of_the_item_stay_in_view_and_work_begins_at_the_first_answer():
    found = sheet()
    assert found.freeze_panes == "E7"
    assert found.sheet_view.selection[-1].activeCell == "G7"
    assert book().active.title == "調査票"


def test_rows_grow_with_what_is_typed():
    """A row marked as of the user's own height would hide the end of a long answer."""
    xml = unpack(write_form(PLAN, matrix(), "福祉課"))["xl/worksheets/sheet1.xml"].decode()
    for row in (FIRST, LAST):
        (tag,) = [part for part in xml.split("<row ")[1:] if part.startswith(f'r="{row}"')]
        attributes = tag.partition(">")[0]
        assert "customHeight" not in attributes
        assert ' ht="' in attributes


def test_a_row_is_tall_enough_for_its_longest_text():
    def height(content: str) -> float:
        only = item("1-1", "1", "(1)-1", "交流", ["福祉課"], {"content": content})
        return sheet(plan(section("1", "(1)", "支援", 2, items=(only,)))).row_dimensions[FIRST].height

    assert height("短い") < height("長い文章です。" * 40) <= 409
    assert height("長い文章です。" * 400) == 409


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("あ" * 9, 1), ("あ" * 19, 3), ("a" * 18, 1), ("あ\n\nい", 3)])
def test_heights_count_the_lines_that_a_text_takes_in_its_column(text, lines):
    width = (9.6 * 10 + 6) / 5.25
    assert look.height_pt([(text, width, 10.0)], 0) == pytest.approx(lines * 13 + 6)


def test_all_texts_wrap():
    found = sheet()
    wrapped = {cell.coordinate for cell in found[FIRST] if cell.alignment.wrap_text}
    assert wrapped == {f"{letter}7" for letter in "ABCDEFGIJLMN"}
    assert found["H7"].alignment.shrink_to_fit


# ── paper ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_form_prints_on_a4_landscape_one_page_wide_with_headings_on_every_page():
    found = sheet()
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    assert (found.page_setup.fitToWidth, found.page_setup.fitToHeight) == (1, 0)
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert found.print_title_rows == "$6:$6"
    assert found.print_area == "'調査票'!$B$1:$M$8"


def test_the_department_stands_in_the_page_header_and_the_page_number_below():
    found = sheet()
    assert found.oddHeader.right.text == "福祉課"
    assert found.oddFooter.center.text == "&P / &Nページ"


def test_an_ampersand_in_the_name_of_a_department_is_printed_as_such():
    of = written_plan("1 | 交流 | R&D課")
    xml = unpack(write_form(of, matrix(), "R&D課"))["xl/worksheets/sheet1.xml"].decode()
    assert "<oddHeader>&amp;RR&amp;&amp;D" in xml


# ── one definition of the columns ───────────────────────────────────────────────────────────────────────


def test_headings_are_never_the_same_twice_because_a_table_needs_them_apart():
    from reportgen.plan.schema import ItemText

    definition = matrix().definition.model_copy(update={"item_texts": (ItemText(key="status", label="実施状況"),)})
    headings = [column.header for column in form_columns(definition, "施策")]
    assert len(set(headings)) == len(headings)


def test_a_counter_stands_right_of_what_it_counts():
    columns = form_columns(matrix().definition, "施策")
    for before, column in pairwise(columns):
        if column.use is Use.COUNT:
            assert before.field is column.field
