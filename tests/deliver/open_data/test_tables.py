"""What becomes public, and what stays in the house."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sample_reports import entry, item, report, section, value
from written_layouts import TOML, article, written_layout

from reportgen.deliver.open_data import public_tables
from reportgen.derive import derive as reckon
from reportgen.model.value import Nothing, Statement, Value
from reportgen.place import Place

MORE = (
    TOML
    + """
[[entries.party]]
key = "cost"
label = "決算額"
kind = "number"
unit = "千円"
[[entries.party]]
key = "lines"
label = "課題"
kind = "statements"
[[entries.party]]
key = "year"
label = "開始年度"
[[derive]]
on = ["item", "section"]
key = "cost"
label = "決算額"
kind = "sum"
of = "cost"
over = "entry"
[[derive]]
on = "item"
key = "size"
label = "規模"
kind = "band"
of = "cost"
bands = [{ min = 100, value = "大規模" }, { value = "小規模" }]
"""
)


def made(tmp_path, values: dict[str, Value], omitted=frozenset(), *, derive=False, **options):
    one = entry("1-1", "甲課", {"status": "実施した。", "rating": "A"})
    one = replace(one, values={**one.values, **values}, **options)
    given = report(section("1", "1", "目標", 1, items=[item("1-1", "1", "事業", "内容", [one])]))
    layout = written_layout(tmp_path, article("<p>a</p>"), MORE)
    given = reckon(given, layout)[0] if derive else given
    return {table.name: table for table in public_tables(given, layout, omitted)}


def nothing(kind: Nothing, text: str) -> Value:
    return replace(value("entry/1-1/甲課/cost", text), nothing=kind)


def test_a_number_is_exact_and_beside_it_stands_no_kind_of_nothing(tmp_path):
    cost = replace(value("c", "▲1,234.5"), number=Decimal("-1234.5"))
    (row,) = made(tmp_path, {"cost": cost})["entries"].rows
    assert (row["cost"], row["cost_nothing"]) == (Decimal("-1234.5"), None)


def test_every_kind_of_nothing_is_an_empty_cell_and_a_code_of_the_list(tmp_path):
    for kind in Nothing:
        tables = made(tmp_path, {"cost": nothing(kind, "－")})
        (row,) = tables["entries"].rows
        codes = {one["code"] for one in tables["nothings"].rows}
        assert row["cost"] is None
        assert row["cost_nothing"] == kind.name.lower()
        assert row["cost_nothing"] in codes


def test_a_number_that_is_none_is_said_and_its_text_is_not_among_the_numbers(tmp_path):
    (row,) = made(tmp_path, {"cost": value("c", "約120")})["entries"].rows
    assert (row["cost"], row["cost_nothing"]) == (None, "not_a_number")


def test_statements_stand_one_a_row_in_their_own_table(tmp_path):
    lines = replace(
        value("l", "一\n二"), statements=(Statement(text="一", mark="★", judged=2020), Statement(text="二", mark="・"))
    )
    tables = made(tmp_path, {"lines": lines})
    found = [
        (row["owner_id"], row["label"], row["order"], row["mark"], row["judged"], row["text"])
        for row in tables["statements"].rows
    ]
    assert found == [("1-1/甲課", "課題", 1, "★", 2020, "一"), ("1-1/甲課", "課題", 2, "・", None, "二")]
    assert "lines" not in {column.key for column in tables["entries"].columns}


def test_a_question_whose_key_is_ours_gets_another_key(tmp_path):
    table = made(tmp_path, {"year": value("y", "平成30年")})["entries"]
    assert (table.rows[0]["year"], table.rows[0]["field_year"]) == (2021, "平成30年")
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))


def test_what_is_reckoned_from_what_the_document_leaves_out_stays_in_the_house(tmp_path):
    cost = replace(value("entry/1-1/甲課/cost", "98765"), number=Decimal(98765))
    for hidden in (frozenset(), {cost.id}):
        tables = made(tmp_path, {"cost": cost}, hidden, derive=True)
        for table in ("entries", "items", "sections"):
            assert ("98765" in str(tables[table].rows)) is not bool(hidden), table
        assert ("大規模" in str(tables["items"].rows)) is not bool(hidden)


def test_what_the_document_leaves_out_stays_in_the_house(tmp_path):
    tables = made(tmp_path, {}, {"entry/1-1/甲課/status"})
    assert "実施した。" not in str(tables)
    assert "status" not in {column.key for column in tables["entries"].columns}
    assert tables["entries"].rows[0]["rating"] == "A"


def test_reasons_files_hashes_and_submitters_are_not_looked_at(tmp_path):
    place = Place("inputs/2021/plan/submissions/秘密.xlsx", sha256="deadbeef", sheet="調査票", cell="D1")
    status = replace(value("s", "実施した。"), place=place, raw="元の記入", typed="打った内容")
    tables = made(tmp_path, {"status": status}, reason=value("reason", "内部の理由"), submitter="提出した係")
    for word in ("秘密", "deadbeef", "元の記入", "打った内容", "内部の理由", "提出した係"):
        assert word not in str(tables)


def test_every_row_has_every_column_and_no_other(tmp_path):
    for table in made(tmp_path, {"cost": value("c", "1")}).values():
        assert all(set(row) == {column.key for column in table.columns} for row in table.rows)


def test_the_entries_of_an_item_that_stands_twice_are_there_once(tmp_path):
    one = item("1-1", "1", "事業", "内容", [entry("1-1", "甲課", {"status": "a", "rating": "A"})])
    given = report(section("1", "1", "目標", 1, items=[one, replace(one, id="1-2", repeats="1-1")]))
    layout = written_layout(tmp_path, article("<p>a</p>"))
    tables = {table.name: table for table in public_tables(given, layout, frozenset())}
    assert len(tables["entries"].rows) == 1
    assert [row["repeats"] for row in tables["items"].rows] == [None, "1-1"]
