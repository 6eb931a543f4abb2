"""A zip of submissions is read as if somebody had unpacked it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from unicodedata import normalize

import pytest
from written_plans import matrix, written_plan
from written_workbooks import form, table_workbook, zipped

from reportgen.collect import collect
from reportgen.collect.archive import unpacked

PLAN = written_plan("1 | 延長保育事業 | 保育課\n2 | 相談窓口 | 福祉課")
ROWS = {
    "保育課": "(1)-1 | 延長保育事業 | 保育課 | 園児30人が利用した。 | A | 引き続き実施する。 | 継続",
    "福祉課": "(1)-2 | 相談窓口 | 福祉課 | 相談を120件受けた。 | B | 窓口を増やす。 | 充実",
}


def sent(submitter: str) -> bytes:
    return form(PLAN, ROWS[submitter], submitter=submitter)


def packed(entries: dict[bytes, bytes]) -> bytes:
    """A zip whose names are these bytes, without the mark for UTF-8."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(entries.values()):
            archive.writestr(f"{number:05}" + "x" * (len(list(entries)[number]) - 5), content)
    data = target.getvalue()
    for number, name in enumerate(entries):
        data = data.replace(f"{number:05}".encode() + b"x" * (len(name) - 5), name)
    return data


def test_every_form_in_it_is_received_under_its_name_in_the_zip() -> None:
    data = zipped({"各課/回答_保育課.xlsx": sent("保育課"), "各課/福祉/回答_福祉課.xlsx": sent("福祉課")})

    submissions, findings = collect({"inputs/submissions/まとめ.zip": data}, PLAN, matrix())

    assert findings == ()
    assert [(s.submitter, s.place.file) for s in submissions] == [
        ("保育課", "inputs/submissions/まとめ.zip/各課/回答_保育課.xlsx"),
        ("福祉課", "inputs/submissions/まとめ.zip/各課/福祉/回答_福祉課.xlsx"),
    ]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_names_without_a_mark_are_those_of_windows_or_of_a_mac(encoding: str) -> None:
    name = "表示/回答_保育課－ソ能.xlsx"
    spelt = normalize("NFD", name) if encoding == "utf-8" else name
    files, findings = unpacked({"まとめ.zip": packed({spelt.encode(encoding): b"PK"})})

    assert (list(files), findings) == ([f"まとめ.zip/{spelt}"], ())


def test_traces_of_programs_in_it_are_nobodys_answer() -> None:
    contents = {
        "__MACOSX/._回答_保育課.xlsx": b"x",
        "~$回答_保育課.xlsx": b"x",
        ".DS_Store": b"x",
        "コピー ～ 回答_保育課.xlsx": sent("保育課"),
    }
    submissions, findings = collect({"まとめ.zip": zipped(contents)}, PLAN, matrix())

    assert [s.place.file for s in submissions] == ["まとめ.zip/コピー ～ 回答_保育課.xlsx"]
    assert [finding.code for finding in findings] == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_kept_and_no_path_leads_out() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in (("../../a.xlsx", "1"), ("..\\a.xlsx", "2"), ("/a.xlsx", "3")):
            archive.writestr(name, content)

    files, _ = unpacked({"x/b.zip": target.getvalue()})
    assert files == {"x/b.zip/a.xlsx": b"1", "x/b.zip/a (2).xlsx": b"2", "x/b.zip/a (3).xlsx": b"3"}


@pytest.mark.parametrize(
    "other", [table_workbook("a | b"), b"PK\x03\x04", b"PK", b"", zipped({}), zipped({"空/": b""})]
)
def test_a_workbook_and_what_is_no_zip_of_files_stay_whole(other: bytes) -> None:
    assert unpacked({"a.xlsx": other}) == ({"a.xlsx": other}, ())


def test_a_bomb_is_refused_before_anything_is_unpacked() -> None:
    for contents, code in (
        ({"a.xlsx": bytes(20_000_000)}, "F09b"),
        ({f"{n}.txt": b"x" for n in range(2_001)}, "F09b"),
    ):
        files, (finding,) = unpacked({"まとめ.zip": zipped(contents)})
        assert (files, finding.code, finding.place.file) == ({}, code, "まとめ.zip")


def test_a_form_in_a_broken_zip_is_missing_and_the_zip_is_named() -> None:
    data = zipped({"回答_保育課.xlsx": sent("保育課")})
    submissions, findings = collect({"保育課.zip": data[:150] + bytes(400) + data[550:]}, PLAN, matrix())

    assert submissions == ()
    assert [(f.code, f.subject.submitter, f.place.file) for f in findings] == [("F20c", "保育課", "保育課.zip")]
