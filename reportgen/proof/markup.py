"""A strict parser for HTML that was written by a machine: bytes → elements, or a refusal.

It accepts only what every browser reads in one way: known elements with known attributes, all quoted, properly nested,
nothing that ends another element by itself. So the tree it returns is the tree of a browser (HTML Living Standard,
13.2.6), and what it refuses (a script, a hidden cell, a picture) has no place in the report.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from reportgen.proof.reading import Unreadable

_GLOBAL = frozenset({"id", "class", "data-role"})
_CELL = frozenset({"headers", "rowspan", "colspan", "scope"})
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "html": frozenset({"lang"}),
    "head": frozenset(),
    "meta": frozenset({"charset", "name", "content"}),
    "title": frozenset(),
    "style": frozenset(),
    "body": frozenset(),
    "header": _GLOBAL,
    "main": _GLOBAL,
    "section": _GLOBAL,
    "div": _GLOBAL | {"role", "aria-labelledby", "tabindex"},
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "span", "strong", "em"), _GLOBAL),
    "a": _GLOBAL | {"href"},
    "br": frozenset(),
    "nav": _GLOBAL | {"aria-label", "aria-labelledby"},
    "ul": _GLOBAL | {"role"},
    "ol": _GLOBAL | {"role"},
    "figure": _GLOBAL,
    "figcaption": _GLOBAL,
    "svg": frozenset({"class", "role", "viewBox", "style"}),
    "desc": frozenset(),
    "rect": frozenset({"x", "y", "width", "height", "class", "style"}),
    "path": frozenset({"class", "d"}),
    "text": frozenset({"font-size", "class"}),
    "tspan": frozenset({"x", "y"}),
    "table": _GLOBAL | {"aria-describedby", "style"},
    "caption": _GLOBAL,
    "colgroup": frozenset(),
    "col": frozenset({"style"}),
    **dict.fromkeys(("thead", "tbody", "tr"), _GLOBAL),
    **dict.fromkeys(("td", "th"), _GLOBAL | _CELL),
}
_VOID = frozenset({"meta", "br", "col"})
_PHRASING = frozenset({"span", "strong", "em", "a", "br"})
_WORDS_ONLY = frozenset(
    {"title", "h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "strong", "em", "a", "caption", "figcaption"}
)
"""Elements that hold running text; a browser would end most of them at the first block."""
_CHILDREN: dict[str, frozenset[str]] = {
    "table": frozenset({"caption", "colgroup", "thead", "tbody"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
    "colgroup": frozenset({"col"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "nav": frozenset({"ol"}),
    "figure": frozenset({"svg", "figcaption"}),
    "svg": frozenset({"title", "desc", "rect", "path", "text"}),
    "text": frozenset({"tspan"}),
    **dict.fromkeys(("desc", "rect", "path", "tspan"), frozenset()),
    **dict.fromkeys(_WORDS_ONLY, _PHRASING),
}
_PARENTS = {"caption": "table", "colgroup": "table", "thead": "table", "tbody": "table", "col": "colgroup"}
_PARENTS |= {"svg": "figure", "figcaption": "figure", "desc": "svg", "rect": "svg", "path": "svg", "text": "svg"}
_PARENTS |= {"tspan": "text", "ol": "nav li", "li": "ul ol"}

_STYLE_PROPERTIES = re.compile(r"(?:--[a-z]+: [0-9.]+(?:em|%)(?:; )?)+")
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [A-Za-z-]+="[^"<>]*")*)>|([^<>]+)')
_ATTRIBUTE = re.compile(r' ([A-Za-z-]+)="([^"]*)"')
_DOCTYPE = "<!DOCTYPE html>\n"


@dataclass(slots=True)
class Element:
    """An element with its attributes; ``content`` holds texts and elements in order."""

    name: str
    attributes: dict[str, str]
    content: "list[Element | str]" = field(default_factory=list)

    @property
    def elements(self) -> "list[Element]":
        """The child elements, texts left out."""
        return [part for part in self.content if isinstance(part, Element)]


def parse(data: bytes) -> Element:
    """Return the ``html`` element.

    Raises:
        Unreadable: not UTF-8, no doctype, or markup that is not of the closed subset; with the character position.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"byte {error.start}", "not UTF-8") from None
    if not text.startswith(_DOCTYPE):
        raise Unreadable("start of the file", f"does not begin with {_DOCTYPE.strip()}")
    return _tree(text, len(_DOCTYPE))


def _tree(text: str, position: int) -> Element:
    root = Element("", {})
    stack = [root]
    find = _TOKEN.match
    while position < len(text):
        token = find(text, position)
        if token is None:
            raise Unreadable(f"character {position}", f"no markup of the subset: {text[position : position + 40]!r}")
        closing, name, attributes, words = token.groups()
        position = token.end()
        if words is not None:
            stack[-1].content.append(unescape(words) if "&" in words else words)
        elif closing:
            _close(stack, name, attributes, position)
        elif name == "style":
            position = _skip_style(text, stack, position)
        else:
            element = _open(stack, name, attributes, position)
            if name not in _VOID:
                stack.append(element)
    if len(stack) != 1 or len(root.elements) != 1 or root.elements[0].name != "html":
        raise Unreadable("end of the file", f"{stack[-1].name or 'html'} is not closed, or not alone")
    return root.elements[0]


def _open(stack: list[Element], name: str, attributes: str, position: int) -> Element:
    parent = stack[-1]
    allowed = _CHILDREN.get(parent.name)
    misplaced = name in _PARENTS and parent.name not in _PARENTS[name].split()
    if misplaced or (allowed is not None and name not in allowed):
        raise Unreadable(f"character {position}", f"{name} inside {parent.name}")
    if name not in _ATTRIBUTES:
        raise Unreadable(f"character {position}", f"element {name}")
    element = Element(name, _attributes(name, attributes, position) if attributes else {})
    parent.content.append(element)
    return element


def _attributes(name: str, text: str, position: int) -> dict[str, str]:
    pairs = _ATTRIBUTE.findall(text)
    found = {key: unescape(value) for key, value in pairs}
    unknown = found.keys() - _ATTRIBUTES[name]
    if unknown or len(found) != len(pairs):
        raise Unreadable(f"character {position}", f"attributes of {name}: {text.strip()}")
    if "style" in found and not _STYLE_PROPERTIES.fullmatch(found["style"]):
        raise Unreadable(f"character {position}", f"style of {name}: {found['style']}")
    return found


def _close(stack: list[Element], name: str, attributes: str, position: int) -> None:
    if attributes or stack[-1].name != name or len(stack) == 1:
        raise Unreadable(f"character {position}", f"</{name}{attributes}> closes {stack[-1].name or 'nothing'}")
    stack.pop()


def _skip_style(text: str, stack: list[Element], position: int) -> int:
    end = text.find("</style>", position)
    sheet = text[position:end]
    if end < 0 or stack[-1].name != "head":
        raise Unreadable(f"character {position}", "style outside of the head, or without end")
    if "url(" in sheet or "@import" in sheet or "</" in sheet:
        raise Unreadable(f"character {position}", "a style sheet that reaches outside of the file")
    return end + len("</style>")
