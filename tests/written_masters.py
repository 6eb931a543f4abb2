"""Plan masters for tests, written as text tables; a test says only what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from written_plans import matrix
from written_workbooks import Edit, put, rows, saved

from reportgen.model.plan import Plan
from reportgen.plan.load import Layout
from reportgen.plan.master import load_plan

FILE = "inputs/2021/kodomo/plan.xlsx"

GOOD = {
    "計画": """
        項目 | 値
        計画ID | kodomo
        自治体名 | 試験市
        計画名 | 試験市子ども計画
        年度 | num:2021
        様式 | matrix
    """,
    "会議": """
        資料番号 | 会議名 | 日付 | 期限 | 連絡先 | 案/確定
    """,
    "体系": """
        ID | 上位ID | 区分 | 番号 | 名称
        2 | | 基本目標 | 2 | おごおりっこを育む
        2-1 | 2 | 施策 | (1) | 子育て家庭への支援
        2-2 | 2 | 施策 | (2) | 居場所づくり
    """,
    "事業": """
        ID | 体系ID | 番号 | 事業名 | 内容
        a | 2-1 | num:1 | 交流事業 | 交流を進めます。⏎また、支援します。
        b | 2-1 | num:2 | 相談事業 | 相談に応じます。
        c | 2-2 | num:1 | 公園の整備 | 整備を図ります。
    """,
    "担当": """
        事業ID | 担当課 | 提出者
        a | 図書課 |
        a | 福祉課 | 総務課
        b | 福祉課 |
        c | 公園課 |
    """,
    "選択肢": """
        項目 | 値 | 意味 | 同義語 | 例
        評価 | A | 計画どおり | |
        評価 | B | おおむね計画どおり | | ○
        方向性 | 充実 | 広げる | 拡充、拡大 |
        方向性 | 継続 | 同じ | 継続実施 |
    """,
}


def master(*edits: Edit, **tables: str | None) -> bytes:
    """A good plan master with other tables for some sheets (``None``: no such sheet), then edited."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.create_sheet("説明")
    for name, table in (GOOD | tables).items():
        if table is not None:
            put(book.create_sheet(name), 1, rows(table))
    return saved(book, *edits)


def load(folder: Path, data: bytes, file: str = FILE, layout_of: Callable[[str], Layout] | None = None) -> Plan:
    path = folder / "plan.xlsx"
    path.write_bytes(data)
    return load_plan(path, layout_of or (lambda _name: without_contradictions()), file)


def without_contradictions() -> Layout:
    """The matrix, whose contradictions name choices that a small plan master need not have."""
    layout = matrix()
    rules = layout.definition.rules.model_copy(update={"contradictions": ()})
    return replace(layout, definition=layout.definition.model_copy(update={"rules": rules}))


def cell(sheet: str, name: str, value: object) -> Edit:
    """An edit that writes one cell."""

    def edit(book: Workbook) -> None:
        book[sheet][name] = value

    return edit
