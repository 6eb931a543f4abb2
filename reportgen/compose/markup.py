"""Rendered markup → a tree of elements, refusing whatever is outside the subset.

Comes in: the text that ``templates`` made, with its stamps and marks. Goes out: the ``article`` element; marks have
become ``Data``, attributes are checked, every element knows its template line. Must not know what the elements mean:
that is ``blocks``, ``tables`` and ``leaves``. Faults are noted and parsing goes on.
"""

import difflib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from reportgen.compose.faults import Faults
from reportgen.compose.ledger import MARK_OPEN, RESERVED, Data, Ledger
from reportgen.compose.subset import TagRule, subset
from reportgen.document.text import Origin

SPACE: Final = " \t\n\r\f"
"""White space of HTML; U+3000 and U+00A0 are text (HTML Living Standard, 4.6 ASCII whitespace)."""

_STAMP: Final = "\ufdd0([0-9]+):([0-9]+)\ufdd1"
_TOKEN: Final = re.compile('(<[^<>"]*(?:"[^"<]*"[^<>"]*)*>|\ufdd2[0-9]+\ufdd3|\ufdd0[0-9]+:[0-9]+\ufdd1)')
_TAG: Final = re.compile(f"<{_STAMP}(/?)([A-Za-z][A-Za-z0-9]*)(.*?)(/?)>", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r'\s+([A-Za-z_:][\w:.-]*)\s*=\s*"([^"]*)"', re.ASCII)
_MARK: Final = re.compile("\ufdd2([0-9]+)\ufdd3")
_ODD: Final = re.compile(f"<|{RESERVED.pattern}")
_INNER_STAMP: Final = re.compile(_STAMP)


@dataclass(slots=True)
class Element:
    """A tag with its content. ``broken``: a fault lies in what it holds, so that its geometry says nothing."""

    name: str
    attributes: dict[str, str]
    origin: Origin
    rule: TagRule
    children: list["Element | Data | str"] = field(default_factory=list)
    broken: bool = False

    def holds_data(self) -> bool:
        """Return whether a text of the data stands in the element, even an empty one."""
        return any(
            child.holds_data() if isinstance(child, Element) else isinstance(child, Data) for child in self.children
        )

    def elements(self, *names: str) -> list["Element"]:
        """Return the child elements of these names; all without a name."""
        return [child for child in self.children if isinstance(child, Element) and (not names or child.name in names)]


@dataclass(frozen=True, slots=True)
class _Tag:
    """A start or end tag as written; the same text is looked at once.

    Without a rule it is no tag at all. ``alone``: nothing follows that belongs to it. ``unknown``: it stands for
    nothing, and what it encloses belongs to its parent.
    """

    origin: Origin
    rule: TagRule | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    end: bool = False
    alone: bool = False
    unknown: bool = False
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """What stands in a rendered text: its only article, and the links in it."""

    article: Element
    links: tuple[Element, ...]


def parse(rendered: str, files: Sequence[str], ledger: Ledger, faults: Faults) -> Parsed | None:
    """Return the article; ``None`` if there is not exactly one, which is noted as K40."""
    parser = _Parser(files, ledger, faults)
    parts = _TOKEN.split(rendered)
    for text, token in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if text:
            parser.text(text)
        if not token:
            break
        if token[0] == "<":
            parser.tag(token)
        elif token[0] == MARK_OPEN:
            parser.data(ledger.data[int(token[1:-1])])
        else:
            parser.stamp(token)
    return parser.parsed()


