"""Layouts written as text inside a test, with the faults they must have written beside the line.

A line that ends in ``{# K30 #}`` expects that code at that line; ``expected`` reads these remarks.
"""

from __future__ import annotations

import re
from pathlib import Path

from sample_reports import entry, item, report, section

from reportgen.compose import check_layout, compose
from reportgen.compose.names import value_names
from reportgen.document.tree import Document, Table, walk
from reportgen.model.report import Report
from reportgen.plan.load import Layout, load_layout

TOML = """
title = "試験用の様式"
[[item_texts]]
key = "content"
label = "内容"
[[entries.party]]
key = "status"
label = "実施状況"
[[entries.party]]
key = "rating"
label = "評価"
kind = "choice"
scale = "評価"
[theme.roles.rating]
align = "center"
"""
_REMARK = re.compile(r"\{# ([A-Z][0-9]+(?: [A-Z][0-9]+)*) #\}")


def written_layout(folder: Path, template: str, toml: str = TOML, **others: str) -> Layout:
    """A layout folder ``templates/trial`` with one main template; ``others`` are more files, ``__`` for a dot."""
    place = folder / "trial"
    place.mkdir(exist_ok=True)
    (place / "layout.toml").write_text(toml, encoding="utf-8")
    (place / "report.html.j2").write_text(template, encoding="utf-8")
    for name, text in others.items():
        (place / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return load_layout(place)


def article(body: str, *, title: str = "<h1>題名</h1>") -> str:
    """A template around some blocks; it need not print the values of the report."""
    return f'<article data-omit="{omitted()}">\n{title}\n{body}\n</article>\n'


def omitted() -> str:
    names = ("status", "rating")
    return " ".join(
        ["section.number", "section.title", "item.number", "item.name", "item.content", "entry.party"]
        + [f"entry.{name}" for name in names]
    )


def table(rows: str, *, columns: int = 2, head: str = "") -> str:
    """A sound table around some body rows; ``head`` replaces its header row."""
    widths = '<col width="*">' * columns
    header = head or "<tr>" + "".join(f"<th>列{n}</th>" for n in range(1, columns + 1)) + "</tr>"
    return (
        f'<table data-summary="行と列の説明です。"><caption class="hidden">表の名前</caption>\n'
        f"<colgroup>{widths}</colgroup>\n<thead>{header}</thead>\n<tbody>\n{rows}\n</tbody></table>"
    )


def expected(template: str, file: str = "report.html.j2") -> list[tuple[str, str]]:
    """The remarks of a template as (code, place)."""
    return [
        (code, f"templates/trial/{file}:{number}")
        for number, line in enumerate(template.split("\n"), 1)
        for remark in _REMARK.findall(line)
        for code in remark.split()
    ]


def faults(layout: Layout) -> list[tuple[str, str]]:
    """What a check of the layout finds, as (code, place)."""
    return [(fault.code, fault.where) for fault in check_layout(layout)]


def small_report(status: str = "実施した。", rating: str = "A", party: str = "甲課") -> Report:
    """One item with one entry."""
    one = entry("1-1", party, {"status": status, "rating": rating})
    return report(section("1", "1", "目標", 1, items=[item("1-1", "1", "事業", "内容", [one])]))


def composed(folder: Path, body: str, given: Report | None = None, **others: str) -> Document:
    """The document that some blocks make of a report."""
    return compose(given or small_report(), written_layout(folder, article(body), **others))[0]


def tables(document: Document) -> list[Table]:
    return [block for block in walk(document.blocks) if isinstance(block, Table)]


def all_names(layout: Layout) -> tuple[str, ...]:
    return value_names(layout.definition)
