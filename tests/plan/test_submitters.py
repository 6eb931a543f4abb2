"""Names that become names of files and folders, and how deep a plan may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_masters import load, master

from reportgen.errors import PlanError
from reportgen.plan.submitters import as_file_name


def fault(folder: Path, **tables: str) -> PlanError:
    with pytest.raises(PlanError) as caught:
        load(folder, master(**tables))
    return caught.value


def sent(*rows: str) -> str:
    lines = [f"{item} | {row}" for item, row in zip("abc", rows, strict=True)]
    return "\n".join(["事業ID | 担当課 | 提出者", *lines])


@pytest.mark.parametrize(
    ("name", "code"),
    [("課" * 61, "M71"), (".", "M72"), ("..", "M72"), ("_事務局", "M72"), ("_提出者不明", "M72"), ("_", "M72")],
)
def test_a_name_that_no_folder_can_have_is_refused_at_its_cell(tmp_path: Path, name: str, code: str) -> None:
    as_party = fault(tmp_path, 担当=sent("図書課 |", f"{name} |", f"{name} |"))
    as_submitter = fault(tmp_path, 担当=sent("図書課 |", f"福祉課 | {name}", "公園課 |"))
    for_another = fault(tmp_path, 担当=sent("図書課 |", f"{name} | 福祉課", "公園課 |"))

    assert [one.code for one in (as_party, as_submitter, for_another)] == [code] * 3
    assert as_party.where.endswith("シート『担当』 B3")
    assert as_submitter.where.endswith("シート『担当』 C3")


@pytest.mark.parametrize("name", ["課" * 60, "保育所・幼稚園課", "課_2", "市民・N.P.O."])
def test_a_name_that_a_folder_can_have_is_taken(tmp_path: Path, name: str) -> None:
    plan = load(tmp_path, master(担当=sent("図書課 |", f"{name} |", f"子ども会 | {name}")))
    assert plan.submitters() == ("図書課", name)


@pytest.mark.parametrize(
    ("first", "second"), [("甲/乙課", "甲:乙課"), ("総務課", "総務課."), ("IT課", "it課"), ("IT課", "ＩＴ課")]
)
def test_two_submitters_with_one_file_name_are_refused(tmp_path: Path, first: str, second: str) -> None:
    told = fault(tmp_path, 担当=sent(f"{first} |", f"福祉課 | {second}", f"{second} |"))
    assert (told.code, told.facts) == ("M73", {"found": second, "first": first})
    assert told.where.endswith("シート『担当』 C3")


def test_parties_of_one_file_name_are_no_matter_where_somebody_else_sends(tmp_path: Path) -> None:
    plan = load(tmp_path, master(担当=sent("甲/乙課 | 総務課", "甲:乙課 | 総務課", "公園課 |")))
    assert plan.submitters() == ("総務課", "公園課")


def test_a_file_name_holds_nothing_that_a_file_system_refuses() -> None:
    assert as_file_name('a\\b/c:d*e?f"g<h>i|j\tk. ') == "a＿b＿c＿d＿e＿f＿g＿h＿i＿j＿k"


def deep(levels: int) -> str:
    rows = [f"s{n} | {f's{n - 1}' if n > 1 else ''} | 区分{n} | {n} | 名称{n}" for n in range(1, levels + 1)]
    return "\n".join(
        ["ID | 上位ID | 区分 | 番号 | 名称", *rows, "2-1 | | 施策 | 8 | 支援", "2-2 | | 施策 | 9 | 居場所"]
    )


def test_five_levels_are_taken_and_the_sixth_is_refused_at_its_cell(tmp_path: Path) -> None:
    section = load(tmp_path, master(体系=deep(5))).sections[0]
    while section.sections:
        (section,) = section.sections
    assert section.level == 5

    for levels in (6, 7, 9):
        told = fault(tmp_path, 体系=deep(levels))
        assert (told.code, told.facts) == ("M70", {"id": "s6", "limit": 5})
        assert told.where.endswith("シート『体系』 B7")
