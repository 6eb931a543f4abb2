"""What another program makes of a form: opened, calculated and saved by LibreOffice.

Excel is not at hand, and nothing is claimed for it here. Without ``soffice`` these tests are skipped.
"""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from written_plans import matrix, written_plan

from reportgen.collect import collect
from reportgen.deliver.forms import write_form
from reportgen.model.submitted import FormIdentity
from reportgen.opc import repack, unpack
from reportgen.workbook import open_workbook

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

PLAN = written_plan("""
    1 | 交流事業 | 福祉課
    2 | 相談事業 | 福祉課
    3 | =1+1 | 福祉課
    4 | _x000D_ | 福祉課
""")
TEXTS = ["=1+1", " 前後の空白 ", "_x000D_ と x005F_", "一行目\n\n三行目"]
ANSWERS = {
    f"1-{number}/福祉課": {"status": text, "next_steps": "あ" * (400 + number), "reason": "'引用"}
    for number, text in enumerate(TEXTS, start=1)
} | {"1-1/福祉課": {"status": TEXTS[0], "rating": "A", "next_steps": "続ける。", "direction": "継続"}}


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_form(PLAN, matrix(), "福祉課", answers=ANSWERS)


@pytest.fixture(scope="module")
def saved(written: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The form as LibreOffice saves it, with every formula calculated by LibreOffice."""
    folder = tmp_path_factory.mktemp("libreoffice")
    parts = unpack(written)
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", parts[sheet].decode()).encode()
    source = folder / "form.xlsx"
    source.write_bytes(repack(parts))
    profile = (folder / "profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(folder / "saved"), str(source)], check=True, capture_output=True, timeout=180
    )
    return (folder / "saved" / "form.xlsx").read_bytes()


def test_the_form_is_still_known_and_read_by_its_names(saved):
    (submission,), findings = collect({"福祉課.xlsx": saved}, PLAN, matrix())
    assert submission.identity == FormIdentity(
        plan_id="kodomo", year=2021, version=matrix().version, submitter="福祉課", round=1
    )
    assert set(submission.bindings["party"].values()) == {"name"}
    assert [row.row_id for row in submission.rows] == list(ANSWERS)
    assert findings == ()


def test_all_three_places_of_the_identity_survive(saved):
    book = open_workbook(saved, "f.xlsx")
    assert "reportgen_form" in book.properties
    assert book.area("_reportgen_form") is not None
    assert book.sheet("_meta") is not None


def test_texts_survive_exactly(saved):
    (submission,), _ = collect({"福祉課.xlsx": saved}, PLAN, matrix())
    for row in submission.rows:
        assert row.row_id is not None
        expected = ANSWERS[row.row_id]
        assert {key: cell.shown for key, cell in row.cells.items() if cell.shown} == {
            key: text for key, text in expected.items() if key != "reason"
        }
    assert [row.name for row in submission.rows] == [item.name.text for item in PLAN.items()]


def test_the_results_that_were_written_are_those_that_the_formulas_yield(written, saved):
    def results(data: bytes) -> dict[str | None, str]:
        sheet = open_workbook(data, "f.xlsx").sheet("調査票")
        assert sheet is not None
        return {cell.place.cell: cell.shown for cell in sheet.cells.values() if cell.formula}

    assert results(saved) == results(written)
    assert results(written)["B3"] == "未記入 3件"


def test_choices_protection_and_print_setup_survive(saved):
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(saved))
    sheet = book["調査票"]
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == {"_list_rating", "_list_direction"}
    assert sheet.protection.sheet
    assert not sheet["G7"].protection.locked
    assert sheet["B7"].protection.locked
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.column_dimensions["A"].hidden
