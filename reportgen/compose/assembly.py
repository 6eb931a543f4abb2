"""The stages of composing in their order: names, templates, markup, blocks, books.

Comes in: a report and a layout. Goes out: the document, or the faults that stand in its way.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from reportgen.compose.blocks import blocks_of, page_header_of
from reportgen.compose.composition import Composition
from reportgen.compose.datum import Books
from reportgen.compose.faults import Faults
from reportgen.compose.ledger import Ledger
from reportgen.compose.markup import Element, parse
from reportgen.compose.names import names_of, taken_names, value_names
from reportgen.compose.templates import Engine
from reportgen.document.text import Origin
from reportgen.document.theme import Theme
from reportgen.document.tree import Block, Contents, Document, Heading, Metadata, entries, walk
from reportgen.model.report import Report
from reportgen.plan.load import Layout

_SHOWN: Final = 20
"""Characters of a value that a message quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a document is made with besides the report: its template in ``folder``, its look, and further names.

    ``complete``: every value of the report must stand in it exactly once.
    """

    folder: Path
    template: str
    theme: Theme
    names: Mapping[str, object] = field(default_factory=dict)
    complete: bool = True


def assemble(
    report: Report, layout: Layout, faults: Faults, sheet: Sheet | None = None, *, trial: bool = False
) -> Document | None:
    """Return the document of a report; ``None`` when the markup has no article to read. Faults are noted.

    Without a ``sheet`` it is the layout's own. A ``trial`` report has made-up scales, so that nothing is said about the
    choices that a template names.
    """
    definition = layout.definition
    sheet = sheet or Sheet(folder=layout.folder, template=definition.template, theme=definition.theme)
    ledger = Ledger()
    engine = Engine(sheet.folder, ledger, faults)
    books = Books(ledger, engine.refuse, definition.marks.bullet)
    if not trial:
        books.unknown = engine.unknown_choice
    _check_names(layout, faults)
    rendered = engine.render(sheet.template, {**names_of(report, definition, books), **sheet.names})
    parsed = None if rendered is None else parse(rendered, engine.files, ledger, faults)
    if parsed is None:
        return None
    article = parsed.article
    composition = Composition(sheet.theme, ledger, faults, definition.marks.note)
    page_header = page_header_of(article, composition)
    blocks = blocks_of(article, composition)
    composition.check_links(parsed.links)
    if sheet.complete:
        _check_books(article, composition, value_names(definition))
    document = Document(
        metadata=_metadata(report, article, blocks),
        theme=sheet.theme,
        blocks=blocks,
        page_header=page_header,
        omitted=_omitted(article, ledger),
    )
    _check_contents(document, faults)
    return document


def read_templates(layout: Layout, faults: Faults) -> None:
    """Note what is wrong with any template of the folder, also with those that nothing includes."""
    Engine(layout.folder, Ledger(), faults).read_all()


def _check_names(layout: Layout, faults: Faults) -> None:
    for section, key in taken_names(layout.definition):
        faults.add("K60", Origin(f"{faults.layout}/layout.toml", 0), name=f"{section}.{key}", key=key)


def _check_books(article: Element, composition: Composition, known: tuple[str, ...]) -> None:
    """Note values that stand nowhere in the document unless the article omits them, and twice (K59).

    Those of sections have a code of their own (K83): a table made of rows passes over sections without items.
    """
    omitted = _omitted_names(article)
    here = {data.name for data in composition.ledger.data}
    for name in omitted:
        if name not in known and name not in here:
            composition.faults.add("K63", article.origin, name=name, names="、".join(known))
    missing = [data for data in composition.ledger.unprinted() if data.text and data.name not in omitted]
    first = {data.name: data.text for data in reversed(missing)}
    for name, count in Counter(data.name for data in missing).items():
        code = "K83" if name.startswith("section.") else "K58"
        composition.faults.add(code, article.origin, name=name, count=count, first=_begun(first[name]))
    for data, origin in composition.ledger.twice:
        composition.faults.add("K59", origin, name=data.name)


def _begun(text: str) -> str:
    """Return the beginning of a text, short enough for a message."""
    line = text.split("\n", 1)[0]
    return f"{line[:_SHOWN]}…" if line[:_SHOWN] != text else text


def _check_contents(document: Document, faults: Faults) -> None:
    """Note a table of contents that lists nothing (K74)."""
    for block in walk(document.blocks):
        if isinstance(block, Contents) and not entries(document, block):
            faults.add("K74", block.origin, name="toc", first=block.first, last=block.last)


def _omitted_names(article: Element) -> list[str]:
    return article.attributes.get("data-omit", "").split()


def _omitted(article: Element, ledger: Ledger) -> frozenset[str]:
    """Return the ids of the values that the article leaves out."""
    names = _omitted_names(article)
    return frozenset(data.source for data in ledger.unprinted() if data.source and data.name in names)


def _metadata(report: Report, article: Element, blocks: tuple[Block, ...]) -> Metadata:
    titles = [block.text for block in walk(blocks) if isinstance(block, Heading) and block.level == 1]
    return Metadata(
        title=titles[0].replace("\n", " ") if titles else report.plan_name,
        subject=report.plan_name,
        author=report.municipality,
        language=article.attributes.get("lang", "ja-JP"),
        issued=report.issued,
        draft=not report.final,
    )
