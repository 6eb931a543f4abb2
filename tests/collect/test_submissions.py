"""All files together: one submission for each submitter, and nothing in a file stops the run."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from openpyxl import Workbook as Book
from written_plans import matrix, written_plan
from written_workbooks import form, table_workbook, without_identity, without_names, zipped

from reportgen.collect import collect, collect_rounds

PLAN = written_plan(
    """
    1 | 延長保育事業 | 保育課
    2 | 健診         | 健康課
    3 | 相談窓口     | 保育課、健康課
    """
)
NURSERY = """
(1)-1 | 延長保育事業 | 保育課 | 実施した。 | A | 続ける。 | 継続
(1)-3 | 相談窓口 | 保育課 | 受けた。 | B | 広げる。 | 充実
"""
HEALTH = """
(1)-2 | 健診 | 健康課 | 実施した。 | A | 続ける。 | 継続
(1)-3 | 相談窓口 | 健康課 | 受けた。 | B | 広げる。 | 充実
"""


def nursery(*edits: object, **options: object) -> bytes:
    return form(PLAN, NURSERY, *edits, **options)  # type: ignore[arg-type]  # edits are functions


def health(**options: object) -> bytes:
    return form(PLAN, HEALTH, submitter="健康課", **options)  # type: ignore[arg-type]  # options of form


def test_submissions_come_in_the_order_of_the_plan_and_findings_by_file() -> None:
    submissions, findings = collect({"z.xlsx": nursery(), "b.xlsx": b"", "a.xlsx": health()}, PLAN, matrix())

    assert [submission.submitter for submission in submissions] == ["保育課", "健康課"]
    assert [(finding.code, finding.place.file) for finding in findings] == [("F04", "b.xlsx")]


def test_the_order_in_which_files_are_given_changes_nothing() -> None:
    files = {"c.xlsx": nursery(), "a.xlsx": health(), "b.xlsx": b"no", "d.xlsx": nursery(round=2)}

    assert collect(files, PLAN, matrix()) == collect(dict(reversed(files.items())), PLAN, matrix())


def test_nothing_given_is_nothing_found() -> None:
    assert collect({}, PLAN, matrix()) == ((), ())


def test_a_newer_round_goes_before_an_older_one_without_a_word() -> None:
    files = {"1.xlsx": nursery(round=2), "2.xlsx": nursery(round=1, modified="2030-01-01")}
    (submission,), findings = collect(files, PLAN, matrix())

    assert (submission.place.file, submission.round) == ("1.xlsx", 2)
    assert findings == ()


def test_of_one_round_the_file_saved_last_counts_and_both_are_named() -> None:
    files = {
        "a.xlsx": nursery(modified="2022-05-03T10:00:00Z"),
        "b.xlsx": nursery(modified="2022-05-02T10:00:00Z"),
    }
    (submission,), (finding,) = collect(files, PLAN, matrix())

    assert submission.place.file == "a.xlsx"
    assert (finding.code, finding.facts["used"], finding.facts["files"]) == ("F12d", "a.xlsx", "a.xlsx／b.xlsx")
    assert [place.file for place in finding.related] == ["b.xlsx"]
    assert finding.subject.submitter == "保育課"


def test_findings_of_a_file_that_is_not_used_are_not_told() -> None:
    def rename(book: Book) -> None:
        book["調査票"]["F3"].value = "評価※"

    files = {"a.xlsx": nursery(rename, round=1), "b.xlsx": nursery(round=2)}
    assert collect(files, PLAN, matrix())[1] == ()


def test_an_unreadable_file_is_addressed_to_whoever_its_name_mentions() -> None:
    name = normalize("NFD", "inputs/2021/回答_保育課（修正）.xlsx")
    _, (finding,) = collect({name: b""}, PLAN, matrix())

    assert finding.subject.submitter == "保育課"
    assert finding.place.file == name


def test_a_form_without_identity_is_known_by_its_rows() -> None:
    (submission,), findings = collect({"x.xlsx": nursery(without_identity)}, PLAN, matrix())

    assert (submission.submitter, submission.identity, submission.round) == ("保育課", None, 1)
    assert findings == ()


def test_a_form_whose_rows_are_of_several_submitters_is_nobodys() -> None:
    both = form(PLAN, NURSERY + HEALTH, submitter="")
    submissions, (finding,) = collect({"x.xlsx": both}, PLAN, matrix())

    assert submissions == ()
    assert (finding.code, finding.subject.submitter) == ("F18", "")


def test_a_department_that_was_renamed_is_known_by_its_rows() -> None:
    (submission,), _ = collect({"x.xlsx": nursery(without_names, submitter="こども保育課")}, PLAN, matrix())

    assert submission.submitter == "保育課"


@pytest.mark.parametrize(
    ("identity", "code", "found"),
    [({"year": 2020}, "F13a", "令和2年度"), ({"year": 1500}, "F13a", "1500"), ({"plan_id": "x"}, "F13b", "x")],
)
def test_another_form_is_not_read(identity: dict[str, object], code: str, found: str) -> None:
    submissions, (finding,) = collect({"x.xlsx": nursery(**identity)}, PLAN, matrix())

    assert submissions == ()
    assert (finding.code, finding.found, finding.subject.submitter) == (code, found, "保育課")


def test_another_version_of_the_layout_is_read_all_the_same() -> None:
    submissions, findings = collect({"x.xlsx": nursery(version="older")}, PLAN, matrix())

    assert len(submissions) == 1
    assert findings == ()


def test_traces_of_programs_are_passed_over() -> None:
    files = {"~$回答.xlsx": b"\x05lock", "__MACOSX/._回答.xlsx": b"\x00", ".DS_Store": b"\x00"}

    assert collect(files, PLAN, matrix()) == ((), ())


def test_a_workbook_that_is_no_form_is_one_finding() -> None:
    _, (finding,) = collect({"会議次第.xlsx": table_workbook("議題 | 時間\n挨拶 | 10時")}, PLAN, matrix())

    assert finding.code == "F19"


def test_papers_in_the_zip_of_a_form_are_that_submitters_and_no_unreadable_form() -> None:
    inside = {"課/回答.xlsx": nursery(), "課/写真.jpg": b"\xff\xd8\xff", "お送りします.txt": "よろしく".encode()}
    files = {"まとめ.zip": zipped(inside), "別紙_保育課.pdf": b"%PDF-1.7"}
    collected = collect_rounds(files, PLAN, matrix())
    assert {(finding.code, finding.subject.submitter) for finding in collected.findings} == {("F21", "保育課")}
    assert len(collected.findings) == 3
    assert collected.earlier == {}, "a photo is no round"


def test_a_paper_without_a_form_is_no_submission() -> None:
    _, (finding,) = collect({"別紙_保育課.pdf": b"%PDF-1.7"}, PLAN, matrix())
    assert (finding.code, finding.subject.submitter) == ("F03", "保育課")
