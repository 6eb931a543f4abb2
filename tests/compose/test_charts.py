"""Charts of templates: drawn from the cells of a table that carry amounts, with the table itself below."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_layouts import article, composed, expected, faults, written_layout

from reportgen.document.chart import Amount
from reportgen.document.tree import Figure, Table, walk

HEAD = "<thead><tr><th>施策</th><th>A</th><th>B</th><th>計</th></tr></thead>"
COLUMNS = '<colgroup><col width="*"><col width="30"><col width="30"><col width="30"></colgroup>'


def counts(*rows: str, head: str = HEAD) -> str:
    return (
        f'<table data-label="集計" data-summary="行は施策、列は評価です。">{COLUMNS}{head}'
        f"<tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"
    )


def row(label: str, a: int, b: int) -> str:
    return (
        f'<th>{label}</th><td data-amount="{a}">{a}件</td><td data-amount="{b}">{b}件</td>'
        f'<td data-whole="true">{a + b}件</td>'
    )


def blocks(document):
    return [block for block in walk(document.blocks) if isinstance(block, Figure | Table)]


def test_bars_are_drawn_from_the_table_that_stands_below_them(tmp_path):
    table = counts(row("支援", 3, 1), row("安全", 0, 2))
    body = f'<figure role="bars" alt="支援はAが多い。">{table}<figcaption>図1　評価</figcaption></figure>'
    figure, below = blocks(composed(tmp_path, body))
    assert figure.drawing.kinds == ("A", "B")
    assert figure.drawing.rows[0] == ("支援", (Amount("3", Decimal(3)), Amount("1", Decimal(1))), "4件")
    assert figure.drawing.texts == ("A", "B", "支援", "3", "1", "4件", "安全", "2", "2件")
    assert (figure.alternative, figure.caption.text) == ("支援はAが多い。", "図1　評価")
    assert (below.label, below.grid.row_count) == ("集計", 3)


def test_slopes_print_what_the_cells_say_and_leave_out_rows_without_two_amounts(tmp_path):
    rows = (
        '<th>支援</th><td data-amount="75">75.0%</td><td data-amount="-2.5">▲2.5%</td><td></td>',
        '<th>安全</th><td>－</td><td data-amount="1">1%</td><td></td>',
    )
    head = "<thead><tr><th>施策</th><th>令和2年度</th><th>令和3年度</th><th>備考</th></tr></thead>"
    figure, _ = blocks(composed(tmp_path, f'<figure role="slopes" alt="a">{counts(*rows, head=head)}</figure>'))
    assert (figure.drawing.before, figure.drawing.after) == ("令和2年度", "令和3年度")
    assert figure.drawing.rows == (("支援", Amount("75.0%", Decimal(75)), Amount("▲2.5%", Decimal("-2.5"))),)


GOOD = counts(row("支援", 3, 1))
REFUSED = {
    "without a table": '<figure role="bars" alt="a"></figure> {# K75 #}',
    "without alternative text": f'<figure role="bars"> {{# K48 #}}{GOOD}</figure>',
    "of a table without amounts": '<figure role="bars" alt="a">\n'
    + counts("<th>a</th><td>1</td><td>2</td><td>3</td>")
    + " {# K76 #}</figure>",
    "of rows with different amounts": '<figure role="bars" alt="a">\n'
    + counts(row("支援", 3, 1), '<th>a</th><td data-amount="1">1</td><td>2</td><td data-whole="true">3</td>')
    + " {# K76 #}</figure>",
    "of an amount below nothing in bars": '<figure role="bars" alt="a">\n'
    + counts(row("支援", -3, 1))
    + " {# K76 #}</figure>",
    "of bars without a total": '<figure role="bars" alt="a">\n'
    + counts('<th>a</th><td data-amount="1">1</td><td data-amount="2">2</td><td>3</td>')
    + " {# K76 #}</figure>",
    "of an amount that is no number": '<figure role="bars" alt="a">\n'
    + counts('<th>a</th><td data-amount="多い">1</td><td data-amount="2">2</td><td data-whole="true">3</td>')
    + " {# K39 #}</figure>",
    "that is too narrow for its numbers": '<figure role="bars" alt="a"> {# K78 #}\n'
    + counts(row("支援", 10**60, 10**60))
    + "</figure>",
    "of labels that leave no room for lines": '<figure role="slopes" alt="a"> {# K78 #}\n'
    + counts(f'<th>支援</th><td data-amount="1">{"1人と" * 40}</td><td data-amount="2">2</td><td></td>')
    + "</figure>",
    "that is higher than a page": '<figure role="bars" alt="a"> {# K79 #}\n'
    + counts(*(row(f"施策{number}", 3, 1) for number in range(1, 40)))
    + "</figure>",
    "a flow chart with a table": f'<figure alt="a"><ol><li>a</li><li>b</li></ol>\n{GOOD} {{# K36 #}}</figure>',
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_chart_is_refused(tmp_path, name):
    template = article(REFUSED[name])
    assert sorted(faults(written_layout(tmp_path, template))) == sorted(expected(template))
    assert expected(template)
