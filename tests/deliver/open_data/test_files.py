"""CSV and JSON: exact bytes, exact numbers, texts that come back, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.deliver.open_data.fields import Column
from reportgen.deliver.open_data.files import csv_bytes, guarded, open_data, unguarded
from reportgen.deliver.open_data.tables import About, Table

ABOUT = About(municipality="試験市", plan_name="計画", year=2019, issued=None, final=True, licence="CC BY 4.0")


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_file_begins_with_the_mark_and_ends_each_row_with_crlf():
    data = csv_bytes([["a", "b"], ["一\n二", None]])
    assert data == b'\xef\xbb\xbfa,b\r\n"' + "一\n二".encode() + b'",\r\n'


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0.1", "0.1"),
        ("-570", "-570"),
        ("1E+3", "1000"),
        ("85.0", "85.0"),
        ("123456789012345.67", "123456789012345.67"),
    ],
)
def test_a_number_is_written_exactly_and_is_no_text(number, written):
    assert read(csv_bytes([[Decimal(number)]])) == [[written]]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'"])
def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(sign):
    text = f"{sign}HYPERLINK(1)"
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text
    assert read(csv_bytes([[text]])) == [[f"'{text}"]]


@settings(derandomize=True, max_examples=300)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_every_text_comes_back_from_a_file(texts):
    (row,) = read(csv_bytes([texts]))
    assert [unguarded(cell) for cell in row] == texts
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def one_table(value: object) -> Table:
    column = Column(key="v", name="値（円）", kind="number", what="値の説明", source="answer", unit="円")
    return Table(name="entries", title="表", columns=(column,), rows=[{"v": value}])


def test_the_list_of_columns_says_unit_kind_and_source():
    made = open_data([one_table(Decimal(3))], ABOUT)
    assert read(made["dictionary.csv"])[1] == [
        "entries.csv",
        "表",
        "値（円）",
        "v",
        "数",
        "円",
        "値の説明",
        "担当課の回答",
    ]


def test_the_metadata_has_both_forms_of_the_year_and_the_licence():
    told = dict(read(open_data([], ABOUT)["metadata.csv"]))
    assert (told["年度（西暦）"], told["年度（和暦）"], told["ライセンス"]) == ("2019", "令和元年度", "CC BY 4.0")
    assert told["最終更新日（発行日）"] == "（定めなし）"


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        ("3", 3),
        ("0.1", 0.1),
        ("12345678901234567890", 12345678901234567890),
        ("0.12345678901234567891", "0.12345678901234567891"),
    ],
)
def test_a_number_in_json_is_the_number_or_a_text_that_says_it(number, plain):
    made = json.loads(open_data([one_table(Decimal(number))], ABOUT)["data.json"])
    assert made["tables"]["entries"] == [{"v": plain}]


def test_json_is_not_guarded():
    made = json.loads(open_data([one_table("=1+1")], ABOUT)["data.json"])
    assert made["tables"]["entries"] == [{"v": "=1+1"}]
