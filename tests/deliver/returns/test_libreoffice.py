"""A returned form that a department opens, answers and saves in LibreOffice is still read back.

Excel is not at hand, and nothing is claimed for it here. Without ``soffice`` these tests are skipped.
"""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from exchanges import Exchange, exchange
from openpyxl import load_workbook
from written_plans import written_plan
from written_workbooks import form, saved

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

PLAN = written_plan("\n".join(f"{n} | 事業{n} | 保育課" for n in range(1, 8)))
TABLE = "\n".join(f"(1)-{n} | 事業{n} | 保育課 | date:2022-04-01 | E | 続ける。 | 充実" for n in range(1, 8))
SENT = form(PLAN, TABLE + "\n新規 | 夜間保育 | 保育課 | 準備した。 | A | 開く。 | 充実")


def through(data: bytes, folder: Path, *formats: str) -> bytes:
    """The workbook as LibreOffice saves it, in one format after the other."""
    profile, source = (folder / "profile").as_uri(), folder / "form.xlsx"
    source.write_bytes(data)
    for number, wanted in enumerate(formats):
        target = folder / str(number)
        command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", wanted]
        subprocess.run([*command, "--outdir", str(target), str(source)], check=True, capture_output=True, timeout=120)
        source = target / f"form.{wanted}"
    return source.read_bytes()


@pytest.fixture(scope="module", params=[("xlsx",), ("ods", "xlsx")], ids="-".join)
def after(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exchange:
    book = load_workbook(BytesIO(exchange({"1.xlsx": SENT}, PLAN).returned("保育課")), rich_text=True)
    for row in book["確認結果"].iter_rows():
        if "日付" in str(row[11].value):
            row[12].value, row[13].value = "このままで可", "開始の日です。"
        if "夜間保育" in str(row[10].value):
            row[12].value = "修正済"
    cells = [cell for row in book["調査票"].iter_rows() for cell in row if cell.value == "E"]
    cells[0].value = "A"
    returned = through(saved(book), tmp_path_factory.mktemp("libreoffice"), *request.param)
    return exchange({"1.xlsx": SENT, "2.xlsx": returned}, PLAN)


def test_the_form_is_known_and_nothing_is_found_that_was_not_there(after):
    assert after.submissions["保育課"].round == 2
    assert not [line for line in after.states("保育課") if line.startswith(("新規", "内容変更"))]


def test_replies_come_back_also_those_to_several_findings_of_one_line(after):
    states = after.states("保育課")
    assert sum(line.startswith("継続 C06") and line.endswith("確認済み") for line in states) == 7
    assert [line for line in states if "S08" in line] == ["解消 S08 新規 夜間保育 保育課"]


def test_what_was_mended_is_gone_and_the_rest_stays(after):
    states = after.states("保育課")
    assert "解消 C13 (1)-1 評価" in states
    assert sum(line.startswith("継続 C13") for line in states) == 6
