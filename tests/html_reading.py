"""The HTML file as lxml reads it: a second parser, so that the strict one of the proof is not its own witness."""

from __future__ import annotations

from lxml import html

from reportgen.document.tree import Document
from reportgen.render.to_html import render_html


def rendered(document: Document) -> html.HtmlElement:
    return html.document_fromstring(render_html(document), parser=html.HTMLParser(encoding="utf-8"))


def lines(element: html.HtmlElement) -> list[str]:
    """The text of a cell: its paragraphs and items, or the words in it; a break is a newline."""
    blocks = element.xpath(".//p | .//li") or [element]
    return [_text(block) for block in blocks]


def _text(element: html.HtmlElement) -> str:
    text = element.text or ""
    for child in element:
        text += "\n" if child.tag == "br" else "" if child.get("class") == "mark" else _text(child)
        text += child.tail or ""
    return text


def table_rows(table: html.HtmlElement) -> list[list[tuple[str, int, int, list[str]]]]:
    """Every row as (tag, row span, column span, lines)."""
    return [
        [(c.tag, int(c.get("rowspan", 1)), int(c.get("colspan", 1)), lines(c)) for c in row]
        for row in table.xpath(".//tr")
    ]
