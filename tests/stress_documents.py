"""Documents that break page engines: rows and merged cells of several pages, many departments, very long cells."""

from __future__ import annotations

from collections.abc import Callable

from sample_documents import HERE, MATRIX_THEME, bullets, cell, document, heading, paragraph, table

from reportgen.document.grid import Cell, resolve
from reportgen.document.tree import Document, PageHeader, Table
from reportgen.units import Mm

SENTENCE = (
    "小郡市子育て支援センターを中心に、子育てサークルの立ち上げや運営についての情報を共有し、"
    "「他4か所」の支援センターとも連携していく（令和3年度）。"
)
DEPARTMENTS = (
    *("総務課", "企画財政課", "子ども育成課", "子育て支援課", "保育所・幼稚園課", "福祉課", "健康課", "学校教育課"),
    *("生涯学習課", "スポーツ振興課", "コミュニティ推進課", "まちづくり推進課"),
)


def made(rows: list[list[Cell]], widths: tuple[float, ...], header_rows: int = 1) -> Table:
    widths_mm = [Mm(width) for width in widths]
    grid = resolve(rows, widths_mm=widths_mm, header_rows=header_rows, text_width_mm=Mm(267.0), origin=HERE)
    return table(grid)


def heads(*texts: str) -> list[Cell]:
    return [cell(text, scope="col") for text in texts]


def label(text: str, rows: int, **options: str) -> Cell:
    return cell(text, row_span=rows, on_break="repeat", **options)


def rating(text: str) -> Cell:
    return cell(text, role="rating")


def a_span_of_seven_rows_over_three_pages() -> Document:
    """Two header rows, a row of 1.7 pages, a merged text beside seven rows, characters of every kind."""
    first = [cell("No.", row_span=2, scope="col"), cell("事業", column_span=2, scope="colgroup")]
    first.append(cell("令和3年度", column_span=2, scope="colgroup"))
    name = label("見守り事業（髙﨑・𠮷田・葛\U000e0100城・葛\U000e0101飾）", 3, scope="rowgroup")
    rows = [
        first,
        heads("名称", "内容", "実施状況", "評価"),
        [
            label("1", 7, role="number"),
            name,
            cell("計画：" + SENTENCE * 34, row_span=7),
            cell("①" + SENTENCE * 3),
            rating("A"),
        ],
        [cell("②" + SENTENCE * 34), rating("B")],
        [cell("③" + SENTENCE), rating("C")],
        [label("相談事業", 4, scope="rowgroup"), cell("④"), rating("A")],
        [cell("⑤" + SENTENCE * 5), rating("")],
        [cell("⑥\n二行目の段落。\n・箇条書き"), rating("A")],
        [cell("⑦" + SENTENCE * 2), rating("B")],
        [label("2", 1, role="number"), cell("計", column_span=2, scope="row"), cell("合計1,234件"), rating("―")],
    ]
    return _document(made(rows, (12.0, 40.0, 75.0, 110.0, 30.0), 2))


def a_programme_of_twelve_departments() -> Document:
    rows = [heads("No.", "事業名", "担当課", "内容", "実施状況")]
    for index, department in enumerate(DEPARTMENTS):
        lead = (
            [label("1", 12, role="number"), label("全庁で取り組む子育て支援", 12, scope="rowgroup")]
            if not index
            else []
        )
        content = [cell(SENTENCE * 10, row_span=12)] if not index else []
        rows.append([*lead, label(department, 1), *content, cell(SENTENCE * (1 + index % 4))])
    return _document(made(rows, (12.0, 40.0, 30.0, 75.0, 110.0)))


def a_text_taller_than_a_page_beside_four_short_rows() -> Document:
    rows = [heads("No.", "事業名", "担当課", "内容", "実施状況")]
    for index, department in enumerate(DEPARTMENTS[:4]):
        lead = [label("1", 4, role="number"), label("短い行の横の長い内容", 4, scope="rowgroup")] if not index else []
        content = [cell(SENTENCE * 20, row_span=4)] if not index else []
        rows.append([*lead, cell(department), *content, cell("実施した。")])
    return _document(made(rows, (12.0, 40.0, 30.0, 75.0, 110.0)))


def a_cell_of_1445_characters() -> Document:
    rows = [heads("項目", "内容"), [cell("一つのセル"), cell((SENTENCE * 20)[:1445])], [cell("次"), cell("短い")]]
    return _document(made(rows, (60.0, 207.0)))


def _document(made_table: Table) -> Document:
    return document(
        heading("試験用の帳票"),
        made_table,
        paragraph(SENTENCE * 30),
        bullets(SENTENCE * 3, SENTENCE, mark="★"),
        theme=MATRIX_THEME,
        page_header=PageHeader(left="計画", right="令和4年7月1日", box="資料１－２"),
    )


STRESS: tuple[Callable[[], Document], ...] = (
    a_span_of_seven_rows_over_three_pages,
    a_programme_of_twelve_departments,
    a_text_taller_than_a_page_beside_four_short_rows,
    a_cell_of_1445_characters,
)
