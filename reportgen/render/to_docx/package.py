"""The package: parts, relationships and properties, put together and packed into the same bytes.

Comes in: a ``Document``. Goes out: the bytes of one .docx. Nothing of a template is in it: what would come along is a
picture, English defaults and an old compatibility mode.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

from reportgen.document.theme import Theme
from reportgen.document.tree import Document, Metadata
from reportgen.errors import RenderError
from reportgen.opc import repack
from reportgen.render.to_docx.body import BodyWriter, links_of
from reportgen.render.to_docx.color_theme import theme_xml
from reportgen.render.to_docx.furniture import LAST_PAGE
from reportgen.render.to_docx.looks import fonts
from reportgen.render.to_docx.markup import (
    DECLARATION,
    NAMESPACES,
    UnwritableText,
    closing_section,
    ending_with,
    escaped,
)
from reportgen.render.to_docx.numbering import numbering_xml
from reportgen.render.to_docx.parts import RELATION, Kind, Part, Relation
from reportgen.render.to_docx.sections import AddPart, Sections
from reportgen.render.to_docx.settings import application_xml, font_table_xml, settings_xml
from reportgen.render.to_docx.sheets import sheets_of
from reportgen.render.to_docx.styles import StyleSheet
from reportgen.render.to_docx.table import unwritable

if TYPE_CHECKING:  # python-docx opens such a file; most layouts name none
    from reportgen.render.to_docx.reference import Reference

_LONGEST_PROPERTY: Final = 255
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_PACKAGE: Final = "application/vnd.openxmlformats-package."
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def write_package(document: Document) -> bytes:
    """Return a document as the bytes of a .docx file.

    Raises:
        RenderError, TemplateError: see ``render_docx``.
    """
    theme, language = document.theme, document.metadata.language
    reference = _reference(theme, language)
    styles, links = StyleSheet(theme, language, reference.header_shading if reference else ""), links_of(document)
    sheets = sheets_of(document)
    writer = BodyWriter(document, styles, links)
    written = [writer.write(sheet, closes_section=sheet is not sheets[-1]) for sheet in sheets]
    package, main = Part(), Part("word/document.xml", f"{_WORD}document.main+xml")
    package.refer(f"{RELATION}officeDocument", main)
    for name, address in links.targets.items():
        main.refer(f"{RELATION}hyperlink", address, name)
    renames = _add_looks(main, theme, language, styles, reference)
    sections = Sections(document, sheets, _adder(main), reference, renames)
    made = [sections.section(sheet) for sheet in sheets]
    if sections.count_to_end:
        written[-1].append(ending_with(written[-1].pop(), links.at_end(LAST_PAGE)))
    body = _joined(written, made)
    _add_properties(package, document.metadata)
    main.content = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    return repack(package.entries())


def _reference(theme: Theme, language: str) -> Reference | None:
    if not theme.reference:
        return None
    from reportgen.render.to_docx.reference import open_reference

    return open_reference(theme.reference, language)


def _joined(written: list[list[str]], sections: list[str]) -> str:
    """Return the body: each section but the last is closed by its last paragraph, the last one by the body itself."""
    for elements, section in zip(written[:-1], sections[:-1], strict=True):
        elements[-1] = closing_section(elements[-1], section)
    return "".join(chain.from_iterable(written)) + sections[-1]


def _adder(main: Part) -> AddPart:
    """Return the way to add a header or footer part; each kind is numbered from 1."""
    numbers: Counter[Kind] = Counter()
    pictures: dict[str, Part] = {}

    def picture(source: Part) -> Part:
        if source.name not in pictures:
            name = f"word/media/letterhead{len(pictures) + 1}{posixpath.splitext(source.name)[1]}"
            pictures[source.name] = Part(name, source.content_type, source.content)
        return pictures[source.name]

    def add(kind: Kind, xml: str, relations: tuple[Relation, ...]) -> str:
        numbers[kind] += 1
        part = Part(f"word/{kind}{numbers[kind]}.xml", f"{_WORD}{kind}+xml", xml.encode())
        for name, how, target in relations:
            part.refer(how, picture(target) if isinstance(target, Part) else target, name)
        return main.refer(f"{RELATION}{kind}", part)

    return add


def _add_looks(
    main: Part, theme: Theme, language: str, styles: StyleSheet, reference: Reference | None
) -> dict[str, str]:
    """Add the parts that say how the file looks; return the new ids of the styles of a reference document."""
    numbering = numbering_xml(styles.bullets, "" if reference else fonts(theme))  # marks in the face of the text
    settings = settings_xml(language, reference.settings if reference else "")
    style_xml, renames = styles.xml(), dict[str, str]()
    colors = theme_xml(theme)
    if reference:
        from reportgen.render.to_docx.reference_styles import merged_styles

        style_xml, renames = merged_styles(style_xml, reference.styles, language)
        colors = reference.theme.blob.decode("utf-8-sig") if reference.theme else colors
    for name, xml in (
        ("styles", style_xml),
        ("settings", settings),
        ("numbering", numbering),
        ("fontTable", font_table_xml(theme)),
    ):
        main.refer(f"{RELATION}{name}", Part(f"word/{name}.xml", f"{_WORD}{name}+xml", xml.encode()))
    main.refer(f"{RELATION}theme", Part("word/theme/theme1.xml", f"{_OFFICE}theme+xml", colors.encode()))
    return renames


def _add_properties(package: Part, metadata: Metadata) -> None:
    """Write the core properties, all of them, and app.xml. The times are the start of the day of issue, in UTC."""
    core = Part("docProps/core.xml", f"{_PACKAGE}core-properties+xml", _core(metadata).encode())
    package.refer(_CORE, core)
    application = application_xml(metadata.author).encode()
    name, kind = "docProps/app.xml", f"{_OFFICE}extended-properties+xml"
    package.refer(f"{RELATION}extended-properties", Part(name, kind, application))


def _core(metadata: Metadata) -> str:
    """Return the core properties. Source: ECMA-376 part 2, 11.1."""
    title, subject = _property("title", metadata.title), _property("subject", metadata.subject)
    author, language = _property("author", metadata.author), _property("language", metadata.language)
    keywords = _property("keywords", "; ".join(metadata.keywords))
    issued = f' xsi:type="dcterms:W3CDTF">{metadata.day:%Y-%m-%d}T00:00:00Z</dcterms:'
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"<dcterms:modified{issued}modified><dc:subject>{subject}</dc:subject><dc:creator>{author}</dc:creator>"
        f"<cp:keywords>{keywords}</cp:keywords><dc:language>{language}</dc:language>"
        f"<dcterms:created{issued}created></cp:coreProperties>"
    )


def _property(name: str, value: str) -> str:
    """Return a property as XML.

    Raises:
        RenderError: I21, a character that XML cannot hold; I22, more than the 255 characters that Office keeps.
    """
    try:
        made = escaped(value)
    except UnwritableText as error:
        raise unwritable(error, f"metadata.{name}") from None
    if len(value) > _LONGEST_PROPERTY:
        raise RenderError("I22", "Word", name=name, length=len(value), limit=_LONGEST_PROPERTY)
    return made
