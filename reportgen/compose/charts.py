"""A ``figure`` around a table → a chart of its figures, and the table itself below.

Comes in: the element. Goes out: the ``Figure`` and the ``Table``, which say the same by construction: the chart is
drawn from the cells of the table that carry an amount. How it is drawn is nothing to it: that is ``document.chart``.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from reportgen.compose.composition import Composition
from reportgen.compose.leaves import leaf, words
from reportgen.compose.markup import SPACE, Element
from reportgen.compose.tables import table_of
from reportgen.document.chart import LOOKS, Amount, Bars, Slopes
from reportgen.document.text import Paragraph
from reportgen.document.tree import Block, Figure

_Row = tuple[str, tuple[Amount, ...], str]


def chart_of(element: Element, composition: Composition) -> Iterator[Block]:
    """Yield the chart, then its table; what cannot be made is left out.

    Notes K48 without alternative text, K75 without a table, K76 for amounts that make no chart of this kind, and what
    the table notes.
    """
    alternative = element.attributes.get("alt", "").strip(SPACE)
    if not alternative:
        composition.faults.add("K48", element.origin, name="alt")
    tables = element.elements("table")
    if not tables:
        composition.faults.add("K75", element.origin, name="table")
        return
    kind = element.attributes["role"]
    picture = None if tables[0].broken else CHARTS[kind](tables[0])
    if picture is None and not tables[0].broken:
        composition.faults.add("K76", tables[0].origin, name=kind, kinds=len(LOOKS))
    captions = [Paragraph(leaf(one, composition), one.origin) for one in element.elements("figcaption")]
    if picture is not None and alternative:
        yield Figure(picture, alternative, captions[0] if captions and captions[0].text else None, element.origin)
    made = table_of(tables[0], composition)
    if made is not None:
        yield made


def _bars(table: Element) -> Bars | None:
    """Return stacked bars; ``None`` where the amounts do not make them."""
    kinds, rows = _kinds(table), list(_rows(table))
    try:
        return Bars(kinds, tuple((label, amounts, whole) for label, amounts, whole in rows))
    except ValueError:
        return None


def _slopes(table: Element) -> Slopes | None:
    """Return slopes, which take two amounts a row; rows without both are left out. ``None`` where none is left."""
    kinds, rows = _kinds(table), [row for row in _rows(table, shown=True) if len(row[1]) == 2]
    try:
        before, after = kinds
        return Slopes(before, after, tuple((label, one, other) for label, (one, other), _ in rows))
    except ValueError:
        return None


CHARTS: Final[dict[str, Callable[[Element], Bars | Slopes | None]]] = {"bars": _bars, "slopes": _slopes}


def _kinds(table: Element) -> tuple[str, ...]:
    """Return the heads of the columns that carry amounts, from the last row of the head."""
    head = [row.elements() for part in table.elements("thead") for row in part.elements("tr")]
    marked = {place for row in _body(table) for place, cell in enumerate(row) if "data-amount" in cell.attributes}
    return tuple(words(cell) for place, cell in enumerate(head[-1]) if place in marked) if head else ()


def _rows(table: Element, *, shown: bool = False) -> Iterator[_Row]:
    """Yield label, amounts and the text of the whole of every row; ``shown``: amounts print the text of their cell."""
    for row in _body(table):
        cells = [cell for cell in row if "data-amount" in cell.attributes]
        amounts = (
            Amount(words(cell) if shown else cell.attributes["data-amount"], Decimal(cell.attributes["data-amount"]))
            for cell in cells
        )
        whole = next((words(cell) for cell in row if cell.attributes.get("data-whole") == "true"), "")
        labels = [words(cell) for cell in row if cell.name == "th"]
        if cells:
            yield labels[-1] if labels else "", tuple(amounts), whole


def _body(table: Element) -> list[list[Element]]:
    return [row.elements() for part in table.elements("tbody") for row in part.elements("tr")]
