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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from reportgen.document.flowchart import FlowChart
from reportgen.document.grid import Cell, Grid, resolve
from reportgen.document.text import Break, List, ListItem, Origin, Paragraph, Run
from reportgen.document.theme import Page, RoleStyle, TableStyle, TextStyle, Theme
from reportgen.document.tree import Block, Document, Figure, Heading, Metadata, PageBreak, PageHeader, Section, Table
from reportgen.units import Mm, Pt

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


def reference(name: str = "ogori-2021") -> dict[str, Any]:
    """A reference report as data; without a name the first one, which is a matrix."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # a JSON object


MATRIX_WIDTHS_MM = [Mm(w) for w in (10.0, 32.0, 27.0, 58.0, 61.0, 12.0, 50.0, 17.0)]
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
        party = cell(entry["department"], on_break="repeat")
        tail = [
            cell(entry["status"]),
            cell(entry["rating"], role="rating"),
            cell(entry["next_steps"]),
            cell(entry["direction"], role="direction"),
        ]
        if index:
            rows.append([party, *tail])
            continue
        number = cell(str(programme["number"]), row_span=span, role="number", on_break="repeat")
        name = cell(programme["name"], row_span=span, scope="row", on_break="repeat")
        rows.append([number, name, party, cell(programme["content"], row_span=span), *tail])
    return rows


NARRATIVE_THEME = Theme(
    page=Page(
        width_mm=Mm(210.0),
        height_mm=Mm(297.0),
        top_mm=Mm(20.0),
        bottom_mm=Mm(20.0),
        left_mm=Mm(20.0),
        right_mm=Mm(20.0),
    ),
    body=TextStyle(size_pt=Pt(10.5), leading_pt=Pt(18.0), after_pt=Pt(4.0)),
    table=TableStyle(
        cell=TextStyle(size_pt=Pt(9.5), leading_pt=Pt(14.5)),
        header=TextStyle(size_pt=Pt(9.5), leading_pt=Pt(14.5), strong=True, align="center"),
    ),
)
_FOUR_TABLES = (
    (
        "■指標（5年後に目指したい姿）",
        "【取組指標】※下記の記載内容が取り組んでいるのか把握するもの",
        "indicators",
        "指標名",
        "内容",
    ),
    ("", "★取組指標の進捗状況及び成果と課題について", "indicator_progress", "指標名", "進捗状況及び成果と課題"),
    ("■役割分担（指標を達成するための役割）", "", "roles", "主体", "役割"),
    ("", "★役割分担の取組状況及び成果と課題について", "role_progress", "主体", "取組状況及び成果と課題"),
)


def narrative_document() -> Document:
    """The second reference report, made without templates: chapters, projects, four small tables for each 取組."""
    data = reference("kamaishi-2023")
    blocks: list[Block] = [heading(data["title"], 1, "top")]
    for chapter in data["chapters"]:
        number = chapter["number"].rstrip(".")
        parts: list[Block] = [heading(f"{chapter['number']} {chapter['title']}", 2, f"c{number}")]
        parts += [paragraph(text, "note" if text[0] in "(※" else None) for text in chapter["paragraphs"]]
        if number == "2":
            parts += [_project(project) for project in data["projects"]]
        if number == "3":
            parts.insert(-1, flow_chart(alternative=REVIEW, caption=None))
        blocks.append(Section(tuple(parts), HERE))
    return document(*blocks, theme=NARRATIVE_THEME, page_header=PageHeader(right="令和5年度", box="資料1"))


REVIEW_STEPS = ("取組指標の状況確認", "改善方法の検討", "改善方法の提案", "見直し案")
REVIEW = f"検討の流れ：{'、'.join(REVIEW_STEPS)}の順に進みます。"


def flow_chart(
    *steps: str, cycle: bool = False, alternative: str = "検討の流れ", caption: str | None = "図　検討の流れ"
) -> Figure:
    words = None if caption is None else Paragraph((Run(caption),), HERE)
    return Figure(FlowChart(steps or REVIEW_STEPS, cycle), alternative, words, HERE)


def _project(project: dict[str, Any]) -> Section:
    name = f"p{project['number']}"
    parts: list[Block] = [
        heading(f"プロジェクト{project['number']}：{project['title']}", 3, name),
        heading("(1) 将来像（5年後にこうなったら良いなと思う姿）", 4, f"{name}-1"),
        _statements(project["vision"]),
        heading("(2) 取組指標と役割分担の進捗状況及び成果と課題", 4, f"{name}-2"),
    ]
    for number, initiative in enumerate(project["initiatives"], 1):
        parts.append(Section(tuple(_initiative(initiative, f"{name}-{number}")), HERE))
    return Section(tuple(parts), HERE)


def _initiative(initiative: dict[str, Any], name: str) -> Iterator[Block]:
    title = f"{initiative['mark']}{initiative['title']}"
    yield heading(title, 5, f"{name}-t")
    yield heading("■取組内容", 6, f"{name}-c")
    yield paragraph(initiative["summary"])
    for number, (head, caption, key, left, right) in enumerate(_FOUR_TABLES, 1):
        if head:
            yield heading(head, 6, f"{name}-{key}")
        grid = _two_columns(left, right, initiative[key])
        words = Paragraph((Run(caption),), HERE) if caption else None
        label = f"{title}：{(caption or head).partition('※')[0]}"
        yield Table(f"{name}-t{number}".replace("-", ""), grid, label, f"行は{left}、列は{right}です。", words, HERE)


def _two_columns(left: str, right: str, groups: list[dict[str, Any]]) -> Grid:
    rows = [[cell(left, scope="col"), cell(right, scope="col")]]
    for group in groups:
        statements = Cell(blocks=(_statements(group["items"]),), origin=HERE)
        rows.append([cell(group["name"], scope="row", on_break="repeat"), statements])
    widths_mm = [Mm(38.0), Mm(132.0)]
    return resolve(rows, widths_mm=widths_mm, header_rows=1, text_width_mm=Mm(170.0), origin=HERE)


def _statements(items: list[dict[str, Any]]) -> List:
    made = [ListItem((Run(item["text"]),), "★" if item["progressed"] else "・", HERE) for item in items]
    return List(tuple(made), HERE)


BANDED_THEME = Theme(
    page=NARRATIVE_THEME.page,
    roles={
        "goal": RoleStyle(fill=0.75, strong=True),
        "measure": RoleStyle(fill=0.9, align="left"),
        "now": RoleStyle(fill=0.85, align="right"),
        "total": RoleStyle(fill=0.8, strong=True),
    },
)


def banded_grid(rows_each: int = 2) -> Grid:
    """Two goals of two measures each, named by bands; the column of the year is filled, and so are the totals."""
    rows = [[cell("事業", scope="col"), cell("令和5年度", scope="col", role="now"), cell("備考", scope="col")]]
    for goal in (1, 2):
        rows.append([_band(f"目標{goal}", "goal")])
        for measure in (1, 2):
            rows.append([_band(f"施策{goal}-{measure}", "measure")])
            for number in range(1, rows_each + 1):
                name = f"事業{goal}-{measure}-{number}"
                rows.append([cell(name, scope="row"), cell("5,678", role="now"), cell("順調です。" * number)])
        rows.append([cell("計", scope="row", role="total"), cell("9", role="total"), cell("", role="total")])
    widths_mm = [Mm(60.0), Mm(30.0), Mm(80.0)]
    return resolve(rows, widths_mm=widths_mm, header_rows=1, text_width_mm=Mm(170.0), origin=HERE)


def _band(text: str, role: str) -> Cell:
    return cell(text, scope="rowgroup", column_span=3, role=role)


def banded_document(rows_each: int = 2) -> Document:
    """A table whose parts are named by rows of one cell."""
    return document(heading("実績"), table(banded_grid(rows_each)), theme=BANDED_THEME)


TEXT = st.text(
    alphabet="漢字かなカナー。、「」（）・①㈱★𠮟髙﨑Aa1 .,%&<>\u3000",
    max_size=80,
)


@st.composite
def grids(draw: st.DrawFn, max_columns: int = 8, max_groups: int = 6, page: Page | None = None) -> Grid:
    """Random grids as wide as a page has room for: a header of one or two rows, groups of 1–5 rows whose leading
    columns are merged.
    """
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
    theme = Theme(page=page or Theme().page)
    return resolve(
        rows,
        widths_mm=equal_widths(columns, theme),
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
                flow_chart("計画", "実行 & 記録", "点検", "見直し", cycle=True, alternative="計画から見直しまでの循環"),
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
