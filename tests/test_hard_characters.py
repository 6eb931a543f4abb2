"""Characters that programs like to change: from the plan master through form and submission into every format."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from written_masters import GOOD, load, master
from written_plans import matrix

from reportgen.collect import collect
from reportgen.compose import compose
from reportgen.deliver.forms import write_form
from reportgen.merge import merge
from reportgen.proof import prove
from reportgen.proof.read_docx import read_docx
from reportgen.proof.read_html import read_html
from reportgen.proof.read_pdf import read_pdf
from reportgen.proof.reading import Leaf, Reading, ReadTable
from reportgen.render.to_docx import render_docx
from reportgen.render.to_html import render_html
from reportgen.render.to_pdf import render_pdf
from reportgen.validate import validate

HARD = "髙﨑𠮷葛\U000e0100神\ufa19塚\ufa10"
"""Variants outside of JIS X 0208, a supplementary character, a variation sequence, two that NFC would change."""
CHAIN = f"{HARD}①㎡㈱Ⅳ～〜−－"
READERS = {"docx": (render_docx, read_docx), "pdf": (render_pdf, read_pdf), "html": (render_html, read_html)}


@pytest.fixture(scope="module")
def journey(tmp_path_factory):
    """The plan, the submission as read, the report and its document."""
    folder = tmp_path_factory.mktemp("plan")
    items = GOOD["事業"].replace("相談事業 | 相談に応じます。", f"{HARD}事業 | {CHAIN}に応じます。")
    parties = GOOD["担当"].replace("b | 福祉課 |", f"b | {HARD}課 |")
    sections = GOOD["体系"].replace("子育て家庭への支援", f"{HARD}への支援")
    plan = load(folder, master(事業=items, 担当=parties, 体系=sections))
    answers = {f"b/{HARD}課": {"status": f"{CHAIN}で実施した。\n{HARD}", "rating": "A", "next_steps": CHAIN}}
    data = write_form(plan, matrix(), f"{HARD}課", answers=answers)
    (submission,), _ = collect({f"{HARD}課.xlsx": data}, plan, matrix())
    checked, _ = validate(submission, plan, matrix())
    report, _ = merge(plan, matrix(), [checked], issued=None, final=False)
    return plan, data, checked, report, compose(report, matrix())[0]


def texts_of(reading: Reading) -> list[str]:
    """Every text of a file: of headings, paragraphs and cells."""
    cells = [cell for part in reading.parts if isinstance(part, ReadTable) for cell in part.cells]
    return [part.text for part in reading.parts if isinstance(part, Leaf)] + [
        leaf.text for cell in cells for leaf in cell.leaves
    ]


def test_the_form_shows_and_returns_them_untouched(journey):
    _, data, checked, _, _ = journey
    texts = {cell.value for sheet in load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row}
    assert {f"{HARD}事業", f"{HARD}課", CHAIN} <= texts
    values = checked.entries[0].values
    assert (values["status"].text, values["next_steps"].text) == (f"{CHAIN}で実施した。\n{HARD}", CHAIN)
    assert values["status"].fixes == ()


@pytest.mark.parametrize("suffix", READERS)
def test_every_format_holds_them_code_point_by_code_point(journey, suffix):
    *_, document = journey
    render, read = READERS[suffix]
    found = "\n".join(texts_of(read(render(document))))
    for text in (f"{HARD}への支援", f"{HARD}事業", f"{HARD}課", f"{CHAIN}に応じます。", f"{CHAIN}で実施した。", CHAIN):
        assert text in found


def test_the_three_formats_are_proved_equal(journey):
    *_, report, document = journey
    files = {f"a.{suffix}": render(document) for suffix, (render, _) in READERS.items()}
    printed = [value.id for value in report.values() if value.text]
    assert prove(document, files, printed).differences == ()
