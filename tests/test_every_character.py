"""Whatever character a department types: the draft is built, and three formats say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from written_plans import matrix, written_plan
from written_workbooks import form

from reportgen.collect import collect
from reportgen.compose import compose
from reportgen.merge import merge
from reportgen.pipeline.coverage import coverage
from reportgen.proof import prove
from reportgen.render.to_docx import render_docx
from reportgen.render.to_html import render_html
from reportgen.render.to_pdf import render_pdf
from reportgen.validate import validate

PLAN = written_plan("1 | 延長保育事業 | 保育課\n2 | 一時預かり | 保育課")
FORM = (
    "(1)-1 | 延長保育事業 | 保育課 | 〇 | A | 続ける。 | 継続\n(1)-2 | 一時預かり | 保育課 | 〇 | B | 続ける。 | 充実"
)
SCALARS = [chr(point) for point in range(0x110000) if not 0xD800 <= point <= 0xDFFF]
BATCH = 8_000
TRICKY = [
    *SCALARS[:0x300],
    *map(chr, [*range(0x2000, 0x2070), 0x034F, 0x061C, 0x115F, 0x180E, 0x3099, 0x3164, 0xE000]),
    *map(chr, [*range(0xFDD0, 0xFDF0), *range(0xFE00, 0xFE10), *range(0xFFF0, 0x10000), 0xFEFF]),
    *map(chr, [0x1FFFE, 0x1FFFF, 0x20BB7, 0x1F468, 0x1F3F4, 0xE0001, 0xE0067, 0xE0100, 0xF0000, 0x10FFFF]),
]


def check(characters: list[str]) -> None:
    """Send characters apart from each other and side by side, and prove the three documents."""
    layout = matrix()
    (submission,), _ = collect({"回答.xlsx": form(PLAN, FORM)}, PLAN, layout)
    texts = ["あ" + "あ".join(characters) + "あ", "".join(characters) + "。"]
    rows = tuple(
        replace(row, cells={**row.cells, "status": replace(row.cells["status"], shown=text)})
        for row, text in zip(submission.rows, texts, strict=True)
    )
    checked, _ = validate(replace(submission, rows=rows), PLAN, layout)
    report, _ = merge(PLAN, layout, [checked], issued=None, final=False)
    document, _ = compose(report, layout)
    coverage(document, report, layout)
    files = {"a.docx": render_docx(document), "a.pdf": render_pdf(document), "a.html": render_html(document)}
    printed = [value.id for value in report.values() if value.text and value.id not in document.omitted]

    assert prove(document, files, printed).differences == ()


def test_characters_that_formats_disagree_on_never_stop_a_plan() -> None:
    check(TRICKY)


@pytest.mark.proof
@pytest.mark.parametrize("first", range(0, 0x10000 - 0x800, BATCH))
def test_every_character_of_the_basic_plane_is_the_same_in_three_formats(first: int) -> None:
    check(SCALARS[first : first + BATCH])


@pytest.mark.parametrize(
    "typed", ["\ufeff園児", "園\ufffd児", "園\ufdd0児", "園\U0003fffe児", "\u202e園\u202c児", "園\u200b児"]
)
def test_one_such_character_in_a_file_is_told_with_its_cell(typed: str) -> None:
    layout = matrix()
    (submission,), _ = collect({"回答.xlsx": form(PLAN, FORM.replace("〇", typed, 1))}, PLAN, layout)

    checked, findings = validate(submission, PLAN, layout)
    (finding,) = (one for one in findings if one.code[0] == "T")

    assert finding.code in ("T02", "T07", "T15")
    assert finding.place.cell == "E4"
    assert checked.entries[0].values["status"].raw == typed
