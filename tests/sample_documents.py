"""Documents for tests: one from the reference data, small ones drawn as text, and random ones.

``drawn_table`` reads a table as it looks. Every position is a token; ``<`` continues the cell at its left, ``^`` the
cell above::

    No. | 事業   | 課
    ----
    1   | 公園   | 甲課
    ^   | ^     | 乙課
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from reportgen.document.grid import Cell, Grid, resolve
from reportgen.document.text import Break, List, ListItem, Origin, Paragraph, Run
from reportgen.document.theme import RoleStyle, Theme
from reportgen.document.tree import Block, Document, Heading, Metadata, PageBreak, PageHeader, Section, Table
from reportgen.units import Mm

DATA = Path(__file__).parent / "data"
HERE = Origin("test.html.j2", 1)


def paragraphs(text: str, source: str | None = None) -> tuple[Paragraph, ...]:
    """The lines of a text as a cell holds them."""
    return tuple(Paragraph((Run(line, source),) if line else (), HERE) for line in text.split("\n"))


def cell(text: str, **options: Any) -> Cell:
    return Cell(blocks=paragraphs(text), origin=HERE, **options)


def heading(text: str, level: int = 1, name: str = "") -> Heading:
    return Heading(level, (Run(text),), name or f"h-{level}-{text}", HERE)


def paragraph(text: str, role: str | None = None) -> Paragraph:
    return Paragraph((Run(text),), HERE, role)


def bullets(*texts: str, mark: str = "・") -> List:
    return List(tuple(ListItem((Run(text),), mark, HERE) for text in texts), HERE)


def table(grid: Grid, name: str = "t1", label: str = "表の題", summary: str = "行は事業、列は項目です。") -> Table:
    return Table(name, grid, label, summary, None, HERE)


def document(*blocks: Block, theme: Theme | None = None, page_header: PageHeader | None = None) -> Document:
    return Document(
        metadata=Metadata(title="試験用の文書", author="試験市"),
        theme=theme or Theme(),
        blocks=blocks,
        page_header=page_header or PageHeader(),
    )


def equal_widths(columns: int, theme: Theme | None = None) -> list[Mm]:
    total = (theme or Theme()).page.text_width_mm
    return [Mm(total / columns)] * columns


def drawn_grid(drawing: str, widths_mm: Sequence[Mm] | None = None, theme: Theme | None = None) -> Grid:
    lines = [line.strip() for line in drawing.strip().splitlines()]
    header_rows = next(i for i, line in enumerate(lines) if set(line) == {"-"})
    tokens = [[t.strip() for t in line.split("|")] for i, line in enumerate(lines) if i != header_rows]
    rows = [
        [_drawn_cell(tokens, r, c, header_rows) for c, token in enumerate(line) if token not in ("<", "^")]
        for r, line in enumerate(tokens)
    ]
    widths = widths_mm or equal_widths(len(tokens[0]), theme)
    page = (theme or Theme()).page
    return resolve(rows, widths_mm=widths, header_rows=header_rows, text_width_mm=page.text_width_mm, origin=HERE)


def _drawn_cell(tokens: list[list[str]], row: int, column: int, header_rows: int) -> Cell:
    across = down = 1
    while column + across < len(tokens[row]) and tokens[row][column + across] == "<":
        across += 1
    while row + down < len(tokens) and tokens[row + down][column] == "^":
        down += 1
    text = tokens[row][column].replace("\\n", "\n")
    scope = "col" if row < header_rows else None
    return cell(text, row_span=down, column_span=across, scope=scope)


def reference() -> dict[str, Any]:
    """The first reference report as data."""
    return json.loads((DATA / "ogori-2021.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # a JSON object


MATRIX_WIDTHS_MM = [Mm(w) for w in (10.0, 32.0, 24.0, 60.0, 62.0, 12.0, 50.0, 17.0)]
MATRIX_THEME = Theme(
    roles={
        "number": RoleStyle(align="center"),
        "rating": RoleStyle(align="center"),
        "direction": RoleStyle(align="center"),
    }
)


def matrix_document(data: dict[str, Any] | None = None, copies: int = 1) -> Document:
    """The reference report as a document, made without templates; ``copies`` repeats its programmes in each table."""
    data = data or reference()
    blocks: list[Block] = [heading(f"{data['goal']['number']} {data['goal']['title']}", 1, "goal")]
    for number, measure in enumerate(data["measures"], 1):
        title = f"{measure['number']} {measure['title']}"
        rows = [[cell(text, scope="col") for text in data["columns"]]]
        for copy in range(copies):
            for programme in measure["programmes"]:
                rows += _programme_rows(programme, f"m{number}.{copy}")
        grid = resolve(
            rows,
            widths_mm=MATRIX_WIDTHS_MM,
            header_rows=1,
            text_width_mm=MATRIX_THEME.page.text_width_mm,
            origin=HERE,
        )
        blocks.append(Section((heading(title, 2, f"m{number}"), table(grid, f"t{number}", title)), HERE))
    return document(*blocks, theme=MATRIX_THEME)


def _programme_rows(programme: dict[str, Any], prefix: str) -> list[list[Cell]]:
    entries = programme["entries"]
    span = len(entries)
    rows: list[list[Cell]] = []
    for index, entry in enumerate(entries):
        tail = [
            cell(entry["status"]),
            cell(entry["rating"], role="rating"),
            cell(entry["next_steps"]),
            cell(entry["direction"], role="direction"),
        ]
        if index:
            rows.append([cell(entry["department"]), *tail])
            continue
        number = cell(str(programme["number"]), row_span=span, role="number", on_break="repeat")
        name = cell(programme["name"], row_span=span, scope="row", on_break="repeat")
        rows.append([number, name, cell(entry["department"]), cell(programme["content"], row_span=span), *tail])
    return rows


TEXT = st.text(
    alphabet="漢字かなカナー。、「」（）・①㈱★𠮟髙﨑Aa1 .,%&<>\u3000",
    max_size=80,
)


@st.composite
def grids(draw: st.DrawFn, max_columns: int = 8, max_groups: int = 6) -> Grid:
    """Random grids: a header of one or two rows, groups of 1–5 rows whose leading columns are merged."""
    columns = draw(st.integers(2, max_columns))
    merged = draw(st.integers(0, columns - 1))
    rows: list[list[Cell]] = [[cell(f"見出し{c + 1}", scope="col") for c in range(columns)]]
    header_rows = 1
    if draw(st.booleans()) and columns > 2:
        rows = [
            [cell("まとめ", scope="colgroup", column_span=columns - 1), cell("右", scope="col", row_span=2)],
            [cell(f"小見出し{c + 1}", scope="col") for c in range(columns - 1)],
        ]
        header_rows = 2
    for _ in range(draw(st.integers(1, max_groups))):
        span = draw(st.integers(1, 5))
        lead = [
            cell(draw(TEXT), row_span=span, scope="row" if c == 0 else None, on_break="repeat" if c < 2 else "flow")
            for c in range(merged)
        ]
        for index in range(span):
            rest = [cell("\n".join(draw(st.lists(TEXT, min_size=1, max_size=3)))) for _ in range(columns - merged)]
            rows.append([*lead, *rest] if index == 0 else rest)
    theme = Theme()
    return resolve(
        rows,
        widths_mm=equal_widths(columns),
        header_rows=header_rows,
        text_width_mm=theme.page.text_width_mm,
        origin=HERE,
    )


def every_kind_document() -> Document:
    """A small document that holds every kind of node, both forms of span, every scope and hostile text."""
    statements = List(
        (
            ListItem((Run("毎年度、進捗を点検します。", "s1"),), "★", HERE),
            ListItem(
                (
                    Run("庁内の関係課と", "s2"),
                    Run("連携", "s2", strong=True),
                    Run("し、", "s2"),
                    Break(),
                    Run("対話", "s2", emphasis=True),
                    Run("を進めます。", "s2"),
                ),
                "・",
                HERE,
            ),
        ),
        HERE,
    )
    return document(
        heading("第1次計画の進捗状況", 1, "top"),
        paragraph("令和3年度の実績です。"),
        Section(
            (
                heading("1 基本目標", 2, "g1"),
                paragraph("※ 四捨五入のため、合計が一致しないことがあります。", "note"),
                statements,
                table(drawn_grid(_TWO_HEADS), "t1", "指標の一覧", "行は指標、列は年度です。"),
                Section((heading("(1) 小見出し", 3, "g2"), _text_table(statements)), HERE),
            ),
            HERE,
        ),
        PageBreak(HERE),
        Section(
            (
                heading("2 つぎの目標", 2, "g3"),
                Paragraph((Run("詳しくは"), Run("市の案内", href="https://example.jp/?a=1&b=2"), Run("へ。")), HERE),
                paragraph('A&B <甲> "引用" ①㈱Ⅳ 神\ufa19 塚\ufa10 葛\U000e0100 𠮟  二つの空白　'),
            ),
            HERE,
        ),
        page_header=PageHeader(left="令和4年7月1日", center="第1回会議", right="案", box="資料1"),
    )


_TWO_HEADS = """
No. | 区分   | <    | 実績      | <         | 備考
^   | 大     | 小   | 令和2年度 | 令和3年度 | ^
----
1   | 市民   | 児童 | 12        | 34        | ・なし
^   | ^      | 学生 | 1,234     | 5,678     | ※1 注記
2   | 事業者 | <    | －        | 対象外    | <
^   | ^      | ^    | 0         | <         |
"""


def _text_table(statements: List) -> Table:
    grid = resolve(
        [
            [cell("項目", scope="col"), cell("内容", scope="col"), cell("評価", scope="col")],
            [cell("取組", scope="rowgroup", row_span=2), cell("　字下げ\n\n三行目 "), cell("A", role="rating")],
            [Cell(blocks=(*paragraphs("次のとおり。", "p1"), statements), origin=HERE), cell("", role="rating")],
            [cell("空欄", scope="row"), Cell(blocks=(statements, paragraph("（注）", "note")), origin=HERE), cell("B")],
        ],
        widths_mm=[Mm(47.0), Mm(200.0), Mm(20.0)],
        header_rows=1,
        text_width_mm=Theme().page.text_width_mm,
        origin=HERE,
        min_row_height_mm=Mm(7.0),
    )
    return Table("t2", grid, "取組の内容", "行は取組です。", Paragraph((Run("表2　取組の内容"),), HERE), HERE)


def whole_document() -> Document:
    """Every kind of node, a link within the document, and a table whose rows run over several pages."""
    long = "実施状況を記入します。" * 150
    rows = [[cell("事業", scope="col"), cell("実施状況", scope="col")]]
    rows += [[cell("公園", scope="row", row_span=2, on_break="repeat"), cell(long)], [cell(long)]]
    grid = resolve(rows, widths_mm=[Mm(67.0), Mm(200.0)], header_rows=1, text_width_mm=Mm(267.0), origin=HERE)
    sample = every_kind_document()
    link = Paragraph((Run("次は"), Run("基本目標", href="#g1"), Run("です。")), HERE)
    return document(*sample.blocks, link, table(grid, "t3"), page_header=sample.page_header)
