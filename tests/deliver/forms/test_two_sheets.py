"""A form with indicators: a second sheet that cannot be taken for the first, read back from every state."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from written_plans import TEMPLATES, item, matrix, plan, section, value
from written_workbooks import Edit, saved, without_identity

from reportgen.collect import collect
from reportgen.deliver.forms import forms, write_form
from reportgen.findings.finding import Finding
from reportgen.model.plan import Choice, Indicator, Plan, Scale
from reportgen.model.submitted import Submission
from reportgen.model.value import Statement
from reportgen.plan.load import Layout, load_layout
from reportgen.plan.schema import Field

NARRATIVE = load_layout(TEMPLATES / "narrative")
SHEETS = ("指標", "役割分担")
TEAM = "情報班"
MARKED = replace(
    value("i/仕組み/content", "載せる。\n続ける。"),
    statements=(Statement(text="載せる。", mark="★", judged=2021), Statement(text="続ける。", mark="・")),
)


def indicator(owner: str, name: str) -> Indicator:
    return Indicator(
        row_id=f"{owner}#{name}",
        item_id=owner,
        name=value(f"indicator/{owner}#{name}/name", name),
        submitter=TEAM,
        texts={"content": MARKED},
    )


def a_plan() -> Plan:
    sent_by = dict.fromkeys(("市民", "地域"), TEAM)
    first = item("a", "①", "1-①", "広報紙", ["市民", "地域"], {"summary": "載せます。"}, sent_by)
    first = replace(first, indicators=(indicator("a", "仕組み"), indicator("a", "地域")))
    second = item("b", "②", "1-②", "配信", ["市民"], {"summary": "送ります。"}, sent_by)
    second = replace(second, indicators=(indicator("b", "仕組み"),))
    third = item("c", "③", "1-③", "相談", ["保健課"], {"summary": "受けます。"})
    return plan(section("1", "1", "情報発信", 1, items=(first, second, third)), layout="narrative", scales={})


PLAN = a_plan()
ANSWERS = {
    **{row.row_id: {"progress": f"・{row.row_id}の進捗"} for _, row in PLAN.asked(TEAM, "indicator")},
    **{row.row_id: {"progress": f"・{row.row_id}の取組"} for _, row in PLAN.asked(TEAM, "party")},
}


def form(*edits: Edit, layout: Layout = NARRATIVE, of: Plan = PLAN, **options) -> bytes:
    data = write_form(of, layout, TEAM, **{"answers": ANSWERS, **options})
    return saved(load_workbook(BytesIO(data)), *edits) if edits else data


def collected(data: bytes, layout: Layout = NARRATIVE, of: Plan = PLAN) -> tuple[Submission, list[Finding]]:
    (submission,), findings = collect({"回答.xlsx": data}, of, layout)
    return submission, list(findings)


def answers(submission: Submission) -> dict[str | None, dict[str, str]]:
    return {row.row_id: {key: cell.shown for key, cell in row.cells.items()} for row in submission.rows}


def opened(data: bytes):
    return load_workbook(BytesIO(data))


def table(book, name: str) -> list[dict[str, object]]:
    sheet = book[name]
    head = next(row for row in sheet.iter_rows() if row[0].value == "行ID")
    headings = [cell.value for cell in head]
    rows = sheet.iter_rows(min_row=head[0].row + 1, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows if row[0]]


def test_indicators_and_parties_stand_on_sheets_of_their_own_in_print_order():
    book = opened(form(answers={}))
    assert book.sheetnames[:3] == [*SHEETS, "記入のしかた"]
    assert [row["行ID"] for row in table(book, "指標")] == ["a#仕組み", "a#地域", "b#仕組み"]
    assert [row["行ID"] for row in table(book, "役割分担")] == ["a/市民", "a/地域", "b/市民"]
    assert [row["指標名"] for row in table(book, "指標")] == ["仕組み", "地域", "仕組み"]
    assert [row["主体"] for row in table(book, "役割分担")] == ["市民", "地域", "市民"]


def test_each_row_shows_the_plans_own_lines_with_their_marks():
    row = table(opened(form()), "指標")[0]
    assert row["計画の内容"] == "★載せる。\n・続ける。"
    assert row["計画の取組内容"] == "載せます。"
    assert row["基本目標"] == "1 情報発信"
    assert (row["番号"], row["取組"]) == ("1-①", "広報紙")


def test_only_answers_and_reasons_are_open_on_both_sheets():
    book = opened(form())
    for name in SHEETS:
        sheet = book[name]
        assert sheet.protection.sheet
        head = next(row for row in sheet.iter_rows() if row[0].value == "行ID")
        first = head[0].row + 1
        free = {cell.value for cell in head if not sheet.cell(first, cell.column).protection.locked}
        assert len(free) == 2
        assert "理由・補足" in free


def test_a_submitter_without_indicators_gets_one_sheet():
    made = forms(PLAN, NARRATIVE)
    assert list(made) == [TEAM, "保健課"]
    assert opened(made["保健課"]).sheetnames == ["役割分担", "記入のしかた", "エラーメッセージ一覧", "_list", "_meta"]


def test_names_of_the_two_sheets_stay_apart():
    names = opened(form()).defined_names
    assert {names["rg_progress"].attr_text.split("!")[0], names["rgi_progress"].attr_text.split("!")[0]} == {
        "'役割分担'",
        "'指標'",
    }
    tables = [name for sheet in opened(form()).worksheets for name in sheet.tables]
    everything = [name.casefold() for name in (*names, *tables)]
    assert len(everything) == len(set(everything))


def test_choices_of_one_key_on_both_sheets_keep_their_own_lists():
    scales = {name: Scale(name=name, choices=(Choice(value=value),)) for name, value in (("甲", "A"), ("乙", "B"))}
    rating = [Field(key="rating", label="評価", kind="choice", scale=name) for name in scales]
    definition = NARRATIVE.definition
    entries = definition.entries.model_copy(update={"party": (rating[0],), "indicator": (rating[1],)})
    layout = replace(NARRATIVE, definition=definition.model_copy(update={"entries": entries}))
    book = opened(form(layout=layout, of=replace(PLAN, scales=scales), answers={}))
    found = {}
    for name in SHEETS:
        (rule,) = [rule for rule in book[name].data_validations.dataValidation if rule.type == "list"]
        area = book.defined_names[rule.formula1].attr_text.split("!")[1].replace("$", "")
        found[name] = [cell.value for (cell,) in book["_list"][area]] if ":" in area else [book["_list"][area].value]
    assert found == {"指標": ["B"], "役割分担": ["A"]}


def test_a_sheet_that_is_done_sends_on_to_the_other():
    data = form(answers={key: found for key, found in ANSWERS.items() if "#" in key})
    book = load_workbook(BytesIO(data), data_only=True)
    assert "ほかのシートも確かめてから" in book["指標"]["B3"].value
    assert book["役割分担"]["B3"].value == "未記入 3件"


def test_the_guide_names_both_sheets():
    guide = opened(form())["記入のしかた"]
    texts = [cell.value for row in guide.iter_rows() for cell in row if cell.value]
    assert any("シート『指標』と『役割分担』の" in text for text in texts)
    assert "進捗状況及び成果と課題\n（指標）" in texts


def test_an_answer_without_a_place_is_refused():
    with pytest.raises(ValueError, match="a#仕組み:status"):
        form(answers={"a#仕組み": {"status": "x"}})


# ── read back ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_written_comes_back_and_nothing_is_to_be_said():
    submission, findings = collected(form())
    assert findings == []
    assert answers(submission) == ANSWERS
    assert {(row.kind, row.party) for row in submission.rows if row.row_id in ("a#地域", "a/地域")} == {
        ("indicator", "地域"),
        ("party", "地域"),
    }
    assert {binding for own in submission.bindings.values() for binding in own.values()} == {"name"}


def without_names(book) -> None:
    for name in [name for name in book.defined_names if name.startswith("rg")]:
        del book.defined_names[name]


def renamed(book) -> None:
    book["指標"].title = "Sheet1"
    book["役割分担"].title = "Sheet2"


def turned(book) -> None:
    book.move_sheet("役割分担", -1)


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        ((without_names,), set()),
        ((turned,), set()),
        ((renamed,), {"S01a"}),
        ((without_names, turned, renamed), {"S01a"}),
        ((without_names, renamed, without_identity), {"S01a", "F17"}),
    ],
)
def test_both_sheets_are_known_again_by_what_is_left_of_them(edits, codes):
    submission, findings = collected(form(*edits))
    assert {finding.code for finding in findings} == codes
    assert answers(submission) == ANSWERS


def without_row_ids(book) -> None:
    for name in SHEETS:
        for row in book[name].iter_rows(min_col=1, max_col=1):
            row[0].value = None


def test_rows_without_ids_are_known_by_number_item_and_name():
    submission, findings = collected(form(without_row_ids))
    assert findings == []
    assert answers(submission) == ANSWERS


def test_a_copy_of_one_sheet_is_not_taken_for_the_other():
    def copied(book) -> None:
        del book["役割分担"]
        book.copy_worksheet(book["指標"]).title = "役割分担（控え）"

    submission, findings = collected(form(copied))
    assert {row.kind for row in submission.rows} == {"indicator"}
    assert {finding.code for finding in findings} == {"S01b", "S21"}


def test_a_finding_names_the_indicator_it_is_about():
    def deleted(book) -> None:
        book["指標"].delete_rows(book["指標"].max_row)

    _, findings = collected(form(deleted))
    (missing,) = [finding for finding in findings if finding.code == "S07b"]
    assert (missing.subject.item, missing.subject.indicator, missing.subject.party) == ("1-②", "仕組み", "")
    assert missing.place.sheet == "指標"


def test_a_layout_without_indicators_has_one_sheet_with_the_names_it_had():
    names = opened(write_form(plan(section("1", "1", "目標", 1, items=(ONLY,))), matrix(), "図書課")).defined_names
    assert not [name for name in names if name.startswith("rgi_")]
    assert "rg_party" in names


ONLY = item("a", "1", "1-1", "交流", ["図書課"], {"content": "内容"})
