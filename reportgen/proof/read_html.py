"""The HTML file as a reader of it finds it: words and tables of the main part, by a strict parser of our own.

Comes in: the bytes. Goes out: a ``Reading``. Rules are those of the HTML Living Standard, not of the renderer.
"""

from collections.abc import Iterator, Sequence

from reportgen.proof.html_figure import read_figure
from reportgen.proof.markup import Element, parse
from reportgen.proof.placing import place, with_announced_headers
from reportgen.proof.reading import (
    Fault,
    Kind,
    Leaf,
    Part,
    ReadCell,
    ReadContents,
    Reading,
    ReadTable,
    Unreadable,
    cell_leaves,
    says_something,
    with_links,
)

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = "hidden"
"""The class of what only assistive technology finds: a caption that is announced, the summary of a table."""


def read_html(data: bytes) -> Reading:
    """Return what the file says.

    Raises:
        Unreadable: markup that is not of the closed subset the report is written in.
    """
    html = parse(data)
    head, body = _child(html, "head"), _child(html, "body")
    reader = _Reader(html)
    parts = tuple(part for part in reader.blocks(_child(body, "main")) if says_something(part))
    return Reading(html.attributes.get("lang", ""), _plain(_child(head, "title")), parts, tuple(reader.faults))


def _child(parent: Element, name: str) -> Element:
    found = [element for element in parent.elements if element.name == name]
    if len(found) != 1:
        raise Unreadable(parent.name, f"{len(found)} elements {name}")
    return found[0]


def _children(parent: Element) -> list[Element]:
    """Return the child elements of an element that holds no text of its own."""
    for part in parent.content:
        if isinstance(part, str) and not part.isspace():
            raise Unreadable(parent.name, f"text between elements: {part.strip()}")
    return parent.elements


def _plain(element: Element) -> str:
    return "".join(part if isinstance(part, str) else _plain(part) for part in element.content)


def _is_hidden(element: Element) -> bool:
    return element.attributes.get("class") == _HIDDEN


