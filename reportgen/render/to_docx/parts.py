"""The parts of a Word file: of what kind each is, what it refers to, and the package that they make.

Comes in: contents by name, and who refers to whom. Goes out: the entries of the zip, for ``opc.repack``. It knows
nothing of what is written in a part. Source: ECMA-376 part 2, 9.1.2 content types and 9.3 relationships.
"""

import posixpath
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from lxml import etree

from reportgen.opc import CONTENT_TYPES

Kind = Literal["header", "footer"]

RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
"""Begins the names of how Office's own parts refer to each other: styles, header, image, hyperlink …"""
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_ALWAYS: Final = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}
_PICTURES: Final = {
    "bmp": "image/bmp",
    "emf": "image/x-emf",
    "gif": "image/gif",
    "jpe": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "wdp": "image/vnd.ms-photo",
    "wmf": "image/x-wmf",
}
"""Kinds that are told by the ending of the name; every other part is listed by itself."""


class Relation(NamedTuple):
    """What a part refers to: a part, or an address."""

    id: str
    kind: str
    target: "Part | str"


class Part:
    """A part: its name as the zip has it (``word/document.xml``), its content type, its bytes.

    The part without a name is the package itself.
    """

    def __init__(self, name: str = "", content_type: str = "", content: bytes = b"") -> None:
        self.name, self.content_type, self.content = name, content_type, content
        self.relations: dict[str, Relation] = {}

    def refer(self, kind: str, target: "Part | str", name: str = "") -> str:
        """Let the part refer to another one, or to an address; return the id: the next free one without a name."""
        name = name or self._free()
        self.relations[name] = Relation(name, kind, target)
        return name

    def _free(self) -> str:
        numbers = range(1, len(self.relations) + 2)
        return next(name for number in numbers if (name := f"rId{number}") not in self.relations)

    def entries(self) -> dict[str, bytes]:
        """Return the entries of the whole package: the content types, and every part that can be reached from here."""
        parts: dict[str, Part] = {}
        self._reach(parts)
        entries = {CONTENT_TYPES: _content_types(parts.values())}
        for part in (self, *parts.values()):
            if part.name:
                entries[part.name] = part.content
            if part.relations:
                folder, name = posixpath.split(part.name)
                entries[posixpath.join(folder, "_rels", f"{name}.rels")] = _relationships(part)
        return entries

    def _reach(self, parts: "dict[str, Part]") -> None:
        for relation in self.relations.values():
            part = relation.target
            if isinstance(part, Part) and part.name not in parts:
                parts[part.name] = part
                part._reach(parts)


def _relationships(part: Part) -> bytes:
    root = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
    folder = posixpath.dirname(f"/{part.name}")
    for name, kind, target in part.relations.values():
        element = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=name, Type=kind)
        if isinstance(target, Part):
            element.set("Target", posixpath.relpath(f"/{target.name}", folder))
        else:
            element.set("Target", target)
            element.set("TargetMode", "External")
    return _serialized(root)


def _content_types(parts: Iterable[Part]) -> bytes:
    endings, single = dict(_ALWAYS), dict[str, str]()
    for part in parts:
        ending = posixpath.splitext(part.name)[1][1:].lower()
        if _PICTURES.get(ending) == part.content_type:
            endings[ending] = part.content_type
        else:
            single[f"/{part.name}"] = part.content_type
    root = etree.fromstring(f'<Types xmlns="{_TYPES}"/>')
    for ending, kind in sorted(endings.items()):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind)
    for name, kind in sorted(single.items()):
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
    return _serialized(root)


def _serialized(root: "etree._Element") -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
