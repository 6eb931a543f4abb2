"""The plan's tree as the flat rows of a table, and how many rows each merged cell takes.

Comes in: section records. Goes out: row records, one for each party or indicator of an item, and one for an item that
has none. Spans are counted last, so that a template may choose and order rows before.
"""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, Literal

from reportgen.compose.record import Record

ROW_NAMES: Final = ("sections", "section", "item", "entry", "indicator", "section_spans", "item_span")

Kind = Literal["entries", "indicators"]
_ONE: Final = {"entries": "entry", "indicators": "indicator"}


def rows(sections: Record | Iterable[Record], of: Kind = "entries") -> list[Record]:
    """Return the rows of some sections, or of one, in print order.

    ``entry`` or ``indicator`` is ``None`` where the item has none, and the one that was not asked for always is. Every
    span is 1 until ``spans`` counts. Raises ValueError if ``of`` is neither ``entries`` nor ``indicators``.
    """
    if of not in _ONE:
        raise ValueError(f"rows: {of} (entries, indicators)")
    given = (sections,) if isinstance(sections, Record) and sections.kind == "section" else sections
    return [row for section in given for row in _of_section(section, (), of)]


def _of_section(section: Record, above: tuple[Record, ...], of: Kind) -> Iterator[Record]:
    path = (*above, section)
    for item in section.names["items"]:
        for one in item.names[of] or (None,):
            yield _row(path, item, {"entry": None, "indicator": None, _ONE[of]: one})
    for below in section.names["sections"]:
        yield from _of_section(below, path, of)


def _row(path: tuple[Record, ...], item: Record, answer: dict[str, Any]) -> Record:
    names = {"sections": path, "section": path[-1], "item": item, **answer}
    return Record("row", {**names, "section_spans": (1,) * len(path), "item_span": 1})


def spans(found: Iterable[Record]) -> list[Record]:
    """Return the rows with their spans: of each section and of the item; 0 where a cell above covers this row.

    Only rows that follow one another are merged.
    """
    given = list(found)
    keys = [(*map(id, row.names["sections"]), id(row.names["item"])) for row in given]
    return [_spanned(row, number, keys) for number, row in enumerate(given)]


def _spanned(row: Record, number: int, keys: list[tuple[int, ...]]) -> Record:
    counted = tuple(_span(keys, number, depth) for depth in range(1, len(keys[number]) + 1))
    return Record("row", {**row.names, "section_spans": counted[:-1], "item_span": counted[-1]})


def _span(keys: list[tuple[int, ...]], number: int, depth: int) -> int:
    """Return how many rows from this one on share the first ``depth`` keys; 0 if the row above shares them too."""
    key = keys[number][:depth]
    if number and keys[number - 1][:depth] == key:
        return 0
    end = number
    while end < len(keys) and keys[end][:depth] == key:
        end += 1
    return end - number


def percent(count: int, total: int, digits: int = 1) -> str:
    """Return a share as text (``62.5%``), rounded half up; ``－`` where there is nothing to share."""
    if not total:
        return "－"
    share = Decimal(count) * 100 / Decimal(total)
    return f"{share.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}%"