class _Parser:
    def __init__(self, files: Sequence[str], ledger: Ledger, faults: Faults) -> None:
        self._files, self._ledger, self._faults = files, ledger, faults
        self._tags: dict[str, _Tag] = {}
        self._start = Origin(files[0], 1)
        root = TagRule("", frozenset({"article"}))
        self._root = Element("", {}, self._start, root)
        self._open = [self._root]
        self._at, self._lines = self._start, 0
        self._noted, self._torn = 0, False
        self._links: list[Element] = []

    def parsed(self) -> Parsed | None:
        """Return the only article, when everything is closed."""
        while len(self._open) > 1:
            self._leave_open(self._open.pop())
        found = self._root.elements()
        if len(found) != 1:
            self._faults.add("K40", self._start, count=len(found))
            return None
        return Parsed(found[0], tuple(self._links))

    def stamp(self, token: str) -> None:
        file, line = token[1:-1].split(":")
        self._at, self._lines = Origin(self._files[int(file)], int(line)), 0

    def text(self, text: str) -> None:
        top = self._open[-1]
        odd = _ODD.search(text)
        if odd or self._torn:
            if odd and odd[0] == "<":
                self._fault("K31", self._line(text[: odd.start()]), name="<")
            elif odd:
                self._fault("K15", self._line(text[: odd.start()]), name="macro", operation="[ ]")
            self._torn = text.endswith("<")
        elif top.rule.text:
            top.children.append(html.unescape(text) if "&" in text else text)
        elif text.strip(SPACE):
            before = text[: len(text) - len(text.lstrip(SPACE))]
            self._fault("K35", self._line(before), name=top.name, text=text.strip(SPACE)[:20])
        self._lines += text.count("\n")

    def data(self, data: Data) -> None:
        top = self._open[-1]
        if top.rule.text:
            top.children.append(data)
        else:
            self._fault("K35", self._line(), name=top.name, text=data.text[:20])

    def tag(self, token: str) -> None:
        try:
            tag = self._tags[token]
        except KeyError:
            tag = self._tags[token] = self._read(token)
        self._at, self._lines = tag.origin, token.count("\n")
        if tag.faulty:
            self._break()
        if tag.rule is None:
            return
        if tag.end:
            self._close(tag.rule.name, tag.origin)
            return
        element = Element(tag.rule.name, tag.attributes, tag.origin, tag.rule)
        if tag.unknown:
            self._pass_through(element)
        else:
            self._enter(element)
        if not tag.alone:
            self._open.append(element)

    def _pass_through(self, element: Element) -> None:
        """Let what stands in an unknown tag belong to the parent."""
        top = self._open[-1]
        element.children, element.rule = top.children, replace(top.rule, name=element.name, text=True)

    def _enter(self, element: Element) -> None:
        top = self._open[-1]
        if element.name in top.rule.once and top.elements(element.name):
            self._fault("K45", element.origin, name=element.name, parent=top.name)
        elif element.name in top.rule.children:
            top.children.append(element)
        else:
            self._fault("K36", element.origin, name=element.name, parent=top.name or "template")
        if element.name == "a":
            self._links.append(element)

    def _close(self, name: str, origin: Origin) -> None:
        if self._open[-1].name == name:
            self._open.pop()
            return
        if any(element.name == name for element in self._open):
            while (element := self._open.pop()).name != name:
                self._leave_open(element)
        elif name in subset().tags:
            self._fault("K34", origin, name=name)

    def _leave_open(self, element: Element) -> None:
        """Note an element without its end tag; an unknown one was noted before."""
        if element.name in subset().tags:
            self._fault("K33", element.origin, name=element.name)
            element.broken = True

    # ── one tag ─────────────────────────────────────────────────────────────────────────────────────────

    def _read(self, token: str) -> _Tag:
        before = self._noted
        found = _TAG.fullmatch(token)
        if found is None:
            code = "K32" if token.startswith("<!--") else "K31"
            self._fault(code, self._line(), name=_INNER_STAMP.sub("", token)[:20])
            return _Tag(self._line(), faulty=True)
        file, line, slash, name, rest, empty = found.groups()
        origin = Origin(self._files[int(file)], int(line))
        rule = subset().tags.get(name)
        if slash:
            return _Tag(origin, rule or TagRule(name), end=True)
        if rule is None:
            return self._unknown(name, origin, alone=bool(empty))
        if empty and not rule.empty:
            self._fault("K33", origin, name=name)
        attributes = self._attributes(rule, rest, origin)
        return _Tag(origin, rule, attributes, alone=rule.empty or bool(empty), faulty=self._noted > before)

    def _unknown(self, name: str, origin: Origin, *, alone: bool) -> _Tag:
        if name in subset().later:
            self._fault("K42", origin, name=name)
        else:
            near = difflib.get_close_matches(name, subset().tags, 1, 0.0)[0]
            self._fault("K30", origin, name=name, near=near, names="、".join(subset().tags))
        return _Tag(origin, TagRule(name), alone=alone, unknown=True, faulty=True)

    def _attributes(self, rule: TagRule, text: str, origin: Origin) -> dict[str, str]:
        written = _INNER_STAMP.sub("", text)
        if _ATTRIBUTE.sub("", written).strip(SPACE):
            self._fault("K37", origin, name=rule.name)
        found: dict[str, str] = {}
        for name, value in _ATTRIBUTE.findall(written):
            if name in found:
                self._fault("K41", origin, name=f"{rule.name} {name}", attribute=name)
            elif name not in rule.attributes:
                allowed = "、".join(rule.attributes) or "ありません"
                self._fault("K38", origin, name=f"{rule.name} {name}", attribute=name, tag=rule.name, names=allowed)
            elif self._fits(rule.name, name, resolved := self._resolved(value), origin):
                found[name] = resolved
        return found

    def _fits(self, tag: str, name: str, value: str, origin: Origin) -> bool:
        rule = subset().attributes[name]
        if rule.pattern.fullmatch(value):
            return True
        self._fault("K39", origin, name=f"{tag} {name}", attribute=name, value=value, allowed=rule.allowed)
        return False

    def _resolved(self, value: str) -> str:
        """Return an attribute's value with the texts in the place of their marks."""
        parts = _MARK.split(value)
        parts[::2] = map(html.unescape, parts[::2])
        parts[1::2] = (self._ledger.data[int(number)].text for number in parts[1::2])
        return "".join(parts)

    # ── places and faults ───────────────────────────────────────────────────────────────────────────────

    def _line(self, before: str = "") -> Origin:
        """Return the place behind the last stamp and some text."""
        return Origin(self._at.file, self._at.line + self._lines + before.count("\n"))

    def _fault(self, code: str, origin: Origin, **facts: object) -> None:
        self._noted += 1
        self._break()
        self._faults.add(code, origin, **facts)

    def _break(self) -> None:
        for element in self._open:
            element.broken = True