class _Reader:
    """Reads the blocks of one page and gathers what it stumbles over."""

    def __init__(self, html: Element) -> None:
        self.faults: list[Fault] = []
        self._by_id: dict[str, Element] = {}
        self._announced: set[str] = set()
        self._order: dict[str, int] = {}
        self._gather_ids(html)

    def _gather_ids(self, element: Element) -> None:
        self._announced.add(element.attributes.get("aria-describedby", ""))
        name = element.attributes.get("id")
        if name is not None:
            if name in self._by_id:
                self.faults.append(Fault(f"id {name}", "stands twice"))
            self._by_id[name] = element
            if element.name in _HEADINGS:
                self._order.setdefault(name, len(self._order))
        for child in element.content:
            if not isinstance(child, str):
                self._gather_ids(child)

    def blocks(self, parent: Element) -> Iterator[Part]:
        for element in _children(parent):
            if element.name in ("section", "div"):
                yield from self.blocks(element)
            elif element.name == "table":
                yield self._table(element)
            elif element.name == "figure":
                captions = [
                    self._leaf("paragraph", kid.content) for kid in element.elements if kid.name == "figcaption"
                ]
                yield read_figure(element, captions[0].text if captions else None, self.faults)
            elif element.name == "nav":
                yield self._contents(element)
            elif not (_is_hidden(element) and element.attributes.get("id") in self._announced):
                yield from self._words(element)

    def _words(self, element: Element) -> Iterator[Leaf]:
        if element.name == "p":
            yield self._leaf("paragraph", element.content)
        elif element.name == "ul":
            yield from (self._item(item) for item in _children(element))
        elif element.name in _HEADINGS:
            yield self._leaf("heading", element.content, level=_HEADINGS[element.name])
        else:
            raise Unreadable(element.name, "stands where a block belongs")

    def _item(self, item: Element) -> Leaf:
        match item.content:
            case [Element(name="span", attributes={"class": "mark"}) as mark, *rest]:
                return self._leaf("item", rest, mark=_plain(mark))
        return self._leaf("item", item.content)

    def _leaf(self, kind: Kind, content: Sequence[Element | str], *, level: int = 0, mark: str = "") -> Leaf:
        match content:
            case [str(text)]:
                return Leaf(kind, text, level, mark)
        text, links = with_links(list(self._pieces(content, None)))
        return Leaf(kind, text, level, mark, links)

    def _pieces(self, content: Sequence[Element | str], address: str | None) -> Iterator[tuple[str, str | None]]:
        for part in content:
            if isinstance(part, str):
                yield part, address
            elif part.name == "br":
                yield "\n", address
            elif part.name in ("strong", "em") and not part.attributes:
                yield from self._pieces(part.content, address)
            elif part.name == "a":
                yield from self._pieces(part.content, self._address(part))
            else:
                raise Unreadable(part.name, "stands in running text")

    def _address(self, link: Element) -> str:
        address = link.attributes.get("href", "")
        if not address.startswith("#"):
            return address
        if address[1:] not in self._by_id:
            self.faults.append(Fault(f"link {address}", "leads nowhere"))
            return address
        return f"#{_plain(self._by_id[address[1:]])}"

    def _contents(self, nav: Element) -> ReadContents:
        """Return the table of contents. Its links must lead to headings in their order, nested by their levels."""
        title = nav.attributes.get("aria-labelledby")
        if title is not None and title not in self._by_id:
            self.faults.append(Fault(f"contents {title}", "its title is not there"))
        found = [entry for items in _children(nav) for entry in self._entries(items, 0)]
        places = [self._order.get(name, -1) for name, _, _ in found]
        if places != sorted(set(places)):
            self.faults.append(Fault("contents", "not in the order of the headings"))
        return ReadContents(tuple((level, text) for _, level, text in found))

    def _entries(self, items: Element, above: int) -> Iterator[tuple[str, int, str]]:
        """Yield name, level and text of every entry of a list and of the lists in it."""
        for item in _children(items):
            link, *below = _children(item)
            if link.name != "a" or len(below) > 1:
                raise Unreadable(link.name, "stands in the contents where a link belongs")
            name, text = link.attributes.get("href", "").removeprefix("#"), self._leaf("paragraph", link.content).text
            level = _HEADINGS.get(self._by_id[name].name, 0) if name in self._by_id else 0
            if level <= above or text != self._leaf("heading", self._by_id[name].content).text:
                self.faults.append(
                    Fault(f"contents {text}", f"leads to #{name}, which is no heading of that text here")
                )
            yield name, level, text
            for inner in below:
                yield from self._entries(inner, level)

    def _table(self, table: Element) -> ReadTable:
        kids = _children(table)
        if [kid.name for kid in kids[:3]] != ["caption", "colgroup", "thead"]:
            raise Unreadable("table", "does not begin with caption, colgroup, thead")
        caption, *rest = kids
        column_count = len(_children(rest[0]))
        rows = [_children(row) for group in rest[1:] for row in self._group(group)]
        header_rows = len(_children(rest[1]))
        hidden = _is_hidden(caption)
        text = self._leaf("paragraph", caption.content).text
        return ReadTable(
            column_count=column_count,
            row_count=len(rows),
            header_rows=header_rows,
            cells=tuple(self._cells(rows, column_count, header_rows)),
            caption=None if hidden else text,
            label=text if hidden else None,
            summary=self._summary(table),
        )

    def _group(self, group: Element) -> list[Element]:
        """Return the rows of a thead or tbody. A row span ends with its group, whatever it says (4.9.12.1)."""
        rows = _children(group)
        for number, row in enumerate(rows):
            for cell in _children(row):
                if number + _span(cell, "rowspan") > len(rows):
                    self.faults.append(Fault(group.name, "a row span reaches beyond its group"))
        return rows

    def _summary(self, table: Element) -> str:
        name = table.attributes.get("aria-describedby")
        if name is None:
            return ""
        if name not in self._by_id:
            self.faults.append(Fault(f"table {name}", "its description is not there"))
            return ""
        return _plain(self._by_id[name])

    def _cells(self, rows: list[list[Element]], column_count: int, header_rows: int) -> list[ReadCell]:
        spans = [[(_span(cell, "rowspan"), _span(cell, "colspan")) for cell in row] for row in rows]
        columns, problems = place(spans, column_count)
        self.faults += [Fault("table", problem) for problem in problems]
        places: dict[str, tuple[int, int]] = {}
        for row, cells in enumerate(rows):
            for column, cell in zip(columns[row], cells, strict=True):
                if "id" in cell.attributes:
                    places[cell.attributes["id"]] = (row, column)
        found = [
            self._cell(cell, row, column, spans[row][number], places)
            for row, cells in enumerate(rows)
            for number, (column, cell) in enumerate(zip(columns[row], cells, strict=True))
        ]
        return found if any(cell.headers for cell in found) else with_announced_headers(found, header_rows)

    def _cell(
        self, cell: Element, row: int, column: int, spans: tuple[int, int], places: dict[str, tuple[int, int]]
    ) -> ReadCell:
        names = cell.attributes.get("headers", "").split()
        missing = [name for name in names if name not in places]
        if missing:
            self.faults.append(Fault(f"row {row + 1} column {column + 1}", f"headers {missing} are not in the table"))
        return ReadCell(
            row=row,
            column=column,
            row_span=spans[0],
            column_span=spans[1],
            leaves=cell_leaves(self._cell_content(cell)),
            header=cell.name == "th",
            scope=cell.attributes.get("scope", ""),
            headers=tuple(places[name] for name in names if name in places),
        )

    def _cell_content(self, cell: Element) -> list[Leaf]:
        """Return the leaves of a cell: its paragraphs and lists, or the words that stand in it directly."""
        content = cell.content
        if any(not isinstance(part, str) and part.name in ("p", "ul") for part in content):
            return [leaf for element in _exactly(cell) for leaf in self._words(element)]
        return [self._leaf("paragraph", content)]


def _exactly(cell: Element) -> list[Element]:
    """Return the blocks of a cell. Space between them would be seen, for the page keeps white space."""
    if len(cell.elements) != len(cell.content):
        raise Unreadable(cell.name, "text beside paragraphs")
    return cell.elements


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "1")
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise Unreadable(cell.name, f"{name} {value}")
    return int(value)
