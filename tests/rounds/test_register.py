from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import UsageError
from reportgen.rounds.register import Entry, Register, heading, line_of, read_register, result


def entry(number: int = 1, **options: object) -> Entry:
    given: dict[str, object] = {
        "number": number,
        "received": "2022-05-20 10:15:00",
        "original": "まとめ.zip/回答.xlsx",
        "stored": "回答.xlsx",
        "sha256": "0" * 64,
        "submitter": "保育課",
        "round": 1,
        "version": "6c908e85757f",
        "result": "受付",
    }
    return Entry(**(given | options))  # type: ignore[arg-type]


def test_excel_opens_it_as_utf_8_and_one_file_is_one_line() -> None:
    data = heading() + line_of(entry()) + line_of(entry(2))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 3
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert "／".join(rows[0]) == "受付番号／受付日時／元の名前／保存した名前／SHA-256／提出者／回／様式の版／結果"
    assert rows[1][2] == "まとめ.zip/回答.xlsx"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0.xlsx", "+1.xlsx", "-1.xlsx", "@a.xlsx", "＝1.xlsx", "　=1.xlsx"])
def test_no_spreadsheet_takes_a_name_for_a_formula_and_the_name_comes_back(name: str) -> None:
    data = heading() + line_of(entry(original=name))
    cell = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1][2]
    assert cell == f"'{name}"
    assert read_register(data).entries[0].original == name


def test_a_line_break_in_a_name_makes_no_second_line() -> None:
    data = heading() + line_of(entry(original="回答\r\n=1\u2028.xlsx"))
    assert data.count(b"\n") == 2
    assert read_register(data).entries[0].original == "回答  =1 .xlsx"


@settings(derandomize=True, max_examples=60)
@given(st.text(st.characters(min_codepoint=0x20, exclude_characters="\x7f\x85\u2028\u2029", exclude_categories=["Cs"])))
def test_every_name_comes_back(name: str) -> None:
    one = entry(original=name, submitter=name)
    assert read_register(heading() + line_of(one)).entries == (one,)


def test_a_line_that_was_cut_off_anywhere_spoils_neither_the_lines_before_nor_those_after() -> None:
    first, second, third = (line_of(entry(number, stored=f"{number}課.xlsx")) for number in (1, 2, 3))
    for end in range(len(second.rstrip())):  # without its end alone a line is whole
        cut = read_register(heading() + first + second[:end])
        assert [one.number for one in cut.entries] == [1]
        assert cut.ends_whole == (end == 0)
        mended = read_register(heading() + first + second[:end] + b"\r\n" + third)
        assert [one.number for one in mended.entries] == [1, 3], second[:end]


def test_a_number_is_never_given_twice() -> None:
    assert read_register(b"").next_number == 1
    assert Register(entries=(entry(7), entry(3))).next_number == 8


@pytest.mark.parametrize(
    "data",
    [
        "受付番号,受付日時\r\n".encode(),
        (heading() + line_of(entry())).decode("utf-8-sig").encode("cp932"),
        b"PK\x03\x04",
    ],
)
def test_a_file_that_is_no_register_of_ours_is_refused_before_anything_is_written(data: bytes) -> None:
    with pytest.raises(UsageError) as fault:
        read_register(data, "inputs/2021/p/受付簿.csv")
    assert fault.value.code == "U19"
    assert "CSV UTF-8" in str(fault.value)


def test_a_register_that_excel_saved_again_is_read() -> None:
    saved = (heading() + line_of(entry(4))).replace(b'"', b"")
    assert [one.number for one in read_register(saved).entries] == [4]


def test_what_is_noted_names_the_number_of_changes() -> None:
    assert result("changed", count=3) == "受付（前の提出から 変更3件）"
