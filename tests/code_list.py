"""The list of all codes, as ``reportgen/findings/README.md`` prints it: made from the catalogue, never by hand."""

from __future__ import annotations

from reportgen.findings.catalogue import Entry, catalogue
from reportgen.findings.facts import with_names

HEAD = """# 指摘のコードの一覧

この一覧は `catalogue.toml` から作ります（`make golden`）。
同じ文が、調査票の『エラーメッセージ一覧』、指摘一覧、確認結果、メール、`reportgen explain` に出ます。
〔 〕には、実行ごとの内容が入ります。区分は、様式の `[rules.levels]` で変えられます。
「（止）」は、はじめは働かない指摘です。

| コード | 区分 | 直す人 | 何が起きているか | どうするか |
|---|---|---|---|---|
"""


def code_list() -> str:
    """The whole list, as Markdown."""
    return HEAD + "".join(f"| {' | '.join(map(_cell, _row(entry)))} |\n" for entry in catalogue().entries.values())


def _row(entry: Entry) -> tuple[str, ...]:
    level = entry.level.value if entry.enabled else f"{entry.level.value}（止）"
    return entry.code, level, entry.actor, with_names(entry.what), with_names(entry.do) or "－"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>").replace("<", "&lt;").replace("&lt;br>", "<br>")
