"""The package: parts, relationships and properties, put together with python-docx and packed into the same bytes.

Comes in: a ``Document``. Goes out: the bytes of one .docx. python-docx keeps parts, relationships and core properties;
its default template is not used, for it brings a picture, English defaults and an old compatibility mode along.
"""

from collections import Counter
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import chain
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from reportgen.document.theme import Theme
from reportgen.document.tree import Document, Metadata
from reportgen.errors import RenderError
from reportgen.opc import repack, unpack
from reportgen.render.to_docx.body import BodyWriter, links_of
from reportgen.render.to_docx.color_theme import theme_xml
from reportgen.render.to_docx.furniture import LAST_PAGE
from reportgen.render.to_docx.letterhead import Kind, Relation
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
from reportgen.render.to_docx.reference import Reference, open_reference
from reportgen.render.to_docx.reference_styles import merged_styles
from reportgen.render.to_docx.sections import AddPart, Sections
from reportgen.render.to_docx.settings import application_xml, font_table_xml, settings_xml
from reportgen.render.to_docx.sheets import sheets_of
from reportgen.render.to_docx.styles import StyleSheet
from reportgen.render.to_docx.table import unwritable

_LONGEST_PROPERTY: Final = 255
_FURNITURE: Final[dict[Kind, tuple[str, str]]] = {
    "header": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
    "footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
}


def write_package(document: Document) -> bytes:
    """Return a document as the bytes of a .docx file.

    Raises:
        RenderError, TemplateError: see ``render_docx``.
    """
    theme, language = document.theme, document.metadata.language
    reference = open_reference(theme.reference, language) if theme.reference else None
    styles, links = StyleSheet(theme, language, reference.header_shading if reference else ""), links_of(document)
    sheets = sheets_of(document)
    writer = BodyWriter(document, styles, links)
    written = [writer.write(sheet, closes_section=sheet is not sheets[-1]) for sheet in sheets]
    package = Package()
    main = Part(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, b"", package)
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    for name, address in links.targets.items():
        main.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
    renames = _add_looks(main, theme, language, styles, reference)
    sections = Sections(document, sheets, _adder(main), reference, renames)
    made = [sections.section(sheet) for sheet in sheets]
    if sections.count_to_end:
        written[-1].append(ending_with(written[-1].pop(), links.at_end(LAST_PAGE)))
    body = _joined(written, made)
    _add_properties(package, document.metadata)
    text = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    skeleton = BytesIO()
    package.save(skeleton)  # with an empty body: python-docx would compress it with the time of day, for nothing
    return repack(unpack(skeleton.getvalue()) | {main.partname.membername: text.encode()})


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
        if source.partname not in pictures:
            name = PackURI(f"/word/media/letterhead{len(pictures) + 1}.{source.partname.ext}")
            pictures[source.partname] = Part(name, source.content_type, source.blob, main.package)
        return pictures[source.partname]

    def add(kind: Kind, xml: str, relations: tuple[Relation, ...]) -> str:
        numbers[kind] += 1
        content_type, relationship = _FURNITURE[kind]
        part = Part(PackURI(f"/word/{kind}{numbers[kind]}.xml"), content_type, xml.encode(), main.package)
        for relation in relations:
            target = relation.target
            if isinstance(target, str):
                part.load_rel(relation.kind, target, relation.id, is_external=True)
            else:
                part.load_rel(relation.kind, picture(target), relation.id)
        return main.relate_to(part, relationship)

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
        style_xml, renames = merged_styles(style_xml, reference.styles, language)
        colors = reference.theme.blob.decode("utf-8-sig") if reference.theme else colors
    _add(main, "styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, style_xml)
    _add(main, "settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings)
    _add(main, "numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering)
    _add(main, "fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table_xml(theme))
    _add(main, "theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, colors)
    return renames


def _add(main: Part, name: str, content_type: str, relationship: str, xml: str) -> None:
    """Add a part beside the main document."""
    main.relate_to(Part(PackURI(f"/word/{name}.xml"), content_type, xml.encode(), main.package), relationship)


def _add_properties(package: Package, metadata: Metadata) -> None:
    """Write the core properties, all of them, and app.xml. The times are the start of the day of issue, in UTC."""
    issued = datetime.combine(metadata.day, time(tzinfo=UTC))
    properties = package.core_properties
    properties.title = _property("title", metadata.title)
    properties.subject = _property("subject", metadata.subject)
    properties.author = properties.last_modified_by = _property("author", metadata.author)
    properties.keywords = _property("keywords", "; ".join(metadata.keywords))
    properties.language = _property("language", metadata.language)
    properties.revision = 1
    properties.created = properties.modified = issued
    name, content_type = PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES
    application = Part(name, content_type, application_xml(metadata.author).encode(), package)
    package.relate_to(application, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _property(name: str, value: str) -> str:
    """Return a property as it is.

    Raises:
        RenderError: I21, a character that XML cannot hold; I22, more than the 255 characters that python-docx writes.
    """
    try:
        escaped(value)
    except UnwritableText as error:
        raise unwritable(error, f"metadata.{name}") from None
    if len(value) > _LONGEST_PROPERTY:
        raise RenderError("I22", "Word", name=name, length=len(value), limit=_LONGEST_PROPERTY)
    return value
