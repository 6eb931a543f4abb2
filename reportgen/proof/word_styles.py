"""What the styles of a Word file say about a paragraph: heading level, list mark, caption, hidden text.

Comes in: styles.xml and numbering.xml. Goes out: one ``Style`` a paragraph style, its chain of ``basedOn`` resolved.
Styles are known by name, for Word translates their ids (ECMA-376 part 1, 17.7.4.9 name; 17.9 numbering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.proof.reading import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")
_HEADING = re.compile(r"(?:heading |見出し(?=.（))([1-6])(?:（(?:表紙|目次外|表紙・目次外)）)?")
_NO_OUTLINE = "9"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. ``level`` is 0 for what is no heading, ``mark`` empty for what is no list.

    ``listed``: Word takes a heading of it up into a table of contents, for it has a level in the outline.
    """

    name: str
    level: int = 0
    mark: str = ""
    hidden: bool = False
    listed: bool = True


class Marks:
    """The marks of lists by number (``numId``) and level."""

    def __init__(self, numbering: _Element | None) -> None:
        self._marks: dict[str, dict[str, str]] = {}
        if numbering is None:
            return
        levels = {
            definition.get(f"{W}abstractNumId"): {
                level.get(f"{W}ilvl", "0"): _mark(level) for level in definition.iterfind(f"{W}lvl")
            }
            for definition in numbering.iterfind(f"{W}abstractNum")
        }
        for number in numbering.iterfind(f"{W}num"):
            if number.find(f"{W}lvlOverride") is not None:
                raise Unreadable("numbering", "a list that overrides its definition")
            self._marks[number.get(f"{W}numId", "")] = levels.get(value_of(number, "abstractNumId"), {})

    def of(self, properties: _Element | None) -> str | None:
        """Return the mark that a ``numPr`` asks for; ``None`` without one, and empty for number 0 (no list).

        Raises:
            Unreadable: a number or a level that is not defined.
        """
        if properties is None:
            return None
        number, level = value_of(properties, "numId"), value_of(properties, "ilvl") or "0"
        if number == "0":
            return ""
        mark = self._marks.get(number, {}).get(level)
        if mark is None:
            raise Unreadable("numbering", f"list {number} level {level} is not defined")
        return mark


def value_of(parent: _Element, name: str) -> str:
    """Return ``w:val`` of a child, empty if there is none."""
    child = parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def children_of(parent: _Element | None) -> dict[str, _Element]:
    """Return the children of properties by name, all at once, for asking for one after the other takes longer.

    Raises:
        Unreadable: a property that stands twice.
    """
    found = {} if parent is None else {str(child.tag): child for child in parent}
    if parent is not None and len(found) != len(parent):
        raise Unreadable(str(parent.tag).removeprefix(W), "a property that stands twice")
    return found


def is_on(parent: _Element | None, name: str) -> bool:
    """Tell whether a switch is there and on (ECMA-376 part 1, 17.17.4 boolean properties)."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val", "true") not in _OFF


def _mark(level: _Element) -> str:
    if value_of(level, "numFmt") not in ("bullet", "none"):
        raise Unreadable("numbering", "a list that counts; its marks stand nowhere")
    return value_of(level, "lvlText")


def paragraph_styles(styles: _Element, marks: Marks) -> dict[str, Style]:
    """Return the paragraph styles by id; the default one also under the empty id."""
    elements = {style.get(f"{W}styleId", ""): style for style in styles.iterfind(f"{W}style")}
    found: dict[str, Style] = {}
    for name, element in elements.items():
        if element.get(f"{W}type") != "paragraph":
            continue
        found[name] = _style(element, elements, marks)
        if element.get(f"{W}default") == "1":
            found[""] = found[name]
    return found


def hidden_styles(styles: _Element) -> frozenset[str]:
    """Return the ids of the character styles whose text is not seen."""
    elements = (style for style in styles.iterfind(f"{W}style") if style.get(f"{W}type") == "character")
    return frozenset(style.get(f"{W}styleId", "") for style in elements if is_hidden(style.find(f"{W}rPr")))


def is_hidden(run_properties: _Element | None) -> bool:
    """Tell whether run properties hide text (17.3.2.41 vanish, 17.3.2.44 webHidden)."""
    return is_on(run_properties, "vanish") or is_on(run_properties, "webHidden")


def _style(element: _Element, elements: dict[str, _Element], marks: Marks) -> Style:
    """Return a style; what it does not say itself, the style it is based on says."""
    name = value_of(element, "name")
    heading = _HEADING.fullmatch(name)
    mark: str | None = None
    hidden = False
    outline = ""
    chain: list[_Element] = []
    link: _Element | None = element
    while link is not None and link not in chain:
        chain.append(link)
        mark = mark if mark is not None else marks.of(link.find(f"{W}pPr/{W}numPr"))
        hidden = hidden or is_hidden(link.find(f"{W}rPr"))
        properties = link.find(f"{W}pPr")
        outline = outline or ("" if properties is None else value_of(properties, "outlineLvl"))
        link = elements.get(value_of(link, "basedOn"))
    return Style(name, int(heading[1]) if heading else 0, mark or "", hidden, outline != _NO_OUTLINE)
