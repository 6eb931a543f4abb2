"""Where two readers see two things, the secretariat is told which; where they agree, nobody is told anything."""

from __future__ import annotations

import pytest
from written_plans import matrix, written_plan
from written_workbooks import form, with_part, with_shared_strings

from reportgen.collect import collect
from reportgen.findings.finding import Finding

PLAN = written_plan("1 | 延長保育事業 | 保育課")
ROW = "(1)-1 | 延長保育事業 | 保育課 | 園児30人が利用した。 | A | 引き続き実施する。 | 継続 | 理由です。"
SHEET = "xl/worksheets/sheet1.xml"


def found(data: bytes) -> list[Finding]:
    return [finding for finding in collect({"回答_保育課.xlsx": data}, PLAN, matrix())[1] if finding.code[0] == "X"]


def with_cell(xml: str, cell: str = "E4") -> bytes:
    return with_part(form(PLAN, ROW), SHEET, f'<c r="{cell}".*?</c>', f'<c r="{cell}" {xml}</c>')


@pytest.mark.parametrize(
    "xml",
    [
        't="inlineStr"><is><t>一行目_x000D_&#10;二行目</t></is>',
        't="inlineStr"><is><r><t>園児</t></r><r><t>30人</t></r><rPh sb="0" eb="2"><t>エンジ</t></rPh></is>',
        't="inlineStr"><is><t> 前後の空白 </t></is>',
        't="str"><f>B4</f><v>結果</v>',
        't="str"><f>B4</f><v></v>',
        't="e"><v>#REF!</v>',
        't="b"><v>1</v>',
        "><v>0.30000000000000004</v>",
        "><v>12345678901234567890</v>",
        't="d"><v>2024-04-01</v>',
        't="inlineStr"><is><t>🙂𠮷葛\U000e0100</t></is>',
        't="inlineStr"><is><t>型番x005F_A</t></is>',
        ">",
    ],
)
def test_two_readers_agree_on_what_is_written_in_any_usual_way(xml: str) -> None:
    assert found(with_cell(xml)) == []
    assert found(with_shared_strings(with_cell(xml))) == []


@pytest.mark.parametrize(("cell", "field"), [("E4", "実施状況"), ("I4", "理由・補足")])
def test_a_cell_with_two_contents_is_named_with_both(cell: str, field: str) -> None:
    (finding,) = found(with_cell('t="str"><v>30人</v><is><t>3人</t></is>', cell))

    assert (finding.code, finding.place.cell, finding.found, finding.facts["other"]) == ("X01", cell, "30人", "3人")
    assert (finding.subject.item, finding.subject.field) == ("(1)-1", field)


def test_numbers_are_compared_by_value() -> None:
    (finding,) = found(with_cell("><v>30</v><v>1</v>"))

    assert (finding.code, finding.found, finding.facts["other"]) == ("X01", "301", "1.0")
