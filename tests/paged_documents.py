"""A document of several sheets: a cover, contents, portrait text with a chart, and A3 landscape with chart and table.

Every renderer, every reader of the proof and the dump are tried on it.
"""

from decimal import Decimal

from hypothesis import strategies as st
from sample_documents import HERE, TEXT, bullets, cell, document, flow_chart, grids, heading, paragraph, table

from reportgen.document.chart import Amount, Bars, Slopes
from reportgen.document.draw import Picture
from reportgen.document.grid import Grid, resolve
from reportgen.document.text import Paragraph, Run
from reportgen.document.theme import Page, Theme
from reportgen.document.tree import Block, Contents, Document, Figure, PageBreak, PageHeader, Section
from reportgen.units import Mm

A4 = Page(
    width_mm=Mm(210.0), height_mm=Mm(297.0), top_mm=Mm(20.0), bottom_mm=Mm(20.0), left_mm=Mm(20.0), right_mm=Mm(20.0)
)
A3 = Page(
    width_mm=Mm(420.0), height_mm=Mm(297.0), top_mm=Mm(20.0), bottom_mm=Mm(15.0), left_mm=Mm(20.0), right_mm=Mm(15.0)
)
PAGED_THEME = Theme(page=A4, pages={"a3": A3})


def cover() -> Section:
    """The title, what kind of document it is, the date and who issues it."""
    return Section(
        (
            heading("第2期 子ども・子育て支援事業計画 進捗状況報告書", 1, "title"),
            paragraph("令和3年度（第2年度）の実績と評価"),
            paragraph("令和4年7月"),
            paragraph("試験市こども課"),
        ),
        HERE,
        cover=True,
    )


def contents(first: int = 2, last: int = 3) -> Contents:
    return Contents(first, last, HERE)


def amount(number: int, unit: str = "") -> Amount:
    return Amount(f"{number}{unit}", Decimal(number))


def bars() -> Bars:
    """Six kinds, one of them with markup in its name; a long label, a row of one kind, and one of nothing at all."""
    kinds = ("A", "B", "C", "D", "<対象外>", "未 & 他")
    rows = {
        "1 子どもと子育て家庭への切れ目のない支援": (12, 30, 1, 0, 2, 1),
        "2 安心": (0, 0, 3, 0, 0, 0),
        "3 区分": (0,) * 6,
    }
    made = tuple((label, tuple(map(amount, sizes)), f"{sum(sizes)}件") for label, sizes in rows.items())
    return Bars(kinds, made)


def slopes() -> Slopes:
    """Two figures that meet, one below zero, one alone."""
    rows = {"順調": (12, 30), "おおむね順調 <B&C>": (30, 30), "差額": (-5, 0)}
    made = ((label, amount(one, "%"), amount(other, "%")) for label, (one, other) in rows.items())
    return Slopes("令和2年度", "令和3年度", tuple(made))


def chart(picture: Picture, caption: str) -> Figure:
    words = Paragraph((Run(caption),), HERE)
    return Figure(picture, "図の数は、下の表と同じです。", words, HERE)


def wide_section(rows: int = 24) -> Section:
    """A heading, a chart, and a table of eight columns that fills the width of an A3 sheet and more than its height."""
    return Section(
        (
            heading("2 事業別の進捗状況一覧", 2, "list"),
            chart(bars(), "図2　評価の割合"),
            table(_grid(A3, 8, rows), "t2", "事業別の進捗状況一覧"),
        ),
        HERE,
        page=A3,
    )


def with_pages(paragraphs: int = 40) -> Document:
    """The whole document; ``paragraphs`` of the first chapter make it run over several A4 pages."""
    words = "本市では、計画に基づく取組の進み具合を毎年度点検し、結果を公表しています。"
    texts = [paragraph(f"{words}（{number}）") for number in range(1, paragraphs + 1)]
    return document(
        cover(),
        heading("目次", 2, "contents"),
        contents(),
        Section(
            (
                heading("1 計画の概要 <A&B>", 2, "outline"),
                heading("(1) 計画の目的", 3, "purpose"),
                *texts,
                heading("(2) 点検の方法", 3, "method"),
                paragraph("※ 評価は、A・B・Cの3段階です。", "note"),
                table(_grid(A4, 3, 3), "t1", "評価の基準"),
                chart(slopes(), "図1　前の年度との比較"),
                heading("これは目次に載らない見出しです", 4, "deep"),
                paragraph("目次は2段階です。"),
            ),
            HERE,
        ),
        wide_section(),
        Section((heading("3 おわりに", 2, "end"), paragraph("来年度も点検を続けます。")), HERE),
        theme=PAGED_THEME,
        page_header=PageHeader(left="令和3年度", box="資料1"),
    )


