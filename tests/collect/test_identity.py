"""A form is known again as long as one of its three marks is left."""

from __future__ import annotations

import pytest
from openpyxl import Workbook as Book
from written_plans import written_plan
from written_workbooks import edited, form, table_workbook, without_identity

from reportgen.collect import identify
from reportgen.model.submitted import FormIdentity

PLAN = written_plan("1 | 延長保育事業 | 保育課")
ROW = "(1)-1 | 延長保育事業 | 保育課 | 実施した。 | A | 続ける。 | 継続"
EXPECTED = FormIdentity(plan_id="kodomo", year=2021, version="1", submitter="保育課", round=2)


def without_property(book: Book) -> None:
    del book.custom_doc_props["reportgen_form"]


def without_name(book: Book) -> None:
    del book.defined_names["_reportgen_form"]


def without_sheet(book: Book) -> None:
    del book["_meta"]


def renamed_sheet(book: Book) -> None:
    book["_meta"].title = "控え"
    book.defined_names["_reportgen_form"].attr_text = "控え!$A$1:$B$5"


def identity(*edits: object) -> FormIdentity | None:
    return identify(form(PLAN, ROW, *edits, round=2), "回答.xlsx")  # type: ignore[arg-type]  # edits are functions


@pytest.mark.parametrize(
    "edits",
    [
        (),
        (without_property,),
        (without_name, without_sheet),
        (without_property, without_name),
        (without_property, renamed_sheet),
        (without_property, edited("A1", "様式ＩＤ", "_meta")),
        (without_property, edited("B2", "２０２１", "_meta")),
        (without_property, edited("B2", "num:2021", "_meta")),
    ],
)
def test_any_of_the_three_marks_is_enough(edits: tuple[object, ...]) -> None:
    assert identity(*edits) == EXPECTED


@pytest.mark.parametrize(
    "edits",
    [
        (without_identity,),
        (without_property, edited("B1", "", "_meta")),
        (without_property, edited("B2", "令和三年", "_meta")),
        (without_property, edited("B2", "-2021", "_meta")),
    ],
)
def test_without_plan_or_year_a_form_is_nobody(edits: tuple[object, ...]) -> None:
    assert identity(*edits) is None


def test_a_form_that_lost_its_round_is_of_the_first() -> None:
    found = identity(without_property, edited("B5", "", "_meta"))

    assert found is not None
    assert found.round == 1


@pytest.mark.parametrize("data", [b"", b"no workbook", table_workbook("a")])
def test_a_file_that_is_no_form_says_nothing(data: bytes) -> None:
    assert identify(data, "回答.xlsx") is None


@pytest.mark.parametrize("said", ["[1]", '"kodomo"', "{", '{"plan_id": 1, "year": true}', "[" * 5000])
def test_a_property_that_was_tampered_with_is_passed_over(said: str) -> None:
    def edit(book: Book) -> None:
        book.custom_doc_props["reportgen_form"].value = said

    assert identity(edit) == EXPECTED
