"""The styles of a reference document beside ours: what it defines wins, what it lacks is added.

Comes in: two styles.xml. Goes out: one, and how the ids of the reference were changed. Styles are known by name, for
Word translates their ids; in the file they have ours. Structure stays ours: levels of headings, marks of lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF: Final = ("0", "false", "off")
_BODY: Final = "Body Text"
_STYLE_LINKS: Final = tuple(f"{W}{name}" for name in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle"))
_PROPERTIES: Final = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
"""The last children of a style."""
_PARAGRAPH_ORDER: Final = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
    *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
    *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl"),
)
"""ECMA-376 part 1, annex A.1: CT_PPrBase; whatever else there is stands behind."""
_PLAIN: Final = (
    *(("autoSpaceDE", {"val": "0"}), ("autoSpaceDN", {"val": "0"}), ("snapToGrid", {"val": "0"})),
    ("ind", dict.fromkeys(("leftChars", "left", "rightChars", "right", "firstLineChars", "firstLine"), "0")),
)
"""What a style of ours needs that is based on somebody else's plain text: no indent, no grid."""


def parsed(data: bytes) -> _Element:
    """Return XML as elements alone; nothing outside of it is looked up."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True)
    return etree.fromstring(data, parser)


def value_of(parent: _Element, name: str) -> str:
    """Return ``w:val`` of a child, empty if there is none."""
    child = parent.find(f"{W}{name}")
    return "" if child is None else str(child.get(f"{W}val", ""))


def is_on(parent: _Element, name: str) -> bool:
    """Tell whether a switch is there and on."""
    child = parent.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val", "true") not in _OFF


def style_elements(styles: _Element) -> dict[tuple[str, str], _Element]:
    """Return the styles by type and name; Word does not tell capital letters from small ones in built-in names."""
    return {_key(style): style for style in styles.iterfind(f"{W}style")}


def _key(style: _Element) -> tuple[str, str]:
    return str(style.get(f"{W}type")), value_of(style, "name").lower()


def numbered_heading(styles: _Element) -> str:
    """Return the name of a heading style that numbers by itself, empty if there is none."""
    by_id = {str(style.get(f"{W}styleId")): style for style in styles.iterfind(f"{W}style")}
    for level in range(1, 7):
        style = style_elements(styles).get(("paragraph", f"heading {level}"))
        for link in () if style is None else _chain(style, by_id):
            number = link.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None and number.get(f"{W}val") != "0":
                return f"heading {level}"
            if number is not None:
                break
    return ""


def _chain(style: _Element, by_id: dict[str, _Element]) -> Iterator[_Element]:
    """Yield a style and those that it is based on."""
    seen: list[_Element] = []
    link: _Element | None = style
    while link is not None and link not in seen:
        seen.append(link)
        yield link
        link = by_id.get(value_of(link, "basedOn"))


def merged_styles(own_xml: str, reference: _Element, language: str) -> tuple[str, dict[str, str]]:
    """Return styles.xml, and id in the reference → id in the file."""
    own, made = parsed(own_xml.encode()), deepcopy(reference)
    renames = _renames(own, made)
    rename_styles(made, renames)
    for style in made.iterfind(f"{W}style"):
        style.set(f"{W}styleId", renames[str(style.get(f"{W}styleId"))])
    _clean(made)
    ours, theirs = style_elements(own), style_elements(made)
    for key, style in ours.items():
        if key in theirs:
            _keep_structure(theirs[key], style)
        else:
            made.append(_added(style, made))
    _keep_defaults(made, own, language)
    return etree.tostring(made, xml_declaration=True, encoding="UTF-8", standalone=True).decode(), renames


def _renames(own: _Element, reference: _Element) -> dict[str, str]:
    ids = {key: str(style.get(f"{W}styleId")) for key, style in style_elements(own).items()}
    taken, found = set(ids.values()), dict[str, str]()
    for style in reference.iterfind(f"{W}style"):
        key, free = _key(style), str(style.get(f"{W}styleId"))
        if key not in ids:
            while free in taken:
                free += "x"
            ids[key] = free
            taken.add(free)
        found[str(style.get(f"{W}styleId"))] = ids[key]
    return found


def rename_styles(root: _Element, renames: dict[str, str]) -> None:
    """Change the ids by which elements name styles."""
    for element in root.iter(*_STYLE_LINKS):
        name = str(element.get(f"{W}val"))
        element.set(f"{W}val", renames.get(name, name))


def _clean(styles: _Element) -> None:
    """Take out what points elsewhere: lists of the reference, and the traces of its editing; one style a name."""
    known = set(style_elements(styles).values())
    for style in list(styles.iterfind(f"{W}style")):
        if style not in known:
            styles.remove(style)
    for name in ("numPr", "rsid"):
        for element in list(styles.iter(f"{W}{name}")):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def _keep_structure(theirs: _Element, ours: _Element) -> None:
    """Give a style of the reference the name, the list mark and the level in the outline that ours has."""
    name = theirs.find(f"{W}name")
    if name is not None:
        name.set(f"{W}val", value_of(ours, "name"))
    for path in ("numPr", "outlineLvl"):
        element = ours.find(f"{W}pPr/{W}{path}")
        if element is not None:
            _put(_paragraph_properties(theirs), deepcopy(element))


def _paragraph_properties(style: _Element) -> _Element:
    found = style.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        place = sum(etree.QName(child).localname not in _PROPERTIES for child in style)
        style.insert(place, found)
    return found


def _put(properties: _Element, element: _Element) -> None:
    """Put a property in its place, instead of one of the same name."""
    order = _rank(element)
    old = properties.find(str(element.tag))
    if old is not None:
        properties.remove(old)
    properties.insert(sum(_rank(child) < order for child in properties), element)


def _rank(element: _Element) -> int:
    name = etree.QName(element).localname
    return _PARAGRAPH_ORDER.index(name) if name in _PARAGRAPH_ORDER else len(_PARAGRAPH_ORDER)


def _added(ours: _Element, styles: _Element) -> _Element:
    """Return a style of ours for a file whose plain text is somebody else's.

    Running text looks like that plain text (標準), for this is the style that people change; everything else has the
    sizes of the theme, in the face of the file.
    """
    style = deepcopy(ours)
    if any(is_default(one) and one.get(f"{W}type") == style.get(f"{W}type") for one in styles.iterfind(f"{W}style")):
        style.attrib.pop(f"{W}default", "")
    if value_of(style, "name") == _BODY:
        for child in [child for child in style if etree.QName(child).localname in ("pPr", "rPr")]:
            style.remove(child)
    elif value_of(style, "basedOn") == "Normal":
        properties = _paragraph_properties(style)
        for name, attributes in _PLAIN:
            if properties.find(f"{W}{name}") is None:
                _put(properties, etree.Element(f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()}))
    return style


def is_default(style: _Element) -> bool:
    """Tell whether a style is the one of its type that holds where none is named."""
    return style.get(f"{W}default", "0") not in _OFF


def _keep_defaults(made: _Element, own: _Element, language: str) -> None:
    """Give the file defaults if it has none, and in any case its language."""
    for place, name in enumerate(("docDefaults", "latentStyles")):
        element = own.find(f"{W}{name}")
        if made.find(f"{W}{name}") is None and element is not None:
            made.insert(place, deepcopy(element))
    ours = own.find(f"{W}docDefaults/{W}rPrDefault")
    defaults = made.find(f"{W}docDefaults")
    if defaults is None or ours is None:
        return
    if defaults.find(f"{W}rPrDefault/{W}rPr") is None:
        for old in defaults.findall(f"{W}rPrDefault"):
            defaults.remove(old)
        defaults.insert(0, deepcopy(ours))
    for lang in made.iter(f"{W}lang"):
        lang.set(f"{W}val", language)
        lang.set(f"{W}eastAsia", language)
    properties = defaults.find(f"{W}rPrDefault/{W}rPr")
    if properties is not None and properties.find(f"{W}lang") is None:
        after = ("eastAsianLayout", "specVanish", "oMath")
        place = sum(etree.QName(child).localname not in after for child in properties)
        properties.insert(place, etree.Element(f"{W}lang", {f"{W}val": language, f"{W}eastAsia": language}))
