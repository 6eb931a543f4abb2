"""A Word file that gives ours its look: opened, checked, and taken apart.

Comes in: the path that the theme names. Goes out: a ``Reference`` with styles, theme, header and footer. Its body, its
paper and its margins are not looked at: the columns of every table add up to the text width of the layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.package import Package
from lxml import etree

from reportgen.errors import TemplateError
from reportgen.render.to_docx.letterhead import Kind, Letterhead, letterhead_of
from reportgen.render.to_docx.markup import quoted
from reportgen.render.to_docx.reference_styles import W, is_on, numbered_heading, parsed, style_elements

if TYPE_CHECKING:
    from docx.opc.part import Part
    from lxml.etree import _Element

_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MACROS: Final = ("macroEnabled", "vbaProject", "activeX")
_NO_FILL: Final = ("", "auto")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is taken over. ``letterheads`` go by kind and by ``default`` or ``first`` (the first page with a header).

    ``distances`` are those of header and footer from the edge of the sheet, in twips; ``settings`` say how the theme is
    read; ``header_shading`` is the fill of header cells, empty where its table style has none.
    """

    styles: _Element
    theme: Part | None
    settings: str
    letterheads: dict[tuple[Kind, str], Letterhead]
    distances: dict[Kind, str]
    header_shading: str
    header_stops: tuple[int, ...] | None


def open_reference(path: str, language: str) -> Reference:
    """Return what a reference document gives.

    Raises:
        TemplateError: K06 no Word file, or one that cannot be opened; K07 it holds macros; K08 header or footer hold
            what cannot be taken over; K09 a heading style that numbers by itself.
    """
    where = f"templates/{Path(path).parent.name}/{Path(path).name}"
    try:
        package = Package.open(BytesIO(Path(path).read_bytes()))
        main, parts = package.main_document_part, list(package.iter_parts())
        body = parsed(main.blob).find(f"{W}body")
        styles = parsed(main.part_related_by(RELATIONSHIP_TYPE.STYLES).blob)
    except Exception as error:  # a broken file may fail anywhere in a library
        raise TemplateError("K06", where) from error
    if any(sign in f"{part.content_type} {part.partname}" for part in parts for sign in _MACROS):
        raise TemplateError("K07", where)
    if main.content_type != CONTENT_TYPE.WML_DOCUMENT_MAIN or body is None:
        raise TemplateError("K06", where)
    numbered = numbered_heading(styles)
    if numbered:
        raise TemplateError("K09", where, style=numbered)
    section = body.find(f"{W}sectPr")
    theme = _related(main, RELATIONSHIP_TYPE.THEME)
    return Reference(
        styles=styles,
        theme=theme,
        settings=_settings(_related(main, RELATIONSHIP_TYPE.SETTINGS), language) if theme else "",
        letterheads={} if section is None else _letterheads(main, section, where),
        distances={} if section is None else _distances(section),
        header_shading=_shading(styles),
        header_stops=_stops(styles),
    )


def _related(main: Part, kind: str) -> Part | None:
    return next((relation.target_part for relation in main.rels.values() if relation.reltype == kind), None)


def _letterheads(main: Part, section: _Element, where: str) -> dict[tuple[Kind, str], Letterhead]:
    """Return headers and footers of the last section; those of the first page only if it differs (17.10.6 titlePg)."""
    wanted = ("default", "first") if is_on(section, "titlePg") else ("default",)
    kinds: tuple[Kind, ...] = ("header", "footer")
    found: dict[tuple[Kind, str], Letterhead] = {}
    for kind in kinds:
        for reference in section.iterfind(f"{W}{kind}Reference"):
            place = str(reference.get(f"{W}type", "default"))
            if place in wanted:
                found[kind, place] = letterhead_of(main.related_parts[str(reference.get(_ID))], where)
    return {key: letterhead for key, letterhead in found.items() if not letterhead.blank or key[1] == "first"}


def _distances(section: _Element) -> dict[Kind, str]:
    margins = section.find(f"{W}pgMar")
    kinds: tuple[Kind, ...] = ("header", "footer")
    return {} if margins is None else {k: str(v) for k in kinds if (v := margins.get(f"{W}{k}", "")).isdigit()}


def _settings(settings: Part | None, language: str) -> str:
    """Return the settings by which a theme is read: its language, and which of its colours is which."""
    root = parsed(settings.blob) if settings else etree.Element("none")
    mapping = root.find(f"{W}clrSchemeMapping")
    colors = "" if mapping is None else _copied("clrSchemeMapping", mapping)
    tag = quoted(language)
    return f'<w:themeFontLang w:val="{tag}" w:eastAsia="{tag}"/>{colors}'


def _copied(name: str, element: _Element, names: tuple[str, ...] = ()) -> str:
    pairs = ((etree.QName(key).localname, str(value)) for key, value in element.attrib.items())
    made = " ".join(f'w:{key}="{quoted(value)}"' for key, value in pairs if not names or key in names)
    return f"<w:{name} {made}/>"


def _shading(styles: _Element) -> str:
    """Return the fill that the table style gives to header rows, for header cells carry it themselves too."""
    style = style_elements(styles).get(("table", "進捗状況表"))
    for row in () if style is None else style.iterfind(f"{W}tblStylePr"):
        fill = row.find(f"{W}tcPr/{W}shd")
        if row.get(f"{W}type") == "firstRow" and fill is not None and fill.get(f"{W}fill", "") not in _NO_FILL:
            return _copied("shd", fill, ("val", "color", "fill"))
    return ""


def _stops(styles: _Element) -> tuple[int, ...] | None:
    """Return the tab stops of the header style, ``None`` if there is no such style."""
    style = style_elements(styles).get(("paragraph", "header"))
    if style is None:
        return None
    stops = style.iterfind(f"{W}pPr/{W}tabs/{W}tab")
    return tuple(int(stop.get(f"{W}pos", "0")) for stop in stops if stop.get(f"{W}val") != "clear")