def _grid(page: Page, columns: int, rows: int) -> Grid:
    widths = [Mm(page.text_width_mm / columns)] * columns
    body = [
        [cell(f"事業{row}", scope="row"), *(cell(f"項目{column}の記載です。") for column in range(2, columns + 1))]
        for row in range(1, rows + 1)
    ]
    head = [cell(f"列{column}", scope="col") for column in range(1, columns + 1)]
    return resolve([head, *body], widths_mm=widths, header_rows=1, text_width_mm=page.text_width_mm, origin=HERE)


LINE = TEXT.map(lambda text: text[:30].strip() or "－")
"""One line that is not blank, as charts and headings have it."""
SIZES = st.one_of(st.just(0), st.integers(0, 20), st.integers(0, 10**6))


@st.composite
def charts(draw: st.DrawFn) -> Figure:
    """Random bars of one to six kinds, slopes, and flow charts: rows of nothing, one row, figures far apart."""
    kind = draw(st.sampled_from(["bars", "slopes", "flow"]))
    words = draw(LINE)
    if kind == "flow":
        steps = draw(st.lists(LINE, min_size=2, max_size=7))
        return flow_chart(*steps, cycle=draw(st.booleans()), alternative=words, caption=words)
    if kind == "slopes":
        ends = st.integers(-(10**4), 10**4).map(lambda size: Amount(f"{size:,}件", Decimal(size)))
        rows = draw(st.lists(st.tuples(LINE, ends, ends), min_size=1, max_size=5))
        return chart(Slopes("令和2年度", "令和3年度 <A&B>", tuple(rows)), words)
    kinds = draw(st.lists(LINE.map(lambda text: text[:6].strip() or "他"), min_size=1, max_size=6))
    made = []
    for _ in range(draw(st.integers(1, 6))):
        sizes = [draw(SIZES) for _ in kinds]
        made.append((draw(LINE), tuple(map(amount, sizes)), f"{sum(sizes)}件"))
    return chart(Bars(tuple(kinds), tuple(made)), words)


@st.composite
def many_sheets(draw: st.DrawFn) -> Document:
    """Random documents of several sheets: cover or not, contents, charts, tables with notes, headings of any depth."""
    blocks: list[Block] = [cover()] if draw(st.booleans()) else [heading(draw(LINE), 1, "title")]
    blocks += [heading("目次", 2, "contents"), contents(2, draw(st.integers(2, 6)))]
    if draw(st.booleans()):
        blocks.append(PageBreak(HERE))
    for number in range(1, draw(st.integers(1, 4)) + 1):
        page = draw(st.sampled_from([None, A3, A4]))
        inside: list[Block] = [heading(draw(LINE), 2, f"s{number}")]
        for level in range(3, draw(st.integers(2, 6)) + 1):
            inside.append(heading(draw(LINE), level, f"s{number}-{level}"))
        for part in draw(st.lists(st.sampled_from(["text", "list", "table", "chart", "note", "break"]), max_size=5)):
            inside += _drawn_part(draw, part, f"t{number}x{len(inside)}", page or A4)
        blocks.append(Section(tuple(inside), HERE, page=page))
    header = PageHeader(left=draw(LINE), box="資料1") if draw(st.booleans()) else PageHeader()
    return document(*blocks, theme=PAGED_THEME, page_header=header)


def _drawn_part(draw: st.DrawFn, part: str, name: str, page: Page) -> list[Block]:
    match part:
        case "table":
            made = table(draw(grids(max_groups=2, page=page)), name, draw(LINE))
            return [made, paragraph(f"※1 {draw(LINE)}" * 4, "note"), paragraph("※2 注", "note")]
        case "chart":
            return [draw(charts())]
        case "list":
            return [bullets(draw(LINE), draw(LINE))]
        case "break":
            return [PageBreak(HERE)]
        case _:
            return [paragraph(draw(LINE) * 3, part if part == "note" else None)]
