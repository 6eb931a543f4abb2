"""The whole form, read back by openpyxl and by the reader that collects it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from written_plans import item, matrix, plan, reference_plan, section, value, written_plan

from reportgen.collect import collect
from reportgen.collect.identity import identity_of
from reportgen.deliver.forms import forms, write_form
from reportgen.errors import RenderError
from reportgen.model.plan import Assignment, Meeting
from reportgen.model.submitted import FormIdentity
from reportgen.opc import unpack
from reportgen.workbook import open_workbook

PLAN = written_plan("""
    1 | 交流事業 | 図書課、福祉課
    2 | 相談事業 | 福祉課
    3 | 公園の整備 | 公園課
""")
HEAD = 6


def opened(data: bytes):
    return load_workbook(BytesIO(data))


def form(submitter="福祉課", of=PLAN, **options):
    return opened(write_form(of, matrix(), submitter, **options))


def headings(book) -> dict[str, int]:
    return {cell.value: cell.column for cell in book["調査票"][HEAD]}


def column(book, heading: str) -> list[object]:
    sheet = book["調査票"]
    return [sheet.cell(row, headings(book)[heading]).value for row in range(HEAD + 1, sheet.max_row + 1)]


def test_a_form_has_one_row_for_each_assignment_of_its_submitter_and_no_other():
    book = form()
    assert column(book, "行ID") == ["1-1/福祉課", "1-2/福祉課"]
    assert column(book, "番号") == ["(1)-1", "(1)-2"]
    assert column(book, "事業名") == ["交流事業", "相談事業"]
    assert column(book, "担当課") == ["福祉課", "福祉課"]
    assert column(book, "計画の内容") == ["交流事業の内容", "相談事業の内容"]
    assert column(book, "実施状況") == [None, None]


def test_the_columns_stand_in_the_order_of_the_layout_with_the_counter_beside_its_answer():
    assert list(headings(form())) == [
        *["行ID", "基本目標", "番号", "事業名", "担当課", "計画の内容"],
        *["実施状況", "実施状況の字数", "評価", "今後の取り組み", "今後の取り組みの字数", "方向性"],
        *["理由・補足", "確認"],
    ]


def test_every_row_says_in_which_section_it_stands():
    assert column(form(), "基本目標") == ["(1)子育ての支援"] * 2


def test_sections_of_several_kinds_stand_under_a_heading_that_fits_all():
    top = section("1", "1", "目標", 1, items=(item("a", "1", "1-1", "甲", ["福祉課"], {"content": "一"}),))
    low = section("2", "(2)", "施策", 2, items=(item("b", "1", "(2)-1", "乙", ["福祉課"], {"content": "二"}),))
    book = form(of=plan(top, low))
    assert column(book, "計画の体系") == ["1 目標", "(2)施策"]


def test_a_submitter_that_sends_for_others_answers_for_each_in_its_own_row():
    parties = ("市民", "事業者")
    assignments = tuple(
        Assignment(row_id=f"a/{name}", item_id="a", party=value(f"p/{name}", name), submitter="企画課")
        for name in parties
    )
    only = item("a", "1", "(1)-1", "取組", [], {"content": "内容"})
    only = type(only)(**{name: getattr(only, name) for name in only.__slots__} | {"assignments": assignments})
    book = form("企画課", of=plan(section("1", "(1)", "章", 1, items=(only,))))
    assert column(book, "担当課") == ["市民", "事業者"]
    assert column(book, "行ID") == ["a/市民", "a/事業者"]


def test_every_submitter_of_the_plan_gets_a_form_in_the_order_of_the_plan():
    assert list(forms(PLAN, matrix())) == ["図書課", "福祉課", "公園課"]


def test_a_stranger_gets_no_form():
    with pytest.raises(ValueError, match="税務課"):
        write_form(PLAN, matrix(), "税務課")


# ── who the form is ─────────────────────────────────────────────────────────────────────────────────────


def test_the_form_says_who_it_is_in_three_places():
    data = write_form(PLAN, matrix(), "福祉課", round=2)
    book = opened(data)
    assert book["_meta"].sheet_state == "veryHidden"
    assert [[cell.value for cell in row] for row in book["_meta"]["A1:B5"]] == [
        ["様式ID", "kodomo"],
        ["年度", "2021"],
        ["版", matrix().version],
        ["提出者", "福祉課"],
        ["回", "2"],
    ]
    assert book.defined_names["_reportgen_form"].attr_text == "_meta!$A$1:$B$5"
    line = f'{{"plan_id": "kodomo", "year": 2021, "version": "{matrix().version}", "submitter": "福祉課", "round": 2}}'
    assert [(p.name, p.value) for p in book.custom_doc_props.props] == [("reportgen_form", line)]


def test_each_of_the_three_places_alone_is_enough_for_the_reader():
    expected = FormIdentity(plan_id="kodomo", year=2021, version=matrix().version, submitter="福祉課", round=1)
    without_property, without_name, without_sheet = form(), form(), form()
    without_property.custom_doc_props.props.clear()
    without_name.custom_doc_props.props.clear()
    del without_name.defined_names["_reportgen_form"]
    del without_sheet["_meta"]
    for book in (without_property, without_name, without_sheet):
        target = BytesIO()
        book.save(target)
        assert identity_of(open_workbook(target.getvalue(), "a.xlsx")) == expected


def test_the_version_follows_the_questions_and_not_the_looks(tmp_path):
    from reportgen.plan.load import load_layout

    def version(old: str, new: str) -> str:
        text = (matrix().folder / "layout.toml").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "layout.toml").write_text(text.replace(old, new), encoding="utf-8")
        return load_layout(tmp_path).version

    assert version("top_mm = 18.0", "top_mm = 20.0") == matrix().version
    assert version("プルダウンから", "▼から") == matrix().version
    assert version("limit = 400", "limit = 300") != matrix().version
    assert version('label = "評価"', 'label = "達成度"') != matrix().version


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "=1+1",
    "=",
    "+81",
    "@名前",
    "'引用",
    "　前の空白",
    " 前後の空白 ",
    "一行目\n\n　三行目\n",
    "・箇条\tタブ",
    "_x000D_",
    "_x005F_x000D_",
    "型番x005F_A",
    "縦\x0bタブ",
    "神\ufa19塚\ufa10①㈱㎡Ⅳ",
    "葛\U000e0100と𠮷と🙂",
    "<b>&amp;</b>",
    "#N/A",
    "2021-04-01",
    "0012",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_comes_back_exactly_from_answer_and_plan(text):
    of = written_plan("1 | 交流 | 福祉課")
    (top,) = of.sections
    (only,) = top.items
    hostile = item(only.id, "1", "(1)-1", text, ["福祉課"], {"content": text})
    of = plan(section(top.id, "(1)", text, 2, items=(hostile,)))
    answers = {"1-1/福祉課": {"status": text, "reason": text}}
    book = open_workbook(write_form(of, matrix(), "福祉課", answers=answers), "f.xlsx")
    sheet = book.sheet("調査票")
    assert sheet is not None
    texts = {sheet.text(HEAD, n): sheet.cell(HEAD + 1, n) for n in range(1, sheet.last_column + 1)}
    for heading in ("事業名", "計画の内容", "実施状況", "理由・補足"):
        assert (texts[heading].shown, texts[heading].kind, texts[heading].formula) == (text, "text", None)


def test_the_longest_text_of_a_cell_is_written_whole_even_where_its_escapes_are_longer():
    text = "_x000D_" + "あ" * (32_767 - 7)
    data = write_form(PLAN, matrix(), "図書課", answers={"1-1/図書課": {"status": text}})
    assert open_workbook(data, "f.xlsx").sheet("調査票").text(HEAD + 1, 7) == text


@pytest.mark.parametrize("text", ["あ" * 32_768, "𠮷" * 16_384])
def test_a_text_that_no_cell_can_hold_is_refused_and_never_cut(text):
    with pytest.raises(RenderError) as caught:
        write_form(PLAN, matrix(), "図書課", answers={"1-1/図書課": {"status": text}})
    assert (caught.value.code, caught.value.where) == ("I60", "調査票 G7")
    assert "32768文字" in str(caught.value)


# ── answers poured in ───────────────────────────────────────────────────────────────────────────────────


def test_what_is_poured_in_is_what_the_collector_reads():
    of, published = reference_plan()
    files, expected = {}, {}
    for submitter in of.submitters():
        own = {a.row_id: published[a.row_id] for _, a in of.asked(submitter, "party")}
        files[f"{submitter}.xlsx"] = write_form(of, matrix(), submitter, answers=own)
        expected[submitter] = own
    submissions, findings = collect(files, of, matrix())
    assert findings == ()
    read = {s.submitter: {r.row_id: {k: c.shown for k, c in r.cells.items()} for r in s.rows} for s in submissions}
    assert read == expected
    assert {binding for s in submissions for own in s.bindings.values() for binding in own.values()} == {"name"}


def test_a_form_with_answers_keeps_all_that_watches_over_an_empty_one():
    def watched(book):
        sheet = book["調査票"]
        return (
            {name: book.defined_names[name].attr_text for name in book.defined_names},
            [(str(v.sqref), v.type, v.formula1, v.prompt, v.error) for v in sheet.data_validations.dataValidation],
            [(str(area.sqref), [r.formula for r in area.rules]) for area in sheet.conditional_formatting],
            dict(sheet.protection),
            [cell.protection.locked for row in sheet.iter_rows() for cell in row],
            [cell.number_format for row in sheet.iter_rows() for cell in row],
            {table.name: (table.ref, table.column_names) for table in sheet.tables.values()},
        )

    answers = {"1-1/福祉課": {"status": "実施した。", "rating": "A"}, "1-2/福祉課": {"reason": "未定のため"}}
    assert watched(form(answers=answers)) == watched(form())


@pytest.mark.parametrize("answers", [{"9-9/福祉課": {"status": "x"}}, {"1-1/図書課": {"status": "x"}}])
def test_an_answer_to_a_row_that_the_form_does_not_have_is_refused(answers):
    with pytest.raises(ValueError, match="without a place"):
        write_form(PLAN, matrix(), "福祉課", answers=answers)


def test_an_answer_to_a_question_that_the_form_does_not_have_is_refused():
    with pytest.raises(ValueError, match="1-1/福祉課:cost"):
        write_form(PLAN, matrix(), "福祉課", answers={"1-1/福祉課": {"cost": "1"}})


# ── bytes ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_form_has_the_same_bytes():
    assert forms(PLAN, matrix()) == forms(PLAN, matrix())


def test_the_file_says_nothing_of_the_day_on_which_it_was_made():
    parts = unpack(write_form(PLAN, matrix(), "福祉課"))
    assert str(date.today().year).encode() not in parts["docProps/core.xml"]
    assert b"dcterms" not in parts["docProps/core.xml"]


def test_there_are_no_macros_and_nothing_from_outside():
    parts = unpack(write_form(PLAN, matrix(), "福祉課"))
    assert not [name for name in parts if "vba" in name or "external" in name.lower() or "drawing" in name]


# ── what the clerk sees ─────────────────────────────────────────────────────────────────────────────────


def test_the_first_lines_say_which_form_whose_and_until_when():
    meeting = Meeting(deadline=date(2022, 5, 20), contact="企画課（内線123）")
    book = form(of=written_plan("1 | 交流 | 福祉課", meeting=meeting), round=2)
    sheet = book["調査票"]
    assert sheet["B1"].value == "試験市子ども計画　進捗状況調査票（令和3年度）"
    assert sheet["B2"].value == (
        "福祉課　／　1行　／　第2回　／　提出期限：令和4年5月20日　／　問い合わせ先：企画課（内線123）"
    )
    assert sheet["B4"].value == matrix().definition.form.guide[0]
    guide = [cell.value for row in book["記入のしかた"].iter_rows() for cell in row if cell.value]
    assert "提出期限：令和4年5月20日" in guide
    assert "わからないことは、企画課（内線123）へお問い合わせください。" in guide


def test_a_first_form_does_not_speak_of_rounds_or_of_what_is_not_known():
    assert form()["調査票"]["B2"].value == "福祉課　／　2行"
