"""Two readings side by side: what differs, and where. Text is compared character by character, nothing is folded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from reportgen.proof.reading import Leaf, Part, ReadCell, ReadContents, ReadFigure, Reading, ReadTable

NOTHING = "—"
"""Stands for what is not there."""
_GROUPS = ("colgroup", "rowgroup")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a file does not say what the tree says. ``where`` counts from 1: ``table 2 row 3 column 1``."""

    where: str
    expected: str
    found: str


def compare(expected: Reading, found: Reading) -> tuple[Difference, ...]:
    """Return all differences, faults of the file first; empty if the file says exactly what is expected."""
    return tuple(_differences(expected, found))


def _differences(expected: Reading, found: Reading) -> Iterator[Difference]:
    for fault in found.faults:
        yield Difference(fault.where, NOTHING, fault.what)
    yield from _facts("file", ("language", expected.language, found.language), ("title", expected.title, found.title))
    parts = expected.parts if found.group_scopes else tuple(_plain_scopes(part) for part in expected.parts)
    for where, one, other in _pairs(parts, found.parts):
        if isinstance(one, ReadTable) and isinstance(other, ReadTable):
            yield from _table(where, one, other)
        elif one != other:
            yield from _part(where, one, other)


def _plain_scopes(part: Part) -> Part:
    """Return a part as a format writes it that does not tell a group of columns from a column."""
    if not isinstance(part, ReadTable):
        return part
    cells = [
        cell._replace(scope=cell.scope.removesuffix("group")) if cell.scope in _GROUPS else cell for cell in part.cells
    ]
    return replace(part, cells=tuple(cells))


def _pairs(expected: tuple[Part, ...], found: tuple[Part, ...]) -> Iterator[tuple[str, Part | None, Part | None]]:
    """Yield the parts that stand opposite each other; a table is opposite the table of the same number.

    So a paragraph too many is reported once, not again for every part behind it.
    """
    ones, others = _runs(expected), _runs(found)
    for number, (one, other) in enumerate(zip_longest(ones, others, fillvalue=((), None)), 1):
        for position, pair in enumerate(zip_longest(one[0], other[0]), 1):
            yield f"before table {number} block {position}", *pair
        yield f"table {number}", one[1], other[1]


def _runs(parts: tuple[Part, ...]) -> list[tuple[tuple[Part, ...], ReadTable | None]]:
    """Cut the parts behind every table."""
    runs: list[tuple[tuple[Part, ...], ReadTable | None]] = []
    words: list[Part] = []
    for part in parts:
        if isinstance(part, ReadTable):
            runs.append((tuple(words), part))
            words = []
        else:
            words.append(part)
    return [*runs, (tuple(words), None)]


def _part(where: str, expected: Part | None, found: Part | None) -> Iterator[Difference]:
    if isinstance(expected, Leaf) and isinstance(found, Leaf):
        yield from _leaf(where, expected, found)
    elif isinstance(expected, ReadContents) and isinstance(found, ReadContents):
        for number, (one, other) in enumerate(zip_longest(expected.entries, found.entries), 1):
            yield from _facts(f"{where} contents", (f"entry {number}", _entry(one), _entry(other)))
    elif isinstance(expected, ReadFigure) and isinstance(found, ReadFigure):
        yield from _figure(where, expected, found)
    else:
        yield Difference(where, _shown(expected), _shown(found))


def _entry(entry: tuple[int, str] | None) -> str:
    return NOTHING if entry is None else f"{entry[0]} {entry[1]}"


def _leaf(where: str, expected: Leaf, found: Leaf) -> Iterator[Difference]:
    yield from _facts(
        where,
        ("kind", expected.kind, found.kind),
        ("level", expected.level, found.level),
        ("mark", expected.mark, found.mark),
        ("text", expected.text, found.text),
        ("links", expected.links, found.links),
    )


def _figure(where: str, expected: ReadFigure, found: ReadFigure) -> Iterator[Difference]:
    yield from _facts(
        where,
        ("alternative", expected.alternative, found.alternative),
        ("steps", expected.steps, found.steps),
        ("caption", expected.caption or "", found.caption or ""),
    )


def _table(where: str, expected: ReadTable, found: ReadTable) -> Iterator[Difference]:
    yield from _facts(
        where,
        ("columns", expected.column_count, found.column_count),
        ("rows", expected.row_count, found.row_count),
        ("header rows", expected.header_rows, found.header_rows),
        ("caption", expected.caption or "", found.caption or ""),
    )
    yield from _known(where, ("label", expected.label, found.label), ("summary", expected.summary, found.summary))
    if expected.cells != found.cells:
        yield from _cells(where, expected.cells, found.cells)


def _cells(where: str, expected: tuple[ReadCell, ...], found: tuple[ReadCell, ...]) -> Iterator[Difference]:
    if len(expected) == len(found) and all(map(_same, expected, found)):
        return
    ones, others = _by_place(expected), _by_place(found)
    if len(others) != len(found):
        yield Difference(where, f"{len(expected)} cells", f"{len(found)} cells, several in one place")
    wrong = [place for place, one in ones.items() if not _same(one, others.get(place))]
    for row, column in sorted([*wrong, *(others.keys() - ones.keys())]):
        one, other = ones.get((row, column)), others.get((row, column))
        place = f"{where} row {row + 1} column {column + 1}"
        if one is not None and other is not None:
            yield from _cell(place, one, other)
        else:
            yield Difference(place, _shown(one), _shown(other))


def _by_place(cells: tuple[ReadCell, ...]) -> dict[tuple[int, int], ReadCell]:
    return {(cell.row, cell.column): cell for cell in cells}


def _same(expected: ReadCell, found: ReadCell | None) -> bool:
    """Tell whether cells are equal at first sight, as nearly all are; of Word's, place, spans and leaves are."""
    if found is None:
        return False
    told = found.header is not None or found.scope is not None or found.headers is not None
    return found == expected if told else found[:5] == expected[:5]


def _cell(where: str, expected: ReadCell, found: ReadCell) -> Iterator[Difference]:
    yield from _facts(
        where, ("rows", expected.row_span, found.row_span), ("columns", expected.column_span, found.column_span)
    )
    yield from _known(
        where,
        ("header", expected.header, found.header),
        ("scope", expected.scope, found.scope),
        ("headers", expected.headers, found.headers),
    )
    for number, (one, other) in enumerate(zip_longest(expected.leaves, found.leaves), 1):
        if one != other:
            yield from _part(f"{where} line {number}", one, other)


def _facts(where: str, *facts: tuple[str, object, object]) -> Iterator[Difference]:
    for name, expected, found in facts:
        if expected != found:
            yield Difference(f"{where} {name}", str(expected), str(found))


def _known(where: str, *facts: tuple[str, object, object]) -> Iterator[Difference]:
    """Compare what the format can say; ``None`` is what it cannot."""
    yield from _facts(where, *(fact for fact in facts if fact[2] is not None))


def _shown(part: Part | ReadCell | None) -> str:
    match part:
        case None:
            return NOTHING
        case Leaf():
            return f"{part.mark}{part.text}"
        case ReadCell():
            return "\n".join(leaf.text for leaf in part.leaves) or "empty cell"
        case ReadFigure():
            return f"figure of {len(part.steps)} steps"
        case ReadTable():
            return f"table of {part.row_count} rows and {part.column_count} columns"
        case ReadContents():
            return "contents: " + " / ".join(text for _, text in part.entries)
