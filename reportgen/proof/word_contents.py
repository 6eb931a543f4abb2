r"""The table of contents of a Word file: what it lists now, and what it would list when Word makes it anew.

Comes in: a ``w:sdt`` of the gallery 『Table of Contents』. Goes out: its lines, and faults. Its field must be whole,
each line must lead to the heading that it names, and no page number may be stored, for nobody has counted pages.
Source: ECMA-376 part 1, 17.16.5.68 TOC, 17.16.5.45 PAGEREF.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.proof.reading import Fault, Leaf, Part, ReadContents, Unreadable
from reportgen.proof.word_styles import Style, W, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_GALLERY = "Table of Contents"
_INSTRUCTION = re.compile(r'TOC \\o "([1-6])-([1-6])" \\h \\z \\u')
_LINE = re.compile(r"toc ([1-6])")


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of contents as it stands, and the levels that its field asks for."""

    contents: ReadContents
    first: int
    last: int


def read_contents(
    sdt: _Element, styles: Mapping[str, Style], addresses: Mapping[str, str], faults: list[Fault]
) -> Listing:
    """Return a table of contents; what is wrong with it is added to ``faults``.

    Raises:
        Unreadable: a control of another kind, or a field that is not the one of a table of contents.
    """
    if value_of_path(sdt, "sdtPr/docPartObj/docPartGallery") != _GALLERY:
        raise Unreadable("body", "element sdt")
    paragraphs = sdt.findall(f"{W}sdtContent/*")
    fields = [kind for paragraph in paragraphs for kind in _marks(paragraph)]
    if fields[:1] != ["begin"] or fields[-1:] != ["end"] or not _balanced(fields):
        raise Unreadable("contents", "a field that is not whole")
    instruction = _INSTRUCTION.fullmatch((sdt.findtext(f".//{W}instrText") or "").strip())
    if instruction is None:
        raise Unreadable("contents", "a field of another kind")
    entries = [_entry(p, styles, addresses, faults) for p in paragraphs if p.find(f"{W}hyperlink") is not None]
    for paragraph in paragraphs:
        stray = "".join(text.text or "" for text in paragraph.iterfind(f"{W}r/{W}t"))
        if paragraph.tag != f"{W}p" or stray:
            faults.append(Fault("contents", f"holds something else: {stray}"))
    return Listing(ReadContents(tuple(entries)), int(instruction[1]), int(instruction[2]))


def value_of_path(element: _Element, path: str) -> str:
    """Return ``w:val`` of a descendant, empty if there is none."""
    *parents, name = path.split("/")
    parent = element.find("/".join(f"{W}{step}" for step in parents))
    return "" if parent is None else value_of(parent, name)


def _marks(paragraph: _Element) -> list[str]:
    return [mark.get(f"{W}fldCharType", "") for mark in paragraph.iter(f"{W}fldChar")]


def _balanced(marks: Sequence[str]) -> bool:
    """Tell whether every field has its three marks, one field inside the other."""
    open_fields: list[str] = []
    for mark in marks:
        if mark == "begin":
            open_fields.append(mark)
        elif not open_fields or (open_fields[-1] == "begin") != (mark == "separate"):
            return False
        elif mark == "separate":
            open_fields[-1] = mark
        else:
            open_fields.pop()
    return not open_fields


def _entry(
    paragraph: _Element, styles: Mapping[str, Style], addresses: Mapping[str, str], faults: list[Fault]
) -> tuple[int, str]:
    """Return level and text of a line."""
    properties = paragraph.find(f"{W}pPr")
    style = styles.get("" if properties is None else value_of(properties, "pStyle"))
    level = _LINE.fullmatch(style.name if style else "")
    links = paragraph.findall(f"{W}hyperlink")
    text, _, number = _text(links).partition("\t")
    anchor = links[0].get(f"{W}anchor")
    if len(links) != 1 or addresses.get(f"#{anchor}") != "#" + text.replace("\n", ""):
        faults.append(Fault(f"contents {text}", "leads to another heading"))
    instructions = [(element.text or "").split() for element in links[0].iter(f"{W}instrText")]
    if [words[:2] for words in instructions] != [["PAGEREF", anchor]]:
        faults.append(Fault(f"contents {text}", "shows the page of another heading"))
    if number:
        faults.append(Fault(f"contents {text}", f"has a page number that nobody has counted: {number}"))
    return int(level[1]) if level else 0, text


def _text(links: Sequence[_Element]) -> str:
    drawn = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(
        drawn.get(str(element.tag), element.text or "")
        for link in links
        for element in link.iterfind(f"{W}r/*")
        if element.tag in (f"{W}t", *drawn)
    )


def check_levels(listings: Sequence[Listing], parts: Sequence[Part], listable: Sequence[bool]) -> list[Fault]:
    """Return a fault for every table of contents that would list other headings when Word makes it anew.

    ``listable`` says, heading by heading, whether its style is one that Word takes up.
    """
    headings = [part for part in parts if isinstance(part, Leaf) and part.kind == "heading"]
    taken = [heading for heading, takes in zip(headings, listable, strict=True) if takes]
    faults = []
    for listing in listings:
        anew = tuple((h.level, h.text) for h in taken if listing.first <= h.level <= listing.last)
        if anew != listing.contents.entries:
            faults.append(Fault("contents", "would list other headings when it is made anew"))
    return faults
