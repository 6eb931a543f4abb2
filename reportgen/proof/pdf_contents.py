"""A table of contents of a PDF: its entries, their levels, and whether each leads where it says.

Comes in: a TOC element, the headings that links lead to, and the numbers at the foot of the pages. Goes out: a
``ReadContents``. A level is told by how deep the lists nest, counted from the highest heading that any entry leads to.
Source: ISO 32000-1, 14.8.4.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from reportgen.proof.page_content import Mark
from reportgen.proof.page_numbers import number_in
from reportgen.proof.pdf_structure import Annotation, Element
from reportgen.proof.reading import Fault, ReadContents, Unreadable


class ReadHeading(NamedTuple):
    """A heading in its place: page from 1, height of its first line above the foot of the page, level, text."""

    page: int
    y_pt: float
    level: int
    text: str


class _Entry(NamedTuple):
    depth: int
    text: str
    number: str
    heading: ReadHeading | None


def read_contents(
    toc: Element,
    heading_of: Callable[[Element], ReadHeading | None],
    printed: Mapping[int, int | None],
    faults: list[Fault],
) -> ReadContents:
    """Return the entries; one that leads elsewhere than it says goes to ``faults``.

    ``heading_of`` is asked for the heading that a Link leads to, ``printed`` has the number at the foot of each page.

    Raises:
        Unreadable: elements that a table of contents does not have.
    """
    entries = list(_entries(toc, 1, heading_of))
    highest = min((entry.heading.level for entry in entries if entry.heading), default=1)
    for entry in entries:
        faults += _astray(entry, toc.where, printed)
    return ReadContents(tuple((entry.depth - 1 + highest, entry.text) for entry in entries))


def _entries(toc: Element, depth: int, heading_of: Callable[[Element], ReadHeading | None]) -> Iterator[_Entry]:
    for kid in toc.elements:
        if kid.tag == "TOC":
            yield from _entries(kid, depth + 1, heading_of)
            continue
        if kid.tag != "TOCI" or [part.tag for part in kid.elements] not in (["Reference"], ["Reference", "TOC"]):
            raise Unreadable(kid.where, "is no entry of a table of contents")
        reference, *below = kid.elements
        yield _entry(reference, depth, heading_of)
        for list_below in below:
            yield from _entries(list_below, depth + 1, heading_of)


def _entry(reference: Element, depth: int, heading_of: Callable[[Element], ReadHeading | None]) -> _Entry:
    if [part.tag for part in reference.elements] != ["Link"]:
        raise Unreadable(reference.where, "is no link")
    (link,) = reference.elements
    content = [kid for kid in link.kids if not isinstance(kid, Annotation)]
    match content:
        case [Mark() as words]:
            return _Entry(depth, words.text, "", heading_of(link))
        case [Mark() as words, Element(tag="Span", kids=(Mark() as number,))]:
            return _Entry(depth, words.text, number.text, heading_of(link))
    raise Unreadable(link.where, "is no entry of a table of contents")


def _astray(entry: _Entry, where: str, printed: Mapping[int, int | None]) -> Iterator[Fault]:
    if entry.heading is None or entry.heading.text != entry.text:
        yield Fault(where, f"{entry.text} leads to {entry.heading.text if entry.heading else 'no heading'}")
    elif number_in(entry.number) != printed[entry.heading.page]:
        number = printed[entry.heading.page]
        yield Fault(where, f"{entry.text} is said to be on page {entry.number.strip()}, and stands on page {number}")
